"""Every message that a reading can emit, with the values that its text may use.

The texts are data elsewhere (app/messages), one file per language; this list is what they are tested
against. A code of the vocabulary is never a value: each code is a key of its own. A parameter is a
plain value (text, a number as text, a date as YYYY-MM-DD); the plural ones in `LISTS` are tuples of texts,
to be joined as the language joins lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CREDIT_FRAMEWORKS: Final = (
    "ects", "ecvet", "uk-cats", "scqf", "us-semester", "us-quarter", "nz-nzqcf", "au-eftsl", "my-mqf", "ceu",
    "other",
)  # fmt: skip
#: Frameworks that say how much credit a full-time year is (metadata.md section 6).
YEAR_FRAMEWORKS: Final = ("ects", "uk-cats", "scqf", "us-semester", "us-quarter", "nz-nzqcf", "au-eftsl")
LEVEL_FRAMEWORKS: Final = (
    "eqf", "qf-ehea", "ie-nfq", "rqf", "fheq", "scqf", "nlqf", "dqr", "aqf", "nzqcf", "mqf-my",
    "cefr", "other",
)  # fmt: skip
QUADRANTS: Final = ("macroCredential", "microCredential", "shortCourse", "badgeOrAward")
ACHIEVEMENT_TYPES: Final = (
    "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree",
    "Award", "Badge",
    "BachelorDegree", "Certificate", "CertificateOfCompletion", "Certification", "CommunityService",
    "Competency", "Course", "CoCurricular", "Degree", "Diploma", "DoctoralDegree", "Fieldwork",
    "GeneralEducationDevelopment", "JourneymanCertificate", "LearningProgram", "License", "Membership",
    "ProfessionalDoctorate", "QualityAssuranceCredential", "MasterCertificate", "MasterDegree",
    "MicroCredential", "ResearchDoctorate", "SecondarySchoolDiploma",
)  # fmt: skip
CORE_PROCESSES: Final = ("contentDesign", "teaching", "assessment", "qualityAssurance", "award")

#: (prefix, codes, parameters): one key `prefix.code` for each code.
_GROUPS: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = (
    # what: the fragments of the one line ("10 ECTS", "master's level (EQF 7)", "about 260 hours", ...)
    ("credit", CREDIT_FRAMEWORKS, ("points",)),
    ("level.eqf", tuple("12345678"), ()),
    ("level", LEVEL_FRAMEWORKS, ("value",)),
    (
        "what.macroCredential",
        ("formalQualification",),
        (),
    ),
    ("what.microCredential", ("formalQualification", "nonFormalCertificate", "recognitionOfSkills"), ()),
    ("what.shortCourse", ("formalQualification", "nonFormalCertificate", "recordOfExperience"), ()),
    (
        "what.badgeOrAward",
        ("formalQualification", "nonFormalCertificate", "recognitionOfSkills", "recordOfExperience"),
        (),
    ),
    ("what.achievementType", (*ACHIEVEMENT_TYPES, "other"), ()),
    ("marketedAs", QUADRANTS, ("name",)),
    ("purpose", ("entry", "upskilling", "reskilling", "licenceRenewal", "progression", "personal"), ()),
    # outcomes
    ("outcome", ("knowledge", "skill", "responsibilityAutonomy", "unsorted"), ("text",)),
    ("prerequisite", ("required", "recommended"), ("text",)),
    # result
    (
        "result",
        (
            "GradePointAverage",
            "LetterGrade",
            "Percent",
            "PerformanceLevel",
            "PredictedScore",
            "RawScore",
            "Result",
            "RubricCriterion",
            "RubricCriterionLevel",
            "RubricScore",
            "ScaledScore",
            "Status",
            "other",
        ),
        ("name", "value"),
    ),  # fmt: skip
    (
        "result.status",
        ("Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"),
        ("name",),
    ),
    # amount and level
    ("creditStatus", ("recommended", "transferred"), ("points",)),
    ("amount.notADegree", YEAR_FRAMEWORKS, ("points", "year")),
    ("amount.ofAYear", YEAR_FRAMEWORKS, ("points", "year")),
    ("levelBasis", ("referenced", "selfDeclared", "recommended"), ()),
    ("hours", ("about", "contact", "selfStudy", "workplace", "assessment"), ("hours",)),
    ("mode", ("workBased", "projectBased", "presential", "online", "blended", "researchLab"), ()),
    (
        "activity",
        (
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
        ),
        (),
    ),  # fmt: skip
    ("route", ("taught", "challengeAssessment", "rplPortfolio", "componentStack", "participation"), ()),
    # assessment
    (
        "assessment.type",
        (
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
        ),
        ("name",),
    ),  # fmt: skip
    (
        "assessment.supervision",
        ("supervisedIdVerified", "supervisedNoId", "unsupervisedIdVerified", "unsupervisedNoId"),
        (),
    ),
    ("assessment.locus", ("online", "onsite"), ()),
    (
        "assessment.identity",
        (
            "institutionalLogin",
            "governmentPhotoId",
            "eidWallet",
            "employerVouched",
            "biometricMatch",
            "knownInPerson",
            "none",
        ),
        (),
    ),  # fmt: skip
    ("assessment.assurance", ("low", "substantial", "high"), ()),
    (
        "assessment.adjusted",
        ("reasonableAdjustment", "extenuatingCircumstances", "technicalFailure", "illness", "other"),
        ("what",),
    ),
    ("assessment.decision", ("pass", "fail", "refer", "notAssessed"), ()),
    # who did what
    (
        "role",
        (
            *CORE_PROCESSES,
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
        ),
        ("names",),
    ),  # fmt: skip
    (
        "organisation",
        (
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
        ),
        ("name",),
    ),  # fmt: skip
    (
        "providerType",
        (
            "higherEducation",
            "corporate",
            "professionalBody",
            "publicAuthority",
            "vocational",
            "civilSociety",
            "coDelivered",
        ),
        (),
    ),  # fmt: skip
    (
        "sector",
        ("higherEducation", "corporate", "professionalBody", "publicAuthority", "vocational", "civilSociety"),
        (),
    ),
    ("depth", ("none", "endorsed", "consulted", "coConstructed", "coDelivered", "coAwarded"), ()),
    ("roleDisclosure", ("explained", "partial", "opaque"), ()),
    ("process.direct", CORE_PROCESSES, ("names",)),
    ("process.through", CORE_PROCESSES, ("names",)),
    ("remuneration", ("revenueShare", "fee", "licence", "none", "undisclosed"), ("name",)),
    ("share", ("taughtHours", "assessment", "budget", "unsaid"), ("name", "percent")),
    # counts towards
    ("counts.status", ("standAlone", "stackable", "rplEligible"), ()),
    (
        "counts.basis",
        ("designedComponent", "articulationAgreement", "caseByCase", "rpl", "nonCreditCollection"),
        ("title", "receiver"),
    ),
    ("counts.requirement", ("required", "elective", "alternative", "openElective"), ("title",)),
    ("counts.upTo", CREDIT_FRAMEWORKS, ("points",)),
    ("counts.part", CREDIT_FRAMEWORKS, ("points", "issuer", "on")),
    # quality assurance, accreditation, national recognition
    (
        "qa",
        (
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
        ),
        (),
    ),  # fmt: skip
    (
        "accreditation",
        (
            "institutionalLicense",
            "programmeQualityAssurance",
            "institutionalQualityAssurance",
            "programmeLicense",
        ),
        ("agent",),
    ),  # fmt: skip
    ("profile", ("eu-2022-c243-02", "emc-cmf", "nl-hbo-wo", "nz-nzqcf", "au-nmf"), ()),
    ("profile", ("other",), ("url",)),
    # evidence
    (
        "evidence",
        (
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
        ),
        ("name",),
    ),  # fmt: skip
    ("evidence.access", ("public", "onRequest", "restricted", "withheld"), ()),
    ("recognition", ("recognisedInFull", "recognisedInPart", "notRecognised"), ("by", "on")),
    # place in the credential ecology
    ("quadrant", QUADRANTS, ()),
    (
        "category",
        ("formalQualification", "nonFormalCertificate", "recognitionOfSkills", "recordOfExperience"),
        (),
    ),
    ("setting", ("formal", "semiFormal", "nonFormal", "informal"), ()),
    (
        "intersection",
        (
            "portfolioToMicroCredential",
            "creditRatedNonFormal",
            "accreditedNonCredit",
            "unassessedCourse",
            "creditVariant",
            "creditRecommendation",
            "embeddedInMacro",
            "qualificationWithoutCredit",
        ),
        (),
    ),  # fmt: skip
    ("axis", ("creditBearing", "notCreditBearing", "bundled", "unbundled"), ()),
    # what an award does not say
    (
        "notStated",
        (
            "credit",
            "level",
            "workload",
            "outcomes",
            "result",
            "assessment",
            "provider",
            "counts",
            "quality",
            "evidence",
            "kind",
        ),
        (),
    ),  # fmt: skip
)

#: Keys that stand alone, with their parameters.
_SINGLE: Final[Mapping[str, tuple[str, ...]]] = {
    "credit.noUnit": ("points",),  # Open Badges' bare number: credits of no named kind
    "what.notAssessed": (),  # "completed, not assessed"
    "what.unclear": (),  # category and place contradict each other
    "units.count": ("count",),
    "units.names": ("names",),
    "audience": ("text",),
    "outcome.criteria": ("text",),
    "outcome.description": ("text",),
    "outcome.alignment": ("name", "framework"),
    "result.plain": ("value",),
    "result.scale": ("minimum", "maximum"),
    "result.scaleValues": ("lowest", "highest"),
    "result.passMark": ("value",),
    "result.rubric": ("name", "level"),
    "result.rubricPassLevel": ("level",),
    "result.notShown": (),
    "amount.noCredit": (),
    "amount.earnedOf": ("earned", "available"),
    "activity.dates": ("start", "end"),
    "activity.term": ("term",),
    "learnerRole": ("role",),
    "licence": ("number",),
    "narrative": ("text",),
    "assessment.none": (),
    "assessment.weight": ("percent",),
    "assessment.doesNotCount": (),  # formative: not part of the decision
    "assessment.done": ("on",),
    "assessment.by": ("names",),
    "assessment.identityBy": ("name",),
    "who.issuer": ("name",),
    "who.summary": ("text",),
    "who.responsibility": ("text",),
    "who.parent": ("name", "parent"),
    "who.brokered": ("names",),
    "who.brokersBetween": ("name", "parties"),
    "who.joint": ("names",),
    "who.industryInformed": (),
    "who.mandate": ("mandator",),
    "who.mandateText": ("text",),
    "who.assessedFor": ("name",),  # Open Badges' `source`
    "counts.possible": (),  # stackable, no route published yet
    "counts.agreed": ("title", "receiver"),
    "counts.notAutomatic": (),
    "counts.currency": ("years", "months", "days"),
    "counts.overlaps": ("count",),
    "counts.variant": (),
    "counts.partOf": ("count",),
    "counts.part.plain": ("issuer", "on"),
    "counts.text": ("text",),
    "qa.text": ("text",),
    "qa.complaints": ("url",),
    "accreditation.dates": ("start", "end"),
    "accreditation.since": ("start",),
    "accreditation.until": ("end",),
    "accreditation.maxLevel": ("level",),
    "nationalRecognition": ("by", "country"),
    "nationalRecognition.entry": ("register", "entry"),
    "evidence.digest": (),
    "evidence.plain": ("name",),
    "recognition.items": ("count",),
    "recognition.appeal": ("url",),
    "notUnderstood": ("value",),  # a value outside every list that we know, shown as its issuer wrote it
}

#: Parameters that are tuples of texts, not one text.
LISTS: Final = frozenset({"names", "parties"})

MESSAGES: Final[Mapping[str, tuple[str, ...]]] = {
    **{f"{prefix}.{code}": names for prefix, codes, names in _GROUPS for code in codes},
    **_SINGLE,
}
MESSAGE_KEYS: Final[tuple[str, ...]] = tuple(MESSAGES)
