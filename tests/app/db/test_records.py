"""Organisations, API keys, audit, registers, facts of the deployment: small tables with a promise each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import api_keys, audit, deployment, organisations, registers
from app.db.api_keys import ApiKeyRow, OperatorKeyRow
from app.db.errors import AlreadyThere
from app.db.registers import RegisterEntry, RegisterRow
from app.db.session import Database
from tests.app.db import seed
from tests.fixed_clock import NOON

DAY = timedelta(days=1)
DID = "did:web:badges.example:o:northgate"


def api_key(slug: str = "northgate", key_id: str = "ak1", **changes: object) -> ApiKeyRow:
    row = ApiKeyRow(slug, key_id, b"mac", "award read", "registry", NOON, expires_at=NOON + DAY)
    return replace(row, **changes)


def test_an_organisation_is_found_by_its_slug_and_by_its_did(database: Database) -> None:
    with database.write() as connection:
        seed.organisation(connection)
        seed.organisation(connection, "harbour")
        row = organisations.get(connection, "northgate")
        assert organisations.by_did(connection, DID) == row
        assert organisations.get(connection, "nobody") is None
        assert organisations.by_did(connection, "did:web:nobody.example") is None
        assert [found.id for found in organisations.page(connection, limit=100)] == ["harbour", "northgate"]


@pytest.mark.parametrize("taken", [{"id": "northgate"}, {"did": DID}], ids=["slug", "did"])
def test_a_slug_and_a_did_belong_to_one_organisation(database: Database, taken: dict[str, str]) -> None:
    with database.write() as connection:
        seed.organisation(connection)
        first = organisations.get(connection, "northgate")
        assert first is not None
        other = replace(first, **({"id": "other", "did": "did:web:other.example"} | taken))
        with pytest.raises(AlreadyThere):
            organisations.create(connection, other)
        assert organisations.page(connection, limit=100) == (first,)


def test_a_profile_is_replaced_and_the_identity_stays(database: Database) -> None:
    with database.write() as connection:
        seed.organisation(connection)
        assert organisations.replace_profile(connection, "northgate", name="New", profile=b"{ }")
        assert not organisations.replace_profile(connection, "nobody", name="New", profile=b"{ }")
        row = organisations.get(connection, "northgate")
    assert row is not None
    assert (row.name, row.profile, row.did) == ("New", b"{ }", DID)


def test_an_api_key_leads_to_its_one_organisation(database: Database) -> None:
    with database.write() as connection:
        seed.organisation(connection)
        seed.organisation(connection, "harbour")
        api_keys.add(connection, api_key())
        with pytest.raises(AlreadyThere):
            api_keys.add(connection, api_key("harbour"))
        assert api_keys.find(connection, "ak1") == api_key()
        assert api_keys.find(connection, "ak2") is None
        assert api_keys.of_organisation(connection, "northgate") == (api_key(),)
        assert api_keys.of_organisation(connection, "harbour") == ()


def test_a_key_is_revoked_by_its_own_organisation_and_its_first_moment_stays(database: Database) -> None:
    with database.write() as connection:
        seed.organisation(connection)
        api_keys.add(connection, api_key())
        assert not api_keys.revoke(connection, "harbour", "ak1", NOON)
        assert api_keys.revoke(connection, "northgate", "ak1", NOON)
        assert not api_keys.revoke(connection, "northgate", "ak1", NOON + DAY)
        assert api_keys.find(connection, "ak1") == api_key(revoked_at=NOON)


def test_use_is_noted_once_a_minute_at_most(database: Database) -> None:
    moments = [NOON, NOON + timedelta(seconds=59), NOON + timedelta(seconds=60)]
    seen = []
    with database.write() as connection:
        seed.organisation(connection)
        api_keys.add(connection, api_key())
        api_keys.add_operator_key(connection, OperatorKeyRow("op1", b"mac", NOON))
        for moment in moments:
            api_keys.touch(connection, "ak1", moment)
            api_keys.touch_operator_key(connection, "op1", moment)
            key, operator = api_keys.find(connection, "ak1"), api_keys.find_operator_key(connection, "op1")
            assert key is not None
            assert operator is not None
            assert key.last_used_at == operator.last_used_at
            seen.append(key.last_used_at)
    assert seen == [moments[0], moments[0], moments[2]]


def test_operator_keys_have_no_organisation_and_are_revoked_once(database: Database) -> None:
    key = OperatorKeyRow("op1", b"mac", NOON)
    with database.write() as connection:
        api_keys.add_operator_key(connection, key)
        with pytest.raises(AlreadyThere):
            api_keys.add_operator_key(connection, key)
        assert api_keys.operator_keys(connection) == (key,)
        assert api_keys.revoke_operator_key(connection, "op1", NOON)
        assert not api_keys.revoke_operator_key(connection, "op1", NOON + DAY)
        assert api_keys.find_operator_key(connection, "op1") == replace(key, revoked_at=NOON)
        assert api_keys.find_operator_key(connection, "op2") is None


def test_an_audit_record_keeps_its_order_and_its_tenant(database: Database) -> None:
    with database.write() as connection:
        seed.organisation(connection)
        seed.organisation(connection, "harbour")
        for number in range(5):
            slug = "harbour" if number == 2 else "northgate"
            audit.append(connection, slug, at=NOON, actor="ak1", action="issue", subject=f"c{number}")
        lines = audit.events(connection, "northgate", limit=3)
        rest = audit.events(connection, "northgate", after_seq=lines[-1].seq, limit=3)
    assert [line.subject for line in lines + rest] == ["c0", "c1", "c3", "c4"]
    assert [line.seq for line in lines + rest] == sorted({line.seq for line in lines + rest})


def test_320_parallel_audit_lines_are_all_kept(database: Database) -> None:
    seed.ready(database)

    def write(thread: int) -> None:
        for number in range(40):
            with database.write() as connection:
                audit.append(
                    connection, "northgate", at=NOON, actor="k", action="issue", subject=f"{thread}/{number}"
                )

    seed.in_parallel(8, write)
    with database.read() as connection:
        lines = audit.events(connection, "northgate", limit=1000)
    assert len({line.subject for line in lines}) == len({line.seq for line in lines}) == 320


def test_a_register_vouches_for_dids_and_says_exactly_what_it_said_last(database: Database) -> None:
    register = RegisterRow("demo", "Demo register", "https://register.example/", NOON)
    entry = RegisterEntry(DID, "Northgate University", None)
    with database.write() as connection:
        registers.replace(connection, register, [entry, RegisterEntry("did:web:old.example", "Old", None)])
        registers.replace(connection, replace(register, id="other", url=None), [entry])
        registers.replace(connection, replace(register, updated_at=NOON + DAY), [entry])
        registers.replace(connection, replace(register, id="empty"), [])
        found = registers.vouchers(connection, DID)
        assert registers.vouchers(connection, "did:web:old.example") == ()
        updated = [(row.id, row.updated_at) for row in registers.registers(connection)]
    assert [(v.register_id, v.register_name, v.name) for v in found] == [
        ("demo", "Demo register", "Northgate University"),
        ("other", "Demo register", "Northgate University"),
    ]
    assert (found[0].register_url, found[1].register_url) == ("https://register.example/", None)
    assert updated == [("demo", NOON + DAY), ("empty", NOON), ("other", NOON)]


def test_processes_that_settle_a_fact_together_go_on_with_the_same(database: Database) -> None:
    def settle(thread: int) -> bytes:
        with database.write() as connection:
            return deployment.settle(connection, "link-secret", bytes([thread]))

    settled = set(seed.in_parallel(8, settle))
    assert len(settled) == 1
    with database.write() as connection:
        assert {deployment.get(connection, "link-secret")} == settled
        assert deployment.replace(connection, "link-secret", b"new")
        assert not deployment.replace(connection, "unknown", b"new")
        assert deployment.get(connection, "link-secret") == b"new"
        assert deployment.get(connection, "unknown") is None
