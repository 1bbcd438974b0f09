"""Secrets that people carry: API keys and the tokens inside share links.

An API key reads `cairn_<key id>_<secret>_<checksum>` (security A3): the prefix lets secret scanners find
it, the key id finds its row, the checksum refuses a typing error without a look-up. Only an HMAC of the
whole text is stored. Nothing here knows who may do what.
"""

from __future__ import annotations

import base64
import hmac
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

API_PREFIX = "cairn"
OPERATOR_PREFIX = "cairnop"
_KEY = re.compile(r"(cairn|cairnop)_([a-z2-7]{16})_([a-z2-7]{52})_([a-z2-7]{7})\Z")


def base32(data: bytes) -> str:
    """Lower-case RFC 4648 base32 without padding: safe in URLs, file names and double-click selection."""
    return base64.b32encode(data).rstrip(b"=").decode("ascii").lower()


def new_id(random: Callable[[int], bytes]) -> str:
    """An identifier nobody can guess: 128 random bits, 26 characters."""
    return base32(random(16))


@dataclass(frozen=True, slots=True)
class Presented:
    """A key as somebody sent it: well-formed, not yet known to be anyone's."""

    prefix: str
    key_id: str
    text: str

    def __repr__(self) -> str:
        return f"Presented(prefix={self.prefix!r}, key_id={self.key_id!r})"


def mint(prefix: str, random: Callable[[int], bytes]) -> Presented:
    """A fresh key: 80 random bits of id, 256 of secret. Its text is shown once and never stored."""
    head = f"{prefix}_{base32(random(10))}_{base32(random(32))}"
    return Presented(prefix, head.split("_")[1], f"{head}_{_checksum(head)}")


def parse(text: str) -> Presented | None:
    """None for anything that cannot be a key of ours."""
    found = _KEY.match(text)
    if found is None:
        return None
    head = text.rpartition("_")[0]
    if not hmac.compare_digest(found[4], _checksum(head)):
        return None
    return Presented(found[1], found[2], text)


def fingerprint(pepper: bytes, text: str) -> bytes:
    """What is stored of a key: HMAC-SHA-256 under a pepper that is not in the database in the clear."""
    return hmac.digest(pepper, text.encode("ascii"), "sha256")


def _checksum(head: str) -> str:
    return base32(zlib.crc32(head.encode("ascii")).to_bytes(4, "big"))


def link_token(secret: bytes, purpose: str, organisation: str, credential: str, generation: int) -> str:
    """The unguessable part of a link: 132 bits, derived, so that a replay gives the same link.

    Renewing a link raises the generation; every earlier link is then dead.
    """
    message = "\0".join((purpose, organisation, credential, str(generation))).encode("ascii")
    return base64.urlsafe_b64encode(hmac.digest(secret, message, sha256))[:22].decode("ascii")
