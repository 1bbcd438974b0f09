"""Definitions: short forms, what is defaulted and why, and what is asked for by name."""

from __future__ import annotations

from typing import Any

import pytest

from issuers.achievement import Completed, complete
from tests.issuers.nine import BRIGHTLINE, GUILD, NORTHGATE, S1, S2, S3, S5, S6, alone, method, micro

ID = "https://badges.example/achievements/a-1"


def completed(definition: dict[str, Any], **changes: Any) -> Completed:
    return complete({**definition, **changes}, achievement_id=ID, version=3, issuer=NORTHGATE)


def asked(found: Completed) -> set[str]:
    return {b.pointer for b in found.breaches if b.code == "MC-R1"}


def defaults(found: Completed) -> dict[str, str]:
    return {d.pointer: d.reason for d in found.defaulted}


def test_short_forms_become_the_one_shape_that_is_signed() -> None:
    document = completed(
        S1.definition,
        learningOutcome=["Do it", {"id": "#own", "name": "Own it"}],
        assessmentMethod=[method("quiz", "supervisedNoId", "#lo1", "#own", weighting=33.5)],
        tag="one",
        image="https://x.example/i.png",
    ).document
    assert document["id"] == ID
    assert document["type"] == ["Achievement"]
    assert document["version"] == "3"
    assert document["criteria"] == {"narrative": "Pass every assessment."}
    assert document["learningOutcome"] == [
        {"type": "LearningOutcome", "name": "Do it", "id": f"{ID}#lo1"},
        {"type": "LearningOutcome", "id": f"{ID}#own", "name": "Own it"},
    ]
    (quiz,) = document["assessmentMethod"]
    assert quiz["id"] == f"{ID}#as1"
    assert quiz["coversOutcome"] == [f"{ID}#lo1", f"{ID}#own"]
    assert quiz["weighting"] == "33.5"
    assert document["tag"] == ["one"]
    assert document["image"] == {"type": "Image", "id": "https://x.example/i.png"}
    assert document["workload"] == {"type": "Workload", "notionalHours": "130"}


def test_empty_values_disappear() -> None:
    document = completed(S1.definition, tag=[], humanCode=None, specialization="", related=[{}]).document
    assert not {"tag", "humanCode", "specialization", "related"} & set(document)


def test_an_assigned_identifier_does_not_take_one_that_is_there() -> None:
    outcomes = ["First", {"id": "#lo3", "name": "Third"}, "Second", {"id": "#lo1", "name": "Zeroth"}]
    ids = [
        o["id"].rpartition("#")[2]
        for o in completed(S1.definition, learningOutcome=outcomes).document["learningOutcome"]
    ]
    assert len(set(ids)) == 4
    assert ids[1] == "lo3"
    assert ids[3] == "lo1"


def test_a_new_version_made_from_the_old_one_has_places_of_its_own() -> None:
    old = completed(S1.definition).document
    new = complete(old, achievement_id=ID + "0", version=4, issuer=NORTHGATE)
    assert new.breaches == ()
    text = repr(new.document)
    assert f"{ID}#" not in text
    assert f"{ID}0#lo1" in text
    assert new.document["version"] == "4"


def test_credit_is_mirrored_as_the_number_that_open_badges_has() -> None:
    assert repr(completed(S1.definition).document["creditsAvailable"]) == "5"
    half = completed(S1.definition, credit=[{"creditFramework": "ects", "creditPoints": "7.5"}]).document
    assert half["creditsAvailable"] == 7.5
    assert half["credit"][0]["creditAuthority"] == NORTHGATE.did
    assert half["credit"][0]["creditStatus"] == "awarded"


def test_an_eqf_level_stands_among_the_alignments_once() -> None:
    document = completed(S1.definition).document
    levels = [a for a in document["alignment"] if a["targetType"] == "ext:QualificationLevel"]
    assert levels == [
        {
            "type": ["Alignment"],
            "targetName": "EQF level 7",
            "targetUrl": "http://data.europa.eu/snb/eqf/7",
            "targetFramework": "European Qualifications Framework",
            "targetType": "ext:QualificationLevel",
            "targetCode": "7",
        }
    ]
    assert document["qualificationLevel"][0]["levelConcept"] == "http://data.europa.eu/snb/eqf/7"


def test_self_is_the_issuer_by_identifier_and_name() -> None:
    document = completed(S1.definition).document
    participant = document["provision"]["participant"][0]
    assert participant["organisation"] == NORTHGATE.reference()
    assert participant["organisationType"] == "higherEducationInstitution"
    assert document["accreditation"][0]["accreditedOrganisation"] == NORTHGATE.did
    assert document["creator"] == NORTHGATE.reference()


def test_every_default_says_where_and_why() -> None:
    found = defaults(S6.completed())
    assert set(found) == {
        "/creator",
        "/awardRouteOffered",
        "/qualityAssurance/qaType",
        "/provision/participant",
        "/provision/participant/0/organisationType",
        "/provision/participant/0/participantRole",
        "/achievementType",
        "/stackability/stackingStatus",
        "/stackability/automaticEntitlement",
    }
    assert all(found.values())


def test_alone_the_issuer_has_only_the_roles_that_are_needed() -> None:
    (guild,) = S6.completed().document["provision"]["participant"]
    assert guild["participantRole"] == ["contentDesign", "teaching", "qualityAssurance", "award"]


def test_no_sentence_is_generated_so_a_default_never_explains() -> None:
    provision = S6.completed().document["provision"]
    assert provision["roleDisclosure"] == "partial"
    assert "learnerSummary" not in provision
    assert "responsibility" not in provision["participant"][0]


def test_what_stands_alone_and_what_can_be_stacked_by_default() -> None:
    assert S6.completed().document["stackability"]["stackingStatus"] == "standAlone"
    assert S3.completed().document["stackability"]["stackingStatus"] == "stackable"
    assert S3.completed().document["stackability"]["automaticEntitlement"] is False


def test_the_only_deciding_assessment_covers_every_outcome() -> None:
    (exam,) = S2.completed().document["assessmentMethod"]
    assert exam["summative"] is True
    assert len(exam["coversOutcome"]) == 2
    two = S2.completed(
        assessmentMethod=[method("quiz", "supervisedNoId"), method("portfolio", "supervisedNoId")]
    )
    assert all("coversOutcome" not in m for m in two.document["assessmentMethod"])


def test_attendance_decides_nothing() -> None:
    attendance = [method("levelOfAttendance", "supervisedNoId")]
    assert S6.completed(assessmentMethod=attendance).document["assessmentMethod"][0]["summative"] is False
    assert S6.completed(assessmentMethod=attendance).breaches == ()


def test_power_to_award_is_asked_for_and_never_assumed() -> None:
    found = completed(S1.definition, provision=alone(awardingPower=None))
    assert [b.code for b in found.breaches] == ["MC-Q14"]
    assert found.breaches[0].pointer == "/credit/0/creditAuthority"


@pytest.mark.parametrize(
    "name", ["name", "description", "criteria", "credentialCategory", "participationMode", "learningSetting"]
)
def test_what_nobody_can_default_is_asked_for_by_name(name: str) -> None:
    assert f"/{name}" in asked(S6.completed(**{name: None}))


def test_hours_outcomes_level_and_supervision_are_asked_for() -> None:
    assert "/workload/notionalHours" in asked(completed(S1.definition, workload=None))
    assert "/learningOutcome" in asked(completed(S1.definition, learningOutcome=None))
    assert "/qualificationLevel" in asked(completed(S1.definition, qualificationLevel=None))
    bare = [{"name": "Exam", "assessmentType": "quiz"}]
    assert "/assessmentMethod/0/supervision" in asked(completed(S1.definition, assessmentMethod=bare))


def test_the_second_partners_role_is_asked_for() -> None:
    provision = {"participant": [{"organisation": "self"}, {"organisation": BRIGHTLINE}]}
    found = asked(completed(S1.definition, provision=provision))
    assert {
        "/provision/participant/0/participantRole",
        "/provision/participant/1/participantRole",
        "/provision/participant/1/organisationType",
    } <= found


def test_a_route_is_asked_for_where_nobody_teaches() -> None:
    assert "/awardRouteOffered" in asked(S2.completed(awardRouteOffered=None))
    assert S1.completed().document["awardRouteOffered"] == ["taught"]
    assert S6.completed().document["awardRouteOffered"] == ["participation"]


def test_a_derived_value_that_differs_is_refused_and_not_corrected() -> None:
    found = completed(S1.definition, ecologyQuadrant="shortCourse", bundled=True, creditBearing=False)
    assert {(b.code, b.pointer) for b in found.breaches} == {
        ("MC-Q1", "/ecologyQuadrant"),
        ("MC-Q18", "/bundled"),
        ("MC-Q3", "/creditBearing"),
    }
    assert found.document["ecologyQuadrant"] == "shortCourse"


def test_one_organisation_is_described_once_and_everywhere_alike() -> None:
    found = completed(
        S1.definition,
        accreditation=[
            {
                "accreditationType": "institutionalLicense",
                "accreditingAgent": {"id": "did:web:qchl.example", "url": "https://qchl.example"},
                "accreditedOrganisation": "self",
            }
        ],
    )
    whole = {
        "id": "did:web:qchl.example",
        "type": ["Profile"],
        "url": "https://qchl.example",
        "name": "Quality Council for Higher Learning",
    }
    assert found.document["accreditation"][0]["accreditingAgent"] == whole
    assert found.document["provision"]["participant"][1]["organisation"] == whole
    assert found.breaches == ()


def test_two_names_for_one_identifier_are_refused() -> None:
    definition = micro("X", 5, learningOutcome=["Do"], assessmentMethod=[method("quiz", "supervisedNoId")])
    definition["provision"]["participant"][1]["organisation"] = {
        "id": "did:web:qchl.example",
        "name": "Other",
    }
    found = completed(definition)
    assert [(b.code, b.pointer.rsplit("/", 1)[-1]) for b in found.breaches] == [("MC-R2", "name")]


def test_the_issuer_goes_by_its_registered_name() -> None:
    provision = alone(organisation={"id": "self", "name": "Famous University"})
    found = completed(S1.definition, provision=provision)
    assert [b.code for b in found.breaches] == ["MC-R2"]
    assert "Northgate University" in found.breaches[0].remedy
    same = alone(organisation={"id": "self", "name": NORTHGATE.name, "url": NORTHGATE.url})
    assert completed(S1.definition, provision=same).breaches == ()


def test_the_input_is_not_changed() -> None:
    before = repr(S3.definition)
    S3.completed()
    assert repr(S3.definition) == before


def test_units_are_kept_in_their_order() -> None:
    names = [unit["name"] for unit in S5.completed().document["unit"]]
    assert names == [f"Week {week}" for week in range(1, 7)]


def test_an_organisation_of_no_registered_kind_is_asked_what_it_is() -> None:
    unknown = type(GUILD)(GUILD.did, GUILD.name)
    found = complete(S6.definition, achievement_id=ID, version=1, issuer=unknown)
    assert "/provision/participant/0/organisationType" in asked(found)
