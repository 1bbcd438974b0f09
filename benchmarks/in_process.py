"""Signing and verifying in this process, by the functions that the service itself calls.

Signing: `prepare` (the learning rules, the JSON Schemas, soundness, the strict reader, canonical form) and
`sign` with a key that custody opens, checked under the published key. Verifying: from the bytes, every check
of the badge profile, with the issuer's DID document and the status list given as evidence; the list's own
signature is verified each time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from benchmarks import plain
from benchmarks.documents import Source
from benchmarks.measuring import Way, WrongAnswer
from credentials.findings import Outcome
from credentials.instants import format_instant
from credentials.issuing import Signed, prepare, sign
from credentials.strict_json import read_object
from credentials.verification.case import Case, Form
from credentials.verification.report import Report, judge
from issuers.badge import BADGE
from keys.ceremony import activate
from keys.custody import KeyPurpose
from keys.multikey import Algorithm
from keys.software import SoftwareCustodian

CAIRN, PLAIN = "cairn", "plain"

_Draft = tuple[dict[str, Any], datetime]  # and when it is signed


def signing(source: Source, signer: plain.PlainSigner) -> tuple[Way, Way]:
    """Cairn and the baseline, signing the same drafts. The result of each is verified by the baseline."""
    custodian = SoftwareCustodian(os.urandom(32), os.urandom)
    pending = custodian.generate("benchmark", "k1", Algorithm.ED25519, KeyPurpose.CREDENTIAL, source.at)
    record = activate(pending, source.at)

    def ours(drafts: Sequence[_Draft]) -> list[bytes]:
        signed: list[Signed] = []
        for draft, created in drafts:
            prepared = prepare(draft, BADGE)
            key = custodian.signer(record, purpose=KeyPurpose.CREDENTIAL)
            signed.append(
                sign(
                    prepared,
                    signer=key,
                    verification_method=source.method,
                    created=created,
                    published=record.public,
                )
            )
        return [each.body for each in signed]

    def theirs(drafts: Sequence[_Draft]) -> list[bytes]:
        return [signer.sign(draft, format_instant(created)) for draft, created in drafts]

    def supply(numbers: range) -> list[_Draft]:
        return [(source.draft(number), source.signed_at(number)) for number in numbers]

    return (
        Way(CAIRN, supply, ours, partial(signatures, record.public.raw)),
        Way(PLAIN, supply, theirs, partial(signatures, signer.public)),
    )


def verifying(source: Source, signer: plain.PlainSigner) -> tuple[Way, Way]:
    """Cairn and the baseline, verifying the same bytes, which the baseline signed."""
    key = Ed25519PublicKey.from_public_bytes(signer.public)

    @lru_cache(maxsize=256)  # enough for both ways to work on the same numbers
    def signed(number: int) -> bytes:
        return signer.sign(source.draft(number), format_instant(source.signed_at(number)))

    def supply(numbers: range) -> list[bytes]:
        return [signed(number) for number in numbers]

    def ours(bodies: Sequence[bytes]) -> list[Report]:
        return [
            judge(Case(read_object(body), Form.EMBEDDED, source.at, source.evidence, source.trust), BADGE)
            for body in bodies
        ]

    def theirs(bodies: Sequence[bytes]) -> list[bool]:
        return [plain.verifies(body, key) for body in bodies]

    return Way(CAIRN, supply, ours, _valid), Way(PLAIN, supply, theirs, _true)


def signatures(public: bytes, bodies: Sequence[bytes]) -> int:
    """How many signed documents there are. The last one is verified, as all were made alike."""
    if bodies and not plain.verifies(bodies[-1], Ed25519PublicKey.from_public_bytes(public)):
        raise WrongAnswer("a signature does not fit its document")
    return len({*bodies})


def _valid(reports: Sequence[Report]) -> int:
    for report in reports:
        if report.outcome is not Outcome.VALID or report.wants:
            raise WrongAnswer(f"a good award was found {report.outcome}: {report.verdict}")
    return len(reports)


def _true(answers: Sequence[bool]) -> int:
    if not all(answers):
        raise WrongAnswer("the baseline refused its own signature")
    return len(answers)
