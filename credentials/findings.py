"""What a check can say about a credential.

A failed check is news about the credential, not a fault in our program, so it is
returned, never raised. Exceptions (errors.py) mean that we could not do our job.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from credentials.evidence import Need


class Result(StrEnum):
    """One check's answer. `unknown` is neither `pass` nor `fail`, and is never shown as either."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"  # the question does not arise, or an earlier answer settled it


class Outcome(StrEnum):
    """The technical result of all decisive checks together. What a person is told is the verdict."""

    VALID = "valid"
    INVALID = "invalid"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a check did not pass, by the registered problem code (credentials/problems.py)."""

    code: str
    detail: str
    pointer: str | None = None  # RFC 6901, into the presented document


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's answer, in words, with what it learnt on the way.

    `facts` carries what later readers need (the reason of a revocation, the partner's name); its keys
    are documented by the check that sets them. `wants` is non-empty only with `unknown`.
    """

    check: str
    result: Result
    says: str
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    wants: tuple[Need, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    decisive: bool = True

    @property
    def problem(self) -> Problem | None:
        return self.problems[0] if self.problems else None


def passed(check: str, says: str, *, notes: tuple[str, ...] = (), **facts: object) -> Finding:
    return Finding(check, Result.PASS, says, notes=notes, facts=facts)


def failed(check: str, says: str, *problems: Problem, **facts: object) -> Finding:
    return Finding(check, Result.FAIL, says, problems, facts=facts)


def unknown(
    check: str, says: str, *problems: Problem, wants: tuple[Need, ...] = (), **facts: object
) -> Finding:
    return Finding(check, Result.UNKNOWN, says, problems, wants=wants, facts=facts)


def skipped(check: str, says: str, **facts: object) -> Finding:
    return Finding(check, Result.SKIPPED, says, facts=facts)
