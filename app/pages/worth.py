"""What an award is worth, as sections of a page: the reading's lines, put together as a person reads them.

`issuers.reading` says what is true, line by line; here lines about one thing stand together, codes of one
kind become one sentence, and each line keeps its source. Foreign text of any size is cut to a page's size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from markupsafe import escape

from app.messages import Message, message
from app.messages.catalogue import Parameter
from app.messages.foreign import shortened, shown
from app.pages.views import Line, Note, Party, Place, Section
from issuers import reading
from issuers.provision import Participant
from issuers.reading import Source
from issuers.reading.keys import MESSAGES
from issuers.view import Badge, speaks_our_vocabulary
from schemas.codes import CODES

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

_LONGEST_TEXT: Final = 700
_MOST_LINES: Final = 40  # of a section
_MOST_PARTIES: Final = 20
#: Bytes of HTML for all lines together, and what a line costs besides its text: a page stays below 100 kB.
_ROOM: Final = 55_000
_LINE_COST: Final = 160


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
    lines = reading.read(document, confirmed=confirmed, registered=registered)
    room = _Room()
    by_section: dict[reading.Section, list[reading.Line]] = {}
    for line in lines:
        by_section.setdefault(line.section, []).append(line)
    made = _Maker(room, signed)
    parties = _parties(Badge.of(document), issuer, confirmed, by_section.get(reading.Section.WHO, []), signed)
    sections = []
    for name in _ORDER:
        of_section = by_section.get(name, [])
        if name is reading.Section.WHO:
            section = made.who(of_section, parties)
        else:
            section = made.section(name.value, of_section)
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
class _Room:
    """How much of the page is left for lines."""

    left: int = _ROOM

    def takes(self, text: Message) -> bool:
        self.left -= _LINE_COST + sum(_bytes(value) for value in text.params.values())
        return self.left >= 0


def _bytes(value: Parameter) -> int:
    if isinstance(value, str):
        return len(escape(shown(value)).encode("utf-8")) + 11  # and <bdi> around it
    if isinstance(value, Message):
        return sum(_bytes(inner) for inner in value.params.values()) + 40
    return sum(_bytes(item) for item in value) if isinstance(value, (tuple, list)) else 20


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
    room: _Room
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

    def who(self, lines: Sequence[reading.Line], parties: tuple[Party, ...]) -> Section:
        """The table, what the sentences add to it, and the rest folded away."""
        if not parties:
            return self.section("who", lines)
        open_lines = [x for x in lines if not x.about and not x.key.startswith((*_IN_TABLE, *_FOLDED))]
        folded = [x for x in lines if not x.about and x.key.startswith(_FOLDED)]
        section, more = self.section("who", open_lines), self.section("who", folded)
        return Section(
            "who", section.heading, section.lines, section.source, section.more, parties, more.lines
        )

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
        return tuple(_text(item) for item in value[:_MOST_LINES])
    return _text(value, 2000 if name == "url" else _LONGEST_TEXT)


def _text(value: str, longest: int = _LONGEST_TEXT) -> str | Message:
    return shortened(value, longest) if value.strip() else message("value.unstated")


def _parties(
    badge: Badge, issuer: Parameter, confirmed: frozenset[str], lines: Iterable[reading.Line], signed: bool
) -> tuple[Party, ...]:
    """One row for each organisation: the issuer first, then as the document lists them by name."""
    if not speaks_our_vocabulary(badge.root):
        return ()
    by_key: dict[str, list[Participant]] = {}
    for participant in badge.participants:
        by_key.setdefault(participant.key, []).append(participant)
    about: dict[str, list[reading.Line]] = {}
    for line in lines:
        if line.about:
            about.setdefault(line.about, []).append(line)
    rows = sorted(
        by_key.values(), key=lambda parts: (parts[0].id != badge.issuer_id, _name(parts), parts[0].key)
    )
    return tuple(
        _party(parts, badge.issuer_id, issuer, confirmed, about.get(_name(parts), []), signed)
        for parts in rows[:_MOST_PARTIES]
    )


def _name(parts: Sequence[Participant]) -> str:
    return parts[0].name or parts[0].id or ""


def _party(
    parts: Sequence[Participant],
    issuer_id: str | None,
    issuer: Parameter,
    confirmed: frozenset[str],
    lines: Iterable[reading.Line],
    signed: bool,
) -> Party:
    name = _text(_name(parts))
    organisation = f"organisation.{parts[0].organisation_type}"
    roles = {role for part in parts for role in part.roles}
    known = tuple(message(f"part.{role}") for role in CODES["participantRole"] if role in roles)
    unknown = tuple(
        message("notUnderstood", value=_text(role))
        for role in sorted(roles.difference(CODES["participantRole"]))[:3]
    )
    responsibilities = tuple(
        message("who.responsibility", text=_text(part.responsibility))
        for part in parts
        if part.responsibility is not None
    )
    extra = tuple(
        _message(line) for line in lines if not line.key.startswith(("organisation.", "who.responsibility"))
    )
    return Party(
        message(organisation, name=name) if organisation in MESSAGES else message("party.name", name=name),
        (*known, *unknown) or (message("part.none"),),
        (*responsibilities[:3], *extra[:8]),
        _party_source(parts[0].id, issuer_id, issuer, name, confirmed) if signed else None,
    )


def _party_source(
    party_id: str | None, issuer_id: str | None, issuer: Parameter, name: Parameter, confirmed: frozenset[str]
) -> Message:
    if party_id is not None and party_id == issuer_id:
        return message("party.itself")
    if party_id is not None and party_id in confirmed:
        return message("party.confirmed")
    return message("party.unconfirmed", issuer=issuer, party=name)
