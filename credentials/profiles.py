"""A profile: which documents a door accepts, and which checks decide.

Variation is data. The badge profile lives in issuers/badge.py, because its learning rules live above
this package; the W3C test door is another row. What a row switches off is named `unsafe_...`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from credentials.findings import Finding, Problem
from credentials.json_types import JsonObject
from credentials.verification.case import Case


@dataclass(frozen=True, slots=True)
class Check:
    """One question and how its answer counts.

    `ask` answers it. `decisive`: a fail makes the outcome invalid, an unknown undecided. `after`:
    names of checks that must have passed (or been skipped for good reason) before this one is asked;
    otherwise it is skipped. `unless_failed`: names of checks whose failure makes this question idle,
    while their "unknown" does not (a key that is not known to be the issuer's can still be seen not to
    fit). The staging of decisions 3.3 (no fetch before shape passes, no status before the signature
    passes) is nothing but these prerequisites.
    """

    name: str
    ask: Callable[[Case], Finding]
    decisive: bool = True
    after: tuple[str, ...] = ()
    unless_failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of document: its contexts, its shape, its checks."""

    name: str
    #: exact, ordered lists of context URLs (canonical names, see schemas.bundle.canonical_url)
    contexts: frozenset[tuple[str, ...]]
    #: checks in the order a person would ask; the tuple is the table of contents
    checks: tuple[Check, ...]
    #: JSON Schema and rules that a draft must satisfy before it is signed; returns every problem at once
    lint: tuple[Callable[[JsonObject], tuple[Problem, ...]], ...] = field(default=())
