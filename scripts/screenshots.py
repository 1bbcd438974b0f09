"""Pictures of the pages, wide and on a phone, light and dark, into screenshots/.

`make screenshots` calls it. It runs the service with its demo in a folder of its own, opens what a person
would open, and stops it again.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tests.chromium import chromium  # noqa: E402

FOLDER = ROOT / "screenshots"
WIDTHS = {"wide": 1280, "phone": 390}
SCHEMES = ("light", "dark")
_PATIENCE = 120.0  # seconds for the demo to be there


@contextmanager
def service(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The public URL of a running demo, and its badges: title to share link."""
    port = _free_port()
    url = f"http://localhost:{port}"
    environ = {
        **os.environ,
        "CAIRN_DATA_DIR": str(folder),
        "CAIRN_PUBLIC_URL": url,
        "CAIRN_BIND_PORT": str(port),
        "CAIRN_LOG_LEVEL": "warning",
    }
    command = [sys.executable, "-m", "app.cli.main", "serve", "--demo"]
    with (folder / "service.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
        try:
            yield url, _badges(folder, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def _badges(folder: Path, process: subprocess.Popen[bytes]) -> dict[str, str]:
    """The links of the demo, once it is loaded. The file appears when it is complete."""
    until = time.monotonic() + _PATIENCE
    record = folder / "demo.json"
    while time.monotonic() < until and process.poll() is None:
        if record.exists() and record.read_text("utf-8").endswith("}"):
            found: dict[str, str] = json.loads(record.read_text("utf-8"))
            return found
        time.sleep(0.2)
    raise SystemExit(f"the demo did not start:\n{(folder / 'service.log').read_text('utf-8')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _name(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40]


def main() -> int:
    """Take them all. Returns 1 if a page was not there."""
    missing = 0
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data, service(Path(data)) as (url, badges), chromium() as browser:
        pages = {"home": url, "verify": f"{url}/verify"}
        pages |= {f"badge-{_name(title)}": link for title, link in badges.items()}
        pages["problem-revoked"] = f"{url}/problems/revoked"
        for size, width in WIDTHS.items():
            for scheme in SCHEMES:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                for name, address in pages.items():
                    answer = page.goto(address)
                    path = FOLDER / f"{name}-{size}-{scheme}.png"
                    page.screenshot(path=path, full_page=True)
                    status = answer.status if answer else 0
                    missing += status != 200
                    print(f"{status} {path.relative_to(ROOT)}")
                page.close()
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
