"""Solvers that hang, crash, lie or are missing."""

import sys
import time

import pytest

from verify.checkers.inequality.check import proves
from verify.checkers.inequality.from_claim import stated
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.on_claim import check_claim
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.smt import Solver, sound
from verify.checkers.stored.inequality import trusted
from verify.judging.ask import prove
from verify.language.claim import Claim
from verify.language.functions import log
from verify.language.relation import le
from verify.language.term import Symbol
from verify.language.verdict import Outcome
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.engine import ask, attempt, on_functions, without_trust
from verify.prover.inequality.solve import answers, solve


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
    assert solver.ask("(assert true)", seconds=1) not in ("sat", "unsat")


def test_a_solver_that_calls_everything_false_does_not_pass_the_canaries():
    assert SAYS_UNSAT.ask("(assert true)", seconds=10) == "unsat"
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


def test_a_proof_in_hand_is_given_out_when_the_time_is_up_and_one_without_trust_replaces_it():
    """`answers` has the solver's proof first; the last is what needs no trust."""
    problem = read("a**2 + b**2 + c**2 >= a*b + b*c + c*a", ["a + b + c = 1"])
    budget = Budget(deadline=time.monotonic() + 20, squares=1)
    (goal,) = goals(problem)
    trusting = ask(goal, budget)[1]
    assert trusting["rule"] == "smt"
    found = without_trust(goal, trusting, budget)
    assert proves(goal, found) and not trusted([found])
    assert without_trust(goal, trusting, Budget(deadline=time.monotonic() - 1, squares=1)) == trusting
    assert not trusted(list(answers(problem, budget))[-1].certificate["proofs"])


SLOW = """
import json, sys, time
json.load(sys.stdin)
first = {"verdict": "PROVED", "method": "z3", "certificate": None, "counterexample": None, "reason": ""}
print(json.dumps(first), flush=True)
print(json.dumps(first)[:20], end="", flush=True)
time.sleep(60)
"""


def test_what_a_process_has_said_is_not_lost_when_it_is_stopped(monkeypatch, tmp_path):
    stopped = tmp_path / "verify" / "prover" / "inequality"
    stopped.mkdir(parents=True)
    for package in (stopped, stopped.parent, stopped.parent.parent):
        (package / "__init__.py").touch()
    (stopped / "worker.py").write_text(SLOW)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.chdir(tmp_path)  # which Python looks at first
    assert prove("x >= x", timeout=1.5).method == "z3"


def test_what_z3_says_of_functions_is_named_and_replaced_where_a_cover_can():
    """A tangent: z3 proves it at once, and so does the sign of a slope."""
    *_, goal = goals(read("log(1 + x) <= x", ["x > -1"]))
    proof = on_functions(goal, Budget(functions=1))
    assert proof["rule"] == "functions"
    assert proves(goal, proof)
    assert trusted([proof]) == ("z3 on functions",)
    assert without_trust(goal, proof, Budget(squares=1))["rule"] != "functions"
    assert on_functions(goal, Budget()) is None


X = Symbol("x", positive=True)


def test_no_claim_of_a_package_rests_on_what_z3_says_of_functions():
    claim = Claim(name="c", says="", conclusion=le(log(1 + X), X))
    problem, *_ = stated(claim)
    domain, goal = goals(problem)
    owed, found = attempt(domain, Budget(), {}), on_functions(goal, Budget(functions=1))
    assert (proves(domain, owed), proves(goal, found)) == (True, True)
    assert check_claim(claim, [owed, found]).outcome is Outcome.UNKNOWN
