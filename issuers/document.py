"""A lenient, frozen view of a JSON document: what is there, or that it is not there, never an error.

Rules run on drafts of our own and on foreign, hostile documents alike. So every accessor is total: a
wrong type reads as absent (the JSON Schema is who complains about types), and nothing depends on the
order of array members, which a signature over RDF does not protect (docs/decisions: soundness).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: xsd:decimal as our JSON Schema spells it: no sign, no exponent, no leading zeros.
_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,6})(\.[0-9]{1,4})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
#: Beyond this a number is not an amount of anything that we count.
_LARGEST = 10**12


def escape(name: str) -> str:
    """One reference token of a JSON Pointer, RFC 6901 section 3."""
    return name.replace("~", "~0").replace("/", "~1")


def decimal_of(value: object) -> Decimal | None:
    """An amount from its lexical form ("7.5"), exactly; None for anything else."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    return None


def number_of(value: object) -> Decimal | None:
    """An amount from a JSON number (Open Badges' floats), by its shortest decimal form. A boolean is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Infinity fails the comparison and so does NaN; a huge integer is never spelled out.
    return Decimal(repr(value)) if -_LARGEST < value < _LARGEST else None


def day_of(value: object) -> date | None:
    """The calendar day of a date ("2026-05-04") or of an instant's own text ("2026-05-04T00:00:00Z")."""
    if not isinstance(value, str) or not _DAY.match(value):
        return None
    if len(value) > 10 and value[10] not in "Tt":
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Node:
    """A value somewhere in a document, with its JSON Pointer (RFC 6901). An absent value is None."""

    value: object
    pointer: str = ""

    @property
    def present(self) -> bool:
        """Is anything said here? Null, "", [] and {} say nothing (they are never emitted)."""
        return self.value is not None and self.value != "" and self.value != [] and self.value != {}

    def get(self, name: str) -> Node:
        """The member `name`. JSON-LD lets an array of one stand for its member; we read it so too."""
        here = self.value
        if isinstance(here, list) and len(here) == 1:
            return Node(here[0], f"{self.pointer}/0").get(name)
        value = here.get(name) if isinstance(here, dict) else None
        return Node(value, f"{self.pointer}/{escape(name)}")

    def many(self, name: str) -> tuple[Node, ...]:
        """The members of the array `name`; one value without an array is an array of one."""
        node = self.get(name)
        if isinstance(node.value, list):
            return tuple(Node(v, f"{node.pointer}/{i}") for i, v in enumerate(node.value))
        return (node,) if node.present else ()

    def text(self, name: str) -> str | None:
        """A text with something in it."""
        value = self.get(name).value
        return value if isinstance(value, str) and value.strip() else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of an array, in document order, each once."""
        found = (n.value for n in self.many(name))
        return tuple(dict.fromkeys(v for v in found if isinstance(v, str) and v.strip()))

    def decimal(self, name: str) -> Decimal | None:
        """One of our decimals, which are strings."""
        return decimal_of(self.get(name).value)

    def number(self, name: str) -> Decimal | None:
        """One of Open Badges' floats."""
        return number_of(self.get(name).value)

    def flag(self, name: str) -> bool | None:
        value = self.get(name).value
        return value if isinstance(value, bool) else None

    def day(self, name: str) -> date | None:
        return day_of(self.get(name).value)

    def reference(self, name: str) -> str | None:
        """What `name` points to: an identifier, or the `id` of the object that stands there."""
        return self.get(name).identifier

    @property
    def identifier(self) -> str | None:
        """This node's own identifier: its text, or its `id`."""
        if isinstance(self.value, str):
            return self.value or None
        return self.text("id")

    def walk(self) -> Iterator[Node]:
        """This node and every node below it, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node.value, dict):
                below = [Node(v, f"{node.pointer}/{escape(str(k))}") for k, v in node.value.items()]
            elif isinstance(node.value, list):
                below = [Node(v, f"{node.pointer}/{i}") for i, v in enumerate(node.value)]
            else:
                continue
            waiting.extend(reversed(below))


def by_id(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Nodes by their identifier. A foreign document may describe one twice: ask all of them."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        identifier = node.identifier
        if identifier is not None:
            found.setdefault(identifier, []).append(node)
    return found
