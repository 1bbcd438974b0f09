"""docs/metadata.md says what the vocabulary is: its tables are the schema's, its lists the code lists'."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from schemas.bundle import document
from schemas.codes import CODES, CREDIT_FRAMEWORKS
from schemas.literals import EcologyIntersection
from schemas.microcredential import AchievementDefinition
from schemas.terms import CAIRN_CONTEXT, CAIRN_SCHEMA

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/metadata.md").read_text(encoding="utf-8")
SCHEMA = document(CAIRN_SCHEMA)
CLASSES = [name for name in SCHEMA["$defs"] if name[0].isupper()]
#: Members that follow from the rest.
DERIVED = {
    "Achievement": {"creditBearing", "bundled", "ecologyQuadrant"},
    "Provision": {
        "providerType", "sector", "collaborationDepth", "brokered", "jointProvision", "industryInformed",
        "roleDisclosure", "coreProcess",
    },
}  # fmt: skip
#: The words that stand before the table of what Open Badges leaves open.
INTRODUCED = {
    "Achievement": "Members of Open Badges' `Achievement`:",
    "AchievementSubject": "Members of Open Badges' `AchievementSubject`:",
    "Evidence": "Members of each piece of `evidence`, which Open Badges leaves open:",
}


def section(number: int) -> str:
    found = re.search(rf"^## {number} .*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[0]


def rows_after(words: str) -> list[list[str]]:
    """The cells of the first table after some words of the page, without its two head lines."""
    lines = PAGE[PAGE.index(words) :].splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("|"))
    table = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_its_table(name: str) -> None:
    defined: dict[str, Any] = SCHEMA["$defs"][name]
    rows = rows_after(INTRODUCED.get(name, f"**{name}** "))
    assert [row[0] for row in rows] == [f"`{m}`" for m in defined["properties"] if m != "type"]
    for member, value, needed, says in rows:
        required = member.strip("`") in defined["required"]
        derived = member.strip("`") in DERIVED.get(name, ())
        assert needed == ", ".join(["yes"] * required + ["derived"] * derived), member
        assert value, member
        assert says, member


def test_section_9_has_every_list_in_its_order() -> None:
    rows = rows_after("## 9 Code lists")
    listed = {row[0].strip("`"): tuple(re.findall(r"`([^`]+)`", row[1])) for row in rows}
    assert listed == dict(CODES)
    association = tuple(SCHEMA["$defs"]["associationType"]["enum"])
    of_clr = re.search(r"`associationType` has the codes of CLR 2\.0:(.*?)\. ", section(9), re.DOTALL)
    assert of_clr is not None
    assert tuple(re.findall(r"`([^`]+)`", of_clr[1])) == association


def test_every_term_of_the_context_is_on_the_page() -> None:
    terms = {name for name in document(CAIRN_CONTEXT)["@context"] if not name.startswith("@")}
    said = set(re.findall(r"\b[A-Za-z][A-Za-z0-9]*\b", PAGE))
    assert terms - said == set()


def test_every_intersection_is_explained() -> None:
    explained = section(3)
    assert [code for code in EcologyIntersection.__args__ if f"`{code}`" not in explained] == []


def test_section_6_has_the_figures_of_the_frameworks() -> None:
    said: dict[str, tuple[str, str]] = {}
    for names, year, hours in rows_after("## 6 Credit"):
        for name in re.findall(r"`([^`]+)`", names):
            said[name] = (year, hours)
    assert set(said) == set(CREDIT_FRAMEWORKS)
    for name, framework in CREDIT_FRAMEWORKS.items():
        year, hours = said[name]
        figures = re.findall(r"\d+", year)
        assert figures == ([] if framework.credits_per_year is None else [str(framework.credits_per_year)])
        fixed = framework.hours_per_credit or ()
        assert re.findall(r"\d+", hours) == list(dict.fromkeys(str(figure) for figure in fixed))


def test_the_rules_on_the_page_are_the_rules_there_are() -> None:
    code = re.compile(r"MC-([A-Z])(\d+)")
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "issuers").rglob("*.py"))
    there_are = {match[0] for match in re.finditer(r"MC-[A-Z]\d+(?=\")", rules)}
    told = {match[0] for match in code.finditer(PAGE)}
    for first, last in re.findall(r"(MC-[A-Z]\d+) to (MC-[A-Z]\d+)", PAGE):
        letter, begin = code.fullmatch(first).groups()  # type: ignore[union-attr]
        told |= {f"MC-{letter}{n}" for n in range(int(begin), int(last[4:]) + 1)}
    assert told == there_are


def test_the_small_request_on_the_page_is_one() -> None:
    block = re.search(r"```json\n(.*?)```", section(10), re.DOTALL)
    assert block is not None
    request = json.loads(block[1])
    said = AchievementDefinition.model_validate(request).said()
    assert len(said) <= 10
    assert set(said) == set(request)
