"""The pages lead somewhere, and the decisions are told in one form."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from scripts.write_docs import PAGE
from scripts.write_docs import page as verification_page
from tests.house.tree import ROOT, files, text

PAGES = tuple(path for path in files() if path.suffix == ".md")
DECISIONS = tuple(
    path for path in PAGES if path.parent == Path("docs/decisions") and path.name != "README.md"
)

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_HEADING = re.compile(r"^#+\s+(.+?)\s*$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The fragments that a page's headings give, as the usual renderers make them."""
    plain = re.sub(r"```.*?```", "", text(page), flags=re.DOTALL)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(plain)}


def broken_links(page: Path) -> list[str]:
    found = []
    for plain, picture in _LINK.findall(_CODE.sub("", text(page))):
        target, _, fragment = (plain or picture).partition("#")
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue  # an address elsewhere: nothing here goes there to look
        there = (ROOT / page.parent / target).resolve() if target else ROOT / page
        if not there.exists():
            found.append(f"{target}: not there")
        elif fragment and there.suffix == ".md" and fragment not in anchors(there.relative_to(ROOT)):
            found.append(f"{target}#{fragment}: no such heading")
    return found


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_to_something(page: Path) -> None:
    assert broken_links(page) == []


def missing_places(page: Path) -> list[str]:
    """Paths in code quotes that begin in a folder of ours, and are not there."""
    named = re.findall(r"`([A-Za-z_.]+/[\w./-]*)`", text(page))
    tops = {path.parts[0] for path in files() if len(path.parts) > 1}
    return [name for name in named if name.split("/")[0] in tops and not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_place_that_a_page_names_is_there(page: Path) -> None:
    assert missing_places(page) == []


def test_the_page_on_verification_says_what_the_checks_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == verification_page(), "call `make docs`"


def test_the_page_on_the_architecture_shows_every_folder() -> None:
    page = text(Path("docs/architecture.md"))
    folders = {path.parts[0] for path in files() if len(path.parts) > 1 and not path.parts[0].startswith(".")}
    assert [folder for folder in sorted(folders) if f"\n{folder}/" not in page] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_what_at_which_cost_and_what_else_there_was(page: Path) -> None:
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+", page.stem)
    assert re.findall(r"^## (.+)$", text(page), re.MULTILINE) == [
        "Context",
        "Decision",
        "The cost accepted",
        "Not chosen",
    ]


def test_the_decisions_are_numbered_without_gaps_and_listed() -> None:
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    index = text(Path("docs/decisions/README.md"))
    assert [page.name for page in DECISIONS if f"]({page.name})" not in index] == []


def test_every_direct_dependency_is_told_why_it_is_there() -> None:
    project = tomllib.loads(text(Path("pyproject.toml")))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=~!; ]", requirement, maxsplit=1)[0] for requirement in wanted}
    (page,) = [page for page in DECISIONS if page.name.startswith("0007-")]
    told = set(re.findall(r"^\| `([a-z0-9-]+)` \|", text(page), re.MULTILINE))
    assert told == names


def test_the_readme_names_the_two_commands_and_the_script_behind_them() -> None:
    readme = text(Path("README.md"))
    for command in ("make run", "make test", "sh scripts/cairn.sh run", "sh scripts/cairn.sh test"):
        assert command in readme
