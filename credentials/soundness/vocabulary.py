"""What a list of contexts lets one write, read off the context documents themselves.

JSON-LD lets a writer spell one thing in several ways: a term or its IRI, a short form with a prefix, a
string or an object with an `id`. Soundness allows one spelling, and needs to know which terms have others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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

#: Terms of the standards that may have several values, besides those that a context calls sets or lists
#: (VC Data Model 2.0, section 4; Data Integrity 1.0, section 2.1; Bitstring Status List 1.0, section 2).
SEVERAL: Final = frozenset(
    {
        "confidenceMethod",
        "credentialSchema",
        "credentialStatus",
        "domain",
        "evidence",
        "previousProof",
        "proof",
        "refreshService",
        "relatedResource",
        "renderMethod",
        "statusMessage",
        "statusPurpose",
        "statusReference",
        "termsOfUse",
        "type",
        "verifiableCredential",
    }
)

#: Datatypes whose values are JSON strings, numbers or booleans, never objects.
XSD: Final = (
    "http://www.w3.org/2001/XMLSchema#",
    "https://www.w3.org/2001/XMLSchema#",  # so written in contexts of W3C and 1EdTech
    "xsd:",  # likewise: a prefix that is not declared
)
_LITERAL: Final = (*XSD, "https://w3id.org/security#", "https://www.w3.org/2018/credentials#sriString")

_GEN_DELIMS: Final = tuple(":/?#[]@")  # RFC 3986, section 2.2; JSON-LD 1.1, section 4.1.5: prefixes end so


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The spellings that a list of contexts knows. In which types a term holds is pyld's affair."""

    iris: frozenset[str]  # what terms stand for
    namespaces: tuple[str, ...]  # `@vocab`: what codes are prefixed with
    prefixes: frozenset[str]  # terms that shorten an IRI, as in `xsd:date`
    references: frozenset[str]  # terms whose values are IRIs, written as strings
    codes: frozenset[str]  # terms whose values are words of a `@vocab`
    literals: frozenset[str]  # terms whose values have a datatype
    several: frozenset[str]  # terms that may have several values

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
    definitions = [pair for url in contexts for pair in _definitions(document(url)["@context"])]
    terms: dict[str, list[Any]] = {}
    for name, definition in definitions:
        if not name.startswith("@") and definition is not None:
            terms.setdefault(name, []).append(definition)
    prefixes = {
        name: each
        for name, meanings in terms.items()
        for each in meanings
        if isinstance(each, str) and each.endswith(_GEN_DELIMS)
    }
    iris = {_iri(name, each, terms, prefixes) for name, meanings in terms.items() for each in meanings}
    references = _coerced(terms, lambda type_: type_ == "@id")
    return Vocabulary(
        iris=frozenset(iri for iri in iris if not iri.startswith("@")),
        namespaces=tuple(sorted(definition for name, definition in definitions if name == "@vocab")),
        prefixes=frozenset(prefixes),
        references=references - NODES - EITHER,
        codes=_coerced(terms, lambda type_: type_ == "@vocab"),
        literals=_coerced(terms, lambda type_: isinstance(type_, str) and type_.startswith(_LITERAL)),
        several=SEVERAL | {name for name, each in definitions if _is_set(each)},
    )


def _coerced(terms: Mapping[str, list[Any]], fits: Callable[[object], bool]) -> frozenset[str]:
    """The terms of which every definition has a fitting `@type`."""
    return frozenset(
        name
        for name, meanings in terms.items()
        if all(isinstance(each, dict) and fits(each.get("@type")) for each in meanings)
    )


def _is_set(definition: Any) -> bool:
    return isinstance(definition, dict) and definition.get("@container") in ("@set", "@list")


def _definitions(context: Any) -> Iterator[tuple[str, Any]]:
    """Every entry of a context, and of the scoped contexts in it."""
    for part in context if isinstance(context, list) else [context]:
        if not isinstance(part, dict):
            continue
        for name, definition in part.items():
            yield name, definition
            if isinstance(definition, dict) and "@context" in definition:
                yield from _definitions(definition["@context"])


def _iri(term: str, definition: Any, terms: Mapping[str, list[Any]], prefixes: Mapping[str, str]) -> str:
    """What a term stands for; a context may itself write that as another term or with a prefix."""
    iri = str(definition if isinstance(definition, str) else definition.get("@id", term))
    if ":" not in iri and iri != term and iri in terms:
        return _iri(iri, terms[iri][0], terms, prefixes)
    prefix, colon, rest = iri.partition(":")
    return prefixes[prefix] + rest if colon and prefix in prefixes and not rest.startswith("//") else iri
