"""Alembic's entry: on which connection the migrations run.

The service passes an open connection, so that a migration is one transaction of the service's own making
(BEGIN IMMEDIATE on SQLite). From the command line the database is the one that the settings name.
"""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection

from app.db.session import Database
from app.db.tables import metadata
from app.settings import Settings


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()


def print_sql(database_url: str) -> None:
    """`alembic upgrade head --sql`: for those who let nobody but their own people touch the tables."""
    dialect = database_url.split(":", 1)[0].split("+", 1)[0]
    context.configure(
        dialect_name=dialect, target_metadata=metadata, literal_binds=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
elif context.is_offline_mode():
    print_sql(Settings.from_environment(os.environ).database_url)
else:
    database = Database(Settings.from_environment(os.environ).database_url)
    with database.write() as opened:
        run(opened)
    database.close()
