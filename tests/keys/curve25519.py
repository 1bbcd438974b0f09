"""Edwards arithmetic from the equations of RFC 8032, to forge with. Independent of keys/edwards.py."""

from __future__ import annotations

from hashlib import sha512

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, FIELD - 2, FIELD) % FIELD
BASE = (
    15112221349535400772501151409588531511454012693041857206046113283949847762202,
    46316835694926478169428394003475163141307993866256225615783033603165251855960,
)
IDENTITY = (0, 1)
Point = tuple[int, int]


def add(a: Point, b: Point) -> Point:
    product = D * a[0] * b[0] * a[1] * b[1] % FIELD
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, FIELD - 2, FIELD)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, FIELD - 2, FIELD)
    return x % FIELD, y % FIELD


def times(scalar: int, point: Point) -> Point:
    total = IDENTITY
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def encode(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def decode(encoded: bytes) -> Point | None:
    number = int.from_bytes(encoded, "little")
    y, sign = number & (2**255 - 1), number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, FIELD - 2, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if x * x % FIELD != square:
        x = x * pow(2, (FIELD - 1) // 4, FIELD) % FIELD
    if x * x % FIELD != square:
        return None
    return (FIELD - x if x & 1 != sign else x) % FIELD, y % FIELD


def challenge(r: bytes, key: bytes, message: bytes) -> int:
    return int.from_bytes(sha512(r + key + message).digest(), "little") % ORDER


def _torsion() -> tuple[Point, ...]:
    """The eight points whose order divides 8: L times any point, until one of order 8 turns up."""
    y = 2
    while True:
        point = decode(y.to_bytes(32, "little"))
        if point is not None:
            small = times(ORDER, point)
            if times(4, small) != IDENTITY:
                return tuple(times(i, small) for i in range(8))
        y += 1


TORSION = _torsion()


def encodings(point: Point) -> tuple[bytes, ...]:
    """Everything that a forgiving decoder reads as a point with this y: y + p if it fits, both signs."""
    ys = [y for y in (point[1], point[1] + FIELD) if y < 2**255]
    return tuple((y | sign << 255).to_bytes(32, "little") for y in ys for sign in (0, 1))


SMALL_ORDER_ENCODINGS = tuple(sorted({text for point in TORSION for text in encodings(point)}))
