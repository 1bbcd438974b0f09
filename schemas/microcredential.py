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
from schemas.part import Part, Several
from schemas.provision import CoreProcess, IssuingMandate, Organisation, Participant, Provision
from schemas.text import DayOrInstant, Instant, Link, Name, Text, Uri

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
    criteria: Criteria = Field(description="What a learner must do for it")
    credential_category: CredentialCategory = Field(
        description="Which of the four types of credential", examples=["formalQualification"]
    )
    achievement_type: AchievementType | None = Field(
        None, description="The type in Open Badges; left out: what fits the quadrant"
    )
    learning_setting: LearningSetting | None = Field(
        None, description="How formal the process is that leads to the award"
    )
    award_route_offered: Several[AwardRoute] | None = Field(None, description="How one can get it")
    marketed_as: Name | None = Field(None, description="The product name, where it is sold under another")
    purpose: Several[Purpose] | None = Field(None, description="What it is for")
    intended_audience: Text | None = Field(None, description="Whom it is for")

    # how it is catalogued
    human_code: Name | None = Field(None, description="The course code", examples=["IML7030"])
    in_language: Language | None = Field(None, description="Language of instruction", examples=["en"])
    field_of_study: Name | None = Field(None, description="The field", examples=["0613"])
    specialization: Name | None = Field(None, description="The field within the field")
    tag: Several[Name] | None = Field(None, description="Words to find it by")
    image: Picture | None = Field(None, description="A picture of the achievement")
    alignment: Several[Alignment] | None = Field(None, description="Skills and frameworks it corresponds to")
    other_identifier: Several[OtherIdentifier] | None = Field(None, description="Its numbers elsewhere")
    related: Several[Related] | None = Field(
        None, description="The same achievement in other languages and earlier versions"
    )
    further_information: Several[Link] | None = Field(None, description="More pages")
    conforms_to: Several[Uri] | None = Field(
        None,
        description="Published profiles that it claims to meet; each switches on its own checks",
        examples=[["https://w3id.org/cairn/mc/v1/profile#eu-2022-c243-02"]],
    )

    # how much, and at which level
    unit: Several[Unit] | None = Field(
        None, description="The units taken together, in their order; two or more: bundled"
    )
    part_of: Several[Uri] | None = Field(None, description="Wider offerings it belongs to")
    workload: Workload | None = Field(None, description="Hours of work for an average learner")
    credit: Several[CreditValue] | None = Field(
        None,
        description="Credit that every learner gets; awarded credit makes it credit-bearing",
    )
    qualification_level: Several[QualificationLevel] | None = Field(
        None, description="Its level, in one framework or several"
    )
    learning_outcome: Several[LearningOutcome] | None = Field(
        None, description="What a learner can do afterwards"
    )
    prerequisite: Several[Prerequisite] | None = Field(None, description="What a learner should bring")

    # how it is learnt and assessed
    participation_mode: Several[ParticipationMode] | None = Field(
        None, description="How one takes part", examples=[["blended", "workBased"]]
    )
    learning_activity_type: Several[LearningActivityType] | None = Field(None, description="What one does")
    assessment_method: Several[AssessmentMethod] | None = Field(None, description="How it is assessed")
    result_description: Several[ResultDescription] | None = Field(
        None, description="The kinds of result that an award may state"
    )

    # who stands behind it
    provision: Provision | None = Field(
        None, description="Who does what; left out: the issuer does everything"
    )
    quality_assurance: QualityAssurance | None = Field(
        None, description="Who makes sure that it is any good; needed with credit"
    )
    accreditation: Several[Accreditation] | None = Field(
        None, description="Permissions and assurances from outside"
    )
    national_recognition: Several[NationalRecognition] | None = Field(
        None, description="Recognition by countries: claims until their registers confirm them"
    )
    issuing_mandate: IssuingMandate | None = Field(None, description="Needed where the issuer does not award")

    # what it counts towards
    stackability: Stackability | None = Field(None, description="What it can be combined into")
    ecology_intersection: Several[EcologyIntersection] | None = Field(
        None, description="Declared where the category does not usually stand in its quadrant"
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
    description: Text | None = Field(
        None, description="One line for lists", examples=["10 ECTS, co-delivered with Brightline Analytics"]
    )
    awarded_date: DayOrInstant | None = Field(
        None, description="When it was awarded; left out: now", examples=["2026-09-21T00:00:00Z"]
    )
    valid_from: Instant | None = Field(None, description="Left out: when it was awarded")
    valid_until: DayOrInstant | None = Field(
        None, description="When the award lapses, if it does; a day means its first instant in UTC"
    )
    activity_start_date: DayOrInstant | None = Field(None, description="When the learner began")
    activity_end_date: DayOrInstant | None = Field(None, description="When the learner finished")
    credits_earned: Number | None = Field(None, description="Left out: all credits available")
    result: Several[Result] | None = Field(None, description="Grades and levels reached")
    assessment_record: Several[AssessmentRecord] | None = Field(None, description="Every assessment taken")
    evidence: Several[Evidence] | None = Field(None, description="What the learner made or did")
    recognition_decision: RecognitionDecision | None = Field(
        None, description="Needed for the routes rplPortfolio and componentStack"
    )
    counts_component: Several[ComponentClaim] | None = Field(
        None, description="The parts of a macro-credential"
    )
    pathway_version: Name | None = Field(None, description="Version of the pathway's rules")
    association: Several[Association] | None = Field(
        None, description="How the achievements in a stack are related"
    )
    source: Organisation | None = Field(None, description="Who assessed on behalf of the issuer")
    narrative: Text | None = Field(None, description="What connects the evidence, in Markdown")
    role: Name | None = Field(None, description="The learner's role", examples=["Workshop participant"])
    term: Name | None = Field(None, description="The academic term", examples=["Autumn 2026"])
    license_number: Name | None = Field(None, description="The licence's number")
    issuing_mandate: IssuingMandate | None = Field(None, description="Needed where the issuer does not award")
