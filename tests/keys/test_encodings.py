"""keys/encodings.py: one text for every byte string, and the length first."""

from __future__ import annotations

import base58
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.encodings import base58btc_bytes, base64url, base64url_bytes


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_base64url_reads_what_it_writes(data: bytes) -> None:
    assert base64url_bytes(base64url(data), longest=120) == data


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_base58btc_reads_what_is_written(data: bytes) -> None:
    assert base58btc_bytes(base58.b58encode(data).decode(), longest=120) == data


@settings(deadline=None)
@given(st.text("ABCDabcd0189+/-_= \n", max_size=8))
def test_a_base64url_text_that_is_read_is_the_one_that_is_written(text: str) -> None:
    try:
        data = base64url_bytes(text, longest=8)
    except ValueError:
        return
    assert base64url(data) == text


@pytest.mark.parametrize(
    "text",
    ["QQ==", "QQ=", "QR", "Q", "QUJDR", "Q Q", " QUJD", "QUJD\n", "QU+D", "QU/D", "QÄ", "QUJDQUJDQQ", None],
    ids=repr,
)
def test_other_base64url_texts_are_refused(text: object) -> None:
    with pytest.raises(ValueError, match="base64url"):
        base64url_bytes(text, longest=8)


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "2 ", " 2", "2\n", "2g\t", "é", "222222222"], ids=repr)
def test_other_base58btc_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base58btc"):
        base58btc_bytes(text, longest=8)


def test_a_text_of_exactly_the_longest_length_is_read() -> None:
    assert base64url_bytes("QUJDREVG", longest=8) == b"ABCDEF"
    assert base58btc_bytes("11111111", longest=8) == bytes(8)
