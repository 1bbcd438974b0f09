"""Parts 2, 3 and 6: what the JSON text may look like, whatever it means.

Each form refused here lets a part of the document stand where no reader looks, or be written in a second
way that has the same graph: IRIs and keywords as member names (`@included`, aliases, inline contexts),
nulls, empty and nested arrays, an object in place of a reference, an IRI in place of a term.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.proofs.suites import SUITES, Canonicalisation
from credentials.soundness.vocabulary import NODES, Vocabulary
from credentials.strict_json import LIMITS, pointer_to

#: Members that hold credentials; these may bring their own `@context` and `proof`.
EMBEDDING: Final = ("endorsement", "verifiableCredential")


def shape_problem(document: JsonObject, words: Vocabulary) -> Problem | None:
    """The first fault in the form of `document`, without the credentials embedded in it."""
    return next(_Walk(document, words).faults(), None)


def embedded_credentials(document: JsonObject, pointer: str = "") -> Iterator[tuple[str, JsonObject]]:
    """Credentials in the document that have a context of their own, with their pointers.

    Not those that are in turn embedded in one of these.
    """
    for name, value in document.items():
        where = pointer_to(pointer, name)
        for index, member in enumerate(value) if isinstance(value, list) else ((None, value),):
            place = where if index is None else pointer_to(where, index)
            if name in EMBEDDING and isinstance(member, dict) and "@context" in member:
                yield place, member
            elif isinstance(member, dict):
                yield from embedded_credentials(member, place)


class _Walk:
    def __init__(self, document: JsonObject, words: Vocabulary) -> None:
        self.document = document
        self.words = words

    def faults(self) -> Iterator[Problem]:
        yield from self._object(self.document, "", holds_context=True, depth=0)

    def _object(
        self, node: JsonObject, pointer: str, *, holds_context: bool, depth: int
    ) -> Iterator[Problem]:
        if depth > LIMITS.depth:
            yield Problem("too-complex", "the document is nested too deeply", pointer)
            return
        for name, value in node.items():
            where = pointer_to(pointer, name)
            if name == "@context":
                if not holds_context:
                    detail = "a part of the document has a context of its own, which can change its meaning"
                    yield Problem("context-not-allowed", detail, where)
            elif not name or "@" in name or ":" in name:
                yield Problem("shape", "a member is not named by a plain term", where)
            elif isinstance(value, list):
                yield from self._array(node, name, value, where, depth)
            else:
                yield from self._member(node, name, value, where, depth)

    def _array(
        self, node: JsonObject, name: str, values: list[Any], where: str, depth: int
    ) -> Iterator[Problem]:
        if not values and name == "proof" and node is self.document:
            yield Problem("no-proof", "the document has an empty set of proofs", where)
        elif not values:
            yield Problem("shape", "an array is empty", where)
        if name not in self.words.several and not (name == "achievement" and "ClrSubject" in _types(node)):
            yield Problem("MALFORMED_VALUE_ERROR", f"{name} is one value, not an array", where)
        if name == "type" and len({value for value in values if isinstance(value, str)}) < len(values):
            yield Problem("shape", "a type is no string, or given twice", where)
        for index, value in enumerate(values):
            place = pointer_to(where, index)
            if isinstance(value, list):
                yield Problem("shape", "an array stands directly in an array", place)
            else:
                yield from self._member(node, name, value, place, depth)

    def _member(self, node: JsonObject, name: str, value: Any, where: str, depth: int) -> Iterator[Problem]:
        if value is None:
            yield Problem("shape", "a member is null", where)
        elif name in ("id", "type") and not isinstance(value, str):
            yield Problem("MALFORMED_VALUE_ERROR", f"{name} is not a string", where)
        elif name == "verificationMethod" and not isinstance(value, str):
            detail = "a proof names its key by a URL, and does not bring it along"
            yield Problem("INVALID_VERIFICATION_METHOD_URL", detail, where)
        elif name in self.words.references | self.words.codes and not isinstance(value, str):
            yield Problem("shape", f"{name} is a reference, written as a string", where)
        elif name in self.words.literals and isinstance(value, dict):
            yield Problem("shape", f"{name} is a value, not an object", where)
        elif name in NODES and not isinstance(value, dict):
            yield Problem("shape", f"{name} is an object, not a string", where)
        elif isinstance(value, dict):
            yield from self._child(node, name, value, where, depth)
        elif self._is_identifier(name) and self.words.has_other_spelling(value):
            yield Problem("shape", f"{name} has another spelling, by a term", where)

    def _child(
        self, node: JsonObject, name: str, value: JsonObject, where: str, depth: int
    ) -> Iterator[Problem]:
        if name in EMBEDDING and "@context" in value:
            return  # a document of its own
        holds_context = name == "proof" and node is self.document and self._repeats_context(value)
        yield from self._object(value, where, holds_context=holds_context, depth=depth + 1)

    def _is_identifier(self, name: str) -> bool:
        return name in ("id", "type", "issuer", "holder") or name in self.words.references | self.words.codes

    def _repeats_context(self, proof: JsonObject) -> bool:
        """A JCS proof lists the contexts that it was made under: the document's first ones."""
        suite = SUITES.get(str(proof.get("cryptosuite")))
        if suite is None or suite.canonicalisation is not Canonicalisation.JCS:
            return False
        signed = proof.get("@context")
        return isinstance(signed, list) and self.document["@context"][: len(signed)] == signed


def _types(node: JsonObject) -> list[Any]:
    types = node.get("type")
    return types if isinstance(types, list) else [types]
