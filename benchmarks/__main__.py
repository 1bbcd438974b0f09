"""`python -m benchmarks`: measure everything once, and print one table."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.clock import SystemClock
from benchmarks import machine, postgresql, services
from benchmarks.documents import SAMPLES
from benchmarks.in_process import CAIRN, PLAIN, signing, verifying
from benchmarks.measuring import Turns
from benchmarks.over_http import Cairn, signing_bare
from benchmarks.plain import PlainSigner
from benchmarks.services import Client
from benchmarks.table import Row, table
from tests.postgres import PostgresUnavailable

SIGNED, VERIFIED = "signed, in process", "verified, in process"
ON_SQLITE, ON_POSTGRESQL = "issued over HTTP, SQLite", "issued over HTTP, PostgreSQL"

_UNITS = 4  # documents in one lap in process
_REQUESTS = 4  # in one lap over HTTP
_HTTP_SECONDS = 2  # times as many as in process: there are more ways, and each is slower


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=6.0, help="for each measurement; over HTTP twice that"
    )
    parser.add_argument("--quick", action="store_true", help="one lap of each: that it works, not how fast")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    chosen = parser.parse_args(arguments)
    seconds, at_least = (0.0, 1) if chosen.quick else (chosen.seconds, 3)
    turns = Turns(time.perf_counter, at_least=at_least)
    with tempfile.TemporaryDirectory(prefix="cairn-bench-") as name:
        facts = {"date": f"{SystemClock().now():%Y-%m-%d}", **machine.facts(Path(name))}
        missing: dict[str, str] = {}
        with _services(Path(name), facts, missing) as (bare, cairns):
            rows = list(_rows(turns, bare, cairns, seconds, small=chosen.quick))
            for service in cairns.values():
                service.check_stored()
    print(table(rows, missing, facts))
    if chosen.json is not None:
        found = {"rows": [row.data() for row in rows], "notMeasured": missing, "facts": facts}
        chosen.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


@contextmanager
def _services(
    folder: Path, facts: dict[str, str], missing: dict[str, str]
) -> Iterator[tuple[Client, dict[str, Cairn]]]:
    """The bare service, and a Cairn for each engine; `missing` is told why there is none for another."""
    with ExitStack() as stack:
        _say("starting the services, and loading the demo into Cairn")
        bare = stack.enter_context(services.bare(folder))
        cairns = {ON_SQLITE: Cairn(*stack.enter_context(services.cairn(folder / "sqlite")))}
        try:
            url, facts["postgresql"] = stack.enter_context(postgresql.database())
        except PostgresUnavailable as reason:
            missing[ON_POSTGRESQL] = str(reason)
        else:
            started = stack.enter_context(services.cairn(folder / "postgresql", url))
            cairns[ON_POSTGRESQL] = Cairn(*started)
        for service in cairns.values():
            _ = service.demo
        yield bare, cairns


def _rows(
    turns: Turns, bare: Client, cairns: Mapping[str, Cairn], seconds: float, *, small: bool
) -> Iterator[Row]:
    units, requests = (1, 2) if small else (_UNITS, _REQUESTS)
    for sample, title in SAMPLES.items():
        public = PlainSigner("benchmark", "").public
        source = cairns[ON_SQLITE].source(sample, SystemClock().now, public)
        document = f"{title}, {source.size / 1000:.1f} kB"
        signer = PlainSigner("benchmark", source.method)
        for what, ways in ((SIGNED, signing(source, signer)), (VERIFIED, verifying(source, signer))):
            _say(f"{document}: {what}")
            found = turns.measure(ways, units=units, seconds=seconds)
            yield Row(what, document, found[CAIRN], found[PLAIN])
        _say(f"{document}: issued over HTTP")
        issuing = [service.issuing(what, sample) for what, service in cairns.items()]
        all_ways = [*issuing, signing_bare(PLAIN, bare, source)]
        found = turns.measure(all_ways, units=requests, seconds=_HTTP_SECONDS * seconds)
        yield from (Row(what, document, found[what], found[PLAIN]) for what in cairns)


def _say(line: str) -> None:
    print(f"benchmarks: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
