"""Who gets which bit: unique for ever, also when many ask at once and lists fill up meanwhile."""

from __future__ import annotations

import contextlib
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app.db import credentials, status_lists, tables
from app.db.session import Database
from app.db.status_lists import Reservation
from tests.app.db import seed
from tests.fixed_clock import NOON

THREADS, EACH = 8, 40


def test_the_first_award_opens_the_first_list(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        assert status_lists.lists(connection, "northgate") == ()
        entry = seed.reserve(connection)
        [opened] = status_lists.lists(connection, "northgate")
    assert entry.list_id == opened.id == 1
    assert (opened.purpose, opened.size, opened.next_counter) == ("revocation", seed.SMALL, 1)


def test_a_list_has_the_standards_least_length_unless_told_otherwise(sqlite_database: Database) -> None:
    seed.ready(sqlite_database)
    with sqlite_database.write() as connection:
        status_lists.reserve(connection, "northgate", "revocation", random=seed.dice, at=NOON)
        [opened] = status_lists.lists(connection, "northgate")
    assert opened.size == 131_072


def test_a_list_is_used_up_before_the_next_is_opened_and_its_order_tells_nothing(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        entries = [seed.reserve(connection) for _ in range(2 * seed.SMALL + 1)]
    assert Counter(entry.list_id for entry in entries) == {1: seed.SMALL, 2: seed.SMALL, 3: 1}
    first = [entry.list_index for entry in entries[: seed.SMALL]]
    assert sorted(first) == list(range(seed.SMALL))
    assert first != sorted(first)


def test_purposes_and_organisations_have_lists_of_their_own(database: Database) -> None:
    with database.write() as connection:
        seed.issuer(connection, "northgate")
        seed.issuer(connection, "harbour")
        entries = [
            seed.reserve(connection, "northgate"),
            seed.reserve(connection, "northgate", purpose="suspension"),
            seed.reserve(connection, "harbour"),
        ]
    assert [entry.list_id for entry in entries] == [1, 2, 1]


def test_a_reservation_that_is_rolled_back_gives_its_entry_back(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        seed.reserve(connection)
    with contextlib.suppress(ZeroDivisionError), database.write() as connection:
        lost = seed.reserve(connection)
        _ = 1 / 0
    with database.write() as connection:
        assert seed.reserve(connection) == lost


def test_after_a_restore_nothing_is_handed_out_from_a_list_that_the_backup_knew(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        seed.reserve(connection)
        assert status_lists.close_open_lists(connection, NOON) == 1
        assert status_lists.close_open_lists(connection, NOON + timedelta(days=1)) == 0
        assert seed.reserve(connection).list_id == 2
        assert [found.closed_at for found in status_lists.lists(connection, "northgate")] == [NOON, None]


def test_one_entry_never_belongs_to_two_awards(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        entry = seed.reserve(connection)
        credentials.insert_reserved(connection, seed.new_credential(entry))
    with pytest.raises(IntegrityError), database.write() as connection:
        credentials.insert_reserved(connection, seed.new_credential(entry, credential_id="c2"))


@pytest.mark.parametrize("size", [seed.SMALL, 131_072], ids=["lists fill up", "one list"])
def test_parallel_reservations_are_unique_and_leave_no_gap(database: Database, size: int) -> None:
    seed.ready(database)

    def issue_many(thread: int) -> list[Reservation]:
        entries = []
        for number in range(EACH):
            with database.write() as connection:
                entry = seed.reserve(connection, size=size)
                new = seed.new_credential(entry, credential_id=f"{thread}-{number}")
                credentials.insert_reserved(connection, new)
                entries.append(entry)
        return entries

    entries = [entry for done in seed.in_parallel(THREADS, issue_many) for entry in done]
    assert len(set(entries)) == THREADS * EACH
    with database.read() as connection:
        lists = status_lists.lists(connection, "northgate")
    assert sum(found.next_counter for found in lists) == THREADS * EACH
    assert len(lists) == -(-THREADS * EACH // size)  # as few lists as possible


def test_racers_for_the_very_first_list_open_one(database: Database) -> None:
    seed.ready(database)

    def reserve_one(_: int) -> Reservation:
        with database.write() as connection:
            return seed.reserve(connection)

    entries = seed.in_parallel(THREADS, reserve_one)
    assert len(set(entries)) == THREADS
    assert {entry.list_id for entry in entries} == {1}


def test_a_lists_counter_cannot_leave_its_list(database: Database) -> None:
    seed.ready(database)
    full = insert(tables.status_list).values(
        organisation_id="northgate",
        id=1,
        purpose="revocation",
        size=8,
        next_counter=9,
        permutation_key=bytes(32),
        opened_at=NOON,
    )
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(full)
