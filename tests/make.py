"""Small real things for tests: keys from seeds, badges, DID documents, status lists, cases.

Everything is made by the program's own code and verifies for real; nothing is a mock. `make_…` takes what a
test cares about and has sane defaults for the rest. Keys come from seeds, so they are the same in every
run and secret from nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from credentials import status
from credentials.did import build_did_document
from credentials.evidence import Evidence, Fetched, Missing, Need, NeedKind
from credentials.instants import format_instant
from credentials.issuing import serialise
from credentials.json_types import JsonObject
from credentials.profiles import Profile
from credentials.proofs import data_integrity, vc_jwt
from credentials.verification.case import Case, Form, Trust, Vouch
from credentials.verification.checks.schema import form_problems
from credentials.verification.standard import STANDARD
from keys.custody import KeyPurpose, KeyRecord, KeyState
from keys.multikey import Algorithm, PublicKey, did_key
from schemas.terms import CAIRN_CONTEXT, CREDENTIALS_V2, OB_3_0_3

#: When the tests' badges are checked, unless a test says otherwise.
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
#: When they were made.
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
LIST_URL = "https://status.example/1"

#: An award without learning rules: the standard checks, and the schemas as lint.
AWARD = Profile(
    name="award",
    contexts=frozenset({(CREDENTIALS_V2, OB_3_0_3), (CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT)}),
    checks=STANDARD,
    lint=(form_problems,),
)


@dataclass(frozen=True)
class SeedKey:
    """A key pair from a seed; satisfies `keys.custody.Signer`."""

    seed: str
    algorithm: Algorithm = Algorithm.ED25519
    key_id: str = "k1"

    @property
    def _private(self) -> ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey:
        digest = hashlib.sha256(self.seed.encode()).digest()
        if self.algorithm is Algorithm.ED25519:
            return ed25519.Ed25519PrivateKey.from_private_bytes(digest)
        curve = ec.SECP384R1() if self.algorithm is Algorithm.P384 else ec.SECP256R1()
        return ec.derive_private_key(int.from_bytes(digest, "big") >> 1, curve)

    @property
    def public(self) -> PublicKey:
        public = self._private.public_key()
        if isinstance(public, ed25519.Ed25519PublicKey):
            return PublicKey(self.algorithm, public.public_bytes_raw())
        return PublicKey(self.algorithm, public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))

    def sign(self, message: bytes) -> bytes:
        private = self._private
        if isinstance(private, ed25519.Ed25519PrivateKey):
            return private.sign(message)
        digest = hashes.SHA384() if self.algorithm is Algorithm.P384 else hashes.SHA256()
        width = 48 if self.algorithm is Algorithm.P384 else 32
        r, s = utils.decode_dss_signature(private.sign(message, ec.ECDSA(digest, deterministic_signing=True)))
        return r.to_bytes(width, "big") + s.to_bytes(width, "big")

    @property
    def did(self) -> str:
        """Its did:key."""
        return did_key(self.public)

    @property
    def method(self) -> str:
        """The URL of its verification method under its did:key."""
        return f"{self.did}#{self.public.to_multikey()}"


ISSUER = SeedKey("issuer")
STRANGER = SeedKey("stranger")
PARTNER = SeedKey("partner")


def make_badge(issuer: str = ISSUER.did, /, **changes: Any) -> JsonObject:
    """A small unsigned badge. `changes` are members to set; `None` takes a member away."""
    badge: JsonObject = {
        "@context": [CREDENTIALS_V2, OB_3_0_3],
        "id": "urn:uuid:9f0c1f7e-1111-4222-8333-944445555666",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example University"},
        "validFrom": format_instant(CREATED),
        "name": "Robotics",
        "credentialSubject": {
            "id": "did:example:alice",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:0a0a0a0a-1111-4222-8333-944445555666",
                "type": ["Achievement"],
                "name": "Robotics",
                "description": "Built a robot",
                "criteria": {"narrative": "Build one"},
            },
        },
    }
    badge.update(changes)
    return {name: value for name, value in badge.items() if value is not None}


def make_partnered_badge(partner: str, issuer: str = ISSUER.did) -> JsonObject:
    """An unsigned attendance badge in our own terms that names a partner as taking part."""
    badge = make_badge(issuer)
    badge["@context"] = [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT]
    badge["awardedDate"] = badge["validFrom"]
    badge["credentialSubject"]["awardRoute"] = "participation"
    badge["credentialSubject"]["achievement"] |= {
        "credentialCategory": "recordOfExperience",
        "creditBearing": False,
        "bundled": False,
        "ecologyQuadrant": "badgeOrAward",
        "learningSetting": "informal",
        "awardRouteOffered": ["participation"],
        "workload": {"type": "Workload", "notionalHours": "7"},
        "participationMode": ["presential"],
        "qualityAssurance": {"type": "QualityAssurance", "qaType": ["none"]},
        "stackability": {
            "type": "Stackability",
            "stackingStatus": "rplEligible",
            "automaticEntitlement": False,
        },
        "provision": {
            "type": "Provision",
            "providerType": "coDelivered",
            "collaborationDepth": "coDelivered",
            "brokered": False,
            "jointProvision": False,
            "roleDisclosure": "partial",
            "participant": [
                _participant(issuer, "Example University", "higherEducationInstitution", "award"),
                _participant(partner, "Partner", "employer", "teaching"),
            ],
        },
    }
    return badge


def _participant(did: str, name: str, kind: str, role: str) -> JsonObject:
    return {
        "type": "Participant",
        "organisation": {"id": did, "type": ["Profile"], "name": name},
        "organisationType": kind,
        "participantRole": [role],
    }


def make_proof(
    document: JsonObject, key: SeedKey = ISSUER, method: str | None = None, **options: Any
) -> JsonObject:
    """A Data Integrity proof over the document; `options` are members of the proof to set before signing."""
    suite = "eddsa-rdfc-2022" if key.algorithm is Algorithm.ED25519 else "ecdsa-rdfc-2019"
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": format_instant(CREATED),
        "verificationMethod": method or key.method,
        "proofPurpose": "assertionMethod",
        **options,
    }
    return data_integrity.sign(document, proof, key)


def make_signed(
    document: JsonObject | None = None, key: SeedKey = ISSUER, method: str | None = None, **options: Any
) -> JsonObject:
    """The document (a small badge by default) with one honest proof. The argument is not changed."""
    document = deepcopy(document) if document is not None else make_badge()
    document["proof"] = [make_proof(document, key, method, **options)]
    return document


def make_jwt(document: JsonObject | None = None, key: SeedKey = ISSUER, kid: str | None = None) -> vc_jwt.Jwt:
    """The document as a signed JWT, taken apart again."""
    return vc_jwt.parse(vc_jwt.sign(document or make_badge(), kid or key.method, key))


def make_case(document: JsonObject | vc_jwt.Jwt | None = None, **changes: Any) -> Case:
    """A case at `AT` without evidence or trust. A JWT brings its own document."""
    settings: dict[str, Any] = {"at": AT, "contexts": AWARD.contexts}
    if isinstance(document, vc_jwt.Jwt):
        settings |= {"document": vc_jwt.credential_of(document), "form": Form.JWT, "jwt": document}
    else:
        settings |= {"document": document or make_signed(), "form": Form.EMBEDDED}
    return Case(**(settings | changes))


def make_key_record(key: SeedKey, state: KeyState = KeyState.ACTIVE, **changes: Any) -> KeyRecord:
    """The record of a key that nobody can open."""
    settings = {
        "tenant": "t1",
        "key_id": key.key_id,
        "algorithm": key.algorithm,
        "purpose": KeyPurpose.CREDENTIAL,
        "state": state,
        "public": key.public,
        "sealed": b"",
        "created_at": CREATED,
        **changes,
    }
    return KeyRecord(**settings)


def make_did_document(did: str, *keys: SeedKey, **of_methods: Any) -> JsonObject:
    """A DID document with these keys (`#<key_id>`); `of_methods` are members to set on every method."""
    document = build_did_document(did, [make_key_record(key) for key in keys or (ISSUER,)])
    for method in document["verificationMethod"]:
        method.update(of_methods)
    return document


def make_evidence(
    documents: Mapping[str, JsonObject | bytes | Missing] | None = None, at: datetime = AT
) -> Evidence:
    """What was fetched, by DID or URL."""
    items: dict[Need, Fetched | Missing] = {}
    for url, found in (documents or {}).items():
        kind = NeedKind.DID_DOCUMENT if url.startswith("did:") else NeedKind.STATUS_LIST
        body = serialise(found) if isinstance(found, dict) else found
        items[Need(kind, url)] = body if isinstance(body, Missing) else Fetched(body, at)
    return Evidence(items)


def make_status_list(
    set_positions: Iterable[int] = (),
    key: SeedKey = ISSUER,
    *,
    url: str = LIST_URL,
    issuer: str = ISSUER.did,
    purpose: str = "revocation",
    method: str | None = None,
    valid_from: datetime = AT - timedelta(hours=1),
    valid_until: datetime | None = AT + timedelta(hours=23),
    **of_subject: Any,
) -> JsonObject:
    """A signed status list; `of_subject` are members to set on its `credentialSubject` before signing."""
    document = status.status_list_document(
        url, issuer, purpose, status.bits_of(set_positions), valid_from=valid_from, valid_until=valid_until
    )
    document["credentialSubject"].update(of_subject)
    return make_signed(document, key, method)


def make_entry(
    index: Any = "7", url: str = LIST_URL, purpose: str = "revocation", **changes: Any
) -> JsonObject:
    """A `credentialStatus`; the index may be anything."""
    entry = status.status_list_entry(url, 0, purpose)
    return entry | {"id": f"{url}#{purpose}", "statusListIndex": index} | changes


def make_trust(*dids: str, domain_suffices: bool = True) -> Trust:
    """A register that vouches for these identifiers."""
    vouches = {did: (Vouch("Example register", did, "Example University"),) for did in dids}
    return Trust(vouches, domain_suffices)


@dataclass
class Gatherer:
    """Answers needs from a dict, and remembers what it was asked for."""

    documents: Mapping[str, JsonObject | bytes | Missing]
    asked: list[str] = field(default_factory=list)

    def __call__(self, needs: Iterable[Need]) -> Mapping[Need, Fetched | Missing]:
        found: dict[Need, Fetched | Missing] = {}
        for need in needs:
            self.asked.append(need.url)
            absent = Missing("remote-blocked", "could not be retrieved")
            found[need] = make_evidence({need.url: self.documents.get(need.url, absent)}).items[need]
        return found
