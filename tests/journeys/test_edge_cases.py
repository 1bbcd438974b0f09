"""Every edge case of the vocabulary gets its verdict through the API: tests/journeys/edge_cases.py.

A case is defined, awarded, verified and read as a client, a learner and an employer would, by HTTP. What is
refused is refused with exactly the codes of its row, each in a sentence that names the field first.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

import issuers.rules
from app.db.session import Database
from app.demo.load import Loaded, filled, samples
from tests.fixed_clock import FixedClock
from tests.issuers.changing import put
from tests.journeys.edge_cases import CASES, OTHERS, Case
from tests.service import Service, make_service

#: after every date of the demo
TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SAMPLES = samples()
_RULE = re.compile(r"MC-[A-Z][0-9]+")


@dataclass
class Desk:
    """The demo's organisations and a few others, each with a key, on one service."""

    service: Service
    loaded: Loaded

    def definition(self, case: Case, **around: Any) -> dict[str, Any]:
        return self._request(case, "definition", case.definition, {"slug": _slug(case), **around})

    def award(self, case: Case) -> dict[str, Any]:
        return self._request(case, "award", case.award, {"achievement": _slug(case)})

    def _request(
        self, case: Case, kind: str, changes: tuple[tuple[str, Any], ...], around: dict[str, Any]
    ) -> dict[str, Any]:
        sample = SAMPLES[case.sample][kind]
        changed = put(sample if case.issuer is None else _unnamed(sample), *changes)
        return {**filled(changed, self.loaded), **around}

    def send(self, case: Case, path: str, body: Mapping[str, Any]) -> httpx.Response:
        key = self.loaded.keys[case.issuer or SAMPLES[case.sample]["issuer"]]
        return self.service.client.post(path, json=dict(body), headers={"Authorization": f"Bearer {key}"})


def _slug(case: Case) -> str:
    return "case-" + case.id.lower()


def _unnamed(value: Any) -> Any:
    """The sample with `self` nameless: another organisation sends it."""
    if isinstance(value, list):
        return [_unnamed(member) for member in value]
    if isinstance(value, dict):
        kept = {name: _unnamed(member) for name, member in value.items()}
        if kept.get("id") == "self":
            kept.pop("name", None)
        return kept
    return value


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("edge-cases")
    database = Database(f"sqlite:///{folder / 'cairn.sqlite3'}")
    service = make_service(database, folder, clock=FixedClock(TODAY))
    loaded = service.demo()
    for slug, kind in OTHERS.items():
        loaded.keys[slug] = service.organisation(slug, organisationType=kind).key
    return Desk(service, loaded)


def told(answer: httpx.Response) -> set[str]:
    """The codes of a refusal, each of whose sentences is held to the form of section 13."""
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    errors = answer.json()["errors"]
    for problem in errors:
        speaks(problem)
    return {problem["code"] for problem in errors}


def speaks(problem: Mapping[str, str]) -> None:
    """The field first, then what to do; a rule's code last, in parentheses."""
    field, colon, remedy = problem["detail"].partition(":")
    if problem["code"].startswith("MC-"):
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", field), problem
        assert colon, problem
        assert len(remedy) > 12, problem
        assert problem["detail"].endswith(f" ({problem['code']})"), problem
        assert _RULE.findall(problem["detail"]) == [problem["code"]], problem
    else:
        assert problem["pointer"].rpartition("/")[2] in problem["detail"], problem


def at(document: Any, path: str) -> Any:
    for step in path.split("."):
        document = document[int(step)] if step.isdigit() else document[step]
    return document


def words_of(page: httpx.Response) -> str:
    """What the page says, without markup, in one line."""
    assert page.status_code == 200
    main = page.text.partition("<main")[2].partition("</main>")[0]
    assert main
    text = html.unescape(re.sub(r"</?(?:bdi|time|strong|a)\b[^>]*>", "", main))
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


@pytest.mark.parametrize("case", [c for c in CASES if c.undefined], ids=lambda case: case.id)
def test_a_definition_is_refused_for_exactly_these_reasons(desk: Desk, case: Case) -> None:
    assert told(desk.send(case, "/v1/achievements", desk.definition(case, publish=True))) == case.undefined


@pytest.mark.parametrize(
    "case",
    [c for c in CASES if c.undefined and all(code.startswith("MC-") for code in c.undefined)],
    ids=lambda case: case.id,
)
def test_a_draft_is_kept_with_the_same_reasons(desk: Desk, case: Case) -> None:
    answer = desk.send(case, "/v1/achievements", desk.definition(case, publish=False))
    assert answer.status_code == 201, answer.text
    kept = answer.json()
    assert kept["state"] == "draft"
    assert {problem["code"] for problem in kept["problems"]} == case.undefined
    assert {warning["code"] for warning in kept["warnings"]} == case.warned
    for problem in (*kept["problems"], *kept["warnings"]):
        speaks(problem)
    for path, value in case.derived.items():
        assert at(kept["document"], path) == value, path


@pytest.mark.parametrize("case", [c for c in CASES if c.unawarded], ids=lambda case: case.id)
def test_an_award_is_refused_for_exactly_these_reasons(desk: Desk, case: Case) -> None:
    made = desk.send(case, "/v1/achievements", desk.definition(case, publish=True))
    assert made.status_code == 201, made.text
    for path in ("/v1/credentials/preview", "/v1/credentials"):
        assert told(desk.send(case, path, desk.award(case))) == case.unawarded
    stored = desk.service.client.get(
        f"/v1/credentials?achievement={_slug(case)}",
        headers={"Authorization": f"Bearer {desk.loaded.keys[SAMPLES[case.sample]['issuer']]}"},
    )
    assert stored.json()["items"] == []


@pytest.mark.parametrize(
    "case", [c for c in CASES if not c.undefined and not c.unawarded], ids=lambda case: case.id
)
def test_a_good_case_is_awarded_verifies_and_shows_what_it_is(desk: Desk, case: Case) -> None:
    made = desk.send(case, "/v1/achievements", desk.definition(case, publish=True))
    assert made.status_code == 201, made.text
    achievement = made.json()
    assert achievement["problems"] == []
    assert {warning["code"] for warning in achievement["warnings"]} == case.warned
    for warning in achievement["warnings"]:
        speaks(warning)
    for path, value in case.derived.items():
        assert at(achievement["document"], path) == filled({"": value}, desk.loaded)[""], path

    awarded = desk.send(case, "/v1/credentials", desk.award(case))
    assert awarded.status_code == 201, awarded.text
    share = awarded.json()["links"]["share"]
    verified = desk.service.verify({"url": share}).json()
    assert verified["outcome"] == "valid", verified
    (learning,) = (check for check in verified["checks"] if check["id"] == "learning")
    assert set(learning["notes"]) == case.warned

    page = words_of(desk.service.client.get(share, headers={"Accept": "text/html"}))
    assert [text for text in case.shown if text not in page] == [], page
    assert [text for text in case.hidden if text in page] == [], page


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({_slug(case) for case in CASES}) == len(CASES)


def test_every_rule_is_broken_by_some_case() -> None:
    """All but MC-S6, which is asked of a transcript and not of one award."""
    folder = Path(str(issuers.rules.__file__)).parent
    sources = [path.read_text("utf-8") for path in folder.glob("*.py")]
    known = {code for source in sources for code in re.findall(r'\(\s*"(MC-[A-Z][0-9]+)"', source)}
    met = {code for case in CASES for code in case.undefined | case.unawarded | case.warned}
    assert len(known) > 40
    assert known - met - {"MC-S6"} == set()


def test_the_samples_are_not_changed_by_their_variants(desk: Desk) -> None:
    assert json.dumps(samples()) == json.dumps(SAMPLES)
