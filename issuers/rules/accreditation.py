"""MC-A: an accreditation is in force on the day of the award and reaches up to the level claimed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from issuers.document import Node
from issuers.rules.breach import Breach, error
from issuers.view import Badge


def _in_force(node: Node, day: date, first: str, last: str) -> bool:
    """Both ends included; an end that is not stated is open."""
    start, end = node.day(first), node.day(last)
    return (start is None or start <= day) and (end is None or day <= end)


def a1_in_force_on_award(badge: Badge) -> Iterator[Breach]:
    """MC-A1: what is said to be accredited or nationally recognised was so on the day of the award.

    Of several accreditations of one kind for one organisation (an expired one and its renewal) one
    in force is enough. metadata.md section 7.
    """
    day = badge.award_day
    if not badge.awarded or day is None:
        return
    kinds: dict[tuple[str | None, str | None], list[Node]] = {}
    for node in badge.accreditations:
        kind = (node.reference("accreditedOrganisation"), node.text("accreditationType"))
        kinds.setdefault(kind, []).append(node)
    for nodes in kinds.values():
        if not any(_in_force(n, day, "accreditedFrom", "accreditedUntil") for n in nodes):
            for node in nodes:
                yield error("MC-A1", node, "accreditation: give one in force on the day of the award")
    for node in badge.achievement.many("nationalRecognition"):
        if not _in_force(node, day, "recognisedFrom", "recognisedUntil"):
            yield error("MC-A1", node, "nationalRecognition: give one in force on the day of the award")


def a2_within_scope(badge: Badge) -> Iterator[Breach]:
    """MC-A2: the level is within the scope of the accreditation. Both are EQF. metadata.md section 7."""
    levels = [
        level
        for node in badge.achievement.many("qualificationLevel")
        if node.text("levelFramework") == "eqf" and (level := _level(node.text("levelValue"))) is not None
    ]
    if not levels:
        return
    highest = max(levels)
    scopes: dict[str | None, list[tuple[Node, int | None]]] = {}
    for node in badge.accreditations:
        scope = (node, _level(node.text("accreditationMaxLevel")))
        scopes.setdefault(node.reference("accreditedOrganisation"), []).append(scope)
    for found in scopes.values():
        if all(limit is not None and limit < highest for _, limit in found):
            for node, limit in found:
                yield error(
                    "MC-A2",
                    node.get("accreditationMaxLevel"),
                    f"qualificationLevel: at most EQF {limit}, up to which accreditationMaxLevel reaches;"
                    " or name an accreditation that reaches further",
                )


def _level(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 2 else None


RULES = (a1_in_force_on_award, a2_within_scope)
