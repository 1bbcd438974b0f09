"""Awards: reserved before they are signed, issued exactly once, found again.

A reserved row fixes everything that identifies the credential (id, status index, time, keys, draft) before
any signature exists, so that a crash re-signs the same content. `complete` is the fence: of two hands that
finish the same award, one stores its documents and the other is told to read them (security page, 3.1;
invariant I3).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    not_,
    select,
    update,
)

from app.db.paging import Cursor, Page, after, page_of
from app.db.rows import columns, every, first, touched
from app.db.tables import credential, credential_document, status_event
from app.db.writing import insert_unless_there

Form = Literal["vc+ld+json", "vc+jwt"]
Status = Literal["reserved", "issued", "suspended", "revoked"]

_c = credential.c
_AWARD = ["organisation_id", "achievement_id", "recipient_reference", "award_number"]
_e = status_event.alias("ledger").c
_mine = and_(_e.organisation_id == _c.organisation_id, _e.credential_id == _c.id)
_revoked = exists().where(_mine, _e.action == "revoke")
_last_pause = (
    select(_e.action)
    .where(_mine, _e.action.in_(["suspend", "reinstate"]))
    .order_by(_e.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_paused = func.coalesce(_last_pause, "reinstate") == "suspend"
#: What each status means, as the ledger has it now. A revocation outlasts everything else.
_IS: Mapping[Status, ColumnElement[bool]] = {
    "reserved": _c.state == "reserved",
    "revoked": and_(_c.state == "issued", _revoked),
    "suspended": and_(_c.state == "issued", not_(_revoked), _paused),
    "issued": and_(_c.state == "issued", not_(_revoked), not_(_paused)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCredential:
    """What is fixed when an award is reserved."""

    organisation_id: str
    id: str
    achievement_id: str
    achievement_version: int
    recipient_reference: str | None
    award_number: int = 1
    draft: bytes
    signing_key_id: str
    jwt_key_id: str | None
    list_id: int
    list_index: int
    suspension_list_id: int | None = None
    suspension_list_index: int | None = None
    awarded_at: datetime
    valid_from: datetime
    valid_until: datetime | None
    reserved_at: datetime
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """An award without its draft and documents. `status` is what the ledger says now, no published list."""

    organisation_id: str
    id: str
    achievement_id: str
    achievement_version: int
    recipient_reference: str | None
    award_number: int
    state: Literal["reserved", "issued"]
    status: Status
    signing_key_id: str
    jwt_key_id: str | None
    list_id: int
    list_index: int
    suspension_list_id: int | None
    suspension_list_index: int | None
    awarded_at: datetime
    valid_from: datetime
    valid_until: datetime | None
    reserved_at: datetime
    issued_at: datetime | None
    content_sha256: bytes | None
    share_generation: int
    share_enabled: bool
    owner_generation: int
    is_public: bool
    idempotency_key: str | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One signed form of an award: the exact bytes, and their SHA-256."""

    organisation_id: str
    credential_id: str
    form: Form
    body: bytes
    sha256: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for: all that is given holds. Times are compared with `reserved_at`: [since, until)."""

    achievement_id: str | None = None
    recipient_reference: str | None = None
    status: Status | None = None
    since: datetime | None = None
    until: datetime | None = None


def insert_reserved(connection: Connection, new: NewCredential) -> bool:
    """Record the intent to issue. False, and nothing recorded, if this learner has an award of this
    achievement with this number: a parallel call was first.

    An id or a status index that is in use is a fault of ours and breaks a constraint (IntegrityError).
    """
    values = asdict(new) | {"state": "reserved"}
    return insert_unless_there(connection, credential, values, unless=_AWARD)


def complete(
    connection: Connection,
    organisation_id: str,
    credential_id: str,
    *,
    issued_at: datetime,
    content_sha256: bytes,
    documents: Mapping[Form, bytes],
) -> bool:
    """Turn a reserved award into an issued one with these documents.

    False, and nothing stored, if it is not reserved (any more): read the documents that were stored first.
    """
    here = and_(_here(organisation_id, credential_id), _c.state == "reserved")
    if not touched(
        connection.execute(
            update(credential)
            .where(here)
            .values(state="issued", issued_at=issued_at, content_sha256=content_sha256)
        )
    ):
        return False
    connection.execute(
        insert(credential_document),
        [
            {
                "organisation_id": organisation_id,
                "credential_id": credential_id,
                "form": form,
                "body": body,
                "sha256": hashlib.sha256(body).digest(),
            }
            for form, body in documents.items()
        ],
    )
    return True


def get(connection: Connection, organisation_id: str, credential_id: str) -> CredentialRow | None:
    """The organisation's award of this id; another organisation's is not there."""
    query = select(*_SHOWN).where(_here(organisation_id, credential_id))
    return first(CredentialRow, connection.execute(query))


def draft(connection: Connection, organisation_id: str, credential_id: str) -> bytes | None:
    """The unsigned credential as it was recorded before signing."""
    found = connection.execute(select(_c.draft).where(_here(organisation_id, credential_id))).scalar()
    return None if found is None else bytes(found)


def document(
    connection: Connection, organisation_id: str, credential_id: str, form: Form
) -> DocumentRow | None:
    """One signed form; None if the award is not issued or has no such form."""
    d = credential_document.c
    query = select(*columns(DocumentRow, credential_document)).where(
        d.organisation_id == organisation_id, d.credential_id == credential_id, d.form == form
    )
    return first(DocumentRow, connection.execute(query))


def search(
    connection: Connection,
    organisation_id: str,
    wanted: Search,
    *,
    cursor: Cursor | None = None,
    limit: int,
) -> Page[CredentialRow]:
    """One organisation's awards, newest first. Their place in the list is `reserved_at`: it never changes."""
    conditions = [_c.organisation_id == organisation_id]
    if wanted.achievement_id is not None:
        conditions.append(_c.achievement_id == wanted.achievement_id)
    if wanted.recipient_reference is not None:
        conditions.append(_c.recipient_reference == wanted.recipient_reference)
    if wanted.status is not None:
        conditions.append(_IS[wanted.status])
    if wanted.since is not None:
        conditions.append(_c.reserved_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(_c.reserved_at < wanted.until)
    if cursor is not None:
        conditions.append(after(cursor, _c.reserved_at, _c.id))
    query = select(*_SHOWN).where(*conditions).order_by(_c.reserved_at.desc(), _c.id.desc()).limit(limit + 1)
    rows = every(CredentialRow, connection.execute(query))
    return page_of(rows, limit, lambda row: Cursor(row.reserved_at, row.id))


def awards_of(
    connection: Connection, organisation_id: str, achievement_id: str, recipient_reference: str
) -> tuple[CredentialRow, ...]:
    """Every award of one achievement to one learner, by number."""
    query = select(*_SHOWN).where(
        _c.organisation_id == organisation_id,
        _c.achievement_id == achievement_id,
        _c.recipient_reference == recipient_reference,
    )
    return every(CredentialRow, connection.execute(query.order_by(_c.award_number)))


def unfinished(connection: Connection, *, before: datetime, limit: int) -> tuple[CredentialRow, ...]:
    """For the recovery job: awards of any organisation reserved before that moment and not yet issued, oldest
    first.
    """
    query = select(*_SHOWN).where(_IS["reserved"], _c.reserved_at < before)
    return every(CredentialRow, connection.execute(query.order_by(_c.reserved_at, _c.id).limit(limit)))


def renew_share_link(connection: Connection, organisation_id: str, credential_id: str) -> bool:
    """Every share link made so far stops working. False if there is no such award."""
    return _change(connection, organisation_id, credential_id, share_generation=_c.share_generation + 1)


def renew_owner_link(connection: Connection, organisation_id: str, credential_id: str) -> bool:
    """Every owner link made so far stops working. False if there is no such award."""
    return _change(connection, organisation_id, credential_id, owner_generation=_c.owner_generation + 1)


def set_sharing(
    connection: Connection,
    organisation_id: str,
    credential_id: str,
    *,
    share_enabled: bool | None = None,
    is_public: bool | None = None,
) -> bool:
    """Open or close the share link, or the award's page for everybody. False if there is no such award."""
    wanted = {"share_enabled": share_enabled, "is_public": is_public}
    given = {name: literal(value) for name, value in wanted.items() if value is not None}
    if not given:
        return get(connection, organisation_id, credential_id) is not None
    return _change(connection, organisation_id, credential_id, **given)


_SHOWN = columns(
    CredentialRow, credential, status=case(*((held, literal(name)) for name, held in _IS.items()))
)


def _here(organisation_id: str, credential_id: str) -> ColumnElement[bool]:
    return and_(_c.organisation_id == organisation_id, _c.id == credential_id)


def _change(
    connection: Connection, organisation_id: str, credential_id: str, **values: ColumnElement[Any]
) -> bool:
    change = update(credential).where(_here(organisation_id, credential_id)).values(**values)
    return touched(connection.execute(change))
