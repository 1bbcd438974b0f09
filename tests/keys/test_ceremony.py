"""keys/ceremony.py: the table of states, every cell of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from keys.ceremony import activate, declare_compromised, retire
from keys.custody import KeyPurpose, KeyRecord, KeyState
from keys.errors import KeyRefused
from keys.multikey import Algorithm
from tests.keys.make import CREATED, make_custodian

LATER = CREATED + timedelta(days=30)
Change = Callable[[KeyRecord, datetime], KeyRecord]
ALLOWED: dict[tuple[Change, KeyState], KeyState] = {
    (activate, KeyState.PENDING): KeyState.ACTIVE,
    (retire, KeyState.ACTIVE): KeyState.RETIRED,
    (declare_compromised, KeyState.PENDING): KeyState.COMPROMISED,
    (declare_compromised, KeyState.ACTIVE): KeyState.COMPROMISED,
    (declare_compromised, KeyState.RETIRED): KeyState.COMPROMISED,
}


def pending() -> KeyRecord:
    return make_custodian().generate("north", "k1", Algorithm.ED25519, KeyPurpose.CREDENTIAL, CREATED)


@pytest.mark.parametrize("change", [activate, retire, declare_compromised])
@pytest.mark.parametrize("state", KeyState)
def test_a_key_moves_only_as_the_table_says(change: Change, state: KeyState) -> None:
    record = replace(pending(), state=state)
    if (change, state) in ALLOWED:
        assert change(record, LATER).state is ALLOWED[change, state]
    else:
        with pytest.raises(KeyRefused, match=f"k1 is {state}"):
            change(record, LATER)


def test_a_life_leaves_its_dates_and_changes_nothing_else() -> None:
    record = pending()
    days = [CREATED + timedelta(days=n) for n in range(3)]
    ended = declare_compromised(retire(activate(record, days[0]), days[2]), days[1])
    assert ended == replace(
        record,
        state=KeyState.COMPROMISED,
        activated_at=days[0],
        retired_at=days[2],
        compromised_at=days[1],
    )


@pytest.mark.parametrize(
    "state, change",
    [
        (KeyState.PENDING, activate),
        (KeyState.ACTIVE, retire),
        (KeyState.RETIRED, declare_compromised),
    ],
)
def test_a_change_may_fall_on_the_first_moment_but_not_before_it(state: KeyState, change: Change) -> None:
    activated = None if state is KeyState.PENDING else CREATED
    record = replace(pending(), state=state, activated_at=activated)
    assert change(record, CREATED).state is not state
    with pytest.raises(KeyRefused, match="before"):
        change(record, CREATED - timedelta(microseconds=1))


def test_a_key_retires_no_sooner_than_it_was_activated_but_may_be_stolen_sooner() -> None:
    record = activate(pending(), LATER)
    with pytest.raises(KeyRefused, match="before"):
        retire(record, LATER - timedelta(seconds=1))
    assert declare_compromised(record, LATER - timedelta(seconds=1)).state is KeyState.COMPROMISED


@pytest.mark.parametrize("change", [activate, declare_compromised])
def test_a_moment_without_zone_is_a_mistake(change: Change) -> None:
    with pytest.raises(ValueError, match="time zone"):
        change(pending(), LATER.replace(tzinfo=None))
