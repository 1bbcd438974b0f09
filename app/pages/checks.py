"""Where anybody checks an award without any account: paste a link or a file's content, read the verdict."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse

from app.deps import WithTools
from app.errors import NotFound
from app.messages import message
from app.pages.plain import site
from app.pages.rendering import render
from app.pages.verdict_view import nothing_found, verdict_view
from app.pages.views import PasteForm, VerdictView
from app.verbs import verify
from app.wiring import Tools
from credentials.errors import Unreadable

router = APIRouter(include_in_schema=False)

#: what is checked is nobody's to keep, not even the browser's
_NOT_KEPT: Final = {"Cache-Control": "no-store"}


@router.get("/")
def home(tools: WithTools) -> HTMLResponse:
    """The front door."""
    here = site(tools)
    return HTMLResponse(render("home.html", here, form=PasteForm(f"{here.root}/verify")))


@router.get("/verify")
def form(tools: WithTools) -> HTMLResponse:
    """The form alone."""
    here = site(tools)
    return HTMLResponse(render("paste.html", here, form=PasteForm(f"{here.root}/verify")))


@router.post("/verify")
def check(tools: WithTools, credential: Annotated[str, Form()] = "") -> HTMLResponse:
    """The verdict for what was pasted."""
    here = site(tools)
    text = credential.strip()
    if not text:
        empty = PasteForm(f"{here.root}/verify", problem=message("paste.empty"))
        return HTMLResponse(render("paste.html", here, form=empty), 422, headers=_NOT_KEPT)
    return HTMLResponse(render("verdict.html", here, view=_view(tools, text)), headers=_NOT_KEPT)


def _view(tools: Tools, text: str) -> VerdictView:
    is_link = text.startswith(("http://", "https://")) and not any(c.isspace() for c in text)
    try:
        found = verify.by_url(tools, text) if is_link else verify.presented(tools, text.encode("utf-8"))
    except NotFound:
        return nothing_found("link", tools.clock.now(), nothing_kept=True)
    except (Unreadable, UnicodeEncodeError):
        return nothing_found("text", tools.clock.now(), nothing_kept=True)
    return verdict_view(found.report, found.document, site(tools), nothing_kept=True)
