"""The bundle: every document is the one that the manifest names, and nothing else is ever found."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from schemas import bundle, terms
from tests.oracles import oracle_path

PACKAGE = Path(bundle.__file__).parent
DIGEST = sha256((PACKAGE / "contexts/mc-v1.jsonld").read_bytes()).hexdigest()
SCHEMA_DIGEST = sha256((PACKAGE / "json/credential.schema.json").read_bytes()).hexdigest()


@pytest.fixture
def a_changed_file(monkeypatch: pytest.MonkeyPatch) -> str:
    """One byte of one bundled file is another. Returns the file's name."""
    changed, real = "contexts/credentials-v2.jsonld", bundle._read

    def read(file: str) -> bytes:
        content = real(file)
        return (
            content.replace(b"https://www.w3.org/2018", b"https://www.w3.org/2019", 1)
            if file == changed
            else content
        )

    monkeypatch.setattr(bundle, "_read", read)
    _forget()
    return changed


@pytest.fixture(autouse=True)
def _fresh() -> object:
    yield
    _forget()


def _forget() -> None:
    for cached in (bundle.manifest, bundle._revisions, bundle._bytes, bundle._parsed):
        cached.cache_clear()


def test_every_bundled_file_has_the_digest_of_the_manifest() -> None:
    altered = {
        entry.file: f"is {actual}, the manifest says {entry.sha256}"
        for entry in bundle.manifest()
        if (actual := sha256((PACKAGE / entry.file).read_bytes()).hexdigest()) != entry.sha256
    }
    assert altered == {}
    bundle.verify_bundle()


def test_every_file_beside_the_manifest_is_in_it() -> None:
    present = {
        path.relative_to(PACKAGE).as_posix()
        for folder in ("contexts", "json")
        for path in (PACKAGE / folder).iterdir()
        if path.name != "manifest.json" and path.suffix != ".pyc"
    }
    assert present == {entry.file for entry in bundle.manifest()}


def test_every_row_says_where_it_came_from_and_under_which_licence() -> None:
    for entry in bundle.manifest():
        assert entry.source
        assert entry.license
        assert entry.note


def test_a_changed_byte_stops_the_start_and_names_the_file(a_changed_file: str) -> None:
    with pytest.raises(bundle.BundleAltered) as altered:
        bundle.verify_bundle()
    assert altered.value.files == (a_changed_file,)


def test_a_changed_document_is_not_handed_out_either(a_changed_file: str) -> None:
    with pytest.raises(bundle.BundleAltered):
        bundle.document(terms.CREDENTIALS_V2)
    with pytest.raises(bundle.BundleAltered):
        bundle.raw(terms.CREDENTIALS_V2)


def test_all_missing_files_are_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    real = bundle._read

    def read(file: str) -> bytes:
        if file.startswith("json/"):
            raise FileNotFoundError(file)
        return real(file)

    monkeypatch.setattr(bundle, "_read", read)
    with pytest.raises(bundle.BundleAltered) as altered:
        bundle.verify_bundle()
    assert set(altered.value.files) == {e.file for e in bundle.manifest() if e.file.startswith("json/")}


@pytest.mark.parametrize("url", sorted({entry.url for entry in bundle.manifest()}))
def test_a_document_is_the_parsed_bytes_and_its_own_canonical_name(url: str) -> None:
    assert bundle.document(url) == json.loads(bundle.raw(url))
    assert bundle.canonical_url(url) == url


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, value in vars(terms).items()
        if name.isupper() and str(value).startswith("https://") and name not in {"MC", "OB_SCHEMA_OF_1EDTECH"}
    ],
)
def test_every_document_that_the_terms_name_is_bundled(name: str) -> None:
    assert bundle.document(getattr(terms, name))


def test_an_unknown_url_is_an_error() -> None:
    with pytest.raises(bundle.UnknownDocument, match="example"):
        bundle.document("https://example.org/context.jsonld")
    with pytest.raises(bundle.UnknownDocument):
        bundle.raw("")


def test_the_context_that_was_edited_in_place_has_both_revisions() -> None:
    current, original = bundle.document(terms.OB_3_0_3), bundle.alternative(terms.OB_3_0_3)
    assert original is not None
    added = set(current["@context"]) - set(original["@context"])
    assert added == {"jti", "endorsementJwt"}
    assert bundle.alternative(terms.CREDENTIALS_V2) is None
    assert bundle.alternative("https://example.org/") is None


@pytest.mark.oracle
def test_the_contexts_are_those_of_the_oracle_byte_for_byte() -> None:
    listed = json.loads(oracle_path("oracles/contexts/manifest.json").read_text())
    ours = {entry.sha256 for entry in bundle.manifest()}
    # The oracle has VC 1.1's context in other white space; ours is the file whose digest W3C printed.
    assert {row["url"] for row in listed if row["sha256"] not in ours} == {terms.CREDENTIALS_V1}
    [v1] = [row for row in listed if row["url"] == terms.CREDENTIALS_V1]
    theirs = json.loads(oracle_path(f"oracles/contexts/{v1['file']}").read_text())
    assert bundle.document(terms.CREDENTIALS_V1) == theirs


def test_our_documents_are_served_under_their_digests() -> None:
    assert bundle.own_context_path() == f"/mc/v1/{DIGEST}.jsonld"
    assert bundle.own_schema_path() == f"/mc/v1/{SCHEMA_DIGEST}.schema.json"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"https://cairn.northgate.example/mc/v1/{DIGEST}.jsonld", terms.CAIRN_CONTEXT),
        (f"https://other.example/some/where/mc/v1/{DIGEST}.jsonld", terms.CAIRN_CONTEXT),
        (f"http://localhost:8000/mc/v1/{DIGEST}.jsonld", terms.CAIRN_CONTEXT),
        (f"https://other.example/mc/v1/{SCHEMA_DIGEST}.schema.json", terms.CAIRN_SCHEMA),
        # another digest, or ours for something else
        (f"https://other.example/mc/v1/{'0' * 64}.jsonld", None),
        (f"https://other.example/mc/v1/{SCHEMA_DIGEST}.jsonld", None),
        (f"https://other.example/mc/v1/{DIGEST}.schema.json", None),
        (f"https://other.example/mc/v1/{DIGEST.upper()}.jsonld", None),
        (f"https://other.example/mc/v1/{DIGEST[:-1]}.jsonld", None),
        (f"https://other.example/mc/v2/{DIGEST}.jsonld", None),
        (f"https://other.example/mc/v1/{DIGEST}", None),
        (f"https://other.example/mc/v1/{DIGEST}.jsonld.txt", None),
        # what is not the path, or would not stay it
        (f"https://evil.example/?/mc/v1/{DIGEST}.jsonld", None),
        (f"https://evil.example/#/mc/v1/{DIGEST}.jsonld", None),
        (f"https://other.example/mc/v1/{DIGEST}.jsonld?x=1", None),
        (f"https://other.example/mc/v1/{DIGEST}.jsonld#x", None),
        (f"https://other.example/a/../mc/v1/{DIGEST}.jsonld", None),
        (f"https://other.example/./mc/v1/{DIGEST}.jsonld", None),
        (f"https://other.example//mc/v1/{DIGEST}.jsonld", None),
        (f"https://other.example/%2e%2e/mc/v1/{DIGEST}.jsonld", None),
        (f"https://user@other.example/mc/v1/{DIGEST}.jsonld", None),
        (f"https://other.example\\@evil.example/mc/v1/{DIGEST}.jsonld", None),
        (f"https://other.example/mc/v1/{DIGEST}.jsonld\n", None),
        (f" https://other.example/mc/v1/{DIGEST}.jsonld", None),
        (f"https://other.example/m\tc/v1/{DIGEST}.jsonld", None),
        (f"https:///mc/v1/{DIGEST}.jsonld", None),
        (f"ftp://other.example/mc/v1/{DIGEST}.jsonld", None),
        (f"HTTPS://other.example/mc/v1/{DIGEST}.jsonld", None),
        (f"/mc/v1/{DIGEST}.jsonld", None),
        # close to a known name
        (terms.CREDENTIALS_V2 + "/", None),
        (terms.CREDENTIALS_V2 + "#", None),
        ("http://www.w3.org/ns/credentials/v2", None),
        (terms.OB_3_0_3.upper(), None),
        ("", None),
    ],
)
def test_our_context_is_recognised_by_digest_whatever_the_host(url: str, name: str | None) -> None:
    assert bundle.canonical_url(url) == name
