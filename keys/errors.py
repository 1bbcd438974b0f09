"""What can go wrong with a key. Whose fault it is, and whether trying again helps.

    KeyFault
    ├── KeyUnavailable     the custodian cannot be reached now: try again
    ├── KeyRefused         the custodian can be reached and will not sign: do not try again
    ├── UnusableKey        the bytes are no key, or a key that nobody may rely on
    ├── SealBroken         a sealed key cannot be opened with this master key
    └── MasterKeyFault     the master key is missing, malformed or exposed: do not start
"""


class KeyFault(Exception):
    """Root of this package's errors."""


class KeyUnavailable(KeyFault):
    """The custodian cannot be reached now. Retrying later may help."""


class KeyRefused(KeyFault):
    """The custodian will not sign with this key (state, purpose or tenant forbid it)."""


class UnusableKey(KeyFault):
    """Malformed, off the curve, of small order, or of a kind that is not supported.

    `code` is the problem code a verifier reports: `weak-key` for keys that would accept forged
    signatures, `malformed-key` for bytes that are no key, `unsupported-key` for other kinds.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class SealBroken(KeyFault):
    """The sealed private key was altered, belongs to another row, or the master key is another one."""


class MasterKeyFault(KeyFault):
    """The master key is missing, malformed, no random value, or a file that others can read."""
