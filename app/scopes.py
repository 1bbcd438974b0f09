"""What an API key may do. A key has some of these; the operator's key creates organisations and registers."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    ACHIEVEMENTS_READ = "achievements:read"
    ACHIEVEMENTS_WRITE = "achievements:write"
    CREDENTIALS_READ = "credentials:read"
    CREDENTIALS_ISSUE = "credentials:issue"
    CREDENTIALS_REVOKE = "credentials:revoke"
    KEYS_MANAGE = "keys:manage"


ALL_SCOPES = frozenset(Scope)
