"""One language's texts, and how values stand in them.

What a value is decides how it is written: a number or a date as the language writes them, another
message as its own words, a list as the language lists things. Plain text is foreign until a
parameter's name says otherwise (`NUMBERS`, `DATES`): it was written by whoever made the credential,
and is isolated wherever it stands (app/messages/foreign.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib import resources
from typing import Final, TypeAlias

from app.messages import formats
from app.messages.foreign import isolated, shown
from app.messages.grammar import BadText, Plural, Template, Value, parse

#: Parameters whose text is a number or a day, as `issuers.reading` hands them over. Text that does
#: not parse as one is shown as it was written.
NUMBERS: Final = frozenset(
    {
        "available",
        "count",
        "days",
        "earned",
        "hours",
        "months",
        "percent",
        "points",
        "weight",
        "year",
        "years",
    }
)
DATES: Final = frozenset({"date", "end", "on", "start"})
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")


class UnknownMessage(LookupError):
    """A key or a parameter that the catalogue lacks: our mistake, and every key is tested."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say, before it is said in a language."""

    key: str
    params: Mapping[str, Parameter] = field(default_factory=dict)


Parameter: TypeAlias = "str | int | Decimal | date | datetime | Message | Sequence[str | Message]"


def message(key: str, /, **params: Parameter) -> Message:
    return Message(key, params)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `foreign`: written by somebody else, to be isolated, with its steering shown.

    `name` is the parameter that the text came from, `url` for an address.
    """

    text: str
    foreign: bool = False
    name: str = ""


class Catalogue:
    """The texts of one language."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self.keys = frozenset(texts)
        self._templates: dict[str, Template] = {}
        for key, text in texts.items():
            try:
                self._templates[key] = parse(text)
            except BadText as mistake:
                raise BadText(f"{language}: {key}: {mistake}") from mistake
        self._plural = formats.PLURALS[language]
        self._marks = {"decimal_mark": texts["format.decimalMark"], "group_mark": texts["format.groupMark"]}

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for the page's `dir`."""
        return self.text("format.direction")

    def template(self, key: str) -> Template:
        try:
            return self._templates[key]
        except KeyError:
            raise UnknownMessage(f"{self.language}: {key}") from None

    # --- saying things

    def text(self, key: str, /, **params: Parameter) -> str:
        """The message as plain text."""
        return self.say(Message(key, params))

    def say(self, what: Message) -> str:
        """The message as plain text; foreign text in it is isolated where it must be."""
        return "".join(isolated(p.text) if p.foreign else p.text for p in self.pieces(what))

    def pieces(self, what: Message) -> tuple[Piece, ...]:
        """The message as runs of text, for a writer that marks foreign text in its own way."""
        pieces = self._fill(self.template(what.key), what)
        return tuple(Piece(shown(p.text), True, p.name) if p.foreign else p for p in pieces)

    # --- values

    def number(self, value: Decimal | int) -> str:
        return formats.number_text(Decimal(value), **self._marks)

    def day(self, when: date | datetime) -> str:
        """21 September 2026"""
        of = formats.day_of(when)
        month = self.text(f"format.month.{of.month}")
        return self._pattern("format.date", day=of.day, month=month, yyyy=str(of.year))

    def moment(self, instant: datetime) -> str:
        """21 September 2026 at 14:05 UTC"""
        time = instant.astimezone(UTC).strftime("%H:%M")
        return self._pattern("format.moment", day=self.day(instant), time=time)

    def listed(self, items: Sequence[str | Message]) -> str:
        """a, b and c"""
        return "".join(isolated(p.text) if p.foreign else p.text for p in self._listed(items))

    # --- filling

    def _pattern(self, key: str, **texts: str | int) -> str:
        """A format's text: what it is filled with is ours, so nothing in it is isolated."""
        return "".join(piece.text for piece in self._fill(self.template(key), Message(key, texts)))

    def _fill(self, template: Template, what: Message) -> list[Piece]:
        pieces: list[Piece] = []
        for node in template:
            if isinstance(node, str):
                pieces.append(Piece(node))
            elif isinstance(node, Value):
                pieces.extend(self._value(node.name, self._parameter(node.name, what)))
            else:
                pieces.extend(self._fill(self._form(node, what), what))
        return pieces

    def _parameter(self, name: str, what: Message) -> Parameter:
        try:
            return what.params[name]
        except KeyError:
            raise UnknownMessage(f"{self.language}: {what.key} needs {name}") from None

    def _form(self, plural: Plural, what: Message) -> Template:
        forms = dict(plural.forms)
        number = _number(self._parameter(plural.name, what))
        if number is None:
            return forms["other"]
        chosen = f"={number.normalize():f}"
        return forms[chosen] if chosen in forms else forms.get(self._plural(number), forms["other"])

    def _value(self, name: str, value: Parameter) -> list[Piece]:
        if isinstance(value, Message):
            return self._fill(self.template(value.key), value)
        if isinstance(value, datetime):
            return [Piece(self.moment(value))]
        if isinstance(value, date):
            return [Piece(self.day(value))]
        if isinstance(value, str):
            return [self._text(name, value)]
        if isinstance(value, (int, Decimal)):
            return [Piece(self.number(value))]
        return self._listed(value)

    def _text(self, name: str, value: str) -> Piece:
        if name in NUMBERS and (number := _number(value)) is not None:
            return Piece(self.number(number))
        if name in DATES and (day := _day(value)) is not None:
            return Piece(self.day(day))
        return Piece(value, True, name)

    def _listed(self, items: Sequence[str | Message]) -> list[Piece]:
        pieces: list[Piece] = []
        for place, item in enumerate(items):
            if place:
                last = place == len(items) - 1
                pieces.append(Piece(self.text("format.list.and" if last else "format.list.comma")))
            pieces.extend(self._value("", item))
        return pieces


def _number(value: Parameter) -> Decimal | None:
    """A number in any of its forms; None for what is none, and for what is absurdly long."""
    if isinstance(value, str):
        if len(value) > 20:
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number.adjusted()) < 20 else None
    return Decimal(value) if isinstance(value, (int, Decimal)) else None


def _day(text: str) -> date | None:
    """A day written YYYY-MM-DD, in ASCII digits, and nothing else."""
    found = _DAY.match(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


@lru_cache
def catalogue(language: str = "en") -> Catalogue:
    """The packaged catalogue of a language. A language without a file is our mistake: LookupError."""
    file = resources.files("app.messages") / f"{language}.json"
    if not file.is_file():
        raise UnknownMessage(language)
    texts: dict[str, str] = json.loads(file.read_text("utf-8"))
    return Catalogue(language, texts)
