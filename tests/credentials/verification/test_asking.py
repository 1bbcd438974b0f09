"""Checks are asked in order, and only once their prerequisites hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from credentials.evidence import Need, NeedKind
from credentials.findings import Finding, Problem, Result, failed, passed, skipped, unknown
from credentials.profiles import Check
from credentials.verification.asking import ask, wanted
from credentials.verification.case import Case
from tests.make import make_badge, make_case

CASE = make_case(make_badge())
NEED = Need(NeedKind.DID_DOCUMENT, "did:web:uni.example")
OTHER = Need(NeedKind.STATUS_LIST, "https://status.example/1")


def says(finding: Finding) -> Callable[[Case], Finding]:
    return lambda case: finding


PASS, FAIL = passed("x", "yes"), failed("x", "no", Problem("shape", ""))
OPEN, IDLE = unknown("x", "perhaps"), skipped("x", "idle")

STAGING = {
    "passed": (PASS, True, True),
    "skipped itself": (IDLE, True, True),
    "unknown": (OPEN, False, True),
    "failed": (FAIL, False, False),
}


@pytest.mark.parametrize("first, after, unless_failed", STAGING.values(), ids=STAGING)
def test_what_an_answer_allows_to_be_asked_next(first: Finding, after: bool, unless_failed: bool) -> None:
    checks = (
        Check("first", says(first)),
        Check("after", says(PASS), after=("first",)),
        Check("unless", says(PASS), unless_failed=("first",)),
    )
    results = [finding.result for finding in ask(CASE, checks)]
    assert results[1:] == [Result.PASS if one else Result.SKIPPED for one in (after, unless_failed)]


def test_a_check_that_was_not_asked_allows_nothing() -> None:
    checks = (
        Check("first", says(FAIL)),
        Check("second", says(PASS), after=("first",)),
        Check("third", says(PASS), after=("second",)),
        Check("fourth", says(PASS), unless_failed=("second",)),
    )
    assert [finding.result for finding in ask(CASE, checks)] == ["fail", "skipped", "skipped", "skipped"]


def test_a_prerequisite_that_is_not_among_the_checks_never_holds() -> None:
    checks = (Check("a", says(PASS), after=("absent",)), Check("b", says(PASS), unless_failed=("absent",)))
    assert [finding.result for finding in ask(CASE, checks)] == ["skipped", "skipped"]


def test_a_skipped_check_says_what_stood_in_the_way() -> None:
    findings = ask(CASE, (Check("first", says(FAIL)), Check("second", says(PASS), after=("first",))))
    assert "first" in findings[1].says


def test_the_profile_names_the_check_and_says_whether_it_decides() -> None:
    checks = (
        Check("a", says(PASS)),
        Check("b", says(PASS), decisive=False),
        Check("c", says(PASS), after=("z",)),
        Check("d", says(PASS), decisive=False, after=("z",)),
    )
    said = [(finding.check, finding.decisive) for finding in ask(CASE, checks)]
    assert said == [("a", True), ("b", False), ("c", True), ("d", False)]


def test_what_the_first_undecided_decisive_check_wants_is_wanted() -> None:
    findings = ask(
        CASE,
        (
            Check("informative", says(unknown("x", "", wants=(OTHER,))), decisive=False),
            Check("open without a wish", says(OPEN)),
            Check("first", says(unknown("x", "", wants=(NEED,)))),
            Check("second", says(unknown("x", "", wants=(OTHER,)))),
        ),
    )
    assert wanted(findings) == (NEED,)


def test_nothing_is_wanted_where_nothing_would_help() -> None:
    assert wanted(ask(CASE, (Check("a", says(PASS)), Check("b", says(OPEN)), Check("c", says(FAIL))))) == ()
