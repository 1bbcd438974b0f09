"""The credential ecology: four categories, two axes, the quadrant they make, and what fits where.

Tables first; the functions only read them. The sources are metadata.md sections 3 and 13.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

#: (credit-bearing, bundled) to quadrant.
QUADRANTS: Final[Mapping[tuple[bool, bool], str]] = {
    (True, True): "macroCredential",
    (True, False): "microCredential",
    (False, True): "shortCourse",
    (False, False): "badgeOrAward",
}

#: The settings of the award process that fit a quadrant. Informal is tolerated for a short course.
SETTINGS_OF_QUADRANT: Final[Mapping[str, frozenset[str]]] = {
    "macroCredential": frozenset({"formal"}),
    "microCredential": frozenset({"formal", "semiFormal"}),
    "shortCourse": frozenset({"nonFormal", "semiFormal", "informal"}),
    "badgeOrAward": frozenset({"informal", "nonFormal", "semiFormal"}),
}

#: The settings that fit a category. Skills may be recognised by any process, formal or not.
SETTINGS_OF_CATEGORY: Final[Mapping[str, frozenset[str]]] = {
    "formalQualification": frozenset({"formal"}),
    "nonFormalCertificate": frozenset({"semiFormal", "nonFormal", "informal"}),
    "recognitionOfSkills": frozenset({"formal", "semiFormal", "nonFormal", "informal"}),
    "recordOfExperience": frozenset({"semiFormal", "nonFormal", "informal"}),
}

#: Open Badges' achievement types that fit a quadrant. Types of others (`ext:...`) fit everywhere.
TYPES_OF_QUADRANT: Final[Mapping[str, frozenset[str]]] = {
    "macroCredential": frozenset(
        {
            "Certificate", "Diploma", "Degree", "AssociateDegree", "BachelorDegree", "MasterDegree",
            "DoctoralDegree", "ProfessionalDoctorate", "ResearchDoctorate", "ApprenticeshipCertificate",
            "JourneymanCertificate", "MasterCertificate", "SecondarySchoolDiploma",
            "GeneralEducationDevelopment",
        }
    ),
    "microCredential": frozenset({"MicroCredential"}),
    "shortCourse": frozenset({"Course", "CertificateOfCompletion", "LearningProgram"}),
    "badgeOrAward": frozenset(
        {
            "Achievement", "Assessment", "Assignment", "Award", "Badge", "Certification", "CoCurricular",
            "CommunityService", "Competency", "Fieldwork", "License", "Membership",
            "QualityAssuranceCredential",
        }
    ),
}  # fmt: skip

#: Types that a formal qualification without academic credit may have besides (master craftsman, licence).
TYPES_WITHOUT_CREDIT: Final = frozenset(
    {
        "ApprenticeshipCertificate", "Certificate", "Certification", "Diploma", "JourneymanCertificate",
        "License", "MasterCertificate",
    }
)  # fmt: skip

#: (category, quadrant) to the type that every reader expects there; where several could be, there is none.
USUAL_TYPE: Final[Mapping[tuple[str, str], str]] = {
    ("formalQualification", "microCredential"): "MicroCredential",
    ("nonFormalCertificate", "microCredential"): "MicroCredential",
    ("recognitionOfSkills", "microCredential"): "MicroCredential",
    ("nonFormalCertificate", "shortCourse"): "Course",
    ("recordOfExperience", "shortCourse"): "Course",
    ("nonFormalCertificate", "badgeOrAward"): "Badge",
    ("recordOfExperience", "badgeOrAward"): "Badge",
}


class Cell(StrEnum):
    """One field of the table category by quadrant."""

    ALLOWED = "A"
    WITH_INTERSECTION = "I"
    REJECTED = "X"


#: (category, quadrant) to the intersection that opens the cell, or "" where it stands open.
_OPEN: Final[Mapping[tuple[str, str], str]] = {
    ("formalQualification", "macroCredential"): "",
    ("formalQualification", "microCredential"): "",
    ("formalQualification", "shortCourse"): "qualificationWithoutCredit",
    ("formalQualification", "badgeOrAward"): "qualificationWithoutCredit",
    ("nonFormalCertificate", "microCredential"): "creditRatedNonFormal",
    ("nonFormalCertificate", "shortCourse"): "",
    ("nonFormalCertificate", "badgeOrAward"): "",
    ("recognitionOfSkills", "microCredential"): "",
    ("recognitionOfSkills", "badgeOrAward"): "",
    ("recordOfExperience", "shortCourse"): "unassessedCourse",
    ("recordOfExperience", "badgeOrAward"): "",
}


def quadrant(*, credit_bearing: bool, bundled: bool) -> str:
    """The place in the ecology that the two axes make."""
    return QUADRANTS[credit_bearing, bundled]


def cell(category: str, quadrant: str) -> tuple[Cell, str]:
    """May this category stand in this quadrant, and with which intersection?

    ====================  =====  ======================  ==============================
    .                     macro  micro                   short course, badge or award
    ====================  =====  ======================  ==============================
    formalQualification   A      A                       I qualificationWithoutCredit
    nonFormalCertificate  X      I creditRatedNonFormal  A
    recognitionOfSkills   X      A                       X, A
    recordOfExperience    X      X                       I unassessedCourse, A
    ====================  =====  ======================  ==============================
    """
    needed = _OPEN.get((category, quadrant))
    if needed is None:
        return Cell.REJECTED, ""
    return (Cell.WITH_INTERSECTION, needed) if needed else (Cell.ALLOWED, "")


def type_fits(achievement_type: str, quadrant: str, *, without_credit: bool) -> bool:
    """May an achievement of this Open Badges type stand in this quadrant?

    `without_credit`: it declares the intersection `qualificationWithoutCredit`.
    """
    if achievement_type.startswith("ext:") or achievement_type in TYPES_OF_QUADRANT[quadrant]:
        return True
    return without_credit and achievement_type in TYPES_WITHOUT_CREDIT
