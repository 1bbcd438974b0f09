"""MC-Q1, Q7 to Q13, Q18: the place in the credential ecology, and whether setting and category fit it.

metadata.md section 3 has the tables, section 13 what changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from issuers import taxonomy
from issuers.rules.breach import Breach, error
from issuers.view import Badge


def _listed(codes: frozenset[str]) -> str:
    return " or ".join(sorted(codes))


def q1_quadrant_is_derived(badge: Badge) -> Iterator[Breach]:
    """MC-Q1: a quadrant that is sent is the one that credit and units make. metadata.md section 3."""
    node = badge.achievement.get("ecologyQuadrant")
    if node.present and node.value != badge.quadrant:
        yield error("MC-Q1", node, f"ecologyQuadrant: leave it out or send {badge.quadrant}; it is derived")


def q7_category_has_a_place(badge: Badge) -> Iterator[Breach]:
    """MC-Q7: the category may stand in this quadrant at all. metadata.md section 3, table of cells."""
    if badge.category is None or badge.category not in taxonomy.SETTINGS_OF_CATEGORY:
        return
    if taxonomy.cell(badge.category, badge.quadrant)[0] is not taxonomy.Cell.REJECTED:
        return
    fitting = frozenset(
        c
        for c in taxonomy.SETTINGS_OF_CATEGORY
        if taxonomy.cell(c, badge.quadrant)[0] is not taxonomy.Cell.REJECTED
    )
    yield error(
        "MC-Q7",
        badge.achievement.get("credentialCategory"),
        f"credentialCategory: a {badge.quadrant} is {_listed(fitting)};"
        " or change the credit or the units that make it one",
    )


def q8_intersection_is_declared(badge: Badge) -> Iterator[Breach]:
    """MC-Q8: a place that only an intersection opens has that intersection. metadata.md sections 3 and 13."""
    kind, needed = taxonomy.cell(badge.category or "", badge.quadrant)
    if kind is taxonomy.Cell.WITH_INTERSECTION and needed not in badge.intersections:
        yield error(
            "MC-Q8",
            badge.achievement.get("ecologyIntersection"),
            f"ecologyIntersection: add {needed} if that is what this is;"
            f" only so may a {badge.category} be a {badge.quadrant}",
        )


def q9_setting_fits_category(badge: Badge) -> Iterator[Breach]:
    """MC-Q9: the setting of the award process fits the category. metadata.md sections 2 and 3."""
    allowed = taxonomy.SETTINGS_OF_CATEGORY.get(badge.category or "")
    if allowed is not None and badge.setting is not None and badge.setting not in allowed:
        yield error(
            "MC-Q9",
            badge.achievement.get("learningSetting"),
            f"learningSetting: for a {badge.category} send {_listed(allowed)}",
        )


def q10_macro_is_formal_and_accredited(badge: Badge) -> Iterator[Breach]:
    """MC-Q10: a macro-credential is formal, and accredited. metadata.md section 3."""
    if badge.quadrant != "macroCredential":
        return
    if badge.setting not in (None, "formal"):
        node = badge.achievement.get("learningSetting")
        yield error("MC-Q10", node, "learningSetting: a macro-credential is formal")
    if not badge.accreditations:
        node = badge.achievement.get("accreditation")
        yield error("MC-Q10", node, "accreditation: say who accredits this macro-credential's organisation")


def q11_micro_setting(badge: Badge) -> Iterator[Breach]:
    """MC-Q11: a micro-credential is awarded in a formal or semi-formal setting. metadata.md section 3."""
    if badge.quadrant != "microCredential" or badge.setting is None:
        return
    allowed = taxonomy.SETTINGS_OF_QUADRANT["microCredential"]
    if badge.setting not in allowed:
        node = badge.achievement.get("learningSetting")
        yield error("MC-Q11", node, f"learningSetting: for a micro-credential send {_listed(allowed)}")


def q12_setting_without_credit(badge: Badge) -> Iterator[Breach]:
    """MC-Q12: without credit the setting is not formal, unless it is a formal qualification without credit.

    metadata.md section 3; section 13 for the intersection qualificationWithoutCredit (formal only).
    """
    if badge.credit_bearing or badge.setting is None:
        return
    if badge.category == "formalQualification" and "qualificationWithoutCredit" in badge.intersections:
        allowed = frozenset({"formal"})
    else:
        allowed = taxonomy.SETTINGS_OF_QUADRANT[badge.quadrant]
    if badge.setting not in allowed:
        yield error(
            "MC-Q12",
            badge.achievement.get("learningSetting"),
            f"learningSetting: for this {badge.quadrant} without credit send {_listed(allowed)}",
        )


def q13_accredited_without_credit(badge: Badge) -> Iterator[Breach]:
    """MC-Q13: accredited, yet without academic credit: said so, lest it be taken for credit. Section 3."""
    declared = {"accreditedNonCredit", "qualificationWithoutCredit"}
    if badge.accreditations and not badge.credit_bearing and declared.isdisjoint(badge.intersections):
        yield error(
            "MC-Q13",
            badge.achievement.get("ecologyIntersection"),
            "ecologyIntersection: add accreditedNonCredit; this is accredited and carries no academic credit",
        )


def q18_bundled_is_counted(badge: Badge) -> Iterator[Breach]:
    """MC-Q18: bundled is a fact: two or more units. metadata.md section 13."""
    node = badge.achievement.get("bundled")
    if not node.present or node.value is badge.bundled:
        return
    if badge.bundled:
        yield error("MC-Q18", node, "bundled: leave it out or send true; two or more units are named in unit")
    else:
        yield error("MC-Q18", node, "bundled: leave it out, or name the two or more units in unit")


RULES = (
    q1_quadrant_is_derived,
    q7_category_has_a_place,
    q8_intersection_is_declared,
    q9_setting_fits_category,
    q10_macro_is_formal_and_accredited,
    q11_micro_setting,
    q12_setting_without_credit,
    q13_accredited_without_credit,
    q18_bundled_is_counted,
)
