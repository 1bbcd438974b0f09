"""A badge, or its definition alone, as the learning rules see it: facts, each computed once.

Facts that the vocabulary calls derived (credit-bearing, bundled, quadrant) are derived here from what
they follow from, never taken from what the document claims; rules compare the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from issuers import assessment, credit, taxonomy
from issuers import provision as providing
from issuers.document import Node, by_id
from schemas.bundle import canonical_url
from schemas.terms import CAIRN_CONTEXT


@dataclass(frozen=True, slots=True)
class Policy:
    """What a deployment may set. Learning rules read nothing else from outside the document.

    `small_volume` in ECTS, or the same part of a year in another framework: a larger micro-credential
    earns a warning. `micro_type_elsewhere_is_error`: the EU, UNESCO and Australia call assessed
    credentials without credit micro-credentials too; false turns that refusal into a warning (metadata D1).
    """

    small_volume: Decimal = Decimal(30)
    micro_type_elsewhere_is_error: bool = True


DEFAULT_POLICY: Final = Policy()


@dataclass(frozen=True, slots=True)
class Credit:
    """One CreditValue. `points` is None where it is not a decimal."""

    node: Node
    framework: str | None
    points: Decimal | None
    status: str | None
    authority: str | None


def credit_of(node: Node) -> Credit:
    return Credit(
        node,
        node.text("creditFramework"),
        node.decimal("creditPoints"),
        node.text("creditStatus"),
        node.reference("creditAuthority"),
    )


def speaks_our_vocabulary(document: Node) -> bool:
    """Is our context among the document's, by whatever URL a deployment serves it?

    Without it our terms mean nothing there, whatever they are called.
    """
    urls = (n.value for n in document.many("@context"))
    return any(isinstance(url, str) and canonical_url(url) == CAIRN_CONTEXT for url in urls)


@dataclass(frozen=True)
class Badge:
    """The facts. `awarded`: there is a credential around the achievement, not a definition alone."""

    root: Node
    achievement: Node
    awarded: bool
    issuer_id: str | None
    policy: Policy = field(default=DEFAULT_POLICY)

    @staticmethod
    def of(credential: object, policy: Policy = DEFAULT_POLICY) -> Badge:
        root = Node(credential)
        achievement = root.get("credentialSubject").get("achievement")
        return Badge(root, achievement, True, root.reference("issuer"), policy)

    @staticmethod
    def of_definition(achievement: object, issuer_id: str | None, policy: Policy = DEFAULT_POLICY) -> Badge:
        node = Node(achievement)
        return Badge(Node(None), node, False, issuer_id or node.reference("creator"), policy)

    # --- the achievement ------------------------------------------------------------------------

    @cached_property
    def category(self) -> str | None:
        return self.achievement.text("credentialCategory")

    @cached_property
    def setting(self) -> str | None:
        return self.achievement.text("learningSetting")

    @cached_property
    def intersections(self) -> frozenset[str]:
        return frozenset(self.achievement.texts("ecologyIntersection"))

    @cached_property
    def credits(self) -> tuple[Credit, ...]:
        return tuple(credit_of(n) for n in self.achievement.many("credit"))

    @cached_property
    def awarded_credits(self) -> tuple[Credit, ...]:
        """Academic credit that is awarded: not recommended, not transferred in, not nought, not CEU."""
        return tuple(
            c
            for c in self.credits
            if c.status == "awarded" and c.points != 0 and c.framework not in credit.NOT_ACADEMIC
        )

    @cached_property
    def credit_bearing(self) -> bool:
        """Derived: some academic credit is awarded (metadata section 13)."""
        return bool(self.awarded_credits)

    @cached_property
    def unit_count(self) -> int:
        """How many units are named; one that is named twice by the same id is one."""
        units = self.achievement.many("unit")
        return len({n.text("id") or n.pointer for n in units if n.present})

    @cached_property
    def bundled(self) -> bool:
        """Derived: two or more units are taken as one offering (metadata section 13)."""
        return self.unit_count > 1

    @cached_property
    def quadrant(self) -> str:
        return taxonomy.quadrant(credit_bearing=self.credit_bearing, bundled=self.bundled)

    @cached_property
    def outcomes(self) -> tuple[Node, ...]:
        return self.achievement.many("learningOutcome")

    @cached_property
    def outcome_ids(self) -> frozenset[str]:
        return identifiers(self.outcomes)

    @cached_property
    def methods(self) -> tuple[Node, ...]:
        return self.achievement.many("assessmentMethod")

    @cached_property
    def methods_by_id(self) -> Mapping[str, list[Node]]:
        return by_id(self.methods)

    @cached_property
    def result_descriptions(self) -> tuple[Node, ...]:
        return self.achievement.many("resultDescription")

    @cached_property
    def assessed(self) -> bool:
        """Does some method judge learning so that the award depends on it?"""
        return assessment.any_decides(self.methods)

    @cached_property
    def accreditations(self) -> tuple[Node, ...]:
        return self.achievement.many("accreditation")

    @cached_property
    def qa_types(self) -> frozenset[str]:
        return frozenset(self.achievement.get("qualityAssurance").texts("qaType"))

    @cached_property
    def provision(self) -> Node:
        return self.achievement.get("provision")

    @cached_property
    def participants(self) -> tuple[providing.Participant, ...]:
        return providing.participants(self.provision)

    @cached_property
    def needed_roles(self) -> tuple[str, ...]:
        return providing.needed_roles(
            category=self.category,
            routes=self.achievement.texts("awardRouteOffered"),
            qa_types=self.qa_types,
            assessed=self.assessed,
        )

    @cached_property
    def role_disclosure(self) -> str:
        return providing.role_disclosure(
            self.participants, self.provision.text("learnerSummary"), self.needed_roles
        )

    @cached_property
    def stackability(self) -> Node:
        return self.achievement.get("stackability")

    # --- the award ------------------------------------------------------------------------------

    @cached_property
    def subject(self) -> Node:
        return self.root.get("credentialSubject")

    @cached_property
    def route(self) -> str | None:
        return self.subject.text("awardRoute")

    @cached_property
    def records(self) -> tuple[Node, ...]:
        return self.subject.many("assessmentRecord")

    @cached_property
    def evidence(self) -> tuple[Node, ...]:
        return self.root.many("evidence")

    @cached_property
    def decision(self) -> Node:
        return self.subject.get("recognitionDecision")

    @cached_property
    def award_day(self) -> date | None:
        """The day of the award: `awardedDate`, or where that is missing `validFrom`."""
        return self.root.day("awardedDate") or self.root.day("validFrom")


def identifiers(nodes: Iterable[Node]) -> frozenset[str]:
    return frozenset(i for n in nodes if (i := n.identifier) is not None)
