"""The bad inputs that what is built must answer rightly, each with its outcome letter.

V valid, I invalid, U undecided, E an HTTP refusal; then the problem codes of which one must be named. A case
says `trap` where a careless verifier accepts it; `offline` where nothing may be fetched. Letters as
docs/decisions changed them: P082 U, P102 V for a JSON integer, P019 and P053 E. Cases of fetching, files,
batches and wallets come with what they test. Origin: the project's corpus of bad inputs.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from credentials.evidence import Missing
from schemas.terms import CREDENTIALS_V1
from tests.corpus.badgen import (
    DA,
    DE,
    LIST,
    OB,
    UNI,
    V2,
    VMA,
    VME,
    A,
    E,
    J,
    Json,
    after,
    at_uni,
    attendance,
    b64u,
    claims,
    clique,
    diddoc,
    ecsign,
    enc,
    endorsed,
    entry,
    good,
    hs256_with_the_public_key,
    jws,
    listed,
    mb,
    mk,
    proof,
    setbit,
    sign,
    slist,
    two_proofs,
    unmb,
    weak,
)

Pages = dict[str, bytes | Missing]
L25519 = 2**252 + 27742317777372353535851937790883648493


@dataclass(frozen=True)
class BadInput:
    """`make` gives the body, and what the web around it hands out."""

    id: str
    what: str
    make: Callable[[], bytes | tuple[bytes, Pages]]
    letter: str
    codes: tuple[str, ...] = ()
    trap: bool = False
    offline: bool = False
    status: int = 200
    verdicts: tuple[str, ...] = ()
    pointer: str | None = None
    note: str | None = field(default=None)


def _with_list(index: object = "7", **the_list: Any) -> tuple[bytes, Pages]:
    return J(listed(index=index)), {LIST: J(slist(**the_list))}


def _moved(document: Json, old: str, new: str) -> None:
    document[new] = document.pop(old)


def _included(document: Json) -> None:
    node = {"id": document["id"], "type": ["VerifiableCredential"], "validUntil": document.pop("validUntil")}
    document["@included"] = [node]


def _aliased(document: Json) -> None:
    document["@context"].append({"cs": "https://www.w3.org/2018/credentials#credentialStatus"})
    document["cs"] = document.pop("credentialStatus")


def _malleable(document: Json) -> None:
    signature = unmb(document["proof"]["proofValue"])
    s = int.from_bytes(signature[32:], "little") + L25519
    document["proof"]["proofValue"] = mb(signature[:32] + s.to_bytes(32, "little"))


def _embedded_method(document: Json) -> None:
    document["proof"]["verificationMethod"] = {
        "id": VMA,
        "type": "Multikey",
        "controller": DA,
        "publicKeyMultibase": mk(E),
    }


def _base64_proof(document: Json) -> None:
    document["proof"]["proofValue"] = "u" + b64u(unmb(document["proof"]["proofValue"]))


def at_uni_with_a_partner() -> Json:
    """Signed by uni.test; somebody else is named as teaching."""
    ours = ["contentDesign", "assessment", "qualityAssurance", "award"]
    provision = {
        "learnerSummary": "Example University designs and awards; Partner University teaches a part.",
        "participant": [
            {
                "organisation": {"id": "self"},
                "organisationType": "higherEducationInstitution",
                "participantRole": [*ours, "teaching"],
                "responsibility": "Designs, teaches in the morning, awards.",
            },
            {
                "organisation": {"id": "did:web:partner.test", "name": "Partner University"},
                "organisationType": "higherEducationInstitution",
                "participantRole": ["teaching"],
                "responsibility": "Teaches in the afternoon.",
            },
        ],
    }
    document = attendance(UNI, provision=provision)
    return sign(document, method=UNI + "#k1")


def _unsigned(made: Json) -> Json:
    return {k: v for k, v in made.items() if k != "proof"}


JWT_HEADER = {"alg": "EdDSA", "typ": "JWT", "kid": VMA}
STATUS_IRI = "https://www.w3.org/2018/credentials#credentialStatus"
_EVIL_JWK = {"kty": "OKP", "crv": "Ed25519", "x": b64u(E.public_key().public_bytes_raw())}
_MIT = {**good("https://mit.example/issuer"), "iss": "https://mit.example/issuer"}

CASES: tuple[BadInput, ...] = (
    # --- controls: what must be accepted
    BadInput(
        "P001", "an honest credential", lambda: J(sign()), "V", offline=True, verdicts=("issuerUnknown",)
    ),
    BadInput(
        "P002",
        "pretty-printed, members in another order, a BOM in front",
        lambda: b"\xef\xbb\xbf" + json.dumps(dict(reversed(list(sign().items()))), indent=3).encode(),
        "V",
    ),
    BadInput(
        "P004",
        "a name with apostrophe, right-to-left script, emoji, 200 characters",
        lambda: J(sign(good(name="O’Brien بكالوريوس 🎓 " + "é" * 180))),
        "V",
    ),
    BadInput("P005", "a status entry whose bit is clear", lambda: _with_list(), "V"),
    BadInput(
        "P006",
        "the key expired after the proof was made",
        lambda: (J(at_uni()), {UNI: J(diddoc(UNI, expires="2026-06-01T00:00:00Z"))}),
        "V",
        note="key-retired",
    ),
    BadInput("P900", "VC-JWT", lambda: jws(claims(), JWT_HEADER), "V", offline=True),
    BadInput("P901", "an endorsement inside", lambda: J(endorsed()), "V"),
    BadInput(
        "P902", "the issuer's proof and a stranger's", lambda: J(two_proofs()), "V", note="other-proofs"
    ),
    BadInput("P903", "eddsa-jcs-2022", lambda: J(sign(cryptosuite="eddsa-jcs-2022")), "V"),
    BadInput("P904", "ecdsa-rdfc-2019", lambda: J(ecsign()), "V"),
    BadInput("P905", "ecdsa-jcs-2019", lambda: J(ecsign("ecdsa-jcs-2019")), "V"),
    BadInput("P906", "proof as an array", lambda: J({**sign(), "proof": [sign()["proof"]]}), "V"),
    BadInput("P907", "did:web", lambda: (J(at_uni()), {UNI: J(diddoc(UNI))}), "V", verdicts=("valid",)),
    # --- A. bytes and JSON
    BadInput(
        "P010",
        "duplicate member: the first issuer is famous, the last one signed",
        lambda: J(sign()).replace(b'"issuer":', b'"issuer":"did:web:mit.example","issuer":', 1),
        "E",
        ("PARSING_ERROR",),
        status=400,
        pointer="/issuer",
    ),
    BadInput(
        "P011",
        "NaN",
        lambda: J(sign()).replace(b'"Robotics"', b"NaN", 1),
        "E",
        ("PARSING_ERROR",),
        status=400,
    ),
    BadInput(
        "P012",
        "100,000 nested objects",
        lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        "E",
        ("PARSING_ERROR", "too-deep"),
        status=400,
    ),
    BadInput("P013", "21 MB", lambda: b'{"a":"' + b"x" * 22_000_000 + b'"}', "E", ("too-large",), status=413),
    BadInput(
        "P016", "UTF-16", lambda: json.dumps(sign()).encode("utf-16"), "E", ("PARSING_ERROR",), status=400
    ),
    BadInput(
        "P017",
        "a byte that is not UTF-8",
        lambda: J(sign()).replace(b"Built", b"\xffuilt"),
        "E",
        ("PARSING_ERROR",),
        status=400,
    ),
    BadInput("P018", "an array of two", lambda: J([sign(), sign()]), "E", ("PARSING_ERROR",), status=400),
    BadInput(
        "P019",
        "an integer above 2^53 under a JCS suite",
        lambda: J(
            {
                **good(),
                "proof": proof(cryptosuite="eddsa-jcs-2022", proofValue="z" + "1" * 88),
                "https://x/y": 9007199254740993,
            }
        ),
        "E",
        ("PARSING_ERROR", "MALFORMED_VALUE_ERROR", "invalid-text"),
        status=400,
    ),
    # --- B. what an RDF signature does not cover
    BadInput(
        "P020",
        "an unknown term added",
        lambda: J(after(lambda d: d.update(grade="A+"))),
        "I",
        ("DATA_LOSS_DETECTION_ERROR",),
        trap=True,
        pointer="/grade",
        verdicts=("notAuthentic",),
    ),
    BadInput(
        "P021",
        "an unknown term deep inside",
        lambda: J(after(lambda d: d["credentialSubject"]["achievement"].update(ectsBonus=120))),
        "I",
        ("DATA_LOSS_DETECTION_ERROR",),
        trap=True,
    ),
    BadInput(
        "P022",
        "an undefined type",
        lambda: J(after(lambda d: d["type"].append("PhDDegree"))),
        "I",
        ("DATA_LOSS_DETECTION_ERROR",),
    ),
    BadInput(
        "P023",
        "a relative id",
        lambda: J(after(lambda d: d.update(evidence=[{"id": "evil", "type": ["Evidence"]}]))),
        "I",
        ("DATA_LOSS_DETECTION_ERROR",),
    ),
    BadInput(
        "P024",
        "credentialStatus under its IRI",
        lambda: J(after(lambda d: _moved(d, "credentialStatus", STATUS_IRI), good(credentialStatus=entry()))),
        "I",
        ("shape",),
        trap=True,
    ),
    BadInput(
        "P025",
        "validUntil in @included",
        lambda: J(after(_included, good(validUntil="2026-02-01T00:00:00Z"))),
        "I",
        ("shape",),
        trap=True,
    ),
    BadInput(
        "P026",
        "an inline alias of credentialStatus",
        lambda: J(after(_aliased, good(credentialStatus=entry()))),
        "I",
        ("context-not-allowed",),
    ),
    BadInput(
        "P027",
        "an unknown context",
        lambda: J(after(lambda d: d["@context"].append("https://evil.example/ctx.jsonld"))),
        "U",
        ("context-not-allowed",),
    ),
    BadInput(
        "P028",
        "contexts in another order",
        lambda: J(after(lambda d: d.update({"@context": [OB, V2]}))),
        "I",
        ("MALFORMED_VALUE_ERROR",),
        pointer="/@context/0",
    ),
    BadInput(
        "P029",
        "an empty context in the subject",
        lambda: J(after(lambda d: d["credentialSubject"].update({"@context": {}}))),
        "I",
        ("context-not-allowed",),
        trap=True,
    ),
    BadInput(
        "P030",
        "a protected term redefined",
        lambda: J(after(lambda d: d["@context"].append({"name": "https://evil.example/n"}))),
        "I",
        ("context-not-allowed",),
    ),
    BadInput(
        "P031",
        "a poison graph",
        lambda: J({**good(), "https://x.example/q": clique(10), "proof": proof(proofValue="z" + "1" * 88)}),
        "I",
        ("too-complex", "shape"),
    ),
    BadInput(
        "P032",
        "a relative credential id",
        lambda: J(
            {
                **good(id="c/1"),
                "credentialSubject": {**good()["credentialSubject"], "id": "alice"},
                "proof": proof(proofValue="z" + "1" * 88),
            }
        ),
        "I",
        ("DATA_LOSS_DETECTION_ERROR",),
    ),
    BadInput(
        "P033",
        "issuer in an array",
        lambda: J(after(lambda d: d.update(issuer=[d["issuer"]]))),
        "I",
        ("MALFORMED_VALUE_ERROR",),
        trap=True,
        pointer="/issuer",
    ),
    # --- C. Data Integrity proofs
    BadInput(
        "P040",
        "the name changed",
        lambda: J(after(lambda d: d.update(name="Quantum Robotics"))),
        "I",
        ("CRYPTOGRAPHIC_SECURITY_ERROR",),
        verdicts=("notAuthentic",),
    ),
    BadInput("P041", "no proof", lambda: J(good()), "I", ("no-proof",), verdicts=("notACredential",)),
    BadInput(
        "P042",
        "an empty proof set",
        lambda: J({**good(), "proof": []}),
        "I",
        ("no-proof", "PARSING_ERROR", "shape"),
    ),
    BadInput(
        "P043",
        "a proof set with a garbage proof of the issuer",
        lambda: J({**sign(), "proof": [sign()["proof"], {**sign()["proof"], "proofValue": "z" + "2" * 88}]}),
        "I",
        ("CRYPTOGRAPHIC_SECURITY_ERROR", "PROOF_VERIFICATION_ERROR"),
    ),
    BadInput(
        "P044",
        "signed for authentication",
        lambda: J(sign(proofPurpose="authentication")),
        "I",
        ("PROOF_VERIFICATION_ERROR",),
        trap=True,
    ),
    BadInput(
        "P045",
        "the attacker's key under the honest issuer",
        lambda: J(sign(good(DA), E, VME)),
        "I",
        ("issuer-mismatch",),
        trap=True,
        verdicts=("notAuthentic",),
    ),
    BadInput(
        "P046",
        "the honest did:key with the attacker's fragment",
        lambda: J(sign(good(DA), E, f"{DA}#{mk(E)}")),
        "I",
        ("INVALID_VERIFICATION_METHOD",),
    ),
    BadInput(
        "P047",
        "a method that carries its own key",
        lambda: J(after(_embedded_method)),
        "I",
        ("INVALID_VERIFICATION_METHOD_URL",),
        offline=True,
    ),
    BadInput(
        "P048",
        "the suite's label swapped",
        lambda: J(after(lambda d: d["proof"].update(cryptosuite="eddsa-jcs-2022"))),
        "I",
        ("CRYPTOGRAPHIC_SECURITY_ERROR", "PROOF_TRANSFORMATION_ERROR", "PROOF_VERIFICATION_ERROR"),
    ),
    BadInput(
        "P049",
        "a suite that nobody knows",
        lambda: J(after(lambda d: d["proof"].update(cryptosuite="mldsa44-rdfc-2031"))),
        "U",
        ("unsupported-cryptosuite",),
        verdicts=("notReadable",),
    ),
    BadInput("P050", "the identity point as key", lambda: J(weak()), "I", ("weak-key",)),
    BadInput("P051", "S + L", lambda: J(after(_malleable)), "I", ("CRYPTOGRAPHIC_SECURITY_ERROR",)),
    BadInput(
        "P052", "proofValue in base64url", lambda: J(after(_base64_proof)), "I", ("PROOF_VERIFICATION_ERROR",)
    ),
    BadInput(
        "P053",
        "a proofValue of 100,000 characters",
        lambda: J(after(lambda d: d["proof"].update(proofValue="z" * 100_000))),
        "E",
        ("too-large", "PARSING_ERROR", "PROOF_VERIFICATION_ERROR"),
        status=413,
    ),
    BadInput(
        "P054",
        "the proof expired",
        lambda: J(sign(expires="2026-02-01T00:00:00Z")),
        "I",
        ("expired", "PROOF_VERIFICATION_ERROR"),
        trap=True,
    ),
    BadInput(
        "P055",
        "previousProof points nowhere",
        lambda: J(sign(previousProof="urn:uuid:none")),
        "I",
        ("PROOF_VERIFICATION_ERROR", "DATA_LOSS_DETECTION_ERROR"),
    ),
    BadInput(
        "P056",
        "an ECDSA signature in DER",
        lambda: J(ecsign(form="der")),
        "I",
        ("CRYPTOGRAPHIC_SECURITY_ERROR", "PROOF_VERIFICATION_ERROR"),
    ),
    BadInput("P057a", "ECDSA with low S", lambda: J(ecsign(high=False)), "V"),
    BadInput("P057b", "its twin with high S", lambda: J(ecsign(high=True)), "V"),
    # --- D. did:web and the life of keys
    BadInput(
        "P060",
        "the document is another DID's",
        lambda: (J(at_uni()), {UNI: J({**diddoc(UNI), "id": "did:web:evil.test"})}),
        "I",
        ("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID",),
    ),
    BadInput(
        "P061",
        "the key is for authentication only",
        lambda: (J(at_uni()), {UNI: J(diddoc(UNI, relations=("authentication",)))}),
        "I",
        ("INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD",),
    ),
    BadInput(
        "P062",
        "the method's controller is another DID",
        lambda: (J(at_uni()), {UNI: J(diddoc(UNI, controller="did:web:evil.test"))}),
        "I",
        ("INVALID_VERIFICATION_METHOD",),
    ),
    BadInput(
        "P063",
        "the key was revoked before the proof was made",
        lambda: (J(at_uni()), {UNI: J(diddoc(UNI, revoked="2025-12-01T00:00:00Z"))}),
        "I",
        ("key-revoked",),
    ),
    BadInput(
        "P065",
        "did:web with a way up",
        lambda: J(sign(good("did:web:uni.test:..:..:admin"), method="did:web:uni.test:..:..:admin#k1")),
        "I",
        ("INVALID_VERIFICATION_METHOD_URL",),
        offline=True,
    ),
    # --- F. JOSE
    BadInput(
        "P080", "alg none", lambda: jws(header={"alg": "none"}, signature=b""), "I", ("alg-not-allowed",)
    ),
    BadInput("P081", "HS256 with the public key", hs256_with_the_public_key, "I", ("alg-not-allowed",)),
    BadInput(
        "P082",
        "the attacker's jwk in the header",
        lambda: jws(_MIT, {"alg": "EdDSA", "jwk": _EVIL_JWK}, E),
        "U",
        ("issuer-unbound",),
    ),
    BadInput(
        "P083",
        "a kid on the attacker's host",
        lambda: jws(_MIT, {"alg": "EdDSA", "kid": "https://evil.example/keys#1"}, E),
        "I",
        ("issuer-mismatch",),
        offline=True,
    ),
    *(
        BadInput(
            f"P084{place}",
            name,
            lambda name=name: jws(header={"alg": "EdDSA", "kid": VMA, name: "https://evil.example/j"}),
            "I",
            ("header-not-allowed",),
            offline=True,
        )
        for place, name in (("a", "jku"), ("b", "x5u"))
    ),
    BadInput(
        "P085",
        "unknown crit",
        lambda: jws(header={"alg": "EdDSA", "kid": VMA, "crit": ["x"], "x": 1}),
        "I",
        ("header-not-allowed",),
    ),
    BadInput(
        "P086",
        "b64: false",
        lambda: jws(header={"alg": "EdDSA", "kid": VMA, "b64": False, "crit": ["b64"]}),
        "I",
        ("header-not-allowed",),
    ),
    BadInput(
        "P087",
        "alg twice in the header",
        lambda: jws(raw_header=b'{"alg":"none","alg":"EdDSA","kid":"' + VMA.encode() + b'"}'),
        "E",
        ("PARSING_ERROR",),
        status=400,
    ),
    BadInput(
        "P088",
        "an OAuth access token",
        lambda: jws({"iss": DA, "sub": "x", "scope": "issue"}, {"alg": "EdDSA", "typ": "at+jwt", "kid": VMA}),
        "I",
        ("token-type",),
    ),
    BadInput(
        "P089",
        "iss is not the issuer",
        lambda: jws({**good(), "iss": "did:web:mit.example"}),
        "I",
        ("claim-mismatch",),
    ),
    BadInput(
        "P090",
        "a good JWT in proof.jwt, outer fields altered",
        lambda: J({**good(name="PhD"), "proof": {"type": "JwtProof2020", "jwt": jws().decode()}}),
        "I",
        ("no-proof", "CRYPTOGRAPHIC_SECURITY_ERROR", "DATA_LOSS_DETECTION_ERROR"),
    ),
    BadInput(
        "P930",
        "a token of the VC Data Model 1.1",
        lambda: jws({"iss": DA, "vc": {**good(), "@context": [CREDENTIALS_V1]}}, JWT_HEADER),
        "U",
        ("unsupported-document",),
        verdicts=("notReadable",),
    ),
    BadInput(
        "P931",
        "a credential of data model 2.0 in the claim of the older one",
        lambda: jws({"iss": DA, "vc": good()}, JWT_HEADER),
        "I",
        ("claim-mismatch",),
    ),
    BadInput(
        "P091",
        "a header of 3 MB",
        lambda: jws(header={"alg": "EdDSA", "kid": VMA, "x": "a" * 3_000_000}),
        "E",
        ("too-large",),
        status=413,
    ),
    # --- G. status lists
    BadInput(
        "P100", "the bit is set", lambda: _with_list(bits=setbit(7)), "I", ("revoked",), verdicts=("revoked",)
    ),
    BadInput("P101", "an index beyond the list", lambda: _with_list("131072"), "U", ("RANGE_ERROR",)),
    *(
        BadInput(
            f"P102{place}",
            f"the index {index!r}",
            lambda index=index: _with_list(index),
            "I",
            ("MALFORMED_VALUE_ERROR",),
        )
        for place, index in (("a", "-1"), ("b", "+7"), ("c", "7.0"), ("d", " 7"), ("f", "٧"))
    ),
    BadInput("P102e", "the index 7 as a number", lambda: _with_list(7), "V", note="status-index-integer"),
    BadInput(
        "P103",
        "a list of another purpose",
        lambda: _with_list(purpose="suspension"),
        "U",
        ("STATUS_VERIFICATION_ERROR",),
    ),
    BadInput(
        "P104",
        "a list signed by the attacker in the issuer's name",
        lambda: (J(listed()), {LIST: J(sign(_unsigned(slist()), E, VME))}),
        "U",
        ("STATUS_VERIFICATION_ERROR",),
    ),
    BadInput(
        "P105",
        "another address's list",
        lambda: (J(listed()), {LIST: J(slist(url="https://status.example/2"))}),
        "U",
        ("STATUS_VERIFICATION_ERROR",),
    ),
    BadInput(
        "P106", "a list of eight", lambda: _with_list("3", bits=bytes(1)), "U", ("STATUS_LIST_LENGTH_ERROR",)
    ),
    BadInput("P107", "a gzip bomb", lambda: _with_list(raw=enc(bytes(250_000_000))), "U", ("remote-limit",)),
    BadInput(
        "P108a",
        "encodedList without u",
        lambda: _with_list(raw=enc(bytes(16384))[1:]),
        "U",
        ("STATUS_VERIFICATION_ERROR",),
    ),
    BadInput(
        "P108b",
        "zlib instead of gzip",
        lambda: _with_list(raw="u" + b64u(zlib.compress(bytes(16384)))),
        "U",
        ("STATUS_VERIFICATION_ERROR",),
    ),
    BadInput(
        "P109",
        "the list cannot be had",
        lambda: (J(listed()), {LIST: Missing("STATUS_RETRIEVAL_ERROR", "It could not be retrieved.")}),
        "U",
        ("STATUS_RETRIEVAL_ERROR",),
        verdicts=("statusUnknown",),
    ),
    BadInput(
        "P110",
        "a list that has ended",
        lambda: _with_list(validUntil="2026-02-01T00:00:00Z"),
        "U",
        ("STATUS_VERIFICATION_ERROR",),
    ),
    BadInput(
        "P111",
        "revocation clear, suspension set",
        lambda: (
            J(
                sign(
                    good(
                        credentialStatus=[
                            entry(),
                            entry("9", "https://status.example/s", "suspension"),
                        ]
                    )
                )
            ),
            {
                LIST: J(slist()),
                "https://status.example/s": J(slist(setbit(9), "https://status.example/s", "suspension")),
            },
        ),
        "I",
        ("suspended",),
        verdicts=("suspended",),
    ),
    # --- dates, beside the corpus
    BadInput(
        "P910",
        "out of date",
        lambda: J(sign(good(validUntil="2026-02-01T00:00:00Z"))),
        "I",
        ("expired",),
        verdicts=("issuerUnknown",),
    ),
    BadInput(
        "P911",
        "not yet valid",
        lambda: J(sign(good(validFrom="2027-01-01T00:00:00Z"))),
        "I",
        ("not-yet-valid",),
    ),
    BadInput(
        "P912",
        "a stranger's proof alone",
        lambda: J(sign(good("did:web:mit.example"), E, VME)),
        "I",
        ("issuer-mismatch",),
    ),
    BadInput(
        "P913",
        "a good signature of the attacker's own issuer, with a famous name",
        lambda: J(sign({**good(DE), "issuer": {"id": DE, "type": ["Profile"], "name": "MIT"}}, E)),
        "V",
        verdicts=("issuerUnknown",),
    ),
    BadInput(
        "P914", "a DID document that cannot be had", lambda: J(at_uni()), "U", verdicts=("notReadable",)
    ),
    BadInput(
        "P915",
        "signed by a key that the issuer's document does not have",
        lambda: (J(sign(good(UNI), E, UNI + "#k1")), {UNI: J(diddoc(UNI, A))}),
        "I",
        ("CRYPTOGRAPHIC_SECURITY_ERROR",),
    ),
    # --- genuinely signed, and wrong in itself
    BadInput("P920", "our own vocabulary", lambda: J(sign(attendance())), "V"),
    BadInput(
        "P921",
        "awardedDate is no time",
        lambda: J(sign(good(awardedDate="yesterday"))),
        "I",
        ("MALFORMED_VALUE_ERROR",),
        verdicts=("malformed",),
    ),
    BadInput(
        "P922",
        "attendance that calls itself a micro-credential",
        lambda: J(sign(attendance(ecologyQuadrant="microCredential"))),
        "I",
        ("learning-rule",),
        verdicts=("malformed",),
    ),
    BadInput(
        "P923",
        "a partner who teaches and has not confirmed it",
        lambda: (J(at_uni_with_a_partner()), {UNI: J(diddoc(UNI))}),
        "V",
        ("partner-unconfirmed",),
        verdicts=("partnerUnconfirmed",),
    ),
    BadInput(
        "P924",
        "a famous name at a path of a shared host",
        lambda: (
            J(sign(good(UNI + ":mit"), method=UNI + ":mit#k1")),
            {UNI + ":mit": J(diddoc(UNI + ":mit"))},
        ),
        "V",
        ("issuer-unknown",),
        verdicts=("issuerUnknown",),
    ),
    BadInput(
        "P926",
        "a good credential that is no award",
        lambda: J(sign({**good(), "type": ["VerifiableCredential"]})),
        "I",
        ("not-a-credential",),
        verdicts=("notACredential",),
    ),
    BadInput(
        "P925",
        "no date at all",
        lambda: J(sign({k: v for k, v in good().items() if k != "validFrom"})),
        "I",
        ("MALFORMED_VALUE_ERROR", "shape"),
    ),
)
