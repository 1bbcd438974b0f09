"""`cairn upkeep`: finish abandoned awards, publish the status lists that are due; once, and say how many."""

from __future__ import annotations

import argparse

from app import wiring
from app.settings import Settings
from app.verbs import issue, publish


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("upkeep", help="finish abandoned awards, publish due status lists")
    parser.set_defaults(run=run)


def run(settings: Settings, chosen: argparse.Namespace) -> int:
    tools = wiring.build(settings)
    print(f"awards finished: {issue.resume(tools)}")
    print(f"status lists published: {publish.publish_due(tools)}")
    return 0
