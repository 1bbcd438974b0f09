"""Parts of Open Badges 3.0 that a client sends, as frozen models.

Sources: Open Badges 3.0 section B.1. Where the standard leaves a part open we close it, because these are
requests to us; documents of others are never read through these models.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from schemas.bundle import document
from schemas.literals import EvidenceAccess, EvidenceType
from schemas.part import Part, Several
from schemas.terms import OB_SCHEMA
from schemas.text import Day, Figure, Link, Name, Ref, Text, Uri


def _open_list(name: str) -> tuple[AfterValidator, FieldInfo]:
    """One of the standard's open lists: a term of it, or one of somebody's own that starts with `ext:`."""
    listed, _ = document(OB_SCHEMA)["$defs"][name]["anyOf"]
    terms: list[str] = listed["enum"]

    def check(value: str) -> str:
        if value not in terms and _EXTENSION.fullmatch(value) is None:
            raise PydanticCustomError(
                "unknown_term", "must be one of {terms}, or start with ext:", {"terms": ", ".join(terms)}
            )
        return value

    shown: dict[str, Any] = {"anyOf": [{"enum": terms}, {"pattern": _EXTENSION.pattern}]}
    return AfterValidator(check), Field(max_length=100, json_schema_extra=shown)


_EXTENSION: Final = re.compile(r"^ext:[A-Za-z0-9._|][A-Za-z0-9._|:-]*$")
AchievementType = Annotated[str, *_open_list("AchievementType")]
AlignmentTargetType = Annotated[str, *_open_list("AlignmentTargetType")]
IdentifierType = Annotated[str, *_open_list("IdentifierType")]
ResultType = Annotated[str, *_open_list("ResultType")]

#: BCP 47 in the form that Open Badges takes: "en", "pt-BR".
Language = Annotated[str, Field(pattern=document(OB_SCHEMA)["$defs"]["LanguageCode"]["pattern"])]

#: A digest of exact bytes, as in Subresource Integrity (VC Data Model 2.0 section 5.3).
DigestSRI = Annotated[
    str,
    Field(pattern=r"^(sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==)$"),
]
#: The same as a multibase-encoded multihash.
DigestMultibase = Annotated[str, Field(pattern=r"^(u[A-Za-z0-9_-]+|z[1-9A-HJ-NP-Za-km-z]+)$", max_length=200)]


class Criteria(Part):
    """What a learner must do. Say it here, or name the page that says it, or both."""

    id: Link | None = Field(None, description="The page that says what is required")
    narrative: Text | None = Field(
        None,
        description="What is required, in Markdown",
        examples=["Complete an industry project (70%) and a supervised written examination (30%)."],
    )

    @model_validator(mode="after")
    def _something_is_said(self) -> Self:
        if self.id is None and self.narrative is None:
            raise PydanticCustomError("criteria_empty", "say the criteria in narrative, or name a page in id")
        return self


class Picture(Part):
    """A picture of the achievement."""

    id: Link = Field(description="Where the picture is")
    caption: Name | None = Field(None, description="What it shows, for those who cannot see it")


class Alignment(Part):
    """A skill, a level or a course elsewhere that this achievement corresponds to."""

    target_name: Name = Field(description="What it is called there", examples=["EQF level 7"])
    target_url: Link = Field(description="Its page", examples=["http://data.europa.eu/snb/eqf/7"])
    target_code: Name | None = Field(None, description="Its code there", examples=["7"])
    target_description: Text | None = Field(None, description="What it means there")
    target_framework: Name | None = Field(None, description="The framework or register it belongs to")
    target_type: AlignmentTargetType | None = Field(
        None, description="CFItem, ceasn:Competency, CTDL … or ext:…"
    )


class OtherIdentifier(Part):
    """The achievement's number in somebody's system or register."""

    identifier: Name = Field(description="The number")
    identifier_type: IdentifierType = Field(
        description="sourcedId, nationalIdentityNumber, identifier … or ext:…"
    )


class Related(Part):
    """The same achievement in another language, or its earlier version."""

    id: Uri = Field(description="The other achievement")
    in_language: Language | None = Field(None, description="Its language", examples=["de"])
    version: Name | None = Field(None, description="Its version")


class RubricCriterionLevel(Part):
    """One level of a rubric."""

    id: Ref | None = Field(None, description="Its name within this achievement", examples=["#proj-meets"])
    name: Name = Field(description="What the level is called", examples=["Meets production standard"])
    description: Text | None = Field(None, description="What a piece of work at this level shows")
    level: Figure | None = Field(None, description="The rank, low to high", examples=["2"])
    points: Figure | None = Field(None, description="Points that it brings", examples=["1"])
    alignment: Several[Alignment] | None = Field(
        None, description="Skills or levels elsewhere that correspond to it"
    )


class ResultDescription(Part):
    """A kind of result that an award may state: a grade, a percentage, a level of a rubric."""

    id: Ref | None = Field(None, description="Its name within this achievement", examples=["#grade"])
    name: Name = Field(description="What learners see", examples=["Grade"])
    result_type: ResultType = Field(
        description="LetterGrade, Percent, RubricCriterionLevel, Status … or ext:…"
    )
    allowed_value: Several[Figure] | None = Field(
        None,
        description="Possible values, lowest first",
        examples=[["F", "E", "D", "C", "B", "A"]],
    )
    value_min: Figure | None = Field(None, description="Lowest possible value, for a scale of numbers")
    value_max: Figure | None = Field(None, description="Highest possible value, for a scale of numbers")
    required_value: Figure | None = Field(None, description="The pass mark", examples=["E"])
    required_level: Ref | None = Field(None, description="The rubric level that passes")
    rubric_criterion_level: Several[RubricCriterionLevel] | None = Field(
        None, description="The levels of the rubric, lowest first"
    )
    alignment: Several[Alignment] | None = Field(
        None, description="Skills or levels elsewhere that correspond to it"
    )


class Result(Part):
    """One result of the learner, on a scale that the achievement describes."""

    result_description: Ref | None = Field(
        None, description="Which result description; left out: the only one", examples=["#grade"]
    )
    value: Figure | None = Field(None, description="The value reached", examples=["B"])
    achieved_level: Ref | None = Field(None, description="The rubric level reached")
    status: (
        Literal["Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"] | None
    ) = Field(None, description="For a result of type Status")
    alignment: Several[Alignment] | None = Field(
        None, description="Skills or levels elsewhere that correspond to it"
    )


class Evidence(Part):
    """What the learner made or did. The badge carries its digest, not its content."""

    id: Ref | None = Field(
        None,
        description="Where it is kept; #name where it has no address",
        examples=["https://brightline.example/evidence/iml-2026-017"],
    )
    name: Name = Field(description="What it is", examples=["Project repository snapshot"])
    description: Text | None = Field(None, description="More about it")
    narrative: Text | None = Field(None, description="How it shows what was learnt, in Markdown")
    genre: Name | None = Field(None, description="The kind of work it is")
    audience: Name | None = Field(None, description="Whom it was made for")
    evidence_type: EvidenceType = Field(description="The kind of evidence")
    evidence_access: EvidenceAccess | None = Field(None, description="Who may see it; left out: onRequest")
    collected_on: Day | None = Field(None, description="The day on which it was collected")
    proves_outcome: Several[Ref] | None = Field(None, description="Outcomes that it shows")
    digest_sri: DigestSRI | None = Field(
        None,
        description="Digest of its bytes, as in Subresource Integrity",
        examples=["sha384-EKjKbUh+grlYGQNoR9XfiNKcHCsfEBWIrxVWeXyTcBAtsT6x6PQ6pqWqWDHAHq1X"],
    )
    digest_multibase: DigestMultibase | None = Field(None, description="The same as a multihash")
    media_type: Name | None = Field(None, description="Its media type", examples=["application/pdf"])
