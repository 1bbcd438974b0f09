"""The one word to show and to act on, from what the checks found. Words for people: app/messages.

`outcome` (verification/report.py) is the technical result; an expired award and a forged one are both
"invalid", and only one of them is a reason for distrust. The worst true verdict is the headline, the
others follow as smaller lines. "True" matters: nothing that presupposes a good signature ("genuine, but
...") is said unless the signature was verified, and what could not be found out accuses nobody.

One table leads from each problem code to one verdict. Design: docs/verification.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from credentials.findings import Finding, Outcome, Problem, Result
from credentials.verification.outcome import outcome


class Verdict(StrEnum):
    """Worst first: this order decides which of several true verdicts is the headline."""

    NOT_A_CREDENTIAL = "notACredential"
    NOT_AUTHENTIC = "notAuthentic"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    MALFORMED = "malformed"
    NOT_READABLE = "notReadable"
    STATUS_UNKNOWN = "statusUnknown"
    ISSUER_UNKNOWN = "issuerUnknown"
    EXPIRED = "expired"
    NOT_YET_VALID = "notYetValid"
    REPLACED = "replaced"
    PARTNER_UNCONFIRMED = "partnerUnconfirmed"
    VALID = "valid"


#: Shown in green. Only ever the headline of a credential whose outcome is valid and whose issuer is known.
GREEN: Final = frozenset({Verdict.VALID, Verdict.PARTNER_UNCONFIRMED})
#: Can be said without having verified a signature.
_UNVERIFIED: Final = frozenset({Verdict.NOT_A_CREDENTIAL, Verdict.NOT_AUTHENTIC, Verdict.NOT_READABLE})
#: Can be said by a check that could not answer.
_UNDECIDED: Final = frozenset(
    {Verdict.NOT_READABLE, Verdict.STATUS_UNKNOWN, Verdict.ISSUER_UNKNOWN, Verdict.PARTNER_UNCONFIRMED}
)
#: Can be said by a check that is only informative.
_INFORMATIVE: Final = frozenset({Verdict.ISSUER_UNKNOWN, Verdict.PARTNER_UNCONFIRMED})
#: Checks whose failure means that nobody knows who wrote what is shown.
_AUTHENTICITY: Final = frozenset({"token", "shape", "soundness", "binding", "key", "proof"})

#: The verdict that each problem code of a check leads to.
VERDICTS: Final[Mapping[str, Verdict]] = {
    "not-a-credential": Verdict.NOT_A_CREDENTIAL,
    "no-proof": Verdict.NOT_A_CREDENTIAL,
    "token-type": Verdict.NOT_A_CREDENTIAL,
    # what is shown is not what was signed, or not by whom it says
    "shape": Verdict.NOT_AUTHENTIC,
    "context-not-allowed": Verdict.NOT_AUTHENTIC,
    "DATA_LOSS_DETECTION_ERROR": Verdict.NOT_AUTHENTIC,
    "too-complex": Verdict.NOT_AUTHENTIC,
    "alg-not-allowed": Verdict.NOT_AUTHENTIC,
    "header-not-allowed": Verdict.NOT_AUTHENTIC,
    "issuer-mismatch": Verdict.NOT_AUTHENTIC,
    "INVALID_VERIFICATION_METHOD_URL": Verdict.NOT_AUTHENTIC,
    "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID": Verdict.NOT_AUTHENTIC,
    "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT": Verdict.NOT_AUTHENTIC,
    "INVALID_VERIFICATION_METHOD": Verdict.NOT_AUTHENTIC,
    "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD": Verdict.NOT_AUTHENTIC,
    "malformed-key": Verdict.NOT_AUTHENTIC,
    "weak-key": Verdict.NOT_AUTHENTIC,
    "key-revoked": Verdict.NOT_AUTHENTIC,
    "key-not-valid-at-time": Verdict.NOT_AUTHENTIC,
    "CRYPTOGRAPHIC_SECURITY_ERROR": Verdict.NOT_AUTHENTIC,
    "PROOF_VERIFICATION_ERROR": Verdict.NOT_AUTHENTIC,
    "PROOF_TRANSFORMATION_ERROR": Verdict.NOT_AUTHENTIC,
    # genuinely signed, and wrong in itself
    "MALFORMED_VALUE_ERROR": Verdict.MALFORMED,
    "claim-mismatch": Verdict.MALFORMED,
    "learning-rule": Verdict.MALFORMED,
    # its state
    "revoked": Verdict.REVOKED,
    "suspended": Verdict.SUSPENDED,
    "expired": Verdict.EXPIRED,
    "not-yet-valid": Verdict.NOT_YET_VALID,
    # what could not be found out
    "unsupported-document": Verdict.NOT_READABLE,
    "unsupported-cryptosuite": Verdict.NOT_READABLE,
    "unsupported-key": Verdict.NOT_READABLE,
    "remote-blocked": Verdict.NOT_READABLE,
    "not-fetched": Verdict.NOT_READABLE,
    "remote-unreadable": Verdict.NOT_READABLE,
    "remote-limit": Verdict.STATUS_UNKNOWN,  # of the lists; a key document over the limit is `remote-blocked`
    "STATUS_RETRIEVAL_ERROR": Verdict.STATUS_UNKNOWN,
    "STATUS_VERIFICATION_ERROR": Verdict.STATUS_UNKNOWN,
    "STATUS_LIST_LENGTH_ERROR": Verdict.STATUS_UNKNOWN,
    "RANGE_ERROR": Verdict.STATUS_UNKNOWN,
    "status-unsupported": Verdict.STATUS_UNKNOWN,
    "issuer-unbound": Verdict.ISSUER_UNKNOWN,
    "issuer-unknown": Verdict.ISSUER_UNKNOWN,
    "partner-unconfirmed": Verdict.PARTNER_UNCONFIRMED,
}


def decide(findings: Sequence[Finding]) -> tuple[Verdict, tuple[Verdict, ...]]:
    """The headline, and the other true verdicts, worst first.

    Green needs three things at once: the outcome is valid, the check `identity` passed, and no problem
    led anywhere else. Where no code explains why it is not green, the fallback says the least.
    """
    signed = any(f.check == "proof" and f.result is Result.PASS for f in findings)
    true = {verdict for f in findings for p in f.problems if (verdict := _verdict(f, p, signed))}
    if not true - GREEN:
        true.add(_without_a_code(findings, signed))
    worst, *others = (verdict for verdict in Verdict if verdict in true)
    return worst, tuple(verdict for verdict in others if verdict is not Verdict.VALID)


def _verdict(finding: Finding, problem: Problem, signed: bool) -> Verdict | None:
    """What one problem lets us truly say; None where another check's problem is the reason to give."""
    if finding.result not in (Result.FAIL, Result.UNKNOWN):
        return None
    verdict = VERDICTS.get(problem.code, Verdict.MALFORMED)  # learning rules have numbers, no rows
    if not finding.decisive:
        return verdict if verdict in _INFORMATIVE and signed else None
    if finding.result is Result.UNKNOWN and verdict not in _UNDECIDED:
        verdict = Verdict.NOT_READABLE
    if verdict is Verdict.REVOKED and finding.facts.get("reason") == "replaced":
        verdict = Verdict.REPLACED
    if signed or verdict in _UNVERIFIED:
        return verdict
    if finding.result is Result.FAIL and finding.check in _AUTHENTICITY:
        return Verdict.NOT_AUTHENTIC
    return None


def _without_a_code(findings: Sequence[Finding], signed: bool) -> Verdict:
    identified = any(f.check == "identity" and f.result is Result.PASS for f in findings)
    match outcome(findings):
        case Outcome.VALID:
            return Verdict.VALID if identified else Verdict.ISSUER_UNKNOWN
        case Outcome.INVALID:
            return Verdict.MALFORMED if signed else Verdict.NOT_AUTHENTIC
        case Outcome.UNDECIDED:
            return Verdict.NOT_READABLE
