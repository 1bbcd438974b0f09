"""Which form a client prefers, RFC 9110 section 12.5.1."""

from __future__ import annotations

import pytest

from app.negotiation import preferred

OFFERS = ("application/vc+ld+json", "text/html", "application/vc+jwt")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/vc+ld+json"),
        ("", "application/vc+ld+json"),
        ("*/*", "application/vc+ld+json"),
        (BROWSER, "text/html"),
        ("text/*", "text/html"),
        ("application/vc+jwt", "application/vc+jwt"),
        ("application/vc+jwt;q=0.2, text/html;q=0.1", "application/vc+jwt"),
        ("APPLICATION/VC+JWT", "application/vc+jwt"),
        ("text/csv", None),
        ("text/html;q=0", None),
        ("text/html;q=0, */*", "application/vc+ld+json"),
        ("*/*;q=0", None),
        ("text/html;q=nonsense", None),
        ("text/html;q=nan", None),
        ("text/html;q=7", "text/html"),
        (",,;,", None),
    ],
)
def test_the_preferred_form(accept: str | None, chosen: str | None) -> None:
    assert preferred(accept, OFFERS) == chosen
