"""The form of our own members: closed lists, closed classes, required members, forms of values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft201909Validator

from schemas.bundle import UnknownDocument, document
from schemas.codes import CODES
from schemas.terms import CAIRN_SCHEMA, OB_SCHEMA, STATUS_LIST_SCHEMA
from schemas.validate import Violation, violations
from tests.oracles import oracle_path
from tests.schemas.badge import make_badge, of_today
from tests.schemas.mutations import mutations
from tests.schemas.test_vocabulary import SAMPLES

A = "/credentialSubject/achievement"
#: Where our classes stand in the full badge.
OWN_CLASSES = {
    name
    for name, definition in document(CAIRN_SCHEMA)["$defs"].items()
    if name[0].isupper() and name not in {"Achievement", "AchievementSubject", "Evidence"}
}


def at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        value = value[int(step) if isinstance(value, list) else step]
    return value


def put(badge: dict[str, Any], pointer: str, value: object) -> dict[str, Any]:
    parent, _, last = pointer.rpartition("/")
    target = at(badge, parent)
    target[int(last) if isinstance(target, list) else last] = value
    return badge


def own_objects(value: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a class of ours in a document."""
    if isinstance(value, dict):
        if str(value.get("type")) in OWN_CLASSES:
            yield pointer, value
        for name, inner in value.items():
            yield from own_objects(inner, f"{pointer}/{name}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from own_objects(inner, f"{pointer}/{position}")


def keywords(badge: dict[str, Any]) -> list[tuple[str, str]]:
    return [(v.pointer, v.keyword) for v in violations(CAIRN_SCHEMA, badge)]


def test_a_badge_that_says_everything_has_the_form() -> None:
    assert violations(CAIRN_SCHEMA, make_badge()) == ()
    assert violations(OB_SCHEMA, make_badge()) == ()


def test_the_full_badge_has_an_object_of_every_class() -> None:
    assert {value["type"] for _, value in own_objects(make_badge())} == OWN_CLASSES


@pytest.mark.oracle
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_both_forms(name: str) -> None:
    sample = of_today(json.loads(oracle_path(f"samples/{name}.json").read_text()))
    assert violations(CAIRN_SCHEMA, sample) == ()
    assert violations(OB_SCHEMA, sample) == ()


@pytest.mark.parametrize("pointer", [pointer for pointer, _ in own_objects(make_badge())])
def test_a_class_of_ours_has_no_unknown_members(pointer: str) -> None:
    badge = put(make_badge(), f"{pointer}/unheardOf", "x")
    assert keywords(badge) == [(f"{pointer}/unheardOf", "additionalProperties")]


@pytest.mark.parametrize("pointer", ["", "/issuer", "/credentialSubject", A, "/evidence/0"])
def test_a_class_of_open_badges_stays_open(pointer: str) -> None:
    assert violations(CAIRN_SCHEMA, put(make_badge(), f"{pointer}/unheardOf", "x")) == ()


@pytest.mark.parametrize("name", sorted(CODES))
def test_an_unknown_code_is_refused_wherever_it_stands(name: str) -> None:
    places = [
        (pointer, value) for pointer, value in everything(make_badge()) if pointer.rpartition("/")[2] == name
    ]
    assert places
    for pointer, value in places:
        for wrong in ("Unheard-of", value[0].upper() if isinstance(value, list) else value.upper(), ""):
            if isinstance(value, list):
                assert keywords(put(make_badge(), pointer, [wrong])) == [(f"{pointer}/0", "enum")]
            else:
                assert keywords(put(make_badge(), pointer, wrong)) == [(pointer, "enum")]


def everything(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    if pointer:
        yield pointer, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from everything(inner, f"{pointer}/{name}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from everything(inner, f"{pointer}/{position}")


def test_an_empty_list_is_never_the_form() -> None:
    lists = [pointer for pointer, value in everything(make_badge()) if isinstance(value, list)]
    ours = [p for p in lists if p != "/@context" and not p.endswith("/type")]
    for pointer in ours:
        assert keywords(put(make_badge(), pointer, [])) == [(pointer, "minItems")]


def test_a_member_of_ours_is_left_out_and_never_null() -> None:
    members = [f"{pointer}/{name}" for pointer, value in own_objects(make_badge()) for name in value]
    defined = document(CAIRN_SCHEMA)["$defs"]
    members += [f"{A}/{name}" for name in defined["Achievement"]["properties"]]
    members += [f"/credentialSubject/{name}" for name in defined["AchievementSubject"]["properties"]]
    for pointer in members:
        assert keywords(put(make_badge(), pointer, None)), pointer


@pytest.mark.parametrize(
    ("member", "pointer"),
    [
        ("assessmentMethod", A),  # a non-formal certificate and a record of experience may assess nothing
        ("learningOutcome", A),
        ("credit", A),
        ("qualificationLevel", A),
        ("accreditation", A),
        ("unit", A),
        ("assessmentRecord", "/credentialSubject"),
        ("recognitionDecision", "/credentialSubject"),
        ("evidence", ""),
        ("digestSRI", "/evidence/0"),
        ("learnerSummary", f"{A}/provision"),
        ("responsibility", f"{A}/provision/participant/0"),
    ],
)
def test_what_depends_on_something_else_is_left_to_the_rules(member: str, pointer: str) -> None:
    badge = make_badge()
    del at(badge, pointer)[member]
    assert violations(CAIRN_SCHEMA, badge) == ()


@pytest.mark.parametrize(
    ("member", "pointer"),
    [
        ("awardedDate", ""),
        ("awardRoute", "/credentialSubject"),
        ("credentialCategory", A),
        ("creditBearing", A),
        ("bundled", A),
        ("ecologyQuadrant", A),
        ("learningSetting", A),
        ("workload", A),
        ("participationMode", A),
        ("qualityAssurance", A),
        ("provision", A),
        ("stackability", A),
        ("awardRouteOffered", A),
        ("providerType", f"{A}/provision"),
        ("name", f"{A}/unit/0"),
        ("type", f"{A}/unit/0"),
        ("creditStatus", f"{A}/credit/0"),
    ],
)
def test_a_missing_member_is_named(member: str, pointer: str) -> None:
    badge = make_badge()
    del at(badge, pointer)[member]
    assert violations(CAIRN_SCHEMA, badge) == (
        Violation(f"{pointer}/{member}", f"{member} is missing", "required"),
    )


def test_a_component_is_named_with_a_digest_of_either_kind() -> None:
    claim = "/credentialSubject/countsComponent/0"
    badge = make_badge()
    del at(badge, claim)["digestSRI"]
    assert keywords(badge) == [(claim, "anyOf")]
    assert keywords(put(badge, f"{claim}/digestMultibase", "uEiD" + "A" * 43)) == []
    assert keywords(put(make_badge(), f"{claim}/digestSRI", "sha384-AAAA")) == [
        (f"{claim}/digestSRI", "pattern")
    ]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("0", True), ("10", True), ("7.5", True), ("0.0208", True), ("9999999", True),
        ("07", False), ("7.", False), (".5", False), ("-1", False), ("+1", False), ("1e3", False),
        ("7,5", False), ("7.12345", False), ("10000000", False), ("", False), (" 7", False), ("7\n", False),
        ("٧", False), (7, False), (None, False),
    ],
)  # fmt: skip
def test_an_amount_is_exact_text(text: object, good: bool) -> None:
    assert (keywords(put(make_badge(), f"{A}/workload/notionalHours", text)) == []) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("P5Y", True), ("P1Y6M", True), ("P18M", True), ("P30D", True), ("P1Y2M3D", True),
        ("P", False), ("5Y", False), ("P5", False), ("PT5H", False), ("P1M1Y", False), ("p5y", False),
    ],
)  # fmt: skip
def test_currency_is_a_period_of_years_months_and_days(text: str, good: bool) -> None:
    assert (keywords(put(make_badge(), f"{A}/stackability/creditCurrency", text)) == []) is good


@pytest.mark.parametrize(
    ("pointer", "wrong"),
    [
        ("/awardedDate", "2026-09-21"),
        ("/awardedDate", "2026-02-30T00:00:00Z"),
        ("/awardedDate", "2026-09-21T00:00:00"),
        ("/evidence/0/collectedOn", "2026-13-01"),
        ("/evidence/0/collectedOn", "27/08/2026"),
        (f"{A}/qualityAssurance/complaintsUrl", "northgate.example/complaints"),
        (f"{A}/qualityAssurance/complaintsUrl", "https://northgate.example/a b"),
        (f"{A}/learningOutcome/0/id", "#lo1"),
    ],
)
def test_formats_are_checked(pointer: str, wrong: str) -> None:
    assert keywords(put(make_badge(), pointer, wrong)) == [(pointer, "format")]


def test_the_same_code_twice_is_refused() -> None:
    pointer = f"{A}/participationMode"
    assert keywords(put(make_badge(), pointer, ["online", "online"])) == [(pointer, "uniqueItems")]


def test_every_violation_is_reported_at_once_and_quotes_nothing() -> None:
    badge = make_badge()
    put(badge, f"{A}/credit/0/creditFramework", "Ana Andersson")
    put(badge, f"{A}/workload/notionalHours", "Ana Andersson")
    put(badge, f"{A}/provision/participant/0/organisation", {"name": "Ana Andersson"})
    found = violations(CAIRN_SCHEMA, badge)
    assert {v.pointer for v in found} == {
        f"{A}/credit/0/creditFramework",
        f"{A}/workload/notionalHours",
        f"{A}/provision/participant/0/organisation/id",
        f"{A}/provision/participant/0/organisation/type",
    }
    assert "Ana" not in str(found)


def test_a_pointer_escapes_what_json_pointer_reserves() -> None:
    badge = put(
        make_badge(), f"{A}/workload", {**make_badge()["credentialSubject"]["achievement"]["workload"]}
    )
    at(badge, f"{A}/workload")["a/b~c"] = 1
    assert keywords(badge) == [(f"{A}/workload/a~1b~0c", "additionalProperties")]


def test_an_unknown_schema_is_never_run() -> None:
    with pytest.raises(UnknownDocument):
        violations("https://example.org/schema.json", {})


@pytest.mark.parametrize("url", [CAIRN_SCHEMA, OB_SCHEMA, STATUS_LIST_SCHEMA])
def test_a_schema_is_a_schema_and_refers_to_nothing_outside(url: str) -> None:
    schema = document(url)
    Draft201909Validator.check_schema(schema)
    assert schema["$id"] == url
    references = [value for pointer, value in everything(schema) if pointer.endswith("/$ref")]
    assert [reference for reference in references if not reference.startswith("#/$defs/")] == []
    used = {reference.removeprefix("#/$defs/") for reference in references}
    assert set(schema.get("$defs", {})) == used


@pytest.mark.parametrize("name", sorted(OWN_CLASSES))
def test_an_independent_validator_agrees_on_every_mutation_of_a_class(name: str) -> None:
    # Formats apart: that library checks `uri` and `date-time` only with further packages.
    text = json.dumps({**document(CAIRN_SCHEMA), "$ref": f"#/$defs/{name}"}).replace('"format"', '"$comment"')
    schema = {key: value for key, value in json.loads(text).items() if key in {"$schema", "$ref", "$defs"}}
    theirs, ours = Draft201909Validator(schema), jsonschema_rs.Draft201909Validator(schema)
    [(_, full), *_] = [(p, value) for p, value in own_objects(make_badge()) if value["type"] == name]
    refused = 0
    for mutation in mutations(full):
        good = ours.is_valid(mutation.document)
        assert good == theirs.is_valid(mutation.document), (mutation.kind, mutation.pointer)
        refused += not good
    assert refused > 10


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )
)
def test_validating_never_raises(instance: object) -> None:
    assert all(isinstance(v, Violation) for v in violations(CAIRN_SCHEMA, instance))
    assert all(isinstance(v, Violation) for v in violations(OB_SCHEMA, instance))
