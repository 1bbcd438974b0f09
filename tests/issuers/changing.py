"""Copies of documents with one thing changed, so that a test says in a line what it changes."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

A = "credentialSubject.achievement"
S = "credentialSubject"
P = "credentialSubject.achievement.provision"

#: Takes a member away.
GONE = object()


def put(document: dict[str, Any], *changes: tuple[str, Any]) -> dict[str, Any]:
    """A copy with each (path, value) set; a path is names and indices joined by dots."""
    copy = deepcopy(document)
    for path, value in changes:
        *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
        place: Any = copy
        for step in way:
            place = place[step]
        if value is GONE:
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(deepcopy(value))
        else:
            place[last] = deepcopy(value)
    return copy


#: Arrays whose order is signed: everything else is a set.
ORDERED = frozenset({"@context", "allowedValue", "rubricCriterionLevel", "unit"})


def shuffled(value: Any, seed: int, name: str = "") -> Any:
    """The same graph: every array that is a set in another order."""
    if isinstance(value, dict):
        return {k: shuffled(v, seed, k) for k, v in value.items()}
    if isinstance(value, list):
        members = [shuffled(v, seed, "") for v in value]
        if name not in ORDERED:
            random.Random(f"{seed}{name}{len(members)}").shuffle(members)
        return members
    return value
