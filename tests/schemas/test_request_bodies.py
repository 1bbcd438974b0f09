"""Request bodies: small in, closed, and the same shape as the documents that they become."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import schemas.microcredential as bodies
from schemas.bundle import document
from schemas.microcredential import AchievementDefinition, AwardData
from schemas.part import Part
from schemas.terms import CAIRN_SCHEMA, OB_SCHEMA
from tests.oracles import oracle_path
from tests.schemas.badge import make_badge, of_today
from tests.schemas.test_vocabulary import SAMPLES

SMALLEST = {
    "name": "EDG 2026: MLOps in Practice workshop (attended)",
    "description": "Attended the full one-day workshop.",
    "criteria": {"narrative": "Be there from start to end. Nothing was assessed."},
    "credentialCategory": "recordOfExperience",
}
MODELS = {
    name: model
    for name in bodies.__all__
    if isinstance(model := getattr(bodies, name), type) and issubclass(model, Part)
}
#: Members of a class in the document that no client sends, and why.
SERVER_SAYS = {
    "Achievement": {"id", "type", "version", "creator", "endorsement", "endorsementJwt"},
    "AchievementSubject": {"id", "type", "identifier", "achievement", "image"},
    "Credential": {"@context", "id", "type", "name", "issuer", "image", "credentialSubject",
                   "credentialStatus", "credentialSchema", "refreshService", "termsOfUse", "proof",
                   "endorsement", "endorsementJwt"},
}  # fmt: skip


def without_types(value: Any) -> Any:
    """A document as a client says it: the server knows which class stands where."""
    if isinstance(value, dict):
        return {name: without_types(inner) for name, inner in value.items() if name != "type"}
    if isinstance(value, list):
        return [without_types(inner) for inner in value]
    return value


def definition_of(badge: dict[str, Any]) -> dict[str, Any]:
    achievement = without_types(badge["credentialSubject"]["achievement"])
    return {k: v for k, v in achievement.items() if k not in SERVER_SAYS["Achievement"]}


def award_of(badge: dict[str, Any]) -> dict[str, Any]:
    subject, root = without_types(badge["credentialSubject"]), without_types(badge)
    said = {k: v for k, v in subject.items() if k not in SERVER_SAYS["AchievementSubject"]}
    said |= {k: v for k, v in root.items() if k not in SERVER_SAYS["Credential"]}
    if "source" in said:
        said["source"].pop("address", None)
    return said


def errors(model: type[BaseModel], value: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(value)
    return [(".".join(map(str, e["loc"])), e["type"]) for e in refused.value.errors()]


def test_four_members_define_an_achievement() -> None:
    assert AchievementDefinition.model_validate(SMALLEST).said() == SMALLEST
    assert errors(AchievementDefinition, {}) == [(name, "missing") for name in SMALLEST]


def test_an_award_needs_nothing_by_itself() -> None:
    assert AwardData.model_validate({}).said() == {}


def test_everything_that_a_badge_can_say_a_client_can_send() -> None:
    badge = make_badge()
    assert AchievementDefinition.model_validate(definition_of(badge)).said() == definition_of(badge)
    assert AwardData.model_validate(award_of(badge)).said() == award_of(badge)


@pytest.mark.oracle
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_can_be_sent(name: str) -> None:
    badge = of_today(json.loads(oracle_path(f"samples/{name}.json").read_text()))
    assert AchievementDefinition.model_validate(definition_of(badge)).said() == definition_of(badge)
    assert AwardData.model_validate(award_of(badge)).said() == award_of(badge)


def test_references_may_be_relative_to_the_achievement() -> None:
    definition = {
        **SMALLEST,
        "learningOutcome": [{"id": "#lo1", "name": "Deploy a model"}],
        "assessmentMethod": [
            {
                "id": "#as1",
                "name": "Project",
                "assessmentType": "projectWork",
                "supervision": "unsupervisedNoId",
                "coversOutcome": ["#lo1"],
                "rubricReference": "#rubric",
            }
        ],
        "resultDescription": [{"id": "#grade", "name": "Grade", "resultType": "LetterGrade"}],
    }
    award = {
        "result": [{"resultDescription": "#grade", "value": "B"}],
        "assessmentRecord": [
            {
                "assessmentMethodRef": "#as1",
                "assessedOn": "2026-09-04",
                "assessmentDecision": "pass",
                "provesOutcome": ["#lo1"],
            }
        ],
    }
    assert AchievementDefinition.model_validate(definition).said() == definition
    assert AwardData.model_validate(award).said() == award


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"unheardOf": 1}, [("unheardOf", "extra_forbidden")]),
        ({"credit_bearing": True}, [("credit_bearing", "extra_forbidden")]),
        ({"type": "Achievement"}, [("type", "extra_forbidden")]),
        ({"creditBearing": "yes"}, [("creditBearing", "bool_type")]),
        ({"creditBearing": 1}, [("creditBearing", "bool_type")]),
        ({"creditsAvailable": "10"}, [("creditsAvailable", "float_type")]),
        ({"creditsAvailable": True}, [("creditsAvailable", "float_type")]),
        ({"creditsAvailable": float("nan")}, [("creditsAvailable", "finite_number")]),
        ({"creditsAvailable": -1}, [("creditsAvailable", "greater_than_equal")]),
        ({"tag": []}, [("tag", "too_short")]),
        ({"learningSetting": "other"}, [("learningSetting", "literal_error")]),
        ({"achievementType": "Macro"}, [("achievementType", "unknown_term")]),
        ({"inLanguage": "english"}, [("inLanguage", "string_pattern_mismatch")]),
        ({"criteria": {}}, [("criteria", "criteria_empty")]),
        ({"name": "a\ud800"}, [("name", "invalid_text")]),
        ({"name": "a\x00"}, [("name", "invalid_text")]),
        ({"description": "a\u202e"}, [("description", "invalid_text")]),
        ({"workload": {"notionalHours": "7h"}}, [("workload.notionalHours", "string_pattern_mismatch")]),
        ({"provision": {"participant": []}}, [("provision.participant", "too_short")]),
        (
            {"provision": {"providerType": "other", "participant": [{}]}},
            [
                ("provision.participant.0.organisation", "missing"),
                ("provision.providerType", "literal_error"),
            ],
        ),
        (
            {"provision": {"participant": [{"organisation": {"id": "self"}, "participantRole": ["other"]}]}},
            [("provision.participant.0.participantRole.0", "literal_error")],
        ),
    ],
)
def test_what_a_definition_cannot_say(more: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert sorted(errors(AchievementDefinition, {**SMALLEST, **more})) == sorted(expected)


@pytest.mark.parametrize(
    ("award", "expected"),
    [
        ({"countsComponent": [{}]}, ["missing"] * 4),
        ({"assessmentRecord": [{}]}, ["missing"] * 2),
        ({"recognitionDecision": {"decidedOn": "2026-02-30"}}, ["invalid_date", "missing"]),
        ({"evidence": [{"id": "javascript:alert(1)", "name": "x", "evidenceType": "artefact"}]},
         ["invalid_address"]),
        ({"evidence": [{"id": "urn:x:1", "name": "x", "evidenceType": "other", "digestSRI": "x"}]},
         ["string_pattern_mismatch"]),
        ({"validFrom": "2026-09-21"}, ["string_pattern_mismatch"]),
        ({"validUntil": "2026-09-31"}, ["invalid_date"]),
        ({"association": [{"associationType": "isNear", "sourceId": "urn:a:1", "targetId": "urn:a:2"}]},
         ["literal_error"]),
    ],
)  # fmt: skip
def test_what_an_award_cannot_say(award: dict[str, Any], expected: list[str]) -> None:
    assert sorted(kind for _, kind in errors(AwardData, award)) == expected


def test_a_component_and_a_portfolio_item_say_which() -> None:
    claim = without_types(make_badge()["credentialSubject"]["countsComponent"][0])
    del claim["digestSRI"]
    assert errors(bodies.ComponentClaim, claim) == [("", "digest_missing")]
    judged = {f"judged{how}": True for how in ("Valid", "Authentic", "Current", "Sufficient")}
    assert errors(bodies.PortfolioItem, judged) == [("", "item_empty")]


@pytest.mark.parametrize("said", [{"id": "self"}, {"name": "Marlow Ltd"}, {"id": "did:web:marlow.example"}])
def test_an_organisation_is_known_by_id_or_by_name(said: dict[str, str]) -> None:
    assert bodies.Organisation.model_validate(said).said() == said


def test_an_organisation_without_either_is_nobody() -> None:
    url = {"url": "https://marlow.example"}
    assert errors(bodies.Organisation, url) == [("", "organisation_unnamed")]


def test_self_stands_for_the_issuer_wherever_an_organisation_is_named() -> None:
    credit = {"creditFramework": "ects", "creditPoints": 5, "creditAuthority": "self"}
    said = AchievementDefinition.model_validate({**SMALLEST, "credit": [credit]}).said()
    assert said["credit"] == [{**credit, "creditPoints": "5"}]


def test_what_the_issuers_default_need_not_be_sent() -> None:
    definition = {
        **SMALLEST,
        "workload": {"notionalHours": "7"},
        "provision": {"learnerSummary": "We did it all.", "participant": [{"organisation": {"id": "self"}}]},
        "qualityAssurance": {"qaStatement": "We looked at it ourselves."},
    }
    award = {
        "awardedDate": "2026-05-19T00:00:00Z",
        "result": [{"value": "83"}],
        "assessmentRecord": [{"assessedOn": "2026-05-19", "assessmentDecision": "pass"}],
        "evidence": [{"name": "Check-in record", "evidenceType": "attendanceRecord"}],
    }
    assert AchievementDefinition.model_validate(definition).said() == definition
    assert AwardData.model_validate(award).said() == award


def test_null_is_not_said_and_a_whole_number_is_an_integer() -> None:
    said = AwardData.model_validate({"creditsEarned": 10.0, "role": None}).said()
    assert said == {"creditsEarned": 10}
    assert type(said["creditsEarned"]) is int
    assert AwardData.model_validate({"creditsEarned": 7.5}).said() == {"creditsEarned": 7.5}


def test_a_body_cannot_be_changed() -> None:
    body = AchievementDefinition.model_validate(SMALLEST)
    with pytest.raises(ValidationError):
        body.name = "Other"  # type: ignore[misc]


# --- beside the schemas


def members(model: type[BaseModel]) -> set[str]:
    return {str(field.alias) for field in model.model_fields.values()}


@pytest.mark.parametrize(
    "name",
    sorted(
        name
        for name, definition in document(CAIRN_SCHEMA)["$defs"].items()
        if name[0].isupper() and name not in {"Achievement", "AchievementSubject", "Evidence"}
    ),
)
def test_a_model_has_the_members_of_its_class(name: str) -> None:
    defined = document(CAIRN_SCHEMA)["$defs"][name]
    assert members(MODELS[name]) == set(defined["properties"]) - {"type"}


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("Alignment", set()),
        ("Criteria", set()),
        ("Related", set()),
        ("Result", set()),
        ("ResultDescription", set()),
        ("RubricCriterionLevel", set()),
        ("Evidence", {"evidenceType", "evidenceAccess", "collectedOn", "provesOutcome", "digestSRI",
                      "digestMultibase", "mediaType"}),
    ],
)  # fmt: skip
def test_a_part_of_open_badges_has_the_members_of_its_class(name: str, extra: set[str]) -> None:
    defined = document(OB_SCHEMA)["$defs"][name]
    assert members(MODELS[name]) == (set(defined["properties"]) | extra) - {"type"}


def test_the_two_bodies_have_every_member_that_is_not_the_servers() -> None:
    own, standard = document(CAIRN_SCHEMA), document(OB_SCHEMA)

    def both(name: str) -> set[str]:
        return {m for schema in (own, standard) for m in schema["$defs"][name]["properties"]}

    assert members(AchievementDefinition) == both("Achievement") - SERVER_SAYS["Achievement"]
    root = set(own["properties"]) | set(standard["properties"])
    assert members(AwardData) == (both("AchievementSubject") - SERVER_SAYS["AchievementSubject"]) | (
        root - SERVER_SAYS["Credential"]
    )


@pytest.mark.parametrize("model", [AchievementDefinition, AwardData])
def test_the_openapi_of_a_body_explains_it(model: type[BaseModel]) -> None:
    described = model.model_json_schema()
    assert described["additionalProperties"] is False
    for name, definition in {"": described, **described["$defs"]}.items():
        assert definition.get("description"), name
        for member, schema in definition["properties"].items():
            assert schema.get("description"), f"{name}.{member}"
            assert schema.get("title") == member
