"""Every sample is defined, issued, verified, and one of them withdrawn, by HTTP alone, on both engines."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from app.demo.load import SHOWN, Loaded, samples
from tests.oracles import oracle_path
from tests.service import Service

#: what an employer is told about each sample on 24 November 2026
VERDICTS = {
    "s1": "valid",
    "s2": "valid",
    "s3": "partnerUnconfirmed",  # Brightline teaches and assesses, and has not confirmed it
    "s4": "partnerUnconfirmed",  # Marlow shares the design
    "s5": "partnerUnconfirmed",  # Kestrel's teachers
    "s6": "valid",
    "s7": "valid",
    "s8": "partnerUnconfirmed",
    "s9": "valid",
    "s10": "valid",
}

#: quadrant, provider type and collaboration depth as metadata.md sections 8 and 13 have them
DERIVED = {
    "s1": ("microCredential", "higherEducation", "none"),
    "s2": ("badgeOrAward", "corporate", "none"),
    "s3": ("microCredential", "coDelivered", "coDelivered"),
    "s4": ("microCredential", "higherEducation", "coConstructed"),
    "s5": ("shortCourse", "coDelivered", "coDelivered"),
    "s6": ("badgeOrAward", "professionalBody", "none"),
    "s7": ("microCredential", "higherEducation", "none"),
    "s8": ("macroCredential", "coDelivered", "coDelivered"),
    "s9": ("microCredential", "higherEducation", "none"),
    "s10": ("badgeOrAward", "higherEducation", "none"),
}


def document_of(service: Service, award: dict[str, Any], ending: str = "json") -> bytes:
    answer = service.client.get(award["links"][ending])
    assert answer.status_code == 200, answer.text
    return answer.content


@pytest.fixture
def loaded(service: Service) -> Loaded:
    return service.demo()


def test_every_sample_is_issued_and_gets_its_verdict(service: Service, loaded: Loaded) -> None:
    assert loaded.awards.keys() == samples().keys() == VERDICTS.keys()
    for name, award in loaded.awards.items():
        told = service.verify({"url": award["links"]["share"]}).json()
        assert (told["outcome"], told["verdict"]) == ("valid", VERDICTS[name]), (name, told)
        assert told["issuer"]["identity"] == "inRegister"


def test_the_file_gets_the_same_verdict_as_the_link_in_both_forms(service: Service, loaded: Loaded) -> None:
    for name, award in loaded.awards.items():
        for ending, kind in (("json", "application/vc+ld+json"), ("jwt", "application/vc+jwt")):
            told = service.verify(document_of(service, award, ending), kind).json()
            assert (told["outcome"], told["verdict"]) == ("valid", VERDICTS[name]), (name, ending, told)


def test_the_place_in_the_ecology_and_the_kind_of_provider_are_derived(loaded: Loaded) -> None:
    for name, achievement in loaded.achievements.items():
        document = achievement["document"]
        provision = document["provision"]
        derived = (document["ecologyQuadrant"], provision["providerType"], provision["collaborationDepth"])
        assert derived == DERIVED[name], name


def test_the_brokered_sample_says_who_brokers(loaded: Loaded) -> None:
    brokered = {n: a["document"]["provision"]["brokered"] for n, a in loaded.achievements.items()}
    assert brokered.pop("s4") is True
    assert not any(brokered.values())


@pytest.mark.parametrize(
    "name", ["2024_strict_achievementcredential_schema", "ob_v3p0_achievementcredential_schema"]
)
def test_every_document_passes_the_official_schema(name: str, service: Service, loaded: Loaded) -> None:
    schema = json.loads(oracle_path(f"oracles/1edtech-schemas/{name}.json").read_text("utf-8"))
    validator = jsonschema.Draft201909Validator(schema, format_checker=jsonschema.FormatChecker())
    for award in loaded.awards.values():
        document = json.loads(document_of(service, award))
        assert [error.message for error in validator.iter_errors(document)] == []


def test_a_withdrawn_award_is_told_as_withdrawn_by_every_door(service: Service, loaded: Loaded) -> None:
    award = loaded.awards[SHOWN]
    name = award["id"].rpartition("/")[2]
    file_before = document_of(service, award)
    tenant = {"Authorization": f"Bearer {loaded.keys['northgate']}"}

    answer = service.client.post(
        f"/v1/credentials/{name}/revoke", json={"reason": "issuedInError", "note": "typo"}, headers=tenant
    )

    assert answer.status_code == 200
    assert answer.json()["status"] == "revoked"
    for told in (
        service.verify({"url": award["links"]["share"]}).json(),
        service.verify(file_before, "application/vc+ld+json").json(),
        service.verify(document_of(service, award, "jwt"), "application/vc+jwt").json(),
    ):
        assert (told["outcome"], told["verdict"]) == ("invalid", "revoked")
        assert "typo" not in json.dumps(told)
    page = service.client.get(award["links"]["share"], headers={"Accept": "text/html"}).text
    assert "Withdrawn" in page
    assert "took this award back on" in page
    assert "24 November 2026" in page
    assert "typo" not in page
    assert service.client.get(award["id"]).json()["status"] == "revoked"
    again = service.client.post(f"/v1/credentials/{name}/revoke", json={"reason": "other"}, headers=tenant)
    assert (again.status_code, again.json()["code"]) == (409, "already-revoked")


def test_other_awards_stand_when_one_is_withdrawn(service: Service, loaded: Loaded) -> None:
    name = loaded.awards["s1"]["id"].rpartition("/")[2]
    tenant = {"Authorization": f"Bearer {loaded.keys['northgate']}"}
    service.client.post(f"/v1/credentials/{name}/revoke", json={"reason": "other"}, headers=tenant)
    for other in ("s7", "s9"):
        told = service.verify({"url": loaded.awards[other]["links"]["share"]}).json()
        assert told["outcome"] == "valid"


def test_the_learner_reference_is_in_no_form_of_the_award(service: Service, loaded: Loaded) -> None:
    for name, sample in samples().items():
        reference = sample["award"]["recipient"]["reference"].encode()
        award = loaded.awards[name]
        share = award["links"]["share"]
        page = service.client.get(share, headers={"Accept": "text/html"}).content
        for form in (page, document_of(service, award), document_of(service, award, "jwt")):
            assert reference not in form
