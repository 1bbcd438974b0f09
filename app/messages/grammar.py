"""The grammar of a message's text: a small subset of ICU MessageFormat.

    {name}                                                a value
    {count, plural, =0 {none} one {# unit} other {# units}}

In a plural form `#` is the number. There is no quoting: braces never stand for themselves, and an
apostrophe is an apostrophe (in full ICU it is not). Translators' tools know the format.
https://unicode-org.github.io/icu/userguide/format_parse/messages/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

_NAME = re.compile(r"[a-z][A-Za-z]*\Z")
_FORM = re.compile(r"\s*(=\d+|one|other)\s*\{")


class BadText(ValueError):
    """A text of the catalogue does not follow the grammar: our mistake, found when it is loaded."""


@dataclass(frozen=True, slots=True)
class Value:
    """`{name}`: the parameter, as its kind is written in the language."""

    name: str


@dataclass(frozen=True, slots=True)
class Plural:
    """One of several texts, by a number. `forms` has `other`, and `=n` beats `one`."""

    name: str
    forms: tuple[tuple[str, Template], ...]


Node: TypeAlias = str | Value | Plural
Template: TypeAlias = tuple[Node, ...]


def parse(text: str) -> Template:
    return tuple(_nodes(text, plural=None))


def names(template: Template) -> frozenset[str]:
    """Every parameter that the text may use."""
    found: set[str] = set()
    for node in template:
        if isinstance(node, Value):
            found.add(node.name)
        elif isinstance(node, Plural):
            found.add(node.name)
            for _, form in node.forms:
                found |= names(form)
    return frozenset(found)


def _nodes(text: str, plural: str | None) -> Iterator[Node]:
    literal = ""
    at = 0
    while at < len(text):
        if text[at] == "{":
            if literal:
                yield literal
                literal = ""
            end = _closing(text, at)
            yield _argument(text[at + 1 : end])
            at = end + 1
        elif text[at] == "}":
            raise BadText(f"a brace closes nothing: {text!r}")
        elif text[at] == "#" and plural is not None:
            if literal:
                yield literal
                literal = ""
            yield Value(plural)
            at += 1
        else:
            literal += text[at]
            at += 1
    if literal:
        yield literal


def _closing(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise BadText(f"a brace is not closed: {text!r}")


def _argument(inside: str) -> Node:
    name, comma, rest = inside.partition(",")
    name = name.strip()
    if not _NAME.match(name):
        raise BadText(f"not a parameter's name: {name!r}")
    if not comma:
        return Value(name)
    kind, comma, forms_text = rest.partition(",")
    if kind.strip() != "plural" or not comma:
        raise BadText(f"only plural is known: {inside!r}")
    forms: list[tuple[str, Template]] = []
    while forms_text.strip():
        found = _FORM.match(forms_text)
        if found is None:
            raise BadText(f"not a plural form: {forms_text!r}")
        end = _closing(forms_text, found.end() - 1)
        forms.append((found.group(1), tuple(_nodes(forms_text[found.end() : end], plural=name))))
        forms_text = forms_text[end + 1 :]
    if "other" not in dict(forms):
        raise BadText(f"a plural needs `other`: {inside!r}")
    return Plural(name, tuple(forms))
