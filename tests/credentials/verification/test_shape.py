"""What counts as an award at all."""

from __future__ import annotations

from typing import Any

import pytest

from credentials.findings import Result
from credentials.verification.checks.shape import award_shape, status_list_shape
from schemas.terms import CREDENTIALS_V1, CREDENTIALS_V2, OB_3_0_3
from tests.make import make_badge, make_case, make_entry, make_status_list

V2_BADGE = ["VerifiableCredential", "OpenBadgeCredential"]
ACCEPTED: dict[str, dict[str, Any]] = {
    "a plain badge": {},
    "the class's other name": {"type": ["VerifiableCredential", "AchievementCredential"]},
    "more types": {"type": ["AchievementCredential", "VerifiableCredential", "Other"]},
    "an issuer that is only an identifier": {"issuer": "did:example:uni"},
    "a context that is not known": {"@context": [CREDENTIALS_V2, OB_3_0_3, "https://other.example/c"]},
    "one proof": {"proof": {"type": "DataIntegrityProof"}},
    "several proofs": {"proof": [{}, {}]},
    "one status entry": {"credentialStatus": make_entry()},
    "several status entries": {"credentialStatus": [make_entry(), make_entry()]},
    "a type that is no text among others": {"type": [*V2_BADGE, {}]},
    "a member of an old token outside a token": {"vc": {"@context": [CREDENTIALS_V1]}},
    "no start, which is the schema's business": {"validFrom": None},
}
MALFORMED: dict[str, tuple[dict[str, Any], str]] = {
    "contexts swapped": ({"@context": [OB_3_0_3, CREDENTIALS_V2]}, "/@context/0"),
    "an inline context first": ({"@context": [{}, CREDENTIALS_V2]}, "/@context/0"),
    "no contexts": ({"@context": []}, "/@context/0"),
    "a single context": ({"@context": CREDENTIALS_V2}, "/@context"),
    "no context": ({"@context": None}, "/@context"),
    "no id": ({"id": None}, "/id"),
    "an id that is no text": ({"id": 7}, "/id"),
    "no issuer": ({"issuer": None}, "/issuer"),
    "an issuer in an array": ({"issuer": [{"id": "did:example:uni"}]}, "/issuer"),
    "an issuer without id": ({"issuer": {"name": "Example University"}}, "/issuer/id"),
    "an issuer with two ids": ({"issuer": {"id": ["did:example:a", "did:example:b"]}}, "/issuer/id"),
    "an empty issuer": ({"issuer": ""}, "/issuer"),
    "no subject": ({"credentialSubject": None}, "/credentialSubject"),
    "two subjects": ({"credentialSubject": [{}, {}]}, "/credentialSubject"),
    "one subject in an array": ({"credentialSubject": [{}]}, "/credentialSubject"),
    "a proof that is a text": ({"proof": "z123"}, "/proof"),
    "a proof among texts": ({"proof": [{}, "z123"]}, "/proof"),
    "a status that is a text": ({"credentialStatus": "https://status.example/1"}, "/credentialStatus"),
}
FOREIGN: dict[str, dict[str, Any]] = {
    "no type": {"type": None},
    "a type that is a number": {"type": 7},
    "no credential": {"type": ["OpenBadgeCredential"]},
    "another credential": {"type": ["VerifiableCredential", "DriversLicence"]},
    "a bare credential": {"type": "VerifiableCredential"},
}
UNSUPPORTED: dict[str, dict[str, Any]] = {
    "the old data model": {"@context": [CREDENTIALS_V1, OB_3_0_3]},
    "the old data model alone": {"@context": CREDENTIALS_V1},
    "a learner record": {"type": ["VerifiableCredential", "ClrCredential"]},
    "an endorsement": {"type": ["VerifiableCredential", "EndorsementCredential"]},
}


@pytest.mark.parametrize("changes", ACCEPTED.values(), ids=ACCEPTED)
def test_an_award_has_the_parts_that_later_checks_stand_on(changes: dict[str, Any]) -> None:
    assert award_shape(make_case(make_badge(**changes))).result is Result.PASS


@pytest.mark.parametrize("changes, pointer", MALFORMED.values(), ids=MALFORMED)
def test_a_part_of_another_form_is_named(changes: dict[str, Any], pointer: str) -> None:
    finding = award_shape(make_case(make_badge(**changes)))
    assert finding.result is Result.FAIL
    assert [(p.code, p.pointer) for p in finding.problems] == [("MALFORMED_VALUE_ERROR", pointer)]


def test_all_missing_parts_are_named_at_once() -> None:
    finding = award_shape(make_case(make_badge(id=None, issuer=None)))
    assert [problem.pointer for problem in finding.problems] == ["/id", "/issuer"]


@pytest.mark.parametrize("changes", FOREIGN.values(), ids=FOREIGN)
def test_what_is_of_no_awarding_type_is_no_award(changes: dict[str, Any]) -> None:
    finding = award_shape(make_case(make_badge(**changes)))
    assert finding.result is Result.FAIL
    assert [(p.code, p.pointer) for p in finding.problems] == [("not-a-credential", "/type")]


def test_any_other_json_is_no_award() -> None:
    finding = award_shape(make_case({"hello": "world"}))
    assert finding.problem is not None
    assert finding.problem.code == "not-a-credential"


@pytest.mark.parametrize("changes", UNSUPPORTED.values(), ids=UNSUPPORTED)
def test_a_related_kind_is_not_called_a_forgery(changes: dict[str, Any]) -> None:
    finding = award_shape(make_case(make_badge(**changes)))
    assert finding.result is Result.UNKNOWN
    assert [p.code for p in finding.problems] == ["unsupported-document"]


def test_a_status_list_is_one() -> None:
    assert status_list_shape(make_case(make_status_list())).result is Result.PASS


def test_a_badge_is_no_status_list() -> None:
    finding = status_list_shape(make_case(make_badge()))
    assert finding.result is Result.FAIL
    assert [(p.code, p.pointer) for p in finding.problems] == [("MALFORMED_VALUE_ERROR", "/type")]


def test_a_status_list_has_the_parts_of_a_credential_too() -> None:
    document = make_status_list()
    del document["issuer"]
    assert status_list_shape(make_case(document)).result is Result.FAIL
