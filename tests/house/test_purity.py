"""What an import contract cannot see: calls that read the clock, the disk or the dice (decisions 6.5)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, PURE, called, imports, parsed, python

#: modules through which a pure package could touch the world
WORLDLY = frozenset(
    """
    asyncio ctypes ftplib getpass glob http io locale logging mmap multiprocessing os pathlib platform
    random secrets select shutil signal smtplib socket socketserver sqlite3 ssl subprocess sys tempfile
    threading time urllib.request webbrowser httpx requests
    """.split()  # noqa: SIM905 - read as a text, one word after the other
)
#: functions that need no import, or hide behind a harmless one
FORBIDDEN_CALLS = frozenset(
    """
    open input print exec eval compile __import__ breakpoint datetime.now datetime.utcnow datetime.today
    date.today uuid1 uuid4 uuid.uuid1 uuid.uuid4 importlib.import_module import_module
    """.split()  # noqa: SIM905 - as above
)
FORBIDDEN_METHODS = frozenset({"now", "utcnow", "today", "uuid1", "uuid4"})

#: the only modules that may speak to the outside, with why
SPEAKERS = {
    "app/fetch": "the guarded fetcher: the only road to addresses that come from users' data",
    "app/demo/load.py": "a client of our own API, as an institution's program would be one",
    "app/cli/serve.py": "asks the address on which it listens whether it serves yet",
}
NETWORK = frozenset(
    {"httpx", "httpcore", "requests", "aiohttp", "urllib.request", "urllib3", "http.client", "socket"}
)


def worldly(tree: ast.Module, imported: Iterator[tuple[int, str]]) -> list[str]:
    """What in a module touches the world, each with its line."""
    found = [
        f"{line}: import {name}"
        for line, name in imported
        if any(name == world or name.startswith(f"{world}.") for world in WORLDLY)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = called(node)
            if name in FORBIDDEN_CALLS or ("." in name and name.rpartition(".")[2] in FORBIDDEN_METHODS):
                found.append(f"{node.lineno}: {name}()")
    return found


@pytest.mark.parametrize("path", python(*PURE), ids=str)
def test_a_pure_module_reads_no_clock_no_disk_and_no_dice(path: Path) -> None:
    assert worldly(parsed(path), imports(path)) == []


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
        "uuid4()",
        "uuid.uuid4()",
        "open('x')",
        "print('x')",
        "clock.now()",
        "__import__('os')",
    ],
)
def test_a_call_that_touches_the_world_is_seen(line: str) -> None:
    assert worldly(ast.parse(line), iter(())) == [f"1: {line.partition('(')[0]}()"]


@pytest.mark.parametrize("name", ["os", "os.path", "random", "pathlib.Path", "urllib.request", "sys"])
def test_an_import_that_touches_the_world_is_seen(name: str) -> None:
    assert worldly(ast.parse(""), iter([(3, name)])) == [f"3: import {name}"]


def test_documents_that_are_bundled_may_be_read() -> None:
    tree = ast.parse("files('schemas').joinpath('contexts').joinpath(name).read_bytes()")
    assert worldly(tree, iter([(1, "importlib.resources"), (1, "urllib.parse")])) == []


def test_only_named_modules_speak_http() -> None:
    speaking = {
        f"{path.as_posix()}:{line} {name}"
        for path in python(*PACKAGES)
        for line, name in imports(path)
        if any(name == way or name.startswith(f"{way}.") for way in NETWORK)
        and not any(path.as_posix().startswith(allowed) for allowed in SPEAKERS)
    }
    assert speaking == set()
