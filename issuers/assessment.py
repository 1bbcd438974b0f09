"""How learning was judged: methods as defined, records of what was done, and their supervision.

Sources: metadata.md section 2 (M9, O2) and section 7 (MC-Q6, MC-E1 to E8).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from issuers.document import Node

#: Being there is no assessment of learning.
ATTENDANCE: Final = "levelOfAttendance"
SUPERVISED: Final = frozenset({"supervisedIdVerified", "supervisedNoId"})
ID_VERIFIED: Final = frozenset({"supervisedIdVerified", "unsupervisedIdVerified"})
#: How a portfolio item must have been judged, every one of them, for it to count.
JUDGEMENTS: Final = ("judgedValid", "judgedAuthentic", "judgedCurrent", "judgedSufficient")


def decides(method: Node) -> bool:
    """Does this method judge learning, and does the award depend on it?

    Formative assessment and attendance do not. `summative` must be said: silence claims nothing.
    """
    return method.flag("summative") is True and method.text("assessmentType") not in (None, ATTENDANCE)


def any_decides(methods: Iterable[Node]) -> bool:
    return any(decides(m) for m in methods)


def passed(record: Node) -> bool:
    return record.text("assessmentDecision") == "pass"


def adjusted(record: Node) -> bool:
    """Is a departure from the definition recorded with what it was and the registrar's kind of reason?"""
    adjustment = record.get("adjustment")
    return adjustment.text("what") is not None and adjustment.text("reasonKind") is not None


def accepted(item: Node) -> bool:
    """Was this portfolio item judged valid, authentic, current and sufficient?"""
    return all(item.flag(name) is True for name in JUDGEMENTS)
