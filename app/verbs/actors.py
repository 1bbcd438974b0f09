"""Who did it, as the audit log names them, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import InsufficientScope
from app.scopes import Scope


@dataclass(frozen=True, slots=True)
class Caller:
    """An organisation's API key at work. The tenant comes from here and from nowhere else (security A1)."""

    organisation: str
    key_id: str
    scopes: frozenset[Scope]

    @property
    def actor(self) -> str:
        return f"api-key:{self.key_id}"

    def require(self, scope: Scope) -> None:
        """Raises InsufficientScope."""
        if scope not in self.scopes:
            raise InsufficientScope(scope)


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs this deployment: creates organisations and loads registers, and signs nothing."""

    key_id: str

    @property
    def actor(self) -> str:
        return f"operator:{self.key_id}"
