"""Who did what: roles, responsibilities, direct or through whom, who brokers, who is paid how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from issuers import provision as providing
from issuers.credit import plain
from issuers.provision import Participant
from issuers.reading.line import Line, Reading, Section, Source, coded
from schemas.codes import CODES

_WHO = Section.WHO


def _name(p: Participant) -> str:
    return p.name or p.id or ""


def _sorted(reading: Reading, parts: Iterable[Participant]) -> list[Participant]:
    """The issuer first, then by name."""
    return sorted(parts, key=lambda p: (p.id != reading.badge.issuer_id, _name(p), p.id or ""))


def _named(
    reading: Reading, prefix: str, code: str, parts: Iterable[Participant], section: Section = _WHO
) -> Iterator[Line]:
    """One line for all of them, or two where some have confirmed their part and others have not."""
    by_source: dict[Source, dict[str, None]] = {}
    for p in _sorted(reading, parts):
        by_source.setdefault(reading.source(p.id), {})[_name(p)] = None
    for source in Source:
        names = tuple(by_source.get(source, ()))
        if names:
            yield coded(section, prefix, code, source, names=names)


def issuer(reading: Reading) -> Iterator[Line]:
    badge = reading.badge
    name = badge.root.get("issuer").text("name") or badge.issuer_id
    if name is not None:
        yield Line(_WHO, "who.issuer", {"name": name})
    for place in (badge.achievement, badge.root):
        mandate = place.get("issuingMandate")
        mandator, text = mandate.reference("mandator"), mandate.text("mandateStatement")
        if mandator is not None:
            params = {"mandator": reading.name(mandator)}
            yield Line(_WHO, "who.mandate", params, reading.source(mandator))
        if text is not None:
            yield Line(_WHO, "who.mandateText", {"text": text})
    assessor = badge.subject.get("source")
    if assessor.present and assessor.identifier != badge.issuer_id:
        shown = assessor.text("name") or assessor.identifier or ""
        yield Line(_WHO, "who.assessedFor", {"name": shown}, reading.source(assessor.identifier))


def provision(reading: Reading) -> Iterator[Line]:
    """What follows from the participants is shown as derived here, never as it was claimed."""
    badge = reading.badge
    parts = badge.participants
    summary = badge.provision.text("learnerSummary")
    if summary is not None:
        yield Line(_WHO, "who.summary", {"text": summary})
    for role in CODES["participantRole"]:
        yield from _named(reading, "role", role, providing.holders(parts, role))
    yield from _together(reading)
    yield from _processes(reading)
    for p in _sorted(reading, parts):
        yield from _participant(reading, p)
    yield coded(_WHO, "roleDisclosure", badge.role_disclosure)


def _together(reading: Reading) -> Iterator[Line]:
    """What kind of provider they make together."""
    parts = reading.badge.participants
    kind = providing.provider_type(parts)
    if kind is not None:
        yield coded(_WHO, "providerType", kind)
    if kind == "coDelivered":
        for sector in providing.sectors(parts):
            yield coded(_WHO, "sector", sector)
    depth = providing.collaboration_depth(parts)
    if depth != "none":
        yield coded(_WHO, "depth", depth)
    if providing.joint_provision(parts):
        delivering = providing.holders(parts, *providing.DELIVERY_ROLES)
        joint = {_name(p) for p in delivering if p.sector == "higherEducation"}
        yield Line(_WHO, "who.joint", {"names": tuple(sorted(joint))})
    if providing.industry_informed(parts):
        yield Line(_WHO, "who.industryInformed")
    between = {_name(p) for p in providing.intermediaries(parts)}
    if between:
        yield Line(_WHO, "who.brokered", {"names": tuple(sorted(between))})


def _processes(reading: Reading) -> Iterator[Line]:
    """Per core process: done by those who award, or through whom. Said where somebody else takes part."""
    parts = reading.badge.participants
    awarding = {p.key for p in providing.holders(parts, "award")}
    for process in CODES["process"]:
        doing = providing.holders(parts, process)
        through = [p for p in doing if p.key not in awarding]
        if not through:
            continue
        yield from _named(reading, "process.direct", process, [p for p in doing if p.key in awarding])
        yield from _named(reading, "process.through", process, through)


def _participant(reading: Reading, p: Participant) -> Iterator[Line]:
    name, source = _name(p), reading.source(p.id)
    if p.organisation_type is not None:
        yield coded(_WHO, "organisation", p.organisation_type, about=name, name=name)
    if p.responsibility is not None:
        yield Line(_WHO, "who.responsibility", {"text": p.responsibility}, source, name)
    profile = (
        reading.badge.root.get("issuer") if p.id == reading.badge.issuer_id else p.node.get("organisation")
    )
    parent = profile.get("parentOrg").text("name")
    if parent is not None:
        yield Line(_WHO, "who.parent", {"name": name, "parent": parent}, about=name)
    if p.share is not None:
        basis = reading.badge.provision.text("deliveryShareBasis") or "unsaid"
        yield coded(_WHO, "share", basis, about=name, name=name, percent=plain(p.share))
    paid = p.node.text("remuneration")
    if paid is not None:
        yield coded(_WHO, "remuneration", paid, about=name, name=name)
    between = tuple(sorted(reading.name(i) for i in p.node.texts("brokersBetween")))
    if between:
        yield Line(_WHO, "who.brokersBetween", {"name": name, "parties": between}, about=name)
