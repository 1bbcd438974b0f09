"""Do the signatures fit the document? Asked only of keys that have passed key.py's question."""

from __future__ import annotations

from credentials.findings import Finding, Problem, failed, passed, unknown
from credentials.verification.case import Case
from credentials.verification.confirmations import confirmations
from credentials.verification.resolving import NoKey, key_of
from credentials.verification.signatories import MOST_PROOFS, proofs, to_judge
from credentials.verification.signatures import UNDECIDED, signature_problem


def proofs_verify(case: Case) -> Finding:
    """Does every signature of the issuer, and of the parties that the award names, fit the document?

    There must be one of the issuer's, and every one that claims to be the issuer's must verify: made with a
    known cryptosuite that fits the key, for `assertionMethod`, over exactly this document. A proof of an
    organisation that the award names as taking part is its confirmation, and must verify if its key can be
    had. Strangers' proofs are listed and never counted. Pass: so it is, with the note `other-proofs` where
    strangers signed too. Unknown: a cryptosuite that is not known here (`unsupported-cryptosuite`), or the
    document of a named party that has not been looked for (`remote-blocked`). Fail:
    `CRYPTOGRAPHIC_SECURITY_ERROR`; `PROOF_VERIFICATION_ERROR` (another purpose, a malformed proof, a
    `previousProof` that is not there); `PROOF_TRANSFORMATION_ERROR`; `alg-not-allowed`; `too-complex` (more
    than eight proofs, or a graph that takes unbounded work). Whether a proof has expired is asked with the
    dates. Facts: `confirmed`, `unconfirmed`, `strangers`, each a tuple of DIDs.

    https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
    https://www.imsglobal.org/spec/ob/v3p0/#verification
    """
    if len(proofs(case.document)) > MOST_PROOFS:
        detail = f"The document has more than {MOST_PROOFS} proofs."
        return failed("proof", detail, Problem("too-complex", detail, "/proof"))
    judged = to_judge(case)
    if not judged:
        detail = "The document carries no signature of the issuer."
        return failed("proof", detail, Problem("no-proof", detail, "/proof"))
    faults: list[Problem] = []
    doubts: list[Problem] = []
    for signatory in judged:
        key = key_of(case, signatory)
        if isinstance(key, NoKey):
            (doubts if key.undecided else faults).append(key.problem)
        elif (problem := signature_problem(case, signatory, key)) is not None:
            (doubts if problem.code in UNDECIDED else faults).append(problem)
    if faults:
        return failed("proof", faults[0].detail, *faults)
    if doubts:
        return unknown("proof", doubts[0].detail, *doubts)
    return _with_confirmations(case)


def _with_confirmations(case: Case) -> Finding:
    """The issuer's signatures are right; what have others added?"""
    others = confirmations(case)
    facts = {
        "confirmed": others.confirmed,
        "unconfirmed": others.unconfirmed,
        "strangers": others.strangers,
    }
    if others.refuted:
        detail = "The confirmation of a party that the award names does not fit."
        return failed("proof", detail, *others.refuted, **facts)
    if others.wants:
        detail = "The key document of a party that the award names has not been retrieved."
        return unknown("proof", detail, Problem("remote-blocked", detail), wants=others.wants, **facts)
    notes = ("other-proofs",) if others.strangers else ()
    return passed("proof", "The signature fits the document and the key.", notes=notes, **facts)
