"""From bytes to a document and its form."""

from __future__ import annotations

import json

import pytest

from credentials.errors import Unreadable
from credentials.issuing import serialise
from credentials.json_types import JsonObject
from credentials.verification.case import Form
from credentials.verification.presented import read_presented
from credentials.verification.report import Report, judge
from keys.encodings import base64url
from schemas.terms import CREDENTIALS_V1, OB_3_0_3
from tests.make import AWARD, ISSUER, make_badge, make_case, make_jwt, make_signed

PRETTY = json.dumps(make_signed(), indent=3).encode()
JSON_FORMS = {
    "compact": serialise(make_signed()),
    "pretty, with a mark and white space": b"\xef\xbb\xbf\n" + PRETTY + b"\n",
}


@pytest.mark.parametrize("body", JSON_FORMS.values(), ids=JSON_FORMS)
def test_json_is_an_embedded_credential(body: bytes) -> None:
    found = read_presented(body)
    assert (found.document, found.form, found.jwt) == (make_signed(), Form.EMBEDDED, None)


def test_a_token_brings_the_credential_without_its_claims() -> None:
    found = read_presented(b" " + make_jwt().text.encode() + b"\n")
    assert (found.document, found.form) == (make_badge(), Form.JWT)
    assert found.jwt == make_jwt()


UNREADABLE = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n",
    "a list": b"[]",
    "a text": b'"x"',
    "UTF-16": json.dumps(make_badge()).encode("utf-16"),
    "two parts": b"eyJhIjoxfQ.eyJhIjoxfQ",
    "a token of no object": b"e30x.e30.e30",
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_neither_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_presented(body)
    assert caught.value.code == "PARSING_ERROR"


def test_a_token_of_the_old_data_model_is_a_kind_that_is_not_read_and_no_forgery() -> None:
    report = wrapped({**make_badge(), "@context": [CREDENTIALS_V1, OB_3_0_3]})
    assert (report.outcome, report.verdict) == ("undecided", "notReadable")


def test_a_credential_of_the_present_data_model_does_not_hide_in_a_claim() -> None:
    report = wrapped(make_badge())
    assert (report.outcome, report.verdict) == ("invalid", "notAuthentic")
    shape = report.finding("shape")
    assert shape is not None
    assert [problem.code for problem in shape.problems] == ["claim-mismatch"]


def wrapped(credential: JsonObject) -> Report:
    """The report over a signed token whose credential is in the claim `vc`."""
    claims = {"vc": credential, "iss": ISSUER.did}
    head = {"alg": "EdDSA", "typ": "JWT", "kid": ISSUER.method}
    parts = ".".join(base64url(json.dumps(part).encode()) for part in (head, claims))
    found = read_presented(f"{parts}.{base64url(ISSUER.sign(parts.encode()))}".encode())
    return judge(make_case(found.document, form=found.form, jwt=found.jwt), AWARD)
