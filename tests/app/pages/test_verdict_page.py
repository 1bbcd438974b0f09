"""The verdict page says what verdicts.md says, in its order, with the source of every line."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.messages import catalogue
from app.messages.verdicts import headline, next_step
from credentials.findings import Finding, Problem, Result
from credentials.verdict import GREEN, Verdict
from credentials.verification.issuer import Domain, Identity
from issuers.badge import Partner
from tests.app.pages.examples import AT, DOWNLOADS, NORTHGATE, listed, make_document, make_report, page_of
from tests.app.pages.markup import Element, Page
from tests.issuers.nine import NINE, S1, S2, S3, S6

BRIGHTLINE = (Partner("did:web:brightline.example", "Brightline Analytics GmbH", ("teaching",)),)
PARTNERS = {"partners": {"partners": BRIGHTLINE}}
CO_DELIVERED = S3.credential()
UNPROVEN = [Verdict.NOT_AUTHENTIC, Verdict.NOT_READABLE, Verdict.NOT_A_CREDENTIAL]


def shown(verdict: Verdict = Verdict.VALID, *others: Verdict, document: Any = None, **more: Any) -> Page:
    report = make_report(verdict, *others, facts=PARTNERS, issuer=more.pop("issuer", NORTHGATE))
    return Page(page_of(report, CO_DELIVERED if document is None else document, **more))


def section(page: Page, heading: str) -> Element:
    """The section under that heading."""
    (found,) = (e for name in ("h2", "h3") for e in page.all(name) if e.text == heading)
    return next(e for e in reversed(found.above) if e.name == "section")


# --- the first lines


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_its_headline_and_next_step_on_the_page(verdict: Verdict) -> None:
    report = make_report(verdict, facts=PARTNERS)
    page = Page(page_of(report, CO_DELIVERED))
    assert page.one("h1").text == headline(report, CO_DELIVERED)
    assert next_step(report, CO_DELIVERED) in page.text
    assert page.one("article").attributes["data-verdict"] == verdict.value


@pytest.mark.parametrize("verdict", list(Verdict))
def test_colour_is_never_alone(verdict: Verdict) -> None:
    page = shown(verdict)
    label = page.one("p", class_="label")
    assert label.text == catalogue().text(f"tone.{verdict.value}")
    tone = page.one("article").attributes["class"].split()[-1]
    (drawing,) = (e for e in page.all("svg") if label in e.above)
    shape = [e.name + str(e.attributes) for e in page.elements if drawing in e.above]
    assert SHAPES.setdefault(tone, shape) == shape
    assert len({str(s) for s in SHAPES.values()}) == len(SHAPES), "two tones share a shape"


SHAPES: dict[str, list[str]] = {}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_what_is_genuine_and_in_force_is_green(verdict: Verdict) -> None:
    assert ("green" in shown(verdict).one("article").attributes["class"].split()) is (verdict in GREEN)


def test_the_first_lines_come_in_the_order_of_the_design() -> None:
    page = shown(nothing_kept=True)
    order = [
        "Genuine and in force: Northgate University",
        "Checked by badges.example on 24 November 2026 at 14:05 UTC",
        "Ana Andersson Industrial Machine Learning",
        "10 ECTS, master's level (EQF 7), about 260 hours, one unit that counts as credit",
        "Northgate University (northgate.example)",
        "Grade: B",
        "What to do next:",
        "We keep nothing of what you checked. The issuer was not told.",
        "What the person can do",
        "How well",
        "How much, and at which level",
        "How it was assessed",
        "Who did what",
        "What it can count towards",
        "Quality assurance",
        "Its place among awards",
        "How this was checked",
        "Identifiers",
    ]
    text = page.text
    places = []
    for words in order:
        places.append(text.index(words, places[-1] if places else 0))
    assert places == sorted(places)


def test_the_time_of_the_check_is_for_machines_too() -> None:
    assert shown().one("time").attributes["datetime"] == "2026-11-24T14:05:00Z"


def test_green_with_an_unconfirmed_partner_has_an_amber_line() -> None:
    page = shown(Verdict.PARTNER_UNCONFIRMED)
    assert "green" in page.one("article").attributes["class"].split()
    assert page.one("ul", class_="warnings").text == (
        "Brightline Analytics GmbH is named in it but has not confirmed its part."
    )


def test_other_true_verdicts_stand_below_the_headline() -> None:
    page = shown(Verdict.REVOKED, Verdict.STATUS_UNKNOWN, Verdict.REPLACED)
    warnings = page.one("ul", class_="warnings")
    assert [li.text for li in page.all("li") if warnings in li.above] == [
        "We could not find out whether it still stands.",
        "A newer version of this award exists.",
    ]


def test_a_name_that_differs_is_told() -> None:
    page = shown(asked_name="Anna Anderson")
    assert "Given to Ana Andersson; you asked about Anna Anderson." in page.text


def test_what_is_not_true_is_not_said() -> None:
    assert "We keep nothing" not in shown().text


# --- who the issuer is


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        (Identity.DOMAIN_CONFIRMED, "The domain northgate.example is confirmed"),
        (Identity.HOSTED, "Signed with an account at northgate.example"),
        (Identity.KEY_ONLY, "Only a key is known"),
        (Identity.UNBOUND, "could not be tied to this issuer"),
    ],
)
def test_how_the_issuer_is_known_is_said(identity: Identity, words: str) -> None:
    page = shown(Verdict.ISSUER_UNKNOWN, issuer=replace(NORTHGATE, identity=identity))
    assert words in page.text


def test_a_register_is_named_and_linked() -> None:
    page = shown(issuer=listed(NORTHGATE, "Register of universities"))
    assert "Known: Register of universities lists this issuer." in page.text
    assert "https://register.example/northgate" in [a.attributes["href"] for a in page.all("a")]


def test_an_issuer_that_calls_itself_otherwise_than_its_register_is_told() -> None:
    issuer = listed(replace(NORTHGATE, name="Famous University"), name="Northgate University")
    page = shown(issuer=issuer)
    assert page.one("p", class_="issuer").text == "Northgate University (northgate.example)"
    assert "in this award it calls itself Famous University" in page.text


def test_a_domain_in_other_letters_is_shown_in_both_spellings() -> None:
    issuer = replace(NORTHGATE, domain=Domain("nörthgate.example", "xn--nrthgate-o4a.example"))
    assert shown(issuer=issuer).one("p", class_="issuer").text == (
        "Northgate University (nörthgate.example, xn--nrthgate-o4a.example)"
    )


# --- what nobody signed


@pytest.mark.parametrize("verdict", UNPROVEN)
def test_without_a_good_signature_nothing_stands_in_large_type(verdict: Verdict) -> None:
    page = shown(verdict, picture="/p.svg")
    assert page.all("p", class_="person") == []
    assert page.all("img") == []
    large = " ".join(e.text for name in ("h1", "h2") for e in page.all(name))
    for claim in ("Ana Andersson", "Industrial Machine Learning", "ECTS"):
        assert claim not in large
        folded = [run for run in page.runs if claim in run.text and not run.inside("details")]
        assert folded == [], claim


@pytest.mark.parametrize("verdict", [Verdict.NOT_AUTHENTIC, Verdict.NOT_READABLE])
def test_its_claims_are_folded_away_and_look_like_claims(verdict: Verdict) -> None:
    page = shown(verdict)
    assert "Nobody that we could confirm has signed these statements." in page.text
    assert page.all("p", class_="source") == []
    assert "signed by" not in page.text.replace("not signed by Northgate University", "")


def test_what_is_no_credential_shows_no_content_and_offers_a_message_to_send() -> None:
    page = shown(Verdict.NOT_A_CREDENTIAL)
    assert "ECTS" not in page.text
    assert page.one("p", class_="reply").text.startswith("Thank you for your application.")


# --- what it is worth


@pytest.mark.parametrize("sample", NINE, ids=lambda sample: sample.key)
def test_every_line_has_a_source_or_says_that_nothing_is_stated(sample: Any) -> None:
    page = shown(document=sample.credential())
    for each in page.all("section", class_="section"):
        heading = next(e for e in page.elements if e.name in ("h2", "h3") and each in e.above)
        if heading.attributes["id"] in ("place", "downloads"):
            continue
        sources = [p for p in page.all("p", class_="source") if each in p.above]
        own = [p for p in sources if any(a.name in ("li", "td") for a in p.above)]
        at_heading = [p for p in sources if p not in own]
        of_lines = [
            e
            for e in page.all("li")
            if each in e.above and "lines" in e.above[-1].attributes.get("class", "")
        ]
        for line in of_lines:
            stated = not any(
                line in d.above and "unstated" in d.attributes.get("class", "") for d in page.all("div")
            )
            has_own = any(line in p.above for p in own)
            assert has_own or at_heading or not stated, line.text


def test_lines_of_one_source_say_it_once() -> None:
    page = shown()
    outcomes = section(page, "What the person can do")
    assert [p.text for p in page.all("p", class_="source") if outcomes in p.above] == [
        "signed by the issuer only"
    ]


def test_lines_of_several_sources_say_each_their_own() -> None:
    document = deepcopy(CO_DELIVERED)
    confirmed = {"proof": {"confirmed": ("did:web:brightline.example",)}, **PARTNERS}
    record = document["credentialSubject"]["assessmentRecord"][0]
    record["assessedBy"] = [{"id": "did:web:brightline.example", "type": ["Profile"], "name": "Brightline"}]
    page = Page(page_of(make_report(facts=confirmed), document))
    assessed = section(page, "How it was assessed")
    assert "(confirmed by the one named)" in assessed.text
    assert "signed by the issuer only" in assessed.text


@pytest.mark.parametrize("sample", NINE, ids=lambda sample: sample.key)
def test_no_code_of_the_vocabulary_is_shown(sample: Any) -> None:
    """`badgeOrAward` is a code; `GmbH` and `MLOps` are words of others, and stand isolated."""
    page = shown(document=sample.credential())
    own = " ".join(run.text for run in page.runs if not run.inside("bdi", "title"))
    assert re.findall(r"\b[a-z]+[A-Z][A-Za-z]+\b", own) == []


def test_a_badge_for_attendance_says_that_nothing_was_assessed() -> None:
    page = shown(document=S6.credential())
    assert "a badge: attended, not assessed" in page.text


def test_a_small_award_is_measured_against_a_year() -> None:
    assert "This is not a degree: 10 of the 60 ECTS of a full-time year" in shown().text


def test_a_foreign_badge_is_told_what_it_does_not_say() -> None:
    page = shown(document=make_document())
    for words in ("Level: not stated", "Credit: not stated", "How it was assessed: not stated"):
        assert words in page.text
    assert page.all("table") == []


def test_a_badge_of_another_vocabulary_has_no_table_of_parties() -> None:
    document = deepcopy(CO_DELIVERED)
    document["@context"] = document["@context"][:2]
    page = shown(document=document)
    assert page.all("table", class_="parties") == []
    assert "Workplace teaching" not in page.text


def test_who_did_what_is_a_table_with_the_issuer_first() -> None:
    page = shown()
    table = page.one("table", class_="parties")
    rows = [e for e in page.all("tr") if table in e.above and not any(a.name == "thead" for a in e.above)]
    assert [row.text.partition(",")[0] for row in rows] == [
        "Northgate University",
        "Brightline Analytics GmbH",
    ]
    assert "Design, teaching, assessment, quality assurance, award" in rows[0].text
    assert rows[0].text.endswith("signed by this organisation")
    assert "Workplace teaching, first marking of the project." in rows[1].text
    assert rows[1].text.endswith("named by Northgate University, not confirmed by Brightline Analytics GmbH")


def test_a_partner_that_signed_is_shown_as_confirmed() -> None:
    facts = {"proof": {"confirmed": ("did:web:brightline.example",)}}
    page = Page(page_of(make_report(facts=facts), CO_DELIVERED))
    (row,) = (e for e in page.all("tr") if e.text.startswith("Brightline"))
    assert row.text.endswith("confirmed by this organisation")


def test_a_party_that_only_bears_the_issuer_s_name_is_not_taken_for_it() -> None:
    document = deepcopy(CO_DELIVERED)
    participant = document["credentialSubject"]["achievement"]["provision"]["participant"][1]
    participant["organisation"] = {"id": "did:web:evil.example", "name": "Northgate University"}
    page = Page(page_of(make_report(), document))
    rows = [e.text for e in page.all("tr") if e.text.startswith("Northgate University")]
    assert [text.endswith("signed by this organisation") for text in rows] == [True, False]


def test_the_order_of_participants_in_the_document_decides_nothing() -> None:
    document = deepcopy(CO_DELIVERED)
    document["credentialSubject"]["achievement"]["provision"]["participant"].reverse()
    assert page_of(make_report(), document) == page_of(make_report(), CO_DELIVERED)


@pytest.mark.parametrize(
    ("sample", "here"),
    [
        (S1, "Micro-credential"),
        (S2, "Badge or award"),
        (NINE[7], "Macro-credential"),
        (NINE[4], "Short course"),
    ],
)
def test_the_dot_stands_in_its_field_and_says_so(sample: Any, here: str) -> None:
    page = shown(document=sample.credential())
    table = page.one("table", class_="ecology")
    marked = [td for td in page.all("td") if table in td.above and "here" in td.attributes.get("class", "")]
    assert [td.text for td in marked] == [f"{here}this award"]
    assert len([td for td in page.all("td") if table in td.above and td.text]) == 4
    assert {th.text for th in page.all("th") if table in th.above} == {
        "One unit", "Several units taken as one", "Counts as credit", "Does not count as credit",
    }  # fmt: skip


# --- details


def test_the_checks_stand_under_details_with_question_answer_and_reason() -> None:
    report = make_report(Verdict.STATUS_UNKNOWN)
    status = Finding("status", Result.UNKNOWN, "The list could not be had.",
                     (Problem("STATUS_RETRIEVAL_ERROR", "x"),), notes=("status-index-integer",))  # fmt: skip
    findings = tuple(status if f.check == "status" else f for f in report.findings)
    page = Page(page_of(replace(report, findings=findings)))
    row = page.one("li", data_check="status")
    assert row.attributes["data-result"] == "unknown"
    assert row.text == (
        "Does it still stand, by the issuer's list? Not known The list could not be had. "
        "STATUS_RETRIEVAL_ERROR status-index-integer"
    )
    assert any(a.name == "details" for a in row.above)
    links = [a.attributes["href"] for a in page.all("a") if row in a.above]
    assert links == ["/problems/STATUS_RETRIEVAL_ERROR", "/problems/status-index-integer"]
    assert len(page.all("li", data_result="pass")) == len(report.findings) - 1


@pytest.mark.parametrize("result", list(Result))
def test_every_result_has_a_word(result: Result) -> None:
    report = make_report()
    findings = tuple(replace(f, result=result) for f in report.findings)
    answers = {e.text for e in Page(page_of(replace(report, findings=findings))).all("span", class_="answer")}
    assert answers == {catalogue().text(f"answer.{result.value}")}


def test_identifiers_stand_under_details() -> None:
    page = shown()
    (value,) = (e for e in page.all("dd") if e.text == "https://badges.example/credentials/s3-co-delivered")
    assert any(a.name == "details" for a in value.above)


def test_downloads_are_links_with_sensible_file_names() -> None:
    page = shown(downloads=DOWNLOADS)
    found = {a.attributes["download"]: a.text for a in page.all("a") if "download" in a.attributes}
    assert found == {
        "industrial-machine-learning.json": "Signed file (JSON)",
        "industrial-machine-learning.jwt": "Signed token (JWT)",
    }


def test_long_names_are_set_smaller_and_in_full() -> None:
    document = make_document()
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Wolfeschlegelsteinhausen " * 8
    page = Page(page_of(make_report(), document))
    assert "long" in page.one("p", class_="person").attributes["class"].split()
    assert page.one("p", class_="person").text == ("Wolfeschlegelsteinhausen " * 8).strip()


def test_the_moment_is_told_in_utc_whatever_zone_it_came_in() -> None:
    at = datetime.fromisoformat("2026-11-24T23:30:00-05:00")
    page = Page(page_of(make_report(at=at)))
    assert page.one("time").text == "25 November 2026 at 04:30 UTC"
    assert at.astimezone(UTC) != AT
