"""Time as an argument: aware, in UTC, and in whole seconds where a document says it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.clock import Clock, SystemClock, whole_second
from tests.fixed_clock import NOON, FixedClock


@pytest.mark.parametrize("clock", [SystemClock(), FixedClock()], ids=lambda clock: type(clock).__name__)
def test_a_clock_says_an_instant_in_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC


def test_the_system_clock_does_not_go_back_while_we_look() -> None:
    clock = SystemClock()
    assert clock.now() <= clock.now()


@pytest.mark.parametrize(
    "instant",
    [
        NOON,
        NOON + timedelta(microseconds=1),
        NOON + timedelta(microseconds=999_999),
        (NOON + timedelta(microseconds=500_000)).astimezone(timezone(timedelta(hours=-3))),
    ],
    ids=str,
)
def test_a_whole_second_is_cut_and_never_rounded_up(instant: datetime) -> None:
    assert whole_second(instant) == NOON
    assert whole_second(instant).tzinfo is UTC


def test_an_instant_without_a_zone_has_no_whole_second() -> None:
    with pytest.raises(ValueError, match="zone"):
        whole_second(datetime(2026, 9, 21))  # noqa: DTZ001 - the fault itself
