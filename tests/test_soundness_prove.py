"""False inequalities that the solver's rules or its reading of a claim might let through."""

import pytest

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import RULES, leaf, proves
from verify.checkers.inequality.from_claim import problem_of
from verify.checkers.inequality.goal import emptiness, goals
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.reader import Unreadable
from verify.checkers.stored.inequality import recheck
from verify.judging.ask import prove
from verify.language.claim import Claim
from verify.language.forms import dot, norm
from verify.language.functions import exp, sin
from verify.language.relation import eq, le, lt
from verify.language.symbols import Label, Vector
from verify.language.term import E, Symbol, sqrt
from verify.language.verdict import Outcome
from verify.prover.inequality.budget import Budget
from verify.prover.inequality.claims import solved
from verify.prover.inequality.engine import attempt
from verify.prover.inequality.solve import solve

x = Symbol("x")


def claim(conclusion, *assuming):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming)


@pytest.mark.parametrize("base", ["(-1)", "(0-1)", "(3-pi)"])
def test_a_condition_on_whole_powers_of_a_negative_number_is_no_contradiction(base):
    (goal,) = goals(read("x != 123456", [f"0 <= {base}**x"]))
    assert not proves(goal, leaf("at once"))


@pytest.mark.parametrize("power", ["x**(sqrt(2)*sqrt(2)) <= 4", "x**(log(6)-log(2)-log(3)) <= 1"])
def test_a_condition_on_a_power_that_may_be_whole_says_nothing_of_its_base(power):
    assert solve(read("x > 0", [power]), Budget()).verdict not in ("PROVED", "VACUOUS")
    assert solve(read("1 <= 0", [power, "x <= 0"]), Budget()).verdict not in ("PROVED", "VACUOUS")


@pytest.mark.parametrize(
    "claim", ["(-8)**(sqrt(2)*sqrt(2)) = 64", "0**(log(6)-log(2)-log(3)) = 1", "(-2)**((1+pi)/(1+pi)) = -2"]
)
def test_a_power_that_may_be_whole_is_not_said_to_have_no_value(claim):
    assert solve(read(claim), Budget()).verdict == "UNDECIDED"


@pytest.mark.parametrize("claim", ["(-8)**sqrt(2) = 1", "0**(1-sqrt(2)) = 1", "(-8)**(1/3) = -2"])
def test_a_power_that_is_surely_not_whole_has_no_value(claim):
    assert solve(read(claim), Budget()).verdict == "UNDEFINED"


@pytest.mark.parametrize("name", ["E", "I", "oo", "exp", "sqrt", "Abs", "erf"])
def test_a_variable_is_not_called_like_a_number_or_a_function(name):
    with pytest.raises(Unreadable, match=name):
        read(f"{name} <= exp(1)", ["x >= 0"])
    with pytest.raises(Unreadable, match=name):
        read("x <= exp(1)", [f"{name} >= 0"])


def test_the_tangent_of_a_sum_is_spelled_out_by_sines_and_cosines_which_lose_no_value():
    """By tan(x) and tan(y) it would have none at x = pi/2, where the claim is false."""
    claim, where = "(tan(x+y)*tan(y)+1)*(2+sin(x)) != 0", ["cos(x+y) != 0", "cos(y) != 0"]
    *_, goal = goals(read(claim, where))
    (left,) = RULES["free"](goal, "roots")
    assert {s.name for s in left.wanted.expr.free_symbols} == {"sin(x)", "cos(x)", "sin(y)", "cos(y)"}
    assert recheck(read(claim, where).as_json() | {"verdict": "REFUTED", "point": {"x": "pi/2", "y": "pi/4"}})[0]
    assert solve(read(claim, where), Budget(smt_seconds=1.0)).verdict != "PROVED"


@pytest.mark.parametrize(
    "conclusion",
    [
        le(Symbol("pi"), 4),
        le(Symbol("a-a"), 1),
        eq(Symbol("a-b"), Symbol("a") - Symbol("b")),
        lt(x, Symbol("x", positive=True)),
    ],
    ids=str,
)
def test_a_symbol_that_is_no_variable_for_every_real_number_is_not_read(conclusion):
    assert problem_of(claim(conclusion)) is None


def test_what_is_declared_of_a_symbol_is_a_condition():
    n = Symbol("n", integer=True, positive=True)
    assert problem_of(claim(lt(Label("y"), 2))) == ("y < 2", ["y**2 = 1"])
    assert problem_of(claim(lt(n, 2))) == ("n < 2", ["n > 0", "n integer"])
    assert problem_of(claim(lt(Symbol("tau", integer=True), 2))) == ("gram0 < 2", ["gram0 integer"])
    assert solve(read("n < 2", ["n > 0", "n integer"]), Budget(smt_seconds=1.0)).verdict == "REFUTED"


def not_by_norms_and_inner_products():
    u, v = Vector("u"), Vector("v")
    r = Symbol("r", nonnegative=True)
    yield "a name that a norm gets", claim(le(Symbol("gram0"), norm(u)))
    yield "a root that may have no value", claim(le(0, sqrt(norm(u) - norm(v))))
    yield "a denominator within a norm", claim(le(0, norm(u / norm(v) + Vector("w"))))
    yield "0**0", claim(eq(x, 0), eq(norm(u) ** (r / (1 + r)), x), eq(norm(u), 0))


@pytest.mark.parametrize("case", list(not_by_norms_and_inner_products()), ids=lambda c: c[0])
def test_the_solver_does_not_show_it_by_norms_and_inner_products(case):
    assert solved(case[1]).outcome is Outcome.UNKNOWN


def test_the_solver_shows_a_root_that_has_a_value():
    u, v = Vector("u"), Vector("v")
    goal = le(0, sqrt(norm(u)) * norm(v) + dot(u, v) ** 2)
    assert solved(claim(goal)).outcome is Outcome.HOLDS


def test_the_declared_sign_of_a_symbol_is_a_condition():
    for sign, condition in (("positive", "> 0"), ("negative", "< 0"), ("nonnegative", ">= 0"), ("nonzero", "!= 0")):
        assert problem_of(claim(lt(Symbol("n", **{sign: True}), x))) == ("n < x", [f"n {condition}"])


@pytest.mark.parametrize("value", ["log(-1)", "1/0", "y", "x+5"])
def test_a_stored_point_has_numbers_for_coordinates(value):
    stored = read("x <= 1").as_json() | {"verdict": "UNDEFINED", "point": {"x": value}}
    assert recheck(stored) == (False, f"x = {value} is no number")


def test_a_claim_that_speaks_of_nothing_is_not_proved():
    b = Symbol("b")
    answer = prove(claim(le(0, x**2), lt(x, b), lt(b, x)))
    assert answer.verdict == "UNDECIDED" and "contradictory" in answer.reason


def test_nothing_of_a_formula_is_left_out():
    with pytest.raises(Unreadable, match="column 8: # has no place"):
        read("x <= 2 # + y")


QUICK = Budget(depth=3, pieces=60, smt_seconds=0.5)
HERE = {"x": "sqrt(2)", "y": "-1"}  # where y < 0 has a root
ROOTS = [
    ("sqrt((x**2-2)**2*y) + y >= 0", ["(x**2-2)**2*y >= 0"], HERE),
    ("sqrt((x-1)**2*y) + y >= 0", ["(x-1)**2*y >= 0"], {"x": "1", "y": "-1"}),
    ("((x**2-2)**2*y)**(3/2) + y >= 0", ["(x**2-2)**2*y >= 0"], HERE),
    ("((x**2-3)**4*y)**(1/4) + y >= -1/2", ["(x**2-3)**4*y >= 0"], {"x": "sqrt(3)", "y": "-1"}),
    ("sqrt(sqrt((x**2-2)**2*y)*x**2) + y >= 0", ["(x**2-2)**2*y >= 0"], HERE),
    ("sqrt((x**2-2)**2*y/(1+z**2)) + y >= 0", ["(x**2-2)**2*y >= 0"], HERE | {"z": "0"}),
    ("sqrt(exp(z)*(x**2-2)**2*y) + y*exp(z) >= 0", ["(x**2-2)**2*y >= 0"], HERE | {"z": "0"}),
    ("sqrt((x**2-2)**2*y*(z**2-3)**2) + y*(z**2+1) >= 0", ["(x**2-2)**2*y*(z**2-3)**2 >= 0"], HERE | {"z": "0"}),
    ("exp(sqrt((x**2-2)**2*y)) >= 1 - y/(1+y**2)", ["(x**2-2)**2*y >= 0"], HERE),
    ("y >= 0", ["sqrt((x**2-2)**2*y) <= 1"], HERE),
    ("y >= -1/2", ["sqrt((x-1)**2*y) <= 1"], {"x": "1", "y": "-1"}),
    ("y**3 >= 0", ["((x**2-2)**2*y)**(3/2) <= 1"], HERE),
    ("y*exp(z) >= 0", ["sqrt((x**2-2)**2*y*exp(z)) <= z"], HERE | {"z": "1"}),
    ("y + z >= 0", ["1/(1+sqrt(x**2*(y+z))) <= 1"], {"x": "0", "y": "-1", "z": "0"}),
    ("y*z >= 0", ["sqrt((x**2-2)**2*y*z) <= 1", "x**2 = 2"], HERE | {"z": "1"}),
]
NOT_EMPTY = [
    ("1 >= 2", ["sqrt((x**2-2)**2*y) <= 1", "y < 0"], HERE),
    ("1 >= 2", ["sqrt((x-1)**2*y) >= 0", "y <= -1"], {"x": "1", "y": "-1"}),
    ("1 >= 2", ["((x**2-2)**2*y)**(3/2) = 0", "y < 0"], HERE),
    ("1 >= 2", ["log(1+sqrt((x**2-2)**2*y*exp(z))) <= 1", "y < 0"], HERE | {"z": "0"}),
    ("1 >= 2", ["sqrt(x**2*y) = x", "y < 0"], {"x": "0", "y": "-1"}),
]


@pytest.mark.parametrize(("relation", "where", "point"), ROOTS + NOT_EMPTY)
def test_the_root_of_a_product_is_not_taken_for_a_product_of_roots(relation, where, point):
    """Each is false at the point, where the radicand is 0 whatever the sign of y is."""
    problem = read(relation, where)
    assert recheck(problem.as_json() | {"verdict": "REFUTED", "point": point}) == (True, "REFUTED at the exact point")
    assert not all(attempt(g, QUICK, {}) for g in goals(problem))


@pytest.mark.parametrize(("relation", "where", "point"), NOT_EMPTY)
def test_conditions_that_hold_where_a_root_is_that_of_nothing_are_not_contradictory(relation, where, point):
    problem = read(relation, where)
    assert attempt(emptiness(problem), QUICK, {}) is None
    assert solve(problem, QUICK).verdict in ("REFUTED", "UNDECIDED")


@pytest.mark.parametrize(
    ("relation", "where"),
    [
        ("sqrt(x**2*y) >= 0", ["y >= 0"]),
        ("sqrt(exp(x)*y) + y >= 0", ["y >= 0"]),
        ("sqrt(4*y) = 2*sqrt(y)", ["y >= 0"]),
        ("sqrt((x**2+1)*y) >= sqrt(y)", ["y >= 0"]),
        ("y <= 4", ["sqrt(y)**3 <= 8"]),
    ],
)
def test_a_root_that_falls_apart_is_proved_where_its_parts_have_values(relation, where):
    assert prove(relation, where, timeout=20).verdict == "PROVED"


def chain(*steps):
    (rule, parameters), *rest = steps
    return leaf(rule, parameters) | ({"parts": [chain(*rest)]} if rest else {})


def replayed(claim, where, point, *proofs):
    return recheck(read(claim, where).as_json() | {"verdict": "PROVED", "point": point, "proofs": list(proofs)})


DECLARE, FREE, SIGNS = ("declare", None), ("free", "roots"), ("at once", None)
ONE = {"x": "1", "y": "1", "z": "1"}


@pytest.mark.parametrize(
    ("claim", "where", "point", "steps"),
    [
        ("sqrt(z*y) + y >= 0", ["z >= 0", "z*y >= 0"], {"y": "1", "z": "1"}, [DECLARE]),
        ("sqrt(z*y) + y >= 0", ["z = (x**2-2)**2", "z*y >= 0"], ONE, [("solve", [0, "z"])]),
        ("sqrt(z*y) + y >= 0", ["z = x**2", "z*y >= 0"], ONE, [("solve", [0, "z"])]),
        ("sqrt(z*y) + y >= 0", ["z = abs(x)", "z*y >= 0"], ONE, [("solve", [0, "z"])]),
        (
            "sqrt(z*y) + y >= 0",
            ["z = (x-1)**2", "z*y >= 0"],
            ONE | {"x": "2"},
            [("centre", ["x", "1"]), ("solve", [0, "z"])],
        ),
        (
            "sqrt((x-z)**2*y) + y >= 0",
            ["(x-z)**2*y >= 0"],
            ONE | {"z": "0"},
            [("shift", ["z", {"x": "1", "y": "0"}, None])],
        ),
    ],
)
def test_a_root_that_would_split_when_something_is_put_in_proves_nothing(claim, where, point, steps):
    """With a root of y as a part, y would be its square, and the claim true. It is false at y = -1, where the radicand is 0."""
    for k in range(4):
        forged = chain(*steps, FREE, ("solve", [k, "y"]), SIGNS)
        confirmed, why = replayed(claim, where, point, leaf("at once"), forged)
        assert not confirmed and why.startswith("proof 2 of 2 does not show")


def test_a_root_that_does_split_makes_a_square_of_what_stands_in_it():
    proof = chain(DECLARE, FREE, ("solve", [1, "y"]), SIGNS)
    at = {"y": "1", "z": "1"}
    assert replayed("sqrt(z*y) + y >= 0", ["z > 0", "z*y >= 0"], at, leaf("at once"), proof)[0]


HIDDEN = (
    "log(6) - log(2) - log(3)",
    "atan(1) - pi/4",
    "sqrt(5+2*sqrt(6)) - sqrt(2) - sqrt(3)",
    "sin(1)**2 + cos(1)**2 - 1",
)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("rest", ["at once", "expand", "univariate", "nothing is left"])
def test_a_leading_coefficient_that_is_zero_without_being_seen_to_be_tells_no_limit(hidden, rest):
    """-x/(0 x^2 + 1) has no limit for x -> oo: it is -x, which is negative."""
    claim = f"-x/(({hidden})*x**2 + 1) >= 0"
    *owed, goal = goals(read(claim, ["x >= 0"]))
    for parts in ([], *([leaf(rest)] * n for n in range(1, 6))):
        forged = leaf("limit", ["x", "high"]) | {"parts": parts}
        assert not proves(goal, forged)
        assert not replayed(claim, ["x >= 0"], {"x": "0"}, *(leaf("at once") for _ in owed), forged)[0]
    with pytest.raises(Refused):
        RULES["limit"](goal, ["x", "high"])


@pytest.mark.parametrize(
    ("claim", "where", "point"),
    [
        ("exp(E*x) = exp(exp(1)*x)", ["abs(x) <= 1/10**30"], {"E": "exp(1)", "x": "0"}),
        ("exp(I*x) = exp(x)", ["I = 1"], {"I": "1", "x": "0"}),
        ("sqrt(oo) = sqrt(x)", ["x = oo"], {"oo": "1", "x": "1"}),
        ("sigmoid*x >= 0", ["x = sigmoid"], {"sigmoid": "1", "x": "1"}),
    ],
)
def test_one_name_is_not_given_to_two_things(claim, where, point):
    with pytest.raises(Unreadable, match="column"):
        prove(claim, where)
    for rule in ("at once", "expand"):
        forged = {
            "claim": claim,
            "where": where,
            "term": "",
            "verdict": "PROVED",
            "point": point,
            "proofs": [leaf(rule)],
        }
        assert not recheck(forged)[0]


@pytest.mark.parametrize("name", ["exp(x)", "sin(x)", "x**2", "sqrt(x)", "E", "oo"])
def test_a_symbol_of_a_claim_that_prints_like_a_formula_is_not_read(name):
    assert problem_of(claim(le(Symbol(name), exp(x) + sin(x) + x**2 + sqrt(x) + E))) is None


@pytest.mark.parametrize("name", ["gram0", "gram", "gramgram0", "gram0'"])
def test_the_name_that_such_a_symbol_gets_is_that_of_no_other_one(name):
    s = Symbol(name)
    less, _, greater = problem_of(claim(lt(Symbol("tau"), s)))[0].partition(" < ")
    assert (less.startswith("gram"), less == greater) == (True, False)
    assert solved(claim(le(Symbol("tau"), s))).outcome is Outcome.UNKNOWN
    assert solved(claim(le(2 * Symbol("tau") * s, Symbol("tau") ** 2 + s**2))).outcome is Outcome.HOLDS


@pytest.mark.parametrize("name", ["tau", "e", "I", "Abs", "relu", "lambda", "x'"])
def test_a_symbol_of_a_claim_that_the_reader_takes_for_something_else_is_one_symbol_still(name):
    s = Symbol(name, positive=True)
    assert problem_of(claim(le(s, exp(x) + E), lt(s, 2))) == ("gram0 <= exp(x) + exp(1)", ["gram0 < 2", "gram0 > 0"])
    assert prove(claim(le(s, exp(x) + exp(1)))).verdict == "REFUTED"
    assert solved(claim(le(2 * s, s**2 + 1))).outcome is Outcome.HOLDS
    assert solved(claim(lt(2 * s, s**2 + 1))).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "claim",
    [
        "2**(10**8) >= x",
        "x**1000000 >= 0",
        "(x+y)**100000 >= 0",
        "9**9**9 >= x",
    ],
)
def test_a_power_that_is_too_large_is_refused_at_once(claim):
    with pytest.raises(Unreadable, match="one larger than 1000"):
        prove(claim)
