"""The questions that every award is asked, in the order in which a person would ask.

The tuple is the table of contents: cheap and offline first, nothing fetched before the shape holds, the
status only after the signature. The learning rules are a question of issuers/, which adds it.
"""

from __future__ import annotations

from typing import Final

from credentials.profiles import Check
from credentials.verification.checks.binding import issuer_bound
from credentials.verification.checks.dates import in_force
from credentials.verification.checks.identity import issuer_identity
from credentials.verification.checks.key import keys_usable
from credentials.verification.checks.proof import proofs_verify
from credentials.verification.checks.schema import award_form
from credentials.verification.checks.shape import award_shape
from credentials.verification.checks.soundness import sound
from credentials.verification.checks.status import still_stands
from credentials.verification.checks.token import token_claims, token_header

#: docs/verification.md is made of these functions' docstrings, in this order.
STANDARD: Final[tuple[Check, ...]] = (
    Check("token", token_header),
    Check("shape", award_shape, after=("token",)),
    Check("soundness", sound, after=("shape",)),
    Check("schema", award_form, after=("shape",)),
    Check("binding", issuer_bound, after=("shape",)),
    Check("claims", token_claims, after=("binding",)),
    # An issuer named by a web address leaves the binding open; that the document fits the key is asked still.
    Check("key", keys_usable, after=("soundness",), unless_failed=("binding",)),
    Check("proof", proofs_verify, after=("key",)),
    Check("dates", in_force, after=("shape",)),
    Check("status", still_stands, after=("binding", "proof")),
    Check("identity", issuer_identity, decisive=False, after=("proof",)),
)
