"""One organisation, one description: wherever a document names it, it says the same.

In RDF everything that is said of one identifier is said of one thing, so two descriptions of a DID would
merge, and the soundness rule refuses documents in which they differ (decisions.md 1.1, home rule). Here
each occurrence gets everything that is said of that organisation anywhere in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from credentials.json_types import JsonObject
from issuers.document import Node, escape
from issuers.rules.breach import Breach, error
from issuers.shaping import PROFILES


def unite(
    document: JsonObject, fixed: Mapping[str, JsonObject], everything: Mapping[str, JsonObject]
) -> tuple[Breach, ...]:
    """Make every occurrence of an organisation in `document`, which is in shape, say the same; in place.

    `fixed`: by identifier, the form in which it stands here whatever is sent (the issuer, of which the
    server knows; in an award, those whom the definition describes). `everything`: what else is known of
    those, with which a statement that was sent is compared. Returns a breach (MC-R2) for each statement
    that contradicts another.
    """
    places = tuple(_places(document, ""))
    forms: dict[str, JsonObject] = {name: deepcopy(form) for name, form in fixed.items()}
    breaches = []
    for pointer, profile in places:
        name = profile["id"]
        form = forms.setdefault(name, {"id": name, "type": ["Profile"]})
        known = {**form, **everything.get(name, {})}
        for member, value in profile.items():
            if member not in ("id", "type") and (member in known or name in fixed):
                if known.get(member) != value:
                    breaches.append(_contradiction(pointer, member, known.get(member)))
            elif member not in ("id", "type"):
                form[member] = value
    for _, profile in places:
        form = deepcopy(forms[profile["id"]])
        profile.clear()
        profile.update(form)
    return tuple(breaches)


def described(document: JsonObject) -> dict[str, JsonObject]:
    """Every organisation that a document in shape describes, by identifier."""
    return {profile["id"]: profile for _, profile in _places(document, "")}


def _places(value: object, pointer: str) -> Iterator[tuple[str, JsonObject]]:
    """Where organisations with an identifier stand, in document order."""
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            here = f"{pointer}/{escape(name)}"
            if name in PROFILES:
                yield from _profiles(inner, here)
            else:
                yield from _places(inner, here)


def _profiles(value: object, pointer: str) -> Iterator[tuple[str, JsonObject]]:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _profiles(inner, f"{pointer}/{index}")
    elif isinstance(value, dict) and isinstance(value.get("id"), str):
        yield pointer, value


def _contradiction(pointer: str, member: str, known: object) -> Breach:
    here = Node(None, f"{pointer}/{escape(member)}")
    said = f" or send {known}" if isinstance(known, str) else ""
    return error("MC-R2", here, f"{member}: leave it out{said}; this organisation is described elsewhere")
