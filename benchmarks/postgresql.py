"""A PostgreSQL database that keeps what it was told to keep, for the time of a measurement.

The tests' server does not wait for the disk; a figure over it would be a figure without storage. So the same
launcher is used here with a server's usual settings, and the server itself is asked whether it has them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import psycopg
from sqlalchemy.engine import make_url

from benchmarks.measuring import WrongAnswer
from tests import postgres

_SETTINGS = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=128MB")


@contextmanager
def database() -> Iterator[tuple[str, str]]:
    """The URL of an empty database, and the server's version. Raises tests.postgres.PostgresUnavailable."""
    if os.environ.get(postgres.WITHOUT_VARIABLE) == "1":
        raise postgres.PostgresUnavailable(f"{postgres.WITHOUT_VARIABLE}=1")
    with mock.patch.object(postgres, "_SPEED", _SETTINGS), postgres.server() as server:
        name = server.create_database()
        try:
            url = server.url_of(name)
            yield url, _durable_version(url)
        finally:
            server.drop_database(name)


def _durable_version(url: str) -> str:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            row = connection.execute(f"SHOW {name}").fetchone()
            if row is None or row[0] == "off":
                raise WrongAnswer(f"this PostgreSQL server does not store durably: {name} is off")
        version = connection.execute("SHOW server_version").fetchone()
    return str(version[0]) if version else "?"
