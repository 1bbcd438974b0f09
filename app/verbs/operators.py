"""Operator keys: the one that a deployment makes at its first start, and later ones."""

from __future__ import annotations

from sqlalchemy import Connection

from app import tokens
from app.db import api_keys, deployment
from app.wiring import Tools

_FIRST = "first-operator-key"


def make_first(tools: Tools) -> str | None:
    """The text of the first operator key, once: it is shown to whoever starts the service and never again.

    None at every later start, also where two processes start at once.
    """
    with tools.database.write() as connection:
        mark = tools.random(16)
        if deployment.settle(connection, _FIRST, mark) != mark:
            return None
        return _make(tools, connection)


def make_another(tools: Tools) -> str:
    """For an operator who lost the first key and can run commands on the machine."""
    with tools.database.write() as connection:
        return _make(tools, connection)


def _make(tools: Tools, connection: Connection) -> str:
    key = tokens.mint(tokens.OPERATOR_PREFIX, tools.random)
    mac = tokens.fingerprint(tools.secrets.api_key_pepper, key.text)
    api_keys.add_operator_key(connection, api_keys.OperatorKeyRow(key.key_id, mac, tools.clock.now()))
    return key.text
