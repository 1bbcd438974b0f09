"""JSON-LD expansion with bundled contexts only, by pyld directly: an oracle for our context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyld import jsonld

from schemas.bundle import document

#: Whatever is resolved against this was relative, so it has no meaning of its own.
BASE = "https://relative.invalid/"


def _load(url: str, options: object = None) -> dict[str, Any]:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document(url),
    }


def expanded(source: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The one expanded node of a document, and the names of members that expansion dropped."""
    dropped: list[str] = []
    options = {"documentLoader": _load, "base": BASE}
    [node] = jsonld.expand(source, options, on_property_dropped=lambda name: dropped.append(str(name)))
    return node, dropped


def iris(value: Any) -> Iterator[str]:
    """Every IRI in an expanded document: property names, ids, types and datatypes."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if not name.startswith("@"):
                yield name
            if name in {"@id", "@type"}:
                yield from inner if isinstance(inner, list) else [inner]
            else:
                yield from iris(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from iris(inner)


def properties(node: dict[str, Any], path: str) -> list[Any]:
    """The values at a path of property IRIs separated by spaces, each step taken in every node."""
    nodes: list[Any] = [node]
    for step in path.split():
        nodes = [inner for outer in nodes for inner in outer.get(step, [])]
    return nodes
