"""What a list of contexts lets one write, read off the context documents themselves.

JSON-LD lets a writer spell one thing in several ways: a term or its IRI, a short form with a prefix, a
string or an object with an `id`. Soundness allows one spelling, and needs to know which terms have others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from schemas.bundle import document

#: Terms that JSON-LD reads as references but whose values the standards write as objects (VC Data Model
#: 2.0, section 4; Open Badges 3.0, appendix B).
NODES: Final = frozenset(
    {
        "address",
        "confidenceMethod",
        "credentialSchema",
        "credentialStatus",
        "credentialSubject",
        "criteria",
        "evidence",
        "image",
        "parentOrg",
        "proof",
        "refreshService",
        "relatedResource",
        "renderMethod",
        "source",
        "termsOfUse",
        "verifiableCredential",
    }
)
#: Terms whose values the standards write either way; readers take both.
EITHER: Final = frozenset({"holder", "issuer"})

_GEN_DELIMS: Final = tuple(":/?#[]@")  # RFC 3986, section 2.2; JSON-LD 1.1, section 4.1.5: prefixes end so


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The spellings that a list of contexts knows. In which types a term holds is pyld's affair."""

    iris: frozenset[str]  # what terms stand for
    namespaces: tuple[str, ...]  # `@vocab`: what codes are prefixed with
    prefixes: frozenset[str]  # terms that shorten an IRI, as in `xsd:date`
    references: frozenset[str]  # terms whose values are IRIs, written as strings
    codes: frozenset[str]  # terms whose values are words of a `@vocab`

    def has_other_spelling(self, text: str) -> bool:
        """Whether the identifier `text` could as well be written as a term or code, or is a short form."""
        scheme, colon, rest = text.partition(":")
        shortened = bool(colon) and scheme in self.prefixes and not rest.startswith("//")
        return shortened or self.is_spelt_out(text)

    def is_spelt_out(self, iri: str) -> bool:
        """Whether `iri` is what a term or a code stands for."""
        return iri in self.iris or iri.startswith(self.namespaces)


@lru_cache(maxsize=64)  # there are as many lists as profiles allow
def vocabulary(contexts: tuple[str, ...]) -> Vocabulary:
    """The vocabulary of a list of bundled contexts."""
    terms: list[tuple[str, Any]] = []
    namespaces: set[str] = set()
    for url in contexts:
        for name, definition in _definitions(document(url)["@context"]):
            if name == "@vocab":
                namespaces.add(definition)
            elif not name.startswith("@") and definition is not None:
                terms.append((name, definition))
    simple = {name: value for name, value in terms if isinstance(value, str)}
    prefixes = {name: iri for name, iri in simple.items() if iri.endswith(_GEN_DELIMS)}
    named = {name: _named(name, definition) for name, definition in terms}
    coerced = [(name, value.get("@type")) for name, value in terms if isinstance(value, dict)]
    references = {name for name, type_ in coerced if type_ == "@id"}
    return Vocabulary(
        iris=frozenset(_absolute(iri, named, prefixes) for iri in named.values() if not iri.startswith("@")),
        namespaces=tuple(sorted(namespaces)),
        prefixes=frozenset(prefixes),
        references=frozenset(references - NODES - EITHER),
        codes=frozenset(name for name, type_ in coerced if type_ == "@vocab"),
    )


def _definitions(context: Any) -> Iterator[tuple[str, Any]]:
    """Every entry of a context, and of the scoped contexts in it."""
    for part in context if isinstance(context, list) else [context]:
        if not isinstance(part, dict):
            continue
        for name, definition in part.items():
            yield name, definition
            if isinstance(definition, dict) and "@context" in definition:
                yield from _definitions(definition["@context"])


def _named(term: str, definition: Any) -> str:
    iri = definition if isinstance(definition, str) else definition.get("@id", term)
    return str(iri)


def _absolute(iri: str, named: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
    """A term's IRI, which a context may itself write as another term or with a prefix."""
    iri = named.get(iri, iri) if ":" not in iri else iri
    prefix, colon, rest = iri.partition(":")
    return prefixes[prefix] + rest if colon and prefix in prefixes and not rest.startswith("//") else iri
