"""`verify prove` line by line, in LaTeX, with numbers by name, and with the best constant."""

from fractions import Fraction

import pytest

from verify import Abs, Claim, Max, Min, Symbol, Vector, d, dot, exp, le, log, norm, sqrt
from verify.checkers.inequality.answer import Answer
from verify.checkers.inequality.check import RULES
from verify.checkers.inequality.problem import read
from verify.cli import main
from verify.cli.best import bracket, simplest
from verify.cli.proof_lines import MOST_LINES, WORDS, as_latex, as_text, proof_lines
from verify.cli.show import page
from verify.judging.judge import judge
from verify.language.verdict import Verdict
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.solve import solve


def lines(claim, *where):
    problem = read(claim, where)
    return problem, proof_lines(problem, solve(problem, Budget(smt_seconds=0, squares=1)).certificate)


def test_every_rule_has_words():
    assert WORDS.keys() == RULES.keys()


def test_a_proof_is_told_by_what_each_step_leaves():
    problem, told = lines("abs(x) >= x")
    assert as_text(problem, told)[:3] == ["To show: -x + Abs(x) >= 0", "  by cases: Abs(x)", "    1. 0 >= 0, x >= 0"]
    problem, told = lines("x*y <= 1", "x**2 + y**2 <= 2")
    assert as_text(problem, told)[-1].startswith("  a sum of what is not negative ")


def test_that_nothing_is_meant_is_told_too():
    problem, told = lines("x > 5", "x < 1", "x > 2")
    assert as_text(problem, told)[0] == "To show: -1 >= 0"


u, v, c = Vector("u"), Vector("v"), Symbol("c")
FOUND = {
    "on numbers": (le(log(1 + exp(c)), Max(c, 0) + log(2)), "monotone in c from its high end"),
    "on norms": (
        le(2 * dot(u, v) - 3, norm(u) ** 2 + norm(v) ** 2 + c**2),
        "+ ‖u - v‖**2 >= 0",
    ),
    "on a coordinate": (le(Abs(Max(-Abs(c), Min(Abs(c), v))), Abs(c)), "by cases: Max(v, -c)"),
    "by a theorem": (le(norm(u, 1), sqrt(d) * norm(u)), "by the power mean inequality at u"),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_proof_of_a_claim_that_was_found_is_told_where_it_is_asked_for(name):
    conclusion, line = FOUND[name]
    j = judge("s", Claim(name="it", says="?", conclusion=conclusion))
    assert j.verdict is Verdict.PROVED
    told, shortly = page(j, "verify check s/it", why=True), page(j, "verify check s/it")
    assert "  found" in told
    assert line in [x.strip() for x in told[told.index("  found") :]]
    assert not any("gram" in x for x in told if x.startswith("    To show") or "given" in x)
    assert "  more     verify show s/it --why" in shortly
    assert "  found" not in shortly


def test_the_same_in_latex():
    problem, told = lines("log(1 + x) <= x", "x > -1")
    first, *steps = as_latex(problem, told)
    assert first == r"\noindent\textbf{Claim.} $\log(1 + x) \le x$ for $-1 < x$.\par"
    assert steps[0] == r"\noindent\hspace{0em}To show: $0 < 1 + x$\par"
    assert len(steps) == len(told) <= MOST_LINES


def run(capsys, *argv):
    code = main(["prove", *argv])
    out, err = capsys.readouterr()
    return code, (out or err).splitlines()


def test_a_number_by_name_is_told_first(capsys):
    code, told = run(capsys, "e**x >= 1 + x*e**0", "--let", "e=exp(1)")
    assert (code, told[:2]) == (0, ["with e=exp(1): (exp(1))**x >= 1 + x*(exp(1))**0", "PROVED"])
    code, told = run(capsys, "exp(x) + tau_1*tau >= 0", "--where", "tau_1 > 0", "--let", "tau=2*pi")
    assert (code, told[0]) == (0, "with tau=2*pi: exp(x) + tau_1*(2*pi) >= 0 where tau_1 > 0")


@pytest.mark.parametrize("let", ["e", "e=x", "1=2", "pi=3", "e=", "e=1<2", "f=1"])
def test_what_is_no_number_by_name_is_refused(capsys, let):
    code, (told,) = run(capsys, "e*x >= x", "--let", let)
    assert (code, told.startswith(f"verify prove: --let '{let}': ")) == (2, True)


def test_the_simplest_fraction_between_two():
    for low, high, found in ((1, 2, 1), (Fraction(1, 3), Fraction(1, 2), Fraction(1, 2)), (-1, 1, 0)):
        assert simplest(Fraction(low), Fraction(high)) == found
    for k in range(1, 60):
        low, high = Fraction(k, 61), Fraction(k + 1, 61)
        found = simplest(low, high)
        best = min(d for d in range(1, 62) if any(low <= Fraction(n, d) <= high for n in range(d + 1)))
        assert (low <= found <= high, found.denominator) == (True, best)


def test_the_bracket_closes_around_the_best_constant():
    def ask(c, seconds):
        return Answer("PROVED" if c >= Fraction(2, 7) else "REFUTED")

    found = bracket(ask, float("inf"))
    (high, _), (low, _) = found["PROVED"], found["REFUTED"]
    assert low < Fraction(2, 7) <= high
    assert high - low <= Fraction(1, 1000)


def test_the_best_constant_of_a_claim(capsys):
    code, told = run(capsys, "x*(1 - x) <= c", "--best", "c", "--timeout", "120")
    assert code == 0
    assert told[0].startswith("PROVED for c = 1/4: ")
    assert told[1].startswith("REFUTED for c = ")
    code, (told,) = run(capsys, "x <= x", "--best", "c")
    assert code == 2
