"""JSON as the signature sees it: one reading of the bytes, or none.

Two parsers that disagree about a document are two documents: one is signed, the other shown. So this
reader accepts only what every parser reads alike (RFC 8259 as narrowed by I-JSON, RFC 7493): UTF-8, no
member twice, no lone surrogates, numbers that survive. It only ever refuses more than Python's own
parser, which it uses. It knows no credential; what a document means is for others.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from credentials.errors import Unreadable
from credentials.json_types import JsonObject, JsonValue


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. Sizes are bytes of UTF-8, counted after unescaping where it is a string."""

    size: int = 1 << 20  # the whole document
    depth: int = 64  # objects and arrays around the innermost value
    string: int = 1 << 16  # one string or member name
    array: int = 10_000  # members of one array, or of one object


LIMITS: Final = Limits()

_BOM: Final = b"\xef\xbb\xbf"
_LARGEST_INTEGER: Final = 2**53 - 1  # RFC 7493, section 2.2: what a double holds exactly
# A JSON string, or as much of one as there is: what a bracket inside a string means is nothing.
_STRING: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_BRACKET: Final = re.compile(r"[\[\]{}]")
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")  # NUL and lone surrogates


def read(data: bytes, *, limits: Limits = LIMITS) -> JsonValue:
    """The value that `data` holds. One UTF-8 byte order mark is allowed.

    Raises Unreadable with code `too-large`, `too-deep`, `invalid-text` (a lone surrogate or NUL, which
    are JSON but no text that can be kept) or PARSING_ERROR; a member that occurs twice (compared after
    unescaping) has the sub-code `duplicate-member`. Where a place can be named, `pointer` names it.
    """
    if len(data) > limits.size:
        raise Unreadable("too-large", f"the document has more than {limits.size} bytes")
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("PARSING_ERROR", "the document is not UTF-8") from None
    # Before parsing, since parsing is what deep nesting would break.
    if _deeper_than(text, limits.depth):
        raise Unreadable("too-deep", f"the document is nested more than {limits.depth} levels deep")
    try:
        value: JsonValue = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_not_a_number,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable("PARSING_ERROR", f"the document is not JSON: {where}") from None
    except _Number as error:
        raise Unreadable("PARSING_ERROR", str(error)) from None
    _inspect(value, "", "", limits)
    return value


def read_object(data: bytes, *, limits: Limits = LIMITS) -> JsonObject:
    """Like `read`, for a document that is one object. Raises Unreadable, also for any other value."""
    value = read(data, limits=limits)
    if not isinstance(value, dict):
        raise Unreadable("PARSING_ERROR", "the document is not a JSON object", pointer="")
    return value


def pointer_to(pointer: str, member: str | int) -> str:
    """The JSON Pointer (RFC 6901) of a member of the value at `pointer`."""
    return f"{pointer}/{str(member).replace('~', '~0').replace('/', '~1')}"


class _Number(Exception):
    """A number that not every reader reads alike."""


class _Twice(dict[str, Any]):
    """An object in which `member` occurs more than once: found while parsing, placed afterwards."""

    member: str


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    twice = _Twice(members)
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            twice.member = name
            break
        seen.add(name)
    return twice


def _integer(digits: str) -> int:
    # The length first: turning a million digits into an integer takes a long time.
    if len(digits) > 17 or abs(int(digits)) > _LARGEST_INTEGER:
        raise _Number("an integer is beyond 2^53 - 1, where readers begin to round it")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _Number("a number is too large for a double")
    mantissa = re.split("[eE]", digits)[0]
    if number == 0 and mantissa.strip("-0."):
        raise _Number("a number is too small for a double")
    return number


def _not_a_number(name: str) -> NoReturn:
    raise _Number(f"{name} is no JSON number")


def _deeper_than(text: str, depth: int) -> bool:
    level = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        level += 1 if bracket in "[{" else -1
        if level > depth:
            return True
    return False


def _inspect(value: object, pointer: str, name: str, limits: Limits) -> None:
    """Refuse what parses and is still not to be had: duplicates, oversize, text that cannot be kept."""
    if isinstance(value, str):
        _inspect_text(value, pointer, name, limits)
    elif isinstance(value, list):
        if len(value) > limits.array:
            raise Unreadable("too-large", f"an array has more than {limits.array} members", pointer=pointer)
        for index, item in enumerate(value):
            if not isinstance(item, (int, float)):
                _inspect(item, f"{pointer}/{index}", name, limits)
    elif isinstance(value, dict):
        if isinstance(value, _Twice):
            raise Unreadable(
                "PARSING_ERROR",
                f"the member {_shown(value.member)} occurs more than once in one object",
                pointer=pointer_to(pointer, value.member),
                sub_code="duplicate-member",
            )
        if len(value) > limits.array:
            raise Unreadable("too-large", f"an object has more than {limits.array} members", pointer=pointer)
        for member, item in value.items():
            _inspect_text(member, pointer, "", limits)
            if not isinstance(item, (int, float)):
                _inspect(item, pointer_to(pointer, member), member, limits)


def _inspect_text(text: str, pointer: str, name: str, limits: Limits) -> None:
    if _UNSTORABLE.search(text):
        raise Unreadable("invalid-text", "a string holds NUL or a lone surrogate", pointer=pointer)
    # Pictures as data: URIs and compressed status lists are long by nature; `size` bounds them.
    if len(text) * 4 <= limits.string or text.startswith("data:") or name == "encodedList":
        return
    if len(text.encode()) > limits.string:
        raise Unreadable("too-large", f"a string has more than {limits.string} bytes", pointer=pointer)


def _shown(member: str) -> str:
    return json.dumps(member[:80])
