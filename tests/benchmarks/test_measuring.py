"""A figure stands on counted work and a clock, and without either there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from benchmarks.measuring import Lap, Measured, Turns, Way, WrongAnswer, ratio
from benchmarks.table import Row, table


class Clock:
    """Stands still unless somebody works."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def make_way(
    name: str, clock: Clock, seconds: float, seen: list[tuple[str, range]] | None = None, **parts: Callable
) -> Way:
    """A way that takes so many seconds for each unit. Supplying and counting take an hour each, untimed."""
    noted = [] if seen is None else seen

    def supply(numbers: range) -> Sequence[int]:
        noted.append((name, numbers))
        clock.now += 3600
        return numbers

    def run(units: Sequence[int]) -> Sequence[int]:
        clock.now += seconds * len(units)
        return units

    def count(results: Sequence[int]) -> int:
        clock.now += 3600
        return len(results)

    return Way(name, **{"supply": supply, "run": run, "count": count, **parts})


def test_a_rate_is_the_counted_work_by_the_seconds_of_the_work_alone() -> None:
    clock = Clock()
    found = Turns(clock, at_least=3).measure([make_way("a", clock, 0.5)], units=4, seconds=0.0)["a"]
    assert (found.count, found.per_second, len(found.laps)) == (12, 2.0, 3)


def test_what_was_not_counted_as_right_makes_no_rate() -> None:
    clock = Clock()
    half = make_way("a", clock, 0.5, count=lambda results: len(results) // 2)
    assert Turns(clock).measure([half], units=4, seconds=0.0)["a"].per_second == 1.0


def test_the_ways_take_turns_over_the_same_numbers_and_meet_none_again() -> None:
    clock, seen = Clock(), list[tuple[str, range]]()
    turns = Turns(clock, at_least=2)
    ways = [make_way("a", clock, 1.0, seen), make_way("b", clock, 1.0, seen)]
    turns.measure(ways, units=2, seconds=0.0)
    turns.measure([make_way("c", clock, 1.0, seen)], units=2, seconds=0.0)
    assert seen == [
        ("a", range(1, 3)),
        ("b", range(1, 3)),
        ("b", range(3, 5)),
        ("a", range(3, 5)),
        ("a", range(5, 7)),
        ("b", range(5, 7)),
        ("c", range(7, 9)),
        ("c", range(9, 11)),
        ("c", range(11, 13)),
    ]


def test_measuring_ends_when_the_seconds_are_over() -> None:
    clock = Clock()
    idle = {"supply": lambda numbers: numbers, "count": len}
    found = Turns(clock).measure([make_way("a", clock, 0.5, **idle)], units=4, seconds=10.0)["a"]
    assert len(found.laps) == 5


def test_one_slow_lap_does_not_make_the_figure() -> None:
    laps = (Lap(4, 1.0), Lap(4, 100.0), Lap(4, 2.0))
    assert Measured(laps).per_second == 2.0


def test_a_ratio_compares_laps_that_were_neighbours() -> None:
    """The machine was half as fast in the second turn, for both: the ratio does not see it."""
    ours, plain = Measured((Lap(4, 2.0), Lap(4, 4.0))), Measured((Lap(4, 1.0), Lap(4, 2.0)))
    assert ratio(ours, plain) == 0.5


@pytest.mark.parametrize("count, seconds", [(0, 1.0), (-1, 1.0), (1, 0.0), (1, -1.0)])
def test_a_lap_without_work_or_time_is_refused(count: int, seconds: float) -> None:
    with pytest.raises(WrongAnswer):
        Lap(count, seconds)


def test_a_figure_without_a_lap_is_refused() -> None:
    with pytest.raises(WrongAnswer):
        Measured(())


def test_a_wrong_answer_ends_the_measurement() -> None:
    clock = Clock()

    def wrong(results: Sequence[int]) -> int:
        raise WrongAnswer("a signature does not fit")

    with pytest.raises(WrongAnswer, match="a signature does not fit"):
        Turns(clock).measure([make_way("a", clock, 1.0, count=wrong)], units=1, seconds=0.0)


def test_the_table_shows_the_figures_what_is_missing_and_the_machine() -> None:
    row = Row("signed", "S6", Measured((Lap(30, 2.0),)), Measured((Lap(30, 1.0),)))
    printed = table([row], {"issued over PostgreSQL": "it is not there"}, {"python": "CPython"}).splitlines()
    assert printed[2].split() == ["signed", "S6", "15.0", "30.0", "0.50", "30", ":", "30"]
    assert printed[3:] == ["not measured: issued over PostgreSQL (it is not there)", "", "python: CPython"]
    assert row.data()["ratio"] == 0.5
    assert row.data()["counted"] == {"cairn": 30, "plain": 30}
