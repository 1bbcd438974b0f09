"""What we issue is accepted by implementations that know nothing of ours, one proof at a time.

Data Integrity and the status list: openvc-core. The JWT: PyJWT, on which openvc-core stands; openvc-core's
own reader of JWT credentials wants the older form with a `vc` claim, which Open Badges 3.0 forbids beside the
VC Data Model 2.0, so it is asked for the signature and the claims only.
"""

from __future__ import annotations

import base64
import gzip
import json
from datetime import UTC, datetime
from typing import Any

import jwt as pyjwt
import pytest
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.errors import SignatureInvalid
from openvc.status.bitstring import decode_bitstring, get_status_bit

from app.db.session import Database
from app.demo.load import Loaded
from schemas import bundle
from schemas.terms import CAIRN_CONTEXT, OB_3_0_3
from tests.fixed_clock import FixedClock
from tests.service import Service, make_service

TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("independent")
    database = Database(f"sqlite:///{folder / 'cairn.sqlite3'}")
    return make_service(database, folder, clock=FixedClock(TODAY))


@pytest.fixture(scope="module")
def loaded(service: Service) -> Loaded:
    return service.demo()


def _jwk(service: Service, method: str) -> dict[str, Any]:
    """The key as anybody finds it: in the published DID document, by the method's id."""
    slug = method.partition("#")[0].rpartition(":")[2]
    document = service.client.get(f"/o/{slug}/did.json").json()
    assert method in document["assertionMethod"]
    (found,) = [m for m in document["verificationMethod"] if m["id"] == method]
    jwk: dict[str, Any] = found["publicKeyJwk"]
    return jwk


def _accepts(service: Service, secured: dict[str, Any]) -> None:
    proof = secured["proof"][0] if isinstance(secured["proof"], list) else secured["proof"]
    context = secured["@context"][2] if len(secured["@context"]) > 2 else CAIRN_CONTEXT
    DataIntegrityProofSuite().verify(
        {**secured, "proof": proof},
        public_key_jwk=_jwk(service, proof["verificationMethod"] + "-jwk"),
        now=TODAY,
        extra_contexts={
            OB_3_0_3: bundle.document(OB_3_0_3),
            context: bundle.document(CAIRN_CONTEXT),
        },
    )


@pytest.mark.oracle
def test_every_embedded_proof_is_accepted(service: Service, loaded: Loaded) -> None:
    for award in loaded.awards.values():
        _accepts(service, service.client.get(award["links"]["json"]).json())


@pytest.mark.oracle
def test_a_changed_document_is_not_accepted(service: Service, loaded: Loaded) -> None:
    document = service.client.get(loaded.awards["s1"]["links"]["json"]).json()
    document["credentialSubject"]["creditsEarned"] = 50
    with pytest.raises(SignatureInvalid):
        _accepts(service, document)


@pytest.mark.oracle
def test_every_jwt_is_accepted_under_the_published_key(service: Service, loaded: Loaded) -> None:
    for award in loaded.awards.values():
        token = service.client.get(award["links"]["jwt"]).text
        header = pyjwt.get_unverified_header(token)
        key = pyjwt.PyJWK(_jwk(service, header["kid"]), algorithm=header["alg"])
        claims = pyjwt.decode(
            token, key.key, algorithms=["ES256"], options={"require": ["iss", "sub", "jti", "nbf"]}
        )
        assert header.keys() == {"alg", "kid", "typ"}
        assert header["typ"] == "JWT"
        assert claims["iss"] == claims["issuer"]["id"]
        assert claims["sub"] == claims["credentialSubject"]["id"]
        assert claims["jti"] == claims["id"] == award["id"]
        assert "vc" not in claims
        assert ("exp" in claims) == ("validUntil" in claims)


@pytest.mark.oracle
def test_the_status_list_is_accepted_and_its_bits_are_where_w3c_says(
    service: Service, loaded: Loaded
) -> None:
    award = loaded.awards["s9"]
    entry = service.client.get(award["links"]["json"]).json()["credentialStatus"]

    def bit() -> int:
        the_list = service.client.get(entry["statusListCredential"]).json()
        _accepts(service, the_list)
        bits = decode_bitstring(the_list["credentialSubject"]["encodedList"])
        assert len(bits) * 8 == 131_072
        return get_status_bit(bits, int(entry["statusListIndex"]))

    assert bit() == 0
    tenant = {"Authorization": f"Bearer {loaded.keys['northgate']}"}
    name = award["id"].rpartition("/")[2]
    revoked = service.client.post(f"/v1/credentials/{name}/revoke", json={"reason": "other"}, headers=tenant)
    assert revoked.status_code == 200
    assert bit() == 1


def test_the_list_is_plain_gzip_of_the_ledger(service: Service, loaded: Loaded) -> None:
    """By the standard library alone: `u`, base64url, gzip, and the left-most bit first."""
    entry = json.loads(service.client.get(loaded.awards["s2"]["links"]["json"]).content)["credentialStatus"]
    text = service.client.get(entry["statusListCredential"]).json()["credentialSubject"]["encodedList"]
    assert text[0] == "u"
    bits = gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert bits == bytes(16384)
