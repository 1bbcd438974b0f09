"""credentials/soundness: its six parts, case by case (rewrites at random: test_soundness_rewrites.py)."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from credentials.json_types import JsonObject
from credentials.proofs.canonical import to_nquads
from credentials.proofs.data_integrity import signature_problem
from credentials.soundness import Unsoundness, homes, unsound
from credentials.soundness.meaning import meaning
from schemas.bundle import own_context_path
from schemas.terms import (
    CAIRN_CONTEXT,
    CLR_2_0_1,
    CREDENTIALS_V2,
    OB_3_0_2,
    OB_3_0_3,
    OB_EXTENSIONS,
)
from tests.make import (
    ISSUER,
    PARTNER,
    make_badge,
    make_entry,
    make_partnered_badge,
    make_proof,
    make_signed,
    make_status_list,
)
from tests.oracles import oracle_path

Change = Callable[[JsonObject], Any]

CONTEXTS = frozenset(
    {
        (CREDENTIALS_V2,),
        (CREDENTIALS_V2, OB_3_0_3),
        (CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT),
        (CREDENTIALS_V2, OB_3_0_3, OB_EXTENSIONS),
        (CREDENTIALS_V2, OB_3_0_2),
    }
)
UNTIL = "2026-02-01T00:00:00Z"
VC = "https://www.w3.org/2018/credentials#"


def found(document: JsonObject) -> tuple[str, str | None] | None:
    """Code and pointer of what makes `document` unsound."""
    answer = unsound(document, CONTEXTS)
    assert answer is None or not answer.undecided
    return (answer.problem.code, answer.problem.pointer) if answer else None


def after(change: Change, document: JsonObject | None = None, /, **members: Any) -> JsonObject:
    """A badge that was honestly signed and then changed."""
    signed = make_signed(document or make_badge(**members))
    change(signed)
    return signed


def right(document: JsonObject) -> bool:
    """Whether the (first) signature is right: a reader who only asks that is deceived."""
    proofs = document["proof"]
    proof = proofs[0] if isinstance(proofs, list) else proofs
    return signature_problem(document, proof, ISSUER.public) is None


# --- good documents ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        make_badge(),
        make_signed(),
        make_signed(cryptosuite="eddsa-jcs-2022"),
        make_signed(make_badge(credentialStatus=make_entry(), validUntil=UNTIL)),
        make_signed(make_badge(credentialStatus=[make_entry(), make_entry(9, purpose="suspension")])),
        make_signed(make_badge(issuer=ISSUER.did)),
        make_signed(make_badge(type=["VerifiableCredential", "AchievementCredential"])),
        make_signed(make_badge(name="O’Brien بكالوريوس 🎓 " + "é" * 180)),
        make_signed(make_partnered_badge(PARTNER.did)),
        make_status_list([1, 5]),
        make_badge(evidence=[{"id": "https://x.example/1", "type": ["Evidence"]}, {"type": ["Evidence"]}]),
        make_badge(type=["VerifiableCredential", "OpenBadgeCredential", "https://x.example/Type"]),
    ],
)
def test_honest_documents_are_sound(document: JsonObject) -> None:
    before = json.dumps(document)
    assert found(document) is None
    assert json.dumps(document) == before


def test_a_self_assertion_is_sound_and_each_place_keeps_its_own_terms() -> None:
    badge = make_badge()
    badge["credentialSubject"]["id"] = ISSUER.did
    assert found(make_signed(badge)) is None
    moved = deepcopy(badge)  # a graph-preserving rewrite: what the subject achieved, said about the issuer
    moved["issuer"]["type"].append("AchievementSubject")
    moved["issuer"]["licenseNumber"] = "7"
    moved["credentialSubject"]["licenseNumber"] = "7"
    assert found(moved) is None
    del moved["credentialSubject"]["licenseNumber"]
    assert found(moved) == ("shape", "/credentialSubject")
    nameless = deepcopy(badge)
    nameless["credentialSubject"]["name"] = nameless["issuer"].pop("name")
    assert found(nameless) == ("shape", "/credentialSubject")


@pytest.mark.oracle
def test_the_samples_of_the_design_are_sound() -> None:
    for name in [f"s{n}" for n in range(1, 10)]:
        file = next(oracle_path("samples").glob(f"{name}-*.json"))
        assert found(json.loads(file.read_text(encoding="utf-8"))) is None


@pytest.mark.oracle
def test_samples_of_1edtech_are_sound_if_they_are_right_in_form() -> None:
    folder = oracle_path("oracles/1edtech-samples/ob30")
    answers = {
        file.name: unsound(json.loads(file.read_text(encoding="utf-8")), CONTEXTS)
        for file in [*folder.glob("*.json"), *folder.glob("bit-string-list/*")]
    }
    of_today = {name: answer for name, answer in answers.items() if not _is_v1(answer)}
    assert sorted(name for name, answer in of_today.items() if answer is None) == [
        "credential-status-revoked.json",
        "endorsement-valid.json",
        "simple-context-alias.json",
        "simple-context-version.json",
        "simple-did-key-method.json",
        "simple-did-web-method.json",
        "simple-err-expired.json",  # wrong in what it says, not in how
        "simple-err-issuer.json",
        "simple-err-proof-method-unknown-did-method.json",
        "simple-err-proof-method.json",
        "simple-err-proof-value.json",
        "simple.json",
        "testlist",
    ]
    # An endorsement in it uses a type that only the outer document's contexts define.
    assert _code(of_today["complete.json"]) == "DATA_LOSS_DETECTION_ERROR"


def _is_v1(answer: Unsoundness | None) -> bool:
    return answer is not None and answer.problem.pointer == "/@context/0"


def _code(answer: Unsoundness | None) -> str | None:
    return answer.problem.code if answer else None


# --- 1: contexts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ([OB_3_0_3, CREDENTIALS_V2], ("MALFORMED_VALUE_ERROR", "/@context/0")),
        (["https://evil.example/c", CREDENTIALS_V2], ("MALFORMED_VALUE_ERROR", "/@context/0")),
        ([{}], ("MALFORMED_VALUE_ERROR", "/@context/0")),
        (CREDENTIALS_V2, ("MALFORMED_VALUE_ERROR", "/@context")),
        (None, ("MALFORMED_VALUE_ERROR", "/@context")),
        ([], ("context-not-allowed", "/@context")),
        ([CREDENTIALS_V2, OB_3_0_3, {"cs": f"{VC}credentialStatus"}], ("context-not-allowed", "/@context/2")),
        (
            [CREDENTIALS_V2, OB_3_0_3, {"name": "https://evil.example/n"}],
            ("context-not-allowed", "/@context/2"),
        ),
        ([CREDENTIALS_V2, OB_3_0_3, {}], ("context-not-allowed", "/@context/2")),
        ([CREDENTIALS_V2, OB_3_0_3, None], ("context-not-allowed", "/@context/2")),
        ([CREDENTIALS_V2, OB_3_0_3, [OB_EXTENSIONS]], ("context-not-allowed", "/@context/2")),
        ([CREDENTIALS_V2, CAIRN_CONTEXT, OB_3_0_3], ("context-not-allowed", "/@context/1")),
        ([CREDENTIALS_V2, OB_3_0_3, OB_3_0_3], ("context-not-allowed", "/@context/2")),
        ([CREDENTIALS_V2, OB_3_0_2, CAIRN_CONTEXT], ("context-not-allowed", "/@context/2")),
        ([CREDENTIALS_V2, OB_3_0_3, "ftp://x.example/c"], ("context-not-allowed", "/@context/2")),
        ([CREDENTIALS_V2, OB_3_0_3, "relative"], ("context-not-allowed", "/@context/2")),
        ([CREDENTIALS_V2, OB_3_0_3, "https://x.example/c", {}], ("context-not-allowed", "/@context/2")),
    ],
)
def test_a_context_list_that_is_not_one_of_the_allowed_ones_is_refused(
    context: object, expected: tuple[str, str]
) -> None:
    assert found(make_badge() | {"@context": context}) == expected


@pytest.mark.parametrize(
    ("context", "pointer"),
    [
        ([CREDENTIALS_V2, OB_3_0_3, "https://evil.example/ctx.jsonld"], "/@context/2"),
        ([CREDENTIALS_V2, "https://schema.example/other"], "/@context/1"),
        ([CREDENTIALS_V2, CLR_2_0_1, OB_3_0_3], "/@context/1"),  # known, but of no allowed list
        ([CREDENTIALS_V2, OB_3_0_3, f"https://x.example/mc/v1/{'0' * 64}.jsonld"], "/@context/2"),
    ],
)
def test_a_vocabulary_that_is_not_known_leaves_it_undecided(context: list[str], pointer: str) -> None:
    answer = unsound(make_badge() | {"@context": context}, CONTEXTS)
    assert answer is not None
    assert answer.undecided
    assert (answer.problem.code, answer.problem.pointer) == ("context-not-allowed", pointer)


def test_our_context_is_known_at_every_deployments_address() -> None:
    badge = make_partnered_badge(PARTNER.did)
    badge["@context"][2] = f"https://other.example{own_context_path()}"
    assert found(make_signed(badge)) is None


@pytest.mark.parametrize(
    "place",
    [
        lambda badge: badge["credentialSubject"],
        lambda badge: badge["credentialSubject"]["achievement"]["criteria"],
        lambda badge: badge["proof"][0],
    ],
)
@pytest.mark.parametrize("context", [{}, [], CREDENTIALS_V2, [CREDENTIALS_V2, OB_3_0_3], None])
def test_no_part_has_a_context_of_its_own(place: Change, context: object) -> None:
    signed = after(lambda badge: place(badge).update({"@context": context}))
    answer = found(signed)
    assert answer is not None
    assert answer[0] == "context-not-allowed"


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ([CREDENTIALS_V2, OB_3_0_3], None),
        ([CREDENTIALS_V2], None),
        ([OB_3_0_3, CREDENTIALS_V2], ("context-not-allowed", "/proof/0/@context")),
        ([CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT], ("context-not-allowed", "/proof/0/@context")),
        (CREDENTIALS_V2, ("context-not-allowed", "/proof/0/@context")),
    ],
)
def test_a_jcs_proof_lists_the_first_contexts_of_the_document(
    context: object, expected: tuple[str, str] | None
) -> None:
    signed = make_signed(cryptosuite="eddsa-jcs-2022")
    signed["proof"][0]["@context"] = context
    assert found(signed) == expected


# --- 2, 3, 6: the form of the text ------------------------------------------------------------------

PAGE = "https://x.example/award"
STATUS = {"credentialStatus": make_entry()}
EXPIRY = {"id": PAGE, "validUntil": UNTIL}
EVIDENCE = {"evidence": [{"type": "Evidence"}]}


@pytest.mark.parametrize(
    ("change", "members", "pointer"),
    [
        # Each of these has the graph that was signed, and shows no status or no expiry.
        (
            lambda badge: badge.update({f"{VC}credentialStatus": badge.pop("credentialStatus")}),
            STATUS,
            "/https:~1~1www.w3.org~12018~1credentials#credentialStatus",
        ),
        (
            lambda badge: badge.update({"@included": [{"id": PAGE, "validUntil": badge.pop("validUntil")}]}),
            EXPIRY,
            "/@included",
        ),
        (lambda badge: badge.update({"@id": badge.pop("id")}), {}, "/@id"),
        (lambda badge: badge["issuer"].update({"@type": badge["issuer"].pop("type")}), {}, "/issuer/@type"),
        (lambda badge: badge.update(name={"@value": badge["name"]}), {}, "/name/@value"),
        (lambda badge: badge.update(evidence={"@set": badge["evidence"]}), EVIDENCE, "/evidence/@set"),
        (lambda badge: badge.update(description=None), {}, "/description"),
        (lambda badge: badge["issuer"].update(url=None), {}, "/issuer/url"),
        (lambda badge: badge.update(endorsement=[]), {}, "/endorsement"),
        (lambda badge: badge.update(evidence=[badge["evidence"]]), EVIDENCE, "/evidence/0"),
        (
            lambda badge: badge.update(credentialStatus=[badge["credentialStatus"], [make_entry(9)]]),
            STATUS,
            "/credentialStatus/1",
        ),
        (lambda badge: badge.update({"": "x"}), {}, "/"),
    ],
)  # fmt: skip
def test_a_form_in_which_parts_can_hide_is_refused(change: Change, members: JsonObject, pointer: str) -> None:
    assert found(after(change, **members)) == ("shape", pointer)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda badge: badge.update(issuer=[badge["issuer"]]), "/issuer"),
        (lambda badge: badge.update(validFrom=[badge["validFrom"]]), "/validFrom"),
        (lambda badge: badge.update(name=[badge["name"]]), "/name"),
        (lambda badge: badge.update(credentialSubject=[badge["credentialSubject"]]), "/credentialSubject"),
        (
            lambda badge: badge["credentialSubject"].update(
                achievement=[badge["credentialSubject"]["achievement"]]
            ),
            "/credentialSubject/achievement",
        ),
        (lambda badge: badge.update(id=[badge["id"]]), "/id"),
        (lambda badge: badge.update(id=5), "/id"),
        (lambda badge: badge["issuer"].update(type={"id": "x"}), "/issuer/type"),
        (lambda badge: badge["proof"][0].update(created=[badge["proof"][0]["created"]]), "/proof/0/created"),
        (lambda badge: badge["issuer"].update(url=["https://x.example/"]), "/issuer/url"),
    ],
)
def test_what_is_one_value_is_no_array(change: Change, pointer: str) -> None:
    assert found(after(change)) == ("MALFORMED_VALUE_ERROR", pointer)


def with_credit(badge: JsonObject) -> JsonObject:
    badge["@context"] = [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT]
    badge["credentialSubject"]["creditsEarned"] = 5
    badge["credentialSubject"]["achievement"] |= {
        "creditBearing": True,
        "learningSetting": "formal",
        "credentialCategory": "formalQualification",
        "credit": [
            {
                "type": "CreditValue",
                "creditFramework": "ects",
                "creditPoints": "5.0",
                "creditAuthority": ISSUER.did,
            }
        ],
    }
    return badge


def credit_of(badge: JsonObject) -> JsonObject:
    credit: JsonObject = badge["credentialSubject"]["achievement"]["credit"][0]
    return credit


@pytest.mark.parametrize(
    "change",
    [
        # The same graph in another spelling: the signature is right, a reader looks for the usual one.
        lambda badge: credit_of(badge).update(creditAuthority={"id": ISSUER.did}),
        lambda badge: credit_of(badge).update(
            creditFramework="http://data.europa.eu/snb/education-credit/6fcec5c5af"
        ),
        lambda badge: credit_of(badge).update(type="https://w3id.org/cairn/mc/v1#CreditValue"),
        lambda badge: badge["credentialSubject"]["achievement"].update(
            credentialCategory="https://w3id.org/cairn/mc/v1/category#formalQualification"
        ),
        lambda badge: badge["credentialSubject"]["achievement"].update(
            learningSetting={"id": "http://data.europa.eu/snb/learning-setting/6fd4685715"}
        ),
        lambda badge: badge["credentialSubject"]["achievement"].update(creditBearing="true"),
        lambda badge: badge["credentialSubject"].update(creditsEarned="5"),
        lambda badge: badge["proof"][0].update(proofPurpose="https://w3id.org/security#assertionMethod"),
        lambda badge: badge["proof"][0].update(
            proofPurpose={"id": "https://w3id.org/security#assertionMethod"}
        ),
    ],
)
def test_one_meaning_has_one_spelling(change: Change) -> None:
    rewritten = after(change, with_credit(make_badge()))
    assert right(rewritten)
    answer = found(rewritten)
    assert answer is not None
    assert answer[0] == "shape"


def test_a_type_is_written_by_its_term() -> None:
    assert found(make_badge(type=[f"{VC}VerifiableCredential", "OpenBadgeCredential"])) == (
        "shape",
        "/type/0",
    )


@pytest.mark.parametrize("member", ["evidence", "credentialStatus", "termsOfUse", "refreshService"])
def test_what_is_an_object_is_no_string(member: str) -> None:
    assert found(make_badge(**{member: "https://x.example/1"})) == ("shape", f"/{member}")


def test_a_value_of_a_datatype_is_no_object() -> None:
    # It would be signed, but as something else than the text that a reader looks for.
    badge = make_badge()
    badge["issuer"]["url"] = {"id": "https://x.example/"}
    assert found(badge) == ("shape", "/issuer/url")


@pytest.mark.parametrize("member", ["creditPoints", "creditFramework", "creditAuthority"])
def test_our_own_words_have_one_value_unless_the_context_calls_them_sets(member: str) -> None:
    rewritten = after(
        lambda badge: credit_of(badge).update({member: [credit_of(badge)[member]]}), with_credit(make_badge())
    )
    assert right(rewritten)
    assert found(rewritten) == ("MALFORMED_VALUE_ERROR", f"/credentialSubject/achievement/credit/0/{member}")


def test_a_decimal_is_a_string() -> None:
    badge = with_credit(make_badge())
    credit_of(badge)["creditPoints"] = 5
    assert found(badge) == ("shape", "/credentialSubject/achievement/credit/0/creditPoints")


def test_a_key_is_named_and_not_brought_along() -> None:
    method = {"id": ISSUER.method, "type": "Multikey", "publicKeyMultibase": "z"}
    signed = after(lambda badge: badge["proof"][0].update(verificationMethod=method))
    assert found(signed) == ("INVALID_VERIFICATION_METHOD_URL", "/proof/0/verificationMethod")


def test_an_empty_set_of_proofs_is_no_proof() -> None:
    assert found(make_badge(proof=[])) == ("no-proof", "/proof")
    assert found(make_badge(proof=["x"])) == ("shape", "/proof/0")
    assert found(make_badge(proof=None)) is None  # make_badge leaves it out: not signed yet


# --- 4: meaning -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda badge: badge.update(grade="A+"), "/grade"),
        (
            lambda badge: badge["credentialSubject"]["achievement"].update(ectsBonus=120),
            "/credentialSubject/achievement/ectsBonus",
        ),
        (lambda badge: badge["type"].append("PhDDegree"), "/type/2"),
        (lambda badge: badge.update(evidence=[{"id": "evil", "type": ["Evidence"]}]), "/evidence/0/id"),
        (lambda badge: badge.update(id="c/1"), "/id"),
        (lambda badge: badge["credentialSubject"].update(id="alice"), "/credentialSubject/id"),
        (lambda badge: badge["credentialSubject"].update(id="_:b0"), "/credentialSubject/id"),
        (lambda badge: badge["credentialSubject"].update(id="urn:a b"), "/credentialSubject/id"),
        (lambda badge: badge["proof"][0].update(jwt="x"), "/proof/0/jwt"),
        (lambda badge: badge["proof"][0].update(type="JwtProof2020"), "/proof/0/created"),
        (lambda badge: badge["proof"][0].update(previousProof="1"), "/proof/0/previousProof"),
        (
            lambda badge: badge["credentialSubject"].update(creditsEarned=0.1 + 0.2),
            "/credentialSubject/creditsEarned",
        ),
        (lambda badge: badge.update(grade={"a/b": 1}), "/grade"),
    ],
)  # fmt: skip
def test_what_is_not_signed_is_refused(change: Change, pointer: str) -> None:
    assert found(after(change)) == ("DATA_LOSS_DETECTION_ERROR", pointer)


@pytest.mark.parametrize(
    "member",
    [
        {"endorsementJwt": ["a.b.c", "a.b.c"]},
        {"type": ["VerifiableCredential", "OpenBadgeCredential", "VerifiableCredential"]},
        {"evidence": [{"id": "urn:e", "type": ["Evidence"]}, {"id": "urn:e", "type": ["Evidence"]}]},
        {"evidence": [{"type": ["Evidence"], "name": "x"}, {"name": "x", "type": "Evidence"}]},
    ],
)
def test_nothing_stands_twice_in_an_array(member: JsonObject) -> None:
    assert found(make_badge(**member)) == ("shape", "/" + next(iter(member)))


def test_a_list_may_repeat_itself_since_its_order_is_signed() -> None:
    badge = make_badge()
    badge["credentialSubject"]["achievement"]["resultDescription"] = [
        {"id": "urn:r", "type": ["ResultDescription"], "name": "x", "allowedValue": ["A", "B", "A"]}
    ]
    assert found(badge) is None


def test_the_signed_order_of_a_list_cannot_be_changed() -> None:
    badge = make_badge()
    results = [{"id": "urn:r", "type": ["ResultDescription"], "name": "x", "allowedValue": ["A", "B"]}]
    badge["credentialSubject"]["achievement"]["resultDescription"] = results
    before = to_nquads(badge)
    results[0]["allowedValue"] = ["B", "A"]
    assert to_nquads(badge) != before


def test_an_identifier_in_a_short_form_is_refused_by_its_text_and_again_by_its_meaning() -> None:
    subject = {"id": "obi:someone", "type": ["ClrSubject"]}  # a prefix that holds inside this type
    record = make_badge(credentialSubject=subject)
    record["@context"] = [CREDENTIALS_V2, CLR_2_0_1, OB_3_0_3]
    record["type"] = ["VerifiableCredential", "ClrCredential"]
    answer = unsound(record, frozenset({tuple(record["@context"])}))
    assert answer is not None
    assert (answer.problem.code, answer.problem.pointer) == ("shape", "/credentialSubject/id")
    _, problem = meaning(record)
    assert problem is not None
    assert problem.code == "shape"


# --- 5: the home rule -------------------------------------------------------------------------------


def moved_to(place: JsonObject) -> Change:
    """Move the expiry and the status of a badge into another object with the badge's id."""

    def change(badge: JsonObject) -> None:
        place.update(
            id=badge["id"],
            type=["VerifiableCredential", *place["type"]],
            validUntil=badge.pop("validUntil"),
            credentialStatus=badge.pop("credentialStatus"),
        )

    return change


def test_an_expiry_cannot_be_moved_to_another_object_with_the_badges_id() -> None:
    evidence = {"id": PAGE, "type": ["Evidence"]}
    honest = make_badge(
        id=PAGE,
        type=["VerifiableCredential", "OpenBadgeCredential", "Evidence"],
        evidence=[evidence],
        validUntil=UNTIL,
        credentialStatus=make_entry(),
    )
    signed = make_signed(honest)
    moved = deepcopy(signed)
    moved_to(moved["evidence"][0])(moved)
    assert right(moved)  # same graph, same signature
    for document in (signed, moved):
        assert found(document) == ("shape", "/evidence/0")


def test_a_status_entry_is_described_in_its_place_only() -> None:
    entry = make_entry(id="https://x.example/entry")
    honest = make_badge(
        credentialStatus=entry, evidence=[{"id": "https://x.example/entry", "type": ["Evidence"]}]
    )
    assert found(honest) == ("shape", "/evidence/0")


def test_the_issuer_and_the_achievement_are_at_home_where_they_belong() -> None:
    badge = make_badge()
    achievement = badge["credentialSubject"]["achievement"]
    achievement["creator"] = {"id": ISSUER.did, "type": ["Profile"], "name": "Example University"}
    assert found(badge) is None
    achievement["creator"]["url"] = "https://x.example/"  # said there only
    assert found(badge) == ("shape", "/credentialSubject/achievement/creator")
    badge["issuer"]["url"] = "https://x.example/"
    assert found(badge) is None
    badge["issuer"] = ISSUER.did  # a home that says nothing
    assert found(badge) == ("shape", "/credentialSubject/achievement/creator")


def test_only_others_may_add_a_type_or_a_comment_to_a_thing() -> None:
    badge = make_badge()
    creator: JsonObject = {"id": ISSUER.did, "type": ["Profile", "https://x.example/Famous"]}
    badge["credentialSubject"]["achievement"]["creator"] = creator
    assert found(badge) == ("shape", "/credentialSubject/achievement/creator")
    badge["issuer"]["type"] = list(creator["type"])
    assert found(badge) is None


def test_what_has_no_fixed_home_needs_one_place_that_says_all() -> None:
    def named(**more: str) -> JsonObject:
        return {"id": "did:web:council.example", "type": ["Profile"], **more}

    badge = make_badge()
    subject = badge["credentialSubject"]
    subject["source"] = named(name="Council", url="https://council.example")
    subject["achievement"]["creator"] = named(name="Council")
    assert found(badge) is None
    subject["achievement"]["creator"]["phone"] = "1"
    assert found(badge) is not None
    subject["source"]["phone"] = "1"
    assert found(badge) is None
    assert homes(badge)["did:web:council.example"] == subject["source"]


def test_what_stands_beside_the_subject_is_at_home_there() -> None:
    badge = make_badge(evidence=[{"id": "urn:e", "type": ["Evidence"]}])
    elsewhere: JsonObject = {"id": "urn:e", "type": ["Evidence"], "name": "Report"}
    badge["credentialSubject"]["achievement"]["image"] = elsewhere
    answer = found(badge)
    assert answer is not None
    assert answer[0] == "shape"
    badge["evidence"][0]["name"] = "Report"
    assert found(badge) is None


def test_parts_without_an_id_count_at_home_by_what_they_say() -> None:
    address: JsonObject = {"type": ["Address"], "addressCountry": "IE"}
    badge = make_badge()
    badge["issuer"]["address"] = dict(address)
    creator: JsonObject = {"id": ISSUER.did, "type": ["Profile"], "address": address}
    badge["credentialSubject"]["achievement"]["creator"] = creator
    assert found(badge) is None
    creator["address"]["addressCountry"] = "MT"
    assert found(badge) == ("shape", "/credentialSubject/achievement/creator")


def test_homes_are_where_a_reader_looks() -> None:
    badge = make_badge(credentialStatus=make_entry(), evidence=[{"id": "urn:e", "type": ["Evidence"]}])
    subject = badge["credentialSubject"]
    subject["achievement"]["creator"] = {
        "id": ISSUER.did,
        "type": ["Profile"],
        "name": "U",
        "url": "x",
        "email": "y",
    }
    found_homes = homes(badge)
    assert found_homes[badge["id"]] is badge
    assert found_homes[ISSUER.did] is badge["issuer"]
    assert found_homes["did:example:alice"] is subject
    assert found_homes[subject["achievement"]["id"]] is subject["achievement"]
    assert found_homes["urn:e"] is badge["evidence"][0]
    assert found_homes[badge["credentialStatus"]["id"]] is badge["credentialStatus"]


# --- embedded credentials ---------------------------------------------------------------------------


def make_endorsement(of: str, /, **subject: Any) -> JsonObject:
    """An endorsement, signed by the partner."""
    endorsement: JsonObject = {
        "@context": [CREDENTIALS_V2, OB_3_0_3],
        "id": "urn:uuid:0e0e0e0e-1111-4222-8333-944445555666",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": {
            "id": PARTNER.did,
            "type": ["Profile"],
            "name": "Council",
            "url": "https://council.example",
        },
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": of,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Good",
            **subject,
        },
    }
    endorsement["proof"] = [make_proof(endorsement, PARTNER)]
    return endorsement


def make_endorsed(**subject: Any) -> JsonObject:
    badge = make_badge(validUntil=UNTIL, credentialStatus=make_entry())
    achievement = badge["credentialSubject"]["achievement"]
    achievement["endorsement"] = [make_endorsement(achievement["id"], **subject)]
    badge["endorsement"] = [make_endorsement(badge["id"]) | {"id": "urn:uuid:1"}]
    badge["issuer"]["endorsement"] = [make_endorsement(ISSUER.did) | {"id": "urn:uuid:2"}]
    return make_signed(badge)


AT = "/credentialSubject/achievement/endorsement/0"


def test_an_endorsed_badge_is_sound() -> None:
    assert found(make_endorsed()) is None


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        (lambda e: e.update(grade="A"), "DATA_LOSS_DETECTION_ERROR", "/grade"),
        (lambda e: e["proof"][0].update(grade="A"), "DATA_LOSS_DETECTION_ERROR", "/proof/0/grade"),
        (lambda e: e["issuer"].update(id="x"), "DATA_LOSS_DETECTION_ERROR", "/issuer/id"),
        (lambda e: e.update({"ob:name": "x"}), "shape", "/ob:name"),
        (lambda e: e["@context"].reverse(), "MALFORMED_VALUE_ERROR", "/@context/0"),
        (lambda e: e["@context"].append({}), "context-not-allowed", "/@context/2"),
        (lambda e: e["issuer"].update({"@context": {}}), "context-not-allowed", "/issuer/@context"),
        (lambda e: e.update(proof=[]), "no-proof", "/proof"),
        (lambda e: e.update(proof=[{"id": "urn:x"}]), "DATA_LOSS_DETECTION_ERROR", "/proof/0"),
        (lambda e: e.update(issuer=[e["issuer"]]), "MALFORMED_VALUE_ERROR", "/issuer"),
        # The outer contexts do not lend it their words.
        (
            lambda e: e["issuer"].update(creditBearing=True),
            "DATA_LOSS_DETECTION_ERROR",
            "/issuer/creditBearing",
        ),
    ],
)
def test_an_embedded_credential_is_judged_like_a_document_of_its_own(
    change: Change, code: str, pointer: str
) -> None:
    badge = make_endorsed()
    badge["@context"] = [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT]
    assert found(badge) is None
    change(badge["credentialSubject"]["achievement"]["endorsement"][0])
    assert found(badge) == (code, AT + pointer)


def test_an_embedded_credential_may_have_words_that_the_outer_one_has_not() -> None:
    badge = make_endorsed()
    endorsement = badge["credentialSubject"]["achievement"]["endorsement"][0]
    endorsement["@context"] = [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT]
    endorsement["credentialSubject"]["creditFramework"] = "ects"
    # … but they would be said about the achievement, whose home does not say them.
    assert found(badge) == ("shape", f"{AT}/credentialSubject")
    badge["@context"] = [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT]
    badge["credentialSubject"]["achievement"]["creditFramework"] = "ects"
    assert found(badge) is None


@pytest.mark.parametrize("member", ["validUntil", "credentialStatus", "name"])
def test_nothing_of_the_badge_can_be_moved_into_an_endorsement_of_it(member: str) -> None:
    badge = make_endorsed()
    subject = badge["endorsement"][0]["credentialSubject"]
    subject["type"].append("VerifiableCredential")
    subject[member] = badge.pop(member)
    assert right(badge)  # same graph, same signature of the badge; only the endorsement's is broken
    answer = found(badge)
    assert answer is not None
    assert answer[0] == "shape"


def test_an_endorsement_under_unknown_words_leaves_the_badge_undecided() -> None:
    badge = make_endorsed()
    badge["endorsement"][0]["@context"].append("https://x.example/c")
    answer = unsound(badge, CONTEXTS)
    assert answer is not None
    assert answer.undecided
    assert answer.problem.pointer == "/endorsement/0/@context/2"


def test_what_is_embedded_without_contexts_is_a_part_like_any_other() -> None:
    plain = make_endorsement("urn:a")
    del plain["@context"]
    badge = make_badge(endorsement=[plain])
    assert found(badge) is None
    plain["proof"] = {"id": "urn:x"}  # a graph of its own, in which nothing is said
    assert found(badge) == ("DATA_LOSS_DETECTION_ERROR", "/endorsement/0/proof/id")


def test_embedding_is_bounded() -> None:
    innermost = make_endorsement("urn:a")
    for _ in range(4):
        outer = make_endorsement("urn:a")
        outer["endorsement"] = [innermost]
        innermost = outer
    answer = unsound(make_badge(endorsement=[innermost]), CONTEXTS)
    assert answer is not None
    assert answer.problem.code == "too-complex"


# --- bounds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        make_badge(evidence=[{"type": ["Evidence"], "name": str(n)} for n in range(4001)]),
        make_badge(proof=[make_signed()["proof"][0] | {"id": f"urn:{n}"} for n in range(9)]),
    ],
    ids=["objects", "proofs"],
)
def test_a_document_that_asks_too_much_is_too_complex(document: JsonObject) -> None:
    answer = unsound(document, CONTEXTS)
    assert answer is not None
    assert answer.problem.code == "too-complex"


def test_a_poisoned_graph_is_refused_by_its_form() -> None:
    clique = [
        {"id": f"_:b{one}", "https://x.example/p": [{"id": f"_:b{other}"} for other in range(10)]}
        for one in range(10)
    ]
    assert found(make_badge(**{"https://x.example/q": clique})) is not None


def test_deep_nesting_is_refused_before_it_is_walked() -> None:
    nested: JsonObject = {"type": ["Profile"]}
    for _ in range(500):
        nested = {"type": ["Profile"], "parentOrg": nested}
    answer = found(make_badge(issuer=nested))
    assert answer is not None
    assert answer[0] == "too-complex"
