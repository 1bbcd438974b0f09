"""MC-S: what an award may promise about stacking, and whether its parts add up.

metadata.md sections 5 and 7. Evaluating a pathway is not done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from issuers.document import Node
from issuers.rules.breach import Breach, error
from issuers.view import Badge, credit_of

#: Ways to count that need no credit.
_WITHOUT_CREDIT = frozenset({"rpl", "nonCreditCollection"})


def s1_no_entitlement(badge: Badge) -> Iterator[Breach]:
    """MC-S1: stacking never entitles automatically; the receiving organisation decides. Section 5."""
    node = badge.stackability.get("automaticEntitlement")
    if node.present and node.value is not False:
        yield error("MC-S1", node, "automaticEntitlement: send false; the receiver always decides")


def s2_credit_stacks_only_with_credit(badge: Badge) -> Iterator[Breach]:
    """MC-S2: without credit there is none to stack: only recognition of prior learning, or a collection."""
    if badge.credit_bearing:
        return
    targets = badge.stackability.many("stackTarget")
    for target in targets:
        basis, countable = target.text("recognitionBasis"), target.get("maxCountable")
        if basis is not None and basis not in _WITHOUT_CREDIT:
            node = target.get("recognitionBasis")
            yield error("MC-S2", node, "recognitionBasis: without credit send rpl or nonCreditCollection")
        if countable.present:
            yield error("MC-S2", countable, "maxCountable: leave it out; no credit is awarded")
    status = badge.stackability.get("stackingStatus")
    collected = any(t.text("recognitionBasis") == "nonCreditCollection" for t in targets)
    if status.value == "stackable" and not collected:
        yield error("MC-S2", status, "stackingStatus: without credit send rplEligible or standAlone")


def s3_counts_at_most_its_credit(badge: Badge) -> Iterator[Breach]:
    """MC-S3: no more counts than was awarded, within one framework; across them the receiver converts."""
    offered: dict[str | None, Decimal] = {}
    for c in badge.awarded_credits:
        if c.points is not None:
            offered[c.framework] = max(offered.get(c.framework, c.points), c.points)
    for target in badge.stackability.many("stackTarget"):
        countable = credit_of(target.get("maxCountable"))
        limit = offered.get(countable.framework)
        if limit is not None and countable.points is not None and countable.points > limit:
            node = countable.node.get("creditPoints")
            yield error("MC-S3", node, f"maxCountable: at most {limit}, the credit that is awarded")


def s4_components_reach_the_award(badge: Badge) -> Iterator[Breach]:
    """MC-S4: the counted parts add up to the award, in a framework of the award."""
    components = badge.subject.many("countsComponent")
    if not badge.credit_bearing or (not components and badge.route != "componentStack"):
        return
    counted: dict[str | None, Decimal] = {}
    for component in components:
        c = credit_of(component.get("creditCounted"))
        counted[c.framework] = counted.get(c.framework, Decimal()) + (c.points or 0)
    awarded = [c for c in badge.awarded_credits if c.points is not None]
    if not any(counted.get(c.framework, 0) >= (c.points or 0) for c in awarded):
        node = badge.subject.get("countsComponent")
        yield error("MC-S4", node, "creditCounted: the parts must add up to the credit of the award")


def s5_component_counts_once(badge: Badge) -> Iterator[Breach]:
    """MC-S5: no component, and no achievement, counts twice."""
    components = badge.subject.many("countsComponent")
    for name in ("componentCredential", "componentAchievement"):
        seen: dict[str, int] = {}
        for component in components:
            target = component.reference(name)
            if target is not None:
                seen[target] = seen.get(target, 0) + 1
        if any(times > 1 for times in seen.values()):
            node = badge.subject.get("countsComponent")
            yield error("MC-S5", node, f"{name}: count each part once")


def s6_credit_is_shown_once(credentials: Iterable[object]) -> Iterator[Breach]:
    """MC-S6: a transcript (or CLR) shows credit on a macro-credential or on its parts, not on both.

    `credentials` are the documents in the order of the transcript; a breach's pointer begins with the
    index of the part among them. metadata.md section 7.
    """
    badges = [Badge.of(document) for document in credentials]
    counted = {
        part
        for badge in badges
        if badge.credit_bearing
        for component in badge.subject.many("countsComponent")
        if (part := component.reference("componentCredential")) is not None
    }
    for index, badge in enumerate(badges):
        if badge.credit_bearing and badge.root.text("id") in counted:
            node = Node(None, f"/{index}/credentialSubject/creditsEarned")
            yield error(
                "MC-S6",
                node,
                "creditsEarned: show the credit of this part once; another award in the transcript counts it",
            )


RULES = (
    s1_no_entitlement,
    s2_credit_stacks_only_with_credit,
    s3_counts_at_most_its_credit,
    s4_components_reach_the_award,
    s5_component_counts_once,
)
