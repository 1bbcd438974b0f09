"""Could an award of this definition be signed at all? Asked before the definition is fixed for ever.

What the rules of learning allow may still be no sound document: two outcomes under one id are one thing in
the signed graph, and so is a word that a list holds twice. Every award of such a definition would be
refused, long after it was published; so it is told to whoever defines it. decisions.md 1.1 and 1.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from credentials.json_types import JsonObject
from credentials.soundness import unsound
from issuers.award import SALT_BYTES, build
from issuers.badge import ISSUED_CONTEXTS
from issuers.profile import Organisation
from issuers.rules.breach import Breach
from schemas.terms import CAIRN_SCHEMA

_TRIAL: Final = "urn:uuid:00000000-0000-4000-8000-000000000000"
_ANY_TIME: Final = "2000-01-01T00:00:00Z"
_ACHIEVEMENT: Final = "/credentialSubject/achievement"


def unsignable(document: JsonObject, issuer: Organisation) -> Iterator[Breach]:
    """Why no award of `document`, a completed definition, could be signed; pointers are into it."""
    trial = build(
        document,
        {"recipient": {"name": "A learner"}},
        credential_id=_TRIAL,
        issuer_profile=issuer.profile(),
        context_urls=ISSUED_CONTEXTS,
        schema_url=CAIRN_SCHEMA,
        status_entry=None,
        valid_from=_ANY_TIME,
        salt=bytes(SALT_BYTES),
    )
    found = unsound(trial, frozenset({ISSUED_CONTEXTS}))
    if found is None:
        return
    problem = found.problem
    pointer = (problem.pointer or "").removeprefix(_ACHIEVEMENT)
    names = [part for part in pointer.split("/") if part and not part.isdigit()]
    where = f"{names[-1]}: " if names else ""
    what = "say each thing once, and give it an id that nothing else has; " if problem.code == "shape" else ""
    yield Breach(problem.code, pointer, f"{where}{what}{problem.detail} ({problem.code})")
