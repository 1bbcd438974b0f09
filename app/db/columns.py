"""The column types that both engines must agree on: instants, and text that can be stored everywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.db.errors import UnstorableText

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """A moment, exact to the microsecond. In: any aware datetime; out: always aware, in UTC.

    PostgreSQL: `timestamptz`. SQLite has no such type: whole microseconds since 1970, which sort as time
    does. Raises ValueError for a datetime without a zone.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime] | TypeEngine[int]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | int | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("an instant needs a time zone")
        instant = value.astimezone(UTC)
        return instant if dialect.name == "postgresql" else (instant - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: datetime | int | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return _EPOCH + value * _MICROSECOND


class StorableText(TypeDecorator[str]):
    """Text without U+0000 and without lone surrogates. Raises UnstorableText before any driver sees it.

    The edge refuses such text first and tells the caller which field it was; this is the second wall.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and ("\0" in value or any("\ud800" <= c <= "\udfff" for c in value)):
            raise UnstorableText("text with U+0000 or a lone surrogate cannot be stored")
        return value
