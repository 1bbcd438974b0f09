"""What is being judged: one presented document, the evidence gathered for it, and the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from credentials.evidence import Evidence
from credentials.json_types import JsonObject
from credentials.proofs.vc_jwt import Jwt


class Form(StrEnum):
    """How the document is secured. The value is the media type's subtype."""

    EMBEDDED = "vc+ld+json"  # Data Integrity proofs inside
    JWT = "vc+jwt"  # compact JWS around


@dataclass(frozen=True, slots=True)
class Vouch:
    """One entry of a trust register: who vouches for which DID, under which name."""

    register: str  # the register's name, shown to people
    did: str
    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Trust:
    """What this deployment believes before it looks: registers and the operator's policy."""

    vouches: Mapping[str, tuple[Vouch, ...]] = field(default_factory=dict)  # by DID; never by name
    domain_suffices: bool = True  # may a confirmed domain alone be green?


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What this deployment's own ledger says of an award of its own that was revoked or suspended.

    A status list has one bit; the reason and the moment are known only to whoever keeps the ledger.
    """

    reason: str  # a public reason code; `replaced` means that a newer version exists
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A presented document. For a JWT, `document` is its payload's credential and `jwt` its parts."""

    document: JsonObject
    form: Form
    at: datetime
    evidence: Evidence = field(default_factory=Evidence)
    trust: Trust = field(default_factory=Trust)
    jwt: Jwt | None = None
    contexts: frozenset[tuple[str, ...]] = frozenset()
    withdrawal: Withdrawal | None = None
