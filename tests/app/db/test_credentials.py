"""Awards: reserved once, issued once, found again page by page."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import credentials, status_ledger
from app.db.credentials import Search
from app.db.paging import BadCursor, Cursor
from app.db.session import Database
from tests.app.db import seed
from tests.fixed_clock import NOON

MINUTE = timedelta(minutes=1)


def test_an_award_is_reserved_then_issued_with_its_exact_bytes(database: Database) -> None:
    seed.ready(database)
    documents: dict[credentials.Form, bytes] = {"vc+ld+json": b'{"b":1,"a":2}\n', "vc+jwt": b"a.b.c"}
    with database.write() as connection:
        seed.award(connection, issued=False, jwt_key_id="k1", idempotency_key="key-1")
        reserved = credentials.get(connection, "northgate", "c1")
        assert credentials.document(connection, "northgate", "c1", "vc+jwt") is None
        assert credentials.complete(
            connection,
            "northgate",
            "c1",
            issued_at=NOON + MINUTE,
            content_sha256=b"c" * 32,
            documents=documents,
        )
        issued = credentials.get(connection, "northgate", "c1")
        stored = {form: credentials.document(connection, "northgate", "c1", form) for form in documents}
        assert credentials.draft(connection, "northgate", "c1") == b'{"a": "draft"}'
    assert reserved is not None
    assert issued is not None
    assert (reserved.state, reserved.status, reserved.issued_at) == ("reserved", "reserved", None)
    assert (issued.state, issued.status, issued.issued_at) == ("issued", "issued", NOON + MINUTE)
    assert (issued.share_generation, issued.share_enabled, issued.is_public) == (0, True, False)
    assert (issued.idempotency_key, issued.content_sha256) == ("key-1", b"c" * 32)
    for form, body in documents.items():
        document = stored[form]
        assert document is not None
        assert (document.body, document.sha256) == (body, hashlib.sha256(body).digest())


def test_a_credential_id_is_used_once(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        seed.award(connection)
    with pytest.raises(IntegrityError), database.write() as connection:
        seed.award(connection)


def test_a_learner_has_one_award_of_an_achievement_with_each_number(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        seed.award(connection, credential_id="first", recipient_reference="S-1")
        entry = seed.reserve(connection)
        again = seed.new_credential(entry, credential_id="again", recipient_reference="S-1")
        assert not credentials.insert_reserved(connection, again)
        seed.award(connection, credential_id="second", recipient_reference="S-1", award_number=2)
        seed.award(connection, credential_id="other learner", recipient_reference="S-2")
        for number in range(2):  # without a reference nobody can say that it is the same learner
            seed.award(connection, credential_id=f"nameless-{number}")
        found = credentials.awards_of(connection, "northgate", "ethics", "S-1")
        assert credentials.awards_of(connection, "northgate", "navigation", "S-1") == ()
    assert [(row.id, row.award_number) for row in found] == [("first", 1), ("second", 2)]


def test_of_eight_that_award_the_same_to_one_learner_at_once_one_does(database: Database) -> None:
    seed.ready(database)

    def award(thread: int) -> bool:
        with database.write() as connection:
            entry = seed.reserve(connection)
            new = seed.new_credential(entry, credential_id=f"c{thread}", recipient_reference="S-1")
            return credentials.insert_reserved(connection, new)

    assert sorted(seed.in_parallel(8, award)) == [False] * 7 + [True]


def test_of_eight_hands_that_finish_an_award_one_stores_its_documents(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        seed.award(connection, issued=False)

    def finish(thread: int) -> bool:
        with database.write() as connection:
            return credentials.complete(
                connection,
                "northgate",
                "c1",
                issued_at=NOON,
                content_sha256=bytes(32),
                documents={"vc+ld+json": str(thread).encode()},
            )

    finished = seed.in_parallel(8, finish)
    assert sorted(finished) == [False] * 7 + [True]
    with database.read() as connection:
        document = credentials.document(connection, "northgate", "c1", "vc+ld+json")
    assert document is not None
    assert document.body == str(finished.index(True)).encode()


def test_another_tenants_award_is_not_there_for_any_query(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        seed.issuer(connection, "harbour")
        seed.award(connection, recipient_reference="S-1")
        there = ("harbour", "c1")
        assert credentials.get(connection, *there) is None
        assert credentials.draft(connection, *there) is None
        assert credentials.document(connection, *there, "vc+ld+json") is None
        assert not credentials.complete(
            connection, *there, issued_at=NOON, content_sha256=bytes(32), documents={}
        )
        assert not credentials.renew_share_link(connection, *there)
        assert not credentials.renew_owner_link(connection, *there)
        assert not credentials.set_sharing(connection, *there, share_enabled=False)
        assert not credentials.set_sharing(connection, *there)
        assert credentials.search(connection, "harbour", Search(), limit=9).rows == ()
        row = credentials.get(connection, "northgate", "c1")
    assert row is not None
    assert (row.share_generation, row.owner_generation, row.share_enabled) == (0, 0, True)


def test_links_are_renewed_and_sharing_is_switched_one_by_one(database: Database) -> None:
    seed.ready(database)
    here = ("northgate", "c1")
    with database.write() as connection:
        seed.award(connection)
        assert credentials.renew_share_link(connection, *here)
        assert credentials.renew_share_link(connection, *here)
        assert credentials.renew_owner_link(connection, *here)
        assert credentials.set_sharing(connection, *here)
        assert credentials.set_sharing(connection, *here, share_enabled=False)
        assert credentials.set_sharing(connection, *here, is_public=True)
        row = credentials.get(connection, *here)
    assert row is not None
    assert (row.share_generation, row.owner_generation) == (2, 1)
    assert (row.share_enabled, row.is_public) == (False, True)


def test_two_awards_of_different_tenants_may_have_one_id(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        seed.issuer(connection, "harbour")
        seed.award(connection, "northgate")
        seed.award(connection, "harbour")
        assert credentials.get(connection, "northgate", "c1") != credentials.get(connection, "harbour", "c1")


def test_a_form_that_is_unknown_is_refused(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        seed.award(connection, issued=False)
    strange: Any = {"pdf": b"%PDF"}
    with pytest.raises(IntegrityError), database.write() as connection:
        credentials.complete(
            connection, "northgate", "c1", issued_at=NOON, content_sha256=bytes(32), documents=strange
        )


def a_dozen(database: Database) -> None:
    """c00 to c11, one a minute; even ones for learner S-0, odd ones for S-1; c03 of another achievement."""
    seed.ready(database)
    with database.write() as connection:
        seed.published_achievement(connection, "northgate", "navigation")
        for number in range(12):
            seed.award(
                connection,
                credential_id=f"c{number:02}",
                recipient_reference=f"S-{number % 2}",
                award_number=number // 2 + 1,
                achievement_id="navigation" if number == 3 else "ethics",
                reserved_at=NOON + number * MINUTE,
                issued=number != 4,
                suspendable=number == 5,
            )
        for credential_id, action in (("c05", "suspend"), ("c06", "revoke")):
            assert status_ledger.append(
                connection, "northgate", credential_id, action, reason="error", at=NOON, actor="k1"
            )


SEARCHES: list[tuple[Search, list[int]]] = [
    (Search(), list(range(12))),
    (Search(achievement_id="navigation"), [3]),
    (Search(achievement_id="unknown"), []),
    (Search(recipient_reference="S-1"), [1, 3, 5, 7, 9, 11]),
    (Search(recipient_reference="S-1", achievement_id="ethics"), [1, 5, 7, 9, 11]),
    (Search(recipient_reference="s-1"), []),
    (Search(status="reserved"), [4]),
    (Search(status="suspended"), [5]),
    (Search(status="revoked"), [6]),
    (Search(status="issued"), [0, 1, 2, 3, 7, 8, 9, 10, 11]),
    (Search(since=NOON + 10 * MINUTE), [10, 11]),
    (Search(until=NOON + 2 * MINUTE), [0, 1]),
    (Search(since=NOON + 2 * MINUTE, until=NOON + 5 * MINUTE), [2, 3, 4]),
    (Search(since=NOON + 5 * MINUTE, until=NOON + 5 * MINUTE), []),
]


def test_a_search_finds_what_fits_and_nothing_else_newest_first(database: Database) -> None:
    a_dozen(database)
    with database.read() as connection:
        for wanted, numbers in SEARCHES:
            page = credentials.search(connection, "northgate", wanted, limit=100)
            assert [row.id for row in page.rows] == [f"c{number:02}" for number in reversed(numbers)], wanted
            assert page.next is None
            for row in page.rows:
                assert wanted.status in {None, row.status}


@pytest.mark.parametrize("limit", [1, 5, 12, 13])
def test_pages_are_complete_without_repetition(database: Database, limit: int) -> None:
    a_dozen(database)
    seen, cursor = [], None
    with database.read() as connection:
        for _ in range(13):
            page = credentials.search(connection, "northgate", Search(), cursor=cursor, limit=limit)
            assert len(page.rows) <= limit
            seen += [row.id for row in page.rows]
            if page.next is None:
                break
            cursor = Cursor.from_text(page.next.to_text())
    assert seen == [f"c{number:02}" for number in reversed(range(12))]


def test_pages_are_stable_while_awards_are_added_issued_and_revoked(database: Database) -> None:
    a_dozen(database)
    with database.read() as connection:
        first = credentials.search(connection, "northgate", Search(), limit=6)
    with database.write() as connection:
        seed.award(connection, credential_id="new", reserved_at=NOON + 60 * MINUTE)
        seed.issue(connection, "northgate", "c04", NOON + 99 * MINUTE)
        status_ledger.append(connection, "northgate", "c02", "revoke", reason="error", at=NOON, actor="k1")
    with database.read() as connection:
        second = credentials.search(connection, "northgate", Search(), cursor=first.next, limit=6)
    assert [row.id for row in first.rows + second.rows] == [f"c{number:02}" for number in reversed(range(12))]
    assert second.next is None


def test_awards_of_the_same_instant_are_told_apart_by_their_ids(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        for name in ("a", "b", "c", "d"):
            seed.award(connection, credential_id=name)
        seen, cursor = [], None
        for _ in range(4):
            page = credentials.search(connection, "northgate", Search(), cursor=cursor, limit=1)
            seen += [row.id for row in page.rows]
            cursor = page.next
    assert seen == ["d", "c", "b", "a"]
    assert cursor is None


def test_the_recovery_job_finds_what_was_reserved_and_never_issued(database: Database) -> None:
    a_dozen(database)
    with database.write() as connection:
        seed.issuer(connection, "harbour")
        seed.award(connection, "harbour", "h1", issued=False, reserved_at=NOON + 5 * MINUTE)
        found = credentials.unfinished(connection, before=NOON + 6 * MINUTE, limit=10)
        assert [(row.organisation_id, row.id) for row in found] == [("northgate", "c04"), ("harbour", "h1")]
        assert len(credentials.unfinished(connection, before=NOON + 5 * MINUTE, limit=10)) == 1
        assert len(credentials.unfinished(connection, before=NOON + 6 * MINUTE, limit=1)) == 1


FORGED = [
    "",
    "x",
    "AAAA",
    "=",
    "ü",
    "MQ",
    "MS4",
    "LTEuYQ",
    "Lg",
    "A" * 401,
    "OTk5OTk5OTk5OTk5OTk5OTk5OTkuYQ",
    "MS4A",
]


@pytest.mark.parametrize("text", FORGED)
def test_a_text_that_is_no_cursor_is_the_callers_fault(text: str) -> None:
    with pytest.raises(BadCursor):
        Cursor.from_text(text)


@pytest.mark.parametrize("row_id", ["a", "a.b", "urn:uuid:5b1d", "å"])
def test_a_cursor_comes_back_from_its_text(row_id: str) -> None:
    cursor = Cursor(NOON + timedelta(microseconds=1), row_id)
    assert Cursor.from_text(cursor.to_text()) == cursor
