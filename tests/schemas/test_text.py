"""What may stand in text, names, addresses, amounts and dates that a client sends."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft201909Validator
from pydantic import TypeAdapter, ValidationError

from schemas.text import (
    Amount,
    Country,
    Day,
    DayOrInstant,
    Figure,
    Instant,
    Link,
    Name,
    OrganisationId,
    Period,
    Ref,
    Text,
    Uri,
    refusal,
)


def error_of(kind: Any, value: object) -> str | None:
    """The type of the first error, or None where the value is good."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as refused:
        return str(refused.errors()[0]["type"])
    return None


@pytest.mark.parametrize(
    ("text", "in_text", "in_name"),
    [
        ("O’Brien بكالوريوس 🎓 é", True, True),
        ("日本語 ไทย עברית", True, True),
        ("<img src=x onerror=alert(1)>", True, True),  # escaped where it is shown
        ("two\nlines\tand a tab", True, False),
        ("a\u2028b", True, False),  # a line separator
        ("a\u200fb", True, False),  # right-to-left mark
        ("a\u061cb", True, False),  # Arabic letter mark
        ("a\u202eb", False, False),  # right-to-left override
        ("a\u2066b", False, False),  # left-to-right isolate
        ("a\x00b", False, False),
        ("a\rb", False, False),
        ("a\x1bb", False, False),
        ("a\x7fb", False, False),
        ("a\x85b", False, False),
        ("a\ud800b", False, False),  # half of a pair
        ("\udfff", False, False),
    ],
)
def test_control_characters_and_reordering_are_refused(text: str, in_text: bool, in_name: bool) -> None:
    assert error_of(Text, text) == (None if in_text else "invalid_text")
    assert error_of(Name, text) == (None if in_name else "invalid_text")


def test_a_refusal_names_the_character_and_the_place() -> None:
    assert refusal("ab\x00") == "contains the control character U+0000 at position 2"
    assert refusal("a\u202e") == "contains U+202E at position 1, which reorders text"
    assert refusal("a\nb", name=True) == "contains U+000A at position 1, which a name cannot have"
    assert refusal("a\nb") is None


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        (Name, "", "string_too_short"),
        (Name, "   ", "invalid_text"),
        (Name, "x" * 500, None),
        (Name, "x" * 501, "string_too_long"),
        (Text, "x" * 20_000, None),
        (Text, "x" * 20_001, "string_too_long"),
        (Name, 7, "string_type"),
        (Text, None, "string_type"),
        (Amount, "7.5", None),
        (Amount, "07", "string_pattern_mismatch"),
        (Amount, "7\n", "string_pattern_mismatch"),
        (Amount, None, "string_type"),
        (Amount, True, "string_type"),
        (Amount, -7, "string_pattern_mismatch"),
        (Amount, 10**12, "string_type"),
        (Amount, 1e-5, "string_type"),
        (Amount, 0.12345, "string_pattern_mismatch"),
        (Amount, float("nan"), "string_type"),
        (Amount, float("inf"), "string_type"),
        (Figure, "B+", None),
        (Figure, "", "string_too_short"),
        (Figure, "a\nb", "invalid_text"),
        (DayOrInstant, "2026-09-21", None),
        (DayOrInstant, "2026-09-21T00:00:00Z", None),
        (DayOrInstant, "2026-09-21T", "string_pattern_mismatch"),
        (DayOrInstant, "2026-09-31", "invalid_date"),
        (Country, "IE", None),
        (Country, "ie", "string_pattern_mismatch"),
        (Period, "P5Y", None),
        (Period, "P", "string_pattern_mismatch"),
        (Day, "2024-02-29", None),
        (Day, "2026-02-29", "invalid_date"),
        (Day, "2026-9-4", "string_pattern_mismatch"),
        (Day, "0000-01-01", "invalid_date"),
        (Day, "٢٠٢٦-٠١-٠١", "string_pattern_mismatch"),
        (Instant, "2026-09-21T00:00:00Z", None),
        (Instant, "2026-09-21T23:59:59.123+05:30", None),
        (Instant, "2026-09-21T00:00:00", "string_pattern_mismatch"),
        (Instant, "2026-09-21", "string_pattern_mismatch"),
        (Instant, "2026-02-30T00:00:00Z", "invalid_date"),
        (Instant, "2026-09-21T24:00:00Z", "string_pattern_mismatch"),
        (Instant, "2026-09-21T00:00:00+25:00", "string_pattern_mismatch"),
        (Instant, 1_790_000_000, "string_type"),
    ],
)
def test_the_boundaries_of_values(kind: Any, value: object, error: str | None) -> None:
    assert error_of(kind, value) == error


@pytest.mark.parametrize(
    ("value", "link", "uri", "ref"),
    [
        ("https://northgate.example/a/b?c=d&e#f", True, True, True),
        ("http://localhost:8000/x", True, True, True),
        ("https://[2001:db8::1]/x", True, True, True),
        ("https://northgate.example", True, True, True),
        ("https://northgate.example/%C3%A9", True, True, True),
        ("did:web:northgate.example%3A8443:issuers:7", False, True, True),
        ("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", False, True, True),
        ("urn:uuid:9f0c1f7e-1111-4222-8333-944445555666", False, True, True),
        ("mailto:registrar@northgate.example", False, True, True),
        ("#lo1", False, False, True),
        ("#", False, False, False),
        ("#a b", False, False, False),
        ("#a/b", False, False, False),
        ("lo1", False, False, False),
        ("/lo1", False, False, False),
        ("//northgate.example/x", False, False, False),
        ("northgate.example", False, False, False),
        ("https://", False, False, False),
        ("https://user:secret@northgate.example/", False, False, False),
        ("https://northgate.example/a b", False, False, False),
        ("https://northgate.example/é", False, False, False),
        ("https://northgate.example/\n", False, False, False),
        ("https://northgate.example/%zz", False, False, False),
        ("https://northgate.example/#a#b", False, False, False),
        ("HTTPS://northgate.example/", False, False, False),
        ("javascript:alert(1)", False, False, False),
        ("JavaScript:alert(1)", False, False, False),
        ("vbscript:x", False, False, False),
        ("data:text/html,x", False, False, False),
        ("file:/etc/hostname", False, False, False),
        ("urn:", False, False, False),
        (":x", False, False, False),
        ("", False, False, False),
    ],
)
def test_addresses(value: str, link: bool, uri: bool, ref: bool) -> None:
    assert (error_of(Link, value) is None, error_of(Uri, value) is None, error_of(Ref, value) is None) == (
        link,
        uri,
        ref,
    )


@pytest.mark.parametrize(
    ("number", "text"), [(7, "7"), (7.0, "7"), (7.5, "7.5"), (0, "0"), (0.1, "0.1"), ("7.50", "7.50")]
)
def test_a_number_becomes_the_text_of_the_same_amount(number: object, text: str) -> None:
    assert TypeAdapter(Amount).validate_python(number) == text
    assert TypeAdapter(Figure).validate_python(number) == text


def test_a_day_becomes_its_first_instant() -> None:
    kind = TypeAdapter(DayOrInstant)
    assert kind.validate_python("2026-09-21") == "2026-09-21T00:00:00Z"
    assert kind.validate_python("2026-09-21T10:00:00+02:00") == "2026-09-21T10:00:00+02:00"


def test_an_organisation_is_named_by_an_address_or_as_oneself() -> None:
    assert error_of(OrganisationId, "self") is None
    assert error_of(OrganisationId, "did:web:northgate.example") is None
    assert error_of(OrganisationId, "Self") == "invalid_address"
    assert error_of(OrganisationId, "#self") == "invalid_address"


_URI_FORMAT = Draft201909Validator({"format": "uri"}, validate_formats=True)
_PIECES = st.sampled_from(
    ["https://", "http:", "did:web:", "urn:", "a", "Z", "9", ".", "/", "//", "?", "#", "%41", "%", ":", "@",
     "[", "]", "::1", "é", " ", "\n", "\\", "<", "~", "&", "=", "+", "!", ";", "|", "^", "_", "-"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=8).map("".join))
def test_an_address_that_we_take_is_a_uri_of_the_schema(value: str) -> None:
    # Otherwise a request would pass, and then its badge be refused for its form.
    if error_of(Uri, value) is None:
        assert _URI_FORMAT.is_valid(value)


@given(st.text())
def test_text_that_is_taken_can_be_stored_and_signed(value: str) -> None:
    if error_of(Text, value) is None:
        assert value.encode("utf-8").decode("utf-8") == value
        assert "\x00" not in value
