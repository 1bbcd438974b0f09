"""Amounts of credit and of work, exactly.

Decimals in documents are text and arithmetic is in fractions, so nothing is ever rounded up to meet a
threshold. Nothing here converts credit: that is for the receiving organisation's published policy. What
a full-time year is in each framework serves to explain an amount, and as the measure of "small".
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from schemas.codes import CREDIT_FRAMEWORKS

#: Credit that is none in the academic sense: continuing education units count hours of non-credit courses.
NOT_ACADEMIC: Final = frozenset({"ceu"})

#: Hours this far from the framework's usual range deserve a second look (MC-W1): 80 to 120 %.
_LENIENCE: Final = (Fraction(8, 10), Fraction(12, 10))


def plain(amount: Decimal | Fraction) -> str:
    """An amount as people write it: "10", "7.5". A fraction is cut, never rounded up, to two decimals."""
    if isinstance(amount, Fraction):
        amount = Decimal(amount.numerator * 100 // amount.denominator) / 100
    return format(amount.normalize(), "f")


def json_number(amount: Decimal) -> int | float:
    """The JSON number for an Open Badges float: an integer where it is one."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def usual_hours(framework: str, points: Decimal) -> tuple[Fraction, Fraction] | None:
    """Fewest and most hours of learning that so much credit usually stands for.

    5 ECTS: 125 to 150. None where the framework's owner fixed no hours.
    """
    row = CREDIT_FRAMEWORKS.get(framework)
    if row is None or row.hours_per_credit is None:
        return None
    low, high = row.hours_per_credit
    return Fraction(low) * Fraction(points), Fraction(high) * Fraction(points)


def plausible_hours(framework: str, points: Decimal) -> tuple[Fraction, Fraction] | None:
    """The usual hours, widened to 80 and 120 %: outside of them the figures deserve a second look."""
    usual = usual_hours(framework, points)
    return None if usual is None else (usual[0] * _LENIENCE[0], usual[1] * _LENIENCE[1])


def credits_of_a_year(framework: str) -> Decimal | None:
    """Credits of a full-time academic year: 60 ECTS, 120 UK credits; None where there is no default."""
    row = CREDIT_FRAMEWORKS.get(framework)
    return None if row is None else row.credits_per_year


def share_of_a_year(framework: str, points: Decimal) -> Fraction | None:
    """Which part of a full-time year so much credit is; 10 ECTS are 1/6."""
    year = credits_of_a_year(framework)
    return None if year is None else Fraction(points) / Fraction(year)


def ects_by_year(framework: str, points: Decimal) -> Fraction | None:
    """ECTS for the same part of a full-time year: a measure of size, never a conversion of credit."""
    share = share_of_a_year(framework, points)
    return None if share is None else share * 60
