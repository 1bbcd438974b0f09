"""What an award is worth, as sections of a page: the reading's lines, put together as a person reads them.

`issuers.reading` says what is true, line by line; here lines about one thing stand together, codes of one
kind become one sentence, and each line keeps its source. Foreign text of any size is cut to a page's size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from app.messages import Message, message
from app.messages.catalogue import Parameter
from app.pages.parties import Signers, parties
from app.pages.room import LONGEST_ADDRESS, LONGEST_TEXT, Room, fitted
from app.pages.views import Line, Note, Party, Place, Section
from issuers import reading
from issuers.reading import Source

#: The order of verdicts, "What it is worth, in a reader's words"; the place among awards comes last.
_ORDER: Final = (
    reading.Section.OUTCOMES,
    reading.Section.RESULT,
    reading.Section.AMOUNT,
    reading.Section.ASSESSMENT,
    reading.Section.WHO,
    reading.Section.COUNTS,
    reading.Section.EVIDENCE,
    reading.Section.QUALITY,
)
_SOURCES: Final[Mapping[Source, Message]] = {
    Source.ISSUER: message("source.issuer"),
    Source.CONFIRMED: message("source.confirmed"),
    Source.REGISTER: message("source.register"),
}
#: Lines that belong to the one before them, if that is about the same thing: key or its beginning, and how
#: the key of the line that they belong to begins.
_ATTACHED: Final[tuple[tuple[str, str], ...]] = (
    ("levelBasis.", "level."),
    ("hours.", "hours.about"),
    ("result.scale", "result."),
    ("result.passMark", "result."),
    ("result.rubricPassLevel", "result."),
    ("assessment.", "assessment."),
    ("counts.requirement.", "counts."),
    ("counts.upTo.", "counts."),
    ("accreditation.dates", "accreditation."),
    ("accreditation.since", "accreditation."),
    ("accreditation.until", "accreditation."),
    ("accreditation.maxLevel", "accreditation."),
    ("nationalRecognition.entry", "nationalRecognition"),
    ("evidence.access.", "evidence."),
    ("evidence.digest", "evidence."),
    ("recognition.items", "recognition."),
    ("recognition.appeal", "recognition."),
)
#: Lines of these kinds in a row are one sentence.
_LISTED: Final = frozenset({"mode", "activity", "purpose", "sector"})
#: Lines of `who` that the table says better, and those that only some readers want.
_IN_TABLE: Final = ("role.", "organisation.", "who.issuer", "who.responsibility", "who.parent", "share.",
                    "remuneration.", "who.brokersBetween")  # fmt: skip
_FOLDED: Final = ("process.", "sector.", "roleDisclosure.explained")
#: Lines of `place` that the two-by-two shows.
_IN_PICTURE: Final = ("quadrant.", "axis.")

_MOST_LINES: Final = 40  # of a section
#: Bytes of HTML for the table of who did what, and for all other lines.
_ROOM_FOR_PARTIES: Final = 18_000
_ROOM_FOR_LINES: Final = 42_000


@dataclass(frozen=True, slots=True)
class Worth:
    """An award's content: its one line, its results in short, its sections and its place."""

    summary: tuple[Message, ...]
    results: tuple[Line, ...]
    sections: tuple[Section, ...]
    place: Place | None


def worth(
    document: object,
    *,
    issuer: Parameter,
    confirmed: frozenset[str] = frozenset(),
    registered: frozenset[str] = frozenset(),
    signed: bool = True,
) -> Worth:
    """The content of a credential. `issuer`: what to call it. `confirmed`: DIDs whose signatures count.

    `signed`: somebody's good signature stands behind the lines; otherwise no line has a source.
    """
    by_section: dict[reading.Section, list[reading.Line]] = {}
    for line in reading.read(document, confirmed=confirmed, registered=registered):
        by_section.setdefault(line.section, []).append(line)
    made = _Maker(Room(_ROOM_FOR_LINES), signed)
    signers = Signers(issuer, confirmed, signed)
    who = by_section.get(reading.Section.WHO, [])
    rows, more_rows = parties(document, who, signers, Room(_ROOM_FOR_PARTIES))
    sections = []
    for name in _ORDER:
        if name is reading.Section.WHO and rows:
            section = made.who(who, rows, more_rows)
        else:
            section = made.section(name.value, by_section.get(name, []))
        if section.lines or section.parties:
            sections.append(section)
    place = by_section.get(reading.Section.PLACE, [])
    quadrant = next((x.key.removeprefix("quadrant.") for x in place if x.key.startswith("quadrant.")), None)
    rest = made.section("place", [x for x in place if not x.key.startswith(_IN_PICTURE)])
    if quadrant is None and rest.lines:
        sections.append(rest)
    return Worth(
        tuple(_message(line) for line in by_section.get(reading.Section.WHAT, [])[:8]),
        tuple(
            Line(h.text, stated=h.stated) for h in made.heads(by_section.get(reading.Section.RESULT, []))[:4]
        ),
        tuple(sections),
        Place(quadrant, rest.lines) if quadrant is not None else None,
    )


@dataclass(slots=True)
class _Head:
    """A line under construction, with the lines that belong to it."""

    line: reading.Line
    text: Message
    notes: list[reading.Line] = field(default_factory=list)

    @property
    def stated(self) -> bool:
        return self.line.source is not Source.NOT_STATED


@dataclass(frozen=True, slots=True)
class _Maker:
    room: Room
    signed: bool

    def section(self, key: str, lines: Sequence[reading.Line]) -> Section:
        heads = self.heads(lines)
        shown_lines: list[Line] = []
        sources = {line.source for line in lines if line.source in _SOURCES}
        one_source = _SOURCES[next(iter(sources))] if len(sources) == 1 and self.signed else None
        own_sources = self.signed and len(sources) > 1
        for head in heads[:_MOST_LINES]:
            if not self.room.takes(head.text):
                break
            notes = tuple(
                Note(text, _SOURCES[n.source] if own_sources and n.source is not head.line.source else None)
                for n in head.notes[:_MOST_LINES]
                if self.room.takes(text := _message(n))
            )
            source = _SOURCES.get(head.line.source) if own_sources else None
            shown_lines.append(Line(head.text, notes, source, head.stated))
        more = len(heads) - len(shown_lines)
        return Section(key, message(f"section.{key}"), tuple(shown_lines), one_source, more)

    def who(self, lines: Sequence[reading.Line], rows: tuple[Party, ...], more_rows: int) -> Section:
        """The table, what the sentences add to it, and the rest folded away."""
        own = [line for line in lines if not line.about]
        section = self.section("who", [x for x in own if not x.key.startswith((*_IN_TABLE, *_FOLDED))])
        folded = self.section("who", [x for x in own if x.key.startswith(_FOLDED)])
        more = section.more + folded.more + more_rows
        return replace(section, more=more, parties=rows, folded=folded.lines)

    def heads(self, lines: Sequence[reading.Line]) -> list[_Head]:
        made: list[_Head] = []
        for kind, run in groupby(lines, key=_kind):
            if kind in _LISTED:
                items = list(run)
                names = tuple(_message(item) for item in items[:_MOST_LINES])
                made.append(_Head(items[0], message(f"list.{kind}", names=names)))
                continue
            for line in run:
                if made and _belongs(line, made[-1].line):
                    made[-1].notes.append(line)
                else:
                    made.append(_Head(line, _message(line)))
        return made


def _kind(line: reading.Line) -> str:
    """`mode` of `mode.online`: the list that a code comes from, where codes of it stand in a row."""
    kind = line.key.partition(".")[0]
    return kind if kind in _LISTED else ""


def _belongs(line: reading.Line, head: reading.Line) -> bool:
    if line.about != head.about or line.source is Source.NOT_STATED or head.source is Source.NOT_STATED:
        return False
    if line.key.startswith("assessment.type."):
        return False
    return any(line.key.startswith(mine) and head.key.startswith(its) for mine, its in _ATTACHED)


def _message(line: reading.Line) -> Message:
    return Message(line.key, {name: _value(name, value) for name, value in line.params.items()})


def _value(name: str, value: str | tuple[str, ...]) -> Parameter:
    if isinstance(value, tuple):
        return tuple(fitted(item) for item in value[:_MOST_LINES])
    return fitted(value, LONGEST_ADDRESS if name == "url" else LONGEST_TEXT)
