"""Organisations and their API keys."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from app.api import answers, examples
from app.api.paging import Limit, size
from app.api.payloads import (
    SLUG,
    ApiKeyRequest,
    ApiKeyTold,
    NewApiKeyTold,
    OrganisationPage,
    OrganisationRequest,
    OrganisationTold,
)
from app.api.problem_docs import problems
from app.api.strict import StrictRoute
from app.db import api_keys as keys_table
from app.db import organisations as organisations_table
from app.deps import WithEither, WithOperator, WithTools
from app.errors import NotFound
from app.scopes import Scope
from app.verbs import api_keys, organisations
from app.verbs.actors import Caller, Operator
from app.verbs.organisations import NewOrganisation
from credentials.instants import parse_instant

router = APIRouter(prefix="/organisations", route_class=StrictRoute, tags=["organisations"])

Slug = Annotated[str, Path(pattern=SLUG, examples=["northgate"])]


@router.post("", status_code=201, responses=problems(401, 409, 422))
def create_organisation(
    body: Annotated[OrganisationRequest, examples.ORGANISATION], tools: WithTools, operator: WithOperator
) -> OrganisationTold:
    """Create an organisation: it gets its DID and its signing keys. For the operator.

    The DID is the organisation's one public identifier and never changes.
    """
    said = body.said()
    profile: dict[str, Any] = {k: v for k, v in said.items() if k not in ("slug", "name", "didForm")}
    new = NewOrganisation(body.slug, body.name, body.did_form, profile)
    return answers.organisation(tools, organisations.create(tools, operator, new))


@router.get("", responses=problems(401, 422))
def list_organisations(
    tools: WithTools,
    operator: WithOperator,
    limit: Limit = None,
    cursor: Annotated[str | None, Query(pattern=SLUG, description="`next` of the page before")] = None,
) -> OrganisationPage:
    """The organisations of this deployment, by name. For the operator."""
    rows_wanted = size(tools, limit)
    with tools.database.read() as connection:
        rows = organisations_table.page(connection, after=cursor or "", limit=rows_wanted + 1)
    shown = rows[:rows_wanted]
    return OrganisationPage(
        items=[answers.organisation(tools, row) for row in shown],
        next=shown[-1].id if len(rows) > rows_wanted else None,
    )


@router.get("/{slug}", responses=problems(404, 422))
def get_organisation(slug: Slug, tools: WithTools) -> OrganisationTold:
    """Who an organisation is. Public."""
    return answers.organisation(tools, organisations.get(tools, slug))


@router.post("/{slug}/api-keys", status_code=201, responses=problems(401, 403, 404, 409, 422))
def create_api_key(
    slug: Slug, body: Annotated[ApiKeyRequest, examples.API_KEY], tools: WithTools, by: WithEither
) -> NewApiKeyTold:
    """Make an API key. Its text is in this answer and nowhere else, ever.

    Two keys of one label can be live at a time, so that a program can change from one to the next. A key
    with `keys:manage` can make others with scopes that it has itself; the operator can make any.
    """
    _own(by, slug)
    expires = parse_instant(body.expires_at) if body.expires_at else None
    new = api_keys.create(tools, by, slug, label=body.label, scopes=body.scopes, expires_at=expires)
    return NewApiKeyTold(**dict(answers.api_key(new.row)), key=new.text)


@router.get("/{slug}/api-keys", responses=problems(401, 403, 404, 422))
def list_api_keys(slug: Slug, tools: WithTools, by: WithEither) -> list[ApiKeyTold]:
    """Every key the organisation ever had, without their texts."""
    _own(by, slug)
    if isinstance(by, Caller):
        by.require(Scope.KEYS_MANAGE)
    with tools.database.read() as connection:
        if organisations_table.get(connection, slug) is None:
            raise NotFound
        rows = keys_table.of_organisation(connection, slug)
    return [answers.api_key(row) for row in rows]


@router.delete("/{slug}/api-keys/{key_id}", status_code=204, responses=problems(401, 403, 404, 422))
def revoke_api_key(
    slug: Slug, key_id: Annotated[str, Path(pattern=r"^[a-z2-7]{16}$")], tools: WithTools, by: WithEither
) -> Response:
    """Take a key back. It stops working with the next request."""
    _own(by, slug)
    api_keys.revoke(tools, by, slug, key_id)
    return Response(status_code=204)


def _own(by: Caller | Operator, slug: str) -> None:
    """Another organisation's keys are not there, whether it exists or not (security A1)."""
    if isinstance(by, Caller) and by.organisation != slug:
        raise NotFound
