"""Facts of the whole deployment that must survive a restart and be the same in every process.

Such as: was the operator's first key made, and the sealed secret that links are derived from.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from app.db.rows import touched
from app.db.tables import deployment
from app.db.writing import insert_unless_there


def get(connection: Connection, key: str) -> bytes | None:
    found = connection.execute(select(deployment.c.value).where(deployment.c.key == key)).scalar()
    return None if found is None else bytes(found)


def settle(connection: Connection, key: str, value: bytes) -> bytes:
    """Store the value unless there is one, and return the one that holds: of several processes that start
    together, all go on with the same."""
    insert_unless_there(connection, deployment, {"key": key, "value": value})
    held = get(connection, key)
    if held is None:
        raise RuntimeError(f"the deployment's {key} vanished while it was settled")
    return held


def replace(connection: Connection, key: str, value: bytes) -> bool:
    """False if there is nothing to replace."""
    change = update(deployment).where(deployment.c.key == key)
    return touched(connection.execute(change.values(value=value)))
