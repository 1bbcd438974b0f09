"""keys/software.py: what it signs, what it refuses, and that nothing of a private key shows."""

from __future__ import annotations

import base64
import copy
import dataclasses
import logging
import pickle
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys import software
from keys.ceremony import activate, declare_compromised, retire
from keys.custody import Custodian, KeyPurpose, KeyRecord, KeyState, Signer
from keys.errors import KeyRefused, MasterKeyFault, SealBroken, UnusableKey
from keys.multikey import Algorithm, PublicKey
from keys.software import SoftwareCustodian
from keys.verifying import verify
from tests.keys.make import (
    CREATED,
    MASTER_KEY,
    SIGNING,
    make_custodian,
    make_key,
    make_random,
    make_signer,
    make_signer_of,
)

CREDENTIAL, STATUS = KeyPurpose.CREDENTIAL, KeyPurpose.STATUS
OTHER_MASTER_KEY = make_random("another master key")(32)
WIDTH = {Algorithm.P256: 32, Algorithm.P384: 48}
ORDER = {
    Algorithm.P256: 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    Algorithm.P384: int("f" * 48 + "c7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16),
}


def signs(custodian: Custodian, record: KeyRecord, message: bytes = b"message") -> bool:
    """Whether the custodian's signer for this record makes right signatures."""
    signer = custodian.signer(record, purpose=record.purpose)
    return verify(record.public, message, signer.sign(message))


# --- signatures


# RFC 8032, section 7.1, tests 1 to 3: private key, public key, message, signature.
RFC_8032 = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
)
# RFC 6979, appendices A.2.5 (P-256, SHA-256) and A.2.6 (P-384, SHA-384): private key, message, r, s.
P256_PRIVATE = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
P384_PRIVATE = (
    "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5"
)
RFC_6979 = (
    (
        Algorithm.P256,
        P256_PRIVATE,
        b"sample",
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    ),
    (
        Algorithm.P256,
        P256_PRIVATE,
        b"test",
        "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
        "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083",
    ),
    (
        Algorithm.P384,
        P384_PRIVATE,
        b"sample",
        "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46",
        "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8",
    ),
    (
        Algorithm.P384,
        P384_PRIVATE,
        b"test",
        "8203b63d3c853e8d77227fb377bcf7b7b772e97892a80f36ab775d509d7a5feb0542a7f0812998da8f1dd3ca3cf023db",
        "ddd0760448d42d8a43af45af836fce4de8be06b485e9b61b827c2f13173923e06a739f040649a667bf3b828246baa5a5",
    ),
)


@pytest.mark.parametrize("private, public, message, signature", RFC_8032, ids=["1", "2", "3"])
def test_it_signs_as_rfc_8032_does(private: str, public: str, message: str, signature: str) -> None:
    signer = make_signer_of(Algorithm.ED25519, private)
    assert signer.public.raw.hex() == public
    assert signer.sign(bytes.fromhex(message)).hex() == signature


@pytest.mark.parametrize("algorithm, private, message, r, s", RFC_6979)
def test_it_signs_as_rfc_6979_does_with_the_low_s(
    algorithm: Algorithm, private: str, message: bytes, r: str, s: str
) -> None:
    signature = make_signer_of(algorithm, private).sign(message)
    low = min(int(s, 16), ORDER[algorithm] - int(s, 16))
    assert signature.hex() == r + low.to_bytes(WIDTH[algorithm], "big").hex()


@pytest.mark.parametrize("algorithm", WIDTH)
@settings(deadline=None)
@given(message=st.binary(max_size=64))
def test_ecdsa_signatures_are_wide_low_and_always_the_same(algorithm: Algorithm, message: bytes) -> None:
    signer = make_signer(algorithm)
    signature = signer.sign(message)
    assert len(signature) == 2 * WIDTH[algorithm]
    assert 1 <= int.from_bytes(signature[WIDTH[algorithm] :], "big") <= ORDER[algorithm] // 2
    assert signer.sign(message) == signature


@pytest.mark.parametrize(
    "algorithm, drawn, private",
    [
        (Algorithm.P256, bytes(40), 1),
        (Algorithm.P256, (ORDER[Algorithm.P256] - 2).to_bytes(40, "big"), ORDER[Algorithm.P256] - 1),
        (Algorithm.P256, (ORDER[Algorithm.P256] - 1).to_bytes(40, "big"), 1),
        (Algorithm.P384, bytes(56), 1),
        (Algorithm.P384, (ORDER[Algorithm.P384] - 2).to_bytes(56, "big"), ORDER[Algorithm.P384] - 1),
    ],
)
def test_every_draw_gives_a_private_key_in_range(algorithm: Algorithm, drawn: bytes, private: int) -> None:
    """1 and n - 1 have the base point's x, with one y or the other."""
    custodian = SoftwareCustodian(MASTER_KEY, make_random("edge", drawn))
    public = custodian.generate("north", "k1", algorithm, CREDENTIAL, CREATED).public
    base = make_signer_of(algorithm, "01".rjust(2 * WIDTH[algorithm], "0")).public
    assert public.raw[1:] == base.raw[1:]
    assert (public == base) is (private == 1)


# --- keys and their records


@pytest.mark.parametrize("algorithm", SIGNING)
@pytest.mark.parametrize("purpose", KeyPurpose)
def test_a_generated_key_is_pending_and_signs_once_active(algorithm: Algorithm, purpose: KeyPurpose) -> None:
    custodian = make_custodian()
    record = custodian.generate("north", "k1", algorithm, purpose, CREATED)
    expected = KeyRecord(
        "north", "k1", algorithm, purpose, KeyState.PENDING, record.public, record.sealed, CREATED
    )
    assert record == expected
    assert record.public.algorithm is algorithm
    signer = custodian.signer(activate(record, CREATED), purpose=purpose)
    assert (signer.key_id, signer.public) == ("k1", record.public)
    assert signs(custodian, activate(record, CREATED))


def test_no_two_keys_share_anything() -> None:
    custodian = make_custodian()
    records = [make_key(custodian) for _ in range(20)]
    assert len({record.public for record in records}) == 20
    # Neither nonce, and no block of either ciphertext, comes twice.
    blocks = [record.sealed[at : at + 12] for record in records for at in range(1, 121, 12)]
    assert len(set(blocks)) == len(blocks)


def test_a_key_opens_in_another_process_with_the_same_master_key() -> None:
    record = make_key(make_custodian())
    assert signs(make_custodian("another process"), record)


def test_rsa_keys_are_not_made() -> None:
    with pytest.raises(UnusableKey) as caught:
        make_custodian().generate("north", "k1", Algorithm.RSA, CREDENTIAL, CREATED)
    assert caught.value.code == "unsupported-key"


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_master_key_has_32_bytes(size: int) -> None:
    with pytest.raises(MasterKeyFault, match="32 bytes"):
        make_custodian(master_key=bytes(size))


@pytest.mark.parametrize("more", [-12, -1, 1])
def test_a_source_that_gives_other_amounts_of_randomness_is_not_used(more: int) -> None:
    custodian = SoftwareCustodian(MASTER_KEY, lambda size: bytes(size + more))
    with pytest.raises(ValueError, match="randomness"):
        custodian.generate("north", "k1", Algorithm.P256, CREDENTIAL, CREATED)


# Made by version 1 of the format from make_custodian() and make_key(): public key, sealed key.
SEALED_V1 = (
    (
        Algorithm.ED25519,
        "z6Mkews3rviLWUQ2YM8fKyo7Jh1ZwgDgYBTnbftW8QWo3PV9",
        "01bc189cda1881d3a8d0c5ae5b944fa5f5fbb9540ddba40f8581fbfb47133a127331b47db09e8476725d8f5cb63f2b20"
        "e7ee16c4f6d02d881cee0b7e2c90ea658dde4091bacb2b3301715a1ddd84b9081b510e63d26653ee13eeba39ee7a2443"
        "ff9011d2a9a2856e34c84184a02fa4303ee78395d72d2f8a3e",
    ),
    (
        Algorithm.P256,
        "zDnaehP9ACixULeTyHbWxKZTXdd6opvHJUaaHS8um2xgF7TJw",
        "01bc189cda1881d3a8d0c5ae5b944fa5f5fbb9540ddba40f8581fbfb47133a127331b47db09e8476725d8f5cb664082f"
        "65bd7aef6e8f20dcd89409701690ea658dde4091bacb2b3301bfc6f42dee25eb7414b5da0b1f7279be3b14bdff200216"
        "50a1a34a31584b5b5e47e0a2c7ebabca9359349e787c0e1bab",
    ),
)


@pytest.mark.parametrize("algorithm, public, sealed", SEALED_V1, ids=["Ed25519", "P-256"])
def test_keys_sealed_long_ago_still_open(algorithm: Algorithm, public: str, sealed: str) -> None:
    """Whoever changes the format gives it a new version and keeps reading this one."""
    key = PublicKey.from_multikey(public)
    record = KeyRecord(
        "north", "k1", algorithm, CREDENTIAL, KeyState.ACTIVE, key, bytes.fromhex(sealed), CREATED, CREATED
    )
    assert signs(make_custodian(), record)


# --- refusals


@pytest.mark.parametrize("state", KeyState)
@pytest.mark.parametrize("purpose", KeyPurpose)
@pytest.mark.parametrize("wanted", KeyPurpose)
def test_only_an_active_key_of_the_purpose_signs(
    state: KeyState, purpose: KeyPurpose, wanted: KeyPurpose
) -> None:
    custodian = make_custodian()
    record = replace(make_key(custodian, purpose=purpose), state=state)
    if state is KeyState.ACTIVE and purpose is wanted:
        assert custodian.signer(record, purpose=wanted).public == record.public
    else:
        with pytest.raises(KeyRefused, match="k1 is"):
            custodian.signer(record, purpose=wanted)


@pytest.mark.parametrize("change", [retire, declare_compromised])
def test_a_key_that_is_open_already_is_refused_all_the_same(
    change: Callable[[KeyRecord, object], KeyRecord],
) -> None:
    custodian = make_custodian()
    record = make_key(custodian)
    assert signs(custodian, record)
    with pytest.raises(KeyRefused):
        custodian.signer(change(record, CREATED), purpose=CREDENTIAL)


MOVED: dict[str, Callable[[KeyRecord, KeyRecord], KeyRecord]] = {
    "tenant": lambda record, other: replace(record, tenant="south"),
    "key id": lambda record, other: replace(record, key_id="k2"),
    "purpose": lambda record, other: replace(record, purpose=STATUS),
    "algorithm": lambda record, other: replace(record, algorithm=Algorithm.P256),
    "public key": lambda record, other: replace(record, public=other.public),
    "another row's seal": lambda record, other: replace(record, sealed=other.sealed),
    "a border between fields": lambda record, other: replace(record, tenant="northk", key_id="1"),
    "half of another row's seal": lambda record, other: replace(
        record, sealed=record.sealed[:61] + other.sealed[61:]
    ),
}


@pytest.mark.parametrize("opened_before", [False, True])
@pytest.mark.parametrize("move", MOVED.values(), ids=MOVED.keys())
def test_a_sealed_key_opens_in_its_own_row_only(
    move: Callable[[KeyRecord, KeyRecord], KeyRecord], opened_before: bool
) -> None:
    custodian = make_custodian()
    record, other = make_key(custodian), make_key(custodian, tenant="south", key_id="k2")
    if opened_before:
        assert signs(custodian, record)
        assert signs(custodian, other)
    moved = move(record, other)
    with pytest.raises(SealBroken):
        custodian.signer(moved, purpose=moved.purpose)


def test_a_whole_row_of_another_tenant_does_not_pass_for_this_tenants() -> None:
    custodian = make_custodian()
    stolen = replace(make_key(custodian, tenant="south"), tenant="north")
    with pytest.raises(SealBroken):
        custodian.signer(stolen, purpose=CREDENTIAL)


@pytest.mark.parametrize("algorithm", SIGNING)
def test_no_bit_of_a_seal_may_change(algorithm: Algorithm) -> None:
    custodian = make_custodian()
    record = make_key(custodian, algorithm)
    for bit in range(len(record.sealed) * 8):
        altered = bytearray(record.sealed)
        altered[bit // 8] ^= 1 << bit % 8
        with pytest.raises(SealBroken):
            custodian.signer(replace(record, sealed=bytes(altered)), purpose=CREDENTIAL)


def test_no_seal_of_another_length_opens() -> None:
    custodian = make_custodian()
    record = make_key(custodian)
    shortened = [record.sealed[:size] for size in range(len(record.sealed))]
    for sealed in [*shortened, record.sealed + b"\x00", record.sealed * 2]:
        with pytest.raises(SealBroken):
            custodian.signer(replace(record, sealed=sealed), purpose=CREDENTIAL)


def test_another_master_key_opens_nothing() -> None:
    record = make_key(make_custodian())
    with pytest.raises(SealBroken):
        make_custodian(master_key=OTHER_MASTER_KEY).signer(record, purpose=CREDENTIAL)


# --- a new master key


@pytest.mark.parametrize("state", KeyState)
def test_a_rewrapped_key_belongs_to_the_new_master_key_alone(state: KeyState) -> None:
    old, new = make_custodian(), make_custodian("new", OTHER_MASTER_KEY)
    record = replace(make_key(old), state=state)
    rewrapped = new.rewrap(record, previous=old)
    assert replace(rewrapped, sealed=record.sealed) == record
    assert rewrapped.sealed[61:] == record.sealed[61:]  # the private key itself stays sealed
    assert signs(new, replace(rewrapped, state=KeyState.ACTIVE))
    with pytest.raises(SealBroken):
        old.signer(replace(rewrapped, state=KeyState.ACTIVE), purpose=CREDENTIAL)


def test_rewrapping_again_changes_nothing() -> None:
    old, new = make_custodian(), make_custodian("new", OTHER_MASTER_KEY)
    rewrapped = new.rewrap(make_key(old), previous=old)
    assert new.rewrap(rewrapped, previous=old) is rewrapped


def test_a_key_of_neither_master_key_or_of_another_row_is_not_rewrapped() -> None:
    old, new = make_custodian(), make_custodian("new", OTHER_MASTER_KEY)
    third = make_custodian("third", make_random("third master key")(32))
    for record, previous in ((make_key(third), old), (replace(make_key(old), tenant="south"), old)):
        with pytest.raises(SealBroken):
            new.rewrap(record, previous=previous)


# --- opened keys


@pytest.fixture
def openings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the keys that were unsealed, in order."""
    seen: list[str] = []
    unsealed = software._unsealed

    def counting(master: object, record: KeyRecord, bound: bytes) -> object:
        seen.append(record.key_id)
        return unsealed(master, record, bound)  # type: ignore[arg-type]

    monkeypatch.setattr(software, "_unsealed", counting)
    return seen


def test_a_batch_opens_its_key_once(openings: list[str]) -> None:
    custodian = make_custodian()
    record = make_key(custodian)
    assert all(signs(custodian, record, bytes([n])) for n in range(50))
    assert openings == ["k1"]


def test_256_keys_stay_open_and_the_longest_unused_is_closed_first(openings: list[str]) -> None:
    custodian = make_custodian()
    records = [make_key(custodian, key_id=f"k{n}") for n in range(257)]
    for record in records[:256]:
        assert signs(custodian, record)
    assert signs(custodian, records[0])
    assert len(openings) == 256
    assert signs(custodian, records[256])  # closes k1, since k0 was used again
    assert signs(custodian, records[0])
    assert len(openings) == 257
    assert signs(custodian, records[1])
    assert openings[-1] == "k1"


def test_a_seal_that_does_not_open_is_not_remembered(openings: list[str]) -> None:
    custodian = make_custodian()
    broken = replace(make_key(custodian), sealed=b"")
    for _ in range(2):
        with pytest.raises(SealBroken):
            custodian.signer(broken, purpose=CREDENTIAL)
    assert openings == ["k1", "k1"]


def test_threads_share_a_custodian() -> None:
    custodian = make_custodian()
    records = [make_key(custodian, algorithm, key_id=algorithm) for algorithm in SIGNING]
    expected = {r.key_id: make_custodian().signer(r, purpose=CREDENTIAL).sign(b"message") for r in records}
    wrong: list[str] = []

    def work() -> None:
        for _ in range(20):
            for record in records:
                signature = custodian.signer(record, purpose=CREDENTIAL).sign(b"message")
                if signature != expected[record.key_id]:
                    wrong.append(record.key_id)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# --- the canary


CANARY = make_random("canary private key")(32)


def spellings(secret: bytes) -> Iterator[str]:
    """How a leaked secret may look in text, in parts of eight bytes too."""
    for part in (secret, secret[:8], secret[-8:]):
        yield part.hex()
        yield part.hex().upper()
        yield repr(part)[2:-1]
        yield repr(bytearray(part))[12:-2]
        yield str(list(part))[1:-1]
    for whole in (secret, secret[::-1]):
        yield str(int.from_bytes(whole, "big"))
        yield base64.b64encode(whole).decode().rstrip("=")
        yield base64.urlsafe_b64encode(whole).decode().rstrip("=")


def assert_clean(text: str, *secrets: bytes) -> None:
    for secret in secrets:
        for spelling in spellings(secret):
            assert spelling not in text


def canary() -> tuple[SoftwareCustodian, KeyRecord, Signer, tuple[bytes, ...]]:
    """A custodian whose key is the canary, and the three secrets that nobody may see."""
    data_key = make_random("canary data key")(32)
    custodian = SoftwareCustodian(MASTER_KEY, make_random("canary", CANARY, data_key))
    record = make_key(custodian)
    return custodian, record, custodian.signer(record, purpose=CREDENTIAL), (CANARY, data_key, MASTER_KEY)


def test_the_canary_is_found_where_it_is() -> None:
    for spelling in spellings(CANARY):
        with pytest.raises(AssertionError):
            assert_clean(f"leaked: {spelling}!", CANARY)
    assert make_signer_of(Algorithm.ED25519, CANARY.hex()).public == canary()[1].public


def test_no_object_shows_a_private_key(caplog: pytest.LogCaptureFixture) -> None:
    custodian, record, signer, secrets = canary()
    shown = [f"{thing!r} {thing!s} {thing:}" for thing in (custodian, record, signer, record.public)]
    shown += [repr(vars(custodian)), repr(dataclasses.asdict(record)), pickle.dumps(record).hex()]
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("keys").warning("%r %s %r %s %r", custodian, custodian, signer, signer, record)
        assert signs(custodian, record)
    assert "SoftwareCustodian" in caplog.text
    assert_clean("\n".join([*shown, caplog.text]), *secrets)
    assert repr(custodian) == "<SoftwareCustodian>"
    assert repr(record.sealed) not in repr(record)


@pytest.mark.parametrize("index", [0, 2], ids=["custodian", "signer"])
@pytest.mark.parametrize("take", [pickle.dumps, copy.copy, copy.deepcopy], ids=["pickle", "copy", "deepcopy"])
def test_private_keys_are_neither_pickled_nor_copied(index: int, take: Callable[[object], object]) -> None:
    with pytest.raises(TypeError, match="do not leave this process"):
        take(canary()[index])


def test_a_signer_takes_no_attributes_and_lists_no_secret() -> None:
    signer = canary()[2]
    assert not hasattr(signer, "__dict__")
    assert_clean(" ".join(repr(getattr(signer, name)) for name in dir(signer)), *canary()[3])


def failing() -> dict[str, Callable[[SoftwareCustodian, KeyRecord], object]]:
    other = make_custodian("other", OTHER_MASTER_KEY)
    stranger = PublicKey.from_multikey(make_signer(Algorithm.ED25519, "stranger").public.to_multikey())
    return {
        "state": lambda c, r: c.signer(retire(r, CREATED), purpose=CREDENTIAL),
        "purpose": lambda c, r: c.signer(r, purpose=STATUS),
        "row": lambda c, r: c.signer(replace(r, tenant="south"), purpose=CREDENTIAL),
        "seal": lambda c, r: c.signer(replace(r, sealed=r.sealed[:-1]), purpose=CREDENTIAL),
        "public key": lambda c, r: c.signer(replace(r, public=stranger), purpose=CREDENTIAL),
        "master key": lambda c, r: other.signer(r, purpose=CREDENTIAL),
        "rewrap": lambda c, r: other.rewrap(replace(r, tenant="south"), previous=c),
        "message": lambda c, r: c.signer(r, purpose=CREDENTIAL).sign(None),
    }


@pytest.mark.parametrize("failure", failing().values(), ids=failing().keys())
def test_a_traceback_with_every_local_variable_shows_no_private_key(
    failure: Callable[[SoftwareCustodian, KeyRecord], object],
) -> None:
    custodian, record, _, secrets = canary()
    with pytest.raises(Exception) as caught:
        failure(custodian, record)
    report = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "keys/software.py" in report
    library = "\n".join(line for line in report.splitlines() if "secrets = " not in line)
    assert_clean(library, *secrets)
