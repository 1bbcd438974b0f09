"""What a person is told, word for word as the design's table of verdicts has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.messages import catalogue
from app.messages.foreign import FIRST_STRONG_ISOLATE
from app.messages.verdicts import (
    headline,
    issuer_with_domain,
    name_differs,
    next_step,
    partner_withdrew,
    parts_withdrawn,
    smaller_lines,
)
from app.verbs.revoke import RevocationReason
from credentials.verdict import Verdict
from credentials.verification.issuer import Domain, Identity, IssuerSeen
from credentials.verification.report import Report
from issuers.badge import Partner
from tests.app.pages.examples import NORTHGATE, listed, make_document, make_report

HARBOUR = IssuerSeen("did:web:harbour.example", "Harbour Institute", Identity.DOMAIN_CONFIRMED,
                     Domain("harbour.example", "harbour.example"))  # fmt: skip
IN_MAY = {"status": {"since": datetime(2027, 5, 3, 22, 0, tzinfo=UTC)}}
BRIGHTLINE = {
    "partners": {"partners": (Partner("did:web:b.example", "Brightline Analytics", ("teaching",)),)}
}
TWO = {"partners": {"partners": (*BRIGHTLINE["partners"]["partners"], Partner(None, "Marlow", ("award",)))}}
LATER = datetime(2027, 6, 1, tzinfo=UTC)
SHORT = replace(NORTHGATE, name="Northgate", identity=Identity.IN_REGISTER)

TABLE: list[tuple[Report, dict[str, Any], str, str]] = [
    (
        make_report(Verdict.VALID),
        {},
        "Genuine and in force: Northgate University (northgate.example) gave this award to Ana Andersson on "
        "21 September 2026.",
        "Make sure that this is your applicant, then read what it covers.",
    ),
    (
        make_report(Verdict.PARTNER_UNCONFIRMED, issuer=SHORT, facts=BRIGHTLINE),
        {},
        "Genuine as Northgate's award; Brightline Analytics is named in it but has not confirmed its part.",
        "Rely on Northgate's part; ask Brightline Analytics if its part matters to you.",
    ),
    (
        make_report(Verdict.REPLACED),
        {},
        "Corrected: a newer version of this award exists.",
        "Ask the applicant for the current one.",
    ),
    (
        make_report(Verdict.EXPIRED, at=LATER),
        {"validUntil": "2027-03-15T00:00:00Z"},
        "Genuine, but out of date since 15 March 2027.",
        "Ask whether it has been renewed; what was learnt may still count.",
    ),
    (
        make_report(Verdict.NOT_YET_VALID),
        {"validFrom": "2027-01-01T00:00:00Z"},
        "Genuine, but it starts on 1 January 2027.",
        "Check again then.",
    ),
    (
        make_report(Verdict.STATUS_UNKNOWN),
        {},
        "Genuine, but we could not find out whether it still stands.",
        "Try again in an hour; this says nothing against the applicant.",
    ),
    (
        make_report(Verdict.ISSUER_UNKNOWN, issuer=replace(HARBOUR, identity=Identity.UNBOUND, domain=None)),
        {},
        'Signed and unchanged, but we cannot tell you who "Harbour Institute" is.',
        "Find the organisation's own website and ask it; do not use contact details from this page.",
    ),
    (
        make_report(Verdict.ISSUER_UNKNOWN, issuer=HARBOUR),
        {},
        'Signed and unchanged, but we cannot tell you who "Harbour Institute" is. '
        "It was signed by whoever controls harbour.example.",
        "Find the organisation's own website and ask it; do not use contact details from this page.",
    ),
    (
        make_report(Verdict.ISSUER_UNKNOWN, issuer=replace(HARBOUR, identity=Identity.KEY_ONLY, domain=None)),
        {},
        'Signed and unchanged, but we cannot tell you who "Harbour Institute" is. '
        "Anyone could have made this.",
        "Find the organisation's own website and ask it; do not use contact details from this page.",
    ),
    (
        make_report(Verdict.SUSPENDED, facts=IN_MAY),
        {},
        "On hold: Northgate University paused this award on 3 May 2027 and may restore it.",
        "Do not decide on it today; check again, or ask the applicant.",
    ),
    (
        make_report(Verdict.REVOKED, issuer=SHORT, facts=IN_MAY),
        {},
        "Withdrawn: Northgate took this award back on 3 May 2027.",
        "Do not rely on it; ask the applicant, or Northgate.",
    ),
    (
        make_report(Verdict.NOT_AUTHENTIC),
        {},
        "Do not rely on this: it was changed after signing, or not signed by Northgate University.",
        "Ask the applicant for the original link or file, as copies get damaged; do not accuse anyone "
        "because of this page alone.",
    ),
    (
        make_report(Verdict.NOT_READABLE),
        {},
        "This looks like an award of a kind that we cannot check.",
        "Check it at its issuer: Northgate University.",
    ),
    (
        make_report(Verdict.NOT_A_CREDENTIAL),
        {},
        "We found no signed award in this text.",
        "That does not make it false: ask the applicant for the award's link or the signed file.",
    ),
    (
        make_report(Verdict.MALFORMED, problems={"schema": ("MALFORMED_VALUE_ERROR",)}),
        {},
        "Genuinely signed, but not well-formed: a value in it does not have the form that its standard "
        "requires; ask the issuer.",
        "Ask the issuer for a corrected award; this says nothing against the applicant.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("report", "changes", "words", "step"), TABLE)
def test_every_verdict_is_told_word_for_word(
    report: Report, changes: dict[str, Any], words: str, step: str
) -> None:
    document = make_document(**changes)
    assert headline(report, document) == words
    assert next_step(report, document) == step


def test_the_table_has_every_verdict() -> None:
    assert {report.verdict for report, *_ in TABLE} == set(Verdict)


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("document", [{}, {"issuer": 5, "credentialSubject": [], "proof": "x"}])
def test_a_document_of_any_shape_is_told_of(verdict: Verdict, document: dict[str, Any]) -> None:
    nobody = IssuerSeen(None, None, Identity.UNBOUND)
    others = (v for v in Verdict if v not in (verdict, Verdict.VALID))
    report = make_report(verdict, *others, issuer=nobody)
    told = [headline(report, document), next_step(report, document), *smaller_lines(report, document)]
    assert all(text.strip() for text in told)
    assert not any("{" in text or "  " in text or "invalid" in text.lower() for text in told)


# --- which of them is named


def test_a_fault_of_somebody_else_s_key_says_who_did_not_sign() -> None:
    report = make_report(Verdict.NOT_AUTHENTIC, problems={"binding": ("issuer-mismatch",)})
    assert headline(report, make_document()) == (
        "Do not rely on this: it was not signed by Northgate University."
    )


def test_a_broken_signature_may_mean_either() -> None:
    report = make_report(
        Verdict.NOT_AUTHENTIC,
        problems={"binding": ("issuer-mismatch",), "proof": ("CRYPTOGRAPHIC_SECURITY_ERROR",)},
    )
    assert "it was changed after signing, or not signed by" in headline(report, make_document())


def test_a_broken_learning_rule_is_named_by_its_code() -> None:
    report = make_report(
        Verdict.MALFORMED,
        problems={"learning": ("learning-rule",)},
        facts={"learning": {"rules": ("MC-Q3", "MC-A2")}},
    )
    assert headline(report, make_document()) == (
        "Genuinely signed, but not well-formed: it contradicts itself as an award of learning "
        "(MC-Q3 and MC-A2); ask the issuer."
    )


def test_a_token_that_disagrees_with_its_award_is_malformed() -> None:
    report = make_report(Verdict.MALFORMED, problems={"claims": ("claim-mismatch",)})
    assert "the token and the award in it disagree" in headline(report, make_document())


def test_several_partners_are_all_named() -> None:
    report = make_report(Verdict.PARTNER_UNCONFIRMED, issuer=SHORT, facts=TWO)
    assert headline(report, make_document()) == (
        "Genuine as Northgate's award; Brightline Analytics and Marlow are named in it but have not "
        "confirmed their parts."
    )
    assert next_step(report, make_document()) == (
        "Rely on Northgate's part; ask Brightline Analytics and Marlow if their parts matter to you."
    )


def test_where_only_the_domain_is_known_the_claimed_name_never_stands_without_it() -> None:
    report = make_report(Verdict.PARTNER_UNCONFIRMED, facts=BRIGHTLINE)
    assert headline(report, make_document()) == (
        "Genuine as Northgate University's (northgate.example) award; Brightline Analytics is named in it "
        "but has not confirmed its part."
    )


# --- who the issuer is


def test_a_domain_in_other_letters_is_shown_in_both_spellings() -> None:
    issuer = replace(NORTHGATE, domain=Domain("nörthgate.example", "xn--nrthgate-o4a.example"))
    told = headline(make_report(issuer=issuer), make_document())
    assert "Northgate University (nörthgate.example, xn--nrthgate-o4a.example) gave" in told


def test_a_register_s_name_is_believed_before_the_award_s() -> None:
    issuer = listed(replace(NORTHGATE, name="Famous University"), name="Northgate University")
    assert "Famous" not in headline(make_report(issuer=issuer), make_document())


def test_a_host_that_many_share_is_nobody_s_name() -> None:
    hosted = replace(listed(NORTHGATE), id="did:web:badges.example:o:northgate")
    assert issuer_with_domain(hosted) == "Northgate University"
    told = headline(make_report(issuer=hosted), make_document())
    assert told.startswith("Genuine and in force: Northgate University gave this award")


def test_a_hosted_issuer_that_nobody_vouches_for_is_told_as_an_account() -> None:
    issuer = replace(
        NORTHGATE,
        id="did:web:badges.example:o:x",
        identity=Identity.HOSTED,
        domain=Domain("badges.example", "badges.example"),
    )
    told = headline(make_report(Verdict.ISSUER_UNKNOWN, issuer=issuer), make_document())
    assert told.endswith("It was signed by somebody who has an account at badges.example.")


def test_an_issuer_without_a_name_goes_by_its_identifier() -> None:
    told = headline(make_report(Verdict.REVOKED, issuer=replace(NORTHGATE, name=" ")), make_document())
    assert told == "Withdrawn: did:web:northgate.example took this award back."


# --- names and dates


def test_a_hashed_name_is_not_shown() -> None:
    subject = make_document()["credentialSubject"]
    subject["identifier"][0]["hashed"] = True
    told = headline(make_report(), make_document(credentialSubject=subject))
    assert "to a person whom it does not name on" in told


def test_the_order_of_names_in_the_document_decides_nothing() -> None:
    def named(*names: str) -> dict[str, Any]:
        document = make_document()
        one = document["credentialSubject"]["identifier"][0]
        document["credentialSubject"]["identifier"] = [{**one, "identityHash": name} for name in names]
        return document

    report = make_report()
    assert headline(report, named("B", "A")) == headline(report, named("A", "B", "A"))
    assert "to A and B on" in headline(report, named("B", "A"))
    assert "to A, B, C, D and E on" in headline(report, named("E", "C", "A", "D", "B"))


def test_the_day_of_the_award_is_the_document_s_own() -> None:
    told = headline(make_report(), make_document(awardedDate="2026-09-21T23:30:00-05:00"))
    assert "on 21 September 2026." in told


def test_without_a_date_of_award_it_is_that_from_which_it_is_valid() -> None:
    assert "on 21 September 2026." in headline(make_report(), make_document(awardedDate=None))


def test_a_proof_that_has_run_out_gives_the_day_where_the_award_has_not() -> None:
    document = make_document(proof=[{"expires": "2026-10-01T00:00:00Z"}], validUntil="2030-01-01T00:00:00Z")
    assert (
        headline(make_report(Verdict.EXPIRED), document) == "Genuine, but out of date since 1 October 2026."
    )


def test_of_several_ends_the_first_counts_and_of_several_beginnings_the_last() -> None:
    over = make_document(validUntil="2026-11-01T00:00:00Z", proof=[{"expires": "2026-10-01T00:00:00Z"}])
    assert headline(make_report(Verdict.EXPIRED), over) == "Genuine, but out of date since 1 October 2026."
    to_come = make_document(validFrom="2027-01-01T00:00:00Z", proof={"created": "2027-02-01T00:00:00Z"})
    assert (
        headline(make_report(Verdict.NOT_YET_VALID), to_come) == "Genuine, but it starts on 1 February 2027."
    )


@pytest.mark.parametrize("identity", [Identity.KEY_ONLY, Identity.UNBOUND, Identity.HOSTED])
def test_a_domain_that_is_not_confirmed_never_stands_beside_the_name(identity: Identity) -> None:
    assert issuer_with_domain(replace(NORTHGATE, identity=identity)) == "Northgate University"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.REVOKED, "Withdrawn: Northgate University took this award back."),
        (Verdict.SUSPENDED, "On hold: Northgate University paused this award and may restore it."),
    ],
)
def test_a_foreign_list_knows_no_day(verdict: Verdict, words: str) -> None:
    assert headline(make_report(verdict), make_document()) == words


def test_a_right_to_left_name_is_fenced() -> None:
    issuer = replace(NORTHGATE, name="جامعة")
    assert FIRST_STRONG_ISOLATE in headline(make_report(issuer=issuer), make_document())


def test_a_name_without_end_is_cut_in_a_sentence() -> None:
    issuer = replace(NORTHGATE, name="N" * 5000)
    assert len(headline(make_report(issuer=issuer), make_document())) < 400


# --- the smaller lines


def test_other_true_verdicts_follow_as_smaller_lines_in_their_order() -> None:
    report = make_report(Verdict.REVOKED, Verdict.STATUS_UNKNOWN, Verdict.EXPIRED, at=LATER)
    lines = smaller_lines(report, make_document(validUntil="2027-03-15T00:00:00Z"))
    assert lines == (
        "We could not find out whether it still stands.",
        "It is out of date since 15 March 2027.",
    )


def test_green_with_an_unconfirmed_partner_has_its_amber_line() -> None:
    report = make_report(Verdict.PARTNER_UNCONFIRMED, facts=BRIGHTLINE)
    assert smaller_lines(report, make_document()) == (
        "Brightline Analytics is named in it but has not confirmed its part.",
    )


def test_a_name_that_differs_is_told_without_a_judgement() -> None:
    assert smaller_lines(make_report(), make_document(), asked_name="Anna Anderson") == (
        "Given to Ana Andersson; you asked about Anna Anderson.",
    )


@pytest.mark.parametrize("asked", ["Ana Andersson", "  Ana   Andersson "])
def test_the_same_name_is_not_mentioned(asked: str) -> None:
    assert name_differs(make_document(), asked) is None


def test_a_partner_that_withdrew_is_told_with_its_years() -> None:
    line = partner_withdrew("Brightline", "2026", datetime(2028, 6, 2, tzinfo=UTC))
    assert catalogue().say(line) == (
        "Brightline confirmed its part in 2026; it has confirmed no new awards since June 2028. "
        "Awards before stand."
    )


@pytest.mark.parametrize(
    ("withdrawn", "count", "words"),
    [
        (1, 3, "One of three parts was withdrawn later; Northgate is reviewing."),
        (2, 9, "Two of 9 parts were withdrawn later; Northgate is reviewing."),
    ],
)
def test_parts_that_were_withdrawn_are_counted(withdrawn: int, count: int, words: str) -> None:
    assert catalogue().say(parts_withdrawn(withdrawn, count, "Northgate")) == words


def test_nothing_kept_is_said_only_where_it_is_true() -> None:
    line = "We keep nothing of what you checked. The issuer was not told."
    assert line in smaller_lines(make_report(), make_document(), nothing_kept=True)
    assert line not in smaller_lines(make_report(), make_document())


@pytest.mark.parametrize("reason", list(RevocationReason))
def test_every_public_reason_has_its_words(reason: RevocationReason) -> None:
    report = make_report(Verdict.REVOKED, facts={"status": {"reason": reason.value}})
    (line,) = smaller_lines(report, make_document())
    assert line.startswith("The reason given: ")


def test_a_reason_that_is_not_public_vocabulary_is_not_repeated() -> None:
    report = make_report(Verdict.REVOKED, facts={"status": {"reason": "he cheated"}})
    assert smaller_lines(report, make_document()) == ()
