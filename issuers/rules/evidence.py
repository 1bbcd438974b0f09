"""MC-E: assessment records, evidence and portfolios hang together. metadata.md section 7."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from issuers.assessment import ID_VERIFIED, accepted, adjusted, passed
from issuers.document import Node
from issuers.rules.breach import Breach, error
from issuers.view import Badge, identifiers

#: Subresource Integrity (section 3.5) and Multibase digests, as VC Data Model 2.0 section 5.3 has them.
_SRI: Final = re.compile(r"sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==")
_MULTIBASE: Final = re.compile(r"u[A-Za-z0-9_-]{40,}|z[1-9A-HJ-NP-Za-km-z]{40,}")


def _called(outcome: Node) -> str:
    """An outcome by its words, cut where they run on."""
    words = outcome.text("name") or outcome.identifier or ""
    return words if len(words) <= 100 else words[:99] + "\u2026"


def e1_evidence_exists(badge: Badge) -> Iterator[Breach]:
    """MC-E1: every reference to evidence finds it among the credential's evidence."""
    known = identifiers(badge.evidence)
    for holder in (*badge.records, *badge.decision.many("portfolioItem")):
        for node in holder.many("evidenceRef"):
            if node.identifier not in known:
                yield error("MC-E1", node, "evidenceRef: give the id of an entry of evidence")


def e2_references_are_defined(badge: Badge) -> Iterator[Breach]:
    """MC-E2: methods, outcomes, result descriptions and rubric levels that are referred to are defined."""
    results = badge.result_descriptions
    levels = [level for r in results for level in r.many("rubricCriterionLevel")]
    methods, outcomes = identifiers(badge.methods), badge.outcome_ids
    places: list[tuple[tuple[Node, ...], str, frozenset[str], str]] = [
        (badge.methods, "coversOutcome", outcomes, "learningOutcome"),
        (badge.records, "assessmentMethodRef", methods, "assessmentMethod"),
        (badge.records, "provesOutcome", outcomes, "learningOutcome"),
        (badge.records, "resultDescriptionRef", identifiers(results), "resultDescription"),
        (badge.evidence, "provesOutcome", outcomes, "learningOutcome"),
        (badge.decision.many("portfolioItem"), "provesOutcome", outcomes, "learningOutcome"),
        (badge.subject.many("result"), "resultDescription", identifiers(results), "resultDescription"),
        (badge.subject.many("result"), "achievedLevel", identifiers(levels), "rubricCriterionLevel"),
        (results, "requiredLevel", identifiers(levels), "rubricCriterionLevel"),
    ]
    for holders, name, known, kind in places:
        for holder in holders:
            for node in holder.many(name):
                if node.identifier not in known:
                    yield error(
                        "MC-E2", node, f"{name}: give the id of an entry of {kind} in the achievement"
                    )


def e3_supervised_as_defined(badge: Badge) -> Iterator[Breach]:
    """MC-E3: supervision was as defined, or the adjustment is recorded with what it was and why.

    An adjusted examination (a learner with a disability, an illness on the day) is no fault: it is shown.
    decisions.md 4.1.
    """
    for record in badge.records:
        defined = {
            supervision
            for method in badge.methods_by_id.get(record.reference("assessmentMethodRef") or "", ())
            if (supervision := method.text("supervision")) is not None
        }
        done = record.text("supervision")
        if done is not None and defined and done not in defined and not adjusted(record):
            yield error(
                "MC-E3",
                record.get("supervision"),
                f"supervision: as defined ({' or '.join(sorted(defined))}), or add adjustment"
                " with what was different and the registrar's reasonKind",
            )


def e4_identity_is_recorded(badge: Badge) -> Iterator[Breach]:
    """MC-E4: where identity is said to be verified, how is recorded; the parts of a stack did it already."""
    if badge.route == "componentStack":
        return
    for record in badge.records:
        if record.text("supervision") not in ID_VERIFIED:
            continue
        identity = record.get("identityVerification")
        if identity.text("identityMethod") in (None, "none") or identity.text("assuranceLevel") is None:
            yield error(
                "MC-E4",
                identity,
                "identityVerification: say how identity was verified (identityMethod, assuranceLevel)",
            )


def e5_outcomes_are_proved(badge: Badge) -> Iterator[Breach]:
    """MC-E5: an assessment that was passed proves every learning outcome of an assessed award.

    Not asked of a record of experience, of a certificate of completion that assesses nothing, nor of a
    stack, whose parts prove them.
    """
    if not badge.awarded or badge.route == "componentStack" or badge.category in (None, "recordOfExperience"):
        return
    if badge.category == "nonFormalCertificate" and not badge.credit_bearing and not badge.assessed:
        return
    proved = {o for record in badge.records if passed(record) for o in record.texts("provesOutcome")}
    for outcome in badge.outcomes:
        if outcome.identifier is not None and outcome.identifier not in proved:
            node = badge.subject.get("assessmentRecord")
            yield error(
                "MC-E5",
                node,
                "provesOutcome: add this outcome to the record of the assessment that proved it:"
                f" {_called(outcome)}",
            )


def e6_recognition_is_decided(badge: Badge) -> Iterator[Breach]:
    """MC-E6: recognition, of a portfolio or of a stack, shows who decided, when, and by which criteria."""
    if badge.route not in ("rplPortfolio", "componentStack"):
        return
    decision = badge.decision
    for name, what in (
        ("decisionBy", "name who decided"),
        ("decidedOn", "give the day of the decision"),
        ("criteriaReference", "give the address of the published criteria"),
    ):
        if not decision.get(name).present:
            yield error("MC-E6", decision.get(name), f"{name}: {what}")
    if decision.text("recognitionOutcome") == "notRecognised":
        node = decision.get("recognitionOutcome")
        yield error("MC-E6", node, "recognitionOutcome: what was not recognised is not awarded")


def e7_portfolio_covers_outcomes(badge: Badge) -> Iterator[Breach]:
    """MC-E7: accepted portfolio items cover every outcome, and only accepted ones stand in the badge.

    An item that was judged insufficient stays in the panel's file. metadata.md sections 7 and 13.
    """
    if badge.route != "rplPortfolio":
        return
    items = badge.decision.many("portfolioItem")
    covered = {o for item in items if accepted(item) for o in item.texts("provesOutcome")}
    for outcome in badge.outcomes:
        if outcome.identifier is not None and outcome.identifier not in covered:
            yield error(
                "MC-E7",
                badge.decision.get("portfolioItem"),
                f"portfolioItem: add an accepted item that proves this outcome: {_called(outcome)}",
            )
    for item in items:
        if not accepted(item):
            yield error(
                "MC-E7", item, "portfolioItem: leave out what was not accepted; it stays in the panel's file"
            )


def e8_evidence_has_a_digest(badge: Badge) -> Iterator[Breach]:
    """MC-E8: evidence carries a digest, so that it cannot be exchanged afterwards."""
    for node in badge.evidence:
        sri, multibase = node.text("digestSRI"), node.text("digestMultibase")
        if (sri and _SRI.fullmatch(sri)) or (multibase and _MULTIBASE.fullmatch(multibase)):
            continue
        yield error(
            "MC-E8", node.get("digestSRI"), "digestSRI: give the digest of the evidence, such as sha384-..."
        )


RULES = (
    e1_evidence_exists,
    e2_references_are_defined,
    e3_supervised_as_defined,
    e4_identity_is_recorded,
    e5_outcomes_are_proved,
    e6_recognition_is_decided,
    e7_portfolio_covers_outcomes,
    e8_evidence_has_a_digest,
)
