"""Bad badges, made on purpose: small builders that the cases combine.

But for `attendance`, they know nothing of our code: plain pyld and cryptography, as a careless issuer or an
attacker would use them. Keys are test keys from fixed seeds. Origin: the project's corpus of bad inputs.
"""

from __future__ import annotations

import base64
import copy
import gzip
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from typing import Any

import base58
import rfc8785
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld import jsonld

from issuers.achievement import complete
from issuers.award import build
from issuers.profile import Organisation
from schemas import bundle
from schemas.terms import CAIRN_CONTEXT, CAIRN_SCHEMA
from schemas.terms import CREDENTIALS_V2 as V2
from schemas.terms import OB_3_0_3 as OB

Json = dict[str, Any]


def loader(url: str, options: object = None) -> Json:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": bundle.document(url),
    }


def b64u(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def J(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def mb(data: bytes) -> str:
    return "z" + base58.b58encode(data).decode()


def unmb(text: str) -> bytes:
    return base58.b58decode(text[1:])


def key(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest())


A, E = key("issuer-a"), key("evil")  # the honest issuer, and the attacker


def mk(secret: Ed25519PrivateKey) -> str:
    return mb(b"\xed\x01" + secret.public_key().public_bytes_raw())


def didkey(secret: Ed25519PrivateKey) -> str:
    return "did:key:" + mk(secret)


DA, DE = didkey(A), didkey(E)
VMA, VME = f"{DA}#{mk(A)}", f"{DE}#{mk(E)}"


def good(issuer: str = DA, **changes: Any) -> Json:
    """An honest credential, unsigned."""
    return {
        "@context": [V2, OB],
        "id": "urn:uuid:9f0c1f7e-1111-4222-8333-944445555666",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example University"},
        "validFrom": "2026-01-01T00:00:00Z",
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
        **changes,
    }


def proof(method: str = VMA, **changes: Any) -> Json:
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-01T00:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        **changes,
    }


def canon(document: Json) -> bytes:
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": loader,
        "base": None,
    }
    text: str = jsonld.normalize(document, options)
    return text.encode()


def hashdata(document: Json, options: Json) -> bytes:
    document = {k: v for k, v in document.items() if k != "proof"}
    config = {k: v for k, v in options.items() if k != "proofValue"} | {"@context": document["@context"]}
    how: Callable[[Json], bytes] = rfc8785.dumps if "-jcs-" in options.get("cryptosuite", "") else canon
    return hashlib.sha256(how(config)).digest() + hashlib.sha256(how(document)).digest()


def sign(
    document: Json | None = None, secret: Ed25519PrivateKey = A, method: str | None = None, **options: Any
) -> Json:
    document = copy.deepcopy(document or good())
    made = proof(method or (VMA if secret is A else VME), **options)
    if "-jcs-" in made["cryptosuite"]:
        made["@context"] = document["@context"]
    made["proofValue"] = mb(secret.sign(hashdata(document, made)))
    return {**document, "proof": made}


def after(change: Callable[[Json], object], document: Json | None = None, **options: Any) -> Json:
    """Signed honestly, then tampered with."""
    signed = sign(document, **options)
    change(signed)
    return signed


def naive(document: Json) -> bool:
    """What a careless verifier concludes: the trap of a case is that this says yes."""
    made = document["proof"]
    public = A.public_key() if made["verificationMethod"] == VMA else E.public_key()
    try:
        public.verify(unmb(made["proofValue"]), hashdata(document, made))
    except Exception:  # whatever a careless verifier trips over
        return False
    return True


def jws(
    payload: object = None,
    header: object = None,
    secret: Ed25519PrivateKey = A,
    signature: bytes | None = None,
    raw_header: bytes | None = None,
) -> bytes:
    head = (
        raw_header
        if raw_header is not None
        else J({"alg": "EdDSA", "typ": "vc+jwt", "kid": VMA} if header is None else header)
    )
    message = f"{b64u(head)}.{b64u(J(good() if payload is None else payload))}"
    return f"{message}.{b64u(secret.sign(message.encode()) if signature is None else signature)}".encode()


def claims(document: Json | None = None) -> Json:
    """A credential with the registered claims that Open Badges asks for."""
    document = document or good()
    return {
        **document,
        "iss": document["issuer"]["id"],
        "sub": document["credentialSubject"]["id"],
        "jti": document["id"],
        "nbf": 1767225600,
    }


def hs256_with_the_public_key() -> bytes:
    message = f"{b64u(J({'alg': 'HS256', 'kid': VMA}))}.{b64u(J(good()))}"
    mac = hmac.new(A.public_key().public_bytes_raw(), message.encode(), "sha256").digest()
    return f"{message}.{b64u(mac)}".encode()


def enc(bits: bytes) -> str:
    return "u" + b64u(gzip.compress(bits, mtime=0))


LIST = "https://status.example/1"


def slist(
    bits: bytes = bytes(16384),
    url: str = LIST,
    purpose: str = "revocation",
    secret: Ed25519PrivateKey = A,
    issuer: str = DA,
    raw: str | None = None,
    **changes: Any,
) -> Json:
    return sign(
        {
            "@context": [V2],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": issuer,
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {
                "id": url + "#list",
                "type": "BitstringStatusList",
                "statusPurpose": purpose,
                "encodedList": raw or enc(bits),
            },
            **changes,
        },
        secret,
    )


def entry(index: object = "7", url: str = LIST, purpose: str = "revocation") -> Json:
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": index,
        "statusListCredential": url,
    }


def listed(**where: Any) -> Json:
    """An honest credential with a status entry."""
    return sign(good(credentialStatus=entry(**where)))


def setbit(index: int, length: int = 131072) -> bytes:
    bits = bytearray(length // 8)
    bits[index // 8] |= 128 >> (index % 8)
    return bytes(bits)


def diddoc(
    did: str, secret: Ed25519PrivateKey = A, relations: Sequence[str] = ("assertionMethod",), **method: Any
) -> Json:
    made = {
        "id": did + "#k1",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": mk(secret),
        **method,
    }
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [made],
        **{relation: [did + "#k1"] for relation in relations},
    }


UNI = "did:web:uni.test"


def at_uni(**changes: Any) -> Json:
    return sign(good(UNI, **changes), method=UNI + "#k1")


def clique(size: int) -> list[Json]:
    nodes = range(size)
    return [{"id": f"_:b{i}", "https://x.example/p": [{"id": f"_:b{j}"} for j in nodes]} for i in nodes]


IDENTITY_POINT = bytes([1]) + bytes(31)  # verifies everything in libraries that stand on OpenSSL


def weak(point: bytes = IDENTITY_POINT, signature: bytes = bytes([1]) + bytes(63)) -> Json:
    did = "did:key:" + mb(b"\xed\x01" + point)
    return {**good(did), "proof": {**proof(f"{did}#{did[8:]}"), "proofValue": mb(signature)}}


EC = ec.derive_private_key(0xC0FFEE, ec.SECP256R1())
N256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_P = EC.public_key().public_numbers()
MKE = mb(b"\x80\x24" + bytes([2 + (_P.y & 1)]) + _P.x.to_bytes(32, "big"))
DEC = "did:key:" + MKE


def ecsig(message: bytes, form: str = "raw", high: bool | None = None) -> bytes:
    r, s = utils.decode_dss_signature(EC.sign(message, ec.ECDSA(hashes.SHA256())))
    low = min(s, N256 - s)
    s = s if high is None else N256 - low if high else low
    return (
        utils.encode_dss_signature(r, s) if form == "der" else r.to_bytes(32, "big") + s.to_bytes(32, "big")
    )


def ecsign(suite: str = "ecdsa-rdfc-2019", form: str = "raw", high: bool | None = None) -> Json:
    document = good(DEC)
    made = proof(f"{DEC}#{MKE}", cryptosuite=suite)
    if "-jcs-" in suite:
        made["@context"] = document["@context"]
    made["proofValue"] = mb(ecsig(hashdata(document, made), form, high))
    return {**document, "proof": made}


def endorsed() -> Json:
    """An honest credential with somebody's signed endorsement of its achievement inside."""
    endorsement = sign(
        {
            "@context": [V2, OB],
            "id": "urn:uuid:9f0c1f7e-2222-4222-8333-944445555666",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Endorsement",
            "issuer": {"id": DE, "type": ["Profile"], "name": "Guild of Roboticists"},
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {
                "id": "urn:uuid:0a0a0a0a-1111-4222-8333-944445555666",
                "type": ["EndorsementSubject"],
                "endorsementComment": "Sound work",
            },
        },
        E,
    )
    document = good()
    document["credentialSubject"]["achievement"]["endorsement"] = [endorsement]
    return sign(document)


def two_proofs() -> Json:
    """The issuer's proof and a stranger's, both good, over the same document."""
    return {**good(), "proof": [sign()["proof"], sign(secret=E)["proof"]]}


def attendance(issuer: str = DA, *, provision: Json | None = None, **achievement: Any) -> Json:
    """An unsigned badge in our own vocabulary, complete and right but for what `achievement` changes."""
    organisation = Organisation(issuer, "Example University", "higherEducationInstitution")
    completed = complete(
        {
            "name": "Robotics day",
            "description": "A day with robots",
            "criteria": {"narrative": "Take part"},
            "credentialCategory": "recordOfExperience",
            "learningSetting": "informal",
            "workload": {"notionalHours": "6"},
            "participationMode": ["presential"],
            **({"provision": provision} if provision else {}),
        },
        achievement_id="https://uni.test/achievements/robotics/1",
        version=1,
        issuer=organisation,
    )
    return build(
        {**completed.document, **achievement},
        {"recipient": {"name": "Alice"}},
        credential_id="https://uni.test/credentials/1",
        issuer_profile=organisation.profile(),
        context_urls=(V2, OB, CAIRN_CONTEXT),
        schema_url=CAIRN_SCHEMA,
        status_entry=None,
        valid_from="2026-01-01T00:00:00Z",
        salt=bytes(16),
    )
