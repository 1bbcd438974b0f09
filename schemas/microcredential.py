"""A micro-credential as a client describes it: the definition once, and then each award.

`AchievementDefinition` and `AwardData` are request bodies. Small in, complete out: what can honestly be
defaulted is filled in by `issuers`, and what cannot is asked for there by name. Derived members (quadrant,
provider type and the like) may be sent; where they differ from what follows, a rule refuses them.

Sources: metadata.md sections 2, 3 and 13 (docs/metadata.md).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainSerializer, StrictBool
from pydantic.types import AllowInfNan, Strict

from schemas.award import (
    Adjustment,
    AssessmentRecord,
    Association,
    ComponentClaim,
    IdentityVerification,
    PortfolioItem,
    RecognitionDecision,
)
from schemas.learning import (
    Accreditation,
    AssessmentMethod,
    CreditValue,
    LearningOutcome,
    NationalRecognition,
    Prerequisite,
    QualificationLevel,
    QualityAssurance,
    Stackability,
    StackTarget,
    Unit,
    Workload,
)
from schemas.literals import (
    AwardRoute,
    CredentialCategory,
    EcologyIntersection,
    EcologyQuadrant,
    LearningActivityType,
    LearningSetting,
    ParticipationMode,
    Purpose,
)
from schemas.openbadges import (
    AchievementType,
    Alignment,
    Criteria,
    Evidence,
    Language,
    OtherIdentifier,
    Picture,
    Related,
    Result,
    ResultDescription,
    RubricCriterionLevel,
)
from schemas.part import Part
from schemas.provision import CoreProcess, IssuingMandate, Organisation, Participant, Provision
from schemas.text import Instant, Link, Name, Text, Uri

__all__ = [
    "Accreditation",
    "AchievementDefinition",
    "Adjustment",
    "Alignment",
    "AssessmentMethod",
    "AssessmentRecord",
    "Association",
    "AwardData",
    "ComponentClaim",
    "CoreProcess",
    "CreditValue",
    "Criteria",
    "Evidence",
    "IdentityVerification",
    "IssuingMandate",
    "LearningOutcome",
    "NationalRecognition",
    "Organisation",
    "OtherIdentifier",
    "Participant",
    "Picture",
    "PortfolioItem",
    "Prerequisite",
    "Provision",
    "QualificationLevel",
    "QualityAssurance",
    "RecognitionDecision",
    "Related",
    "Result",
    "ResultDescription",
    "RubricCriterionLevel",
    "StackTarget",
    "Stackability",
    "Unit",
    "Workload",
]


def _whole_as_integer(value: float) -> int | float:
    # 3.0 and 3 are one number, but older JSON-LD processors canonicalise them differently.
    return int(value) if value.is_integer() else value


#: One of Open Badges' few JSON numbers.
Number = Annotated[
    float,
    Strict(),
    AllowInfNan(False),
    Field(ge=0, le=1_000_000),
    PlainSerializer(_whole_as_integer, return_type=int | float),
]

_SENT_TOO = "Derived; may be sent, and is refused where it differs"


class AchievementDefinition(Part):
    """What is awarded: the same for every learner, and never changed under one.

    Only name, description, criteria and credentialCategory are always needed. The answer shows what was
    filled in.
    """

    # what it is
    name: Name = Field(description="Its title", examples=["Industrial Machine Learning"])
    description: Text = Field(
        description="In a sentence or two",
        examples=["Co-delivered micro-credential on taking machine-learning models into production."],
    )
    criteria: Criteria
    credential_category: CredentialCategory = Field(
        description="Which of the four types of credential", examples=["formalQualification"]
    )
    achievement_type: AchievementType | None = Field(
        None, description="The type in Open Badges; left out: what fits the quadrant"
    )
    learning_setting: LearningSetting | None = Field(
        None, description="How formal the process is that leads to the award"
    )
    award_route_offered: tuple[AwardRoute, ...] | None = Field(
        None, min_length=1, description="How one can get it"
    )
    marketed_as: Name | None = Field(None, description="The product name, where it is sold under another")
    purpose: tuple[Purpose, ...] | None = Field(None, min_length=1, description="What it is for")
    intended_audience: Text | None = Field(None, description="Whom it is for")

    # how it is catalogued
    human_code: Name | None = Field(None, description="The course code", examples=["IML7030"])
    in_language: Language | None = Field(None, description="Language of instruction", examples=["en"])
    field_of_study: Name | None = Field(None, description="The field", examples=["0613"])
    specialization: Name | None = Field(None, description="The field within the field")
    tag: tuple[Name, ...] | None = Field(None, min_length=1, description="Words to find it by")
    image: Picture | None = None
    alignment: tuple[Alignment, ...] | None = Field(
        None, min_length=1, description="Skills and frameworks it corresponds to"
    )
    other_identifier: tuple[OtherIdentifier, ...] | None = Field(None, min_length=1)
    related: tuple[Related, ...] | None = Field(None, min_length=1)
    further_information: tuple[Link, ...] | None = Field(None, min_length=1, description="More pages")
    conforms_to: tuple[Uri, ...] | None = Field(
        None,
        min_length=1,
        description="Published profiles that it claims to meet; each switches on its own checks",
        examples=[["https://w3id.org/cairn/mc/v1/profile#eu-2022-c243-02"]],
    )

    # how much, and at which level
    unit: tuple[Unit, ...] | None = Field(
        None, min_length=1, description="The units taken together, in their order; two or more: bundled"
    )
    part_of: tuple[Uri, ...] | None = Field(None, min_length=1, description="Wider offerings it belongs to")
    workload: Workload | None = None
    credit: tuple[CreditValue, ...] | None = Field(
        None,
        min_length=1,
        description="Credit that every learner gets; awarded credit makes it credit-bearing",
    )
    qualification_level: tuple[QualificationLevel, ...] | None = Field(None, min_length=1)
    learning_outcome: tuple[LearningOutcome, ...] | None = Field(None, min_length=1)
    prerequisite: tuple[Prerequisite, ...] | None = Field(None, min_length=1)

    # how it is learnt and assessed
    participation_mode: tuple[ParticipationMode, ...] | None = Field(
        None, min_length=1, description="How one takes part", examples=[["blended", "workBased"]]
    )
    learning_activity_type: tuple[LearningActivityType, ...] | None = Field(
        None, min_length=1, description="What one does"
    )
    assessment_method: tuple[AssessmentMethod, ...] | None = Field(None, min_length=1)
    result_description: tuple[ResultDescription, ...] | None = Field(None, min_length=1)

    # who stands behind it
    provision: Provision | None = None
    quality_assurance: QualityAssurance | None = None
    accreditation: tuple[Accreditation, ...] | None = Field(None, min_length=1)
    national_recognition: tuple[NationalRecognition, ...] | None = Field(None, min_length=1)
    issuing_mandate: IssuingMandate | None = None

    # what it counts towards
    stackability: Stackability | None = None
    ecology_intersection: tuple[EcologyIntersection, ...] | None = Field(
        None, min_length=1, description="Declared where the category does not usually stand in its quadrant"
    )

    # what follows from the above
    credit_bearing: StrictBool | None = Field(None, description=_SENT_TOO)
    bundled: StrictBool | None = Field(None, description=_SENT_TOO)
    ecology_quadrant: EcologyQuadrant | None = Field(None, description=_SENT_TOO)
    credits_available: Number | None = Field(None, description=_SENT_TOO)


class AwardData(Part):
    """What is said about one learner's award, beside who they are and which achievement it is.

    References such as `#as1` point into the achievement's definition.
    """

    award_route: AwardRoute | None = Field(None, description="Left out: the only one that is offered")
    awarded_date: Instant | None = Field(
        None, description="When it was awarded; left out: now", examples=["2026-09-21T00:00:00Z"]
    )
    valid_from: Instant | None = Field(None, description="Left out: when it was awarded")
    valid_until: Instant | None = Field(None, description="When the award lapses, if it does")
    activity_start_date: Instant | None = Field(None, description="When the learner began")
    activity_end_date: Instant | None = Field(None, description="When the learner finished")
    credits_earned: Number | None = Field(None, description="Left out: all credits available")
    result: tuple[Result, ...] | None = Field(None, min_length=1, description="Grades and levels reached")
    assessment_record: tuple[AssessmentRecord, ...] | None = Field(
        None, min_length=1, description="Every assessment taken"
    )
    evidence: tuple[Evidence, ...] | None = Field(None, min_length=1)
    recognition_decision: RecognitionDecision | None = Field(
        None, description="Needed for the routes rplPortfolio and componentStack"
    )
    counts_component: tuple[ComponentClaim, ...] | None = Field(
        None, min_length=1, description="The parts of a macro-credential"
    )
    pathway_version: Name | None = Field(None, description="Version of the pathway's rules")
    association: tuple[Association, ...] | None = Field(None, min_length=1)
    source: Organisation | None = Field(None, description="Who assessed on behalf of the issuer")
    narrative: Text | None = Field(None, description="What connects the evidence, in Markdown")
    role: Name | None = Field(None, description="The learner's role", examples=["Workshop participant"])
    term: Name | None = Field(None, description="The academic term", examples=["Autumn 2026"])
    license_number: Name | None = Field(None, description="The licence's number")
    issuing_mandate: IssuingMandate | None = None
