"""The standards' own test vectors, byte for byte.

W3C's are compared with where the outside documents are at hand; 1EdTech's lies in tests/vectors.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import base58
import pytest

from credentials.json_types import JsonObject
from credentials.proofs import data_integrity
from credentials.proofs.canonical import canonical_json, to_nquads
from credentials.proofs.data_integrity import hash_data, proofs_of, signature_problem
from credentials.proofs.suites import SUITES, digest_of
from keys.multikey import Algorithm, PublicKey, from_did_key
from keys.verifying import verify
from schemas import bundle
from tests.keys.make import make_signer_of
from tests.oracles import oracle_path

VECTORS = Path(__file__).parents[2] / "vectors" / "proofs"
W3C = "oracles/w3c-vectors"
ORDERS = {  # FIPS 186-5 and SP 800-186, section 3.2.1
    Algorithm.P256: 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    Algorithm.P384: int("F" * 48 + "C7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", 16),
}

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
CITIZENSHIP = "https://w3id.org/citizenship/v4rc1"
_DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"


def _citizen(*names: str) -> JsonObject:
    return {name: f"https://w3id.org/citizenship#{name}" for name in names}


# What W3C's vectors use of two contexts that badges have no business with, written from their canonical
# forms. (VC Data Model 2.0, appendix B.3, and Citizenship Vocabulary v4.)
LENT: dict[str, JsonObject] = {
    EXAMPLES: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}},
    CITIZENSHIP: {
        "@context": {
            **_citizen("EmployablePerson", "EmploymentAuthorizationDocument"),
            **_citizen("EmploymentAuthorizationDocumentCredential"),
            **_citizen("birthCountry", "employmentAuthorizationDocument", "lprCategory", "lprNumber"),
            "residentSince": {"@id": "https://w3id.org/citizenship#residentSince", "@type": _DATE_TIME},
            "birthDate": {"@id": "https://schema.org/birthDate", "@type": _DATE_TIME},
            "image": {"@id": "https://schema.org/image", "@type": "@id"},
            **{
                name: f"https://schema.org/{name}"
                for name in ("Person", "additionalName", "familyName", "gender", "givenName", "identifier")
            },
        }
    },
}


@pytest.fixture
def _lent_contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    name, load = bundle.canonical_url, bundle.document
    monkeypatch.setattr(bundle, "canonical_url", lambda url: url if url in LENT else name(url))
    monkeypatch.setattr(bundle, "document", lambda url: LENT[url] if url in LENT else load(url))


def vector(folder: str, file: str) -> str:
    return oracle_path(f"{W3C}/{folder}/{file}").read_text(encoding="utf-8")


def secret(folder: str, file: str, name: str | None = None) -> str:
    """The private key in a vector's key file, in hexadecimal and without its multicodec prefix."""
    pair: JsonObject = json.loads(vector(folder, file))
    pair = pair[name] if name else pair
    text = pair.get("secretKeyMultibase") or pair["privateKeyMultibase"]
    return base58.b58decode(text[1:])[2:].hex()


EDDSA, ECDSA = "vc-di-eddsa", "vc-di-ecdsa"
SINGLE = [
    (EDDSA, "eddsa-rdfc-2022", "DataInt", "keyPair.json", Algorithm.ED25519),
    (EDDSA, "eddsa-rdfc-2022/employ", "DataInt", "keyPair.json", Algorithm.ED25519),
    (EDDSA, "eddsa-jcs-2022", "JCS", "keyPair.json", Algorithm.ED25519),
    (ECDSA, "ecdsa-rdfc-2019-p256", "ECDSAP256", "p256KeyPair.json", Algorithm.P256),
    (ECDSA, "ecdsa-rdfc-2019-p256/employ", "ECDSAP256", "p256KeyPair.json", Algorithm.P256),
    (ECDSA, "ecdsa-rdfc-2019-p384", "ECDSAP384", "p384KeyPair.json", Algorithm.P384),
    (ECDSA, "ecdsa-rdfc-2019-p384/employ", "ECDSAP384", "p384KeyPair.json", Algorithm.P384),
    (ECDSA, "ecdsa-jcs-2019-p256", "JCSECDSAP256", "p256KeyPair.json", Algorithm.P256),
    (ECDSA, "ecdsa-jcs-2019-p384", "JCSECDSAP384", "p384KeyPair.json", Algorithm.P384),
]


@pytest.mark.oracle
@pytest.mark.usefixtures("_lent_contexts")
@pytest.mark.parametrize(("standard", "folder", "ending", "pair", "algorithm"), SINGLE)
def test_a_vector_of_w3c_is_reproduced_from_document_to_signature(
    standard: str, folder: str, ending: str, pair: str, algorithm: Algorithm
) -> None:
    place = f"{standard}/{folder}"
    signed: JsonObject = json.loads(vector(place, f"signed{ending}.json"))
    unsecured = {name: value for name, value in signed.items() if name != "proof"}
    config: JsonObject = json.loads(vector(place, f"proofConfig{ending}.json"))
    suite, digest = SUITES[config["cryptosuite"]], digest_of(algorithm)
    # 1. The canonical forms.
    forms = []
    for value, file in ((config, "proofCanon"), (unsecured, "canonDoc")):
        jcs = suite.canonicalisation == "jcs"
        forms.append(canonical_json(value) if jcs else to_nquads(value, digest=digest).encode())
        assert forms[-1].decode() == vector(place, f"{file}{ending}.txt")
    # 2. Their hashes.
    hashes = [hashlib.new(digest, form).hexdigest() for form in forms]
    assert hashes == [vector(place, f"{file}{ending}.txt").strip() for file in ("proofHash", "docHash")]
    # 3. What is signed.
    message = hash_data(signed, signed["proof"], suite, algorithm)
    assert message.hex() == vector(place, f"combinedHash{ending}.txt").strip()
    # 4. The given signature, and ours, which may be the low half of the same one.
    key = from_did_key(signed["proof"]["verificationMethod"].split("#")[0])
    assert key.algorithm is algorithm
    assert signature_problem(signed, signed["proof"], key) is None
    options = {name: value for name, value in config.items() if name != "@context"}
    proof = data_integrity.sign(unsecured, options, make_signer_of(algorithm, secret(standard, pair)))
    ours, theirs = (
        base58.b58decode(value[1:]) for value in (proof["proofValue"], signed["proof"]["proofValue"])
    )
    assert theirs.hex() == vector(place, f"sigHex{ending}.txt").strip()
    assert ours == theirs or are_halves(ours, theirs, ORDERS[algorithm])


def are_halves(one: bytes, other: bytes, order: int) -> bool:
    """Whether two ECDSA signatures differ only in the half of s that they give; ours is the low one."""
    width = len(one) // 2
    sum_of_s = sum(int.from_bytes(signature[width:], "big") for signature in (one, other))
    return one[:width] == other[:width] and sum_of_s == order and one[width:] < other[width:]


@pytest.mark.oracle
@pytest.mark.usefixtures("_lent_contexts")
@pytest.mark.parametrize(
    ("file", "config", "pair"),
    [
        ("signedProofSet1.json", "proofSetConfig1.json", "keyPair1"),
        ("signedProofSet2.json", "proofSetConfig2.json", "keyPair2"),
        ("signedProofChain1.json", "proofChainConfig1.json", "keyPair3"),
        ("signedProofChain2.json", "proofChainConfig2.json", "keyPair4"),
    ],
)
def test_a_proof_set_or_chain_of_w3c_is_reproduced(file: str, config: str, pair: str) -> None:
    place = f"{EDDSA}/proof-set-chain"
    signed: JsonObject = json.loads(vector(place, file))
    *before, last = proofs_of(signed)
    for proof in (*before, last):
        key = from_did_key(proof["verificationMethod"].split("#")[0])
        assert signature_problem(signed, proof, key) is None
    options: JsonObject = json.loads(vector(place, config))
    options.pop("@context", None)
    signer = make_signer_of(Algorithm.ED25519, secret(place, "multiKeyPairs.json", pair))
    assert data_integrity.sign({**signed, "proof": before}, options, signer) == last


def test_the_vector_of_1edtech_is_reproduced() -> None:
    badge: JsonObject = json.loads((VECTORS / "obv3p0.json").read_text(encoding="utf-8"))
    proof = badge["proof"][0]
    key = PublicKey.from_multikey(proof["verificationMethod"].split("#")[1])
    signed = hash_data(badge, proof, SUITES["eddsa-rdfc-2022"], Algorithm.ED25519)
    assert signed.hex().startswith("d34009ce")
    assert signed.hex()[64:].startswith("87f65a76")
    assert signed.hex()[64:].endswith("0773")
    assert verify(key, signed, base58.b58decode(proof["proofValue"][1:]))


@pytest.mark.oracle
@pytest.mark.parametrize(("file", "of"), [("document-canon.txt", "document"), ("proof-canon.txt", "proof")])
def test_the_canonical_forms_of_1edtech_are_reproduced(file: str, of: str) -> None:
    badge: JsonObject = json.loads((VECTORS / "obv3p0.json").read_text(encoding="utf-8"))
    proof: JsonObject = {**badge.pop("proof")[0], "@context": badge["@context"]}
    del proof["proofValue"]
    expected = oracle_path(f"oracles/1edtech-test-vectors/obv3p0/{file}").read_text(encoding="utf-8")
    assert to_nquads(badge if of == "document" else proof).strip() == expected.strip()


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("simple.json", None),
        ("simple-did-web-method.json", None),
        ("simple-did-key-method.json", None),
        ("endorsement-valid.json", None),
        ("complete.json", None),
        ("bit-string-list/credential-status-revoked.json", None),
        ("bit-string-list/testlist", None),
        ("simple-err-proof-value.json", "CRYPTOGRAPHIC_SECURITY_ERROR"),
    ],
)
def test_signatures_on_samples_of_1edtech_are_judged_as_its_validator_does(
    file: str, code: str | None
) -> None:
    badge: Any = json.loads(oracle_path(f"oracles/1edtech-samples/ob30/{file}").read_text(encoding="utf-8"))
    for proof in proofs_of(badge):
        method = proof["verificationMethod"]
        key = PublicKey.from_multikey(method.split("#" if "#" in method else ":")[-1])
        problem = signature_problem(badge, proof, key)
        assert (problem.code if problem else None) == code
