"""Is the key that is named one of the issuer's, and may it be relied on? Keys come from resolving.py."""

from __future__ import annotations

from credentials.evidence import Need
from credentials.findings import Finding, Problem, failed, passed, unknown
from credentials.verification.case import Case
from credentials.verification.resolving import Key, NoKey, key_of
from credentials.verification.signatories import to_judge
from credentials.verification.signatures import lifetime_problem


def keys_usable(case: Case) -> Finding:
    """Does the issuer's own document give this key for signing credentials, and was it in use?

    Each signature that claims to be the issuer's needs a key from the issuer's DID document: listed under
    `assertionMethod`, controlled by the issuer, not weak, not revoked at the time of the check, and not
    expired when it signed. did:key and did:jwk are their own documents; a did:web's is outside evidence.
    Pass: so it is; with the note `key-retired` if the key has expired since, `key-revoked-later` if its
    revocation is still to come. Unknown: the document could not be had (`remote-blocked`, `not-fetched`) or
    read (`remote-unreadable`), or the key is of a kind not known here (`unsupported-key`). Fail: the errors
    of Controlled Identifiers, `malformed-key`, `weak-key`, `key-revoked`, `key-not-valid-at-time`, and
    `issuer-mismatch` for a key that a token brings and the issuer's document does not have. A signer may
    backdate `created`, so a revoked key is refused whatever the proof says; expiry is compared with it.

    https://www.w3.org/TR/cid-1.0/#retrieve-verification-method
    https://www.w3.org/TR/cid-1.0/#verification-methods (`revoked`, `expires`)
    """
    faults: list[Problem] = []
    doubts: list[Problem] = []
    wants: list[Need] = []
    notes: list[str] = []
    judged = to_judge(case)
    if not judged:
        detail = "No signature names a key of the issuer."
        return failed("key", detail, Problem("issuer-mismatch", detail, "/issuer"))
    for signatory in judged:
        found = key_of(case, signatory)
        if isinstance(found, NoKey):
            (doubts if found.undecided else faults).append(found.problem)
            wants.extend(found.wants)
            continue
        problem = lifetime_problem(case, signatory, found)
        if problem is not None:
            faults.append(problem)
        notes.extend(_notes(case, found))
    if faults:
        return failed("key", faults[0].detail, *faults)
    if doubts:
        return unknown("key", doubts[0].detail, *doubts, wants=tuple(dict.fromkeys(wants)))
    return passed("key", "The key is one that the issuer gives for signing.", notes=(*dict.fromkeys(notes),))


def _notes(case: Case, key: Key) -> list[str]:
    """What to say of a key that may be relied on; so a revocation that it has lies ahead."""
    notes = []
    if key.expires is not None and case.at >= key.expires:
        notes.append("key-retired")
    if key.revoked is not None:
        notes.append("key-revoked-later")
    return notes
