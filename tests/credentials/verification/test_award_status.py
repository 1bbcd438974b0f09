"""Does the award still stand? Every way in which a list may answer, or fail to."""

from __future__ import annotations

import gzip
import zlib
from datetime import timedelta
from typing import Any

import pytest

from credentials.evidence import Evidence, Missing, Need, NeedKind
from credentials.findings import Finding, Result
from credentials.json_types import JsonObject
from credentials.verification.case import Case, Withdrawal
from credentials.verification.checks.status import still_stands
from keys.encodings import base64url
from tests.make import (
    AT,
    ISSUER,
    LIST_URL,
    STRANGER,
    SeedKey,
    make_badge,
    make_case,
    make_did_document,
    make_entry,
    make_evidence,
    make_signed,
    make_status_list,
)

SECOND_URL = "https://status.example/2"
UNI = "did:web:uni.example"
EMPTY = bytes(16384)


def ask(
    found: JsonObject | bytes | Missing | None, *entries: JsonObject, issuer: str = ISSUER.did, **more: Any
) -> Finding:
    """The check's answer for a badge with these entries, and `found` at the list's URL."""
    status = list(entries) if len(entries) > 1 else (*entries, make_entry())[0]
    badge = make_badge(issuer, credentialStatus=status)
    documents = ({} if found is None else {LIST_URL: found}) | more
    return still_stands(make_case(badge, evidence=make_evidence(documents)))


def answer(finding: Finding) -> str:
    return " ".join([finding.result, *dict.fromkeys(problem.code for problem in finding.problems)])


def packed(data: bytes) -> str:
    return "u" + base64url(data)


LISTS: dict[str, tuple[JsonObject | bytes | Missing | None, str]] = {
    "all clear": (make_status_list(), "pass"),
    "others set": (make_status_list([6, 8, 0, 131_071]), "pass"),
    "set": (make_status_list([7]), "fail revoked"),
    "for several purposes": (make_status_list(purpose=["revocation", "suspension"]), "pass"),  # type: ignore[arg-type]
    "one proof that is no array": (
        {**make_status_list(), "proof": make_status_list()["proof"][0]},
        "pass",
    ),
    "not yet looked for": (None, "unknown STATUS_RETRIEVAL_ERROR"),
    "not there": (Missing("remote-blocked", "404"), "unknown STATUS_RETRIEVAL_ERROR"),
    "too large to fetch": (Missing("remote-limit", ""), "unknown remote-limit"),
    "no JSON": (b"<html>", "unknown STATUS_VERIFICATION_ERROR"),
    "a duplicate member": (b'{"id":1,"id":2}', "unknown STATUS_VERIFICATION_ERROR"),
    "a badge": (make_signed(), "unknown STATUS_VERIFICATION_ERROR"),
    "for another purpose": (make_status_list(purpose="suspension"), "unknown STATUS_VERIFICATION_ERROR"),
    "signed by a stranger": (
        make_status_list(key=STRANGER),
        "unknown STATUS_VERIFICATION_ERROR",
    ),
    "a stranger's": (
        make_status_list(key=STRANGER, issuer=STRANGER.did),
        "unknown STATUS_VERIFICATION_ERROR",
    ),
    "unsigned": (
        {name: value for name, value in make_status_list().items() if name != "proof"},
        "unknown STATUS_VERIFICATION_ERROR",
    ),
    "changed after signing": (
        {**make_status_list(), "validUntil": "2026-11-24T12:00:00Z"},
        "unknown STATUS_VERIFICATION_ERROR",
    ),
    "another list": (make_status_list(url=SECOND_URL), "unknown STATUS_VERIFICATION_ERROR"),
    "of no URL": (
        {name: value for name, value in make_status_list().items() if name != "id"},
        "unknown STATUS_VERIFICATION_ERROR",
    ),
    "out of date": (
        make_status_list(valid_until=AT),
        "unknown STATUS_VERIFICATION_ERROR",
    ),
    "current to the second": (make_status_list(valid_until=AT + timedelta(seconds=1)), "pass"),
    "without end": (make_status_list(valid_until=None), "pass"),
    "from the future": (
        make_status_list(valid_from=AT + timedelta(seconds=1)),
        "unknown STATUS_VERIFICATION_ERROR",
    ),
    "without subject": (
        {**make_status_list(), "credentialSubject": "x"},
        "unknown STATUS_VERIFICATION_ERROR",
    ),
    "eight entries": (
        make_status_list(encodedList=packed(gzip.compress(b"\0"))),
        "unknown STATUS_LIST_LENGTH_ERROR",
    ),
    "a bomb": (
        make_status_list(encodedList=packed(gzip.compress(bytes(8 * 1024 * 1024 + 1)))),
        "unknown remote-limit",
    ),
    "no prefix": (
        make_status_list(encodedList=packed(gzip.compress(EMPTY))[1:]),
        "unknown STATUS_VERIFICATION_ERROR",
    ),
    "zlib": (
        make_status_list(encodedList=packed(zlib.compress(EMPTY))),
        "unknown STATUS_VERIFICATION_ERROR",
    ),
}


@pytest.mark.parametrize("found, expected", LISTS.values(), ids=LISTS)
def test_a_list_answers_only_if_it_can_be_believed(
    found: JsonObject | bytes | Missing | None, expected: str
) -> None:
    assert answer(ask(found)) == expected


def hidden(document: JsonObject) -> JsonObject:
    """A signed list whose end is moved where no reader looks: the same graph, so the same signature."""
    end = document.pop("validUntil")
    return {**document, "https://www.w3.org/2018/credentials#validUntil": end}


def test_a_list_whose_end_is_hidden_is_not_believed() -> None:
    document = hidden(make_status_list(valid_until=AT))
    assert answer(ask(document)) == "unknown STATUS_VERIFICATION_ERROR"


def test_an_award_without_an_entry_is_not_asked() -> None:
    assert still_stands(make_case(make_badge())).result is Result.SKIPPED
    assert still_stands(make_case(make_badge(credentialStatus=[]))).result is Result.SKIPPED


INDEXES: dict[str, tuple[Any, str]] = {
    "first": ("0", "pass"),
    "last": ("131071", "pass"),
    "one beyond": ("131072", "unknown RANGE_ERROR"),
    "far beyond": ("9" * 5000, "unknown RANGE_ERROR"),
    "a number": (7, "pass"),
    "zero as number": (0, "pass"),
    "negative": ("-1", "fail MALFORMED_VALUE_ERROR"),
    "a negative number": (-1, "fail MALFORMED_VALUE_ERROR"),
    "signed": ("+7", "fail MALFORMED_VALUE_ERROR"),
    "a fraction": ("7.0", "fail MALFORMED_VALUE_ERROR"),
    "a fractional number": (7.0, "fail MALFORMED_VALUE_ERROR"),
    "a blank": (" 7", "fail MALFORMED_VALUE_ERROR"),
    "a line end": ("7\n", "fail MALFORMED_VALUE_ERROR"),
    "leading zero": ("07", "fail MALFORMED_VALUE_ERROR"),
    "Arabic digits": ("٧", "fail MALFORMED_VALUE_ERROR"),
    "nothing": ("", "fail MALFORMED_VALUE_ERROR"),
    "true": (True, "fail MALFORMED_VALUE_ERROR"),
    "null": (None, "fail MALFORMED_VALUE_ERROR"),
    "an array": (["7"], "fail MALFORMED_VALUE_ERROR"),
}


@pytest.mark.parametrize("index, expected", INDEXES.values(), ids=INDEXES)
def test_an_index_is_a_whole_number_in_decimal_digits(index: Any, expected: str) -> None:
    finding = ask(make_status_list(), make_entry(index))
    assert answer(finding) == expected
    if finding.problems:
        assert finding.problems[0].pointer == "/credentialStatus/statusListIndex"


def test_a_number_as_index_is_noted_and_points_at_the_same_bit() -> None:
    assert ask(make_status_list(), make_entry(7)).notes == ("status-index-integer",)
    assert ask(make_status_list(), make_entry("7")).notes == ()
    assert answer(ask(make_status_list([7]), make_entry(7))) == "fail revoked"


ENTRIES: dict[str, tuple[JsonObject, str]] = {
    "of another type": (make_entry(type="1EdTechRevocationList"), "unknown status-unsupported"),
    "of two types": (make_entry(type=["BitstringStatusListEntry"]), "pass"),
    "of no type": (make_entry(type=None), "unknown status-unsupported"),
    "of another purpose": (make_entry(purpose="message"), "unknown status-unsupported"),
    "of two bits": (make_entry(statusSize=2), "unknown status-unsupported"),
    "of one bit": (make_entry(statusSize=1), "pass"),
    "of no purpose": (make_entry(statusPurpose=None), "fail MALFORMED_VALUE_ERROR"),
    "of two purposes": (make_entry(statusPurpose=["revocation"]), "fail MALFORMED_VALUE_ERROR"),
    "of no list": (make_entry(statusListCredential=None), "fail MALFORMED_VALUE_ERROR"),
    "of a number for a list": (make_entry(statusListCredential=7), "fail MALFORMED_VALUE_ERROR"),
    "of a relative list": (make_entry(statusListCredential="status/1"), "fail MALFORMED_VALUE_ERROR"),
    "of a broken URL": (make_entry(statusListCredential="https://[::1"), "fail MALFORMED_VALUE_ERROR"),
    "of a file": (make_entry(url="file:///etc/passwd"), "unknown STATUS_RETRIEVAL_ERROR"),
    "of a data URL": (make_entry(url="data:application/json,{}"), "unknown STATUS_RETRIEVAL_ERROR"),
    "of another server": (make_entry(url="gopher://x.example/_"), "unknown STATUS_RETRIEVAL_ERROR"),
}


@pytest.mark.parametrize("entry, expected", ENTRIES.values(), ids=ENTRIES)
def test_an_entry_is_read_as_the_standard_says_or_not_at_all(entry: JsonObject, expected: str) -> None:
    assert answer(ask(make_status_list(), entry)) == expected


def test_nothing_is_wanted_of_a_scheme_that_is_no_web_address() -> None:
    assert ask(None, make_entry(url="file:///etc/passwd")).wants == ()


def test_nothing_is_wanted_for_an_entry_that_is_malformed() -> None:
    assert ask(None, make_entry("-1")).wants == ()


def test_only_a_list_that_nobody_has_looked_for_is_wanted() -> None:
    assert ask(None).wants == (Need(NeedKind.STATUS_LIST, LIST_URL),)
    assert ask(Missing("remote-blocked", "")).wants == ()
    assert ask(make_status_list()).wants == ()


def test_all_lists_are_wanted_at_once() -> None:
    finding = ask(None, make_entry(), make_entry("9", SECOND_URL, "suspension"), make_entry("8"))
    assert [need.url for need in finding.wants] == [LIST_URL, SECOND_URL]


SUSPENSION = make_entry("9", SECOND_URL, "suspension")
CLEAR = make_status_list(url=SECOND_URL, purpose="suspension")
SET = make_status_list([9], url=SECOND_URL, purpose="suspension")
PAIRS: dict[str, tuple[JsonObject | Missing, JsonObject | Missing, str]] = {
    "both clear": (make_status_list(), CLEAR, "pass"),
    "suspended": (make_status_list(), SET, "fail suspended"),
    "revoked": (make_status_list([7]), CLEAR, "fail revoked"),
    "both": (make_status_list([7]), SET, "fail revoked suspended"),
    "suspended, the other unknown": (Missing("remote-blocked", ""), SET, "fail suspended"),
    "clear, the other unknown": (
        make_status_list(),
        Missing("remote-blocked", ""),
        "unknown STATUS_RETRIEVAL_ERROR",
    ),
}


@pytest.mark.parametrize("first, second, expected", PAIRS.values(), ids=PAIRS)
def test_every_entry_counts_and_a_set_bit_outweighs_an_unknown_one(
    first: JsonObject | Missing, second: JsonObject | Missing, expected: str
) -> None:
    for entries in ((make_entry(), SUSPENSION), (SUSPENSION, make_entry())):
        assert answer(ask(first, *entries, **{SECOND_URL: second})) == expected


def test_an_unknown_entry_beside_a_clear_one_leaves_the_answer_open() -> None:
    other = make_entry(type="1EdTechRevocationList")
    assert answer(ask(make_status_list(), make_entry(), other)) == "unknown status-unsupported"


def test_a_malformed_entry_beside_a_clear_one_is_named() -> None:
    finding = ask(make_status_list(), make_entry(), make_entry("-1"))
    assert [(p.code, p.pointer) for p in finding.problems] == [
        ("MALFORMED_VALUE_ERROR", "/credentialStatus/1/statusListIndex")
    ]


def test_at_most_eight_entries_are_looked_at() -> None:
    assert answer(ask(make_status_list(), *[make_entry()] * 8)) == "pass"
    finding = ask(make_status_list([7]), *[make_entry()] * 9)
    assert answer(finding) == "unknown status-unsupported"
    assert finding.wants == ()


def test_several_entries_are_noted() -> None:
    finding = ask(make_status_list(), make_entry(), SUSPENSION, **{SECOND_URL: CLEAR})
    assert finding.notes == ("status-entries-several",)
    assert ask(make_status_list()).notes == ()


def test_a_list_that_has_only_run_out_is_called_stale() -> None:
    assert ask(make_status_list(valid_until=AT)).facts == {"stale": True}
    assert ask(make_status_list(key=STRANGER, valid_until=AT)).facts == {}
    assert ask(make_status_list(valid_from=AT + timedelta(seconds=1))).facts == {}


def test_the_ledgers_reason_is_told_of_a_withdrawn_award_only() -> None:
    withdrawal = Withdrawal("replaced", AT)
    badge = make_badge(credentialStatus=make_entry())

    def facts(found: JsonObject) -> object:
        case = make_case(badge, evidence=make_evidence({LIST_URL: found}), withdrawal=withdrawal)
        return still_stands(case).facts

    assert facts(make_status_list([7])) == {"reason": "replaced", "since": AT}
    assert facts(make_status_list()) == {}
    assert ask(make_status_list([7])).facts == {}


# --- lists of an issuer with a did:web ------------------------------------------------------------


def web_list(**changes: Any) -> JsonObject:
    key = SeedKey("status", key_id="s1")
    return make_status_list(key=key, issuer=UNI, method=f"{UNI}#s1", **changes)


def web_case(evidence: Evidence) -> Case:
    return make_case(make_badge(UNI, credentialStatus=make_entry()), evidence=evidence)


def test_a_list_may_be_signed_by_another_key_of_the_same_issuer() -> None:
    keys = make_did_document(UNI, ISSUER, SeedKey("status", key_id="s1"))
    finding = still_stands(web_case(make_evidence({LIST_URL: web_list(), UNI: keys})))
    assert finding.result is Result.PASS


def test_the_document_of_the_lists_issuer_is_wanted_if_nobody_has_looked() -> None:
    finding = still_stands(web_case(make_evidence({LIST_URL: web_list()})))
    assert answer(finding) == "unknown STATUS_VERIFICATION_ERROR"
    assert finding.wants == (Need(NeedKind.DID_DOCUMENT, UNI),)


def test_a_list_signed_with_a_revoked_key_is_not_believed() -> None:
    keys = make_did_document(UNI, SeedKey("status", key_id="s1"), revoked="2026-06-01T00:00:00Z")
    finding = still_stands(web_case(make_evidence({LIST_URL: web_list(), UNI: keys})))
    assert answer(finding) == "unknown STATUS_VERIFICATION_ERROR"
