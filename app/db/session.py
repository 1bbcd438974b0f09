"""Transactions: the only module that knows how an engine is opened, locked and committed.

    with database.read() as connection: …      cannot write, sees committed rows
    with database.write() as connection: …     commits at the end, rolls back on any exception

SQLite: WAL, `synchronous=FULL`, foreign keys on. A write begins with BEGIN IMMEDIATE, because a deferred
transaction that turns into a writer fails at once when another one has written meanwhile (security page,
F7). The threads of a process queue for a lock of ours before they ask SQLite, whose own waiting is a sleep
of growing length. PostgreSQL: READ COMMITTED through psycopg 3; sessions speak UTC, wait for locks as long
as SQLite would, and do not keep locks while idle (a frozen worker must not stop the others).

There is no retry here: a context manager cannot run its body twice, and a body that has signed something
must not be run twice by surprise. A deadlock, a lost connection or a lock that never came is
DatabaseUnavailable: nothing was written, HTTP answers 503, and the caller's idempotency key makes the second
attempt harmless. Deadlocks are avoided by locking in one order: the idempotency row, then status indexes
(which queue at the organisation's row), then lines of status ledgers by ascending list, then all else.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.db.errors import DatabaseUnavailable
from app.db.migrations import is_at_head, upgrade

_WRITE = "cairn_write"  # execution option that tells our `begin` listener what kind of transaction this is
_OLDEST_SQLITE = (3, 35)  # RETURNING
#: SQLite's primary result codes for "not now": BUSY, LOCKED, NOMEM, IOERR, FULL, CANTOPEN, PROTOCOL.
_NOT_NOW = frozenset({5, 6, 7, 10, 13, 14, 15})


class Database:
    """One database of one deployment; safe to share between threads, not across a fork."""

    def __init__(self, url: str, *, pool_size: int = 10, timeout_seconds: int = 10) -> None:
        """`url` as in Settings.database_url. Opens nothing yet. Raises ValueError for other engines."""
        parsed = make_url(url)
        self._timeout = timeout_seconds
        self._writer = threading.Lock()
        if parsed.drivername in {"sqlite", "sqlite+pysqlite"}:
            self._engine = _sqlite(parsed, pool_size, timeout_seconds)
        elif parsed.drivername == "postgresql+psycopg":
            self._engine = _postgresql(parsed, pool_size, timeout_seconds)
        else:
            raise ValueError(f"no such engine: {parsed.drivername}")
        self._reading = self._engine.execution_options(postgresql_readonly=True)
        self._writing = self._engine.execution_options(**{_WRITE: True})

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that cannot write. Raises DatabaseUnavailable."""
        with _faults(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits at the end of the block. Raises DatabaseUnavailable."""
        with _faults(), self._turn(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """On SQLite, one writer at a time in this process; elsewhere rows are locked, not databases."""
        if self.dialect != "sqlite":
            yield
            return
        if not self._writer.acquire(timeout=self._timeout):
            raise DatabaseUnavailable("another writer kept the database for too long")
        try:
            yield
        finally:
            self._writer.release()

    def ping(self) -> None:
        """Ask the database something trivial. Raises DatabaseUnavailable if it does not answer."""
        with self.read() as connection:
            connection.execute(text("SELECT 1"))

    def migrate(self) -> None:
        """Bring the tables to this program's version; safe when several processes start at once."""
        database = self._engine.url.database
        if self.dialect == "sqlite" and database is not None:
            _make_private_file(Path(database))
        with self.write() as connection:
            if self.dialect == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('cairn migrations'))"))
            upgrade(connection)

    def is_current(self) -> bool:
        """Are the tables those that this program was written for? Raises DatabaseUnavailable."""
        with self.read() as connection:
            return is_at_head(connection)

    def close(self) -> None:
        """Close every idle connection."""
        self._engine.dispose()


def _sqlite(url: URL, pool_size: int, timeout_seconds: int) -> Engine:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise ValueError(f"SQLite {sqlite3.sqlite_version} is too old; 3.35 or newer is needed")
    if url.database in {None, "", ":memory:"}:
        raise ValueError("SQLite needs a file: a database in memory differs for every connection")
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=timeout_seconds,
        connect_args={"timeout": timeout_seconds},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; `begin` below does
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # or INSERT OR REPLACE would delete rows behind the triggers' back
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get(_WRITE, False)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if write else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _postgresql(url: URL, pool_size: int, timeout_seconds: int) -> Engine:
    options = (
        f"-c timezone=UTC -c lock_timeout={timeout_seconds * 1000} "
        f"-c idle_in_transaction_session_timeout={6 * timeout_seconds * 1000}"
    )
    return create_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=timeout_seconds,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": timeout_seconds,
            "application_name": "cairn",
            "options": options,
        },
    )


@contextmanager
def _faults() -> Iterator[None]:
    """Turns "cannot now" into DatabaseUnavailable; leaves everything else, such as broken constraints, as it
    is.
    """
    try:
        yield
    except PoolTimeout as busy:
        raise DatabaseUnavailable("every connection is in use") from busy
    except (OperationalError, InterfaceError, PendingRollbackError) as fault:
        if _is_passing(fault):
            raise DatabaseUnavailable("the database cannot be reached, is locked or is full") from fault
        raise


def _is_passing(fault: Exception) -> bool:
    cause = fault.orig if isinstance(fault, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        return code & 0xFF in _NOT_NOW
    return True


def _make_private_file(path: Path) -> None:
    """Create the database's file for its owner alone; SQLite gives its companions the same permissions."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
