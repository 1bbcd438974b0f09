"""What must not be in the tree: keys, the traces of one machine, names that say nothing, endless files."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT, files, parsed, python, text

KEY_SUFFIXES = {".pem", ".key", ".p12", ".pfx", ".jks", ".ppk", ".keystore"}

# Written in pieces, so that this file does not find itself.
_PRIVATE_KEY = re.compile("BEGIN " + r"[A-Z ]*" + "PRIVATE KEY")
_MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|tmp|home|Users)" + r"/[A-Za-z0-9_.-]+")
_REGISTRY = re.compile(
    r"--(?:extra-)?index-url[= ]|--find-links[= ]|^\s*(?:extra-)?index-url\s*=|" + r"registry\s*=\s*http",
    re.MULTILINE,
)

#: Names for a file in which nobody can guess what it holds
NOTHING_SAID = re.compile(
    r"(?:utils?|helpers?|common|misc|base|manager)(?:_.*)?|.*_(?:v\d+|new|old|utils?|helpers?)"
)

#: A file of more lines is asking something. A test file is read one test at a time, and may be longer.
LONGEST, LONGEST_TESTS = 400, 900
#: Files that are longer, with their answer.
LONG = {
    "credentials/problems.py": "a table: one row for each kind of problem",
    "app/db/tables.py": "the database at one glance: every table, in the order of their references",
    "alembic/versions/0001_first_tables.py": "a migration is written once and never touched again",
}

#: A signed document as its issuer made it may hold paths of example machines and keys of a specification.
_VECTORS = Path("tests/vectors")


def test_there_is_no_private_key() -> None:
    named = [path for path in files() if path.suffix.lower() in KEY_SUFFIXES]
    assert named == []
    written = [
        path for path in files() if not path.is_relative_to(_VECTORS) and _PRIVATE_KEY.search(text(path))
    ]
    assert written == []


def test_ignoring_keys_does_not_ignore_the_package_of_that_name() -> None:
    lines = {line.strip().strip("/") for line in text(Path(".gitignore")).splitlines()}
    assert {f"*{suffix}" for suffix in (".pem", ".key", ".p12")} <= lines
    assert lines & {*PACKAGES, "alembic", "*"} == set()


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = {
        path.as_posix(): match.group()
        for path in files()
        if not path.is_relative_to(_VECTORS) and (match := _MACHINE_PATH.search(text(path)))
    }
    assert found == {}


def test_no_file_says_where_packages_were_looked_up() -> None:
    assert [path for path in files() if _REGISTRY.search(text(path))] == []


@pytest.mark.parametrize(
    "name", ["utils", "util_text", "base", "text_helpers", "keys_v2", "award_new", "manager"]
)
def test_a_name_that_says_nothing_is_recognised(name: str) -> None:
    assert NOTHING_SAID.fullmatch(name)


def test_every_module_has_a_name_that_says_what_it_holds() -> None:
    assert [
        path
        for path in python(*PACKAGES, "tests", "scripts", "benchmarks")
        if NOTHING_SAID.fullmatch(path.stem)
    ] == []


def test_every_module_begins_by_saying_what_it_is_for() -> None:
    silent = [
        path
        for path in python(*PACKAGES, "scripts", "benchmarks", "tests")
        if not ast.get_docstring(parsed(path))
    ]
    assert silent == []


def test_a_long_file_has_given_its_reason() -> None:
    code = [path for path in files() if path.suffix in {".py", ".sh"}]
    lines = {path: len(text(path).splitlines()) for path in code}
    long = {
        path.as_posix()
        for path, count in lines.items()
        if count > (LONGEST_TESTS if path.parts[0] == "tests" else LONGEST)
    }
    assert long == set(LONG)


def test_the_code_that_can_reach_a_private_key_can_be_read_in_a_morning() -> None:
    """Lines that say something; blank ones are for the eye."""
    lines = sum(bool(line.strip()) for path in python("keys") for line in text(path).splitlines())
    assert lines <= 750


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X)\b|NotImplemented" + "Error")
    found = [
        path
        for path in python(*PACKAGES, "tests", "scripts", "benchmarks", "alembic")
        if marks.search(text(path))
    ]
    assert found == []


def test_every_text_file_ends_with_one_newline() -> None:
    ours = [
        path for path in files() if path.suffix in {".py", ".md", ".sh", ".toml", ".html", ".css", ".ini"}
    ]
    ragged = [
        path for path in ours if (ROOT / path).stat().st_size and not re.search(r"[^\n]\n\Z", text(path))
    ]
    assert ragged == []
