"""What no holder can do to a signed badge: show something else under the same signature.

Random rewrites of good badges. Those that keep the graph, so that the signature stays right, are refused
or read the same; those that another implementation refuses are refused here too.
"""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openvc.proof._context_validation import validate_document
from openvc.proof.contexts import document_loader
from openvc.proof.errors import ProofMalformed
from pyld import jsonld

from credentials.json_types import JsonObject
from credentials.soundness import homes, unsound
from schemas import bundle
from schemas.terms import CAIRN_CONTEXT, CREDENTIALS_V2, OB_3_0_3
from tests.credentials import rewrites
from tests.credentials.rewrites import REWRITES, Rewrite, objects
from tests.credentials.test_soundness import make_endorsement
from tests.make import ISSUER, SeedKey, make_entry, make_partnered_badge, make_signed

CONTEXTS = frozenset({(CREDENTIALS_V2, OB_3_0_3), (CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT)})
UNTIL = "2026-02-01T00:00:00Z"
COLLEGE = SeedKey("college")


def make_rich_badge() -> JsonObject:
    """A badge that mentions several things more than once, by reference and by description."""
    badge = make_partnered_badge(COLLEGE.did)
    badge |= {
        "id": "https://x.example/award",
        "validUntil": UNTIL,
        "credentialStatus": make_entry(),
        "evidence": [
            {"id": "https://x.example/e1", "type": ["Evidence"], "name": "Report"},
            {"id": "https://x.example/e2", "type": ["Evidence"], "name": "Talk"},
        ],
    }
    badge["issuer"]["url"] = "https://uni.example"
    subject = badge["credentialSubject"]
    subject["creditsEarned"] = 5
    subject["source"] = {
        "id": COLLEGE.did,
        "type": ["Profile"],
        "name": "Partner",
        "url": "https://p.example",
    }
    subject["achievement"] |= {
        "creator": {"id": ISSUER.did, "type": ["Profile"], "name": "Example University"},
        "criteria": {"id": "https://x.example/criteria"},
        "credentialCategory": "formalQualification",
        "creditBearing": True,
        "learningSetting": "formal",
        "credit": [
            {
                "type": "CreditValue",
                "creditFramework": "ects",
                "creditPoints": "5.0",
                "creditStatus": "awarded",
                "creditAuthority": ISSUER.did,
            },
            {"type": "CreditValue", "creditFramework": "us-semester", "creditPoints": "3"},
        ],
        "tag": ["robots", "arms"],
        "resultDescription": [
            {"id": "urn:r1", "type": ["ResultDescription"], "name": "Mark", "allowedValue": ["A", "B"]}
        ],
    }
    return badge


RICH = make_signed(make_rich_badge())
ENDORSED = make_rich_badge()
ENDORSED["credentialSubject"]["achievement"]["endorsement"] = [
    make_endorsement(ENDORSED["credentialSubject"]["achievement"]["id"])
]
ENDORSED["endorsement"] = [make_endorsement(ENDORSED["id"]) | {"id": "urn:uuid:1"}]
ENDORSED = make_signed(ENDORSED)

SEEDS = st.integers(0, 10**6)


def graph_of(badge: JsonObject) -> str | None:
    """The graph that a signature covers, found by pyld alone, which takes every form; None for no graph."""

    def load(url: str, _: object) -> JsonObject:
        document = deepcopy(bundle.document(bundle.canonical_url(url) or url))
        return {"contentType": "", "contextUrl": None, "documentUrl": url, "document": document}

    body = {name: value for name, value in badge.items() if name != "proof"}
    options = {"format": "application/n-quads", "base": None, "documentLoader": load}
    try:
        quads = jsonld.to_rdf(body, options)
        once = "".join(sorted(set(quads.splitlines(True))))
        canonical: str = jsonld.normalize(
            once,
            {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"},
        )
    except Exception:
        return None
    return canonical


GRAPHS = {id(badge): graph_of(badge) for badge in (RICH, ENDORSED)}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def shown(part: JsonObject) -> list[Any]:
    """The members of a part, in an order and a form that do not depend on the text."""
    return sorted((name, sorted(listed(value))) for name, value in part.items())


def reading(badge: JsonObject) -> Any:
    """What a plain reader reports, who looks where the standards say and things up by their id."""
    things = homes(badge)
    issuer = badge.get("issuer")
    issuer_id = issuer.get("id") if isinstance(issuer, dict) else issuer
    subject = badge["credentialSubject"]
    achievement = subject["achievement"]
    provision = achievement["provision"]["participant"]
    return {
        "until": badge.get("validUntil"),
        "from": badge.get("validFrom"),
        "status": [shown(each) for each in listed(badge.get("credentialStatus", []))],
        "issuer": issuer_id,
        "issuer name": things.get(str(issuer_id), {}).get("name"),
        "subject": subject.get("id"),
        "earned": subject.get("creditsEarned"),
        "name": badge.get("name"),
        "award": (achievement["id"], achievement.get("name"), achievement.get("credentialCategory")),
        "criteria": things.get(achievement["criteria"]["id"], achievement["criteria"]),
        "credit": sorted(
            (each["creditFramework"], each["creditPoints"]) for each in listed(achievement["credit"])
        ),
        "evidence": sorted(things[each["id"]].get("name", "") for each in listed(badge["evidence"])),
        "tags": sorted(listed(achievement["tag"])),
        "marks": [listed(each["allowedValue"]) for each in listed(achievement["resultDescription"])],
        "parties": sorted(things[each["organisation"]["id"]]["name"] for each in listed(provision)),
    }


def rewritten(badge: JsonObject, steps: list[tuple[Rewrite, int]]) -> JsonObject:
    changed = deepcopy(badge)
    for rewrite, seed in steps:
        rewrite(random.Random(seed), changed)
    return changed


def test_the_badges_that_are_rewritten_are_good_ones() -> None:
    for badge in (RICH, ENDORSED):
        assert unsound(badge, CONTEXTS) is None
        assert GRAPHS[id(badge)]


#: Rewrites that a sound badge survives, since readers ignore what they change.
HARMLESS: tuple[Rewrite, ...] = (
    rewrites.shuffled,
    rewrites.value_of_an_array_of_one,
    rewrites.array_around_a_value,  # only of what may be several
    rewrites.other_name_of_the_type,
    rewrites.other_address_of_our_context,
    rewrites.described_elsewhere,  # only of what readers look up
)
#: Any rewrites, and often some that a badge survives, so that one is left to be read.
STEPS = st.lists(st.tuples(st.sampled_from(REWRITES), SEEDS), min_size=1, max_size=3) | st.lists(
    st.tuples(st.sampled_from(HARMLESS), SEEDS), min_size=1, max_size=4
)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from([RICH, ENDORSED]), STEPS)
def test_a_rewrite_with_the_same_graph_is_refused_or_reads_the_same(
    badge: JsonObject, steps: list[tuple[Rewrite, int]]
) -> None:
    changed = rewritten(badge, steps)
    if unsound(changed, CONTEXTS) is None and graph_of(changed) == GRAPHS[id(badge)]:
        assert reading(changed) == reading(badge)


#: Rewrites for which the rich badge has no place unless another one has made it.
IN_COMPANY = {rewrites.reference_for_object, rewrites.described_where_referred_to}


@pytest.mark.parametrize("rewrite", [each for each in REWRITES if each not in IN_COMPANY])
def test_each_rewrite_can_keep_the_graph_and_then_is_refused_or_harmless(rewrite: Rewrite) -> None:
    kept = 0
    for seed in range(60):
        changed = rewritten(RICH, [(rewrite, seed)])
        if changed != RICH and graph_of(changed) == GRAPHS[id(RICH)]:
            kept += 1
            if rewrite not in HARMLESS:
                assert unsound(changed, CONTEXTS) is not None
        if kept == 3:
            break
    assert kept


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([RICH, ENDORSED]),
    st.integers(0, 10**6),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.sampled_from([1, "x", True, {"a": 1}, ["x"]]),
)
def test_a_member_that_means_nothing_never_passes_at_any_depth(
    badge: JsonObject, seed: int, name: str, value: Any
) -> None:
    changed = deepcopy(badge)
    node = random.Random(seed).choice(list(objects(changed)))
    assume(name not in rewrites.IRIS and name not in ("id", "type", "proof", "@context"))
    assume(name not in _TERMS)
    node[name] = value
    assert unsound(changed, CONTEXTS) is not None


def _terms(context: Any) -> set[str]:
    found: set[str] = set()
    for name, definition in context.items():
        found.add(name)
        if isinstance(definition, dict) and isinstance(definition.get("@context"), dict):
            found |= _terms(definition["@context"])
    return found


_TERMS = set().union(
    *(_terms(bundle.document(url)["@context"]) for url in (CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT))
)
_LOADER = document_loader({url: bundle.document(url) for url in (OB_3_0_3, CAIRN_CONTEXT)})


def openvc_refuses(badge: JsonObject) -> bool:
    body = {name: value for name, value in badge.items() if name != "proof"}
    options = {name: value for name, value in badge["proof"][0].items() if name != "proofValue"}
    try:
        validate_document(body, {**options, "@context": badge["@context"]}, _LOADER)
    except ProofMalformed:
        return True
    return False


@pytest.mark.oracle
def test_openvc_takes_the_badge_that_is_rewritten() -> None:
    assert not openvc_refuses(RICH)


#: openvc insists on the shorter of the two names of a badge, and knows no other addresses.
ALSO_IN_OPENVC = st.tuples(
    st.sampled_from(
        [
            rewrite
            for rewrite in REWRITES
            if rewrite not in (rewrites.other_name_of_the_type, rewrites.other_address_of_our_context)
        ]
    ),
    SEEDS,
)


@pytest.mark.oracle
@settings(max_examples=200, deadline=None)
@given(st.lists(ALSO_IN_OPENVC, min_size=1, max_size=3))
def test_what_openvc_refuses_is_never_sound(steps: list[tuple[Rewrite, int]]) -> None:
    changed = rewritten(RICH, steps)
    if unsound(changed, CONTEXTS) is None:
        assert not openvc_refuses(changed)
