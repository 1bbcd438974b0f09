"""How it was assessed and by whom; the evidence, and the decision to recognise a portfolio."""

from __future__ import annotations

from collections.abc import Iterator

from issuers.credit import plain
from issuers.document import Node
from issuers.reading.line import Line, Reading, Section, coded, in_order


def assessments(reading: Reading) -> Iterator[Line]:
    """Each method with what was done: supervision, identity, assessors, decision, adjustment."""
    badge = reading.badge
    done: dict[str, list[Node]] = {}
    for record in badge.records:
        done.setdefault(record.reference("assessmentMethodRef") or "", []).append(record)
    if not badge.methods and not badge.records:
        yield Line(Section.ASSESSMENT, "assessment.none")
    for method in in_order(badge.methods):
        name = method.text("name") or ""
        records = sorted(done.pop(method.identifier or "", []), key=lambda r: r.text("assessedOn") or "")
        yield from _method(method, name)
        if not records:
            yield from _supervision(method, name)
        for record in records:
            yield from _record(reading, record, name)
    for _, records in sorted(done.items()):  # records of no method that is defined
        for record in records:
            yield from _record(reading, record, "")


def _method(method: Node, name: str) -> Iterator[Line]:
    section = Section.ASSESSMENT
    kind, weight = method.text("assessmentType"), method.decimal("weighting")
    if kind is not None:
        yield coded(section, "assessment.type", kind, about=name, name=name)
    if weight is not None:
        yield Line(section, "assessment.weight", {"percent": plain(weight)}, about=name)
    if method.flag("summative") is False:
        yield Line(section, "assessment.doesNotCount", about=name)
    locus = method.text("supervisionLocus")
    if locus is not None:
        yield coded(section, "assessment.locus", locus, about=name)


def _supervision(node: Node, name: str) -> Iterator[Line]:
    supervision = node.text("supervision")
    if supervision is not None:
        yield coded(Section.ASSESSMENT, "assessment.supervision", supervision, about=name)


def _record(reading: Reading, record: Node, name: str) -> Iterator[Line]:
    section = Section.ASSESSMENT
    yield from _supervision(record, name)
    adjustment = record.get("adjustment")
    what, reason = adjustment.text("what"), adjustment.text("reasonKind")
    if what is not None:
        yield coded(section, "assessment.adjusted", reason or "other", about=name, what=what)
    identity = record.get("identityVerification")
    method, assurance = identity.text("identityMethod"), identity.text("assuranceLevel")
    checker = identity.reference("verifiedBy")
    if method is not None:
        yield coded(section, "assessment.identity", method, reading.source(checker), name)
    if assurance is not None:
        yield coded(section, "assessment.assurance", assurance, reading.source(checker), name)
    if checker is not None:
        params = {"name": reading.name(checker)}
        yield Line(section, "assessment.identityBy", params, reading.source(checker), name)
    assessors = sorted({i for who in record.many("assessedBy") if (i := who.identifier) is not None})
    if assessors:
        names = tuple(sorted(reading.name(i) for i in assessors))
        yield Line(section, "assessment.by", {"names": names}, reading.source(*assessors), name)
    day, decision = record.day("assessedOn"), record.text("assessmentDecision")
    if day is not None:
        yield Line(section, "assessment.done", {"on": day.isoformat()}, about=name)
    if decision is not None:
        yield coded(section, "assessment.decision", decision, about=name)


def evidence(reading: Reading) -> Iterator[Line]:
    """What lies behind it, who may see it, and how earlier learning was recognised."""
    badge, section = reading.badge, Section.EVIDENCE
    for node in in_order(badge.evidence):
        name = node.text("name") or node.identifier or ""
        kind, access = node.text("evidenceType"), node.text("evidenceAccess")
        if kind is None:
            yield Line(section, "evidence.plain", {"name": name}, about=name)
        else:
            yield coded(section, "evidence", kind, about=name, name=name)
        if access is not None:
            yield coded(section, "evidence.access", access, about=name)
        if node.text("digestSRI") or node.text("digestMultibase"):
            yield Line(section, "evidence.digest", about=name)
    yield from _recognition(reading)


def _recognition(reading: Reading) -> Iterator[Line]:
    decision, section = reading.badge.decision, Section.EVIDENCE
    outcome, day = decision.text("recognitionOutcome"), decision.day("decidedOn")
    decider = decision.reference("decisionBy")
    if outcome is not None and day is not None and decider is not None:
        by = reading.name(decider)
        yield coded(section, "recognition", outcome, reading.source(decider), by=by, on=day.isoformat())
    items = decision.many("portfolioItem")
    if items:
        yield Line(section, "recognition.items", {"count": str(len(items))})
    appeal = decision.text("appealUrl")
    if appeal is not None:
        yield Line(section, "recognition.appeal", {"url": appeal})
