"""What a rule says when it is broken: which field, what would satisfy it, and the rule's code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from issuers.document import Node


class Severity(StrEnum):
    ERROR = "error"  # never signed by us; a foreign badge of ours with it is invalid
    WARNING = "warning"  # shown, and issued


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule. `remedy` names the field and what to do first, the code last (metadata section 13).

    `pointer` (RFC 6901) is into the document that was judged; it may name a member that is missing.
    """

    code: str
    pointer: str
    remedy: str
    severity: Severity = Severity.ERROR


def error(code: str, at: Node, remedy: str) -> Breach:
    return Breach(code, at.pointer, f"{remedy} ({code})")


def warning(code: str, at: Node, remedy: str) -> Breach:
    return Breach(code, at.pointer, f"{remedy} ({code})", Severity.WARNING)
