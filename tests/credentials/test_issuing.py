"""Prepare, then sign: nothing leaves that our own verifier, and the published key, would not accept."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from credentials import issuing
from credentials.errors import Refused, SignatureRejected, TooComplex, Unsound
from credentials.findings import Problem
from credentials.json_types import JsonObject
from credentials.proofs import vc_jwt
from credentials.status import bits_of, decode, status_list_document
from credentials.strict_json import read_object
from credentials.verification.report import judge
from credentials.verification.status_list import STATUS_LIST
from keys.multikey import Algorithm, PublicKey
from tests.make import (
    AT,
    AWARD,
    CREATED,
    ISSUER,
    STRANGER,
    SeedKey,
    make_badge,
    make_case,
    make_partnered_badge,
    make_signed,
)

ALGORITHMS = [Algorithm.ED25519, Algorithm.P256, Algorithm.P384]


def key(algorithm: Algorithm) -> SeedKey:
    return SeedKey("issuer", algorithm)


def sign(
    draft: JsonObject | None = None, by: SeedKey = ISSUER, published: PublicKey | None = None
) -> issuing.Signed:
    return issuing.sign(
        issuing.prepare(draft or make_badge(by.did), AWARD),
        signer=by,
        verification_method=by.method,
        created=CREATED,
        published=published or by.public,
    )


class Counting:
    """A signer that remembers what it was asked to sign."""

    def __init__(self, answer: bytes | None = None) -> None:
        self.asked: list[bytes] = []
        self.answer = answer

    key_id = "k1"
    public = ISSUER.public

    def sign(self, message: bytes) -> bytes:
        self.asked.append(message)
        return self.answer if self.answer is not None else ISSUER.sign(message)


# --- prepare --------------------------------------------------------------------------------------


def test_a_good_draft_is_prepared_and_not_changed() -> None:
    draft = make_badge()
    assert issuing.prepare(draft, AWARD).document == make_badge()
    assert draft == make_badge()


def test_what_was_prepared_does_not_change_with_the_draft_or_with_a_copy() -> None:
    draft = make_badge()
    prepared = issuing.prepare(draft, AWARD)
    draft["name"] = "changed"
    prepared.document["name"] = "changed"
    prepared.document["issuer"]["name"] = "changed"
    assert prepared.document == make_badge()


@pytest.mark.parametrize("forged_with", [None, object(), issuing])
def test_only_prepare_makes_a_prepared(forged_with: object) -> None:
    with pytest.raises(TypeError, match="only prepare"):
        issuing.Prepared(make_badge(), {}, forged_with)


def test_every_problem_of_a_draft_is_told_at_once() -> None:
    def other_lint(document: JsonObject) -> tuple[Problem, ...]:
        return (Problem("learning-rule", "No credit without assessment.", "/credentialSubject"),)

    profile = replace(AWARD, lint=(*AWARD.lint, other_lint))
    draft = make_badge(validFrom=None, awardedDate="2026-01-01", grade="A+", proof=[])
    with pytest.raises(Refused) as caught:
        issuing.prepare(draft, profile)
    told = {(problem.code, problem.pointer) for problem in caught.value.problems}
    assert told >= {
        ("MALFORMED_VALUE_ERROR", "/validFrom"),
        ("MALFORMED_VALUE_ERROR", "/awardedDate"),
        ("MALFORMED_VALUE_ERROR", "/proof"),
        ("learning-rule", "/credentialSubject"),
    }
    assert len(caught.value.problems) == 5  # and that it is unsound


UNSOUND: dict[str, tuple[dict[str, Any], str]] = {
    "a member without meaning": ({"grade": "A+"}, "DATA_LOSS_DETECTION_ERROR"),
    "a relative id": ({"id": "c/1"}, "DATA_LOSS_DETECTION_ERROR"),
    "another context": ({"@context": ["https://www.w3.org/ns/credentials/v2"]}, "context-not-allowed"),
}


@pytest.mark.parametrize("changes, code", UNSOUND.values(), ids=UNSOUND)
def test_what_would_not_be_signed_as_shown_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Unsound) as caught:
        issuing.prepare(make_badge(**changes), replace(AWARD, lint=()))
    assert caught.value.problem.code == code


UNREADABLE: dict[str, tuple[dict[str, Any], str]] = {
    "a lone surrogate": ({"name": "\ud800"}, "invalid-text"),
    "a NUL": ({"name": "a\x00b"}, "invalid-text"),
    "a long text": ({"name": "x" * 70_000}, "too-large"),
}


@pytest.mark.parametrize("changes, code", UNREADABLE.values(), ids=UNREADABLE)
def test_what_our_own_reader_would_not_read_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as caught:
        issuing.prepare(make_badge(**changes), replace(AWARD, lint=()))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_draft_that_has_a_proof_already_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        issuing.prepare(make_signed(), AWARD)
    assert [(p.code, p.pointer) for p in caught.value.problems] == [("MALFORMED_VALUE_ERROR", "/proof")]


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        issuing.prepare(make_badge(name=float("nan")), AWARD)


def test_a_graph_without_bounds_is_refused() -> None:
    alignments = [{"type": ["Alignment"], "targetName": "x", "targetUrl": "https://x.example/"}] * 6000
    draft = make_badge()
    draft["credentialSubject"]["achievement"]["alignment"] = alignments
    with pytest.raises((TooComplex, Unsound, Refused)) as caught:
        issuing.prepare(draft, AWARD)
    assert "5000" in str(caught.value)


# --- sign -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_is_signed_is_valid_for_our_own_verifier(algorithm: Algorithm) -> None:
    signed = sign(by=key(algorithm))
    assert judge(make_case(signed.document), AWARD).outcome == "valid"
    suite = "eddsa-rdfc-2022" if algorithm is Algorithm.ED25519 else "ecdsa-rdfc-2019"
    assert [proof["cryptosuite"] for proof in signed.document["proof"]] == [suite]


def test_the_proof_says_what_it_is_for_when_and_with_which_key() -> None:
    proof = sign().document["proof"][0]
    assert proof.pop("proofValue").startswith("z")
    assert proof == {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-01T00:00:00Z",
        "verificationMethod": ISSUER.method,
        "proofPurpose": "assertionMethod",
    }


def test_the_document_is_the_draft_with_a_proof() -> None:
    document = sign().document
    del document["proof"]
    assert document == make_badge()


def test_the_bytes_are_compact_json_that_reads_as_the_document() -> None:
    signed = sign(make_badge(name="O’Brien بكالوريوس 🎓"))
    assert read_object(signed.body) == signed.document
    assert list(read_object(signed.body)) == [*make_badge(), "proof"]
    assert "O’Brien بكالوريوس 🎓".encode() in signed.body
    assert b": " not in signed.body.replace(b"Ed25519", b"")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_signing_twice_gives_the_same_bytes(algorithm: Algorithm) -> None:
    assert sign(by=key(algorithm)).body == sign(by=key(algorithm)).body


def test_one_preparation_serves_several_signatures() -> None:
    prepared = issuing.prepare(make_badge(), AWARD)
    first, second = (
        issuing.sign(
            prepared,
            signer=ISSUER,
            verification_method=ISSUER.method,
            created=at,
            published=ISSUER.public,
        )
        for at in (CREATED, CREATED + timedelta(seconds=1))
    )
    assert first.body != second.body
    for signed in (first, second):
        assert judge(make_case(signed.document), AWARD).outcome == "valid"
    assert first.content_sha256 == second.content_sha256


def test_the_document_is_brought_into_canonical_form_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[JsonObject] = []
    real = issuing.document_digest

    def counted(document: JsonObject, *rest: Any) -> bytes:
        made.append(document)
        return real(document, *rest)

    monkeypatch.setattr(issuing, "document_digest", counted)
    sign()
    assert len(made) == 1


def test_a_signature_that_the_published_key_does_not_accept_goes_nowhere() -> None:
    with pytest.raises(SignatureRejected):
        sign(published=STRANGER.public)
    with pytest.raises(SignatureRejected):
        sign(published=key(Algorithm.P256).public)


@pytest.mark.parametrize("answer", [b"", bytes(64), STRANGER.sign(b"something else")])
def test_a_signer_that_answers_nonsense_is_caught(answer: bytes) -> None:
    with pytest.raises(SignatureRejected):
        issuing.sign(
            issuing.prepare(make_badge(), AWARD),
            signer=Counting(answer),
            verification_method=ISSUER.method,
            created=CREATED,
            published=ISSUER.public,
        )


def test_the_key_signs_once_per_document() -> None:
    signer = Counting()
    issuing.sign(
        issuing.prepare(make_badge(), AWARD),
        signer=signer,
        verification_method=ISSUER.method,
        created=CREATED,
        published=ISSUER.public,
    )
    assert [len(message) for message in signer.asked] == [64]


@pytest.mark.parametrize("method", [STRANGER.method, ISSUER.did, f"{ISSUER.did}2#k1", "#k1"])
def test_a_key_that_is_not_the_issuers_signs_nothing(method: str) -> None:
    signer = Counting()
    prepared = issuing.prepare(make_badge(), AWARD)
    with pytest.raises(ValueError, match="issuer"):
        issuing.sign(
            prepared,
            signer=signer,
            verification_method=method,
            created=CREATED,
            published=ISSUER.public,
        )
    with pytest.raises(ValueError, match="issuer"):
        issuing.sign_jwt(prepared, signer=signer, kid=method, published=ISSUER.public)
    assert signer.asked == []


def test_a_badge_of_our_own_terms_is_signed_whole() -> None:
    signed = sign(make_partnered_badge("did:web:partner.example"))
    tampered = deepcopy(signed.document)
    tampered["credentialSubject"]["achievement"]["provision"]["brokered"] = True
    assert judge(make_case(signed.document), AWARD).outcome == "valid"
    assert judge(make_case(tampered), AWARD).verdict == "notAuthentic"


# --- JWT ------------------------------------------------------------------------------------------


def jwt_of(draft: JsonObject, by: SeedKey = ISSUER, published: PublicKey | None = None) -> str:
    prepared = issuing.prepare(draft, AWARD)
    return issuing.sign_jwt(prepared, signer=by, kid=by.method, published=published or by.public)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_token_is_valid_for_our_own_verifier(algorithm: Algorithm) -> None:
    text = jwt_of(make_badge(key(algorithm).did), key(algorithm))
    assert judge(make_case(vc_jwt.parse(text)), AWARD).outcome == "valid"


def test_a_token_that_the_published_key_does_not_accept_goes_nowhere() -> None:
    with pytest.raises(SignatureRejected):
        jwt_of(make_badge(), published=STRANGER.public)


def test_an_award_to_nobody_in_particular_has_no_token() -> None:
    draft = make_badge()
    del draft["credentialSubject"]["id"]
    with pytest.raises(Refused) as caught:
        jwt_of(draft)
    assert [problem.pointer for problem in caught.value.problems] == ["/credentialSubject/id"]


# --- status lists take the same road --------------------------------------------------------------


def list_draft(**of_subject: Any) -> JsonObject:
    document = status_list_document(
        "https://status.example/1",
        ISSUER.did,
        "revocation",
        bits_of([7]),
        valid_from=AT,
        valid_until=AT + timedelta(days=1),
        ttl=timedelta(minutes=5),
    )
    document["credentialSubject"] |= of_subject
    return document


def test_a_status_list_is_prepared_and_signed_like_an_award() -> None:
    signed = issuing.sign(
        issuing.prepare(list_draft(), STATUS_LIST),
        signer=ISSUER,
        verification_method=ISSUER.method,
        created=AT,
        published=ISSUER.public,
    )
    report = judge(make_case(signed.document), STATUS_LIST)
    assert report.outcome == "valid"
    assert decode(json.loads(signed.body)["credentialSubject"]["encodedList"]) == bits_of([7])


def test_a_malformed_status_list_is_not_signed() -> None:
    with pytest.raises(Refused) as caught:
        issuing.prepare(list_draft(encodedList="x"), STATUS_LIST)
    assert [problem.pointer for problem in caught.value.problems] == ["/credentialSubject/encodedList"]


def test_an_award_is_no_status_list() -> None:
    with pytest.raises(Refused):
        issuing.prepare(make_badge(), STATUS_LIST)
