"""What every page route shares: the site, HTML answers, and pages that say one thing."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.messages import message
from app.negotiation import preferred
from app.pages.rendering import Site, render
from app.wiring import Tools

#: a page about one person's award is nobody's to index or to keep
PRIVATE: Final = {"X-Robots-Tag": "noindex", "Cache-Control": "private, no-cache"}


def site(tools: Tools) -> Site:
    """This deployment as its pages know it. English until other languages are complete."""
    return Site(
        host=tools.addresses.host,
        root=urlsplit(tools.settings.public_url).path.rstrip("/"),
        language="en",
    )


def prefers_html(request: Request) -> bool:
    """Is this a browser, on an address that people open? The API always answers in JSON."""
    if request.url.path.startswith("/v1/"):
        return False
    offers = ("application/problem+json", "text/html")
    return preferred(request.headers.get("accept"), offers) == "text/html"


def failure_page(tools: Tools, status: int, instance: str) -> HTMLResponse:
    """The page for an address with nothing behind it, and for failures of ours."""
    kind = "error" if status >= 500 else "notFound"
    text = render(
        "plain.html",
        site(tools),
        heading=message(f"{kind}.title"),
        text=message(f"{kind}.text"),
        reference=instance if kind == "error" else None,
    )
    return HTMLResponse(text, status, headers=PRIVATE)
