"""MC-P: who does what is derived, complete, explained and adds up. metadata.md sections 4 and 13."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from issuers import provision as providing
from issuers.document import Node
from issuers.rules.breach import Breach, error
from issuers.view import Badge

_QUESTIONS: Final = {
    "contentDesign": "who decides what is learnt",
    "teaching": "who teaches",
    "assessment": "who judges the work",
    "qualityAssurance": "who checks the quality",
    "award": "who gives the credential",
}


def _as_set(name: str, value: object, node: Node) -> object:
    """A derived member's value in a form that compares without regard to order."""
    if name == "sector":
        return frozenset(node.texts("sector"))
    if name == "coreProcess":
        return frozenset(
            (row.text("process"), row.flag("directProvision"), frozenset(row.texts("through")))
            for row in node.many("coreProcess")
        )
    return value


def p1_derived_members_agree(badge: Badge) -> Iterator[Breach]:
    """MC-P1: every derived member that is sent is what the participants and their roles make it.

    Derivations: issuers/provision.py. A type of provider that cannot be derived, because only neutral
    organisations teach, assess or award, is asked for at the organisation's type.
    """
    parts, node = badge.participants, badge.provision
    if not parts:
        return
    right = Node(providing.derived(parts, node.text("learnerSummary"), badge.needed_roles))
    for name in (
        "providerType",
        "sector",
        "collaborationDepth",
        "brokered",
        "jointProvision",
        "industryInformed",
        "roleDisclosure",
        "coreProcess",
    ):
        sent, derived = node.get(name), right.get(name)
        if not sent.present or _as_set(name, sent.value, node) == _as_set(name, derived.value, right):
            continue
        value = derived.value
        right_one = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else value
        said = right_one if isinstance(right_one, str) else "what follows"
        yield error("MC-P1", sent, f"{name}: leave it out or send {said}; it follows from who has which role")
    if providing.provider_type(parts) is None and providing.holders(parts, *providing.DELIVERY_ROLES):
        yield error(
            "MC-P1",
            node.get("providerType"),
            "organisationType: an organisation that teaches, assesses or awards needs a sector of its own;"
            " qualityAssuranceAgency and assessmentServiceProvider have none",
        )


def p2_core_roles_are_named(badge: Badge) -> Iterator[Breach]:
    """MC-P2: somebody has every core role that this kind of award needs. metadata.md section 4."""
    named = {role for p in badge.participants for role in p.roles}
    for role in badge.needed_roles:
        if role not in named:
            node = badge.provision.get("participant")
            yield error("MC-P2", node, f"participantRole: say {_QUESTIONS[role]}; nobody has the role {role}")


def p3_sharing_is_explained(badge: Badge) -> Iterator[Breach]:
    """MC-P3: where several organisations share the work, or one brokers, it is explained. Section 4."""
    if not providing.shared(badge.participants) or badge.role_disclosure == "explained":
        return
    for p in badge.participants:
        if p.responsibility is None:
            node = p.node.get("responsibility")
            yield error("MC-P3", node, "responsibility: say in a sentence what this organisation answers for")
    if badge.provision.text("learnerSummary") is None:
        node = badge.provision.get("learnerSummary")
        yield error("MC-P3", node, "learnerSummary: explain to learners who does what, and who is paid")
    if not {role for p in badge.participants for role in p.roles}.issuperset(badge.needed_roles):
        node = badge.provision.get("participant")
        yield error("MC-P3", node, "participantRole: name who has each core role; the work is shared")


def p4_issuer_awards_or_is_mandated(badge: Badge) -> Iterator[Breach]:
    """MC-P4: the issuer awards, or shows the mandate of one who does. metadata.md section 2, M4."""
    if badge.issuer_id is None or not badge.participants:
        return
    awarding = {p.id for p in providing.holders(badge.participants, "award")}
    mandators = {
        place.get("issuingMandate").reference("mandator") for place in (badge.achievement, badge.root)
    }
    if badge.issuer_id in awarding or not awarding.isdisjoint(mandators - {None}):
        return
    node = (badge.root if badge.awarded else badge.achievement).get("issuingMandate")
    yield error(
        "MC-P4", node, "issuingMandate: name the awarding participant (mandator) for which this issuer acts"
    )


def p5_shares_add_up(badge: Badge) -> Iterator[Breach]:
    """MC-P5: delivery shares, where they are given, add up to 100 percent. metadata.md section 7."""
    total = providing.share_total(badge.participants)
    if total is not None and total != 100:
        node = badge.provision.get("participant")
        yield error("MC-P5", node, f"deliveryShare: the shares must add up to 100; these make {total}")


RULES = (
    p1_derived_members_agree,
    p2_core_roles_are_named,
    p3_sharing_is_explained,
    p4_issuer_awards_or_is_mandated,
    p5_shares_add_up,
)
