"""The tests are held to something too: they look, and what they leave out they say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import called, parsed, python, text

#: where a test may be skipped, and on what condition; everywhere else a skip would be a silence
SKIPS = {
    "tests/oracles.py": "a document from outside is absent from this checkout",
    "tests/conftest.py": "the switch CAIRN_TEST_WITHOUT_POSTGRES asks for it",
    "tests/chromium.py": "the switch CAIRN_TEST_WITHOUT_BROWSER asks for it",
}
_SKIPPING = {"skip", "skipif", "skipIf", "skipUnless", "skipTest", "importorskip", "xfail", "exit"}

#: calls that can fail a test without an `assert`
_LOOKING = {"raises", "warns", "fail"}


def test_a_test_is_skipped_only_where_the_reason_is_a_named_one() -> None:
    found = {
        f"{path.as_posix()}:{node.lineno}"
        for path in python("tests")
        if path.as_posix() not in SKIPS
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and node.attr in _SKIPPING
        and isinstance(node.value, (ast.Name, ast.Attribute))
        and ast.unparse(node.value).split(".")[0] in {"pytest", "unittest", "self"}
    }
    assert found == set()


def test_the_switches_that_leave_tests_out_are_named() -> None:
    script = text(Path("scripts/cairn.sh"))
    for name, reason in SKIPS.items():
        for switch in re.findall(r"CAIRN_\w+", reason):
            assert switch in script, f"{name}: {switch} is unknown to scripts/cairn.sh"


def looks(function: ast.AST, others: dict[str, ast.AST], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function can fail: it asserts, expects an error, or calls one nearby that does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Raise) and "AssertionError" in ast.unparse(node):
            return True
        if isinstance(node, ast.Call):
            name = called(node).rpartition(".")[2]
            if name in _LOOKING:
                return True
            if name in others and name not in seen and looks(others[name], others, seen | {name}):
                return True
    return False


def _functions(path: Path) -> dict[str, ast.AST]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name: node for node in ast.walk(parsed(path)) if isinstance(node, kinds)}


_SHARED = {
    name: node
    for path in python("tests")
    if not path.name.startswith("test_")
    for name, node in _functions(path).items()
}


@pytest.mark.parametrize("path", [path for path in python("tests") if path.name.startswith("test_")], ids=str)
def test_every_test_can_fail(path: Path) -> None:
    here = _functions(path)
    blind = [
        name
        for name, node in here.items()
        if name.startswith("test_") and not looks(node, {**_SHARED, **here})
    ]
    assert blind == []


def test_a_test_that_does_not_look_is_seen() -> None:
    tree = ast.parse(
        "def test_a(): compute()\ndef compute(): return 1\ndef test_b(): sure()\ndef sure(): assert 1"
    )
    functions: dict[str, ast.AST] = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert [name for name in ("test_a", "test_b") if not looks(functions[name], functions)] == ["test_a"]


def test_every_folder_of_tests_mirrors_a_folder_of_code_or_is_named_here() -> None:
    own = {"corpus", "house", "journeys", "vectors"}
    folders = {path.parts[1] for path in python("tests") if len(path.parts) > 2}
    code = {"app", "issuers", "credentials", "keys", "schemas", "alembic", "benchmarks", "scripts", "docs"}
    assert folders - own <= code
