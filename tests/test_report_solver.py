"""What is printed of a proof by the solver: how its branches end, and what it trusts."""

from verify import Claim, Symbol, le
from verify.checkers.inequality.check import WAYS
from verify.checkers.inequality.on_claim import BY_Z3
from verify.cli import show
from verify.judging import results
from verify.judging.judge import judge
from verify.report.nodes import Table
from verify.report.parts import Link, Wording
from verify.report.sections.context import Context
from verify.report.sections.index import theorems
from verify.report.sections.one_claim import claim_section
from verify.report.sections.solver import solver
from verify.report.writers import html, latex, typst

x, y = Symbol("x"), Symbol("y")
MOTZKIN = Claim(name="a", says="A.", conclusion=le(3 * x**2 * y**2, x**4 * y**2 + x**2 * y**4 + 1))


def test_a_proof_by_the_solver_says_how_its_branches_end():
    j = judge("lemma-1", MOTZKIN, examples=20)
    assert (results.method(j), j.facts) == ("solver: weighted means", ())
    (proof,) = [b for b in claim_section(j, Context({j.id: j}, {})).blocks if getattr(b, "title", "") == "Proof."]
    assert proof.text == ("By the rule ", Link("solver", "rules"), "; its branches end by ", "weighted means", ".")


def test_a_proof_that_ends_by_z3_names_z3_among_what_it_rests_on(monkeypatch):
    """Nothing that z3 gives out is checked but its answer."""
    monkeypatch.setattr("verify.checkers.inequality.on_claim.ways", lambda proofs: (WAYS["smt"],))
    j = judge("lemma-1", MOTZKIN, examples=20)
    assert results.result(j)["facts"] == [BY_Z3]
    assert f"  rests on {BY_Z3}" in show.page(j, "")
    for write in (html.blocks, latex.blocks, typst.blocks):
        assert "TACAS" in write(claim_section(j, Context({j.id: j}, {})).blocks)
    assert "TACAS" in html.blocks(theorems([j])[0].blocks)


def asked(claim):
    row = {
        "name": "a_name",
        "source": "a set",
        "claim": claim,
        "where": [],
        "truth": True,
        "ours": None,
        "z3": None,
        "cvc5": None,
    }
    (section,) = solver({"named": [row], "published": [], "generated": [], "timeout": 20.0, "timeout_alone": 2.0})
    (table,) = [b for b in section.blocks if isinstance(b, Table)]
    return table.rows[0][0]


def test_a_formula_of_many_lines_is_told_by_its_length():
    assert asked("x <= 1") == ("a name: ", Wording("x <= 1"))
    assert asked("x <= " + "1 + " * 100 + "1") == ("a name, 406 characters long",)
