"""The service on SQLite for what does not depend on the engine, on both for what does.

Whatever it answers in these tests is held to its own description.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.db.session import Database
from tests.app.api.description import held_to
from tests.service import Service, Tenant, make_service

BADGE = {
    "slug": "workshop",
    "name": "Living Soil workshop",
    "description": "A day about soil life.",
    "criteria": {"narrative": "Take part in the whole day."},
    "credentialCategory": "recordOfExperience",
    "learningSetting": "informal",
    "workload": {"notionalHours": "6"},
    "participationMode": ["presential"],
    "publish": True,
}


@pytest.fixture
def service(sqlite_database: Database, tmp_path: Path) -> Service:
    return held_to(make_service(sqlite_database, tmp_path))


@pytest.fixture
def service_on_both(database: Database, tmp_path: Path) -> Service:
    return held_to(make_service(database, tmp_path))


@pytest.fixture
def northgate(service: Service) -> Tenant:
    """An organisation with one published attendance badge, `workshop`."""
    tenant = service.organisation("northgate")
    made = tenant.post("/v1/achievements", BADGE)
    assert made.status_code == 201, made.text
    return tenant
