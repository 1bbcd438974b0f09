"""The baseline over HTTP: a FastAPI endpoint that signs whatever it gets, and keeps nothing of it.

Run by `uvicorn benchmarks.bare_service:app`. No caller is asked for a key, nothing is checked or stored.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Response

from benchmarks.plain import PlainSigner

#: The bare service's key and its name; whoever checks its answers makes the same one.
SIGNER = PlainSigner("bare service", "did:example:bare#key")
CREATED = "2026-01-01T00:00:00Z"

app = FastAPI()


@app.get("/healthz")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/sign")
def sign(document: dict[str, Any]) -> Response:
    return Response(SIGNER.sign(document, CREATED), media_type="application/json")
