"""A whole internet in a dict: the fetcher's protocol over documents that a test puts there."""

from __future__ import annotations

from dataclasses import dataclass, field

from credentials.evidence import Fetched, Missing, Need
from tests.fixed_clock import NOON


@dataclass
class FakeWeb:
    """Implements app.fetch.Web. `pages`: DID or URL to bytes, or to why it cannot be had."""

    pages: dict[str, bytes | Missing] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, need: Need) -> Fetched | Missing:
        self.asked.append(need.url)
        page = self.pages.get(need.url, Missing("not-fetched", "There is no such page in this test's web."))
        return page if isinstance(page, Missing) else Fetched(page, NOON)
