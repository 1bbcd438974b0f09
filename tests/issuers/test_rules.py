"""Every rule: a document that keeps it, and at least one that it refuses, at the member meant."""

from __future__ import annotations

import re
from typing import Any

import pytest

from issuers.rules import RULES, Rule, Severity, breaches, definition_breaches, s6_credit_is_shown_once
from issuers.view import Badge, Policy
from tests.issuers.changing import GONE, A, P, S, put
from tests.issuers.nine import NINE, S1, S2, S3, S4, S5, S6, S7, S8, SRI, Sample, accredited

FUNCTIONS: dict[str, Rule] = {rule.__name__: rule for rule in RULES}
Change = tuple[str, Any]

ECTS = {"type": "CreditValue", "creditFramework": "ects", "creditPoints": "1", "creditStatus": "awarded"}
QUIZ = {
    "type": "AssessmentMethod",
    "id": "https://badges.example/achievements/s6-attendance#as1",
    "name": "Quiz",
    "assessmentType": "quiz",
    "supervision": "unsupervisedNoId",
    "summative": True,
}
UNITS = [{"type": "Unit", "name": "One"}, {"type": "Unit", "name": "Two"}]
CONFORMS = "https://w3id.org/cairn/mc/v1/profile#"
COMMON = [f"{CONFORMS}emc-cmf"]
DUTCH = [f"{CONFORMS}nl-hbo-wo"]
KIWI = [f"{CONFORMS}nz-nzqcf"]
AUSSIE = [f"{CONFORMS}au-nmf"]
NZ_CREDIT = {**ECTS, "creditFramework": "nz-nzqcf", "creditPoints": "20"}
NZ_LEVEL = {"type": "QualificationLevel", "levelFramework": "nzqcf", "levelValue": "7"}
NZ = [
    (f"{A}.conformsTo", KIWI),
    (f"{A}.credit", [NZ_CREDIT]),
    (f"{A}.workload.notionalHours", "200"),
    (f"{A}.qualificationLevel", [NZ_LEVEL]),
]

#: (rule, sample, changes, where the breach points: the last members of its pointer)
REFUSED: tuple[tuple[str, Sample, list[Change], str], ...] = (
    # Q: quadrant
    ("q1_quadrant_is_derived", S1, [(f"{A}.ecologyQuadrant", "badgeOrAward")], "ecologyQuadrant"),
    ("q1_quadrant_is_derived", S6, [(f"{A}.ecologyQuadrant", ["x"])], "ecologyQuadrant"),
    (
        "q7_category_has_a_place",
        S1,
        [(f"{A}.credentialCategory", "recordOfExperience")],
        "credentialCategory",
    ),
    (
        "q7_category_has_a_place",
        S5,
        [(f"{A}.credentialCategory", "recognitionOfSkills")],
        "credentialCategory",
    ),
    (
        "q7_category_has_a_place",
        S8,
        [(f"{A}.credentialCategory", "nonFormalCertificate")],
        "credentialCategory",
    ),
    (
        "q8_intersection_is_declared",
        S1,
        [(f"{A}.credentialCategory", "nonFormalCertificate")],
        "ecologyIntersection",
    ),
    (
        "q8_intersection_is_declared",
        S5,
        [(f"{A}.credentialCategory", "recordOfExperience")],
        "ecologyIntersection",
    ),
    (
        "q8_intersection_is_declared",
        S2,
        [(f"{A}.credentialCategory", "formalQualification")],
        "ecologyIntersection",
    ),
    ("q9_setting_fits_category", S1, [(f"{A}.learningSetting", "semiFormal")], "learningSetting"),
    ("q9_setting_fits_category", S6, [(f"{A}.learningSetting", "formal")], "learningSetting"),
    ("q10_macro_is_formal_and_accredited", S8, [(f"{A}.learningSetting", "semiFormal")], "learningSetting"),
    ("q10_macro_is_formal_and_accredited", S8, [(f"{A}.accreditation", GONE)], "accreditation"),
    ("q11_micro_setting", S7, [(f"{A}.learningSetting", "nonFormal")], "learningSetting"),
    ("q11_micro_setting", S7, [(f"{A}.learningSetting", "informal")], "learningSetting"),
    ("q12_setting_without_credit", S2, [(f"{A}.learningSetting", "formal")], "learningSetting"),
    ("q12_setting_without_credit", S5, [(f"{A}.learningSetting", "formal")], "learningSetting"),
    (
        "q12_setting_without_credit",
        S2,
        [
            (f"{A}.credentialCategory", "formalQualification"),
            (f"{A}.ecologyIntersection", ["qualificationWithoutCredit"]),
        ],
        "learningSetting",
    ),
    ("q13_accredited_without_credit", S2, [(f"{A}.ecologyIntersection", GONE)], "ecologyIntersection"),
    ("q18_bundled_is_counted", S1, [(f"{A}.bundled", True)], "bundled"),
    ("q18_bundled_is_counted", S5, [(f"{A}.bundled", False)], "bundled"),
    ("q18_bundled_is_counted", S5, [(f"{A}.unit", [UNITS[0]])], "bundled"),
    # Q: credit and assessment
    ("q2_credit_bearing_has_credit", S6, [(f"{A}.creditBearing", True)], "creditBearing"),
    ("q2_credit_bearing_has_credit", S1, [(f"{A}.credit.0.creditStatus", "recommended")], "creditBearing"),
    ("q3_no_credit_without_bearing", S1, [(f"{A}.creditBearing", False)], "creditBearing"),
    ("q3_no_credit_without_bearing", S5, [(f"{S}.creditsEarned", 5)], "creditsEarned"),
    ("q3_no_credit_without_bearing", S5, [(f"{A}.creditsAvailable", 5)], "creditsAvailable"),
    (
        "q3_no_credit_without_bearing",
        S5,
        [(f"{A}.credit", [{**ECTS, "creditStatus": "recommended"}])],
        "ecologyIntersection",
    ),
    (
        "q3_no_credit_without_bearing",
        S5,
        [(f"{A}.credit", [{**ECTS, "creditStatus": "transferred"}])],
        "credit/0",
    ),
    ("q3_no_credit_without_bearing", S5, [(f"{A}.credit", [{**ECTS, "creditPoints": "0"}])], "credit/0"),
    ("q4_credits_available_mirror", S1, [(f"{A}.creditsAvailable", 6)], "creditsAvailable"),
    ("q4_credits_available_mirror", S1, [(f"{A}.creditsAvailable", "5")], "creditsAvailable"),
    ("q4_credits_available_mirror", S1, [(f"{A}.creditsAvailable", GONE)], "creditsAvailable"),
    ("q5_earned_within_available", S1, [(f"{S}.creditsEarned", 5.5)], "creditsEarned"),
    ("q5_earned_within_available", S1, [(f"{S}.creditsEarned", -1)], "creditsEarned"),
    ("q5_earned_within_available", S1, [(f"{S}.creditsEarned", GONE)], "creditsEarned"),
    (
        "q6_credit_is_assessed",
        S4,
        [(f"{A}.assessmentMethod.0.assessmentType", "levelOfAttendance")],
        "assessmentMethod",
    ),
    ("q6_credit_is_assessed", S4, [(f"{A}.assessmentMethod.0.summative", False)], "assessmentMethod"),
    ("q6_credit_is_assessed", S4, [(f"{A}.assessmentMethod.0.summative", GONE)], "assessmentMethod"),
    ("q14_credit_has_an_authority", S1, [(f"{P}.participant.0.awardingPower", False)], "creditAuthority"),
    ("q14_credit_has_an_authority", S1, [(f"{A}.credit.0.creditAuthority", "did:web:x")], "creditAuthority"),
    ("q14_credit_has_an_authority", S1, [(f"{A}.credit.0.creditAuthority", GONE)], "creditAuthority"),
    ("q15_authority_is_accredited", S1, [(f"{A}.accreditation", GONE)], "accreditation"),
    (
        "q15_authority_is_accredited",
        S1,
        [(f"{A}.accreditation.0.accreditedOrganisation", "did:web:kestrel.example")],
        "accreditation",
    ),
    (
        "q15_authority_is_accredited",
        S1,
        [(f"{A}.accreditation.0.accreditingAgent.id", "did:web:northgate.example")],
        "accreditation",
    ),
    (
        "q15_authority_is_accredited",
        S2,
        [
            (f"{A}.credentialCategory", "formalQualification"),
            (f"{A}.ecologyIntersection", ["qualificationWithoutCredit"]),
            (f"{A}.accreditation", GONE),
        ],
        "accreditation",
    ),
    ("q16_experience_is_not_assessed", S6, [(f"{A}.assessmentMethod", [QUIZ])], "assessmentMethod/0"),
    (
        "q16_experience_is_not_assessed",
        S6,
        [(f"{A}.assessmentMethod", [{**QUIZ, "summative": False, "coversOutcome": ["urn:x"]}])],
        "assessmentMethod/0",
    ),
    (
        "q16_experience_is_not_assessed",
        S6,
        [(f"{S}.assessmentRecord", [{"provesOutcome": ["urn:x"]}])],
        "provesOutcome",
    ),
    ("q17_others_are_assessed", S2, [(f"{A}.assessmentMethod", GONE)], "assessmentMethod"),
    ("q17_others_are_assessed", S1, [(f"{A}.assessmentMethod", GONE)], "assessmentMethod"),
    (
        "q17_others_are_assessed",
        S1,
        [(f"{A}.assessmentMethod", GONE), (f"{A}.credentialCategory", "nonFormalCertificate")],
        "assessmentMethod",
    ),
    ("q19_credit_is_quality_assured", S1, [(f"{A}.qualityAssurance.qaType", ["selfDeclared"])], "qaType"),
    ("q19_credit_is_quality_assured", S1, [(f"{A}.qualityAssurance.qaType", ["none"])], "qaType"),
    ("q19_credit_is_quality_assured", S1, [(f"{A}.qualityAssurance", GONE)], "qaType"),
    # A, T, D, L, R
    ("a1_in_force_on_award", S1, [(f"{A}.accreditation.0.accreditedUntil", "2026-05-03")], "accreditation/0"),
    ("a1_in_force_on_award", S1, [(f"{A}.accreditation.0.accreditedFrom", "2026-05-05")], "accreditation/0"),
    ("a1_in_force_on_award", S7, [(f"{A}.nationalRecognition.0.recognisedUntil", "2026-10-19")], "nition/0"),
    ("a2_within_scope", S1, [(f"{A}.accreditation.0.accreditationMaxLevel", "6")], "accreditationMaxLevel"),
    ("t1_type_fits_quadrant", S6, [(f"{A}.achievementType", "MicroCredential")], "achievementType"),
    ("t1_type_fits_quadrant", S2, [(f"{A}.achievementType", "MicroCredential")], "achievementType"),
    ("t1_type_fits_quadrant", S1, [(f"{A}.achievementType", "Certificate")], "achievementType"),
    ("t1_type_fits_quadrant", S5, [(f"{A}.achievementType", "Badge")], "achievementType"),
    ("d1_awarded_after_assessment", S1, [("awardedDate", "2026-04-23T00:00:00Z")], "awardedDate"),
    ("d1_awarded_after_assessment", S7, [("awardedDate", "2026-10-18T00:00:00Z")], "awardedDate"),
    ("l1_learner_is_identified", S1, [(f"{S}.identifier", GONE)], "identifier"),
    ("l1_learner_is_identified", S1, [(f"{S}.identifier", [{"type": "IdentityObject"}])], "identifier"),
    ("r1_required_by_kind", S1, [(f"{A}.learningOutcome", GONE)], "learningOutcome"),
    ("r1_required_by_kind", S1, [(f"{A}.qualificationLevel", GONE)], "qualificationLevel"),
    ("r1_required_by_kind", S8, [(f"{S}.pathwayVersion", GONE)], "pathwayVersion"),
    ("r1_required_by_kind", S8, [(f"{S}.countsComponent", GONE)], "countsComponent"),
    # P
    ("p1_derived_members_agree", S6, [(f"{P}.providerType", "other")], "providerType"),
    ("p1_derived_members_agree", S3, [(f"{P}.collaborationDepth", "none")], "collaborationDepth"),
    ("p1_derived_members_agree", S4, [(f"{P}.brokered", False)], "brokered"),
    ("p1_derived_members_agree", S3, [(f"{P}.jointProvision", True)], "jointProvision"),
    ("p1_derived_members_agree", S3, [(f"{P}.industryInformed", False)], "industryInformed"),
    ("p1_derived_members_agree", S6, [(f"{P}.roleDisclosure", "explained")], "roleDisclosure"),
    ("p1_derived_members_agree", S3, [(f"{P}.sector", ["higherEducation"])], "sector"),
    ("p1_derived_members_agree", S3, [(f"{P}.coreProcess.1.through", GONE)], "coreProcess"),
    (
        "p1_derived_members_agree",
        S6,
        [(f"{P}.participant.0.organisationType", "assessmentServiceProvider"), (f"{P}.providerType", GONE)],
        "providerType",
    ),
    ("p2_core_roles_are_named", S1, [(f"{P}.participant.0.participantRole", ["award"])], "participant"),
    ("p2_core_roles_are_named", S6, [(f"{P}.participant", GONE)], "participant"),
    ("p3_sharing_is_explained", S3, [(f"{P}.participant.1.responsibility", "")], "1/responsibility"),
    ("p3_sharing_is_explained", S4, [(f"{P}.learnerSummary", GONE)], "learnerSummary"),
    (
        "p3_sharing_is_explained",
        S4,
        [(f"{P}.participant.0.participantRole", ["contentDesign", "teaching", "assessment", "award"])],
        "participant",
    ),
    ("p4_issuer_awards_or_is_mandated", S4, [("issuer.id", "did:web:tidewater.example")], "issuingMandate"),
    (
        "p4_issuer_awards_or_is_mandated",
        S4,
        [
            ("issuer.id", "did:web:tidewater.example"),
            ("issuingMandate", {"type": "IssuingMandate", "mandator": "did:web:marlow.example"}),
        ],
        "issuingMandate",
    ),
    (
        "p5_shares_add_up",
        S3,
        [(f"{P}.participant.1.deliveryShare", "80")],
        "participant",
    ),
    # S
    ("s1_no_entitlement", S1, [(f"{A}.stackability.automaticEntitlement", True)], "automaticEntitlement"),
    ("s1_no_entitlement", S1, [(f"{A}.stackability.automaticEntitlement", "no")], "automaticEntitlement"),
    ("s2_credit_stacks_only_with_credit", S2, [(f"{A}.stackability.stackingStatus", "stackable")], "Status"),
    (
        "s2_credit_stacks_only_with_credit",
        S2,
        [(f"{A}.stackability.stackTarget", [{"recognitionBasis": "designedComponent"}])],
        "recognitionBasis",
    ),
    (
        "s2_credit_stacks_only_with_credit",
        S2,
        [(f"{A}.stackability.stackTarget", [{"recognitionBasis": "rpl", "maxCountable": ECTS}])],
        "maxCountable",
    ),
    (
        "s3_counts_at_most_its_credit",
        S1,
        [(f"{A}.stackability.stackTarget.0.maxCountable.creditPoints", "5.5")],
        "creditPoints",
    ),
    (
        "s4_components_reach_the_award",
        S8,
        [(f"{S}.countsComponent.2.creditCounted.creditPoints", "10")],
        "countsComponent",
    ),
    (
        "s4_components_reach_the_award",
        S8,
        [(f"{S}.countsComponent.2.creditCounted.creditFramework", "uk-cats")],
        "countsComponent",
    ),
    ("s4_components_reach_the_award", S8, [(f"{S}.countsComponent", GONE)], "countsComponent"),
    (
        "s5_component_counts_once",
        S8,
        [(f"{S}.countsComponent.1.componentCredential", "https://badges.example/credentials/s1-he-only")],
        "countsComponent",
    ),
    (
        "s5_component_counts_once",
        S8,
        [(f"{S}.countsComponent.1.componentAchievement", "https://badges.example/achievements/s1-he-only")],
        "countsComponent",
    ),
    # E
    ("e1_evidence_exists", S1, [(f"{S}.assessmentRecord.0.evidenceRef", ["urn:x"])], "evidenceRef/0"),
    ("e1_evidence_exists", S7, [("evidence.1", GONE)], "evidenceRef/1"),
    (
        "e2_references_are_defined",
        S1,
        [(f"{S}.assessmentRecord.0.assessmentMethodRef", "urn:x")],
        "MethodRef",
    ),
    ("e2_references_are_defined", S1, [(f"{S}.assessmentRecord.0.provesOutcome.0", "urn:x")], "Outcome/0"),
    ("e2_references_are_defined", S1, [(f"{A}.assessmentMethod.0.coversOutcome.0", "urn:x")], "Outcome/0"),
    ("e2_references_are_defined", S1, [(f"{S}.result.0.resultDescription", "urn:x")], "resultDescription"),
    ("e2_references_are_defined", S3, [(f"{S}.result.1.achievedLevel", "urn:x")], "achievedLevel"),
    ("e2_references_are_defined", S1, [("evidence.0.provesOutcome.0", "urn:x")], "provesOutcome/0"),
    (
        "e3_supervised_as_defined",
        S1,
        [(f"{S}.assessmentRecord.1.supervision", "unsupervisedIdVerified")],
        "supervision",
    ),
    (
        "e3_supervised_as_defined",
        S1,
        [
            (f"{S}.assessmentRecord.1.supervision", "unsupervisedIdVerified"),
            (f"{S}.assessmentRecord.1.adjustment", {"type": "Adjustment", "what": "At home"}),
        ],
        "supervision",
    ),
    ("e4_identity_is_recorded", S1, [(f"{S}.assessmentRecord.0.identityVerification", GONE)], "Verification"),
    (
        "e4_identity_is_recorded",
        S1,
        [(f"{S}.assessmentRecord.0.identityVerification.identityMethod", "none")],
        "identityVerification",
    ),
    ("e5_outcomes_are_proved", S1, [(f"{S}.assessmentRecord.1", GONE)], "assessmentRecord"),
    (
        "e5_outcomes_are_proved",
        S1,
        [(f"{S}.assessmentRecord.1.assessmentDecision", "fail")],
        "assessmentRecord",
    ),
    ("e5_outcomes_are_proved", S2, [(f"{S}.assessmentRecord", GONE)], "assessmentRecord"),
    ("e6_recognition_is_decided", S7, [(f"{S}.recognitionDecision.criteriaReference", GONE)], "Reference"),
    ("e6_recognition_is_decided", S7, [(f"{S}.recognitionDecision", GONE)], "decisionBy"),
    ("e6_recognition_is_decided", S8, [(f"{S}.recognitionDecision.decidedOn", GONE)], "decidedOn"),
    (
        "e6_recognition_is_decided",
        S7,
        [(f"{S}.recognitionDecision.recognitionOutcome", "notRecognised")],
        "recognitionOutcome",
    ),
    (
        "e7_portfolio_covers_outcomes",
        S7,
        [(f"{S}.recognitionDecision.portfolioItem.2", GONE)],
        "portfolioItem",
    ),
    (
        "e7_portfolio_covers_outcomes",
        S7,
        [(f"{S}.recognitionDecision.portfolioItem.2.judgedSufficient", False)],
        "portfolioItem/2",
    ),
    ("e8_evidence_has_a_digest", S1, [("evidence.0.digestSRI", GONE)], "digestSRI"),
    ("e8_evidence_has_a_digest", S1, [("evidence.0.digestSRI", "sha384-short")], "digestSRI"),
    # C
    ("c1_eu_recommendation", S1, [(f"{A}.workload", GONE)], "notionalHours"),
    ("c1_eu_recommendation", S1, [(f"{A}.participationMode", GONE)], "participationMode"),
    ("c1_eu_recommendation", S1, [("issuer.address", GONE)], "addressCountryCode"),
    ("c2_common_microcredential_framework", S3, [(f"{A}.conformsTo", COMMON)], "notionalHours"),
    (
        "c2_common_microcredential_framework",
        S1,
        [(f"{A}.conformsTo", COMMON), (f"{A}.credit.0.creditPoints", "7")],
        "credit",
    ),
    (
        "c2_common_microcredential_framework",
        S1,
        [(f"{A}.conformsTo", COMMON), (f"{A}.qualificationLevel.0.levelValue", "8")],
        "qualificationLevel",
    ),
    (
        "c2_common_microcredential_framework",
        S4,
        [(f"{A}.conformsTo", COMMON), (f"{A}.assessmentMethod.0.supervision", "supervisedNoId")],
        "assessmentMethod",
    ),
    (
        "c3_dutch_higher_education",
        S1,
        [(f"{A}.conformsTo", DUTCH), (f"{A}.credit.0.creditPoints", "31")],
        "creditPoints",
    ),
    (
        "c3_dutch_higher_education",
        S1,
        [
            (f"{A}.conformsTo", DUTCH),
            (f"{A}.credit.0.creditPoints", "2"),
            ("awardedDate", "2027-05-01T00:00:00Z"),
        ],
        "creditPoints",
    ),
    ("c3_dutch_higher_education", S4, [(f"{A}.conformsTo", DUTCH)], "credit"),
    ("c4_new_zealand", S1, [*NZ, (f"{A}.credit.0.creditPoints", "41")], "creditPoints"),
    ("c4_new_zealand", S1, [*NZ, (f"{A}.workload.notionalHours", "201")], "notionalHours"),
    ("c4_new_zealand", S1, [*NZ, (f"{A}.qualificationLevel.0.levelValue", "11")], "qualificationLevel"),
    ("c4_new_zealand", S1, [(f"{A}.conformsTo", KIWI)], "credit"),
    ("c5_australia", S1, [(f"{A}.conformsTo", AUSSIE), (f"{A}.workload.notionalHours", "0.5")], "Hours"),
    ("c5_australia", S6, [(f"{A}.conformsTo", AUSSIE)], "assessmentMethod"),
    ("c5_australia", S5, [(f"{A}.conformsTo", AUSSIE)], "qaStatement"),
    # W
    ("w1_hours_fit_credit", S1, [(f"{A}.workload.notionalHours", "40")], "notionalHours"),
    ("w1_hours_fit_credit", S1, [(f"{A}.workload.notionalHours", "99.9")], "notionalHours"),
    ("w1_hours_fit_credit", S1, [(f"{A}.workload.notionalHours", "180.1")], "notionalHours"),
    ("w2_micro_is_small", S1, [(f"{A}.credit.0.creditPoints", "30.5")], "creditPoints"),
    ("w2_micro_is_small", S4, [(f"{A}.credit.0.creditPoints", "61")], "creditPoints"),
    ("w3_micro_stacks", S1, [(f"{A}.stackability.stackingStatus", "standAlone")], "stackingStatus"),
)

#: (rule, sample, changes): near the line, and on the right side of it.
KEPT: tuple[tuple[str, Sample, list[Change]], ...] = (
    ("q1_quadrant_is_derived", S1, [(f"{A}.ecologyQuadrant", GONE)]),
    ("q7_category_has_a_place", S1, [(f"{A}.credentialCategory", "recognitionOfSkills")]),
    ("q8_intersection_is_declared", S5, [
        (f"{A}.credentialCategory", "recordOfExperience"), (f"{A}.ecologyIntersection", ["unassessedCourse"]),
    ]),
    ("q8_intersection_is_declared", S2, [
        (f"{A}.credentialCategory", "formalQualification"),
        (f"{A}.ecologyIntersection", ["qualificationWithoutCredit"]),
    ]),
    ("q9_setting_fits_category", S2, [(f"{A}.learningSetting", "informal")]),
    ("q11_micro_setting", S7, [(f"{A}.learningSetting", "semiFormal")]),
    ("q12_setting_without_credit", S5, [(f"{A}.learningSetting", "informal")]),
    ("q12_setting_without_credit", S2, [
        (f"{A}.learningSetting", "formal"),
        (f"{A}.credentialCategory", "formalQualification"),
        (f"{A}.ecologyIntersection", ["qualificationWithoutCredit"]),
    ]),
    ("q13_accredited_without_credit", S2, [(f"{A}.ecologyIntersection", ["qualificationWithoutCredit"])]),
    ("q18_bundled_is_counted", S5, [(f"{A}.bundled", GONE)]),
    ("q3_no_credit_without_bearing", S5, [
        (f"{A}.credit", [{**ECTS, "creditStatus": "recommended"}]),
        (f"{A}.ecologyIntersection", ["creditRecommendation"]),
    ]),
    ("q3_no_credit_without_bearing", S5, [(f"{A}.credit", [{**ECTS, "creditFramework": "ceu"}])]),
    ("q4_credits_available_mirror", S1, [
        (f"{A}.credit.1", {**ECTS, "creditFramework": "uk-cats", "creditPoints": "10"}),
        (f"{A}.creditsAvailable", 10),
    ]),
    ("q5_earned_within_available", S1, [(f"{S}.creditsEarned", 2.5)]),
    ("q15_authority_is_accredited", S2, [(f"{A}.accreditation", GONE)]),
    ("q16_experience_is_not_assessed", S6, [
        (f"{A}.assessmentMethod", [{**QUIZ, "assessmentType": "levelOfAttendance", "summative": False}]),
    ]),
    ("q17_others_are_assessed", S5, [(f"{A}.assessmentMethod", GONE)]),
    ("q19_credit_is_quality_assured", S1, [(f"{A}.qualityAssurance.qaType", ["selfDeclared", "vetQa"])]),
    ("a1_in_force_on_award", S1, [
        (f"{A}.accreditation.0.accreditedFrom", "2026-05-04"),
        (f"{A}.accreditation.0.accreditedUntil", "2026-05-04"),
    ]),
    ("a2_within_scope", S1, [(f"{A}.accreditation.0.accreditationMaxLevel", "7")]),
    ("a2_within_scope", S1, [(f"{A}.accreditation.0.accreditationMaxLevel", GONE)]),
    ("t1_type_fits_quadrant", S6, [(f"{A}.achievementType", "ext:Attendance")]),
    ("t1_type_fits_quadrant", S6, [(f"{A}.achievementType", GONE)]),
    ("t1_type_fits_quadrant", S2, [
        (f"{A}.achievementType", "MasterCertificate"),
        (f"{A}.ecologyIntersection", ["qualificationWithoutCredit"]),
    ]),
    ("d1_awarded_after_assessment", S1, [("awardedDate", "2026-04-24T00:00:00Z")]),
    ("l1_learner_is_identified", S1, [(f"{S}.identifier", GONE), (f"{S}.id", "did:key:z6Mk")]),
    ("p1_derived_members_agree", S3, [(f"{P}.sector", ["corporate", "higherEducation"])]),
    ("p3_sharing_is_explained", S6, []),
    ("p4_issuer_awards_or_is_mandated", S4, [
        ("issuer.id", "did:web:tidewater.example"),
        ("issuingMandate", {"type": "IssuingMandate", "mandator": "did:web:kestrel.example"}),
    ]),
    ("p4_issuer_awards_or_is_mandated", S4, [
        ("issuer.id", "did:web:tidewater.example"),
        (f"{A}.issuingMandate", {"type": "IssuingMandate", "mandator": "did:web:kestrel.example"}),
    ]),
    ("p5_shares_add_up", S3, [
        (f"{P}.participant.0.deliveryShare", GONE), (f"{P}.participant.1.deliveryShare", GONE),
    ]),
    ("s2_credit_stacks_only_with_credit", S2, [
        (f"{A}.stackability.stackingStatus", "stackable"),
        (f"{A}.stackability.stackTarget", [{"recognitionBasis": "nonCreditCollection"}]),
    ]),
    ("s3_counts_at_most_its_credit", S4, []),
    ("s4_components_reach_the_award", S8, [(f"{S}.countsComponent.0.creditCounted.creditPoints", "5.000")]),
    ("e3_supervised_as_defined", S1, [
        (f"{S}.assessmentRecord.1.supervision", "unsupervisedIdVerified"),
        (f"{S}.assessmentRecord.1.adjustment", {
            "type": "Adjustment", "what": "At home", "reasonKind": "reasonableAdjustment",
        }),
    ]),
    ("e4_identity_is_recorded", S8, []),
    ("e5_outcomes_are_proved", S5, [(f"{A}.assessmentMethod", GONE), (f"{S}.assessmentRecord", GONE)]),
    ("e6_recognition_is_decided", S8, []),
    ("e8_evidence_has_a_digest", S1, [
        ("evidence.0.digestSRI", GONE), ("evidence.0.digestMultibase", "u" + "A" * 46),
    ]),
    ("c2_common_microcredential_framework", S1, [(f"{A}.conformsTo", COMMON)]),
    ("c3_dutch_higher_education", S1, [(f"{A}.conformsTo", DUTCH), (f"{A}.credit.0.creditPoints", "1")]),
    ("c3_dutch_higher_education", S1, [
        (f"{A}.conformsTo", DUTCH),
        (f"{A}.credit.0.creditPoints", "3"),
        ("awardedDate", "2027-05-01T00:00:00Z"),
    ]),
    ("c4_new_zealand", S1, NZ),
    ("c4_new_zealand", S1, [
        *NZ, (f"{A}.credit.0.creditPoints", "40"), (f"{A}.workload.notionalHours", "400"),
    ]),
    ("c2_common_microcredential_framework", S1, [
        (f"{A}.conformsTo", COMMON),
        (f"{A}.workload.notionalHours", "150"),
        (f"{A}.credit.0.creditPoints", "6"),
    ]),
    ("c2_common_microcredential_framework", S4, [
        (f"{A}.conformsTo", COMMON), (f"{A}.workload.notionalHours", "100"),
    ]),
    ("a1_in_force_on_award", S1, [
        ("awardedDate", GONE), ("validFrom", GONE), (f"{A}.accreditation.0.accreditedUntil", "2020-01-01"),
    ]),
    ("a2_within_scope", S1, [
        (f"{A}.accreditation.0.accreditationMaxLevel", "10"), (f"{A}.qualificationLevel.0.levelValue", "10"),
    ]),
    ("p4_issuer_awards_or_is_mandated", S4, [("issuer", GONE)]),
    ("p4_issuer_awards_or_is_mandated", S4, [(f"{P}.participant", GONE)]),
    ("q7_category_has_a_place", S1, [(f"{A}.credentialCategory", GONE)]),
    ("q7_category_has_a_place", S1, [(f"{A}.credentialCategory", "unheardOf")]),
    ("c5_australia", S1, [(f"{A}.conformsTo", AUSSIE)]),
    ("w1_hours_fit_credit", S1, [(f"{A}.workload.notionalHours", "100")]),
    ("w1_hours_fit_credit", S1, [(f"{A}.workload.notionalHours", "180")]),
    ("w2_micro_is_small", S1, [(f"{A}.credit.0.creditPoints", "30")]),
    ("w2_micro_is_small", S4, [(f"{A}.credit.0.creditPoints", "60")]),
    ("w3_micro_stacks", S6, []),
)  # fmt: skip


def _id(row: tuple[Any, ...]) -> str:
    return f"{row[0]}-{row[1].key}-{'+'.join(path.split('.')[-1] for path, _ in row[2])}"


@pytest.mark.parametrize("row", REFUSED, ids=map(_id, REFUSED))
def test_a_rule_refuses_at_the_member_meant(row: tuple[str, Sample, list[Change], str]) -> None:
    name, sample, changes, where = row
    document = put(sample.credential(), *changes)
    found = list(FUNCTIONS[name](Badge.of(document)))
    code = f"MC-{name.split('_')[0].upper()}"
    assert [b.code for b in found] == [code] * len(found)
    assert any(b.pointer.endswith(where) for b in found), found
    assert set(found) <= set(breaches(document))


@pytest.mark.parametrize("row", KEPT, ids=map(_id, KEPT))
def test_a_rule_accepts_what_keeps_it(row: tuple[str, Sample, list[Change]]) -> None:
    name, sample, changes = row
    assert list(FUNCTIONS[name](Badge.of(put(sample.credential(), *changes)))) == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_samples_keep_each_rule(name: str) -> None:
    for sample in NINE:
        assert list(FUNCTIONS[name](Badge.of(sample.credential()))) == [], sample.key


def test_every_rule_has_a_document_that_it_refuses() -> None:
    assert {row[0] for row in REFUSED} == set(FUNCTIONS)


def test_the_rules_have_every_code_of_the_design() -> None:
    codes = {f"MC-{name.split('_')[0].upper()}" for name in FUNCTIONS} | {"MC-S6"}
    ranges = {"Q": 19, "A": 2, "T": 1, "D": 1, "P": 5, "S": 6, "E": 8, "L": 1, "W": 3, "C": 5, "R": 1}
    assert codes == {f"MC-{letter}{n}" for letter, last in ranges.items() for n in range(1, last + 1)}


def test_every_rule_cites_its_code_and_says_what_it_asks() -> None:
    for name, rule in FUNCTIONS.items():
        assert rule.__doc__ is not None
        assert rule.__doc__.startswith(f"MC-{name.split('_')[0].upper()}: "), name


def test_a_remedy_names_the_field_first_and_the_code_last() -> None:
    for name, sample, changes, _ in REFUSED:
        for breach in FUNCTIONS[name](Badge.of(put(sample.credential(), *changes))):
            assert re.match(r"[a-z]+[A-Za-z]*: ", breach.remedy), breach
            assert breach.remedy.endswith(f" ({breach.code})"), breach


def test_only_the_w_rules_warn() -> None:
    for name, sample, changes, _ in REFUSED:
        for breach in FUNCTIONS[name](Badge.of(put(sample.credential(), *changes))):
            assert (breach.severity is Severity.WARNING) == name.startswith("w"), breach


def test_the_eu_reading_of_micro_credential_is_a_warning_where_policy_says_so() -> None:
    document = put(S2.credential(), (f"{A}.achievementType", "MicroCredential"))
    lenient = breaches(document, Policy(micro_type_elsewhere_is_error=False))
    assert [(b.code, b.severity) for b in lenient] == [("MC-T1", Severity.WARNING)]
    other = put(S2.credential(), (f"{A}.achievementType", "Degree"))
    found = breaches(other, Policy(micro_type_elsewhere_is_error=False))
    assert [(b.code, b.severity) for b in found] == [("MC-T1", Severity.ERROR)]


def test_of_an_expired_accreditation_and_its_renewal_one_in_force_is_enough() -> None:
    old = {**S1.completed().document["accreditation"][0], "accreditedUntil": "2025-01-01"}
    document = put(S1.credential(), (f"{A}.accreditation.1", old))
    assert breaches(document) == ()


def test_two_different_accreditations_must_both_be_in_force() -> None:
    other = {
        **S1.completed().document["accreditation"][0],
        "accreditationType": "programmeLicense",
        "accreditedUntil": "2025-01-01",
    }
    found = breaches(put(S1.credential(), (f"{A}.accreditation.1", other)))
    assert [b.code for b in found] == ["MC-A1"]
    assert found[0].pointer.endswith("/accreditation/1")


def test_a_transcript_shows_the_credit_of_a_part_or_of_the_whole() -> None:
    found = list(s6_credit_is_shown_once([S1.credential(), S2.credential(), S8.credential()]))
    assert [(b.code, b.pointer) for b in found] == [("MC-S6", "/0/credentialSubject/creditsEarned")]
    assert list(s6_credit_is_shown_once([S1.credential(), S2.credential()])) == []
    assert list(s6_credit_is_shown_once([S8.credential(), "junk", None])) == []


def test_an_outcome_is_quoted_in_its_words_and_cut_where_it_runs_on() -> None:
    for words, quoted in (("a" * 100, "a" * 100), ("a" * 101, "a" * 99 + "\u2026")):
        document = put(
            S2.credential(), (f"{S}.assessmentRecord", GONE), (f"{A}.learningOutcome.0.name", words)
        )
        assert f": {quoted} (MC-E5)" in breaches(document)[0].remedy
    nameless = put(S2.credential(), (f"{S}.assessmentRecord", GONE), (f"{A}.learningOutcome.0.name", GONE))
    assert "#lo1 (MC-E5)" in breaches(nameless)[0].remedy


def test_a_definition_without_an_issuer_is_not_asked_for_a_mandate() -> None:
    document = {**S4.completed().document}
    del document["creator"]
    assert definition_breaches(document) == ()
    assert [b.code for b in definition_breaches(document, "did:web:tidewater.example")] == ["MC-P4"]
    assert definition_breaches(document, "did:web:tidewater.example")[0].pointer == "/issuingMandate"


def test_accreditation_by_a_stranger_does_not_cover_the_awarder() -> None:
    accreditation = accredited("did:web:kestrel.example")
    assert "MC-Q15" in {b.code for b in S1.completed(accreditation=accreditation).breaches}


def test_evidence_may_carry_any_of_the_three_sri_algorithms() -> None:
    for digest in ("sha256-" + "A" * 43 + "=", SRI, "sha512-" + "A" * 86 + "=="):
        assert breaches(put(S1.credential(), ("evidence.0.digestSRI", digest))) == ()
