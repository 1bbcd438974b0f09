"""Nothing of one organisation is seen or changed with another's key; unknown and foreign look alike."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app.scopes import ALL_SCOPES, Scope
from tests.app.api.award import award
from tests.app.api.conftest import BADGE
from tests.service import Service, Tenant

#: what every route that takes an id needs as a body, so that the refusal is about the id
_BODIES: dict[tuple[str, str], Any] = {
    ("post", "/v1/organisations/{slug}/api-keys"): {"label": "x", "scopes": ["achievements:read"]},
    ("post", "/v1/achievements/{slug}/versions"): BADGE,
    ("put", "/v1/achievements/{slug}/versions/{version}"): BADGE,
    ("post", "/v1/credentials/{credential}/revoke"): {"reason": "other"},
}


def _routes(service: Service) -> list[tuple[str, str]]:
    """Every operation below /v1 whose path names something, from the API's own description."""
    described = service.client.get("/openapi.json").json()["paths"]
    return [
        (method, path)
        for path, operations in described.items()
        for method in operations
        if path.startswith("/v1/") and "{" in path
    ]


@pytest.fixture
def theirs(service: Service, northgate: Tenant) -> dict[str, str]:
    """Ids that exist, and are northgate's."""
    told = northgate.post("/v1/credentials", award()).json()
    headers = service.operator
    keys = service.client.get("/v1/organisations/northgate/api-keys", headers=headers).json()
    return {
        "slug": "workshop",
        "version": "1",
        "credential": told["id"].rpartition("/")[2],
        "key_id": keys[0]["keyId"],
        "register": "any",
    }


NOBODYS = {
    "slug": "no-such-thing",
    "version": "1",
    "credential": "a" * 26,
    "key_id": "a" * 16,
    "register": "any",
}


def _answer(tenant: Tenant, method: str, path: str, ids: dict[str, str]) -> tuple[int, dict[str, Any]]:
    if path.startswith("/v1/organisations/"):
        ids = {**ids, "slug": "northgate" if ids is not NOBODYS else "no-such-org"}
    filled = re.sub(r"\{(\w+)\}", lambda m: ids[m[1]], path)
    answer = tenant.request(method.upper(), filled, _BODIES.get((method, path)))
    told = answer.json() if answer.content else {}
    told.pop("instance", None)
    return answer.status_code, told


def test_every_route_answers_a_foreign_id_as_an_unknown_one(service: Service, theirs: dict[str, str]) -> None:
    kestrel = service.organisation("kestrel")
    tried = 0
    for method, path in _routes(service):
        if path == "/v1/organisations/{slug}" or path.startswith("/v1/registers/"):
            continue  # public, and the operator's
        foreign, unknown = (_answer(kestrel, method, path, ids) for ids in (theirs, NOBODYS))
        assert foreign == unknown, (method, path)
        assert foreign[0] == 404, (method, path, foreign)
        tried += 1
    assert tried >= 10


def test_a_foreign_withdrawal_withdraws_nothing(
    service: Service, northgate: Tenant, theirs: dict[str, str]
) -> None:
    kestrel = service.organisation("kestrel")
    kestrel.post(f"/v1/credentials/{theirs['credential']}/revoke", {"reason": "other"})
    assert northgate.get(f"/v1/credentials/{theirs['credential']}").json()["status"] == "issued"


def test_lists_hold_only_ones_own(service: Service, theirs: dict[str, str]) -> None:
    kestrel = service.organisation("kestrel")
    assert kestrel.get("/v1/credentials").json() == {"items": [], "next": None}
    assert kestrel.get("/v1/achievements").json() == {"items": [], "next": None}
    assert kestrel.get("/v1/credentials?achievement=workshop").json()["items"] == []


@pytest.mark.parametrize(
    ("scope", "method", "path", "body"),
    [
        (Scope.ACHIEVEMENTS_WRITE, "POST", "/v1/achievements", BADGE),
        (Scope.ACHIEVEMENTS_WRITE, "POST", "/v1/achievements/preview", BADGE),
        (Scope.ACHIEVEMENTS_READ, "GET", "/v1/achievements", None),
        (Scope.ACHIEVEMENTS_READ, "GET", "/v1/achievements/workshop", None),
        (Scope.CREDENTIALS_ISSUE, "POST", "/v1/credentials", award()),
        (Scope.CREDENTIALS_ISSUE, "POST", "/v1/credentials/preview", award()),
        (Scope.CREDENTIALS_READ, "GET", "/v1/credentials", None),
        (Scope.CREDENTIALS_READ, "GET", "/v1/credentials/" + "a" * 26, None),
        (Scope.CREDENTIALS_REVOKE, "POST", "/v1/credentials/" + "a" * 26 + "/revoke", {"reason": "other"}),
        (Scope.CREDENTIALS_ISSUE, "POST", "/v1/credentials/" + "a" * 26 + "/share-link", None),
        (Scope.CREDENTIALS_ISSUE, "DELETE", "/v1/credentials/" + "a" * 26 + "/share-link", None),
        (Scope.KEYS_MANAGE, "GET", "/v1/organisations/northgate/api-keys", None),
        (
            Scope.KEYS_MANAGE,
            "POST",
            "/v1/organisations/northgate/api-keys",
            {"label": "x", "scopes": ["credentials:read"]},
        ),
        (Scope.KEYS_MANAGE, "DELETE", "/v1/organisations/northgate/api-keys/" + "a" * 16, None),
    ],
)
def test_each_act_needs_its_scope(
    service: Service, northgate: Tenant, scope: Scope, method: str, path: str, body: Any
) -> None:
    without = service.organisation("northgate", scopes=ALL_SCOPES - {scope})
    answer = without.request(method, path, body)
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient-scope")
    assert scope.value in answer.json()["detail"]
