"""The catalogue: drafts change, published versions do not, and one draft is open at a time."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app.db import achievements
from app.db.errors import AlreadyThere
from app.db.session import Database
from app.db.tables import achievement_version
from tests.app.db import seed
from tests.fixed_clock import NOON

HERE = ("northgate", "navigation")


@pytest.fixture
def catalogue(database: Database) -> Database:
    """With one achievement, `navigation`, whose version 1 is a draft."""
    seed.ready(database)
    with database.write() as connection:
        achievements.create(connection, *HERE, seed.content("Navigation", document=None), NOON)
    return database


def test_a_draft_is_replaced_until_it_is_published(catalogue: Database) -> None:
    with catalogue.write() as connection:
        changed = seed.content("Navigation II", definition=b'{"n":2}', quadrant="1", category="module")
        assert achievements.replace_draft(connection, *HERE, 1, changed)
        assert achievements.publish(connection, *HERE, 1, document=b"final", at=NOON)
        assert not achievements.replace_draft(connection, *HERE, 1, seed.content("Too late"))
        assert not achievements.publish(connection, *HERE, 1, document=b"again", at=NOON)
        version = achievements.get_version(connection, *HERE, 1)
    assert version is not None
    assert (version.state, version.document, version.published_at) == ("published", b"final", NOON)
    assert (version.name, version.definition) == ("Navigation II", b'{"n":2}')
    assert (version.quadrant, version.category) == ("1", "module")


def test_an_id_is_used_once_in_an_organisation_and_again_in_another(catalogue: Database) -> None:
    with catalogue.write() as connection:
        with pytest.raises(AlreadyThere):
            achievements.create(connection, *HERE, seed.content(), NOON)
        seed.organisation(connection, "harbour")
        achievements.create(connection, "harbour", "navigation", seed.content(), NOON)
        assert achievements.get_version(connection, "harbour", "navigation", 1) is not None


def test_a_second_draft_waits_until_the_first_is_published(catalogue: Database) -> None:
    with catalogue.write() as connection:
        with pytest.raises(AlreadyThere):
            achievements.add_version(connection, *HERE, seed.content(), NOON)
        achievements.publish(connection, *HERE, 1, document=b"1", at=NOON)
        assert achievements.add_version(connection, *HERE, seed.content(), NOON) == 2
        assert achievements.add_version(connection, "northgate", "unknown", seed.content(), NOON) is None
        assert [v.version for v in achievements.versions(connection, *HERE)] == [1, 2]
        newest, newest_published = (
            achievements.latest(connection, *HERE, published=published) for published in (False, True)
        )
    assert newest is not None
    assert newest_published is not None
    assert (newest.version, newest_published.version) == (2, 1)


def test_a_second_open_draft_is_refused_by_the_database_itself(catalogue: Database) -> None:
    second = insert(achievement_version).values(
        organisation_id="northgate",
        achievement_id="navigation",
        version=2,
        state="draft",
        definition=b"{}",
        name="Second",
        created_at=NOON,
    )
    with pytest.raises(IntegrityError), catalogue.write() as connection:
        connection.execute(second)


def test_of_eight_that_open_a_version_at_once_one_does(catalogue: Database) -> None:
    with catalogue.write() as connection:
        achievements.publish(connection, *HERE, 1, document=b"1", at=NOON)

    def open_one(_: int) -> int | None:
        try:
            with catalogue.write() as connection:
                return achievements.add_version(connection, *HERE, seed.content(), NOON)
        except AlreadyThere:
            return None

    opened = seed.in_parallel(8, open_one)
    assert [number for number in opened if number is not None] == [2]


def test_who_opens_a_version_second_waits_and_then_learns_that_one_is_open(
    postgresql_database: Database,
) -> None:
    seed.ready(postgresql_database)
    here = ("northgate", "ethics")
    first_has_opened = threading.Event()

    def open_one(thread: int) -> int | None:
        if thread == 1:
            assert first_has_opened.wait(30)
        try:
            with postgresql_database.write() as connection:
                opened = achievements.add_version(connection, *here, seed.content(), NOON)
                if thread == 0:
                    first_has_opened.set()
                    seed.until_somebody_waits(postgresql_database)
                return opened
        except AlreadyThere:
            return None

    assert seed.in_parallel(2, open_one) == [2, None]


def test_the_catalogue_shows_each_achievement_once_as_its_newest_version_has_it(catalogue: Database) -> None:
    with catalogue.write() as connection:
        achievements.publish(connection, *HERE, 1, document=b"1", at=NOON)
        achievements.add_version(connection, *HERE, seed.content("Navigation, revised"), NOON)
        for number in range(5):
            at = NOON + timedelta(hours=1 + number // 2)
            achievements.create(connection, "northgate", f"a{number}", seed.content(f"A{number}"), at)
    lines, cursor = [], None
    with catalogue.read() as connection:
        for _ in range(9):
            page = achievements.page(connection, "northgate", cursor=cursor, limit=2)
            lines += page.rows
            cursor = page.next
            if cursor is None:
                break
        assert achievements.page(connection, "harbour", limit=2).rows == ()
    assert [line.achievement_id for line in lines] == ["a4", "a3", "a2", "a1", "a0", "navigation", "ethics"]
    revised = lines[5]
    assert (revised.version, revised.state, revised.name) == (2, "draft", "Navigation, revised")
    assert (revised.published_version, revised.created_at) == (1, NOON)
    assert lines[0].published_version is None
