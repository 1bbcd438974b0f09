"""Every outside document that one verification used, or why it is missing.

Checks never touch a network: they read evidence, and say what more they want (`Need`). Whoever can
reach the network gathers it. A verdict can therefore be replayed from stored evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class NeedKind(StrEnum):
    DID_DOCUMENT = "did-document"  # `url` is the DID itself
    STATUS_LIST = "status-list"  # `url` is statusListCredential


@dataclass(frozen=True, slots=True)
class Need:
    """An outside document that a check wants before it can answer."""

    kind: NeedKind
    url: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: exact bytes, and when."""

    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Missing:
    """Evidence of absence. `code` is a problem code (`remote-blocked`, `not-fetched`, ...)."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What has been gathered so far."""

    items: Mapping[Need, Fetched | Missing] = field(default_factory=dict)

    def get(self, need: Need) -> Fetched | Missing | None:
        """None: nobody has looked yet."""
        return self.items.get(need)

    def plus(self, found: Mapping[Need, Fetched | Missing]) -> Evidence:
        return Evidence({**self.items, **found})
