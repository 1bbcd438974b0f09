"""Each check matters: with any one of them taken out, some case of the corpus gets another answer.

This is how "removing it turns a test red" is tried, for good: a check that could be removed unnoticed makes
a test here fail. A removed check is one that always says pass.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.db.session import Database
from app.errors import RequestFault
from app.verbs import verify
from credentials.errors import CredentialFault
from credentials.findings import passed
from credentials.profiles import Check, Profile
from issuers.badge import BADGE
from tests.corpus.cases import CASES, BadInput
from tests.service import Service, make_service

#: cases whose bytes take long to make or to carry, and that every reader refuses before any check
_HEAVY = {"P012", "P013", "P091", "P107"}


def _answer(service: Service, case: BadInput, profile: Profile = BADGE) -> tuple[str, str] | str:
    made = case.make()
    body, pages = made if isinstance(made, tuple) else (made, {})
    service.web.pages = dict(pages)
    try:
        report = verify.presented(replace(service.tools, profile=profile), body).report
    except (CredentialFault, RequestFault) as refusal:
        return type(refusal).__name__
    return report.outcome.value, report.verdict.value


def _without(name: str) -> Profile:
    """The badge's profile with that check saying pass whatever comes."""

    def always(check: Check) -> Check:
        return replace(check, ask=lambda case: passed(name, "not looked at")) if check.name == name else check

    return replace(BADGE, checks=tuple(always(check) for check in BADGE.checks))


@pytest.fixture(scope="module")
def service(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("removed")
    return make_service(Database(f"sqlite:///{folder / 'cairn.sqlite3'}"), folder)


@pytest.fixture(scope="module")
def honest(service: Service) -> dict[str, tuple[str, str] | str]:
    return {case.id: _answer(service, case) for case in CASES if case.id not in _HEAVY}


@pytest.mark.parametrize("name", [check.name for check in BADGE.checks])
def test_a_removed_check_is_noticed(
    name: str, service: Service, honest: dict[str, tuple[str, str] | str]
) -> None:
    profile = _without(name)
    for case in CASES:
        if case.id not in _HEAVY and _answer(service, case, profile) != honest[case.id]:
            return
    pytest.fail(f"nothing notices that the check {name} is gone")
