"""The registry names every problem that the code can name, once, with a stable URL and words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from credentials.problems import PROBLEM_TYPES, Kind, ProblemType, type_of

ROOT = Path(__file__).resolve().parents[2]
ROWS = PROBLEM_TYPES.values()

#: Security page, section 5.
STANDARD_URLS = {
    "PARSING_ERROR": "https://www.w3.org/TR/vc-data-model#PARSING_ERROR",
    "CRYPTOGRAPHIC_SECURITY_ERROR": "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR",
    "MALFORMED_VALUE_ERROR": "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR",
    "RANGE_ERROR": "https://www.w3.org/TR/vc-data-model#RANGE_ERROR",
    "PROOF_GENERATION_ERROR": "https://w3id.org/security#PROOF_GENERATION_ERROR",
    "PROOF_VERIFICATION_ERROR": "https://w3id.org/security#PROOF_VERIFICATION_ERROR",
    "DATA_LOSS_DETECTION_ERROR": "https://w3id.org/security#DATA_LOSS_DETECTION_ERROR",
    "INVALID_VERIFICATION_METHOD": "https://w3id.org/security#INVALID_VERIFICATION_METHOD",
    "STATUS_RETRIEVAL_ERROR": "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR",
    "STATUS_LIST_LENGTH_ERROR": "https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR",
}


def codes_in(source: Path) -> set[str]:
    """Every code that a file gives to `Problem(...)` or `Unreadable(...)` as a literal."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("Problem", "Unreadable")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


SOURCES = sorted((ROOT / "credentials").rglob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_every_code_that_is_named_in_the_code_is_registered(source: Path) -> None:
    assert codes_in(source) <= PROBLEM_TYPES.keys()


def test_the_search_for_codes_finds_them() -> None:
    found = set().union(*(codes_in(source) for source in SOURCES))
    assert {"no-proof", "STATUS_RETRIEVAL_ERROR", "PARSING_ERROR", "context-not-allowed"} <= found


@pytest.mark.parametrize("code, url", STANDARD_URLS.items())
def test_a_standards_code_has_the_standards_url(code: str, url: str) -> None:
    assert PROBLEM_TYPES[code].url == url


@pytest.mark.parametrize("row", ROWS, ids=PROBLEM_TYPES)
def test_every_kind_says_what_it_is_what_it_means_and_what_to_do(row: ProblemType) -> None:
    assert row.title
    assert not row.title.endswith(".")
    assert row.means.endswith(".")
    assert row.do.endswith(".")
    assert "{" not in row.title + row.means + row.do
    assert row.url.startswith("https://") or row.url == f"/problems/{row.code}"
    assert row.url.endswith(row.code)


def test_no_two_kinds_share_a_url_or_a_title() -> None:
    assert len({row.url for row in ROWS}) == len(PROBLEM_TYPES)
    assert len({row.title for row in ROWS}) == len(PROBLEM_TYPES)


def test_a_learning_rules_number_is_of_the_kind_of_all_learning_rules() -> None:
    assert type_of("MC-E3").code == "learning-rule"
    assert type_of("no-proof").kind is Kind.INVALID


def test_a_code_that_nobody_registered_is_an_error() -> None:
    with pytest.raises(KeyError):
        type_of("unheard-of")
