"""credentials/instants.py: RFC 3339 with a zone, and nothing that merely resembles it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.instants import format_instant, parse_instant


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-01T00:00:00Z", at(2026, 1, 1)),
        ("2026-01-01t00:00:00z", at(2026, 1, 1)),  # RFC 3339, section 5.6, note
        ("2026-01-01T02:00:00+02:00", at(2026, 1, 1)),
        ("2025-12-31T18:30:00-05:30", at(2026, 1, 1)),
        ("2026-01-01T00:00:00-00:00", at(2026, 1, 1)),  # the local zone is not known, UTC is
        ("2026-01-01T00:00:00.5Z", at(2026, 1, 1, 0, 0, 0, 500_000)),
        ("2026-01-01T00:00:00.1234567Z", at(2026, 1, 1, 0, 0, 0, 123_456)),  # cut off
        ("2024-02-29T23:59:59+23:59", at(2024, 2, 29, 0, 0, 59)),
        ("0001-01-01T00:00:00Z", at(1, 1, 1)),
        ("9999-12-31T23:59:59.999999Z", at(9999, 12, 31, 23, 59, 59, 999_999)),
        ("2038-01-19T03:14:08Z", at(2038, 1, 19, 3, 14, 8)),
        ("2016-12-31T23:59:60Z", at(2017, 1, 1)),  # RFC 3339, section 5.8: a leap second
        ("1990-12-31T15:59:60-08:00", at(1991, 1, 1)),
        ("2016-12-31T23:59:60.5Z", at(2017, 1, 1)),
    ],
)
def test_an_instant_is_read_in_utc(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        None,
        20260101,
        b"2026-01-01T00:00:00Z",
        "",
        "2026-01-01",
        "2026-01-01T00:00:00",  # no zone: which instant?
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00Z",
        "20260101T000000Z",
        "2026-W01-1T00:00:00Z",
        "2026-01-01T00:00:00+0200",
        "2026-01-01T00:00:00+02",
        "2026-01-01T00:00:00,5Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00." + "1" * 65 + "Z",
        "2026-1-1T00:00:00Z",
        "26-01-01T00:00:00Z",
        "12026-01-01T00:00:00Z",
        "-2026-01-01T00:00:00Z",
        " 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z\n",
        "٢٠٢٦-01-01T00:00:00Z",  # digits, but not ASCII ones
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00+00:60",
        "2016-12-31T23:58:60Z",  # no leap second can be there
        "2016-12-30T23:59:60Z",
        "2016-12-31T23:59:60+01:00",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",  # before the first year, in UTC
        "9999-12-31T23:59:59-00:01",
        "9999-12-31T23:59:60Z",
        "Sat, 25 Feb 2023 00:00:00 GMT",
    ],
)
def test_anything_else_is_no_instant(text: object) -> None:
    assert parse_instant(text) is None


def test_an_instant_is_written_in_whole_seconds_of_utc() -> None:
    assert format_instant(at(2026, 1, 1, 2, 3, 4, 999_999)) == "2026-01-01T02:03:04Z"
    zone = timezone(timedelta(hours=5, minutes=30))
    assert format_instant(datetime(2026, 1, 1, tzinfo=zone)) == "2025-12-31T18:30:00Z"
    assert format_instant(at(1, 1, 1)) == "0001-01-01T00:00:00Z"


def test_a_time_without_a_zone_is_not_written() -> None:
    with pytest.raises(ValueError, match="zone"):
        format_instant(datetime(2026, 1, 1))  # noqa: DTZ001


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)), st.integers(-1439, 1439))  # noqa: DTZ001
def test_what_is_written_is_read_back(naive: datetime, minutes: int) -> None:
    instant = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_instant(format_instant(instant)) == instant
    assert parse_instant(instant.isoformat()) == instant
