"""How wide a text is, without a font: enough to break a title into rows that surely fit.

Widths are generous estimates per script, in ems; what is shown is a little narrower than what is
reckoned. Rows break at spaces, and inside a word only where it alone is too long; never inside what a
reader sees as one character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from app.messages.foreign import clusters


@dataclass(frozen=True, slots=True)
class Lettering:
    """Rows of text of one size."""

    size: int
    rows: tuple[str, ...]
    right_to_left: bool


def set_in_rows(text: str, size: int, room: Sequence[float], *, cut: bool) -> Lettering | None:
    """`text` in at most as many rows as `room` has widths (in ems); the first width is the top row's.

    None if it does not fit; with `cut`, what does not fit is replaced by `…`.
    """
    rows: list[str] = []
    words = _words(text, min(room))
    while words:
        if len(rows) == len(room):
            if not cut:
                return None
            rows[-1] = _ended(rows[-1], room[-1])
            break
        row = words.pop(0)
        while words and width(row + words[0]) <= room[len(rows)]:
            row += words.pop(0)
        rows.append(row.strip())
    return Lettering(size, tuple(rows), _right_to_left(text))


def width(text: str) -> float:
    """In ems, rather too much than too little."""
    return sum(_cluster_width(cluster) for cluster in clusters(text.strip()))


def _cluster_width(cluster: str) -> float:
    first = cluster[0]
    if first == " ":
        return 0.3
    if unicodedata.east_asian_width(first) in ("W", "F"):
        return 1.1 if ord(first) < 0x1F000 else 1.4
    if unicodedata.category(first) == "So":
        return 1.4
    if first in "mwMW@%":
        return 0.98
    if first.isupper():
        return 0.74
    if first in "iljtfr.,:;'!|()[]-":
        return 0.4
    return 0.62 if first.isascii() else 0.75


def _words(text: str, longest: float) -> list[str]:
    """Words with the space before them; one that is wider than `longest` is broken into parts."""
    found: list[str] = []
    for place, word in enumerate(text.split()):
        part = " " if place else ""
        for cluster in clusters(word):
            wide = unicodedata.east_asian_width(cluster[0]) == "W"
            if part.strip() and (width(part + cluster) > longest or wide):
                found.append(part)  # Chinese and Japanese break between any two characters
                part = ""
            part += cluster
        found.append(part)
    return found


def _ended(row: str, room: float) -> str:
    kept = list(clusters(row))
    while kept and width("".join(kept)) + 1.0 > room:
        kept.pop()
    return "".join(kept).rstrip() + "…"


def _right_to_left(text: str) -> bool:
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False
