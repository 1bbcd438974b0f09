"""What a person is told about a judged award: headline, next step and the smaller lines.

The words are the catalogue's; which of them are true is `credentials.verdict`'s; this is the table between
the two. The same sentences stand on the page and in the API. One headline, about the award, never about
cryptography; what the award itself claims (names, dates) is read from the document that was judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from app.messages.catalogue import Message, Parameter, catalogue, message
from app.messages.foreign import shortened
from app.messages.formats import day_of
from credentials.findings import Problem, Result
from credentials.instants import parse_instant
from credentials.verdict import Verdict
from credentials.verification.checks.identity import is_hosted
from credentials.verification.issuer import Domain, Identity, IssuerSeen
from credentials.verification.report import Report
from issuers.document import Node

#: A name longer than this is cut where it stands in a sentence; it stands in full elsewhere.
LONGEST_NAME: Final = 200
#: Problems that mean: somebody else signed. Any other broken signature may as well be a changed document.
_SIGNED_BY_ANOTHER: Final = frozenset({"issuer-mismatch", "INVALID_VERIFICATION_METHOD"})


def headline(report: Report, document: Mapping[str, Any], language: str = "en") -> str:
    """The one sentence, as plain text."""
    return catalogue(language).say(headline_of(report, document))


def next_step(report: Report, document: Mapping[str, Any], language: str = "en") -> str:
    """What to do now, as plain text."""
    return catalogue(language).say(next_step_of(report, document))


def smaller_lines(
    report: Report,
    document: Mapping[str, Any],
    language: str = "en",
    *,
    asked_name: str | None = None,
    nothing_kept: bool = False,
) -> tuple[str, ...]:
    """Every other true line, worst first, as plain text.

    `asked_name`: whom the reader expected. `nothing_kept`: the caller stores nothing of the check and tells
    nobody, and so may say it.
    """
    words = catalogue(language)
    lines = [*warnings_of(report, document), *asides_of(report, nothing_kept=nothing_kept)]
    if asked_name is not None and (differs := name_differs(document, asked_name)) is not None:
        lines.insert(0, differs)
    return tuple(words.say(line) for line in lines)


def headline_of(report: Report, document: Mapping[str, Any]) -> Message:
    return _Award(report, Node(document)).headline()


def next_step_of(report: Report, document: Mapping[str, Any]) -> Message:
    return _Award(report, Node(document)).next_step()


def warnings_of(report: Report, document: Mapping[str, Any]) -> tuple[Message, ...]:
    """The other true verdicts as smaller lines, worst first; beside green, the amber line of a partner."""
    award = _Award(report, Node(document))
    amber = (Verdict.PARTNER_UNCONFIRMED,) if report.verdict is Verdict.PARTNER_UNCONFIRMED else ()
    return tuple(award.also(verdict) for verdict in (*amber, *report.others))


def asides_of(report: Report, *, nothing_kept: bool) -> tuple[Message, ...]:
    """Small lines that explain: the public reason of a withdrawal, and what became of the check itself."""
    reason = report.facts.get("status", {}).get("reason")
    lines = []
    if isinstance(reason, str) and f"reason.{reason}" in catalogue().keys:
        lines.append(message(f"reason.{reason}"))
    if nothing_kept:
        lines.append(message("line.nothingKept"))
    return tuple(lines)


def name_differs(document: Mapping[str, Any], asked: str) -> Message | None:
    """The line to show where the award names somebody else than the reader asked about."""
    given = person_names(document)
    if not given or any(" ".join(name.split()) == " ".join(asked.split()) for name in given):
        return None
    return message("line.nameDiffers", given=given, asked=asked)


def partner_withdrew(partner: str, confirmed: str, since: datetime) -> Message:
    """`confirmed`: the year in which the partner confirmed its part; `since`: when it last confirmed any."""
    month = message(f"format.month.{since.month}")
    return message(
        "line.partnerWithdrew",
        partner=partner,
        confirmed=confirmed,
        since=message("format.monthYear", month=month, yyyy=str(since.year)),
    )


def parts_withdrawn(withdrawn: int, count: int, issuer: str) -> Message:
    """`withdrawn` of `count` parts of a macro-credential no longer stand."""
    return message("line.partsWithdrawn", withdrawn=withdrawn, count=count, issuer=issuer)


def person_names(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The names that the award gives its holder in plain text, in an order that nobody chose.

    A hashed name is none: what it says cannot be read. (Open Badges 3.0, IdentityObject.)
    """
    found = {
        name
        for identity in Node(document).get("credentialSubject").many("identifier")
        if identity.text("identityType") == "name" and identity.flag("hashed") is False
        if (name := identity.text("identityHash")) is not None
    }
    return tuple(sorted(shortened(name, LONGEST_NAME) for name in found))


def issuer_name(issuer: IssuerSeen) -> Parameter:
    """What to call the issuer: as its register calls it, else as it calls itself, else by its identifier."""
    name = next((vouch.name for vouch in issuer.vouches if vouch.name.strip()), None)
    name = name or (issuer.name if issuer.name and issuer.name.strip() else None) or issuer.id
    return shortened(name, LONGEST_NAME) if name else message("issuer.unnamed")


def own_domain(issuer: IssuerSeen) -> Domain | None:
    """The domain that is the issuer's own. A host where many have accounts is nobody's name."""
    if issuer.identity not in (Identity.DOMAIN_CONFIRMED, Identity.IN_REGISTER):
        return None
    return None if issuer.id is not None and is_hosted(issuer.id) else issuer.domain


def issuer_with_domain(issuer: IssuerSeen) -> Parameter:
    """`Northgate University (northgate.example)`; a name in other letters also in punycode."""
    name, domain = issuer_name(issuer), own_domain(issuer)
    if domain is None:
        return name
    if domain.unicode == domain.punycode:
        return message("issuer.withDomain", name=name, domain=domain.unicode)
    return message("issuer.withTwoDomains", name=name, domain=domain.unicode, punycode=domain.punycode)


@dataclass(frozen=True, slots=True)
class _Award:
    """A judged document, asked for the values of the sentences."""

    report: Report
    document: Node

    # --- sentences

    def headline(self) -> Message:
        verdict, report = self.report.verdict, self.report
        key = f"verdict.{verdict.value}.headline"
        match verdict:
            case Verdict.VALID:
                return message(
                    key, issuer=issuer_with_domain(report.issuer), person=self.person, date=self.awarded
                )
            case Verdict.PARTNER_UNCONFIRMED:
                return self._partners(key)
            case Verdict.EXPIRED | Verdict.NOT_YET_VALID:
                return message(key, date=self._turning_point(verdict))
            case Verdict.REVOKED | Verdict.SUSPENDED:
                return self._dated(key)
            case Verdict.ISSUER_UNKNOWN:
                return self._unknown_issuer(key)
            case Verdict.NOT_AUTHENTIC:
                codes = {p.code for p in self._problems()}
                other = bool(codes) and codes <= _SIGNED_BY_ANOTHER
                return message(key + (".notSigned" if other else ""), issuer=self.issuer)
            case Verdict.MALFORMED:
                return message(key, what=self.fault)
            case Verdict.NOT_A_CREDENTIAL:
                return message(key + ".text")
            case _:
                return message(key)

    def next_step(self) -> Message:
        verdict = self.report.verdict
        key = f"verdict.{verdict.value}.next"
        match verdict:
            case Verdict.PARTNER_UNCONFIRMED:
                partners = self.partners
                return message(
                    key + (".several" if len(partners) > 1 else ""), issuer=self.issuer, partner=partners
                )
            case Verdict.REVOKED:
                return message(key, issuer=self.issuer)
            case Verdict.NOT_READABLE:
                named = isinstance(self.issuer, str)
                return message(key, issuer=self.issuer) if named else message(key + ".unnamed")
            case _:
                return message(key)

    def also(self, verdict: Verdict) -> Message:
        """A true verdict that is not the headline."""
        key = f"also.{verdict.value}"
        match verdict:
            case Verdict.PARTNER_UNCONFIRMED:
                partners = self.partners
                return message(key + (".several" if len(partners) > 1 else ""), partner=partners)
            case Verdict.EXPIRED | Verdict.NOT_YET_VALID:
                return message(key, date=self._turning_point(verdict))
            case Verdict.REVOKED | Verdict.SUSPENDED:
                return self._dated(key)
            case Verdict.ISSUER_UNKNOWN | Verdict.NOT_AUTHENTIC:
                return message(key, issuer=self.issuer)
            case Verdict.MALFORMED:
                return message(key, what=self.fault)
            case _:
                return message(key)

    def _partners(self, key: str) -> Message:
        partners, domain = self.partners, own_domain(self.report.issuer)
        if len(partners) > 1:
            key += ".several"
        if domain is not None and self.report.issuer.identity is Identity.DOMAIN_CONFIRMED:
            # only the domain is known, so the claimed name never stands without it
            return message(f"{key}.domain", issuer=self.issuer, domain=domain.unicode, partner=partners)
        return message(key, issuer=self.issuer, partner=partners)

    def _dated(self, key: str) -> Message:
        since = self.report.facts.get("status", {}).get("since")
        if isinstance(since, datetime):
            return message(key, issuer=self.issuer, date=day_of(since))
        return message(f"{key}.undated", issuer=self.issuer)

    def _unknown_issuer(self, key: str) -> Message:
        issuer = self.report.issuer
        if issuer.identity is Identity.KEY_ONLY:
            return message(f"{key}.keyOnly", issuer=self.issuer)
        if issuer.domain is not None and issuer.identity in (Identity.DOMAIN_CONFIRMED, Identity.HOSTED):
            hosted = issuer.identity is Identity.HOSTED
            variant = "hosted" if hosted else "domain"
            return message(f"{key}.{variant}", issuer=self.issuer, domain=issuer.domain.punycode)
        return message(key, issuer=self.issuer)

    # --- values

    @property
    def issuer(self) -> Parameter:
        return issuer_name(self.report.issuer)

    @property
    def person(self) -> Parameter:
        return person_names(self.document.value if isinstance(self.document.value, dict) else {}) or message(
            "person.unnamed"
        )

    @property
    def awarded(self) -> Parameter:
        """The day in the document's own words: an instant's zone is its issuer's."""
        return self.document.day("awardedDate") or self.document.day("validFrom") or message("date.unstated")

    @property
    def partners(self) -> tuple[str | Message, ...]:
        """Who is named and has not confirmed: the fact `partners` of the check that found it out."""
        partners = self.report.facts.get("partners", {}).get("partners")
        named = partners if isinstance(partners, tuple) else ()
        names = tuple(shortened(str(partner), LONGEST_NAME) for partner in named if str(partner).strip())
        return names or (message("partner.unnamed"),)

    @property
    def fault(self) -> Message:
        """What is wrong with a genuine award, in one clause."""
        codes = {problem.code for problem in self._problems()}
        rules = self.report.facts.get("learning", {}).get("rules")
        if "MALFORMED_VALUE_ERROR" in codes:
            return message("malformed.value")
        if "claim-mismatch" in codes:
            return message("malformed.claims")
        if isinstance(rules, tuple) and rules:
            return message("malformed.rule", rules=tuple(map(str, rules)))
        return message("malformed.other")

    def _problems(self) -> tuple[Problem, ...]:
        """The problems of the decisive checks that failed."""
        failed = (f for f in self.report.findings if f.decisive and f.result is Result.FAIL)
        return tuple(problem for finding in failed for problem in finding.problems)

    def _turning_point(self, verdict: Verdict) -> Parameter:
        """Since when it is out of date, or from when it will be in force.

        The award's own period first; where that holds, it is a proof's, which has times of its own.
        """
        if verdict is Verdict.EXPIRED:
            past = [end for end in self._instants("validUntil", "expires") if end <= self.report.at]
            return min(past).date() if past else message("date.unstated")
        coming = [start for start in self._instants("validFrom", "created") if start > self.report.at]
        return max(coming).date() if coming else message("date.unstated")

    def _instants(self, of_award: str, of_proof: str) -> list[datetime]:
        """The award's instant of one name and the proofs' of another, in UTC; what is none is left out."""
        nodes = [self.document.get(of_award), *(proof.get(of_proof) for proof in self.document.many("proof"))]
        return [instant for node in nodes if (instant := parse_instant(node.value)) is not None]
