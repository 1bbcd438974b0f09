"""Single-field mutations of a JSON document: everything that can go wrong in one place.

Deterministic, so that a disagreement found once is found again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: What a value is replaced with, by name of the mutation.
WRONG: dict[str, Any] = {
    "null": None,
    "number": 12.5,
    "text": "some text",
    "empty text": "",
    "boolean": True,
    "object": {},
    "language map": {"en": "some text"},
    "list": [],
    "list of text": ["some text"],
    "ext: term": "ext:Own.term",
    "ext: not in front": "an ext:term",
}


@dataclass(frozen=True)
class Mutation:
    """`kind` names what was done at `pointer` (RFC 6901, list positions as they were)."""

    kind: str
    pointer: str
    document: dict[str, Any]


def mutations(document: dict[str, Any]) -> Iterator[Mutation]:
    """Every mutation of every value in the document; the document itself stays as it is."""
    for path in _paths(document):
        value = _at(document, path)
        pointer = "".join(f"/{step}" for step in path)
        yield Mutation("removed", pointer, _with(document, path, _REMOVE))
        for kind, wrong in WRONG.items():
            if wrong != value or type(wrong) is not type(value):
                yield Mutation(kind, pointer, _with(document, path, wrong))
        yield Mutation("wrapped in a list", pointer, _with(document, path, [value]))
        if isinstance(value, list) and len(value) == 1:
            yield Mutation("taken out of its list", pointer, _with(document, path, value[0]))
        if isinstance(value, dict):
            yield Mutation("unknown member", pointer, _with(document, path, {**value, "unheardOf": "x"}))


_REMOVE = object()


def _paths(value: Any, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if here:
        yield here
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _paths(inner, (*here, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _paths(inner, (*here, position))


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def _with(document: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    parent = _at(changed, path[:-1])
    if value is _REMOVE:
        del parent[path[-1]]
    else:
        parent[path[-1]] = copy.deepcopy(value)
    return changed
