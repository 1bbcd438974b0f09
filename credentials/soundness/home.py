"""Part 5, the home rule: a thing that is described in several places has one home, which says all.

In RDF every description of an identifier is a description of the same thing. So a holder could take
`validUntil` out of a badge and put it into some other object with the badge's id (its award page among
the evidence, the subject of an endorsement): same graph, same signature, and a badge that seems never to
expire. Therefore the credential, its issuer, its subject and its achievement are at home where they
belong, what stands beside them likewise, and any other thing in some one place; no other place may say
what the home does not say, and of the credential itself and its status nothing at all.

What is embedded is signed by others, who speak about things of the outer document: there they may add a
`type` and an `endorsementComment`, as the subject of an endorsement has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.strict_json import pointer_to
from schemas import bundle
from schemas.terms import OB_3_0_3

_VC: Final = "https://www.w3.org/2018/credentials#"
_OB: Final = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_CLR: Final = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#"

_EMBEDDING: Final = (f"{_OB}endorsement", f"{_CLR}verifiableCredential", f"{_VC}verifiableCredential")
_ACHIEVEMENT: Final = (f"{_OB}achievement", f"{_CLR}achievement")
_BESIDE: Final = tuple(
    f"{_VC}{name}"
    for name in ("credentialStatus", "credentialSchema", "refreshService", "evidence", "termsOfUse")
)
_ADDED_BY_OTHERS: Final = ("@type", f"{_OB}endorsementComment")

#: What Open Badges lets one say about an organisation or person as such (appendix B, Profile).
_OF_A_PROFILE: Final = frozenset(
    {"https://schema.org/description", "https://schema.org/name", "https://schema.org/url"}
    | {f"{_OB}{name}" for name in ("endorsement", "endorsementJwt", "image")}
    | {
        term["@id"]
        for term in bundle.document(OB_3_0_3)["@context"]["Profile"]["@context"].values()
        if isinstance(term, dict)
    }
)

#: Text that is equal for values that mean the same, whatever the order and spelling of the document.
Form = str
Statement = tuple[str, Form]


class Forms:
    """The forms of one expanded document's values. Each is made once, so all of them in linear time."""

    def __init__(self) -> None:
        self._made: dict[int, Form] = {}  # by identity: the document outlives this object

    def of(self, value: JsonObject) -> Form:
        """A value as a statement's object. Things with an id are their id; others are what they say."""
        if "@id" in value:
            return f"id {value['@id']}"
        made = self._made.get(id(value))
        if made is None:
            made = self._made[id(value)] = self._make(value)
        return made

    def statements(self, node: JsonObject) -> set[Statement]:
        """What an expanded node says about its subject: properties with their values."""
        said: set[Statement] = {("@type", f"id {type_}") for type_ in node.get("@type", ())}
        for property_, values in node.items():
            if property_ == "@graph":
                said |= {(property_, self._digest(sorted(self.statements(member)))) for member in values}
            elif not property_.startswith("@"):
                said |= {(property_, self.of(value)) for value in values}
        return said

    def _make(self, value: JsonObject) -> Form:
        if "@value" in value:
            literal = (value["@value"], value.get("@type"), value.get("@language"))
            return f"value {literal!r}"
        if "@list" in value:
            return self._digest([self.of(member) for member in value["@list"]])
        return self._digest(sorted(self.statements(value)))

    def _digest(self, parts: Sequence[object]) -> Form:
        return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Occurrence:
    node: JsonObject
    embedded: bool  # in a credential inside the document

    def adds(self, statement: Statement) -> bool:
        """Whether the statement is one that an embedded credential may add about others' things."""
        return self.embedded and statement[0] in _ADDED_BY_OTHERS


def home_problem(part: JsonObject, nodes: list[Any]) -> Problem | None:
    """The first thing without a home, or None. `nodes` is the expanded form of `part`."""
    forms = Forms()
    by_id: dict[str, list[_Occurrence]] = {}
    for occurrence in _occurrences(nodes[0], False):
        by_id.setdefault(occurrence.node["@id"], []).append(occurrence)
    fixed, exclusive = _fixed_homes(nodes[0]), _exclusive(nodes[0])
    for name, described in by_id.items():
        if name in exclusive and sum(not each.embedded for each in described) > 1:
            detail = "the credential or its status is described again in another place"
            return Problem("shape", detail, _second_place(part, name))
        if not _is_at_home(described, fixed.get(name, []), forms):
            detail = "a thing is described in several places, and none of them, or not its own, says all"
            return Problem("shape", detail, _second_place(part, name))
    return None


def _is_at_home(described: list[_Occurrence], places: list[JsonObject], forms: Forms) -> bool:
    if len(described) == 1 and all(place is described[0].node for place in places):
        return True
    said = {
        statement
        for occurrence in described
        for statement in forms.statements(occurrence.node)
        if not occurrence.adds(statement)
    }
    if places:
        return all(_belonging(said, n, places) <= forms.statements(p) for n, p in enumerate(places))
    return any(said <= forms.statements(occurrence.node) for occurrence in described)


def homes(document: JsonObject) -> Mapping[str, JsonObject]:
    """Of a sound document: where each thing with an `id` is described, by that id.

    Readers who meet an identifier, or an object with an `id`, look here: other places may say less.
    """
    found: dict[str, JsonObject] = {}
    subjects = [document.get("credentialSubject")]
    achievements = [each.get("achievement") for each in subjects if isinstance(each, dict)]
    beside = [document.get(name.removeprefix(_VC)) for name in _BESIDE]
    for node in _flat(document, document.get("issuer"), *subjects, *achievements, *beside):
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            found.setdefault(node["id"], node)
    fixed = frozenset(found)
    for node in _objects(document):
        name = node.get("id")
        if isinstance(name, str) and name not in fixed and len(node) > len(found.get(name, ())):
            found[name] = node
    return found


def _flat(*values: Any) -> Iterator[Any]:
    for value in values:
        yield from value if isinstance(value, list) else [value]


def _objects(value: object) -> Iterator[JsonObject]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, (dict, list)):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _objects(member)


def _occurrences(node: JsonObject, embedded: bool) -> Iterator[_Occurrence]:
    """Every node with an id that says more than it. Named graphs (proofs) are datasets of their own."""
    if "@id" in node and len(node) > 1:
        yield _Occurrence(node, embedded)
    for property_, values in node.items():
        if property_.startswith("@"):
            continue
        for value in values:
            for member in value.get("@list", [value]):
                if "@value" not in member and "@graph" not in member:
                    yield from _occurrences(member, embedded or property_ in _EMBEDDING)


def _fixed_homes(top: JsonObject) -> dict[str, list[JsonObject]]:
    """The homes that a place in the document fixes, also where that place says nothing but the id.

    One each, but two where the issuer is the subject, as in a self-assertion.
    """
    found = {top["@id"]: [top]} if "@id" in top else {}
    subjects = top.get(f"{_VC}credentialSubject", [])
    for issuer in top.get(f"{_VC}issuer", ()):
        if "@id" in issuer and issuer["@id"] not in found:
            found[issuer["@id"]] = [issuer, *(each for each in subjects if each.get("@id") == issuer["@id"])]
    achievements = [each for subject in subjects for name in _ACHIEVEMENT for each in subject.get(name, ())]
    beside = [each for name in _BESIDE for each in top.get(name, ())]
    for node in (*subjects, *achievements, *beside):
        if "@id" in node:
            found.setdefault(node["@id"], [node])
    return found


def _exclusive(top: JsonObject) -> frozenset[str]:
    """The identifiers of the credential and of its status entries, whose checks read one place only."""
    entries = top.get(f"{_VC}credentialStatus", ())
    return frozenset(node["@id"] for node in (top, *entries) if "@id" in node)


def _belonging(said: set[Statement], number: int, places: list[JsonObject]) -> set[Statement]:
    """What of `said` must be said at place `number`: of issuer and subject, each has its own terms."""
    if len(places) == 1:
        return said
    of_issuer = {each for each in said if each[0] in _OF_A_PROFILE or each == ("@type", f"id {_OB}Profile")}
    return of_issuer if number == 0 else said - of_issuer


def _second_place(part: JsonObject, name: str) -> str | None:
    """A pointer to an object about `name`: the second in the text, which is rarely the home."""
    places = list(_described_at(part, name, ""))
    return places[min(1, len(places) - 1)] if places else None


def _described_at(value: object, name: str, pointer: str) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("id") == name and len(value) > 1:
            yield pointer
        for key, member in value.items():
            yield from _described_at(member, name, pointer_to(pointer, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _described_at(member, name, pointer_to(pointer, index))
