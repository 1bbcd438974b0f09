"""credentials/proofs/canonical.py: canonical bytes with bundled contexts, losing nothing, within bounds."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from credentials.errors import TooComplex, Unsound
from credentials.json_types import JsonObject
from credentials.proofs import canonical
from credentials.proofs.canonical import canonical_json, expand, to_nquads
from schemas import bundle
from schemas.terms import CAIRN_CONTEXT, CREDENTIALS_V2, OB_3_0_3
from tests.credentials.graphs import document_by_pyld
from tests.make import make_badge


def problem_of(document: JsonObject) -> tuple[str, str | None]:
    with pytest.raises(Unsound) as caught:
        to_nquads(document)
    return caught.value.problem.code, caught.value.problem.pointer


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\\ufffe\uffff"),
    min_size=1,
    max_size=8,
)
IDS = st.sampled_from([f"https://x.example/{n}" for n in range(4)])
PROFILES = st.fixed_dictionaries(
    {"type": st.just(["Profile"])},
    optional={
        "id": IDS,
        "name": TEXTS,
        "url": TEXTS,
        "otherIdentifier": st.lists(
            st.fixed_dictionaries({"type": st.just("IdentifierEntry"), "identifier": TEXTS}), max_size=3
        ),
    },
)
EVIDENCE = st.fixed_dictionaries(
    {"type": st.sampled_from(["Evidence", ["Evidence"]])},
    optional={"id": IDS, "name": TEXTS, "genre": TEXTS, "audience": TEXTS},
)
RESULTS = st.fixed_dictionaries(
    {"id": IDS, "type": st.just(["ResultDescription"]), "name": TEXTS},
    optional={"allowedValue": st.lists(TEXTS, max_size=3), "valueMax": TEXTS},
)


@pytest.mark.oracle
@settings(deadline=None)
@given(
    PROFILES,
    st.lists(EVIDENCE, max_size=4),
    st.lists(RESULTS, max_size=3),
    st.integers(-100, 100) | st.floats(-1e6, 1e6),
)
def test_the_canonical_form_is_the_one_that_pyld_finds(
    issuer: JsonObject, evidence: list[JsonObject], results: list[JsonObject], credits: float
) -> None:
    badge = make_badge(evidence=evidence, issuer=issuer)
    badge["credentialSubject"]["creditsEarned"] = credits
    badge["credentialSubject"]["achievement"]["resultDescription"] = results
    assert to_nquads(badge) == document_by_pyld(badge)


def test_escapes_that_pyld_forgets_are_made() -> None:
    badge = make_badge(name='\b\f\x01\x7f"\\')
    line = next(
        each for each in to_nquads(badge).splitlines() if "schema.org/name" in each and "urn:uuid:9" in each
    )
    assert line.endswith('<https://schema.org/name> "\\b\\f\\u0001\\u007F\\"\\\\" .')


def test_the_document_is_left_as_it_was() -> None:
    badge = make_badge()
    before = json.dumps(badge)
    to_nquads(badge)
    assert json.dumps(badge) == before


def test_the_bundle_is_left_as_it_was() -> None:
    before = {entry.url: json.dumps(bundle.document(entry.url)) for entry in bundle.manifest()}
    to_nquads(make_badge(**{"@context": [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT]}))
    assert {url: json.dumps(bundle.document(url)) for url in before} == before


@pytest.mark.parametrize(
    ("context", "pointer"),
    [
        ([CREDENTIALS_V2, OB_3_0_3, "https://evil.example/c"], "/@context/2"),
        ([CREDENTIALS_V2, {"name": "https://evil.example/n"}], "/@context/1"),
        ([None], "/@context/0"),
        ("https://evil.example/c", "/@context"),
        ({"@vocab": "https://evil.example/"}, "/@context"),
    ],
)
def test_only_bundled_contexts_are_used(context: object, pointer: str) -> None:
    assert problem_of(make_badge(**{"@context": context})) == ("context-not-allowed", pointer)


def test_a_context_inside_the_document_is_bundled_too() -> None:
    badge = make_badge(endorsement=[{"@context": ["https://evil.example/c"], "type": ["Profile"]}])
    assert problem_of(badge) == ("context-not-allowed", "/endorsement/0/@context/0")


def test_our_context_means_the_same_at_every_deployments_address() -> None:
    def badge(url: str) -> JsonObject:
        found = make_badge(**{"@context": [CREDENTIALS_V2, OB_3_0_3, url]})
        found["credentialSubject"]["achievement"]["creditBearing"] = True
        return found

    expected = to_nquads(badge(CAIRN_CONTEXT))
    assert "creditBearing" in expected
    kept = [len(resolver.per_op_cache) for resolver in canonical._idle]
    for host in ("a.example", "b.example:8443/below"):
        assert to_nquads(badge(f"https://{host}{bundle.own_context_path()}")) == expected
    assert [len(resolver.per_op_cache) for resolver in canonical._idle] == kept  # no entry per address


@pytest.mark.parametrize(
    "change",
    [
        {"grade": "A+"},
        {"type": ["VerifiableCredential", "PhDDegree"]},
        {"evidence": [{"id": "evil", "type": ["Evidence"]}]},
        {"id": "c/1"},
    ],
)
def test_what_would_be_lost_is_refused(change: dict[str, Any]) -> None:
    assert problem_of(make_badge(**change))[0] == "DATA_LOSS_DETECTION_ERROR"


@pytest.mark.parametrize(
    "document",
    [
        {"@context": [CREDENTIALS_V2]},
        {"@context": [CREDENTIALS_V2], "id": "urn:a"},
        {"@context": [CREDENTIALS_V2], "id": "urn:a", "type": []},
    ],
)
def test_a_document_that_says_nothing_has_no_canonical_form(document: JsonObject) -> None:
    assert problem_of(document) == ("DATA_LOSS_DETECTION_ERROR", "")


@pytest.mark.parametrize(
    "change",
    [{"id": 5}, {"type": 5}, {"type": [None]}, {"@graph": 5}, {"@reverse": 1}, {"@index": []}, {"@type": {}}],
)
def test_what_json_ld_cannot_read_is_unsound_and_never_another_error(change: dict[str, Any]) -> None:
    assert problem_of(make_badge(**change))[0] in ("MALFORMED_VALUE_ERROR", "DATA_LOSS_DETECTION_ERROR")


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "@id",
                        "@type",
                        "@value",
                        "@list",
                        "@set",
                        "@graph",
                        "@included",
                        "@nest",
                        "@index",
                        "id",
                        "type",
                        "name",
                        "issuer",
                        "proof",
                    ]
                ),
                inner,
            )
        ),
        max_leaves=8,
    )
)
def test_no_json_makes_expansion_fail_in_an_unforeseen_way(value: object) -> None:
    try:
        nodes = expand(
            {"@context": [CREDENTIALS_V2], "type": "VerifiableCredential", "evidence": value}
        ).nodes
    except Unsound as error:
        nodes = [error.problem.code]
    assert isinstance(nodes, list)


@pytest.mark.parametrize(
    "change",
    [
        {"evidence": [{"type": ["Evidence"], "name": str(n)} for n in range(4001)]},
        {"endorsementJwt": [str(n) for n in range(50_001)]},
        {"evidence": [{"type": ["Evidence", "Profile"]}] * 700},
        {"type": ["VerifiableCredential"] * 9},
    ],
    ids=["objects", "values", "objects of several types", "types"],
)
def test_the_size_of_the_task_is_bounded_before_it_begins(
    change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("expansion has begun")

    monkeypatch.setattr(jsonld, "expand", fail)
    with pytest.raises(TooComplex):
        expand(make_badge(**change))


def test_threads_do_not_disturb_one_another() -> None:
    badges = [
        make_badge(name=f"n{n}", **{"@context": [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT][: 2 + n % 2]})
        for n in range(40)
    ]
    expected = [to_nquads(badge) for badge in badges]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(to_nquads, badges * 3)) == expected * 3


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None, "é"]}, '{"a":[true,null,"é"],"b":1}'),
        (
            {"\u20ac": 1, "\r": 2, "1": 3, "\U0001f600": 4, "\ufb33": 5},
            '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}',
        ),
        ([333333333.33333329, 1e30, 4.50, 2e-3, 1e-27, -0.0], "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]"),
    ],
)
def test_canonical_json_is_that_of_rfc_8785(value: object, written: str) -> None:
    assert canonical_json(value) == written.encode()


@pytest.mark.parametrize("value", [2**53, {"a": [2**60]}, float("nan"), "\ud800", {1: 2}])
def test_what_has_no_canonical_json_is_refused(value: object) -> None:
    with pytest.raises(Unsound) as caught:
        canonical_json(value)
    assert caught.value.problem.code == "PROOF_TRANSFORMATION_ERROR"
