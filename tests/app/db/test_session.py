"""Transactions: what a reader may do, what a writer keeps, and what happens when the database cannot."""

from __future__ import annotations

import contextlib
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.db import deployment
from app.db.errors import DatabaseUnavailable
from app.db.session import Database
from tests.app.db import seed


def test_a_write_is_kept_and_a_failed_one_is_not(database: Database) -> None:
    with database.write() as connection:
        deployment.settle(connection, "kept", b"1")
    with contextlib.suppress(ZeroDivisionError), database.write() as connection:
        deployment.settle(connection, "lost", b"1")
        _ = 1 / 0
    with database.read() as connection:
        assert deployment.get(connection, "kept") == b"1"
        assert deployment.get(connection, "lost") is None


def test_a_read_transaction_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read-?\s?only"), database.read() as connection:
        deployment.settle(connection, "sneaked", b"1")
    with database.write() as connection:  # and the connection that went back to the pool can write again
        assert deployment.get(connection, "sneaked") is None
        deployment.settle(connection, "allowed", b"1")


def test_a_reader_sees_nothing_uncommitted_and_does_not_wait(database: Database) -> None:
    with database.write() as writer:
        deployment.settle(writer, "k", b"1")
        with database.read() as reader:
            assert deployment.get(reader, "k") is None


def test_ping_and_is_current_answer(database: Database) -> None:
    database.ping()
    assert database.is_current()


def test_an_empty_database_is_not_current_and_migrating_twice_does_no_harm(empty_database: Database) -> None:
    assert not empty_database.is_current()
    empty_database.migrate()
    empty_database.migrate()
    assert empty_database.is_current()


def test_processes_that_start_together_migrate_once(empty_database: Database) -> None:
    seed.in_parallel(4, lambda _: empty_database.migrate())
    assert empty_database.is_current()


def test_sqlite_keeps_what_it_promised_and_checks_references(sqlite_database: Database) -> None:
    settings = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    with sqlite_database.write() as connection:
        held = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in settings}
    assert held == settings


def test_postgresql_reads_what_is_committed_and_speaks_utc(postgresql_database: Database) -> None:
    with postgresql_database.write() as connection:
        settings = {
            name: connection.execute(text(f"SHOW {name}")).scalar()
            for name in ("transaction_isolation", "TimeZone", "lock_timeout", "application_name")
        }
    assert settings == {
        "transaction_isolation": "read committed",
        "TimeZone": "UTC",
        "lock_timeout": "10s",
        "application_name": "cairn",
    }


def test_the_sqlite_file_and_its_folder_belong_to_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "cairn.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    with database.write() as connection:
        deployment.settle(connection, "k", b"1")
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    database.close()
    assert modes["cairn.sqlite3"] == modes["cairn.sqlite3-wal"] == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_writer_that_waits_too_long_in_this_process_is_told_to_come_back(
    sqlite_database: Database, tmp_path: Path
) -> None:
    impatient = Database(f"sqlite:///{tmp_path / 'cairn.sqlite3'}", timeout_seconds=0)
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with impatient.write():
            entered.set()
            leave.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    assert entered.wait(30)
    with pytest.raises(DatabaseUnavailable), impatient.write():
        pass
    leave.set()
    holder.join()
    impatient.close()


def test_a_writer_that_waits_too_long_for_another_process_is_told_to_come_back(
    sqlite_database: Database, tmp_path: Path
) -> None:
    other = Database(f"sqlite:///{tmp_path / 'cairn.sqlite3'}", timeout_seconds=0)  # has a queue of its own
    with sqlite_database.write(), pytest.raises(DatabaseUnavailable), other.write():
        pass
    other.close()


def test_processes_that_look_and_then_write_do_not_fail_one_another(
    sqlite_database: Database, tmp_path: Path
) -> None:
    """What a deferred transaction cannot do: its snapshot is old as soon as another process writes."""
    url = f"sqlite:///{tmp_path / 'cairn.sqlite3'}"
    with sqlite_database.write() as connection:
        deployment.settle(connection, "count", b"0")

    def count(_: int) -> None:
        own = Database(url)  # with a queue of its own, as another process has
        for _ in range(25):
            with own.write() as connection:
                seen = int(deployment.get(connection, "count") or b"")
                deployment.replace(connection, "count", str(seen + 1).encode())
        own.close()

    seed.in_parallel(4, count)
    with sqlite_database.read() as connection:
        assert deployment.get(connection, "count") == b"100"


def test_an_unreachable_database_is_unavailable_and_not_a_crash(tmp_path: Path) -> None:
    folder = tmp_path / "a-folder"
    folder.mkdir()
    for url in (f"sqlite:///{folder}", f"postgresql+psycopg:///x?host={tmp_path}"):
        database = Database(url, timeout_seconds=1)
        with pytest.raises(DatabaseUnavailable):
            database.ping()
        database.close()


def test_a_killed_session_is_unavailable_and_the_next_one_works(postgresql_database: Database) -> None:
    def write_and_be_killed() -> None:
        with postgresql_database.write() as connection:
            deployment.settle(connection, "k", b"1")
            own = connection.execute(text("SELECT pg_backend_pid()")).scalar()
            with postgresql_database.write() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": own})
            deployment.get(connection, "k")

    with pytest.raises(DatabaseUnavailable):
        write_and_be_killed()
    with postgresql_database.write() as connection:
        assert deployment.get(connection, "k") is None


def test_a_deadlock_is_unavailable_for_one_and_success_for_the_other(postgresql_database: Database) -> None:
    with postgresql_database.write() as connection:
        for key in ("a", "b"):
            deployment.settle(connection, key, b"0")
    both_hold_one = threading.Barrier(2)

    def cross(number: int) -> str:
        mine, other = ("a", "b") if number == 0 else ("b", "a")
        try:
            with postgresql_database.write() as connection:
                deployment.replace(connection, mine, b"1")
                both_hold_one.wait(30)
                deployment.replace(connection, other, b"1")
        except DatabaseUnavailable:
            return "unavailable"
        return "done"

    assert sorted(seed.in_parallel(2, cross)) == ["done", "unavailable"]


def test_a_program_error_is_not_disguised_as_an_outage(database: Database) -> None:
    with pytest.raises(DBAPIError), database.read() as connection:
        connection.execute(text("SELECT no_such_column FROM organisation"))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_other_engines_and_databases_in_memory_are_refused(url: str) -> None:
    with pytest.raises(ValueError):
        Database(url)
