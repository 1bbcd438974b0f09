"""Secrets of the whole deployment, sealed under the master key and kept in the database.

They outlive a change of the master key (they are sealed anew, not made anew): share links and API keys
must not die with it. Signing keys are not here; custody (keys/) seals those itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.db import deployment
from app.db.session import Database
from keys.errors import SealBroken

_NONCE = 12
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class DeploymentSecrets:
    """32 random bytes each, one purpose each."""

    api_key_pepper: bytes
    link_secret: bytes
    log_pseudonyms: bytes

    def __repr__(self) -> str:
        return "DeploymentSecrets(…)"


def load(database: Database, master_key: bytes, random: Callable[[int], bytes]) -> DeploymentSecrets:
    """Read the secrets, making at first start those that are not there.

    Raises SealBroken when this is not the master key that they were sealed with.
    """
    return DeploymentSecrets(
        *(
            _load_one(database, master_key, random, name)
            for name in ("api-key-pepper", "link-secret", "log-pseudonyms")
        )
    )


def _load_one(database: Database, master_key: bytes, random: Callable[[int], bytes], name: str) -> bytes:
    aead = AESGCM(master_key)
    label = f"cairn deployment secret {name}".encode()
    with database.read() as connection:
        sealed = deployment.get(connection, f"secret:{name}")
    if sealed is None:
        nonce = random(_NONCE)
        fresh = nonce + aead.encrypt(nonce, random(_LENGTH), label)
        with database.write() as connection:
            sealed = deployment.settle(connection, f"secret:{name}", fresh)
    try:
        return aead.decrypt(sealed[:_NONCE], sealed[_NONCE:], label)
    except InvalidTag:
        raise SealBroken("the deployment's secrets were sealed with another master key") from None
