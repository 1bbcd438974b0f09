"""What an issuer need not say: each default in one function, with why it is honest.

A default is filled in only where nothing else could be meant or where it claims the least, and is always
told (`Default`). Sentences are never made up: who explains nothing has explained nothing (decisions.md
4.1). What nobody can default is asked for in achievement.py. Source: metadata.md, "Small in, complete out".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from credentials.json_types import JsonObject
from issuers import assessment, taxonomy
from issuers import provision as providing
from issuers.credit import json_number
from issuers.document import Node
from issuers.profile import Organisation
from issuers.view import Badge

#: The EU's concept of an EQF level, ELM's code list "European Qualifications Framework".
EQF: Final = "http://data.europa.eu/snb/eqf/"


@dataclass(frozen=True, slots=True)
class Default:
    """A member that the issuer did not send and we filled in: where, and why that is honest."""

    pointer: str
    reason: str


def objects(value: object) -> list[tuple[int, JsonObject]]:
    """The objects of an array, each with its place in it."""
    return [(i, v) for i, v in enumerate(value) if isinstance(v, dict)] if isinstance(value, list) else []


def _child(document: JsonObject, name: str, kind: str) -> JsonObject | None:
    """The object at `name`, made if it is missing; None if something else stands there."""
    value = document.setdefault(name, {"type": kind})
    return value if isinstance(value, dict) else None


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
    for index, method in objects(document.get("assessmentMethod")):
        if "summative" in method:
            continue
        method["summative"] = not experience and method.get("assessmentType") != assessment.ATTENDANCE
        reason = "the award depends on it" if method["summative"] else "it judges no learning"
        yield Default(f"/assessmentMethod/{index}/summative", reason)


def _covered(document: JsonObject, issuer: Organisation) -> Iterator[Default]:
    """The only method that decides covers every outcome: there is no other that could."""
    badge = Badge.of_definition(document, None)
    deciding = [(i, m) for i, m in objects(document.get("assessmentMethod")) if assessment.decides(Node(m))]
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
    parts = objects(provision["participant"])
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
    for index, credit in objects(document.get("credit")):
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
    for index, level in objects(document.get("qualificationLevel")):
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
