"""credentials/strict_json.py: one reading of the bytes, or none."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic_core import from_json

from credentials.errors import Unreadable
from credentials.strict_json import Limits, pointer_to, read, read_object


def refusal(data: bytes, **limits: int) -> tuple[str, str | None, str | None]:
    """Code, sub-code and pointer with which `data` is refused."""
    with pytest.raises(Unreadable) as caught:
        read(data, limits=Limits(**limits))
    return caught.value.code, caught.value.sub_code, caught.value.pointer


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a": [1, -2.5, true, null, "x"]}', {"a": [1, -2.5, True, None, "x"]}),
        (b'\xef\xbb\xbf {"a":1}\r\n', {"a": 1}),  # one byte order mark
        (b'"\\ud83c\\udf93"', "\U0001f393"),  # a surrogate pair is one character
        ('"بكالوريوس"'.encode(), "بكالوريوس"),
        (b"9007199254740991", 2**53 - 1),
        (b"-9007199254740991", 1 - 2**53),
        (b"1E2", 100.0),
        (b"0e-999", 0.0),
        (b'"\\u0001\\u007f"', "\x01\x7f"),  # controls are text, if escaped; who issues refuses them
        (b'{"a":1,"A":2,"":3}', {"a": 1, "A": 2, "": 3}),
    ],
)
def test_documents_that_every_reader_reads_alike_are_read(data: bytes, value: object) -> None:
    assert read(data) == value


def test_integers_stay_integers_and_other_numbers_are_doubles() -> None:
    values = read(b"[1, -0, 1.0, 1e2, -0.0]")
    assert isinstance(values, list)
    assert [type(value) for value in values] == [int, int, float, float, float]
    assert math.copysign(1, values[4]) == -1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"{}{}",
        b"[1,]",
        b"{'a':1}",
        b"[01]",
        b"[+1]",
        b"[.5]",
        b'["\t"]',  # a raw control character in a string
        b'["\\x41"]',
        b"[NaN]",
        b"[-Infinity]",
        b"[1e400]",
        b"[-1e400]",
        b"[1e-400]",  # would silently become 0
        b"[9007199254740992]",
        b"[-9007199254740992]",
        b"[" + b"9" * 5000 + b"]",
        b"[\xa01]",  # not UTF-8
        b'["\xff"]',
        b'["\xed\xa0\x80"]',  # a surrogate, encoded as if it were a character
        b'\xef\xbb\xbf\xef\xbb\xbf{"a":1}',
        '{"a":1}'.encode("utf-16"),
        '{"a":1}'.encode("utf-16-le"),
        '{"a":1}'.encode("utf-32"),
        b"// a comment\n{}",
    ],
)
def test_what_is_not_one_json_document_is_a_parsing_error(data: bytes) -> None:
    assert refusal(data) == ("PARSING_ERROR", None, None)


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        (b'{"issuer":"a","issuer":"b"}', "/issuer"),
        (b'{"a":[{"b":1,"c":{"d":1,"d":1}}]}', "/a/0/c/d"),
        (b'{"ab":1,"\\u0061b":2}', "/ab"),  # the same name, written in two ways
        (b'{"a/b~c":1,"a/b~c":2}', "/a~1b~0c"),
        (b'{"x":{"k":1,"k":2},"y":1,"y":2}', "/y"),  # the outer object is the first that is wrong
    ],
)
def test_a_member_that_occurs_twice_is_refused_with_its_place(data: bytes, pointer: str) -> None:
    assert refusal(data) == ("PARSING_ERROR", "duplicate-member", pointer)


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        (b'{"name":"\\ud800"}', "/name"),
        (b'{"name":"\\udf93\\ud83c"}', "/name"),  # a pair in the wrong order is two lone ones
        (b'{"a":["x\\u0000y"]}', "/a/0"),
        (b'{"a":{"\\u0000":1}}', "/a"),
    ],
)
def test_text_that_cannot_be_kept_is_invalid_text(data: bytes, pointer: str) -> None:
    assert refusal(data) == ("invalid-text", None, pointer)


@pytest.mark.parametrize(("depth", "allowed"), [(64, True), (65, False), (100_000, False)])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_nesting_is_bounded(depth: int, allowed: bool, opening: bytes, closing: bytes) -> None:
    data = opening * depth + b"1" + closing * depth
    if allowed:
        assert read(data) is not None
    else:
        assert refusal(data)[0] in ("too-deep", "too-large")


def test_brackets_in_strings_are_no_nesting() -> None:
    text = "[{" * 100 + '"' + "[" * 100 + "\\"
    assert read(json.dumps([text, {text: 1}]).encode()) == [text, {text: 1}]


def test_deep_nesting_is_refused_before_anything_is_parsed() -> None:
    assert refusal(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, size=10**6) == ("too-deep", None, None)
    assert refusal(b'"\\' + b"[" * 100_000)[0] == "PARSING_ERROR"  # an open string holds no brackets


@pytest.mark.parametrize(
    ("value", "limits", "pointer"),
    [
        ("xxxx", {"size": 5}, None),
        (["12345"], {"string": 4}, "/0"),
        (["éé"], {"string": 3}, "/0"),  # bytes, not characters
        ({"12345": 1}, {"string": 4}, ""),
        ([1, 2, 3], {"array": 2}, ""),
        ({"a": {"b": 1, "c": 1, "d": 1}}, {"array": 2}, "/a"),
    ],
)
def test_sizes_are_bounded(value: object, limits: dict[str, int], pointer: str | None) -> None:
    data = json.dumps(value, ensure_ascii=False).encode()
    assert refusal(data, **limits) == ("too-large", None, pointer)
    raised = {name: limit + 1 for name, limit in limits.items()}
    assert read(data, limits=Limits(**raised)) == value


def test_pictures_and_status_lists_may_be_long_and_nothing_else() -> None:
    long = "u" * 20
    limits = Limits(string=12)
    for allowed in ({"encodedList": long}, {"image": {"id": f"data:image/png;base64,{long}"}}):
        assert read(json.dumps(allowed).encode(), limits=limits) == allowed
    assert refusal(json.dumps({"encodedList": {"x": long}}).encode(), string=12)[0] == "too-large"


@pytest.mark.parametrize("data", [b"[]", b"1", b'"{}"', b"null"])
def test_a_document_that_must_be_an_object_may_be_nothing_else(data: bytes) -> None:
    with pytest.raises(Unreadable, match="not a JSON object"):
        read_object(data)
    assert read_object(b"{}") == {}


def test_a_pointer_escapes_what_it_separates_by() -> None:
    assert pointer_to("/a", "b/c~d") == "/a/b~1c~0d"
    assert pointer_to("", 0) == "/0"


def test_a_refusal_does_not_repeat_what_the_document_says() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b'{"name": "Alice Secret", oops}')
    assert "Alice" not in str(caught.value)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(JSON, st.booleans())
def test_what_the_standard_library_writes_is_read_back_or_refused(value: Any, ascii_only: bool) -> None:
    data = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    try:
        read_back = read(data)
    except Unreadable as error:
        read_back = error.code
    assert read_back in (value, "invalid-text", "PARSING_ERROR")


_PIECES = st.sampled_from(
    [*'{}[],:" \n', '"a"', '"b"', "1", "-0", "1e5", "1e999", "1E-5", "true", "null", "NaN", "0x1", "01"]
    + ['"\\u0061"', '"\\ud800"', '"\\u0000"', "9007199254740993", "\ufeff", "\x00", "é", "\\", "//"]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=12).map("".join))
@example('{"a":1,"\\u0061":2}')
@example("[9007199254740993]")
def test_we_are_only_ever_stricter_than_other_readers(text: str) -> None:
    data = text.encode()
    try:
        value = read(data)
    except Unreadable:
        return
    without_mark = data.removeprefix(b"\xef\xbb\xbf")
    assert json.loads(without_mark) == value
    assert from_json(without_mark, allow_inf_nan=False) == value
