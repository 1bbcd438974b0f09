"""Judged awards for the pages' tests: reports made by hand, over the nine samples' documents.

A page depends on what was found, not on how; so no signature is made or checked here. Journeys through
the whole service are elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.messages import message
from app.pages.rendering import Site, render
from app.pages.verdict_view import verdict_view
from app.pages.views import Download
from credentials.findings import Finding, Outcome, Problem, Result
from credentials.verdict import Verdict
from credentials.verification.case import Vouch
from credentials.verification.issuer import Domain, Identity, IssuerSeen
from credentials.verification.report import Report
from issuers.badge import BADGE

AT = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
SITE = Site(host="badges.example")
NORTHGATE = IssuerSeen(
    "did:web:northgate.example",
    "Northgate University",
    Identity.DOMAIN_CONFIRMED,
    Domain("northgate.example", "northgate.example"),
)
DOWNLOADS = (
    Download(message("download.json"), "/o/northgate/share/x/y.json", "industrial-machine-learning.json"),
    Download(message("download.jwt"), "/o/northgate/share/x/y.jwt", "industrial-machine-learning.jwt"),
)


def make_document(**changes: Any) -> dict[str, Any]:
    """A small award of Northgate's to Ana Andersson, as verdicts.md tells of it."""
    document: dict[str, Any] = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://badges.example/o/northgate/credentials/a",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": NORTHGATE.id, "type": ["Profile"], "name": NORTHGATE.name},
        "validFrom": "2026-09-21T00:00:00Z",
        "awardedDate": "2026-09-21T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Ana Andersson",
                    "identityType": "name",
                }
            ],
            "achievement": {
                "id": "https://badges.example/o/northgate/achievements/iml/1",
                "type": ["Achievement"],
                "name": "Industrial Machine Learning",
                "description": "Taking models into production.",
                "criteria": {"narrative": "Pass the project."},
            },
        },
    }
    document.update(changes)
    return {name: value for name, value in document.items() if value is not None}


def make_report(
    verdict: Verdict = Verdict.VALID,
    *others: Verdict,
    issuer: IssuerSeen = NORTHGATE,
    problems: Mapping[str, tuple[str, ...]] | None = None,
    facts: Mapping[str, Mapping[str, object]] | None = None,
    at: datetime = AT,
) -> Report:
    """A report with that conclusion. `problems`: check to codes, which make it fail; `facts` by check."""
    findings = []
    for check in BADGE.checks:
        codes = (problems or {}).get(check.name, ())
        finding = Finding(
            check.name,
            Result.FAIL if codes else Result.PASS,
            f"The answer of {check.name}.",
            tuple(Problem(code, f"Because of {code}.") for code in codes),
            facts=(facts or {}).get(check.name, {}),
        )
        findings.append(replace(finding, decisive=check.decisive))
    return Report(tuple(findings), Outcome.UNDECIDED, verdict, others, issuer, at)


def listed(
    issuer: IssuerSeen, register: str = "Register of universities", name: str | None = None
) -> IssuerSeen:
    """The issuer as a register knows it."""
    vouch = Vouch(register, issuer.id or "", name or issuer.name or "", "https://register.example/northgate")
    return replace(issuer, identity=Identity.IN_REGISTER, vouches=(vouch,))


def page_of(report: Report, document: Mapping[str, Any] | None = None, **more: Any) -> str:
    view = verdict_view(report, document if document is not None else make_document(), SITE, **more)
    return render("verdict.html", SITE, view=view)
