"""The organisations of this deployment. Their ids are their slugs: the tenant of everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select, update

from app.db.errors import AlreadyThere
from app.db.rows import columns, every, first, touched
from app.db.tables import organisation
from app.db.writing import insert_unless_there

DidForm = Literal["path", "host"]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """`id` is the slug; `profile` is JSON, as bytes."""

    id: str
    did: str
    did_form: DidForm
    name: str
    profile: bytes
    created_at: datetime


_SELECT = select(*columns(OrganisationRow, organisation))


def create(connection: Connection, new: OrganisationRow) -> None:
    """Raises AlreadyThere if the slug or the DID is taken."""
    values = {
        "id": new.id,
        "did": new.did,
        "did_form": new.did_form,
        "name": new.name,
        "profile": new.profile,
        "created_at": new.created_at,
    }
    if not insert_unless_there(connection, organisation, values):
        raise AlreadyThere("an organisation with this name or DID exists")


def get(connection: Connection, organisation_id: str) -> OrganisationRow | None:
    return first(OrganisationRow, connection.execute(_SELECT.where(organisation.c.id == organisation_id)))


def lock(connection: Connection, organisation_id: str) -> None:
    """Hold the organisation's row until the transaction ends; who else asks for it waits."""
    connection.execute(
        select(organisation.c.id).where(organisation.c.id == organisation_id).with_for_update(key_share=True)
    )


def by_did(connection: Connection, did: str) -> OrganisationRow | None:
    return first(OrganisationRow, connection.execute(_SELECT.where(organisation.c.did == did)))


def page(connection: Connection, *, after: str = "", limit: int) -> tuple[OrganisationRow, ...]:
    """For operators: organisations by slug, from behind `after`."""
    query = _SELECT.where(organisation.c.id > after).order_by(organisation.c.id).limit(limit)
    return every(OrganisationRow, connection.execute(query))


def replace_profile(connection: Connection, organisation_id: str, *, name: str, profile: bytes) -> bool:
    """False if there is no such organisation. Badges keep the profile that they were issued with."""
    change = update(organisation).where(organisation.c.id == organisation_id)
    return touched(connection.execute(change.values(name=name, profile=profile)))
