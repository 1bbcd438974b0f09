"""The API's description is true: it resolves, it documents what is answered, and its examples work."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.problem_types import PROBLEM_TYPES
from tests.service import Service, Tenant


@pytest.fixture
def described(service: Service) -> dict[str, Any]:
    document: dict[str, Any] = service.client.get("/openapi.json").json()
    return document


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _example(described: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    """The one example of a request's body, as a reader of the description finds it."""
    content = described["paths"][path][method]["requestBody"]["content"]["application/json"]
    examples = content["examples"]
    value: dict[str, Any] = next(iter(examples.values()))["value"]
    return value


def test_every_reference_resolves(described: dict[str, Any]) -> None:
    references = re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(described))
    assert references
    assert set(references) <= described["components"]["schemas"].keys()


def test_every_operation_says_what_it_does_and_what_it_answers(described: dict[str, Any]) -> None:
    for method, path, operation in _operations(described):
        assert operation["summary"], (method, path)
        assert operation.get("description"), (method, path)
        assert operation["tags"], (method, path)
        statuses = operation["responses"].keys()
        assert any(status.startswith("2") for status in statuses), (method, path)
        for status, answer in operation["responses"].items():
            if status.startswith(("4", "5")) and path != "/readyz":
                assert list(answer["content"]) == ["application/problem+json"], (method, path, status)
        if operation.get("security"):
            assert "401" in statuses, (method, path)


def test_the_examples_work_in_the_order_in_which_they_are_needed(
    service: Service, described: dict[str, Any]
) -> None:
    def send(method: str, path: str, key: str | None, body: Any = None, **names: str) -> dict[str, Any]:
        body = body or _example(described, method, path)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        answer = service.client.request(method, path.format(**names), json=body, headers=headers)
        documented = described["paths"][path][method]["responses"]
        assert answer.is_success, answer.text
        assert str(answer.status_code) in documented
        told: dict[str, Any] = answer.json()
        return told

    operator = service.operator_key
    slug = send("post", "/v1/organisations", operator)["slug"]
    key = send("post", "/v1/organisations/{slug}/api-keys", operator, slug=slug)["key"]
    assert send("post", "/v1/achievements/preview", key)["problems"] == []
    assert send("post", "/v1/achievements", key)["state"] == "published"
    send("post", "/v1/credentials/preview", key)
    award = send("post", "/v1/credentials", key)
    send("put", "/v1/registers/{register}", operator, register="example")
    link = {"url": award["links"]["share"]}
    assert send("post", "/v1/verify", None, link)["outcome"] == "valid"
    name = award["id"].rpartition("/")[2]
    assert send("post", "/v1/credentials/{credential}/revoke", key, credential=name)["status"] == "revoked"
    assert send("post", "/v1/verify", None, link)["verdict"] == "revoked"


_GARBAGE: tuple[bytes, ...] = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b'"text"',
    b"1e400",
    b"NaN",
    b'{"name": "\\u0000"}',
    b'{"name": "\\ud800"}',
    b'{"name": 1, "name": 2}',
    b'{"slug": {"slug": []}}',
    b"[" * 200 + b"]" * 200,
    b'{"a":' * 100 + b"1" + b"}" * 100,
    '{"name": "x"}'.encode("utf-16"),
    b"\xff\xfe",
    b'{"limit": 99999999999999999999999999}',
)


def test_garbage_is_answered_with_a_documented_problem(
    service: Service, northgate: Tenant, described: dict[str, Any]
) -> None:
    names = {"slug": "workshop", "version": "1", "credential": "a" * 26, "key_id": "a" * 16, "register": "r"}
    tried = 0
    for method, path, operation in _operations(described):
        if "requestBody" not in operation:
            continue
        operators = path.startswith(("/v1/registers", "/v1/organisations"))
        key = service.operator_key if operators else northgate.key
        for body in _GARBAGE:
            answer = service.client.request(
                method,
                re.sub(r"\{(\w+)\}", lambda m: names[m[1]], path),
                content=body,
                headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
            )
            tried += 1
            assert answer.status_code < 500, (method, path, body, answer.text)
            assert str(answer.status_code) in operation["responses"], (method, path, body, answer.status_code)
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == "application/problem+json"
                told = answer.json()
                assert told["code"] in PROBLEM_TYPES, told
                assert told["title"] == PROBLEM_TYPES[told["code"]].title
                assert key not in answer.text
    assert tried > 100


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"name": "\\ud800"}', 422, "invalid-text"),
        (b'{"name": "a\\u0000b"}', 422, "invalid-text"),
        (b'{"name": NaN}', 400, "PARSING_ERROR"),
        (b'{"name": "a", "name": "b"}', 400, "PARSING_ERROR"),
        ('{"name": "a"}'.encode("utf-16"), 400, "PARSING_ERROR"),
        (b'{"name": "' + b"a" * 1_100_000 + b'"}', 413, "too-large"),
    ],
    ids=["surrogate", "NUL", "NaN", "duplicate", "UTF-16", "size"],
)
@pytest.mark.parametrize("path", ["/v1/achievements", "/v1/credentials"])
def test_bad_bytes_are_refused_for_what_they_are(
    northgate: Tenant, path: str, body: bytes, status: int, code: str
) -> None:
    answer = northgate.service.client.post(
        path,
        content=body,
        headers={"Authorization": f"Bearer {northgate.key}", "Content-Type": "application/json"},
    )
    told = answer.json()
    codes = {told["code"], *(error["code"] for error in told.get("errors") or [])}
    assert answer.status_code == status
    assert code in codes


def test_another_kind_of_body_is_not_read(northgate: Tenant) -> None:
    answer = northgate.service.client.post(
        "/v1/achievements",
        content=b"name=x",
        headers={"Authorization": f"Bearer {northgate.key}", "Content-Type": "text/plain"},
    )
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")


def test_every_kind_of_problem_has_its_page(service: Service) -> None:
    for code, kind in PROBLEM_TYPES.items():
        page = service.client.get(f"/problems/{code}", headers={"Accept": "text/html"})
        assert page.status_code == 200, code
        assert kind.title.replace("'", "&#39;") in page.text, code
    assert service.client.get("/problems/no-such").status_code == 404
