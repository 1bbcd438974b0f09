"""The API's description, with what FastAPI does not know: problems as one schema."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.api.problem_docs import ProblemTold, complete


def install(app: FastAPI) -> None:
    """Make `app.openapi()` describe problems as problem+json wherever a route can answer with one."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title, version=app.version, summary=app.summary, routes=app.routes
            )
            schemas = document["components"]["schemas"]
            for name in ("HTTPValidationError", "ValidationError"):  # never sent: problems are
                schemas.pop(name, None)
            model = ProblemTold.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(model.pop("$defs"))
            schemas["ProblemTold"] = model
            for operations in document["paths"].values():
                for operation in operations.values():
                    complete(operation)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]
