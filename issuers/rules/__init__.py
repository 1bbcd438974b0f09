"""The learning rules: every MC-* code is one small cited function, and all broken ones are told at once.

They run on our drafts before anything is signed and on foreign documents at verification, so they are
total: whatever the document holds, they answer. They judge what values mean together; that each value has
the right form is the JSON Schema's matter (schemas/json). What they find does not depend on the order of
arrays that the signature leaves unordered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from issuers.rules import (
    accreditation,
    conformance,
    credit,
    evidence,
    kind,
    proportion,
    provision,
    quadrant,
    stacking,
)
from issuers.rules.breach import Breach, Severity
from issuers.rules.stacking import s6_credit_is_shown_once
from issuers.view import DEFAULT_POLICY, Badge, Policy

Rule = Callable[[Badge], Iterator[Breach]]

#: In the order in which a person would ask; the tuple is the table of contents.
RULES: Final[tuple[Rule, ...]] = (
    *quadrant.RULES,
    *credit.RULES,
    *accreditation.RULES,
    *kind.RULES,
    *provision.RULES,
    *stacking.RULES,
    *evidence.RULES,
    *conformance.RULES,
    *proportion.RULES,
)


def breaches(credential: object, policy: Policy = DEFAULT_POLICY) -> tuple[Breach, ...]:
    """Every rule that a credential breaks, warnings among them; pointers are into the credential."""
    return _broken(Badge.of(credential, policy))


def definition_breaches(
    achievement: object, issuer_id: str | None = None, policy: Policy = DEFAULT_POLICY
) -> tuple[Breach, ...]:
    """Every rule that a definition breaks before anything is awarded; pointers are into the achievement.

    `issuer_id` is who will issue it; without it the achievement's creator is taken.
    """
    return _broken(Badge.of_definition(achievement, issuer_id, policy))


def _broken(badge: Badge) -> tuple[Breach, ...]:
    found = (breach for rule in RULES for breach in rule(badge))
    return tuple(dict.fromkeys(found))  # the same fault told twice is one fault


def errors(found: tuple[Breach, ...]) -> tuple[Breach, ...]:
    return tuple(b for b in found if b.severity is Severity.ERROR)


def warnings(found: tuple[Breach, ...]) -> tuple[Breach, ...]:
    return tuple(b for b in found if b.severity is Severity.WARNING)


__all__ = [
    "RULES",
    "Breach",
    "Rule",
    "Severity",
    "breaches",
    "definition_breaches",
    "errors",
    "s6_credit_is_shown_once",
    "warnings",
]
