"""Rules and readings answer for every document, and do not depend on what a signature leaves open."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuers.achievement import complete
from issuers.award import award_shape_problems
from issuers.badge import lint
from issuers.reading import read
from issuers.rules import RULES, breaches, definition_breaches, s6_credit_is_shown_once
from tests.issuers.changing import A, P, S, put, shuffled
from tests.issuers.nine import NINE, NORTHGATE, S1, S3, S8, credential

SIGNED = {sample.key: sample.credential() for sample in NINE}

scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text(max_size=12)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in items:
        found += places(inner, (*path, step))
    return found


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """A genuine document with up to three values replaced by anything."""
    document = draw(st.sampled_from(list(SIGNED.values())))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(document)))
        document = put(document, (".".join(map(str, path)), draw(anything))) if _plain(path) else document
    return document


def _plain(path: tuple[Any, ...]) -> bool:
    return all(isinstance(step, int) or "." not in step for step in path)


@given(damaged())
@settings(max_examples=150, deadline=None)
def test_rules_and_readings_answer_for_damaged_documents(document: dict[str, Any]) -> None:
    for breach in breaches(document):
        assert breach.code in breach.remedy
    for line in read(document):
        assert line.key
    assert isinstance(lint(document), tuple)


@given(anything)
@settings(max_examples=100, deadline=None)
def test_rules_and_readings_answer_for_any_json(value: Any) -> None:
    breaches(value)
    definition_breaches(value)
    read(value)
    assert list(s6_credit_is_shown_once([value])) == []


@given(st.dictionaries(st.sampled_from(sorted(S1.definition)), anything, max_size=6))
@settings(max_examples=100, deadline=None)
def test_completing_and_awarding_answer_for_any_definition(changes: dict[str, Any]) -> None:
    sent = {**S1.definition, **changes}
    completed = complete(sent, achievement_id="https://badges.example/a", version=1, issuer=NORTHGATE)
    assert completed.document["id"] == "https://badges.example/a"
    again = complete(
        completed.document, achievement_id="https://badges.example/a", version=1, issuer=NORTHGATE
    )
    assert again.document == completed.document
    award_shape_problems(completed.document, S1.award)


@given(st.dictionaries(st.sampled_from(sorted(S1.award)), anything, max_size=6))
@settings(max_examples=100, deadline=None)
def test_awarding_answers_for_any_request(changes: dict[str, Any]) -> None:
    request = {**S1.award, **changes}
    document = credential(S1.completed().document, request, NORTHGATE)
    award_shape_problems(S1.completed().document, request)
    assert breaches(document) is not None


def told(document: dict[str, Any]) -> Counter[tuple[str, str, str]]:
    """What is told, whatever the places in arrays."""
    return Counter((b.code, re.sub(r"/\d+", "/*", b.pointer), b.remedy) for b in breaches(document))


#: Documents that break rules in members of arrays, so that order could matter.
BROKEN = (
    put(SIGNED[S1.key], (f"{A}.assessmentMethod.0.summative", False), ("evidence.0.digestSRI", "x")),
    put(SIGNED[S3.key], (f"{P}.participant.1.responsibility", ""), (f"{P}.participant.0.deliveryShare", "7")),
    put(SIGNED[S3.key], (f"{S}.assessmentRecord.0.supervision", "unsupervisedNoId")),
    put(SIGNED[S8.key], (f"{S}.countsComponent.1.componentAchievement", "https://x.example")),
    put(SIGNED[S1.key], (f"{A}.accreditation.0.accreditedUntil", "2020-01-01")),
)


@pytest.mark.parametrize("document", [*SIGNED.values(), *BROKEN], ids=lambda d: d["id"].rsplit("/", 1)[-1])
@given(seed=st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_nothing_depends_on_the_order_of_a_set(document: dict[str, Any], seed: int) -> None:
    other = shuffled(document, seed)
    assert told(other) == told(document)
    assert read(other) == read(document)


def test_the_order_of_breaches_is_stable() -> None:
    for document in BROKEN:
        assert breaches(document) == breaches(document)
        order = [b.code for b in breaches(document)]
        by_rule = [f"MC-{r.__name__.split('_')[0].upper()}" for r in RULES]
        assert order == sorted(order, key=by_rule.index)


def test_thousands_of_members_are_all_judged() -> None:
    document = S1.credential()
    subject = document["credentialSubject"]
    subject["assessmentRecord"] = subject["assessmentRecord"][:1] * 5000
    subject["achievement"]["assessmentMethod"] = [
        {**subject["achievement"]["assessmentMethod"][0], "id": f"urn:m:{n}"} for n in range(5000)
    ]
    assert len(breaches(document)) > 5000
