"""credentials/proofs/rdfc.py: RDFC-1.0 with an end, compared with an implementation in Rust (oxigraph)."""

from __future__ import annotations

from itertools import product

import pyoxigraph as ox
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from credentials.errors import TooComplex
from credentials.proofs.rdfc import MAX_BLANK_NODES, Quad, canonicalise, literal
from tests.credentials.graphs import by_oxigraph, by_pyld

IRIS = ("<urn:a>", "<urn:b>")
BLANKS = tuple(f"_:x{n}" for n in range(5))
PREDICATES = ("<urn:p>", "<urn:q>")


def datasets(*graphs: str, unique: bool = False) -> st.SearchStrategy[list[Quad]]:
    quads = st.builds(
        Quad,
        st.sampled_from(BLANKS + IRIS),
        st.sampled_from(PREDICATES),
        st.sampled_from((*BLANKS, *IRIS, '"text"', '"1"^^<urn:t>')),
        st.sampled_from(("", *graphs)),
    )
    if unique:
        quads = quads.filter(lambda quad: len({quad.subject, quad.object, quad.graph}) == 3)
    return st.lists(quads, max_size=12)


QUADS = datasets(*BLANKS[:2], IRIS[0])


def written(quads: list[Quad]) -> str:
    return "".join(f"{quad.subject} {quad.predicate} {quad.object} {quad.graph} .\n" for quad in quads)


def clique(size: int) -> list[Quad]:
    """Blank nodes that all know each other: nothing tells one from another."""
    return [Quad(f"_:b{one}", "<urn:p>", f"_:b{other}") for one, other in product(range(size), repeat=2)]


def chain(length: int, of: str) -> list[Quad]:
    cells = [Quad(f"_:{of}{n}", "<urn:next>", f"_:{of}{n + 1}") for n in range(length - 1)]
    return [Quad("<urn:root>", "<urn:list>", f"_:{of}0"), *cells]


@pytest.mark.oracle
@settings(max_examples=300, deadline=None)
@given(datasets(), st.sampled_from(["sha256", "sha384"]))
def test_any_small_graph_has_the_canonical_form_that_oxigraph_finds(quads: list[Quad], digest: str) -> None:
    assert canonicalise(quads, digest=digest) == by_oxigraph(written(quads), digest)


@pytest.mark.oracle
@settings(max_examples=300, deadline=None)
@given(datasets(*BLANKS[:2], IRIS[0], unique=True))
@example(  # beside each of c and d a graph stands twice
    [Quad("_:a", "<urn:p>", "_:g"), Quad("_:b", "<urn:q>", "_:h")]
    + [Quad(node, p, '"x"', graph) for node, graph in (("_:c", "_:g"), ("_:d", "_:h")) for p in PREDICATES]
)
def test_any_small_dataset_has_the_canonical_form_that_pyld_finds(quads: list[Quad]) -> None:
    assert canonicalise(quads) == by_pyld(written(quads))


@pytest.mark.oracle
@pytest.mark.parametrize("number", range(12))
def test_a_graph_beside_a_node_counts_without_the_predicate(number: int) -> None:
    # Section 4.7.3, step 3. What follows from it is an order, which is wrong only half of the time.
    quads = [Quad("_:a", f"<urn:{number}>", "_:g"), Quad("_:b", "<urn:q>", "_:h")]
    quads += [Quad("_:c", p, '"x"', "_:g") for p in PREDICATES]
    quads += [Quad("_:d", p, '"x"', "_:h") for p in PREDICATES]
    assert canonicalise(quads) == by_pyld(written(quads))


@pytest.mark.oracle
@pytest.mark.parametrize(
    "quads",
    [
        clique(4),
        clique(6),
        chain(30, "a") + chain(30, "b"),
        [Quad(f"_:b{n}", "<urn:p>", f"_:b{(n + 1) % 40}") for n in range(40)],
        [Quad(f"_:{one}{n}", "<urn:p>", f"_:{one}{(n + 1) % 3}") for one in "abcd" for n in range(3)],
    ],
    ids=["clique of 4", "clique of 6", "twin lists", "cycle", "four triangles"],
)
def test_look_alikes_are_told_apart_as_oxigraph_does(quads: list[Quad]) -> None:
    assert canonicalise(quads) == by_oxigraph(written(quads))


@pytest.mark.oracle
def test_statements_that_differ_only_in_other_blank_nodes_count_each() -> None:
    # Seen from _:a, both of its statements read "_:a <urn:p> _:z": two, not one (section 4.6.3).
    two = [Quad("_:a", "<urn:p>", "_:b"), Quad("_:a", "<urn:p>", "_:c")]
    one = [Quad("_:d", "<urn:p>", "_:e")]
    assert canonicalise(two + one) == by_oxigraph(written(two + one))
    assert canonicalise(two).count("\n") == 2


@settings(max_examples=200, deadline=None)
@given(QUADS, st.permutations(BLANKS), st.randoms(use_true_random=False))
def test_names_and_order_of_the_input_do_not_matter(
    quads: list[Quad], names: list[str], random: object
) -> None:
    renamed = [Quad(*(dict(zip(BLANKS, names, strict=True)).get(term, term) for term in q)) for q in quads]
    getattr(random, "shuffle")(renamed)  # noqa: B009
    assert canonicalise(renamed) == canonicalise(quads)


@settings(max_examples=100, deadline=None)
@given(QUADS, QUADS)
def test_different_graphs_have_different_forms(one: list[Quad], other: list[Quad]) -> None:
    texts = by_pyld(written(one)), by_pyld(written(other))
    assume(texts[0] != texts[1])
    assert canonicalise(one) != canonicalise(other)


@pytest.mark.parametrize("size", [7, 10, 30, 150])
def test_a_poisoned_graph_is_refused_after_a_counted_number_of_steps(size: int) -> None:
    with pytest.raises(TooComplex, match="entangled"):
        canonicalise(clique(size))


def test_work_is_counted_and_so_the_same_everywhere() -> None:
    needed = next(steps for steps in range(1, 5000) if not refused(clique(3), steps))
    assert needed > 10
    assert refused(clique(3), needed - 1)
    assert not refused(list(reversed(clique(3))), needed)


def refused(quads: list[Quad], steps: int) -> bool:
    try:
        canonicalise(quads, max_steps=steps)
    except TooComplex:
        return True
    return False


def test_long_chains_of_look_alikes_are_refused_before_the_stack_ends() -> None:
    with pytest.raises(TooComplex, match="chain"):
        canonicalise(chain(240, "a") + chain(240, "b"))


@pytest.mark.parametrize(("count", "allowed"), [(MAX_BLANK_NODES, True), (MAX_BLANK_NODES + 1, False)])
def test_the_number_of_blank_nodes_is_bounded(count: int, allowed: bool) -> None:
    quads = [Quad("<urn:root>", "<urn:p>", f"_:b{n}") for n in range(count)]
    quads += [Quad(f"_:b{n}", "<urn:q>", f'"{n}"') for n in range(count)]
    if allowed:
        assert canonicalise(quads).count("\n") == 2 * count
    else:
        with pytest.raises(TooComplex, match="nodes without a name"):
            canonicalise(quads)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain 'text' é 🎓", "\"plain 'text' é 🎓\""),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("\b\t\n\f\r", '"\\b\\t\\n\\f\\r"'),
        ("\x00\x07\x0b\x1f\x7f", '"\\u0000\\u0007\\u000B\\u001F\\u007F"'),
        ("\x80\xa0\u2028", '"\x80\xa0\u2028"'),  # not escaped: only C0 and DEL are
        ("\ufffd\ufffe\uffff", '"\ufffd\\uFFFE\\uFFFF"'),  # XML 1.1 has no U+FFFE and U+FFFF
    ],
)
def test_literals_are_escaped_canonically(text: str, escaped: str) -> None:
    assert literal(text) == escaped


@pytest.mark.oracle
@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_literals_are_escaped_as_oxigraph_does(text: str) -> None:
    assume(not set(text) & {"\ufffe", "\uffff"})  # oxigraph writes these two as they are
    assert literal(text) == str(ox.Literal(text))


def test_lines_are_in_code_point_order() -> None:
    objects = [literal(text) for text in ("\U0001f393", "\uffe5", "z", "é")]
    lines = canonicalise([Quad("<urn:a>", "<urn:p>", each) for each in objects]).splitlines()
    assert [line.split('"')[1] for line in lines] == [
        "z",
        "é",
        "\uffe5",
        "\U0001f393",
    ]  # in UTF-16 the last two swap


def test_a_named_graph_stands_at_the_end_of_its_lines() -> None:
    quads = [Quad("<urn:a>", "<urn:p>", "_:x", "_:g"), Quad("<urn:a>", "<urn:p>", "_:g")]
    assert canonicalise(quads) == "<urn:a> <urn:p> _:c14n0 _:c14n1 .\n<urn:a> <urn:p> _:c14n1 .\n"
