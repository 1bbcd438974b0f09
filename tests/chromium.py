"""A real Chromium, for the tests of pages and for their pictures.

`CAIRN_TEST_CHROMIUM` names the program (scripts/cairn.sh sets it); else the search path is asked for Debian's
names. Playwright drives it, but its own download is not relied on. Without Chromium such tests fail; only
`CAIRN_TEST_WITHOUT_BROWSER=1` makes them skip.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

PROGRAM_VARIABLE = "CAIRN_TEST_CHROMIUM"
WITHOUT_VARIABLE = "CAIRN_TEST_WITHOUT_BROWSER"
_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")

#: nothing that asks its maker for news, so that no test depends on a network
_QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


class ChromiumMissing(Exception):
    """There is no Chromium; the message says what helps."""


def program(environ: Mapping[str, str] = os.environ) -> str:
    """The path of Chromium's program. Raises ChromiumMissing."""
    for name in (environ.get(PROGRAM_VARIABLE), *_NAMES):
        if name and (path := shutil.which(name)):
            return path
    raise ChromiumMissing(
        f"no Chromium: install Debian's `chromium`, or name its program in {PROGRAM_VARIABLE}"
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser for the time of the block. Raises ChromiumMissing."""
    found = program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For a conftest.py: `from tests.chromium import browser as browser`.

    One for each module, not for the session: while it runs, its event loop counts as running in this
    thread, and no test of another module could call asyncio.run.
    """
    if os.environ.get(WITHOUT_VARIABLE) == "1":
        pytest.skip(f"{WITHOUT_VARIABLE}=1: pages not opened in a browser")
    with chromium() as running:
        yield running
