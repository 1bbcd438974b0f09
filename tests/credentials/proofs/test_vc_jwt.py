"""credentials/proofs/vc_jwt.py: a credential as a compact JWS in the Open Badges shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import jwt as pyjwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.errors import Refused, Unreadable, Unsound
from credentials.json_types import JsonObject
from credentials.proofs.vc_jwt import (
    MAX_HEADER,
    MAX_TOKEN,
    Jwt,
    claims_problem,
    credential_of,
    header_problem,
    parse,
    sign,
    signature_problem,
)
from keys.encodings import base64url
from keys.multikey import Algorithm, PublicKey
from tests.make import ISSUER, STRANGER, SeedKey, make_badge, make_jwt

P256 = SeedKey("p256", Algorithm.P256)
P384 = SeedKey("p384", Algorithm.P384)
CLAIMS = {
    "iss": ISSUER.did,
    "jti": "urn:uuid:9f0c1f7e-1111-4222-8333-944445555666",
    "sub": "did:example:alice",
    "nbf": 1767225600,  # 2026-01-01T00:00:00Z
}


def token(
    header: Mapping[str, Any] | bytes, payload: Mapping[str, Any] | bytes, key: SeedKey = ISSUER
) -> str:
    """Anything as a compact JWS with a right signature."""
    parts = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, payload)]
    signing_input = ".".join(base64url(part) for part in parts)
    return f"{signing_input}.{base64url(key.sign(signing_input.encode()))}"


def make_token(header: Mapping[str, Any] | None = None, **claims: Any) -> Jwt:
    """A token around the usual badge. A claim that is None is left out; `header` adds to alg and kid."""
    payload = make_badge() | CLAIMS | claims
    head = {"alg": "EdDSA", "kid": ISSUER.method} | dict(header or {})
    return parse(
        token(
            {name: value for name, value in head.items() if value is not None},
            {name: value for name, value in payload.items() if value is not None},
        )
    )


def refusal(text: str) -> tuple[str, str | None]:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    return caught.value.code, caught.value.sub_code


@pytest.mark.parametrize(("key", "alg"), [(ISSUER, "EdDSA"), (P256, "ES256"), (P384, "ES384")])
def test_a_signed_badge_reads_back_and_everything_agrees(key: SeedKey, alg: str) -> None:
    badge = make_badge(key.did, validUntil="2030-01-01T00:00:00Z")
    jwt = parse(sign(badge, key.method, key))
    assert jwt.header == {"alg": alg, "kid": key.method, "typ": "JWT"}
    assert header_problem(jwt) is None
    assert claims_problem(jwt) is None
    assert signature_problem(jwt, key.public) is None
    assert credential_of(jwt) == badge
    expected = CLAIMS | {"iss": key.did, "exp": 1893456000}
    assert {name: jwt.payload[name] for name in expected} == expected


def test_the_same_badge_gives_the_same_token() -> None:
    assert sign(make_badge(), ISSUER.method, ISSUER) == sign(make_badge(), ISSUER.method, ISSUER)


def test_an_issuer_may_be_named_by_a_string() -> None:
    jwt = parse(sign(make_badge(issuer=ISSUER.did), ISSUER.method, ISSUER))
    assert claims_problem(jwt) is None


@pytest.mark.oracle
@pytest.mark.parametrize("key", [ISSUER, P256, P384])
def test_our_tokens_verify_in_pyjwt(key: SeedKey) -> None:
    library: Any = (
        ed25519.Ed25519PublicKey.from_public_bytes(key.public.raw)
        if key.algorithm is Algorithm.ED25519
        else ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1() if key.algorithm is Algorithm.P256 else ec.SECP384R1(), key.public.raw
        )
    )
    claims = pyjwt.decode(
        sign(make_badge(), key.method, key), library, algorithms=["EdDSA", "ES256", "ES384"]
    )
    assert claims["sub"] == "did:example:alice"


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"credentialSubject": {"type": ["AchievementSubject"]}}, ["/credentialSubject/id"]),
        ({"credentialSubject": [{"id": "did:example:alice"}]}, ["/credentialSubject/id"]),
        ({"issuer": {"name": "x"}, "id": None}, ["/issuer/id", "/id"]),
        ({"validFrom": "2026-01-01"}, ["/validFrom"]),
        ({"validFrom": "2026-01-01T00:00:00.5Z"}, ["/validFrom"]),  # nbf could not say it
        ({"validUntil": "soon"}, ["/validUntil"]),
    ],
)
def test_a_badge_without_a_token_form_is_refused_with_all_reasons(
    change: JsonObject, pointers: list[str]
) -> None:
    with pytest.raises(Refused) as caught:
        sign(make_badge(**change), ISSUER.method, ISSUER)
    assert [problem.pointer for problem in caught.value.problems] == pointers


HEADER, PAYLOAD = base64url(b'{"alg":"EdDSA"}'), base64url(b"{}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b",
        "a.b.c.d",
        f"{HEADER}.{PAYLOAD}",
        f"{HEADER}.{PAYLOAD}.AA.AA.AA",  # an encrypted token has five parts
        f"{HEADER}=.{PAYLOAD}.AA",
        f" {HEADER}.{PAYLOAD}.AA",
        f"{HEADER}.{PAYLOAD}.AA\n",
        f"{HEADER}.{PAYLOAD}.AB",  # stray bits
        f"{HEADER}.{PAYLOAD}.A",
        f"{HEADER}.{PAYLOAD}.+/+/",
        f"{HEADER}.{PAYLOAD}.ÄÄ",
        f"{base64url(b'[]')}.{PAYLOAD}.AA",
        f"{HEADER}.{base64url(b'null')}.AA",
        f"{HEADER}.{base64url(b'{')}.AA",
        f"{base64url(chr(0xFEFF).encode('utf-16'))}.{PAYLOAD}.AA",
        '{"payload":"e30","signatures":[]}',  # the JSON serialisation
    ],
)
def test_what_is_no_compact_jws_is_a_parsing_error(text: str) -> None:
    assert refusal(text)[0] == "PARSING_ERROR"


def test_a_member_twice_in_header_or_payload_is_refused() -> None:
    twice = b'{"alg":"none","alg":"EdDSA"}'
    assert refusal(token(twice, {})) == ("PARSING_ERROR", "duplicate-member")
    assert refusal(token({"alg": "EdDSA"}, b'{"iss":"a","iss":"b"}')) == ("PARSING_ERROR", "duplicate-member")


def test_sizes_are_bounded_before_anything_is_decoded() -> None:
    assert refusal("A" * (MAX_TOKEN + 1))[0] == "too-large"
    assert refusal(token({"alg": "EdDSA", "x": "a" * MAX_HEADER}, {}))[0] == "too-large"
    parse(token({"alg": "EdDSA", "x": "a" * (MAX_HEADER - 100)}, {}))


@settings(deadline=None)
@given(st.text("eyJhbGciOiJ9.-_AB=\n", max_size=60))
def test_no_text_makes_parsing_fail_in_an_unforeseen_way(text: str) -> None:
    try:
        jwt = parse(text)
    except Unreadable:
        return
    assert jwt.signing_input.decode() == text.rpartition(".")[0]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({}, None),
        ({"typ": "JWT"}, None),
        ({"typ": "vc+jwt", "cty": "vc"}, None),
        ({"typ": "application/VC+JWT"}, None),
        ({"alg": "ES256"}, None),  # whether it fits the key is asked with the key
        ({"alg": "none"}, "alg-not-allowed"),
        ({"alg": "HS256"}, "alg-not-allowed"),
        ({"alg": "ES256K"}, "alg-not-allowed"),
        ({"alg": "eddsa"}, "alg-not-allowed"),
        ({"alg": None}, "alg-not-allowed"),
        ({"alg": ["EdDSA"]}, "alg-not-allowed"),
        ({"jku": "https://evil.example/j"}, "header-not-allowed"),
        ({"x5u": "https://evil.example/j"}, "header-not-allowed"),
        ({"x5c": []}, "header-not-allowed"),
        ({"crit": ["x"], "x": 1}, "header-not-allowed"),
        ({"b64": False, "crit": ["b64"]}, "header-not-allowed"),
        ({"zip": "DEF"}, "header-not-allowed"),
        ({"kid": "../../etc/passwd"}, "header-not-allowed"),
        ({"kid": "k1"}, "header-not-allowed"),
        ({"kid": 5}, "header-not-allowed"),
        ({"kid": None}, "header-not-allowed"),
        ({"kid": None, "jwk": {"kty": "OKP"}}, None),
        ({"jwk": {"kty": "OKP", "d": "AA"}}, "header-not-allowed"),
        ({"jwk": "key"}, "header-not-allowed"),
        ({"typ": "at+jwt"}, "token-type"),
        ({"typ": "vp+jwt"}, "token-type"),
        ({"typ": "openid4vci-proof+jwt"}, "token-type"),
        ({"typ": ["JWT"]}, "token-type"),
        ({"cty": "vp"}, "token-type"),
    ],
)
def test_a_header_may_name_an_algorithm_a_type_and_a_key_and_nothing_else(
    header: JsonObject, code: str | None
) -> None:
    found = header_problem(make_token(header))
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("claims", "pointer"),
    [
        ({}, None),
        ({"nbf": 1767225600.0}, None),
        ({"iat": 5, "aud": "x"}, None),  # say nothing about the credential
        ({"iss": "did:web:mit.example"}, "/iss"),
        ({"iss": None}, "/iss"),
        ({"iss": {"id": ISSUER.did}}, "/iss"),
        ({"jti": "urn:uuid:other"}, "/jti"),
        ({"jti": None}, "/jti"),
        ({"sub": "did:example:bob"}, "/sub"),
        ({"sub": None}, "/sub"),
        ({"nbf": 1767225601}, "/nbf"),
        ({"nbf": "1767225600"}, "/nbf"),
        ({"nbf": True, "validFrom": "1970-01-01T00:00:01Z"}, "/nbf"),
        ({"nbf": None}, "/nbf"),
        ({"validFrom": "2026-01-01"}, "/nbf"),
        ({"validFrom": "2026-01-01T00:00:00.7Z"}, None),  # the same second
        ({"exp": 1893456000}, "/exp"),  # the credential itself does not end
        ({"exp": 1893456000, "validUntil": "2030-01-01T00:00:00Z"}, None),
        ({"validUntil": "2030-01-01T00:00:00Z"}, "/exp"),
        ({"exp": 1893456001, "validUntil": "2030-01-01T00:00:00Z"}, "/exp"),
        ({"vc": {}}, "/vc"),
        ({"vp": {}}, "/vp"),
        ({"credentialSubject": [{"id": "did:example:alice"}]}, "/sub"),
    ],
)
def test_claims_of_an_open_badges_token_are_there_and_agree(claims: JsonObject, pointer: str | None) -> None:
    found = claims_problem(make_token({"typ": "JWT"}, **claims))
    assert (found.pointer if found else None) == pointer
    assert found is None or found.code == "claim-mismatch"
    without_type = claims_problem(make_token(**claims))
    assert (without_type.pointer if without_type else None) == pointer


@pytest.mark.parametrize(
    ("claims", "agrees"),
    [
        (dict.fromkeys(CLAIMS), True),  # VC-JOSE-COSE, section 3.1.3: none is required
        ({"iss": "did:web:mit.example"}, False),
        ({"sub": "did:example:bob"}, False),
        ({"exp": 5}, False),
        ({"validUntil": "2030-01-01T00:00:00Z"}, True),
    ],
)
def test_claims_of_other_tokens_may_be_missing_but_not_differ(claims: JsonObject, agrees: bool) -> None:
    assert (claims_problem(make_token({"typ": "vc+jwt"}, **claims)) is None) is agrees


def test_the_credential_is_the_payload_without_the_registered_claims() -> None:
    credential = credential_of(make_token(iat=1, aud="x", exp=2, cnf={"kid": "x"}))
    assert credential == make_badge(cnf={"kid": "x"})


@pytest.mark.parametrize("claim", ["vc", "vp"])
def test_a_credential_in_a_claim_is_not_read(claim: str) -> None:
    with pytest.raises(Unsound) as caught:
        credential_of(make_token(**{claim: make_badge()}))
    assert caught.value.problem.code == "claim-mismatch"


def test_any_change_of_a_token_is_seen() -> None:
    text = make_jwt().text
    for position in range(0, len(text) - 90, 37):  # up to the signature
        other = "A" if text[position] != "A" else "B"
        try:
            changed = parse(text[:position] + other + text[position + 1 :])
        except Unreadable:
            continue
        problem = signature_problem(changed, ISSUER.public)
        assert problem is not None


@pytest.mark.parametrize(
    ("jwt", "key", "code"),
    [
        (make_jwt(), ISSUER.public, None),
        (make_jwt(), STRANGER.public, "CRYPTOGRAPHIC_SECURITY_ERROR"),
        (make_jwt(), P256.public, "alg-not-allowed"),
        (make_jwt(key=P256, kid=P256.method), P384.public, "alg-not-allowed"),
        (make_token({"alg": "ES256"}), ISSUER.public, "alg-not-allowed"),
        (make_token({"alg": "none"}), ISSUER.public, "alg-not-allowed"),
    ],
)
def test_the_algorithm_is_the_keys_and_never_the_headers(jwt: Jwt, key: PublicKey, code: str | None) -> None:
    found = signature_problem(jwt, key)
    assert (found.code if found else None) == code


def test_a_signature_in_der_is_wrong() -> None:
    jwt = make_jwt(key=P256, kid=P256.method)
    r, s = (int.from_bytes(half, "big") for half in (jwt.signature[:32], jwt.signature[32:]))
    der = base64url(utils.encode_dss_signature(r, s))
    found = signature_problem(parse(f"{jwt.signing_input.decode()}.{der}"), P256.public)
    assert found is not None
    assert found.code == "CRYPTOGRAPHIC_SECURITY_ERROR"
