"""Powers with symbols in the exponent, as the re-check takes them apart: what it takes for equal is so at points, and no more is."""

import itertools

import pytest

from tests.test_recheck import Certificate, times


def to(x, e):
    return ("^", x, e)


def sgn(x):
    return ("sign", x)


X2, S2 = to("x", 2), to(sgn("x"), 2)
R1 = ("+", 1, "r")

TRUE = {
    "an even power and what is not negative": (to(times(X2, "p"), "r"), times(to(X2, "r"), to("p", "r"))),
    "two even powers": (to(times(X2, to("y", 4)), "r"), times(to(X2, "r"), to(to("y", 4), "r"))),
    "a squared sign": (to(times("p", S2), R1), times(to("p", R1), to(S2, R1))),
    "a power of a power of a square": (to(to(X2, "r"), "q"), to(X2, times("r", "q"))),
    "powers of a square": (times(to(X2, "r"), to(X2, "q")), to(X2, ("+", "r", "q"))),
    "a root of what is not negative": (
        to(times(to("p", "1/2"), X2), "r"),
        times(to("p", times("1/2", "r")), to(X2, "r")),
    ),
}
FALSE = {
    "an odd power": (to(times("x", "p"), "r"), times(to("x", "r"), to("p", "r"))),
    "two of one sign": (to(times("x", "y"), "r"), times(to("x", "r"), to("y", "r"))),
    "the root of a square without its size": (to(X2, "r"), to("x", times(2, "r"))),
    "a square beside its root": (times(to(X2, "r"), "x"), to("x", ("+", times(2, "r"), 1))),
    "the exponent counted by the root": (times(to(X2, "r"), "x"), to("x", ("+", "r", 1))),
    "the square counted as a root": (times(to(X2, "r"), X2), to(X2, ("+", "r", 2))),
    "a squared sign is 1": (to(S2, "r"), 1),
    "a squared sign is lost": (to(times("p", S2), "r"), to("p", "r")),
    "a power of a product with one power": (to(times(X2, "p"), "r"), times(to(X2, "r"), "p")),
    "another exponent": (to(times(X2, "p"), "r"), times(to(X2, "q"), to("p", "r"))),
    "another base": (to(times(X2, "p"), "r"), times(to(to("y", 2), "r"), to("p", "r"))),
    "a minus": (to(times(-1, X2), "r"), times(-1, to(X2, "r"))),
    "the sign of a power": (to(times(to("x", 3), "p"), "r"), times(to(X2, "r"), to("x", "r"), to("p", "r"))),
}
SORTS = {"x": "number", "y": "number", "p": "nonnegative", "r": "positive", "q": "positive"}


def equal(left, right):
    c = Certificate(1, **SORTS)
    c.conclude(left, "=", right)
    c.show((left, "=", right), ["zero", []])
    for t in (times("x", "p"), times("x", "y"), times(-1, X2), "x", "y", times(to("x", 3), "p")):
        c.assume(0, "<=", t)  # so that their powers have values: what is refused is the identity
        c.owe(t, ["=", c(("+", t, times(-1, 0))), ["k", len(c.json["assume"]) - 1], []])
    return c


@pytest.mark.parametrize("name", TRUE)
def test_what_is_so_is_taken(name):
    left, right = TRUE[name]
    c = Certificate(1, **SORTS)
    c.conclude(left, "=", right)
    c.show((left, "=", right), ["zero", []])
    assert c.check()


@pytest.mark.parametrize("name", FALSE)
def test_what_is_not_so_is_refused(name):
    assert "not equal" in equal(*FALSE[name]).refused()


def value(t, at):
    """The real number, None where there is none."""
    if isinstance(t, str) and t in at:
        return at[t]
    if not isinstance(t, tuple):
        return eval_number(t)
    parts = [value(p, at) for p in t[1:]]
    if None in parts:
        return None
    if t[0] == "+":
        return sum(parts)
    if t[0] == "*":
        found = 1.0
        for p in parts:
            found *= p
        return found
    if t[0] == "sign":
        return float((parts[0] > 0) - (parts[0] < 0))
    base, e = parts
    return None if (base < 0 and e != int(e)) or (base == 0 and e <= 0) else base**e


def eval_number(t):
    over, _, under = str(t).partition("/")
    return float(over) / float(under or 1)


POINTS = [
    dict(zip("xyprq", values, strict=True))
    for values in itertools.product((-2.0, -0.5, 0.0, 1.5), (-1.5, 2.0), (0.0, 0.7, 3.0), (0.25, 1.0, 2.5), (0.5, 3.0))
]


@pytest.mark.parametrize("name", [*TRUE, *FALSE])
def test_the_table_is_right_at_points(name):
    """True ones hold wherever both sides have a value; false ones fail somewhere, or a side lacks a value that the other has."""
    left, right = (TRUE | FALSE)[name]
    both = [(value(left, at), value(right, at)) for at in POINTS]
    differ = [(a, b) for a, b in both if a is not None and b is not None and abs(a - b) > 1e-9 * (1 + abs(a))]
    lacking = [(a, b) for a, b in both if (a is None) != (b is None)]
    assert not differ if name in TRUE else differ or lacking


@pytest.mark.parametrize(("over", "sort", "count"), [("total", "vector", "d"), ("mean", "datum", 1)])
@pytest.mark.parametrize("exponents", itertools.permutations(["r", "v", "q"], 2))
def test_a_product_of_powers_has_the_index_that_one_exponent_has(over, sort, count, exponents):
    """x^v depends on i where v does, and x^r does not: neither does their product, if it is known by the first of them alone."""
    c = Certificate(1, x="positive", r="number", q="number", v=sort)
    both = times(*(to("x", e) for e in exponents))
    said = ((over, both), "=", times(count, both))
    c.conclude(*said)
    c.show(said, ["zero", []])
    assert ("not equal" in c.refused()) == ("v" in exponents)
