"""The reader of pages finds what it is there to find."""

from __future__ import annotations

import pytest

from tests.app.pages.markup import Page

SOUND = (
    '<!doctype html><html lang="en" dir="ltr"><head><meta name="viewport" content="width=device-width, '
    'initial-scale=1"><title>T</title></head><body><main><h1>H</h1>{}</main></body></html>'
)


def test_a_sound_page_has_no_faults() -> None:
    assert Page(SOUND.format("<p>x</p>")).faults == []


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        "<img src=x onerror=alert(1)>",
        "<p onclick='x'>y</p>",
        "<p style='color:red'>y</p>",
        "<p><b>y</p>",
        "<p>y",
        "</p>",
        "<a href='javascript:x'>y</a>",
        "<a href='//evil.example'>y</a>",
        "<a href='https://evil.example'>y</a>",
        "<a href='/x'></a>",
        "<img src='https://evil.example/x.png' alt=''>",
        "<img src='/x.png'>",
        "<form action='https://evil.example'></form>",
        "<h3>skipped</h3>",
        "<h1>again</h1>",
        "<p id='a'>x</p><p id='a'>y</p>",
        "<label for='nothing'>x</label>",
        "<textarea id='t'></textarea>",
        "<svg></svg>",
        "<table><tr><th>x</th></tr></table>",
        "<!-- x -->",
    ],
)
def test_what_does_not_belong_is_found(inside: str) -> None:
    assert Page(SOUND.format(inside)).faults
