"""Processes on this machine that answer HTTP, and the one client that drives them all alike."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx

from benchmarks.measuring import WrongAnswer

ROOT = Path(__file__).resolve().parents[1]
PUBLIC_URL = "https://badges.example"  # what the documents say; the client goes to this machine all the same
CONNECTIONS = 2  # requests under way at a time, so that no service waits for the client
_PATIENCE_SECONDS = 60.0

Request = tuple[str, bytes, Mapping[str, str]]  # path, body, headers


@dataclass
class Client:
    """Keeps its connections open, and as many requests under way as it has."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        # Uvicorn closes a connection that was idle for 5 seconds, perhaps just as we use it again.
        self.http = httpx.Client(
            base_url=self.address,
            headers=dict(self.headers),
            timeout=_PATIENCE_SECONDS,
            limits=httpx.Limits(keepalive_expiry=2.0),
        )
        self._threads = ThreadPoolExecutor(CONNECTIONS)
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()
        self.http.close()

    def post_all(self, requests: Sequence[Request]) -> list[httpx.Response]:
        """The answers, in the order of the requests."""
        return list(self._threads.map(self._post, requests))

    def _post(self, request: Request) -> httpx.Response:
        path, body, headers = request
        return self.http.post(path, content=body, headers={"Content-Type": "application/json", **headers})

    def get(self, url: str, **headers: str) -> httpx.Response:
        """What is at a path, or at a URL as the service's documents write it. Raises on a refusal."""
        return self.http.get(url.removeprefix(PUBLIC_URL), headers=headers).raise_for_status()

    def json(self, url: str, **headers: str) -> Any:
        return self.get(url, **headers).json()


@contextmanager
def bare(folder: Path) -> Iterator[Client]:
    """The baseline's service."""
    port = _free_port()
    where = ["--host", "127.0.0.1", "--port", str(port)]
    command = ["uvicorn", "benchmarks.bare_service:app", *where, "--no-access-log", "--log-level", "warning"]
    with _running(command, port, folder / "bare.log") as client:
        yield client


@contextmanager
def cairn(folder: Path, database_url: str | None = None) -> Iterator[tuple[Client, str]]:
    """Cairn as an operator starts it, and an operator key; over SQLite below `folder`, or that database."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    settings = {"CAIRN_PUBLIC_URL": PUBLIC_URL, "CAIRN_DATA_DIR": str(folder), "CAIRN_BIND_PORT": str(port)}
    if database_url is not None:
        settings["CAIRN_DATABASE_URL"] = database_url
    key = subprocess.run(
        [sys.executable, "-m", "app.cli.main", "operator-key"],
        cwd=ROOT,
        env=_environment(settings),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    log = folder / "service.log"
    host = {"Host": PUBLIC_URL.removeprefix("https://")}
    with _running(["app.cli.main", "serve"], port, log, settings, host) as client:
        yield client, key.stdout.strip()


@contextmanager
def _running(
    module: Sequence[str],
    port: int,
    log: Path,
    settings: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Iterator[Client]:
    """A Python module as a process for the time of the block. Its log is a file, as a service's would be."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env=_environment(settings or {}),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        with Client(f"http://127.0.0.1:{port}", headers or {}) as client:
            _wait(client, log)
            yield client
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(client: Client, log: Path) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            if client.http.get("/healthz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise WrongAnswer(f"a service did not start; it said:\n{log.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Ours without any setting of a deployment, and with these."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")}
    return {**ours, **settings}
