"""The pages' routes together, with the problem pages and the static files."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, FastAPI, Path
from fastapi.responses import HTMLResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.deps import WithTools
from app.errors import NotFound
from app.pages import awards, checks, offers
from app.pages.plain import site
from app.pages.public_views import problem_view
from app.pages.rendering import STATIC, render
from app.problem_types import PROBLEM_TYPES

router = APIRouter()
for module in (checks, awards, offers):
    router.include_router(module.router)

_FOR_EVER: Final = "public, max-age=31536000, immutable"


@router.get("/problems/{code}", include_in_schema=False)
def problem_page(code: Annotated[str, Path(max_length=64)], tools: WithTools) -> HTMLResponse:
    """What a kind of problem means and what to do about it."""
    kind = PROBLEM_TYPES.get(code)
    if kind is None:
        raise NotFound
    url = kind.url if kind.url.startswith("https:") else tools.addresses.below(kind.url)
    return HTMLResponse(render("problem.html", site(tools), view=problem_view(kind, url)))


class _Assets(StaticFiles):
    """Our own files; their addresses change with their content, so they may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200 and b"v=" in scope.get("query_string", b""):
            response.headers["Cache-Control"] = _FOR_EVER
        return response


def mount_static(app: FastAPI) -> None:
    """Serve app/pages/static below /static."""
    app.mount(STATIC, _Assets(packages=[("app.pages", "static")]))
