"""Our five names are ours in the wheel, and `alembic` stays the library."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sysconfig
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.house.tree import PACKAGES, ROOT, files, python


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(path)


def test_the_wheel_holds_our_five_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    top = {name.partition("/")[0] for name in wheel.namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == set(PACKAGES)


def test_the_wheel_holds_every_file_of_a_package_as_it_is(wheel: zipfile.ZipFile) -> None:
    """Contexts, schemas, templates and messages too: what is signed with must be what was checked."""
    ours = [path for path in files() if path.parts[0] in PACKAGES and path.suffix != ".pyc"]
    missing = sorted({path.as_posix() for path in ours} - set(wheel.namelist()))
    assert missing == []
    changed = [path for path in ours if wheel.read(path.as_posix()) != (ROOT / path).read_bytes()]
    assert changed == []


def test_the_wheel_says_that_it_is_typed_and_names_its_command(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert [package for package in PACKAGES if f"{package}/py.typed" not in names] == []
    (points,) = [name for name in names if name.endswith("entry_points.txt")]
    assert b"cairn = app.cli.main:main" in wheel.read(points)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_brings_a_package_of_our_name(package: str) -> None:
    assert set(importlib.metadata.packages_distributions().get(package, [])) <= {"cairn"}
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).is_relative_to(ROOT)


def test_alembic_is_the_library_although_a_folder_of_ours_has_its_name() -> None:
    spec = importlib.util.find_spec("alembic")
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).is_relative_to(sysconfig.get_path("purelib"))


def test_the_migrations_and_the_tests_are_no_packages() -> None:
    """`alembic/__init__.py` would hide the library; one under tests/ would hide what it tests."""
    assert [path for path in python("alembic", "tests") if path.name == "__init__.py"] == []


def test_each_folder_of_code_in_our_packages_is_a_package() -> None:
    folders = {path.parent for path in python(*PACKAGES)}
    assert [folder for folder in sorted(folders) if folder / "__init__.py" not in files()] == []


def test_no_module_below_our_packages_hides_one_of_them() -> None:
    """Top-level names are ours alone; below a package they may recur (`app/api/credentials.py` is fine)."""
    top = {path.stem for path in files() if len(path.parts) == 1 and path.suffix == ".py"}
    assert top & {*PACKAGES, "alembic", "tests"} == set()
