"""Who the issuer is, and what suffices for green."""

from __future__ import annotations

import pytest

from credentials.findings import Result
from credentials.verification.case import Trust, Vouch
from credentials.verification.checks.identity import issuer_identity
from credentials.verification.issuer import Domain, Identity
from tests.make import ISSUER, make_badge, make_case, make_jwt, make_signed, make_trust

HOST, PATH, SHORT_PATH = "did:web:uni.example", "did:web:badges.example:org:uni", "did:web:badges.example:uni"
NO_TRUST, DOMAIN_IS_NOT_ENOUGH = make_trust(), make_trust(domain_suffices=False)
VOUCHED_DOMAIN = make_trust(HOST, domain_suffices=False)
VOUCHED_HOST = make_trust("did:web:badges.example")

CASES: dict[str, tuple[str, Trust, Identity, Result]] = {
    "a key alone": (ISSUER.did, NO_TRUST, Identity.KEY_ONLY, Result.UNKNOWN),
    "a key in a register": (ISSUER.did, make_trust(ISSUER.did), Identity.IN_REGISTER, Result.PASS),
    "a domain": (HOST, NO_TRUST, Identity.DOMAIN_CONFIRMED, Result.PASS),
    "a domain with a port": (f"{HOST}%3A8443", NO_TRUST, Identity.DOMAIN_CONFIRMED, Result.PASS),
    "a domain, which is not enough": (HOST, DOMAIN_IS_NOT_ENOUGH, Identity.DOMAIN_CONFIRMED, Result.UNKNOWN),
    "a domain in a register": (HOST, VOUCHED_DOMAIN, Identity.IN_REGISTER, Result.PASS),
    "on another's host": (PATH, NO_TRUST, Identity.HOSTED, Result.UNKNOWN),
    "on another's host, one step down": (SHORT_PATH, NO_TRUST, Identity.HOSTED, Result.UNKNOWN),
    "on another's host, in a register": (PATH, make_trust(PATH), Identity.IN_REGISTER, Result.PASS),
    "only its host in a register": (PATH, VOUCHED_HOST, Identity.HOSTED, Result.UNKNOWN),
}


@pytest.mark.parametrize("issuer, trust, identity, result", CASES.values(), ids=CASES)
def test_what_vouches_for_the_issuer(issuer: str, trust: Trust, identity: Identity, result: Result) -> None:
    finding = issuer_identity(make_case(make_signed(make_badge(issuer), method=f"{issuer}#k1"), trust=trust))
    assert finding.facts["identity"] is identity
    assert finding.result is result
    codes = [problem.code for problem in finding.problems]
    assert codes == ([] if result is Result.PASS else ["issuer-unknown"])


def test_a_register_matches_identifiers_and_never_names() -> None:
    trust = Trust({"did:web:real.example": (Vouch("R", "did:web:real.example", "Example University"),)})
    finding = issuer_identity(make_case(make_signed(), trust=trust))
    assert finding.facts["identity"] is Identity.KEY_ONLY


def test_a_register_entry_without_any_voucher_vouches_for_nobody() -> None:
    finding = issuer_identity(make_case(make_signed(), trust=Trust({ISSUER.did: ()})))
    assert finding.facts["identity"] is Identity.KEY_ONLY


def test_the_vouchers_are_told() -> None:
    trust = make_trust(ISSUER.did)
    finding = issuer_identity(make_case(make_signed(), trust=trust))
    assert finding.facts["vouches"] == trust.vouches[ISSUER.did]
    assert "Example register" in finding.says


def test_an_issuer_whose_key_is_not_known_to_be_its_own_is_unbound_even_in_a_register() -> None:
    issuer = "https://uni.example/issuer"
    for document in (make_signed(make_badge(issuer)), make_jwt(make_badge(issuer))):
        finding = issuer_identity(make_case(document, trust=make_trust(issuer)))
        assert finding.facts["identity"] is Identity.UNBOUND
        assert [problem.code for problem in finding.problems] == ["issuer-unbound"]


DOMAINS = {
    "plain": ("uni.example", Domain("uni.example", "uni.example")),
    "port": ("uni.example%3A8443", Domain("uni.example", "uni.example")),
    "punycode": ("xn--mnchen-3ya.example", Domain("münchen.example", "xn--mnchen-3ya.example")),
    "capitals": ("UNI.example", Domain("uni.example", "uni.example")),
}


@pytest.mark.parametrize("host, domain", DOMAINS.values(), ids=DOMAINS)
def test_the_domain_is_told_in_both_spellings(host: str, domain: Domain) -> None:
    issuer = f"did:web:{host}"
    finding = issuer_identity(make_case(make_signed(make_badge(issuer), method=f"{issuer}#k1")))
    assert finding.facts["domain"] == domain


def test_a_key_has_no_domain() -> None:
    assert issuer_identity(make_case()).facts.get("domain") is None


@pytest.mark.parametrize("host", ["xn--a", "xn--0", "a" * 64 + ".example", "a..example"])
def test_a_host_that_is_no_international_name_is_kept_as_it_is(host: str) -> None:
    assert Domain.from_host(host) == Domain(host, host)
