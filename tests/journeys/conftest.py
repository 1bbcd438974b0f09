"""A whole deployment for each journey, on either engine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.db.session import Database
from tests.fixed_clock import FixedClock
from tests.service import Service, make_service

#: after every date of the demo
TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def service(database: Database, tmp_path: Path) -> Service:
    return make_service(database, tmp_path, clock=FixedClock(TODAY))
