"""The API's description (/openapi.json) as something that answers are held to.

`held_to(service)` lets no answer pass whose status the description does not name for its operation, or whose
JSON is not of the schema that it gives. Addresses that the description does not list are not judged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from tests.service import Service

PROBLEM_JSON = "application/problem+json"


class Description:
    """One OpenAPI document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._validators: dict[str, Draft202012Validator] = {}

    @cached_property
    def operations(self) -> tuple[tuple[str, str, dict[str, Any]], ...]:
        """(method in capitals, path template, operation)."""
        return tuple(
            (method.upper(), path, operation)
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
        )

    @cached_property
    def _templates(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The most literal first, as the routes are looked up."""

        def pattern(path: str) -> re.Pattern[str]:
            return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))

        literal = sorted(self.document["paths"], key=lambda path: -len(re.sub(r"\{\w+\}", "", path)))
        return tuple((pattern(path), path) for path in literal)

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        """What the description says about this request; HEAD is GET without its body."""
        method = "get" if method == "HEAD" else method.lower()
        for pattern, template in self._templates:
            if pattern.fullmatch(path):
                found: dict[str, Any] | None = self.document["paths"][template].get(method)
                return found
        return None

    def examples(self, method: str, path: str) -> Mapping[str, Any]:
        """The examples of a request's JSON body, by name."""
        content = self.document["paths"][path][method.lower()]["requestBody"]["content"]
        return {name: example["value"] for name, example in content["application/json"]["examples"].items()}

    def schema_faults(self, schema: dict[str, Any], value: object) -> Iterator[str]:
        """Where a value is not of a schema of the description."""
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            whole = {**schema, "components": self.document["components"]}
            self._validators[key] = Draft202012Validator(whole)
        for error in self._validators[key].iter_errors(value):
            yield f"{error.json_path}: {error.message[:200]}"

    def faults(self, operation: dict[str, Any], status: int, content_type: str, body: bytes) -> Iterator[str]:
        """What the description does not say about an answer that was given."""
        told = operation["responses"].get(str(status))
        if told is None:
            yield f"{status} is not documented"
            return
        kind = content_type.partition(";")[0]
        if status >= 400 and kind not in (PROBLEM_JSON, "text/html", "application/json"):
            yield f"{status} is told as {kind or 'nothing'}"
        schema = told.get("content", {}).get(kind, {}).get("schema")
        if schema is not None and kind.endswith("json") and body:
            yield from self.schema_faults(schema, json.loads(body))


_described: dict[str, Description] = {}


def description_of(service: Service) -> Description:
    """The description that a service gives; it is the same for every deployment, so it is made once."""
    if "it" not in _described:
        _described["it"] = Description(service.client.get("/openapi.json").json())
    return _described["it"]


def held_to(service: Service) -> Service:
    """From here on each answer is looked up in the description, and one that is not in it fails the test."""
    description = description_of(service)

    def look_up(answer: httpx.Response) -> None:
        request = answer.request
        operation = description.operation(request.method, request.url.path)
        if operation is None:
            return
        body = answer.read()
        found = list(
            description.faults(operation, answer.status_code, answer.headers.get("content-type", ""), body)
        )
        assert found == [], (request.method, request.url.path, answer.status_code, found)

    service.client.event_hooks["response"].append(look_up)
    return service
