"""`cairn`: the commands of whoever runs the service. One file per noun."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from app.cli import operator_key, serve, upkeep
from app.settings import Settings, SettingsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 it failed, 2 the command line or the settings are wrong."""
    parser = argparse.ArgumentParser(prog="cairn", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (serve, operator_key, upkeep):
        module.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        settings = Settings.from_environment(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    run = chosen.run
    result: int = run(settings, chosen)
    return result


if __name__ == "__main__":
    sys.exit(main())
