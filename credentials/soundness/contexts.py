"""Part 1: a document's context list is one of the allowed lists, entry by entry.

The list decides what every word in the document means. A text that may choose, redefine or reorder its
own vocabulary can say anything; so nothing is inferred from a list that is not known.
"""

from __future__ import annotations

from credentials.errors import CredentialFault
from credentials.findings import Problem
from credentials.json_types import JsonObject
from schemas.bundle import canonical_url


class ContextFault(CredentialFault):
    """The context list is not allowed. `undecided`: it has an entry that we simply do not know."""

    def __init__(self, problem: Problem, *, undecided: bool = False) -> None:
        super().__init__(problem.detail)
        self.problem = problem
        self.undecided = undecided


def known_contexts(document: JsonObject, allowed: frozenset[tuple[str, ...]]) -> tuple[str, ...]:
    """The document's context list in the bundle's names. Raises ContextFault.

    The first entry decides what kind of document it is (VC Data Model 2.0, section 4.3), so another one
    is malformed. An unknown URL after an allowed beginning leaves the document undecided: we cannot read
    it, and nobody says that it is wrong. Anything else that is not on a list is refused.
    """
    entries = document.get("@context")
    if not isinstance(entries, list):
        raise ContextFault(Problem("MALFORMED_VALUE_ERROR", "@context is not an array", "/@context"))
    known: list[str] = []
    for index, entry in enumerate(entries):
        where = f"/@context/{index}"
        name = canonical_url(entry) if isinstance(entry, str) else None
        beginning = (*known, name)
        if name is not None and any(each[: index + 1] == beginning for each in allowed):
            known.append(name)
            continue
        if index == 0:
            raise ContextFault(
                Problem("MALFORMED_VALUE_ERROR", "the first context is not the right one", where)
            )
        if not isinstance(entry, str):
            detail = "the document defines words of its own instead of naming a known vocabulary"
            raise ContextFault(Problem("context-not-allowed", detail, where))
        # Words that are allowed elsewhere, in an order or number that no allowed list has, are a rewrite.
        foreign = not any(name in each for each in allowed) and entry.startswith("https://")
        later_inline = any(not isinstance(later, str) for later in entries[index:])
        detail = (
            "this vocabulary is not known here" if foreign else "the contexts are not in an allowed order"
        )
        raise ContextFault(
            Problem("context-not-allowed", detail, where), undecided=foreign and not later_inline
        )
    if tuple(known) not in allowed:
        detail = "the list of contexts is not one that is allowed for this kind of document"
        raise ContextFault(Problem("context-not-allowed", detail, "/@context"))
    return tuple(known)
