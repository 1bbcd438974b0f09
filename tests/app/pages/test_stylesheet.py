"""The stylesheet: every pair of colours that can meet is legible, and nothing comes from elsewhere."""

from __future__ import annotations

import re
from importlib import resources

import pytest

CSS = (resources.files("app.pages") / "static" / "cairn.css").read_text("utf-8")
#: WCAG 2.2, 1.4.3 for text; 1.4.11 for the edge of a control and for what a picture says.
TEXT, SHAPE = 4.5, 3.0

GROUNDS = ("--paper", "--sheet", "--well")
TONES = ("green", "amber", "red", "grey")
PAIRS = [
    *((ink, ground, TEXT) for ink in ("--text-ink", "--muted-ink", "--link-ink") for ground in GROUNDS),
    *((f"--{tone}-ink", f"--{tone}-wash", TEXT) for tone in TONES),
    *((f"--{tone}-ink", ground, TEXT) for tone in TONES for ground in ("--paper", "--sheet")),
    ("--button-ink", "--button-wash", TEXT),
    ("--button-wash", "--sheet", SHAPE),
    ("--control-rule", "--sheet", SHAPE),
    ("--control-rule", "--paper", SHAPE),
    ("--mark", "--paper", SHAPE),
    ("--mark", "--sheet", SHAPE),
    ("--link-ink", "--green-wash", SHAPE),
    ("--link-ink", "--red-wash", SHAPE),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[a-z-]+):\s*(#[0-9a-f]{6});", block))


def root_block(css: str) -> str:
    found = re.search(r":root \{(.*?)\}", css, re.DOTALL)
    assert found is not None
    return found.group(1)


LIGHT = tokens(root_block(CSS))
DARK = {**LIGHT, **tokens(root_block(CSS.partition("@media (prefers-color-scheme: dark)")[2]))}
PRINT = {**LIGHT, **tokens(root_block(CSS.partition("@media print")[2]))}


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_the_standard_s() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_colours_that_meet_are_told_apart(scheme: str, ink: str, ground: str, least: float) -> None:
    colours = {"light": LIGHT, "dark": DARK, "print": PRINT}[scheme]
    assert contrast(colours[ink], colours[ground]) >= least


def test_dark_sets_every_colour_that_light_sets() -> None:
    dark = tokens(root_block(CSS.partition("@media (prefers-color-scheme: dark)")[2]))
    assert dark.keys() == LIGHT.keys()


def test_rules_name_tokens_and_no_colours_of_their_own() -> None:
    rules = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl|:\s*(white|black|red|green)\b", rules)


def test_every_token_that_is_used_is_defined_and_every_defined_one_is_used() -> None:
    defined = set(re.findall(r"^\s*(--[a-z-]+):", CSS, re.MULTILINE))
    used = set(re.findall(r"var\((--[a-z-]+)\)", CSS))
    assert used == defined


def test_the_stylesheet_loads_nothing() -> None:
    assert not re.search(r"url\(|@import|@font-face|https?:|expression\(|behavior:", CSS)


def test_the_stylesheet_is_small() -> None:
    assert len(CSS.encode()) < 20_000


def test_the_mark_loads_and_runs_nothing() -> None:
    mark = (resources.files("app.pages") / "static" / "cairn-mark.svg").read_text("utf-8")
    assert set(re.findall(r"<([a-zA-Z]+)", mark)) == {"svg", "g", "path"}
    assert not re.search(r"\bon[a-z]+=|href|style=", mark)
