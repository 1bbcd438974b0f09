"""Pages of a list that grows while it is read.

A page is found by the place of the last row seen (time and id), never by counting rows: nothing is shown
twice or left out when rows are added meanwhile, and page 1,000 costs what page 1 costs. Newest first.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, and_, or_

R = TypeVar("R")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LONGEST = 400
_LATEST = 253_402_300_800_000_000  # the year 10000


class BadCursor(ValueError):
    """The text is no cursor of ours. The caller's fault."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of a row: the next page starts after it."""

    at: datetime
    id: str

    def to_text(self) -> str:
        """Opaque text, safe in a URL."""
        micros = (self.at - _EPOCH) // _MICROSECOND
        return base64.urlsafe_b64encode(f"{micros}.{self.id}".encode()).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: str) -> Cursor:
        """The cursor in that text. Raises BadCursor."""
        try:
            if len(text) > _LONGEST:
                raise BadCursor("too long")
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
            micros, separator, row_id = raw.partition(".")
            if not separator or not row_id or "\0" in row_id or not (micros.isascii() and micros.isdigit()):
                raise BadCursor("not a place")
            if int(micros) >= _LATEST:
                raise BadCursor("not a time")
            return cls(_EPOCH + int(micros) * _MICROSECOND, row_id)
        except ValueError as fault:  # base64, UTF-8 and our own complaints alike
            raise BadCursor("not a cursor") from fault


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows, and the cursor for the next ones; None at the end."""

    rows: tuple[R, ...]
    next: Cursor | None


def after(cursor: Cursor, at: Column[Any], row_id: Column[Any]) -> ColumnElement[bool]:
    """The condition for rows beyond the cursor, where rows are ordered by (at, id), both falling."""
    return and_(at <= cursor.at, or_(at < cursor.at, row_id < cursor.id))


def page_of(rows: tuple[R, ...], limit: int, place: Any) -> Page[R]:
    """`rows` were asked for with `limit + 1`: the extra one only tells that there is more."""
    if len(rows) <= limit:
        return Page(rows, None)
    kept = rows[:limit]
    return Page(kept, place(kept[-1]))
