"""Who did what, as a table: one row for each organisation that an award names, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.messages import Message, message
from app.messages.catalogue import Parameter
from app.pages.room import Room, fitted
from app.pages.views import Party
from issuers import reading
from issuers.provision import Participant
from issuers.reading.keys import MESSAGES
from issuers.view import Badge, speaks_our_vocabulary
from schemas.codes import CODES

_MOST_ROWS: Final = 20
_MOST_SENTENCES: Final = 3
_MOST_LINES: Final = 8
#: Lines about an organisation that its row says in another way.
_SAID: Final = ("organisation.", "who.responsibility")


@dataclass(frozen=True, slots=True)
class Signers:
    """Whose word it is. `signed`: somebody's good signature stands behind the document at all."""

    issuer: Parameter  # what to call the issuer
    confirmed: frozenset[str] = frozenset()  # DIDs of others whose good signature is on it
    signed: bool = True


def parties(
    document: object, lines: Iterable[reading.Line], signers: Signers, room: Room
) -> tuple[tuple[Party, ...], int]:
    """The rows, the issuer's first and the others by name; and how many did not fit.

    `lines` are the reading's about who did what. A badge that does not use our vocabulary has no rows.
    """
    badge = Badge.of(document)
    if not speaks_our_vocabulary(badge.root):
        return (), 0
    by_key: dict[str, list[Participant]] = {}
    for participant in badge.participants:
        by_key.setdefault(participant.key, []).append(participant)
    about: dict[str, list[reading.Line]] = {}
    for line in lines:
        if line.about and not line.key.startswith(_SAID):
            about.setdefault(line.about, []).append(line)
    groups = sorted(
        by_key.values(), key=lambda parts: (parts[0].id != badge.issuer_id, _name(parts), parts[0].key)
    )
    rows = []
    for parts in groups[:_MOST_ROWS]:
        row = _row(parts, badge.issuer_id, about.get(_name(parts), []), signers)
        if not room.takes(row.name, *row.roles, *row.notes, *((row.source,) if row.source else ())):
            break
        rows.append(row)
    return tuple(rows), len(groups) - len(rows)


def _name(parts: Sequence[Participant]) -> str:
    """What it is called; of several names the same one, in whatever order the document lists them."""
    return min((part.name for part in parts if part.name is not None), default=parts[0].id or "")


def _row(
    parts: Sequence[Participant], issuer_id: str | None, lines: Iterable[reading.Line], signers: Signers
) -> Party:
    name = fitted(_name(parts))
    kind = min(
        (f"organisation.{part.organisation_type}" for part in parts if part.organisation_type), default=""
    )
    sentences = sorted({part.responsibility for part in parts if part.responsibility is not None})
    notes = [message("who.responsibility", text=fitted(text)) for text in sentences[:_MOST_SENTENCES]]
    notes += [Message(line.key, _fitted(line)) for line in lines][:_MOST_LINES]
    return Party(
        message(kind if kind in MESSAGES else "party.name", name=name),
        _roles({role for part in parts for role in part.roles}),
        tuple(notes),
        _source(parts[0].id, issuer_id, name, signers) if signers.signed else None,
    )


def _roles(roles: set[str]) -> tuple[Message, ...]:
    known = [message(f"part.{role}") for role in CODES["participantRole"] if role in roles]
    unknown = sorted(roles.difference(CODES["participantRole"]))
    known += [message("notUnderstood", value=fitted(role)) for role in unknown[:_MOST_SENTENCES]]
    return tuple(known) or (message("part.none"),)


def _fitted(line: reading.Line) -> dict[str, Parameter]:
    return {
        name: tuple(map(fitted, value[:_MOST_LINES])) if isinstance(value, tuple) else fitted(value)
        for name, value in line.params.items()
    }


def _source(party_id: str | None, issuer_id: str | None, name: Parameter, signers: Signers) -> Message:
    if party_id is not None and party_id == issuer_id:
        return message("party.itself")
    if party_id is not None and party_id in signers.confirmed:
        return message("party.confirmed")
    return message("party.unconfirmed", issuer=signers.issuer, party=name)
