"""Expanded JSON-LD to RDF quads, losing nothing: what cannot be said in RDF is refused, never dropped.

The deserialisation algorithm of JSON-LD 1.1 API (section 8) for the JSON-LD that credentials use. pyld's
own version drops relative identifiers silently and compares every value of a set with every other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeGuard

import rfc8785

from credentials.errors import Unsound
from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.proofs.rdfc import Quad, literal

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_TYPE, _FIRST, _REST, _NIL = (f"<{_RDF}{name}>" for name in ("type", "first", "rest", "nil"))

# A scheme (RFC 3986, section 3.1), then what may stand between the angle brackets of N-Quads (IRIREF), less
# the controls and white space that no reader of text sees.
_ABSOLUTE_IRI: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\xa0<>\"{}|\\^`\s\ud800-\udfff\ufffe\uffff]+"
)


def is_absolute_iri(value: object) -> TypeGuard[str]:
    """Whether a value identifies something wherever it is read. A blank node's label (`_:b0`) does not."""
    return isinstance(value, str) and _ABSOLUTE_IRI.fullmatch(value) is not None


class Quads:
    """The quads of one expanded document: `of` walks it, `all` holds them, `top` is the first node's term."""

    def __init__(self, expanded: list[Any]) -> None:
        self.all: list[Quad] = []
        self.top: str | None = None
        self._blanks = 0
        for node in expanded:
            term = self._node(node, "")
            self.top = self.top or term

    def _blank(self) -> str:
        self._blanks += 1
        return f"_:b{self._blanks}"

    def _node(self, node: JsonObject, graph: str) -> str:
        given = node.get("@id")
        subject = self._blank() if given is None else iri(given)
        for type_ in node.get("@type", ()):
            self.all.append(Quad(subject, _TYPE, iri(type_), graph))
        for property_, values in node.items():
            if property_ in ("@id", "@type"):
                continue
            if property_ == "@graph":
                for member in values:
                    self._node(member, subject)
                continue
            predicate = iri(property_)  # also refuses the keywords that no credential uses
            for value in values:
                self.all.append(Quad(subject, predicate, self._object(value, graph), graph))
        return subject

    def _object(self, value: JsonObject, graph: str) -> str:
        if "@value" in value:
            return lexical(value)
        if "@list" in value:
            return self._list(value["@list"], graph)
        return self._node(value, graph)

    def _list(self, values: list[Any], graph: str) -> str:
        cells = [self._blank() for _ in values]
        for cell, following, value in zip(cells, [*cells, _NIL][1:], values, strict=True):
            self.all.append(Quad(cell, _FIRST, self._object(value, graph), graph))
            self.all.append(Quad(cell, _REST, following, graph))
        return cells[0] if cells else _NIL

    def __iter__(self) -> Iterator[Quad]:
        return iter(self.all)


def iri(value: object) -> str:
    """`<value>`. Raises Unsound for what is no absolute IRI: it would say nothing, or say it elsewhere."""
    if not is_absolute_iri(value):
        shown = str(value)[:200]
        raise Unsound(Problem("DATA_LOSS_DETECTION_ERROR", f"{shown!r} is no absolute IRI: it is not signed"))
    return f"<{value}>"


def lexical(value: JsonObject) -> str:
    """An expanded value object as a literal in N-Quads.

    JSON-LD 1.1 API, section 8.2.2 (Object to RDF Conversion): integers and integral floats as digits,
    other numbers as the canonical xsd:double with 16 significant digits.
    """
    inner, datatype = value["@value"], value.get("@type")
    if datatype == "@json":
        return f"{literal(rfc8785.dumps(inner).decode())}^^<{_RDF}JSON>"
    if isinstance(inner, bool):
        text, natural = "true" if inner else "false", f"{_XSD}boolean"
    elif isinstance(inner, (int, float)) and _as_double(inner, datatype):
        text, natural = canonical_double(inner), f"{_XSD}double"
    elif isinstance(inner, (int, float)):
        text, natural = str(int(inner)), f"{_XSD}integer"
    elif "@language" in value:
        return f"{literal(inner)}@{value['@language']}"
    else:
        text, natural = inner, f"{_XSD}string"
    chosen = natural if datatype is None else datatype
    return literal(text) if chosen == f"{_XSD}string" else f"{literal(text)}^^{iri(chosen)}"


def _as_double(number: float, datatype: object) -> bool:
    return datatype == f"{_XSD}double" or abs(number) >= 1e21 or not float(number).is_integer()


def canonical_double(number: float) -> str:
    """The canonical lexical form of xsd:double as JSON-LD rounds it: `5.3E0`, `-1.0E-7`."""
    mantissa, exponent = f"{number:.15E}".split("E")
    mantissa = mantissa.rstrip("0")
    return f"{mantissa}{'0' if mantissa.endswith('.') else ''}E{int(exponent)}"
