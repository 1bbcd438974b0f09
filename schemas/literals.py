"""The code lists as types, so that request bodies and their OpenAPI name every code.

The lists themselves are `json/codes.json`; a test holds the two equal. Type checkers cannot read a file, so
they are spelt here once more.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

CredentialCategory: TypeAlias = Literal[
    "formalQualification",
    "nonFormalCertificate",
    "recognitionOfSkills",
    "recordOfExperience",
]
EcologyQuadrant: TypeAlias = Literal["macroCredential", "microCredential", "badgeOrAward", "shortCourse"]
EcologyIntersection: TypeAlias = Literal[
    "portfolioToMicroCredential",
    "creditRatedNonFormal",
    "accreditedNonCredit",
    "unassessedCourse",
    "creditVariant",
    "creditRecommendation",
    "embeddedInMacro",
    "qualificationWithoutCredit",
]
LearningSetting: TypeAlias = Literal["formal", "semiFormal", "nonFormal", "informal"]
Purpose: TypeAlias = Literal["entry", "upskilling", "reskilling", "licenceRenewal", "progression", "personal"]
CreditFramework: TypeAlias = Literal[
    "ects",
    "ecvet",
    "uk-cats",
    "scqf",
    "us-semester",
    "us-quarter",
    "nz-nzqcf",
    "au-eftsl",
    "my-mqf",
    "ceu",
    "other",
]
CreditStatus: TypeAlias = Literal["awarded", "recommended", "transferred"]
LevelFramework: TypeAlias = Literal[
    "eqf",
    "qf-ehea",
    "ie-nfq",
    "rqf",
    "fheq",
    "scqf",
    "nlqf",
    "dqr",
    "aqf",
    "nzqcf",
    "mqf-my",
    "cefr",
    "other",
]
LevelBasis: TypeAlias = Literal["referenced", "selfDeclared", "recommended"]
OutcomeType: TypeAlias = Literal["knowledge", "skill", "responsibilityAutonomy"]
ParticipationMode: TypeAlias = Literal[
    "workBased",
    "projectBased",
    "presential",
    "online",
    "blended",
    "researchLab",
]
LearningActivityType: TypeAlias = Literal[
    "labSimulationPractice",
    "jobExperience",
    "volunteering",
    "research",
    "selfMotivatedStudy",
    "eLearningCoursework",
    "internship",
    "apprenticeship",
    "workshopSeminarConference",
    "educationalProgramme",
    "classroomCoursework",
]
PrerequisiteStrength: TypeAlias = Literal["required", "recommended"]
AssessmentType: TypeAlias = Literal[
    "peerAssessment",
    "markedAssignment",
    "continuousEvaluation",
    "portfolio",
    "groupPerformance",
    "practicalAssessment",
    "writtenExamination",
    "levelOfAttendance",
    "projectWork",
    "peerReview",
    "quiz",
    "problemBasedLearning",
    "oralExamination",
    "artefactAssessment",
]
AssessmentMode: TypeAlias = ParticipationMode
Supervision: TypeAlias = Literal[
    "supervisedIdVerified",
    "supervisedNoId",
    "unsupervisedIdVerified",
    "unsupervisedNoId",
]
SupervisionLocus: TypeAlias = Literal["online", "onsite"]
QaType: TypeAlias = Literal[
    "internalEsg",
    "externalInstitutional",
    "externalProgramme",
    "nationalRegister",
    "vetQa",
    "industryStandard",
    "industryEndorsement",
    "platformInternal",
    "selfDeclared",
    "none",
]
AccreditationType: TypeAlias = Literal[
    "institutionalLicense",
    "programmeQualityAssurance",
    "institutionalQualityAssurance",
    "programmeLicense",
]
ProviderType: TypeAlias = Literal[
    "higherEducation",
    "corporate",
    "professionalBody",
    "publicAuthority",
    "vocational",
    "civilSociety",
    "coDelivered",
]
Sector: TypeAlias = Literal[
    "higherEducation",
    "corporate",
    "professionalBody",
    "publicAuthority",
    "vocational",
    "civilSociety",
]
CollaborationDepth: TypeAlias = Literal[
    "none",
    "endorsed",
    "consulted",
    "coConstructed",
    "coDelivered",
    "coAwarded",
]
RoleDisclosure: TypeAlias = Literal["explained", "partial", "opaque"]
OrganisationType: TypeAlias = Literal[
    "higherEducationInstitution",
    "employer",
    "technologyVendor",
    "trainingCompany",
    "educationPlatform",
    "educationBroker",
    "professionalBody",
    "publicAuthority",
    "vetProvider",
    "civilSociety",
    "socialPartner",
    "qualityAssuranceAgency",
    "assessmentServiceProvider",
]
ParticipantRole: TypeAlias = Literal[
    "contentDesign",
    "teaching",
    "assessment",
    "qualityAssurance",
    "award",
    "consultation",
    "externalQualityAssurance",
    "invigilation",
    "workplaceHost",
    "hosting",
    "brokerage",
    "learnerSupport",
    "marketing",
    "endorsement",
    "funding",
]
Process: TypeAlias = Literal["contentDesign", "teaching", "assessment", "qualityAssurance", "award"]
Remuneration: TypeAlias = Literal["revenueShare", "fee", "licence", "none", "undisclosed"]
DeliveryShareBasis: TypeAlias = Literal["taughtHours", "assessment", "budget"]
StackingStatus: TypeAlias = Literal["standAlone", "stackable", "rplEligible"]
ComponentRequirement: TypeAlias = Literal["required", "elective", "alternative", "openElective"]
RecognitionBasis: TypeAlias = Literal[
    "designedComponent",
    "articulationAgreement",
    "caseByCase",
    "rpl",
    "nonCreditCollection",
]
AwardRoute: TypeAlias = Literal[
    "taught",
    "challengeAssessment",
    "rplPortfolio",
    "componentStack",
    "participation",
]
AwardRouteOffered: TypeAlias = AwardRoute
AssessmentDecision: TypeAlias = Literal["pass", "fail", "refer", "notAssessed"]
ReasonKind: TypeAlias = Literal[
    "reasonableAdjustment",
    "extenuatingCircumstances",
    "technicalFailure",
    "illness",
    "other",
]
IdentityMethod: TypeAlias = Literal[
    "institutionalLogin",
    "governmentPhotoId",
    "eidWallet",
    "employerVouched",
    "biometricMatch",
    "knownInPerson",
    "none",
]
AssuranceLevel: TypeAlias = Literal["low", "substantial", "high"]
RecognitionOutcome: TypeAlias = Literal["recognisedInFull", "recognisedInPart", "notRecognised"]
EvidenceType: TypeAlias = Literal[
    "markedAssignment",
    "examScript",
    "artefact",
    "portfolio",
    "workplaceArtefact",
    "testimony",
    "reflectiveAccount",
    "attendanceRecord",
    "observationRecord",
    "credential",
    "other",
]
EvidenceAccess: TypeAlias = Literal["public", "onRequest", "restricted", "withheld"]
#: Of CLR 2.0 section B.1.2: its codes, so no list of ours.
AssociationType: TypeAlias = Literal[
    "exactMatchOf",
    "isChildOf",
    "isParentOf",
    "isPartOf",
    "isPeerOf",
    "isRelatedTo",
    "precedes",
    "replacedBy",
]
