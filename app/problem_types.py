"""Every kind of problem that an answer can name: those of the documents, and those of this service.

One registry for the API, the pages under /problems/ and the tests; nothing here is raised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from credentials.problems import PROBLEM_TYPES as DOCUMENT_PROBLEM_TYPES
from credentials.problems import Kind, ProblemType


def _ours(code: str, title: str, means: str, do: str) -> ProblemType:
    return ProblemType(code, f"/problems/{code}", title, means, do, Kind.REQUEST, "Cairn")


_SERVICE: Final = (
    _ours(
        "missing-field",
        "A field is missing",
        "The request lacks a field that has no honest default.",
        "Add the field that is named.",
    ),
    _ours(
        "invalid-value",
        "A value cannot be accepted",
        "A field has a value of the wrong kind, or one that is not in its list.",
        "Correct the field that is named.",
    ),
    _ours(
        "invalid-request",
        "The request has problems",
        "Several things are wrong; each is listed with its own code and place.",
        "Correct what is listed; everything that we found is there.",
    ),
    _ours(
        "not-acceptable",
        "There is no such form of this",
        "The Accept header asks for a form that does not exist here.",
        "Ask for one of the forms that are named.",
    ),
    _ours(
        "method-not-allowed",
        "The address does not take this method",
        "The address exists, but not for this HTTP method.",
        "Use one of the methods in the Allow header.",
    ),
    _ours(
        "already-exists",
        "The name is taken",
        "Something with this identifier exists already.",
        "Choose another identifier, or use the existing one.",
    ),
    _ours(
        "duplicate-award",
        "This learner has this award already",
        "An award of this achievement to this learner reference is in force.",
        "Send `allowDuplicate: true` if a second one is meant.",
    ),
    _ours(
        "not-published",
        "The achievement is not published",
        "Awards are made from a published version only.",
        "Publish the version, or name one that is published.",
    ),
    _ours(
        "already-published",
        "A published version never changes",
        "What was awarded must not change under a learner.",
        "Create a new version.",
    ),
    _ours(
        "already-revoked",
        "The award is withdrawn already",
        "A revocation is final and is recorded once.",
        "Nothing: the award is withdrawn.",
    ),
    _ours(
        "not-issued-yet",
        "The award is not signed yet",
        "The award is recorded, and its signing was interrupted.",
        "Send the same request with the same Idempotency-Key, or wait for recovery.",
    ),
    _ours(
        "two-keys-live",
        "Two API keys of this purpose are live",
        "At most two keys with one label are live at a time: the old one and its successor.",
        "Revoke one of them first.",
    ),
    _ours(
        "internal-error",
        "Something went wrong here",
        "The fault is ours. Nothing was issued unless the same request, sent again, says so.",
        "Try again with the same Idempotency-Key; tell the operator the `instance` if it persists.",
    ),
)

#: code → problem type, the documents' first
PROBLEM_TYPES: Final[Mapping[str, ProblemType]] = {
    **DOCUMENT_PROBLEM_TYPES,
    **{row.code: row for row in _SERVICE},
}


def type_of(code: str) -> ProblemType:
    """The kind that `code` belongs to; the learning rules' own numbers (`MC-...`) are all of one kind.

    Raises KeyError for a code that nobody registered.
    """
    return PROBLEM_TYPES["learning-rule" if code.startswith("MC-") else code]
