"""From what people send to the one shape that is signed: arrays, types, decimals, absolute ids.

Short forms are only forms: "#lo1" for an id of the same achievement, "self" for the issuer, a single value
for an array of one, a number for a decimal, an organisation's DID for its Profile. No meaning is added
here, and nothing of the wrong type is repaired: the JSON Schema tells the sender about that. Empty values
and nulls disappear, since Open Badges and our soundness rule forbid them.

Open Badges 3.0 section 8 (serialisation) for the arrays; metadata.md section 1 for decimals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from credentials.json_types import JsonObject
from issuers.credit import plain
from issuers.document import number_of

#: Members that are arrays even when there is one.
_ARRAYS: Final = frozenset(
    {
        "alignment", "allowedValue", "accreditation", "assessedBy", "assessmentMethod", "assessmentMode",
        "assessmentRecord", "association", "awardRouteOffered", "brokersBetween", "conformsTo", "coreProcess",
        "countsComponent", "coversOutcome", "credit", "ecologyIntersection", "evidence", "evidenceRef",
        "furtherInformation", "identifier", "learningActivityType", "learningOutcome", "nationalRecognition",
        "otherIdentifier", "overlapsWith", "partOf", "participant", "participantRole", "participationMode",
        "portfolioItem", "prerequisite", "provesOutcome", "purpose", "qaFramework", "qaType",
        "qualificationLevel", "related", "requiredAchievement", "result", "rubricCriterionLevel", "sector",
        "stackTarget", "tag", "through", "unit",
    }
)  # fmt: skip

#: The member that holds an object, to that object's `type`: Open Badges' classes in an array, ours as text.
_TYPES: Final[Mapping[str, str | list[str]]] = {
    "accreditation": "Accreditation",
    "address": ["Address"],
    "adjustment": "Adjustment",
    "alignment": ["Alignment"],
    "assessmentMethod": "AssessmentMethod",
    "assessmentRecord": "AssessmentRecord",
    "association": "Association",
    "coreProcess": "CoreProcess",
    "countsComponent": "ComponentClaim",
    "credit": "CreditValue",
    "creditCounted": "CreditValue",
    "creditOriginal": "CreditValue",
    "evidence": ["Evidence"],
    "identifier": "IdentityObject",
    "identityVerification": "IdentityVerification",
    "image": "Image",
    "issuingMandate": "IssuingMandate",
    "learningOutcome": "LearningOutcome",
    "maxCountable": "CreditValue",
    "nationalRecognition": "NationalRecognition",
    "otherIdentifier": "IdentifierEntry",
    "participant": "Participant",
    "portfolioItem": "PortfolioItem",
    "prerequisite": "Prerequisite",
    "provision": "Provision",
    "qualificationLevel": "QualificationLevel",
    "qualityAssurance": "QualityAssurance",
    "recognitionDecision": "RecognitionDecision",
    "related": ["Related"],
    "result": ["Result"],
    "resultDescription": ["ResultDescription"],
    "rubricCriterionLevel": ["RubricCriterionLevel"],
    "stackTarget": "StackTarget",
    "stackability": "Stackability",
    "unit": "Unit",
    "workload": "Workload",
}

#: Members that hold an organisation's Profile.
PROFILES: Final = frozenset(
    {
        "accreditingAgent", "assessedBy", "creator", "decisionBy", "organisation", "parentOrg",
        "recognisedBy", "source",
    }
)  # fmt: skip
#: Members that hold an organisation's identifier.
_ORGANISATION_IDS: Final = frozenset(
    {
        "accreditedOrganisation", "brokersBetween", "componentIssuer", "creditAuthority", "mandator",
        "receivingOrganisation", "verifiedBy",
    }
)  # fmt: skip
#: Texts that people send as numbers.
_NUMERALS: Final = frozenset(
    {
        "accreditationMaxLevel", "assessmentHours", "contactHours", "creditPoints", "deliveryShare", "level",
        "levelValue", "notionalHours", "points", "requiredValue", "selfStudyHours", "value", "valueMax",
        "valueMin", "weighting", "workplaceHours",
    }
)  # fmt: skip
#: Members whose "#..." is a place in the achievement.
_IN_ACHIEVEMENT: Final = frozenset(
    {
        "achievedLevel", "assessmentMethodRef", "coversOutcome", "gradingScheme", "provesOutcome",
        "requiredLevel", "resultDescription", "resultDescriptionRef", "rubricReference",
    }
)  # fmt: skip
#: Members that hold an object's text where people send the text alone: the member it becomes.
_TEXT_OF: Final = {"criteria": "narrative", "image": "id", "learningOutcome": "name", "unit": "name"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What short forms stand for.

    `former_id`: the id of the version that a definition was copied from, whose places are this one's.
    """

    achievement_id: str
    issuer: str
    credential_id: str | None = None
    former_id: str | None = None


def shaped(value: object, frame: Frame, member: str = "") -> Any:
    """`value`, which stands at `member`, in canonical shape; None where it says nothing."""
    if member in _ARRAYS or (member == "resultDescription" and not isinstance(value, str)):
        members = value if isinstance(value, list) else [value]
        return [s for v in members if (s := _one(v, frame, member)) is not None] or None
    return _one(value, frame, member)


def _one(value: object, frame: Frame, member: str) -> Any:
    if isinstance(value, list):
        return [s for v in value if (s := _one(v, frame, member)) is not None] or None
    if value is None or value == "":
        return None
    if member in _NUMERALS and (amount := number_of(value)) is not None:
        return plain(amount)
    if isinstance(value, str):
        return _text(value, frame, member)
    if member == "workload" and number_of(value) is not None:
        value = {"notionalHours": value}
    return _object(value, frame, member) if isinstance(value, dict) else value


def _text(value: str, frame: Frame, member: str) -> Any:
    if member in PROFILES:
        return _profile({"id": value}, frame)
    if member in _ORGANISATION_IDS:
        return frame.issuer if value == "self" else value
    if member in _TEXT_OF:
        return _object({_TEXT_OF[member]: value}, frame, member)
    if member in _IN_ACHIEVEMENT:
        return _place(value, frame, frame.achievement_id)
    if member == "evidenceRef":
        return _place(value, frame, frame.credential_id)
    return value


def _place(value: str, frame: Frame, base: str | None) -> str:
    """An absolute identifier: of a place in `base` ("#lo1"), or in the former version."""
    if value.startswith("#") and base is not None:
        return base + value
    if frame.former_id is not None and value.startswith(frame.former_id + "#"):
        return frame.achievement_id + value[len(frame.former_id) :]
    return value


def _object(value: JsonObject, frame: Frame, member: str) -> JsonObject | None:
    inside = {name: s for name, v in value.items() if (s := shaped(v, frame, name)) is not None}
    if not inside:
        return None
    if member in PROFILES:
        return _profile(inside, frame)
    base = frame.credential_id if member == "evidence" else frame.achievement_id
    own = inside.get("id")
    if isinstance(own, str):
        inside["id"] = _place(own, frame, base)
    return _typed(_TYPES.get(member), inside)


def _typed(kind: str | list[str] | None, inside: JsonObject) -> JsonObject:
    """`inside` with its `type` first. A type that was sent stays, in an array where the class wants one."""
    if kind is None:
        return inside
    sent = inside.get("type", kind)
    if isinstance(kind, list):
        sent = [sent] if isinstance(sent, str) else sent
        sent = list(sent) if isinstance(sent, list) else sent
    return {"type": sent, **{name: v for name, v in inside.items() if name != "type"}}


def _profile(value: JsonObject, frame: Frame) -> JsonObject:
    """An organisation's Profile, its identifier first. What is known of it is said by organisations.py."""
    who = frame.issuer if value.get("id") == "self" else value.get("id")
    rest = {name: v for name, v in value.items() if name != "id"}
    return {**({"id": who} if who is not None else {}), **_typed(["Profile"], rest)}


def with_ids(items: object, achievement_id: str, prefix: str) -> None:
    """Give every object in the array `items` that has none an id: `#lo1`, `#lo2`, ... by its place."""
    if not isinstance(items, list):
        return
    taken = {item.get("id") for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)}
    for position, item in enumerate(items, start=1):
        if not isinstance(item, dict) or "id" in item:
            continue
        number = position
        while f"{achievement_id}#{prefix}{number}" in taken:
            number += 1
        item["id"] = f"{achievement_id}#{prefix}{number}"
        taken.add(item["id"])
