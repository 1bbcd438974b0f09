"""Publishing status lists: what the ledger says, signed, under a number that only rises.

Begin (one transaction: take the number and the ledger's state), sign with no transaction open, store unless
a newer list was published meanwhile. A crash in between leaves a gap in the numbers and no harm.
"""

from __future__ import annotations

from datetime import timedelta

from app.clock import whole_second
from app.db import organisations, status_lists, status_publications
from app.db.status_publications import PublicationRow
from app.errors import NotFound
from app.verbs import keys
from app.wiring import Tools
from credentials import issuing, status
from credentials.verification.status_list import STATUS_LIST
from keys.custody import KeyPurpose
from keys.multikey import Algorithm

#: a list is published anew when less than this part of its validity is left
_RENEW_AT = 0.5
_ATTEMPTS = 5


def current(tools: Tools, organisation: str, list_id: int) -> PublicationRow:
    """What the list's address answers with now; published first if that is due. Raises NotFound."""
    good_until = tools.clock.now() + _margin(tools)
    with tools.database.read() as connection:
        row = status_publications.latest(connection, organisation, list_id)
        ledger = status_lists.get(connection, organisation, list_id)
    if row is None or ledger is None or row.event_seq < ledger.last_event:
        return publish(tools, organisation, list_id)
    if row.valid_until is not None and row.valid_until < good_until:
        return publish(tools, organisation, list_id)
    return row


def publish(tools: Tools, organisation: str, list_id: int) -> PublicationRow:
    """Sign and store the list as the ledger has it. Raises NotFound, KeyUnavailable."""
    for _ in range(_ATTEMPTS):
        # Step 1: a number, and what the ledger says up to a line that is named.
        with tools.database.write() as connection:
            snapshot = status_publications.begin(connection, organisation, list_id)
            issuer = organisations.get(connection, organisation)
            if snapshot is None or issuer is None:
                raise NotFound
            key = keys.active(connection, organisation, issuer.did, KeyPurpose.STATUS, Algorithm.ED25519)

        # Step 2: sign it; no transaction is open.
        now = whole_second(tools.clock.now())
        until = now + timedelta(seconds=tools.settings.status_validity_seconds)
        draft = status.status_list_document(
            tools.addresses.status_list(organisation, list_id),
            issuer.did,
            snapshot.purpose,
            status.bits_of(snapshot.set_indexes, snapshot.size),
            valid_from=now,
            valid_until=until,
            ttl=timedelta(seconds=tools.settings.status_ttl_seconds),
        )
        signed = issuing.sign(
            issuing.prepare(draft, STATUS_LIST),
            signer=tools.custodian.signer(key.record, purpose=KeyPurpose.STATUS),
            verification_method=key.method,
            created=now,
            published=key.record.public,
        )

        # Step 3: store it, unless a newer one is there; then that one knows at least as much as ours.
        with tools.database.write() as connection:
            status_publications.publish(
                connection, snapshot, signed.body, valid_from=now, valid_until=until, published_at=now
            )
            row = status_publications.latest(connection, organisation, list_id)
        if row is not None and row.event_seq >= snapshot.event_seq:
            return row
    raise RuntimeError("a status list was overtaken again and again by lists that know less")


def publish_due(tools: Tools) -> int:
    """Publish every list that lacks ledger lines or is about to end. How many were."""
    with tools.database.read() as connection:
        due = status_publications.due(connection, expiring_before=tools.clock.now() + _margin(tools))
    for organisation, list_id in due:
        publish(tools, organisation, list_id)
    return len(due)


def _margin(tools: Tools) -> timedelta:
    return timedelta(seconds=tools.settings.status_validity_seconds * _RENEW_AT)
