"""Text of others cannot steer our sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.messages.foreign import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolated, shortened, shown

STEERING = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"]


@pytest.mark.parametrize("character", [*STEERING, "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "\r"])
def test_steering_and_control_characters_are_spelt_out(character: str) -> None:
    assert shown(f"a{character}b") == f"a[U+{ord(character):04X}]b"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Andersson",
        "عبد الرحمن",
        "נועה",
        "深層学習",
        "👩🏽‍🔬",
        "می‌خواهم",
        "line\nline\ttab",
        "abc\u200eabc",
    ],
)
def test_honest_text_of_any_script_is_left_alone(text: str) -> None:
    assert shown(text) == text


def test_right_to_left_text_is_fenced_in_plain_text() -> None:
    assert isolated("نور") == f"{FIRST_STRONG_ISOLATE}نور{POP_ISOLATE}"


def test_left_to_right_text_stays_the_string_that_programs_compare() -> None:
    assert isolated("Ana 深層 🤖") == "Ana 深層 🤖"


@given(st.text())
def test_no_foreign_text_keeps_a_steering_character_or_leaves_a_fence_open(text: str) -> None:
    inside = isolated(text).removeprefix(FIRST_STRONG_ISOLATE).removesuffix(POP_ISOLATE)
    assert not set(inside) & set(STEERING)
    assert isolated(text).count(FIRST_STRONG_ISOLATE) == isolated(text).count(POP_ISOLATE)


@pytest.mark.parametrize(
    ("text", "longest", "cut"),
    [
        ("short", 5, "short"),
        ("one two three", 10, "one two…"),
        ("a" * 20, 5, "aaaa…"),
        ("abcé̂d", 5, "abc…"),
    ],
)
def test_a_long_text_is_cut_at_a_word_where_one_is_near(text: str, longest: int, cut: str) -> None:
    assert shortened(text, longest) == cut


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_a_cut_text_is_never_too_long_and_never_ends_in_a_joiner(text: str, longest: int) -> None:
    cut = shortened(text, longest)
    assert len(cut) <= longest
    if cut != text:
        assert cut.endswith("…")
        assert not cut[:-1].endswith("\u200d")
