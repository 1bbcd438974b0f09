"""The grammar of the catalogue's texts: what it reads, and what it refuses when a catalogue is loaded."""

from __future__ import annotations

import pytest

from app.messages.grammar import BadText, Plural, Value, names, parse


def test_plain_text_is_itself() -> None:
    assert parse("It's fine # here") == ("It's fine # here",)


def test_a_value_stands_between_texts() -> None:
    assert parse("a {name} b") == ("a ", Value("name"), " b")


def test_a_plural_has_forms_in_which_a_hash_is_the_number() -> None:
    (node,) = parse("{count, plural, =0 {none} one {# unit} other {# units}}")
    assert node == Plural(
        "count",
        (("=0", ("none",)), ("one", (Value("count"), " unit")), ("other", (Value("count"), " units"))),
    )


def test_a_plural_form_may_hold_values_and_may_be_empty() -> None:
    (node,) = parse("{years, plural, =0 {} other {# of {name}}}")
    assert isinstance(node, Plural)
    assert node.forms == (("=0", ()), ("other", (Value("years"), " of ", Value("name"))))


def test_every_parameter_is_named_once() -> None:
    assert names(parse("{a} {b, plural, one {{c}} other {{a}}}")) == {"a", "b", "c"}


@pytest.mark.parametrize(
    "text",
    [
        "{name",
        "name}",
        "{}",
        "{Name}",
        "{na me}",
        "{count, select, other {x}}",
        "{count, plural}",
        "{count, plural, one {x}}",
        "{count, plural, few {x} other {y}}",
        "{count, plural, one {x other {y}}",
    ],
)
def test_a_mistake_in_a_text_is_found_when_it_is_read(text: str) -> None:
    with pytest.raises(BadText):
        parse(text)
