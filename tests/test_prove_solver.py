"""Solvers that hang, crash, lie or are missing."""

import sys

import pytest

from verify.checkers.inequality.check import proves
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.smt import Solver, sound
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.engine import ask
from verify.prover.inequality.solve import solve


def stub(code):
    return Solver((sys.executable, "-c", f"import sys, time; asked = sys.stdin.read(); {code}"))


SAYS_UNSAT = stub("print('unsat')")
BROKEN = {
    "hangs": stub("time.sleep(60)"),
    "crashes": stub("sys.exit(9)"),
    "babbles": stub("print('maybe'); print('unsat')"),
    "is missing": Solver(("no-such-solver",)),
}


@pytest.mark.parametrize("solver", BROKEN.values(), ids=BROKEN)
def test_a_solver_without_an_answer_is_none(solver):
    answer, _ = solver.ask("(assert true)", seconds=1)
    assert answer not in ("sat", "unsat")


def test_a_solver_that_calls_everything_false_does_not_pass_the_canaries():
    assert SAYS_UNSAT.ask("(assert true)", seconds=10)[0] == "unsat"
    assert not sound(SAYS_UNSAT)


def test_what_a_lying_solver_says_proves_nothing():
    (goal,) = goals(read("x**3 <= x**2 + y**2"))
    assert ask(goal, Budget(solver=SAYS_UNSAT)) == ("", None)


LIES_AFTER_THE_CANARIES = stub("print('sat' if '(> (+ x y) 1)' in asked or '(* x x) 2' in asked else 'unsat')")


def test_a_lie_about_a_false_claim_is_found_out_by_a_point():
    assert sound(LIES_AFTER_THE_CANARIES)
    problem = read("x**3 <= x**2 + y**2")
    assert solve(problem, Budget(solver=LIES_AFTER_THE_CANARIES)).verdict == "REFUTED"
    (goal,) = goals(problem)
    _, lie = ask(goal, Budget(solver=LIES_AFTER_THE_CANARIES))
    assert lie["rule"] == "smt"
    assert not proves(goal, lie)  # the certificate is asked again of the solver that is installed


def test_without_a_solver_the_next_method_answers():
    answer = solve(read("(x - y)**2 + (y - z)**2 >= -1"), Budget(solver=BROKEN["is missing"]))
    assert answer.verdict == "PROVED"
    assert answer.reason == ""
