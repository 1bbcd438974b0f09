"""The cryptosuites that are understood, as rows: what varies between them, and nothing else.

The algorithm that they share is data_integrity.py. A suite that is not here is not wrong, only unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from keys.multikey import Algorithm


class Canonicalisation(StrEnum):
    """How the document becomes bytes."""

    RDFC = "rdfc"  # its graph, by RDFC-1.0
    JCS = "jcs"  # its JSON, by RFC 8785


@dataclass(frozen=True, slots=True)
class Suite:
    """One cryptosuite: its name on the wire, how it canonicalises, whose signatures it takes."""

    name: str
    canonicalisation: Canonicalisation
    algorithms: frozenset[Algorithm]


_EDDSA: Final = frozenset({Algorithm.ED25519})
_ECDSA: Final = frozenset({Algorithm.P256, Algorithm.P384})

#: Every known cryptosuite by name. Data Integrity EdDSA Cryptosuites 1.0, sections 3.2 and 3.3; Data
#: Integrity ECDSA Cryptosuites 1.0, sections 3.2 and 3.3.
SUITES: Final[Mapping[str, Suite]] = {
    suite.name: suite
    for suite in (
        Suite("eddsa-rdfc-2022", Canonicalisation.RDFC, _EDDSA),
        Suite("eddsa-jcs-2022", Canonicalisation.JCS, _EDDSA),
        Suite("ecdsa-rdfc-2019", Canonicalisation.RDFC, _ECDSA),
        Suite("ecdsa-jcs-2019", Canonicalisation.JCS, _ECDSA),
    )
}


def digest_of(algorithm: Algorithm) -> str:
    """The hash function that goes with a key: SHA-384 for P-384, else SHA-256 (ECDSA 1.0, section 3.2.4).

    It hashes the canonical bytes, and it is the one that RDFC-1.0 tells blank nodes apart with.
    """
    return "sha384" if algorithm is Algorithm.P384 else "sha256"
