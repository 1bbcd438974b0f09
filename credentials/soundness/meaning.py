"""Part 4: every part of the text says something, says it in one spelling, and says it once.

Expansion shows what a document means. A member, type or identifier that is lost on the way is shown and
not signed; a number or word that could be written otherwise, or twice, is signed and could be shown
otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.proofs.canonical import canonical_context, expand
from credentials.proofs.quads import canonical_double, is_absolute_iri
from credentials.soundness.home import Forms
from credentials.soundness.vocabulary import XSD, vocabulary
from credentials.strict_json import pointer_to

_NUMBERS: Final = frozenset(
    {"float", "double", "integer", "long", "int", "nonNegativeInteger", "positiveInteger"}
)  # decimals are strings: a JSON number would not keep their digits


def meaning(part: JsonObject) -> tuple[list[Any], Problem | None]:
    """The expanded form of one signed part, and why its text is not the only one for it, or None.

    `part` is a document without its proofs, or a proof with the document's context; every context list in
    it is known. Raises Unsound and TooComplex where it cannot be expanded.
    """
    expanded = expand(part)
    if expanded.dropped:
        name = expanded.dropped[0]
        detail = f"{name!r} has no meaning in the document's contexts: it is not signed"
        return [], _lost(detail, _at_member(part, name))
    if len(expanded.nodes) != 1:
        return [], _lost("nothing of it is signed", "")
    return expanded.nodes, next(_Walk(part).faults(expanded.nodes[0]), None)


class _Walk:
    """One walk through the expanded form of `part`."""

    def __init__(self, part: JsonObject) -> None:
        self.part = part
        self.texts = frozenset(_texts(part))
        self.words = vocabulary(tuple(dict.fromkeys(_contexts(part))))  # also of embedded credentials
        self.forms = Forms()

    def faults(self, node: JsonObject) -> Iterator[Problem]:
        """Of an expanded node and everything below it."""
        for name in (node.get("@id"), *node.get("@type", ())):
            if name is not None:
                yield from self._of_name(name)
        for property_, values in node.items():
            if property_ in ("@id", "@type"):
                continue
            if property_ == "@graph":
                yield from (self._empty_proof(member) for member in values if not member.keys() - {"@id"})
            elif not is_absolute_iri(property_):
                yield Problem("shape", "a member is read as a keyword of JSON-LD")
            if len({self.forms.of(value) for value in values}) != len(values):
                detail = f"an array ({_local(property_)}) has the same member twice"
                yield Problem("shape", detail, _at_member(self.part, _local(property_)))
            for value in _members(values):
                yield from self._of_literal(value) if "@value" in value else self.faults(value)

    def _empty_proof(self, proof: JsonObject) -> Problem:
        return _lost("a proof that says nothing is not signed", _at_string(self.part, proof.get("@id")))

    def _of_name(self, name: object) -> Iterator[Problem]:
        if not is_absolute_iri(name):
            detail = f"{str(name)[:200]!r} is no absolute identifier: it is not signed"
            yield _lost(detail, _at_string(self.part, name))
        elif name not in self.texts and not self.words.is_spelt_out(name):
            yield Problem("shape", "an identifier is written in a short form")

    def _of_literal(self, value: JsonObject) -> Iterator[Problem]:
        if value.keys() - {"@value", "@type"}:
            yield Problem("shape", "a text is read with a language or direction")
        inner, datatype = value["@value"], value.get("@type")
        if datatype is not None and not _is_written_as(inner, datatype):
            detail = f"a value of type {_local(datatype)} is not written as one"
            yield Problem("shape", detail, _place(self.part, lambda _, other: other is inner))
        if isinstance(inner, float) and not inner.is_integer() and float(canonical_double(inner)) != inner:
            detail = "a number has more digits than the signature keeps"
            yield _lost(detail, _place(self.part, lambda _, other: other is inner))


def _is_written_as(inner: object, datatype: str) -> bool:
    """Whether a literal has the JSON type of its datatype: `"5"` and `5` may be the same xsd:float."""
    kind = _local(datatype) if datatype.startswith(XSD) else ""
    if datatype == "@json":
        return True
    if kind == "boolean":
        return isinstance(inner, bool)
    if kind in _NUMBERS:
        return isinstance(inner, (int, float)) and not isinstance(inner, bool)
    return isinstance(inner, str)


def _members(values: list[Any]) -> Iterator[JsonObject]:
    for value in values:
        if "@list" in value:
            yield from _members(value["@list"])
        else:
            yield value


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def _lost(detail: str, pointer: str | None) -> Problem:
    return Problem("DATA_LOSS_DETECTION_ERROR", detail, pointer)


def _contexts(value: object) -> Iterator[str]:
    if isinstance(value, dict) and "@context" in value:
        yield from canonical_context(value["@context"], "/@context")
    if isinstance(value, (list, dict)):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _contexts(member)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _texts(member)


def _at_member(part: JsonObject, name: str) -> str | None:
    return _place(part, lambda member, _: member == name)


def _at_string(part: JsonObject, text: object) -> str | None:
    return _place(part, lambda _, value: isinstance(value, str) and value == text)


def _place(
    value: object, fits: Callable[[str, object], bool], name: str = "", pointer: str = ""
) -> str | None:
    """The pointer of the first member for which `fits(name, value)`, None if there is none.

    Expansion does not say where it found a thing; where the same name or text occurs in several places,
    the first is named.
    """
    if isinstance(value, list):
        members = [(name, str(index), member) for index, member in enumerate(value)]
    elif isinstance(value, dict):
        members = [(key, key, member) for key, member in value.items() if key != "@context"]
    else:
        return None
    for inner_name, step, member in members:
        where = pointer_to(pointer, step)
        if fits(inner_name, member):
            return where
        if (found := _place(member, fits, inner_name, where)) is not None:
            return found
    return None
