"""The rules that every request body of ours keeps: closed, frozen, in the JSON names of the documents."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

_Item = TypeVar("_Item")


def _not_empty(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    # pydantic's own min_length counts good items, so it calls a list of one bad item too short as well.
    if not items:
        raise PydanticCustomError("too_short", "is an empty list: leave it out, or say something")
    return items


#: One or more.
Several: TypeAlias = Annotated[
    tuple[_Item, ...], AfterValidator(_not_empty), Field(json_schema_extra={"minItems": 1})
]


def _json_name(name: str) -> str:
    return "digestSRI" if name == "digest_sri" else to_camel(name)


class Part(BaseModel):
    """A part of what a client says. `type` is never sent: the server knows which class stands where.

    An unknown member is refused rather than dropped, since a badge without it would say something else
    than its sender meant. `null` counts as not said; an empty list is refused.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=_json_name,
        field_title_generator=lambda name, field: getattr(field, "alias", None) or _json_name(name),
    )

    def said(self) -> dict[str, Any]:
        """What was said, as JSON with the documents' names; nothing defaulted, nothing null."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)
