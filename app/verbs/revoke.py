"""Withdrawing an award: a line in the ledger, then the list that the world reads."""

from __future__ import annotations

from enum import StrEnum

import structlog

from app.db import audit, credentials, status_ledger
from app.db.status_ledger import StatusEventRow
from app.errors import Conflict, NotFound
from app.scopes import Scope
from app.verbs import publish
from app.verbs.actors import Caller
from app.wiring import Tools


class RevocationReason(StrEnum):
    """The public reasons. Anything more is a note that stays inside."""

    ISSUED_IN_ERROR = "issuedInError"
    REPLACED = "replaced"
    ASSESSMENT_OVERTURNED = "assessmentOverturned"
    ACADEMIC_MISCONDUCT = "academicMisconduct"
    HOLDER_REQUEST = "holderRequest"
    KEY_COMPROMISED = "keyCompromised"
    OTHER = "other"


def revoke(
    tools: Tools, caller: Caller, credential: str, reason: RevocationReason, note: str | None
) -> StatusEventRow:
    """Record the withdrawal and publish the list with it. Final.

    Raises NotFound for what is not the caller's, Conflict `already-revoked`. When publishing fails, the
    withdrawal stands all the same, and the list is published by the next reader or by the publisher.
    """
    caller.require(Scope.CREDENTIALS_REVOKE)
    now = tools.clock.now()
    with tools.database.write() as connection:
        if credentials.get(connection, caller.organisation, credential) is None:
            raise NotFound
        event = status_ledger.append(
            connection,
            caller.organisation,
            credential,
            "revoke",
            reason=reason.value,
            note=note,
            at=now,
            actor=caller.actor,
        )
        if event is None:
            raise Conflict("already-revoked", "This award was withdrawn before.")
        audit.append(
            connection,
            caller.organisation,
            at=now,
            actor=caller.actor,
            action="credential.revoked",
            subject=credential,
            detail=b'{"reason":"%s"}' % reason.value.encode(),
        )
    try:
        publish.publish(tools, caller.organisation, event.list_id)
    except Exception as fault:  # the ledger line is committed: the answer must say so
        structlog.get_logger().error("status-publication-failed", exc_info=fault, list=event.list_id)
    return event
