"""Runs Alembic from inside the program, on a connection that somebody else opened.

The steps themselves lie in `alembic/versions/`, beside this package and not in it: they are history, and the
program only ever needs the end of it.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).resolve().parents[2] / "alembic"


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration without its file; with a connection, `alembic/env.py` uses that one.

    Raises FileNotFoundError where the program was installed without its migrations.
    """
    if not (FOLDER / "env.py").is_file():
        raise FileNotFoundError(f"the database's migrations are missing: {FOLDER}")
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Apply what is missing, inside the connection's transaction."""
    command.upgrade(configuration(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Undo back to a revision. Dropping a table drops what it holds: for tests and for the brave."""
    command.downgrade(configuration(connection), revision)


def is_at_head(connection: Connection) -> bool:
    """Do the tables have the newest version that this program knows?"""
    newest = ScriptDirectory.from_config(configuration()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == newest
