"""Asking a profile's checks in their order, each only once its prerequisites hold.

No check sees another's answer: what one learnt and another needs is computed again from the case, which
is cheap beside the signature. So each can be read, tested and removed alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from credentials.evidence import Need
from credentials.findings import Finding, Result, skipped
from credentials.profiles import Check
from credentials.verification.case import Case


def ask(case: Case, checks: Iterable[Check]) -> tuple[Finding, ...]:
    """One finding per check, in order. A prerequisite that is not among the checks never holds."""
    results: dict[str, Result] = {}
    findings = []
    for check in checks:
        obstacle = _obstacle(check, results)
        if obstacle is None:
            finding = replace(check.ask(case), check=check.name)
            results[check.name] = finding.result
        else:
            finding = skipped(check.name, f"Not asked, because the answer to “{obstacle}” does not allow it.")
        findings.append(replace(finding, decisive=check.decisive))
    return tuple(findings)


def _obstacle(check: Check, results: dict[str, Result]) -> str | None:
    """The prerequisite that does not hold. A check that was not asked is absent from `results`."""
    for name in check.after:
        if results.get(name) not in (Result.PASS, Result.SKIPPED):
            return name
    for name in check.unless_failed:
        if results.get(name, Result.FAIL) is Result.FAIL:
            return name
    return None


def wanted(findings: Sequence[Finding]) -> tuple[Need, ...]:
    """What the first undecided decisive check wants before it can answer; empty when nothing would help."""
    for finding in findings:
        if finding.decisive and finding.wants:
            return finding.wants
    return ()
