"""How wide a text is, without a font: enough to break a title into rows that surely fit.

Widths are generous estimates per script, in ems; what is shown is a little narrower than what is
reckoned. Rows break at spaces, and inside a word only where it alone is too long; never inside what a
reader sees as one character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_JOINER: Final = "\u200d"


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


def clusters(text: str) -> Iterator[str]:
    """What a reader sees as one character each: a base with its marks, a joined emoji, a flag."""
    held = ""
    for character in text:
        if held and not _continues(held, character):
            yield held
            held = ""
        held += character
    if held:
        yield held


def _continues(held: str, character: str) -> bool:
    if held.endswith(_JOINER) or character == _JOINER or unicodedata.combining(character):
        return True
    if unicodedata.category(character) in ("Mn", "Mc", "Me"):
        return True
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return True
    return len(held) == 1 and _flag_letter(held) and _flag_letter(character)


def _flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


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
