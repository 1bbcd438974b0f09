"""The commands that a newcomer, the Makefile and CI call: they exist, agree, and are plain POSIX."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT, text

SCRIPT = text(Path("scripts/cairn.sh"))
MAKEFILE = text(Path("Makefile"))

#: targets of the Makefile that need no Python and so no script
_OWN = {"help", "clean"}


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **variables}
    return subprocess.run(
        command, cwd=ROOT, env=bare, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def script_commands() -> set[str]:
    """The commands of the script's last `case`."""
    cases = SCRIPT[SCRIPT.rindex("case $command in") :]
    return set(re.findall(r"^    ([a-z]+)\)", cases, re.MULTILINE))


def test_the_script_is_accepted_by_a_plain_shell() -> None:
    done = run("sh", "-n", "scripts/cairn.sh")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_script_uses_nothing_that_only_bash_knows() -> None:
    code = re.sub(r"<<'END'.*?^END$", "", SCRIPT, flags=re.DOTALL | re.MULTILINE)
    code = "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("#"))
    found = re.findall(r"\[\[|\blocal\b|\bfunction\b|<<<|\$'|\bsource\b|\bpipefail\b|=\(|\[ [^]]*==", code)
    assert found == []


def test_without_a_command_the_script_says_what_there_is() -> None:
    done = run("sh", "scripts/cairn.sh")
    assert done.returncode == 2
    assert {
        line.split()[0] for line in re.findall(r"^  [a-z]+ .*$", done.stdout, re.MULTILINE)
    } == script_commands() - {"help"}


def test_an_unknown_command_is_refused_by_its_name() -> None:
    done = run("sh", "scripts/cairn.sh", "frobnicate")
    assert done.returncode == 1
    assert "there is no command 'frobnicate'" in done.stderr


def test_every_target_calls_the_command_of_its_name_and_is_described() -> None:
    targets = dict(re.findall(r"^([a-z]+):.*?## (.+)$", MAKEFILE, re.MULTILINE))
    calls = dict(re.findall(r"^([a-z]+):.*\n\t@sh scripts/cairn\.sh ([a-z]+)", MAKEFILE, re.MULTILINE))
    assert set(targets) - _OWN == set(calls)
    assert all(target == command for target, command in calls.items())
    assert set(calls.values()) <= script_commands()
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert set(phony.split()) == set(targets)
    assert next(iter(targets)) == "help"
    assert ".DEFAULT_GOAL := help" in MAKEFILE


def test_cleaning_leaves_the_data_and_the_keys() -> None:
    recipe = MAKEFILE[MAKEFILE.index("\nclean:") :]
    assert not re.search(r"rm [^\n]*\bvar\b", recipe)


def test_ci_calls_the_readmes_command_with_or_without_make() -> None:
    ci = text(Path(".ci/run"))
    assert ci.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in ci
    assert "make test" in ci
    assert "sh scripts/cairn.sh test" in ci


def test_tests_do_not_see_the_settings_of_a_real_deployment() -> None:
    """A database named in the caller's environment must never meet a test."""
    function = SCRIPT[SCRIPT.index("forget_settings() {") :]
    function = function[: function.index("\n}\n") + 3]
    shown = "env | grep '^CAIRN_' | sort"
    done = run(
        "sh",
        "-c",
        f"{function}\nforget_settings\n{shown}",
        CAIRN_DATABASE_URL="postgresql://real",
        CAIRN_MASTER_KEY="secret",
        CAIRN_TEST_POSTGRES_URL="postgresql://test",
    )
    assert done.stdout.split() == ["CAIRN_TEST_POSTGRES_URL=postgresql://test"]


@pytest.mark.parametrize("command", ["test", "bench", "drill", "screenshots"])
def test_whatever_measures_or_tests_forgets_them(command: str) -> None:
    case = SCRIPT[SCRIPT.index(f"\n    {command})\n") :]
    assert "forget_settings" in case[: case.index(";;")]


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    """Only a shell and its smallest companions on the search path, in a copy without .venv."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "scripts").mkdir()
    for name in ("sh", "dirname", "id", "rm", "env", "sed"):
        program = shutil.which(name)
        assert program is not None
        (tmp_path / "bin" / name).symlink_to(program)
    shutil.copy(ROOT / "scripts/cairn.sh", tmp_path / "scripts")
    done = subprocess.run(
        [shutil.which("sh") or "sh", "scripts/cairn.sh", "run"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path / "bin")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "apt-get install python3" in done.stderr
