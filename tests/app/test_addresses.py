"""Addresses: made from the public URL, and read back as nothing but ours."""

from __future__ import annotations

import pytest

from app.addresses import Address, Addresses, DidForm, Kind

CID = "abcdefghijklmnopqrstuvwxyz"
TOKEN = "A" * 22
HERE = Addresses("https://badges.example")


@pytest.mark.parametrize(
    ("public_url", "form", "did"),
    [
        ("https://badges.example", DidForm.PATH, "did:web:badges.example:o:northgate"),
        ("https://badges.example:8443", DidForm.PATH, "did:web:badges.example%3A8443:o:northgate"),
        ("https://badges.example/cairn", DidForm.PATH, "did:web:badges.example:cairn:o:northgate"),
        ("https://badges.example", DidForm.HOST, "did:web:northgate.badges.example"),
        ("http://localhost:8000", DidForm.PATH, "did:web:localhost%3A8000:o:northgate"),
    ],
)
def test_an_organisations_did_is_below_the_public_url(public_url: str, form: DidForm, did: str) -> None:
    addresses = Addresses(public_url)
    assert addresses.did("northgate", form) == did
    assert addresses.organisation_of_did(did) == ("northgate", form)


@pytest.mark.parametrize(
    "did",
    [
        "did:web:badges.example",
        "did:web:badges.example:o:",
        "did:web:badges.example:o:North",
        "did:web:badges.example:o:a:b",
        "did:web:badges.example.evil.example:o:northgate",
        "did:web:evil.example:o:northgate",
        "did:web:evil.example%3Abadges.example",
        "did:web:a.b.badges.example",
        "did:web:.badges.example",
        "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
    ],
)
def test_a_did_elsewhere_is_not_ours_however_similar(did: str) -> None:
    assert HERE.organisation_of_did(did) is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (HERE.credential("n", CID), Address(Kind.CREDENTIAL, "n", (CID,))),
        (HERE.share("n", CID, TOKEN), Address(Kind.SHARE, "n", (CID, TOKEN))),
        (HERE.share("n", CID, TOKEN) + ".json", Address(Kind.SHARE, "n", (CID, TOKEN))),
        (HERE.share("n", CID, TOKEN) + "?utm=x#y", Address(Kind.SHARE, "n", (CID, TOKEN))),
        (HERE.achievement("n", "ethics", 2), Address(Kind.ACHIEVEMENT, "n", ("ethics", "2"))),
        (HERE.status_list("n", 1), Address(Kind.STATUS_LIST, "n", ("1",))),
        (HERE.organisation("n"), Address(Kind.ORGANISATION, "n")),
    ],
)
def test_our_urls_are_read_back(url: str, address: Address) -> None:
    assert HERE.read(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "https://badges.example.evil.example/o/n/credentials/" + CID,
        "https://badges.example@evil.example/o/n/credentials/" + CID,
        "http://badges.example/o/n/credentials/" + CID,
        "https://badges.example/o/n/credentials/short",
        "https://badges.example/o/../admin",
        "https://badges.example/o/N",
        "https://badges.example/o/n/status/0",
        "https://badges.example/o/n/status/01",
        "https://badges.example/o/n/share/" + CID + "/%2e%2e",
        "https://badges.example/",
        "",
    ],
)
def test_other_urls_are_not_ours(url: str) -> None:
    assert HERE.read(url) is None


def test_did_documents_are_served_where_a_resolver_looks() -> None:
    assert HERE.did_document("n", "path") == "https://badges.example/o/n/did.json"
    assert HERE.did_document("n", "host") == "https://n.badges.example/.well-known/did.json"
