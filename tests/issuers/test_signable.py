"""A definition of which no award could ever be signed is refused while it can still be changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.issuers.nine import NINE, S1, S5, Sample


@pytest.mark.parametrize("sample", NINE, ids=[s.key for s in NINE])
def test_every_sample_could_be_signed(sample: Sample) -> None:
    assert sample.completed().breaches == ()


@pytest.mark.parametrize(
    ("sample", "changes", "pointer"),
    [
        (
            S1,
            {"learningOutcome": [{"id": "#a", "name": "One"}, {"id": "#a", "name": "Two"}]},
            "/learningOutcome",
        ),
        (S5, {"unit": [{"id": "#u", "name": "One"}, {"id": "#u", "name": "Two"}]}, "/unit/1"),
        (S1, {"accreditation": [*S1.definition["accreditation"] * 2]}, "/accreditation"),
        (S1, {"unit": [{"id": "#lo1", "name": "The first outcome"}]}, "/unit/0"),
        (S1, {"tag": ["ethics", "ethics"]}, ""),
    ],
    ids=[
        "two outcomes",
        "two units",
        "one accreditation twice",
        "a unit that is an outcome",
        "one tag twice",
    ],
)
def test_one_id_for_two_things_is_told_at_its_place(
    sample: Sample, changes: dict[str, Any], pointer: str
) -> None:
    found = [b for b in sample.completed(**changes).breaches if b.code == "shape"]
    assert [b.pointer for b in found] == [pointer]
    assert "say each thing once" in found[0].remedy
    assert found[0].remedy.endswith("(shape)")


def test_two_names_of_one_organisation_are_told_once_and_as_what_they_are() -> None:
    other = {"organisation": {"id": "self", "name": "Famous University"}, "participantRole": ["funding"]}
    provision = S1.definition["provision"]
    changed = {**provision, "participant": [*provision["participant"], other]}
    assert {"MC-R2"} <= {b.code for b in S1.completed(provision=changed).breaches}
    assert "shape" not in {b.code for b in S1.completed(provision=changed).breaches}
