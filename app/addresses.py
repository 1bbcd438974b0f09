"""Every address of this deployment, made in one place from the configured public URL.

Nothing here reads a request: a Host header cannot reach an issued URL (security W3). `read` is the way
back, for verifying by URL and for resolving our own DIDs without a network.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote, urlsplit

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")
ID = re.compile(r"[a-z2-7]{26}\Z")
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}\Z")
ACHIEVEMENT = SLUG
VERSION = re.compile(r"[1-9][0-9]{0,5}\Z")
LIST = re.compile(r"[1-9][0-9]{0,8}\Z")


class DidForm(StrEnum):
    """What the organisation's did:web confirms (decisions 2.2)."""

    PATH = "path"  # did:web:<host>:o:<slug>: confirms the host, not the tenant
    HOST = "host"  # did:web:<slug>.<host>: confirms that host name


class Kind(StrEnum):
    """What one of our URLs points at."""

    CREDENTIAL = "credential"
    SHARE = "share"
    STATUS_LIST = "status-list"
    ACHIEVEMENT = "achievement"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Address:
    """One of our URLs, taken apart: kind, organisation and the rest of its path."""

    kind: Kind
    organisation: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addresses:
    """`public_url` without trailing slash, e.g. `https://badges.example` or `http://localhost:8000`."""

    public_url: str

    @property
    def host(self) -> str:
        """Host and, where it is not the default, port, as a browser sends it."""
        return urlsplit(self.public_url).netloc

    @property
    def hostname(self) -> str:
        return urlsplit(self.public_url).hostname or ""

    # --- made

    def did(self, organisation: str, form: DidForm) -> str:
        """https://w3c-ccg.github.io/did-method-web/: a port's colon is percent-encoded."""
        host = quote(self.host, safe="")
        if form is DidForm.HOST:
            return f"did:web:{organisation}.{host}"
        path = [quote(p, safe="") for p in urlsplit(self.public_url).path.split("/") if p]
        return ":".join(["did", "web", host, *path, "o", organisation])

    def organisation(self, organisation: str) -> str:
        return f"{self.public_url}/o/{organisation}"

    def did_document(self, organisation: str, form: str) -> str:
        """Where a did:web resolver looks for the organisation's document."""
        if form == DidForm.HOST:
            return f"{urlsplit(self.public_url).scheme}://{organisation}.{self.host}/.well-known/did.json"
        return f"{self.public_url}/o/{organisation}/did.json"

    def credential(self, organisation: str, credential: str) -> str:
        return f"{self.public_url}/o/{organisation}/credentials/{credential}"

    def share(self, organisation: str, credential: str, token: str) -> str:
        return f"{self.public_url}/o/{organisation}/share/{credential}/{token}"

    def achievement(self, organisation: str, achievement: str, version: int) -> str:
        return f"{self.public_url}/o/{organisation}/achievements/{achievement}/{version}"

    def status_list(self, organisation: str, number: int) -> str:
        return f"{self.public_url}/o/{organisation}/status/{number}"

    def problem(self, code: str) -> str:
        return f"{self.public_url}/problems/{code}"

    def below(self, path: str) -> str:
        """`path` begins with a slash."""
        return self.public_url + path

    # --- read

    def organisation_of_did(self, did: str) -> tuple[str, DidForm] | None:
        """The organisation a DID of ours names; None for every other DID, however similar."""
        prefix = self.did("", DidForm.PATH)
        if did.startswith(prefix) and SLUG.match(did[len(prefix) :]):
            return did[len(prefix) :], DidForm.PATH
        suffix = self.did("", DidForm.HOST)[len("did:web:") :]
        if did.startswith("did:web:") and did.endswith(suffix):
            slug = did[len("did:web:") : -len(suffix)]
            if SLUG.match(slug):
                return slug, DidForm.HOST
        return None

    def read(self, url: str) -> Address | None:
        """What a URL of ours points at; None for anything else. Query and fragment are not ours."""
        if not url.startswith(self.public_url + "/o/"):
            return None
        rest = url[len(self.public_url) + 3 :].partition("#")[0].partition("?")[0]
        parts = tuple(unquote(p) for p in rest.split("/"))
        if not SLUG.match(parts[0]):
            return None
        match parts[1:]:
            case ():
                return Address(Kind.ORGANISATION, parts[0])
            case ("credentials", credential) if ID.match(credential):
                return Address(Kind.CREDENTIAL, parts[0], (credential,))
            case ("share", credential, token) if ID.match(credential):
                bare = token.removesuffix(".json").removesuffix(".jwt")
                return Address(Kind.SHARE, parts[0], (credential, bare)) if TOKEN.match(bare) else None
            case ("achievements", achievement, version) if ACHIEVEMENT.match(achievement) and VERSION.match(
                version
            ):
                return Address(Kind.ACHIEVEMENT, parts[0], (achievement, version))
            case ("status", number) if LIST.match(number):
                return Address(Kind.STATUS_LIST, parts[0], (number,))
        return None
