"""An award's addresses: its id, which opens nothing by itself, and its share link, which opens it.

One address, several forms: a page for people, the signed JSON and the JWT for programs, by the Accept
header or by `.json` and `.jwt`, which also name the file that a browser saves.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from app.api.documents import OPEN, with_etag
from app.api.payloads import SLUG
from app.api.problem_docs import UNCHANGED, problems
from app.db import credentials, organisations, status_ledger
from app.deps import WithTools
from app.errors import NotAcceptable, NotFound
from app.messages import message
from app.negotiation import preferred
from app.pages.plain import PRIVATE, prefers_html, site
from app.pages.public_views import Standing, credential_view
from app.pages.rendering import render
from app.pages.verdict_view import verdict_view
from app.pages.views import Download
from app.verbs import registers, verify
from app.verbs.verify import SharedAward
from app.wiring import Tools
from credentials.verification.issuer import Identity, IssuerSeen

router = APIRouter(tags=["awards"])

Slug = Annotated[str, Path(pattern=SLUG)]
CredentialId = Annotated[str, Path(pattern=r"^[a-z2-7]{26}$")]

_JSON: Final = ("application/vc+ld+json", "application/ld+json", "application/json")
_JWT: Final = "application/vc+jwt"
_OFFERS: Final = (_JSON[0], "text/html", *_JSON[1:], _JWT)
_NO_JWT: Final = (
    "This award has no JWT form: the Open Badges form needs the learner's DID as the token's subject, and "
    "this award identifies the learner otherwise. The signed JSON is the same award."
)


@router.get("/o/{slug}/credentials/{credential}", responses=problems(404, 422), response_model=dict[str, Any])
def credential_by_id(slug: Slug, credential: CredentialId, request: Request, tools: WithTools) -> Response:
    """What a credential's id says to everybody: its issuer and whether it stands. Nothing about the learner.

    Whoever wants to see the award asks its holder for the link.
    """
    with tools.database.read() as connection:
        row = credentials.get(connection, slug, credential)
        organisation = organisations.get(connection, slug)
        events = status_ledger.events_of(connection, slug, credential)
    if row is None or organisation is None or row.state != "issued":
        raise NotFound
    since = events[-1].at if events else row.valid_until
    standing: Standing = "inForce"
    if row.status == "revoked":
        standing = "replaced" if events[-1].reason == "replaced" else "revoked"
    elif row.status == "suspended":
        standing = "suspended"
    elif row.valid_until is not None and row.valid_until <= tools.clock.now():
        standing = "expired"
    if not prefers_html(request):
        told = {
            "id": tools.addresses.credential(slug, credential),
            "issuer": {"id": organisation.did, "name": organisation.name},
            "status": standing,
            "says": "Ask the holder for the award's link; this address does not open it.",
        }
        return JSONResponse(told, headers={**OPEN, **PRIVATE})
    vouches = registers.trust(tools, organisation.did).vouches.get(organisation.did, ())
    seen = IssuerSeen(
        organisation.did,
        organisation.name,
        Identity.IN_REGISTER if vouches else Identity.HOSTED,
        vouches=vouches,
    )
    view = credential_view(seen, standing, tools.clock.now(), since)
    return HTMLResponse(render("credential.html", site(tools), view=view), headers=PRIVATE)


@router.get(
    "/o/{slug}/share/{credential}/{token}",
    responses={
        200: {
            "description": "The award in the form that was asked for",
            "content": {
                "text/html": {},
                _JWT: {"schema": {"type": "string"}},
                **{kind: {"schema": {"type": "object"}} for kind in _JSON},
            },
        },
        **UNCHANGED,
        **problems(404, 406, 422),
    },
    response_class=Response,
)
def shared_award(
    slug: Slug,
    credential: CredentialId,
    token: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{22}(\.json|\.jwt)?$")],
    request: Request,
    tools: WithTools,
) -> Response:
    """An award by its share link: a page with the verdict for people, the signed document for programs.

    With `.json` or `.jwt` at the end, the file itself. A link that was renewed or closed is not there.
    """
    bare, _, ending = token.partition(".")
    if ending:
        form: str | None = _JWT if ending == "jwt" else _JSON[0]
    else:
        form = preferred(request.headers.get("accept"), _OFFERS)
    if form is None:
        raise NotAcceptable(f"An award is to be had as {', '.join(_OFFERS)}.")
    award = verify.shared(tools, slug, credential, bare)
    if form == "text/html":
        return _page(tools, award, f"{request.url.path}")
    body = award.body if form in _JSON else award.jwt
    if body is None:
        raise NotAcceptable(_NO_JWT)
    headers = {"X-Robots-Tag": "noindex", "Vary": "Accept"}
    if ending:
        headers["Content-Disposition"] = f'attachment; filename="{_file_name(award, ending)}"'
    return with_etag(request, body, form, cache="private, no-cache", headers=headers)


def _page(tools: Tools, award: SharedAward, path: str) -> HTMLResponse:
    found = verify.presented(tools, award.body)
    here = site(tools)
    forms = ("json", "jwt") if award.jwt is not None else ("json",)
    view = verdict_view(
        found.report,
        found.document,
        here,
        downloads=tuple(
            Download(message(f"download.{form}"), f"{here.root}{path}.{form}", _file_name(award, form))
            for form in forms
        ),
        picture=f"{here.root}/o/{award.row.organisation_id}/achievements/{award.row.achievement_id}/picture.svg",
        nothing_kept=True,
    )
    text = render("verdict.html", here, view=view)
    return HTMLResponse(text, headers={**PRIVATE, "Vary": "Accept"})


def _file_name(award: SharedAward, ending: str) -> str:
    """A name that its holder recognises among others; nothing personal, nothing to quote."""
    return f"{award.row.achievement_id}-{award.row.id[:6]}.{ending}"
