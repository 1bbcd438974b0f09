"""What happened to awards: nothing is lost, nothing is said twice, and a revocation is for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app.db import credentials, status_ledger, status_lists, tables
from app.db.session import Database
from app.db.status_ledger import Action, StatusEventRow
from tests.app.db import seed
from tests.fixed_clock import NOON

AWARDS = 320


def act(database: Database, action: Action, credential_id: str = "c1") -> StatusEventRow | None:
    with database.write() as connection:
        return status_ledger.append(
            connection, "northgate", credential_id, action, reason="error", at=NOON, actor="k1"
        )


def status(database: Database, credential_id: str = "c1") -> str:
    with database.read() as connection:
        row = credentials.get(connection, "northgate", credential_id)
    assert row is not None
    return row.status


def with_award(database: Database, *, suspendable: bool = False) -> Database:
    seed.ready(database)
    with database.write() as connection:
        seed.award(connection, suspendable=suspendable)
    return database


def test_a_revocation_is_written_once_with_the_awards_own_entry(database: Database) -> None:
    with_award(database)
    event = act(database, "revoke")
    assert event is not None
    assert act(database, "revoke") is None
    with database.read() as connection:
        award = credentials.get(connection, "northgate", "c1")
        assert status_ledger.events_of(connection, "northgate", "c1") == (event,)
    assert award is not None
    assert (event.list_id, event.list_index) == (award.list_id, award.list_index)
    assert award.status == "revoked"


def test_an_award_that_is_not_there_or_another_tenants_cannot_be_revoked(database: Database) -> None:
    with_award(database)
    with database.write() as connection:
        seed.issuer(connection, "harbour")
        seed.award(connection, "harbour", "theirs")
        assert (
            status_ledger.append(connection, "harbour", "c1", "revoke", reason="error", at=NOON, actor="k")
            is None
        )
    assert act(database, "revoke", "nowhere") is None
    assert act(database, "revoke", "theirs") is None
    assert status(database) == "issued"


SUSPENSIONS: list[tuple[list[Action], list[bool], str]] = [
    (["suspend"], [True], "suspended"),
    (["suspend", "suspend"], [True, False], "suspended"),
    (["reinstate"], [False], "issued"),
    (["suspend", "reinstate"], [True, True], "issued"),
    (["suspend", "reinstate", "reinstate"], [True, True, False], "issued"),
    (["suspend", "reinstate", "suspend"], [True, True, True], "suspended"),
    (["suspend", "revoke"], [True, True], "revoked"),
    (["suspend", "revoke", "reinstate"], [True, True, False], "revoked"),
    (["revoke", "suspend"], [True, False], "revoked"),
]


def test_suspending_can_be_undone_and_revoking_cannot(database: Database, subtests: pytest.Subtests) -> None:
    seed.ready(database)
    for number, (actions, written, then) in enumerate(SUSPENSIONS):
        credential_id = f"c{number}"
        with subtests.test(", ".join(actions)):
            with database.write() as connection:
                seed.award(connection, credential_id=credential_id, suspendable=True)
            assert [act(database, action, credential_id) is not None for action in actions] == written
            assert status(database, credential_id) == then


def test_an_award_without_a_suspension_entry_cannot_be_suspended(database: Database) -> None:
    with_award(database)
    assert act(database, "suspend") is None
    assert status(database) == "issued"


def test_an_award_that_never_left_the_house_can_be_revoked(database: Database) -> None:
    """Its index may stand in a document that was signed before the crash."""
    seed.ready(database)
    with database.write() as connection:
        seed.award(connection, issued=False)
    assert act(database, "revoke") is not None
    assert status(database) == "reserved"
    with database.write() as connection:
        assert seed.issue(connection, "northgate", "c1")
    assert status(database) == "revoked"


def test_a_second_revocation_is_refused_by_the_database_itself(database: Database) -> None:
    with_award(database)
    event = act(database, "revoke")
    assert event is not None
    again = insert(tables.status_event).values(
        organisation_id="northgate",
        list_id=event.list_id,
        seq=event.seq + 1,
        list_index=event.list_index,
        credential_id="c1",
        action="revoke",
        reason="error",
        at=NOON,
        actor="k1",
    )
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(again)


def test_set_bits_are_what_the_ledger_said_up_to_a_line(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        for number in range(3):
            seed.award(connection, credential_id=f"c{number}", suspendable=True)
        awards = [credentials.get(connection, "northgate", f"c{number}") for number in range(3)]
    index = [award.suspension_list_index for award in awards if award is not None]
    script: list[tuple[Action, int]] = [("suspend", 0), ("suspend", 1), ("reinstate", 0), ("suspend", 0)]
    for action, number in script:
        act(database, action, f"c{number}")
    suspended = [set(), {0}, {0, 1}, {1}, {0, 1}]
    with database.read() as connection:
        [list_id] = {award.suspension_list_id for award in awards if award is not None}
        for up_to, expected in enumerate(suspended):
            found = status_ledger.set_indexes(connection, "northgate", list_id, up_to=up_to)
            assert found == tuple(sorted(index[number] for number in expected))


def test_320_parallel_revocations_are_all_kept_and_numbered_without_a_gap(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        for number in range(AWARDS):
            seed.award(connection, credential_id=f"c{number}", reserved_at=NOON + timedelta(seconds=number))

    def revoke_forty(thread: int) -> list[bool]:
        mine = range(thread * 40, thread * 40 + 40)
        return [act(database, "revoke", f"c{number}") is not None for number in mine]

    assert all(all(kept) for kept in seed.in_parallel(8, revoke_forty))
    with database.read() as connection:
        lists = status_lists.lists(connection, "northgate")
        bits = [
            len(status_ledger.set_indexes(connection, "northgate", found.id, up_to=found.last_event))
            for found in lists
        ]
    assert sum(bits) == AWARDS
    assert bits == [found.last_event for found in lists]


def test_of_twenty_parallel_revocations_of_one_award_one_is_written(database: Database) -> None:
    with_award(database)
    written = seed.in_parallel(20, lambda _: act(database, "revoke") is not None)
    assert sorted(written) == [False] * 19 + [True]
