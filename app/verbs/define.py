"""Defining what can be awarded: drafts that may still be wanting, versions that never change.

A draft is kept with whatever is still in its way; publishing is refused until nothing is. Every version has
an identifier of its own, so that nothing said about one version is said about another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from app import tokens
from app.db import achievements, audit, organisations
from app.db.achievements import AchievementVersionRow, VersionContent
from app.db.errors import AlreadyThere
from app.errors import Conflict, Invalid, NotFound
from app.scopes import Scope
from app.verbs.actors import Caller
from app.verbs.organisations import profile_of
from app.wiring import Tools
from credentials.findings import Problem
from credentials.json_types import JsonObject
from issuers.achievement import Completed, complete


@dataclass(frozen=True, slots=True)
class Defined:
    """A version as it is stored, beside what completing it found."""

    row: AchievementVersionRow
    completed: Completed


def preview(tools: Tools, caller: Caller, slug: str, definition: JsonObject) -> Completed:
    """What the definition would become, and everything in its way. Stores nothing."""
    caller.require(Scope.ACHIEVEMENTS_WRITE)
    return _complete(tools, caller.organisation, slug, 1, definition)


def create(
    tools: Tools, caller: Caller, slug: str | None, definition: JsonObject, *, publish: bool
) -> Defined:
    """A new achievement: version 1, a draft, or published at once.

    Raises Conflict if the slug is taken, Invalid with every breach if it is to be published and cannot be.
    """
    caller.require(Scope.ACHIEVEMENTS_WRITE)
    slug = slug or tokens.new_id(tools.random)
    completed = _complete(tools, caller.organisation, slug, 1, definition)
    if publish:
        refuse_breaches(completed)
    now = tools.clock.now()
    with tools.database.write() as connection:
        try:
            content = _content(definition, completed)
            achievements.create(connection, caller.organisation, slug, content, now)
        except AlreadyThere:
            raise Conflict("already-exists", f"You have an achievement named {slug}.") from None
        _note(tools, connection, caller, "achievement.created", slug, 1)
        if publish:
            _publish(tools, connection, caller, slug, 1, completed)
    return _defined(tools, caller, slug, 1, completed)


def replace_draft(
    tools: Tools, caller: Caller, slug: str, version: int, definition: JsonObject, *, publish: bool
) -> Defined:
    """Say a draft anew. Raises NotFound, Conflict `already-published`, Invalid."""
    caller.require(Scope.ACHIEVEMENTS_WRITE)
    completed = _complete(tools, caller.organisation, slug, version, definition)
    if publish:
        refuse_breaches(completed)
    with tools.database.write() as connection:
        content = _content(definition, completed)
        if not achievements.replace_draft(connection, caller.organisation, slug, version, content):
            if achievements.get_version(connection, caller.organisation, slug, version) is None:
                raise NotFound
            raise Conflict("already-published", f"Version {version} is published.")
        _note(tools, connection, caller, "achievement.draft-replaced", slug, version)
        if publish:
            _publish(tools, connection, caller, slug, version, completed)
    return _defined(tools, caller, slug, version, completed)


def add_version(tools: Tools, caller: Caller, slug: str, definition: JsonObject, *, publish: bool) -> Defined:
    """The next version. Raises NotFound, Conflict while a draft is open, Invalid."""
    caller.require(Scope.ACHIEVEMENTS_WRITE)
    with tools.database.read() as connection:
        newest = achievements.latest(connection, caller.organisation, slug)
    if newest is None:
        raise NotFound
    version = newest.version + 1
    completed = _complete(tools, caller.organisation, slug, version, definition)
    if publish:
        refuse_breaches(completed)
    with tools.database.write() as connection:
        try:
            made = achievements.add_version(
                connection, caller.organisation, slug, _content(definition, completed), tools.clock.now()
            )
        except AlreadyThere:
            raise Conflict(
                "already-exists", "A draft of the next version is open; change that one."
            ) from None
        if made != version:
            raise Conflict("already-exists", "Somebody else made the next version meanwhile.")
        _note(tools, connection, caller, "achievement.version-added", slug, version)
        if publish:
            _publish(tools, connection, caller, slug, version, completed)
    return _defined(tools, caller, slug, version, completed)


def publish(tools: Tools, caller: Caller, slug: str, version: int) -> Defined:
    """Fix a draft for ever. Raises NotFound, Conflict `already-published`, Invalid with every breach."""
    caller.require(Scope.ACHIEVEMENTS_WRITE)
    row = get(tools, caller, slug, version).row
    completed = _complete(tools, caller.organisation, slug, version, json.loads(row.definition))
    refuse_breaches(completed)
    with tools.database.write() as connection:
        _publish(tools, connection, caller, slug, version, completed)
    return _defined(tools, caller, slug, version, completed)


def get(tools: Tools, caller: Caller, slug: str, version: int | None = None) -> Defined:
    """A version of the caller's own, the newest if none is named. Raises NotFound."""
    with tools.database.read() as connection:
        if version is None:
            row = achievements.latest(connection, caller.organisation, slug)
        else:
            row = achievements.get_version(connection, caller.organisation, slug, version)
    if row is None:
        raise NotFound
    completed = _complete(tools, caller.organisation, slug, row.version, json.loads(row.definition))
    return Defined(row, completed)


def refuse_breaches(completed: Completed) -> None:
    """Raises Invalid with every breach at once, if there is any."""
    if completed.breaches:
        raise Invalid(*(Problem(b.code, b.remedy, b.pointer) for b in completed.breaches))


def _complete(tools: Tools, organisation: str, slug: str, version: int, definition: JsonObject) -> Completed:
    with tools.database.read() as connection:
        row = organisations.get(connection, organisation)
    if row is None:
        raise NotFound
    return complete(
        definition,
        achievement_id=tools.addresses.achievement(organisation, slug, version),
        version=version,
        issuer=profile_of(row),
        policy=tools.policy,
    )


def _content(definition: JsonObject, completed: Completed) -> VersionContent:
    document = completed.document
    return VersionContent(
        definition=json.dumps(definition, ensure_ascii=False).encode("utf-8"),
        document=json.dumps(document, ensure_ascii=False).encode("utf-8") if not completed.breaches else None,
        name=str(document.get("name", "")),
        quadrant=document.get("ecologyQuadrant"),
        category=document.get("credentialCategory"),
    )


def _publish(
    tools: Tools,
    connection: Connection,
    caller: Caller,
    slug: str,
    version: int,
    completed: Completed,
) -> None:
    document = json.dumps(completed.document, ensure_ascii=False).encode("utf-8")
    now = tools.clock.now()
    if not achievements.publish(connection, caller.organisation, slug, version, document=document, at=now):
        raise Conflict("already-published", f"Version {version} is published.")
    _note(tools, connection, caller, "achievement.published", slug, version)


def _defined(tools: Tools, caller: Caller, slug: str, version: int, completed: Completed) -> Defined:
    with tools.database.read() as connection:
        row = achievements.get_version(connection, caller.organisation, slug, version)
    if row is None:
        raise NotFound
    return Defined(row, completed)


def _note(tools: Tools, connection: Connection, caller: Caller, action: str, slug: str, version: int) -> None:
    audit.append(
        connection,
        caller.organisation,
        at=tools.clock.now(),
        actor=caller.actor,
        action=action,
        subject=f"{slug}/{version}",
    )
