"""Achievements: what an organisation can award, in versions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.api import answers, examples
from app.api.paging import Cursor, Limit, read_cursor, size
from app.api.payloads import SLUG, AchievementPage, AchievementRequest, AchievementTold, PreviewTold
from app.api.problem_docs import problems
from app.api.strict import StrictRoute
from app.db import achievements
from app.deps import WithCaller, WithTools
from app.scopes import Scope
from app.verbs import define

router = APIRouter(prefix="/achievements", route_class=StrictRoute, tags=["achievements"])

Slug = Annotated[str, Path(pattern=SLUG)]
Version = Annotated[int, Path(ge=1, le=999_999)]


@router.post("", status_code=201, responses=problems(401, 403, 409, 422))
def create_achievement(
    body: Annotated[AchievementRequest, examples.ACHIEVEMENT], tools: WithTools, caller: WithCaller
) -> AchievementTold:
    """Define an achievement: version 1, as a draft, or published at once.

    Send what you know; what can honestly be filled in is, and is listed under `defaulted`. A draft is kept
    with everything that still stands in its way, listed under `problems`.
    """
    defined = define.create(tools, caller, body.slug, body.definition(), publish=body.publish)
    return answers.achievement(tools, defined)


@router.post("/preview", responses=problems(401, 403, 422))
def preview_achievement(
    body: Annotated[AchievementRequest, examples.ACHIEVEMENT], tools: WithTools, caller: WithCaller
) -> PreviewTold:
    """What a definition would become, and everything that stands in its way. Stores nothing."""
    return answers.preview(define.preview(tools, caller, body.slug or "preview", body.definition()))


@router.get("", responses=problems(401, 403, 422))
def list_achievements(
    tools: WithTools, caller: WithCaller, limit: Limit = None, cursor: Cursor = None
) -> AchievementPage:
    """Your achievements, newest first, each as its newest version has it."""
    caller.require(Scope.ACHIEVEMENTS_READ)
    place = read_cursor(cursor)
    with tools.database.read() as connection:
        page = achievements.page(connection, caller.organisation, cursor=place, limit=size(tools, limit))
    return AchievementPage(
        items=[answers.achievement_line(row) for row in page.rows],
        next=page.next.to_text() if page.next else None,
    )


@router.get("/{slug}", responses=problems(401, 403, 404, 422))
def get_achievement(
    slug: Slug,
    tools: WithTools,
    caller: WithCaller,
    version: Annotated[int | None, Query(ge=1, description="Left out: the newest")] = None,
) -> AchievementTold:
    """One achievement of yours, with what it becomes and what stands in its way."""
    caller.require(Scope.ACHIEVEMENTS_READ)
    return answers.achievement(tools, define.get(tools, caller, slug, version))


@router.post("/{slug}/versions", status_code=201, responses=problems(401, 403, 404, 409, 422))
def add_version(
    slug: Slug,
    body: Annotated[AchievementRequest, examples.NEXT_VERSION],
    tools: WithTools,
    caller: WithCaller,
) -> AchievementTold:
    """The next version. Awards made from earlier versions stay what they are."""
    defined = define.add_version(tools, caller, slug, body.definition(), publish=body.publish)
    return answers.achievement(tools, defined)


@router.put("/{slug}/versions/{version}", responses=problems(401, 403, 404, 409, 422))
def replace_draft(
    slug: Slug,
    version: Version,
    body: Annotated[AchievementRequest, examples.WHOLE_ACHIEVEMENT],
    tools: WithTools,
    caller: WithCaller,
) -> AchievementTold:
    """Say a draft anew. A published version never changes."""
    defined = define.replace_draft(tools, caller, slug, version, body.definition(), publish=body.publish)
    return answers.achievement(tools, defined)


@router.post("/{slug}/versions/{version}/publish", responses=problems(401, 403, 404, 409, 422))
def publish_version(slug: Slug, version: Version, tools: WithTools, caller: WithCaller) -> AchievementTold:
    """Fix a draft for ever, so that awards can be made from it."""
    return answers.achievement(tools, define.publish(tools, caller, slug, version))
