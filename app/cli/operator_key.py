"""`cairn operator-key`: another operator key, for whoever lost the first."""

from __future__ import annotations

import argparse

from app import wiring
from app.settings import Settings
from app.verbs import operators


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("operator-key", help="make an operator key and print it once")
    parser.set_defaults(run=run)


def run(settings: Settings, chosen: argparse.Namespace) -> int:
    print(operators.make_another(wiring.build(settings)))
    return 0
