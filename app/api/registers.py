"""Trust registers, for the operator."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from app.api import examples
from app.api.payloads import SLUG, RegisterRequest, RegisterTold
from app.api.problem_docs import problems
from app.api.strict import StrictRoute
from app.db import registers as registers_table
from app.db.registers import RegisterEntry, RegisterRow
from app.deps import WithOperator, WithTools
from app.verbs import registers

router = APIRouter(prefix="/registers", route_class=StrictRoute, tags=["registers"])


@router.put("/{register}", responses=problems(401, 422))
def load_register(
    register: Annotated[str, Path(pattern=SLUG)],
    body: Annotated[RegisterRequest, examples.REGISTER],
    tools: WithTools,
    operator: WithOperator,
) -> RegisterTold:
    """Load a list of DIDs that somebody vouches for. It replaces what the register said before."""
    entries = [RegisterEntry(entry.did, entry.name, entry.url) for entry in body.entries]
    return _told(registers.load(tools, operator, register, name=body.name, url=body.url, entries=entries))


@router.get("", responses=problems(401))
def list_registers(tools: WithTools, operator: WithOperator) -> list[RegisterTold]:
    """The registers that are loaded here."""
    with tools.database.read() as connection:
        return [_told(row) for row in registers_table.registers(connection)]


def _told(row: RegisterRow) -> RegisterTold:
    return RegisterTold(id=row.id, name=row.name, url=row.url, updated_at=row.updated_at)
