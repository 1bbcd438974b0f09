"""An achievement's definition: small in, complete out.

`complete` takes what an issuer sends and returns the definition as every award of it will carry it: in
canonical shape, with what can honestly be defaulted, with every derived member computed, and with every
reason why it cannot be used yet. It decides nothing that is not in the document: no clock, no database.

What can be defaulted, and why, is defaults.py; what nobody can default is `_ASKED` and the rules. Sources:
metadata.md, "Small in, complete out" and section 13; decisions.md 4.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from credentials.json_types import JsonObject
from issuers import provision as providing
from issuers.defaults import DEFAULTS, Default, objects
from issuers.document import Node
from issuers.organisations import unite
from issuers.profile import Organisation
from issuers.rules import Breach, definition_breaches, errors, warnings
from issuers.rules.breach import error
from issuers.shaping import Frame, shaped, with_ids
from issuers.signable import unsignable
from issuers.view import DEFAULT_POLICY, Badge, Policy


@dataclass(frozen=True, slots=True)
class Completed:
    """A definition, complete. It may be used when `breaches` is empty; `warnings` are only shown."""

    document: JsonObject
    defaulted: tuple[Default, ...]
    breaches: tuple[Breach, ...]
    warnings: tuple[Breach, ...]


#: What every definition says, nobody can default, and no rule asks for: (path, what to send).
_ASKED: Final = (
    (("name",), "give the achievement's title"),
    (("description",), "describe it in a sentence"),
    (("criteria",), "say what has to be done to earn it"),
    (("credentialCategory",), "say which of the four kinds of credential this is"),
    (("learningSetting",), "say in which setting it is awarded: formal, semiFormal, nonFormal or informal"),
    (("awardRouteOffered",), "say by which routes it can be earned"),
    (("workload", "notionalHours"), "give the hours of learning"),
    (("participationMode",), "say how learners take part (presential, online, blended, ...)"),
)


def complete(
    definition: JsonObject,
    *,
    achievement_id: str,
    version: int,
    issuer: Organisation,
    policy: Policy = DEFAULT_POLICY,
) -> Completed:
    """The definition as its awards carry it, what was defaulted, and what is still in the way.

    Never raises for what `definition` holds. Completing a complete definition changes nothing.
    """
    # Step 1: canonical shape, without a meaning more.
    former = Node(definition).text("id")
    document = shaped(definition, Frame(achievement_id, issuer.did, former_id=former)) or {}
    document = {
        "id": achievement_id,
        "type": ["Achievement"],
        **{k: v for k, v in document.items() if k not in ("id", "type", "version")},
        "version": str(version),
    }
    contradictions = unite(document, {issuer.did: issuer.reference()}, {issuer.did: issuer.profile()})
    for member, prefix in (
        ("learningOutcome", "lo"),
        ("assessmentMethod", "as"),
        ("resultDescription", "rd"),
    ):
        with_ids(document.get(member), achievement_id, prefix)
    for _, result in objects(document.get("resultDescription")):
        prefix = str(result["id"]).rpartition("#")[2] + "-l"
        with_ids(result.get("rubricCriterionLevel"), achievement_id, prefix)

    # Step 2: what can honestly be defaulted, each default seeing the ones before it.
    defaulted = tuple(default for fill in DEFAULTS for default in fill(document, issuer))

    # Step 3: what follows from the rest. A value that was sent stays, and the rules compare it.
    _derive(document, issuer)

    # Step 4: every reason against it, at once.
    asked = tuple(_unanswered(document, issuer))
    found = definition_breaches(document, issuer.did, policy)
    # Two descriptions of one organisation are unsound too; that is told once.
    unsound = () if contradictions else tuple(unsignable(document, issuer))
    breaches = tuple(dict.fromkeys((*asked, *contradictions, *errors(found), *unsound)))
    return Completed(document, defaulted, breaches, warnings(found))


def _derive(document: JsonObject, issuer: Organisation) -> None:
    """Fill in every derived member that was not sent."""
    badge = Badge.of_definition(document, issuer.did)
    axes: dict[str, Any] = {
        "creditBearing": badge.credit_bearing,
        "bundled": badge.bundled,
        "ecologyQuadrant": badge.quadrant,
    }
    for name, value in axes.items():
        document.setdefault(name, value)
    provision = document.get("provision")
    if isinstance(provision, dict) and badge.participants:
        summary = badge.provision.text("learnerSummary")
        for name, value in providing.derived(badge.participants, summary, badge.needed_roles).items():
            provision.setdefault(name, value)


def _unanswered(document: JsonObject, issuer: Organisation) -> Iterator[Breach]:
    """MC-R1 for what a definition must say and only its issuer knows. metadata.md section 2."""
    root = Node(document)
    for path, what in _ASKED:
        node = root
        for name in path:
            node = node.get(name)
        if not node.present:
            yield error("MC-R1", node, f"{path[-1]}: {what}")
    for method in root.many("assessmentMethod"):
        for name, what in (
            ("name", "say what learners call this assessment"),
            ("assessmentType", "say which type of assessment this is"),
            ("supervision", "say whether it is supervised, and whether identity is verified"),
        ):
            if not method.get(name).present:
                yield error("MC-R1", method.get(name), f"{name}: {what}")
    for part in root.get("provision").many("participant"):
        for name, what in (
            ("organisationType", "say what kind of organisation this is"),
            ("participantRole", "say what this organisation does"),
        ):
            if not part.get(name).present:
                yield error("MC-R1", part.get(name), f"{name}: {what}")
        for name, what in (("id", "give the organisation's DID or address"), ("name", "give its name")):
            node = part.get("organisation").get(name)
            if not node.present:
                yield error("MC-R1", node, f"{name}: {what}")
