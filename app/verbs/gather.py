"""Bringing the evidence that checks want: ours from the database, everybody else's through the web.

Only DIDs and lists below the configured public URL are resolved here (decisions 2.2); a document that
merely says it is ours is somebody else's.
"""

from __future__ import annotations

import json

from app.addresses import Kind
from app.db import organisations
from app.errors import NotFound
from app.verbs import keys, publish
from app.wiring import Tools
from credentials.evidence import Fetched, Missing, Need, NeedKind


def gather(tools: Tools, need: Need) -> Fetched | Missing:
    """The document that `need` names, or why it cannot be had. Never raises for a document's absence."""
    match need.kind:
        case NeedKind.DID_DOCUMENT:
            ours = tools.addresses.organisation_of_did(need.url)
            return tools.web.get(need) if ours is None else _did_document(tools, need.url, ours[0])
        case NeedKind.STATUS_LIST:
            address = tools.addresses.read(need.url)
            if address is None or address.kind is not Kind.STATUS_LIST:
                return tools.web.get(need)
            return _status_list(tools, address.organisation, int(address.parts[0]))


def _did_document(tools: Tools, did: str, organisation: str) -> Fetched | Missing:
    with tools.database.read() as connection:
        row = organisations.get(connection, organisation)
        document = keys.did_document(connection, organisation)
    if row is None or row.did != did or document is None:
        return Missing("remote-unreadable", "This service has no organisation of this identifier.")
    return Fetched(json.dumps(document).encode("utf-8"), tools.clock.now())


def _status_list(tools: Tools, organisation: str, list_id: int) -> Fetched | Missing:
    try:
        row = publish.current(tools, organisation, list_id)
    except NotFound:
        return Missing("STATUS_RETRIEVAL_ERROR", "This service has no status list at this address.")
    return Fetched(row.body, tools.clock.now())
