"""What requests carry and answers say, as the API's description shows them.

Requests are closed (security A2): identifiers, issuer, dates of signing and status are the server's. The
learning parts of a request are schemas.microcredential's; here is what the service adds around them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.addresses import DidForm
from app.scopes import Scope
from app.verbs.revoke import RevocationReason
from schemas.literals import OrganisationType
from schemas.microcredential import AchievementDefinition, AwardData
from schemas.part import Part
from schemas.text import Country, Instant, Link, Name, Text, Uri

SLUG = r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"


class Told(BaseModel):
    """Base of answers: camelCase, nothing beyond what is listed."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


# --- organisations and keys


class OrganisationRequest(Part):
    """An organisation that will define and issue."""

    slug: str = Field(
        pattern=SLUG, description="Its name in addresses and in its DID", examples=["northgate"]
    )
    name: Name = Field(examples=["Northgate University"])
    organisation_type: OrganisationType = Field(
        description="Decides its sector", examples=["higherEducationInstitution"]
    )
    url: Link | None = Field(None, description="Its own web site", examples=["https://northgate.example"])
    email: str | None = Field(
        None, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", examples=["badges@northgate.example"]
    )
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2", examples=["IE"])
    region: Name | None = Field(None, examples=["Leinster"])
    did_form: DidForm = Field(
        DidForm.PATH,
        description="path: below this service's host name; host: a host name of its own below it",
    )


class OrganisationTold(Told):
    slug: str
    did: str = Field(description="The organisation's one public identifier")
    name: str
    url: str = Field(description="Its page here")
    did_document: str = Field(description="Where its DID document is served")
    profile: dict[str, Any]
    created_at: datetime


class OrganisationPage(Told):
    items: list[OrganisationTold]
    next: str | None = Field(None, description="Pass it as `cursor` for the next page")


class ApiKeyRequest(Part):
    """A key for a program. Its text is in the answer and nowhere else, ever."""

    label: Name = Field(description="What it is for", examples=["student information system"])
    scopes: tuple[Scope, ...] = Field(
        min_length=1, examples=[["achievements:write", "achievements:read", "credentials:issue"]]
    )
    expires_at: Instant | None = Field(None, description="When it stops working by itself")


class ApiKeyTold(Told):
    key_id: str
    label: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


class NewApiKeyTold(ApiKeyTold):
    key: str = Field(description="The key itself. It is shown this once.")


# --- achievements


class AchievementRequest(AchievementDefinition):
    """A definition, and whether it is to be published at once."""

    slug: str | None = Field(
        None, pattern=SLUG, description="Its name in its identifier", examples=["industrial-machine-learning"]
    )
    publish: bool = Field(False, description="Publish this version now; it can never change afterwards")

    def definition(self) -> dict[str, Any]:
        """What was said about the achievement itself."""
        return {k: v for k, v in self.said().items() if k not in ("slug", "publish")}


class FilledIn(Told):
    """A member that was not sent and could honestly be filled in."""

    pointer: str
    reason: str


class Remark(Told):
    """A rule that speaks: what to do first, its code last."""

    code: str
    pointer: str
    detail: str


class PreviewTold(Told):
    """What a definition becomes."""

    document: dict[str, Any] = Field(description="The achievement as every award will carry it")
    defaulted: list[FilledIn]
    problems: list[Remark] = Field(description="What stands in the way of publishing; empty: nothing")
    warnings: list[Remark]


class AchievementTold(PreviewTold):
    id: str = Field(description="The identifier of this version")
    slug: str
    version: int
    state: Literal["draft", "published"]
    created_at: datetime
    published_at: datetime | None = None


class AchievementLine(Told):
    slug: str
    version: int
    state: Literal["draft", "published"]
    published_version: int | None = None
    name: str
    quadrant: str | None = None
    category: str | None = None
    created_at: datetime


class AchievementPage(Told):
    items: list[AchievementLine]
    next: str | None = Field(None, description="Pass it as `cursor` for the next page")


# --- credentials


class Recipient(Part):
    """The learner. A badge identifies them by name, by hashed e-mail, by DID, or by several of these."""

    reference: Name | None = Field(
        None,
        description="Your own number for the learner; kept here, never in the badge",
        examples=["N-2024-0117"],
    )
    name: Name | None = Field(None, examples=["Ana Andersson"])
    email: str | None = Field(
        None,
        max_length=254,
        pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
        description="Goes into the badge as a salted hash only",
    )
    id: Uri | None = Field(None, description="The learner's DID; needed for the JWT form")


class CredentialRequest(AwardData):
    """One award to one learner."""

    achievement: str = Field(
        min_length=1, max_length=2048, description="The achievement's slug, or the identifier of a version"
    )
    version: int | None = Field(None, ge=1, description="Left out: the newest published one")
    recipient: Recipient
    allow_duplicate: bool = Field(
        False, description="Issue although this learner has an award of this achievement in force"
    )

    def award(self) -> dict[str, Any]:
        """What was said about the award itself."""
        around = ("achievement", "version", "recipient", "allowDuplicate")
        return {k: v for k, v in self.said().items() if k not in around}


class Links(Told):
    share: str | None = Field(None, description="Opens the award for whoever has it")
    json_: str | None = Field(None, alias="json", description="The signed document, by the share link")
    jwt: str | None = Field(None, description="The JWT form, where the learner has a DID")


class CredentialTold(Told):
    id: str = Field(description="Identifies the credential; opens nothing by itself")
    achievement: str
    version: int
    recipient_reference: str | None = None
    status: Literal["reserved", "issued", "suspended", "revoked"]
    awarded_at: datetime
    valid_from: datetime
    valid_until: datetime | None = None
    issued_at: datetime | None = None
    digest_sri: str | None = Field(
        None,
        serialization_alias="digestSRI",
        description="Of the canonical RDF without proofs: how a macro-credential names this part",
    )
    links: Links


class CredentialPage(Told):
    items: list[CredentialTold]
    next: str | None = Field(None, description="Pass it as `cursor` for the next page")


class RevocationRequest(Part):
    """Why an award is withdrawn."""

    reason: RevocationReason = Field(description="Shown to everybody who checks the award")
    note: Text | None = Field(None, description="Stays inside your organisation")


class ShareTold(Told):
    share: str


# --- registers


class RegisterEntryRequest(Part):
    did: Uri
    name: Name
    url: Link | None = None


class RegisterRequest(Part):
    """A list of organisations that somebody vouches for; replaces what was loaded before."""

    name: Name = Field(examples=["Cairn demo register (fictional organisations)"])
    url: Link | None = Field(None, description="Where the register is published")
    entries: tuple[RegisterEntryRequest, ...] = Field(max_length=10_000)


class RegisterTold(Told):
    id: str
    name: str
    url: str | None = None
    updated_at: datetime


# --- verification


class CheckTold(Told):
    id: str
    result: Literal["pass", "fail", "unknown", "skipped"]
    says: str
    decisive: bool
    problem: dict[str, Any] | None = None
    problems: list[dict[str, Any]] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)


class VouchTold(Told):
    register_name: str
    name: str
    url: str | None = None


class IssuerTold(Told):
    id: str | None
    name: str | None = Field(description="What the credential claims")
    identity: Literal["inRegister", "domainConfirmed", "hosted", "keyOnly", "unbound"]
    domain: str | None = None
    vouchers: list[VouchTold] = Field(default_factory=list)


class VerificationTold(Told):
    """What was found out. Act on `verdict`; `outcome` is the technical result."""

    outcome: Literal["valid", "invalid", "undecided"]
    verdict: str
    headline: str = Field(description="The verdict in one sentence for people")
    next: str = Field(description="What to do next")
    also: list[str] = Field(default_factory=list, description="Other true verdicts, worst first")
    lines: list[str] = Field(default_factory=list, description="Smaller lines for people")
    checks: list[CheckTold]
    issuer: IssuerTold
    checked_at: datetime
