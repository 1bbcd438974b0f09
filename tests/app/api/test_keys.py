"""API keys: shown once, two for a change, dead at once when revoked, stored as a fingerprint only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests.service import Service, Tenant


def _make(service: Service, **changes: Any) -> dict[str, Any]:
    body = {"label": "sis", "scopes": ["achievements:read"], **changes}
    answer = service.client.post("/v1/organisations/northgate/api-keys", json=body, headers=service.operator)
    told: dict[str, Any] = answer.json()
    return told


def _use(service: Service, key: str) -> int:
    return service.client.get("/v1/achievements", headers={"Authorization": f"Bearer {key}"}).status_code


def test_a_keys_text_is_in_one_answer_and_never_again(service: Service, northgate: Tenant) -> None:
    made = _make(service)
    listed = northgate.get("/v1/organisations/northgate/api-keys")
    assert made["keyId"] in listed.text
    assert made["key"] not in listed.text


def test_no_secret_is_in_the_database(service: Service, northgate: Tenant) -> None:
    secrets = [
        part
        for key in (_make(service)["key"], northgate.key, service.operator_key)
        for part in [key.split("_")[2]]
    ]
    with service.tools.database.read() as connection:
        for table in ("api_key", "operator_key"):
            held = repr(connection.execute(text(f"SELECT * FROM {table}")).all())
            assert not any(secret in held for secret in secrets)


def test_a_revoked_key_is_dead_with_the_next_request(service: Service, northgate: Tenant) -> None:
    made = _make(service)
    assert _use(service, made["key"]) == 200
    gone = northgate.request("DELETE", f"/v1/organisations/northgate/api-keys/{made['keyId']}")
    assert gone.status_code == 204
    assert _use(service, made["key"]) == 401


def test_a_key_expires_at_its_instant(service: Service, northgate: Tenant) -> None:
    made = _make(service, expiresAt="2026-09-21T12:00:01Z")
    assert _use(service, made["key"]) == 200
    service.clock.advance(timedelta(seconds=1))
    assert _use(service, made["key"]) == 401


def test_two_keys_of_a_label_are_live_for_a_change_and_not_three(service: Service, northgate: Tenant) -> None:
    first, _ = _make(service), _make(service)
    assert _make(service)["code"] == "two-keys-live"
    northgate.request("DELETE", f"/v1/organisations/northgate/api-keys/{first['keyId']}")
    assert "key" in _make(service)


def test_a_key_gives_away_only_what_it_has(service: Service, northgate: Tenant) -> None:
    made = _make(service, label="manager", scopes=["keys:manage"])
    sent = {"Authorization": f"Bearer {made['key']}"}
    path = "/v1/organisations/northgate/api-keys"
    more = service.client.post(path, json={"label": "y", "scopes": ["credentials:issue"]}, headers=sent)
    assert (more.status_code, more.json()["code"]) == (403, "insufficient-scope")
    same = service.client.post(path, json={"label": "y", "scopes": ["keys:manage"]}, headers=sent)
    assert same.status_code == 201


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "",
        "Bearer",
        "Bearer x",
        "Basic dXNlcjpwYXNz",
        "Bearer cairn_aaaaaaaaaaaaaaaa_" + "a" * 52 + "_aaaaaaa",
    ],
)
def test_without_a_good_key_there_is_one_answer(
    service: Service, northgate: Tenant, sent: str | None
) -> None:
    answer = service.client.get("/v1/credentials", headers={"Authorization": sent} if sent else {})
    told = answer.json()
    told.pop("instance")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert told["code"] == "unauthorized"
    assert "detail" not in told


def test_an_operators_key_is_no_organisations_key_and_the_other_way_round(
    service: Service, northgate: Tenant
) -> None:
    assert service.client.get("/v1/credentials", headers=service.operator).status_code == 401
    assert northgate.post("/v1/organisations", {"slug": "x"}).status_code in (401, 422)
    assert northgate.get("/v1/organisations").status_code == 401


def test_organisations_are_made_with_the_operators_key_only(service: Service) -> None:
    body = {"slug": "mit", "name": "MIT", "organisationType": "higherEducationInstitution"}
    assert service.client.post("/v1/organisations", json=body).status_code == 401
    assert service.client.get("/v1/organisations/mit").status_code == 404
