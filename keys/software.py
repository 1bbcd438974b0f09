"""Private keys in this process, encrypted at rest: the custodian of a deployment without an HSM.

Each key has a data key of its own (256 bits); the private key is sealed under it, the data key under
the master key, both with AES-256-GCM and bound to tenant, key id, algorithm and purpose. A sealed key
that was altered, or copied to another row, does not open (security page, K3 and K4). Changing the
master key touches only the wrapped data key. What Python cannot promise: opened keys stay in memory
until they are collected, and whoever reads this process's memory has them.

ECDSA is deterministic (RFC 6979) with the low of the two values of s; Ed25519 is so by nature.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from keys.custody import KeyPurpose, KeyRecord, KeyState, Signer
from keys.errors import KeyRefused, MasterKeyFault, SealBroken, UnusableKey
from keys.master import MASTER_KEY_BYTES
from keys.multikey import CURVES, WIDTHS, Algorithm, PublicKey

_Private = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey
_HASHES: Final[Mapping[Algorithm, hashes.HashAlgorithm]] = {
    Algorithm.P256: hashes.SHA256(),
    Algorithm.P384: hashes.SHA384(),
}
_ORDERS: Final[Mapping[Algorithm, int]] = {  # of the base points; SP 800-186, section 3.2.1
    Algorithm.P256: 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    Algorithm.P384: 2**384 - 0x389CB27E0BC8D220A7E5F24DB74F58851313E695333AD68D,
}

# A sealed key: version, nonce, wrapped data key, nonce, sealed private key (32 bytes, 48 for P-384).
_VERSION: Final = b"\x01"
_NONCE: Final = 12
_TAG: Final = 16
_DATA_KEY: Final = 32
_WRAPPED: Final = slice(1, 1 + _NONCE + _DATA_KEY + _TAG)
_OPENED_KEYS: Final = 256  # stay open; a key that signs a batch is opened once


class _Secret:
    """Holds private keys: shows nothing of itself, and is neither pickled nor copied."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("private keys do not leave this process")


class SoftwareCustodian(_Secret):
    """A `Custodian` (keys/custody.py). `random` gives that many unpredictable bytes; threads may share it.

    Raises MasterKeyFault unless the master key has 32 bytes.
    """

    def __init__(self, master_key: bytes, random: Callable[[int], bytes]) -> None:
        if len(master_key) != MASTER_KEY_BYTES:
            raise MasterKeyFault(f"a master key has {MASTER_KEY_BYTES} bytes")
        self._master = AESGCM(master_key)
        self._random = random
        self._opened: OrderedDict[tuple[bytes, bytes], tuple[_Private, PublicKey]] = OrderedDict()
        self._lock = threading.Lock()

    def generate(
        self, tenant: str, key_id: str, algorithm: Algorithm, purpose: KeyPurpose, at: datetime
    ) -> KeyRecord:
        """A fresh Ed25519, P-256 or P-384 key in state `pending`. Raises UnusableKey for RSA."""
        if algorithm is Algorithm.RSA:
            raise UnusableKey("unsupported-key", "RSA keys are verified with, but not made here")
        bound = _bound_to(tenant, key_id, algorithm, purpose)
        secret, data_key = self._fresh_secret(algorithm), self._fresh(_DATA_KEY)
        wrapped, box = self._seal(self._master, data_key, bound), self._seal(AESGCM(data_key), secret, bound)
        public = _public(algorithm, _private(algorithm, secret))
        sealed = _VERSION + wrapped + box
        return KeyRecord(tenant, key_id, algorithm, purpose, KeyState.PENDING, public, sealed, created_at=at)

    def signer(self, record: KeyRecord, *, purpose: KeyPurpose) -> Signer:
        """A signer for an active key of that purpose. Raises KeyRefused or SealBroken."""
        if record.state is not KeyState.ACTIVE:
            raise KeyRefused(f"key {record.key_id} is {record.state}: only active keys sign")
        if record.purpose is not purpose:
            raise KeyRefused(f"key {record.key_id} is for {record.purpose}, not for {purpose}")
        private, public = self._open(record)
        if public != record.public:
            raise SealBroken(f"the sealed key {record.key_id} is not the one whose public half is published")
        return _SoftwareSigner(record.key_id, public, private)

    def rewrap(self, record: KeyRecord, *, previous: SoftwareCustodian) -> KeyRecord:
        """The record with its data key under this master key, taken from under that of `previous`.

        The private key stays sealed. A record that is this custodian's already is returned unchanged, so
        an interrupted rotation is simply run again. Raises SealBroken if it belongs to neither.
        """
        bound = _bound_to(record.tenant, record.key_id, record.algorithm, record.purpose)
        try:
            _data_key(self._master, record, bound)
        except SealBroken:
            wrapped = self._seal(self._master, _data_key(previous._master, record, bound), bound)
            return replace(record, sealed=_VERSION + wrapped + record.sealed[_WRAPPED.stop :])
        return record

    def _open(self, record: KeyRecord) -> tuple[_Private, PublicKey]:
        bound = _bound_to(record.tenant, record.key_id, record.algorithm, record.purpose)
        with self._lock:
            opened = self._opened.get((bound, record.sealed)) or _unsealed(self._master, record, bound)
            self._opened[bound, record.sealed] = opened
            self._opened.move_to_end((bound, record.sealed))
            if len(self._opened) > _OPENED_KEYS:
                self._opened.popitem(last=False)
        return opened

    def _seal(self, key: AESGCM, secret: bytes, bound: bytes) -> bytes:
        # Random nonces: under one master key good for 2³² seals (SP 800-38D, section 8.3).
        nonce = self._fresh(_NONCE)
        return nonce + key.encrypt(nonce, secret, bound)

    def _fresh_secret(self, algorithm: Algorithm) -> bytes:
        if algorithm is Algorithm.ED25519:
            return self._fresh(32)  # the seed; RFC 8032, section 5.1.5
        # 64 bits more than needed, so that the remainder has no bias: FIPS 186-5, appendix A.2.1.
        drawn = int.from_bytes(self._fresh(WIDTHS[algorithm] + 8), "big")
        return (drawn % (_ORDERS[algorithm] - 1) + 1).to_bytes(WIDTHS[algorithm], "big")

    def _fresh(self, size: int) -> bytes:
        drawn = self._random(size)
        if len(drawn) != size:
            raise ValueError("the source of randomness gave another number of bytes than asked")
        return drawn


class _SoftwareSigner(_Secret):
    __slots__ = ("_key_id", "_private", "_public")

    def __init__(self, key_id: str, public: PublicKey, private: _Private) -> None:
        self._key_id = key_id
        self._public = public
        self._private = private

    @property
    def key_id(self) -> str:
        return self._key_id

    @property
    def public(self) -> PublicKey:
        return self._public

    def sign(self, message: bytes) -> bytes:
        """Ed25519, or ECDSA over SHA-256 (P-256) or SHA-384 (P-384), as keys/custody.py has it."""
        if isinstance(self._private, ed25519.Ed25519PrivateKey):
            return self._private.sign(message)
        algorithm = self._public.algorithm
        der = self._private.sign(message, ec.ECDSA(_HASHES[algorithm], deterministic_signing=True))
        r, s = utils.decode_dss_signature(der)
        s = min(s, _ORDERS[algorithm] - s)
        return r.to_bytes(WIDTHS[algorithm], "big") + s.to_bytes(WIDTHS[algorithm], "big")


def _bound_to(tenant: str, key_id: str, algorithm: Algorithm, purpose: KeyPurpose) -> bytes:
    """What a seal is bound to. Lengths go first, so that no two rows give the same bytes."""
    fields = [text.encode() for text in ("cairn sealed key", tenant, key_id, algorithm, purpose)]
    return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def _data_key(master: AESGCM, record: KeyRecord, bound: bytes) -> bytes:
    if record.sealed[:1] != _VERSION:
        raise SealBroken(f"the sealed key {record.key_id} is in an unknown format")
    return _opened(master, record.sealed[_WRAPPED], record, bound)


def _unsealed(master: AESGCM, record: KeyRecord, bound: bytes) -> tuple[_Private, PublicKey]:
    data_key = AESGCM(_data_key(master, record, bound))
    private = _private(record.algorithm, _opened(data_key, record.sealed[_WRAPPED.stop :], record, bound))
    return private, _public(record.algorithm, private)


def _opened(key: AESGCM, box: bytes, record: KeyRecord, bound: bytes) -> bytes:
    try:
        if len(box) < _NONCE + _TAG:
            raise InvalidTag
        return key.decrypt(box[:_NONCE], box[_NONCE:], bound)
    except InvalidTag:
        raise SealBroken(
            f"the sealed key {record.key_id} was altered, belongs to another row, or needs another master key"
        ) from None


def _private(algorithm: Algorithm, secret: bytes) -> _Private:
    if algorithm is Algorithm.ED25519:
        return ed25519.Ed25519PrivateKey.from_private_bytes(secret)
    return ec.derive_private_key(int.from_bytes(secret, "big"), CURVES[algorithm])


def _public(algorithm: Algorithm, private: _Private) -> PublicKey:
    public = private.public_key()
    if isinstance(public, ed25519.Ed25519PublicKey):
        return PublicKey(algorithm, public.public_bytes_raw())
    return PublicKey(algorithm, public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))
