"""The commands of docs/api.md, run top to bottom against a real service on this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"```bash\n(.*?)```", re.DOTALL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """(address, operator key) of `cairn serve`, as somebody would start it."""
    port = _free_port()
    address = f"http://localhost:{port}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")}
    environment |= {
        "CAIRN_PUBLIC_URL": address,
        "CAIRN_BIND_PORT": str(port),
        "CAIRN_DATA_DIR": str(tmp_path / "var"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli.main", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        lines = [process.stdout.readline() for _ in range(3)]  # the key is announced, shown, then the address
        yield address, lines[1].strip()
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def test_the_walk_through_the_api_works_as_written(served: tuple[str, str], tmp_path: Path) -> None:
    address, operator_key = served
    blocks = _BLOCK.findall((ROOT / "docs" / "api.md").read_text("utf-8"))
    assert len(blocks) >= 8
    wait = f'for i in $(seq 100); do curl -s "{address}/healthz" >/dev/null && break; sleep 0.1; done\n'
    script = "set -euo pipefail\n" + wait + "\n".join(blocks)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "CAIRN": address,
            "OPERATOR": operator_key,
            "LC_ALL": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout.strip().splitlines()
    assert told[-1] == "revoked"
    assert "undecided" not in told
    assert "valid" in told, "the outcome of the signed file before it was withdrawn"
    # The issuer is hosted, and no register vouches for it here: never green.
    assert any('who "Fernhill College" is' in line or "Fernhill College" in line for line in told)
    assert any("MC-Q" in line for line in told), "the draft's problems name their rules"
