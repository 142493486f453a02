"""What the letter says of what PROVED rests on: whose derivation was not accepted, and what is believed of z3."""

from dataclasses import replace

import pytest

from verify import Claim, Statement, Symbol, Vector, chain, dot, judge, le, line, norm
from verify.checkers.inequality.check import WAYS
from verify.judging.errata import Fate
from verify.judging.results import faulty
from verify.language.verdict import Verdict
from verify.report.nodes import Items
from verify.report.parts import Link, Mark, Strong, links
from verify.report.sections.context import Context
from verify.report.sections.letter import PLURAL, letter

x, y = Symbol("x"), Symbol("y")
u, v = Vector("u"), Vector("v")
MOTZKIN = Claim(name="motzkin", says="A.", conclusion=le(3 * x**2 * y**2, x**4 * y**2 + x**2 * y**4 + 1))
SQUARES = Claim(name="squares", says="B.", conclusion=le(2 * dot(u, v), norm(u) ** 2 + norm(v) ** 2))
HIGH = Claim(name="high", says="C.", conclusion=le(x, y), exists=(x,), counter={y: 0})


def nothing():
    return chain(line("<=", norm(u)))


def right():
    return chain(line("<=", norm(u) ** 2 + norm(v) ** 2, norm(u - v) ** 2))


def limits(*claims):
    """The judgements, and the points of the letter's last list."""
    judged = [judge("lemma-1", c, examples=20) for c in claims]
    blocks = letter(judged, [Statement("lemma-1", "T", "1", claims)], Context({j.id: j for j in judged}, {}))
    return judged, [b for b in blocks if isinstance(b, Items)][-1].items


def of(items, beginning):
    (found,) = [text for text in items if isinstance(text[0], str) and text[0].startswith(beginning)]
    return found


@pytest.mark.parametrize(
    ("change", "expected"),
    [({}, False), ({"derive": right}, False), ({"derive": nothing}, True)],
    ids=["none", "accepted", "faulty"],
)
def test_the_letter_names_the_claims_whose_derivation_is_not_accepted(change, expected):
    (j,), items = limits(replace(SQUARES, **change))
    assert (j.verdict, faulty(j)) == (Verdict.PROVED, expected)
    told = of(items, "Every line of a derivation that counts")
    assert "A derivation that is not accepted counts for nothing." in "".join(p for p in told if isinstance(p, str))
    ends = (" Not accepted is that of ", Link(j.id, j.id), " (", Mark(j.verdict), ")", ".")
    assert (told[-len(ends) :] == ends) is expected


def test_a_derivation_of_the_contrary_that_is_not_accepted_is_one():
    spoilt = judge("lemma-1", replace(HIGH, disprove=nothing), examples=20)
    assert (spoilt.verdict, faulty(spoilt)) == (Verdict.UNDECIDED, True)
    assert not faulty(judge("lemma-1", HIGH, examples=20))


def test_the_letter_says_how_many_verdicts_rest_on_z3(monkeypatch):
    _, items = limits(MOTZKIN, SQUARES)
    assert not any("z3" in p for p in of(items, "The checker") if isinstance(p, str))
    monkeypatch.setattr("verify.checkers.inequality.on_claim.ways", lambda proofs: (WAYS["smt"],))
    _, items = limits(MOTZKIN, SQUARES)
    ends = (
        " 1 verdict rests on the word of z3, which is trusted there too: ",
        Link("lemma-1/motzkin", "lemma-1/motzkin"),
        ".",
    )
    assert of(items, "The checker")[-3:] == ends


@pytest.mark.parametrize(
    ("false", "counted"),
    [(1, "1 changes a result, one finding"), (2, "2 change a result; they are 1 finding")],
)
def test_what_is_false_and_states_no_severity_is_counted_among_what_changes_a_result(false, counted):
    claims = [Claim(name=f"c{k}", says="A.", conclusion=le(x, k), expected="REFUTED") for k in range(false)]
    judged = [judge("triangle", c, examples=20) for c in claims]
    blocks = letter(judged, [Statement("triangle", "T", "1", tuple(claims))], Context({j.id: j for j in judged}, {}))
    (told,) = [b.text for b in blocks if getattr(b, "title", "") == "What changes a result."]
    assert told[-1] == f" {counted}. The others: none."


@pytest.mark.parametrize(("statement", "told"), [("triangle", ["R0", "R1"]), ("lemma-1", ["R0"])])
def test_a_finding_tells_every_repair_but_of_a_result_the_first_alone(statement, told):
    """What else is proved of a result stands in the table above."""
    false = [Claim(name=f"c{k}", says="A.", conclusion=le(x, k), expected="REFUTED") for k in range(2)]
    mended = [
        Claim(
            name=f"r{k}", says=f"R{k}.", conclusion=le(x, x + k), source="repair", repairs=f"c{k}", added="$x$ for $0$"
        )
        for k in range(2)
    ]
    claims = (*false, *mended)
    judged = [judge(statement, c, examples=20) for c in claims]
    blocks = letter(judged, [Statement(statement, "T", "1", claims)], Context({j.id: j for j in judged}, {}))
    (finding,) = next(b for b in blocks if isinstance(b, Items)).items
    assert [p for p in finding if p in ("R0", "R1")] == told
    assert finding[-4:] == (Link(f"{statement}/c0", f"{statement}/c0"), ", ", Link("c1", f"{statement}/c1"), ")")


@pytest.mark.parametrize(
    ("claims", "names"),
    [
        ([], []),
        (["a/b", "a/c", "a-b/c", "a/d"], ["a/b", "c", "a-b/c", "a/d"]),
        (["a/b", "c/b", "c/a"], ["a/b", "c/b", "a"]),
    ],
)
def test_of_claims_of_one_statement_side_by_side_the_first_alone_has_its_whole_name(claims, names):
    assert links(claims) == tuple(map(Link, names, claims))


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["lemma-1"], ["Lemma 1", "does not stand as printed"]),
        (["lemma-1", "lemma-2"], ["Lemma 1, Lemma 2", "do not stand as printed"]),
    ],
)
def test_what_becomes_of_results_is_said_of_one_and_of_several(names, told):
    """A result that is false and has no proved repair."""
    false = Claim(name="a-printed", says="A.", conclusion=le(x, 1), expected="REFUTED")
    judged = [judge(name, false, examples=20) for name in names]
    blocks = letter(judged, [Statement(name, "T", "1", (false,)) for name in names], Context({}, {}))
    (text,) = [b.text for b in blocks if getattr(b, "title", "") == "What becomes of the paper’s results."]
    assert text[:4] == ("", told[0], " ", Strong(told[1]))


def test_every_fate_has_a_plural():
    assert {fate.value.partition(" ")[0] for fate in Fate} == set(PLURAL)
