"""What it is in one line; what the person can do; how well; how much, and at which level."""

from __future__ import annotations

from collections.abc import Iterator

from issuers import credit, taxonomy
from issuers.document import Node, by_id
from issuers.reading.line import Line, Reading, Section, coded, in_order, not_stated
from issuers.view import Badge, Credit
from schemas.codes import CODES

#: Open Badges' types that are degrees; of everything else it is said that it is none.
_DEGREES = frozenset(
    {"Degree", "AssociateDegree", "BachelorDegree", "MasterDegree", "DoctoralDegree", "ProfessionalDoctorate",
     "ResearchDoctorate"}
)  # fmt: skip


def _listed(codes: tuple[str, ...], code: str | None) -> int:
    """The place of a code in its list; unknown ones last."""
    return codes.index(code) if code in codes else len(codes)


def _credits(badge: Badge) -> list[Credit]:
    frameworks = CODES["creditFramework"]
    said = [c for c in badge.credits if c.framework is not None and c.points is not None]
    return sorted(said, key=lambda c: (_listed(frameworks, c.framework), c.framework or "", c.points or 0))


def _levels(badge: Badge) -> list[Node]:
    frameworks = CODES["levelFramework"]
    levels = badge.achievement.many("qualificationLevel")
    return sorted(
        levels,
        key=lambda n: (_listed(frameworks, n.text("levelFramework")), n.text("levelValue") or ""),
    )


def _level(section: Section, node: Node) -> Line | None:
    framework, value = node.text("levelFramework"), node.text("levelValue")
    if framework is None or value is None:
        return None
    if framework == "eqf" and value in tuple("12345678"):
        return Line(section, f"level.eqf.{value}")
    return coded(section, "level", framework, value=value)


def _hours(section: Section, workload: Node, member: str, key: str) -> Iterator[Line]:
    hours = workload.decimal(member)
    if hours is not None:
        yield Line(section, f"hours.{key}", {"hours": credit.plain(hours)})


def summary(reading: Reading) -> Iterator[Line]:
    """The one line: amount of credit, level, hours, and what kind of thing it is. Joined by commas."""
    badge = reading.badge
    what = Section.WHAT
    for c in _credits(badge):
        if c in badge.awarded_credits and c.points is not None:
            yield coded(what, "credit", c.framework or "", points=credit.plain(c.points))
    for node in _levels(badge)[:1]:
        line = _level(what, node)
        if line is not None:
            yield line
    yield from _hours(what, badge.achievement.get("workload"), "notionalHours", "about")
    if badge.bundled:
        yield Line(what, "units.count", {"count": str(badge.unit_count)})
    if taxonomy.cell(badge.category or "", badge.quadrant)[0] is taxonomy.Cell.REJECTED:
        yield Line(what, "what.unclear")
    else:
        yield coded(what, f"what.{badge.quadrant}", badge.category or "")
    if badge.category == "nonFormalCertificate" and not badge.assessed:
        yield Line(what, "what.notAssessed")
    name = badge.achievement.text("marketedAs")
    if name is not None:
        yield Line(what, f"marketedAs.{badge.quadrant}", {"name": name})


def foreign_summary(reading: Reading) -> Iterator[Line]:
    """What Open Badges alone lets an award say it is."""
    achievement = reading.badge.achievement
    kind = achievement.text("achievementType")
    if kind is None:
        yield not_stated(Section.WHAT, "kind")
    elif kind.startswith("ext:"):
        yield Line(Section.WHAT, "what.achievementType.other")
    else:
        yield coded(Section.WHAT, "what.achievementType", kind)


def outcomes(reading: Reading) -> Iterator[Line]:
    """What somebody who holds it knows or can do; what had to be done; for whom and what it is."""
    badge, section = reading.badge, Section.OUTCOMES
    for node in in_order(badge.outcomes):
        text = node.text("name")
        if text is not None:
            yield coded(section, "outcome", node.text("outcomeType") or "unsorted", text=text)
    yield from _criteria(badge)
    for node in in_order(badge.achievement.many("prerequisite")):
        text, strength = node.text("description"), node.text("prerequisiteStrength")
        if text is not None and strength is not None:
            yield coded(section, "prerequisite", strength, text=text)
    units = tuple(name for u in badge.achievement.many("unit") if (name := u.text("name")) is not None)
    if units:
        yield Line(section, "units.names", {"names": units})
    for purpose in sorted(badge.achievement.texts("purpose")):
        yield coded(section, "purpose", purpose)
    audience = badge.achievement.text("intendedAudience")
    if audience is not None:
        yield Line(section, "audience", {"text": audience})


def foreign_outcomes(reading: Reading) -> Iterator[Line]:
    badge = reading.badge
    yield not_stated(Section.OUTCOMES, "outcomes")
    description = badge.achievement.text("description")
    if description is not None:
        yield Line(Section.OUTCOMES, "outcome.description", {"text": description})
    yield from _criteria(badge)
    for node in sorted(badge.achievement.many("alignment"), key=lambda n: n.text("targetName") or ""):
        name = node.text("targetName")
        if name is not None:
            framework = node.text("targetFramework") or ""
            yield Line(Section.OUTCOMES, "outcome.alignment", {"name": name, "framework": framework})


def _criteria(badge: Badge) -> Iterator[Line]:
    text = badge.achievement.get("criteria").text("narrative")
    if text is not None:
        yield Line(Section.OUTCOMES, "outcome.criteria", {"text": text})


def results(reading: Reading) -> Iterator[Line]:
    """How well: grade, scale and pass mark; the level of a rubric; or that no grade is shown."""
    badge = reading.badge
    described = by_id(badge.result_descriptions)
    found = badge.subject.many("result")
    if not found:
        if badge.result_descriptions:
            yield Line(Section.RESULT, "result.notShown")
        return
    for node in sorted(found, key=lambda n: (n.reference("resultDescription") or "", n.text("value") or "")):
        descriptions = described.get(node.reference("resultDescription") or "", [])
        yield from _result(node, descriptions[0] if descriptions else Node(None))


def _result(node: Node, description: Node) -> Iterator[Line]:
    section = Section.RESULT
    name, kind = description.text("name") or "", description.text("resultType")
    value, status, level = node.text("value"), node.text("status"), node.reference("achievedLevel")
    if status is not None:
        yield coded(section, "result.status", status, about=name, name=name)
    if level is not None:
        levels = by_id(description.many("rubricCriterionLevel"))
        words = {i: n[0].text("name") or i for i, n in levels.items()}
        yield Line(section, "result.rubric", {"name": name, "level": words.get(level, level)}, about=name)
        required = description.reference("requiredLevel")
        if required is not None:
            params = {"level": words.get(required, required)}
            yield Line(section, "result.rubricPassLevel", params, about=name)
    if value is None:
        return
    if kind is None:
        yield Line(section, "result.plain", {"value": value})
        return
    code = "other" if kind.startswith("ext:") else kind
    yield coded(section, "result", code, about=name, name=name, value=value)
    lowest, highest = description.text("valueMin"), description.text("valueMax")
    if lowest is not None and highest is not None:
        yield Line(section, "result.scale", {"minimum": lowest, "maximum": highest}, about=name)
    allowed = description.texts("allowedValue")  # a @list: its order is signed, lowest first
    if len(allowed) > 1:
        yield Line(section, "result.scaleValues", {"lowest": allowed[0], "highest": allowed[-1]}, about=name)
    mark = description.text("requiredValue")
    if mark is not None:
        yield Line(section, "result.passMark", {"value": mark}, about=name)


def amount(reading: Reading) -> Iterator[Line]:
    """Credit and what part of a year it is, levels, hours, ways of taking part, and when."""
    badge, section = reading.badge, Section.AMOUNT
    for c in _credits(badge):
        if c.points is None or c.framework is None:
            continue
        points = credit.plain(c.points)
        if c.status in ("recommended", "transferred"):
            yield coded(section, "creditStatus", c.status, points=points)
        yield coded(section, "credit", c.framework, reading.source(c.authority), points=points)
        year = credit.credits_of_a_year(c.framework)
        if c in badge.awarded_credits and year is not None:
            degree = badge.achievement.text("achievementType") in _DEGREES
            prefix = "amount.ofAYear" if degree else "amount.notADegree"
            yield coded(section, prefix, c.framework, points=points, year=credit.plain(year))
    if not badge.credit_bearing:
        yield Line(section, "amount.noCredit")
    available, earned = badge.achievement.number("creditsAvailable"), badge.subject.number("creditsEarned")
    if badge.credit_bearing and available is not None and earned is not None and available != earned:
        params = {"earned": credit.plain(earned), "available": credit.plain(available)}
        yield Line(section, "amount.earnedOf", params)
    for node in _levels(badge):
        line = _level(section, node)
        if line is not None:
            yield line
            if (basis := node.text("levelBasis")) is not None:
                yield coded(section, "levelBasis", basis)
    workload = badge.achievement.get("workload")
    for member, key in (
        ("notionalHours", "about"),
        ("contactHours", "contact"),
        ("selfStudyHours", "selfStudy"),
        ("workplaceHours", "workplace"),
        ("assessmentHours", "assessment"),
    ):
        yield from _hours(section, workload, member, key)
    for mode in sorted(badge.achievement.texts("participationMode")):
        yield coded(section, "mode", mode)
    for activity in sorted(badge.achievement.texts("learningActivityType")):
        yield coded(section, "activity", activity)
    if badge.route is not None:
        yield coded(section, "route", badge.route)
    yield from _particulars(badge)


def foreign_amount(reading: Reading) -> Iterator[Line]:
    badge = reading.badge
    points = badge.subject.number("creditsEarned") or badge.achievement.number("creditsAvailable")
    if points is None:
        yield not_stated(Section.AMOUNT, "credit")
    else:
        yield Line(Section.AMOUNT, "credit.noUnit", {"points": credit.plain(points)})
    yield not_stated(Section.AMOUNT, "level")
    yield not_stated(Section.AMOUNT, "workload")
    yield from _particulars(badge)


def _particulars(badge: Badge) -> Iterator[Line]:
    """What Open Badges itself has about one learner's award."""
    subject, section = badge.subject, Section.AMOUNT
    start, end = subject.day("activityStartDate"), subject.day("activityEndDate")
    if start is not None and end is not None:
        yield Line(section, "activity.dates", {"start": start.isoformat(), "end": end.isoformat()})
    for member, key, name in (
        ("term", "activity.term", "term"),
        ("role", "learnerRole", "role"),
        ("licenseNumber", "licence", "number"),
        ("narrative", "narrative", "text"),
    ):
        value = subject.text(member)
        if value is not None:
            yield Line(section, key, {name: value})
