"""Names for JSON, so that signatures can say what they take."""

from __future__ import annotations

from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]
JsonValue: TypeAlias = "JsonObject | list[Any] | str | int | float | bool | None"
