"""Weighted means: terms that are not negative against the others, with weights that a program finds and a rule checks."""

import random
from fractions import Fraction

import pytest

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import RULES, proves
from verify.checkers.inequality.constant import sign
from verify.checkers.inequality.goal import goals
from verify.checkers.inequality.problem import read
from verify.checkers.inequality.rules.means import read as terms_of
from verify.language.possible import is_nonnegative, is_positive
from verify.prover.inequality.find_means import means


def goal(claim, *where):
    """The last goal, with the signs of its symbols declared."""
    found = goals(read(claim, where))[-1]
    return RULES["declare"](found, None)[0] if where else found


POSITIVE = ("a > 0", "b > 0", "c > 0")
TRUE = [
    ("a/b + b/c + c/a >= 3", POSITIVE),
    ("x**4*y**2 + x**2*y**4 + 1 >= 3*x**2*y**2", ()),  # Motzkin
    ("x**4 + 1 >= -x**3 - x", ()),
    ("a**4 + b**4 + c**4 + d**4 >= 4*a*b*c*d", ()),
    ("a**3 + 2*b**3 + 4 >= 6*a*b", POSITIVE),  # touches where no coordinate is rational
    ("a**5 + b**5 >= a**4*b + a*b**4", POSITIVE),
    ("a**2 + b**2 + c**2 >= a*b + b*c + c*a", ()),
    ("4*a**2 + 9*b**2 >= 12*a*b", ()),
    ("a**2 + 4*b**2 + 9*c**2 >= 2*a*b + 6*b*c + 3*a*c", ()),  # touches at (6, 3, 2)
    ("a + b >= 2*sqrt(a)*sqrt(b)", POSITIVE),
    ("exp(x) + exp(-x) >= 2", ()),
    ("exp(2*x) + exp(2*y) >= 2*exp(x + y)", ()),
    ("exp(x*y)**2 + 1 >= 2*exp(x*y)", ()),
    ("x**2 + 1 > x", ()),
    ("a**2 + 1 + 1/1000 > 2*a", POSITIVE),
    ("1/x**2 + x**2 >= 2", ()),
]


@pytest.mark.parametrize(("claim", "where"), TRUE)
def test_weights_are_found_and_checked(claim, where):
    g = goal(claim, *where)
    found = means(g)
    assert found is not None and proves(g, found)


OPEN = [
    ("a/b + b/c + c/a >= 3.001", POSITIVE),
    ("a/b + b/a >= 2", ()),  # of either sign
    ("a**3 + b**3 + c**3 >= 3*a*b*c", ()),
    ("x**2 + 1 >= 201/100*x", ()),
    ("a**2 + 1 > 2*a", POSITIVE),
    ("x**2 + y**4 > x*y**2", ()),  # both sides are 0 at 0
    ("a**2 >= a", POSITIVE),
    ("a**2 + b >= a*b", POSITIVE),
    ("sqrt(x**2) + 1 >= x", ()),
    ("exp(1 + x) + exp(-x) >= 2", ()),
    ("sin(x) + 2 >= 0", ()),
]


@pytest.mark.parametrize(("claim", "where"), OPEN)
def test_what_does_not_follow_from_means_stays_open(claim, where):
    g = goal(claim, *where)
    assert means(g) is None


def test_weights_and_shares_are_checked():
    g = goal("4*a**2 + 9*b**2 >= 12*a*b")
    (k,), (i, j) = terms_of(g).bad, terms_of(g).good
    assert proves(g, {"rule": "means", "with": [[k, [[i, "1/2", "9"], [j, "1/2", "4"]]]]})
    wrong = [
        [[i, "1/2", "9"], [j, "1/2", "5"]],
        [[i, "1/2", "8"], [j, "1/2", "4"]],
        [[i, "1/3", "9"], [j, "2/3", "4"]],
        [[i, "1/2", "9"], [j, "1/3", "4"]],
        [[i, "1/2", "9"]],
        [[i, "1/2", "9"], [i, "1/2", "9"]],
        [[i, "1/2", "9"], [k, "1/2", "4"]],
        [[i, "1/2", "9"], [7, "1/2", "4"]],
        [[i, "1", "9"], [j, "0", "4"]],
        [[i, "2", "9"], [j, "-1", "4"]],
        [[i, "1/2", "-9"], [j, "1/2", "-4"]],
        [[i, "sqrt(2)/2", "9"], [j, "1 - sqrt(2)/2", "4"]],
    ]
    for used in wrong:
        assert not proves(g, {"rule": "means", "with": [[k, used]]})
    for parameters in ([], [[i, [[j, "1", "9"]]]], [[k, wrong[0]], [k, wrong[0]]], None, "x"):
        assert not proves(g, {"rule": "means", "with": parameters})


def test_powers_of_shares_are_not_written_out_without_end():
    def proof(large):
        g = goal(f"x**4 + {large}*x**2 + 1 >= x")
        terms = terms_of(g)
        (k,), (one, two, four) = terms.bad, terms.good
        used = [[one, "361/720", "1"], [two, "358/720", large], [four, "1/720", "1"]]
        return g, {"rule": "means", "with": [[k, used]]}

    assert proves(*proof("9e99"))
    assert not proves(*proof("9e999*9e999"))


def test_terms_that_are_no_product_of_powers_are_refused():
    for claim in ("sin(x) >= 0", "x**2 + 1 = 0", "log(x) >= x", "sqrt(x + 1) >= x"):
        with pytest.raises(Refused):
            terms_of(goal(claim))


@pytest.mark.parametrize("seed", range(3))
def test_no_random_sum_that_is_proved_is_negative_anywhere(seed):
    rng = random.Random(seed)
    proved = 0
    for _ in range(60):
        parts = [f"{rng.randint(1, 9)}*{m}" for m in ("x**4", "y**4", "1")]
        parts += [f"{rng.randint(-4, 4)}*x**{rng.randint(0, 2)}*y**{rng.randint(0, 2)}" for _ in range(2)]
        g = goal(f"{' + '.join(parts)} >= 0", *rng.choice([(), ("x > 0", "y >= 0")]))
        if not g.wanted_symbols or (found := means(g)) is None or not proves(g, found):
            continue
        proved += 1
        for _ in range(60):
            low = 0 if is_nonnegative(g.symbols[0]) else -3
            point = {s: Fraction(rng.randint(low * 8 + is_positive(s), 24), 8) for s in g.wanted_symbols}
            assert sign(g.wanted.expr.xreplace(point)) >= 0
    assert proved > 9
