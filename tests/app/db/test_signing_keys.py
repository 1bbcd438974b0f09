"""Where keys rest: every state comes back, nothing goes back, and the history says when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import signing_keys
from app.db.errors import AlreadyThere
from app.db.session import Database
from app.db.signing_keys import DatabaseKeyStore
from keys.ceremony import activate, declare_compromised, retire
from keys.custody import KeyRecord, KeyState, KeyStore
from keys.errors import KeyRefused
from tests.app.db import seed
from tests.fixed_clock import NOON

DAY = timedelta(days=1)


@pytest.fixture
def house(database: Database) -> Database:
    with database.write() as connection:
        seed.organisation(connection)
        seed.organisation(connection, "harbour")
    return database


def pending() -> KeyRecord:
    return seed.key_record(state=KeyState.PENDING, activated_at=None)


def test_a_key_comes_back_as_it_was_in_every_state_and_its_history_is_dated(house: Database) -> None:
    record = pending()
    with house.write() as connection:
        store: KeyStore = DatabaseKeyStore(connection, actor="registrar")
        store.add(record)
        for change in (activate, retire, declare_compromised):
            assert store.get("northgate", "k1") == record
            record = change(record, record.created_at + DAY)
            store.replace(record)
        assert store.get("northgate", "k1") == record
        history = signing_keys.history(connection, "northgate")
        assert signing_keys.history(connection, "harbour") == ()
    assert [line.event for line in history] == ["created", "activated", "retired", "compromised"]
    assert [line.at for line in history] == [NOON, NOON + DAY, NOON + DAY, NOON + DAY]
    assert {line.actor for line in history} == {"registrar"}


def test_a_key_that_is_added_active_was_created_first(house: Database) -> None:
    with house.write() as connection:
        DatabaseKeyStore(connection).add(seed.key_record())
        history = signing_keys.history(connection, "northgate")
    assert [(line.event, line.actor) for line in history] == [("created", "system"), ("activated", "system")]


def test_a_tenants_keys_are_its_own_and_come_oldest_first(house: Database) -> None:
    with house.write() as connection:
        store = DatabaseKeyStore(connection)
        store.add(seed.key_record(key_id="young", created_at=NOON + DAY))
        store.add(seed.key_record(key_id="old"))
        store.add(seed.key_record("harbour", "old"))
        assert [record.key_id for record in store.of_tenant("northgate")] == ["old", "young"]
        assert store.get("harbour", "young") is None
        with pytest.raises(AlreadyThere):
            store.add(seed.key_record(key_id="old"))


def test_replacing_a_key_that_is_not_there_is_refused(house: Database) -> None:
    with house.write() as connection:
        DatabaseKeyStore(connection).add(seed.key_record("harbour"))
        with pytest.raises(KeyRefused):
            DatabaseKeyStore(connection).replace(seed.key_record("northgate"))


def test_a_new_seal_is_stored_and_is_no_event(house: Database) -> None:
    with house.write() as connection:
        store = DatabaseKeyStore(connection)
        store.add(seed.key_record())
        store.replace(replace(seed.key_record(), sealed=b"resealed"))
        found = store.get("northgate", "k1")
        assert len(signing_keys.history(connection, "northgate")) == 2
    assert found is not None
    assert found.sealed == b"resealed"


def test_a_slower_hand_does_not_turn_a_compromised_key_into_a_retired_one(house: Database) -> None:
    active = seed.key_record()
    with house.write() as connection:
        DatabaseKeyStore(connection).add(active)
    late = retire(active, NOON + DAY)  # decided on a record that was read before …
    with house.write() as connection:
        DatabaseKeyStore(connection).replace(declare_compromised(active, NOON + DAY))  # … this
    with pytest.raises(KeyRefused), house.write() as connection:
        DatabaseKeyStore(connection).replace(late)
    with house.read() as connection:
        found = DatabaseKeyStore(connection).get("northgate", "k1")
    assert found is not None
    assert found.state is KeyState.COMPROMISED
