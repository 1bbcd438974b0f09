"""What an award is worth: which lines, in which order, with which source."""

from __future__ import annotations

from typing import Any

import pytest

from issuers.reading import LISTS, MESSAGES, Line, Section, Source, read
from schemas.codes import CODES
from schemas.terms import CREDENTIALS_V2, OB_3_0_3
from tests.issuers.changing import GONE, A, P, S, put
from tests.issuers.nine import BRIGHTLINE, NINE, NORTHGATE, QCHL, S1, S2, S3, S4, S5, S6, S7, S8, Sample

FOREIGN: dict[str, Any] = {
    "@context": [CREDENTIALS_V2, OB_3_0_3],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:web:school.example", "type": ["Profile"], "name": "Example School"},
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "urn:uuid:2",
            "type": ["Achievement"],
            "name": "Robotics",
            "description": "Built a robot",
            "criteria": {"narrative": "Build one"},
            "achievementType": "Certificate",
        },
    },
}


def lines(document: object, section: Section, **known: frozenset[str]) -> list[Line]:
    return [line for line in read(document, **known) if line.section is section]


def keys(document: object, section: Section) -> list[str]:
    return [line.key for line in lines(document, section)]


def line(document: object, key: str, **known: frozenset[str]) -> Line:
    (found,) = [one for one in read(document, **known) if one.key == key]
    return found


@pytest.mark.parametrize(
    ("sample", "what"),
    [
        (S1, ["credit.ects", "level.eqf.7", "hours.about", "what.microCredential.formalQualification"]),
        (S2, ["hours.about", "what.badgeOrAward.recognitionOfSkills"]),
        (S4, ["credit.uk-cats", "level.eqf.7", "hours.about", "what.microCredential.formalQualification"]),
        (S5, ["hours.about", "units.count", "what.shortCourse.nonFormalCertificate"]),
        (S6, ["hours.about", "what.badgeOrAward.recordOfExperience"]),
        (S7, ["credit.ects", "level.eqf.6", "hours.about", "what.microCredential.recognitionOfSkills"]),
        (
            S8,
            [
                "credit.ects",
                "level.eqf.7",
                "hours.about",
                "units.count",
                "what.macroCredential.formalQualification",
            ],
        ),
    ],
    ids=lambda value: value.key if isinstance(value, Sample) else "",
)
def test_what_it_is_in_one_line(sample: Sample, what: list[str]) -> None:
    assert keys(sample.credential(), Section.WHAT) == what


def test_the_one_line_of_a_co_delivered_award_has_its_figures() -> None:
    found = lines(S3.credential(), Section.WHAT)
    assert [dict(one.params) for one in found] == [{"points": "10"}, {}, {"hours": "260"}, {}]


def test_what_was_completed_and_not_assessed_says_so() -> None:
    document = put(S5.credential(), (f"{A}.assessmentMethod", GONE), (f"{S}.assessmentRecord", GONE))
    assert "what.notAssessed" in keys(document, Section.WHAT)
    assert keys(document, Section.ASSESSMENT) == ["assessment.none"]
    assert "what.notAssessed" not in keys(S5.credential(), Section.WHAT)


def test_the_product_name_is_put_right_by_what_it_is() -> None:
    document = put(S5.credential(), (f"{A}.marketedAs", "Nanodegree"))
    assert line(document, "marketedAs.shortCourse").params == {"name": "Nanodegree"}


@pytest.mark.parametrize("sample", NINE, ids=[s.key for s in NINE])
def test_the_sections_stand_in_the_order_in_which_a_reader_asks(sample: Sample) -> None:
    order = [one.section for one in read(sample.credential())]
    assert order == sorted(order, key=list(Section).index)


def test_a_grade_has_its_scale_and_its_pass_mark() -> None:
    found = lines(S1.credential(), Section.RESULT)
    assert [(one.key, dict(one.params)) for one in found] == [
        ("result.Percent", {"name": "Overall mark", "value": "68"}),
        ("result.scale", {"minimum": "0", "maximum": "100"}),
        ("result.passMark", {"value": "50"}),
    ]


def test_a_letter_grade_and_a_rubric_level_are_read_from_lists_whose_order_is_signed() -> None:
    found = {one.key: dict(one.params) for one in lines(S3.credential(), Section.RESULT)}
    assert found["result.scaleValues"] == {"lowest": "F", "highest": "A"}
    assert found["result.rubric"] == {"name": "Project rubric", "level": "Exceeds"}
    assert found["result.rubricPassLevel"] == {"level": "Meets"}


def test_a_grade_that_is_described_and_not_shown_is_said_not_to_be_shown() -> None:
    assert keys(put(S1.credential(), (f"{S}.result", GONE)), Section.RESULT) == ["result.notShown"]
    assert keys(S4.credential(), Section.RESULT) == ["result.status.Completed"]


def test_a_micro_credential_is_no_degree_but_part_of_a_year() -> None:
    assert line(S3.credential(), "amount.notADegree.ects").params == {"points": "10", "year": "60"}
    assert line(S4.credential(), "amount.notADegree.uk-cats").params == {"points": "15", "year": "120"}


def test_a_degree_is_not_said_to_be_none() -> None:
    document = put(S8.credential(), (f"{A}.achievementType", "MasterDegree"))
    assert line(document, "amount.ofAYear.ects").params == {"points": "30", "year": "60"}
    assert "amount.notADegree.ects" not in keys(document, Section.AMOUNT)


def test_no_credit_is_said() -> None:
    assert "amount.noCredit" in keys(S6.credential(), Section.AMOUNT)


def test_less_credit_than_was_available_is_said() -> None:
    document = put(S1.credential(), (f"{S}.creditsEarned", 2.5))
    assert line(document, "amount.earnedOf").params == {"earned": "2.5", "available": "5"}


def test_how_it_was_assessed_stands_together_under_its_name() -> None:
    found = [one for one in lines(S1.credential(), Section.ASSESSMENT) if one.about == "oralExamination"]
    assert [one.key for one in found] == [
        "assessment.type.oralExamination",
        "assessment.weight",
        "assessment.supervision.supervisedIdVerified",
        "assessment.identity.governmentPhotoId",
        "assessment.assurance.substantial",
        "assessment.identityBy",
        "assessment.by",
        "assessment.done",
        "assessment.decision.pass",
    ]


def test_an_adjustment_is_shown_with_its_kind_of_reason() -> None:
    adjustment = {"type": "Adjustment", "what": "At home", "reasonKind": "technicalFailure"}
    document = put(S1.credential(), (f"{S}.assessmentRecord.1.adjustment", adjustment))
    assert line(document, "assessment.adjusted.technicalFailure").params == {"what": "At home"}


def test_who_did_what_names_everyone_the_issuer_first() -> None:
    document = S3.credential()
    names = ("Northgate University", "Brightline Analytics GmbH")
    assert line(document, "role.teaching").params == {"names": names}
    assert line(document, "role.award").params == {"names": ("Northgate University",)}
    assert line(document, "process.through.teaching").params == {"names": names[1:]}
    assert line(document, "process.direct.teaching").params == {"names": names[:1]}
    found = keys(document, Section.WHO)
    assert {"providerType.coDelivered", "sector.higherEducation", "sector.corporate"} <= set(found)
    assert {"depth.coDelivered", "who.industryInformed", "roleDisclosure.explained"} <= set(found)
    assert not any(key.startswith("process.") for key in keys(S1.credential(), Section.WHO))


def test_who_brokers_and_how_it_is_paid_is_said() -> None:
    document = S4.credential()
    assert line(document, "who.brokered").params == {"names": ("Tidewater Learning Ltd",)}
    assert line(document, "remuneration.revenueShare").about == "Tidewater Learning Ltd"
    assert line(document, "who.brokersBetween").params["parties"] == (
        "Kestrel University",
        "Marlow Retail plc",
    )


def test_what_is_derived_is_shown_as_derived_and_not_as_claimed() -> None:
    document = put(
        S4.credential(),
        (f"{P}.brokered", False),
        (f"{P}.providerType", "coDelivered"),
        (f"{A}.ecologyQuadrant", "macroCredential"),
    )
    found = [one.key for one in read(document)]
    assert {"who.brokered", "providerType.higherEducation", "quadrant.microCredential"} <= set(found)


def test_a_partner_that_signed_confirms_its_part() -> None:
    document = S3.credential()
    known = frozenset({BRIGHTLINE["id"]})
    found = [one for one in read(document, confirmed=known) if one.key == "role.teaching"]
    assert [(one.params["names"], one.source) for one in found] == [
        (("Northgate University",), Source.ISSUER),
        (("Brightline Analytics GmbH",), Source.CONFIRMED),
    ]


def test_three_strengths_of_counting() -> None:
    possible = S3.credential()
    assert keys(possible, Section.COUNTS) == ["counts.possible"]
    designed = line(S1.credential(), "counts.basis.designedComponent")
    assert designed.params["receiver"] == "Northgate University"
    assert designed.source is Source.ISSUER
    claimed = line(S4.credential(), "counts.basis.articulationAgreement")
    assert claimed.source is Source.ISSUER
    agreed = line(S4.credential(), "counts.agreed", confirmed=frozenset({NORTHGATE.did}))
    assert agreed.source is Source.CONFIRMED
    assert "counts.notAutomatic" in keys(S1.credential(), Section.COUNTS)


def test_a_limit_to_what_counts_is_shown_in_its_own_framework() -> None:
    assert line(S4.credential(), "counts.upTo.ects").params == {"points": "7.5"}
    unlimited = put(S4.credential(), (f"{A}.stackability.stackTarget.0.maxCountable", GONE))
    assert not any(key.startswith("counts.upTo") for key in keys(unlimited, Section.COUNTS))


def test_dates_of_learning_are_shown_where_both_are_known() -> None:
    start, end = "2026-02-02T00:00:00Z", "2026-04-24T00:00:00Z"
    both = put(S1.credential(), (f"{S}.activityStartDate", start), (f"{S}.activityEndDate", end))
    assert line(both, "activity.dates").params == {"start": "2026-02-02", "end": "2026-04-24"}
    for one in ("activityStartDate", "activityEndDate"):
        document = put(S1.credential(), (f"{S}.{one}", start))
        assert "activity.dates" not in keys(document, Section.AMOUNT)


def test_an_issuers_own_word_is_never_confirmation_by_another() -> None:
    everybody = frozenset({NORTHGATE.did, "did:web:stranger.example"})
    assert line(S1.credential(), "role.teaching", confirmed=everybody).source is Source.ISSUER


def test_how_long_learning_stays_fresh_is_said_in_years() -> None:
    found = line(S1.credential(), "counts.currency")
    assert found.params == {"years": "5", "months": "0", "days": "0"}


def test_the_parts_of_a_macro_credential_are_listed() -> None:
    found = [one for one in read(S8.credential()) if one.key == "counts.part.ects"]
    assert [(one.params["points"], one.params["on"]) for one in found] == [
        ("5", "2026-05-04"),
        ("10", "2026-09-21"),
        ("15", "2026-10-30"),
    ]


def test_national_recognition_is_a_claim_until_a_register_or_the_authority_says_so() -> None:
    document = S7.credential()
    assert line(document, "nationalRecognition").source is Source.ISSUER
    register = frozenset({"https://qchl.example/register/micro"})
    assert line(document, "nationalRecognition", registered=register).source is Source.REGISTER
    authority = frozenset({QCHL["id"]})
    assert line(document, "nationalRecognition", confirmed=authority).source is Source.CONFIRMED


def test_a_decision_on_a_portfolio_is_shown_with_its_evidence() -> None:
    found = line(S7.credential(), "recognition.recognisedInFull")
    assert found.params == {"by": "Northgate University", "on": "2026-10-19"}
    assert line(S7.credential(), "recognition.items").params == {"count": "3"}


def test_the_place_in_the_ecology_is_two_axes_and_a_quadrant() -> None:
    assert keys(S6.credential(), Section.PLACE) == [
        "quadrant.badgeOrAward",
        "axis.notCreditBearing",
        "axis.unbundled",
        "category.recordOfExperience",
        "setting.informal",
    ]


def test_of_a_foreign_badge_what_it_does_not_say_is_said() -> None:
    found = read(FOREIGN)
    silent = [one.key for one in found if one.source is Source.NOT_STATED]
    assert silent == [
        "notStated.outcomes",
        "notStated.result",
        "notStated.credit",
        "notStated.level",
        "notStated.workload",
        "notStated.assessment",
        "notStated.provider",
        "notStated.counts",
        "notStated.quality",
        "notStated.evidence",
        "notStated.kind",
    ]
    assert line(FOREIGN, "what.achievementType.Certificate")
    assert line(FOREIGN, "outcome.criteria").params == {"text": "Build one"}
    assert line(FOREIGN, "who.issuer").params == {"name": "Example School"}


def test_a_foreign_badges_credits_are_of_no_named_kind() -> None:
    document = put(FOREIGN, (f"{A}.creditsAvailable", 3))
    assert line(document, "credit.noUnit").params == {"points": "3"}


def test_our_words_mean_nothing_without_our_vocabulary() -> None:
    smuggled = put(FOREIGN, (f"{A}.credit", S1.credential()["credentialSubject"]["achievement"]["credit"]))
    assert read(smuggled) == read(FOREIGN)


def test_a_value_outside_every_list_is_shown_as_it_was_written() -> None:
    document = put(S1.credential(), (f"{A}.participationMode", ["telepathy"]))
    assert line(document, "notUnderstood").params == {"value": "telepathy"}


EVERYTHING = [sample.credential() for sample in NINE] + [FOREIGN]


def test_every_line_has_a_key_of_the_list_with_exactly_its_parameters() -> None:
    for document in EVERYTHING:
        for one in read(document):
            assert set(one.params) == set(MESSAGES[one.key]), one
            for name, value in one.params.items():
                assert isinstance(value, tuple) == (name in LISTS), one


def test_no_code_of_the_vocabulary_is_a_value() -> None:
    codes = {code for listed in CODES.values() for code in listed} - {"other", "none", "portfolio"}
    for document in EVERYTHING:
        for one in read(document):
            own = {"name"} if one.section is Section.ASSESSMENT else set()  # our samples name methods so
            said = {v for name, v in one.params.items() if isinstance(v, str) and name not in own}
            assert not said & codes, one


#: The property whose codes each prefix shows.
PREFIXES = {
    "credit": "creditFramework",
    "counts.upTo": "creditFramework",
    "counts.part": "creditFramework",
    "level": "levelFramework",
    "levelBasis": "levelBasis",
    "quadrant": "ecologyQuadrant",
    "marketedAs": "ecologyQuadrant",
    "category": "credentialCategory",
    "setting": "learningSetting",
    "intersection": "ecologyIntersection",
    "purpose": "purpose",
    "outcome": "outcomeType",
    "prerequisite": "prerequisiteStrength",
    "mode": "participationMode",
    "activity": "learningActivityType",
    "route": "awardRoute",
    "assessment.type": "assessmentType",
    "assessment.supervision": "supervision",
    "assessment.locus": "supervisionLocus",
    "assessment.identity": "identityMethod",
    "assessment.assurance": "assuranceLevel",
    "assessment.decision": "assessmentDecision",
    "assessment.adjusted": "reasonKind",
    "role": "participantRole",
    "organisation": "organisationType",
    "providerType": "providerType",
    "sector": "sector",
    "depth": "collaborationDepth",
    "roleDisclosure": "roleDisclosure",
    "process.direct": "process",
    "process.through": "process",
    "remuneration": "remuneration",
    "share": "deliveryShareBasis",
    "counts.status": "stackingStatus",
    "counts.basis": "recognitionBasis",
    "counts.requirement": "componentRequirement",
    "qa": "qaType",
    "accreditation": "accreditationType",
    "evidence": "evidenceType",
    "evidence.access": "evidenceAccess",
    "recognition": "recognitionOutcome",
}
#: Codes that no line shows alone: what they mean is told by other lines.
SILENT = {"assessmentMode", "awardRouteOffered", "creditStatus"}


def test_every_code_of_the_vocabulary_has_a_message_of_its_own() -> None:
    for prefix, name in PREFIXES.items():
        for code in CODES[name]:
            assert f"{prefix}.{code}" in MESSAGES
    assert set(PREFIXES.values()) | SILENT == set(CODES)
