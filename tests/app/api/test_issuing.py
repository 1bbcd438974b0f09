"""POST /v1/credentials: once, whole, and never for another tenant."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.db import credentials, status_lists
from app.db.errors import DatabaseUnavailable
from app.verbs import issue as issuing_verb
from credentials.errors import SignatureRejected
from keys.errors import KeyUnavailable
from tests.app.api.award import award
from tests.app.api.conftest import BADGE
from tests.service import Service, Tenant


def issue(tenant: Tenant, body: dict[str, Any] | None = None, key: str | None = None) -> httpx.Response:
    return tenant.post("/v1/credentials", body or award(), **({"Idempotency_Key": key} if key else {}))


def test_an_award_is_answered_with_its_links_and_found_again(northgate: Tenant) -> None:
    made = issue(northgate)
    assert made.status_code == 201, made.text
    told = made.json()
    assert told["status"] == "issued"
    assert told["id"].startswith("https://badges.example/o/northgate/credentials/")
    assert northgate.get("/v1/credentials/" + told["id"].rpartition("/")[2]).json() == told
    assert northgate.get("/v1/credentials?recipientReference=N-1").json()["items"] == [told]


def test_without_a_did_there_is_no_jwt_and_the_refusal_says_why(northgate: Tenant) -> None:
    link = issue(northgate).json()["links"]["share"]
    answer = northgate.service.client.get(link, headers={"Accept": "application/vc+jwt"})
    assert answer.status_code == 406
    assert "DID" in answer.json()["detail"]


def test_the_same_key_and_body_get_the_same_answer_byte_for_byte(northgate: Tenant) -> None:
    first, again = issue(northgate, key="k1"), issue(northgate, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert len(northgate.get("/v1/credentials").json()["items"]) == 1


def test_the_same_key_with_another_body_is_a_conflict(northgate: Tenant) -> None:
    issue(northgate, key="k1")
    other = issue(northgate, award(reference="N-2"), key="k1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency-conflict")


def test_a_key_is_the_tenants_own(service: Service, northgate: Tenant) -> None:
    kestrel = service.organisation("kestrel")
    kestrel.post("/v1/achievements", BADGE)
    assert issue(northgate, key="same").status_code == 201
    assert issue(kestrel, key="same").status_code == 201


def test_a_refusal_is_not_kept(northgate: Tenant) -> None:
    broken = award()
    broken["recipient"] = {"reference": "N-1"}
    assert issue(northgate, broken, key="k1").status_code == 422
    assert issue(northgate, key="k1").status_code == 201


def test_twenty_parallel_calls_with_one_key_make_one_award(service_on_both: Service) -> None:
    tenant = service_on_both.organisation("northgate")
    tenant.post("/v1/achievements", BADGE)
    gate = threading.Barrier(20)

    def call(_: int) -> tuple[int, bytes]:
        gate.wait()
        answer = issue(tenant, key="race")
        return answer.status_code, answer.content

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(call, range(20)))
    assert {status for status, _ in answers} == {201}
    assert len({body for _, body in answers}) == 1
    assert len(tenant.get("/v1/credentials").json()["items"]) == 1


def test_ten_parallel_calls_without_a_key_make_one_award_of_one_learner(service_on_both: Service) -> None:
    tenant = service_on_both.organisation("northgate")
    tenant.post("/v1/achievements", BADGE)
    gate = threading.Barrier(10)

    def call(_: int) -> tuple[int, str]:
        gate.wait()
        answer = issue(tenant)
        return answer.status_code, answer.json().get("code", "")

    with ThreadPoolExecutor(10) as pool:
        answers = sorted(pool.map(call, range(10)))
    assert answers == [(201, "")] + [(409, "duplicate-award")] * 9


def test_parallel_awards_get_indexes_of_their_own(service_on_both: Service) -> None:
    tenant = service_on_both.organisation("northgate")
    tenant.post("/v1/achievements", BADGE)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: issue(tenant, award(reference=f"N-{n}")), range(24)))
    assert {a.status_code for a in answers} == {201}
    with service_on_both.tools.database.read() as connection:
        page = credentials.search(connection, "northgate", credentials.Search(), limit=100)
    assert len({(row.list_id, row.list_index) for row in page.rows}) == 24


def test_a_second_award_of_one_learner_is_asked_about(northgate: Tenant) -> None:
    issue(northgate)
    again = issue(northgate)
    assert (again.status_code, again.json()["code"]) == (409, "duplicate-award")
    assert issue(northgate, award(allowDuplicate=True)).status_code == 201
    assert issue(northgate, award(reference=None)).status_code == 201


def test_after_a_withdrawal_the_award_can_be_made_again(northgate: Tenant) -> None:
    name = issue(northgate).json()["id"].rpartition("/")[2]
    northgate.post(f"/v1/credentials/{name}/revoke", {"reason": "issuedInError"})
    assert issue(northgate).status_code == 201


def test_an_interrupted_award_is_finished_by_the_same_request(
    northgate: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(issuing_verb.issuing, "sign", _die)
        assert issue(northgate, key="k1").status_code == 500
    assert northgate.get("/v1/credentials").json()["items"][0]["status"] == "reserved"
    finished = issue(northgate, key="k1")
    assert finished.status_code == 201
    assert finished.json()["status"] == "issued"
    assert len(northgate.get("/v1/credentials").json()["items"]) == 1


def test_an_abandoned_award_is_finished_by_the_upkeep(
    service: Service, northgate: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(issuing_verb.issuing, "sign", _die)
        issue(northgate)
    assert issuing_verb.resume(service.tools) == 0, "not yet: it may only be slow"
    service.clock.advance(timedelta(minutes=3))
    assert issuing_verb.resume(service.tools) == 1
    (told,) = northgate.get("/v1/credentials").json()["items"]
    assert service.verify({"url": told["links"]["share"]}).json()["outcome"] == "valid"


def test_two_hands_that_finish_one_award_store_the_same_bytes(
    service: Service, northgate: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[bytes] = []
    complete = credentials.complete

    def second_hand(connection: Any, *place: str, documents: dict[str, bytes], **rest: Any) -> bool:
        stored.append(documents["vc+ld+json"])
        return complete(connection, *place, documents=documents, **rest) if len(stored) == 2 else False

    with monkeypatch.context() as patch:
        patch.setattr(credentials, "complete", second_hand)
        issue(northgate)
        service.clock.advance(timedelta(minutes=3))
        issuing_verb.resume(service.tools)
    assert len(stored) == 2
    assert stored[0] == stored[1]


def test_a_refused_award_takes_no_status_index(service: Service, northgate: Tenant) -> None:
    issue(northgate)
    issue(northgate, award(reference="N-2", awardRoute="taught"))
    with service.tools.database.read() as connection:
        (row,) = status_lists.lists(connection, "northgate")
    assert row.next_counter == 1


@pytest.mark.parametrize(
    "extra",
    [
        {"tenant_id": 2},
        {"status": "issued"},
        {"issuer": "did:web:mit.example"},
        {"id": "urn:uuid:1"},
        {"proof": {}},
        {"credentialStatus": {}},
    ],
)
def test_what_is_the_servers_cannot_be_sent(northgate: Tenant, extra: dict[str, object]) -> None:
    answer = issue(northgate, {**award(), **extra})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-field")
    assert answer.json()["pointer"] == f"/{next(iter(extra))}"


def test_a_draft_cannot_be_awarded(northgate: Tenant) -> None:
    northgate.post("/v1/achievements", {**BADGE, "slug": "later", "publish": False})
    answer = issue(northgate, award(achievement="later"))
    assert (answer.status_code, answer.json()["code"]) == (409, "not-published")


def test_another_tenants_achievement_is_not_there(service: Service, northgate: Tenant) -> None:
    kestrel = service.organisation("kestrel")
    theirs = northgate.get("/v1/achievements/workshop").json()["id"]
    for name in ("workshop", theirs):
        answer = issue(kestrel, award(achievement=name))
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert kestrel.get("/v1/credentials").json()["items"] == []


def test_the_hosts_of_a_request_are_in_no_issued_url(northgate: Tenant) -> None:
    answer = northgate.post(
        "/v1/credentials", award(), X_Forwarded_Host="evil.example", Forwarded="host=evil.example"
    )
    assert answer.status_code == 201
    link = answer.json()["links"]["json"]
    assert b"evil.example" not in answer.content
    assert b"evil.example" not in northgate.service.client.get(link).content
    refused = northgate.post("/v1/credentials", award(reference="N-9"), Host="evil.example")
    assert refused.status_code == 400


def test_an_email_is_in_the_badge_as_a_salted_hash_only(northgate: Tenant) -> None:
    body = award()
    body["recipient"]["email"] = "Ana@Example.org"
    told = issue(northgate, body).json()
    document = northgate.service.client.get(told["links"]["json"]).content
    assert b"xample.org" not in document
    hashed = [i for i in json.loads(document)["credentialSubject"]["identifier"] if i["hashed"]]
    assert hashed[0]["identityType"] == "emailAddress"
    assert len(hashed[0]["salt"]) >= 32


def test_a_preview_stores_nothing_and_shows_the_badge(northgate: Tenant) -> None:
    answer = northgate.post("/v1/credentials/preview", award())
    assert answer.status_code == 200
    assert answer.json()["credentialSubject"]["achievement"]["name"] == BADGE["name"]
    assert "proof" not in answer.json()
    assert northgate.get("/v1/credentials").json()["items"] == []


def _die(*args: object, **kwargs: object) -> None:
    raise RuntimeError("the process died here")


@pytest.mark.parametrize(
    "fault", [KeyUnavailable("HSM down"), SignatureRejected("other key"), DatabaseUnavailable("x")]
)
def test_what_passes_is_answered_with_a_503_and_made_good_later(
    northgate: Tenant, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(issuing_verb.issuing, "sign", fails)
        answer = issue(northgate, key="k1")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert answer.json()["retryable"] is True
    assert "detail" not in answer.json()
    assert "HSM" not in answer.text
    assert issue(northgate, key="k1").status_code == 201


def test_without_its_database_the_service_answers_and_says_that_it_is_not_ready(
    service: Service, northgate: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = issue(northgate).json()

    def unplugged(*args: object, **kwargs: object) -> None:
        raise DatabaseUnavailable("unplugged")

    monkeypatch.setattr(type(service.tools.database), "read", unplugged)
    assert service.client.get("/healthz").status_code == 200
    assert service.client.get("/readyz").json()["database"] == "failing"
    for answer in (
        issue(northgate),
        service.client.get(told["links"]["share"]),
        service.verify({"url": told["links"]["share"]}),
        service.client.get("/o/northgate/did.json"),
    ):
        assert answer.status_code == 503
        assert answer.json()["code"] == "busy"
