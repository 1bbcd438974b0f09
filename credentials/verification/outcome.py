"""The technical result of a verification. Nothing else may call a credential valid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from credentials.findings import Finding, Outcome, Result

#: Checks that must have been answered with a pass: a report of skips proves nothing.
INDISPENSABLE: Final = frozenset({"soundness", "binding", "key", "proof"})


def outcome(findings: Iterable[Finding]) -> Outcome:
    """Invalid if a decisive check fails; valid if none is unknown and each indispensable one passes."""
    decisive = [finding for finding in findings if finding.decisive]
    results = {finding.result for finding in decisive}
    passes = {finding.check for finding in decisive if finding.result is Result.PASS}
    if Result.FAIL in results:
        return Outcome.INVALID
    if Result.UNKNOWN in results or not passes >= INDISPENSABLE:
        return Outcome.UNDECIDED
    return Outcome.VALID
