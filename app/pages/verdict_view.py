"""From a judged award to what its page shows. All decisions of the page are here, none in its template.

What nobody signed is never shown as if somebody had: without a good signature there is no large type, no
source beside a line, and no link to an address that the document brought along.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from app.messages import Message, message
from app.messages.foreign import shortened
from app.messages.verdicts import (
    asides_of,
    headline_of,
    issuer_name,
    issuer_with_domain,
    name_differs,
    next_step_of,
    person_names,
    warnings_of,
)
from app.pages.rendering import Site
from app.pages.views import Award, CheckRow, Download, Identifier, IssuerView, Tone, VerdictView
from app.pages.worth import Worth, worth
from credentials.findings import Finding
from credentials.verdict import Verdict
from credentials.verification.issuer import Identity, IssuerSeen
from credentials.verification.report import Report
from issuers.document import Node

TONES: Final[Mapping[Verdict, Tone]] = {
    Verdict.VALID: Tone.GREEN,
    Verdict.PARTNER_UNCONFIRMED: Tone.GREEN,
    Verdict.REPLACED: Tone.GREY,
    Verdict.EXPIRED: Tone.GREY,
    Verdict.NOT_YET_VALID: Tone.GREY,
    Verdict.MALFORMED: Tone.GREY,
    Verdict.NOT_READABLE: Tone.GREY,
    Verdict.NOT_A_CREDENTIAL: Tone.GREY,
    Verdict.STATUS_UNKNOWN: Tone.AMBER,
    Verdict.ISSUER_UNKNOWN: Tone.AMBER,
    Verdict.SUSPENDED: Tone.AMBER,
    Verdict.REVOKED: Tone.RED,
    Verdict.NOT_AUTHENTIC: Tone.RED,
}
#: Nobody's signature stands behind the words of such a document.
_UNPROVEN: Final = frozenset({Verdict.NOT_AUTHENTIC, Verdict.NOT_READABLE, Verdict.NOT_A_CREDENTIAL})
#: Whoever wrote its addresses is not known: they are shown, and lead nowhere.
_UNLINKED: Final = _UNPROVEN | {Verdict.ISSUER_UNKNOWN}

_LONGEST_TITLE: Final = 300
_LONGEST_IDENTIFIER: Final = 500
_LONGEST_ANSWER: Final = 500
_LONG: Final = 60  # above this a name or title is set smaller

Kind = Literal["file", "link", "picture", "text"]


def verdict_view(
    report: Report,
    document: Mapping[str, Any],
    site: Site,
    *,
    downloads: tuple[Download, ...] = (),
    picture: str | None = None,
    nothing_kept: bool = False,
    asked_name: str | None = None,
) -> VerdictView:
    """One verification's page.

    `document` is what the checks saw. `downloads` and `picture` are addresses of ours, for an award that we
    keep. `nothing_kept`: the caller stores nothing and tells nobody. `asked_name`: whom the reader expected.
    """
    verdict = report.verdict
    unproven = verdict in _UNPROVEN
    shown = worth(
        document if verdict is not Verdict.NOT_A_CREDENTIAL else {},
        issuer=issuer_name(report.issuer),
        confirmed=_confirmed(report),
        signed=not unproven,
    )
    differs = name_differs(document, asked_name) if asked_name is not None and not unproven else None
    nothing = verdict is Verdict.NOT_A_CREDENTIAL
    return VerdictView(
        verdict=verdict.value,
        tone=TONES[verdict],
        label=message(f"tone.{verdict.value}"),
        headline=headline_of(report, document),
        next_step=next_step_of(report, document),
        at=report.at,
        warnings=(*((differs,) if differs is not None else ()), *warnings_of(report, document)),
        asides=asides_of(report, nothing_kept=nothing_kept),
        award=None if unproven else _award(report, document, shown, picture),
        sections=() if nothing else shown.sections,
        unproven=unproven,
        place=None if nothing else shown.place,
        checks=tuple(_check(finding, site) for finding in report.findings),
        identifiers=() if nothing else _identifiers(document),
        downloads=downloads,
        reply=message("verdict.replyText") if nothing else None,
        links=not {verdict, *report.others} & _UNLINKED,
    )


def nothing_found(kind: Kind, at: datetime, *, nothing_kept: bool = False) -> VerdictView:
    """The page for bytes that are no document at all. `kind`: what was looked at."""
    verdict = Verdict.NOT_A_CREDENTIAL
    key = f"verdict.{verdict.value}"
    return VerdictView(
        verdict=verdict.value,
        tone=TONES[verdict],
        label=message(f"tone.{verdict.value}"),
        headline=message(f"{key}.headline" if kind == "file" else f"{key}.headline.{kind}"),
        next_step=message(f"{key}.next"),
        at=at,
        warnings=(),
        asides=(message("line.nothingKept"),) if nothing_kept else (),
        award=None,
        sections=(),
        unproven=True,
        place=None,
        checks=(),
        identifiers=(),
        reply=message("verdict.replyText"),
        links=False,
    )


def issuer_view(issuer: IssuerSeen) -> IssuerView:
    """The issuer with its domain, how it is known, and which registers list it."""
    name = message("party.name", name=issuer_with_domain(issuer))
    registers = tuple(dict.fromkeys(vouch.url for vouch in issuer.vouches if vouch.url))
    return IssuerView(name, _identity(issuer), registers)


def _identity(issuer: IssuerSeen) -> Message:
    key = f"identity.{issuer.identity.value}"
    match issuer.identity:
        case Identity.IN_REGISTER:
            registers = tuple(dict.fromkeys(vouch.register for vouch in issuer.vouches))
            if issuer.name is not None and any(vouch.name != issuer.name for vouch in issuer.vouches):
                claimed = shortened(issuer.name, _LONGEST_TITLE)
                return message(f"{key}.otherName", registers=registers, name=claimed)
            return message(key, registers=registers)
        case Identity.DOMAIN_CONFIRMED | Identity.HOSTED if issuer.domain is not None:
            return message(key, domain=issuer.domain.punycode)
        case Identity.KEY_ONLY:
            return message(key)
        case _:
            return message(f"identity.{Identity.UNBOUND.value}")


def _confirmed(report: Report) -> frozenset[str]:
    """DIDs of others whose good signature is on it: facts of the check `proof`."""
    confirmed = report.facts.get("proof", {}).get("confirmed")
    return frozenset(map(str, confirmed)) if isinstance(confirmed, tuple) else frozenset()


def _award(report: Report, document: Mapping[str, Any], shown: Worth, picture: str | None) -> Award:
    root = Node(document)
    names = person_names(document)
    title = root.get("credentialSubject").get("achievement").text("name") or root.text("name") or ""
    return Award(
        person=message("person.names", names=names) if names else message("person.unstated"),
        title=shortened(title, _LONGEST_TITLE),
        summary=shown.summary,
        issuer=issuer_view(report.issuer),
        results=shown.results,
        picture=picture,
        long=len(title) > _LONG or any(len(name) > _LONG for name in names),
    )


def _check(finding: Finding, site: Site) -> CheckRow:
    codes = dict.fromkeys([*(problem.code for problem in finding.problems), *finding.notes])
    return CheckRow(
        finding.check,
        message(f"check.{finding.check}"),
        finding.result.value,
        message(f"answer.{finding.result.value}"),
        shortened(finding.says, _LONGEST_ANSWER),
        tuple((code, f"{site.root}/problems/{code}") for code in codes),
    )


def _identifiers(document: Mapping[str, Any]) -> tuple[Identifier, ...]:
    root = Node(document)
    subject = root.get("credentialSubject")
    found = (
        ("credential", root.text("id")),
        ("issuer", root.reference("issuer")),
        ("achievement", subject.get("achievement").text("id")),
        ("recipient", subject.text("id")),
    )
    return tuple(
        Identifier(message(f"identifier.{name}"), shortened(value, _LONGEST_IDENTIFIER))
        for name, value in found
        if value is not None
    )
