"""The generated picture of a badge: always the same, always different, always safe."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pages.lettering import set_in_rows, width
from app.pages.picture import picture

SVG = "{http://www.w3.org/2000/svg}"
#: Everything that the drawing needs. Nothing here can run, load or link.
ELEMENTS = {f"{SVG}{name}" for name in ("svg", "clipPath", "circle", "g", "rect", "path", "text")}
ATTRIBUTES = {
    "viewBox", "width", "height", "role", "aria-label", "id", "cx", "cy", "r", "fill", "clip-path", "x", "y",
    "d", "text-anchor", "font-size", "font-weight", "font-family", "direction",
}  # fmt: skip


def rows(svg: bytes) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def ring(svg: bytes) -> str:
    return ET.fromstring(svg).findall(f"{SVG}circle")[0].attrib["fill"]


def test_the_same_achievement_always_gives_the_same_bytes() -> None:
    assert picture("northgate", "iml", "Industrial Machine Learning") == picture(
        "northgate", "iml", "Industrial Machine Learning"
    )


def test_two_achievements_of_one_title_look_different() -> None:
    assert picture("northgate", "iml-1", "Title") != picture("northgate", "iml-2", "Title")


def test_badges_of_one_organisation_share_their_colour_and_landscape() -> None:
    one, two = picture("northgate", "a", "A"), picture("northgate", "b", "B")
    assert ring(one) == ring(two)
    hills = re.compile(rb'<path d="M0 .*')
    assert hills.findall(one) == hills.findall(two)


def test_organisations_differ_in_colour() -> None:
    colours = {ring(picture(f"organisation-{n}", "a", "A")) for n in range(20)}
    assert len(colours) >= 18


@pytest.mark.parametrize(
    "title",
    [
        "",
        " ",
        "Industrial Machine Learning",
        "<script>alert(1)</script>",
        "\"'&<>]]>",
        "a\x00b\x0bc\ufffe\uffff",
        "\u202egnp.exe",
        "نص عربي طويل " * 20,
        "深層学習" * 40,
        "👩🏽‍🔬" * 30,
        "W" * 200,
        "Donaudampfschifffahrtsgesellschaftskapitänsprüfung",
    ],
)
def test_any_title_gives_a_well_formed_picture_that_can_do_nothing(title: str) -> None:
    svg = picture("northgate", "iml", title)
    root = ET.fromstring(svg)
    for element in root.iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
    assert len(svg) < 12_000
    assert len(rows(svg)) <= 3


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_row_of_text_is_wider_than_the_disc_at_its_height(title: str) -> None:
    root = ET.fromstring(picture("northgate", "iml", title))
    for text in root.iter(f"{SVG}text"):
        size, baseline = int(text.attrib["font-size"]), float(text.attrib["y"])
        chord = 2 * (176**2 - (baseline + size * 0.25 - 200) ** 2) ** 0.5
        assert width(text.text or "") * size <= chord + size


def test_a_title_that_does_not_fit_is_cut_and_says_so() -> None:
    assert rows(picture("northgate", "iml", "many words " * 30))[-1].endswith("…")


def test_a_title_that_fits_is_shown_whole() -> None:
    assert " ".join(rows(picture("northgate", "iml", "Industrial Machine Learning"))) == (
        "Industrial Machine Learning"
    )


def test_the_whole_title_is_the_picture_s_name() -> None:
    root = ET.fromstring(picture("northgate", "iml", "A & B " * 40))
    assert root.attrib["aria-label"] == " ".join(("A & B " * 40).split())


def test_right_to_left_titles_are_set_right_to_left() -> None:
    root = ET.fromstring(picture("northgate", "iml", "تعلّم الآلة"))
    assert {text.attrib.get("direction") for text in root.iter(f"{SVG}text")} == {"rtl"}


def test_a_family_of_joined_emoji_is_never_taken_apart() -> None:
    family = "👩‍👩‍👧‍👦"
    found = set_in_rows(family * 10, 20, [6.0, 6.0], cut=True)
    assert found is not None
    for row in found.rows:
        assert row.rstrip("…").replace(family, "") == ""
