"""MC-W: figures that are allowed and deserve a second look. Warnings only, never refused."""

from __future__ import annotations

from collections.abc import Iterator

from issuers.credit import ects_by_year, plain, plausible_hours, usual_hours
from issuers.rules.breach import Breach, warning
from issuers.view import Badge


def w1_hours_fit_credit(badge: Badge) -> Iterator[Breach]:
    """MC-W1: hours lie within 80 to 120 % of the usual range of the credit's framework. Section 7."""
    workload = badge.achievement.get("workload")
    hours = workload.decimal("notionalHours")
    if hours is None:
        return
    for c in badge.awarded_credits:
        if c.framework is None or c.points is None:
            continue
        usual, plausible = usual_hours(c.framework, c.points), plausible_hours(c.framework, c.points)
        if usual is None or plausible is None or plausible[0] <= hours <= plausible[1]:
            continue
        fewest, most = plain(usual[0]), plain(usual[1])
        yield warning(
            "MC-W1",
            workload.get("notionalHours"),
            f"notionalHours: so much credit usually stands for {fewest} to {most} hours",
        )


def w2_micro_is_small(badge: Badge) -> Iterator[Breach]:
    """MC-W2: a micro-credential is small: at most 30 ECTS, or that part of a year. metadata.md section 13."""
    if badge.quadrant != "microCredential":
        return
    for c in badge.awarded_credits:
        size = None if c.framework is None or c.points is None else ects_by_year(c.framework, c.points)
        if size is not None and size > badge.policy.small_volume:
            yield warning(
                "MC-W2",
                c.node.get("creditPoints"),
                f"creditPoints: more than {plain(badge.policy.small_volume)} ECTS, or that part of a year,"
                " is large for a micro-credential",
            )


def w3_micro_stacks(badge: Badge) -> Iterator[Breach]:
    """MC-W3: a micro-credential is stackable, in theory at least. metadata.md section 13."""
    node = badge.stackability.get("stackingStatus")
    if badge.quadrant == "microCredential" and node.value == "standAlone":
        yield warning("MC-W3", node, "stackingStatus: stackable, even where no route is published yet")


RULES = (w1_hours_fit_credit, w2_micro_is_small, w3_micro_stacks)
