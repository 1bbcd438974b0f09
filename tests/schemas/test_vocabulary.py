"""Our vocabulary: context, JSON Schema, code lists and request bodies say the same, and clash with nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

import pytest

from schemas import literals
from schemas.bundle import document
from schemas.codes import (
    CODES,
    CREDIT_FRAMEWORKS,
    codes_of,
    concept_iri,
    credits_per_year,
    hours_per_credit,
)
from schemas.terms import CAIRN_CONTEXT, CAIRN_SCHEMA, CREDENTIALS_V2, MC, OB_3_0_3
from tests.oracles import oracle_path
from tests.schemas.badge import make_badge, of_today
from tests.schemas.expansion import BASE, expanded, iris

CLR = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#"
#: The only terms whose IRI is not mc: and their name.
BORROWED = {
    "id": "@id",
    "type": "@type",
    "conformsTo": "http://purl.org/dc/terms/conformsTo",
    "Association": CLR + "Association",
    "association": CLR + "association",
    "associationType": CLR + "AssociationType",
    "sourceId": CLR + "sourceId",
    "targetId": CLR + "targetId",
}
TERMS: dict[str, Any] = {
    name: definition
    for name, definition in document(CAIRN_CONTEXT)["@context"].items()
    if not name.startswith("@")
}
ENUMERATED = {
    name for name, definition in TERMS.items() if isinstance(definition, dict) and "@context" in definition
}
SAMPLES = [
    "s1-he-only",
    "s2-corporate-only",
    "s3-co-delivered",
    "s4-broker-mediated",
    "s5-mooc",
    "s6-attendance",
    "s7-rpl-portfolio",
    "s8-macro-stacked",
    "s9-ai-assurance",
]


def iri(definition: Any) -> str:
    return str(definition["@id"] if isinstance(definition, dict) else definition)


def names_defined_in(context: Any) -> Iterator[str]:
    """Every term that a context defines, in scoped contexts too."""
    for name, definition in context.items():
        if name.startswith("@"):
            continue
        yield name
        if isinstance(definition, dict) and isinstance(definition.get("@context"), dict):
            yield from names_defined_in(definition["@context"])


# --- the context


def test_a_terms_iri_is_the_namespace_and_its_name() -> None:
    assert {name: iri(definition) for name, definition in TERMS.items()} == {
        name: BORROWED.get(name, MC + name) for name in TERMS
    }


def test_the_context_is_protected() -> None:
    context = document(CAIRN_CONTEXT)["@context"]
    assert context["@protected"] is True
    assert context["@version"] == 1.1
    assert "@vocab" not in context
    assert "@base" not in context


@pytest.mark.parametrize("url", [CREDENTIALS_V2, OB_3_0_3])
def test_no_term_of_ours_is_a_name_of_the_standards(url: str) -> None:
    # SD-JWT's and JOSE's names inside the v2 context are as protected as any.
    theirs = set(names_defined_in(document(url)["@context"])) - {"id", "type"}
    assert theirs & set(TERMS) == set()


def test_no_value_can_be_a_compact_iri() -> None:
    # A term may be used as a prefix if it is defined as a plain string that ends in a delimiter.
    prefixes = {
        name
        for name, definition in TERMS.items()
        if isinstance(definition, str) and definition[-1] in ":/?#[]@"
    }
    assert prefixes == set()
    assert [name for name, definition in TERMS.items() if "@prefix" in definition] == []


def test_every_enumeration_has_a_vocabulary_of_its_own_property() -> None:
    for name in ENUMERATED:
        definition = TERMS[name]
        assert definition["@type"] == "@vocab", name
        assert definition["@context"]["@vocab"].startswith("https://w3id.org/cairn/mc/v1/"), name
        assert definition["@context"]["@vocab"].endswith("#"), name
    assert set(CODES) == ENUMERATED


def test_only_what_has_an_order_is_a_list() -> None:
    lists = {name for name, d in TERMS.items() if isinstance(d, dict) and d.get("@container") == "@list"}
    assert lists == {"unit"}


# --- the context at work


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in CODES.items() for code in codes])
def test_a_code_expands_to_its_concept(name: str, code: str) -> None:
    # A code that is also a term of some context would silently become that term's IRI.
    definition = TERMS[name]
    many = definition.get("@container") == "@set"
    for kind in (None, "Achievement", "AchievementSubject", "Evidence"):
        node, dropped = expanded(
            {
                "@context": [CREDENTIALS_V2, OB_3_0_3, CAIRN_CONTEXT],
                "id": "urn:example:1",
                **({"type": [kind]} if kind else {}),
                name: [code] if many else code,
            }
        )
        assert dropped == []
        assert node[MC + name] == [{"@id": concept_iri(name, code)}], kind


def test_a_code_stands_for_the_concept_of_the_eu_where_it_has_one() -> None:
    assert concept_iri("supervision", "supervisedNoId").startswith("http://data.europa.eu/snb/")
    assert concept_iri("creditFramework", "uk-cats") == "https://w3id.org/cairn/mc/v1/creditFramework#uk-cats"
    with pytest.raises(ValueError, match="no code"):
        concept_iri("supervision", "supervised")
    with pytest.raises(KeyError):
        concept_iri("name", "x")


@pytest.mark.oracle
def test_the_concepts_are_those_of_the_european_learning_model() -> None:
    listed = json.loads(oracle_path("vocabulary/elm_codes.json").read_text())
    property_of = {
        "ASSESS": ("assessmentType",),
        "MODE": ("participationMode", "assessmentMode"),
        "ACT": ("learningActivityType",),
        "SUP": ("supervision",),
        "SET": ("learningSetting",),
        "ACC": ("accreditationType",),
        "CRED": ("creditFramework",),
    }
    for scheme, names in property_of.items():
        for name in names:
            for code, path in listed[scheme].items():
                assert concept_iri(name, code) == f"http://data.europa.eu/snb/{path}"


def test_a_badge_that_says_everything_expands_with_nothing_dropped() -> None:
    node, dropped = expanded(make_badge())
    assert dropped == []
    said = list(iris(node))
    assert [value for value in said if value.startswith(BASE) or ":" not in value] == []
    unused = {iri(d) for name, d in TERMS.items() if name not in {"id", "type"}} - set(said)
    assert unused == set()


def test_a_misspelt_member_is_noticed() -> None:
    badge = make_badge()
    badge["credentialSubject"]["achievement"]["creditbearing"] = True
    _, dropped = expanded(badge)
    assert dropped == ["creditbearing"]


def test_the_order_of_units_is_part_of_what_is_said() -> None:
    def units(badge: dict[str, Any]) -> list[str]:
        node, _ = expanded(badge)
        text = json.dumps(node)
        return sorted(("u1", "u2"), key=lambda unit: text.index(f"#{unit}"))

    badge = make_badge()
    node, _ = expanded(badge)
    assert '"@list"' in json.dumps(node)
    assert units(badge) == ["u1", "u2"]
    badge["credentialSubject"]["achievement"]["unit"].reverse()
    assert units(badge) == ["u2", "u1"]


@pytest.mark.oracle
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_expands_with_nothing_dropped(name: str) -> None:
    sample = of_today(json.loads(oracle_path(f"samples/{name}.json").read_text()))
    node, dropped = expanded(sample)
    assert dropped == []
    assert [value for value in iris(node) if value.startswith(BASE)] == []


@pytest.mark.oracle
def test_every_sample_is_tested() -> None:
    assert sorted(path.stem for path in oracle_path("samples").iterdir()) == SAMPLES


@pytest.mark.oracle
def test_the_context_keeps_every_term_that_was_designed() -> None:
    designed = json.loads(oracle_path("vocabulary/context.jsonld").read_text())["@context"]
    dropped = {"mc"}  # a prefix would let a value be a compact IRI
    for name, definition in designed.items():
        if name not in dropped and not name.startswith("@"):
            assert TERMS[name] == definition


# --- the code lists


def test_the_schema_has_exactly_our_codes() -> None:
    definitions = document(CAIRN_SCHEMA)["$defs"]
    lists = {name: tuple(d["enum"]) for name, d in definitions.items() if "enum" in d}
    assert lists == {**CODES, "associationType": get_args(literals.AssociationType)}


def test_the_schema_uses_each_code_list_for_the_property_of_that_name() -> None:
    used: dict[str, set[str]] = {}

    def walk(schema: Any, name: str = "") -> None:
        if isinstance(schema, dict):
            if name and "$ref" in schema:
                used.setdefault(name, set()).add(schema["$ref"].removeprefix("#/$defs/"))
            for key, inner in schema.get("properties", {}).items():
                walk(inner, key)
            if "items" in schema:
                walk(schema["items"], name)

    for definition in document(CAIRN_SCHEMA)["$defs"].values():
        walk(definition)
    assert {name: used.get(name) for name in CODES} == {name: {name} for name in CODES}


@pytest.mark.parametrize("name", sorted(CODES))
def test_the_type_of_a_request_has_exactly_our_codes(name: str) -> None:
    assert get_args(getattr(literals, name[0].upper() + name[1:])) == CODES[name]


def test_every_type_of_codes_is_one_of_ours() -> None:
    named = {
        name
        for name, value in vars(literals).items()
        if not name.startswith("_")
        and name not in {"Literal", "TypeAlias", "annotations"}
        and get_args(value)
    }
    assert named == {name[0].upper() + name[1:] for name in CODES} | {"AssociationType"}


def test_the_schema_knows_every_term_of_the_context() -> None:
    definitions = document(CAIRN_SCHEMA)["$defs"]
    in_schema = {name for d in definitions.values() for name in d.get("properties", {})}
    in_schema |= {name for name in definitions if name[0].isupper()}
    in_schema |= set(document(CAIRN_SCHEMA)["properties"])
    assert set(TERMS) - in_schema == set()


def test_no_code_is_there_twice() -> None:
    assert {name: codes for name, codes in CODES.items() if len(set(codes)) != len(codes)} == {}
    assert codes_of("supervisionLocus") == ("online", "onsite")


def test_no_provider_is_of_another_kind() -> None:
    # metadata.md section 13: a provider is called what it is.
    assert "other" not in CODES["providerType"]
    assert CODES["providerType"] == (*CODES["sector"], "coDelivered")


@pytest.mark.oracle
def test_the_lists_keep_every_code_that_was_designed() -> None:
    designed = json.loads(oracle_path("vocabulary/enums.json").read_text())
    gone = {
        (name, code) for name, codes in designed.items() for code in codes if code not in CODES.get(name, ())
    }
    assert gone == {("providerType", "other")}


# --- what is known of credit


def test_every_credit_framework_is_described() -> None:
    assert tuple(CREDIT_FRAMEWORKS) == CODES["creditFramework"]
    assert all(framework.source for framework in CREDIT_FRAMEWORKS.values())


@pytest.mark.parametrize(
    ("framework", "year", "hours"),
    [
        ("ects", Decimal(60), (Decimal(25), Decimal(30))),
        ("uk-cats", Decimal(120), (Decimal(10), Decimal(10))),
        ("us-semester", Decimal(30), (Decimal(45), Decimal(45))),
        ("us-quarter", Decimal(45), (Decimal(30), Decimal(30))),
        ("au-eftsl", Decimal(1), None),
        ("ceu", None, (Decimal(10), Decimal(10))),  # hours, never a part of an academic year
        ("ecvet", None, None),
        ("other", None, None),
    ],
)
def test_what_a_credit_is(
    framework: str, year: Decimal | None, hours: tuple[Decimal, Decimal] | None
) -> None:
    assert credits_per_year(framework) == year
    assert hours_per_credit(framework) == hours
