"""Awards: the credential's shape, the learner's identity, what the definition tells, what is missing."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from issuers.award import award_shape_problems, build, hashed_email, place_in_request
from issuers.profile import Organisation
from schemas.terms import CAIRN_CONTEXT, CAIRN_SCHEMA, CREDENTIALS_V2, OB_3_0_3
from tests.issuers.nine import BRIGHTLINE, NORTHGATE, S1, S2, S3, S5, S6, S7, Sample, credential

ENTRY = {
    "id": "https://badges.example/status/1#7",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": "https://badges.example/status/1",
}


def built(sample: Sample = S6, **changes: Any) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "credential_id": "https://badges.example/credentials/1",
        "issuer_profile": sample.issuer.profile(),
        "context_urls": (CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT),
        "schema_url": CAIRN_SCHEMA,
        "status_entry": ENTRY,
        "valid_from": "2026-06-01T12:00:00Z",
        "salt": bytes(range(16)),
    }
    award = changes.pop("award", {"recipient": {"name": "Bo Berg"}})
    return build(sample.completed().document, award, **{**arguments, **changes})


def test_the_credential_has_the_canonical_members_and_no_others() -> None:
    document = built()
    assert list(document) == [
        "@context",
        "id",
        "type",
        "name",
        "issuer",
        "validFrom",
        "awardedDate",
        "credentialSubject",
        "credentialSchema",
        "credentialStatus",
    ]
    assert document["@context"] == [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT]
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert document["name"] == S6.definition["name"]
    assert document["awardedDate"] == document["validFrom"] == "2026-06-01T12:00:00Z"
    assert document["credentialSchema"] == [{"id": CAIRN_SCHEMA, "type": "JsonSchema"}]
    assert document["credentialStatus"] == ENTRY
    subject = document["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    assert subject["awardRoute"] == "participation"
    assert "id" not in subject


def test_the_issuer_is_embedded_with_its_address_and_parent() -> None:
    parent = Organisation("did:web:holding.example", "Holding plc")
    issuer = replace(NORTHGATE, email="badges@northgate.example", parent=parent)
    document = built(issuer_profile=issuer.profile())
    assert document["issuer"] == {
        "id": "did:web:northgate.example",
        "type": ["Profile"],
        "name": "Northgate University",
        "url": "https://northgate.example",
        "email": "badges@northgate.example",
        "address": {"type": ["Address"], "addressCountryCode": "IE", "addressRegion": "Leinster"},
        "parentOrg": {"id": "did:web:holding.example", "type": ["Profile"], "name": "Holding plc"},
    }


def test_a_learner_is_named_in_plain_text_and_the_address_only_hashed() -> None:
    recipient = {"name": "Bo Berg", "email": " Bo@Example.ORG ", "id": "did:key:z6Mk"}
    subject = built(award={"recipient": recipient})["credentialSubject"]
    name, address = subject["identifier"]
    assert subject["id"] == "did:key:z6Mk"
    assert name == {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": "Bo Berg",
        "identityType": "name",
    }
    salt = bytes(range(16)).hex()
    digest = sha256(f"bo@example.org{salt}".encode()).hexdigest()
    assert address == {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": salt,
    }


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        built(salt=bytes(15))


def test_the_hash_depends_on_the_salt() -> None:
    one, other = hashed_email("a@b.example", bytes(16)), hashed_email("a@b.example", bytes(15) + b"\x01")
    assert one["identityHash"] != other["identityHash"]


def test_a_day_becomes_its_first_instant_and_an_instant_stays() -> None:
    document = built(
        award={
            "recipient": {"name": "Bo"},
            "awardedDate": "2026-05-19",
            "validUntil": "2027-05-19T23:59:59+02:00",
            "activityStartDate": "2026-05-18",
        }
    )
    assert document["awardedDate"] == "2026-05-19T00:00:00Z"
    assert document["validUntil"] == "2027-05-19T23:59:59+02:00"
    assert document["credentialSubject"]["activityStartDate"] == "2026-05-18T00:00:00Z"


def test_a_suspendable_award_carries_two_entries_and_a_plain_one_a_single_object() -> None:
    second = {**ENTRY, "statusPurpose": "suspension"}
    assert built(status_entry=[ENTRY])["credentialStatus"] == ENTRY
    assert built(status_entry=[ENTRY, second])["credentialStatus"] == [ENTRY, second]
    assert "credentialStatus" not in built(status_entry=None)


def test_references_become_absolute_in_the_achievement_and_in_the_credential() -> None:
    document = S1.credential()
    subject = document["credentialSubject"]
    first = subject["assessmentRecord"][0]
    assert first["assessmentMethodRef"] == f"{S1.achievement_id}#as1"
    assert first["evidenceRef"] == [document["evidence"][0]["id"]] == [f"{document['id']}#ev1"]
    assert subject["result"][0]["resultDescription"] == f"{S1.achievement_id}#rd1"
    assert subject["result"][0]["value"] == "68"


def test_what_the_definition_leaves_no_doubt_about_is_filled_in() -> None:
    document = S1.credential()
    subject = document["credentialSubject"]
    first, second = subject["assessmentRecord"]
    assert subject["creditsEarned"] == 5
    assert subject["awardRoute"] == "taught"
    assert document["evidence"][0]["evidenceAccess"] == "onRequest"
    assert first["supervision"] == "unsupervisedIdVerified"
    assert first["provesOutcome"] == [f"{S1.achievement_id}#lo1", f"{S1.achievement_id}#lo2"]
    assert second["assessedBy"] == [NORTHGATE.reference()]


def test_the_only_assessor_is_taken_where_the_issuer_assesses_nothing() -> None:
    (quiz,) = S5.credential()["credentialSubject"]["assessmentRecord"]
    assert quiz["assessedBy"][0]["name"] == "OpenHarbour Courses BV"
    assert quiz["assessmentMethodRef"] == f"{S5.achievement_id}#as1"


def test_of_several_methods_none_is_taken_for_granted() -> None:
    bare = {"assessedOn": "2026-04-20", "assessmentDecision": "pass"}
    document = credential(S1.completed().document, {"assessmentRecord": [bare]}, NORTHGATE)
    (record,) = document["credentialSubject"]["assessmentRecord"]
    assert "assessmentMethodRef" not in record
    assert "supervision" not in record


def test_of_several_results_none_is_taken_for_granted() -> None:
    document = credential(S3.completed().document, {"result": [{"value": "B"}]}, NORTHGATE)
    assert document["credentialSubject"]["result"] == [{"type": ["Result"], "value": "B"}]


def test_the_issuer_decides_where_nobody_else_is_named() -> None:
    decision = S7.credential()["credentialSubject"]["recognitionDecision"]
    assert decision["decisionBy"] == NORTHGATE.reference()


def test_a_partner_is_described_in_the_award_as_in_the_definition() -> None:
    first = S3.credential()["credentialSubject"]["assessmentRecord"][0]
    assert first["assessedBy"][0] == {"id": BRIGHTLINE["id"], "type": ["Profile"], "name": BRIGHTLINE["name"]}


def test_identity_decisions_and_failed_outcomes_are_never_filled_in() -> None:
    failed = {"assessmentMethodRef": "#as1", "assessedOn": "2026-04-20", "assessmentDecision": "fail"}
    document = credential(S1.completed().document, {"assessmentRecord": [failed]}, NORTHGATE)
    (record,) = document["credentialSubject"]["assessmentRecord"]
    assert "provesOutcome" not in record
    assert "identityVerification" not in record


def missing(sample: Sample, award: dict[str, Any]) -> set[str]:
    return {b.pointer for b in award_shape_problems(sample.completed().document, award)}


@pytest.mark.parametrize("sample", [S1, S2, S3, S5, S6, S7], ids=lambda s: s.key)
def test_a_samples_request_lacks_nothing(sample: Sample) -> None:
    award = {"recipient": {"name": "Ana"}, **sample.award}
    assert award_shape_problems(sample.completed().document, award) == ()


@pytest.mark.parametrize(
    ("recipient", "pointer"),
    [
        ({}, "/recipient"),
        ({"name": ""}, "/recipient"),
        ({"email": "not an address"}, "/recipient/email"),
        ({"email": "a@b"}, "/recipient/email"),
        ({"email": 7}, "/recipient/email"),
        ({"id": "https://x.example/me"}, "/recipient/id"),
        ({"id": 7}, "/recipient/id"),
    ],
)
def test_a_learner_is_identified_by_name_address_or_did(recipient: dict[str, Any], pointer: str) -> None:
    assert missing(S6, {"recipient": recipient}) == {pointer}
    assert missing(S6, {"recipient": {"id": "did:key:z6Mk"}}) == set()


def test_the_assessment_of_an_assessed_award_is_asked_for() -> None:
    award = {"recipient": {"name": "Ana"}}
    assert missing(S1, award) == {"/assessmentRecord"}
    assert missing(S6, award) == set()
    assert missing(S1, {**award, "assessmentRecord": [{}]}) == {
        "/assessmentRecord/0/assessedOn",
        "/assessmentRecord/0/assessmentDecision",
        "/assessmentRecord/0/assessmentMethodRef",
    }


def test_the_route_is_one_of_those_offered_and_asked_for_where_there_are_several() -> None:
    award = {"recipient": {"name": "Ana"}, **S1.award}
    two = S1.completed(awardRouteOffered=["taught", "rplPortfolio"]).document
    assert {b.pointer for b in award_shape_problems(two, award)} == {"/awardRoute"}
    assert award_shape_problems(two, {**award, "awardRoute": "taught"}) == ()
    assert missing(S1, {**award, "awardRoute": "rplPortfolio"}) == {"/awardRoute"}


def test_another_name_for_a_known_organisation_is_refused() -> None:
    award = deepcopy(S3.award)
    award["assessmentRecord"][0]["assessedBy"] = [{"id": BRIGHTLINE["id"], "name": "Other GmbH"}]
    found = award_shape_problems(S3.completed().document, {"recipient": {"name": "Ana"}, **award})
    assert [(b.code, b.pointer) for b in found] == [("MC-R2", "/assessmentRecord/0/assessedBy/0/name")]


def test_the_issuer_goes_by_its_own_name_in_a_request_too() -> None:
    award = {"recipient": {"name": "Ana"}, **deepcopy(S3.award)}
    award["assessmentRecord"][0]["assessedBy"] = [{"id": "self", "name": "Famous University"}]
    found = award_shape_problems(S3.completed().document, award)
    assert [(b.code, b.pointer) for b in found] == [("MC-R2", "/assessmentRecord/0/assessedBy/0/name")]


@pytest.mark.parametrize(
    ("in_the_credential", "in_the_request"),
    [
        ("/credentialSubject/id", "/recipient/id"),
        ("/credentialSubject/identifier", "/recipient"),
        ("/credentialSubject/identifier/0/identityHash", "/recipient"),
        ("/credentialSubject/assessmentRecord/1/supervision", "/assessmentRecord/1/supervision"),
        ("/credentialSubject/creditsEarned", "/creditsEarned"),
        ("/credentialSubject/achievement/accreditation/0", "/achievement"),
        ("/evidence/0/digestSRI", "/evidence/0/digestSRI"),
        ("/awardedDate", "/awardedDate"),
        ("/issuingMandate", "/issuingMandate"),
        ("/issuer/address", None),
        ("/credentialSubject", None),
        ("/credentialSubject/type", None),
        ("/credentialStatus", None),
        ("", None),
    ],
)
def test_a_fault_of_the_credential_is_placed_where_the_request_says_it(
    in_the_credential: str, in_the_request: str | None
) -> None:
    assert place_in_request(in_the_credential) == in_the_request
