"""The profile of a status list: what may be signed as one, and when a published one is believed.

A list is a credential, so it goes through the same checks as an award, by the same issuer's keys. What it
says about one entry is asked in checks/status.py.
"""

from __future__ import annotations

from typing import Final

from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.profiles import Check, Profile
from credentials.verification.checks.binding import issuer_bound
from credentials.verification.checks.dates import list_in_force
from credentials.verification.checks.key import keys_usable
from credentials.verification.checks.proof import proofs_verify
from credentials.verification.checks.shape import status_list_shape
from credentials.verification.checks.soundness import sound
from schemas.terms import CREDENTIALS_V2, STATUS_LIST_SCHEMA
from schemas.validate import violations


def _form(document: JsonObject) -> tuple[Problem, ...]:
    return tuple(
        Problem("MALFORMED_VALUE_ERROR", one.message, one.pointer)
        for one in violations(STATUS_LIST_SCHEMA, document)
    )


STATUS_LIST: Final = Profile(
    name="status-list",
    contexts=frozenset({(CREDENTIALS_V2,)}),
    checks=(
        Check("shape", status_list_shape),
        Check("soundness", sound, after=("shape",)),
        Check("binding", issuer_bound, after=("shape",)),
        Check("key", keys_usable, after=("soundness", "binding")),
        Check("proof", proofs_verify, after=("key",)),
        Check("dates", list_in_force, after=("shape",)),
    ),
    lint=(_form,),
)
