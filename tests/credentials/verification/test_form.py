"""The document's form and its wrapping: the checks `schema`, `soundness`, `token` and `claims`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from credentials.findings import Finding, Result
from credentials.json_types import JsonObject
from credentials.proofs.vc_jwt import Jwt
from credentials.verification.checks.schema import award_form, form_problems
from credentials.verification.checks.soundness import sound
from credentials.verification.checks.token import token_claims, token_header
from schemas import bundle
from schemas.terms import CREDENTIALS_V2, OB_3_0_3
from tests.make import make_badge, make_case, make_entry, make_jwt, make_partnered_badge, make_signed


def answer(finding: Finding) -> tuple[Result, list[tuple[str, str | None]]]:
    return finding.result, [(problem.code, problem.pointer) for problem in finding.problems]


SCHEMA: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a plain badge": ({}, []),
    "two status entries": ({"credentialStatus": [make_entry(), make_entry("8")]}, []),
    "a number as index": ({"credentialStatus": make_entry(7)}, []),
    "no start": ({"validFrom": None}, ["/validFrom"]),
    "a start that is no time": ({"validFrom": "soon"}, ["/validFrom"]),
    "a name that is a number": ({"name": 7}, ["/name"]),
}


@pytest.mark.parametrize("changes, pointers", SCHEMA.values(), ids=SCHEMA)
def test_the_form_is_that_of_open_badges(changes: dict[str, Any], pointers: list[str]) -> None:
    finding = award_form(make_case(make_badge(**changes)))
    expected = [("MALFORMED_VALUE_ERROR", pointer) for pointer in pointers]
    assert answer(finding) == (Result.FAIL if pointers else Result.PASS, expected)


def own_terms(context: str) -> JsonObject:
    """A badge of our vocabulary, under some context, that does not say who else took part in what role."""
    badge = make_partnered_badge("did:web:partner.example")
    badge["@context"][2] = context
    del badge["credentialSubject"]["achievement"]["provision"]["participant"][1]["participantRole"]
    return badge


def test_our_own_form_is_asked_where_our_context_is_used() -> None:
    named = form_problems(own_terms("https://w3id.org/cairn/mc/v1/context.jsonld"))
    served = form_problems(own_terms(f"https://other.example{bundle.own_context_path()}"))
    assert served == named
    where = "/credentialSubject/achievement/provision/participant/1/participantRole"
    assert [(p.pointer, p.detail) for p in named] == [(where, "participantRole is missing.")]


def test_our_own_form_is_asked_wherever_our_context_stands() -> None:
    alone = own_terms("") | {"@context": "https://w3id.org/cairn/mc/v1/context.jsonld"}
    among_others = own_terms("") | {"@context": [{}, "https://w3id.org/cairn/mc/v1/context.jsonld"]}
    for badge in (alone, among_others):
        assert "participantRole is missing." in [problem.detail for problem in form_problems(badge)]


def test_a_problem_names_its_place() -> None:
    assert [p.detail for p in form_problems(make_badge(name=7))] == ["/name is not of type string."]


def test_our_own_form_is_not_asked_of_others() -> None:
    assert form_problems(own_terms("https://other.example/context.jsonld")) == ()


def test_a_foreign_document_gets_at_most_twenty_problems() -> None:
    evidence = [{"id": 1, "type": "Evidence"} for _ in range(30)]
    assert len(form_problems(make_badge(evidence=evidence))) > 20
    assert len(award_form(make_case(make_badge(evidence=evidence))).problems) == 20


def test_a_problem_does_not_repeat_what_was_sent() -> None:
    finding = award_form(make_case(make_badge(name=["Alice Secret"])))
    assert "Secret" not in finding.says


def test_a_sound_badge_passes() -> None:
    assert answer(sound(make_case())) == (Result.PASS, [])


def test_a_member_that_nobody_signed_fails() -> None:
    finding = sound(make_case({**make_signed(), "grade": "A+"}))
    assert answer(finding) == (Result.FAIL, [("DATA_LOSS_DETECTION_ERROR", "/grade")])


def test_an_unknown_last_context_is_open_and_an_inline_one_fails() -> None:
    unknown = make_badge(**{"@context": [CREDENTIALS_V2, OB_3_0_3, "https://other.example/c"]})
    inline = make_badge(**{"@context": [CREDENTIALS_V2, OB_3_0_3, {"a": "https://other.example/a"}]})
    assert sound(make_case(unknown)).result is Result.UNKNOWN
    assert sound(make_case(inline)).result is Result.FAIL


def test_only_the_cases_context_lists_are_allowed() -> None:
    assert sound(make_case(contexts=frozenset())).result is not Result.PASS


# --- JWT ------------------------------------------------------------------------------------------


def with_header(**members: Any) -> Jwt:
    jwt = make_jwt()
    return replace(jwt, header={**jwt.header, **members})


def with_claims(**members: Any) -> Jwt:
    jwt = make_jwt()
    return replace(jwt, payload={**jwt.payload, **members})


HEADERS: dict[str, tuple[Jwt, str | None]] = {
    "honest": (make_jwt(), None),
    "none": (with_header(alg="none"), "alg-not-allowed"),
    "HMAC": (with_header(alg="HS256"), "alg-not-allowed"),
    "a key by URL": (with_header(jku="https://evil.example/j"), "header-not-allowed"),
    "critical": (with_header(crit=["x"], x=1), "header-not-allowed"),
    "an access token": (with_header(typ="at+jwt"), "token-type"),
}


@pytest.mark.parametrize("jwt, code", HEADERS.values(), ids=HEADERS)
def test_a_header_may_only_say_what_protects(jwt: Jwt, code: str | None) -> None:
    finding = token_header(make_case(jwt))
    assert finding.result is (Result.FAIL if code else Result.PASS)
    assert [problem.code for problem in finding.problems] == ([code] if code else [])


CLAIMS: dict[str, tuple[Jwt, bool]] = {
    "honest": (make_jwt(), True),
    "another issuer": (with_claims(iss="did:web:mit.example"), False),
    "another id": (with_claims(jti="urn:uuid:0"), False),
    "another start": (with_claims(nbf=0), False),
    "an end that the credential has not": (with_claims(exp=4102444800), False),
}


@pytest.mark.parametrize("jwt, agree", CLAIMS.values(), ids=CLAIMS)
def test_the_tokens_claims_agree_with_the_credential(jwt: Jwt, agree: bool) -> None:
    finding = token_claims(make_case(jwt))
    assert finding.result is (Result.PASS if agree else Result.FAIL)
    assert [problem.code for problem in finding.problems] == ([] if agree else ["claim-mismatch"])


def test_an_embedded_proof_has_no_token_to_ask_about() -> None:
    assert token_header(make_case()).result is Result.SKIPPED
    assert token_claims(make_case()).result is Result.SKIPPED
