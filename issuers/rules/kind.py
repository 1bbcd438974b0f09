"""MC-T, MC-D, MC-L, MC-R: the type fits, the days are in order, the learner is known, nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator

from issuers import taxonomy
from issuers.rules.breach import Breach, error, warning
from issuers.view import Badge


def t1_type_fits_quadrant(badge: Badge) -> Iterator[Breach]:
    """MC-T1: Open Badges' achievementType fits the quadrant. metadata.md section 3, table; decision D1.

    A non-credit credential that calls itself MicroCredential is only warned of where policy says so.
    """
    node = badge.achievement.get("achievementType")
    kind = badge.achievement.text("achievementType")
    if kind is None:
        return
    without_credit = "qualificationWithoutCredit" in badge.intersections
    if taxonomy.type_fits(kind, badge.quadrant, without_credit=without_credit):
        return
    fitting = " or ".join(sorted(taxonomy.TYPES_OF_QUADRANT[badge.quadrant]))
    remedy = f"achievementType: for a {badge.quadrant} send {fitting}"
    lenient = kind == "MicroCredential" and not badge.policy.micro_type_elsewhere_is_error
    yield (warning if lenient else error)("MC-T1", node, remedy)


def d1_awarded_after_assessment(badge: Badge) -> Iterator[Breach]:
    """MC-D1: nothing is awarded before its last assessment or decision. metadata.md section 7."""
    awarded = badge.award_day
    if awarded is None:
        return
    days = [record.day("assessedOn") for record in badge.records]
    days.append(badge.decision.day("decidedOn"))
    last = max((day for day in days if day is not None), default=None)
    if last is not None and awarded < last:
        node = badge.root.get("awardedDate")
        yield error("MC-D1", node, f"awardedDate: not before {last}, the last assessment or decision")


def l1_learner_is_identified(badge: Badge) -> Iterator[Breach]:
    """MC-L1: the learner is identified, by a DID or by an identifier such as the name. Open Badges B.1.2."""
    if not badge.awarded or badge.subject.text("id") is not None:
        return
    if any(i.text("identityHash") is not None for i in badge.subject.many("identifier")):
        return
    node = badge.subject.get("identifier")
    yield error("MC-L1", node, "identifier: give the learner's name, e-mail address or DID")


def r1_required_by_kind(badge: Badge) -> Iterator[Breach]:
    """MC-R1: what this kind of award must say and nobody can default. metadata.md section 2, column Req.

    Learning outcomes unless a record of experience; a level where there is credit; the components and
    the version of the pathway where parts were stacked.
    """
    known = badge.category in taxonomy.SETTINGS_OF_CATEGORY
    if known and badge.category != "recordOfExperience" and not badge.outcomes:
        node = badge.achievement.get("learningOutcome")
        yield error("MC-R1", node, "learningOutcome: say what somebody who holds this knows or can do")
    if badge.credit_bearing and not badge.achievement.many("qualificationLevel"):
        node = badge.achievement.get("qualificationLevel")
        yield error("MC-R1", node, "qualificationLevel: say at which level the credit is")
    if badge.route == "componentStack":
        for name, what in (
            ("countsComponent", "name the parts that were counted"),
            ("pathwayVersion", "name the version of the pathway's rules that was applied"),
        ):
            node = badge.subject.get(name)
            if not node.present:
                yield error("MC-R1", node, f"{name}: {what}")


RULES = (
    t1_type_fits_quadrant,
    d1_awarded_after_assessment,
    l1_learner_is_identified,
    r1_required_by_kind,
)
