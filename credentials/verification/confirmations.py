"""Who besides the issuer has signed, and does the award name them?

A proof of an organisation that the award names as taking part is that organisation's confirmation of its
part. A stranger's proof proves nothing about the award: it is listed, its document is never fetched.
"""

from __future__ import annotations

from dataclasses import dataclass

from credentials.evidence import Need
from credentials.findings import Problem
from credentials.verification.case import Case
from credentials.verification.resolving import NoKey, key_of
from credentials.verification.signatories import issuer_id, named_parties, signatories
from credentials.verification.signatures import UNDECIDED, lifetime_problem, signature_problem


@dataclass(frozen=True, slots=True)
class Confirmations:
    """The signatures that are not the issuer's, sorted. All but `refuted` and `wants` are DIDs.

    `confirmed`: named, and its proof verifies. `unconfirmed`: named, and whether its proof is right cannot
    be found out, or its key may no longer be relied on. `refuted`: what is wrong with the proof of a named
    party whose key could be had. `strangers`: not named. `wants`: documents that nobody has looked for.
    """

    confirmed: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    refuted: tuple[Problem, ...] = ()
    strangers: tuple[str, ...] = ()
    wants: tuple[Need, ...] = ()


def confirmations(case: Case) -> Confirmations:
    """Verify the proofs of the parties that the award names (docs/decisions: co-signatures)."""
    issuer = issuer_id(case.document)
    named = set(named_parties(case.document))
    confirmed, unconfirmed, strangers = list[str](), list[str](), list[str]()
    refuted, wants = list[Problem](), list[Need]()
    for one in signatories(case):
        if one.proof is None or one.did == issuer:
            continue
        if one.did is None or one.did not in named:
            strangers.append(one.did or f"(at {one.pointer})")
            continue
        key = key_of(case, one)
        if isinstance(key, NoKey):
            wants.extend(key.wants)
            if key.undecided:
                unconfirmed.append(one.did)
            else:
                refuted.append(key.problem)
            continue
        problem = signature_problem(case, one, key)
        if problem is not None and problem.code not in UNDECIDED:
            refuted.append(problem)
        elif problem is not None or lifetime_problem(case, one, key) is not None:
            unconfirmed.append(one.did)
        else:
            confirmed.append(one.did)
    return Confirmations(
        confirmed=tuple(dict.fromkeys(confirmed)),
        unconfirmed=tuple(dict.fromkeys(unconfirmed)),
        refuted=tuple(refuted),
        strangers=tuple(dict.fromkeys(strangers)),
        wants=tuple(dict.fromkeys(wants)),
    )
