"""Is the process alive, and can it do its work?"""

from __future__ import annotations

from typing import Literal

import structlog
from fastapi import APIRouter, Response
from pydantic import BaseModel

from app.deps import WithTools
from app.wiring import Tools
from schemas import bundle

router = APIRouter(tags=["health"])

_State = Literal["ok", "failing"]


class Alive(BaseModel):
    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    status: _State
    database: _State
    keys: _State
    contexts: _State


@router.get("/healthz")
def healthz() -> Alive:
    """The process answers."""
    return Alive()


@router.get("/readyz", responses={503: {"model": Ready}})
def readyz(tools: WithTools, response: Response) -> Ready:
    """The database answers and has our tables, the master key opens what it sealed, the contexts are ours."""
    parts = {name: _state(name, tools) for name in _PARTS}
    status: _State = "failing" if "failing" in parts.values() else "ok"
    response.status_code = 200 if status == "ok" else 503
    return Ready(status=status, database=parts["database"], keys=parts["keys"], contexts=parts["contexts"])


def _database(tools: Tools) -> None:
    if not tools.database.is_current():
        raise RuntimeError("the tables are of another version")


def _keys(tools: Tools) -> None:
    tools.reload_secrets()


def _contexts(tools: Tools) -> None:
    bundle.verify_bundle()


_PARTS = {"database": _database, "keys": _keys, "contexts": _contexts}


def _state(name: str, tools: Tools) -> _State:
    try:
        _PARTS[name](tools)
    except Exception as fault:  # whatever it is, the answer is that this part fails
        structlog.get_logger().warning("not-ready", component=name, exc_info=fault)
        return "failing"
    return "ok"
