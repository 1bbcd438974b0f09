"""What time it is: the only module that reads the machine's clock.

Everything else takes an instant, or a Clock, as an argument, so that any moment can be replayed in a test.
All instants are aware and in UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one place


def whole_second(instant: datetime) -> datetime:
    """The instant, in UTC, cut to whole seconds: what a signed document can say without loss.

    Cut, never rounded up: a credential must not be valid from a moment that has not come yet.
    Raises ValueError for an instant without a zone.
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC).replace(microsecond=0)
