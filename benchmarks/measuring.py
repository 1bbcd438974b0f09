"""Taking turns: several ways to do the same work, measured in laps, one way's lap after the other's.

What a machine does besides disturbs all of them alike, and a median leaves the worst of it out. A lap counts
what came out right; one wrong answer ends the measurement, because the speed of doing it wrong is no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any


class WrongAnswer(Exception):
    """What was measured did not do its work."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do the work. Only `run` is timed.

    `supply` makes what the units of those numbers need, `run` does them, `count` looks at what came out and
    says how many units are right, raising WrongAnswer for a wrong one.
    """

    name: str
    supply: Callable[[range], Sequence[Any]]
    run: Callable[[Sequence[Any]], Sequence[Any]]
    count: Callable[[Sequence[Any]], int]


@dataclass(frozen=True, slots=True)
class Lap:
    """Units done, and the seconds they took. Both are more than nothing."""

    count: int
    seconds: float

    def __post_init__(self) -> None:
        if self.count < 1 or self.seconds <= 0:
            raise WrongAnswer("a lap without work is no measurement")

    @property
    def per_second(self) -> float:
        return self.count / self.seconds


@dataclass(frozen=True, slots=True)
class Measured:
    """The laps of one way, in order. There is at least one."""

    laps: tuple[Lap, ...]

    def __post_init__(self) -> None:
        if not self.laps:
            raise WrongAnswer("nothing was measured")

    @property
    def count(self) -> int:
        return sum(lap.count for lap in self.laps)

    @property
    def per_second(self) -> float:
        return median(lap.per_second for lap in self.laps)


@dataclass(slots=True)
class Turns:
    """Measurements, of at least `at_least` laps each.

    `clock` gives seconds that never go back. Numbers count on over all measurements of one object, so that
    no way meets a document twice.
    """

    clock: Callable[[], float]
    at_least: int = 3
    _next: int = field(default=1)

    def measure(self, ways: Sequence[Way], *, units: int, seconds: float) -> Mapping[str, Measured]:
        """Each way's laps of `units` units, by name, until `seconds` are over.

        All work on the same numbers, and warm up once.
        """
        laps: dict[str, list[Lap]] = {way.name: [] for way in ways}
        numbers = self._numbers(units)
        for way in ways:
            self._lap(way, numbers)
        end = self.clock() + seconds
        while self.clock() < end or min(map(len, laps.values())) < self.at_least:
            numbers = self._numbers(units)
            # The one that begins changes, so that none always follows the same neighbour.
            ways = [*ways[1:], ways[0]]
            for way in ways:
                laps[way.name].append(self._lap(way, numbers))
        return {name: Measured(tuple(done)) for name, done in laps.items()}

    def _numbers(self, units: int) -> range:
        first = self._next
        self._next += units
        return range(first, self._next)

    def _lap(self, way: Way, numbers: range) -> Lap:
        supplied = way.supply(numbers)
        begun = self.clock()
        results = way.run(supplied)
        seconds = self.clock() - begun
        return Lap(way.count(results), seconds)


def ratio(ours: Measured, plain: Measured) -> float:
    """How many times as fast as the plain way: the median over the turns, each lap by its neighbour."""
    pairs = zip(ours.laps, plain.laps, strict=True)
    return median(one.per_second / other.per_second for one, other in pairs)
