"""From the bytes that somebody presents to a document that can be judged. Nothing is believed here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from credentials.errors import Unreadable, Unsound
from credentials.json_types import JsonObject
from credentials.proofs import vc_jwt
from credentials.proofs.vc_jwt import Jwt
from credentials.strict_json import read_object
from credentials.verification.case import Form

# Three parts of base64url; the first byte of a header, `{`, always becomes `e`.
_COMPACT: Final = re.compile(rb"e[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Presented:
    """A document in the form in which it came. For a JWT, `document` is the credential in its payload."""

    document: JsonObject
    form: Form
    jwt: Jwt | None = None


def read_presented(body: bytes) -> Presented:
    """Read a credential as JSON or as a compact JWT; white space around it is allowed. Raises Unreadable.

    A token of the VC Data Model 1.1, whose credential is in the claim `vc`, is kept as it is: the checks
    say that this kind is not read.
    """
    stripped = body.strip(b" \t\r\n")
    if not _COMPACT.fullmatch(stripped):
        return Presented(read_object(body), Form.EMBEDDED)
    try:
        jwt = vc_jwt.parse(stripped.decode("ascii"))
    except UnicodeDecodeError:
        raise Unreadable("PARSING_ERROR", "the token is not ASCII") from None
    try:
        document = vc_jwt.credential_of(jwt)
    except Unsound:
        document = jwt.payload
    return Presented(document, Form.JWT, jwt)
