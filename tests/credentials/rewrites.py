"""Ways to write another text for the graph of a badge, as a holder could who wants to show something else.

Each takes a dice and a badge, changes the badge somewhere, and mostly keeps its graph; whether it did is
for the caller to ask. What they do is what JSON-LD allows, not what soundness allows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from credentials.json_types import JsonObject
from schemas import bundle
from schemas.bundle import own_context_path
from schemas.terms import CAIRN_CONTEXT

Rewrite = Callable[[random.Random, JsonObject], None]

VC = "https://www.w3.org/2018/credentials#"


def _iris() -> dict[str, str]:
    """The IRI of each term, as far as a term has only one."""
    found: dict[str, set[str]] = {}

    def collect(context: Any) -> None:
        for name, definition in context.items():
            iri = definition.get("@id") if isinstance(definition, dict) else definition
            if isinstance(iri, str) and ":" in iri:
                found.setdefault(name, set()).add(iri)
            if isinstance(definition, dict) and isinstance(definition.get("@context"), dict):
                collect(definition["@context"])

    for entry in bundle.manifest():
        if "credentials/v2" in entry.url or "3.0.3" in entry.url or entry.url == CAIRN_CONTEXT:
            collect(bundle.document(entry.url)["@context"])
    return {name: next(iter(iris)) for name, iris in found.items() if len(iris) == 1}


IRIS = _iris()


def objects(value: Any) -> Iterator[JsonObject]:
    """Every object of a document, the document first, contexts left out."""
    if isinstance(value, dict):
        yield value
        value = [member for name, member in value.items() if name != "@context"]
    if isinstance(value, list):
        for member in value:
            yield from objects(member)


def _pick(dice: random.Random, badge: JsonObject, fits: Callable[[str, Any], bool]) -> tuple[JsonObject, str]:
    places = [
        (node, name)
        for node in objects(badge)
        for name, value in node.items()
        if name not in ("@context", "proof") and fits(name, value)
    ]
    return dice.choice(places) if places else ({"x": None}, "x")


def member_by_iri(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda name, _: name in IRIS)
    node[IRIS.get(name, name)] = node.pop(name)


def keyword_for_alias(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda name, _: name in ("id", "type"))
    node[f"@{name}"] = node.pop(name)


def alias_by_inline_context(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda name, _: name in IRIS)
    definition: JsonObject = {"@id": IRIS.get(name, "urn:x")}
    for context in badge["@context"]:
        if isinstance(context, str) and bundle.canonical_url(context):
            terms = bundle.document(str(bundle.canonical_url(context)))["@context"]
            known = terms.get("VerifiableCredential", {})
            found = terms.get(name) or (isinstance(known, dict) and known.get("@context", {}).get(name))
            if isinstance(found, dict):
                definition = found
    badge["@context"].append({"alias": definition})
    node["alias"] = node.pop(name)


def described_in_included(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda name, _: name not in ("id", "type", "@included"))
    if "id" in node:
        badge.setdefault("@included", []).append(
            {"id": node["id"], "type": node.get("type", "Profile"), name: node.pop(name)}
        )


def described_elsewhere(dice: random.Random, badge: JsonObject) -> None:
    """Move a member to another object about the same thing."""
    by_id: dict[str, list[JsonObject]] = {}
    for node in objects(badge):
        if isinstance(node.get("id"), str):
            by_id.setdefault(node["id"], []).append(node)
    pairs = [nodes for nodes in by_id.values() if len(nodes) > 1]
    if pairs:
        giver, taker = dice.sample(dice.choice(pairs), 2)
        movable = [name for name in giver if name not in ("id", "@context", "proof", "type")]
        for name in dice.sample(movable, min(len(movable), dice.randint(1, 2))):
            value = giver.pop(name)
            taker[name] = [*_listed(taker.get(name, [])), *_listed(value)] if name in taker else value
        taker["type"] = [*dict.fromkeys([*_listed(taker.get("type", [])), *_listed(giver.get("type", []))])]
        if dice.random() < 0.5:
            giver.pop("type", None)


def described_where_referred_to(dice: random.Random, badge: JsonObject) -> None:
    """Swap a reference and the description of what it refers to."""
    described = {
        node["id"]: node for node in objects(badge) if isinstance(node.get("id"), str) and node is not badge
    }
    node, name = _pick(
        dice, badge, lambda name, value: isinstance(value, str) and value in described and name != "id"
    )
    if isinstance(node[name], str) and node[name] in described:
        target = described[node[name]]
        node[name] = dict(target)
        kept = target["id"]
        target.clear()
        target["id"] = kept


def array_around_a_value(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda _, value: not isinstance(value, list))
    node[name] = [node[name]]


def array_in_an_array(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda _, value: isinstance(value, list))
    values = _listed(node[name])
    cut = dice.randint(0, len(values))
    node[name] = [*values[:cut], values[cut:]]


def value_of_an_array_of_one(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda _, value: isinstance(value, list) and len(value) == 1)
    node[name] = _listed(node[name])[0]


def member_twice(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda name, _: name not in ("id", "issuer"))
    values = _listed(node[name])
    node[name] = [*values, dice.choice(values)]


def shuffled(dice: random.Random, badge: JsonObject) -> None:
    for node in objects(badge):
        members = list(node.items())
        dice.shuffle(members)
        node.clear()
        node.update(members)
        for name, value in node.items():
            if isinstance(value, list) and name not in ("@context", "unit", "allowedValue"):
                dice.shuffle(value)


def null_member(dice: random.Random, badge: JsonObject) -> None:
    node = dice.choice(list(objects(badge)))
    node.setdefault(dice.choice(["credentialStatus", "validUntil", "name", "description"]), None)


def empty_array(dice: random.Random, badge: JsonObject) -> None:
    node = dice.choice(list(objects(badge)))
    node.setdefault(dice.choice(["evidence", "credential", "endorsement", "name"]), [])


def value_object(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda name, value: isinstance(value, str) and name not in ("id", "type"))
    node[name] = {"@value": node[name]}


def set_object(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda name, value: isinstance(value, (list, dict)) and name != "type")
    node[name] = {"@set": _listed(node[name])}


def object_for_reference(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda _, value: isinstance(value, str) and ":" in value)
    node[name] = {"id": node[name]}


def reference_for_object(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda _, value: isinstance(value, dict) and set(value) == {"id"})
    node[name] = node[name]["id"] if isinstance(node[name], dict) else node[name]


def iri_for_code(dice: random.Random, badge: JsonObject) -> None:
    codes = {
        "creditFramework": "http://data.europa.eu/snb/education-credit/6fcec5c5af",
        "learningSetting": "http://data.europa.eu/snb/learning-setting/6fd4685715",
        "credentialCategory": "https://w3id.org/cairn/mc/v1/category#formalQualification",
        "creditStatus": "https://w3id.org/cairn/mc/v1/creditStatus#awarded",
    }
    node, name = _pick(dice, badge, lambda name, _: name in codes)
    node[name] = codes.get(name)


def string_for_number(dice: random.Random, badge: JsonObject) -> None:
    node, name = _pick(dice, badge, lambda _, value: isinstance(value, (bool, int)))
    value = node[name]
    node[name] = str(value).lower() if isinstance(value, bool) else str(value)


def other_name_of_the_type(_: random.Random, badge: JsonObject) -> None:
    types = _listed(badge.get("type", []))
    badge["type"] = ["AchievementCredential" if each == "OpenBadgeCredential" else each for each in types]


def other_address_of_our_context(dice: random.Random, badge: JsonObject) -> None:
    address = f"https://deployment{dice.randint(0, 9)}.example{own_context_path()}"
    badge["@context"] = [address if each == CAIRN_CONTEXT else each for each in badge["@context"]]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


REWRITES: tuple[Rewrite, ...] = (
    member_by_iri,
    keyword_for_alias,
    alias_by_inline_context,
    described_in_included,
    described_elsewhere,
    described_where_referred_to,
    array_around_a_value,
    array_in_an_array,
    value_of_an_array_of_one,
    member_twice,
    shuffled,
    null_member,
    empty_array,
    value_object,
    set_object,
    object_for_reference,
    reference_for_object,
    iri_for_code,
    string_for_number,
    other_name_of_the_type,
    other_address_of_our_context,
)
