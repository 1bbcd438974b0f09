"""Keys and link tokens: their form, and that nothing of them is stored or shown."""

from __future__ import annotations

import pytest

from app import tokens
from tests.service import dice


def test_a_minted_key_is_read_back_as_itself() -> None:
    key = tokens.mint(tokens.API_PREFIX, dice())
    assert tokens.parse(key.text) == key
    assert key.text.startswith(f"cairn_{key.key_id}_")


def test_a_typing_error_anywhere_is_no_key() -> None:
    text = tokens.mint(tokens.API_PREFIX, dice()).text
    for place in range(len("cairn_"), len(text)):
        if text[place] == "_":
            continue
        wrong = text[:place] + ("a" if text[place] != "a" else "b") + text[place + 1 :]
        assert tokens.parse(wrong) is None, place


@pytest.mark.parametrize("text", ["", "cairn_", "cairn_a_b_c", "sk_live_123", "cairn\n", "cairn_" + "a" * 80])
def test_other_texts_are_no_keys(text: str) -> None:
    assert tokens.parse(text) is None


def test_the_secret_is_in_no_representation() -> None:
    key = tokens.mint(tokens.API_PREFIX, dice())
    assert key.text not in repr(key)
    assert key.text.split("_")[2] not in repr(key)


def test_a_fingerprint_needs_the_pepper() -> None:
    text = tokens.mint(tokens.API_PREFIX, dice()).text
    assert tokens.fingerprint(b"a" * 32, text) == tokens.fingerprint(b"a" * 32, text)
    assert tokens.fingerprint(b"a" * 32, text) != tokens.fingerprint(b"b" * 32, text)


def test_a_link_token_depends_on_every_part_of_it() -> None:
    base = (b"secret", "share", "northgate", "cid", 0)
    others = [
        (b"other", "share", "northgate", "cid", 0),
        (b"secret", "owner", "northgate", "cid", 0),
        (b"secret", "share", "kestrel", "cid", 0),
        (b"secret", "share", "northgate", "cie", 0),
        (b"secret", "share", "northgate", "cid", 1),
        (b"secret", "shar", "enorthgate", "cid", 0),
    ]
    made = {tokens.link_token(*parts) for parts in [base, *others]}
    assert len(made) == len(others) + 1
    assert all(len(token) == 22 for token in made)
    assert tokens.link_token(*base) == tokens.link_token(*base)
