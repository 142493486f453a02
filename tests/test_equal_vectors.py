"""An equation of every coordinate, as that a gradient is 0 at a point, is used wherever the vector stands."""

import pytest

from tests.test_recheck import Certificate
from verify import (
    Claim,
    Field,
    Instance,
    Mean,
    Sample,
    Schema,
    Symbol,
    Total,
    Value,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    oo,
    recheck,
)
from verify.facts import cauchy_schwarz
from verify.judging.judge import judge
from verify.kernel.certify import admissible_in
from verify.kernel.gram import exchanged, is_zero
from verify.kernel.prove import prove
from verify.language.verdict import Outcome, Verdict
from verify.prover.certificates.write import certificate
from verify.search.inputs.examples import example

u, v, w, x, z = map(Vector, "uvwxz")
c = Symbol("c")
r = Symbol("r", positive=True)
x_n = Sample("x_n")


def f(at):
    return Value("f", at)


def g(at):
    return Field("f_1", at)


def h(at):
    return Field("h", at)


CONVEX = Schema("convex", (u, v), le(f(u) + dot(g(u), v - u), f(v)))
SMOOTH = Schema("smooth", (u, v), le(norm(h(u) - h(v)), r * norm(u - v)))


def claim(conclusion, *assuming, **more):
    return Claim(name="c", says="c", conclusion=conclusion, assuming=assuming, **more)


def by(conclusion, appeal):
    return lambda: chain(line("<=", conclusion.rhs, by=appeal))


def bounded_slope():
    product = norm(h(x)) * norm(x - z)
    slack = (r * norm(x - z) - norm(h(x))) * norm(x - z)
    return chain(
        line("<=", product, by=cauchy_schwarz(h(x), x - z)),
        line("<=", r * norm(x - z) ** 2, slack, by=SMOOTH(x, z)),
    )


TRUE = [
    claim(eq(dot(g(z), x - z), 0), eq(g(z), 0)),
    claim(le(0, dot(g(z), x - z)), eq(g(z), 0)),
    claim(eq(norm(h(z), oo), 0), eq(h(z), 0)),
    claim(eq(norm(h(x) - h(z)), norm(h(x))), eq(h(z), 0)),
    claim(eq(dot(h(z), x), -r * dot(z, x)), eq(h(z) + r * z, 0)),
    claim(eq(norm(2 * h(z) - w), norm(w + 2 * r * z)), eq(h(z), -r * z)),
    claim(eq(f(u), f(v)), eq(u, v)),
    claim(eq(norm(h(u) - h(v)), 0), eq(u, v)),
    claim(eq(norm(u + w, 3), norm(v + w, 3)), eq(u, v)),
    claim(eq(dot(u, x), dot(w, x)), eq(u, v), eq(v, w)),
    claim(eq(Mean(dot(x_n, w)), dot(u, w)), eq(x_n, u)),
    claim(le(f(z), f(x)), CONVEX, eq(g(z), 0), derive=by(le(f(z), f(x)), CONVEX(z, x))),
    claim(
        le(norm(h(x)), r * norm(x - z)),
        SMOOTH,
        eq(h(z), 0),
        derive=by(le(norm(h(x)), r * norm(x - z)), SMOOTH(x, z)),
    ),
    claim(le(dot(h(x), x - z), r * norm(x - z) ** 2), SMOOTH, eq(h(z), 0), derive=bounded_slope),
]
FALSE = [
    claim(eq(dot(g(x), x - z), 0), eq(g(z), 0)),
    claim(eq(norm(h(x) - h(z)), norm(h(z))), eq(h(z), 0)),
    claim(eq(dot(h(z), x), r * dot(z, x)), eq(h(z) + r * z, 0)),
    claim(eq(norm(u), norm(v)), eq(u + v, w)),
    claim(eq(dot(u, w), 0), eq(u * v, 0)),
    claim(eq(dot(u, w), dot(v, w)), eq(norm(u), norm(v))),
    claim(eq(dot(u, w), dot(v, w)), eq(Total(u), Total(v))),
    claim(eq(norm(u + w), norm(v - w)), eq(u, v)),
    claim(eq(norm(u), c), eq(u, c)),
    claim(le(0, dot(g(x), x - z)), eq(g(z), 0)),
    claim(lt(0, dot(g(z), x - z)), eq(g(z), 0)),
    claim(le(f(x), f(z)), CONVEX, eq(g(z), 0), derive=by(le(f(x), f(z)), CONVEX(z, x))),
]


@pytest.mark.parametrize("stated", TRUE, ids=lambda c: str(c.conclusion))
def test_what_follows_is_proved_and_has_a_certificate(stated):
    found = prove(stated)
    assert found.outcome is Outcome.HOLDS, found
    assert recheck.check(certificate(stated, found, "c"))


@pytest.mark.parametrize("stated", FALSE, ids=lambda c: str(c.conclusion))
def test_what_does_not_follow_is_not_proved(stated):
    assert prove(stated).outcome is Outcome.UNKNOWN


def test_a_minimiser_of_a_convex_function_where_the_gradient_is_zero():
    square = Instance(
        {"f": ((u,), dot(u, u)), "f_1": ((u,), 2 * u)},
        derive={"convex": lambda: chain(line("<=", dot(v, v), norm(v - u) ** 2))},
        point=lambda dim: {z: (0,) * dim, x: (1,) * dim},
    )
    stated = claim(le(f(z), f(x)), CONVEX, eq(g(z), 0), instance=square)
    assert judge("s", stated, examples=200).verdict is Verdict.PROVED


@pytest.mark.parametrize("given", [eq(u, 0), eq(u, c), eq(2 * u - 2 * c, 4), eq(x_n, 1), eq(u, norm(v))], ids=str)
def test_a_vector_that_is_a_number_in_every_coordinate_has_exact_points_in_every_dimension(given):
    stated = claim(le(0, norm(u) + norm(v) + c**2), given)
    points = [example(stated, dim) for dim in (1, 2, 3)]
    assert [admissible_in(stated, p, dim) for p, dim in zip(points, (1, 2, 3), strict=True)] == [True] * 3


def test_nothing_is_put_for_what_stands_in_its_own_value_or_has_fewer_indices():
    assert not exchanged((u * norm(u) - v * norm(u),))
    assert not exchanged((h(u) - u * norm(v) * c,)).get(u)
    assert exchanged((u - x_n,)) == {x_n: u}
    assert not exchanged((norm(u) - c,))
    assert is_zero(dot(u, w) - dot(v, w), (u - v,)) and not is_zero(dot(u, w) - dot(v, w), (u + v,))


NAME = "equal terms may stand for each other"


def cited(a, b, t, *, assume=None, conclude=None):
    """A certificate that puts b for a in t, a = b being assumed."""
    made = Certificate(1, u="vector", v="vector", w="vector", x="vector", k="number")
    made.assume(*(assume or (a, "=", b)))
    made.conclude(*(conclude or (t, "=", t)))
    made.cite(NAME, [a, b, t], ["zero", [[made(1), 0]]])
    made.show(conclude or (t, "=", t), ["zero", [[made(1), 1]]])
    return made


def dotted(a, b):
    return ("total", ("*", a, b))


def test_the_recheck_exchanges_what_is_equal_and_nothing_else():
    shown = (dotted("u", "w"), "=", dotted("v", "w"))
    assert cited("u", "v", dotted("u", "w"), conclude=shown).check()
    wrong = (dotted("u", "w"), "=", dotted("v", "u"))
    assert "not equal" in cited("u", "v", dotted("u", "w"), conclude=wrong).refused()
    assert "not equal" in cited("u", "v", dotted("u", "w"), assume=("u", "=", "w"), conclude=shown).refused()
    size = (("total", "u"), "=", ("total", "v"))
    assert cited("u", "v", dotted("u", "w"), assume=(*size[:1], "=", size[2]), conclude=shown).refused()
    assert "another index" in cited("k", "v", ("abs", "k")).refused()
    assert "is exchanged" in cited(("abs", "u"), "v", dotted(("abs", "u"), "w")).refused()


def test_the_recheck_puts_nothing_into_a_determinant():
    made = Certificate(1, k="number", m="number", p="number", q="number")
    form = ("det", ("*", "k", "p", "p"), "p")
    made.assume("k", "=", "m")
    made.conclude(form, "=", form)
    made.cite(NAME, ["k", "m", form], ["zero", [[made(1), 0]]])
    assert "determinant" in made.refused()
