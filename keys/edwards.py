"""Which 32 bytes are an Ed25519 point that may be relied on.

Libraries accept more than RFC 8032 does: y at or above p, and the eight points of small order, under
which one constant signature verifies for many messages (for the identity: for every message). Security
page, F4; Chalkias, Garillot, Nikolaenko: "Taming the many EdDSAs" (2020). Questions about public
points only: nothing here needs constant time.
"""

from __future__ import annotations

from functools import lru_cache

P = 2**255 - 19  # the field; RFC 8032, section 5.1
L = 2**252 + 27742317777372353535851937790883648493  # order of the base point
D = (-121665 * pow(121666, -1, P)) % P  # -x² + y² = 1 + d·x²·y²
_SIGN_BIT = 1 << 255


def _y(encoded: bytes) -> int:
    """The y coordinate as written: it may be p or more."""
    return int.from_bytes(encoded, "little") & (_SIGN_BIT - 1)


def is_canonical(encoded: bytes) -> bool:
    """y is below p. Otherwise the same point has a second encoding."""
    return _y(encoded) < P


def is_small_order(encoded: bytes) -> bool:
    """One of the eight points whose order divides 8, in any encoding: either sign, y reduced or not.

    y = ±1 are the points of order 1 and 2, y = 0 those of order 4. A point of order 8 doubles to one
    with y = 0; the doubling formula gives y² = -x², and with the curve's equation d·y⁴ + 2·y² - 1 = 0.
    """
    y = _y(encoded) % P
    square = y * y % P
    return y in (0, 1, P - 1) or (D * square * square + 2 * square - 1) % P == 0


@lru_cache(maxsize=1024)  # the power costs as much as a signature check, and the same keys come back
def is_on_curve(encoded: bytes) -> bool:
    """There is an x for this y: (y² - 1)/(d·y² + 1) is a square (Euler's criterion)."""
    square = _y(encoded) ** 2 % P
    u, v = square - 1, D * square + 1
    return pow(u * v % P, (P - 1) // 2, P) in (0, 1)
