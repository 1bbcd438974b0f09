"""The pages in a real Chromium, under the service's own content policy: from memory, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

import pytest
from playwright.sync_api import Browser, Route
from playwright.sync_api import Page as Tab

from app.http import SECURITY_HEADERS
from app.pages.picture import picture
from credentials.verdict import Verdict
from tests.app.pages.test_pages import CANARY, DOCUMENTS, PAGES, RIGHT_TO_LEFT, of_sample, planted
from tests.issuers.nine import NINE, S3

pytestmark = pytest.mark.browser

ORIGIN = "https://badges.example"
PHONE, NARROW, WIDE = 390, 320, 1100
LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4 + "深層学習" * 20
HOSTILE = {
    "canary": of_sample(S3, document=planted(DOCUMENTS[S3.key], CANARY, everywhere=True)),
    "long": of_sample(S3, document=planted(DOCUMENTS[S3.key], LONG, everywhere=False)),
    "right to left": of_sample(S3, document=planted(DOCUMENTS[S3.key], RIGHT_TO_LEFT * 6, everywhere=False)),
    "not authentic": of_sample(
        S3, Verdict.NOT_AUTHENTIC, document=planted(DOCUMENTS[S3.key], CANARY, everywhere=True)
    ),
}
#: one of each template, and the hardest contents
SHOWN = {
    name: PAGES[name]()
    for name in (
        "home", "paste again", "not found", "error", "organisation", "credential revoked",
        f"achievement {NINE[3].key}", f"verdict {NINE[7].key}", "verdict of a foreign badge",
        "nothing in a text",
    )
} | HOSTILE  # fmt: skip


class Visit:
    """One page opened in one window, and what it tried to do."""

    def __init__(self, tab: Tab, html: str) -> None:
        self.tab = tab
        self.asked: list[str] = []
        self.complaints: list[str] = []
        tab.on("console", lambda message: self.complaints.append(message.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("dialog", lambda dialog: (self.complaints.append("a dialog opened"), dialog.dismiss()))
        tab.route("**/*", lambda route: self._answer(route, html))
        tab.goto(f"{ORIGIN}/page", wait_until="load")

    def _answer(self, route: Route, html: str) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        self.asked.append(path)
        if path == "/page":
            body, kind = html.encode(), "text/html; charset=utf-8"
        elif path.startswith("/static/"):
            name = path.removeprefix("/static/").partition("?")[0]
            body = (resources.files("app.pages") / "static" / name).read_bytes()
            kind = "text/css" if name.endswith(".css") else "image/svg+xml"
        elif path.endswith(".svg"):
            body, kind = picture("northgate", path, "Industrial Machine Learning"), "image/svg+xml"
        else:
            route.abort()
            return
        route.fulfill(body=body, headers={**SECURITY_HEADERS, "Content-Type": kind})


@contextmanager
def visit(
    browser: Browser, html: str, *, width: int = PHONE, scheme: str = "light", scripts: bool = True
) -> Iterator[Visit]:
    window = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    try:
        yield Visit(window.new_page(), html)
    finally:
        window.close()


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_asks_only_us_and_runs_nothing(browser: Browser, name: str) -> None:
    with visit(browser, SHOWN[name]) as opened:
        opened.tab.wait_for_timeout(50)
        assert opened.complaints == []
        assert all(
            path == "/page" or path.startswith("/static/") or path.endswith(".svg") for path in opened.asked
        )
        assert opened.tab.evaluate("document.styleSheets.length") == 1


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_never_scrolls_sideways(browser: Browser, name: str) -> None:
    """WCAG 2.2, 1.4.10: 320 CSS pixels are also a wide window at 400 % zoom."""
    with visit(browser, SHOWN[name]) as opened:
        opened.tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for width in (NARROW, PHONE, WIDE):
            opened.tab.set_viewport_size({"width": width, "height": 800})
            assert opened.tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["home", "right to left", "not authentic"])
def test_twice_the_text_size_still_fits(browser: Browser, name: str) -> None:
    """WCAG 2.2, 1.4.4."""
    with visit(browser, SHOWN[name], width=PHONE) as opened:
        opened.tab.evaluate("document.documentElement.style.setProperty('font-size', '212.5%')")
        assert opened.tab.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_dark_and_light_are_both_drawn(browser: Browser) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        with visit(browser, SHOWN["home"], scheme=scheme) as opened:
            grounds.add(opened.tab.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2


def test_the_first_stop_of_the_keyboard_skips_to_the_content(browser: Browser) -> None:
    with visit(browser, SHOWN["home"]) as opened:
        opened.tab.keyboard.press("Tab")
        assert opened.tab.evaluate("document.activeElement.className") == "skip"
        assert opened.tab.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        opened.tab.keyboard.press("Enter")
        opened.tab.keyboard.press("Tab")
        assert opened.tab.evaluate("document.activeElement.id") == "credential"


def test_details_open_by_keyboard_and_focus_is_seen(browser: Browser) -> None:
    with visit(browser, HOSTILE["right to left"]) as opened:
        summary = opened.tab.locator("summary").last
        summary.focus()
        opened.tab.keyboard.press("Enter")
        assert opened.tab.locator("dl.identifiers").is_visible()
        outline = summary.evaluate("e => getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth")
        assert outline.startswith("solid")


@pytest.mark.parametrize("name", ["home", f"verdict {NINE[7].key}", "organisation"])
def test_what_is_tapped_is_large_enough(browser: Browser, name: str) -> None:
    """WCAG 2.2, 2.5.8: 24 CSS pixels; links inside a sentence are excepted."""
    with visit(browser, SHOWN[name]) as opened:
        small = opened.tab.evaluate(
            "[...document.querySelectorAll('nav a, .brand, button, .button, summary, .downloads a')]"
            ".filter(e => e.getBoundingClientRect().height < 24).map(e => e.textContent)"
        )
        assert small == []


def test_pages_need_no_script(browser: Browser) -> None:
    with visit(browser, SHOWN["home"], scripts=False) as opened:
        assert opened.tab.locator("textarea").is_visible()
        assert opened.tab.locator("button").is_visible()


def test_on_paper_only_what_belongs_there_remains(browser: Browser) -> None:
    with visit(browser, SHOWN[f"verdict {NINE[7].key}"], width=WIDE) as opened:
        opened.tab.emulate_media(media="print")
        assert opened.tab.locator("h1").is_visible()
        assert opened.tab.locator("table.ecology").is_visible()
        for gone in ("nav", ".downloads-block", "details >> nth=-1", "footer"):
            assert not opened.tab.locator(gone).is_visible(), gone
        assert len(opened.tab.pdf(format="A4")) > 1000
