"""Share links: derived, renewable, revocable. The id of a credential opens nothing by itself."""

from __future__ import annotations

import hmac

from sqlalchemy import Connection

from app import tokens
from app.db import audit, credentials
from app.db.credentials import CredentialRow
from app.errors import NotFound
from app.scopes import Scope
from app.verbs.actors import Caller
from app.wiring import Tools

_PURPOSE = "share"


def link(tools: Tools, row: CredentialRow) -> str:
    """The award's share link as it is now; the same for every call until it is renewed."""
    return tools.addresses.share(row.organisation_id, row.id, _token(tools, row))


def opened(tools: Tools, organisation: str, credential: str, token: str) -> CredentialRow:
    """The award that a share link opens. Raises NotFound: unknown, renewed and closed look alike."""
    with tools.database.read() as connection:
        row = credentials.get(connection, organisation, credential)
    if row is None or row.state != "issued" or not row.share_enabled:
        raise NotFound
    if not hmac.compare_digest(token.encode(), _token(tools, row).encode()):
        raise NotFound
    return row


def renew(tools: Tools, caller: Caller, credential: str) -> str:
    """A new link; every earlier one stops working. Opens sharing again where it was closed."""
    caller.require(Scope.CREDENTIALS_ISSUE)
    with tools.database.write() as connection:
        if not credentials.renew_share_link(connection, caller.organisation, credential):
            raise NotFound
        credentials.set_sharing(connection, caller.organisation, credential, share_enabled=True)
        row = credentials.get(connection, caller.organisation, credential)
        _note(tools, connection, caller, "credential.share-link-renewed", credential)
    if row is None:
        raise NotFound
    return link(tools, row)


def close(tools: Tools, caller: Caller, credential: str) -> None:
    """No share link opens the award any more. Raises NotFound."""
    caller.require(Scope.CREDENTIALS_ISSUE)
    with tools.database.write() as connection:
        if not credentials.set_sharing(connection, caller.organisation, credential, share_enabled=False):
            raise NotFound
        _note(tools, connection, caller, "credential.share-link-closed", credential)


def _note(tools: Tools, connection: Connection, caller: Caller, action: str, credential: str) -> None:
    now = tools.clock.now()
    audit.append(
        connection, caller.organisation, at=now, actor=caller.actor, action=action, subject=credential
    )


def _token(tools: Tools, row: CredentialRow) -> str:
    return tokens.link_token(
        tools.secrets.link_secret, _PURPOSE, row.organisation_id, row.id, row.share_generation
    )
