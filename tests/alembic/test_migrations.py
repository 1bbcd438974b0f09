"""The database's history: it leads to the tables that the program knows, and back, and there again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from app.db.migrations import FOLDER, configuration, downgrade, upgrade
from app.db.session import Database
from app.db.tables import APPEND_ONLY, metadata
from tests.app.db import seed

PROJECT = FOLDER.parent


def test_the_migrated_tables_are_those_that_the_program_knows(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def described(connection: Connection) -> dict[str, Any]:
    """Every rule of every table, for what Alembic does not compare: keys, checks, partial indexes."""
    inspector = inspect(connection)
    return {
        name: {
            "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(name)],
            "key": inspector.get_pk_constraint(name),
            "unique": sorted(map(repr, inspector.get_unique_constraints(name))),
            "references": sorted(map(repr, inspector.get_foreign_keys(name))),
            "checks": sorted(map(repr, inspector.get_check_constraints(name))),
            "indexes": sorted(repr(_without_expressions(i)) for i in inspector.get_indexes(name)),
        }
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }


def _without_expressions(index: Any) -> dict[str, Any]:
    options = {key: str(value) for key, value in index.get("dialect_options", {}).items()}
    return {"name": index["name"], "columns": index["column_names"], "unique": index["unique"], **options}


def test_every_rule_of_a_table_is_in_the_migration(empty_database: Database) -> None:
    with empty_database.write() as connection:
        metadata.create_all(connection)
        created = described(connection)
        metadata.drop_all(connection)
    empty_database.migrate()
    with empty_database.read() as connection:
        assert described(connection) == created


def triggers(connection: Connection) -> set[str]:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    return set(connection.execute(text(query[connection.dialect.name])).scalars())


def test_both_engines_have_the_same_triggers_and_postgresql_those_against_truncate(
    sqlite_database: Database, postgresql_database: Database
) -> None:
    with sqlite_database.read() as lite, postgresql_database.read() as postgres:
        on_sqlite, on_postgresql = triggers(lite), triggers(postgres)
    assert on_sqlite < on_postgresql
    assert all(name.endswith("_truncate_refused") for name in on_postgresql - on_sqlite)
    assert {f"{table}_{act}_refused" for table in APPEND_ONLY for act in ("update", "delete")} <= on_sqlite


def test_the_way_up_down_and_up_again_works_and_leaves_nothing_between(empty_database: Database) -> None:
    with empty_database.write() as connection:
        upgrade(connection)
        upwards = described(connection)
        seed.issuer(connection)
        seed.award(connection)
    with empty_database.write() as connection:
        downgrade(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        if connection.dialect.name == "postgresql":
            assert inspect(connection).get_sequence_names() == []
        assert triggers(connection) == set()
    with empty_database.write() as connection:
        upgrade(connection)
        assert described(connection) == upwards
    with empty_database.write() as connection:
        seed.issuer(connection)
        assert seed.award(connection) == "c1"


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_database: Database) -> None:
    with empty_database.write() as connection:
        connection.execute(text("CREATE TABLE status_event (in_the_way integer)"))
    with pytest.raises(Exception, match="already exists"):
        empty_database.migrate()
    with empty_database.read() as connection:
        assert inspect(connection).get_table_names() == ["status_event"]


def test_history_is_one_line() -> None:
    script = ScriptDirectory.from_config(configuration())
    assert len(script.get_heads()) == len(script.get_bases()) == 1


def test_the_command_line_and_the_service_find_the_same_migrations() -> None:
    ini = Config(str(PROJECT / "alembic.ini"))
    location = ini.get_main_option("script_location")
    assert location is not None
    assert Path(location).resolve() == FOLDER


def run_alembic(*arguments: str, **environ: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "alembic", *arguments],
        cwd=PROJECT,
        env={k: v for k, v in os.environ.items() if not k.startswith("CAIRN_")} | environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_a_person_can_migrate_from_the_command_line(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'by-hand.sqlite3'}"
    run_alembic("upgrade", "head", CAIRN_DATABASE_URL=url)
    database = Database(url)
    assert database.is_current()
    database.close()


def test_a_person_can_read_the_sql_before_it_runs() -> None:
    printed = run_alembic("upgrade", "head", "--sql", CAIRN_DATABASE_URL="postgresql://nobody@nowhere/x")
    assert "CREATE TABLE status_event" in printed
    assert "EXECUTE FUNCTION cairn_refuse('status_event is append-only')" in printed


def test_a_mistyped_setting_stops_the_command_line_too() -> None:
    with pytest.raises(AssertionError, match="did you mean CAIRN_DATABASE_URL"):
        run_alembic("upgrade", "head", CAIRN_DATABASE_ULR="sqlite:////nowhere/x")
