"""The lenient view: what is there, or that it is not there; never an error."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from issuers.document import Node, by_id, day_of, decimal_of, number_of
from issuers.view import Badge, speaks_our_vocabulary
from schemas.bundle import own_context_path
from schemas.terms import CAIRN_CONTEXT


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("7.5", Decimal("7.5")),
        ("0", Decimal(0)),
        ("5.0", Decimal(5)),
        ("05", None),
        ("-1", None),
        ("1e3", None),
        ("7,5", None),
        ("", None),
        ("٥", None),
        ("9" * 30, None),
        (7.5, None),
        (None, None),
        ([], None),
    ],
)
def test_decimals_are_text_of_one_form(value: Any, amount: Decimal | None) -> None:
    assert decimal_of(value) == amount


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (5, Decimal(5)),
        (7.5, Decimal("7.5")),
        (0.1, Decimal("0.1")),
        (True, None),
        ("5", None),
        (float("nan"), None),
        (float("inf"), None),
        (None, None),
    ],
)
def test_numbers_are_read_by_their_shortest_form(value: Any, amount: Decimal | None) -> None:
    assert number_of(value) == amount


def test_a_number_too_long_to_be_written_out_is_no_amount() -> None:
    assert number_of(10**5000) is None


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-05-04", date(2026, 5, 4)),
        ("2026-05-04T23:59:59Z", date(2026, 5, 4)),
        ("2026-02-30", None),
        ("2026-05-04x", None),
        ("20260504", None),
        ("2026-W01-1", None),
        (20260504, None),
    ],
)
def test_days_are_read_from_days_and_instants(value: Any, day: date | None) -> None:
    assert day_of(value) == day


def test_a_member_is_reached_through_an_array_of_one_and_keeps_its_pointer() -> None:
    node = Node({"a/b": [{"c~d": "x"}]}).get("a/b").get("c~d")
    assert (node.value, node.pointer) == ("x", "/a~1b/0/c~0d")
    assert Node({"a": [{"b": 1}, {"b": 2}]}).get("a").get("b").value is None


def test_one_value_is_an_array_of_one_and_nothing_is_an_empty_one() -> None:
    assert [n.value for n in Node({"a": "x"}).many("a")] == ["x"]
    assert [n.pointer for n in Node({"a": ["x", "y"]}).many("a")] == ["/a/0", "/a/1"]
    for nothing in (None, "", [], {}):
        assert Node({"a": nothing}).many("a") == ()
        assert not Node({"a": nothing}).get("a").present


def test_false_and_zero_are_said() -> None:
    assert Node(False).present
    assert Node(0).present


def test_a_reference_is_an_identifier_or_the_object_that_has_it() -> None:
    assert Node({"who": "did:web:x"}).reference("who") == "did:web:x"
    assert Node({"who": {"id": "did:web:x"}}).reference("who") == "did:web:x"
    assert Node({"who": 7}).reference("who") is None


def test_members_are_looked_up_by_identifier_all_of_them() -> None:
    nodes = Node([{"id": "a"}, {"id": "b"}, {"id": "a"}, 7])
    found = by_id(Node({"x": nodes.value}).many("x"))
    assert {name: len(many) for name, many in found.items()} == {"a": 2, "b": 1}


def test_a_badge_of_anything_has_facts() -> None:
    for value in (None, 7, "x", [], {}, {"credentialSubject": [1, 2]}):
        badge = Badge.of(value)
        assert badge.quadrant == "badgeOrAward"
        assert badge.participants == ()
        assert badge.award_day is None


def test_a_unit_that_is_named_twice_by_one_identifier_is_one() -> None:
    once = {"unit": [{"id": "u:1", "name": "A"}, {"id": "u:1", "name": "A"}]}
    assert Badge.of_definition(once, None).bundled is False
    assert Badge.of_definition({"unit": [{"name": "A"}, {"name": "A"}]}, None).bundled is True


@pytest.mark.parametrize(
    ("context", "ours"),
    [
        (CAIRN_CONTEXT, True),
        ([CAIRN_CONTEXT], True),
        (["https://elsewhere.example" + own_context_path()], True),
        (["https://elsewhere.example/mc/v1/" + "0" * 64 + ".jsonld"], False),
        (["https://www.w3.org/ns/credentials/v2"], False),
        ([{"@vocab": CAIRN_CONTEXT}], False),
        (None, False),
    ],
)
def test_our_vocabulary_is_known_by_name_or_digest(context: Any, ours: bool) -> None:
    assert speaks_our_vocabulary(Node({"@context": context})) is ours
