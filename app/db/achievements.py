"""The catalogue: what an organisation can award, in versions.

A draft may be replaced; a published version never changes (a trigger on both engines), so what was awarded
stays what it was. At most one draft of an achievement is open at a time.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, select, update

from app.db.errors import AlreadyThere
from app.db.paging import Cursor, Page, after, page_of
from app.db.rows import columns, every, first, touched
from app.db.tables import achievement, achievement_version
from app.db.writing import insert_unless_there

VersionState = Literal["draft", "published"]

_v = achievement_version.c


@dataclass(frozen=True, slots=True)
class VersionContent:
    """What a version says. `definition`: JSON as sent; `document`: JSON as it stands in credentials, if
    complete.
    """

    definition: bytes
    document: bytes | None
    name: str
    quadrant: str | None
    category: str | None


@dataclass(frozen=True, slots=True)
class AchievementVersionRow:
    organisation_id: str
    achievement_id: str
    version: int
    state: VersionState
    definition: bytes
    document: bytes | None
    name: str
    quadrant: str | None
    category: str | None
    created_at: datetime
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class AchievementSummaryRow:
    """One line of the catalogue: an achievement as its newest version has it, without the documents.

    `created_at` is the achievement's; `published_version` is the newest published one.
    """

    organisation_id: str
    achievement_id: str
    created_at: datetime
    version: int
    state: VersionState
    name: str
    quadrant: str | None
    category: str | None
    published_version: int | None


_SELECT = select(*columns(AchievementVersionRow, achievement_version))


def create(
    connection: Connection, organisation_id: str, achievement_id: str, content: VersionContent, at: datetime
) -> None:
    """A new achievement with version 1 as a draft. Raises AlreadyThere."""
    values = {"organisation_id": organisation_id, "id": achievement_id, "created_at": at}
    if not insert_unless_there(connection, achievement, values):
        raise AlreadyThere("the organisation has an achievement of this id")
    _insert_draft(connection, organisation_id, achievement_id, 1, content, at)


def add_version(
    connection: Connection, organisation_id: str, achievement_id: str, content: VersionContent, at: datetime
) -> int | None:
    """Open the next version as a draft and return its number; None if there is no such achievement.

    Raises AlreadyThere if a draft is open already. Parallel calls: the achievement's row is locked, one wins.
    """
    held = select(achievement.c.id).where(
        achievement.c.organisation_id == organisation_id, achievement.c.id == achievement_id
    )
    if connection.execute(held.with_for_update()).first() is None:
        return None
    here = _here(organisation_id, achievement_id)
    newest = connection.execute(select(func.max(_v.version)).where(here)).scalar_one()
    if connection.execute(select(_v.version).where(here, _v.state == "draft")).first() is not None:
        raise AlreadyThere("a draft of this achievement is open")
    _insert_draft(connection, organisation_id, achievement_id, newest + 1, content, at)
    return int(newest) + 1


def replace_draft(
    connection: Connection, organisation_id: str, achievement_id: str, version: int, content: VersionContent
) -> bool:
    """False if there is no such draft (any more)."""
    here = and_(_here(organisation_id, achievement_id), _v.version == version, _v.state == "draft")
    return touched(connection.execute(update(achievement_version).where(here).values(**asdict(content))))


def publish(
    connection: Connection,
    organisation_id: str,
    achievement_id: str,
    version: int,
    *,
    document: bytes,
    at: datetime,
) -> bool:
    """Fix a draft for ever. False if there is no such draft (any more): somebody may have published it."""
    here = and_(_here(organisation_id, achievement_id), _v.version == version, _v.state == "draft")
    change = update(achievement_version).where(here)
    return touched(connection.execute(change.values(state="published", document=document, published_at=at)))


def get_version(
    connection: Connection, organisation_id: str, achievement_id: str, version: int
) -> AchievementVersionRow | None:
    here = and_(_here(organisation_id, achievement_id), _v.version == version)
    return first(AchievementVersionRow, connection.execute(_SELECT.where(here)))


def latest(
    connection: Connection, organisation_id: str, achievement_id: str, *, published: bool = False
) -> AchievementVersionRow | None:
    """The newest version, or the newest published one."""
    query = _SELECT.where(_here(organisation_id, achievement_id)).order_by(_v.version.desc()).limit(1)
    if published:
        query = query.where(_v.state == "published")
    return first(AchievementVersionRow, connection.execute(query))


def versions(
    connection: Connection, organisation_id: str, achievement_id: str
) -> tuple[AchievementVersionRow, ...]:
    """Every version, oldest first; empty if there is no such achievement."""
    query = _SELECT.where(_here(organisation_id, achievement_id)).order_by(_v.version)
    return every(AchievementVersionRow, connection.execute(query))


def page(
    connection: Connection, organisation_id: str, *, cursor: Cursor | None = None, limit: int
) -> Page[AchievementSummaryRow]:
    """The catalogue, newest achievement first."""
    query = _summaries(organisation_id).limit(limit + 1)
    if cursor is not None:
        query = query.where(after(cursor, achievement.c.created_at, achievement.c.id))
    rows = every(AchievementSummaryRow, connection.execute(query))
    return page_of(rows, limit, lambda row: Cursor(row.created_at, row.achievement_id))


def _summaries(organisation_id: str) -> Select[tuple[object, ...]]:
    other = achievement_version.alias("other").c
    same = and_(
        other.organisation_id == achievement.c.organisation_id, other.achievement_id == achievement.c.id
    )
    newest = select(func.max(other.version)).where(same).correlate(achievement).scalar_subquery()
    newest_published = (
        select(func.max(other.version))
        .where(same, other.state == "published")
        .correlate(achievement)
        .scalar_subquery()
    )
    shown = columns(
        AchievementSummaryRow,
        achievement_version,
        created_at=achievement.c.created_at,
        published_version=newest_published,
    )
    joined = achievement.join(
        achievement_version,
        and_(
            _v.organisation_id == achievement.c.organisation_id,
            _v.achievement_id == achievement.c.id,
            _v.version == newest,
        ),
    )
    return (
        select(*shown)
        .select_from(joined)
        .where(achievement.c.organisation_id == organisation_id)
        .order_by(achievement.c.created_at.desc(), achievement.c.id.desc())
    )


def _here(organisation_id: str, achievement_id: str) -> ColumnElement[bool]:
    return and_(_v.organisation_id == organisation_id, _v.achievement_id == achievement_id)


def _insert_draft(
    connection: Connection,
    organisation_id: str,
    achievement_id: str,
    version: int,
    content: VersionContent,
    at: datetime,
) -> None:
    connection.execute(
        insert(achievement_version).values(
            organisation_id=organisation_id,
            achievement_id=achievement_id,
            version=version,
            state="draft",
            created_at=at,
            **asdict(content),
        )
    )
