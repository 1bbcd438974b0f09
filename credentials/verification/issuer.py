"""Who issued it, as far as can be known. A name in a credential is only a claim; this says whose key signed.

Design: docs/decisions, "Who is who". Registers vouch for identifiers, never for names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from credentials.verification.case import Vouch


class Identity(StrEnum):
    """How the issuer is known. The values are the API's."""

    IN_REGISTER = "inRegister"  # a register that is loaded here vouches for the identifier
    DOMAIN_CONFIRMED = "domainConfirmed"  # the key is published at a host of that domain
    HOSTED = "hosted"  # the key is published below somebody else's host
    KEY_ONLY = "keyOnly"  # the identifier is the key itself
    UNBOUND = "unbound"  # nothing shows that the key is the issuer's, or no signature was verified


@dataclass(frozen=True, slots=True)
class Domain:
    """A host name in both of its spellings, since letters of two scripts can look alike."""

    unicode: str
    punycode: str

    @classmethod
    def from_host(cls, host: str) -> Domain:
        """From a host in either spelling; what is no internationalised name is kept as it is."""
        try:
            punycode = host.encode("idna").decode("ascii").lower()
            return cls(punycode.encode("ascii").decode("idna"), punycode)
        except UnicodeError:
            return cls(host, host)


@dataclass(frozen=True, slots=True)
class IssuerSeen:
    """The issuer of a judged credential. `name` is what the credential claims, also of a forged one."""

    id: str | None
    name: str | None
    identity: Identity
    domain: Domain | None = None
    vouches: tuple[Vouch, ...] = ()
