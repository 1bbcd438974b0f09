"""One key, one answer: parallel claims have one winner, refusals give the key back."""

from __future__ import annotations

import contextlib
import threading
from datetime import timedelta

from app.db import idempotency
from app.db.idempotency import Claim
from app.db.session import Database
from tests.app.db import seed
from tests.fixed_clock import NOON

HERE = ("northgate", "POST /v1/credentials", "key-1")


def claim(database: Database, *, sha256: bytes = bytes(32), where: tuple[str, str, str] = HERE) -> Claim:
    with database.write() as connection:
        return idempotency.claim(connection, *where, request_sha256=sha256, at=NOON)


def test_of_twenty_parallel_claims_one_wins_and_all_see_its_body(database: Database) -> None:
    seed.ready(database)
    together = threading.Barrier(20)

    def race(thread: int) -> Claim:
        together.wait(60)
        return claim(database, sha256=bytes([thread]) * 32)

    claims = seed.in_parallel(20, race)
    [winner] = [number for number, made in enumerate(claims) if made.won]
    assert {made.row.request_sha256 for made in claims} == {bytes([winner]) * 32}


def test_forty_keys_claimed_by_eight_threads_at_once_have_one_winner_each(database: Database) -> None:
    seed.ready(database)

    def race(_: int) -> list[bool]:
        return [claim(database, where=("northgate", "r", f"key-{n}")).won for n in range(40)]

    won = seed.in_parallel(8, race)
    assert [sum(column) for column in zip(*won, strict=True)] == [1] * 40


def test_the_same_key_is_another_one_on_another_route_or_for_another_tenant(database: Database) -> None:
    seed.ready(database)
    with database.write() as connection:
        seed.organisation(connection, "harbour")
    places = [
        HERE,
        ("northgate", "POST /v1/achievements", "key-1"),
        ("harbour", "POST /v1/credentials", "key-1"),
        ("northgate", "POST /v1/credentials", "key-2"),
    ]
    assert [claim(database, where=where).won for where in places] == [True] * 4
    with database.write() as connection:
        idempotency.complete(connection, *HERE, response_status=201, response_body=b"1", at=NOON)
    again = [claim(database, where=where) for where in places]
    assert [made.won for made in again] == [False] * 4
    assert [made.row.response_status for made in again] == [201, None, None, None]
    assert [(made.row.organisation_id, made.row.route, made.row.key) for made in again] == places


def test_a_claim_that_is_rolled_back_is_free_again(database: Database) -> None:
    seed.ready(database)
    with contextlib.suppress(ZeroDivisionError), database.write() as connection:
        idempotency.claim(connection, *HERE, request_sha256=bytes(32), at=NOON)
        _ = 1 / 0
    assert claim(database).won


def test_a_waiting_claim_wins_when_the_first_is_rolled_back(postgresql_database: Database) -> None:
    """On SQLite the second could not even begin."""
    seed.ready(postgresql_database)
    claimed = threading.Event()

    def first_or_second(thread: int) -> bool:
        if thread == 0:
            with contextlib.suppress(ZeroDivisionError), postgresql_database.write() as connection:
                idempotency.claim(connection, *HERE, request_sha256=bytes(32), at=NOON)
                claimed.set()
                _ = 1 / 0
            return False
        assert claimed.wait(30)
        return claim(postgresql_database).won

    assert seed.in_parallel(2, first_or_second) == [False, True]


def test_the_first_answer_stays(database: Database) -> None:
    seed.ready(database)
    claim(database)
    with database.write() as connection:
        seed.award(connection)
        assert idempotency.attach(connection, *HERE, credential_id="c1")
        assert idempotency.complete(connection, *HERE, response_status=201, response_body=b"1", at=NOON)
        assert not idempotency.complete(connection, *HERE, response_status=200, response_body=b"2", at=NOON)
        assert not idempotency.attach(connection, *HERE, credential_id="c1")
    held = claim(database)
    assert not held.won
    assert (held.row.response_status, held.row.response_body) == (201, b"1")
    assert (held.row.credential_id, held.row.completed_at) == ("c1", NOON)


def test_a_refusal_gives_the_key_back_but_only_while_nothing_came_of_it(database: Database) -> None:
    seed.ready(database)
    claim(database)
    with database.write() as connection:
        assert idempotency.release(connection, *HERE)
        assert not idempotency.release(connection, *HERE)
    assert claim(database).won
    with database.write() as connection:
        seed.award(connection)
        idempotency.attach(connection, *HERE, credential_id="c1")
        assert not idempotency.release(connection, *HERE)
        idempotency.complete(connection, *HERE, response_status=201, response_body=b"1", at=NOON)
        assert not idempotency.release(connection, *HERE)


def test_only_finished_answers_are_forgotten_and_only_old_ones(database: Database) -> None:
    seed.ready(database)
    for number in range(3):
        claim(database, where=("northgate", "r", str(number)))
    with database.write() as connection:
        for number in range(2):
            idempotency.complete(
                connection,
                "northgate",
                "r",
                str(number),
                response_status=201,
                response_body=b"",
                at=NOON + timedelta(days=number),
            )
        assert idempotency.forget(connection, before=NOON + timedelta(days=1)) == 1
        left = [idempotency.read(connection, "northgate", "r", str(n)) is not None for n in range(3)]
    assert left == [False, True, True]
