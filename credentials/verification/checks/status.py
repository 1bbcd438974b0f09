"""Does the award still stand? Asked of the issuer's signed lists, and only once the award's own proof holds.

"We could not find out" is an answer of its own: an unreachable, stale, foreign or damaged list never makes
an award invalid, and never lets it be valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from credentials import status
from credentials.errors import Unreadable
from credentials.evidence import Fetched, Missing, Need, NeedKind
from credentials.findings import Finding, Problem, Result, failed, passed, skipped, unknown
from credentials.strict_json import Limits, read_object
from credentials.verification.asking import ask, wanted
from credentials.verification.case import Case, Form
from credentials.verification.checks.shape import types_of
from credentials.verification.signatories import issuer_id
from credentials.verification.status_list import STATUS_LIST
from schemas.terms import STATUS_LIST_ENTRY

#: What a set bit means. Other purposes ("message", "refresh", ...) are not known here.
_MEANINGS: Final = {"revocation": "revoked", "suspension": "suspended"}
_SAYS: Final = {"revocation": "withdrawn", "suspension": "paused"}
_INDEX: Final = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_MOST_ENTRIES: Final = 8  # each may cost a fetch and a list to verify
_LIMITS: Final = Limits(size=4 << 20)  # a list of random bits of 2^26 entries would be larger still


@dataclass(frozen=True, slots=True)
class _Entry:
    """A well-formed `BitstringStatusListEntry`."""

    pointer: str
    purpose: str
    index: int
    url: str


@dataclass(frozen=True, slots=True)
class _Unanswered:
    """Why an entry, or a whole list, gives no answer."""

    problem: Problem
    wants: tuple[Need, ...] = ()
    reason: str | None = None  # `stale`, where only time has passed


def still_stands(case: Case) -> Finding:
    """Do the issuer's status lists say that the award is neither revoked nor suspended?

    Pass: the bit of every entry is clear, in a list that is at its own URL, signed by the award's issuer,
    of the entry's purpose, in force, and long enough to hide one award among many. Skipped: the award has
    no status entry. Fail: a bit is set (`revoked`, `suspended`), or an entry is malformed
    (`MALFORMED_VALUE_ERROR`). Unknown: the list could not be had (`STATUS_RETRIEVAL_ERROR`), believed
    (`STATUS_VERIFICATION_ERROR`), has too few entries (`STATUS_LIST_LENGTH_ERROR`, `RANGE_ERROR`), unpacks
    to too many (`remote-limit`), the entry is of another kind, or there are more than eight
    (`status-unsupported`). A set bit outweighs an entry that could not be read. Notes: `status-index-integer`
    and `status-entries-several`. Facts: `reason` and `since` of a set bit, where this deployment's own ledger
    knows them; `stale` where a list has run out.

    https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm
    """
    entries = _entries(case.document)
    if not entries:
        return skipped("status", "The award has no status entry: it says nowhere that it could be withdrawn.")
    if len(entries) > _MOST_ENTRIES:
        detail = f"The award has more than {_MOST_ENTRIES} status entries."
        return unknown("status", detail, Problem("status-unsupported", detail, "/credentialStatus"))
    read = [_read_entry(pointer, entry) for pointer, entry in entries]
    malformed = tuple(one for one in read if isinstance(one, Problem) and one.code == "MALFORMED_VALUE_ERROR")
    if malformed:
        return failed("status", malformed[0].detail, *malformed)

    lists: dict[str, bytes | _Unanswered] = {}
    set_bits: list[_Entry] = []
    unanswered: list[_Unanswered] = []
    for one in read:
        answer = _Unanswered(one) if isinstance(one, Problem) else _bit(case, one, lists)
        if isinstance(answer, _Unanswered):
            unanswered.append(answer)
        elif answer and isinstance(one, _Entry):
            set_bits.append(one)
    return _conclude(case, entries, set_bits, unanswered)


def _conclude(
    case: Case,
    entries: list[tuple[str, Mapping[str, Any]]],
    set_bits: list[_Entry],
    unanswered: list[_Unanswered],
) -> Finding:
    facts: dict[str, object] = {}
    if set_bits:
        # Revocation outlasts suspension, so it is named first.
        set_bits.sort(key=lambda entry: list(_MEANINGS).index(entry.purpose))
        problems = [
            Problem(_MEANINGS[one.purpose], f"The issuer has {_SAYS[one.purpose]} this award.", one.pointer)
            for one in set_bits
        ]
        if case.withdrawal is not None:
            facts.update(reason=case.withdrawal.reason, since=case.withdrawal.at)
        return failed("status", problems[0].detail, *problems, **facts)
    if unanswered:
        if any(one.reason == "stale" for one in unanswered):
            facts["stale"] = True
        wants = tuple(dict.fromkeys(need for one in unanswered for need in one.wants))
        problems = [one.problem for one in unanswered]
        return unknown("status", problems[0].detail, *problems, wants=wants, **facts)
    notes = []
    if any(isinstance(entry.get("statusListIndex"), int) for _, entry in entries):
        notes.append("status-index-integer")
    if len(entries) > 1:
        notes.append("status-entries-several")
    return passed("status", "The issuer's signed list says that the award stands.", notes=tuple(notes))


def _entries(document: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    status = document.get("credentialStatus", [])
    if isinstance(status, list):
        return [(f"/credentialStatus/{n}", entry) for n, entry in enumerate(status)]
    return [("/credentialStatus", status)]


def _read_entry(pointer: str, entry: Mapping[str, Any]) -> _Entry | Problem:
    if STATUS_LIST_ENTRY not in types_of(entry):
        return Problem("status-unsupported", "The status entry is of a type that is not known here.", pointer)
    purpose, index, url = (
        entry.get(name) for name in ("statusPurpose", "statusListIndex", "statusListCredential")
    )
    if not isinstance(purpose, str):
        return _malformed("`statusPurpose` must be a text.", f"{pointer}/statusPurpose")
    if not _INDEX.fullmatch(str(index)):  # of all JSON values, only texts and integers can look like this
        detail = "`statusListIndex` must be a whole number from 0, written in decimal digits."
        return _malformed(detail, f"{pointer}/statusListIndex")
    if not isinstance(url, str) or not _is_url(url):
        return _malformed("`statusListCredential` must be a URL.", f"{pointer}/statusListCredential")
    if purpose not in _MEANINGS or entry.get("statusSize", 1) != 1:
        detail = "The status entry has a purpose or a size that is not known here."
        return Problem("status-unsupported", detail, pointer)
    # Python refuses to read numbers of thousands of digits; no list has an index of 19.
    return _Entry(pointer, purpose, int(str(index)[:19]), url)


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme)


def _malformed(detail: str, pointer: str) -> Problem:
    return Problem("MALFORMED_VALUE_ERROR", detail, pointer)


def _bit(case: Case, entry: _Entry, lists: dict[str, bytes | _Unanswered]) -> bool | _Unanswered:
    """The bit that an entry points to, once its list has been believed."""
    key = f"{entry.purpose} {entry.url}"
    if key not in lists:
        lists[key] = _list_bits(case, entry)
    bits = lists[key]
    if isinstance(bits, _Unanswered):
        return bits
    if entry.index >= len(bits) * 8:
        detail = f"The list has no entry {entry.index}."
        return _Unanswered(Problem("RANGE_ERROR", detail, f"{entry.pointer}/statusListIndex"))
    return status.bit(bits, entry.index)


def _list_bits(case: Case, entry: _Entry) -> bytes | _Unanswered:
    """The bits of the list at the entry's URL, if it is that list, the issuer's, and in force."""
    at = f"{entry.pointer}/statusListCredential"
    need = Need(NeedKind.STATUS_LIST, entry.url)
    # Which hosts may be dialled is the fetcher's rule; a local deployment's own list may be at http.
    if urlsplit(entry.url).scheme not in ("https", "http"):
        return _Unanswered(Problem("STATUS_RETRIEVAL_ERROR", _NOT_RETRIEVED, at))
    match case.evidence.get(need):
        case None:
            return _Unanswered(Problem("STATUS_RETRIEVAL_ERROR", _NOT_RETRIEVED, at), (need,))
        case Missing(code=code):
            code = code if code == "remote-limit" else "STATUS_RETRIEVAL_ERROR"
            return _Unanswered(Problem(code, _NOT_RETRIEVED, at))
        case Fetched(body=body):
            pass
    try:
        document = read_object(body, limits=_LIMITS)
    except Unreadable as error:
        return _not_believed(f"It is no JSON document ({error.detail}).", at)

    for complaint in _not_the_list(case, entry, document):
        return _not_believed(complaint, at)
    inner = Case(document, Form.EMBEDDED, case.at, case.evidence, contexts=STATUS_LIST.contexts)
    findings = ask(inner, STATUS_LIST.checks)
    doubts = [finding for finding in findings if finding.result is not Result.PASS]
    if doubts:
        stale = all(problem.code == "expired" for problem in doubts[0].problems)  # the dates are asked last
        problem = Problem("STATUS_VERIFICATION_ERROR", f"{_NOT_BELIEVED} {doubts[0].says}", at)
        return _Unanswered(problem, wanted(findings), "stale" if stale else None)
    try:
        return status.decode(document["credentialSubject"].get("encodedList"))
    except Unreadable as error:
        return _Unanswered(Problem(error.code, f"{_NOT_BELIEVED} {error.detail}.", at))


_NOT_RETRIEVED: Final = "The issuer's status list could not be retrieved."
_NOT_BELIEVED: Final = "The issuer's status list cannot be believed."


def _not_believed(detail: str, pointer: str) -> _Unanswered:
    return _Unanswered(Problem("STATUS_VERIFICATION_ERROR", f"{_NOT_BELIEVED} {detail}", pointer))


def _not_the_list(case: Case, entry: _Entry, document: Mapping[str, Any]) -> Iterator[str]:
    """Why what came back is not the list that the issuer of this award keeps for this purpose."""
    if document.get("id") != entry.url:
        yield "It is another list."
    if issuer_id(document) != issuer_id(case.document):
        yield "Another than the award's issuer issued it."
    subject = document.get("credentialSubject")
    purposes = subject.get("statusPurpose") if isinstance(subject, dict) else None
    # One purpose or several (section 2.2).
    if entry.purpose not in (purposes if isinstance(purposes, list) else [purposes]):
        yield "It is kept for another purpose."
