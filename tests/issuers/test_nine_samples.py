"""The nine samples: small in, complete out, without a breach, and with what the design derives for them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from issuers.achievement import complete
from issuers.badge import lint
from issuers.profile import Organisation
from issuers.rules import breaches
from tests.issuers.nine import NINE, S6, Sample
from tests.oracles import oracle_path

KEYS = [sample.key for sample in NINE]


@pytest.mark.parametrize("sample", NINE, ids=KEYS)
def test_a_sample_completes_without_breach_or_warning(sample: Sample) -> None:
    completed = sample.completed()
    assert completed.breaches == ()
    assert completed.warnings == ()


@pytest.mark.parametrize("sample", NINE, ids=KEYS)
def test_a_samples_award_may_be_signed(sample: Sample) -> None:
    document = sample.credential()
    assert breaches(document) == ()
    assert lint(document) == ()


@pytest.mark.parametrize("sample", NINE, ids=KEYS)
def test_a_sample_derives_what_the_design_says(sample: Sample) -> None:
    document = sample.completed().document
    expected = dict(sample.follows)
    provision = expected.pop("provision")
    assert {name: document.get(name) for name in expected} == expected
    assert {name: document["provision"].get(name) for name in provision} == provision


@pytest.mark.parametrize("sample", NINE, ids=KEYS)
def test_completing_what_is_complete_changes_nothing(sample: Sample) -> None:
    once = sample.completed().document
    again = complete(once, achievement_id=sample.achievement_id, version=1, issuer=sample.issuer)
    assert again.document == once
    assert again.defaulted == ()


def test_an_attendance_badge_is_defined_in_at_most_ten_fields() -> None:
    assert len(S6.definition) <= 10
    assert S6.completed().breaches == ()


#: What section 13 changes in the samples of the design, which predate it.
_UNITS = {"s5-mooc": 6, "s8-macro-stacked": 3}
_DERIVED = (
    "providerType",
    "collaborationDepth",
    "brokered",
    "jointProvision",
    "roleDisclosure",
)


@pytest.mark.oracle
@pytest.mark.parametrize("key", KEYS)
def test_the_designs_own_sample_derives_the_same_and_breaks_no_rule(key: str) -> None:
    credential: dict[str, Any] = json.loads(oracle_path(f"samples/{key}.json").read_text())
    achievement = credential["credentialSubject"]["achievement"]
    stated = {**achievement, "provision": dict(achievement["provision"])}
    for name in ("creditBearing", "bundled", "ecologyQuadrant"):
        del achievement[name]
    for name in _DERIVED:
        del achievement["provision"][name]
    if key in _UNITS:
        achievement["unit"] = [f"Unit {n}" for n in range(_UNITS[key])]
    issuer = Organisation(credential["issuer"]["id"], credential["issuer"]["name"])
    completed = complete(achievement, achievement_id=achievement["id"], version=1, issuer=issuer)
    assert completed.breaches == ()
    document = completed.document
    for name in ("creditBearing", "bundled", "ecologyQuadrant", "creditsAvailable", "credit", "alignment"):
        assert document.get(name) == stated.get(name), name
    expected = {name: stated["provision"][name] for name in _DERIVED}
    if expected["providerType"] == "other":  # section 13: never "other"
        expected["providerType"] = "professionalBody"
    assert {name: document["provision"][name] for name in _DERIVED} == expected
    document["version"] = stated["version"]
    credential["credentialSubject"]["achievement"] = document
    assert breaches(credential) == ()
