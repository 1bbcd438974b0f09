"""The closed lists of our vocabulary, and what is known about the credit frameworks.

The lists are data (`json/codes.json`). What a code means to a reader is a matter of `app/messages`; what
follows from it, of `issuers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from schemas.bundle import document
from schemas.terms import CAIRN_CODES, CAIRN_CONTEXT

_DATA: dict[str, Any] = document(CAIRN_CODES)

#: Property name to its codes, in the order in which people are shown them.
CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: tuple(values) for name, values in _DATA["codes"].items()}
)


@dataclass(frozen=True, slots=True)
class CreditFramework:
    """What one credit of a framework is, as far as its owner says.

    `credits_per_year`: a full-time academic year; None where the framework has none, or never converts.
    `hours_per_credit`: lowest and highest usual hours of all learning for one credit.
    Neither converts credit by itself: the receiving organisation's published policy does.
    """

    code: str
    credits_per_year: Decimal | None
    hours_per_credit: tuple[Decimal, Decimal] | None
    source: str


def _framework(code: str, row: Mapping[str, Any]) -> CreditFramework:
    year, hours = row["creditsPerYear"], row["hoursPerCredit"]
    return CreditFramework(
        code,
        None if year is None else Decimal(year),
        None if hours is None else (Decimal(hours[0]), Decimal(hours[1])),
        row["source"],
    )


#: `creditFramework` code to what is known about it; every code has a row.
CREDIT_FRAMEWORKS: Mapping[str, CreditFramework] = MappingProxyType(
    {code: _framework(code, row) for code, row in _DATA["creditFrameworks"].items()}
)


def codes_of(property_name: str) -> tuple[str, ...]:
    """The codes of one enumerated property. KeyError if it is not enumerated."""
    return CODES[property_name]


def hours_per_credit(framework: str) -> tuple[Decimal, Decimal] | None:
    """Usual hours of learning for one credit, lowest and highest; None where nobody fixed them."""
    return CREDIT_FRAMEWORKS[framework].hours_per_credit


def credits_per_year(framework: str) -> Decimal | None:
    """Credits of one full-time academic year; None where there is no default."""
    return CREDIT_FRAMEWORKS[framework].credits_per_year


def concept_iri(property_name: str, code: str) -> str:
    """The IRI that a code stands for in the signed graph: the EU's concept where its lists have one.

    Read from our own context, so it is what canonicalisation yields. KeyError for an unknown property,
    ValueError for a code that the property does not have.
    """
    if code not in CODES[property_name]:
        raise ValueError(f"{property_name} has no code {code!r}")
    scope = document(CAIRN_CONTEXT)["@context"][property_name]["@context"]
    return str(scope.get(code) or scope["@vocab"] + code)
