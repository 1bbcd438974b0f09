"""From results to frozen rows: a row's fields are the columns that are selected, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CursorResult, Result, Table

R = TypeVar("R")


def columns(shape: type[Any], table: Table, **computed: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """One column for each field of the dataclass, in its order; `computed` gives those the table lacks."""
    return [computed[f.name].label(f.name) if f.name in computed else table.c[f.name] for f in fields(shape)]


def first(shape: Callable[..., R], result: Result[Any]) -> R | None:
    """The first row in that shape, or None. The statement selected `columns(shape, …)`."""
    row = result.first()
    return None if row is None else shape(*row)


def every(shape: Callable[..., R], result: Result[Any]) -> tuple[R, ...]:
    """All rows in that shape."""
    return tuple(shape(*row) for row in result)


def touched(result: CursorResult[Any]) -> bool:
    """Did the UPDATE or DELETE find its row?"""
    return result.rowcount > 0
