"""MC-C: what a framework profile demands of those who declare it in `conformsTo`. metadata.md section 2."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from issuers.assessment import ID_VERIFIED, decides
from issuers.credit import plain
from issuers.document import Node
from issuers.provision import holders
from issuers.rules.breach import Breach, error
from issuers.view import Badge

PROFILES: Final = "https://w3id.org/cairn/mc/v1/profile#"
#: Dutch universities may offer from 1 ECTS until this day; afterwards, and elsewhere, from 3.
_NL_SMALL_UNTIL: Final = date(2027, 4, 30)
_NZ_LEVELS: Final = frozenset(str(level) for level in range(1, 11))


def _declares(badge: Badge, name: str) -> bool:
    return PROFILES + name in badge.achievement.texts("conformsTo")


def _points(badge: Badge, framework: str) -> list[tuple[Node, Decimal]]:
    return [
        (c.node.get("creditPoints"), c.points)
        for c in badge.awarded_credits
        if c.framework == framework and c.points is not None
    ]


def _levels(badge: Badge, framework: str) -> list[tuple[Node, str | None]]:
    return [
        (node.get("levelValue"), node.text("levelValue"))
        for node in badge.achievement.many("qualificationLevel")
        if node.text("levelFramework") == framework
    ]


def c1_eu_recommendation(badge: Badge) -> Iterator[Breach]:
    """MC-C1: `eu-2022-c243-02`: the mandatory elements of Annex I are not empty.

    Council Recommendation of 16 June 2022 (2022/C 243/02), Annex I. The learner and the date of issuing
    belong to an award, the rest to the definition.
    """
    if not _declares(badge, "eu-2022-c243-02"):
        return
    a = badge.achievement
    country = badge.root.get("issuer").get("address").get("addressCountryCode")
    elements = [
        ("name", a.get("name"), a.text("name") is not None),
        ("participant", badge.provision.get("participant"), bool(holders(badge.participants, "award"))),
        ("learningOutcome", a.get("learningOutcome"), bool(badge.outcomes)),
        (
            "notionalHours",
            a.get("workload").get("notionalHours"),
            a.get("workload").decimal("notionalHours") is not None,
        ),
        ("qualificationLevel", a.get("qualificationLevel"), a.get("qualificationLevel").present),
        ("assessmentMethod", a.get("assessmentMethod"), bool(badge.methods)),
        ("participationMode", a.get("participationMode"), bool(a.texts("participationMode"))),
        ("qaType", a.get("qualityAssurance").get("qaType"), bool(badge.qa_types - {"none"})),
    ]
    if badge.awarded:
        elements += [
            ("identifier", badge.subject.get("identifier"), badge.subject.get("identifier").present),
            ("addressCountryCode", country, country.present),
            ("awardedDate", badge.root.get("awardedDate"), badge.root.day("awardedDate") is not None),
        ]
    for name, node, said in elements:
        if not said:
            yield error("MC-C1", node, f"{name}: mandatory in the EU's Annex I, which conformsTo declares")


def c2_common_microcredential_framework(badge: Badge) -> Iterator[Breach]:
    """MC-C2: `emc-cmf`: 100 to 150 hours, 4 to 6 ECTS or 10 to 15 UK credits, EQF 4 to 7.

    And a summative assessment with verified identity. European MOOC Consortium, 2019.
    """
    if not _declares(badge, "emc-cmf"):
        return
    workload = badge.achievement.get("workload")
    hours = workload.decimal("notionalHours")
    if hours is None or not 100 <= hours <= 150:
        yield error("MC-C2", workload.get("notionalHours"), "notionalHours: 100 to 150 under the framework")
    ects, cats = _points(badge, "ects"), _points(badge, "uk-cats")
    if not any(4 <= p <= 6 for _, p in ects) and not any(10 <= p <= 15 for _, p in cats):
        node = badge.achievement.get("credit")
        yield error("MC-C2", node, "credit: 4 to 6 ECTS or 10 to 15 UK credits under the framework")
    if not any(value in ("4", "5", "6", "7") for _, value in _levels(badge, "eqf")):
        node = badge.achievement.get("qualificationLevel")
        yield error("MC-C2", node, "qualificationLevel: EQF 4 to 7 under the framework")
    if not any(decides(m) and m.text("supervision") in ID_VERIFIED for m in badge.methods):
        node = badge.achievement.get("assessmentMethod")
        yield error("MC-C2", node, "assessmentMethod: one that is summative with identity verified")


def c3_dutch_higher_education(badge: Badge) -> Iterator[Breach]:
    """MC-C3: `nl-hbo-wo`: 3 to 30 ECTS; from 1 until 2027-04-30, which the pilot allowed universities.

    Whether an institution is a university (wo) or of applied sciences (hbo) the badge does not say.
    """
    if not _declares(badge, "nl-hbo-wo"):
        return
    day = badge.award_day
    least = 1 if day is None or day <= _NL_SMALL_UNTIL else 3
    found = _points(badge, "ects")
    if not found:
        yield error("MC-C3", badge.achievement.get("credit"), f"credit: {least} to 30 ECTS")
    for node, points in found:
        if not least <= points <= 30:
            yield error("MC-C3", node, f"creditPoints: {least} to 30 ECTS")


def c4_new_zealand(badge: Badge) -> Iterator[Breach]:
    """MC-C4: `nz-nzqcf`: at most 40 credits of 10 hours each, at a level from 1 to 10. NZQA's rules."""
    if not _declares(badge, "nz-nzqcf"):
        return
    workload = badge.achievement.get("workload")
    hours = workload.decimal("notionalHours")
    found = _points(badge, "nz-nzqcf")
    if not found:
        yield error("MC-C4", badge.achievement.get("credit"), "credit: at most 40 credits of nz-nzqcf")
    for node, points in found:
        if points > 40:
            yield error("MC-C4", node, "creditPoints: at most 40")
        if hours != points * 10:
            node = workload.get("notionalHours")
            yield error("MC-C4", node, f"notionalHours: 10 for each credit, so {plain(points * 10)}")
    if not any(value in _NZ_LEVELS for _, value in _levels(badge, "nzqcf")):
        yield error("MC-C4", badge.achievement.get("qualificationLevel"), "qualificationLevel: nzqcf 1 to 10")


def c5_australia(badge: Badge) -> Iterator[Breach]:
    """MC-C5: `au-nmf`: at least one hour, assessed, and a statement of quality where no regulator stands in.

    National Microcredentials Framework, Australian Government 2021.
    """
    if not _declares(badge, "au-nmf"):
        return
    workload = badge.achievement.get("workload")
    hours = workload.decimal("notionalHours")
    if hours is None or hours < 1:
        yield error("MC-C5", workload.get("notionalHours"), "notionalHours: at least 1")
    if not badge.assessed:
        yield error(
            "MC-C5", badge.achievement.get("assessmentMethod"), "assessmentMethod: one that is summative"
        )
    regulated = bool(badge.accreditations) or badge.achievement.get("nationalRecognition").present
    quality = badge.achievement.get("qualityAssurance")
    if not regulated and quality.text("qaStatement") is None:
        yield error(
            "MC-C5", quality.get("qaStatement"), "qaStatement: say how quality is assured without a regulator"
        )


RULES = (
    c1_eu_recommendation,
    c2_common_microcredential_framework,
    c3_dutch_higher_education,
    c4_new_zealand,
    c5_australia,
)
