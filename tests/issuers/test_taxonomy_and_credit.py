"""The tables of the ecology, and amounts of credit, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuers import credit
from issuers.taxonomy import (
    QUADRANTS,
    SETTINGS_OF_CATEGORY,
    SETTINGS_OF_QUADRANT,
    TYPES_OF_QUADRANT,
    USUAL_TYPE,
    Cell,
    cell,
    quadrant,
    type_fits,
)
from schemas.codes import CODES

#: docs/metadata.md section 3, with section 13: A allowed, I with an intersection, X rejected.
CELLS = {
    "formalQualification": "A A I I",
    "nonFormalCertificate": "X I A A",
    "recognitionOfSkills": "X A X A",
    "recordOfExperience": "X X I A",
}
COLUMNS = ("macroCredential", "microCredential", "shortCourse", "badgeOrAward")


@pytest.mark.parametrize("category", CELLS)
def test_each_cell_of_the_ecology(category: str) -> None:
    assert " ".join(cell(category, column)[0] for column in COLUMNS) == CELLS[category]


def test_the_two_axes_make_four_quadrants() -> None:
    assert quadrant(credit_bearing=True, bundled=True) == "macroCredential"
    assert quadrant(credit_bearing=True, bundled=False) == "microCredential"
    assert quadrant(credit_bearing=False, bundled=True) == "shortCourse"
    assert quadrant(credit_bearing=False, bundled=False) == "badgeOrAward"


def test_the_tables_know_exactly_the_vocabularys_codes() -> None:
    assert set(QUADRANTS.values()) == set(CODES["ecologyQuadrant"])
    assert set(SETTINGS_OF_CATEGORY) == set(CODES["credentialCategory"])
    assert set(SETTINGS_OF_QUADRANT) == set(TYPES_OF_QUADRANT) == set(CODES["ecologyQuadrant"])
    settings = {s for fit in (SETTINGS_OF_CATEGORY, SETTINGS_OF_QUADRANT) for v in fit.values() for s in v}
    assert settings == set(CODES["learningSetting"])
    needed = {cell(c, q)[1] for c in CODES["credentialCategory"] for q in CODES["ecologyQuadrant"]} - {""}
    assert needed <= set(CODES["ecologyIntersection"])


def test_a_usual_type_fits_where_it_is_usual_and_its_cell_is_open() -> None:
    for (category, place), kind in USUAL_TYPE.items():
        assert type_fits(kind, place, without_credit=False)
        assert cell(category, place)[0] is not Cell.REJECTED


def test_types_of_others_fit_everywhere() -> None:
    assert all(type_fits("ext:Apprenticeship", place, without_credit=False) for place in COLUMNS)


@pytest.mark.parametrize(
    ("framework", "points", "low", "high"),
    [
        ("ects", "5", "125", "150"),
        ("ects", "7.5", "187.5", "225"),
        ("uk-cats", "15", "150", "150"),
        ("us-semester", "3", "135", "135"),
        ("ceu", "0.7", "7", "7"),
    ],
)
def test_usual_hours(framework: str, points: str, low: str, high: str) -> None:
    assert credit.usual_hours(framework, Decimal(points)) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize("framework", ["ecvet", "au-eftsl", "my-mqf", "other", "unheard-of"])
def test_where_nobody_fixed_hours_none_are_usual(framework: str) -> None:
    assert credit.usual_hours(framework, Decimal(5)) is None
    assert credit.plausible_hours(framework, Decimal(5)) is None


def test_plausible_is_eighty_to_a_hundred_and_twenty_percent() -> None:
    assert credit.plausible_hours("ects", Decimal(5)) == (100, 180)


@pytest.mark.parametrize(
    ("framework", "points", "share"),
    [
        ("ects", "10", Fraction(1, 6)),
        ("uk-cats", "15", Fraction(1, 8)),
        ("us-quarter", "1", Fraction(1, 45)),
        ("au-eftsl", "0.125", Fraction(1, 8)),
    ],
)
def test_an_amount_is_a_part_of_a_full_time_year(framework: str, points: str, share: Fraction) -> None:
    assert credit.share_of_a_year(framework, Decimal(points)) == share
    assert credit.ects_by_year(framework, Decimal(points)) == share * 60


@pytest.mark.parametrize("framework", ["ecvet", "my-mqf", "ceu", "other", "unheard-of"])
def test_without_a_year_there_is_no_share(framework: str) -> None:
    assert credit.share_of_a_year(framework, Decimal(5)) is None
    assert credit.ects_by_year(framework, Decimal(5)) is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("10.0"), "10"),
        (Decimal("7.50"), "7.5"),
        (Decimal("100"), "100"),
        (Decimal("0.125"), "0.125"),
        (Decimal(0), "0"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2999, 100), "29.99"),
        (Fraction(29999, 1000), "29.99"),
    ],
)
def test_amounts_are_written_plainly_and_never_rounded_up(amount: Decimal | Fraction, text: str) -> None:
    assert credit.plain(amount) == text


def test_an_integral_amount_is_an_integer_in_json() -> None:
    assert repr(credit.json_number(Decimal("5.0"))) == "5"
    assert repr(credit.json_number(Decimal("7.5"))) == "7.5"


@given(st.decimals(0, 9_999_999, places=4, allow_nan=False, allow_infinity=False))
def test_writing_an_amount_loses_nothing(amount: Decimal) -> None:
    assert Decimal(credit.plain(amount)) == amount
