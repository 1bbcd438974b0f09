"""JSON Schema to a list of violations.

Only the bundled schemas are run: a schema that a foreign credential names is never executed, and no
reference leaves the bundle. Formats (`date-time`, `date`, `uri`) are checked. The words are ours, because a
validator's own messages quote what was sent, and that may be somebody's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

from jsonschema_rs import Draft201909Validator, ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from schemas.bundle import document


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a document departs from a schema.

    `pointer`: RFC 6901, into the document; for `required` and `additionalProperties` the member meant.
    `keyword`: the JSON Schema keyword that failed.
    """

    pointer: str
    message: str
    keyword: str


def violations(schema_url: str, instance: object) -> tuple[Violation, ...]:
    """Every violation of the bundled schema named `schema_url`, in the order of the schema.

    Where a value may take several forms, the violations of the form that it comes nearest to are given
    instead of "none of these". Raises bundle.UnknownDocument for a URL that is not bundled.
    """
    return tuple(
        violation for error in _validator(schema_url).iter_errors(instance) for violation in _said(error)
    )


@cache
def _validator(schema_url: str) -> Draft201909Validator:
    return Draft201909Validator(document(schema_url), validate_formats=True, retriever=_refuse)


def _refuse(uri: str) -> NoReturn:
    raise LookupError(f"schemas refer to nothing outside the bundle: {uri}")


def _said(error: ValidationError) -> Iterator[Violation]:
    path = list(error.instance_path)
    keyword = error.kind.name
    match error.kind:
        case Kind.AnyOf(forms) if nearest := _nearest(forms, len(path)):
            for inner in nearest:
                yield from _said(inner)
        case Kind.Required(member):
            yield Violation(_pointer([*path, member]), _words(error.kind), keyword)
        case Kind.AdditionalProperties(members):
            for member in members:
                yield Violation(_pointer([*path, member]), _words(error.kind), keyword)
        case kind:
            yield Violation(_pointer(path), _words(kind), keyword)


def _nearest(forms: list[list[ValidationError]], here: int) -> list[ValidationError]:
    """The errors of the form that was meant: the one that fails deepest inside the value, if any does."""

    def depth(form: list[ValidationError]) -> int:
        return max((len(list(inner.instance_path)) for inner in form), default=here)

    best = max(forms, key=depth, default=[])
    return best if depth(best) > here else []


def _words(kind: Kind) -> str:
    match kind:
        case Kind.Required(member):
            return f"{member} is missing"
        case Kind.AdditionalProperties():
            return "is no member of this class"
        case Kind.Enum(options):
            return f"is none of {', '.join(map(str, options))}"
        case Kind.Constant(value):
            return f"is not {value}"
        case Kind.Type(types):
            return f"is not of type {' or '.join(types)}"
        case Kind.Format(name):
            return f"is not a {name}"
        case Kind.Pattern(pattern):
            return f"does not match {pattern}"
        case Kind.MinItems() | Kind.MinLength():
            return "is empty"
        case Kind.UniqueItems():
            return "has the same item twice"
        case Kind.Minimum(limit):
            return f"is less than {limit}"
        case Kind.Contains():
            return "lacks the type of its class"  # our schemas use `contains` for nothing else
        case Kind.AnyOf(forms):
            return "; and ".join(_words(form[0].kind) for form in forms if form)
        case _:
            return f"fails {kind.name}"


def _pointer(path: list[Any]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
