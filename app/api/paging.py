"""Pages of lists: `limit` and `cursor` as every list takes them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from app.db import paging
from app.errors import Invalid
from app.wiring import Tools
from credentials.findings import Problem

Limit = Annotated[int | None, Query(ge=1, description="Rows in the page; at most what the service allows")]
Cursor = Annotated[str | None, Query(max_length=400, description="`next` of the page before")]

_USUAL = 50


def size(tools: Tools, limit: int | None) -> int:
    """How many rows: what was asked for, within the deployment's limit."""
    return min(limit or _USUAL, tools.settings.max_page_size)


def read_cursor(text: str | None) -> paging.Cursor | None:
    """Raises Invalid for a text that is no cursor of ours."""
    if text is None:
        return None
    try:
        return paging.Cursor.from_text(text)
    except paging.BadCursor:
        problem = Problem("invalid-value", "cursor is not one that this service gave out.", "query:cursor")
        raise Invalid(problem) from None
