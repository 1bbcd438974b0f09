"""The examples that the API's description shows: one walk, from an organisation to a withdrawal.

The tests run every one of them, in this order. The organisation, its register and its learner are fictional.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import Body

_WORKSHOP: Final[dict[str, Any]] = {
    "slug": "living-soil",
    "name": "Living Soil workshop",
    "description": "A day in the field about soil life.",
    "criteria": {"narrative": "Take part in the whole day. Nothing is assessed."},
    "credentialCategory": "recordOfExperience",
    "learningSetting": "informal",
    "workload": {"notionalHours": "6"},
    "participationMode": ["presential"],
    "publish": True,
}
_CHEMISTRY: Final[dict[str, Any]] = {
    "slug": "soil-chemistry",
    "name": "Soil Chemistry",
    "description": "How soils hold what plants need, and how to keep them able to.",
    "criteria": {"narrative": "Pass the written examination with at least 50 of 100."},
    "credentialCategory": "formalQualification",
    "credit": [{"creditFramework": "ects", "creditPoints": "5"}],
    "workload": {"notionalHours": "125", "contactHours": "30"},
    "qualificationLevel": [{"levelFramework": "eqf", "levelValue": "6", "levelBasis": "referenced"}],
    "learningOutcome": [
        {"name": "Explain how soils hold and release nutrients", "outcomeType": "knowledge"},
        {"name": "Plan the liming of a field from its analysis", "outcomeType": "skill"},
    ],
    "awardRouteOffered": ["taught"],
    "participationMode": ["blended"],
    "assessmentMethod": [
        {
            "name": "Written examination",
            "assessmentType": "writtenExamination",
            "supervision": "supervisedIdVerified",
            "supervisionLocus": "onsite",
        }
    ],
    "qualityAssurance": {
        "qaType": ["internalEsg", "externalInstitutional"],
        "qaStatement": "Approved by the academic council; the college is reviewed every five years.",
    },
    "accreditation": [
        {
            "accreditationType": "institutionalQualityAssurance",
            "accreditingAgent": {"id": "did:web:quality.example", "name": "Quality Council"},
            "accreditedOrganisation": "self",
            "accreditedFrom": "2023-09-01",
            "accreditedUntil": "2030-08-31",
        }
    ],
    "provision": {
        "learnerSummary": "Fernhill College designed, teaches, assesses and awards this on its own.",
        "participant": [
            {
                "organisation": {"id": "self"},
                "responsibility": "Everything: curriculum, teaching, examination and award.",
                "awardingPower": True,
            }
        ],
    },
}
_LACKING: Final = ("qualificationLevel", "assessmentMethod", "accreditation")
_LEARNER: Final = {"reference": "F-0042", "name": "Aoife Ní Bhriain"}


def _shown(**examples: tuple[str, dict[str, Any]]) -> Any:
    """For the body of a route: examples by name, each with a summary."""
    return Body(
        openapi_examples={name: {"summary": says, "value": value} for name, (says, value) in examples.items()}
    )


ORGANISATION: Final = _shown(
    college=(
        "A college that defines and issues",
        {
            "slug": "fernhill",
            "name": "Fernhill College",
            "organisationType": "higherEducationInstitution",
            "url": "https://fernhill.example",
            "email": "badges@fernhill.example",
            "country": "IE",
            "region": "Leinster",
        },
    )
)
API_KEY: Final = _shown(
    issuing=(
        "A key for the student information system",
        {
            "label": "student information system",
            "scopes": [
                "achievements:read",
                "achievements:write",
                "credentials:issue",
                "credentials:read",
                "credentials:revoke",
            ],
        },
    )
)
REGISTER: Final = _shown(
    colleges=(
        "A register of one",
        {
            "name": "Register of colleges",
            "url": "https://register.example",
            "entries": [{"did": "did:web:badges.example:o:fernhill", "name": "Fernhill College"}],
        },
    )
)
ACHIEVEMENT: Final = _shown(
    attendance=("An attendance badge, published at once", _WORKSHOP),
    draft=(
        "A draft, kept with what is still in its way",
        {name: value for name, value in _CHEMISTRY.items() if name not in _LACKING},
    ),
)
WHOLE_ACHIEVEMENT: Final = _shown(credit=("A micro-credential of 5 ECTS", _CHEMISTRY))
NEXT_VERSION: Final = _shown(
    hours=(
        "The same with more hours, published at once",
        {**_CHEMISTRY, "workload": {"notionalHours": "135", "contactHours": "40"}, "publish": True},
    )
)
CREDENTIAL: Final = _shown(
    attendance=(
        "The badge for one learner",
        {"achievement": "living-soil", "recipient": _LEARNER, "awardedDate": "2026-03-14"},
    ),
    assessed=(
        "An assessed award; the learner's DID lets it be had as a JWT too",
        {
            "achievement": "soil-chemistry",
            "recipient": {**_LEARNER, "id": "did:example:aoife"},
            "awardedDate": "2026-06-30",
            "assessmentRecord": [
                {
                    "assessedOn": "2026-06-12",
                    "assessmentDecision": "pass",
                    "identityVerification": {
                        "identityMethod": "governmentPhotoId",
                        "assuranceLevel": "substantial",
                    },
                }
            ],
        },
    ),
)
REVOCATION: Final = _shown(error=("Issued in error", {"reason": "issuedInError", "note": "Wrong list."}))

#: Examples of a body that no route declares, because its bytes are read as they are.
VERIFICATION: Final[dict[str, Any]] = {
    "link": {
        "summary": "A share link of this service",
        "value": {"url": f"https://badges.example/o/fernhill/share/{'a' * 26}/{'b' * 22}"},
    }
}
