"""What an achievement says about learning, as a client sends it: how much, at which level, assessed how,
assured by whom, counting towards what.

Sources: metadata.md sections 2, 5 and 13 (docs/metadata.md). Meaning (does this credit fit this quadrant?)
is judged by the MC rules, not here.
"""

from __future__ import annotations

from pydantic import Field, StrictBool

from schemas.literals import (
    AccreditationType,
    AssessmentMode,
    AssessmentType,
    ComponentRequirement,
    CreditFramework,
    CreditStatus,
    LevelBasis,
    LevelFramework,
    OutcomeType,
    PrerequisiteStrength,
    QaType,
    RecognitionBasis,
    StackingStatus,
    Supervision,
    SupervisionLocus,
)
from schemas.part import Part, Several
from schemas.provision import Organisation
from schemas.text import Amount, Country, Day, Figure, Link, Name, OrganisationId, Period, Ref, Text, Uri


class CreditValue(Part):
    """An amount of credit in one framework."""

    credit_framework: CreditFramework = Field(description="Whose credits these are", examples=["ects"])
    credit_points: Amount = Field(description="How many, as exact text", examples=["10"])
    credit_status: CreditStatus | None = Field(
        None, description="Awarded, only recommended, or transferred; left out: awarded", examples=["awarded"]
    )
    credit_authority: OrganisationId | None = Field(
        None, description="The participant that awards this credit; left out: the only one with the power to"
    )


class Workload(Part):
    """Hours of work for an average learner."""

    notional_hours: Amount = Field(description="All hours together", examples=["260"])
    contact_hours: Amount | None = Field(None, description="Hours with teachers", examples=["40"])
    self_study_hours: Amount | None = Field(None, description="Hours alone", examples=["100"])
    workplace_hours: Amount | None = Field(None, description="Hours at a workplace", examples=["100"])
    assessment_hours: Amount | None = Field(None, description="Hours of assessment", examples=["20"])


class Unit(Part):
    """One of the units that are taken together as one offering. Two or more make an offering bundled."""

    id: Ref | None = Field(None, description="Its name within this achievement, or its own address")
    name: Name = Field(description="What it is called", examples=["Week 1: The linear economy"])
    notional_hours: Amount | None = Field(None, description="Its hours of work", examples=["4"])


class QualificationLevel(Part):
    """A level in a framework of qualifications or of language proficiency."""

    level_framework: LevelFramework = Field(description="The framework", examples=["eqf"])
    level_value: Figure = Field(description="The level as the framework writes it", examples=["7"])
    level_concept: Uri | None = Field(
        None, description="The level's published address", examples=["http://data.europa.eu/snb/eqf/7"]
    )
    level_basis: LevelBasis | None = Field(
        None, description="Referenced by an authority, recommended, or declared by the issuer itself"
    )


class LearningOutcome(Part):
    """What a learner knows, understands or can do afterwards."""

    id: Ref | None = Field(None, description="Its name within this achievement", examples=["#lo1"])
    name: Text = Field(description="The outcome", examples=["Monitor a deployed model for drift"])
    outcome_type: OutcomeType | None = Field(None, description="Knowledge, skill, or responsibility")


class Prerequisite(Part):
    """What a learner should bring."""

    prerequisite_strength: PrerequisiteStrength = Field(description="Required, or only recommended")
    description: Text | None = Field(None, description="In words", examples=["Basic Python"])
    required_achievement: Several[Uri] | None = Field(
        None, description="Achievements that must have been awarded before"
    )


class AssessmentMethod(Part):
    """One way in which this achievement is assessed, the same for every learner."""

    id: Ref | None = Field(None, description="Its name within this achievement", examples=["#as1"])
    name: Name = Field(description="What learners see", examples=["Written examination"])
    assessment_type: AssessmentType = Field(description="The kind of assessment")
    assessment_mode: Several[AssessmentMode] | None = Field(None, description="How it is taken part in")
    supervision: Supervision = Field(description="Whether somebody watches, and whether identity is checked")
    supervision_locus: SupervisionLocus | None = Field(None, description="Watched online or on site")
    weighting: Amount | None = Field(None, description="Share of the result in percent", examples=["70"])
    summative: StrictBool | None = Field(None, description="Does it count towards passing?")
    covers_outcome: Several[Ref] | None = Field(
        None, description="Learning outcomes that it assesses", examples=[["#lo1", "#lo2"]]
    )
    grading_scheme: Uri | None = Field(None, description="The grading scheme's address")
    rubric_reference: Ref | None = Field(None, description="The rubric: a result description, or a page")


class QualityAssurance(Part):
    """Who makes sure that this is any good, and where to complain."""

    qa_type: Several[QaType] | None = Field(
        None, description="Every kind there is; without credit left out: selfDeclared"
    )
    qa_statement: Text | None = Field(None, description="One plain sentence for learners")
    qa_framework: Several[Link] | None = Field(
        None, description="Standards followed", examples=[["https://www.enqa.eu/esg"]]
    )
    complaints_url: Link | None = Field(None, description="Where a learner complains")


class Accreditation(Part):
    """A permission or an assurance given from outside."""

    accreditation_type: AccreditationType = Field(description="Of an institution or a programme")
    accrediting_agent: Organisation = Field(description="Who gave it")
    accredited_organisation: OrganisationId = Field(
        description="The identifier of the organisation that has it"
    )
    accredited_from: Day | None = Field(None, description="First day", examples=["2023-09-01"])
    accredited_until: Day | None = Field(None, description="Last day", examples=["2030-08-31"])
    accreditation_register: Link | None = Field(None, description="Where it can be looked up")
    accreditation_max_level: Figure | None = Field(
        None, description="Highest EQF level that it covers", examples=["8"]
    )


class NationalRecognition(Part):
    """Recognition by a country. A claim until its register confirms it, and shown as one."""

    recognised_by: Organisation = Field(description="The authority")
    country: Country = Field(description="ISO 3166-1 alpha-2", examples=["IE"])
    register_: Link | None = Field(None, alias="register", description="The register's page")
    register_entry: Name | None = Field(
        None, description="The entry's number or address there", examples=["CLO6010"]
    )
    recognised_from: Day | None = Field(None, description="First day")
    recognised_until: Day | None = Field(None, description="Last day")


class StackTarget(Part):
    """Something larger that this achievement can become part of."""

    pathway: Uri | None = Field(None, description="The pathway that its owner published")
    target_qualification: Uri | None = Field(None, description="The larger achievement")
    target_qualification_name: Name | None = Field(
        None, description="Its name", examples=["Postgraduate Certificate in Responsible AI"]
    )
    receiving_organisation: OrganisationId = Field(
        description="The identifier of the organisation that would count it"
    )
    component_requirement: ComponentRequirement = Field(description="Required there, or a choice")
    component_group: Name | None = Field(None, description="The pathway's group", examples=["A"])
    max_countable: CreditValue | None = Field(None, description="The most credit that would count")
    recognition_basis: RecognitionBasis = Field(description="Why it would be counted")


class Stackability(Part):
    """What this achievement can be combined into: a promise about its design, never an entitlement."""

    stacking_status: StackingStatus | None = Field(
        None, description="Left out: stackable for a micro-credential, standAlone otherwise"
    )
    automatic_entitlement: StrictBool | None = Field(
        None, description="Always false: somebody decides on every application"
    )
    description: Text | None = Field(None, description="In words")
    credit_currency: Period | None = Field(
        None, description="How long the learning counts as fresh", examples=["P5Y"]
    )
    overlaps_with: Several[Uri] | None = Field(
        None, description="Achievements that must not be counted together with this one"
    )
    credit_variant_of: Uri | None = Field(None, description="The same course, with or without credit")
    stack_target: Several[StackTarget] | None = Field(None, description="Known targets")
