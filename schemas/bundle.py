"""A URL to the document that is bundled for it, and never to anything else.

Verifying resolves every `@context` and schema that a credential names. Fetching them would let their
hosts change what a signature covers, so the documents are part of the program, each checked against
`contexts/manifest.json`; an unknown URL is an error, never a fetch. This module does no JSON-LD and knows
no credential.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from schemas.terms import CAIRN_CODES, CAIRN_CONTEXT, CAIRN_SCHEMA

MANIFEST = "contexts/manifest.json"

#: An address below which some deployment serves one of our own documents by digest. Only plain characters:
#: what a URL parser would strip, decode or resolve away is not an address that we hand out.
_SERVED_BY_DIGEST = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
    r"(?:/(?!\.{1,2}/)[A-Za-z0-9._~-]+)*"
    r"/mc/v1/(?P<digest>[0-9a-f]{64})(?P<ending>\.jsonld|\.schema\.json)"
)


class BundleFault(Exception):
    """Root of this module's errors."""


class BundleAltered(BundleFault):
    """Bundled files are missing or are not the ones that the manifest names. `files` lists them all."""

    def __init__(self, files: tuple[str, ...]) -> None:
        super().__init__(f"bundled documents differ from {MANIFEST}: {', '.join(files)}")
        self.files = files


class UnknownDocument(BundleFault):
    """No document is bundled for this URL. It was not fetched."""

    def __init__(self, url: str) -> None:
        super().__init__(f"no bundled document for {url!r}")
        self.url = url


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the manifest. `file` is relative to this package."""

    url: str
    file: str
    sha256: str
    source: str
    license: str
    note: str


@cache
def manifest() -> tuple[Entry, ...]:
    """Every bundled document: where it came from, under which licence, and its digest."""
    return tuple(Entry(**row) for row in json.loads(_read(MANIFEST)))


def verify_bundle() -> None:
    """Check every bundled file against the manifest; called once at the start of the service.

    Raises BundleAltered naming every file that is absent or changed.
    """
    altered = tuple(entry.file for entry in manifest() if not _unaltered(entry))
    if altered:
        raise BundleAltered(altered)


def raw(url: str) -> bytes:
    """The exact bytes bundled for a URL of the manifest. Raises UnknownDocument, BundleAltered."""
    return _bytes(_entry(url))


def document(url: str) -> dict[str, Any]:
    """The parsed document of a URL of the manifest: one shared object, to be read and never changed.

    Raises UnknownDocument, BundleAltered.
    """
    return _parsed(_entry(url))


def alternative(url: str) -> dict[str, Any] | None:
    """The other pinned revision of a URL whose document was once edited in place, or None.

    1EdTech added terms to context 3.0.3 without renaming it, and wallets bundle either text. The other
    revision may explain why a signature fails; it never makes a document valid.
    """
    revisions = _revisions().get(url, ())
    return _parsed(revisions[1]) if len(revisions) > 1 else None


def canonical_url(url: str) -> str | None:
    """The name by which we know the document that `url` promises, or None.

    A URL of the manifest is its own name. Any deployment may serve our own documents under
    `…/mc/v1/<sha256>.jsonld` (or `.schema.json`); where that digest is ours the document is ours, whoever
    the host is, since the bundled copy is what gets used.
    """
    if url in _revisions():
        return url
    served = _SERVED_BY_DIGEST.fullmatch(url)
    if served is None:
        return None
    for name, ending in ((CAIRN_CONTEXT, ".jsonld"), (CAIRN_SCHEMA, ".schema.json")):
        if served["ending"] == ending and served["digest"] == _entry(name).sha256:
            return name
    return None


def own_context_path() -> str:
    """Where a deployment serves our context, below its public URL: `/mc/v1/<sha256>.jsonld`."""
    return f"/mc/v1/{_entry(CAIRN_CONTEXT).sha256}.jsonld"


def own_schema_path() -> str:
    """Where a deployment serves our JSON Schema: `/mc/v1/<sha256>.schema.json`."""
    return f"/mc/v1/{_entry(CAIRN_SCHEMA).sha256}.schema.json"


def own_codes_path() -> str:
    """Where a deployment serves the code lists of our vocabulary, below its public URL."""
    return f"/mc/v1/{_entry(CAIRN_CODES).sha256}.codes.json"


@cache
def _revisions() -> dict[str, tuple[Entry, ...]]:
    """Entries by URL; where a URL has several, the one that we use comes first in the manifest."""
    by_url: dict[str, tuple[Entry, ...]] = {}
    for entry in manifest():
        by_url[entry.url] = (*by_url.get(entry.url, ()), entry)
    return by_url


def _entry(url: str) -> Entry:
    revisions = _revisions().get(url)
    if revisions is None:
        raise UnknownDocument(url)
    return revisions[0]


@cache
def _bytes(entry: Entry) -> bytes:
    if not _unaltered(entry):
        raise BundleAltered((entry.file,))
    return _read(entry.file)


@cache
def _parsed(entry: Entry) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(_bytes(entry))
    return parsed


def _unaltered(entry: Entry) -> bool:
    try:
        return sha256(_read(entry.file)).hexdigest() == entry.sha256
    except FileNotFoundError:
        return False


def _read(file: str) -> bytes:
    return resources.files("schemas").joinpath(file).read_bytes()
