"""Issuing through the API, with storage; and the baseline's service, which only signs what it is sent.

Cairn gets its demo through the API. What it issued is fetched like anybody's, and at the end counted: an
award that was answered for and is not among the stored ones ends the run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import httpx

from app.demo.load import Loaded, filled, load, organisations, samples
from benchmarks import bare_service
from benchmarks.documents import Source
from benchmarks.in_process import signatures
from benchmarks.measuring import Way, WrongAnswer
from benchmarks.services import Client, Request
from credentials.evidence import Evidence, Fetched, Missing, Need, NeedKind
from credentials.verification.case import Trust, Vouch
from keys.multikey import Algorithm, PublicKey


@dataclass
class Cairn:
    """A running service, and how many awards of each sample it has answered for."""

    client: Client
    operator_key: str
    issued: dict[str, int] = field(default_factory=dict)

    @cached_property
    def demo(self) -> Loaded:
        """Loaded the first time that it is asked for."""
        return load(self.client.http, self.operator_key, lambda line: None)

    def issuing(self, name: str, sample: str) -> Way:
        """Award that sample to one learner after the other, each with an Idempotency-Key."""
        award = filled(samples()[sample]["award"], self.demo)
        caller = self._caller(sample)

        def supply(numbers: range) -> list[Request]:
            return [_award_request(award, number, caller) for number in numbers]

        def count(answers: Sequence[httpx.Response]) -> int:
            made = {told["id"]: told for told in map(_made, answers)}
            self.issued[sample] = self.issued.get(sample, 0) + len(made)
            last = self.client.get(next(reversed(made.values()))["links"]["json"])
            signatures(self._public(sample, last.json()), [last.content])
            return len(made)

        return Way(name, supply, self.client.post_all, count)

    def check_stored(self) -> None:
        """Raises WrongAnswer unless exactly the awards that were answered for are listed as issued."""
        for sample, issued in self.issued.items():
            slug = samples()[sample]["definition"]["slug"]
            first = f"/v1/credentials?achievement={slug}&status=issued&limit=100"
            page = self.client.json(first, **self._caller(sample))
            stored = len(page["items"])
            while page["next"] is not None:
                page = self.client.json(f"{first}&cursor={page['next']}", **self._caller(sample))
                stored += len(page["items"])
            if stored != issued + 1:  # the demo's own
                raise WrongAnswer(f"{issued} awards of {sample} were answered for, {stored - 1} are stored")

    def source(self, sample: str, now: Callable[[], datetime], public: bytes) -> Source:
        """The demo's award of that sample, with the evidence and the trust to verify it.

        To the issuer's DID document a key is added, `public`, for what the benchmark itself signs.
        """
        answer = self.client.get(self.demo.awards[sample]["links"]["json"])
        signed = answer.json()
        did = signed["issuer"]["id"]
        method = f"{did}#benchmark"
        document = self._did_document(sample)
        added = PublicKey(Algorithm.ED25519, public).to_multikey()
        document["verificationMethod"].append(
            {"id": method, "type": "Multikey", "controller": did, "publicKeyMultibase": added}
        )
        document["assertionMethod"].append(method)
        status_list = signed["credentialStatus"]["statusListCredential"]
        listed = self.client.get(status_list).content
        at = now()  # a list that nobody had asked for is published when it is asked for
        evidence: dict[Need, Fetched | Missing] = {
            Need(NeedKind.DID_DOCUMENT, did): Fetched(json.dumps(document).encode(), at),
            Need(NeedKind.STATUS_LIST, status_list): Fetched(listed, at),
        }
        vouch = Vouch(organisations()["register"]["name"], did, signed["issuer"]["name"])
        return Source(signed, len(answer.content), method, Evidence(evidence), Trust({did: (vouch,)}), at)

    def _caller(self, sample: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.demo.keys[samples()[sample]['issuer']]}"}

    def _did_document(self, sample: str) -> dict[str, Any]:
        document: dict[str, Any] = self.client.json(f"/o/{samples()[sample]['issuer']}/did.json")
        return document

    def _public(self, sample: str, signed: Mapping[str, Any]) -> bytes:
        """The published Ed25519 key that the document's proof names."""
        wanted = signed["proof"][0]["verificationMethod"]
        for method in self._did_document(sample)["verificationMethod"]:
            if method["id"] == wanted:
                return PublicKey.from_multikey(method["publicKeyMultibase"]).raw
        raise WrongAnswer("the key that a proof names is not published")


def signing_bare(name: str, client: Client, source: Source) -> Way:
    """Send the drafts of that award to the baseline's service."""

    def supply(numbers: range) -> list[Request]:
        drafts = (source.draft(number) for number in numbers)
        return [("/sign", json.dumps(draft, ensure_ascii=False).encode(), {}) for draft in drafts]

    def count(answers: Sequence[httpx.Response]) -> int:
        bodies = [answer.raise_for_status().content for answer in answers]
        return signatures(bare_service.SIGNER.public, bodies)

    return Way(name, supply, client.post_all, count)


def _award_request(award: Mapping[str, Any], number: int, caller: Mapping[str, str]) -> Request:
    recipient = {
        "reference": f"bench-{number}",
        "name": f"Learner {number}",
        "id": f"did:example:learner-{number}",
    }
    body = json.dumps({**award, "recipient": recipient}, ensure_ascii=False).encode()
    return "/v1/credentials", body, {**caller, "Idempotency-Key": f"bench-{number}"}


def _made(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code != 201 or "Idempotency-Replayed" in answer.headers:
        raise WrongAnswer(f"an award was not made: {answer.status_code} {answer.text[:500]}")
    told: dict[str, Any] = answer.json()
    return told
