"""The whole service around one test: real database, real keys, real routes; only the outside is a dict.

service = make_service(database, tmp_path)
northgate = service.organisation("northgate")
award = northgate.post("/v1/credentials", {...}).json()
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient

from app import wiring
from app.db.session import Database
from app.demo.load import Loaded, load
from app.main import create_app
from app.scopes import ALL_SCOPES, Scope
from app.settings import Settings
from app.verbs import operators
from app.wiring import Tools
from tests.fakes import FakeWeb
from tests.fixed_clock import FixedClock

PUBLIC_URL = "https://badges.example"
MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"  # of the tests alone: 00 01 02 … 1f


def dice(seed: str = "cairn tests") -> Callable[[int], bytes]:
    """Bytes that nobody outside could foresee, and every run repeats."""
    counter = iter(range(1 << 62))

    def roll(length: int) -> bytes:
        return hashlib.shake_256(f"{seed} {next(counter)}".encode()).digest(length)

    return roll


@dataclass
class Tenant:
    """An organisation with an API key, as a program of theirs would call."""

    service: Service
    slug: str
    did: str
    key: str

    def request(self, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        sent = {"Authorization": f"Bearer {self.key}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if body is None:
            return self.service.client.request(method, path, headers=sent)
        return self.service.client.request(method, path, json=body, headers=sent)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> httpx.Response:
        return self.request("POST", path, body, **headers)


@dataclass
class Service:
    """One deployment at PUBLIC_URL, at the moment of `clock`, with `web` for everything outside."""

    tools: Tools
    client: TestClient
    clock: FixedClock
    web: FakeWeb
    operator_key: str
    tenants: dict[str, Tenant] = field(default_factory=dict)

    @property
    def operator(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.operator_key}"}

    def organisation(
        self, slug: str = "northgate", *, scopes: Iterable[Scope] = ALL_SCOPES, **changes: Any
    ) -> Tenant:
        """An organisation of this slug, made if it is not there, with a key of these scopes."""
        body = {
            "slug": slug,
            "name": slug.title(),
            "organisationType": "higherEducationInstitution",
            **changes,
        }
        made = self.client.post("/v1/organisations", json=body, headers=self.operator)
        if made.status_code == 409:
            made = self.client.get(f"/v1/organisations/{slug}")
        key = self.client.post(
            f"/v1/organisations/{slug}/api-keys",
            json={"label": f"tests {len(self.tenants)}", "scopes": sorted(scopes)},
            headers=self.operator,
        )
        assert key.status_code == 201, key.text
        tenant = Tenant(self, slug, made.json()["did"], key.json()["key"])
        self.tenants[slug] = tenant
        return tenant

    def demo(self) -> Loaded:
        """The demo, loaded through the API."""
        return load(self.client, self.operator_key, lambda line: None)

    def verify(
        self, body: bytes | Mapping[str, Any], content_type: str = "application/json"
    ) -> httpx.Response:
        """POST /v1/verify, as an employer without any key."""
        if isinstance(body, bytes):
            return self.client.post("/v1/verify", content=body, headers={"Content-Type": content_type})
        return self.client.post("/v1/verify", json=dict(body))


def make_service(
    database: Database,
    data_dir: Path,
    *,
    clock: FixedClock | None = None,
    web: FakeWeb | None = None,
    public_url: str = PUBLIC_URL,
    **settings: str,
) -> Service:
    """Settings are given as in the environment, without the prefix: `status_ttl_seconds="1"`."""
    environment = {
        "CAIRN_PUBLIC_URL": public_url,
        "CAIRN_DATA_DIR": str(data_dir),
        "CAIRN_MASTER_KEY": MASTER_KEY,
        **{f"CAIRN_{name.upper()}": value for name, value in settings.items()},
    }
    clock, web = clock or FixedClock(), web or FakeWeb()
    tools = wiring.build(
        Settings.from_environment(environment), database=database, clock=clock, web=web, random=dice()
    )
    key = operators.make_first(tools)
    assert key is not None
    client = TestClient(create_app(tools), base_url=public_url, raise_server_exceptions=False)
    return Service(tools, client, clock, web, key)


@contextmanager
def running(service: Service) -> Iterator[Service]:
    """With the upkeep that runs beside the requests."""
    with service.client:
        yield service
