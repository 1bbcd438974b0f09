"""Whose key, is it usable, does the signature fit: the checks `binding`, `key` and `proof`.

Each table has one column per check, so that it shows which of them catches what.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import base58
import pytest

from credentials.evidence import Missing, Need, NeedKind
from credentials.findings import Finding, Result
from credentials.json_types import JsonObject
from credentials.proofs import vc_jwt
from credentials.verification.asking import ask
from credentials.verification.case import Case
from credentials.verification.checks.binding import issuer_bound
from credentials.verification.checks.key import keys_usable
from credentials.verification.checks.proof import proofs_verify
from credentials.verification.signatories import named_parties, signatories
from credentials.verification.standard import STANDARD
from keys.encodings import base64url
from keys.multikey import Algorithm
from tests.make import (
    ISSUER,
    PARTNER,
    STRANGER,
    SeedKey,
    make_badge,
    make_case,
    make_did_document,
    make_evidence,
    make_jwt,
    make_partnered_badge,
    make_proof,
    make_signed,
)

UNI = "did:web:uni.example"
CURVE_KEY = SeedKey("issuer", Algorithm.P256)
MALLEABLE_ORDER = 2**252 + 27742317777372353535851937790883648493


def answers(case: Case) -> dict[str, str]:
    """What the three checks say, staged as in a verification: `pass`, `skipped`, or result and codes."""
    checks = [check for check in STANDARD if check.name not in ("schema", "dates", "status", "identity")]
    found = {finding.check: finding for finding in ask(case, checks)}
    return {name: _said(found[name]) for name in ("binding", "key", "proof")}


def _said(finding: Finding) -> str:
    codes = " ".join(dict.fromkeys(problem.code for problem in finding.problems))
    return f"{finding.result} {codes}".strip()


def saying(binding: str, key: str, proof: str) -> dict[str, str]:
    return {"binding": binding, "key": key, "proof": proof}


ALL_PASS = saying("pass", "pass", "pass")


def tampered(document: JsonObject | None = None, **members: Any) -> JsonObject:
    """A signed badge whose proof's members are changed afterwards; None takes one away."""
    signed = make_signed(document)
    proof = {**signed["proof"][0], **members}
    signed["proof"] = [{name: value for name, value in proof.items() if value is not None}]
    return signed


def with_proofs(*proofs: JsonObject, document: JsonObject | None = None) -> JsonObject:
    return {**(document or make_badge()), "proof": list(proofs)}


def signature_of(document: JsonObject) -> bytes:
    return base58.b58decode(document["proof"][0]["proofValue"][1:])


def plus_order(signature: bytes) -> str:
    s = int.from_bytes(signature[32:], "little") + MALLEABLE_ORDER
    return "z" + base58.b58encode(signature[:32] + s.to_bytes(32, "little")).decode()


def weak() -> JsonObject:
    """The Ed25519 identity point, under which a constant signature fits every message."""
    did = "did:key:z" + base58.b58encode(b"\xed\x01" + bytes([1]) + bytes(31)).decode()
    value = "z" + base58.b58encode(bytes([1]) + bytes(63)).decode()
    proof = make_proof(make_badge()) | {
        "verificationMethod": f"{did}#{did.removeprefix('did:key:')}",
        "proofValue": value,
    }
    return with_proofs(proof, document=make_badge(did))


def by_web_address() -> JsonObject:
    return make_badge("https://uni.example/issuer")


HONEST = make_signed()
GARBAGE = {**HONEST["proof"][0], "proofValue": "z" + "2" * 88}
CASES: dict[str, tuple[JsonObject, dict[str, str]]] = {
    "honest": (HONEST, ALL_PASS),
    "one proof that is no array": ({**HONEST, "proof": HONEST["proof"][0]}, ALL_PASS),
    "P-256": (make_signed(make_badge(CURVE_KEY.did), CURVE_KEY), ALL_PASS),
    "changed after signing": (
        {**HONEST, "name": "Quantum Robotics"},
        saying("pass", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "no proof": (make_badge(), saying("fail no-proof", "skipped", "skipped")),
    "one good and one bad proof of the issuer": (
        with_proofs(HONEST["proof"][0], GARBAGE),
        saying("pass", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "one bad and one good proof of the issuer": (
        with_proofs(GARBAGE, HONEST["proof"][0]),
        saying("pass", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "signed to log in": (
        make_signed(proofPurpose="authentication"),
        saying("pass", "pass", "fail PROOF_VERIFICATION_ERROR"),
    ),
    "signed by a stranger": (
        make_signed(make_badge(ISSUER.did), STRANGER),
        saying("fail issuer-mismatch", "skipped", "skipped"),
    ),
    "the fragment is a stranger's key": (
        make_signed(make_badge(), STRANGER, f"{ISSUER.did}#{STRANGER.public.to_multikey()}"),
        saying("pass", "fail INVALID_VERIFICATION_METHOD", "skipped"),
    ),
    "a suite that signs something else": (
        tampered(cryptosuite="eddsa-jcs-2022"),
        saying("pass", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "a suite for other keys": (
        tampered(cryptosuite="ecdsa-rdfc-2019"),
        saying("pass", "pass", "fail PROOF_VERIFICATION_ERROR"),
    ),
    "a suite that nobody knows": (
        tampered(cryptosuite="mldsa44-rdfc-2031"),
        saying("pass", "pass", "unknown unsupported-cryptosuite"),
    ),
    "an unknown suite beside a good proof": (
        with_proofs(HONEST["proof"][0], {**HONEST["proof"][0], "cryptosuite": "mldsa44-rdfc-2031"}),
        saying("pass", "pass", "unknown unsupported-cryptosuite"),
    ),
    "an unknown suite beside a bad proof": (
        with_proofs(GARBAGE, {**HONEST["proof"][0], "cryptosuite": "mldsa44-rdfc-2031"}),
        saying("pass", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "a key of small order": (weak(), saying("pass", "fail weak-key", "skipped")),
    "S plus the group's order": (
        tampered(proofValue=plus_order(signature_of(HONEST))),
        saying("pass", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "base64url instead of base58": (
        tampered(proofValue="u" + base64url(signature_of(HONEST))),
        saying("pass", "pass", "fail PROOF_VERIFICATION_ERROR"),
    ),
    "a proof value without end": (
        tampered(proofValue="z" * 60_000),
        saying("pass", "pass", "fail PROOF_VERIFICATION_ERROR"),
    ),
    "no proof value": (tampered(proofValue=None), saying("pass", "pass", "fail PROOF_VERIFICATION_ERROR")),
    "a malformed time": (
        make_signed(created="2026-01-01T00:00:00"),
        saying("pass", "pass", "fail PROOF_VERIFICATION_ERROR"),
    ),
    "a malformed end": (
        make_signed(expires="never"),
        saying("pass", "pass", "fail PROOF_VERIFICATION_ERROR"),
    ),
    "an expired proof, which is a question of dates": (
        make_signed(expires="2026-02-01T00:00:00Z"),
        ALL_PASS,
    ),
    "a chain that begins nowhere": (
        tampered(previousProof="urn:uuid:none"),
        saying("pass", "pass", "fail PROOF_VERIFICATION_ERROR"),
    ),
    "a DID that climbs": (
        tampered(
            make_badge("did:web:uni.example:..:..:admin"),
            verificationMethod="did:web:uni.example:..:..:admin#k1",
        ),
        saying("fail INVALID_VERIFICATION_METHOD_URL", "skipped", "skipped"),
    ),
    "a DID method that nobody knows": (
        tampered(make_badge("did:moon:crater"), verificationMethod="did:moon:crater#k1"),
        saying("pass", "unknown unsupported-key", "skipped"),
    ),
    "an X25519 did:key": (
        tampered(
            make_badge("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"),
            verificationMethod="did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc#k1",
        ),
        saying("pass", "unknown unsupported-key", "skipped"),
    ),
    "an issuer with a web address, a key with a DID": (
        make_signed(by_web_address()),
        saying("unknown issuer-unbound", "pass", "pass"),
    ),
    "the same, changed after signing": (
        {**make_signed(by_web_address()), "name": "Quantum Robotics"},
        saying("unknown issuer-unbound", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "an issuer with a web address, a key at it": (
        tampered(by_web_address(), verificationMethod="https://uni.example/issuer#k1"),
        saying("unknown issuer-unbound", "unknown unsupported-key", "skipped"),
    ),
    "an issuer with a web address, a key elsewhere": (
        tampered(by_web_address(), verificationMethod="https://evil.example/keys#k1"),
        saying("fail issuer-mismatch", "skipped", "skipped"),
    ),
    "an issuer with a DID, a key at a web address": (
        tampered(verificationMethod="https://uni.example/issuer#k1"),
        saying("fail issuer-mismatch", "skipped", "skipped"),
    ),
}


@pytest.mark.parametrize("document, expected", CASES.values(), ids=CASES)
def test_proofs(document: JsonObject, expected: dict[str, str]) -> None:
    assert answers(make_case(document)) == expected


# Soundness refuses these first; the checks alone must not pass them either.
UNSOUND: dict[str, tuple[JsonObject, str]] = {
    "an empty set of proofs": ({**make_badge(), "proof": []}, "no-proof"),
    "a proof that names no key": (tampered(verificationMethod=None), "no-proof"),
    "a method that is an object with its own key": (
        tampered(verificationMethod={"id": ISSUER.method, "type": "Multikey", "controller": ISSUER.did}),
        "INVALID_VERIFICATION_METHOD_URL",
    ),
    "a method at an address that is no web address": (
        tampered(verificationMethod="ftp://uni.example/issuer#k1"),
        "INVALID_VERIFICATION_METHOD_URL",
    ),
    "a method at no host": (
        tampered(verificationMethod="https:///issuer#k1"),
        "INVALID_VERIFICATION_METHOD_URL",
    ),
    "a method at a broken address": (
        tampered(verificationMethod="https://[::1#k1"),
        "INVALID_VERIFICATION_METHOD_URL",
    ),
    "a method without scheme": (tampered(verificationMethod="k1"), "INVALID_VERIFICATION_METHOD_URL"),
    "a method that is the whole document": (
        tampered(verificationMethod=ISSUER.did),
        "INVALID_VERIFICATION_METHOD_URL",
    ),
}


@pytest.mark.parametrize("document, code", UNSOUND.values(), ids=UNSOUND)
def test_a_proof_that_says_nothing_usable_of_its_key_binds_nobody(document: JsonObject, code: str) -> None:
    finding = issuer_bound(make_case(document))
    assert finding.result is Result.FAIL
    assert finding.problem is not None
    assert finding.problem.code == code
    assert keys_usable(make_case(document)).result is Result.FAIL
    assert proofs_verify(make_case(document)).result is Result.FAIL


def test_more_than_eight_proofs_are_not_checked() -> None:
    document = with_proofs(*[HONEST["proof"][0]] * 9)
    finding = proofs_verify(make_case(document))
    assert [(p.code, p.pointer) for p in finding.problems] == [("too-complex", "/proof")]
    assert proofs_verify(make_case(with_proofs(*[HONEST["proof"][0]] * 8))).result is Result.PASS


def test_a_problem_says_which_proof_has_it() -> None:
    finding = proofs_verify(make_case(with_proofs(HONEST["proof"][0], GARBAGE)))
    assert [problem.pointer for problem in finding.problems] == ["/proof/1"]


# --- did:web: the document comes as evidence ------------------------------------------------------


def web_case(document: JsonObject | bytes | Missing | None, signed: JsonObject | None = None) -> Case:
    """A badge of did:web:uni.example, and what was found there."""
    badge = signed or make_signed(make_badge(UNI), method=f"{UNI}#k1")
    return make_case(badge, evidence=make_evidence({} if document is None else {UNI: document}))


def did_document(**changes: Any) -> JsonObject:
    return {**make_did_document(UNI), **changes}


def dated(**of_methods: str) -> JsonObject:
    return make_did_document(UNI, **of_methods)


NOW, SOON = "2026-11-23T12:00:00Z", "2026-11-23T12:00:01Z"
WEB: dict[str, tuple[Case, dict[str, str]]] = {
    "honest": (web_case(did_document()), ALL_PASS),
    "another key in the document": (
        web_case(make_did_document(UNI, STRANGER)),
        saying("pass", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "the document of another": (
        web_case(did_document(id="did:web:evil.example")),
        saying("pass", "fail INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID", "skipped"),
    ),
    "a key for logging in only": (
        web_case(did_document(authentication=[f"{UNI}#k1"], assertionMethod=[])),
        saying("pass", "fail INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD", "skipped"),
    ),
    "a key of another controller": (
        web_case(dated(controller="did:web:evil.example")),
        saying("pass", "fail INVALID_VERIFICATION_METHOD", "skipped"),
    ),
    "a document without the key": (
        web_case(make_did_document(UNI, SeedKey("issuer", key_id="k2"))),
        saying("pass", "fail INVALID_VERIFICATION_METHOD", "skipped"),
    ),
    "a malformed document": (
        web_case(did_document(verificationMethod="k1")),
        saying("pass", "fail INVALID_CONTROLLED_IDENTIFIER_DOCUMENT", "skipped"),
    ),
    "revoked before": (
        web_case(dated(revoked="2025-12-01T00:00:00Z")),
        saying("pass", "fail key-revoked", "skipped"),
    ),
    "revoked after signing, before the check": (
        web_case(dated(revoked="2026-06-01T00:00:00Z")),
        saying("pass", "fail key-revoked", "skipped"),
    ),
    "revoked now": (web_case(dated(revoked=NOW)), saying("pass", "fail key-revoked", "skipped")),
    "revoked soon": (web_case(dated(revoked=SOON)), ALL_PASS),
    "expired after signing": (web_case(dated(expires="2026-06-01T00:00:00Z")), ALL_PASS),
    "expired before signing": (
        web_case(dated(expires="2025-12-31T00:00:00Z")),
        saying("pass", "fail key-not-valid-at-time", "skipped"),
    ),
    "expired as it signed": (
        web_case(dated(expires="2026-01-01T00:00:00Z")),
        saying("pass", "fail key-not-valid-at-time", "skipped"),
    ),
    "an HTML page": (web_case(b"<html>"), saying("pass", "unknown remote-unreadable", "skipped")),
    "two ids": (
        web_case(b'{"id":"did:web:evil.example","id":"did:web:uni.example"}'),
        saying("pass", "unknown remote-unreadable", "skipped"),
    ),
    "blocked": (
        web_case(Missing("remote-blocked", "10.0.0.7 is private")),
        saying("pass", "unknown remote-blocked", "skipped"),
    ),
    "not asked for": (
        web_case(Missing("not-fetched", "")),
        saying("pass", "unknown not-fetched", "skipped"),
    ),
    "too large": (
        web_case(Missing("remote-limit", "")),
        saying("pass", "unknown remote-blocked", "skipped"),
    ),
    "not yet looked for": (web_case(None), saying("pass", "unknown remote-blocked", "skipped")),
}


@pytest.mark.parametrize("case, expected", WEB.values(), ids=WEB)
def test_the_issuers_document_decides_over_its_keys(case: Case, expected: dict[str, str]) -> None:
    assert answers(case) == expected


def test_only_a_document_that_nobody_has_looked_for_is_wanted() -> None:
    assert keys_usable(web_case(None)).wants == (Need(NeedKind.DID_DOCUMENT, UNI),)
    assert keys_usable(web_case(Missing("remote-blocked", ""))).wants == ()
    assert keys_usable(make_case()).wants == ()


def test_the_public_words_do_not_say_why_a_document_could_not_be_had() -> None:
    reasons = [Missing("remote-blocked", "10.0.0.7 is private"), Missing("remote-blocked", "404")]
    said = {keys_usable(web_case(reason)).says for reason in reasons}
    assert said == {"The issuer's key document could not be retrieved."}


def test_a_signature_whose_key_cannot_be_had_is_neither_right_nor_wrong() -> None:
    assert proofs_verify(web_case(Missing("remote-blocked", ""))).result is Result.UNKNOWN
    assert proofs_verify(web_case(did_document(id="did:web:evil.example"))).result is Result.FAIL


def test_a_revoked_or_expired_key_is_pointed_at_in_the_document() -> None:
    for dates in ({"revoked": NOW}, {"expires": "2025-12-31T00:00:00Z"}):
        problem = keys_usable(web_case(dated(**dates))).problem
        assert problem is not None
        assert problem.pointer == "/proof/0/verificationMethod"
        jwt = make_jwt(make_badge(UNI), kid=f"{UNI}#k1")
        of_token = keys_usable(make_case(jwt, evidence=make_evidence({UNI: dated(**dates)}))).problem
        assert of_token is not None
        assert of_token.pointer is None


def test_a_retired_key_still_verifies_and_is_noted() -> None:
    assert keys_usable(web_case(dated(expires="2026-06-01T00:00:00Z"))).notes == ("key-retired",)
    assert keys_usable(web_case(dated(expires=NOW))).notes == ("key-retired",)
    assert keys_usable(web_case(dated(expires=SOON))).notes == ()


def test_a_revocation_to_come_is_noted() -> None:
    assert keys_usable(web_case(dated(revoked=SOON))).notes == ("key-revoked-later",)


def test_a_proof_without_a_time_is_made_now_as_far_as_an_expired_key_goes() -> None:
    signed = make_signed(make_badge(UNI), method=f"{UNI}#k1")
    del signed["proof"][0]["created"]
    expired, fresh = dated(expires=NOW), dated(expires=SOON)
    assert keys_usable(web_case(expired, signed)).problems[0].code == "key-not-valid-at-time"
    assert keys_usable(web_case(fresh, signed)).result is Result.PASS


# --- JWT ------------------------------------------------------------------------------------------


def token(
    payload: JsonObject | None = None,
    key: SeedKey = ISSUER,
    *,
    badge: JsonObject | None = None,
    **header: Any,
) -> vc_jwt.Jwt:
    """A signed token with any header; by default `alg` and `typ` are right and there is no key in it."""
    claims = payload or make_jwt(badge, key).payload
    head = {"alg": vc_jwt.ALG_OF[key.algorithm], "typ": "JWT", **header}
    head = {name: value for name, value in head.items() if value is not None}
    parts = ".".join(base64url(json.dumps(part).encode()) for part in (head, claims))
    return vc_jwt.parse(f"{parts}.{base64url(key.sign(parts.encode()))}")


def did_jwk(key: SeedKey) -> str:
    return "did:jwk:" + base64url(json.dumps(key.public.to_jwk()).encode())


WEB_BADGE = make_badge(UNI)
WEB_EVIDENCE = make_evidence({UNI: make_did_document(UNI, ISSUER, SeedKey("second", key_id="k2"))})
JWK = ISSUER.public.to_jwk()
TOKENS: dict[str, tuple[Case, dict[str, str]]] = {
    "honest": (make_case(make_jwt()), ALL_PASS),
    "P-256": (make_case(make_jwt(make_badge(CURVE_KEY.did), CURVE_KEY)), ALL_PASS),
    "changed after signing": (
        make_case(replace(make_jwt(), signing_input=make_jwt().signing_input + b"A")),
        saying("pass", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "did:jwk": (
        make_case(token(badge=make_badge(did_jwk(ISSUER)), kid=f"{did_jwk(ISSUER)}#0")),
        ALL_PASS,
    ),
    "did:jwk with another fragment": (
        make_case(token(badge=make_badge(did_jwk(ISSUER)), kid=f"{did_jwk(ISSUER)}#1")),
        saying("pass", "fail INVALID_VERIFICATION_METHOD", "skipped"),
    ),
    "did:jwk that holds no key": (
        make_case(token(badge=make_badge("did:jwk:e30x"), kid="did:jwk:e30x#0")),
        saying("pass", "fail malformed-key", "skipped"),
    ),
    "did:web, Multikey": (
        make_case(token(badge=WEB_BADGE, kid=f"{UNI}#k1"), evidence=WEB_EVIDENCE),
        ALL_PASS,
    ),
    "did:web, JWK": (
        make_case(token(badge=WEB_BADGE, kid=f"{UNI}#k1-jwk"), evidence=WEB_EVIDENCE),
        ALL_PASS,
    ),
    "a bare key that is the issuer's": (
        make_case(token(badge=WEB_BADGE, jwk=JWK), evidence=WEB_EVIDENCE),
        ALL_PASS,
    ),
    "a bare key whose issuer is it": (make_case(token(jwk=JWK)), ALL_PASS),
    "a bare key that is not the issuer's": (
        make_case(token(key=STRANGER, badge=WEB_BADGE, jwk=STRANGER.public.to_jwk()), evidence=WEB_EVIDENCE),
        saying("pass", "fail issuer-mismatch", "skipped"),
    ),
    "a bare key, another issuer": (
        make_case(token(key=STRANGER, badge=make_badge(), jwk=STRANGER.public.to_jwk())),
        saying("pass", "fail issuer-mismatch", "skipped"),
    ),
    "a bare key, no document yet": (
        make_case(token(badge=WEB_BADGE, jwk=JWK)),
        saying("pass", "unknown remote-blocked", "skipped"),
    ),
    "a bare key, an issuer with a web address": (
        make_case(token(badge=by_web_address(), jwk=JWK)),
        saying("unknown issuer-unbound", "pass", "pass"),
    ),
    "a bare key that did not sign, an issuer with a web address": (
        make_case(token(badge=by_web_address(), jwk=STRANGER.public.to_jwk())),
        saying("unknown issuer-unbound", "pass", "fail CRYPTOGRAPHIC_SECURITY_ERROR"),
    ),
    "a bare key of a kind that nobody knows": (
        make_case(token(badge=by_web_address(), jwk={"kty": "OKP", "crv": "X25519", "x": "AA"})),
        saying("unknown issuer-unbound", "unknown unsupported-key", "skipped"),
    ),
    "two keys that differ": (
        make_case(token(kid=ISSUER.method, jwk=STRANGER.public.to_jwk())),
        saying("pass", "fail issuer-mismatch", "skipped"),
    ),
    "two keys of the issuer, of which the other signed": (
        make_case(token(badge=WEB_BADGE, kid=f"{UNI}#k2", jwk=JWK), evidence=WEB_EVIDENCE),
        saying("pass", "fail issuer-mismatch", "skipped"),
    ),
    "a key that is not there, and one that is brought": (
        make_case(token(kid=f"{ISSUER.did}#k9", jwk=JWK)),
        saying("pass", "fail INVALID_VERIFICATION_METHOD", "skipped"),
    ),
    "a bare key of a kind that nobody knows, an issuer with a DID": (
        make_case(token(badge=WEB_BADGE, jwk={"kty": "oct"}), evidence=WEB_EVIDENCE),
        saying("pass", "unknown unsupported-key", "skipped"),
    ),
    "the same key twice": (make_case(token(kid=ISSUER.method, jwk=JWK)), ALL_PASS),
    "a key at the attacker's address": (
        make_case(token(key=STRANGER, badge=by_web_address(), kid="https://evil.example/keys#1")),
        saying("fail issuer-mismatch", "skipped", "skipped"),
    ),
    "a key at the issuer's address": (
        make_case(token(badge=by_web_address(), kid="https://uni.example/jwks#1")),
        saying("unknown issuer-unbound", "unknown unsupported-key", "skipped"),
    ),
    "no algorithm": (
        make_case(token(alg="none", kid=ISSUER.method)),
        saying("skipped", "skipped", "skipped"),
    ),
    "an algorithm of another kind of key": (
        make_case(token(alg="ES256", kid=ISSUER.method)),
        saying("pass", "pass", "fail alg-not-allowed"),
    ),
    "an access token": (
        make_case(token(typ="at+jwt", kid=ISSUER.method)),
        saying("skipped", "skipped", "skipped"),
    ),
}


@pytest.mark.parametrize("case, expected", TOKENS.values(), ids=TOKENS)
def test_tokens(case: Case, expected: dict[str, str]) -> None:
    assert answers(case) == expected


LISTED: dict[str, tuple[Any, str]] = {
    "by name": ([f"{UNI}#k1"], "pass"),
    "by relative name": (["#k1"], "pass"),
    "in place": ([{**make_did_document(UNI)["verificationMethod"][0], "id": f"{UNI}#k3"}], "pass"),
    "after others that are no keys": ([f"{UNI}#gone", f"{UNI}#k1"], "pass"),
    "nowhere": ([], "fail issuer-mismatch"),
    "among nonsense": ([7, {"id": 7}, None], "fail issuer-mismatch"),
    "in no list": ("k1", "fail issuer-mismatch"),
}


@pytest.mark.parametrize("listed, expected", LISTED.values(), ids=LISTED)
def test_a_bare_key_is_looked_for_among_those_that_may_sign(listed: Any, expected: str) -> None:
    document = did_document(assertionMethod=listed)
    case = make_case(token(badge=WEB_BADGE, jwk=JWK), evidence=make_evidence({UNI: document}))
    assert _said(keys_usable(case)) == expected


TOKEN_TIMES = {
    "signed before": ({"iat": 1767225600}, Result.PASS),  # 2026-01-01
    "signed after": ({"iat": 1790000000}, Result.FAIL),  # September 2026
    "signed by its start": ({}, Result.PASS),
    "signed at no time": ({"iat": True}, Result.FAIL),
    "signed in words": ({"iat": "2026-01-01T00:00:00Z"}, Result.FAIL),
    "signed beyond the calendar": ({"iat": 1e15}, Result.FAIL),
}


@pytest.mark.parametrize("claims, result", TOKEN_TIMES.values(), ids=TOKEN_TIMES)
def test_a_tokens_own_time_is_compared_with_an_expired_key(claims: JsonObject, result: Result) -> None:
    payload = make_jwt(WEB_BADGE, kid=f"{UNI}#k1").payload | claims
    jwt = token(payload, kid=f"{UNI}#k1")
    case = make_case(jwt, evidence=make_evidence({UNI: dated(expires="2026-06-01T00:00:00Z")}))
    assert keys_usable(case).result is result


def test_proofs_inside_a_token_are_part_of_what_it_signs_and_not_asked_again() -> None:
    inner = with_proofs(GARBAGE)
    assert answers(make_case(make_jwt(inner))) == ALL_PASS


def test_a_token_has_no_other_signers() -> None:
    finding = proofs_verify(make_case(token(badge=by_web_address(), jwk=JWK)))
    assert finding.facts["strangers"] == ()
    assert finding.notes == ()


# --- the parties that the award names -------------------------------------------------------------

PARTNER_WEB = "did:web:partner.example"


def partnered(partner: str = PARTNER.did, key: SeedKey = PARTNER, **options: Any) -> JsonObject:
    """A badge that names a partner, with both their proofs."""
    badge = make_partnered_badge(partner)
    method = key.method if partner == PARTNER.did else f"{partner}#k1"
    return with_proofs(make_proof(badge), make_proof(badge, key, method, **options), document=badge)


def partner_evidence(**of_methods: str) -> Any:
    return make_evidence({PARTNER_WEB: make_did_document(PARTNER_WEB, PARTNER, **of_methods)})


def test_a_named_partners_proof_is_a_confirmation() -> None:
    finding = proofs_verify(make_case(partnered()))
    assert finding.result is Result.PASS
    assert finding.facts == {"confirmed": (PARTNER.did,), "unconfirmed": (), "strangers": ()}
    assert finding.notes == ()


def test_a_named_partners_bad_proof_is_refused() -> None:
    badge = partnered()
    badge["proof"][1]["proofValue"] = GARBAGE["proofValue"]
    finding = proofs_verify(make_case(badge))
    assert finding.result is Result.FAIL
    assert [(p.code, p.pointer) for p in finding.problems] == [("CRYPTOGRAPHIC_SECURITY_ERROR", "/proof/1")]


def test_a_named_partners_proof_for_another_purpose_is_refused() -> None:
    finding = proofs_verify(make_case(partnered(proofPurpose="authentication")))
    assert [problem.code for problem in finding.problems] == ["PROOF_VERIFICATION_ERROR"]


def test_a_named_partners_document_is_wanted_after_the_issuers_signature() -> None:
    badge = partnered(PARTNER_WEB)
    finding = proofs_verify(make_case(badge))
    assert finding.result is Result.UNKNOWN
    assert finding.wants == (Need(NeedKind.DID_DOCUMENT, PARTNER_WEB),)
    forged = deepcopy(badge)
    forged["proof"][0] = GARBAGE
    assert proofs_verify(make_case(forged)).wants == ()


def test_a_named_partner_whose_document_is_there_confirms() -> None:
    finding = proofs_verify(make_case(partnered(PARTNER_WEB), evidence=partner_evidence()))
    assert finding.result is Result.PASS
    assert finding.facts["confirmed"] == (PARTNER_WEB,)


def test_a_named_partner_that_cannot_be_reached_leaves_the_award_as_it_is() -> None:
    evidence = make_evidence({PARTNER_WEB: Missing("remote-blocked", "")})
    finding = proofs_verify(make_case(partnered(PARTNER_WEB), evidence=evidence))
    assert finding.result is Result.PASS
    assert finding.facts["unconfirmed"] == (PARTNER_WEB,)


def test_a_named_partners_revoked_key_confirms_nothing_and_harms_nothing() -> None:
    evidence = partner_evidence(revoked="2026-06-01T00:00:00Z")
    finding = proofs_verify(make_case(partnered(PARTNER_WEB), evidence=evidence))
    assert finding.result is Result.PASS
    assert finding.facts["unconfirmed"] == (PARTNER_WEB,)


def test_a_key_that_the_named_partner_does_not_have_is_refused() -> None:
    evidence = make_evidence({PARTNER_WEB: make_did_document(PARTNER_WEB, SeedKey("other", key_id="k9"))})
    finding = proofs_verify(make_case(partnered(PARTNER_WEB), evidence=evidence))
    assert [problem.code for problem in finding.problems] == ["INVALID_VERIFICATION_METHOD"]


def test_a_named_partners_unknown_suite_confirms_nothing_and_harms_nothing() -> None:
    badge = partnered()
    badge["proof"][1]["cryptosuite"] = "mldsa44-rdfc-2031"
    finding = proofs_verify(make_case(badge))
    assert finding.result is Result.PASS
    assert finding.facts["unconfirmed"] == (PARTNER.did,)


def test_a_strangers_proof_is_listed_never_fetched_and_never_red() -> None:
    stranger = {**GARBAGE, "verificationMethod": "did:web:stranger.example#k1"}
    finding = proofs_verify(make_case(with_proofs(HONEST["proof"][0], stranger)))
    assert finding.result is Result.PASS
    assert finding.facts["strangers"] == ("did:web:stranger.example",)
    assert finding.notes == ("other-proofs",)
    assert finding.wants == ()


NAMES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "two": (
        [{"organisation": {"id": "did:example:a"}}, {"organisation": {"id": "did:example:b"}}],
        ("did:example:a", "did:example:b"),
    ),
    "one twice": ([{"organisation": {"id": "did:example:a"}}] * 2, ("did:example:a",)),
    "one alone": ({"organisation": {"id": "did:example:a"}}, ("did:example:a",)),
    "nonsense": ([7, {"organisation": 7}, {"organisation": {"id": {}}}, {"organisation": {"id": 7}}], ()),
    "none": ([], ()),
}


@pytest.mark.parametrize("participants, names", NAMES.values(), ids=NAMES)
def test_the_parties_that_an_award_names(participants: Any, names: tuple[str, ...]) -> None:
    badge = make_badge()
    badge["credentialSubject"]["achievement"]["provision"] = {"participant": participants}
    assert named_parties(badge) == names


def test_what_is_no_object_is_no_proof() -> None:
    assert signatories(make_case({**HONEST, "proof": ["z1", HONEST["proof"][0]]}))[0].pointer == "/proof/1"
    assert signatories(make_case({**HONEST, "proof": "z1"})) == ()


def test_a_stranger_without_an_identifier_is_listed_by_its_place() -> None:
    stranger = {**GARBAGE, "verificationMethod": "https://stranger.example/keys#k1"}
    finding = proofs_verify(make_case(with_proofs(HONEST["proof"][0], stranger)))
    assert finding.facts["strangers"] == ("(at /proof/1)",)


def test_nobody_is_sent_to_a_named_partners_malformed_address() -> None:
    finding = proofs_verify(make_case(partnered("did:web:partner.example:..:admin")))
    assert [problem.code for problem in finding.problems] == ["INVALID_VERIFICATION_METHOD_URL"]
    assert finding.wants == ()


def test_a_partners_proof_alone_is_no_award_of_the_issuer() -> None:
    badge = make_partnered_badge(PARTNER.did)
    alone = with_proofs(make_proof(badge, PARTNER), document=badge)
    assert answers(make_case(alone)) == saying("fail issuer-mismatch", "skipped", "skipped")


def test_a_chained_proof_covers_the_proof_before_it() -> None:
    badge = make_partnered_badge(PARTNER.did)
    first = make_proof(badge, PARTNER, id="urn:uuid:1b0c1f7e-1111-4222-8333-944445555666")
    badge["proof"] = [first]
    badge["proof"] = [first, make_proof(badge, previousProof=first["id"])]
    assert proofs_verify(make_case(badge)).result is Result.PASS
    other = make_proof(make_partnered_badge(PARTNER.did), PARTNER, id=first["id"], nonce="x")
    badge["proof"][0] = other
    assert proofs_verify(make_case(badge)).problems[0].code == "CRYPTOGRAPHIC_SECURITY_ERROR"


def test_a_signers_clock_and_zone_do_not_matter_to_a_revocation() -> None:
    revoked = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    document = dated(revoked="2026-11-23T15:00:00+01:00")
    assert keys_usable(replace(web_case(document), at=revoked)).result is Result.FAIL
    assert keys_usable(replace(web_case(document), at=revoked - timedelta(seconds=1))).result is Result.PASS
