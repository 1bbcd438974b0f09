"""How a language writes dates, numbers and lists. The patterns are texts of the catalogue.

Dates are days of UTC: an award's instant carries a zone that its issuer chose, and a page that
shifted it into the reader's zone would show two people two different days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final


def _one(n: Decimal) -> str:
    return "one" if n == 1 else "other"


#: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html (cardinals; the
#: Romance languages' `many`, for whole millions, reads like `other` in every text of ours)
PLURALS: Final[Mapping[str, Callable[[Decimal], str]]] = {
    "en": _one,
    "de": _one,
    "es": _one,
    "fr": lambda n: "one" if 0 <= n < 2 else "other",
}


def number_text(value: Decimal, *, decimal_mark: str, group_mark: str) -> str:
    """Exact, without trailing zeros: 10.0 is `10`, 7.50 is `7.5`, 1200 is `1,200` in English."""
    if not value.is_finite():
        raise ValueError("not a finite number")
    plain = format(abs(value), "f")
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    groups: list[str] = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    text = group_mark.join([whole, *groups]) + (decimal_mark + fraction if fraction else "")
    return ("−" if value < 0 else "") + text


def day_of(moment: date | datetime) -> date:
    """The UTC day of an instant; a date is itself."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).date()
    return moment
