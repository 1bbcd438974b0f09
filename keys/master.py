"""The master key: 32 random bytes that open every sealed private key, kept outside the database.

It comes from a file or from the environment, as unpadded base64url (43 characters). There is no default
key: without one the service does not start. The only code of this package that touches a disk. Faults
name the file and the remedy, never what was read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from keys.encodings import base64url, base64url_bytes
from keys.errors import MasterKeyFault

MASTER_KEY_BYTES: Final = 32
_CHARACTERS: Final = 43
# 32 random bytes hold about 30 different ones, and fewer than 16 once in 10¹⁵ draws.
_DIFFERENT_BYTES: Final = 16


def read_master_key(*, path: Path | None, text: str | None) -> bytes:
    """The master key from exactly one of a file and a text. Raises MasterKeyFault.

    The file must be a regular one that others cannot read or write (a link to one will do: that is how
    orchestrators mount secrets). Placeholders such as one byte repeated are refused.
    """
    if path is not None and text is None:
        source, content = f"the master key file {path}", _content_of(path)
    elif text is not None and path is None:
        source, content = "the master key's setting", text
    else:
        raise MasterKeyFault("give the master key either as a file or as a text, and not both")
    try:
        key = base64url_bytes(content.strip(), longest=_CHARACTERS)
    except ValueError:
        raise MasterKeyFault(f"{source} is not {_CHARACTERS} characters of unpadded base64url") from None
    if len(key) != MASTER_KEY_BYTES:
        raise MasterKeyFault(f"{source} holds {len(key)} bytes instead of {MASTER_KEY_BYTES}")
    if len(set(key)) < _DIFFERENT_BYTES:
        raise MasterKeyFault(f"{source} is not random: make a new one")
    return key


def create_master_key_file(path: Path, random: Callable[[int], bytes]) -> None:
    """Write a fresh master key to `path`, readable by its owner only, complete or not at all.

    Raises FileExistsError if there is one: whoever loses the race reads the winner's. OSError otherwise.
    """
    draft = path.with_name(f".{path.name}.{random(8).hex()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(base64url(random(MASTER_KEY_BYTES)) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # unlike rename, fails if the name is taken
    finally:
        draft.unlink()
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _content_of(path: Path) -> str:
    try:
        # Not blocking: a pipe in the file's place must not hold the start.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise MasterKeyFault(f"the master key file {path} cannot be read: {error.strerror}") from None
    try:
        mode = os.fstat(descriptor).st_mode  # of the file that is read, not of what the name means later
        if not stat.S_ISREG(mode):
            raise MasterKeyFault(f"the master key file {path} is not a regular file")
        if mode & (stat.S_IROTH | stat.S_IWOTH):
            raise MasterKeyFault(f"others can read or write the master key file {path}: chmod 600 it")
        return os.read(descriptor, 2 * _CHARACTERS).decode("ascii", "replace")
    finally:
        os.close(descriptor)
