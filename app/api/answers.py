"""From rows to what an answer says."""

from __future__ import annotations

import base64
import json
from datetime import datetime

from app.api.payloads import (
    AchievementLine,
    AchievementTold,
    ApiKeyTold,
    CheckTold,
    CredentialTold,
    FilledIn,
    IssuerTold,
    Links,
    OrganisationTold,
    PreviewTold,
    Remark,
    VerificationTold,
    VouchTold,
)
from app.api.problems import problem_json
from app.db.achievements import AchievementSummaryRow
from app.db.api_keys import ApiKeyRow
from app.db.credentials import CredentialRow
from app.db.organisations import OrganisationRow
from app.messages import catalogue, message, verdicts
from app.scopes import Scope
from app.verbs import share
from app.verbs.define import Defined
from app.verbs.verify import Verified
from app.wiring import Tools
from credentials.findings import Finding
from credentials.verdict import Verdict
from issuers.achievement import Completed
from issuers.rules.breach import Breach


def organisation(tools: Tools, row: OrganisationRow) -> OrganisationTold:
    return OrganisationTold(
        slug=row.id,
        did=row.did,
        name=row.name,
        url=tools.addresses.organisation(row.id),
        did_document=tools.addresses.did_document(row.id, row.did_form),
        profile=json.loads(row.profile),
        created_at=row.created_at,
    )


def api_key(row: ApiKeyRow) -> ApiKeyTold:
    return ApiKeyTold(
        key_id=row.key_id,
        label=row.label,
        scopes=[Scope(s) for s in row.scopes.split()],
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )


def preview(completed: Completed) -> PreviewTold:
    return PreviewTold(
        document=completed.document,
        defaulted=[FilledIn(pointer=d.pointer, reason=d.reason) for d in completed.defaulted],
        problems=[_remark(b) for b in completed.breaches],
        warnings=[_remark(b) for b in completed.warnings],
    )


def achievement(tools: Tools, defined: Defined) -> AchievementTold:
    row = defined.row
    return AchievementTold(
        **dict(preview(defined.completed)),
        id=tools.addresses.achievement(row.organisation_id, row.achievement_id, row.version),
        slug=row.achievement_id,
        version=row.version,
        state=row.state,
        created_at=row.created_at,
        published_at=row.published_at,
    )


def achievement_line(row: AchievementSummaryRow) -> AchievementLine:
    return AchievementLine(
        slug=row.achievement_id,
        version=row.version,
        state=row.state,
        published_version=row.published_version,
        name=row.name,
        quadrant=row.quadrant,
        category=row.category,
        created_at=row.created_at,
    )


def credential(tools: Tools, row: CredentialRow) -> CredentialTold:
    opens = row.state == "issued" and row.share_enabled
    link = share.link(tools, row) if opens else None
    return CredentialTold(
        id=tools.addresses.credential(row.organisation_id, row.id),
        achievement=tools.addresses.achievement(
            row.organisation_id, row.achievement_id, row.achievement_version
        ),
        version=row.achievement_version,
        recipient_reference=row.recipient_reference,
        status=row.status,
        awarded_at=row.awarded_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        issued_at=row.issued_at,
        digest_sri=_sri(row.content_sha256),
        links=Links(
            share=link,
            json=f"{link}.json" if link else None,
            jwt=f"{link}.jwt" if link and row.jwt_key_id else None,
        ),
    )


def verification(found: Verified, language: str = "en") -> VerificationTold:
    report, issuer = found.report, found.report.issuer
    return VerificationTold(
        outcome=report.outcome.value,
        verdict=report.verdict.value,
        headline=verdicts.headline(report, found.document, language),
        next=verdicts.next_step(report, found.document, language),
        also=[v.value for v in report.others],
        lines=list(verdicts.smaller_lines(report, found.document, language)),
        checks=[_check(f) for f in report.findings],
        issuer=IssuerTold(
            id=issuer.id,
            name=issuer.name,
            identity=issuer.identity.value,
            domain=issuer.domain.unicode if issuer.domain else None,
            vouchers=[VouchTold(register_name=v.register, name=v.name, url=v.url) for v in issuer.vouches],
        ),
        checked_at=report.at,
    )


def nothing_behind_the_link(at: datetime, language: str = "en") -> VerificationTold:
    """For a link that opens no award here: unknown, closed, renewed, or another service's, all alike."""
    words, key = catalogue(language), f"verdict.{Verdict.NOT_A_CREDENTIAL.value}"
    says = "This link opens no award of this service."
    problem = {"code": "not-found", "detail": says}
    return VerificationTold(
        outcome="undecided",
        verdict=Verdict.NOT_A_CREDENTIAL.value,
        headline=words.say(message(f"{key}.headline.link")),
        next=words.say(message(f"{key}.next")),
        checks=[CheckTold(id="link", result="unknown", says=says, decisive=True, problem=problem)],
        issuer=IssuerTold(id=None, name=None, identity="unbound"),
        checked_at=at,
    )


def _check(finding: Finding) -> CheckTold:
    problems = [dict(problem_json(p)) for p in finding.problems]
    return CheckTold(
        id=finding.check,
        result=finding.result.value,
        says=finding.says,
        decisive=finding.decisive,
        problem=problems[0] if problems else None,
        problems=problems if len(problems) > 1 else [],
        notes=list(finding.notes),
    )


def _remark(breach: Breach) -> Remark:
    return Remark(code=breach.code, pointer=breach.pointer, detail=breach.remedy)


def _sri(digest: bytes | None) -> str | None:
    """https://www.w3.org/TR/SRI/: the algorithm and the digest in base64."""
    return None if digest is None else f"sha256-{base64.b64encode(digest).decode('ascii')}"
