"""A badge's picture where its issuer gave none: drawn, not stored.

Deterministic: the same achievement always gives the same bytes. The organisation sets the landscape, its
hue and its sun, so that its badges look related; the achievement sets the stones, so that no two look
alike. SVG with presentation attributes only: no style, script, link or font from anywhere.
"""

from __future__ import annotations

import colorsys
import hashlib
import math
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from app.messages.foreign import shown
from app.pages.lettering import Lettering, set_in_rows

SIZE: Final = 400
_DISC: Final = 176  # radius of the landscape
_FOOT: Final = 246  # where the stones stand, and the band with the title begins
_BASELINES: Final = {1: (306,), 2: (290, 324), 3: (281, 308, 335)}
_FONTS: Final = (
    "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', "
    "'Noto Sans Arabic', 'Noto Sans Hebrew', sans-serif"
)


def picture(organisation_slug: str, achievement_id: str, title: str) -> bytes:
    """An SVG document of 400 by 400 units, UTF-8. Any `title` is good; what does not fit is cut."""
    house = _dice(f"organisation/{organisation_slug}")
    own = _dice(f"achievement/{organisation_slug}/{achievement_id}")
    hue = next(house)
    dark = _colour(hue, 0.22, 0.40)
    text = _legal(title)
    label = escape(text, {'"': "&quot;"})
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" '
        f'height="{SIZE}" role="img" aria-label="{label}">',
        f'<clipPath id="disc"><circle cx="200" cy="200" r="{_DISC}"/></clipPath>',
        f'<circle cx="200" cy="200" r="198" fill="{dark}"/>',
        '<circle cx="200" cy="200" r="187" fill="#fbfaf6"/>',
        '<g clip-path="url(#disc)">',
        *_landscape(house, hue),
        *_stones(own, hue),
        f'<rect x="0" y="{_FOOT}" width="400" height="160" fill="{dark}"/>',
        "</g>",
        *_title(text),
        "</svg>",
    ]
    return "\n".join(parts).encode("utf-8")


def _dice(seed: str) -> Iterator[float]:
    """Numbers in [0, 1) that a name decides: SHA-256 in counter mode, four bytes each."""
    counter = 0
    while True:
        block = hashlib.sha256(f"{seed}#{counter}".encode()).digest()
        for at in range(0, 32, 4):
            yield int.from_bytes(block[at : at + 4], "big") / 2**32
        counter += 1


def _between(dice: Iterator[float], low: float, high: float) -> float:
    return low + (high - low) * next(dice)


def _colour(hue: float, lightness: float, saturation: float) -> str:
    parts = colorsys.hls_to_rgb(hue % 1, lightness, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _n(value: float) -> str:
    """A coordinate with one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def _landscape(house: Iterator[float], hue: float) -> Iterator[str]:
    yield f'<rect width="400" height="{_FOOT + 1}" fill="{_colour(hue, 0.90, 0.45)}"/>'
    sun = (_between(house, 90, 310), _between(house, 75, 130), _between(house, 22, 34))
    warm = _colour(hue + 0.5 * (0.06 < hue < 0.16) + 0.11 * (not 0.06 < hue < 0.16), 0.97, 0.9)
    yield f'<circle cx="{_n(sun[0])}" cy="{_n(sun[1])}" r="{_n(sun[2])}" fill="{warm}"/>'
    for lightness, height in ((0.80, 150), (0.70, 185), (0.58, 215)):
        left, middle, right = (height + _between(house, -22, 22) for _ in range(3))
        yield (
            f'<path d="M0 {_n(left)}C70 {_n(left - 40)} 120 {_n(middle + 25)} 200 {_n(middle)}'
            f"S330 {_n(right - 30)} 400 {_n(right)}V{_FOOT + 1}H0z"
            f'" fill="{_colour(hue, lightness, 0.30)}"/>'
        )


def _stones(own: Iterator[float], hue: float) -> Iterator[str]:
    """Three to six stones, the widest below, none exactly upon another."""
    count = 3 + int(next(own) * 4)
    accent = int(next(own) * count)
    accent_hue = hue + _between(own, 0.35, 0.65)
    total = _between(own, 140, 168)
    shares = [_between(own, 0.8, 1.25) * (1.0 - 0.09 * place) for place in range(count)]
    foot, x, width = _FOOT + 2.0, 200.0, _between(own, 120, 150)
    for place in range(count):
        height = total * shares[place] / sum(shares)
        width = min(width, height * 4.2)
        lightness = _between(own, 0.26, 0.46)
        colour = _colour(accent_hue, 0.60, 0.42) if place == accent else _colour(hue, lightness, 0.14)
        yield f'<path d="{_stone(own, x, foot - height / 2, width / 2, height / 2 + 1.5)}" fill="{colour}"/>'
        foot -= height
        x += _between(own, -0.10, 0.10) * width
        width *= _between(own, 0.66, 0.86)


def _stone(own: Iterator[float], x: float, y: float, wide: float, high: float) -> str:
    """A rounded stone as a closed curve through eight points (Catmull-Rom, written as cubic Béziers)."""
    points = []
    tilt = _between(own, -0.05, 0.05)
    for step in range(8):
        angle = math.tau * step / 8 + tilt
        # a squarer ellipse than a circle's: stones that stack are flat above and below
        across = math.copysign(abs(math.cos(angle)) ** 0.75, math.cos(angle))
        up = math.copysign(abs(math.sin(angle)) ** 0.75, math.sin(angle))
        points.append(
            (x + wide * across * _between(own, 0.93, 1.0), y + high * up * _between(own, 0.94, 1.0))
        )
    path = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for at in range(8):
        before, here, there, after = (points[(at + shift) % 8] for shift in (-1, 0, 1, 2))
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        path += "C" + " ".join(f"{_n(px)} {_n(py)}" for px, py in (first, second, there))
    return path + "z"


def _title(text: str) -> Iterator[str]:
    lettering = _fitted(text)
    direction = ' direction="rtl"' if lettering.right_to_left else ""
    for row, baseline in zip(lettering.rows, _BASELINES.get(len(lettering.rows), ()), strict=False):
        yield (
            f'<text x="200" y="{baseline}" text-anchor="middle" fill="#ffffff" font-size="{lettering.size}" '
            f'font-weight="600" font-family="{_FONTS}"{direction}>{escape(row)}</text>'
        )


def _fitted(text: str) -> Lettering:
    """The largest size in which the title fits; in the smallest it is cut."""
    for size in (27, 23, 19):
        for count in (1, 2, 3):
            found = set_in_rows(text, size, [_room(y, size) for y in _BASELINES[count]], cut=False)
            if found is not None:
                return found
    cut = set_in_rows(text, 19, [_room(y, 19) for y in _BASELINES[3]], cut=True)
    assert cut is not None
    return cut


def _room(baseline: float, size: int) -> float:
    """How wide a row may be at that height inside the disc, in ems of its size."""
    return 2 * (math.sqrt(_DISC**2 - (baseline + size * 0.25 - 200) ** 2) - 14) / size


def _legal(text: str) -> str:
    """One line of characters that XML 1.0 can hold (section 2.2)."""
    plain = " ".join(shown(text).split())
    return plain.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
