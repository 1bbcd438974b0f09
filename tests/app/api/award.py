"""The smallest request for an award of the fixture's badge."""

from __future__ import annotations

from typing import Any


def award(reference: str | None = "N-1", **changes: Any) -> dict[str, Any]:
    recipient = {"name": "Ana Andersson", **({"reference": reference} if reference else {})}
    return {"achievement": "workshop", "recipient": recipient, **changes}
