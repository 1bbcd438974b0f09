"""Rows of figures, as a table for people and as data for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.measuring import Measured, ratio

_HEADS = ("what", "document", "Cairn/s", "plain/s", "ratio", "counted")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. It cannot be made without what was measured, which cannot be made without work."""

    what: str
    document: str
    cairn: Measured
    plain: Measured

    def data(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "document": self.document,
            "cairnPerSecond": self.cairn.per_second,
            "plainPerSecond": self.plain.per_second,
            "ratio": ratio(self.cairn, self.plain),
            "counted": {"cairn": self.cairn.count, "plain": self.plain.count},
            "laps": len(self.cairn.laps),
        }

    def cells(self) -> tuple[str, ...]:
        counted = f"{self.cairn.count} : {self.plain.count}"
        rates = (f"{self.cairn.per_second:.1f}", f"{self.plain.per_second:.1f}")
        return (self.what, self.document, *rates, f"{ratio(self.cairn, self.plain):.2f}", counted)


def table(rows: Sequence[Row], missing: Mapping[str, str], facts: Mapping[str, str]) -> str:
    """The figures, what could not be measured and why, and the machine."""
    cells = [_HEADS, *(row.cells() for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEADS))]
    lines = [_line(row, widths) for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    lines += [f"not measured: {what} ({why})" for what, why in missing.items()]
    return "\n".join([*lines, "", *(f"{name}: {text}" for name, text in facts.items())])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Two columns of words, then figures."""
    words = [cell.ljust(width) for cell, width in zip(cells[:2], widths, strict=False)]
    figures = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join([*words, *figures])
