"""Is it in force at the moment of the check? Times are compared exactly; only the signer's clock gets leeway.

A verifier and an issuer whose clocks differ by a few minutes must not turn an award that has not begun into
a valid one, nor revive an expired one, so `validFrom` and `validUntil` have no tolerance: an award read
seconds too early is "not yet valid", which accuses nobody and passes by itself. A proof's `created` is only
the signer's word; five minutes are allowed there, so that a fast clock does not make its awards look odd.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from credentials.findings import Finding, Problem, failed, passed
from credentials.instants import parse_instant
from credentials.verification.case import Case
from credentials.verification.signatories import to_judge

#: How far a signer's clock may run ahead of ours (security page, D5).
CLOCK_SKEW: Final = timedelta(minutes=5)


def in_force(case: Case) -> Finding:
    """Does the moment of the check lie in the award's time, and in that of its proof?

    Pass: `validFrom` is not after the moment, `validUntil` and the proof's `expires`, where present, are
    after it; an award expires at the very instant of `validUntil`. Fail: `not-yet-valid`, `expired`, or
    `MALFORMED_VALUE_ERROR` for a date that is missing, is no instant with a time zone, or ends before it
    begins. Facts: `valid_from`, `valid_until`.

    https://www.w3.org/TR/vc-data-model-2.0/#validity-period
    https://www.w3.org/TR/vc-data-integrity/#proofs (`expires`)
    """
    problems = (*period_problems(case.document, case.at, start_required=True), *_proof_problems(case))
    period: dict[str, Any] = {
        "valid_from": parse_instant(case.document.get("validFrom")),
        "valid_until": parse_instant(case.document.get("validUntil")),
    }
    if problems:
        return failed("dates", problems[0].detail, *problems, **period)
    return passed("dates", "It is in force at the time of the check.", **period)


def list_in_force(case: Case) -> Finding:
    """Is a status list the current one? As for an award, but `validFrom` may be absent.

    https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistcredential
    """
    problems = (*period_problems(case.document, case.at, start_required=False), *_proof_problems(case))
    if problems:
        return failed("dates", problems[0].detail, *problems)
    return passed("dates", "The list is current.")


def period_problems(
    document: Mapping[str, Any], at: datetime, *, start_required: bool
) -> tuple[Problem, ...]:
    """What is wrong with a document's validity period at the moment `at`; every problem, not the first."""
    return tuple(_period_problems(document, at, start_required))


def _period_problems(document: Mapping[str, Any], at: datetime, start_required: bool) -> Iterator[Problem]:
    start, end = parse_instant(document.get("validFrom")), parse_instant(document.get("validUntil"))
    if start is None and (start_required or "validFrom" in document):
        yield _malformed("`validFrom` must be an instant with a time zone.", "/validFrom")
    if end is None and "validUntil" in document:
        yield _malformed("`validUntil` must be an instant with a time zone.", "/validUntil")
    if start is not None and end is not None and end < start:
        yield _malformed("It ends before it begins.", "/validUntil")
    if start is not None and at < start:
        yield Problem("not-yet-valid", f"It is valid from {document['validFrom']}.", "/validFrom")
    if end is not None and at >= end:
        yield Problem("expired", f"It was valid until {document['validUntil']}.", "/validUntil")


def _malformed(detail: str, pointer: str) -> Problem:
    return Problem("MALFORMED_VALUE_ERROR", detail, pointer)


def _proof_problems(case: Case) -> Iterator[Problem]:
    """The proofs' own times. A malformed one is the check `proof`'s business."""
    for signatory in to_judge(case):
        proof = signatory.proof or {}
        created, expires = parse_instant(proof.get("created")), parse_instant(proof.get("expires"))
        if created is not None and case.at < created - CLOCK_SKEW:
            detail = f"The proof says that it was made at {proof['created']}."
            yield Problem("not-yet-valid", detail, f"{signatory.pointer}/created")
        if expires is not None and case.at >= expires:
            detail = f"The proof was valid until {proof['expires']}."
            yield Problem("expired", detail, f"{signatory.pointer}/expires")
