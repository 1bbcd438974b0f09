"""In force or not, to the instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from credentials.findings import Result
from credentials.verification.checks.dates import in_force, list_in_force
from tests.make import AT, make_badge, make_case, make_jwt, make_proof, make_signed, make_status_list

TICK = timedelta(microseconds=1)
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
EXPIRED = ("expired", "/validUntil")
EARLY = ("not-yet-valid", "/validFrom")

MOMENTS: dict[str, tuple[datetime, list[tuple[str, str]]]] = {
    "before it begins": (START - TICK, [EARLY]),
    "as it begins": (START, []),
    "just before its end": (END - TICK, []),
    "at its end": (END, [EXPIRED]),
    "after its end": (END + TICK, [EXPIRED]),
    "a minute before it begins, clocks differ": (START - timedelta(minutes=1), [EARLY]),
    "a minute after its end, clocks differ": (END + timedelta(minutes=1), [EXPIRED]),
}


@pytest.mark.parametrize("at, problems", MOMENTS.values(), ids=MOMENTS)
def test_an_award_is_in_force_from_valid_from_until_before_valid_until(
    at: datetime, problems: list[tuple[str, str]]
) -> None:
    badge = make_badge(validFrom="2026-01-01T00:00:00Z", validUntil="2027-01-01T00:00:00Z")
    finding = in_force(make_case(badge, at=at))
    assert [(p.code, p.pointer) for p in finding.problems] == problems
    assert finding.result is (Result.FAIL if problems else Result.PASS)
    assert finding.facts == {"valid_from": START, "valid_until": END}


def test_an_award_without_an_end_does_not_expire() -> None:
    finding = in_force(make_case(make_badge(), at=datetime(9999, 1, 1, tzinfo=UTC)))
    assert finding.result is Result.PASS
    assert finding.facts["valid_until"] is None


def test_zones_are_instants() -> None:
    badge = make_badge(validUntil="2026-11-23T14:00:00+02:00")
    assert in_force(make_case(badge, at=AT - TICK)).result is Result.PASS
    assert in_force(make_case(badge, at=AT)).result is Result.FAIL


BAD_DATES: dict[str, tuple[dict[str, Any], str]] = {
    "no start": ({"validFrom": None}, "/validFrom"),
    "a start without zone": ({"validFrom": "2026-01-01T00:00:00"}, "/validFrom"),
    "a day as start": ({"validFrom": "2026-01-01"}, "/validFrom"),
    "a start in an array": ({"validFrom": ["2026-01-01T00:00:00Z"]}, "/validFrom"),
    "an end without zone": ({"validUntil": "2030-01-01T00:00:00"}, "/validUntil"),
    "an end that is a number": ({"validUntil": 1893456000}, "/validUntil"),
    "an end in an array": ({"validUntil": ["2030-01-01T00:00:00Z"]}, "/validUntil"),
    "an empty end": ({"validUntil": ""}, "/validUntil"),
}


@pytest.mark.parametrize("changes, pointer", BAD_DATES.values(), ids=BAD_DATES)
def test_a_date_that_is_no_instant_is_malformed_and_never_ignored(
    changes: dict[str, Any], pointer: str
) -> None:
    finding = in_force(make_case(make_badge(**changes)))
    assert finding.result is Result.FAIL
    assert [(p.code, p.pointer) for p in finding.problems] == [("MALFORMED_VALUE_ERROR", pointer)]


def test_an_end_before_the_start_is_malformed() -> None:
    badge = make_badge(validFrom="2026-01-02T00:00:00Z", validUntil="2026-01-01T00:00:00Z")
    codes = [problem.code for problem in in_force(make_case(badge, at=START)).problems]
    assert codes[0] == "MALFORMED_VALUE_ERROR"


def test_an_end_at_the_start_is_an_award_that_is_never_in_force() -> None:
    badge = make_badge(validUntil="2026-01-01T00:00:00Z")
    assert [p.code for p in in_force(make_case(badge, at=START)).problems] == ["expired"]


PROOF_TIMES: dict[str, tuple[dict[str, str], list[tuple[str, str]]]] = {
    "not expired": ({"expires": "2026-11-23T12:00:01Z"}, []),
    "expires now": ({"expires": "2026-11-23T12:00:00Z"}, [("expired", "/proof/0/expires")]),
    "expired": ({"expires": "2026-02-01T00:00:00Z"}, [("expired", "/proof/0/expires")]),
    "made now": ({"created": "2026-11-23T12:00:00Z"}, []),
    "made by a fast clock": ({"created": "2026-11-23T12:05:00Z"}, []),
    "made tomorrow": ({"created": "2026-11-23T12:05:01Z"}, [("not-yet-valid", "/proof/0/created")]),
}


@pytest.mark.parametrize("options, problems", PROOF_TIMES.values(), ids=PROOF_TIMES)
def test_a_proof_has_times_of_its_own(options: dict[str, str], problems: list[tuple[str, str]]) -> None:
    finding = in_force(make_case(make_signed(**options)))
    assert [(p.code, p.pointer) for p in finding.problems] == problems


def test_every_proof_of_the_issuer_must_be_in_its_time() -> None:
    badge = make_signed()
    badge["proof"].append(make_proof(make_badge(), expires="2026-02-01T00:00:00Z"))
    assert [p.pointer for p in in_force(make_case(badge)).problems] == ["/proof/1/expires"]


def test_a_token_is_in_force_as_the_credential_in_it() -> None:
    jwt = make_jwt(make_badge(validUntil="2026-11-23T12:00:00Z"))
    assert in_force(make_case(jwt, at=AT - TICK)).result is Result.PASS
    assert [p.code for p in in_force(make_case(jwt)).problems] == ["expired"]


def test_a_list_need_not_say_when_it_begins() -> None:
    document = make_status_list()
    del document["validFrom"]
    assert list_in_force(make_case(document)).result is Result.PASS


def test_a_lists_start_is_an_instant_if_it_says_one() -> None:
    document = {**make_status_list(), "validFrom": "2026-01-01"}
    found = [(problem.code, problem.pointer) for problem in list_in_force(make_case(document)).problems]
    assert found == [("MALFORMED_VALUE_ERROR", "/validFrom")]


LIST_ENDS = {"before": (AT + TICK, Result.PASS), "at": (AT, Result.FAIL), "after": (AT - TICK, Result.FAIL)}


@pytest.mark.parametrize("until, result", LIST_ENDS.values(), ids=LIST_ENDS)
def test_a_list_is_current_until_its_end(until: datetime, result: Result) -> None:
    document = make_status_list()
    document["validUntil"] = until.isoformat().replace("+00:00", "Z")
    assert list_in_force(make_case(document)).result is result


def test_a_list_from_the_future_is_not_current() -> None:
    document = make_status_list(valid_from=AT + timedelta(seconds=1))
    assert [p.code for p in list_in_force(make_case(document)).problems] == ["not-yet-valid"]
