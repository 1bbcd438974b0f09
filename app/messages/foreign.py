"""Text that others wrote, inside our sentences: it may neither reorder them nor hide in them.

A credential's names and sentences are shown as their issuer wrote them, in any script, but isolated
(decisions 5.7): an override character could otherwise make a page read backwards, and a right-to-left
name could pull our words into its order. On a page <bdi> isolates; in plain text two characters do.
"""

from __future__ import annotations

import re
import unicodedata

#: Characters that steer the reading order or hold no text at all: shown by number, never obeyed.
#: Left alone: the marks U+200E, U+200F and U+061C, which honest right-to-left text needs and an
#: isolate contains; the joiners of emoji and Persian; tab and line feed.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"


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
    cut = text[: longest - 1]
    space = cut.rfind(" ")
    if space > longest * 3 // 4:
        cut = cut[:space]
    # a combining mark or joiner must not be left without its base, nor a base without its joiner
    while cut and (unicodedata.combining(cut[-1]) or cut[-1] == "\u200d"):
        cut = cut[:-1]
    return cut.rstrip() + "…"
