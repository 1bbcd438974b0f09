"""What an organisation offers: its page, and a page and JSON for each published version."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import HTMLResponse

from app.api.documents import with_etag
from app.api.payloads import SLUG
from app.api.problem_docs import UNCHANGED, problems
from app.db import achievements, organisations
from app.db.organisations import OrganisationRow
from app.deps import WithTools
from app.errors import NotFound
from app.negotiation import preferred
from app.pages.picture import picture
from app.pages.plain import site
from app.pages.public_views import achievement_view, offer_view, organisation_view
from app.pages.rendering import render
from app.verbs.organisations import profile_of
from app.wiring import Tools

router = APIRouter(tags=["offers"])

Slug = Annotated[str, Path(pattern=SLUG)]
_FORMS = ("application/json", "text/html", "application/ld+json")
#: achievements on an organisation's page
_SHOWN = 200


@router.get("/o/{slug}", responses={**UNCHANGED, **problems(404, 422)}, response_model=dict[str, Any])
def organisation_page(slug: Slug, request: Request, tools: WithTools) -> Response:
    """An organisation and its published achievements: a page, or its Open Badges Profile as JSON."""
    row = _organisation(tools, slug)
    profile = profile_of(row).profile()
    if preferred(request.headers.get("accept"), _FORMS) != "text/html":
        body = json.dumps(profile, ensure_ascii=False).encode("utf-8")
        return with_etag(request, body, "application/json", cache="public, max-age=300")
    here = site(tools)
    with tools.database.read() as connection:
        page = achievements.page(connection, slug, limit=_SHOWN)
        published = [
            version
            for line in page.rows
            if line.published_version is not None
            and (version := achievements.latest(connection, slug, line.achievement_id, published=True))
        ]
    offers = tuple(
        offer_view(
            json.loads(version.document or b"{}"),
            profile,
            href=f"{here.root}/o/{slug}/achievements/{version.achievement_id}/{version.version}",
            picture=f"{here.root}/o/{slug}/achievements/{version.achievement_id}/picture.svg",
        )
        for version in published
    )
    view = organisation_view(
        profile,
        offers,
        json_href=f"{here.root}/v1/organisations/{slug}",
        organisation_type=profile_of(row).organisation_type,
    )
    return HTMLResponse(render("organisation.html", here, view=view))


@router.get(
    "/o/{slug}/achievements/{achievement}/picture.svg",
    responses={200: {"content": {"image/svg+xml": {}}}, **UNCHANGED, **problems(404, 422)},
    response_class=Response,
)
def achievement_picture(slug: Slug, achievement: Slug, request: Request, tools: WithTools) -> Response:
    """The picture of an achievement: its own for each, of one family for each organisation."""
    with tools.database.read() as connection:
        found = achievements.latest(connection, slug, achievement, published=True)
    if found is None:
        raise NotFound
    sandbox = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'none'"}
    body = picture(slug, achievement, found.name)
    return with_etag(request, body, "image/svg+xml", cache="public, max-age=86400", headers=sandbox)


@router.get(
    "/o/{slug}/achievements/{achievement}/{version}.json",
    responses={**UNCHANGED, **problems(404, 422)},
    response_model=dict[str, Any],
)
def achievement_document(
    slug: Slug,
    achievement: Slug,
    version: Annotated[int, Path(ge=1, le=999_999)],
    request: Request,
    tools: WithTools,
) -> Response:
    """A published version as its awards carry it, also for a browser."""
    with tools.database.read() as connection:
        found = achievements.get_version(connection, slug, achievement, version)
    if found is None or found.state != "published" or found.document is None:
        raise NotFound
    return with_etag(request, found.document, _FORMS[0], cache="public, max-age=300")


@router.get(
    "/o/{slug}/achievements/{achievement}/{version}",
    responses={**UNCHANGED, **problems(404, 422)},
    response_model=dict[str, Any],
)
def achievement_page(
    slug: Slug,
    achievement: Slug,
    version: Annotated[int, Path(ge=1, le=999_999)],
    request: Request,
    tools: WithTools,
) -> Response:
    """A published version of an achievement: a page, or the document as its awards carry it."""
    row = _organisation(tools, slug)
    with tools.database.read() as connection:
        found = achievements.get_version(connection, slug, achievement, version)
        newest = achievements.latest(connection, slug, achievement, published=True)
    if found is None or found.state != "published" or found.document is None:
        raise NotFound
    kind = preferred(request.headers.get("accept"), _FORMS)
    if kind != "text/html":
        return with_etag(request, found.document, kind or _FORMS[0], cache="public, max-age=300")
    here = site(tools)
    superseded = newest is not None and newest.version > version
    view = achievement_view(
        json.loads(found.document),
        profile_of(row).profile(),
        version=str(version),
        issuer_href=f"{here.root}/o/{slug}",
        json_href=f"{here.root}/o/{slug}/achievements/{achievement}/{version}.json",
        superseded_by=(
            f"{here.root}/o/{slug}/achievements/{achievement}/{newest.version}"
            if superseded and newest
            else None
        ),
        picture=f"{here.root}/o/{slug}/achievements/{achievement}/picture.svg",
    )
    return HTMLResponse(render("achievement.html", here, view=view))


def _organisation(tools: Tools, slug: str) -> OrganisationRow:
    with tools.database.read() as connection:
        row = organisations.get(connection, slug)
    if row is None:
        raise NotFound
    return row
