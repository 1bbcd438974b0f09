"""Bytes as text, with exactly one text for every byte string: base64url and base58btc.

The usual decoders forgive white space, padding and stray bits, so that one key has many names. These
do not, and they look at the length first: base58 takes time quadratic in it. Reading only; whoever
writes uses the libraries directly, as these do to compare.
"""

from __future__ import annotations

import base64
import re

import base58

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]*")


def base64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def base64url_bytes(text: object, *, longest: int) -> bytes:
    """What `base64url` wrote as `text`: no padding, no white space, unused bits zero.

    Raises ValueError for anything else, and for more than `longest` characters. The message never
    repeats the text, which may be a secret.
    """
    if not isinstance(text, str) or len(text) > longest or not _BASE64URL.fullmatch(text):
        raise ValueError("not unpadded base64url of the expected length")
    if len(text) % 4 == 1:
        raise ValueError("no bytes have a base64url text of this length")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64url(data) != text:
        raise ValueError("base64url with stray bits at its end")
    return data


def base58btc_bytes(text: str, *, longest: int) -> bytes:
    """The bytes that `text` stands for, without the multibase prefix `z`. Raises ValueError.

    Base58btc: Controlled Identifiers 1.0, section 2.4; alphabet of draft-msporny-base58.
    """
    if len(text) > longest or not _BASE58.fullmatch(text):
        raise ValueError("not base58btc of the expected length")
    return base58.b58decode(text)
