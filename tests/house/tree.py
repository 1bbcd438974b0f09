"""The project's files as the house tests read them: on the disk, without git, which a machine may lack."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "issuers", "credentials", "keys", "schemas")
#: packages without network, disk, database, clock or dice
PURE = ("issuers", "credentials", "schemas")

#: what can be made again, or belongs to whoever runs it; folders that begin with a dot are left out too
_NOT_OURS = {"__pycache__", "build", "dist", "node_modules", "screenshots", "var"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, relative to its root, sorted."""
    return tuple(sorted(_walk()))


def _walk() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT)
        folders[:] = [
            name
            for name in folders
            if not name.endswith(".egg-info")
            and (name == ".ci" or not name.startswith("."))
            and (name not in _NOT_OURS or here.parts[:1] in [(package,) for package in PACKAGES])
            and name != "__pycache__"
        ]
        yield from (here / name for name in names)


def python(*folders: str) -> tuple[Path, ...]:
    """The Python files below any of `folders`."""
    return tuple(path for path in files() if path.suffix == ".py" and path.parts[0] in folders)


def text(path: Path) -> str:
    """The text of a file of ours, or "" for one that is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, absolute dotted name) of everything a file imports; `from a import b` gives `a` and `a.b`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # A relative import (level > 0) stays inside its package.
            module = node.module or ""
            if node.level:
                module = ".".join([*path.with_suffix("").parts[: -node.level], *filter(None, [module])])
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def called(node: ast.Call) -> str:
    """The dotted name of what a call calls, as it is written: `datetime.now`, `open`, `….read_text`."""
    parts: list[str] = []
    target: ast.expr = node.func
    while isinstance(target, ast.Attribute):
        parts.append(target.attr)
        target = target.value
    parts.append(target.id if isinstance(target, ast.Name) else "…")
    return ".".join(reversed(parts))
