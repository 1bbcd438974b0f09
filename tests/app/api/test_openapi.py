"""The API's description is true: it is sound itself, it documents what is answered, and its examples work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.app.api.description import PROBLEM_JSON, Description, description_of
from tests.service import Service

#: What the OpenAPI Specification 3.1 requires of the objects that our description has (section 4.8).
_PARAMETER = {
    "type": "object",
    "required": ["name", "in", "schema"],
    "properties": {"in": {"enum": ["path", "query", "header"]}, "required": {"type": "boolean"}},
    "if": {"properties": {"in": {"const": "path"}}},
    "then": {"required": ["required"], "properties": {"required": {"const": True}}},
}
_CONTENT = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z]+/[a-z0-9.+-]+$"},
    "additionalProperties": {"type": "object"},
}
_OPERATION = {
    "type": "object",
    "required": ["operationId", "summary", "description", "tags", "responses"],
    "properties": {
        "summary": {"type": "string", "minLength": 3},
        "description": {"type": "string", "minLength": 10},
        "tags": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "parameters": {"type": "array", "uniqueItems": True, "items": _PARAMETER},
        "requestBody": {"type": "object", "required": ["content"], "properties": {"content": _CONTENT}},
        "responses": {
            "type": "object",
            "propertyNames": {"pattern": "^[2345][0-9][0-9]$"},
            "additionalProperties": {
                "type": "object",
                "required": ["description"],
                "properties": {"content": _CONTENT},
            },
        },
        "security": {"type": "array", "items": {"type": "object", "minProperties": 1}},
    },
}
_DOCUMENT = {
    "type": "object",
    "required": ["openapi", "info", "paths", "components"],
    "additionalProperties": False,
    "properties": {
        "openapi": {"pattern": r"^3\.1\.[0-9]+$"},
        "info": {
            "type": "object",
            "required": ["title", "version"],
            "properties": {"title": {"minLength": 1}, "version": {"minLength": 1}},
        },
        "paths": {
            "type": "object",
            "propertyNames": {"pattern": "^/"},
            "additionalProperties": {
                "type": "object",
                "propertyNames": {"enum": ["get", "put", "post", "delete", "patch"]},
                "additionalProperties": _OPERATION,
            },
        },
        "components": {
            "type": "object",
            "required": ["schemas", "securitySchemes"],
            "properties": {"schemas": {"propertyNames": {"pattern": "^[A-Za-z0-9._-]+$"}}},
        },
    },
}


@pytest.fixture
def described(service: Service) -> Description:
    return description_of(service)


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_the_description_has_the_form_that_openapi_prescribes(described: Description) -> None:
    errors = Draft202012Validator(_DOCUMENT).iter_errors(described.document)
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []
    identifiers = [operation["operationId"] for _, _, operation in described.operations]
    assert len(identifiers) == len(set(identifiers)) > 25
    for _, path, operation in described.operations:
        declared = [p["name"] for p in operation.get("parameters", []) if p["in"] == "path"]
        assert sorted(declared) == sorted(re.findall(r"\{(\w+)\}", path)), path
        for needed in operation.get("security", []):
            assert needed.keys() <= described.document["components"]["securitySchemes"].keys()


def test_every_reference_resolves(described: Description) -> None:
    found = set(_references(described.document))
    assert len(found) > 30
    for reference in found:
        assert reference.startswith("#/components/schemas/"), reference
        assert reference.rpartition("/")[2] in described.document["components"]["schemas"], reference


def test_every_schema_is_one_and_its_own_examples_fit(described: Description) -> None:
    tried = 0
    for name, schema in described.document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        for member, part in schema.get("properties", {}).items():
            for example in part.get("examples", []):
                assert list(described.schema_faults(part, example)) == [], (name, member, example)
                tried += 1
    assert tried > 40


def test_every_operation_names_what_it_can_answer(described: Description) -> None:
    for method, path, operation in described.operations:
        statuses = operation["responses"].keys()
        assert sum(status.startswith("2") for status in statuses) == 1, (method, path)
        assert {"400", "413", "500"} <= statuses, (method, path)
        for status, answer in operation["responses"].items():
            if status.startswith(("4", "5")) and path != "/readyz":
                assert list(answer["content"]) == [PROBLEM_JSON], (method, path, status)
        if operation.get("security"):
            assert "401" in statuses, (method, path)
        takes_json = list(operation.get("requestBody", {}).get("content", [])) == ["application/json"]
        assert takes_json == ("415" in statuses), (method, path)
        if takes_json or any(p["in"] == "path" for p in operation.get("parameters", [])):
            assert "422" in statuses, (method, path)


def test_every_body_has_an_example_and_each_fits_its_schema(described: Description) -> None:
    tried = 0
    for method, path, operation in described.operations:
        if "requestBody" not in operation:
            continue
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        examples = described.examples(method, path)
        assert examples, (method, path)
        for name, example in examples.items():
            assert list(described.schema_faults(schema, example)) == [], (method, path, name)
            tried += 1
    assert tried >= 12


def test_every_example_works_in_the_order_in_which_it_is_needed(
    service: Service, described: Description
) -> None:
    """The walk of the description: nothing that it shows is left out."""
    left = {
        (m, p, n) for m, p, o in described.operations if "requestBody" in o for n in described.examples(m, p)
    }
    names = {"register": "example"}
    key = service.operator_key

    def send(method: str, path: str, example: str | None = None) -> dict[str, Any]:
        left.discard((method, path, example or ""))
        body = None if example is None else described.examples(method, path)[example]
        answer = service.client.request(
            method, path.format(**names), json=body, headers={"Authorization": f"Bearer {key}"}
        )
        assert answer.is_success, answer.text
        assert str(answer.status_code) in described.document["paths"][path][method.lower()]["responses"]
        told: dict[str, Any] = answer.json()
        return told

    names["slug"] = send("POST", "/v1/organisations", "college")["slug"]
    send("PUT", "/v1/registers/{register}", "colleges")
    key = send("POST", "/v1/organisations/{slug}/api-keys", "issuing")["key"]

    assert send("POST", "/v1/achievements/preview", "attendance")["problems"] == []
    assert send("POST", "/v1/achievements", "attendance")["state"] == "published"
    lacking = {problem["code"] for problem in send("POST", "/v1/achievements/preview", "draft")["problems"]}
    draft = send("POST", "/v1/achievements", "draft")
    assert draft["state"] == "draft"
    assert {problem["code"] for problem in draft["problems"]} == lacking != set()

    names |= {"slug": draft["slug"], "version": "1"}
    whole = send("PUT", "/v1/achievements/{slug}/versions/{version}", "credit")
    assert (whole["problems"], whole["warnings"]) == ([], [])
    assert whole["document"]["ecologyQuadrant"] == "microCredential"
    assert whole["document"]["provision"]["roleDisclosure"] == "explained"
    assert send("POST", "/v1/achievements/{slug}/versions/{version}/publish")["state"] == "published"
    assert send("POST", "/v1/achievements/{slug}/versions", "hours")["version"] == 2

    for example in ("attendance", "assessed"):
        assert "proof" not in send("POST", "/v1/credentials/preview", example)
        award = send("POST", "/v1/credentials", example)
        assert (award["links"]["jwt"] is not None) == (example == "assessed")
        told = service.verify({"url": award["links"]["share"]}).json()
        assert (told["outcome"], told["verdict"], told["issuer"]["identity"]) == (
            "valid",
            "valid",
            "inRegister",
        )

    assert send("POST", "/v1/verify", "link")["verdict"] == "notACredential", "nobody's link"
    names["credential"] = award["id"].rpartition("/")[2]
    assert send("POST", "/v1/credentials/{credential}/revoke", "error")["status"] == "revoked"
    assert service.verify({"url": award["links"]["share"]}).json()["verdict"] == "revoked"
    assert left == set()


def test_an_answer_that_is_not_described_is_noticed(described: Description) -> None:
    """What holds every answer in this folder to the description can itself say no."""
    operation = described.operation("POST", "/v1/credentials")
    assert operation is not None
    assert list(described.faults(operation, 418, PROBLEM_JSON, b"{}")) == ["418 is not documented"]
    assert list(described.faults(operation, 201, "application/json", b'{"id": 7}')) != []
    assert list(described.faults(operation, 409, PROBLEM_JSON, b'{"title": "x"}')) != []
    assert list(described.faults(operation, 409, "text/plain", b"no")) != []
    assert described.operation("HEAD", "/v1/credentials") == described.operation("GET", "/v1/credentials")
    assert described.operation("PATCH", "/v1/credentials") is None
    assert described.operation("GET", "/no/such/address/at/all") is None
    document = described.operation("GET", "/o/northgate/achievements/workshop/1.json")
    assert document is not None
    assert document["operationId"].startswith("achievement_document")
