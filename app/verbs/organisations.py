"""Creating an organisation: its DID, its keys, its first API key."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app import tokens
from app.addresses import DidForm
from app.db import audit, organisations
from app.db.errors import AlreadyThere
from app.db.organisations import OrganisationRow
from app.db.signing_keys import DatabaseKeyStore
from app.errors import Conflict, NotFound
from app.verbs.actors import Operator
from app.wiring import Tools
from credentials.json_types import JsonObject
from issuers.profile import Organisation
from keys import ceremony
from keys.custody import KeyPurpose
from keys.multikey import Algorithm

#: what every organisation signs with from its first day: embedded proofs, JWTs, status lists (K3)
_KEYS = (
    (Algorithm.ED25519, KeyPurpose.CREDENTIAL),
    (Algorithm.P256, KeyPurpose.CREDENTIAL),
    (Algorithm.ED25519, KeyPurpose.STATUS),
)


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """`profile`: url, email, country, region and organisationType, as far as they are known."""

    slug: str
    name: str
    did_form: DidForm
    profile: JsonObject


def create(tools: Tools, operator: Operator, new: NewOrganisation) -> OrganisationRow:
    """The organisation with its DID and three active keys. Raises Conflict if the slug is taken."""
    now = tools.clock.now()
    row = OrganisationRow(
        new.slug,
        tools.addresses.did(new.slug, new.did_form),
        new.did_form.value,
        new.name,
        json.dumps(new.profile, ensure_ascii=False).encode("utf-8"),
        now,
    )
    with tools.database.write() as connection:
        try:
            organisations.create(connection, row)
        except AlreadyThere:
            raise Conflict("already-exists", f"The name {new.slug} is taken.") from None
        store = DatabaseKeyStore(connection, actor=operator.actor)
        for algorithm, purpose in _KEYS:
            key_id = f"key-{tokens.base32(tools.random(5))}"
            record = tools.custodian.generate(new.slug, key_id, algorithm, purpose, now)
            store.add(ceremony.activate(record, now))
        audit.append(
            connection, new.slug, at=now, actor=operator.actor, action="organisation.created", subject=row.did
        )
    return row


def profile_of(row: OrganisationRow) -> Organisation:
    """The organisation as the learning domain knows it."""
    known = json.loads(row.profile)
    return Organisation(
        did=row.did,
        name=row.name,
        organisation_type=known.get("organisationType"),
        url=known.get("url"),
        email=known.get("email"),
        country=known.get("country"),
        region=known.get("region"),
    )


def get(tools: Tools, slug: str) -> OrganisationRow:
    """Raises NotFound."""
    with tools.database.read() as connection:
        row = organisations.get(connection, slug)
    if row is None:
        raise NotFound
    return row
