"""An achievement's definition: small in, complete out.

`complete` takes what an issuer sends and returns the definition as every award of it will carry it: in
canonical shape, with what can honestly be defaulted, with every derived member computed, and with every
reason why it cannot be used yet. It decides nothing that is not in the document: no clock, no database.

What can be defaulted, and from what, is `DEFAULTS`, a table in order; what nobody can default is `_ASKED`
and the rules. Sources: metadata.md, "Small in, complete out" and section 13; decisions.md 4.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from credentials.json_types import JsonObject
from issuers import assessment, taxonomy
from issuers import provision as providing
from issuers.credit import json_number
from issuers.document import Node
from issuers.organisations import unite
from issuers.profile import Organisation
from issuers.rules import Breach, definition_breaches, errors, warnings
from issuers.rules.breach import error
from issuers.shaping import Frame, shaped, with_ids
from issuers.view import DEFAULT_POLICY, Badge, Policy

#: The EU's concept of an EQF level, ELM's code list "European Qualifications Framework".
EQF: Final = "http://data.europa.eu/snb/eqf/"


@dataclass(frozen=True, slots=True)
class Default:
    """A member that the issuer did not send and we filled in: where, and why that is honest."""

    pointer: str
    reason: str


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
    for _, result in _objects(document.get("resultDescription")):
        prefix = str(result["id"]).rpartition("#")[2] + "-l"
        with_ids(result.get("rubricCriterionLevel"), achievement_id, prefix)

    # Step 2: what can honestly be defaulted, each default seeing the ones before it.
    defaulted = tuple(default for fill in DEFAULTS for default in fill(document, issuer))

    # Step 3: what follows from the rest. A value that was sent stays, and the rules compare it.
    _derive(document, issuer)

    # Step 4: every reason against it, at once.
    asked = tuple(_unanswered(document, issuer))
    found = definition_breaches(document, issuer.did, policy)
    breaches = tuple(dict.fromkeys((*asked, *contradictions, *errors(found))))
    return Completed(document, defaulted, breaches, warnings(found))


def _objects(value: object) -> list[tuple[int, JsonObject]]:
    """The objects of an array, each with its place in it."""
    return [(i, v) for i, v in enumerate(value) if isinstance(v, dict)] if isinstance(value, list) else []


def _child(document: JsonObject, name: str, kind: str) -> JsonObject | None:
    """The object at `name`, made if it is missing; None if something else stands there."""
    value = document.setdefault(name, {"type": kind})
    return value if isinstance(value, dict) else None


# --- defaults -----------------------------------------------------------------------------------


def _formal_setting(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """A formal qualification is awarded formally; no other category has one setting only."""
    if "learningSetting" not in document and document.get("credentialCategory") == "formalQualification":
        document["learningSetting"] = "formal"
        yield Default("/learningSetting", "a formal qualification is awarded in a formal setting")


def _route(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """Experience is earned by taking part; with the issuer doing everything, the award is taught."""
    if "awardRouteOffered" in document:
        return
    if document.get("credentialCategory") == "recordOfExperience":
        document["awardRouteOffered"] = ["participation"]
        yield Default("/awardRouteOffered", "a record of experience is earned by taking part")
    elif not Badge.of_definition(document, None).participants or _named_role(document, "teaching"):
        document["awardRouteOffered"] = ["taught"]
        yield Default("/awardRouteOffered", "somebody teaches, and no other route is named")


def _named_role(document: JsonObject, role: str) -> bool:
    return bool(providing.holders(Badge.of_definition(document, None).participants, role))


def _summative(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """Attendance decides nothing; other methods of an assessed category do."""
    experience = document.get("credentialCategory") == "recordOfExperience"
    for index, method in _objects(document.get("assessmentMethod")):
        if "summative" in method:
            continue
        method["summative"] = not experience and method.get("assessmentType") != assessment.ATTENDANCE
        reason = "the award depends on it" if method["summative"] else "it judges no learning"
        yield Default(f"/assessmentMethod/{index}/summative", reason)


def _covered(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """The only method that decides covers every outcome: there is no other that could."""
    badge = Badge.of_definition(document, None)
    deciding = [(i, m) for i, m in _objects(document.get("assessmentMethod")) if assessment.decides(Node(m))]
    if len(deciding) != 1 or not badge.outcome_ids:
        return
    index, method = deciding[0]
    if "coversOutcome" not in method:
        method["coversOutcome"] = [i for o in badge.outcomes if (i := o.identifier) is not None]
        yield Default(f"/assessmentMethod/{index}/coversOutcome", "it is the only assessment that decides")


def _quality(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """Without credit, quality is what the issuer itself says. With credit it is asked for (MC-Q19)."""
    if Badge.of_definition(document, None).credit_bearing:
        return
    quality = _child(document, "qualityAssurance", "QualityAssurance")
    if quality is not None and "qaType" not in quality:
        quality["qaType"] = ["selfDeclared"]
        yield Default(
            "/qualityAssurance/qaType", "without credit, quality assurance is the issuer's own word"
        )


def _participants(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """Alone, the issuer has every core role that is needed; a partner's role is asked for."""
    provision = _child(document, "provision", "Provision")
    if provision is None:
        return
    if "participant" not in provision:
        self_ = {"type": "Participant", "organisation": issuer.reference()}
        provision["participant"] = [self_]
        yield Default("/provision/participant", "no other organisation is named")
    parts = _objects(provision["participant"])
    for index, part in parts:
        is_issuer = Node(part).reference("organisation") == issuer.did
        if is_issuer and "organisationType" not in part and issuer.organisation_type:
            part["organisationType"] = issuer.organisation_type
            yield Default(
                f"/provision/participant/{index}/organisationType", "as the organisation is registered"
            )
        if is_issuer and len(parts) == 1 and "participantRole" not in part:
            part["participantRole"] = list(Badge.of_definition(document, None).needed_roles)
            yield Default(f"/provision/participant/{index}/participantRole", "no other organisation is named")


def _credit(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """Credit that is said to be there is awarded, by the one participant that has the power to."""
    parts = Badge.of_definition(document, None).participants
    advice = Node(document).texts("ecologyIntersection")
    able = {p.id for p in providing.holders(parts, "award") if p.awarding_power and p.id is not None}
    for index, credit in _objects(document.get("credit")):
        if "creditStatus" not in credit and "creditRecommendation" not in advice:
            credit["creditStatus"] = "awarded"
            yield Default(f"/credit/{index}/creditStatus", "credit is awarded unless it is said to be advice")
        awarded = credit.get("creditStatus") == "awarded"
        if "creditAuthority" not in credit and awarded and len(able) == 1:
            credit["creditAuthority"] = next(iter(able))
            yield Default(f"/credit/{index}/creditAuthority", "the only participant with the power to award")


def _available(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """Open Badges' number without a unit repeats the first credit that is awarded."""
    first = next(iter(Badge.of_definition(document, None).awarded_credits), None)
    if "creditsAvailable" not in document and first is not None and first.points is not None:
        document["creditsAvailable"] = json_number(first.points)
        yield Default("/creditsAvailable", "repeats the first entry of credit")


def _levels(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """An EQF level has the EU's concept, and stands among the alignments, where other software looks."""
    for index, level in _objects(document.get("qualificationLevel")):
        value = level.get("levelValue")
        if level.get("levelFramework") != "eqf" or value not in tuple("12345678"):
            continue
        if "levelConcept" not in level:
            level["levelConcept"] = EQF + value
            yield Default(f"/qualificationLevel/{index}/levelConcept", "the EU's identifier of the level")
        alignments = document.setdefault("alignment", [])
        if not isinstance(alignments, list):
            continue
        if any(Node(a).text("targetUrl") == EQF + value for a in alignments):
            continue
        alignments.append(
            {
                "type": ["Alignment"],
                "targetName": f"EQF level {value}",
                "targetUrl": EQF + value,
                "targetFramework": "European Qualifications Framework",
                "targetType": "ext:QualificationLevel",
                "targetCode": value,
            }
        )
        yield Default(f"/alignment/{len(alignments) - 1}", "repeats the level for other software")


def _kind(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """The achievement type that category and quadrant make usual."""
    badge = Badge.of_definition(document, None)
    usual = taxonomy.USUAL_TYPE.get((badge.category or "", badge.quadrant))
    if "achievementType" not in document and usual is not None:
        document["achievementType"] = usual
        yield Default("/achievementType", "the usual type at this place")


def _stacking(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """A micro-credential is stackable, route or no route; anything else stands alone. Never automatic."""
    stackability = _child(document, "stackability", "Stackability")
    if stackability is None:
        return
    if "stackingStatus" not in stackability:
        micro = Badge.of_definition(document, None).quadrant == "microCredential"
        targeted = "stackTarget" in stackability
        stackability["stackingStatus"] = "stackable" if micro or targeted else "standAlone"
        reason = "it names a route" if targeted else "it is small credit" if micro else "it names no route"
        yield Default("/stackability/stackingStatus", reason)
    if "automaticEntitlement" not in stackability:
        stackability["automaticEntitlement"] = False
        yield Default("/stackability/automaticEntitlement", "the receiving organisation always decides")


def _creator(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    if "creator" not in document:
        document["creator"] = issuer.reference()
        yield Default("/creator", "the organisation that defines it")


#: Each fills in what it can and says so; the order matters, later ones read what earlier ones filled.
DEFAULTS: Final[tuple[Callable[[JsonObject, Organisation], Iterator[Default]], ...]] = (
    _creator,
    _formal_setting,
    _route,
    _summative,
    _covered,
    _quality,
    _participants,
    _credit,
    _available,
    _levels,
    _kind,
    _stacking,
)


# --- derived members and open questions ---------------------------------------------------------


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
