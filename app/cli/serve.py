"""`cairn serve`: run the service; with `--demo`, load the demo through its own API and print a link."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from contextlib import suppress
from pathlib import Path

import httpx
import uvicorn

from app import wiring
from app.demo import load as demo
from app.logging import UVICORN
from app.main import create_app
from app.settings import Settings
from app.verbs import operators

_RECORD = "demo.json"
_PATIENCE_SECONDS = 30.0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("serve", help="run the service")
    parser.add_argument("--demo", action="store_true", help="load fictional organisations and awards")
    parser.set_defaults(run=run)


def run(settings: Settings, chosen: argparse.Namespace) -> int:
    tools = wiring.build(settings)
    operator_key = operators.make_first(tools)
    if operator_key is not None:
        _say("Operator key (shown this once; it creates organisations):")
        _say(f"  {operator_key}")
    server = uvicorn.Server(
        uvicorn.Config(create_app(tools), host=settings.bind_host, port=settings.bind_port, **UVICORN)
    )
    if chosen.demo:
        guide = threading.Thread(target=_demonstrate, args=(settings, server, operator_key), daemon=True)
        guide.start()
    else:
        _say(f"Serving {settings.public_url}")
    with suppress(SystemExit, KeyboardInterrupt):  # it could not listen; somebody pressed Ctrl-C
        server.run()
    if not server.started:
        print(
            f"Could not listen on {settings.bind_host} port {settings.bind_port}: is it in use? "
            "Choose another with CAIRN_BIND_PORT and CAIRN_PUBLIC_URL.",
            file=sys.stderr,
        )
        return 1
    return 0


def _demonstrate(settings: Settings, server: uvicorn.Server, operator_key: str | None) -> None:
    """Once the service answers: load the demo, unless an earlier start has, and print the link."""
    record = settings.data_dir / _RECORD
    try:
        with httpx.Client(
            base_url=_local(settings), headers=_host(settings), timeout=_PATIENCE_SECONDS
        ) as client:
            _wait(client)
            links = _links(client, record, operator_key)
    except Exception as fault:
        _say(f"The demo could not be loaded: {type(fault).__name__}: {_reason(fault)}")
        server.should_exit = True
        return
    _say("")
    _say("A verified badge of every kind:")
    for title, link in links.items():
        _say(f"  {title}: {link}")
    _say("")
    _say(f"Open this one, co-delivered by a university and a company:\n  {links[_shown_title()]}")
    _say("Press Ctrl-C to stop.")


def _links(client: httpx.Client, record: Path, operator_key: str | None) -> dict[str, str]:
    """Title to share link; loaded now, or as an earlier start noted them."""
    if record.exists():
        known: dict[str, str] = json.loads(record.read_text("utf-8"))
        return known
    if operator_key is None:
        raise RuntimeError("this database was made without the demo; start with a fresh CAIRN_DATA_DIR")
    loaded = demo.load(client, operator_key, _say)
    titles = {name: sample["definition"]["name"] for name, sample in demo.samples().items()}
    links = {titles[name]: award["links"]["share"] for name, award in loaded.awards.items()}
    record.write_text(json.dumps(links, ensure_ascii=False, indent=1), "utf-8")
    record.chmod(0o600)
    return links


def _shown_title() -> str:
    return str(demo.samples()[demo.SHOWN]["definition"]["name"])


def _wait(client: httpx.Client) -> None:
    """Until the service says that it can work."""
    pause = threading.Event()
    for _ in range(int(_PATIENCE_SECONDS / 0.1)):
        try:
            if client.get("/healthz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        pause.wait(0.1)
    raise RuntimeError("the service does not answer")


def _local(settings: Settings) -> str:
    """Where this process listens: the demo never leaves the machine."""
    host = "127.0.0.1" if settings.bind_host in ("0.0.0.0", "::") else settings.bind_host
    return f"http://{host}:{settings.bind_port}"


def _host(settings: Settings) -> dict[str, str]:
    return {"Host": httpx.URL(settings.public_url).netloc.decode("ascii")}


def _reason(fault: Exception) -> str:
    if isinstance(fault, httpx.HTTPStatusError):
        return fault.response.text[:2000]
    return str(fault)


def _say(line: str) -> None:
    print(line, file=sys.stdout, flush=True)
