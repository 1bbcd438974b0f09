"""keys/edwards.py against arithmetic of our own and the published list of small-order encodings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys import edwards
from tests.keys import curve25519 as curve

# Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs" (2020), table 1, and libsodium's block list.
PUBLISHED = (
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
)


def test_the_published_encodings_are_all_that_eight_points_of_small_order_have() -> None:
    assert len(set(curve.TORSION)) == 8
    assert [text.hex() for text in curve.SMALL_ORDER_ENCODINGS] == sorted(PUBLISHED)


@pytest.mark.parametrize("encoded", PUBLISHED)
def test_every_encoding_of_a_small_order_point_is_recognised(encoded: str) -> None:
    assert edwards.is_small_order(bytes.fromhex(encoded))
    assert edwards.is_on_curve(bytes.fromhex(encoded))


@settings(deadline=None, max_examples=25)  # each takes some 500 inversions
@given(st.integers(1, curve.ORDER - 1))
def test_no_multiple_of_the_base_point_has_small_order(scalar: int) -> None:
    encoded = curve.encode(curve.times(scalar, curve.BASE))
    assert not edwards.is_small_order(encoded)
    assert edwards.is_canonical(encoded)
    assert edwards.is_on_curve(encoded)


@pytest.mark.parametrize(
    "y, canonical",
    [(2, True), (curve.FIELD - 2, True), (curve.FIELD - 1, True), (curve.FIELD, False), (2**255 - 1, False)],
)
@pytest.mark.parametrize("sign", [0, 1])
def test_y_is_canonical_below_p_whatever_the_sign(y: int, sign: int, canonical: bool) -> None:
    assert edwards.is_canonical((y | sign << 255).to_bytes(32, "little")) is canonical


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_a_point_is_on_the_curve_exactly_if_it_decodes(encoded: bytes) -> None:
    assert edwards.is_on_curve(encoded) is (curve.decode(encoded) is not None)
