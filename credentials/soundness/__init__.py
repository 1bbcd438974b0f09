"""What is signed is what is shown: which JSON texts of a graph may be signed, or believed.

A Data Integrity signature covers an RDF graph, and one graph has many JSON texts. In some of them an
expiry or a status stands where no reader looks; a holder can rewrite a signed badge into one, and the
signature stays right (docs/decisions: soundness). So a document is sound only if it is *the* text of its
graph, up to what readers ignore: the order of members, and of an array's members unless it is a list.

Six parts, each in its module: (1) contexts.py: the context list is one of the allowed ones, exactly;
(2, 3, 6) shape.py: no member name with `@` or `:`, no nulls, no empty or nested arrays, and a reference
stays a string; (4) meaning.py: everything means something, in one spelling, once; (5) home.py: a thing
that is described in several places has one home, which says all.

Whether the signature is right is another question; this one comes first, offline, in linear time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from credentials.errors import TooComplex, Unsound
from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.proofs.canonical import Recent
from credentials.proofs.data_integrity import proofs_of
from credentials.soundness.contexts import ContextFault, known_contexts
from credentials.soundness.home import home_problem, homes
from credentials.soundness.meaning import meaning
from credentials.soundness.shape import embedded_credentials, shape_problem
from credentials.soundness.vocabulary import vocabulary

__all__ = ["Unsoundness", "homes", "unsound"]

#: How deep credentials may be embedded in one another: a record holds badges, which hold endorsements.
MAX_EMBEDDING: Final = 3
#: How many proofs one document may carry (security page, limits).
MAX_PROOFS: Final = 8

# Documents found sound a moment ago, and under which lists: while evidence is gathered for a credential it
# is judged several times, and one status list serves many. What is not sound is looked at anew.
_sound: Final = Recent[frozenset[tuple[str, ...]]]()


@dataclass(frozen=True, slots=True)
class Unsoundness:
    """Why a document is not sound. `undecided`: only because we do not know one of its contexts."""

    problem: Problem
    undecided: bool = False


def unsound(document: JsonObject, contexts: frozenset[tuple[str, ...]]) -> Unsoundness | None:
    """None if everything that `document` shows is what its graph says, in the one place for it.

    `contexts` are the allowed context lists, in the bundle's names. Embedded credentials (in `endorsement`
    and `verifiableCredential`) are judged like documents of their own, under the same lists, and again as
    part of the whole. Problem codes: `context-not-allowed`, `shape`, DATA_LOSS_DETECTION_ERROR,
    MALFORMED_VALUE_ERROR, INVALID_VERIFICATION_METHOD_URL, `no-proof`, `too-complex`.
    """
    if _sound.of(document) == contexts:
        return None
    found = _judge(document, contexts, "", 0)
    if found is None:
        _sound.keep(document, contexts)
    return found


def _judge(
    document: JsonObject, contexts: frozenset[tuple[str, ...]], pointer: str, depth: int
) -> Unsoundness | None:
    # 1. Under which words? Nothing else can be asked before.
    try:
        known = known_contexts(document, contexts)
    except ContextFault as fault:
        return Unsoundness(_below(pointer, fault.problem), fault.undecided)
    words = vocabulary(known)
    # 2. The text alone: forms in which parts can hide, and sizes.
    if problem := shape_problem(document, words):
        return Unsoundness(_below(pointer, problem))
    if depth > MAX_EMBEDDING:
        return Unsoundness(Problem("too-complex", "credentials are embedded too deeply", pointer))
    if len(proofs_of(document)) > MAX_PROOFS:
        return Unsoundness(Problem("too-complex", f"there are more than {MAX_PROOFS} proofs", pointer))
    # 3. What is embedded stands on its own: the outer contexts do not lend it meaning.
    for place, embedded in embedded_credentials(document):
        if found := _judge(embedded, contexts, pointer + place, depth + 1):
            return found
    # 4. The text against its graph: the document, then each proof, which is signed by itself.
    try:
        for place, part in _signed_parts(document):
            nodes, problem = meaning(part)
            if problem is None:
                problem = home_problem(part, nodes)
            if problem is not None:
                return Unsoundness(_below(pointer + place, problem))
    except Unsound as error:
        return Unsoundness(_below(pointer, error.problem))
    except TooComplex as error:
        return Unsoundness(Problem("too-complex", str(error), pointer))
    return None


def _signed_parts(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    yield "", {name: value for name, value in document.items() if name != "proof"}
    several = isinstance(document.get("proof"), list)
    for index, proof in enumerate(proofs_of(document)):
        place = f"/proof/{index}" if several else "/proof"
        yield place, {**proof, "@context": document["@context"]}


def _below(pointer: str, problem: Problem) -> Problem:
    """A problem of a part, placed in the whole."""
    place = None if problem.pointer is None else pointer + problem.pointer
    return Problem(problem.code, problem.detail, place if pointer == "" else place or pointer)
