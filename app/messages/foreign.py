"""Text that others wrote, inside our sentences: it may neither reorder them nor hide in them.

A credential's names and sentences are shown as their issuer wrote them, in any script, but isolated
(decisions 5.7): an override character could otherwise make a page read backwards, and a right-to-left
name could pull our words into its order. On a page <bdi> isolates; in plain text two characters do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: Characters that steer the reading order or hold no text at all: shown by number, never obeyed.
#: Left alone: the marks U+200E, U+200F and U+061C, which honest right-to-left text needs and an
#: isolate contains; the joiners of emoji and Persian; tab and line feed.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
JOINER = "\u200d"


def shown(text: str) -> str:
    """The text with its steering characters spelt out: `abc\\u202e` is `abc[U+202E]`."""
    return _STEERING.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def isolated(text: str) -> str:
    """For plain text: `shown`, and fenced where it would otherwise disturb a left-to-right sentence.

    Text without right-to-left letters needs no fence and gets none, so that most sentences stay the
    plain strings that programs compare.
    """
    safe = shown(text)
    if any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in safe):
        return f"{FIRST_STRONG_ISOLATE}{safe}{POP_ISOLATE}"
    return safe


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters, cut at a word where one is near; a cut is marked with `…`."""
    if len(text) <= longest:
        return text
    cut = ""
    for cluster in clusters(text):
        if len(cut) + len(cluster) >= longest:
            break
        cut += cluster
    space = cut.rfind(" ")
    if space >= longest * 2 // 3:
        cut = cut[:space]
    return cut.rstrip() + "…"


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
    if held.endswith(JOINER) or character == JOINER or unicodedata.combining(character):
        return True
    if unicodedata.category(character) in ("Mn", "Mc", "Me"):
        return True
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F:
        return True
    return len(held) == 1 and _flag_letter(held) and _flag_letter(character)


def _flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF
