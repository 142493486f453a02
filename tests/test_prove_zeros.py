"""Powers with variables in the exponent whose base may be 0: proved in cases, and their false twins are not."""

import time

import pytest

from verify.checkers.inequality.check import leaf
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.zeros import MOST_BASES, bases, goals_by_zeros
from verify.checkers.stored.inequality import certificate, recheck
from verify.cli.proof_lines import proof_lines
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.engine import attempt
from verify.prover.inequality.solve import solve

STEPS = Budget(depth=4, pieces=150, smt_seconds=2.0)
BERNOULLI = ("(1 + x)**n >= 1 + n*x", ["n integer", "n >= 0", "x >= -1"])
SUBADDITIVE = ("x**p + y**p >= (x + y)**p", ["0 < p <= 1", "x >= 0", "y >= 0"])


def answer(claim, where, seconds=60.0):
    found = solve(read(claim, where), Budget(deadline=time.monotonic() + seconds, squares=1))
    assert found.certificate is None or recheck(found.certificate)[0]
    return found


TRUE = {
    "Bernoulli": BERNOULLI,
    "Bernoulli, real": ("(1 + x)**a >= 1 + a*x", ["a >= 1", "x >= -1"]),
    "subadditive": SUBADDITIVE,
    "Young": ("x*y <= x**p/p + y**q/q", ["p > 1", "q > 1", "1/p + 1/q = 1", "x >= 0", "y >= 0"]),
    "means": ("x**p*y**(1 - p) <= p*x + (1 - p)*y", ["x >= 0", "y >= 0", "0 < p < 1"]),
    "not negative": ("x**p >= 0", ["x >= 0", "p >= 0"]),
    "a size": ("abs(x)**p >= 0", ["p > 0"]),
    "at 0": ("x**p <= 0", ["p > 0", "x = 0"]),
    "a base divided by a symbol": ("(1 - mu/L)**k <= exp(-k*mu/L)", ["0 < mu <= L", "k integer", "k >= 1"]),
    "an exponent divided by a symbol": ("x**(1/p) >= 0", ["x >= 0", "p > 0"]),
    "a root as the base": ("sqrt(x)**p >= 0", ["x >= 0", "p > 0"]),
}


@pytest.mark.parametrize("name", TRUE)
def test_an_inequality_of_powers_is_proved_where_a_base_may_be_0(name):
    found = answer(*TRUE[name])
    assert (found.verdict, found.certificate["zeros"]) == ("PROVED", True)


FALSE = {
    "strict, which a base of 0 makes equal": ("x**p + y**p > (x + y)**p", ["0 < p <= 1", "x >= 0", "y >= 0"]),
    "for exponents above 1": ("x**p + y**p >= (x + y)**p", ["0 < p <= 2", "x >= 0", "y >= 0"]),
    "for negative exponents, of which 0 has none": ("x**p + y**p >= (x + y)**p", ["-1 < p <= 1", "x >= 0", "y >= 0"]),
    "for exponents between 0 and 1": ("(1 + x)**n >= 1 + n*x", ["n >= 0", "x >= -1"]),
    "strict for n = 0": ("(1 + x)**n > 1 + n*x", ["n integer", "n >= 0", "x >= -1"]),
    "for n = -1": ("(1 + x)**n >= 1 + n*x", ["n integer", "n >= -1", "x >= -1"]),
    "with another constant": ("(1 + x)**n >= 1 + n*x + x**2/9", ["n integer", "n >= 0", "x >= -1"]),
    "positive": ("x**p > 0", ["p > 0", "x >= 0"]),
    "0**0 is 1": ("x**p = 0", ["p >= 0", "x = 0"]),
    "divided by": ("1/x**p >= 0", ["p > 0", "x >= 0"]),
    "negative exponent": ("x**(-p) >= 0", ["p > 0", "x >= 0"]),
    "beside a logarithm of 0": ("x**p*log(x) <= x**(p + 1)", ["p > 0", "x >= 0"]),
    "of negative numbers": ("x**p >= 0", ["p > 0", "x >= -1"]),
    "a base divided by a symbol, past 0": ("(1 - mu/L)**k <= exp(-k*mu/L)", ["0 < mu <= 2*L", "k >= 1"]),
    "a base divided by what may be 0": ("(1 - mu/L)**k <= exp(-k*mu/L)", ["0 <= mu <= L", "k >= 1"]),
    "a base divided by a symbol, for k = 0": ("(1 - mu/L)**k < exp(-k*mu/L)", ["0 < mu <= L", "k >= 0"]),
    "a base divided by a symbol, too sharp": ("(1 - mu/L)**k <= exp(-k*mu/L)/2", ["0 < mu <= L", "k >= 1"]),
    "an exponent divided by what may be 0": ("x**(1/p) >= 0", ["x >= 0", "p >= 0"]),
    "a negative exponent divided by a symbol": ("x**(1/p) >= 0", ["x >= 0", "p < 0"]),
    "a root of what may be negative as the base": ("sqrt(x)**p >= 0", ["x >= -1", "p > 0"]),
    "a logarithm of what may be 0 as the base": ("log(1 + x)**p >= 0", ["x >= -1", "p > 0"]),
    "a quotient that may be 0/0": ("(x/y)**p*y >= 0", ["x >= 0", "y >= 0", "p > 0"]),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_twin_has_a_case_that_is_not_proved(name):
    claim, where = FALSE[name]
    problem = read(claim, where)
    assert bases(problem)
    assert None in [attempt(g, STEPS, {}) for g in goals_by_zeros(problem)]
    assert answer(claim, where, 5.0).verdict not in ("PROVED", "VACUOUS")


def test_that_a_base_and_an_exponent_have_values_is_owed_first():
    wanted = [str(g.wanted) for g in goals_by_zeros(read("log(x - 1/y)**(1/p) >= 0", ["p > 0"]))]
    assert wanted[:3] == ["-y != 0", "x - 1/y > 0", "-p != 0"]
    assert wanted[3] == "log(x - 1/y) >= 0"


def test_powers_without_a_variable_base_or_exponent_are_not_put_into_cases():
    for claim in ("2**p >= 0", "0**p >= 0", "x**2 >= 0"):
        assert bases(read(claim)) == {}
    assert [str(t) for t in bases(read("(x**p)**q + x**(y**p) >= 0"))] == ["x", "y"]
    many = " + ".join(f"x{k}**p" for k in range(MOST_BASES + 1))
    assert bases(read(f"{many} >= 0")) == {}


def test_without_such_a_power_the_only_case_is_the_problem_itself():
    problem = read("x**2 + 1/x >= 0", ["x > 0"])
    assert goals_by_zeros(problem) == goals(problem)


def test_the_cases_of_a_base_are_all_that_it_and_its_exponent_leave():
    wanted = [str(g) for g in goals_by_zeros(read("(x + 1)**n <= y", ["x >= -1", "n >= 0"]))]
    assert len(wanted) == 6
    assert wanted[0].endswith("=> 1 + x >= 0") or wanted[0].endswith("=> x + 1 >= 0")
    assert wanted[3].endswith("=> n >= 0")
    assert wanted[4].endswith("=> y >= 0")
    assert "n > 0" in wanted[4]
    assert wanted[5].endswith("=> -1 + y >= 0") or wanted[5].endswith("=> y - 1 >= 0")


def test_a_proof_without_what_a_base_divides_by_is_refused():
    claim, where = TRUE["a base divided by a symbol"]
    stored = answer(claim, where).certificate
    wider = read(claim, ["0 <= mu <= L", *where[1:]])  # now L may be 0, where mu/L has no value
    assert not recheck(stored | wider.as_json())[0]
    assert not recheck(stored | {"proofs": stored["proofs"][1:]})[0]


def test_what_is_open_is_told_as_a_quotient():
    told = answer("min(1, n*p/L)/2 <= 1 - (1 - p/L)**n", ["0 <= p < L", "n integer", "n >= 1"], 1.0)
    assert told.verdict == "UNDECIDED"
    assert "n*p/L" in told.reason


def test_a_forged_certificate_of_cases_is_refused():
    stored = answer("x**p >= 0", ["x >= 0", "p > 0"]).certificate
    proofs = stored["proofs"]
    assert recheck(stored)[0]
    assert not recheck({k: v for k, v in stored.items() if k != "zeros"})[0]
    assert not recheck(stored | {"zeros": False})[0]
    assert not recheck(stored | {"zeros": 1})[0]
    for k in range(len(proofs)):
        assert not recheck(stored | {"proofs": proofs[:k] + proofs[k + 1 :]})[0]
    twin = read("x**p > 0", ["x >= 0", "p > 0"])
    assert not recheck(stored | twin.as_json())[0]
    told = certificate(twin, "PROVED", [leaf("at once")] * len(proofs), {"x": 1, "p": 1}, zeros=True)
    assert told.verdict == "UNDECIDED"


def test_the_proof_is_told_case_by_case():
    claim, where = BERNOULLI
    found = answer(claim, where)
    told = [line for line in proof_lines(read(claim, where), found.certificate) if line.words == "To show:"]
    assert len(told) == len(found.certificate["proofs"]) == 6
