"""credentials/proofs/data_integrity.py: what a proof covers, making one, and whether one is right."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import base58
import pytest

from credentials.errors import TooComplex, Unsound
from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.proofs.data_integrity import hash_data, proofs_of, sign, signature_problem
from credentials.proofs.suites import SUITES
from keys.multikey import Algorithm
from schemas.terms import CAIRN_CONTEXT, CREDENTIALS_V2, OB_3_0_3
from tests.make import ISSUER, STRANGER, SeedKey, make_badge, make_proof, make_signed

P256 = SeedKey("p256", Algorithm.P256)
P384 = SeedKey("p384", Algorithm.P384)
# Order of the group of Ed25519 (RFC 8032, section 5.1).
L = 2**252 + 27742317777372353535851937790883648493

MADE_WITH = [
    ("eddsa-rdfc-2022", ISSUER),
    ("eddsa-jcs-2022", ISSUER),
    ("ecdsa-rdfc-2019", P256),
    ("ecdsa-rdfc-2019", P384),
    ("ecdsa-jcs-2019", P256),
    ("ecdsa-jcs-2019", P384),
]


def code_of(document: JsonObject, key: SeedKey = ISSUER, index: int = 0) -> str | None:
    found = signature_problem(document, proofs_of(document)[index], key.public)
    return found.code if found else None


def with_value(value: Any) -> JsonObject:
    document = make_signed()
    document["proof"][0]["proofValue"] = value
    return document


@pytest.mark.parametrize(("suite", "key"), MADE_WITH)
def test_a_proof_is_right_under_its_own_key_and_no_other(suite: str, key: SeedKey) -> None:
    signed = make_signed(key=key, cryptosuite=suite)
    assert code_of(signed, key) is None
    other = SeedKey("other", key.algorithm)
    assert code_of(signed, other) == "CRYPTOGRAPHIC_SECURITY_ERROR"


@pytest.mark.parametrize(("suite", "key"), MADE_WITH)
@pytest.mark.parametrize(
    "change",
    [
        lambda badge: badge.update(name="Quantum Robotics"),
        lambda badge: badge["credentialSubject"].update(id="did:example:bob"),
        lambda badge: badge["proof"][0].update(created="2026-01-02T00:00:00Z"),
        lambda badge: badge["proof"][0].update(proofPurpose="authentication"),
        lambda badge: badge["proof"][0].update(id="urn:uuid:1"),
        lambda badge: badge["issuer"].pop("name"),
    ],
    ids=["name", "subject", "created", "purpose", "a member more", "a member less"],
)
def test_any_change_after_signing_is_seen(suite: str, key: SeedKey, change: Any) -> None:
    signed = make_signed(key=key, cryptosuite=suite)
    change(signed)
    assert code_of(signed, key) == "CRYPTOGRAPHIC_SECURITY_ERROR"


def test_the_same_input_gives_the_same_proof() -> None:
    assert make_signed() == make_signed()
    assert make_signed(key=P256) == make_signed(key=P256)


def test_signing_leaves_document_and_options_as_they_were() -> None:
    badge, options = make_badge(), {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"}
    before = deepcopy((badge, options))
    sign(badge, options, ISSUER)
    assert (badge, options) == before


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"cryptosuite": "eddsa-rdfc-2022"}, P256),
        ({"cryptosuite": "ecdsa-rdfc-2019"}, ISSUER),
        ({"cryptosuite": "eddsa-2022"}, ISSUER),
        ({}, ISSUER),
        ({"cryptosuite": "eddsa-rdfc-2022", "proofValue": "z1"}, ISSUER),
    ],
)
def test_no_proof_is_made_with_another_suite_or_kind_of_key(options: JsonObject, key: SeedKey) -> None:
    with pytest.raises(ValueError, match="no proof is made"):
        sign(make_badge(), options, key)


def test_nothing_is_signed_that_would_not_be_covered() -> None:
    with pytest.raises(Unsound):
        make_signed(make_badge(grade="A+"))


def test_a_graph_that_takes_too_long_is_not_signed_and_not_verified() -> None:
    # Without names and texts, nothing tells these apart but what they know of one another.
    evidence = [{"type": ["Evidence"]} for _ in range(501)]
    with pytest.raises(TooComplex):
        make_signed(make_badge(evidence=evidence))
    signed = make_signed()
    signed["evidence"] = evidence
    assert code_of(signed) == "too-complex"


@pytest.mark.parametrize(
    "value",
    [
        None,
        5,
        "",
        "z",
        "u" + "A" * 86,  # another base
        "z" + "0" * 88,  # not in the alphabet
        "z" + "1" * 201,
        "z" * 100_000,  # base58 takes quadratic time
        "z2 ",
        ["z" + "1" * 64],
    ],
)
def test_a_proof_value_that_is_no_base58btc_multibase_is_malformed(value: Any) -> None:
    expected = "CRYPTOGRAPHIC_SECURITY_ERROR" if value == "z" else "PROOF_VERIFICATION_ERROR"
    assert code_of(with_value(value)) == expected


def test_a_malleated_signature_is_wrong() -> None:
    value = base58.b58decode(make_signed()["proof"][0]["proofValue"][1:])
    more = (int.from_bytes(value[32:], "little") + L).to_bytes(32, "little")
    malleated = "z" + base58.b58encode(value[:32] + more).decode()
    assert code_of(with_value(malleated)) == "CRYPTOGRAPHIC_SECURITY_ERROR"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "Ed25519Signature2020"}, "unsupported-cryptosuite"),
        ({"cryptosuite": "mldsa44-rdfc-2031"}, "unsupported-cryptosuite"),
        ({"cryptosuite": "ecdsa-sd-2023"}, "unsupported-cryptosuite"),
        ({"cryptosuite": "ecdsa-rdfc-2019"}, "PROOF_VERIFICATION_ERROR"),  # not for this kind of key
        ({"cryptosuite": "eddsa-jcs-2022"}, "CRYPTOGRAPHIC_SECURITY_ERROR"),
        ({"cryptosuite": 5}, "PROOF_VERIFICATION_ERROR"),
        ({"cryptosuite": None}, "PROOF_VERIFICATION_ERROR"),
        ({"type": ["DataIntegrityProof"]}, "PROOF_VERIFICATION_ERROR"),
        ({"type": None}, "PROOF_VERIFICATION_ERROR"),
        ({"previousProof": "urn:uuid:none"}, "PROOF_VERIFICATION_ERROR"),
        ({"previousProof": ["urn:uuid:none"]}, "PROOF_VERIFICATION_ERROR"),
        ({"relative": 1}, "DATA_LOSS_DETECTION_ERROR"),
    ],
)
def test_a_proof_of_another_kind_is_told_from_a_wrong_one(change: JsonObject, code: str) -> None:
    signed = make_signed()
    signed["proof"][0].update(change)
    assert code_of(signed) == code


def test_a_problem_says_where_its_proof_stands() -> None:
    signed = make_signed(make_badge())
    signed["name"] = "other"
    found = signature_problem(signed, signed["proof"][0], ISSUER.public, pointer="/proof/3")
    assert isinstance(found, Problem)
    assert found.pointer == "/proof/3"
    found = signature_problem(with_value("x"), with_value("x")["proof"][0], ISSUER.public, pointer="/proof/3")
    assert found is not None
    assert found.pointer == "/proof/3/proofValue"


def test_proofs_of_a_set_do_not_cover_one_another() -> None:
    signed = make_signed()
    signed["proof"].append(make_proof(signed, STRANGER))
    assert (code_of(signed), code_of(signed, STRANGER, 1)) == (None, None)
    signed["proof"] = signed["proof"][1]  # one proof may stand alone, without an array
    assert code_of(signed, STRANGER) is None


def test_a_chained_proof_covers_the_one_that_it_builds_on() -> None:
    signed = make_signed(id="urn:uuid:1")
    signed["proof"].append(make_proof(signed, STRANGER, previousProof="urn:uuid:1"))
    assert (code_of(signed), code_of(signed, STRANGER, 1)) == (None, None)
    again = deepcopy(signed)
    again["proof"][0]["created"] = "2026-01-02T00:00:00Z"
    assert code_of(again, STRANGER, 1) == "CRYPTOGRAPHIC_SECURITY_ERROR"
    twice = deepcopy(signed)
    twice["proof"].insert(0, deepcopy(signed["proof"][0]))
    assert code_of(twice, STRANGER, 2) == "PROOF_VERIFICATION_ERROR"  # which of the two?


def test_a_jcs_proof_signs_the_contexts_that_it_lists_and_the_document_begins_with() -> None:
    signed = make_signed(cryptosuite="eddsa-jcs-2022")
    assert signed["proof"][0]["@context"] == signed["@context"]
    signed["@context"].append(CAIRN_CONTEXT)  # EdDSA Cryptosuites 1.0, section 3.3.2, step 4
    signed["proof"][0]["@context"] = [CREDENTIALS_V2, OB_3_0_3]
    assert code_of(signed) is None
    signed["@context"] = [OB_3_0_3, CREDENTIALS_V2]
    assert code_of(signed) == "PROOF_VERIFICATION_ERROR"


def test_a_jcs_proof_covers_the_text_and_an_rdfc_proof_the_graph() -> None:
    for suite, code in (("eddsa-jcs-2022", "CRYPTOGRAPHIC_SECURITY_ERROR"), ("eddsa-rdfc-2022", None)):
        signed = make_signed(cryptosuite=suite)
        signed["issuer"]["type"] = "Profile"  # the same graph, another text
        assert code_of(signed) == code


def test_the_hash_function_goes_with_the_key() -> None:
    badge, proof = make_badge(), {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-rdfc-2019"}
    sizes = [len(hash_data(badge, proof, SUITES["ecdsa-rdfc-2019"], each.algorithm)) for each in (P256, P384)]
    assert sizes == [64, 96]


@pytest.mark.parametrize(
    ("document", "count"),
    [({}, 0), ({"proof": {}}, 1), ({"proof": [{}, 5, {}]}, 2), ({"proof": "x"}, 0), ({"proof": []}, 0)],
)
def test_a_document_has_the_proofs_that_are_objects(document: JsonObject, count: int) -> None:
    assert len(proofs_of(document)) == count
