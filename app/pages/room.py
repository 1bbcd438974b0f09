"""How much foreign text a page takes. A signed document may hold a megabyte; a page stays below 100 kB."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import escape

from app.messages import Message, message
from app.messages.catalogue import Parameter
from app.messages.foreign import shortened, shown

LONGEST_TEXT: Final = 700
LONGEST_ADDRESS: Final = 2000
#: What a line costs besides its text, in bytes of HTML.
_LINE_COST: Final = 160
_TEXT_COST: Final = 11  # <bdi></bdi>


@dataclass(slots=True)
class Room:
    """Bytes of HTML that are left for lines. What does not fit is counted, and is in the signed file."""

    left: int

    def takes(self, *texts: Message) -> bool:
        """Whether these fit; once something did not, nothing does."""
        self.left -= sum(_LINE_COST + sum(_bytes(v) for v in text.params.values()) for text in texts)
        return self.left >= 0


def _bytes(value: Parameter) -> int:
    if isinstance(value, str):
        return len(escape(shown(value)).encode("utf-8")) + _TEXT_COST
    if isinstance(value, Message):
        return sum(_bytes(inner) for inner in value.params.values()) + _TEXT_COST
    if isinstance(value, (tuple, list)):
        return sum(_bytes(item) for item in value)
    return 2 * _TEXT_COST


def fitted(value: str, longest: int = LONGEST_TEXT) -> str | Message:
    """A foreign text of a line's length; one that says nothing is said to say nothing."""
    return shortened(value, longest) if value.strip() else message("value.unstated")
