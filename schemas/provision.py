"""Who does what, as a client sends it.

Sources: metadata.md sections 4 and 13 (docs/metadata.md). What follows from the participants (kind of
provider, depth, brokers) is derived by `issuers`; a client may send it too, and a difference is refused
by a rule.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from schemas.literals import (
    CollaborationDepth,
    DeliveryShareBasis,
    OrganisationType,
    ParticipantRole,
    Process,
    ProviderType,
    Remuneration,
    RoleDisclosure,
    Sector,
)
from schemas.part import Part, Several
from schemas.text import Amount, Link, Name, OrganisationId, Text


class Organisation(Part):
    """An organisation, by identifier and name. `{"id": "self"}` is the issuer; who is a participant needs no
    name elsewhere."""

    id: OrganisationId | None = Field(
        None,
        description='Its DID or address; "self" for the issuer. Without one nobody can confirm its part',
        examples=["self", "did:web:brightline.example"],
    )
    name: Name | None = Field(None, description="Its name", examples=["Brightline Analytics GmbH"])
    url: Link | None = Field(None, description="Its website")

    @model_validator(mode="after")
    def _is_somebody(self) -> Self:
        if self.id is None and self.name is None:
            raise PydanticCustomError("organisation_unnamed", "give the organisation's id or its name")
        return self


class Participant(Part):
    """One organisation's part."""

    organisation: Organisation = Field(description="Who")
    organisation_type: OrganisationType | None = Field(
        None, description="What kind of organisation it is; for the issuer left out: as it is registered"
    )
    participant_role: Several[ParticipantRole] | None = Field(
        None,
        description="Everything that it does; for an issuer alone left out: every role that is needed",
        examples=[["teaching", "assessment"]],
    )
    responsibility: Text | None = Field(
        None,
        description="One plain sentence that a learner understands",
        examples=["Production-engineering content, workplace teaching, first marking of the project."],
    )
    awarding_power: StrictBool | None = Field(
        None, description="May it award credit or qualifications by itself?"
    )
    delivery_share: Amount | None = Field(None, description="Its share in percent", examples=["60"])
    remuneration: Remuneration | None = Field(None, description="How it is paid for its part")
    brokers_between: Several[OrganisationId] | None = Field(
        None, description="For a broker: the identifiers of those it stands between"
    )


class CoreProcess(Part):
    """Derived: who does one core process."""

    process: Process = Field(description="The process")
    direct_provision: StrictBool = Field(description="Done by an organisation that awards")
    through: Several[OrganisationId] | None = Field(None, description="Done by these others")


class Provision(Part):
    """Everybody who takes part. Left out: the issuer does everything."""

    participant: Several[Participant] | None = Field(
        None, description="Every organisation involved; left out: the issuer alone"
    )
    learner_summary: Text | None = Field(
        None, description="For learners: who designed, taught, assessed and awarded this"
    )
    delivery_share_basis: DeliveryShareBasis | None = Field(
        None, description="What the delivery shares of all participants are shares of"
    )
    provider_type: ProviderType | None = Field(None, description="Derived")
    sector: Several[Sector] | None = Field(None, description="Derived")
    collaboration_depth: CollaborationDepth | None = Field(None, description="Derived")
    brokered: StrictBool | None = Field(None, description="Derived")
    joint_provision: StrictBool | None = Field(None, description="Derived")
    industry_informed: StrictBool | None = Field(None, description="Derived")
    role_disclosure: RoleDisclosure | None = Field(None, description="Derived")
    core_process: Several[CoreProcess] | None = Field(None, description="Derived")


class IssuingMandate(Part):
    """Why an issuer that does not award may issue: another body told it to."""

    mandator: OrganisationId = Field(description="The identifier of the awarding body")
    mandate_statement: Text | None = Field(None, description="What it was told to do")
    mandate_reference: Link | None = Field(None, description="Where that is written")
