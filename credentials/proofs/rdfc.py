"""RDF Dataset Canonicalization (RDFC-1.0) with an end: the same bytes for the same graph, or TooComplex.

Blank nodes have no names, and finding names for them that do not depend on the order of the statements
takes, for some graphs, longer than anybody can wait (RDF Canonicalization, section 7.1 "Dataset
Poisoning"). The work is therefore counted in steps, never in seconds: the same dataset is accepted or
refused everywhere and always. JSON-LD is unknown here; quads.py makes the quads.

https://www.w3.org/TR/rdf-canon/, whose section numbers the comments cite.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Final, NamedTuple

from credentials.errors import TooComplex

#: How many blank nodes one dataset may have.
MAX_BLANK_NODES: Final = 500
#: How many steps Hash N-Degree Quads may take in one dataset. A step is one mention of a blank node looked
#: at, or one place in one permutation filled; about a microsecond each.
MAX_STEPS: Final = 100_000

#: How deep Hash N-Degree Quads may call itself; Python's own stack bears more.
MAX_DEPTH: Final = 150

# Canonical N-Quads (section 5): named escapes, and \uXXXX for the other controls, DEL and what XML 1.1 lacks.
_ESCAPES: Final = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | {
    0x08: "\\b",
    0x09: "\\t",
    0x0A: "\\n",
    0x0C: "\\f",
    0x0D: "\\r",
    0x22: '\\"',
    0x5C: "\\\\",
}


class Quad(NamedTuple):
    """One statement; every term as it stands in canonical N-Quads. `graph` is "" for the default graph.

    A term that begins with `_:` is a blank node; any label will do.
    """

    subject: str
    predicate: str
    object: str
    graph: str = ""


def literal(text: str) -> str:
    """The quoted and escaped lexical form of a literal, without its datatype."""
    return f'"{text.translate(_ESCAPES)}"'


def canonicalise(
    quads: Iterable[Quad],
    *,
    digest: str = "sha256",
    max_steps: int = MAX_STEPS,
    max_blank_nodes: int = MAX_BLANK_NODES,
) -> str:
    """The canonical N-Quads of a dataset: lines in code point order, each ending in a newline.

    `digest` names the hash function (`sha256` or `sha384`), which decides the blank nodes' order.
    Raises TooComplex when a limit is reached.
    """
    dataset = set(quads)
    labels = _Canonicaliser(dataset, digest, max_steps, max_blank_nodes).labels()
    return "".join(sorted(_line(quad, labels) for quad in dataset))


def _line(quad: Quad, names: Mapping[str, str]) -> str:
    subject, predicate, object_, graph = quad
    parts = [names.get(subject, subject), predicate, names.get(object_, object_)]
    if graph:
        parts.append(names.get(graph, graph))
    return " ".join(parts) + " .\n"


class _Issuer:
    """Identifier issuer (section 4.3): labels in the order in which they were asked for."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = {} if issued is None else issued

    def issue(self, node: str) -> str:
        return self.issued.setdefault(node, f"{self.prefix}{len(self.issued)}")

    def copy(self) -> _Issuer:
        return _Issuer(self.prefix, dict(self.issued))


class _Canonicaliser:
    """The canonicalization state (section 4.2) of one dataset."""

    def __init__(self, dataset: Iterable[Quad], digest: str, max_steps: int, max_blank_nodes: int) -> None:
        self._digest = digest
        self._steps_left = max_steps
        self._canonical = _Issuer("_:c14n")
        self._first: dict[str, str] = {}
        # The quads that mention a blank node (section 4.4.3, step 2). The dataset is a set, but quads that
        # become equal when other nodes are called _:z stay as many as they are.
        self._mentions: dict[str, list[Quad]] = {}
        for quad in dataset:
            for node in {term for term in (quad.subject, quad.object, quad.graph) if term.startswith("_:")}:
                self._mentions.setdefault(node, []).append(quad)
        if len(self._mentions) > max_blank_nodes:
            raise TooComplex(f"the graph has more than {max_blank_nodes} nodes without a name")

    def labels(self) -> Mapping[str, str]:
        """Canonical labels of all blank nodes (section 4.4.3, steps 3 to 5)."""
        alike: dict[str, list[str]] = {}
        for node in self._mentions:
            self._first[node] = self._hash_first_degree(node)
            alike.setdefault(self._first[node], []).append(node)
        shared = []
        for first in sorted(alike):
            if len(alike[first]) == 1:
                self._canonical.issue(alike[first][0])
            else:
                shared.append(first)
        for first in shared:
            paths: list[tuple[str, _Issuer]] = []
            for node in alike[first]:
                if node not in self._canonical.issued:
                    issuer = _Issuer("_:b")
                    issuer.issue(node)
                    paths.append(self._hash_n_degree(node, issuer))
            for _, issuer in sorted(paths, key=lambda path: path[0]):
                for node in issuer.issued:
                    self._canonical.issue(node)
        return self._canonical.issued

    def _hash(self, text: str) -> str:
        return hashlib.new(self._digest, text.encode()).hexdigest()

    def _step(self) -> None:
        self._steps_left -= 1
        if self._steps_left < 0:
            raise TooComplex("the graph's nodes without a name are too entangled to be told apart")

    def _hash_first_degree(self, node: str) -> str:
        """Section 4.6.3."""
        lines = []
        for quad in self._mentions[node]:
            terms = (quad.subject, quad.object, quad.graph)
            names = {t: "_:a" if t == node else "_:z" for t in terms if t.startswith("_:")}
            lines.append(_line(quad, names))
        return self._hash("".join(sorted(lines)))

    def _hash_related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Section 4.7.3."""
        known = self._canonical.issued.get(related) or issuer.issued.get(related) or self._first[related]
        predicate = "" if position == "g" else quad.predicate
        return self._hash(f"{position}{predicate}{known}")

    def _related(self, node: str, issuer: _Issuer) -> dict[str, list[str]]:
        """Section 4.8.3, steps 1 to 3: the nodes beside this one, by how they are beside it."""
        beside: dict[str, list[str]] = {}
        for quad in self._mentions[node]:
            for term, position in ((quad.subject, "s"), (quad.object, "o"), (quad.graph, "g")):
                if term.startswith("_:") and term != node:
                    self._step()
                    beside.setdefault(self._hash_related(term, quad, issuer, position), []).append(term)
        return beside

    def _hash_n_degree(self, node: str, issuer: _Issuer, depth: int = 0) -> tuple[str, _Issuer]:
        """Section 4.8.3."""
        if depth > MAX_DEPTH:
            raise TooComplex("the graph's nodes without a name form too long a chain of look-alikes")
        data = []
        beside = self._related(node, issuer)
        for related_hash in sorted(beside):
            data.append(related_hash)
            chosen_path, chosen_issuer = "", issuer
            for permutation in permutations(beside[related_hash]):
                tried = self._path(permutation, issuer, chosen_path, depth)
                if tried is not None and (not chosen_path or tried[0] < chosen_path):
                    chosen_path, chosen_issuer = tried
            data.append(chosen_path)
            issuer = chosen_issuer
        return self._hash("".join(data)), issuer

    def _path(
        self, permutation: tuple[str, ...], issuer: _Issuer, chosen_path: str, depth: int
    ) -> tuple[str, _Issuer] | None:
        """Section 4.8.3, steps 5.4.1 to 5.4.5: the path of one permutation, None once it cannot win."""
        issuer = issuer.copy()
        path = ""
        recursion = []
        for related in permutation:
            self._step()
            if related in self._canonical.issued:
                path += self._canonical.issued[related]
            else:
                if related not in issuer.issued:
                    recursion.append(related)
                path += issuer.issue(related)
            if chosen_path and len(path) >= len(chosen_path) and path > chosen_path:
                return None
        for related in recursion:
            self._step()
            result, following = self._hash_n_degree(related, issuer, depth + 1)
            path += f"{issuer.issue(related)}<{result}>"
            issuer = following
            if chosen_path and len(path) >= len(chosen_path) and path > chosen_path:
                return None
        return path, issuer
