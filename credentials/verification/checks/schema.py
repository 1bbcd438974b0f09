"""Has the document the form that its standards prescribe? A failure leaves the signature to be checked.

Only bundled schemas are run. A schema that a foreign credential names is never fetched nor executed; it is
the issuer's statement about the form, and informative.
"""

from __future__ import annotations

from credentials.findings import Finding, Problem, failed, passed
from credentials.json_types import JsonObject
from credentials.verification.case import Case
from schemas.bundle import canonical_url
from schemas.terms import CAIRN_CONTEXT, CAIRN_SCHEMA, OB_SCHEMA
from schemas.validate import Violation, violations

_MOST_PROBLEMS = 20  # of a foreign document; a draft of our own is told everything


def award_form(case: Case) -> Finding:
    """Does the award have the members and values of the Open Badges 3.0 data model, and of our own terms?

    Pass: no violation of our transcription of the data model, nor, where the document uses our context, of
    our own schema. Fail: `MALFORMED_VALUE_ERROR` for each violation, at most twenty. Tolerated: several
    status entries, and a number as `statusListIndex`. Never unknown: the schemas are bundled.

    https://www.imsglobal.org/spec/ob/v3p0/#data-model
    """
    problems = form_problems(case.document)[:_MOST_PROBLEMS]
    if problems:
        return failed("schema", f"The form is not that of an award: {problems[0].detail}", *problems)
    return passed("schema", "The form is that of an Open Badges 3.0 award.")


def form_problems(document: JsonObject) -> tuple[Problem, ...]:
    """Every violation of the schemas that apply; also a lint of drafts."""
    contexts = document.get("@context")
    listed = contexts if isinstance(contexts, list) else [contexts]
    ours = any(isinstance(url, str) and canonical_url(url) == CAIRN_CONTEXT for url in listed)
    return tuple(
        Problem("MALFORMED_VALUE_ERROR", f"{_place(one)} {one.message}.".strip(), one.pointer)
        for schema in ((OB_SCHEMA, CAIRN_SCHEMA) if ours else (OB_SCHEMA,))
        for one in violations(schema, document)
    )


def _place(one: Violation) -> str:
    """Where it is, unless the message names it: a missing member is named by what it should be called."""
    return "" if one.keyword == "required" else one.pointer
