"""What an award says about one learner's assessment and recognition, as a client sends it.

Sources: metadata.md sections 2 and 13 (docs/metadata.md).
"""

from __future__ import annotations

from typing import Self

from pydantic import Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from schemas.learning import CreditValue
from schemas.literals import (
    AssessmentDecision,
    AssociationType,
    AssuranceLevel,
    IdentityMethod,
    ReasonKind,
    RecognitionOutcome,
    Supervision,
)
from schemas.openbadges import DigestMultibase, DigestSRI
from schemas.part import Part, Several
from schemas.provision import Organisation
from schemas.text import Day, Link, OrganisationId, Ref, Text, Uri


class IdentityVerification(Part):
    """How the learner's identity was checked at an assessment."""

    identity_method: IdentityMethod = Field(description="How", examples=["governmentPhotoId"])
    assurance_level: AssuranceLevel = Field(description="How sure, in the words of eIDAS", examples=["high"])
    verified_by: OrganisationId | None = Field(
        None, description="The identifier of the organisation that checked"
    )
    verified_on: Day | None = Field(None, description="When", examples=["2026-09-04"])


class Adjustment(Part):
    """Why an assessment went otherwise than the achievement defines it.

    Everybody who sees the badge sees this. Name no illness and no disability in `what`, and prefer a
    reason kind that gives nothing away.
    """

    what: Text = Field(
        description="What was different",
        examples=["Sat the examination at home, supervised by video, instead of on site."],
    )
    reason_kind: ReasonKind = Field(description="The kind of reason", examples=["extenuatingCircumstances"])


class AssessmentRecord(Part):
    """One assessment that this learner took."""

    assessment_method_ref: Ref | None = Field(
        None, description="Which assessment method; left out: the only one", examples=["#as2"]
    )
    assessed_on: Day = Field(description="When", examples=["2026-09-04"])
    assessed_by: Several[Organisation] | None = Field(None, description="Who judged; left out: the issuer")
    assessment_decision: AssessmentDecision = Field(description="What was decided", examples=["pass"])
    supervision: Supervision | None = Field(None, description="Left out: as the achievement defines it")
    adjustment: Adjustment | None = Field(None, description="Only where it went otherwise than defined")
    identity_verification: IdentityVerification | None = Field(
        None, description="Needed where supervision says that identity was verified"
    )
    proves_outcome: Several[Ref] | None = Field(
        None, description="Outcomes that were shown", examples=[["#lo3"]]
    )
    evidence_ref: Several[Ref] | None = Field(None, description="Evidence that was judged")
    result_description_ref: Ref | None = Field(None, description="Where the mark is described")


class PortfolioItem(Part):
    """One thing in a portfolio that counted. What did not count stays in the panel's file."""

    prior_credential: Uri | None = Field(None, description="A credential that was presented")
    evidence_ref: Several[Ref] | None = Field(None, description="Evidence of this award")
    proves_outcome: Several[Ref] | None = Field(None, description="Outcomes that it shows")
    judged_valid: StrictBool = Field(description="It is relevant to the outcomes")
    judged_authentic: StrictBool = Field(description="It is the learner's own")
    judged_current: StrictBool = Field(description="It is recent enough")
    judged_sufficient: StrictBool = Field(description="It is enough for its outcomes")

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if self.prior_credential is None and self.evidence_ref is None:
            raise PydanticCustomError("item_empty", "name a priorCredential or an evidenceRef")
        return self


class RecognitionDecision(Part):
    """The decision to recognise earlier learning, or components, as this award."""

    decision_by: Organisation | None = Field(None, description="Who decided; left out: the issuer")
    decided_on: Day = Field(description="When", examples=["2026-10-19"])
    criteria_reference: Link | None = Field(None, description="The published criteria")
    recognition_outcome: RecognitionOutcome = Field(description="What was decided")
    appeal_url: Link | None = Field(None, description="Where the learner can appeal")
    portfolio_item: Several[PortfolioItem] | None = Field(None, description="What counted, item by item")


class ComponentClaim(Part):
    """One part of a macro-credential, named by id and digest, which do not open it."""

    component_credential: Uri = Field(description="The part's credential id")
    component_achievement: Uri = Field(description="Its achievement")
    component_issuer: OrganisationId = Field(description="Its issuer")
    component_awarded_on: Day = Field(description="When it was awarded")
    digest_sri: DigestSRI | None = Field(None, description="Digest of the signed part")
    digest_multibase: DigestMultibase | None = Field(None, description="The same as a multihash")
    credit_counted: CreditValue | None = Field(None, description="Credit that counts here")
    credit_original: CreditValue | None = Field(None, description="Credit as awarded, where it was converted")
    conversion_policy: Uri | None = Field(None, description="The policy that converted it")

    @model_validator(mode="after")
    def _has_a_digest(self) -> Self:
        if self.digest_sri is None and self.digest_multibase is None:
            raise PydanticCustomError("digest_missing", "give digestSRI or digestMultibase")
        return self


class Association(Part):
    """How two achievements are related, in the terms of CLR 2.0."""

    association_type: AssociationType = Field(description="The relation, read from source to target")
    source_id: Uri = Field(description="An achievement")
    target_id: Uri = Field(description="The other")
