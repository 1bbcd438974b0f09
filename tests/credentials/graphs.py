"""The canonical form of a graph by other people's programs, oxigraph (Rust) and pyld.

Each is asked where it is right. oxigraph forgets that a node may stand beside another in two statements
that differ only in their graph, which RDFC-1.0 counts twice (section 4.8.3, step 3); so it gets default
graphs. pyld forgets some escapes and misreads others, keeps statements twice that a text makes twice,
and counts a statement for each mention of one node in it.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pyoxigraph as ox
from pyld import jsonld

from schemas import bundle

_ALGORITHMS = {
    "sha256": ox.CanonicalizationAlgorithm.RDFC_1_0_SHA_256,
    "sha384": ox.CanonicalizationAlgorithm.RDFC_1_0_SHA_384,
}


def by_oxigraph(nquads: str, digest: str = "sha256") -> str:
    """RDFC-1.0 of a dataset in N-Quads."""
    dataset = ox.Dataset(ox.parse(nquads.encode(), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(_ALGORITHMS[digest])
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def by_pyld(nquads: str) -> str:
    """RDFC-1.0 of a dataset in N-Quads, each statement once."""
    options = {
        "algorithm": "URDNA2015",
        "inputFormat": "application/n-quads",
        "format": "application/n-quads",
    }
    found: str = jsonld.normalize(nquads, options)
    return found


def document_by_pyld(document: Any) -> str:
    """RDFC-1.0 of a JSON-LD document under bundled contexts, or of one in expanded form."""
    return by_pyld(
        jsonld.to_rdf(document, {"format": "application/n-quads", "base": None, "documentLoader": _load})
    )


def _load(url: str, _: object) -> dict[str, Any]:
    found = deepcopy(bundle.document(url))
    return {"contentType": "", "contextUrl": None, "documentUrl": url, "document": found}
