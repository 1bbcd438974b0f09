"""What it can count towards, who vouches for its quality, and its place in the credential ecology."""

from __future__ import annotations

import re
from collections.abc import Iterator

from issuers.credit import plain
from issuers.document import Node
from issuers.reading.keys import MESSAGES
from issuers.reading.line import Line, Reading, Section, Source, coded
from issuers.rules.conformance import PROFILES
from issuers.view import Badge, credit_of

_DURATION = re.compile(r"P(?=.)(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})D)?")


def counts(reading: Reading) -> Iterator[Line]:
    """Possible, designed by the issuer, or agreed by the receiver; never automatic. And its own parts."""
    badge, section = reading.badge, Section.COUNTS
    stacking = badge.stackability
    targets = stacking.many("stackTarget")
    status = stacking.text("stackingStatus")
    if status == "stackable" and not targets:
        yield Line(section, "counts.possible")
    elif status is not None:
        yield coded(section, "counts.status", status)
    for target in sorted(targets, key=lambda t: (_title(t), t.text("pathway") or "")):
        yield from _target(reading, target)
    if targets:
        yield Line(section, "counts.notAutomatic")
    text = stacking.text("description")
    if text is not None:
        yield Line(section, "counts.text", {"text": text})
    currency = _DURATION.fullmatch(stacking.text("creditCurrency") or "")
    if currency is not None:
        years, months, days = (str(int(part or 0)) for part in currency.groups())
        yield Line(section, "counts.currency", {"years": years, "months": months, "days": days})
    overlaps = stacking.texts("overlapsWith")
    if overlaps:
        yield Line(section, "counts.overlaps", {"count": str(len(overlaps))})
    if stacking.get("creditVariantOf").present:
        yield Line(section, "counts.variant")
    wider = badge.achievement.texts("partOf")
    if wider:
        yield Line(section, "counts.partOf", {"count": str(len(wider))})
    yield from _parts(reading)


def _title(target: Node) -> str:
    return target.text("targetQualificationName") or target.text("targetQualification") or ""


def _target(reading: Reading, target: Node) -> Iterator[Line]:
    section, title = Section.COUNTS, _title(target)
    receiver, basis = target.reference("receivingOrganisation"), target.text("recognitionBasis")
    source = reading.source(receiver)
    params = {"title": title, "receiver": reading.name(receiver)}
    if source is Source.CONFIRMED:
        yield Line(section, "counts.agreed", params, source, title)
    elif basis is not None:
        yield coded(section, "counts.basis", basis, source, title, **params)
    requirement = target.text("componentRequirement")
    if requirement is not None:
        yield coded(section, "counts.requirement", requirement, source, title, title=title)
    most = credit_of(target.get("maxCountable"))
    if most.framework is not None and most.points is not None:
        yield coded(section, "counts.upTo", most.framework, source, title, points=plain(most.points))


def _parts(reading: Reading) -> Iterator[Line]:
    """The parts of a macro-credential, as stated by its issuer."""
    components = reading.badge.subject.many("countsComponent")
    for part in sorted(components, key=lambda c: (c.text("componentAwardedOn") or "", _part_id(c))):
        day, by = part.day("componentAwardedOn"), reading.name(part.reference("componentIssuer"))
        on = day.isoformat() if day is not None else ""
        counted = credit_of(part.get("creditCounted"))
        if counted.framework is None or counted.points is None:
            yield Line(Section.COUNTS, "counts.part.plain", {"issuer": by, "on": on}, about=_part_id(part))
        else:
            yield coded(
                Section.COUNTS,
                "counts.part",
                counted.framework,
                about=_part_id(part),
                points=plain(counted.points),
                issuer=by,
                on=on,
            )


def _part_id(part: Node) -> str:
    return part.reference("componentCredential") or ""


def quality(reading: Reading) -> Iterator[Line]:
    """Quality assurance, accreditation, national recognition, and framework profiles it claims to meet."""
    badge, section = reading.badge, Section.QUALITY
    for kind in sorted(badge.qa_types):
        yield coded(section, "qa", kind)
    assured = badge.achievement.get("qualityAssurance")
    for member, key, name in (
        ("qaStatement", "qa.text", "text"),
        ("complaintsUrl", "qa.complaints", "url"),
    ):
        value = assured.text(member)
        if value is not None:
            yield Line(section, key, {name: value})
    for node in sorted(badge.accreditations, key=lambda a: (_agent(a), a.text("accreditationType") or "")):
        yield from _accreditation(reading, node)
    recognitions = badge.achievement.many("nationalRecognition")
    for node in sorted(recognitions, key=lambda r: (r.text("country") or "", r.text("registerEntry") or "")):
        yield from _recognition(reading, node)
    for profile in sorted(badge.achievement.texts("conformsTo")):
        known = f"profile.{profile.removeprefix(PROFILES)}"
        if profile.startswith(PROFILES) and MESSAGES.get(known) == ():
            yield Line(section, known)
        else:
            yield Line(section, "profile.other", {"url": profile})


def _agent(node: Node) -> str:
    return node.get("accreditingAgent").text("name") or node.reference("accreditingAgent") or ""


def _accreditation(reading: Reading, node: Node) -> Iterator[Line]:
    section, agent = Section.QUALITY, _agent(node)
    source = reading.source(node.reference("accreditingAgent"), register=node.text("accreditationRegister"))
    kind = node.text("accreditationType")
    if kind is not None:
        yield coded(section, "accreditation", kind, source, agent, agent=agent)
    start, end = node.day("accreditedFrom"), node.day("accreditedUntil")
    if start is not None and end is not None:
        params = {"start": start.isoformat(), "end": end.isoformat()}
        yield Line(section, "accreditation.dates", params, source, agent)
    elif start is not None:
        yield Line(section, "accreditation.since", {"start": start.isoformat()}, source, agent)
    elif end is not None:
        yield Line(section, "accreditation.until", {"end": end.isoformat()}, source, agent)
    level = node.text("accreditationMaxLevel")
    if level is not None:
        yield Line(section, "accreditation.maxLevel", {"level": level}, source, agent)


def _recognition(reading: Reading, node: Node) -> Iterator[Line]:
    """A claim until the register, or the authority's own signature, confirms it."""
    section, authority = Section.QUALITY, node.reference("recognisedBy")
    by = node.get("recognisedBy").text("name") or authority or ""
    source = reading.source(authority, register=node.text("register"))
    params = {"by": by, "country": node.text("country") or ""}
    yield Line(section, "nationalRecognition", params, source, by)
    register, entry = node.text("register"), node.text("registerEntry")
    if entry is not None:
        params = {"register": register or "", "entry": entry}
        yield Line(section, "nationalRecognition.entry", params, source, by)


def place(badge: Badge) -> Iterator[Line]:
    """The dot in the two-by-two: derived, never as claimed."""
    section = Section.PLACE
    yield Line(section, f"quadrant.{badge.quadrant}")
    yield Line(section, "axis.creditBearing" if badge.credit_bearing else "axis.notCreditBearing")
    yield Line(section, "axis.bundled" if badge.bundled else "axis.unbundled")
    if badge.category is not None:
        yield coded(section, "category", badge.category)
    if badge.setting is not None:
        yield coded(section, "setting", badge.setting)
    for intersection in sorted(badge.intersections):
        yield coded(section, "intersection", intersection)
