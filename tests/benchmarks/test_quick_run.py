"""The command works, and prints every row it promises. How fast anything is, no test asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import ON_POSTGRESQL, ON_SQLITE, SIGNED, VERIFIED
from benchmarks.machine import PACKAGES
from tests.house.tree import ROOT
from tests.postgres import WITHOUT_VARIABLE

WITHOUT_POSTGRESQL = os.environ.get(WITHOUT_VARIABLE) == "1"
ROWS = [SIGNED, VERIFIED, ON_SQLITE, *([] if WITHOUT_POSTGRESQL else [ON_POSTGRESQL])]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """What a quick run printed, and what it wrote."""
    written = tmp_path_factory.mktemp("quick") / "figures.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--json", written],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, json.loads(Path(written).read_text(encoding="utf-8"))


def test_every_figure_is_there_for_both_documents(run: tuple[str, dict[str, Any]]) -> None:
    _, written = run
    assert [(row["what"], row["document"][:2]) for row in written["rows"]] == [
        (what, document) for document in ("S3", "S6") for what in ROWS
    ]


def test_every_figure_was_counted(run: tuple[str, dict[str, Any]]) -> None:
    _, written = run
    for row in written["rows"]:
        units = 1 if row["what"] in (SIGNED, VERIFIED) else 2
        assert row["counted"] == {"cairn": units * row["laps"], "plain": units * row["laps"]}
        assert row["laps"] == 1
        # With one lap each there is no median: the figures are the quotient of the two.
        assert row["ratio"] == pytest.approx(row["cairnPerSecond"] / row["plainPerSecond"])


def test_what_is_printed_is_what_was_measured(run: tuple[str, dict[str, Any]]) -> None:
    printed, written = run
    lines = printed.splitlines()
    for row in written["rows"]:
        (line,) = [line for line in lines if line.startswith(row["what"]) and row["document"] in line]
        figures = line.split(row["document"])[1].split()
        assert figures[:3] == [
            f"{row['cairnPerSecond']:.1f}",
            f"{row['plainPerSecond']:.1f}",
            f"{row['ratio']:.2f}",
        ]
    missing = [line for line in lines if line.startswith("not measured")]
    assert len(missing) == len(written["notMeasured"]) == (1 if WITHOUT_POSTGRESQL else 0)


def test_the_machine_is_named(run: tuple[str, dict[str, Any]]) -> None:
    printed, written = run
    named = {"date", "processor", "system", "load", "storage", "python", "sqlite", *PACKAGES}
    assert named <= set(written["facts"])
    assert all(f"\n{name}: {text}\n" in printed for name, text in written["facts"].items())
