"""`verify prove`: verdicts, certificates that check, and what is refused."""

import json
import time

import pytest

from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import read
from verify.checkers.stored.inequality import recheck
from verify.cli import main
from verify.judging.ask import prove as ask
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.engine import attempt
from verify.prover.inequality.solve import solve


def prove(claim, where):
    """In this process; the command below has one of its own."""
    return solve(read(claim, where), Budget(smt_seconds=60.0))


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("sigmoid(t)*(1 - sigmoid(t)) <= 1/4", []),
        ("log(1+x) <= x", ["x > -1"]),
        ("t*sigmoid(t) >= -0.2785", []),
    ],
)
def test_a_true_inequality_is_proved_with_a_certificate_that_checks(claim, where):
    answer = prove(claim, where)
    assert answer.verdict == "PROVED"
    assert recheck(json.loads(json.dumps(answer.certificate))) == (True, answer_of(answer))


def answer_of(answer):
    return f"PROVED: {len(answer.certificate['proofs'])} proofs check"


@pytest.mark.parametrize(
    ("claim", "where", "point", "excess"),
    [
        ("a**3+b**3 <= a+b", ["a >= 2", "b = a", "a <= 2"], {"a": "2", "b": "2"}, ["12", "12"]),
        ("x**2 != 2", ["x > 0"], {"x": "sqrt(2)"}, ["0", "0"]),
        ("exp(x) > 1 + x", [], {"x": "0"}, ["0", "0"]),
    ],
)
def test_a_false_inequality_is_refuted_at_an_exact_point(claim, where, point, excess):
    answer = prove(claim, where)
    assert (answer.verdict, answer.counterexample) == ("REFUTED", {"point": point, "excess": excess})
    assert recheck(answer.certificate)[0]


@pytest.mark.parametrize(
    ("claim", "where", "point"),
    [
        ("x/x = 1", [], {"x": "0"}),
        ("sqrt(x)**2 = x", ["x <= 0", "x >= -1"], None),
        ("exp(log(x)) = x", [], None),
    ],
)
def test_a_formula_without_a_value_somewhere_is_undefined(claim, where, point):
    answer = prove(claim, where)
    assert answer.verdict == "UNDEFINED"
    assert point is None or answer.counterexample["point"] == point


def test_contradictory_conditions_are_vacuous():
    assert prove("x < 1", ["x > 2", "x < 1"]).verdict == "VACUOUS"


@pytest.mark.parametrize("bottom", ["abs(x)**2 - x**2", "sqrt(x)**2 - x", "(x+1)**2 - x**2 - 2*x - 1", "x - x"])
def test_a_condition_that_divides_by_what_is_zero_everywhere_excludes_every_point(bottom):
    assert prove("y >= 0", [f"1/({bottom}) >= 0"]).verdict == "VACUOUS"
    assert prove(f"1/({bottom}) >= 0", []).verdict == "UNDEFINED"


def test_by_how_much_a_claim_fails_may_have_more_digits_than_python_writes():
    answer = prove("x**1000 <= 1", ["x >= 10**8"])
    assert answer.verdict == "REFUTED"
    assert answer.counterexample["excess"] == ["9.9999999E+7999", "1.0000001E+8000"]


def test_the_command_prints_the_verdict_and_returns_its_code(capsys):
    assert main(["prove", "-x <= x**2", "--where", "-x<=0"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "PROVED"
    assert main(["prove", "x < (1 $ 2)"]) == 2
    assert capsys.readouterr().err == "verify prove: 'x < (1 $ 2)', column 8: this is not a formula\n"


def test_a_name_that_reads_like_a_number_is_refused_in_one_line(capsys):
    assert main(["prove", "exp(E*x) = exp(exp(1)*x)", "--where", "abs(x) <= 1/10**30"]) == 2
    said = "verify prove: 'exp(E*x) = exp(exp(1)*x)', column 5: E is no variable: the number is exp(1)\n"
    assert capsys.readouterr().err == said


ROOTS = "+".join(f"sqrt({p}+x)" for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41))
KINKS = "+".join(f"abs(x{k})" for k in range(30))
LIMIT = 3.0


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("exp(exp(exp(x))) >= 1", []),
        ("exp(exp(exp(1000))) > x", []),
        ("x**y**z > 0", ["x > 0"]),
        ("2**x**x**x >= x", ["x > 0"]),
        ("(x+y+z+w)**999 >= -1", []),
        ("(a+b+c+d)**300 + exp(a) >= 0", []),
        (f"{ROOTS} >= 1", ["x >= 0"]),
        (f"{KINKS} >= x3", []),
    ],
)
def test_what_takes_long_ends_in_time_with_a_verdict_or_a_reason(claim, where):
    began = time.monotonic()
    answer = ask(claim, where, timeout=LIMIT)
    assert time.monotonic() - began < LIMIT + 1
    assert answer.verdict != "UNDECIDED" or answer.reason


@pytest.mark.parametrize(
    ("claim", "verdict", "excess"),
    [
        ("10**17*pi <= 314159265358979323", "REFUTED", ["0.84626433", "0.84626434"]),
        ("1/(exp(1/10**100) - 1) <= 1", "REFUTED", ["9.9999999E+99", "1.0000001E+100"]),
        ("exp(pi*sqrt(163)) <= 262537412640768743", "REFUTED", ["0.99999999", "1.0000000"]),
        ("2 <= 1", "REFUTED", ["1", "1"]),
        ("sin(1)**2 + cos(1)**2 <= 1", "PROVED", None),
        ("sin(1)**2 + cos(1)**2 < 1", "REFUTED", ["0", "0"]),
        ("exp(exp(exp(3))) <= 10**300", "REFUTED", ["2.0509864E+229520860", "2.0509865E+229520860"]),
        ("exp(-exp(exp(3))) <= 0", "REFUTED", ["4.8757026E-229520861", "4.8757027E-229520861"]),
    ],
)
def test_a_relation_between_numbers_is_decided_exactly(claim, verdict, excess):
    answer = solve(read(claim, []), Budget())
    assert (answer.verdict, answer.counterexample and answer.counterexample["excess"]) == (verdict, excess)
    assert recheck(answer.certificate)[0]


@pytest.mark.parametrize(
    "claim", ["10**17*pi <= 314159265358979323", "exp(exp(exp(3))) <= 10**300", "log(6) != log(2) + log(3)"]
)
def test_no_proof_is_looked_for_of_a_number_whose_sign_is_known(claim, monkeypatch):
    def looked(*_):
        raise AssertionError("looked for")

    monkeypatch.setattr("verify.prover.inequality.engine._uses", looked)
    (wanted,) = (g for g in goals(read(claim, [])) if attempt(g, Budget(), {}) is None)
    assert not wanted.symbols


@pytest.mark.parametrize("name", ["d", "k", "index", "N", "α", "x_n"])
def test_whatever_a_variable_is_called_its_bounds_are_used(name):
    claim, where = f"a*b*c*{name} <= 81/16", [f"a+b+c+{name} <= 6", "a >= 0", "b >= 0", "c >= 0", f"{name} >= 0"]
    assert prove(claim, where).verdict == "PROVED"
