"""Faults of ours or of a caller, as a tree. (What is wrong with a *presented* credential is a Finding.)

CredentialFault
├── Unreadable          bytes that are not a document at all: the sender's fault, do not retry
├── Unsound             JSON shape and signed graph may differ: never signed, never believed
├── TooComplex          canonicalising would run away: refused
├── Refused             a draft breaks rules; carries every finding at once
└── SignatureRejected   a signer returned bytes that its published key does not accept: our fault
"""

from __future__ import annotations

from credentials.findings import Problem


class CredentialFault(Exception):
    """Root of this package's errors."""


class Unreadable(CredentialFault):
    """The bytes are no JSON document that we read. `code` is the problem code."""

    def __init__(
        self, code: str, detail: str, *, pointer: str | None = None, sub_code: str | None = None
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.pointer = pointer
        self.sub_code = sub_code


class Unsound(CredentialFault):
    """What would be signed is not what is shown (docs/decisions: soundness)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class TooComplex(CredentialFault):
    """The graph would take unbounded work to canonicalise."""


class Refused(CredentialFault):
    """A draft may not be signed. All reasons, never only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(p.detail for p in problems))
        self.problems = problems


class SignatureRejected(CredentialFault):
    """A fresh signature does not verify under the published key: wrong slot, wrong key, broken device."""
