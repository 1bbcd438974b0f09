"""Another implementation (openvc-core) accepts what we sign, and we what it signs."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from openvc import keys as openvc_keys
from openvc.proof._jws import sign_compact, verify_compact
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_ecdsa_rdfc import EcdsaRdfcProofSuite
from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
from openvc.proof.errors import ProofError

from credentials.json_types import JsonObject
from credentials.proofs import vc_jwt
from credentials.proofs.data_integrity import proofs_of, signature_problem
from keys.multikey import Algorithm
from schemas import bundle
from schemas.terms import CAIRN_CONTEXT, OB_3_0_3
from tests.make import AT, CREATED, ISSUER, PARTNER, SeedKey, make_badge, make_partnered_badge, make_signed

P256 = SeedKey("p256", Algorithm.P256)
CONTEXTS = {url: bundle.document(url) for url in (OB_3_0_3, CAIRN_CONTEXT)}
SUITES: dict[str, tuple[Any, SeedKey]] = {
    "eddsa-rdfc-2022": (DataIntegrityProofSuite(), ISSUER),
    "ecdsa-rdfc-2019": (EcdsaRdfcProofSuite(), P256),
    "eddsa-jcs-2022": (EddsaJcsProofSuite(), ISSUER),
    "ecdsa-jcs-2019": (EcdsaJcsProofSuite(), P256),
}


def theirs(key: SeedKey) -> Any:
    """The same key pair in openvc's hands."""
    digest = hashlib.sha256(key.seed.encode()).digest()
    if key.algorithm is Algorithm.P256:
        digest = (int.from_bytes(digest, "big") >> 1).to_bytes(32, "big")
    d = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    jwk = {**key.public.to_jwk(), "d": d}
    kind = openvc_keys.P256SigningKey if key.algorithm is Algorithm.P256 else openvc_keys.Ed25519SigningKey
    return kind.from_jwk(jwk, key.method)


def extra(suite: str) -> JsonObject:
    return {"extra_contexts": CONTEXTS} if "rdfc" in suite else {}


@pytest.mark.oracle
@pytest.mark.parametrize("suite", sorted(SUITES))
@pytest.mark.parametrize("badge", [make_badge(), make_partnered_badge(PARTNER.did)], ids=["small", "ours"])
def test_what_we_sign_verifies_there(suite: str, badge: JsonObject) -> None:
    verifier, key = SUITES[suite]
    signed = make_signed(badge, key=key, cryptosuite=suite)
    signed["proof"] = signed["proof"][0]  # it takes one proof at a time
    found = verifier.verify(signed, now=AT, **extra(suite))
    assert found.issuer == badge["issuer"]["id"]
    signed["name"] = "Quantum Robotics"
    with pytest.raises(ProofError):
        verifier.verify(signed, now=AT, **extra(suite))


@pytest.mark.oracle
@pytest.mark.parametrize("suite", sorted(SUITES))
@pytest.mark.parametrize("badge", [make_badge(), make_partnered_badge(PARTNER.did)], ids=["small", "ours"])
def test_what_is_signed_there_verifies_here(suite: str, badge: JsonObject) -> None:
    signer, key = SUITES[suite]
    signed = signer.add_proof(
        badge,
        signing_key=theirs(key),
        verification_method=key.method,
        created=datetime(2026, 1, 1, tzinfo=UTC),
        **extra(suite),
    )
    if "jcs" in suite:  # it signs the contexts (EdDSA 1.0, section 3.3.1, step 2) and forgets to say so
        signed["proof"]["@context"] = signed["@context"]
    assert signature_problem(signed, proofs_of(signed)[0], key.public) is None
    if key is ISSUER:  # Ed25519 signs the same each time: byte for byte the same proof
        assert signed["proof"] == make_signed(badge, cryptosuite=suite)["proof"][0]


@pytest.mark.oracle
@pytest.mark.parametrize(("key", "alg"), [(ISSUER, "EdDSA"), (P256, "ES256")])
def test_a_token_signed_here_verifies_there_and_the_reverse(key: SeedKey, alg: str) -> None:
    badge = make_badge(key.did)
    ours = vc_jwt.sign(badge, key.method, key)
    header, payload = _verified_there(ours, key, alg)
    assert header == {"alg": alg, "kid": key.method, "typ": "JWT"}
    assert payload["jti"] == badge["id"]
    signed_there = sign_compact(header, payload, signing_key=theirs(key), allowed_algs=frozenset({alg}))
    jwt = vc_jwt.parse(signed_there)
    assert vc_jwt.header_problem(jwt) is None
    assert vc_jwt.claims_problem(jwt) is None
    assert vc_jwt.signature_problem(jwt, key.public) is None
    assert vc_jwt.credential_of(jwt) == badge
    assert CREATED.timestamp() == jwt.payload["nbf"]


def _verified_there(token: str, key: SeedKey, alg: str) -> tuple[JsonObject, JsonObject]:
    header, payload = verify_compact(token, public_key_jwk=key.public.to_jwk(), allowed_algs=frozenset({alg}))
    return header, payload
