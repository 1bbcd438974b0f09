"""Writes the pages that are made from the code: docs/verification.md, from the checks' own docstrings.

`make docs` calls it; a test (tests/house/test_docs.py) fails when the page is not what the code says.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from credentials.problems import PROBLEM_TYPES, Kind, ProblemType  # noqa: E402
from credentials.profiles import Check  # noqa: E402
from credentials.verdict import VERDICTS, Verdict  # noqa: E402
from credentials.verification.outcome import INDISPENSABLE  # noqa: E402
from issuers.badge import BADGE  # noqa: E402

PAGE = ROOT / "docs" / "verification.md"

_HEAD = """# Verification

<!-- Made by scripts/write_docs.py from the checks' docstrings. Change those, then `make docs`. -->

What is asked about an award, in which order, and what each answer means. How it is called stands in
[api.md](api.md); how the parts hang together in [architecture.md](architecture.md).

## How an answer comes about

1. **Read.** The bytes must be one JSON document in UTF-8, or one compact JWT (`credentials/strict_json.py`,
   `credentials/proofs/vc_jwt.py`). What cannot be read without doubt is refused, not judged.
2. **Ask.** The checks below, in this order. A check is asked only once those that it stands on have passed;
   otherwise it is skipped, and says so.
3. **Gather.** A check that lacks an outside document (the issuer's keys, a status list) answers *unknown* and
   says what it wants. That is brought, or its absence noted, and the checks are asked again over more
   evidence. No check sees a network, so that a verdict can be replayed.
4. **Conclude.** One function makes the outcome of the decisive checks, another the verdict, from a table.

Each check answers *pass*, *fail*, *unknown* or *skipped*. **Unknown is not failed and not passed.**

The outcome is `invalid` if a decisive check failed; else `valid` if none of them is unknown and all of
{indispensable} have passed; else `undecided`. A report of skips proves nothing.

## The checks
"""

_TAIL = """
## What is not built

- Documents of other hosts are not fetched: foreign `did:web` issuers and foreign status lists leave an award
  undecided (`not-fetched`). `did:key` needs no fetch; this deployment's own documents come from its database.
- Cryptosuites beyond those in `credentials/proofs/suites.py`, SD-JWT, and presentations.
- Awards baked into pictures.
- What an award points at: evidence files, refresh services, foreign `credentialSchema`. They change nothing
  in the outcome.
"""


def page() -> str:
    """The whole page, as the code has it now."""
    indispensable = ", ".join(f"`{check.name}`" for check in BADGE.checks if check.name in INDISPENSABLE)
    parts = [_HEAD.replace("{indispensable}", indispensable), _overview()]
    parts += [_section(number, check) for number, check in enumerate(BADGE.checks, 1)]
    parts += [_verdicts(), _TAIL]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _overview() -> str:
    rows = ["| | check | question | decisive | asked after |", "| --- | --- | --- | --- | --- |"]
    for number, check in enumerate(BADGE.checks, 1):
        after = ", ".join([*check.after, *(f"{name} (unless failed)" for name in check.unless_failed)])
        decisive = "yes" if check.decisive else "no"
        link = f"[`{check.name}`](#{number}-{check.name})"
        rows.append(f"| {number} | {link} | {_question(check)} | {decisive} | {after} |")
    return "\n".join(rows)


def _docstring(check: Check) -> list[str]:
    """The paragraphs of a check's docstring."""
    text = inspect.getdoc(check.ask)
    if not text:
        raise SystemExit(f"the check {check.name} has no docstring")
    return re.split(r"\n\s*\n", text)


def _question(check: Check) -> str:
    return " ".join(_docstring(check)[0].split())


def _section(number: int, check: Check) -> str:
    source = inspect.getsourcefile(inspect.unwrap(check.ask))
    where = Path(source).relative_to(ROOT).as_posix() if source else ""
    paragraphs = []
    for paragraph in _docstring(check)[1:]:
        lines = paragraph.splitlines()
        if all(line.startswith("http") for line in lines):
            paragraphs.append("\n".join(f"- {_source(line)}" for line in lines))
        else:
            paragraphs.append(paragraph)
    body = "\n\n".join(paragraphs)
    return f"### {number}. {check.name}\n\n**{_question(check)}** (`{where}`)\n\n{body}\n"


def _source(line: str) -> str:
    """A citation: an address, and perhaps what in it is meant."""
    address, _, rest = line.partition(" ")
    return f"<{address}> {rest}".strip()


def _verdicts() -> str:
    rows = [
        "## From problem to verdict",
        "",
        "The worst true verdict is the headline. Nothing that presupposes a good signature is said unless",
        "the signature was verified. Worst first:",
        "",
        ", ".join(f"`{verdict}`" for verdict in Verdict) + ".",
        "",
        "| problem | title | leads to |",
        "| --- | --- | --- |",
    ]
    rows += [
        f"| `{kind.code}` | {kind.title} | {_leads_to(kind)} |"
        for kind in PROBLEM_TYPES.values()
        if _is_told(kind)
    ]
    return "\n".join(rows)


def _is_told(kind: ProblemType) -> bool:
    return kind.kind is not Kind.REQUEST


def _leads_to(kind: ProblemType) -> str:
    return f"`{VERDICTS[kind.code]}`" if kind.code in VERDICTS else "nothing: it is a note"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
