"""Whole verifications: what is found, what is wanted and when, and what each check alone prevents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from credentials.evidence import Missing, Need, NeedKind
from credentials.findings import Outcome, unknown
from credentials.json_types import JsonObject
from credentials.profiles import Check
from credentials.verdict import Verdict
from credentials.verification.case import Case, Trust, Withdrawal
from credentials.verification.issuer import Domain, Identity, IssuerSeen
from credentials.verification.report import Report, judge, needs
from credentials.verification.standard import STANDARD
from schemas.terms import CREDENTIALS_V2, OB_3_0_3
from tests.make import (
    AT,
    AWARD,
    ISSUER,
    LIST_URL,
    PARTNER,
    STRANGER,
    Gatherer,
    make_badge,
    make_case,
    make_did_document,
    make_entry,
    make_evidence,
    make_jwt,
    make_partnered_badge,
    make_proof,
    make_signed,
    make_status_list,
    make_trust,
)

UNI = "did:web:uni.example"
VOUCHED = make_trust(ISSUER.did)


def web_badge(**changes: Any) -> JsonObject:
    return make_signed(make_badge(UNI, **changes), method=f"{UNI}#k1")


def web_list(*positions: int) -> JsonObject:
    return make_status_list(positions, issuer=UNI, method=f"{UNI}#k1")


def gathered(case: Case, documents: dict[str, JsonObject | bytes | Missing]) -> tuple[Report, list[str]]:
    """The report after everything wanted was looked for, and what that was, in order."""
    gather = Gatherer(documents)
    report = judge(case, AWARD)
    while report.wants:
        case = replace(case, evidence=case.evidence.plus(gather(report.wants)))
        report = judge(case, AWARD)
    return report, gather.asked


def codes(report: Report) -> dict[str, str]:
    return {finding.check: finding.problem.code for finding in report.findings if finding.problem}


# --- verdicts, from bytes to word -----------------------------------------------------------------

STATUS = {"credentialStatus": make_entry()}
VERDICTS: dict[str, tuple[JsonObject, dict[str, Any], Outcome, Verdict]] = {
    "vouched for": (make_signed(), {}, Outcome.VALID, Verdict.VALID),
    "vouched for, in the list": (
        make_signed(make_badge(**STATUS)),
        {LIST_URL: make_status_list()},
        Outcome.VALID,
        Verdict.VALID,
    ),
    "revoked": (
        make_signed(make_badge(**STATUS)),
        {LIST_URL: make_status_list([7])},
        Outcome.INVALID,
        Verdict.REVOKED,
    ),
    "revoked and expired": (
        make_signed(make_badge(**STATUS, validUntil="2026-02-01T00:00:00Z")),
        {LIST_URL: make_status_list([7])},
        Outcome.INVALID,
        Verdict.REVOKED,
    ),
    "no list": (make_signed(make_badge(**STATUS)), {}, Outcome.UNDECIDED, Verdict.STATUS_UNKNOWN),
    "expired": (
        make_signed(make_badge(validUntil="2026-02-01T00:00:00Z")),
        {},
        Outcome.INVALID,
        Verdict.EXPIRED,
    ),
    "an expired proof": (
        make_signed(expires="2026-02-01T00:00:00Z"),
        {},
        Outcome.INVALID,
        Verdict.EXPIRED,
    ),
    "early": (
        make_signed(make_badge(validFrom="2027-01-01T00:00:00Z")),
        {},
        Outcome.INVALID,
        Verdict.NOT_YET_VALID,
    ),
    "changed": ({**make_signed(), "name": "X"}, {}, Outcome.INVALID, Verdict.NOT_AUTHENTIC),
    "changed to be of a wrong form": (
        {**make_signed(), "awardedDate": "2026-01-01"},
        {},
        Outcome.INVALID,
        Verdict.NOT_AUTHENTIC,
    ),
    "added to": ({**make_signed(), "grade": "A+"}, {}, Outcome.INVALID, Verdict.NOT_AUTHENTIC),
    "hidden end": (
        {**make_signed(make_badge()), "https://www.w3.org/2018/credentials#validUntil": "2026-02-01T00:00Z"},
        {},
        Outcome.INVALID,
        Verdict.NOT_AUTHENTIC,
    ),
    "signed in a wrong form": (
        make_signed(make_badge(awardedDate="2026-01-01")),
        {},
        Outcome.INVALID,
        Verdict.MALFORMED,
    ),
    "signed without a start": (
        make_signed(make_badge(validFrom=None)),
        {},
        Outcome.INVALID,
        Verdict.MALFORMED,
    ),
    "a malformed status": (
        make_signed(make_badge(credentialStatus=make_entry("-1"))),
        {},
        Outcome.INVALID,
        Verdict.MALFORMED,
    ),
    "unsigned": (make_badge(), {}, Outcome.INVALID, Verdict.NOT_A_CREDENTIAL),
    "an unknown third context": (
        {**make_signed(), "@context": [CREDENTIALS_V2, OB_3_0_3, "https://other.example/c"]},
        {},
        Outcome.UNDECIDED,
        Verdict.NOT_READABLE,
    ),
    "any JSON": ({"hello": "world"}, {}, Outcome.INVALID, Verdict.NOT_A_CREDENTIAL),
    "no key to be had": (web_badge(), {}, Outcome.UNDECIDED, Verdict.NOT_READABLE),
    "a domain": (web_badge(), {UNI: make_did_document(UNI)}, Outcome.VALID, Verdict.VALID),
    "a web address as issuer": (
        make_signed(make_badge("https://uni.example/issuer")),
        {},
        Outcome.UNDECIDED,
        Verdict.ISSUER_UNKNOWN,
    ),
    "a web address as issuer, changed": (
        {**make_signed(make_badge("https://uni.example/issuer")), "name": "X"},
        {},
        Outcome.INVALID,
        Verdict.NOT_AUTHENTIC,
    ),
}


@pytest.mark.parametrize("document, documents, outcome, verdict", VERDICTS.values(), ids=VERDICTS)
def test_verdicts(
    document: JsonObject, documents: dict[str, Any], outcome: Outcome, verdict: Verdict
) -> None:
    report, _ = gathered(make_case(document, trust=VOUCHED), documents)
    assert (report.outcome, report.verdict) == (outcome, verdict)


def test_a_key_that_nobody_vouches_for_is_valid_and_of_an_unknown_issuer() -> None:
    report = judge(make_case(), AWARD)
    assert (report.outcome, report.verdict) == (Outcome.VALID, Verdict.ISSUER_UNKNOWN)


def test_an_award_that_was_replaced_is_called_so_where_the_ledger_knows() -> None:
    case = make_case(make_signed(make_badge(**STATUS)), trust=VOUCHED, withdrawal=Withdrawal("replaced", AT))
    report, _ = gathered(case, {LIST_URL: make_status_list([7])})
    assert (report.outcome, report.verdict) == (Outcome.INVALID, Verdict.REPLACED)
    assert report.facts["status"] == {"reason": "replaced", "since": AT}
    assert set(report.facts) == {"proof", "dates", "status", "identity"}


def test_a_tokens_claims_that_disagree_are_a_fault_and_no_forgery() -> None:
    jwt = make_jwt(make_badge(validFrom="2026-01-01T00:00:00Z"))
    honest = judge(make_case(jwt, trust=VOUCHED), AWARD)
    assert honest.verdict is Verdict.VALID
    disagreeing = replace(jwt, payload={**jwt.payload, "nbf": 0})
    report = judge(make_case(disagreeing, trust=VOUCHED), AWARD)
    assert (report.outcome, report.verdict) == (Outcome.INVALID, Verdict.MALFORMED)


def test_claims_are_nobodys_word_where_the_key_is_nobodys() -> None:
    jwt = make_jwt(make_badge("https://mit.example/issuer"))
    silent = replace(jwt, payload={name: jwt.payload[name] for name in jwt.payload if name != "jti"})
    report = judge(make_case(silent), AWARD)
    assert (report.outcome, report.verdict) == (Outcome.UNDECIDED, Verdict.ISSUER_UNKNOWN)


def test_smaller_lines_follow_worst_first_and_only_if_true() -> None:
    badge = make_signed(make_badge(**STATUS, validUntil="2026-02-01T00:00:00Z"))
    report, _ = gathered(make_case(badge), {LIST_URL: make_status_list([7])})
    assert report.others == (Verdict.ISSUER_UNKNOWN, Verdict.EXPIRED)
    forged = {**badge, "name": "X"}
    assert judge(make_case(forged), AWARD).others == ()


# --- staging --------------------------------------------------------------------------------------


def test_documents_are_wanted_in_order_each_once() -> None:
    report, asked = gathered(
        make_case(web_badge(**STATUS)),
        {UNI: make_did_document(UNI), LIST_URL: web_list()},
    )
    assert asked == [UNI, LIST_URL]
    assert report.outcome is Outcome.VALID


QUIET: dict[str, tuple[JsonObject, list[str]]] = {
    "no shape": ({**web_badge(**STATUS), "issuer": [{"id": UNI}]}, []),
    "no credential": ({**web_badge(**STATUS), "type": ["X"]}, []),
    "unsound": ({**web_badge(**STATUS), "grade": "A+"}, []),
    "unknown context": (
        {**web_badge(**STATUS), "@context": [CREDENTIALS_V2, OB_3_0_3, "https://other.example/c"]},
        [],
    ),
    "another's key": ({**web_badge(**STATUS), "proof": [make_proof(make_badge(UNI), STRANGER)]}, []),
    "changed after signing": ({**web_badge(**STATUS), "name": "X"}, [UNI]),
    "of a wrong form, but that leaves the rest to be asked": (
        make_signed(make_badge(UNI, **STATUS, awardedDate="2026-01-01"), method=f"{UNI}#k1"),
        [UNI, LIST_URL],
    ),
    "expired, but that leaves the rest to be asked": (
        web_badge(**STATUS, validUntil="2026-02-01T00:00:00Z"),
        [UNI, LIST_URL],
    ),
    "unbound": (make_signed(make_badge("https://uni.example/issuer", **STATUS)), []),
}


@pytest.mark.parametrize("document, expected", QUIET.values(), ids=QUIET)
def test_nothing_is_fetched_that_an_earlier_answer_makes_idle(
    document: JsonObject, expected: list[str]
) -> None:
    _, asked = gathered(make_case(document), {UNI: make_did_document(UNI), LIST_URL: web_list()})
    assert asked == expected


def test_a_partners_document_is_wanted_only_once_the_issuers_signature_holds() -> None:
    partner = "did:web:partner.example"
    badge = make_partnered_badge(partner, UNI)
    first, second = make_proof(badge, ISSUER, f"{UNI}#k1"), make_proof(badge, PARTNER, f"{partner}#k1")
    badge["proof"] = [first, second]
    documents: dict[str, Any] = {
        UNI: make_did_document(UNI),
        partner: make_did_document(partner, PARTNER),
    }
    report, asked = gathered(make_case(badge), documents)
    assert asked == [UNI, partner]
    assert report.verdict is Verdict.VALID
    assert report.facts["proof"]["confirmed"] == (partner,)


def test_needs_says_what_judging_says() -> None:
    assert needs(make_case(web_badge()), AWARD) == (Need(NeedKind.DID_DOCUMENT, UNI),)
    assert needs(make_case(), AWARD) == ()


def test_absence_is_evidence_and_is_not_asked_for_again() -> None:
    report, asked = gathered(make_case(web_badge()), {UNI: Missing("remote-blocked", "")})
    assert asked == [UNI]
    assert report.wants == ()


def test_a_check_that_keeps_wanting_what_is_there_is_not_listened_to() -> None:
    need = Need(NeedKind.DID_DOCUMENT, UNI)
    stubborn = Check("stubborn", lambda case: unknown("stubborn", "", wants=(need,)))
    profile = replace(AWARD, checks=(stubborn,))
    assert judge(make_case(), profile).wants == (need,)
    assert judge(make_case(evidence=make_evidence({UNI: Missing("x", "")})), profile).wants == ()


def test_the_same_case_gives_the_same_report() -> None:
    case = make_case(web_badge(**STATUS))
    assert judge(case, AWARD) == judge(case, AWARD)


def test_judging_changes_neither_the_document_nor_the_evidence() -> None:
    document, original = make_signed(make_badge(**STATUS)), make_signed(make_badge(**STATUS))
    gathered(make_case(document), {LIST_URL: make_status_list()})
    assert document == original


def test_the_profiles_contexts_count_and_not_the_cases() -> None:
    case = make_case(contexts=frozenset())
    assert judge(case, AWARD).outcome is Outcome.VALID
    assert judge(make_case(), replace(AWARD, contexts=frozenset())).outcome is not Outcome.VALID


# --- the issuer -----------------------------------------------------------------------------------


def test_the_issuer_is_told_with_its_claimed_name_and_how_it_is_known() -> None:
    report, _ = gathered(make_case(web_badge()), {UNI: make_did_document(UNI)})
    domain = Domain("uni.example", "uni.example")
    assert report.issuer == IssuerSeen(UNI, "Example University", Identity.DOMAIN_CONFIRMED, domain, ())


def test_a_forger_is_not_given_the_domain_that_it_names() -> None:
    forged = {**web_badge(), "name": "X"}
    report, _ = gathered(make_case(forged, trust=make_trust(UNI)), {UNI: make_did_document(UNI)})
    assert report.issuer == IssuerSeen(UNI, "Example University", Identity.UNBOUND)


def test_the_registers_that_vouch_are_told() -> None:
    report = judge(make_case(trust=VOUCHED), AWARD)
    assert report.issuer.identity is Identity.IN_REGISTER
    assert report.issuer.vouches == VOUCHED.vouches[ISSUER.did]


ISSUERS: dict[str, tuple[Any, tuple[str | None, str | None]]] = {
    "an identifier": ("did:example:uni", ("did:example:uni", None)),
    "an object": ({"id": "did:example:uni", "name": "Uni"}, ("did:example:uni", "Uni")),
    "a name that is no text": ({"id": "did:example:uni", "name": {"en": "Uni"}}, ("did:example:uni", None)),
    "an array": ([{"id": "did:example:uni"}], (None, None)),
    "nothing": (None, (None, None)),
}


@pytest.mark.parametrize("issuer, told", ISSUERS.values(), ids=ISSUERS)
def test_the_issuer_of_a_document_of_any_shape_is_told(
    issuer: Any, told: tuple[str | None, str | None]
) -> None:
    report = judge(make_case(make_badge(issuer=issuer)), AWARD)
    assert (report.issuer.id, report.issuer.name) == told


def test_a_finding_is_found_by_its_checks_name() -> None:
    report = judge(make_case(), AWARD)
    found = report.finding("proof")
    assert found is not None
    assert found.check == "proof"
    assert report.finding("unheard-of") is None


# --- each check alone prevents something ----------------------------------------------------------

PREVENTED: dict[str, tuple[Case, dict[str, Any]]] = {
    "token": (
        make_case(
            replace(make_jwt(), header={**make_jwt().header, "typ": "at+jwt"}),
            trust=VOUCHED,
        ),
        {},
    ),
    "claims": (
        make_case(replace(make_jwt(), payload={**make_jwt().payload, "jti": "urn:uuid:0"}), trust=VOUCHED),
        {},
    ),
    "schema": (make_case(make_signed(make_badge(awardedDate="2026-01-01")), trust=VOUCHED), {}),
    "dates": (make_case(make_signed(make_badge(validUntil="2026-02-01T00:00:00Z")), trust=VOUCHED), {}),
    "status": (
        make_case(make_signed(make_badge(**STATUS)), trust=VOUCHED),
        {LIST_URL: make_status_list([7])},
    ),
}


def _without(name: str) -> Any:
    """The profile without one check, which the others then take for passed."""
    checks = [
        replace(
            check,
            after=tuple(one for one in check.after if one != name),
            unless_failed=tuple(one for one in check.unless_failed if one != name),
        )
        for check in STANDARD
        if check.name != name
    ]
    return replace(AWARD, checks=tuple(checks))


@pytest.mark.parametrize("name", [check.name for check in STANDARD if check.decisive])
def test_without_an_indispensable_check_nothing_is_valid(name: str) -> None:
    outcome = judge(make_case(trust=VOUCHED), _without(name)).outcome
    indispensable = name in ("soundness", "binding", "key", "proof")
    assert outcome is (Outcome.UNDECIDED if indispensable else Outcome.VALID)


@pytest.mark.parametrize("name", PREVENTED)
def test_what_one_check_alone_prevents(name: str) -> None:
    case, documents = PREVENTED[name]
    gather = Gatherer(documents)
    with_it, _ = gathered(case, documents)
    assert with_it.outcome is Outcome.INVALID
    assert with_it.verdict not in (Verdict.VALID, Verdict.PARTNER_UNCONFIRMED)
    blind = judge(replace(case, evidence=case.evidence.plus(gather(with_it.wants))), _without(name))
    assert blind.outcome is Outcome.VALID


def test_without_trust_no_issuer_is_in_a_register() -> None:
    report = judge(make_case(trust=Trust()), AWARD)
    assert codes(report) == {"identity": "issuer-unknown"}
