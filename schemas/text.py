"""What a client's text, addresses, amounts and dates may look like, as pydantic types.

Signed text cannot be corrected afterwards, so what would mislead a reader is refused here, with the error
type `invalid_text`: control characters, and characters that reorder text. What *others* signed is not
judged by these rules; it is shown escaped.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

#: C0 but for tab and line feed, DEL, C1, and the halves of UTF-16 pairs that are no characters.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
#: Embeddings, overrides and isolates: they make text read otherwise than it is stored (Unicode TR 36, 3.1).
_REORDERING: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
#: A name is one line, and carries no direction marks either: two names that look alike must be alike.
_NOT_IN_A_NAME: Final = re.compile(r"[\t\n\u200e\u200f\u061c\u2028\u2029]")


def refusal(text: str, *, name: bool = False) -> str | None:
    """Why this text may not be signed, or None. `name`: it stands as one line, where people compare it."""
    if found := _CONTROL.search(text):
        return f"contains the control character U+{ord(found[0]):04X} at position {found.start()}"
    if found := _REORDERING.search(text):
        return f"contains U+{ord(found[0]):04X} at position {found.start()}, which reorders text"
    if name and (found := _NOT_IN_A_NAME.search(text)):
        return f"contains U+{ord(found[0]):04X} at position {found.start()}, which a name cannot have"
    return None


def _refuse(why: str) -> PydanticCustomError:
    return PydanticCustomError("invalid_text", "{why}", {"why": why})


def _checked_text(value: object) -> object:
    # Before pydantic's own check, which names a lone surrogate by no code that a caller could tell apart.
    if isinstance(value, str) and (why := refusal(value)):
        raise _refuse(why)
    return value


def _checked_name(value: object) -> object:
    if isinstance(value, str) and (why := refusal(value, name=True)):
        raise _refuse(why)
    if isinstance(value, str) and value and not value.strip():
        raise _refuse("is blank")
    return value


#: Text of several lines, 1 to 20 000 characters.
Text = Annotated[str, Field(min_length=1, max_length=20_000), BeforeValidator(_checked_text)]
#: One line, 1 to 500 characters.
Name = Annotated[str, Field(min_length=1, max_length=500), BeforeValidator(_checked_name)]

_PCHAR: Final = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_HOST: Final = r"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:]+(?:\.[0-9]+)*\])(?::[0-9]{0,5})?"
_TAIL: Final = rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
_HTTP: Final = rf"^https?://{_HOST}(?:/{_PCHAR}*)*{_TAIL}$"
#: RFC 3986 with a path that is no hierarchy: did:, urn:, mailto:, tag: and the like. What a browser would
#: run or read from its own machine is left out.
_OTHER: Final = (
    r"^(?!(?i:https?|javascript|vbscript|data|file|blob):)[A-Za-z][A-Za-z0-9+.-]*:"
    rf"{_PCHAR}(?:{_PCHAR}|/)*{_TAIL}$"
)
_FRAGMENT: Final = r"^#[A-Za-z0-9._~-]{1,100}$"


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{a})" for a in alternatives), re.ASCII)


_LINK: Final = _pattern(_HTTP)
_ABSOLUTE: Final = f"(?:{_HTTP})|(?:{_OTHER})"
_URI: Final = _pattern(_ABSOLUTE)
_REF: Final = _pattern(_ABSOLUTE, _FRAGMENT)
_ORGANISATION: Final = _pattern(_ABSOLUTE, "^self$")


def _matching(pattern: re.Pattern[str], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if pattern.fullmatch(value) is None:
            raise PydanticCustomError("invalid_address", "{what}", {"what": f"must be {what}"})
        return value

    return AfterValidator(check)


_ADDRESS: Final = Field(min_length=1, max_length=2048)
#: A page that people open.
Link = Annotated[
    str, _ADDRESS, _matching(_LINK, "a web address (https://…)"), Field(json_schema_extra={"format": "uri"})
]
#: The identifier of anything: a DID, a URN, a web address.
Uri = Annotated[
    str,
    _ADDRESS,
    _matching(_URI, "an absolute address: a DID, a URN or a web address"),
    Field(json_schema_extra={"format": "uri"}),
]
#: An organisation: its DID or another address; "self" is the one that sends the request.
OrganisationId = Annotated[
    str,
    _ADDRESS,
    _matching(_ORGANISATION, '"self", or an absolute address such as a DID'),
]
#: A part of the achievement: `#lo1` for one defined here, or an absolute address.
Ref = Annotated[
    str,
    _ADDRESS,
    _matching(_REF, "#name for a part defined here, or an absolute address"),
    Field(json_schema_extra={"format": "uri-reference"}),
]


def _number_as_text(value: object) -> object:
    # JSON numbers are doubles for many readers; documents carry amounts as text, which stays exact.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = repr(value) if -1e12 < value < 1e12 else ""
    return text if text and "e" not in text else value


_TEXT_OR_NUMBER: Final = Field(json_schema_extra={"type": ["string", "number"]})
#: An amount: "7.5". A JSON number is taken too, and becomes that text.
Amount = Annotated[
    str,
    Field(pattern=r"^(0|[1-9][0-9]{0,6})(\.[0-9]{1,4})?$"),
    _TEXT_OR_NUMBER,
    BeforeValidator(_number_as_text),
]
#: A level, a mark or a limit, which is a figure in one place and a word in another.
Figure = Annotated[Name, _TEXT_OR_NUMBER, BeforeValidator(_number_as_text)]
#: ISO 3166-1 alpha-2.
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
#: ISO 8601 in years, months and days: "P5Y".
Period = Annotated[
    str, Field(pattern=r"^P([0-9]+Y([0-9]+M)?([0-9]+D)?|[0-9]+M([0-9]+D)?|[0-9]+D)$", max_length=20)
]


def _real_day(value: str) -> str:
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        raise PydanticCustomError("invalid_date", "is no day of the calendar") from None
    return value


#: A calendar day: "2026-09-04".
Day = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"}),
    AfterValidator(_real_day),
]
_TIME: Final = (
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
#: An instant with its zone, RFC 3339: "2026-09-21T00:00:00Z".
Instant = Annotated[
    str,
    Field(pattern=rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_TIME}$", json_schema_extra={"format": "date-time"}),
    AfterValidator(_real_day),
]


def _first_instant(value: str) -> str:
    return f"{value}T00:00:00Z" if len(value) == 10 else value


#: An instant; a day is taken too, and becomes its first instant in UTC.
DayOrInstant = Annotated[
    str,
    Field(pattern=rf"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}({_TIME})?$"),
    AfterValidator(_real_day),
    AfterValidator(_first_instant),
]
