"""The documents that are signed and verified: two awards of the demo, again and again for other learners.

S3 is large (a co-delivered micro-credential with assessments and partners), S6 small (an attendance badge).
Each number makes another document, so nothing that was kept of an earlier one helps with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from credentials.evidence import Evidence
from credentials.verification.case import Trust

SAMPLES: Mapping[str, str] = {"s3": "S3, co-delivered micro-credential", "s6": "S6, attendance badge"}


@dataclass(frozen=True)
class Source:
    """One award as the service issued it, and what a verifier of its issuer's signatures was given.

    `method` names the key that the benchmark itself signs with; the DID document in `evidence` lists it.
    """

    signed: dict[str, Any]
    size: int  # bytes, as issued
    method: str
    evidence: Evidence
    trust: Trust
    at: datetime  # when the evidence was complete

    def draft(self, number: int) -> dict[str, Any]:
        """The same award for learner `number`: unsigned, with an id and a status entry of its own."""
        draft = deepcopy(self.signed)
        del draft["proof"]
        draft["id"] = f"{draft['id']}-{number}"
        subject, status = draft["credentialSubject"], draft["credentialStatus"]
        subject["id"] = f"did:example:learner-{number}"
        subject["identifier"][0]["identityHash"] = f"Learner {number}"
        index = str(number % 131_072)
        status["id"] = f"{status['statusListCredential']}#{index}"
        status["statusListIndex"] = index
        return draft

    def signed_at(self, number: int) -> datetime:
        """When learner `number`'s award is said to be signed: each in a second of its own."""
        return self.at - timedelta(seconds=number)
