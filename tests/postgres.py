"""A PostgreSQL server for one test session, started by the tests themselves.

Where the server comes from, in this order:

1. `CAIRN_TEST_POSTGRES_URL`: a running server; the role must be allowed to create databases.
2. `CAIRN_TEST_POSTGRES_BIN`, then /usr/lib/postgresql/<newest>/bin (Debian, Ubuntu), then the search path: a
   directory with initdb and pg_ctl. The server gets a new folder, a socket of its own, no TCP and no fsync.
   initdb refuses to run as root, so root starts it as `postgres` or `nobody`.

Without either, tests that need PostgreSQL fail; only `CAIRN_TEST_WITHOUT_POSTGRES=1` makes them skip.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

URL_VARIABLE = "CAIRN_TEST_POSTGRES_URL"
BIN_VARIABLE = "CAIRN_TEST_POSTGRES_BIN"
WITHOUT_VARIABLE = "CAIRN_TEST_WITHOUT_POSTGRES"

_SPEED = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "max_connections=100",
    "timezone=Pacific/Chatham",  # a zone that nobody assumes: instants must come back in UTC all the same
)


class PostgresUnavailable(Exception):
    """No server could be had; the message says what was tried and what helps."""


@dataclass(frozen=True)
class Server:
    """A server where this session may create databases. Names are random: sessions can share a server."""

    url: URL

    def create_database(self, template: str | None = None) -> str:
        name = f"cairn_test_{secrets.token_hex(8)}"
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self._run(statement)
        return name

    def drop_database(self, name: str) -> None:
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def url_of(self, name: str) -> str:
        return self.url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: sql.Composable) -> None:
        plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def server(environ: Mapping[str, str] = os.environ) -> Iterator[Server]:
    """A server for the time of the block. Raises PostgresUnavailable."""
    given = environ.get(URL_VARIABLE)
    if given:
        yield Server(make_url(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", given)))
        return
    programs = find_programs(environ)
    if programs is None:
        raise PostgresUnavailable(
            "PostgreSQL is needed for this test and was not found: install it (Debian, Ubuntu: package "
            f"postgresql), or point {BIN_VARIABLE} at a folder with initdb and pg_ctl, or {URL_VARIABLE} "
            f"at a server; to test with SQLite only, set {WITHOUT_VARIABLE}=1"
        )
    with _own_server(programs) as started:
        yield started


def find_programs(environ: Mapping[str, str]) -> Path | None:
    """The folder that holds initdb and pg_ctl, or None."""
    folders = [Path(environ[BIN_VARIABLE])] if environ.get(BIN_VARIABLE) else []
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    folders += sorted(debian, key=lambda f: int(re.match(r"\d+", f.parent.name).group()), reverse=True)
    on_path = shutil.which("initdb", path=environ.get("PATH"))
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


@contextmanager
def _own_server(programs: Path) -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="cairn-pg-", dir=_short_temporary_folder()))
    privileges = _dropped_privileges(folder)
    data, log = folder / "data", folder / "log"
    guard = _guard(programs, folder, privileges)
    try:
        _call(
            [programs / "initdb", "-D", data, "-U", "cairn", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
            folder,
            privileges,
        )
        options = f"-k {folder} -c listen_addresses='' " + " ".join(f"-c {setting}" for setting in _SPEED)
        # Without -l the server inherits our output, and a test run whose output is captured never ends.
        _call(
            [programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start"],
            folder,
            privileges,
        )
        yield Server(
            URL.create(
                "postgresql+psycopg", username="cairn", database="postgres", query={"host": str(folder)}
            )
        )
    finally:
        guard.communicate(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _guard(programs: Path, folder: Path, privileges: dict[str, object]) -> subprocess.Popen[bytes]:
    """A process that stops the server and removes its folder when we close its input, or are gone.

    A test run that is killed cleans nothing up; its pipe is closed all the same.
    """
    script = 'read -r _; "$0" -D "$1/data" -m immediate -w stop; rm -rf "$1"'
    return subprocess.Popen(
        ["/bin/sh", "-c", script, programs / "pg_ctl", folder],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the tests, which then close the pipe
        **privileges,
    )


def _short_temporary_folder() -> str:
    """A socket's path may have 107 bytes, so a long TMPDIR will not do."""
    usual = tempfile.gettempdir()
    return usual if len(usual) < 60 else "/tmp"


def _dropped_privileges(folder: Path) -> dict[str, object]:
    """Arguments for subprocess that make the server run as somebody else than root; empty if we are not."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, account.pw_uid, account.pw_gid)
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise PostgresUnavailable("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _call(command: list[str | Path], folder: Path, privileges: dict[str, object]) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
        **privileges,
    )
    if done.returncode != 0:
        log = folder / "log"
        told = done.stdout.decode(errors="replace")
        if log.exists():
            told += log.read_text(errors="replace")
        raise PostgresUnavailable(f"{Path(command[0]).name} failed:\n{told[-2000:]}")
