"""A document's canonical bytes: RDFC-1.0 N-Quads of its graph, or JCS of its JSON.

The only module that knows pyld, which is untyped, resolves what is relative, drops what it does not know
and would fetch. Here nothing is fetched (contexts come from schemas.bundle, unknown ones are refused),
nothing is dropped in silence, and the size of the task is bounded before it begins. Whether the JSON
*shows* what its graph says is soundness.py's question.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import rfc8785
from pyld import jsonld
from pyld.context_resolver import ContextResolver

from credentials.errors import TooComplex, Unsound
from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.proofs.quads import Quads
from credentials.proofs.rdfc import canonicalise
from schemas import bundle

T = TypeVar("T")

#: Expansion takes up to a millisecond an object, so what one document may ask for is counted beforehand.
MAX_OBJECTS: Final = 4_000  # objects; one of several types counts once more for each type, times:
TYPE_WEIGHT: Final = 5  # its types' contexts must be combined, which is slow, and rarely kept
MAX_VALUES: Final = 50_000  # JSON values of any kind
MAX_TYPES: Final = 8  # types of one object

KEPT_DOCUMENTS: Final = 24  # of so many it is remembered what was found out, the oldest forgotten first
KEPT_CHARACTERS: Final = 50_000  # not of longer ones; an expanded form takes some twenty bytes for each


@dataclass(frozen=True, slots=True)
class Expanded:
    """A document in expanded form (JSON-LD 1.1 API, section 5.1), and the members that have no meaning.

    Read-only: several readers of the same document may get the same object.
    """

    nodes: list[Any]
    dropped: tuple[str, ...]


def expand(document: JsonObject) -> Expanded:
    """Expand with bundled contexts, without a base IRI. `document` is not changed.

    The values in it are the document's own objects, so a reader can find the place that one came from.
    Raises TooComplex over a limit, and Unsound where a context is not bundled (`context-not-allowed`) or
    JSON-LD cannot read the document (MALFORMED_VALUE_ERROR).
    """
    _refuse_oversize(document)
    dropped: list[str] = []
    named = _with_canonical_contexts(document, "")
    with _warm_resolver() as resolver:
        options = {"base": None, "documentLoader": _load, "contextResolver": resolver}
        try:
            nodes = jsonld.expand(named, options, on_property_dropped=lambda name: dropped.append(str(name)))
        except Exception as error:  # besides its own errors, pyld lets Python's escape on odd input
            code = getattr(error, "code", None) or type(error).__name__
            raise Unsound(Problem("MALFORMED_VALUE_ERROR", f"not valid JSON-LD: {code}")) from error
    expanded = Expanded(nodes, tuple(dropped))
    _recent.keep(document, expanded)
    return expanded


def to_nquads(document: JsonObject, *, digest: str = "sha256") -> str:
    """Canonical N-Quads (RDFC-1.0) of everything that `document` says.

    `digest` is RDFC-1.0's hash function, `sha256` or `sha384`. Raises Unsound if any part would not be in
    the result, or if the document's own node says nothing; TooComplex over a limit.
    """
    expanded = _recent.of(document) or expand(document)
    if expanded.dropped:
        detail = f"the contexts do not define {expanded.dropped[0]!r}: it is not signed"
        raise Unsound(Problem("DATA_LOSS_DETECTION_ERROR", detail))
    quads = Quads(expanded.nodes)
    if not any(quad.subject == quads.top for quad in quads):
        raise Unsound(Problem("DATA_LOSS_DETECTION_ERROR", "nothing of the document itself is signed", ""))
    return canonicalise(quads, digest=digest)


class Recent(Generic[T]):
    """What was found out about the last documents, by their exact text; it may not be changed.

    A document is expanded to see whether it is sound, and its graph signed or verified right after that;
    and while evidence is gathered for it, it is judged again. Threads may share it: each takes single steps
    that are atomic, and takes out no more than it has put in.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str | None, T] = OrderedDict()

    def of(self, document: JsonObject) -> T | None:
        return self._kept.get(_exact_text(document))

    def keep(self, document: JsonObject, found: T) -> None:
        text = _exact_text(document)
        if text is not None and len(text) <= KEPT_CHARACTERS:
            self._kept[text] = found
            if len(self._kept) > KEPT_DOCUMENTS:
                self._kept.popitem(last=False)


def _exact_text(document: JsonObject) -> str | None:
    """Equal only for documents that are the same throughout, unlike `==`: it tells `1` from `1.0` and
    `True`, and minds the order of members. None for one that is nested too deeply to be written."""
    try:
        return repr(document)
    except RecursionError:
        return None


_recent: Final = Recent[Expanded]()


def canonical_json(value: object) -> bytes:
    """RFC 8785 (JCS). Raises Unsound for what has no canonical JSON, such as integers beyond 2^53 - 1."""
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise Unsound(Problem("PROOF_TRANSFORMATION_ERROR", f"no canonical JSON: {error}")) from error


def canonical_context(context: object, pointer: str) -> list[str]:
    """An `@context` with every entry under the name by which we know it. Raises Unsound."""
    entries = context if isinstance(context, list) else [context]
    known = []
    for index, entry in enumerate(entries):
        url = bundle.canonical_url(entry) if isinstance(entry, str) else None
        if url is None:
            where = f"{pointer}/{index}" if isinstance(context, list) else pointer
            raise Unsound(Problem("context-not-allowed", "this context is not one that we know", where))
        known.append(url)
    return known


def _with_canonical_contexts(value: Any, pointer: str) -> Any:
    """A copy in which each `@context` is a list of names of bundled documents.

    So pyld's caches hold one entry per bundled document, not one per address that somebody invents.
    """
    if isinstance(value, list):
        return [_with_canonical_contexts(item, f"{pointer}/{index}") for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    copy = {}
    for name, member in value.items():
        name_context = canonical_context if name == "@context" else _with_canonical_contexts
        copy[name] = name_context(member, f"{pointer}/{name}")
    return copy


def _refuse_oversize(document: JsonObject) -> None:
    objects = values = 0
    waiting: list[object] = [document]
    while waiting:
        value = waiting.pop()
        values += 1
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
            types = value.get("type", value.get("@type"))
            types = len(types) if isinstance(types, list) else 1
            if types > MAX_TYPES:
                raise TooComplex(f"an object has more than {MAX_TYPES} types")
            objects += 1 + TYPE_WEIGHT * max(0, types - 1)
        if objects > MAX_OBJECTS or values > MAX_VALUES:
            raise TooComplex(f"the document has more than {MAX_OBJECTS} objects or {MAX_VALUES} values")


def _load(url: str, _: object = None) -> dict[str, object]:
    """pyld's document loader. The copy is pyld's to change; the bundle's is everybody's."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": deepcopy(bundle.document(url)),
    }


# Resolvers keep processed contexts, which take far longer to make than to use. They are not safe to share
# between threads, so each is lent to one expansion at a time; list.append and list.pop are atomic.
_idle: list[ContextResolver] = []


@contextmanager
def _warm_resolver() -> Iterator[ContextResolver]:
    try:
        resolver = _idle.pop()
    except IndexError:
        resolver = ContextResolver({}, _load)
    try:
        yield resolver
    finally:
        _idle.append(resolver)
