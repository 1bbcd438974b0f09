"""The catalogue: how values stand in its texts, and that it has every text and no other."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from importlib import resources

import pytest

from app.messages import Catalogue, Message, UnknownMessage, catalogue, message
from app.messages.catalogue import Piece
from app.messages.foreign import FIRST_STRONG_ISOLATE, POP_ISOLATE
from app.messages.grammar import BadText, names

WORDS = catalogue("en")
FORMATS = {key: text for key, text in json.loads(
    (resources.files("app.messages") / "en.json").read_text("utf-8")
).items() if key.startswith("format.")}  # fmt: skip


def catalogue_with(language: str = "en", **texts: str) -> Catalogue:
    return Catalogue(language, {**FORMATS, **texts})


# --- values


def test_a_date_is_written_as_english_writes_it() -> None:
    assert WORDS.day(date(2026, 9, 21)) == "21 September 2026"


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_a_name(month: int) -> None:
    assert WORDS.day(date(2026, month, 1)) == date(2026, month, 1).strftime("1 %B 2026")


def test_an_instant_is_told_in_utc() -> None:
    instant = datetime(2026, 9, 21, 1, 5, tzinfo=timezone(timedelta(hours=2)))
    assert WORDS.moment(instant) == "20 September 2026 at 23:05 UTC"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("10.0"), "10"),
        (Decimal("7.5"), "7.5"),
        (Decimal("7.50"), "7.5"),
        (0, "0"),
        (100, "100"),
        (1200, "1,200"),
        (Decimal("1234567.25"), "1,234,567.25"),
        (Decimal("1E+3"), "1,000"),
        (-5, "−5"),
        (Decimal("-0.0"), "0"),
    ],
)
def test_a_number_is_exact_and_has_no_trailing_zeros(value: Decimal | int, text: str) -> None:
    assert WORDS.number(value) == text


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        WORDS.number(Decimal("NaN"))


@pytest.mark.parametrize(
    ("items", "text"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_a_list_is_written_as_english_lists(items: tuple[str, ...], text: str) -> None:
    assert WORDS.listed(items) == text


def test_a_language_brings_its_own_marks_and_plurals() -> None:
    french = Catalogue(
        "fr",
        {
            **FORMATS,
            "format.decimalMark": ",",
            "format.groupMark": " ",
            "h": "{hours, plural, one {# heure} other {# heures}}",
        },
    )
    assert french.text("h", hours=Decimal("1.5")) == "1,5 heure"
    assert french.text("h", hours=1200) == "1 200 heures"


# --- filling


@pytest.mark.parametrize(
    ("hours", "text"), [("1", "about 1 hour"), ("1.0", "about 1 hour"), ("260", "about 260 hours")]
)
def test_a_number_chooses_its_plural_form(hours: str, text: str) -> None:
    assert WORDS.text("hours.about", hours=hours) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({"years": "5", "months": "0", "days": "0"}, "Can be counted for 5 years after the award"),
        ({"years": "1", "months": "6", "days": "0"}, "Can be counted for 1 year 6 months after the award"),
    ],
)
def test_an_exact_form_may_say_nothing(parts: dict[str, str], text: str) -> None:
    assert WORDS.say(Message("counts.currency", parts)) == text


def test_a_day_given_as_text_is_written_as_a_date() -> None:
    assert WORDS.text("assessment.done", on="2026-08-28") == "Assessed on 28 August 2026"


@pytest.mark.parametrize("text", ["2026-13-01", "2026-08-28T00:00:00Z", "20260828", "٢٠٢٦-٠٨-٢٨", "soon"])
def test_what_only_resembles_a_day_is_shown_as_it_was_written(text: str) -> None:
    shown = WORDS.text("assessment.done", on=text)
    assert shown.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "") == f"Assessed on {text}"


@pytest.mark.parametrize("text", ["many", "1e400", "NaN", "9" * 30])
def test_what_is_no_sensible_number_is_shown_as_it_was_written(text: str) -> None:
    assert WORDS.text("credit.ects", points=text) == f"{text} ECTS"


def test_a_message_inside_a_message_is_our_own_text() -> None:
    inner = message("issuer.withDomain", name="Northgate", domain="northgate.example")
    pieces = WORDS.pieces(message("role.teaching", names=(inner, "عمر")))
    assert pieces == (
        Piece("Taught by "),
        Piece("Northgate", True, "name"),
        Piece(" ("),
        Piece("northgate.example", True, "domain"),
        Piece(")"),
        Piece(" and "),
        Piece("عمر", True, ""),
    )


def test_plain_text_is_foreign_and_isolated_in_a_sentence() -> None:
    assert WORDS.text("who.issuer", name="جامعة") == f"Issued by {FIRST_STRONG_ISOLATE}جامعة{POP_ISOLATE}"


def test_an_override_in_a_name_is_seen_and_not_obeyed() -> None:
    assert WORDS.text("who.issuer", name="a\u202eb") == "Issued by a[U+202E]b"


def test_braces_in_a_name_are_no_parameters() -> None:
    assert WORDS.text("who.issuer", name="{name} {x}") == "Issued by {name} {x}"


def test_a_key_that_is_missing_is_an_error() -> None:
    with pytest.raises(UnknownMessage, match="no.such.key"):
        WORDS.text("no.such.key")


def test_a_parameter_that_is_missing_is_an_error() -> None:
    with pytest.raises(UnknownMessage, match="needs name"):
        WORDS.text("who.issuer")


def test_a_language_without_a_file_is_an_error() -> None:
    with pytest.raises(UnknownMessage):
        catalogue("xx")


def test_a_mistake_in_a_text_names_its_key() -> None:
    with pytest.raises(BadText, match=r"en: broken: "):
        catalogue_with(broken="{")


# --- completeness


def test_every_language_has_the_same_keys_with_the_same_parameters() -> None:
    files = [f for f in resources.files("app.messages").iterdir() if f.name.endswith(".json")]
    assert [f.name for f in files if f.name == "en.json"], "English is the measure"
    for file in files:
        other = catalogue(file.name.removesuffix(".json"))
        assert other.keys == WORDS.keys
        for key in other.keys:
            if not key.startswith("format."):
                assert names(other.template(key)) == names(WORDS.template(key)), f"{file.name}: {key}"


def test_no_key_stands_twice_in_a_file() -> None:
    for file in resources.files("app.messages").iterdir():
        if file.name.endswith(".json"):
            keys = [key for key, _ in json.loads(file.read_text("utf-8"), object_pairs_hook=list)]
            assert len(keys) == len(set(keys)), file.name


def test_no_text_calls_anything_invalid() -> None:
    for key in WORDS.keys:
        text = json.dumps(WORDS.template(key), default=str)
        assert "invalid" not in text.lower(), key
