"""Two things that our two engines say differently: "insert unless there" and "the next number"."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Sequence, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(
    connection: Connection, table: Table, values: dict[str, Any], *, unless: list[str] | None = None
) -> bool:
    """Insert one row; False if a row with the same identity exists, also when it was committed just now.

    `unless` names the columns of the unique constraint that may be met; without it, any may. The transaction
    stays usable either way, which a caught IntegrityError would not leave it on PostgreSQL. If another
    transaction has inserted the same identity and not yet ended, PostgreSQL waits for it.
    """
    insert: postgresql.Insert | sqlite.Insert
    if connection.dialect.name == "postgresql":
        insert = postgresql.insert(table).on_conflict_do_nothing(index_elements=unless)
    else:
        insert = sqlite.insert(table).on_conflict_do_nothing(index_elements=unless)
    inserted = connection.execute(insert.values(**values).returning(table.c[next(iter(values))]))
    return inserted.first() is not None


def next_number(
    connection: Connection, table: Table, sequence: Sequence, organisation_id: str
) -> ColumnElement[int]:
    """An expression for the next `seq` of a table whose writers must not wait for one another.

    PostgreSQL: a sequence, so numbers rise but have gaps, and a lower number may be committed after a higher
    one. SQLite: one more than the tenant's highest, which is exact because there is one writer. What needs
    numbers in the order of commits (the status ledger) counts in a locked row instead.
    """
    if connection.dialect.name == "postgresql":
        return sequence.next_value()
    highest = func.coalesce(func.max(table.c.seq), 0) + 1
    return select(highest).where(table.c.organisation_id == organisation_id).scalar_subquery()
