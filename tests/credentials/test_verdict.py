"""From findings to one word: the table, the order, and what may never be said."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.findings import Finding, Outcome, Problem, Result, failed, passed, skipped, unknown
from credentials.problems import PROBLEM_TYPES, Kind
from credentials.verdict import GREEN, VERDICTS, Verdict, decide
from credentials.verification.outcome import outcome

DECISIVE = ("shape", "soundness", "schema", "binding", "key", "proof", "dates", "status")
ALL_PASS = tuple(passed(name, "") for name in DECISIVE)
KNOWN = replace(passed("identity", ""), decisive=False)
UNNAMED = replace(unknown("identity", "", Problem("issuer-unknown", "")), decisive=False)


def findings(*changed: Finding, identity: Finding = KNOWN) -> tuple[Finding, ...]:
    """All checks pass, except those given."""
    other = {finding.check: finding for finding in changed}
    known = [other.pop(one.check, one) for one in (*ALL_PASS, identity)]
    return (*known, *other.values())


def fails(check: str, code: str, **facts: object) -> Finding:
    return failed(check, "", Problem(code, ""), **facts)


def doubts(check: str, code: str) -> Finding:
    return unknown(check, "", Problem(code, ""))


def after_a_failure(check: str, code: str) -> tuple[Finding, ...]:
    """The check fails, and the signature is therefore not looked at."""
    return findings(fails(check, code), skipped("key", ""), skipped("proof", ""), skipped("status", ""))


def test_every_code_of_a_check_leads_to_exactly_one_verdict() -> None:
    codes = {row.code for row in PROBLEM_TYPES.values() if row.kind in (Kind.INVALID, Kind.UNDECIDED)}
    assert set(VERDICTS) == codes


def test_the_order_is_that_of_the_verdicts_page() -> None:
    assert [verdict.value for verdict in Verdict] == [
        "notACredential", "notAuthentic", "revoked", "suspended", "malformed", "notReadable",
        "statusUnknown", "issuerUnknown", "expired", "notYetValid", "replaced", "partnerUnconfirmed", "valid",
    ]  # fmt: skip


EXAMPLES: dict[str, tuple[tuple[Finding, ...], tuple[Verdict, ...]]] = {
    "all well": (findings(), (Verdict.VALID,)),
    "a stranger's key": (findings(identity=UNNAMED), (Verdict.ISSUER_UNKNOWN,)),
    "no proof": (after_a_failure("binding", "no-proof"), (Verdict.NOT_A_CREDENTIAL,)),
    "changed after signing": (
        findings(fails("proof", "CRYPTOGRAPHIC_SECURITY_ERROR"), skipped("status", "")),
        (Verdict.NOT_AUTHENTIC,),
    ),
    "a wrong form, genuinely signed": (
        findings(fails("schema", "MALFORMED_VALUE_ERROR")),
        (Verdict.MALFORMED,),
    ),
    "a broken learning rule": (findings(fails("learning", "MC-E3")), (Verdict.MALFORMED,)),
    "a wrong form, and forged": (
        findings(fails("schema", "MALFORMED_VALUE_ERROR"), fails("proof", "CRYPTOGRAPHIC_SECURITY_ERROR")),
        (Verdict.NOT_AUTHENTIC,),
    ),
    "a wrong form, and no key to be had": (
        findings(
            fails("schema", "MALFORMED_VALUE_ERROR"), doubts("key", "not-fetched"), skipped("proof", "")
        ),
        (Verdict.NOT_READABLE,),
    ),
    "parts of another form": (after_a_failure("shape", "MALFORMED_VALUE_ERROR"), (Verdict.NOT_AUTHENTIC,)),
    "an unknown context": (
        findings(doubts("soundness", "context-not-allowed"), skipped("key", ""), skipped("proof", "")),
        (Verdict.NOT_READABLE,),
    ),
    "an inline context": (after_a_failure("soundness", "context-not-allowed"), (Verdict.NOT_AUTHENTIC,)),
    "an unknown suite": (findings(doubts("proof", "unsupported-cryptosuite")), (Verdict.NOT_READABLE,)),
    "revoked": (findings(fails("status", "revoked")), (Verdict.REVOKED,)),
    "revoked and expired": (
        findings(fails("status", "revoked"), fails("dates", "expired")),
        (Verdict.REVOKED, Verdict.EXPIRED),
    ),
    "replaced": (findings(fails("status", "revoked", reason="replaced")), (Verdict.REPLACED,)),
    "revoked for another reason": (
        findings(fails("status", "revoked", reason="issuedInError")),
        (Verdict.REVOKED,),
    ),
    "suspended": (findings(fails("status", "suspended")), (Verdict.SUSPENDED,)),
    "suspended, with a reason": (
        findings(fails("status", "suspended", reason="replaced")),
        (Verdict.SUSPENDED,),
    ),
    "no list to be had": (findings(doubts("status", "STATUS_RETRIEVAL_ERROR")), (Verdict.STATUS_UNKNOWN,)),
    "no list to be had, of a stranger's": (
        findings(doubts("status", "STATUS_RETRIEVAL_ERROR"), identity=UNNAMED),
        (Verdict.STATUS_UNKNOWN, Verdict.ISSUER_UNKNOWN),
    ),
    "expired": (findings(fails("dates", "expired")), (Verdict.EXPIRED,)),
    "expired, and forged": (
        findings(fails("dates", "expired"), fails("proof", "CRYPTOGRAPHIC_SECURITY_ERROR")),
        (Verdict.NOT_AUTHENTIC,),
    ),
    "early": (findings(fails("dates", "not-yet-valid")), (Verdict.NOT_YET_VALID,)),
    "a brought key": (
        findings(doubts("binding", "issuer-unbound"), identity=UNNAMED),
        (Verdict.ISSUER_UNKNOWN,),
    ),
    "a brought key that does not fit": (
        findings(doubts("binding", "issuer-unbound"), fails("proof", "CRYPTOGRAPHIC_SECURITY_ERROR")),
        (Verdict.NOT_AUTHENTIC,),
    ),
    "a silent partner": (
        findings(replace(doubts("partners", "partner-unconfirmed"), decisive=False)),
        (Verdict.PARTNER_UNCONFIRMED,),
    ),
    "a silent partner of an expired award": (
        findings(
            fails("dates", "expired"), replace(doubts("partners", "partner-unconfirmed"), decisive=False)
        ),
        (Verdict.EXPIRED, Verdict.PARTNER_UNCONFIRMED),
    ),
    "a faulty extra that decides nothing": (
        findings(replace(fails("endorsement", "CRYPTOGRAPHIC_SECURITY_ERROR"), decisive=False)),
        (Verdict.VALID,),
    ),
    "a passed check with an old problem": (
        findings(replace(passed("status", ""), problems=(Problem("revoked", ""),))),
        (Verdict.VALID,),
    ),
    "a malformed part, and no key to be had": (
        findings(
            fails("soundness", "MALFORMED_VALUE_ERROR"), doubts("key", "not-fetched"), skipped("proof", "")
        ),
        (Verdict.NOT_AUTHENTIC, Verdict.NOT_READABLE),
    ),
    "an unknown rule, undecided": (findings(doubts("learning", "MC-E3")), (Verdict.NOT_READABLE,)),
    "nobody knows who the issuer is, and why": (
        findings(identity=replace(unknown("identity", ""), decisive=False)),
        (Verdict.ISSUER_UNKNOWN,),
    ),
    "a failure of no known kind": (findings(failed("extra", "")), (Verdict.MALFORMED,)),
    "a doubt of no known kind": (findings(unknown("extra", "")), (Verdict.NOT_READABLE,)),
    "a failed signature of no known kind": (findings(failed("proof", "")), (Verdict.NOT_AUTHENTIC,)),
    "nobody asked who the issuer is": (ALL_PASS, (Verdict.ISSUER_UNKNOWN,)),
    "nothing was asked": ((), (Verdict.NOT_READABLE,)),
}


@pytest.mark.parametrize("found, verdicts", EXAMPLES.values(), ids=EXAMPLES)
def test_the_worst_true_verdict_is_the_headline(
    found: tuple[Finding, ...], verdicts: tuple[Verdict, ...]
) -> None:
    worst, others = decide(found)
    assert (worst, *others) == verdicts


def test_outcome_over_every_combination_of_answers() -> None:
    needed = {"soundness", "binding", "key", "proof"}
    for results in itertools.product(Result, repeat=len(DECISIVE)):
        found = [Finding(name, result, "") for name, result in zip(DECISIVE, results, strict=True)]
        if Result.FAIL in results:
            expected = Outcome.INVALID
        elif Result.UNKNOWN in results:
            expected = Outcome.UNDECIDED
        elif all(one.result is Result.PASS for one in found if one.check in needed):
            expected = Outcome.VALID
        else:
            expected = Outcome.UNDECIDED
        assert outcome(found) is expected


@pytest.mark.parametrize("result", Result)
def test_an_informative_answer_changes_no_outcome(result: Result) -> None:
    extra = Finding("register", result, "", decisive=False)
    assert outcome([*ALL_PASS, extra]) is Outcome.VALID


def test_an_informative_pass_replaces_no_decisive_one() -> None:
    found = [one for one in ALL_PASS if one.check != "proof"]
    assert outcome([*found, replace(passed("proof", ""), decisive=False)]) is Outcome.UNDECIDED


def test_an_empty_report_proves_nothing() -> None:
    assert outcome([]) is Outcome.UNDECIDED


_ANY_PROBLEM = st.builds(Problem, st.sampled_from([*VERDICTS, "MC-E1", "unheard-of"]), st.just(""))
_ANY_FINDING = st.builds(
    Finding,
    check=st.sampled_from([*DECISIVE, "token", "claims", "identity", "learning"]),
    result=st.sampled_from(Result),
    says=st.just(""),
    problems=st.lists(_ANY_PROBLEM, max_size=2).map(tuple),
    facts=st.sampled_from([{}, {"reason": "replaced"}]),
    decisive=st.booleans(),
)


@given(st.lists(_ANY_FINDING, max_size=12, unique_by=lambda finding: finding.check))
def test_nothing_is_green_unless_the_outcome_is_valid_and_the_issuer_known(found: list[Finding]) -> None:
    worst, others = decide(found)
    if worst in GREEN:
        assert outcome(found) is Outcome.VALID
        assert any(one.check == "identity" and one.result is Result.PASS for one in found)
    assert Verdict.VALID not in others
    assert list(others) == [verdict for verdict in Verdict if verdict in others]


@given(st.lists(_ANY_FINDING, max_size=12, unique_by=lambda finding: finding.check))
def test_nothing_is_called_genuine_without_a_verified_signature(found: list[Finding]) -> None:
    worst, others = decide(found)
    if not any(one.check == "proof" and one.result is Result.PASS for one in found):
        unverified = {Verdict.NOT_A_CREDENTIAL, Verdict.NOT_AUTHENTIC, Verdict.NOT_READABLE}
        assert {worst, *others} <= unverified


@given(st.sampled_from(sorted(VERDICTS)), st.sampled_from(DECISIVE))
def test_what_could_not_be_found_out_accuses_nobody(code: str, check: str) -> None:
    worst, _ = decide(findings(doubts(check, code)))
    assert worst in {
        Verdict.NOT_READABLE, Verdict.STATUS_UNKNOWN, Verdict.ISSUER_UNKNOWN, Verdict.PARTNER_UNCONFIRMED
    }  # fmt: skip
