"""The badge profile: the standard checks, and the two that only somebody who knows learning can ask.

The learning rules are a check of verification and a condition of signing, and live above both; so this
package hands them down as arguments (decisions.md 6.1). Nothing here knows a rule by name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from credentials.findings import Finding, Problem, failed, passed, skipped, unknown
from credentials.json_types import JsonObject
from credentials.profiles import Check, Profile
from credentials.verification.case import Case
from credentials.verification.checks.schema import form_problems
from credentials.verification.confirmations import confirmations
from credentials.verification.standard import STANDARD
from issuers.provision import CORE_ROLES
from issuers.rules import Breach, breaches, errors, warnings
from issuers.view import DEFAULT_POLICY, Badge, Policy, speaks_our_vocabulary
from schemas.bundle import canonical_url
from schemas.terms import CAIRN_CONTEXT, CREDENTIALS_V2, OB_3_0_1, OB_3_0_2, OB_3_0_3, OB_EXTENSIONS

#: What we issue under: exactly these, in this order (metadata.md, "Contexts and schema of a badge").
ISSUED_CONTEXTS: Final = (CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT)

#: More problems than anybody reads, of a foreign document; a draft of our own is told everything.
_MOST_PROBLEMS: Final = 100


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that the award says took a core part. As text it is its name."""

    id: str | None
    name: str
    roles: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def learning_rules(case: Case, policy: Policy = DEFAULT_POLICY) -> Finding:
    """Does the award keep the rules of its own vocabulary: credit, assessment, provision, stacking?

    Pass: no MC rule is broken; warnings are noted by their codes. Fail: `learning-rule` for each broken one,
    at the member meant, at most a hundred. Skipped: a badge without our vocabulary, whose members of the
    same name would mean something else. Never unknown: the document is all it takes. Facts: `rules`, the
    codes of the broken ones.

    docs/metadata.md
    """
    if not speaks_our_vocabulary(Badge.of(case.document).root):
        return skipped("learning", "The award does not use this vocabulary.")
    found = breaches(case.document, policy)
    broken = errors(found)
    notes = tuple(dict.fromkeys(breach.code for breach in warnings(found)))
    if not broken:
        return passed("learning", "The award keeps the rules of its vocabulary.", notes=notes)
    codes = tuple(dict.fromkeys(breach.code for breach in broken))
    problems = tuple(map(_problem, broken[:_MOST_PROBLEMS]))
    return failed("learning", f"The award breaks rules: {', '.join(codes)}.", *problems, rules=codes)


def partners_confirm(case: Case) -> Finding:
    """Has everybody with a core part in the award, besides its issuer, confirmed it by a signature?

    Pass: all of them have. Unknown: `partner-unconfirmed` for each that has not; the award stands as its
    issuer's word. Skipped: nobody else has a core part, or the award does not use our vocabulary. Facts:
    `partners`, those who have not confirmed, and `confirmed`, those who have.

    docs/metadata.md section 4; docs/verification.md
    """
    badge = Badge.of(case.document)
    if not speaks_our_vocabulary(badge.root):
        return skipped("partners", "The award does not use this vocabulary.")
    named = _partners(badge)
    if not named:
        return skipped("partners", "Nobody besides the issuer has a core part.")
    signed = frozenset(confirmations(case).confirmed)
    missing = tuple(partner for partner in named.values() if partner.id not in signed)
    confirmed = tuple(partner for partner in named.values() if partner.id in signed)
    if not missing:
        return passed("partners", "Every named partner has confirmed its part.", confirmed=confirmed)
    problems = tuple(
        Problem("partner-unconfirmed", "A named partner has not confirmed its part.", pointer)
        for pointer, partner in named.items()
        if partner.id not in signed
    )
    says = "Not every named partner has confirmed its part."
    return unknown("partners", says, *problems, partners=missing, confirmed=confirmed)


def _partners(badge: Badge) -> dict[str, Partner]:
    """Organisations other than the issuer with a core role, once each, by where they first stand."""
    roles: dict[str, set[str]] = {}
    for p in badge.participants:
        roles.setdefault(p.key, set()).update(p.roles.intersection(CORE_ROLES))
    found: dict[str, Partner] = {}
    seen = set[str]()
    for p in badge.participants:
        core = tuple(role for role in CORE_ROLES if role in roles[p.key])
        if core and p.id != badge.issuer_id and p.key not in seen:
            seen.add(p.key)
            found[p.node.pointer] = Partner(p.id, p.name or p.id or "", core)
    return found


def lint(document: JsonObject, policy: Policy = DEFAULT_POLICY) -> tuple[Problem, ...]:
    """Everything that keeps a draft from being signed: the context, the rules, and the JSON Schemas.

    A broken rule is told under its own code (`MC-...`), as to whoever defines an achievement. Where a rule
    and a schema speak of the same member the rule is heard, since it says what to do.
    """
    broken = errors(breaches(document, policy))
    spoken_for = {breach.pointer for breach in broken}
    form = tuple(p for p in form_problems(document) if p.pointer not in spoken_for)
    rules = (Problem(breach.code, breach.remedy, breach.pointer) for breach in broken)
    return (*_other_context(document), *rules, *form)


def _other_context(document: JsonObject) -> tuple[Problem, ...]:
    """We issue under one list of contexts only; others are for reading."""
    urls = document.get("@context")
    listed = urls if isinstance(urls, list) else []
    known = tuple(canonical_url(url) if isinstance(url, str) else None for url in listed)
    if known == ISSUED_CONTEXTS:
        return ()
    return (Problem("context-not-allowed", "The contexts are not those that we issue under.", "/@context"),)


def _problem(breach: Breach) -> Problem:
    return Problem("learning-rule", breach.remedy, breach.pointer)


_OPEN_BADGES: Final = (OB_3_0_3, OB_3_0_2, OB_3_0_1)
_CONTEXTS: Final = frozenset(
    {
        ISSUED_CONTEXTS,
        *((CREDENTIALS_V2, ob) for ob in _OPEN_BADGES),
        *((CREDENTIALS_V2, ob, OB_EXTENSIONS) for ob in _OPEN_BADGES),
    }
)

#: What this package adds to the standard questions. docs/verification.md is made of their docstrings.
LEARNING: Final[tuple[Check, ...]] = (
    Check("learning", learning_rules, after=("shape",)),
    Check("partners", partners_confirm, decisive=False, after=("proof",)),
)

#: The profile of every badge that we issue or verify.
BADGE: Final = Profile(name="badge", contexts=_CONTEXTS, checks=(*STANDARD, *LEARNING), lint=(lint,))


def profile_under(policy: Policy) -> Profile:
    """The badge profile of a deployment whose policy is not the default one."""
    if policy == DEFAULT_POLICY:
        return BADGE
    learning = (replace(LEARNING[0], ask=partial(learning_rules, policy=policy)), *LEARNING[1:])
    return replace(BADGE, checks=(*STANDARD, *learning), lint=(partial(lint, policy=policy),))
