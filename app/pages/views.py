"""What each page shows, decided before any template runs: frozen, without logic.

A `Message` is our words, said in the reader's language; a plain `str` is text of others, isolated where
it is printed, or an address or code of ours where the comment says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.messages import Message


class Tone(StrEnum):
    """The colour of a verdict. Always with its own shape and a word beside it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Note:
    """What belongs to a line; with a source of its own where that is another than the line's."""

    text: Message
    source: Message | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, what belongs to it, and who says so (None where its section says it for all)."""

    text: Message
    notes: tuple[Note, ...] = ()
    source: Message | None = None
    stated: bool = True  # false: the line says that nothing is said


@dataclass(frozen=True, slots=True)
class Party:
    """One organisation's row in the table of who did what."""

    name: Message
    roles: tuple[Message, ...]
    notes: tuple[Message, ...]
    source: Message | None  # None where nothing is signed


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading. `key` is a name of ours, for links and styles.

    `source` is who says all of its lines; where they differ it is None, and each line has its own.
    """

    key: str
    heading: Message
    lines: tuple[Line, ...]
    source: Message | None = None
    more: int = 0  # lines that are only in the file
    parties: tuple[Party, ...] = ()  # the table of who did what, in its section
    folded: tuple[Line, ...] = ()  # what only some readers want


@dataclass(frozen=True, slots=True)
class Place:
    """Where an award stands among the four kinds of credential; `quadrant` is one of our codes."""

    quadrant: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class IssuerView:
    """The issuer as the page names it: its domain beside the name, and how it is known."""

    name: Message
    identity: Message
    registers: tuple[str, ...] = ()  # addresses of the registers that list it


@dataclass(frozen=True, slots=True)
class Award:
    """What a genuine signature covers, in large type."""

    person: Message
    title: str
    summary: tuple[Message, ...]
    issuer: IssuerView
    results: tuple[Line, ...]
    picture: str | None = None  # address of ours
    long: bool = False  # a name or title of such length that it is set smaller


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One question that was asked. `result` is one of credentials.findings.Result's values."""

    check: str
    question: Message
    result: str
    answer: Message
    says: str
    problems: tuple[tuple[str, str], ...] = ()  # code and address of its page, both ours


@dataclass(frozen=True, slots=True)
class Identifier:
    label: Message
    value: str


@dataclass(frozen=True, slots=True)
class Download:
    """A form of the signed document; `href` and `filename` are ours."""

    label: Message
    href: str
    filename: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """One verification, as a person is told it."""

    verdict: str
    tone: Tone
    label: Message
    headline: Message
    next_step: Message
    at: datetime
    warnings: tuple[Message, ...]  # the other true verdicts: smaller, amber
    asides: tuple[Message, ...]  # small lines where true
    award: Award | None  # None where nothing may stand in large type
    sections: tuple[Section, ...]
    unproven: bool  # the sections are what somebody claims, and nothing more: small, and folded away
    place: Place | None
    checks: tuple[CheckRow, ...]
    identifiers: tuple[Identifier, ...]
    downloads: tuple[Download, ...] = ()
    reply: Message | None = None  # a message to the applicant, ready to copy
    links: bool = True  # may addresses in the award be links?


@dataclass(frozen=True, slots=True)
class PasteForm:
    """The form that takes a credential. `problem` is why the last one could not be read."""

    action: str
    text: str = ""
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class CredentialView:
    """What a credential's id tells anyone: who issued it, and whether it stands. Nothing about whom."""

    issuer: IssuerView
    tone: Tone
    label: Message
    standing: Message
    at: datetime


@dataclass(frozen=True, slots=True)
class AchievementView:
    """A published achievement, before anyone has earned it."""

    title: str
    issuer: str
    issuer_href: str
    summary: tuple[Message, ...]
    sections: tuple[Section, ...]
    place: Place | None
    version: str
    superseded_by: str | None  # address of the newer version
    json_href: str
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class OfferView:
    """One achievement in an organisation's list."""

    title: str
    href: str
    summary: tuple[Message, ...]
    kind: Message | None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation and what it offers."""

    name: str
    did: str
    url: str | None
    place: str | None
    kind: Message | None
    offers: tuple[OfferView, ...]
    json_href: str


@dataclass(frozen=True, slots=True)
class ProblemView:
    """The documentation of one problem code. All texts are constants of ours."""

    code: str
    title: str
    means: str
    do: str
    source: str
    url: str
