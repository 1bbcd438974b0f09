"""One HTTP exchange with an ASGI application, message by message, without a server or a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send


def problem_url(code: str) -> str:
    return f"https://badges.example/problems/{code}"


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    read: int = 0  # how many messages of the request were asked for


def exchange(
    app: ASGIApp,
    path: str = "/",
    *,
    method: str = "GET",
    headers: Sequence[tuple[str, str]] = (),
    chunks: Sequence[bytes] = (),
    hang_up: bool = False,
    state: dict[str, object] | None = None,
) -> Answer:
    """One request, given to the application message by message as a server would."""
    answer = Answer()
    messages: list[Message] = [{"type": "http.request", "body": c, "more_body": True} for c in chunks]
    if messages and not hang_up:
        messages[-1]["more_body"] = False

    async def receive() -> Message:
        answer.read += 1
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {n.decode(): v.decode() for n, v in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in headers],
        "state": state if state is not None else {},
    }
    asyncio.run(app(scope, receive, send))
    return answer


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the body that it was given, and counts how it came."""
    body, more, parts = b"", True, 0
    while more:
        message = await receive()
        parts += 1
        if message["type"] == "http.disconnect":
            break
        body += message["body"]
        more = message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": [(b"parts", str(parts).encode())]})
    await send({"type": "http.response.body", "body": body})


def answering(**headers: str) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raw = [(n.replace("_", "-").lower().encode(), v.encode()) for n, v in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        await send({"type": "http.response.body", "body": b"ok"})

    return app
