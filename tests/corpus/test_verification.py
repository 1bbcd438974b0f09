"""Every bad input gets its outcome letter through the HTTP door, and the same verdict on the page."""

from __future__ import annotations

import json
import resource

import pytest

from app.db.session import Database
from tests.corpus.badgen import naive
from tests.corpus.cases import CASES, BadInput
from tests.service import Service, make_service

OUTCOMES = {"V": "valid", "I": "invalid", "U": "undecided"}
GREEN = {"valid", "partnerUnconfirmed"}
#: what the answers and the log must not repeat: of the credential, of the machine
PERSONAL = ("did:example:alice", "Built a robot", "Traceback", "site-packages")


@pytest.fixture
def service(sqlite_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Service:
    return make_service(sqlite_database, tmp_path_factory.mktemp("corpus"))


def _made(case: BadInput, service: Service) -> bytes:
    made = case.make()
    body, pages = made if isinstance(made, tuple) else (made, {})
    service.web.pages = dict(pages)
    service.web.asked.clear()
    return body


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_case_gets_its_letter(
    case: BadInput, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    body = _made(case, service)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    capsys.readouterr()

    answer = service.verify(body, "application/octet-stream")

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    told = answer.json()
    log = "".join(capsys.readouterr())
    assert grown < 64 * 1024, f"{grown} kB"
    assert not any(word in answer.text or word in log for word in PERSONAL)
    if case.letter == "E":
        assert answer.status_code == case.status, told
        assert answer.headers["content-type"] == "application/problem+json"
        assert told["code"] in case.codes
        assert case.pointer is None or told["pointer"] == case.pointer
        return
    assert answer.status_code == 200, told
    assert told["outcome"] == OUTCOMES[case.letter], told
    assert (told["verdict"] in GREEN) <= (case.letter == "V")
    problems = [p for c in told["checks"] for p in c["problems"] or ([c["problem"]] if c["problem"] else [])]
    codes = {p["code"] for p in problems}
    assert not case.codes or codes & set(case.codes), (codes, case.codes)
    if case.pointer is not None:
        assert case.pointer in {p.get("pointer") for p in problems}
    if case.verdicts:
        assert told["verdict"] in case.verdicts
    if case.note is not None:
        assert case.note in {note for check in told["checks"] for note in check["notes"]}
    if case.offline:
        assert service.web.asked == []


@pytest.mark.parametrize("case", [c for c in CASES if c.letter != "E"], ids=lambda case: case.id)
def test_the_page_says_the_same(case: BadInput, service: Service) -> None:
    body = _made(case, service)
    told = service.verify(body, "application/octet-stream").json()
    page = service.client.post("/verify", data={"credential": body.decode("utf-8-sig")})
    assert page.status_code == 200
    assert f'data-verdict="{told["verdict"]}"' in page.text
    assert "invalid" not in page.text.lower().replace("invalid_", "")


@pytest.mark.parametrize("case", [c for c in CASES if c.trap], ids=lambda case: case.id)
def test_a_trap_is_one(case: BadInput, service: Service) -> None:
    """A careless verifier accepts it: otherwise the case shows nothing."""
    body = _made(case, service)
    assert naive(json.loads(body))


def test_the_cases_have_ids_of_their_own() -> None:
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids))
    assert {case.letter for case in CASES} == {"V", "I", "U", "E"}
