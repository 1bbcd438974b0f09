"""credentials/proofs/quads.py: expanded JSON-LD as quads; compared with pyld where it keeps everything."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from credentials.errors import Unsound
from credentials.proofs.quads import Quads, canonical_double, is_absolute_iri, lexical
from credentials.proofs.rdfc import canonicalise
from tests.credentials.graphs import document_by_pyld

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('ab \n"é🎓', max_size=6),
).flatmap(
    lambda value: st.sampled_from(
        [{"@value": value}, {"@value": value, "@type": "urn:t"}]
        + ([{"@value": value, "@language": "en"}] if isinstance(value, str) else [])
        + ([] if isinstance(value, str) else [{"@value": value, "@type": f"{XSD}double"}])
    )
)
IDS = st.sampled_from(["urn:a", "urn:b", "https://c.example/#d"])


def node_of(members: Any) -> st.SearchStrategy[Any]:
    objects = st.lists(members, max_size=3)
    properties = st.dictionaries(st.sampled_from(["urn:p", "urn:q", "urn:r"]), objects, max_size=3)
    extra = st.fixed_dictionaries({}, optional={"@id": IDS, "@type": st.lists(IDS, min_size=1, max_size=2)})
    return st.builds(lambda one, other: {**one, **other}, properties, extra)


EXPANDED = st.recursive(
    VALUES | IDS.map(lambda name: {"@id": name}),
    lambda inner: (
        node_of(inner)
        | node_of(inner).map(lambda node: {"@graph": [node]})
        | st.lists(inner, max_size=3).map(lambda members: {"@list": members})
    ),
    max_leaves=12,
)


@pytest.mark.oracle
@settings(deadline=None)
@given(node_of(EXPANDED))
@example({"@id": "urn:a", "urn:p": [{"@list": []}, {"@list": [{"@list": []}]}]})
def test_the_quads_are_those_that_pyld_finds(node: dict[str, Any]) -> None:
    assert canonicalise(Quads([node]).all) == document_by_pyld([node])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"@value": "x"}, '"x"'),
        ({"@value": "x", "@type": f"{XSD}string"}, '"x"'),
        ({"@value": "x", "@type": "urn:t"}, '"x"^^<urn:t>'),
        ({"@value": "x", "@language": "en"}, '"x"@en'),
        ({"@value": True}, f'"true"^^<{XSD}boolean>'),
        ({"@value": 5}, f'"5"^^<{XSD}integer>'),
        ({"@value": 5.0}, f'"5"^^<{XSD}integer>'),
        ({"@value": -0.0}, f'"0"^^<{XSD}integer>'),
        ({"@value": 5, "@type": f"{XSD}float"}, f'"5"^^<{XSD}float>'),
        ({"@value": 1.5, "@type": f"{XSD}float"}, f'"1.5E0"^^<{XSD}float>'),
        ({"@value": 5, "@type": f"{XSD}double"}, f'"5.0E0"^^<{XSD}double>'),
        ({"@value": "5", "@type": f"{XSD}double"}, f'"5"^^<{XSD}double>'),  # a string keeps its form
        ({"@value": 1e21}, f'"1.0E21"^^<{XSD}double>'),
        ({"@value": {"b": 1, "a": [1.0]}, "@type": "@json"}, f'"{{\\"a\\":[1],\\"b\\":1}}"^^<{RDF}JSON>'),
    ],
)
def test_a_value_has_one_lexical_form(value: dict[str, Any], written: str) -> None:
    assert lexical(value) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (5.3, "5.3E0"),
        (-0.0000001, "-1.0E-7"),
        (1e300, "1.0E300"),
        (0.1 + 0.2, "3.0E-1"),
        (1 / 3, "3.333333333333333E-1"),
    ],
)
def test_doubles_are_written_with_sixteen_digits(number: float, written: str) -> None:
    assert canonical_double(number) == written


@pytest.mark.parametrize(
    "node",
    [
        {"@id": "relative", "urn:p": [{"@value": 1}]},
        {"@id": "_:b0", "urn:p": [{"@value": 1}]},
        {"@id": None, "@type": ["Undefined"]},
        {"@type": ["_:b0"]},
        {"urn:p": [{"@id": "evil"}]},
        {"urn:p": [{"@list": [{"@id": ""}]}]},
        {"urn:p": [{"@value": "x", "@type": "relative"}]},
        {"urn:p": [{"@graph": [{"@id": "../x"}]}]},
        {"_:p": [{"@value": 1}]},
        {"@included": [{"@id": "urn:a"}]},
        {"@reverse": {"urn:p": []}},
        {"@id": "urn:a> <urn:p> <urn:b", "urn:p": [{"@value": 1}]},
        {"@id": "urn:a b", "urn:p": [{"@value": 1}]},
    ],
)
def test_what_rdf_cannot_say_is_refused_and_not_dropped(node: dict[str, Any]) -> None:
    with pytest.raises(Unsound) as caught:
        Quads([node])
    assert caught.value.problem.code == "DATA_LOSS_DETECTION_ERROR"


@pytest.mark.parametrize(
    ("text", "absolute"),
    [
        ("urn:uuid:9f0c1f7e-1111-4222-8333-944445555666", True),
        ("did:web:uni.test#k1", True),
        ("HTTPS://x.example/é?q=1", True),
        ("data:image/png;base64,AA==", True),
        ("", False),
        ("x", False),
        (":x", False),
        ("1a:x", False),
        ("urn:", False),
        ("_:b0", False),
        ("//x.example/", False),
        ("urn:a\n", False),
        ("urn:a\u00a0b", False),
        ("urn:a\u2028b", False),
        ("urn:a\x7f", False),
        ("data:image/svg+xml,<svg>", False),
        ("urn:{a}", False),
        (None, False),
        (5, False),
    ],
)
def test_an_absolute_iri_has_a_scheme_and_nothing_that_n_quads_forbids(text: object, absolute: bool) -> None:
    assert is_absolute_iri(text) is absolute
