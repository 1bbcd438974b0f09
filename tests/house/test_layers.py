"""The import contracts of pyproject.toml hold, and each of them can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT

_LINT = (
    "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _LINT], cwd=folder, capture_output=True, text=True, check=False
    )


def contracts() -> list[dict[str, object]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found: list[dict[str, object]] = settings["tool"]["importlinter"]["contracts"]
    return found


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code, to break."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(contracts())} kept, 0 broken" in done.stdout


#: a module that must not be, and the contract that says so
VIOLATIONS = [
    ("Nothing imports upward", "credentials/intruder.py", "import issuers.profile"),
    ("Nothing imports upward", "issuers/intruder.py", "import app.settings"),
    ("Nothing imports upward", "keys/intruder.py", "import credentials.findings"),
    ("Nothing imports upward", "keys/intruder.py", "import schemas.terms"),
    ("Nothing imports upward", "schemas/intruder.py", "import keys.errors"),
    ("The domain is pure", "issuers/intruder.py", "import time"),
    ("The domain is pure", "credentials/intruder.py", "import sqlalchemy"),
    ("The domain is pure", "schemas/intruder.py", "from httpx import get"),
    ("The domain is pure", "credentials/intruder.py", "def later():\n    import secrets"),
    ("The rooms of the service", "app/db/intruder.py", "import app.verbs"),
    ("The rooms of the service", "app/verbs/intruder.py", "import app.api"),
    ("The rooms of the service", "app/db/intruder.py", "import app.pages"),
    ("Only wiring names a concrete custodian", "app/verbs/intruder.py", "import keys.software"),
    ("Only wiring names a concrete custodian", "issuers/intruder.py", "from keys import software"),
]


@pytest.mark.parametrize(
    "contract, path, line", VIOLATIONS, ids=[f"{path}: {line.split()[-1]}" for _, path, line in VIOLATIONS]
)
def test_a_contract_is_broken_by_what_it_forbids(contract: str, path: str, line: str, copy: Path) -> None:
    intruder = copy / path
    intruder.write_text(f'"""Breaks a contract."""\n{line}\n')
    try:
        done = lint(copy)
    finally:
        intruder.unlink()
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in " ".join(done.stdout.split())


def test_every_contract_is_shown_to_fail() -> None:
    assert {str(contract["name"]) for contract in contracts()} == {name for name, _, _ in VIOLATIONS}


def test_every_module_of_the_service_has_a_room() -> None:
    """A new module in `app` is put into the layers, or the contract says nothing about it."""
    rooms = next(contract for contract in contracts() if contract.get("containers") == ["app"])
    layers = rooms["layers"]
    assert isinstance(layers, list)
    named = {name.strip(" ()") for layer in layers for name in layer.replace("|", ":").split(":")}
    modules = {path.stem for path in (ROOT / "app").glob("*.py") if path.stem != "__init__"}
    packages = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert modules | packages <= named
