"""Bits, their text, and who gets which index."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials import status
from credentials.errors import Unreadable
from keys.encodings import base64url

KEY = bytes(range(32))
EMPTY = bytes(status.MINIMUM_LENGTH // 8)


def test_index_0_is_the_left_most_bit() -> None:
    assert status.bits_of([0], 8) == b"\x80"
    assert status.bits_of([7, 8], 16) == b"\x01\x80"


@given(st.sets(st.integers(0, 255)))
def test_exactly_the_positions_that_were_set_are_read_as_set(positions: set[int]) -> None:
    bits = status.bits_of(positions, 256)
    assert {index for index in range(256) if status.bit(bits, index)} == positions


@pytest.mark.parametrize("index", [-1, 256])
def test_no_bit_is_read_or_set_outside_the_list(index: int) -> None:
    with pytest.raises(IndexError):
        status.bit(bytes(32), index)
    with pytest.raises(ValueError):
        status.bits_of([index], 256)


def test_a_bitstring_is_whole_bytes() -> None:
    with pytest.raises(ValueError, match="whole bytes"):
        status.bits_of([], 131_073)


@settings(max_examples=20)
@given(st.sets(st.integers(0, status.MINIMUM_LENGTH - 1), max_size=50))
def test_what_is_encoded_decodes_to_the_same_bits(positions: set[int]) -> None:
    bits = status.bits_of(positions)
    assert status.decode(status.encode(bits)) == bits


def test_the_text_is_multibase_base64url_of_a_gzip_member_without_a_time() -> None:
    text = status.encode(status.bits_of([7]))
    assert text.startswith("uH4sIAAAAAAA")  # 1f 8b 08, no flags, modification time 0
    assert text == status.encode(status.bits_of([7]))


def test_the_example_of_the_standard_is_an_empty_list_of_minimum_length() -> None:
    # Bitstring Status List 1.0, example 3.
    text = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert status.decode(text) == EMPTY


def test_a_list_too_short_to_hide_anybody_is_not_published() -> None:
    with pytest.raises(ValueError, match="131072"):
        status.encode(EMPTY[:-1])


def _encoded(packed: bytes) -> str:
    return "u" + base64url(packed)


_LARGEST = bytes(status.MAXIMUM_BYTES)

UNREADABLE: dict[str, tuple[object, str]] = {
    "not a text": (7, "STATUS_VERIFICATION_ERROR"),
    "no prefix": (_encoded(gzip.compress(EMPTY))[1:], "STATUS_VERIFICATION_ERROR"),
    "base58": ("z" + base64url(gzip.compress(EMPTY)), "STATUS_VERIFICATION_ERROR"),
    "padding": (_encoded(gzip.compress(EMPTY)) + "=", "STATUS_VERIFICATION_ERROR"),
    "zlib": (_encoded(zlib.compress(EMPTY)), "STATUS_VERIFICATION_ERROR"),
    "not compressed": (_encoded(EMPTY), "STATUS_VERIFICATION_ERROR"),
    "cut off": (_encoded(gzip.compress(EMPTY)[:-1]), "STATUS_VERIFICATION_ERROR"),
    "wrong checksum": (_encoded(gzip.compress(EMPTY)[:-8] + bytes(8)), "STATUS_VERIFICATION_ERROR"),
    "tail": (_encoded(gzip.compress(EMPTY) + b"tail"), "STATUS_VERIFICATION_ERROR"),
    "two members": (_encoded(gzip.compress(EMPTY) * 2), "STATUS_VERIFICATION_ERROR"),
    "nothing": ("u", "STATUS_VERIFICATION_ERROR"),
    "eight entries": (_encoded(gzip.compress(b"\0")), "STATUS_LIST_LENGTH_ERROR"),
    "one byte short": (_encoded(gzip.compress(EMPTY[:-1])), "STATUS_LIST_LENGTH_ERROR"),
    "one byte long": (_encoded(gzip.compress(_LARGEST + b"\0")), "remote-limit"),
    "long text": ("u" + "A" * (status.MAXIMUM_BYTES * 2), "remote-limit"),
}


@pytest.mark.parametrize("text, code", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_list_of_an_allowed_size_is_unreadable(text: object, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        status.decode(text)
    assert caught.value.code == code


def test_the_longest_allowed_list_is_read() -> None:
    assert len(status.decode(_encoded(gzip.compress(_LARGEST)))) == status.MAXIMUM_BYTES


def test_a_bomb_is_unpacked_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zlib.compressobj(wbits=31)
    packed = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(250)) + bomb.flush()
    asked: list[int] = []

    class Watched:
        def __init__(self, wbits: int) -> None:
            self._inner = real(wbits=wbits)

        def decompress(self, data: bytes, max_length: int) -> bytes:
            asked.append(max_length)
            return self._inner.decompress(data, max_length)

    real = zlib.decompressobj
    monkeypatch.setattr(status.zlib, "decompressobj", Watched)
    with pytest.raises(Unreadable, match="longer than"):
        status.decode(_encoded(packed))
    assert asked == [status.MAXIMUM_BYTES + 1]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 100, 1000, 1025])
def test_every_counter_gets_an_index_of_its_own_and_none_is_left_over(size: int) -> None:
    assert sorted(status.position(KEY, n, size) for n in range(size)) == list(range(size))


@settings(max_examples=50)
@given(st.binary(min_size=16, max_size=32), st.integers(1, 300))
def test_the_permutation_is_one_whatever_the_key(key: bytes, size: int) -> None:
    assert len({status.position(key, n, size) for n in range(size)}) == size


def test_the_index_says_nothing_about_the_order_of_awards() -> None:
    n = 4000
    indexes = [status.position(KEY, counter) for counter in range(n)]
    mean_counter, mean_index = (n - 1) / 2, sum(indexes) / n
    covariance = sum((c - mean_counter) * (i - mean_index) for c, i in enumerate(indexes))
    spread_c = sum((c - mean_counter) ** 2 for c in range(n)) ** 0.5
    spread_i = sum((i - mean_index) ** 2 for i in indexes) ** 0.5
    assert abs(covariance / (spread_c * spread_i)) < 0.05  # 3 standard errors of independent draws
    assert abs(mean_index / status.MINIMUM_LENGTH - 0.5) < 0.02
    neighbours = sum(abs(b - a) < 100 for a, b in zip(indexes, indexes[1:], strict=False))
    assert neighbours < 20  # about 6 by chance


def test_another_key_gives_another_order() -> None:
    other = [status.position(bytes(32), n) for n in range(100)]
    assert [status.position(KEY, n) for n in range(100)] != other


@pytest.mark.parametrize("counter", [-1, status.MINIMUM_LENGTH])
def test_a_full_list_hands_out_nothing_more(counter: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        status.position(KEY, counter)


@pytest.mark.parametrize("length", [0, 15, 33])
def test_a_permutation_key_is_long_enough_to_be_secret(length: int) -> None:
    with pytest.raises(ValueError, match="16 to 32 bytes"):
        status.position(bytes(length), 0)


def test_an_entry_names_list_and_index_as_strings() -> None:
    assert status.status_list_entry("https://a.example/s/1", 7) == {
        "id": "https://a.example/s/1#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://a.example/s/1",
    }


def test_a_list_document_says_what_it_is_whose_and_for_how_long() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    document = status.status_list_document(
        "https://a.example/s/1",
        "did:web:a.example",
        "suspension",
        EMPTY,
        valid_from=start,
        valid_until=start + timedelta(days=1),
        ttl=timedelta(minutes=5),
    )
    subject = document.pop("credentialSubject")
    assert status.decode(subject.pop("encodedList")) == EMPTY
    assert subject == {
        "id": "https://a.example/s/1#list",
        "type": "BitstringStatusList",
        "statusPurpose": "suspension",
        "ttl": 300_000,
    }
    assert document == {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://a.example/s/1",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:web:a.example",
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2026-01-02T00:00:00Z",
    }


def test_a_final_list_has_no_end() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    document = status.status_list_document(
        "https://a.example/s/1", "did:web:a.example", "revocation", EMPTY, valid_from=start, valid_until=None
    )
    assert "validUntil" not in document
    assert "ttl" not in document["credentialSubject"]
