"""credentials/did.py: DID syntax, where documents are, what ours say, and whose key a URL names."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import base58
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.did import (
    UnusableDid,
    VerificationMethod,
    build_did_document,
    did_key_document,
    did_problem,
    did_web_url,
    retrieve_method,
)
from credentials.findings import Problem
from credentials.json_types import JsonObject
from keys.custody import KeyPurpose, KeyState
from keys.errors import UnusableKey
from keys.multikey import Algorithm
from tests.make import ISSUER, PARTNER, STRANGER, SeedKey, make_did_document, make_key_record

DID = "did:web:uni.test"
URL = f"{DID}#k1"
P256 = SeedKey("p256", Algorithm.P256)
# Under this Ed25519 point one signature is right for every message (security page, F4).
IDENTITY_POINT = "did:key:z" + base58.b58encode(bytes.fromhex("ed0101") + bytes(31)).decode()
UNUSABLE = "INVALID_VERIFICATION_METHOD_URL"


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:uni.test", "https://uni.test/.well-known/did.json"),
        ("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"),
        ("did:web:localhost%3A9443", "https://localhost:9443/.well-known/did.json"),
        ("did:web:example.com%3a3000:user:alice", "https://example.com:3000/user/alice/did.json"),
        ("did:web:xn--bcher-kva.example", "https://xn--bcher-kva.example/.well-known/did.json"),
        ("did:web:Uni.Test:o:N_1.x-y", "https://Uni.Test/o/N_1.x-y/did.json"),
        ("did:web:uni.test:%C3%A9", "https://uni.test/%C3%A9/did.json"),
        ("did:web:3com.example", "https://3com.example/.well-known/did.json"),
    ],
)
def test_a_did_web_names_a_place(did: str, url: str) -> None:
    assert did_web_url(did) == url
    assert did_problem(did) is None


@pytest.mark.parametrize(
    "did",
    [
        None,
        5,
        "",
        "did:web:",
        "did:web::a",
        "did:web:uni.test:",
        "did:web:uni.test::a",
        "did:web:uni.test:..:..:admin",
        "did:web:uni.test:.:a",
        "did:web:uni.test:%2e%2E:a",
        "did:web:uni.test:a%2Fb",
        "did:web:uni.test:a%5Cb",
        "did:web:uni.test:a%00",
        "did:web:uni.test:a%20b",
        "did:web:uni.test:a%252e",
        "did:web:uni.test:a%3Fb",
        "did:web:uni.test:a%23b",
        "did:web:uni.test:%ff",
        "did:web:uni.test/path",
        "did:web:uni.test?query",
        "did:web:uni.test#k1",
        "did:web:uni.test%3A",
        "did:web:uni.test%3A0",
        "did:web:uni.test%3A08",
        "did:web:uni.test%3A65536",
        "did:web:uni.test%3A44x",
        "did:web:uni.test%40evil.test",
        "did:web:user@uni.test",
        "did:web:-uni.test",
        "did:web:uni-.test",
        "did:web:uni..test",
        "did:web:.uni.test",
        "did:web:uni.test.",
        "did:web:uni_x.test",
        "did:web:" + "a" * 64 + ".test",
        "did:web:" + ".".join(["a" * 60] * 5),
        "did:web:127.0.0.1",
        "did:web:2130706433",
        "did:web:0x7f.1",
        "did:web:0177.0.0.1",
        "did:web:uni.0X7F",
        "did:web:[::1]",
        "did:web:%5B::1%5D",
        "did:web:münchen.test",
        "did:web:uni。test",
        "did:web:uni.test\n",
        " did:web:uni.test",
        "DID:web:uni.test",
        "did:Web:uni.test",
        "did::uni.test",
        "did:web:uni.test:" + "a" * 1024,
    ],
)
def test_a_text_that_is_no_place_for_a_document_is_unusable(did: object) -> None:
    with pytest.raises(UnusableDid) as caught:
        did_web_url(did)
    assert caught.value.code == UNUSABLE
    problem = did_problem(did)
    assert problem is not None
    assert problem.code == UNUSABLE


def test_of_other_methods_only_the_syntax_is_looked_at() -> None:
    assert did_problem("did:ion:EiClkZMDxPKqC9c-umQfTkR8") is None
    assert did_problem(ISSUER.did) is None
    assert did_problem("did:key:z6Mk#x") is not None
    with pytest.raises(UnusableDid, match="not a did:web"):
        did_web_url(ISSUER.did)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["did:web:", "a", ".", ":", "%3A", "%2e", "1", "x-", "/", "%"]), max_size=10))
def test_whatever_is_accepted_names_a_host_and_a_path_that_nobody_resolves_away(pieces: list[str]) -> None:
    did = "did:web:" + "".join(pieces)
    try:
        url = did_web_url(did)
    except UnusableDid:
        return
    authority, *path = url.removeprefix("https://").split("/")
    assert url.startswith("https://")
    assert path[-1] == "did.json"
    assert not {"", ".", ".."} & {step.lower().replace("%2e", ".") for step in path}
    assert not authority.split(":")[0].split(".")[-1].isdigit()


@pytest.mark.parametrize("key", [ISSUER, P256, SeedKey("p384", Algorithm.P384)])
def test_a_did_key_stands_for_a_document_with_its_one_key(key: SeedKey) -> None:
    document = did_key_document(key.did)
    found = retrieve_method(key.method, document)
    assert found == VerificationMethod(key.method, key.did, key.public)
    assert retrieve_method(key.method, document, "authentication") == found
    assert code_of(key.method, document, "keyAgreement") == "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD"


@pytest.mark.parametrize(
    ("did", "code"),
    [
        (IDENTITY_POINT, "weak-key"),
        ("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", "unsupported-key"),  # secp256k1
        ("did:key:z6Mk", "malformed-key"),
        ("did:web:uni.test", "malformed-key"),
    ],
)
def test_a_did_key_of_a_key_that_nobody_may_rely_on_has_no_document(did: str, code: str) -> None:
    with pytest.raises(UnusableKey) as caught:
        did_key_document(did)
    assert caught.value.code == code


def test_a_published_document_lists_each_key_twice_and_names_it_by_strings() -> None:
    records = [
        make_key_record(ISSUER),
        make_key_record(P256, key_id="k2", state=KeyState.PENDING),
        make_key_record(PARTNER, key_id="s1", purpose=KeyPurpose.STATUS),
    ]
    document = build_did_document(DID, records)
    assert document["id"] == DID
    assert document["@context"][0] == "https://www.w3.org/ns/did/v1"
    names = [f"{DID}#{name}" for name in ("k1", "k1-jwk", "k2", "k2-jwk", "s1", "s1-jwk")]
    assert [method["id"] for method in document["verificationMethod"]] == names
    assert document["assertionMethod"] == names
    for name, key in zip(names, (ISSUER, ISSUER, P256, P256, PARTNER, PARTNER), strict=True):
        assert retrieve_method(name, document) == VerificationMethod(name, DID, key.public)
    members = [set(method) for method in document["verificationMethod"][:2]]
    assert members[0] == {"id", "type", "controller", "publicKeyMultibase"}
    assert members[1] == {"id", "type", "controller", "publicKeyJwk"}


def test_a_retired_key_is_published_without_an_end_and_a_compromised_one_as_revoked() -> None:
    at = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
    records = [
        make_key_record(ISSUER, KeyState.RETIRED, retired_at=at),
        make_key_record(STRANGER, KeyState.COMPROMISED, key_id="k2", compromised_at=at),
    ]
    document = build_did_document(DID, records)
    retired = retrieve_method(URL, document)
    assert isinstance(retired, VerificationMethod)
    assert (retired.expires, retired.revoked) == (None, None)
    for name in ("k2", "k2-jwk"):
        stolen = retrieve_method(f"{DID}#{name}", document)
        assert isinstance(stolen, VerificationMethod)
        assert stolen.revoked == datetime(2026, 3, 1, 12, tzinfo=UTC)


def code_of(url: object, document: JsonObject, *relationship: str) -> str | None:
    found = retrieve_method(url, document, *relationship)
    return found.code if isinstance(found, Problem) else None


def changed(**members: Any) -> JsonObject:
    """A document with one Multikey method whose members are set, or taken away by None."""
    document = make_did_document(DID)
    method = document["verificationMethod"][0] | members
    document["verificationMethod"] = [{name: value for name, value in method.items() if value is not None}]
    return document


@pytest.mark.parametrize(
    "url",
    [
        None,
        {"id": URL, "publicKeyMultibase": ISSUER.public.to_multikey()},
        "",
        "#k1",
        DID,
        f"{DID}#",
        f"{DID}#k1#k2",
        "k1",
        "did:web:uni.test:..:admin#k1",
        "did:web:127.0.0.1#k1",
        "did:web:uni.test?versionId=1#k1",
        f"{DID}#k 1",
    ],
)
def test_a_key_is_named_by_an_absolute_url_with_a_fragment(url: object) -> None:
    assert code_of(url, make_did_document(DID)) == UNUSABLE


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (make_did_document("did:web:evil.test"), "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID"),
        ({}, "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID"),
        ({"id": DID}, "INVALID_VERIFICATION_METHOD"),
        ({"id": DID, "verificationMethod": {}}, "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"),
        ({"id": DID, "verificationMethod": ["x"]}, "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"),
        ({"id": DID, "verificationMethod": [{"id": 5}]}, "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"),
        ({"id": DID, "assertionMethod": [5]}, "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"),
        ({"id": DID, "authentication": "x"}, "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"),
        (make_did_document(DID, SeedKey("x", key_id="k2")), "INVALID_VERIFICATION_METHOD"),
        (make_did_document(DID, ISSUER, STRANGER), "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"),  # two k1
        (changed(controller="did:web:evil.test"), "INVALID_VERIFICATION_METHOD"),
        (changed(controller=None), "INVALID_VERIFICATION_METHOD"),
        (changed(controller=[DID]), "INVALID_VERIFICATION_METHOD"),
        (make_did_document(DID) | {"assertionMethod": []}, "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD"),
        (
            make_did_document(DID) | {"assertionMethod": [f"{DID}#k2"], "authentication": [URL]},
            "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD",
        ),
        (changed(type=None), "INVALID_VERIFICATION_METHOD"),
        (changed(type=["Multikey"]), "INVALID_VERIFICATION_METHOD"),
        (changed(type="Ed25519VerificationKey2018"), "unsupported-key"),
        (changed(type="JsonWebKey"), "INVALID_VERIFICATION_METHOD"),
        (changed(publicKeyJwk=ISSUER.public.to_jwk()), "INVALID_VERIFICATION_METHOD"),  # a key in two forms
        (changed(publicKeyMultibase=None), "INVALID_VERIFICATION_METHOD"),
        (changed(publicKeyMultibase="z6Mk"), "malformed-key"),
        (changed(publicKeyMultibase="z" * 100_000), "malformed-key"),
        (changed(publicKeyMultibase=5), "malformed-key"),
        (changed(secretKeyMultibase="z1"), "weak-key"),
        (changed(revoked="yesterday"), "INVALID_VERIFICATION_METHOD"),
        (changed(expires=5), "INVALID_VERIFICATION_METHOD"),
        (
            changed(type="Ed25519VerificationKey2020", publicKeyMultibase=P256.public.to_multikey()),
            "INVALID_VERIFICATION_METHOD",
        ),
    ],
)
def test_a_key_that_the_document_does_not_give_for_the_purpose_is_a_problem(
    document: JsonObject, code: str
) -> None:
    assert code_of(URL, document) == code


@pytest.mark.parametrize(
    "document",
    [
        changed(),
        changed(type="Ed25519VerificationKey2020"),
        changed(type="JsonWebKey2020", publicKeyMultibase=None, publicKeyJwk=ISSUER.public.to_jwk()),
        changed(id="#k1") | {"assertionMethod": ["#k1"]},  # DIDs 1.0, section 3.2.2: relative DID URLs
        {"id": DID, "assertionMethod": changed()["verificationMethod"]},  # embedded in the relationship
        changed(unknown="member") | {"service": [{"id": "#s"}]},
    ],
    ids=["Multikey", "2020", "JWK", "relative", "embedded", "more members"],
)
def test_a_key_may_be_given_in_the_forms_of_the_standards(document: JsonObject) -> None:
    before = deepcopy(document)
    found = retrieve_method(URL, document)
    assert isinstance(found, VerificationMethod)
    assert (found.id, found.controller, found.key) == (URL, DID, ISSUER.public)
    assert document == before


def test_what_the_document_says_about_the_end_of_a_key_is_passed_on() -> None:
    found = retrieve_method(URL, changed(revoked="2025-12-01T00:00:00Z", expires="2026-06-01T02:00:00+02:00"))
    assert isinstance(found, VerificationMethod)
    assert found.revoked == datetime(2025, 12, 1, tzinfo=UTC)
    assert found.expires == datetime(2026, 6, 1, tzinfo=UTC)


def test_a_fragment_that_is_a_key_is_not_believed() -> None:
    url = f"{ISSUER.did}#{STRANGER.public.to_multikey()}"
    assert code_of(url, did_key_document(ISSUER.did)) == "INVALID_VERIFICATION_METHOD"


def test_a_controller_that_is_a_web_page_lists_its_keys_too() -> None:
    page = "https://mit.example/issuer"
    document = make_did_document(page)
    found = retrieve_method(f"{page}#k1", document)
    assert isinstance(found, VerificationMethod)
    assert found.controller == page
