"""Is what is shown what was signed? The rule itself, in six parts, is credentials/soundness.py."""

from __future__ import annotations

from credentials.findings import Finding, failed, passed, unknown
from credentials.soundness import unsound
from credentials.verification.case import Case


def sound(case: Case) -> Finding:
    """Does the signature cover everything that the document shows, in the place where it shows it?

    RDF canonicalisation signs a graph, and one graph has many JSON texts; in some of them an expiry or a
    status hides. Pass: the contexts are one of the known lists, every member, type and identifier has a
    meaning in them, and the form admits no second reading. Unknown: a last context that is not known
    (`context-not-allowed`). Fail: `context-not-allowed`, `shape`, `DATA_LOSS_DETECTION_ERROR`,
    `MALFORMED_VALUE_ERROR`.

    https://www.w3.org/TR/vc-data-integrity/#securing-data-losslessly
    """
    found = unsound(case.document, case.contexts)
    if found is None:
        return passed("soundness", "Everything that is shown is covered by the signature.")
    answer = unknown if found.undecided else failed
    return answer("soundness", found.problem.detail, found.problem)
