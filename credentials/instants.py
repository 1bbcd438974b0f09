"""Points in time as the standards write them, and nothing that merely resembles one.

`datetime.fromisoformat` reads ISO 8601, which has week dates, times without zone and many other forms,
and its taste differs between versions of Python. Foreign text is therefore read here only. The clock is
elsewhere: this module knows no "now".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

# RFC 3339, section 5.6, `date-time`, ASCII digits only. Its note allows lower case for T and Z.
_INSTANT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,64}))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)


def parse_instant(text: object) -> datetime | None:
    """The instant that an RFC 3339 date-time with a zone names, in UTC, or None for anything else.

    Fractions are cut off after microseconds. A leap second (23:59:60 UTC on the last day of a month) is
    read as the instant after it, since no clock here can show it. Years 1 to 9999, also after
    conversion to UTC.
    """
    match = _INSTANT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.group(1, 2, 3, 4, 5, 6))
    fraction, sign, zone_hours, zone_minutes = match.group(7, 8, 9, 10)
    zone = timedelta()
    if sign:
        if int(zone_hours) > 23 or int(zone_minutes) > 59:
            return None
        zone = timedelta(hours=int(zone_hours), minutes=int(zone_minutes))
    leap = second == 60
    microsecond = 0 if leap else int((fraction or "0")[:6].ljust(6, "0"))
    try:
        local = datetime(year, month, day, hour, minute, 59 if leap else second, microsecond, UTC)
        instant = local + zone if sign == "-" else local - zone
        if not leap:
            return instant
        after = instant + timedelta(seconds=1)
    except (ValueError, OverflowError):
        return None
    return after if (after.day, after.hour, after.minute) == (1, 0, 0) else None


def format_instant(instant: datetime) -> str:
    """RFC 3339 in UTC with whole seconds, `2026-01-01T00:00:00Z`; a fraction is cut off.

    Raises ValueError for a naive datetime, which names no instant.
    """
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError("a datetime without zone names no instant")
    return instant.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
