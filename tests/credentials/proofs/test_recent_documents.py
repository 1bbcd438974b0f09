"""What is remembered of the last documents changes how fast an answer comes, and never the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest
from pyld import jsonld

from credentials import soundness
from credentials.issuing import prepare
from credentials.proofs import canonical
from credentials.proofs.canonical import KEPT_CHARACTERS, KEPT_DOCUMENTS, Recent, expand, to_nquads
from credentials.soundness import unsound
from credentials.verification.report import judge
from schemas.terms import CREDENTIALS_V2, OB_3_0_1
from tests.make import AWARD, make_badge, make_case, make_signed


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with nothing remembered, and leaves nothing behind."""
    monkeypatch.setattr(canonical, "_recent", Recent())
    monkeypatch.setattr(soundness, "_sound", Recent())


@pytest.fixture
def expansions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What pyld is asked to expand from now on."""
    asked, really = list[Any](), jsonld.expand

    def noted(document: Any, *arguments: Any, **options: Any) -> Any:
        asked.append(document)
        return really(document, *arguments, **options)

    monkeypatch.setattr(jsonld, "expand", noted)
    return asked


def again(document: Any) -> Any:
    """The same text, read once more: no part of it is the same object."""
    return json.loads(json.dumps(document))


def numbered(number: int) -> dict[str, Any]:
    return make_badge(id=f"urn:uuid:9f0c1f7e-1111-4222-8333-{number:012}")


def test_a_draft_is_expanded_once_to_be_judged_and_to_be_signed(expansions: list[Any]) -> None:
    prepare(make_badge(), AWARD)
    assert len(expansions) == 1


def test_an_award_is_expanded_once_to_be_judged_and_to_be_verified(
    expansions: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its proof twice: as it stands, and without its value, which is what was signed."""
    presented = again(make_signed())
    monkeypatch.setattr(canonical, "_recent", Recent())  # somebody else has signed it, elsewhere
    expansions.clear()
    judge(make_case(presented), AWARD)
    assert ["credentialSubject" in document for document in expansions] == [True, False, False]


def test_an_award_that_is_judged_again_is_not_expanded_again(expansions: list[Any]) -> None:
    text = make_signed()
    first = judge(make_case(again(text)), AWARD)
    seen = len(expansions)
    assert judge(make_case(again(text)), AWARD) == first
    assert len(expansions) == seen


@pytest.mark.parametrize(
    "other",
    [{"a": 1.0, "b": "x"}, {"a": True, "b": "x"}, {"a": "1", "b": "x"}, {"b": "x", "a": 1}, {"a": 1}],
    ids=str,
)
def test_a_document_that_is_nearly_the_same_is_another_one(other: dict[str, Any]) -> None:
    recent = Recent[str]()
    recent.keep({"a": 1, "b": "x"}, "found")
    assert recent.of({"a": 1, "b": "x"}) == "found"
    assert recent.of(other) is None


def test_only_the_last_documents_are_remembered() -> None:
    recent = Recent[int]()
    for number in range(KEPT_DOCUMENTS + 5):
        recent.keep({"a": number}, number)
    remembered = [number for number in range(KEPT_DOCUMENTS + 5) if recent.of({"a": number}) is not None]
    assert remembered == list(range(5, KEPT_DOCUMENTS + 5))


@pytest.mark.parametrize("longer, found", [(0, "found"), (1, None)])
def test_a_long_document_is_not_remembered(longer: int, found: str | None) -> None:
    document = {"a": "x" * (KEPT_CHARACTERS - len(repr({"a": ""})) + longer)}
    recent = Recent[str]()
    recent.keep(document, "found")
    assert recent.of(document) == found


def test_changing_a_document_changes_nothing_that_is_remembered_of_it() -> None:
    text = make_badge()
    honest = to_nquads(again(text))
    mine = again(text)
    expand(mine)
    mine["credentialSubject"]["achievement"]["name"] = "Surgery"
    assert to_nquads(again(text)) == honest
    assert "Surgery" in to_nquads(mine)


def test_what_is_remembered_is_read_and_never_changed() -> None:
    document = make_badge()
    expanded = expand(document)
    before = deepcopy(expanded.nodes)
    to_nquads(again(document))
    assert unsound(again(document), AWARD.contexts) is None
    assert expanded.nodes == before


def test_a_sound_document_that_was_altered_is_judged_anew() -> None:
    document = make_badge()
    assert unsound(document, AWARD.contexts) is None
    document["credentialSubject"]["achievement"]["nameless"] = "x"
    found = unsound(document, AWARD.contexts)
    assert found is not None
    assert found.problem.code == "DATA_LOSS_DETECTION_ERROR"


def test_a_document_is_sound_only_under_the_lists_that_it_was_judged_by() -> None:
    document = make_badge()
    assert unsound(document, AWARD.contexts) is None
    assert unsound(document, frozenset({(CREDENTIALS_V2, OB_3_0_1)})) is not None
    assert unsound(document, AWARD.contexts) is None


def test_an_unsound_document_gets_the_same_answer_each_time() -> None:
    """With the place of the fault, which is found by looking for the very object that expansion met."""
    document = make_badge()
    document["credentialSubject"]["achievement"]["creditsAvailable"] = "5.25"  # written as a string
    answers = [unsound(again(document), AWARD.contexts) for _ in range(3)]
    assert answers[0] is not None
    assert answers[0].problem.pointer == "/credentialSubject/achievement/creditsAvailable"
    assert answers == [answers[0]] * 3


def test_a_document_that_is_nested_without_end_is_refused_as_before() -> None:
    value: Any = "x"
    for _ in range(5_000):
        value = {"address": value}
    found = unsound(make_badge(credentialSubject=value), AWARD.contexts)
    assert found is not None
    assert found.problem.code == "too-complex"


def test_threads_get_the_answers_that_each_would_get_alone() -> None:
    documents = [numbered(number) for number in range(2 * KEPT_DOCUMENTS)]
    alone = [to_nquads(document) for document in documents]

    def judged_and_signed(document: dict[str, Any]) -> str:
        assert unsound(again(document), AWARD.contexts) is None
        return to_nquads(again(document))

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(judged_and_signed, documents * 2))
    assert together == alone * 2
    assert len(canonical._recent._kept) == KEPT_DOCUMENTS
