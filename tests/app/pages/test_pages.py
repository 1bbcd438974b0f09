"""Every page: well-formed, accessible in its structure, inert, small, and without anything of elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from app.messages import message
from app.pages.public_views import (
    Standing,
    achievement_view,
    credential_view,
    offer_view,
    organisation_view,
    problem_view,
)
from app.pages.rendering import Site, asset, render, safe_link
from app.pages.verdict_view import Kind, nothing_found
from app.pages.views import PasteForm
from app.problem_types import PROBLEM_TYPES
from credentials.verdict import Verdict
from issuers.badge import Partner
from tests.app.pages.examples import (
    AT,
    DOWNLOADS,
    NORTHGATE,
    SITE,
    listed,
    make_document,
    make_report,
    page_of,
)
from tests.app.pages.markup import Page
from tests.issuers.nine import NINE, Sample

CANARY = "<img src=x onerror=alert(1)>\"'`</textarea></title></bdi><script>alert(2)</script>{{7*7}}"
RIGHT_TO_LEFT = "שלום \u202e عبد الرحمن 🤖 "
PARTNERS = {"partners": {"partners": (Partner("did:web:b.example", "Brightline", ("teaching",)),)}}
DOCUMENTS = {sample.key: sample.credential() for sample in NINE}


def shown(template: str, **view: Any) -> str:
    return render(template, SITE, **view)


def plain(key: str, reference: str | None = None, site: Site = SITE) -> str:
    heading, text = message(f"{key}.title"), message(f"{key}.text")
    return render("plain.html", site, heading=heading, text=text, reference=reference)


def of_sample(sample: Sample, verdict: Verdict = Verdict.VALID, **changed: Any) -> str:
    document = changed.pop("document", DOCUMENTS[sample.key])
    issuer = replace(NORTHGATE, id=sample.issuer.did, name=sample.issuer.name)
    return page_of(
        make_report(verdict, issuer=issuer, facts=PARTNERS),
        document,
        downloads=DOWNLOADS,
        picture="/o/x/picture.svg",
        nothing_kept=True,
    )


def achievement(definition: dict[str, Any], profile: dict[str, Any]) -> str:
    view = achievement_view(
        definition,
        profile,
        version="1",
        issuer_href="/o/northgate",
        json_href="/o/northgate/achievements/iml/1.json",
        superseded_by="/o/northgate/achievements/iml/2",
        picture="/o/northgate/achievements/iml/1.svg",
    )
    return shown("achievement.html", view=view)


def organisation(profile: dict[str, Any], definitions: list[dict[str, Any]]) -> str:
    offers = tuple(
        offer_view(d, profile, href="/o/x/achievements/y/1", picture="/p.svg") for d in definitions
    )
    view = organisation_view(profile, offers, json_href="/o/x.json", organisation_type="employer")
    return shown("organisation.html", view=view)


def nothing_page(kind: Kind) -> str:
    return shown("verdict.html", view=nothing_found(kind, AT, nothing_kept=True))


def standing_page(standing: Standing) -> str:
    since = datetime(2026, 5, 3, tzinfo=UTC)
    return shown("credential.html", view=credential_view(listed(NORTHGATE), standing, AT, since))


def definition_page(sample: Sample) -> str:
    return achievement(sample.completed().document, sample.issuer.profile())


def organisation_page(*samples: Sample) -> str:
    return organisation(NINE[0].issuer.profile(), [sample.completed().document for sample in samples])


def paste_page(text: str = "", problem: str | None = None) -> str:
    told = message(problem) if problem is not None else None
    return shown("paste.html", form=PasteForm("/verify", text, told))


STANDINGS: tuple[Standing, ...] = ("inForce", "expired", "suspended", "revoked", "replaced")
KINDS: tuple[Kind, ...] = ("file", "link", "picture", "text")

PAGES: dict[str, Callable[[], str]] = {
    "home": lambda: shown("home.html", form=PasteForm("/verify")),
    "paste": paste_page,
    "paste again": partial(paste_page, CANARY, "paste.empty"),
    "not found": partial(plain, "notFound"),
    "error": partial(plain, "error", "0f0e0d0c"),
    "organisation": partial(organisation_page, NINE[0], NINE[2]),
    "organisation without offer": organisation_page,
    **{f"nothing in a {kind}": partial(nothing_page, kind) for kind in KINDS},
    **{f"credential {standing}": partial(standing_page, standing) for standing in STANDINGS},
    **{f"achievement {sample.key}": partial(definition_page, sample) for sample in NINE},
    **{f"verdict {sample.key}": partial(of_sample, sample) for sample in NINE},
    **{f"verdict {verdict.value}": partial(of_sample, NINE[2], verdict) for verdict in Verdict},
    "verdict of a foreign badge": lambda: page_of(make_report()),
    "verdict of an empty document": lambda: page_of(make_report(Verdict.NOT_AUTHENTIC), {}),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound(name: str) -> None:
    html = PAGES[name]()
    assert Page(html).faults == []
    assert len(html.encode()) < 100_000
    assert "invalid" not in html.replace("aria-invalid", "").lower()


@pytest.mark.parametrize("code", sorted(PROBLEM_TYPES))
def test_every_problem_has_its_page(code: str) -> None:
    kind = PROBLEM_TYPES[code]
    page = Page(shown("problem.html", view=problem_view(kind, f"https://badges.example/problems/{code}")))
    assert page.faults == []
    assert page.one("h1").text == kind.title
    assert kind.do in page.text


# --- foreign text


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from leaves(inner, (*path, at))
    elif isinstance(value, str):
        yield path, value


def planted(document: dict[str, Any], text: str, *, everywhere: bool) -> dict[str, Any]:
    """The document with `text` in every string; without `everywhere`, only where people write prose."""
    changed = deepcopy(document)
    prose = re.compile(
        r"name|description|narrative|text|responsibility|Summary|Statement|identityHash|role$|what$"
    )
    for path, _ in list(leaves(document)):
        if path[0] == "@context" or (not everywhere and not prose.search(str(path[-1]))):
            continue
        if path[-1] in ("identityType",):
            continue
        inner: Any = changed
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = text if everywhere else f"{text}{len(path)}"
    return changed


@pytest.mark.parametrize("sample", NINE, ids=lambda sample: sample.key)
@pytest.mark.parametrize("everywhere", [False, True])
@pytest.mark.parametrize("verdict", [Verdict.VALID, Verdict.NOT_AUTHENTIC])
def test_a_canary_in_every_field_is_shown_and_does_nothing(
    sample: Sample, everywhere: bool, verdict: Verdict
) -> None:
    document = planted(DOCUMENTS[sample.key], CANARY, everywhere=everywhere)
    html = of_sample(sample, verdict, document=document)
    page = Page(html)
    assert page.faults == []
    assert page.text.count("onerror=alert(1)") >= 3
    assert "<script" not in html
    assert "49" not in page.one("h1").text


@pytest.mark.parametrize("sample", NINE, ids=lambda sample: sample.key)
def test_a_canary_in_a_definition_is_shown_and_does_nothing(sample: Sample) -> None:
    definition = planted(sample.completed().document, CANARY, everywhere=False)
    profile = planted(sample.issuer.profile(), CANARY, everywhere=False)
    assert Page(achievement(definition, profile)).faults == []
    assert Page(organisation(profile, [definition])).faults == []


@pytest.mark.parametrize("name", ["issuer", "domain"])
def test_a_canary_in_the_report_is_shown_and_does_nothing(name: str) -> None:
    issuer = replace(listed(NORTHGATE, register=CANARY, name=CANARY), name=CANARY)
    facts = {"partners": {"partners": (Partner(None, CANARY, ()),)}, "status": {"reason": CANARY}}
    report = make_report(Verdict.PARTNER_UNCONFIRMED, Verdict.ISSUER_UNKNOWN, issuer=issuer, facts=facts)
    findings = tuple(replace(finding, says=CANARY) for finding in report.findings)
    page = Page(page_of(replace(report, findings=findings), make_document(), asked_name=CANARY))
    assert page.faults == []
    assert page.text.count("onerror=alert(1)") > 13


@pytest.mark.parametrize("sample", NINE, ids=lambda sample: sample.key)
def test_foreign_text_of_any_script_stands_isolated(sample: Sample) -> None:
    document = planted(DOCUMENTS[sample.key], RIGHT_TO_LEFT, everywhere=False)
    page = Page(of_sample(sample, document=document))
    outside = [run.text for run in page.runs if "שלום" in run.text and not run.inside("bdi")]
    assert outside == []
    assert "\u202e" not in page.text
    assert "[U+202E]" in page.text


def test_titles_of_tabs_are_isolated_too() -> None:
    definition = {**NINE[2].completed().document, "name": RIGHT_TO_LEFT}
    title = Page(achievement(definition, NINE[2].issuer.profile())).one("title").text
    assert title.startswith("\u2068")
    assert "\u202e" not in title


def test_an_address_is_a_link_only_if_it_is_plain_https() -> None:
    page = Page(of_sample(NINE[0]))
    foreign = [a.attributes["href"] for a in page.all("a") if a.attributes["href"].startswith("https:")]
    assert all(safe_link(address) == address for address in foreign)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://northgate.example/complaints?x=1&y=2#z", True),
        ("https://northgate.example:8443/", True),
        ("http://northgate.example/", False),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("https:///x", False),
        ("https://user:secret@northgate.example/", False),
        ("https://northgate.example@evil.example/", False),
        ('https://northgate.example/"onclick=x', False),
        ("https://northgate.example/'x", False),
        ("https://northgate.example/ x", False),
        ("https://northgate.example\\@evil.example/", False),
        ("https://nörthgate.example/", False),
        ("https://northgate.example/\u202e", False),
        ("https://northgate.example/\n", False),
        ("https://northgate.example:99999/", False),
        ("https://[::1/", False),
        ("//northgate.example/", False),
        ("https://northgate.example/" + "x" * 3000, False),
        ("", False),
    ],
)
def test_which_addresses_may_be_links(address: str, safe: bool) -> None:
    assert (safe_link(address) is not None) is safe


@pytest.mark.parametrize(
    "verdict",
    [Verdict.ISSUER_UNKNOWN, Verdict.NOT_AUTHENTIC, Verdict.NOT_READABLE, Verdict.NOT_A_CREDENTIAL],
)
def test_where_nobody_knows_who_wrote_it_no_address_is_a_link(verdict: Verdict) -> None:
    document = deepcopy(DOCUMENTS["s1-he-only"])
    quality = document["credentialSubject"]["achievement"]["qualityAssurance"]
    quality["complaintsUrl"] = "https://phish.example/complaints"
    linked = page_of(make_report(Verdict.VALID), document)
    assert 'href="https://phish.example/complaints"' in linked
    assert 'href="https://phish.example' not in page_of(make_report(verdict), document)
    assert 'href="https://phish.example' not in page_of(make_report(Verdict.REVOKED, verdict), document)


# --- size


def test_a_document_without_end_gives_a_page_with_one() -> None:
    document = deepcopy(DOCUMENTS["s1-he-only"])
    achievement = document["credentialSubject"]["achievement"]
    achievement["name"] = "<" * 60_000
    document["issuer"]["name"] = "&" * 60_000
    document["id"] = "urn:" + "'" * 60_000
    achievement["learningOutcome"] = [{"name": "<&\"'>" * 2000, "outcomeType": "skill"}] * 2000
    achievement["qualityAssurance"]["qaStatement"] = "字" * 60_000
    achievement["accreditation"] = [
        {"accreditationType": "programmeLicense", "accreditingAgent": {"name": "字" * 600}}
    ] * 2000
    document["evidence"] = [{"name": "🤖" * 600, "evidenceType": f"{n}"} for n in range(2000)]
    participant = achievement["provision"]["participant"][0]
    participant["responsibility"] = "字" * 60_000
    achievement["provision"]["participant"] = [
        {**participant, "organisation": {"id": f"did:web:o{n}.example", "name": f"<{n}>" * 500}}
        for n in range(200)
    ]
    issuer = replace(NORTHGATE, name="&" * 60_000)
    html = page_of(make_report(issuer=issuer), document, nothing_kept=True, downloads=DOWNLOADS)
    page = Page(html)
    assert page.faults == []
    assert len(html.encode()) < 100_000
    assert "in the signed file" in page.text


def test_what_is_cut_is_counted() -> None:
    document = deepcopy(DOCUMENTS["s1-he-only"])
    outcomes = [{"name": f"Outcome {n}", "outcomeType": "skill"} for n in range(100)]
    document["credentialSubject"]["achievement"]["learningOutcome"] = outcomes
    text = Page(page_of(make_report(), document)).text
    shown = len(re.findall(r"Outcome \d+", text))
    more = re.search(r"(\d+) more lines are in the signed file", text)
    assert more is not None
    assert 20 <= shown < 100
    assert shown + int(more[1]) >= 100


# --- the frame


def test_static_files_have_addresses_that_change_with_them() -> None:
    address = asset(Site(root="/badges"), "cairn.css")
    assert re.fullmatch(r"/badges/static/cairn\.css\?v=[0-9a-f]{12}", address)
    assert asset(Site(), "cairn-mark.svg").partition("=")[2] != address.partition("=")[2]


def test_a_deployment_below_a_path_links_to_itself_there() -> None:
    page = Page(plain("notFound", site=Site(root="/badges")))
    local = [e.attributes["href"] for e in page.elements if e.attributes.get("href", "").startswith("/")]
    assert local
    assert all(href.startswith("/badges/") for href in local)


@pytest.mark.parametrize("page", ["paste", "not found", "error", "verdict s1-he-only", "credential inForce"])
def test_pages_about_one_award_stay_out_of_search_engines(page: str) -> None:
    robots = Page(PAGES[page]()).all("meta", name="robots")
    assert [m.attributes["content"] for m in robots] == ["noindex"]


@pytest.mark.parametrize("page", ["home", "organisation", "achievement s1-he-only"])
def test_public_pages_may_be_found(page: str) -> None:
    assert Page(PAGES[page]()).all("meta", name="robots") == []


def test_what_was_pasted_is_in_the_form_again_unchanged() -> None:
    page = Page(paste_page(CANARY, "paste.empty"))
    assert "".join(page.one("textarea").texts) == "\n" + CANARY  # HTML drops the first line feed
    assert page.one("p", role="alert").text


def test_an_error_tells_its_number_and_nothing_else() -> None:
    page = Page(plain("error", "0f0e0d0c"))
    assert "0f0e0d0c" in page.text
    assert "fault is ours" in page.text


def test_the_id_s_page_names_neither_the_person_nor_the_award() -> None:
    html = PAGES["credential inForce"]()
    assert "Ana" not in html
    assert "Machine" not in html
    assert "ask its holder for the link" in html
