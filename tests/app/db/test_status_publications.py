"""What the world was told: numbers rise, bits follow the ledger, and nobody overtakes backwards."""

from __future__ import annotations

import threading
from datetime import timedelta

from app.db import status_ledger, status_publications
from app.db.session import Database
from app.db.status_publications import PublicationRow, Snapshot
from tests.app.db import seed
from tests.fixed_clock import NOON

DAY = timedelta(days=1)


def begin(database: Database, list_id: int = 1) -> Snapshot:
    with database.write() as connection:
        snapshot = status_publications.begin(connection, "northgate", list_id)
    assert snapshot is not None
    return snapshot


def publish(database: Database, snapshot: Snapshot) -> bool:
    body = repr(snapshot.set_indexes).encode()
    with database.write() as connection:
        return status_publications.publish(
            connection, snapshot, body, valid_from=NOON, valid_until=NOON + DAY, published_at=NOON
        )


def revoke(database: Database, credential_id: str) -> None:
    with database.write() as connection:
        assert status_ledger.append(
            connection, "northgate", credential_id, "revoke", reason="error", at=NOON, actor="k1"
        )


def latest(database: Database) -> PublicationRow | None:
    with database.read() as connection:
        return status_publications.latest(connection, "northgate", 1)


def with_awards(database: Database, count: int = 1, **how: object) -> Database:
    seed.ready(database)
    with database.write() as connection:
        for number in range(count):
            seed.award(connection, credential_id=f"c{number}", **how)
    return database


def test_a_list_is_published_empty_and_then_with_its_revocations(database: Database) -> None:
    with_awards(database)
    assert latest(database) is None
    assert publish(database, begin(database))
    revoke(database, "c0")
    snapshot = begin(database)
    assert publish(database, snapshot)
    assert (snapshot.number, snapshot.event_seq, len(snapshot.set_indexes)) == (2, 1, 1)
    published = latest(database)
    assert published is not None
    assert (published.number, published.body) == (2, repr(snapshot.set_indexes).encode())


def test_a_list_that_is_not_there_cannot_be_published(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        assert status_publications.begin(connection, "northgate", 1) is None


def test_a_slow_publisher_does_not_put_an_older_list_over_a_newer_one(database: Database) -> None:
    with_awards(database)
    slow = begin(database)
    revoke(database, "c0")
    fast = begin(database)
    assert publish(database, fast)
    assert not publish(database, slow)
    assert not publish(database, fast)
    published = latest(database)
    assert published is not None
    assert published.number == fast.number == 2


def test_a_list_is_due_when_it_is_new_has_unpublished_lines_or_ends_soon(database: Database) -> None:
    def due(expiring_before: object = NOON) -> tuple[tuple[str, int], ...]:
        with database.read() as connection:
            return status_publications.due(connection, expiring_before=expiring_before)

    with_awards(database)
    assert due() == (("northgate", 1),)
    publish(database, begin(database))
    assert due() == ()
    assert due(NOON + DAY) == ()
    assert due(NOON + DAY + timedelta(seconds=1)) == (("northgate", 1),)
    revoke(database, "c0")
    assert due() == (("northgate", 1),)
    publish(database, begin(database))
    assert due() == ()


def test_publishing_while_revoking_loses_no_bit_and_never_clears_one(database: Database) -> None:
    """After every publication its bits are the ledger up to its mark, and the last one has them all."""
    with_awards(database, seed.SMALL)
    done = threading.Event()

    def revoke_or_publish(thread: int) -> list[Snapshot]:
        if thread < 4:
            for number in range(thread, seed.SMALL, 4):
                revoke(database, f"c{number}")
            return []
        published = []
        while not done.is_set():
            snapshot = begin(database)
            if publish(database, snapshot):
                published.append(snapshot)
            if len(snapshot.set_indexes) == seed.SMALL:
                done.set()
        return published

    published = [s for found in seed.in_parallel(6, revoke_or_publish) for s in found]
    published.sort(key=lambda snapshot: snapshot.number)
    assert [len(s.set_indexes) for s in published] == [s.event_seq for s in published]
    for earlier, later in zip(published, published[1:], strict=False):
        assert earlier.number < later.number
        assert set(earlier.set_indexes) <= set(later.set_indexes)
    assert published[-1].event_seq == seed.SMALL
