"""The catalogue has every text that can be asked for, and no other."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from app.messages import catalogue
from app.messages.grammar import names
from app.verbs.revoke import RevocationReason
from credentials.findings import Result
from credentials.verdict import Verdict
from credentials.verification.issuer import Identity
from issuers.badge import BADGE
from issuers.reading import Section
from issuers.reading.keys import LISTS, MESSAGES
from schemas.codes import CODES

WORDS = catalogue("en")

#: Families of keys that code makes from a list of its own: each member, and nothing else.
FAMILIES: dict[str, set[str]] = {
    "also": {v.value for v in Verdict} - {Verdict.VALID.value},
    "answer": {r.value for r in Result},
    "check": {check.name for check in BADGE.checks},
    "identity": {i.value for i in Identity},
    "part": {*CODES["participantRole"], "none"},
    "section": {*(section.value for section in Section if section is not Section.WHAT), "more", "folded"},
    "reason": {r.value for r in RevocationReason},
    "tone": {*(v.value for v in Verdict), "inForce"},
    "verdict": {f"{v.value}.{part}" for v in Verdict for part in ("headline", "next")},
}
#: A form of a sentence, chosen by what is known: `verdict.revoked.headline.undated`.
VARIANTS = (
    "several.domain", "several", "domain", "hosted", "keyOnly", "undated", "notSigned", "unnamed",
    "otherName", "text", "link", "picture",
)  # fmt: skip


def sources() -> str:
    """The text of everything that names keys."""
    found = []
    for package in ("app.messages", "app.pages"):
        for file in resources.files(package).iterdir():
            if file.name.endswith(".py"):
                found.append(file.read_text("utf-8"))
    for file in (resources.files("app.pages") / "templates").iterdir():
        found.append(file.read_text("utf-8"))
    return "\n".join(found)


SOURCES = sources()


def base(key: str) -> str:
    """The key without its variant."""
    return next((key.removesuffix(f".{v}") for v in VARIANTS if key.endswith(f".{v}")), key)


@pytest.mark.parametrize("key", MESSAGES)
def test_every_line_of_a_reading_has_its_text_with_its_values(key: str) -> None:
    assert names(WORDS.template(key)) == set(MESSAGES[key])


@pytest.mark.parametrize("key", MESSAGES)
def test_every_line_of_a_reading_can_be_said(key: str) -> None:
    params = {name: ("one", "two") if name in LISTS else "1" for name in MESSAGES[key]}
    assert WORDS.text(key, **params).strip()


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_family_has_its_text(family: str) -> None:
    assert {f"{family}.{member}" for member in FAMILIES[family]} <= WORDS.keys


def made(key: str) -> bool:
    """Whether code puts this key together from parts that the tests know."""
    family, _, member = key.partition(".")
    if family in FAMILIES:
        return member in FAMILIES[family] or base(key).removeprefix(f"{family}.") in FAMILIES[family]
    if family in ("notFound", "error"):
        return f'"{family}"' in SOURCES and member in ("title", "text")
    if family in ("home", "list", "download", "identifier"):
        return re.search(rf'"{member.partition(".")[0]}"', SOURCES) is not None
    return re.fullmatch(r"format\.month\.([1-9]|1[0-2])", key) is not None


def test_no_text_is_there_that_nobody_asks_for() -> None:
    unused = {key for key in WORDS.keys - set(MESSAGES) if f'"{key}"' not in SOURCES and not made(key)}
    assert unused == set()


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_is_chosen_by_somebody(variant: str) -> None:
    last = variant.rpartition(".")[2]
    assert any(key.endswith(f".{variant}") for key in WORDS.keys)
    assert re.search(rf'[."}}]{last}"|"{last}"', SOURCES), variant


def test_every_key_that_is_named_exists() -> None:
    named = set(re.findall(r'(?:message|text|\bt)\(\s*"([a-zA-Z]+(?:\.[a-zA-Z]+)+)"[,)]', SOURCES))
    assert len(named) > 60
    assert named - WORDS.keys == set()
