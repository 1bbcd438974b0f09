"""The edge cases at issuance of docs/metadata.md section 12, and each addition of section 13.

A row is what somebody sends; its verdict is the codes that refuse it. Where section 13 adds a rule that an
older row breaks as well, the row says so.
"""

from __future__ import annotations

from typing import Any

import pytest

from issuers.achievement import Completed, complete
from issuers.rules import breaches, errors, warnings
from tests.issuers.changing import GONE, A, P, S, put
from tests.issuers.nine import (
    BRIGHTLINE,
    GUILD,
    HALDEN,
    NORTHGATE,
    S1,
    S2,
    S3,
    S4,
    S5,
    S6,
    S7,
    S8,
    S9,
    Sample,
    accredited,
    credential,
    method,
    micro,
    record,
)


def codes(document: dict[str, Any]) -> set[str]:
    return {b.code for b in errors(breaches(document))}


def warned(document: dict[str, Any]) -> set[str]:
    return {b.code for b in warnings(breaches(document))}


def redefined(sample: Sample, award: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The sample's award under a changed definition, which is completed anew."""
    completed = sample.completed(**changes)
    return credential(completed.document, award or sample.award, sample.issuer, sample.key)


def partners(**changes: Any) -> dict[str, Any]:
    """S3's provision as sent, with a change to Brightline's part."""
    provision: dict[str, Any] = S3.definition["provision"]
    northgate, brightline = provision["participant"]
    return {**provision, "participant": [northgate, {**brightline, **changes}]}


# --- section 12 ---------------------------------------------------------------------------------


def test_i1_a_mooc_certificate_with_credits_earned() -> None:
    assert codes(put(S5.credential(), (f"{S}.creditsEarned", 5))) == {"MC-Q3"}


def test_i2_an_attendance_badge_claiming_one_ects() -> None:
    credit = {"creditFramework": "ects", "creditPoints": 1, "creditStatus": "awarded"}
    document = redefined(S6, credit=[credit], achievementType="Badge")
    expected = {"MC-Q6", "MC-Q7", "MC-Q11", "MC-Q14", "MC-Q15", "MC-T1"}
    # Section 13: credit needs quality assurance (Q19); and no level is said (R1).
    assert codes(document) == expected | {"MC-Q19", "MC-R1"}


def test_i4_co_delivery_with_a_silent_partner_is_opaque() -> None:
    explained = put(S3.credential(), (f"{P}.participant.1.responsibility", ""))
    assert codes(explained) == {"MC-P1", "MC-P3"}
    left_to_us = redefined(S3, provision=partners(responsibility=""))
    assert codes(left_to_us) == {"MC-P3"}
    provision = left_to_us["credentialSubject"]["achievement"]["provision"]
    assert provision["roleDisclosure"] == "opaque"


def test_i5_a_micro_credential_sent_as_a_badge() -> None:
    assert codes(redefined(S1, ecologyQuadrant="badgeOrAward")) == {"MC-Q1"}


def test_i7_a_vendor_awarding_ects_without_awarding_power() -> None:
    credit = {"creditFramework": "ects", "creditPoints": 2, "creditAuthority": HALDEN.did}
    document = redefined(
        S2,
        credit=[credit],
        learningSetting="semiFormal",
        qualificationLevel=[{"levelFramework": "eqf", "levelValue": "5"}],
    )
    assert codes(document) == {"MC-Q14", "MC-T1"}


def test_i8_automatic_entitlement() -> None:
    stackability = {**S1.definition["stackability"], "automaticEntitlement": True}
    assert codes(redefined(S1, stackability=stackability)) == {"MC-S1"}


def test_i9_an_rpl_award_with_an_uncovered_outcome() -> None:
    assert codes(put(S7.credential(), (f"{S}.recognitionDecision.portfolioItem.2", GONE))) == {"MC-E7"}


def test_i10_a_macro_award_whose_parts_add_up_to_less() -> None:
    document = put(S8.credential(), (f"{S}.countsComponent.1.creditCounted.creditPoints", "5"))
    assert codes(document) == {"MC-S4"}


def test_i11_a_broker_as_issuer_without_a_mandate() -> None:
    document = put(S4.credential(), ("issuer.id", "did:web:tidewater.example"))
    assert codes(document) == {"MC-P4"}


def test_i13_evidence_without_a_digest() -> None:
    assert codes(put(S1.credential(), ("evidence.0.digestSRI", GONE))) == {"MC-E8"}


def test_i14_five_ects_with_forty_hours_is_warned_of() -> None:
    document = redefined(S1, workload=40)
    assert codes(document) == set()
    assert warned(document) == {"MC-W1"}


def test_i17_delivery_shares_of_forty_and_eighty() -> None:
    assert codes(redefined(S3, provision=partners(deliveryShare=80))) == {"MC-P5"}


@pytest.mark.parametrize("sample", [S6, S2], ids=["i18-attendance", "i20-vendor"])
def test_a_non_credit_credential_typed_micro_credential(sample: Sample) -> None:
    assert codes(redefined(sample, achievementType="MicroCredential")) == {"MC-T1"}


def test_i21_unassessed_participation_in_a_mooc_that_is_declared() -> None:
    document = redefined(
        S5,
        {"awardedDate": "2026-10-02"},
        credentialCategory="recordOfExperience",
        ecologyIntersection=["unassessedCourse"],
        assessmentMethod=None,
        awardRouteOffered=["participation"],
    )
    assert codes(document) == set()
    assert document["credentialSubject"]["achievement"]["ecologyQuadrant"] == "shortCourse"


# --- section 13 ---------------------------------------------------------------------------------


def test_bundled_is_counted_from_the_units() -> None:
    two = S6.completed(unit=["Morning", "Afternoon"], ecologyIntersection=["unassessedCourse"])
    assert two.document["bundled"] is True
    assert two.document["ecologyQuadrant"] == "shortCourse"
    assert two.breaches == ()
    assert S6.completed(unit=["The workshop"]).document["bundled"] is False
    assert "MC-Q18" in {b.code for b in S6.completed(bundled=True).breaches}


def test_credit_bearing_follows_from_awarded_credit() -> None:
    assert S1.completed().document["creditBearing"] is True
    assert {b.code for b in S1.completed(creditBearing=False).breaches} == {"MC-Q3"}
    assert {b.code for b in S6.completed(creditBearing=True).breaches} == {"MC-Q2"}
    advice = S5.completed(
        credit=[{"creditFramework": "ects", "creditPoints": 1, "creditStatus": "recommended"}],
        ecologyIntersection=["creditRecommendation"],
    )
    assert advice.document["creditBearing"] is False
    assert advice.breaches == ()


def test_a_micro_credential_is_stackable_without_a_route() -> None:
    stackability = S3.completed().document["stackability"]
    assert stackability["stackingStatus"] == "stackable"
    assert "stackTarget" not in stackability
    alone = S3.completed(stackability={"stackingStatus": "standAlone"})
    assert {b.code for b in alone.warnings} == {"MC-W3"}
    assert alone.breaches == ()


@pytest.mark.parametrize("qa_type", ["selfDeclared", "none"])
def test_credit_needs_more_than_its_own_word_for_quality(qa_type: str) -> None:
    assert {b.code for b in S9.completed(qualityAssurance={"qaType": [qa_type]}).breaches} == {"MC-Q19"}
    assert {b.code for b in S9.completed(qualityAssurance=None).breaches} == {"MC-Q19"}


def test_a_large_micro_credential_is_warned_of() -> None:
    large = S1.completed(credit=[{"creditFramework": "ects", "creditPoints": 31}], workload=800)
    assert {b.code for b in large.warnings} == {"MC-W2"}
    assert large.breaches == ()


def test_a_formal_qualification_without_academic_credit() -> None:
    master = {
        "name": "Master craftsman, carpentry",
        "description": "State licence to train apprentices.",
        "criteria": "Pass the master's examination.",
        "credentialCategory": "formalQualification",
        "achievementType": "MasterCertificate",
        "awardRouteOffered": ["challengeAssessment"],
        "ecologyIntersection": ["qualificationWithoutCredit"],
        "workload": 800,
        "learningOutcome": ["Run a carpenter's workshop"],
        "participationMode": ["presential"],
        "assessmentMethod": [method("practicalAssessment", "supervisedIdVerified")],
        "accreditation": accredited(),
    }

    def completed(**changes: Any) -> Completed:
        sent = {**master, **changes}
        return complete(sent, achievement_id="https://badges.example/a", version=1, issuer=GUILD)

    assert completed().breaches == ()
    assert completed().document["learningSetting"] == "formal"
    assert completed().document["ecologyQuadrant"] == "badgeOrAward"
    undeclared = {b.code for b in completed(ecologyIntersection=None).breaches}
    assert {"MC-Q8", "MC-Q12"} <= undeclared
    assert {b.code for b in completed(accreditation=None).breaches} == {"MC-Q15"}
    assert {b.code for b in completed(learningSetting="nonFormal").breaches} == {"MC-Q9", "MC-Q12"}


def test_a_certificate_of_completion_needs_no_assessment() -> None:
    unassessed = redefined(S5, {"awardedDate": "2026-10-02"}, assessmentMethod=None)
    assert codes(unassessed) == set()
    with_credit = S1.completed(
        credentialCategory="nonFormalCertificate",
        ecologyIntersection=["creditRatedNonFormal"],
        learningSetting="semiFormal",
        assessmentMethod=None,
    )
    assert {"MC-Q6", "MC-Q17"} <= {b.code for b in with_credit.breaches}


def test_language_proficiency_is_recognised_at_a_cefr_level() -> None:
    exam = complete(
        {
            "name": "German B2",
            "description": "Language proficiency, certified by examination.",
            "criteria": "Pass the four parts of the examination.",
            "credentialCategory": "recognitionOfSkills",
            "learningSetting": "nonFormal",
            "awardRouteOffered": ["challengeAssessment"],
            "workload": 4,
            "qualificationLevel": [{"levelFramework": "cefr", "levelValue": "B2"}],
            "learningOutcome": ["Interact fluently in German"],
            "participationMode": ["presential"],
            "assessmentMethod": [method("oralExamination", "supervisedIdVerified")],
        },
        achievement_id="https://badges.example/german-b2",
        version=1,
        issuer=GUILD,
    )
    assert exam.breaches == ()
    document = credential(
        exam.document,
        {"awardedDate": "2026-06-01", "assessmentRecord": [record("#as1", "2026-05-30")]},
        GUILD,
    )
    assert codes(document) == set()


def test_purpose_audience_and_product_name_are_optional_and_kept() -> None:
    said = {"purpose": ["upskilling"], "intendedAudience": "Engineers", "marketedAs": "ML Pro"}
    completed = S3.completed(**said)
    assert completed.breaches == ()
    assert {name: completed.document[name] for name in said} == said


def test_national_recognition_that_had_lapsed_is_no_recognition() -> None:
    document = put(S7.credential(), (f"{A}.nationalRecognition.0.recognisedUntil", "2026-01-01"))
    assert codes(document) == {"MC-A1"}


def test_a_provider_is_never_other() -> None:
    assert codes(put(S6.credential(), (f"{P}.providerType", "other"))) == {"MC-P1"}


def test_advice_from_industry_is_consultation() -> None:
    part = {"participantRole": ["consultation"], "deliveryShare": None}
    provision = partners(**part)
    provision["participant"][0] = {**provision["participant"][0], "deliveryShare": 100}
    completed = S3.completed(provision=provision)
    assert completed.document["provision"]["collaborationDepth"] == "consulted"
    assert completed.document["provision"]["industryInformed"] is False
    assert completed.breaches == ()


def test_who_only_hosts_is_an_intermediary_whatever_it_calls_itself() -> None:
    provision = partners(participantRole=["hosting", "marketing"], organisationType="technologyVendor")
    provision["participant"][1]["deliveryShare"] = 60
    completed = S3.completed(provision=provision)
    assert completed.document["provision"]["brokered"] is True
    assert completed.document["provision"]["providerType"] == "higherEducation"


def test_core_processes_say_through_whom() -> None:
    processes = {p["process"]: p for p in S3.completed().document["provision"]["coreProcess"]}
    assert processes["teaching"] == {
        "type": "CoreProcess",
        "process": "teaching",
        "directProvision": True,
        "through": [BRIGHTLINE["id"]],
    }
    assert processes["award"] == {"type": "CoreProcess", "process": "award", "directProvision": True}
    mooc = {p["process"]: p for p in S5.completed().document["provision"]["coreProcess"]}
    assert mooc["teaching"]["directProvision"] is False
    assert mooc["teaching"]["through"] == ["did:web:kestrel.example"]


def test_a_portfolio_item_judged_insufficient_does_not_belong_into_the_badge() -> None:
    extra = {
        "type": "PortfolioItem",
        "priorCredential": "https://badges.example/credentials/s6-attendance",
        "provesOutcome": ["https://badges.example/achievements/s7-rpl-portfolio#lo1"],
        "judgedValid": True,
        "judgedAuthentic": True,
        "judgedCurrent": True,
        "judgedSufficient": False,
    }
    document = put(S7.credential(), (f"{S}.recognitionDecision.portfolioItem.3", extra))
    assert codes(document) == {"MC-E7"}


def test_an_adjusted_examination_is_recorded_and_not_refused() -> None:
    award = {
        **S1.award,
        "assessmentRecord": [
            S1.award["assessmentRecord"][0],
            {
                **S1.award["assessmentRecord"][1],
                "supervision": "unsupervisedIdVerified",
                "adjustment": {"what": "Sat at home", "reasonKind": "reasonableAdjustment"},
            },
        ],
    }
    document = credential(S1.completed().document, award, NORTHGATE)
    assert codes(document) == set()
    kept = document["credentialSubject"]["assessmentRecord"][1]["adjustment"]
    assert kept == {
        "type": "Adjustment",
        "what": "Sat at home",
        "reasonKind": "reasonableAdjustment",
    }


def test_all_broken_rules_are_told_at_once() -> None:
    sent = micro("Nothing but credit", 5, qualityAssurance=None, accreditation=None, workload=10)
    completed = complete(sent, achievement_id="https://badges.example/a", version=1, issuer=NORTHGATE)
    assert {"MC-Q6", "MC-Q15", "MC-Q17", "MC-Q19", "MC-R1"} <= {b.code for b in completed.breaches}
    assert {b.code for b in completed.warnings} == {"MC-W1"}
