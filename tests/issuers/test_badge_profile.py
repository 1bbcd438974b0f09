"""The badge profile: what it accepts, what it lints, and its two checks of learning."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from credentials.errors import Refused
from credentials.findings import Result
from credentials.issuing import prepare
from credentials.verification.case import Case, Form
from credentials.verification.report import judge
from credentials.verification.standard import STANDARD
from issuers.badge import (
    BADGE,
    ISSUED_CONTEXTS,
    LEARNING,
    learning_rules,
    lint,
    partners_confirm,
    profile_under,
)
from issuers.view import Policy
from schemas.bundle import own_context_path
from schemas.terms import CREDENTIALS_V2, OB_3_0_2, OB_3_0_3, OB_EXTENSIONS
from tests.issuers.changing import GONE, A, S, put
from tests.issuers.nine import BRIGHTLINE, NINE, NORTHGATE, S1, S3, S5, Sample, credential
from tests.issuers.signing import AT, Seeded, confirmed_by, signed, under_key

OURS, NORTHGATE_KEY = under_key(NORTHGATE, "northgate")
PARTNER_KEY = Seeded("brightline")


def case(document: dict[str, Any]) -> Case:
    return Case(document=document, form=Form.EMBEDDED, at=AT)


def co_delivered() -> dict[str, Any]:
    """S3 with both organisations under a did:key, unsigned."""
    definition = deepcopy(S3.definition)
    definition["provision"]["participant"][1]["organisation"] = {**BRIGHTLINE, "id": PARTNER_KEY.did}
    award = deepcopy(S3.award)
    award["assessmentRecord"][0]["assessedBy"] = [PARTNER_KEY.did, "self"]
    sample = Sample("s3", OURS, definition, award)
    return credential(sample.completed().document, sample.award, OURS)


def unstatused(document: dict[str, Any]) -> dict[str, Any]:
    """Without a status entry: the list would have to be fetched."""
    return put(document, ("credentialStatus", GONE))


def test_the_profile_asks_the_standard_questions_and_then_two_of_learning() -> None:
    assert BADGE.checks == (*STANDARD, *LEARNING)
    assert [(c.name, c.decisive) for c in LEARNING] == [("learning", True), ("partners", False)]


def test_the_profile_accepts_our_contexts_and_plain_open_badges_in_exact_order() -> None:
    assert ISSUED_CONTEXTS in BADGE.contexts
    assert (CREDENTIALS_V2, OB_3_0_2) in BADGE.contexts
    assert (CREDENTIALS_V2, OB_3_0_3, OB_EXTENSIONS) in BADGE.contexts
    assert (OB_3_0_3, CREDENTIALS_V2) not in BADGE.contexts
    assert (CREDENTIALS_V2, OB_3_0_2, ISSUED_CONTEXTS[2]) not in BADGE.contexts


def test_a_co_delivered_award_is_signed_and_judged_end_to_end() -> None:
    document = signed(unstatused(co_delivered()), NORTHGATE_KEY)
    report = judge(case(document), BADGE)
    results = {f.check: f.result for f in report.findings}
    assert results["proof"] is Result.PASS
    assert results["learning"] is Result.PASS
    assert results["partners"] is Result.UNKNOWN
    assert report.outcome == "valid"


def test_a_partner_that_has_not_signed_is_named() -> None:
    finding = partners_confirm(case(signed(unstatused(co_delivered()), NORTHGATE_KEY)))
    assert finding.result is Result.UNKNOWN
    assert [(p.code, p.pointer) for p in finding.problems] == [
        ("partner-unconfirmed", f"/{A.replace('.', '/')}/provision/participant/1")
    ]
    partners = finding.facts["partners"]
    assert isinstance(partners, tuple)
    assert [(p.id, p.name, p.roles) for p in partners] == [
        (PARTNER_KEY.did, "Brightline Analytics GmbH", ("contentDesign", "teaching", "assessment"))
    ]
    assert str(partners[0]) == "Brightline Analytics GmbH"


def test_a_partners_valid_proof_is_its_confirmation() -> None:
    document = confirmed_by(signed(unstatused(co_delivered()), NORTHGATE_KEY), PARTNER_KEY)
    finding = partners_confirm(case(document))
    assert finding.result is Result.PASS
    confirmed = finding.facts["confirmed"]
    assert isinstance(confirmed, tuple)
    assert [p.id for p in confirmed] == [PARTNER_KEY.did]


def test_a_strangers_proof_confirms_nobody() -> None:
    document = confirmed_by(signed(unstatused(co_delivered()), NORTHGATE_KEY), Seeded("stranger"))
    assert partners_confirm(case(document)).result is Result.UNKNOWN


def test_a_partner_without_an_identifier_cannot_confirm() -> None:
    document = put(co_delivered(), (f"{A}.provision.participant.1.organisation.id", GONE))
    finding = partners_confirm(case(document))
    assert finding.result is Result.UNKNOWN


def test_nobody_is_asked_to_confirm_an_issuers_own_work() -> None:
    assert partners_confirm(case(S1.credential())).result is Result.SKIPPED


def test_a_broken_rule_fails_with_one_problem_each_at_its_place() -> None:
    document = put(S1.credential(), (f"{A}.creditBearing", False), ("evidence.0.digestSRI", GONE))
    finding = learning_rules(case(document))
    assert finding.result is Result.FAIL
    assert {p.code for p in finding.problems} == {"learning-rule"}
    assert [p.pointer for p in finding.problems] == [
        "/credentialSubject/achievement/creditBearing",
        "/evidence/0/digestSRI",
    ]
    assert finding.problems[0].detail.endswith("(MC-Q3)")
    assert finding.facts["rules"] == ("MC-Q3", "MC-E8")


def test_a_warning_is_noted_and_does_not_fail() -> None:
    document = put(S1.credential(), (f"{A}.workload.notionalHours", "40"))
    finding = learning_rules(case(document))
    assert finding.result is Result.PASS
    assert finding.notes == ("MC-W1",)


def test_our_rules_are_not_asked_of_another_vocabulary() -> None:
    foreign = put(S1.credential(), ("@context", [CREDENTIALS_V2, OB_3_0_3]), (f"{A}.creditBearing", False))
    assert learning_rules(case(foreign)).result is Result.SKIPPED
    assert partners_confirm(case({**co_delivered(), "@context": [CREDENTIALS_V2]})).result is Result.SKIPPED


def test_our_vocabulary_is_known_under_any_deployments_address() -> None:
    served = "https://elsewhere.example" + own_context_path()
    document = put(S1.credential(), ("@context.2", served), (f"{A}.creditBearing", False))
    assert learning_rules(case(document)).result is Result.FAIL
    assert {p.code for p in lint(document)} == {"MC-Q3"}


def test_a_hundred_broken_rules_are_enough_to_tell() -> None:
    document = put(
        S1.credential(), (f"{S}.assessmentRecord.0.evidenceRef", [f"urn:x:{n}" for n in range(300)])
    )
    assert len(learning_rules(case(document)).problems) == 100
    assert len([p for p in lint(document) if p.code == "MC-E1"]) == 300


def test_a_draft_that_breaks_rules_and_form_is_refused_with_all_of_it_at_once() -> None:
    document = put(
        S1.credential(),
        (f"{A}.learningSetting", "onTheMoon"),
        (f"{A}.stackability.automaticEntitlement", True),
        (f"{A}.workload.notionalHours", 125),
    )
    with pytest.raises(Refused) as refused:
        prepare(document, BADGE)
    told = {(p.code, (p.pointer or "").rsplit("/", 1)[-1]) for p in refused.value.problems}
    assert ("MC-S1", "automaticEntitlement") in told
    assert ("MALFORMED_VALUE_ERROR", "notionalHours") not in told  # the rule says what to do instead
    assert ("MC-C1", "notionalHours") in told


def test_where_rule_and_schema_speak_of_one_member_the_rule_is_heard() -> None:
    document = put(S1.credential(), (f"{A}.ecologyQuadrant", "moon"))
    told = [p for p in lint(document) if (p.pointer or "").endswith("ecologyQuadrant")]
    assert [p.code for p in told] == ["MC-Q1"]


def test_drafts_under_other_contexts_are_not_signed() -> None:
    document = put(S5.credential(), ("@context", [CREDENTIALS_V2, OB_3_0_3]))
    assert ("context-not-allowed", "/@context") in {(p.code, p.pointer) for p in lint(document)}


def test_a_deployments_policy_reaches_lint_and_verification() -> None:
    lenient = profile_under(Policy(micro_type_elsewhere_is_error=False))
    document = put(S5.credential(), (f"{A}.achievementType", "MicroCredential"))
    assert prepare(document, lenient).document == document
    with pytest.raises(Refused, match="MC-T1"):
        prepare(document, BADGE)
    checks = {check.name: check for check in lenient.checks}
    assert checks["learning"].ask(case(document)).result is Result.PASS
    assert profile_under(Policy()) is BADGE


@pytest.mark.parametrize("sample", NINE, ids=[s.key for s in NINE])
def test_every_sample_can_be_prepared(sample: Sample) -> None:
    assert prepare(sample.credential(), BADGE).document["name"] == sample.definition["name"]
