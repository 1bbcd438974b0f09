"""A badge that says everything our vocabulary can say, and samples brought up to the vocabulary of today."""

from __future__ import annotations

import copy
from typing import Any

from schemas.terms import CAIRN_CONTEXT, CREDENTIALS_V2, OB_3_0_3

ACHIEVEMENT = "https://northgate.example/achievements/industrial-machine-learning-1"
NORTHGATE = "did:web:northgate.example"
BRIGHTLINE = "did:web:brightline.example"
COUNCIL = "did:web:qchl.example"


def organisation(id: str, name: str) -> dict[str, Any]:
    return {"id": id, "type": ["Profile"], "name": name}


def credit(points: str = "10") -> dict[str, Any]:
    return {
        "type": "CreditValue",
        "creditFramework": "ects",
        "creditPoints": points,
        "creditStatus": "awarded",
        "creditAuthority": NORTHGATE,
    }


def make_achievement() -> dict[str, Any]:
    return {
        "id": ACHIEVEMENT,
        "type": ["Achievement"],
        "name": "Industrial Machine Learning",
        "description": "Taking machine-learning models into production.",
        "criteria": {"narrative": "Complete an industry project and an examination."},
        "achievementType": "MicroCredential",
        "creditsAvailable": 10,
        "credentialCategory": "formalQualification",
        "creditBearing": True,
        "bundled": True,
        "ecologyQuadrant": "macroCredential",
        "ecologyIntersection": ["embeddedInMacro"],
        "learningSetting": "formal",
        "unit": [
            {"type": "Unit", "id": ACHIEVEMENT + "#u1", "name": "Pipelines", "notionalHours": "130"},
            {"type": "Unit", "id": ACHIEVEMENT + "#u2", "name": "Drift", "notionalHours": "130"},
        ],
        "partOf": ["https://northgate.example/achievements/msc-1"],
        "marketedAs": "ML Pro",
        "purpose": ["upskilling", "progression"],
        "intendedAudience": "Engineers in industry",
        "credit": [credit()],
        "workload": {
            "type": "Workload",
            "notionalHours": "260",
            "contactHours": "40",
            "selfStudyHours": "100",
            "workplaceHours": "100",
            "assessmentHours": "20",
        },
        "qualificationLevel": [
            {
                "type": "QualificationLevel",
                "levelFramework": "eqf",
                "levelValue": "7",
                "levelBasis": "referenced",
                "levelConcept": "http://data.europa.eu/snb/eqf/7",
            }
        ],
        "learningOutcome": [
            {
                "id": ACHIEVEMENT + "#lo1",
                "type": "LearningOutcome",
                "name": "Monitor a deployed model for drift",
                "outcomeType": "skill",
            }
        ],
        "participationMode": ["blended", "workBased"],
        "learningActivityType": ["eLearningCoursework"],
        "prerequisite": [
            {
                "type": "Prerequisite",
                "prerequisiteStrength": "required",
                "description": "Basic Python",
                "requiredAchievement": ["https://northgate.example/achievements/python-1"],
            }
        ],
        "assessmentMethod": [
            {
                "id": ACHIEVEMENT + "#as1",
                "type": "AssessmentMethod",
                "name": "Industry project",
                "assessmentType": "projectWork",
                "assessmentMode": ["workBased"],
                "supervision": "supervisedIdVerified",
                "supervisionLocus": "onsite",
                "weighting": "100",
                "summative": True,
                "coversOutcome": [ACHIEVEMENT + "#lo1"],
                "gradingScheme": "https://northgate.example/grading",
                "rubricReference": ACHIEVEMENT + "#rubric",
            }
        ],
        "qualityAssurance": {
            "type": "QualityAssurance",
            "qaType": ["internalEsg"],
            "qaStatement": "Northgate's quality system covers the whole offer.",
            "qaFramework": ["https://www.enqa.eu/esg"],
            "complaintsUrl": "https://northgate.example/complaints",
        },
        "accreditation": [
            {
                "type": "Accreditation",
                "accreditationType": "institutionalQualityAssurance",
                "accreditingAgent": organisation(COUNCIL, "Quality Council for Higher Learning"),
                "accreditedOrganisation": NORTHGATE,
                "accreditedFrom": "2023-09-01",
                "accreditedUntil": "2030-08-31",
                "accreditationRegister": "https://qchl.example/register/northgate",
                "accreditationMaxLevel": "8",
            }
        ],
        "nationalRecognition": [
            {
                "type": "NationalRecognition",
                "recognisedBy": organisation(COUNCIL, "Quality Council for Higher Learning"),
                "country": "IE",
                "register": "https://qchl.example/register",
                "registerEntry": "IML7030",
                "recognisedFrom": "2025-09-01",
                "recognisedUntil": "2030-08-31",
            }
        ],
        "provision": {
            "type": "Provision",
            "providerType": "coDelivered",
            "sector": ["higherEducation", "corporate"],
            "collaborationDepth": "coDelivered",
            "brokered": True,
            "jointProvision": False,
            "industryInformed": True,
            "roleDisclosure": "explained",
            "learnerSummary": "Designed jointly; Northgate alone awards the credit.",
            "deliveryShareBasis": "taughtHours",
            "coreProcess": [
                {
                    "type": "CoreProcess",
                    "process": "qualityAssurance",
                    "directProvision": True,
                    "through": [BRIGHTLINE],
                }
            ],
            "participant": [
                {
                    "type": "Participant",
                    "organisation": organisation(BRIGHTLINE, "Brightline Analytics GmbH"),
                    "organisationType": "employer",
                    "participantRole": ["teaching", "qualityAssurance", "endorsement", "brokerage"],
                    "responsibility": "Workplace teaching, and finding learners.",
                    "awardingPower": False,
                    "deliveryShare": "60",
                    "remuneration": "fee",
                    "brokersBetween": [NORTHGATE],
                }
            ],
        },
        "issuingMandate": {
            "type": "IssuingMandate",
            "mandator": NORTHGATE,
            "mandateStatement": "Issued on behalf of Northgate.",
            "mandateReference": "https://northgate.example/mandates/7",
        },
        "stackability": {
            "type": "Stackability",
            "stackingStatus": "stackable",
            "automaticEntitlement": False,
            "description": "Counts towards the certificate.",
            "creditCurrency": "P5Y",
            "overlapsWith": ["https://northgate.example/achievements/old-1"],
            "creditVariantOf": "https://northgate.example/achievements/mooc-1",
            "stackTarget": [
                {
                    "type": "StackTarget",
                    "pathway": "https://northgate.example/pathways/pgcert",
                    "targetQualification": "https://northgate.example/achievements/pgcert-1",
                    "targetQualificationName": "Postgraduate Certificate",
                    "receivingOrganisation": NORTHGATE,
                    "componentRequirement": "required",
                    "componentGroup": "A",
                    "maxCountable": credit(),
                    "recognitionBasis": "designedComponent",
                }
            ],
        },
        "awardRouteOffered": ["taught", "rplPortfolio", "componentStack"],
        "conformsTo": ["https://w3id.org/cairn/mc/v1/profile#eu-2022-c243-02"],
        "furtherInformation": ["https://northgate.example/iml"],
    }


def make_badge() -> dict[str, Any]:
    """An unsigned credential that uses every term of our context. Its facts need not fit together."""
    return {
        "@context": [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT],
        "id": "https://cairn.example/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Industrial Machine Learning",
        "issuer": organisation(NORTHGATE, "Northgate University"),
        "validFrom": "2026-09-21T00:00:00Z",
        "awardedDate": "2026-09-21T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner-ana",
            "type": ["AchievementSubject"],
            "achievement": make_achievement(),
            "awardRoute": "taught",
            "assessmentRecord": [
                {
                    "type": "AssessmentRecord",
                    "assessmentMethodRef": ACHIEVEMENT + "#as1",
                    "assessedOn": "2026-08-28",
                    "assessedBy": [organisation(BRIGHTLINE, "Brightline Analytics GmbH")],
                    "assessmentDecision": "pass",
                    "supervision": "supervisedNoId",
                    "adjustment": {
                        "type": "Adjustment",
                        "what": "Project presented by video.",
                        "reasonKind": "technicalFailure",
                    },
                    "identityVerification": {
                        "type": "IdentityVerification",
                        "identityMethod": "employerVouched",
                        "assuranceLevel": "substantial",
                        "verifiedBy": BRIGHTLINE,
                        "verifiedOn": "2026-06-15",
                    },
                    "provesOutcome": [ACHIEVEMENT + "#lo1"],
                    "evidenceRef": ["https://brightline.example/evidence/17"],
                    "resultDescriptionRef": ACHIEVEMENT + "#grade",
                }
            ],
            "recognitionDecision": {
                "type": "RecognitionDecision",
                "decisionBy": organisation(NORTHGATE, "Northgate University"),
                "decidedOn": "2026-09-19",
                "criteriaReference": "https://northgate.example/rpl/criteria",
                "recognitionOutcome": "recognisedInFull",
                "appealUrl": "https://northgate.example/appeals",
                "portfolioItem": [
                    {
                        "type": "PortfolioItem",
                        "priorCredential": "https://cairn.example/credentials/2",
                        "evidenceRef": ["https://brightline.example/evidence/17"],
                        "provesOutcome": [ACHIEVEMENT + "#lo1"],
                        "judgedValid": True,
                        "judgedAuthentic": True,
                        "judgedCurrent": True,
                        "judgedSufficient": True,
                    }
                ],
            },
            "countsComponent": [
                {
                    "type": "ComponentClaim",
                    "componentCredential": "https://cairn.example/credentials/3",
                    "componentAchievement": "https://northgate.example/achievements/applied-data-ethics-2",
                    "componentIssuer": NORTHGATE,
                    "componentAwardedOn": "2026-05-04",
                    "digestSRI": "sha384-" + "A" * 64,
                    "creditCounted": credit("5"),
                    "creditOriginal": credit("5"),
                    "conversionPolicy": "https://northgate.example/policies/conversion",
                }
            ],
            "pathwayVersion": "2026.1",
            "association": [
                {
                    "type": "Association",
                    "associationType": "isParentOf",
                    "sourceId": ACHIEVEMENT,
                    "targetId": "https://northgate.example/achievements/applied-data-ethics-2",
                }
            ],
        },
        "evidence": [
            {
                "id": "https://brightline.example/evidence/17",
                "type": ["Evidence"],
                "name": "Project repository snapshot",
                "evidenceType": "artefact",
                "evidenceAccess": "restricted",
                "collectedOn": "2026-08-27",
                "provesOutcome": [ACHIEVEMENT + "#lo1"],
                "digestSRI": "sha384-" + "A" * 64,
            }
        ],
    }


def of_today(sample: dict[str, Any]) -> dict[str, Any]:
    """A sample written before metadata.md section 13, with what that section asks of it.

    No provider is of type "other" (the one that was is a professional body), and what is bundled says
    of which units.
    """
    badge = copy.deepcopy(sample)
    achievement = badge["credentialSubject"]["achievement"]
    if achievement["provision"]["providerType"] == "other":
        achievement["provision"]["providerType"] = "professionalBody"
    if achievement["bundled"]:
        achievement["unit"] = [{"type": "Unit", "name": f"Unit {number}"} for number in (1, 2, 3)]
    return badge
