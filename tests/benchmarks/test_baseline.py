"""The baseline is a fair one: it does what it claims, and its work and ours are interchangeable."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.testclient import TestClient

from benchmarks import bare_service, in_process, plain
from benchmarks.documents import Source
from benchmarks.measuring import WrongAnswer
from credentials.evidence import Evidence
from credentials.proofs import data_integrity
from credentials.verification.case import Trust
from keys.multikey import Algorithm, PublicKey
from tests.issuers.nine import S6
from tests.make import AT, make_badge

CREATED = "2026-01-01T00:00:00Z"
SIGNER = plain.PlainSigner("tests", "did:example:issuer#key")


@pytest.fixture(scope="module")
def source() -> Source:
    """An award of the tests in place of one of the demo, without evidence."""
    award = {**S6.credential(), "proof": []}
    award["credentialSubject"]["id"] = "did:example:somebody"
    return Source(award, 1, f"{award['issuer']['id']}#key", Evidence(), Trust(), AT)


def key_of(signer: plain.PlainSigner) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(signer.public)


def test_what_the_baseline_signs_our_verifier_accepts() -> None:
    signed = json.loads(SIGNER.sign(make_badge(), CREATED))
    key = PublicKey(Algorithm.ED25519, SIGNER.public)
    assert data_integrity.signature_problem(signed, signed["proof"][0], key) is None


def test_the_baseline_verifies_its_signature_and_no_altered_document() -> None:
    body = SIGNER.sign(make_badge(), CREATED)
    assert plain.verifies(body, key_of(SIGNER))
    assert not plain.verifies(body.replace(b"Robotics", b"Surgery"), key_of(SIGNER))


def test_a_thread_keeps_its_processed_contexts_and_shares_them_with_none() -> None:
    """pyld fails now and then when two threads process contexts into the same place."""
    with ThreadPoolExecutor(1) as another:
        theirs = another.submit(plain._resolver).result()
    assert plain._resolver() is plain._resolver()
    assert plain._resolver() is not theirs


def test_the_bare_service_signs_what_it_is_sent() -> None:
    answer = TestClient(bare_service.app).post("/sign", json=make_badge())
    assert answer.status_code == 200
    assert plain.verifies(answer.content, key_of(bare_service.SIGNER))


def test_both_ways_sign_the_same_documents(source: Source) -> None:
    ours, theirs = in_process.signing(source, SIGNER)
    drafts = [way.supply(range(5, 8)) for way in (ours, theirs)]
    assert drafts[0] == drafts[1]
    assert [way.count(way.run(way.supply(range(5, 8)))) for way in (ours, theirs)] == [3, 3]


def test_a_signature_that_does_not_fit_is_not_counted(source: Source) -> None:
    ours, _ = in_process.signing(source, SIGNER)
    (body,) = ours.run(ours.supply(range(1, 2)))
    with pytest.raises(WrongAnswer):
        ours.count([body.replace(b"Learner 1", b"Learner 2")])


def test_the_same_document_twice_is_counted_once(source: Source) -> None:
    _, theirs = in_process.signing(source, SIGNER)
    bodies = theirs.run(theirs.supply(range(1, 2)))
    assert theirs.count([*bodies, *bodies]) == 1


def test_an_award_that_our_verifier_does_not_find_valid_is_not_counted(source: Source) -> None:
    """Here the issuer's key document is missing, so the answer is undecided."""
    ours, theirs = in_process.verifying(source, plain.PlainSigner("tests", source.method))
    bodies = ours.supply(range(1, 3))
    with pytest.raises(WrongAnswer, match="undecided"):
        ours.count(ours.run(bodies))
    assert theirs.count(theirs.run(bodies)) == 2


def test_every_number_makes_another_document(source: Source) -> None:
    drafts = [json.dumps(source.draft(number)) for number in range(50)]
    assert len({*drafts}) == 50
    assert len({source.signed_at(number) for number in range(50)}) == 50


def test_a_source_keeps_the_award_that_it_was_made_of(source: Source) -> None:
    before = json.dumps(source.signed)
    source.draft(7)
    assert json.dumps(replace(source).signed) == before
