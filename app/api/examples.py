"""The examples that the API's description shows. Tests run them, in this order."""

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
_AWARD: Final[dict[str, Any]] = {
    "achievement": "living-soil",
    "recipient": {"reference": "F-0042", "name": "Aoife Ní Bhriain"},
    "awardedDate": "2026-03-14T00:00:00Z",
}


def _shown(summary: str, value: dict[str, Any]) -> Any:
    return Body(openapi_examples={"example": {"summary": summary, "value": value}})


ORGANISATION: Final = _shown(
    "A college",
    {
        "slug": "fernhill",
        "name": "Fernhill College",
        "organisationType": "higherEducationInstitution",
        "country": "IE",
    },
)
API_KEY: Final = _shown(
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
ACHIEVEMENT: Final = _shown("An attendance badge, published at once", _WORKSHOP)
CREDENTIAL: Final = _shown("The badge for one learner", _AWARD)
REVOCATION: Final = _shown("Issued in error", {"reason": "issuedInError", "note": "Wrong list."})
REGISTER: Final = _shown(
    "A register of one",
    {
        "name": "Register of colleges",
        "url": "https://register.example",
        "entries": [{"did": "did:web:fernhill.example", "name": "Fernhill College"}],
    },
)
