"""One line of what an award is worth: a message's key and values, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from issuers.document import Node
from issuers.reading.keys import MESSAGES
from issuers.view import Badge


class Section(StrEnum):
    """Where a line stands, in the order of docs: what it is in one line, then what a reader asks next."""

    WHAT = "what"
    OUTCOMES = "outcomes"
    RESULT = "result"
    AMOUNT = "amount"
    ASSESSMENT = "assessment"
    WHO = "who"
    COUNTS = "counts"
    QUALITY = "quality"
    EVIDENCE = "evidence"
    PLACE = "place"


class Source(StrEnum):
    """Who says so."""

    ISSUER = "issuer"  # signed by the issuer only: a claim about others
    CONFIRMED = "confirmed"  # the one named has signed it too
    REGISTER = "register"  # found in a register
    NOT_STATED = "notStated"  # the award does not say


Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`key` is in MESSAGES, `params` are exactly those that it names.

    `about` names the assessment, participant, target or evidence to which the line belongs, so that lines
    about one thing can stand together; "" for lines about the award.
    """

    section: Section
    key: str
    params: Mapping[str, Value] = field(default_factory=dict)
    source: Source = Source.ISSUER
    about: str = ""


def coded(
    section: Section, prefix: str, code: str, source: Source = Source.ISSUER, about: str = "", **params: Value
) -> Line:
    """The line of one code value. A code outside the lists is shown as it was written."""
    key = f"{prefix}.{code}"
    if key in MESSAGES and set(MESSAGES[key]) == set(params):
        return Line(section, key, params, source, about)
    return Line(section, "notUnderstood", {"value": code}, source, about)


def not_stated(section: Section, what: str) -> Line:
    return Line(section, f"notStated.{what}", source=Source.NOT_STATED)


@dataclass(frozen=True, slots=True)
class Reading:
    """A badge with what is known about it from outside.

    `confirmed`: identifiers of those who have validly signed it besides the issuer. `registered`: addresses
    of register entries that were found to say the same. `names`: organisations of the document by id.
    """

    badge: Badge
    confirmed: frozenset[str]
    registered: frozenset[str]
    names: Mapping[str, str]

    def source(self, *parties: str | None, register: str | None = None) -> Source:
        """Who says what these parties are said to do or to have given."""
        others = {p for p in parties if p is not None and p != self.badge.issuer_id}
        if others and others <= self.confirmed:
            return Source.CONFIRMED
        if register is not None and register in self.registered:
            return Source.REGISTER
        return Source.ISSUER

    def name(self, identifier: str | None) -> str:
        """How people call this organisation; its identifier where the document does not say."""
        return self.names.get(identifier or "", identifier or "")


def natural(node: Node) -> tuple[list[tuple[int, str]], str]:
    """A sort key for members of a set: by identifier, with numbers as numbers (#lo2 before #lo10)."""
    text = node.identifier or node.text("name") or ""
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+|[0-9]", text)
    return [(int(p), "") if p.isascii() and p.isdigit() else (-1, p) for p in parts], node.text("name") or ""


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Members of a set in an order that does not depend on how the document happens to list them."""
    return sorted(nodes, key=natural)


def names_in(badge: Badge) -> dict[str, str]:
    """Every organisation that the document names, by identifier."""
    places = [badge.root.get("issuer"), badge.achievement.get("creator"), badge.decision.get("decisionBy")]
    places += [p.node.get("organisation") for p in badge.participants]
    places += [a.get("accreditingAgent") for a in badge.accreditations]
    places += [r.get("recognisedBy") for r in badge.achievement.many("nationalRecognition")]
    places += [who for record in badge.records for who in record.many("assessedBy")]
    found = ((p.identifier, p.text("name")) for p in places)
    return {identifier: name for identifier, name in found if identifier is not None and name is not None}
