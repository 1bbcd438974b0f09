"""MC-Q2 to Q6, Q14 to Q17, Q19: credit, on what it rests, and whether anything was judged.

metadata.md sections 3, 7 and 13.
"""

from __future__ import annotations

from collections.abc import Iterator

from issuers.assessment import ATTENDANCE, any_decides
from issuers.credit import plain
from issuers.provision import holders
from issuers.rules.breach import Breach, error
from issuers.view import Badge


def q2_credit_bearing_has_credit(badge: Badge) -> Iterator[Breach]:
    """MC-Q2: what calls itself credit-bearing awards credit. metadata.md section 13: it is derived."""
    node = badge.achievement.get("creditBearing")
    if node.value is True and not badge.credit_bearing:
        yield error(
            "MC-Q2",
            node,
            "creditBearing: leave it out, or give in credit what is awarded"
            " (framework, points, creditStatus awarded)",
        )


def q3_no_credit_without_bearing(badge: Badge) -> Iterator[Breach]:
    """MC-Q3: what bears no credit shows none, anywhere; advice on credit is declared. metadata.md section 3.

    CEU, credit to its users and none to a university, is neither credit-bearing nor refused here.
    """
    stated = badge.achievement.get("creditBearing")
    if badge.credit_bearing:
        if stated.value is False:
            yield error("MC-Q3", stated, "creditBearing: leave it out or send true; credit is awarded")
        return
    for node in (badge.achievement.get("creditsAvailable"), badge.subject.get("creditsEarned")):
        if node.present:
            name = node.pointer.rsplit("/", 1)[-1]
            yield error("MC-Q3", node, f"{name}: leave it out; this awards no academic credit")
    for credit in badge.credits:
        if credit.status == "recommended" and "creditRecommendation" not in badge.intersections:
            node = badge.achievement.get("ecologyIntersection")
            yield error("MC-Q3", node, "ecologyIntersection: add creditRecommendation; the credit is advice")
        elif credit.status == "transferred" or (credit.status == "awarded" and credit.points == 0):
            yield error("MC-Q3", credit.node, "credit: leave it out; this awards no academic credit")


def q4_credits_available_mirror(badge: Badge) -> Iterator[Breach]:
    """MC-Q4: creditsAvailable, which has no unit, repeats one entry of credit exactly. decisions.md 1.3."""
    if not badge.credit_bearing:
        return
    points = {c.points for c in badge.awarded_credits}
    available = badge.achievement.number("creditsAvailable")
    if available is None or available not in points:
        said = " or ".join(sorted(plain(p) for p in points if p is not None)) or "the points of credit"
        node = badge.achievement.get("creditsAvailable")
        yield error("MC-Q4", node, f"creditsAvailable: leave it out or send {said}, as credit says")


def q5_earned_within_available(badge: Badge) -> Iterator[Breach]:
    """MC-Q5: nobody earns more credit than there is, and an award of credit says how much was earned."""
    if not badge.awarded or not badge.credit_bearing:
        return
    node = badge.subject.get("creditsEarned")
    available, earned = badge.achievement.number("creditsAvailable"), badge.subject.number("creditsEarned")
    if earned is None:
        yield error("MC-Q5", node, "creditsEarned: say how much of the available credit was earned")
    elif available is not None and not 0 <= earned <= available:
        yield error("MC-Q5", node, f"creditsEarned: at most {plain(available)}, as creditsAvailable says")


def q6_credit_is_assessed(badge: Badge) -> Iterator[Breach]:
    """MC-Q6: no credit without a summative assessment other than attendance."""
    if badge.credit_bearing and not badge.assessed:
        yield error(
            "MC-Q6",
            badge.achievement.get("assessmentMethod"),
            "assessmentMethod: add one that judges learning, with summative true; attendance earns no credit",
        )


def q14_credit_has_an_authority(badge: Badge) -> Iterator[Breach]:
    """MC-Q14: credit is awarded by a participant that awards and has the power to. metadata.md section 4."""
    authorities = {p.id for p in holders(badge.participants, "award") if p.awarding_power}
    for credit in badge.awarded_credits:
        if credit.authority is None or credit.authority not in authorities:
            yield error(
                "MC-Q14",
                credit.node.get("creditAuthority"),
                "creditAuthority: name the participant with the role award and awardingPower true"
                " that answers for the credit",
            )


def q15_authority_is_accredited(badge: Badge) -> Iterator[Breach]:
    """MC-Q15: somebody other than itself accredits who awards credit. metadata.md sections 3 and 13."""
    node = badge.achievement.get("accreditation")
    accredited = {
        a.reference("accreditedOrganisation")
        for a in badge.accreditations
        if a.reference("accreditingAgent") not in (None, a.reference("accreditedOrganisation"))
    }
    if badge.credit_bearing:
        authorities = {c.authority for c in badge.awarded_credits}
        if not accredited or not (authorities - {None}) <= accredited:
            yield error("MC-Q15", node, "accreditation: say who accredits the one that awards the credit")
    elif "qualificationWithoutCredit" in badge.intersections and not accredited:
        yield error("MC-Q15", node, "accreditation: say who accredits this formal qualification")


def q16_experience_is_not_assessed(badge: Badge) -> Iterator[Breach]:
    """MC-Q16: a record of experience claims no assessed outcome."""
    if badge.category != "recordOfExperience":
        return
    for method in badge.methods:
        if any_decides([method]) or method.get("coversOutcome").present:
            yield error(
                "MC-Q16",
                method,
                f"assessmentMethod: for a record of experience only {ATTENDANCE}, with summative false and no"
                " coversOutcome; or choose another credentialCategory",
            )
    for record in badge.records:
        if record.get("provesOutcome").present:
            node = record.get("provesOutcome")
            yield error("MC-Q16", node, "provesOutcome: leave it out; experience proves no outcome")


def q17_others_are_assessed(badge: Badge) -> Iterator[Breach]:
    """MC-Q17: every other category judges learning; a non-formal certificate without credit need not.

    metadata.md section 13: it certifies completion, and is shown "completed, not assessed".
    """
    assessed_kinds = {"formalQualification", "recognitionOfSkills"}
    if badge.credit_bearing:
        assessed_kinds.add("nonFormalCertificate")
    if badge.category in assessed_kinds and not badge.assessed:
        yield error(
            "MC-Q17",
            badge.achievement.get("assessmentMethod"),
            f"assessmentMethod: say how a {badge.category} is assessed, with summative true",
        )


def q19_credit_is_quality_assured(badge: Badge) -> Iterator[Breach]:
    """MC-Q19: credit rests on quality assurance by more than a claim of one's own. metadata.md section 13."""
    if badge.credit_bearing and badge.qa_types <= {"selfDeclared", "none"}:
        yield error(
            "MC-Q19",
            badge.achievement.get("qualityAssurance").get("qaType"),
            "qaType: say which quality assurance covers the credit; selfDeclared or none is not enough",
        )


RULES = (
    q2_credit_bearing_has_credit,
    q3_no_credit_without_bearing,
    q4_credits_available_mirror,
    q5_earned_within_available,
    q6_credit_is_assessed,
    q14_credit_has_an_authority,
    q15_authority_is_accredited,
    q16_experience_is_not_assessed,
    q17_others_are_assessed,
    q19_credit_is_quality_assured,
)
