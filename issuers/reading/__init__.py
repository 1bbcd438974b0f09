"""What an award is worth, in a reader's words: lines of message keys, each with who says so.

No texts here and no code values: the texts are in app/messages, one file per language, by these keys. A
document of another vocabulary is read as far as Open Badges goes, and what it does not say is said.
docs: verdicts, "What it is worth, in a reader's words".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from issuers.reading import judged, learned, provided, standing
from issuers.reading.keys import LISTS, MESSAGE_KEYS, MESSAGES
from issuers.reading.line import Line, Reading, Section, Source, names_in, not_stated
from issuers.view import Badge, speaks_our_vocabulary

#: The sections in the order in which a reader asks.
_OURS: Final[tuple[Callable[[Reading], Iterator[Line]], ...]] = (
    learned.summary,
    learned.outcomes,
    learned.results,
    learned.amount,
    judged.assessments,
    provided.issuer,
    provided.provision,
    standing.counts,
    standing.quality,
    judged.evidence,
    lambda reading: standing.place(reading.badge),
)


def _foreign(reading: Reading) -> Iterator[Line]:
    """A badge of Open Badges alone: what it says, and what it does not say."""
    yield from learned.foreign_summary(reading)
    yield from learned.foreign_outcomes(reading)
    if reading.badge.subject.many("result"):
        yield from learned.results(reading)
    else:
        yield not_stated(Section.RESULT, "result")
    yield from learned.foreign_amount(reading)
    yield not_stated(Section.ASSESSMENT, "assessment")
    yield from provided.issuer(reading)
    yield not_stated(Section.WHO, "provider")
    yield not_stated(Section.COUNTS, "counts")
    yield not_stated(Section.QUALITY, "quality")
    if reading.badge.evidence:
        yield from judged.evidence(reading)
    else:
        yield not_stated(Section.EVIDENCE, "evidence")
    yield not_stated(Section.PLACE, "kind")


def read(
    document: object, *, confirmed: frozenset[str] = frozenset(), registered: frozenset[str] = frozenset()
) -> tuple[Line, ...]:
    """The lines about a credential, in reading order; never raises, whatever the document is.

    `confirmed`: identifiers of those, besides the issuer, whose valid signature is on it. `registered`:
    addresses of register entries that were found to say the same. Nothing depends on the order of arrays
    that the signature leaves unordered.
    """
    badge = Badge.of(document)
    reading = Reading(badge, confirmed, registered, names_in(badge))
    if not speaks_our_vocabulary(badge.root):
        return tuple(_foreign(reading))
    return tuple(line for section in _OURS for line in section(reading))


__all__ = ["LISTS", "MESSAGES", "MESSAGE_KEYS", "Line", "Section", "Source", "read"]
