"""Our transcription of the Open Badges 3.0 model, alone and beside the official schemas.

The official ones are two: of 2024 (strict) and of 2026 (which also takes what JSON-LD compaction leaves, and
more). Where ours differs from either, the table says why.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from jsonschema_rs import Draft201909Validator

from schemas.bundle import document
from schemas.openbadges import Result
from schemas.terms import OB_SCHEMA, STATUS_LIST_SCHEMA
from schemas.validate import violations
from tests.oracles import oracle_path
from tests.schemas.badge import make_badge
from tests.schemas.mutations import WRONG, Mutation, mutations

STRICT = "oracles/1edtech-schemas/2024_strict_achievementcredential_schema.json"
CURRENT = "oracles/1edtech-schemas/ob_v3p0_achievementcredential_schema.json"
SAMPLES = "oracles/1edtech-samples/ob30"
OURS = Draft201909Validator(document(OB_SCHEMA), validate_formats=True)

#: Documents to mutate; each is good by all three schemas.
BASES = [
    f"{SAMPLES}/complete.json",
    f"{SAMPLES}/simple.json",
    "samples/s6-attendance.json",  # for its status entry
]


@dataclass(frozen=True)
class Difference:
    """When ours may differ: (ours, 2024, 2026), for these mutations, at pointers that match."""

    verdicts: tuple[bool, bool, bool]
    kinds: frozenset[str]
    pointer: str
    why: str

    def covers(self, mutation: Mutation, verdicts: tuple[bool, bool, bool]) -> bool:
        return (
            verdicts == self.verdicts
            and mutation.kind in self.kinds
            and re.search(self.pointer, mutation.pointer) is not None
        )


TEXT = frozenset({"text", "empty text", "ext: term", "ext: not in front"})
ANY = frozenset({*WRONG, "wrapped in a list"})
DIFFERENCES = (
    Difference(
        (False, False, True),
        TEXT,
        r"/(type|@context)$",
        "2026 takes any text for a type that stands alone, and any for the contexts",
    ),
    Difference(
        (False, False, True),
        frozenset({"object", "language map"}),
        r"",
        "2026 takes language maps, but no context gives them meaning: the text would not be signed",
    ),
    Difference(
        (False, False, True),
        frozenset({"taken out of its list", "text", "empty text", "ext: term", "ext: not in front"}),
        r"/(alignment|endorsement|endorsementJwt|evidence|identifier|otherIdentifier|related|result"
        r"|resultDescription|rubricCriterionLevel|allowedValue|tag)$",
        "2026 lets compaction show everywhere; the specification's text names four properties only",
    ),
    Difference(
        (True, False, True),
        frozenset({"taken out of its list"}),
        r"/(type|proof|credentialSchema|termsOfUse)$",
        "the four properties for which the specification lets compaction show, since 1.3",
    ),
    Difference(
        (True, False, True),
        frozenset({"removed"}),
        r"/credentialStatus/id$",
        "optional since 1.4",
    ),
    Difference(
        (True, False, False),
        frozenset({"wrapped in a list"}),
        r"/credentialStatus$",
        "tolerance: several status entries, as VC Data Model 2.0 allows (decisions 3.5)",
    ),
    Difference(
        (False, True, True),
        ANY,
        r"/credentialStatus/status(ListIndex|Purpose|ListCredential)$",
        "the members of a BitstringStatusListEntry, which the official schemas do not look at",
    ),
    Difference(
        (False, True, True),
        frozenset({"ext: not in front"}),
        r"/(achievementType|targetType|resultType|identityType|identifierType)$",
        "an extended term starts with ext:; the official pattern is not anchored",
    ),
)


def official(name: str) -> Draft201909Validator:
    return Draft201909Validator(json.loads(oracle_path(name).read_text()), validate_formats=True)


def verdicts(
    strict: Draft201909Validator, current: Draft201909Validator, value: Any
) -> tuple[bool, bool, bool]:
    return OURS.is_valid(value), strict.is_valid(value), current.is_valid(value)


@pytest.mark.oracle
def test_ours_differs_from_the_official_schemas_only_where_the_table_says_so() -> None:
    strict, current = official(STRICT), official(CURRENT)
    unexplained, used, tried = [], set(), 0
    for base in BASES:
        source = json.loads(oracle_path(base).read_text())
        assert verdicts(strict, current, source) == (True, True, True)
        for mutation in mutations(source):
            tried += 1
            found = verdicts(strict, current, mutation.document)
            if len(set(found)) == 1:
                continue
            rows = [row for row in DIFFERENCES if row.covers(mutation, found)]
            used.update(rows)
            if not rows:
                unexplained.append((found, mutation.kind, mutation.pointer))
    assert unexplained == []
    assert [row.why for row in DIFFERENCES if row not in used] == []
    assert tried > 5_000


@pytest.mark.oracle
def test_every_sample_of_1edtech_is_judged_as_by_one_of_the_official_schemas() -> None:
    strict, current = official(STRICT), official(CURRENT)
    folder = oracle_path(SAMPLES)
    judged = {}
    for path in sorted([*folder.glob("*.json"), *folder.glob("bit-string-list/*.json")]):
        ours, *others = verdicts(strict, current, json.loads(path.read_text()))
        name = path.relative_to(folder).as_posix()
        assert ours in others, name
        judged[name] = ours
    # Errors that are not of the shape, and the current way of writing, are good; wrong types never are.
    assert {name for name, good in judged.items() if good and "-err-" in name} == {
        "simple-err-expired.json",
        "simple-err-proof-method-no-scheme.json",
        "simple-err-proof-method-unknown-did-method.json",
        "simple-err-proof-method.json",
        "simple-err-proof-value.json",
    }
    assert {name for name, good in judged.items() if not good and "-err-" not in name} == {
        "complete_v1.json",  # under VC Data Model 1.1
        "simple_v1.json",
        "simple-noproof.json",
        "credential-status-revoked.json",
        "endorsement-valid.json",  # no achievement credential
    }


def listed(schema: Any) -> set[tuple[str, ...]]:
    """Every closed list in a schema, but those of a single word (they are the types of classes)."""
    if isinstance(schema, list):
        return {found for inner in schema for found in listed(inner)}
    if not isinstance(schema, dict):
        return set()
    own = schema.get("enum")
    here = {tuple(own)} if isinstance(own, list) and len(own) > 1 else set()
    return here | {found for inner in schema.values() for found in listed(inner)}


@pytest.mark.oracle
@pytest.mark.parametrize("name", [STRICT, CURRENT])
def test_the_lists_of_terms_are_the_official_ones(name: str) -> None:
    theirs = listed(json.loads(oracle_path(name).read_text()))
    assert {frozenset(words) for words in listed(document(OB_SCHEMA))} == {frozenset(w) for w in theirs}


def test_a_result_can_be_sent_with_every_status_of_the_model() -> None:
    sent = get_args(get_args(Result.model_fields["status"].annotation)[0])
    assert list(sent) == document(OB_SCHEMA)["$defs"]["Result"]["properties"]["status"]["enum"]


def put(pointer: str, value: object) -> dict[str, Any]:
    badge = make_badge()
    *parents, last = pointer.split("/")[1:]
    target: Any = badge
    for step in parents:
        target = target[int(step) if isinstance(target, list) else step]
    target[int(last) if isinstance(target, list) else last] = value
    return badge


A = "/credentialSubject/achievement"


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/proof", {"type": "DataIntegrityProof"}),
        ("/proof", [{"type": "DataIntegrityProof"}, {"type": "DataIntegrityProof"}]),
        ("/issuer/type", "Profile"),
        (f"{A}/type", "Achievement"),
        (f"{A}/type", ["Achievement", "https://example.org/Own"]),
        ("/credentialSchema", {"id": "https://example.org/schema.json", "type": "JsonSchema"}),
        ("/termsOfUse", [{"type": "AnyPolicy"}]),
        ("/issuer", "did:web:northgate.example"),
        ("/credentialStatus", {"type": "BitstringStatusListEntry", "statusListIndex": "7"}),
        ("/credentialStatus", {"type": "BitstringStatusListEntry", "statusListIndex": 7}),
        ("/credentialStatus", {"type": "BitstringStatusListEntry", "statusListIndex": 0}),
        ("/credentialStatus", [{"type": "BitstringStatusListEntry"}, {"type": "BitstringStatusListEntry"}]),
        (f"{A}/achievementType", "ext:Own"),
        (f"{A}/inLanguage", "pt-BR"),
        ("/credentialSubject/creditsEarned", 7.5),
        ("/unheardOf", {"anything": []}),
    ],
)
def test_what_the_model_allows(pointer: str, value: object) -> None:
    assert violations(OB_SCHEMA, put(pointer, value)) == ()


@pytest.mark.parametrize(
    ("pointer", "value", "at"),
    [
        ("/issuer", [{"id": "did:example:1", "type": ["Profile"]}], "/issuer"),
        ("/issuer/type", ["Organisation"], "/issuer/type"),
        ("/issuer/type", "Organisation", "/issuer/type"),
        ("/credentialSubject", [make_badge()["credentialSubject"]], "/credentialSubject"),
        ("/credentialSubject/type", [], "/credentialSubject/type"),
        ("/type", ["VerifiableCredential"], "/type"),
        ("/type", ["OpenBadgeCredential"], "/type"),
        ("/type", "OpenBadgeCredential", "/type"),
        ("/@context/0", "https://www.w3.org/2018/credentials/v1", "/@context/0"),
        ("/@context/1", "https://example.org/context.json", "/@context/1"),
        ("/@context", ["https://www.w3.org/ns/credentials/v2"], "/@context"),
        ("/@context", "https://www.w3.org/ns/credentials/v2", "/@context"),
        ("/name", {"en": "A badge"}, "/name"),
        ("/validFrom", "2026-09-21", "/validFrom"),
        ("/validUntil", 2030, "/validUntil"),
        ("/evidence", {"type": ["Evidence"]}, "/evidence"),
        ("/image", "https://example.org/badge.png", "/image"),
        (
            "/image",
            {"id": "https://example.org/b.png", "type": "Image", "digestSRI": "x"},
            "/image/digestSRI",
        ),
        ("/credentialStatus", [], "/credentialStatus"),
        ("/credentialStatus", {"type": "x", "statusListIndex": -1}, "/credentialStatus/statusListIndex"),
        ("/credentialStatus", {"type": "x", "statusListIndex": "-1"}, "/credentialStatus/statusListIndex"),
        ("/credentialStatus", {"type": "x", "statusListIndex": "٧"}, "/credentialStatus/statusListIndex"),
        ("/credentialStatus", {"type": "x", "statusListIndex": 7.5}, "/credentialStatus/statusListIndex"),
        ("/credentialStatus", {"type": "x", "statusListIndex": True}, "/credentialStatus/statusListIndex"),
        (f"{A}/criteria", [], f"{A}/criteria"),
        (f"{A}/achievementType", "Macro", f"{A}/achievementType"),
        (f"{A}/inLanguage", "english", f"{A}/inLanguage"),
        (f"{A}/alignment", [{"type": ["Alignment"], "targetName": "x"}], f"{A}/alignment/0/targetUrl"),
        (
            "/credentialSubject/identifier",
            [{"type": "IdentityObject", "hashed": False, "identityHash": "a@b", "identityType": "email"}],
            "/credentialSubject/identifier/0/identityType",
        ),
        (
            "/credentialSubject/result",
            [{"type": ["Result"], "status": "Passed"}],
            "/credentialSubject/result/0/status",
        ),
        ("/endorsement", [{"type": ["VerifiableCredential"]}], "/endorsement/0/type"),
        ("/endorsementJwt", ["no token"], "/endorsementJwt/0"),
    ],
)
def test_what_the_model_does_not_allow(pointer: str, value: object, at: str) -> None:
    assert at in {violation.pointer for violation in violations(OB_SCHEMA, put(pointer, value))}


@pytest.mark.parametrize("member", ["@context", "id", "type", "credentialSubject", "issuer", "validFrom"])
def test_a_required_member_is_missed(member: str) -> None:
    badge = make_badge()
    del badge[member]
    assert [(v.pointer, v.keyword) for v in violations(OB_SCHEMA, badge)] == [(f"/{member}", "required")]


def test_where_a_value_may_take_two_forms_the_form_that_was_meant_is_judged() -> None:
    badge = put("/proof", [{"type": "DataIntegrityProof", "created": "yesterday"}])
    assert [(v.pointer, v.message) for v in violations(OB_SCHEMA, badge)] == [
        ("/proof/0/created", "is not a date-time")
    ]


# --- status list credentials


def make_status_list() -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://cairn.example/status/1",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:web:northgate.example",
        "validFrom": "2026-09-21T00:00:00Z",
        "credentialSubject": {
            "id": "https://cairn.example/status/1#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "uH4sIAAAAAAAA_-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA",
        },
    }


def test_a_status_list_credential_has_the_form() -> None:
    assert violations(STATUS_LIST_SCHEMA, make_status_list()) == ()


@pytest.mark.oracle
def test_a_status_list_of_1edtech_has_the_form() -> None:
    listed = json.loads(oracle_path(f"{SAMPLES}/bit-string-list/testlist").read_text())
    assert violations(STATUS_LIST_SCHEMA, listed) == ()


@pytest.mark.parametrize(
    ("pointer", "value", "good"),
    [
        ("/issuer", {"id": "did:web:northgate.example", "name": "Northgate"}, True),
        ("/credentialSubject/statusPurpose", ["revocation", "suspension"], True),
        ("/credentialSubject/ttl", 300_000, True),
        ("/type", ["VerifiableCredential"], False),
        ("/type", "BitstringStatusListCredential", False),
        ("/@context", [], False),
        ("/@context", ["https://example.org/"], False),
        ("/issuer", {"name": "Northgate"}, False),
        ("/validUntil", "soon", False),
        ("/credentialSubject", [], False),
        ("/credentialSubject/type", "StatusList2021", False),
        ("/credentialSubject/statusPurpose", [], False),
        ("/credentialSubject/encodedList", "H4sIAAAA", False),  # no multibase prefix
        ("/credentialSubject/encodedList", "uH4sIAAAA==", False),  # padding
        ("/credentialSubject/encodedList", "", False),
        ("/credentialSubject/ttl", -1, False),
    ],
)
def test_the_form_of_a_status_list(pointer: str, value: object, good: bool) -> None:
    listed = make_status_list()
    *parents, last = pointer.split("/")[1:]
    target = listed
    for step in parents:
        target = target[step]
    target[last] = value
    assert (violations(STATUS_LIST_SCHEMA, listed) == ()) is good
