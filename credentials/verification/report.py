"""Everything that one verification found, and what is still wanted before it can find more.

    report = judge(case, profile)    # pure: the same case always gives the same report
    while report.wants:
        found = gather(report.wants)    # elsewhere: the only part that sees a network
        case = replace(case, evidence=case.evidence.plus(found))
        report = judge(case, profile)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from credentials.evidence import Need
from credentials.findings import Finding, Outcome
from credentials.json_types import JsonObject
from credentials.profiles import Profile
from credentials.verdict import Verdict, decide
from credentials.verification.asking import ask, wanted
from credentials.verification.case import Case, Vouch
from credentials.verification.issuer import Domain, Identity, IssuerSeen
from credentials.verification.outcome import outcome


@dataclass(frozen=True, slots=True)
class Report:
    """The findings in the order of the checks, and what follows from them at the moment `at`.

    `others` are the true verdicts besides the headline, worst first. What the findings learnt on the
    way is in `facts`, by check.
    """

    findings: tuple[Finding, ...]
    outcome: Outcome
    verdict: Verdict
    others: tuple[Verdict, ...]
    issuer: IssuerSeen
    at: datetime
    #: what the first undecided decisive check wants, and the evidence has neither as a document nor as its
    #: absence; so gathering and asking again comes to an end
    wants: tuple[Need, ...] = ()

    def finding(self, check: str) -> Finding | None:
        """The answer to one question; None if the profile does not ask it."""
        return next((finding for finding in self.findings if finding.check == check), None)

    @property
    def facts(self) -> Mapping[str, Mapping[str, object]]:
        return {finding.check: finding.facts for finding in self.findings if finding.facts}


def judge(case: Case, profile: Profile) -> Report:
    """Ask all of the profile's checks and conclude. Fetches nothing: missing evidence is "unknown"."""
    findings = ask(replace(case, contexts=profile.contexts), profile.checks)
    verdict, others = decide(findings)
    wants = tuple(need for need in wanted(findings) if case.evidence.get(need) is None)
    issuer = _issuer(case.document, findings)
    return Report(findings, outcome(findings), verdict, others, issuer, case.at, wants)


def needs(case: Case, profile: Profile) -> tuple[Need, ...]:
    """`judge(case, profile).wants`, for whoever gathers before wanting a report."""
    return judge(case, profile).wants


def _issuer(document: JsonObject, findings: tuple[Finding, ...]) -> IssuerSeen:
    """From the document, which may have any shape, and from the check `identity` if it was asked."""
    issuer = document.get("issuer")
    claimed = issuer if isinstance(issuer, dict) else {"id": issuer}
    identifier, name = claimed.get("id"), claimed.get("name")
    seen = IssuerSeen(
        identifier if isinstance(identifier, str) else None,
        name if isinstance(name, str) else None,
        Identity.UNBOUND,
    )
    for finding in findings:
        identity, domain = finding.facts.get("identity"), finding.facts.get("domain")
        if finding.check == "identity" and isinstance(identity, Identity):
            vouches = finding.facts.get("vouches", ())
            assert isinstance(vouches, tuple)
            seen = replace(
                seen,
                identity=identity,
                domain=domain if isinstance(domain, Domain) else None,
                vouches=tuple(vouch for vouch in vouches if isinstance(vouch, Vouch)),
            )
    return seen
