"""The nine samples of the design, re-created small: what an issuer would send, and one award of each.

Fictional organisations. S1 to S9 as in docs/metadata.md section 8; brought up to its section 13: the
bundled ones name their units, and no provider is "other".
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from issuers.achievement import Completed, complete
from issuers.award import build
from issuers.profile import Organisation
from schemas.terms import CAIRN_CONTEXT, CAIRN_SCHEMA, CREDENTIALS_V2, OB_3_0_3

NORTHGATE = Organisation(
    "did:web:northgate.example",
    "Northgate University",
    "higherEducationInstitution",
    url="https://northgate.example",
    country="IE",
    region="Leinster",
)
KESTREL = Organisation(
    "did:web:kestrel.example", "Kestrel University", "higherEducationInstitution", country="GB"
)
HALDEN = Organisation("did:web:halden-cloud.example", "Halden Cloud AS", "technologyVendor", country="NO")
HARBOUR = Organisation(
    "did:web:openharbour.example", "OpenHarbour Courses BV", "educationPlatform", country="NL"
)
GUILD = Organisation("did:web:dataguild.example", "European Data Guild", "professionalBody", country="BE")

BRIGHTLINE = {"id": "did:web:brightline.example", "name": "Brightline Analytics GmbH"}
QCHL = {"id": "did:web:qchl.example", "name": "Quality Council for Higher Learning"}
SRI = "sha384-" + "A" * 64


def accredited(organisation: str = "self", level: str = "8") -> list[dict[str, Any]]:
    return [
        {
            "accreditationType": "institutionalQualityAssurance",
            "accreditingAgent": QCHL,
            "accreditedOrganisation": organisation,
            "accreditedFrom": "2023-09-01",
            "accreditedUntil": "2030-08-31",
            "accreditationMaxLevel": level,
        }
    ]


def method(kind: str, supervision: str, *covers: str, **more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"name": kind, "assessmentType": kind, "supervision": supervision, **more}
    if covers:
        said["coversOutcome"] = list(covers)
    return said


def alone(**more: Any) -> dict[str, Any]:
    return {
        "learnerSummary": "Northgate does everything itself.",
        "participant": [
            {
                "organisation": "self",
                "participantRole": ["contentDesign", "teaching", "assessment", "qualityAssurance", "award"],
                "responsibility": "Curriculum, tutors, marking, quality assurance and award.",
                "awardingPower": True,
                "deliveryShare": 100,
                **more,
            },
            {
                "organisation": QCHL,
                "organisationType": "qualityAssuranceAgency",
                "participantRole": ["externalQualityAssurance"],
                "responsibility": "External institutional review.",
            },
        ],
    }


def micro(name: str, points: float, **more: Any) -> dict[str, Any]:
    """A credit-bearing unit of Northgate's."""
    return {
        "name": name,
        "description": f"Micro-credential in {name}.",
        "criteria": "Pass every assessment.",
        "credentialCategory": "formalQualification",
        "credit": [{"creditFramework": "ects", "creditPoints": points}],
        "workload": {"notionalHours": points * 26},
        "qualificationLevel": [
            {"levelFramework": "eqf", "levelValue": 7, "levelBasis": "referenced"},
            {"levelFramework": "ie-nfq", "levelValue": 9, "levelBasis": "referenced"},
        ],
        "participationMode": ["online"],
        "qualityAssurance": {"qaType": ["internalEsg", "externalInstitutional"]},
        "accreditation": accredited(),
        "provision": alone(),
        **more,
    }


ID = {"identityMethod": "governmentPhotoId", "assuranceLevel": "substantial", "verifiedBy": "self"}


def record(ref: str, day: str, **more: Any) -> dict[str, Any]:
    return {
        "assessmentMethodRef": ref,
        "assessedOn": day,
        "assessmentDecision": "pass",
        "identityVerification": ID,
        **more,
    }


@dataclass(frozen=True)
class Sample:
    """One sample: its issuer, its definition, one award, and what must follow from it."""

    key: str
    issuer: Organisation
    definition: dict[str, Any]
    award: dict[str, Any]
    follows: dict[str, Any] = field(default_factory=dict)

    @property
    def achievement_id(self) -> str:
        return f"https://badges.example/achievements/{self.key}"

    def completed(self, **changes: Any) -> Completed:
        definition = {**deepcopy(self.definition), **changes}
        return complete(definition, achievement_id=self.achievement_id, version=1, issuer=self.issuer)

    def credential(self) -> dict[str, Any]:
        return credential(self.completed().document, self.award, self.issuer, self.key)


def credential(
    achievement: dict[str, Any], award: dict[str, Any], issuer: Organisation, key: str = "c"
) -> dict[str, Any]:
    return deepcopy(
        build(
            achievement,
            {"recipient": {"name": "Ana Andersson"}, **award},
            credential_id=f"https://badges.example/credentials/{key}",
            issuer_profile=issuer.profile(),
            context_urls=(CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT),
            schema_url=CAIRN_SCHEMA,
            status_entry={
                "id": "https://badges.example/status/1#7",
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": "7",
                "statusListCredential": "https://badges.example/status/1",
            },
            valid_from="2026-11-20T00:00:00Z",
            salt=bytes(16),
        )
    )


def derived(
    kind: str, depth: str, sectors: list[str], disclosure: str = "explained", **flags: bool
) -> dict[str, Any]:
    return {
        "providerType": kind,
        "collaborationDepth": depth,
        "sector": sectors,
        "brokered": flags.get("brokered", False),
        "jointProvision": flags.get("jointProvision", False),
        "industryInformed": flags.get("industryInformed", False),
        "roleDisclosure": disclosure,
    }


HE, CORPORATE = "higherEducation", "corporate"

S1 = Sample(
    "s1-he-only",
    NORTHGATE,
    micro(
        "Applied Data Ethics",
        5,
        learningOutcome=["Apply ethical frameworks", "Evaluate bias", "Justify a mitigation"],
        assessmentMethod=[
            method("markedAssignment", "unsupervisedIdVerified", "#lo1", "#lo2", weighting=60),
            method("oralExamination", "supervisedIdVerified", "#lo3", weighting=40),
        ],
        resultDescription=[
            {
                "name": "Overall mark",
                "resultType": "Percent",
                "valueMin": 0,
                "valueMax": 100,
                "requiredValue": 50,
            }
        ],
        stackability={
            "creditCurrency": "P5Y",
            "stackTarget": [
                {
                    "pathway": "https://northgate.example/pathways/pgcert",
                    "targetQualificationName": "Postgraduate Certificate in Responsible AI",
                    "receivingOrganisation": "self",
                    "componentRequirement": "required",
                    "maxCountable": {
                        "creditFramework": "ects",
                        "creditPoints": 5,
                        "creditStatus": "awarded",
                    },
                    "recognitionBasis": "designedComponent",
                }
            ],
        },
        conformsTo=["https://w3id.org/cairn/mc/v1/profile#eu-2022-c243-02"],
    ),
    {
        "awardedDate": "2026-05-04",
        "result": [{"value": 68}],
        "assessmentRecord": [
            record("#as1", "2026-04-20", evidenceRef=["#ev1"]),
            record("#as2", "2026-04-24"),
        ],
        "evidence": [
            {
                "id": "#ev1",
                "name": "Ethics case report",
                "evidenceType": "markedAssignment",
                "provesOutcome": ["#lo1", "#lo2"],
                "digestSRI": SRI,
            }
        ],
    },
    {
        "ecologyQuadrant": "microCredential",
        "creditBearing": True,
        "bundled": False,
        "creditsAvailable": 5,
        "provision": derived(HE, "none", [HE]),
    },
)

S2 = Sample(
    "s2-corporate-only",
    HALDEN,
    {
        "name": "Halden Certified Cluster Operator",
        "description": "Operate and recover container clusters.",
        "criteria": "Score at least 72 of 100 in a proctored examination.",
        "credentialCategory": "recognitionOfSkills",
        "achievementType": "Certification",
        "ecologyIntersection": ["accreditedNonCredit"],
        "learningSetting": "nonFormal",
        "awardRouteOffered": ["challengeAssessment"],
        "workload": 40,
        "learningOutcome": ["Deploy a cluster", "Recover a failed node"],
        "participationMode": ["online"],
        "assessmentMethod": [method("practicalAssessment", "supervisedIdVerified", weighting=100)],
        "qualityAssurance": {
            "qaType": ["industryStandard"],
            "qaStatement": "Audited against ISO/IEC 17024.",
        },
        "accreditation": [
            {
                "accreditationType": "programmeQualityAssurance",
                "accreditingAgent": {
                    "id": "did:web:certboard.example",
                    "name": "Personnel Certification Board",
                },
                "accreditedOrganisation": "self",
                "accreditedFrom": "2025-01-01",
                "accreditedUntil": "2027-12-31",
            }
        ],
        "provision": {
            "learnerSummary": "Halden wrote the exam and awards. Proctora invigilates; it does not mark.",
            "participant": [
                {
                    "organisation": "self",
                    "participantRole": ["contentDesign", "assessment", "qualityAssurance", "award"],
                    "responsibility": "Scheme owner, item writing, scoring and award.",
                    "deliveryShare": 100,
                },
                {
                    "organisation": {"id": "did:web:proctora.example", "name": "Proctora Remote Assessment"},
                    "organisationType": "assessmentServiceProvider",
                    "participantRole": ["invigilation"],
                    "responsibility": "Remote invigilation and identity check.",
                },
            ],
        },
        "stackability": {"stackingStatus": "rplEligible"},
    },
    {
        "awardedDate": "2025-03-15",
        "validUntil": "2027-03-15T23:59:59Z",
        "licenseNumber": "HCCO-3-118820",
        "assessmentRecord": [record("#as1", "2025-03-14")],
    },
    {
        "ecologyQuadrant": "badgeOrAward",
        "creditBearing": False,
        "bundled": False,
        "provision": derived(CORPORATE, "none", [CORPORATE]),
    },
)

S3 = Sample(
    "s3-co-delivered",
    NORTHGATE,
    micro(
        "Industrial Machine Learning",
        10,
        learningOutcome=["Design a pipeline", "Monitor for drift", "Explain the assumptions"],
        assessmentMethod=[
            method(
                "projectWork",
                "supervisedIdVerified",
                "#lo1",
                "#lo2",
                weighting=70,
                rubricReference="#rd1",
            ),
            method("writtenExamination", "supervisedIdVerified", "#lo3", weighting=30),
        ],
        resultDescription=[
            {
                "name": "Project rubric",
                "resultType": "RubricCriterionLevel",
                "requiredLevel": "#rd1-l2",
                "rubricCriterionLevel": [{"name": "Not yet"}, {"name": "Meets"}, {"name": "Exceeds"}],
            },
            {
                "name": "Grade",
                "resultType": "LetterGrade",
                "allowedValue": ["F", "E", "D", "C", "B", "A"],
                "requiredValue": "E",
            },
        ],
        provision={
            "learnerSummary": "Brightline teaches weeks 5 to 10 and co-assesses; Northgate alone awards.",
            "participant": [
                {
                    "organisation": "self",
                    "participantRole": [
                        "contentDesign",
                        "teaching",
                        "assessment",
                        "qualityAssurance",
                        "award",
                    ],
                    "responsibility": "Theory, examination, moderation, award.",
                    "awardingPower": True,
                    "deliveryShare": 40,
                },
                {
                    "organisation": BRIGHTLINE,
                    "organisationType": "employer",
                    "participantRole": ["contentDesign", "teaching", "assessment", "workplaceHost"],
                    "responsibility": "Workplace teaching, first marking of the project.",
                    "deliveryShare": 60,
                },
            ],
        },
    ),
    {
        "awardedDate": "2026-09-21",
        "result": [
            {"resultDescription": "#rd2", "value": "B"},
            {"resultDescription": "#rd1", "achievedLevel": "#rd1-l3"},
        ],
        "assessmentRecord": [
            record("#as1", "2026-08-28", assessedBy=[BRIGHTLINE["id"], "self"]),
            record("#as2", "2026-09-04"),
        ],
    },
    {
        "ecologyQuadrant": "microCredential",
        "creditBearing": True,
        "creditsAvailable": 10,
        "provision": derived("coDelivered", "coDelivered", [HE, CORPORATE], industryInformed=True),
    },
)

S4 = Sample(
    "s4-broker-mediated",
    KESTREL,
    micro(
        "Product Management Practice",
        15,
        credit=[{"creditFramework": "uk-cats", "creditPoints": 15}],
        workload=150,
        qualificationLevel=[
            {"levelFramework": "rqf", "levelValue": "7"},
            {"levelFramework": "eqf", "levelValue": "7"},
        ],
        learningOutcome=["Frame a product problem", "Defend a roadmap"],
        assessmentMethod=[method("portfolio", "supervisedIdVerified")],
        resultDescription=[{"name": "Outcome", "resultType": "Status"}],
        provision={
            "learnerSummary": "Kestrel teaches, assesses and awards. Tidewater brokers and is paid a share.",
            "participant": [
                {
                    "organisation": "self",
                    "participantRole": [
                        "contentDesign",
                        "teaching",
                        "assessment",
                        "qualityAssurance",
                        "award",
                    ],
                    "responsibility": "Teaching, marking, quality assurance and award.",
                    "awardingPower": True,
                    "deliveryShare": 100,
                },
                {
                    "organisation": {"id": "did:web:tidewater.example", "name": "Tidewater Learning Ltd"},
                    "organisationType": "educationBroker",
                    "participantRole": ["brokerage", "hosting", "learnerSupport", "marketing"],
                    "responsibility": "Platform, brokerage, coaching and recruitment.",
                    "remuneration": "revenueShare",
                    "brokersBetween": ["did:web:kestrel.example", "did:web:marlow.example"],
                },
                {
                    "organisation": {"id": "did:web:marlow.example", "name": "Marlow Retail plc"},
                    "organisationType": "employer",
                    "participantRole": ["contentDesign"],
                    "responsibility": "Case briefs and skills priorities.",
                    "deliveryShare": 0,
                },
            ],
        },
        stackability={
            "stackTarget": [
                {
                    "targetQualificationName": "Postgraduate Certificate in Responsible AI",
                    "receivingOrganisation": NORTHGATE.did,
                    "componentRequirement": "elective",
                    "maxCountable": {
                        "creditFramework": "ects",
                        "creditPoints": "7.5",
                        "creditStatus": "awarded",
                    },
                    "recognitionBasis": "articulationAgreement",
                }
            ]
        },
    ),
    {
        "awardedDate": "2026-07-10",
        "result": [{"status": "Completed"}],
        "assessmentRecord": [record("#as1", "2026-06-19")],
    },
    {
        "ecologyQuadrant": "microCredential",
        "creditsAvailable": 15,
        "provision": derived(HE, "coConstructed", [HE], brokered=True, industryInformed=True),
    },
)

S5 = Sample(
    "s5-mooc",
    HARBOUR,
    {
        "name": "Introduction to the Circular Economy",
        "description": "Six-week open online course.",
        "criteria": "Complete six weekly units and average at least 60% in the quizzes.",
        "credentialCategory": "nonFormalCertificate",
        "achievementType": "CertificateOfCompletion",
        "learningSetting": "nonFormal",
        "workload": 24,
        "unit": [{"name": f"Week {week}", "notionalHours": 4} for week in range(1, 7)],
        "learningOutcome": ["Describe the main circular business models"],
        "participationMode": ["online"],
        "assessmentMethod": [method("quiz", "unsupervisedNoId", weighting=100)],
        "qualityAssurance": {"qaType": ["platformInternal"]},
        "provision": {
            "learnerSummary": "Kestrel's academics made the videos; OpenHarbour runs the platform.",
            "participant": [
                {
                    "organisation": {"id": KESTREL.did, "name": KESTREL.name},
                    "organisationType": "higherEducationInstitution",
                    "participantRole": ["contentDesign", "teaching"],
                    "responsibility": "Videos, quizzes, forum.",
                    "awardingPower": True,
                    "deliveryShare": 100,
                },
                {
                    "organisation": "self",
                    "participantRole": ["assessment", "qualityAssurance", "award", "hosting"],
                    "responsibility": "Automated scoring, platform, certificate.",
                    "deliveryShare": 0,
                },
            ],
        },
        "stackability": {"stackingStatus": "rplEligible"},
    },
    {
        "awardedDate": "2026-10-02",
        "assessmentRecord": [{"assessedOn": "2026-10-02", "assessmentDecision": "pass"}],
    },
    {
        "ecologyQuadrant": "shortCourse",
        "creditBearing": False,
        "bundled": True,
        "provision": derived("coDelivered", "coDelivered", [HE, CORPORATE]),
    },
)

S6 = Sample(
    "s6-attendance",
    GUILD,
    {
        "name": "EDG 2026: MLOps in Practice workshop (attended)",
        "description": "Attended the full one-day workshop.",
        "criteria": "Be checked in at the start and the end. Nothing was assessed.",
        "credentialCategory": "recordOfExperience",
        "learningSetting": "informal",
        "workload": 7,
        "participationMode": ["presential"],
    },
    {"awardedDate": "2026-05-19", "role": "Workshop participant"},
    {
        "ecologyQuadrant": "badgeOrAward",
        "creditBearing": False,
        "bundled": False,
        "provision": derived("professionalBody", "none", ["professionalBody"], "partial"),
    },
)

S7 = Sample(
    "s7-rpl-portfolio",
    NORTHGATE,
    micro(
        "Cloud Operations Practice",
        5,
        credentialCategory="recognitionOfSkills",
        ecologyIntersection=["portfolioToMicroCredential"],
        learningSetting="formal",
        awardRouteOffered=["rplPortfolio"],
        qualificationLevel=[{"levelFramework": "eqf", "levelValue": "6"}],
        learningOutcome=["Operate a cluster", "Monitor a service", "Reflect on an incident"],
        assessmentMethod=[
            method("portfolio", "unsupervisedIdVerified", "#lo1", "#lo2", "#lo3", weighting=70),
            method("oralExamination", "supervisedIdVerified", "#lo3", weighting=30),
        ],
        nationalRecognition=[
            {
                "recognisedBy": QCHL,
                "country": "IE",
                "register": "https://qchl.example/register/micro",
                "registerEntry": "CLO6010",
            }
        ],
    ),
    {
        "awardedDate": "2026-10-20",
        "assessmentRecord": [
            record("#as1", "2026-10-12", evidenceRef=["#ev1", "#ev2"]),
            record("#as2", "2026-10-14"),
        ],
        "evidence": [
            {
                "id": "#ev1",
                "name": "Dashboards",
                "evidenceType": "workplaceArtefact",
                "digestSRI": SRI,
            },
            {"id": "#ev2", "name": "Reflection", "evidenceType": "reflectiveAccount", "digestSRI": SRI},
        ],
        "recognitionDecision": {
            "decidedOn": "2026-10-19",
            "criteriaReference": "https://northgate.example/rpl/criteria/CLO6010",
            "recognitionOutcome": "recognisedInFull",
            "portfolioItem": [
                {
                    **what,
                    "provesOutcome": [outcome],
                    "judgedValid": True,
                    "judgedAuthentic": True,
                    "judgedCurrent": True,
                    "judgedSufficient": True,
                }
                for outcome, what in (
                    ("#lo1", {"priorCredential": "https://badges.example/credentials/s2-corporate-only"}),
                    ("#lo2", {"evidenceRef": ["#ev1"]}),
                    ("#lo3", {"evidenceRef": ["#ev2"]}),
                )
            ],
        },
    },
    {
        "ecologyQuadrant": "microCredential",
        "creditBearing": True,
        "provision": derived(HE, "none", [HE]),
    },
)


def component(key: str, points: float, day: str) -> dict[str, Any]:
    return {
        "componentCredential": f"https://badges.example/credentials/{key}",
        "componentAchievement": f"https://badges.example/achievements/{key}",
        "componentIssuer": "self",
        "componentAwardedOn": day,
        "digestSRI": SRI,
        "creditCounted": {"creditFramework": "ects", "creditPoints": points, "creditStatus": "awarded"},
    }


S8 = Sample(
    "s8-macro-stacked",
    NORTHGATE,
    micro(
        "Postgraduate Certificate in Responsible AI",
        30,
        achievementType="Certificate",
        awardRouteOffered=["componentStack"],
        workload=775,
        unit=["Applied Data Ethics", "Industrial Machine Learning", "AI Assurance"],
        learningOutcome=["Integrate ethical, technical and assurance perspectives"],
        assessmentMethod=[method("continuousEvaluation", "supervisedIdVerified", weighting=100)],
        provision={
            "learnerSummary": "Northgate awards. One component was co-delivered with Brightline.",
            "participant": [
                {
                    "organisation": "self",
                    "participantRole": [
                        "contentDesign",
                        "teaching",
                        "assessment",
                        "qualityAssurance",
                        "award",
                    ],
                    "responsibility": "Award, quality assurance and two of three components.",
                    "awardingPower": True,
                    "deliveryShare": 80,
                },
                {
                    "organisation": BRIGHTLINE,
                    "organisationType": "employer",
                    "participantRole": ["teaching", "assessment"],
                    "responsibility": "Part of one component only.",
                    "deliveryShare": 20,
                },
            ],
        },
    ),
    {
        "awardedDate": "2026-11-20",
        "pathwayVersion": "2026.1",
        "countsComponent": [
            component("s1-he-only", 5, "2026-05-04"),
            component("s3-co-delivered", 10, "2026-09-21"),
            component("s9-ai-assurance", 15, "2026-10-30"),
        ],
        "assessmentRecord": [
            {
                "assessmentMethodRef": "#as1",
                "assessedOn": "2026-11-16",
                "assessmentDecision": "pass",
            }
        ],
        "recognitionDecision": {
            "decidedOn": "2026-11-16",
            "criteriaReference": "https://northgate.example/pathways/pgcert",
            "recognitionOutcome": "recognisedInFull",
        },
    },
    {
        "ecologyQuadrant": "macroCredential",
        "creditBearing": True,
        "bundled": True,
        "provision": derived("coDelivered", "coDelivered", [HE, CORPORATE], industryInformed=True),
    },
)

S9 = Sample(
    "s9-ai-assurance",
    NORTHGATE,
    micro(
        "AI Assurance",
        15,
        learningOutcome=["Plan a review", "Test a system", "Report to a governing body"],
        assessmentMethod=[
            method("projectWork", "supervisedIdVerified", "#lo1", "#lo2", weighting=60),
            method("oralExamination", "supervisedIdVerified", "#lo3", weighting=40),
        ],
    ),
    {
        "awardedDate": "2026-10-30",
        "assessmentRecord": [record("#as1", "2026-10-16"), record("#as2", "2026-10-23")],
    },
    {"ecologyQuadrant": "microCredential", "creditBearing": True, "provision": derived(HE, "none", [HE])},
)

NINE = (S1, S2, S3, S4, S5, S6, S7, S8, S9)
