"""Bitstring status lists: the bits, their text, the unsigned documents, and who gets which index.

Bytes in, bytes out. Which bits are set is the ledger's business (app/db); whether a published list can
be believed is the verifier's (verification/status_list.py). Bits are always derived from a ledger and
never edited in place, so there is no function here that changes one.

W3C Bitstring Status List 1.0, https://www.w3.org/TR/vc-bitstring-status-list/
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from credentials.errors import Unreadable
from credentials.instants import format_instant
from credentials.json_types import JsonObject
from keys.encodings import base64url, base64url_bytes
from schemas.terms import (
    CREDENTIALS_V2,
    STATUS_LIST,
    STATUS_LIST_CREDENTIAL,
    STATUS_LIST_ENTRY,
    VERIFIABLE_CREDENTIAL,
)

#: Entries that a list has at least, so that one badge hides among many. Section 2.2, "minimum
#: (herd privacy)": 131,072 bits are 16 kB.
MINIMUM_LENGTH: Final = 131_072
#: Bytes that we are willing to unpack: 2^26 entries. A kilobyte of gzip can claim a megabyte.
MAXIMUM_BYTES: Final = 8 * 1024 * 1024
_LONGEST_TEXT: Final = MAXIMUM_BYTES // 3 * 4 + 1024  # base64url of incompressible bits and a gzip frame

_GZIP: Final = 16 + zlib.MAX_WBITS  # zlib's way of saying "a gzip frame and nothing else"
_ROUNDS: Final = 4


def bits_of(positions: Iterable[int], length: int = MINIMUM_LENGTH) -> bytes:
    """A bitstring of `length` entries (a multiple of 8) with these positions set. Position 0 is left-most.

    Raises ValueError for a position outside the list.
    """
    if length % 8:
        raise ValueError("a bitstring is whole bytes")
    data = bytearray(length // 8)
    for position in positions:
        if not 0 <= position < length:
            raise ValueError(f"position {position} is outside a list of {length}")
        data[position // 8] |= 0x80 >> position % 8
    return bytes(data)


def bit(bits: bytes, index: int) -> bool:
    """Entry `index`; 0 is the left-most bit of the first byte (section 3.2), unlike Token Status Lists.

    Raises IndexError outside the list.
    """
    if index < 0:
        raise IndexError(index)
    return bool(bits[index // 8] & 0x80 >> index % 8)


def encode(bits: bytes) -> str:
    """`encodedList`: multibase base64url (`u`, no padding) of one gzip member. Section 3.3.

    The same bits give the same text with the same zlib: no time, no name, no system is written.
    """
    if len(bits) * 8 < MINIMUM_LENGTH:
        raise ValueError(f"a status list has at least {MINIMUM_LENGTH} entries")
    packer = zlib.compressobj(level=9, wbits=_GZIP)
    return "u" + base64url(packer.compress(bits) + packer.flush())


def decode(text: object) -> bytes:
    """The bits in an `encodedList`. Section 3.4; a second gzip member or a tail is refused.

    Raises Unreadable with `STATUS_VERIFICATION_ERROR` (not such a text), `remote-limit` (more than we
    unpack) or `STATUS_LIST_LENGTH_ERROR` (fewer entries than hide anybody).
    """
    if not isinstance(text, str) or not text.startswith("u"):
        raise Unreadable("STATUS_VERIFICATION_ERROR", "encodedList lacks the multibase prefix u")
    if len(text) > _LONGEST_TEXT:
        raise Unreadable("remote-limit", f"the list is longer than {MAXIMUM_BYTES * 8} entries")
    try:
        packed = base64url_bytes(text[1:], longest=_LONGEST_TEXT)
    except ValueError as error:
        raise Unreadable("STATUS_VERIFICATION_ERROR", f"encodedList is {error}") from None
    unpacker = zlib.decompressobj(wbits=_GZIP)
    try:
        bits = unpacker.decompress(packed, MAXIMUM_BYTES + 1)
    except zlib.error:
        raise Unreadable("STATUS_VERIFICATION_ERROR", "encodedList is not gzip") from None
    if len(bits) > MAXIMUM_BYTES:
        raise Unreadable("remote-limit", f"the list is longer than {MAXIMUM_BYTES * 8} entries")
    if not unpacker.eof or unpacker.unused_data:
        raise Unreadable("STATUS_VERIFICATION_ERROR", "encodedList is not exactly one gzip member")
    if len(bits) * 8 < MINIMUM_LENGTH:
        raise Unreadable("STATUS_LIST_LENGTH_ERROR", f"{len(bits) * 8} entries are too few to hide one")
    return bits


def position(key: bytes, counter: int, size: int = MINIMUM_LENGTH) -> int:
    """Where the `counter`-th award of a list goes: a keyed bijection of 0 to `size` - 1 onto itself.

    A counter never hands out an index twice; the permutation makes the index say nothing about when an
    award was made (security page, S1 and S7). A Feistel network over the next even number of bits, and
    again until the result lies inside (cycle walking), so no index is ever retried or lost. `key`: 16 to 32
    random bytes, one per list, never published.
    """
    if not 0 <= counter < size:
        raise ValueError(f"counter {counter} is outside a list of {size}")
    if not 16 <= len(key) <= 32:
        raise ValueError("a permutation key has 16 to 32 bytes")
    half = max(1, ((size - 1).bit_length() + 1) // 2)
    mask = (1 << half) - 1
    index = counter
    while True:
        left, right = index >> half, index & mask
        for number in range(_ROUNDS):
            left, right = right, left ^ (_round(key, number, right) & mask)
        index = left << half | right
        if index < size:
            return index


def _round(key: bytes, number: int, value: int) -> int:
    digest = hashlib.blake2s(bytes([number]) + value.to_bytes(8, "big"), key=key, digest_size=8).digest()
    return int.from_bytes(digest, "big")


def status_list_entry(list_url: str, index: int, purpose: str = "revocation") -> JsonObject:
    """A badge's `credentialStatus`, section 2.1. The index is a string, as W3C says (decisions 3.5)."""
    return {
        "id": f"{list_url}#{index}",
        "type": STATUS_LIST_ENTRY,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }


def status_list_document(
    url: str,
    issuer: str,
    purpose: str,
    bits: bytes,
    *,
    valid_from: datetime,
    valid_until: datetime | None,
    ttl: timedelta | None = None,
) -> JsonObject:
    """The unsigned status list credential of section 2.2, to go through `issuing.prepare` and `sign`.

    `issuer` is the DID that issued the badges. `valid_until` is None only for a list that will never
    change again (static export). `ttl` is published in milliseconds.
    """
    subject: JsonObject = {
        "id": f"{url}#list",
        "type": STATUS_LIST,
        "statusPurpose": purpose,
        "encodedList": encode(bits),
    }
    if ttl is not None:
        subject["ttl"] = int(ttl / timedelta(milliseconds=1))
    document: JsonObject = {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": [VERIFIABLE_CREDENTIAL, STATUS_LIST_CREDENTIAL],
        "issuer": issuer,
        "validFrom": format_instant(valid_from),
    }
    if valid_until is not None:
        document["validUntil"] = format_instant(valid_until)
    document["credentialSubject"] = subject
    return document
