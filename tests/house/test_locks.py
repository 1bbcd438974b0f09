"""What is installed is what was looked at: every package pinned, with digests, from nowhere in particular."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import text

RUN, DEV = Path("requirements.lock"), Path("requirements-dev.lock")
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; ([^\\]+?))? \\$")


def pins(lock: Path) -> dict[tuple[str, str], str]:
    """(package, marker) to version, from the lines that begin at the margin."""
    found = {}
    for line in text(lock).splitlines():
        if line and not line.startswith((" ", "#")):
            match = _PIN.fullmatch(line)
            assert match is not None, f"{lock}: not a pinned package with digests: {line}"
            found[match[1], match[3] or ""] = match[2]
    return found


@pytest.mark.parametrize("lock", [RUN, DEV], ids=str)
def test_every_package_is_pinned_with_digests(lock: Path) -> None:
    blocks = re.split(r"\n(?=\S)", text(lock).strip())
    assert len(blocks) == len(pins(lock)) > 10
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", [RUN, DEV], ids=str)
def test_a_lock_names_no_address(lock: Path) -> None:
    assert [line for line in text(lock).splitlines() if "://" in line or line.startswith("--")] == []


def test_what_the_tests_install_contains_what_runs_at_the_same_versions() -> None:
    """scripts/cairn.sh relies on it: after the tests' lock it does not install the other one."""
    run, dev = pins(RUN), pins(DEV)
    assert {package: version for package, version in run.items() if dev.get(package) != version} == {}


@pytest.mark.parametrize("lock, group", [(RUN, None), (DEV, "dev")], ids=["run", "dev"])
def test_a_lock_satisfies_what_the_project_asks_for(lock: Path, group: str | None) -> None:
    project = tomllib.loads(text(Path("pyproject.toml")))
    wanted = [*project["project"]["dependencies"], *(project["dependency-groups"][group] if group else [])]
    locked: dict[str, list[str]] = {}
    for (name, _), version in pins(lock).items():
        locked.setdefault(canonicalize_name(name), []).append(version)
    for requirement in map(Requirement, wanted):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement.name} is not in {lock}: make lock"
        assert all(version in requirement.specifier for version in versions)
