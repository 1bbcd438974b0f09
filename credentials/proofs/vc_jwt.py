"""A credential as a compact JWS, in the Open Badges 3.0 shape."""

from __future__ import annotations

from dataclasses import dataclass

from credentials.json_types import JsonObject


@dataclass(frozen=True, slots=True)
class Jwt:
    """A compact JWS (RFC 7515 section 7.1), taken apart and believed in nothing yet."""

    text: str
    header: JsonObject
    payload: JsonObject
    #: the ASCII bytes that are signed: `BASE64URL(header) "." BASE64URL(payload)`
    signing_input: bytes
    signature: bytes
