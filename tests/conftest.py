"""Fixtures that many folders need: a migrated database on either engine, and a clock.

`database` runs a test on both engines; `sqlite_database` is for tests that only need some database. Both are
built by migrating, once per session; each test gets a copy of its own. `empty_database` is not migrated.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.session import Database
from tests.fixed_clock import FixedClock
from tests.postgres import WITHOUT_VARIABLE, PostgresUnavailable, Server, server

ENGINES = ("sqlite", "postgresql")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that nobody has open."""
    path = tmp_path_factory.mktemp("template") / "cairn.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server for the session. Its absence is a failure unless it was asked for."""
    if os.environ.get(WITHOUT_VARIABLE) == "1":
        pytest.skip(f"{WITHOUT_VARIABLE}=1: not tested on PostgreSQL")
    started = server()
    try:
        running = started.__enter__()
    except PostgresUnavailable as missing:
        pytest.fail(str(missing), pytrace=False)
    try:
        yield running
    finally:
        started.__exit__(None, None, None)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> Iterator[str]:
    """The name of a migrated PostgreSQL database to copy."""
    name = postgres_server.create_database()
    database = Database(postgres_server.url_of(name))
    database.migrate()
    database.close()
    yield name
    postgres_server.drop_database(name)


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "cairn.sqlite3"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def postgresql_database(postgres_server: Server, postgres_template: str) -> Iterator[Database]:
    name = postgres_server.create_database(postgres_template)
    database = Database(postgres_server.url_of(name))
    yield database
    database.close()
    postgres_server.drop_database(name)


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated, empty database; the test runs once on each engine."""
    return request.getfixturevalue(f"{request.param}_database")


@pytest.fixture(params=ENGINES)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables; the test runs once on each engine."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield database
        database.close()
        return
    running: Server = request.getfixturevalue("postgres_server")
    name = running.create_database()
    database = Database(running.url_of(name))
    yield database
    database.close()
    running.drop_database(name)
