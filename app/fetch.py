"""Documents that other hosts publish. The only way to addresses that come from users' data.

This deployment does not fetch yet (docs/verification.md, "What is not built"): every foreign document is
missing, which makes an answer undecided and never green. Our own documents need no fetch; the verb that
gathers evidence resolves them from the database.
"""

from __future__ import annotations

from typing import Protocol

from credentials.evidence import Fetched, Missing, Need


class Web(Protocol):
    """Everything outside this deployment, as evidence."""

    def get(self, need: Need) -> Fetched | Missing:
        """What is published at `need.url`, or why it could not be had. Never raises."""
        ...


class NoWeb:
    """A web without an outside."""

    def get(self, need: Need) -> Fetched | Missing:
        return Missing("not-fetched", "This service does not fetch documents of other hosts.")
