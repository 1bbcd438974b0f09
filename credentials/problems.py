"""Every kind of problem that this program names: its code, the URL that identifies it, and what to do.

The words here are constant per kind (RFC 9457, section 3.1.3); what happened this time is in a Problem's
`detail`. HTTP statuses are a table in app/api; which verdict a code leads to is a table in verdict.py.
A code that a feature needs is added with that feature, and a page of documentation is made of each row.

The standards' own codes keep their names and URLs: VC Data Model 2.0 "Problem Details", and "Processing
Errors" in Data Integrity 1.0, Controlled Identifiers 1.0 and Bitstring Status List 1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a problem of this kind does to an answer."""

    REQUEST = "request"  # the request is refused
    INVALID = "invalid"  # a check failed
    UNDECIDED = "undecided"  # a check could not answer
    NOTE = "note"  # said beside a passed check; changes nothing


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind. `url` is absolute where a standard owns it; ours are paths, completed with the public URL."""

    code: str
    url: str
    title: str
    means: str
    do: str
    kind: Kind
    source: str


_VCDM = ("https://www.w3.org/TR/vc-data-model#", "VC Data Model 2.0, Problem Details")
_DI = ("https://w3id.org/security#", "Data Integrity 1.0, Processing Errors")
_CID = ("https://w3id.org/security#", "Controlled Identifiers 1.0, Processing Errors")
_BSL = ("https://www.w3.org/ns/credentials/status-list#", "Bitstring Status List 1.0, Processing Errors")
_OURS = ("/problems/", "Cairn")

_ORIGINAL = "Ask the holder for the original file or link; copies get damaged."
_ISSUER = "Ask the issuer, by contact details found outside the credential."
_LATER = "Try again later; this says nothing against the holder."


def _row(owner: tuple[str, str], kind: Kind, code: str, title: str, means: str, do: str) -> ProblemType:
    return ProblemType(code, owner[0] + code, title, means, do, kind, owner[1])


_ROWS: Final = (
    # --- the request is refused ---------------------------------------------------------------
    _row(
        _VCDM, Kind.REQUEST, "PARSING_ERROR",
        "The document could not be read",
        "The bytes are not one JSON document in UTF-8, or not one compact JWT.",
        "Send the file exactly as it was downloaded.",
    ),
    _row(
        _OURS, Kind.REQUEST, "duplicate-member",
        "A member occurs twice",
        "An object has two members of one name, so that two readers may see two different documents.",
        "Remove one of them; a signed document with this fault cannot be trusted.",
    ),
    _row(
        _OURS, Kind.REQUEST, "too-deep",
        "The document is nested too deeply",
        "There are more levels of objects and arrays than any credential needs.",
        "Send a flatter document.",
    ),
    _row(
        _OURS, Kind.REQUEST, "too-large",
        "The document is too large",
        "The body, a string, or an array is over the limit that is named in the answer.",
        "Send less; large files belong in evidence, referred to by URL and digest.",
    ),
    _row(
        _OURS, Kind.REQUEST, "invalid-text",
        "A text has characters that cannot be kept",
        "A string holds a lone surrogate, a control character, or a number that is not finite.",
        "Send plain text without control characters.",
    ),
    _row(
        _OURS, Kind.REQUEST, "unknown-field",
        "A field is not known here",
        "The request has a field that this address does not take, perhaps misspelt.",
        "Compare the field with the API's description.",
    ),
    _row(
        _OURS, Kind.REQUEST, "unsupported-media-type",
        "The kind of body is not taken here",
        "The Content-Type is none that this address reads.",
        "Send one of the accepted media types.",
    ),
    _row(
        _OURS, Kind.REQUEST, "unauthorized",
        "A valid API key is needed",
        "There is no API key in the request, or none that is in force.",
        "Send `Authorization: Bearer <key>`.",
    ),
    _row(
        _OURS, Kind.REQUEST, "insufficient-scope",
        "The API key may not do this",
        "The key is good, but its scopes do not cover this request.",
        "Use a key with the scope that is named.",
    ),
    _row(
        _OURS, Kind.REQUEST, "not-found",
        "There is nothing here",
        "Nothing is at this address, or nothing that may be shown to you. We do not say which.",
        "Check the address.",
    ),
    _row(
        _OURS, Kind.REQUEST, "idempotency-conflict",
        "The idempotency key was used for something else",
        "An earlier request with this key had a different body.",
        "Use a new key for a new request.",
    ),
    _row(
        _OURS, Kind.REQUEST, "rate-limited",
        "Too many requests",
        "More requests came than this caller may make in this time.",
        "Wait for the time in `Retry-After`.",
    ),
    _row(
        _OURS, Kind.REQUEST, "busy",
        "The service is busy",
        "The request was good, but cannot be served at this moment.",
        "Wait for the time in `Retry-After`.",
    ),
    _row(
        _DI, Kind.REQUEST, "PROOF_GENERATION_ERROR",
        "The credential could not be signed",
        "The key's custodian gave no signature, or one that the published key does not accept.",
        "Try again later; the operator has been told.",
    ),
    # --- what was presented -------------------------------------------------------------------
    _row(
        _OURS, Kind.INVALID, "not-a-credential",
        "This is not an award",
        "The document is not a verifiable credential of a kind that makes awards.",
        "Ask the holder for the award's link or its signed file.",
    ),
    _row(
        _OURS, Kind.INVALID, "no-proof",
        "There is no signature",
        "The document carries no proof that anybody signed it.",
        "Ask the holder for the award's link or its signed file.",
    ),
    _row(
        _OURS, Kind.INVALID, "token-type",
        "This token is not a credential",
        "The JWT says that it is of another kind, for instance an access token.",
        "Ask the holder for the award itself.",
    ),
    _row(
        _VCDM, Kind.INVALID, "MALFORMED_VALUE_ERROR",
        "A value is malformed",
        "A member does not have the form that the standard requires.",
        _ISSUER,
    ),
    _row(
        _OURS, Kind.INVALID, "shape",
        "The document has a form in which its parts can hide",
        (
            "A member's name, an empty array, a null or a nested array lets the signed statements differ "
            "from those that are seen."
        ),
        _ORIGINAL,
    ),
    _row(
        _OURS, Kind.INVALID, "context-not-allowed",
        "The document's vocabulary is not one that we know",
        (
            "The meaning of its members is fixed by `@context`. An unknown last entry leaves it undecided; "
            "inline, nested, reordered or redefined contexts can change what a signed word means and are "
            "refused."
        ),
        _ISSUER,
    ),
    _row(
        _DI, Kind.INVALID, "DATA_LOSS_DETECTION_ERROR",
        "Part of the document is not covered by the signature",
        "A member, type or identifier has no meaning in the document's contexts, so that nobody signed it.",
        _ORIGINAL,
    ),
    _row(
        _OURS, Kind.INVALID, "too-complex",
        "The document is too complex to check",
        "Its graph would take unbounded work to bring into canonical form, or it has too many proofs.",
        _ORIGINAL,
    ),
    _row(
        _OURS, Kind.INVALID, "claim-mismatch",
        "The token and the credential in it disagree",
        "`iss`, `sub`, `jti`, `nbf` or `exp` says something other than the credential, or is missing.",
        _ISSUER,
    ),
    _row(
        _OURS, Kind.INVALID, "alg-not-allowed",
        "The signature algorithm is not allowed",
        "The JWT names an algorithm that gives no security here, or that does not fit the key.",
        _ORIGINAL,
    ),
    _row(
        _OURS, Kind.INVALID, "header-not-allowed",
        "The token's header has members that are not allowed",
        "A header may name the key, never bring or fetch one by another road, nor change what is signed.",
        _ORIGINAL,
    ),
    _row(
        _OURS, Kind.INVALID, "learning-rule",
        "A rule of the learning design is broken",
        "The award contradicts itself, for instance credit without assessment. The rule is named.",
        _ISSUER,
    ),
    # --- who signed ---------------------------------------------------------------------------
    _row(
        _OURS, Kind.INVALID, "issuer-mismatch",
        "It was not signed by the issuer that it names",
        "No signature was made with a key of the named issuer.",
        _ORIGINAL,
    ),
    _row(
        _CID, Kind.INVALID, "INVALID_VERIFICATION_METHOD_URL",
        "The key's address is malformed",
        "The proof does not say by a valid URL which key made it.",
        _ORIGINAL,
    ),
    _row(
        _CID, Kind.INVALID, "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID",
        "The issuer's key document belongs to somebody else",
        "The document found at the issuer's identifier names another identifier.",
        _ISSUER,
    ),
    _row(
        _CID, Kind.INVALID, "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT",
        "The issuer's key document is malformed",
        "What was found at the issuer's identifier is not a controlled identifier document.",
        _ISSUER,
    ),
    _row(
        _CID, Kind.INVALID, "INVALID_VERIFICATION_METHOD",
        "The key is not one of the issuer's",
        "The issuer's document does not list the key that the proof names, or not as its own.",
        _ORIGINAL,
    ),
    _row(
        _CID, Kind.INVALID, "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD",
        "The key may not sign credentials",
        "The issuer's document lists the key, but not for making statements (`assertionMethod`).",
        _ORIGINAL,
    ),
    _row(
        _OURS, Kind.INVALID, "malformed-key",
        "The key is malformed",
        "The bytes given as a public key are none.",
        _ORIGINAL,
    ),
    _row(
        _OURS, Kind.INVALID, "weak-key",
        "The key protects nothing",
        "Signatures can be made for this key without knowing any secret.",
        _ORIGINAL,
    ),
    _row(
        _OURS, Kind.INVALID, "key-revoked",
        "The issuer has revoked the key",
        "The issuer declared that this key may no longer be relied on, for instance because it was stolen.",
        "Ask the issuer for the award's new edition.",
    ),
    _row(
        _OURS, Kind.INVALID, "key-not-valid-at-time",
        "The key was not in use at that time",
        "The signature was made, by its own date, after the key had expired.",
        _ISSUER,
    ),
    # --- the signature ------------------------------------------------------------------------
    _row(
        _VCDM, Kind.INVALID, "CRYPTOGRAPHIC_SECURITY_ERROR",
        "The signature does not fit the document",
        "The document was changed after signing, or the signature is not by the key that is named.",
        _ORIGINAL,
    ),
    _row(
        _DI, Kind.INVALID, "PROOF_VERIFICATION_ERROR",
        "The proof is malformed or made for another purpose",
        (
            "A proof has a wrong purpose, a wrong encoding, a malformed date, or refers to a proof that is "
            "not there."
        ),
        _ORIGINAL,
    ),
    _row(
        _DI, Kind.INVALID, "PROOF_TRANSFORMATION_ERROR",
        "The document cannot be brought into canonical form",
        "What was to be signed cannot be transformed as the cryptosuite says.",
        _ORIGINAL,
    ),
    # --- its state ----------------------------------------------------------------------------
    _row(
        _OURS, Kind.INVALID, "expired",
        "It has expired",
        "The time until which it is valid has passed.",
        "Ask the holder whether it has been renewed.",
    ),
    _row(
        _OURS, Kind.INVALID, "not-yet-valid",
        "It is not valid yet",
        "The time from which it is valid has not come.",
        "Check again then.",
    ),
    _row(
        _OURS, Kind.INVALID, "revoked",
        "The issuer has withdrawn it",
        "The issuer's signed status list says that this award no longer stands.",
        "Do not rely on it; ask the holder or the issuer.",
    ),
    _row(
        _OURS, Kind.INVALID, "suspended",
        "The issuer has paused it",
        "The issuer's signed status list says that this award is on hold.",
        "Do not decide today; check again later.",
    ),
    # --- what could not be found out ----------------------------------------------------------
    _row(
        _OURS, Kind.UNDECIDED, "unsupported-document",
        "This is a kind of award that we cannot check",
        "It is a verifiable credential of a version or kind that this service does not read yet.",
        "Check it at its issuer.",
    ),
    _row(
        _OURS, Kind.UNDECIDED, "unsupported-cryptosuite",
        "This is a kind of signature that we cannot check",
        "The proof uses a cryptosuite, a chain or a proof type that this service does not know.",
        "Check it at its issuer.",
    ),
    _row(
        _OURS, Kind.UNDECIDED, "unsupported-key",
        "This is a kind of key that we cannot use",
        "The key, or the identifier that leads to it, is of a kind that this service does not know.",
        "Check it at its issuer.",
    ),
    _row(
        _OURS, Kind.UNDECIDED, "issuer-unbound",
        "The key is not tied to the issuer that is named",
        (
            "The signature is right under the key that it came with, but nothing shows that the key is the "
            "issuer's."
        ),
        _ISSUER,
    ),
    _row(
        _OURS, Kind.UNDECIDED, "issuer-unknown",
        "We cannot tell who the issuer is",
        (
            "The signature is the named key's, but no register that is loaded here and no domain vouches "
            "for its holder's name."
        ),
        _ISSUER,
    ),
    _row(
        _OURS, Kind.UNDECIDED, "remote-blocked",
        "An outside document could not be retrieved",
        (
            "A document that is needed was not there, not reachable, or at an address that we do not visit."
            " The answer is the same for all of these."
        ),
        _LATER,
    ),
    _row(
        _OURS, Kind.UNDECIDED, "remote-limit",
        "An outside document is too large",
        "A document that is needed is larger, slower or unpacks to more than we accept.",
        _LATER,
    ),
    _row(
        _OURS, Kind.UNDECIDED, "not-fetched",
        "An outside document was not asked for",
        "A document that is needed is not of this deployment, and this deployment does not fetch others.",
        "Check it at its issuer.",
    ),
    _row(
        _OURS, Kind.UNDECIDED, "remote-unreadable",
        "An outside document is unreadable",
        "What came back is not a JSON document, so that it neither confirms nor contradicts anything.",
        _LATER,
    ),
    _row(
        _BSL, Kind.UNDECIDED, "STATUS_RETRIEVAL_ERROR",
        "The status list could not be retrieved",
        "Whether the award still stands is not known, because the issuer's list could not be had.",
        _LATER,
    ),
    _row(
        _BSL, Kind.UNDECIDED, "STATUS_VERIFICATION_ERROR",
        "The status list cannot be believed",
        "The list is not signed by the issuer, is another list, is out of date, or cannot be unpacked.",
        _LATER,
    ),
    _row(
        _BSL, Kind.UNDECIDED, "STATUS_LIST_LENGTH_ERROR",
        "The status list is too short",
        "The list has fewer entries than are needed for one of them to be private.",
        _ISSUER,
    ),
    _row(
        _VCDM, Kind.UNDECIDED, "RANGE_ERROR",
        "The status list has no such entry",
        "The award's index is beyond the end of the issuer's list.",
        _ISSUER,
    ),
    _row(
        _OURS, Kind.UNDECIDED, "status-unsupported",
        "This is a kind of status that we cannot check",
        "The award has a status entry of a type, size or purpose that this service does not know.",
        "Check it at its issuer.",
    ),
    _row(
        _OURS, Kind.UNDECIDED, "partner-unconfirmed",
        "A named partner has not confirmed its part",
        "The issuer says that the partner took part; the partner has not signed.",
        "Ask the partner if its part matters to you.",
    ),
    # --- notes --------------------------------------------------------------------------------
    _row(
        _OURS, Kind.NOTE, "key-retired",
        "The key is no longer in use",
        "The signature was made while the key was in use; the issuer has since taken another.",
        "Nothing.",
    ),
    _row(
        _OURS, Kind.NOTE, "key-revoked-later",
        "The issuer has announced the end of the key",
        "The key's revocation lies after the time of this check.",
        "Check again after that time.",
    ),
    _row(
        _OURS, Kind.NOTE, "status-index-integer",
        "The status index is a number",
        "The standard wants a string; Open Badges' own examples have a number, which is unambiguous.",
        "Nothing.",
    ),
    _row(
        _OURS, Kind.NOTE, "status-entries-several",
        "There are several status entries",
        "Open Badges' schema allows one; an award that can be revoked and paused needs two.",
        "Nothing.",
    ),
    _row(
        _OURS, Kind.NOTE, "other-proofs",
        "Others have signed too",
        (
            "There are proofs of parties that the award does not name; they were not checked and count for "
            "nothing."
        ),
        "Nothing.",
    ),
)  # fmt: skip

#: Every kind of problem, by its code.
PROBLEM_TYPES: Final[Mapping[str, ProblemType]] = {row.code: row for row in _ROWS}


def type_of(code: str) -> ProblemType:
    """The kind that `code` belongs to; the learning rules' own numbers (`MC-...`) are all of one kind.

    Raises KeyError for a code that nobody registered.
    """
    return PROBLEM_TYPES["learning-rule" if code.startswith("MC-") else code]
