"""One expression, three evaluators: they agree with each other and with SymPy's own arithmetic in coordinates."""

import random
import warnings
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from flint import arb, ctx

from verify import (
    Abs,
    E,
    Field,
    Integer,
    LambertW,
    Max,
    Min,
    Product,
    Rational,
    Symbol,
    atan,
    cos,
    cosh,
    erf,
    exp,
    log,
    oo,
    pi,
    root,
    sign,
    sin,
    sinh,
    sqrt,
    symbols,
    tanh,
)
from verify.kernel.evaluate import ball, exact
from verify.language.arithmetic import NotRational, Undefined
from verify.language.coordinates import at
from verify.language.forms import along, dot, norm, unit
from verify.language.functions import sigmoid, softplus
from verify.language.operators import Mean, Peak, Slope, Total
from verify.language.symbols import Datum, Label, Sample, SampleLabel, Vector, d
from verify.prover import bridge
from verify.prover.batch import batch
from verify.prover.bridge import to_sympy

theta_1, theta_2, h, k = map(Vector, ("theta_1", "theta_2", "h", "k"))
x_n, y_n, t_n, y = Sample("x_n"), SampleLabel("y_n"), Datum("t_n"), Label("y")
eps, m = symbols("eps m", positive=True)
q, a = Symbol("q", positive=True), Symbol("a")
SYMBOLS = [theta_1, theta_2, h, k, x_n, y_n, t_n, y, eps, m, q, a]

MARGIN = -y_n * dot(x_n, theta_1) + eps * norm(theta_1)
LOSS = Mean(softplus(MARGIN))
ZOO = {
    "lemma 2": eps / m * norm(theta_1 - theta_2) - norm(eps * unit(theta_1) - eps * unit(theta_2)),
    "attack": -y * eps * sign(theta_1) * x_n,
    "lp attack": sign(theta_1) * Abs(theta_1) ** (q - 1) / norm(theta_1, q) ** (q - 1),
    "loss": LOSS,
    "gradient": along(LOSS, (theta_1, h)),
    "hessian": along(along(LOSS, (theta_1, h)), (theta_1, k)),
    "jacobian": along(unit(theta_1), (theta_1, h)),
    "norms": norm(theta_1, 1) + norm(theta_1, oo) + norm(theta_1, 3) + sqrt(d),
    "polynomial": Total((theta_1 - 2 * theta_2) ** 2 * h) / 7 + Mean(t_n * y_n * Total(x_n)) + d * a**3,
    "signs": Total(sign(theta_1) * Slope(theta_2)) + Peak(Abs(theta_1)) - Max(a, 0) + Min(a, eps),
    "unindexed": Total(eps) + norm(Integer(3)) + Mean(a) + Peak(a),
    "functions": exp(a / 9) + log(eps) + tanh(a) + cosh(a / 9) + pi * E + atan(a) + sin(a) * cos(a),
    "powers": m ** Rational(5, 2) - m ** Rational(-3, 2) + root(m, 3) + a**5 - a**17 / 10**18 + 1 / theta_1**3,
    "quotients": -theta_1 / norm(theta_1) + eps * x_n / (m * norm(x_n)) - 1 / (a * Total(theta_1**2)),
    "special": LambertW(m) + erf(a) - sinh(a / 9) + softplus(a) * sigmoid(a) + Product(theta_1 / 16),
}
WIDTHS = [(dim, points) for dim in (1, 2, 3, 17) for points in (1, 3)]


def point(dim, points, seed=0):
    rng = random.Random(1000 * dim + points + seed)

    def number(low=-16):
        return Fraction(rng.choice([i for i in range(low, 17) if i]), rng.choice((1, 2, 3, 8)))

    vectors = {v: tuple(number() for _ in range(dim)) for v in (theta_1, theta_2, h, k)}
    data = {
        x_n: tuple(tuple(number() for _ in range(dim)) for _ in range(points)),
        t_n: tuple(number() for _ in range(points)),
    }
    labels = {y_n: tuple(Fraction(rng.choice((-1, 1))) for _ in range(points)), y: Fraction(-1)}
    return {**vectors, **data, **labels, eps: number(1), m: number(1), q: Fraction(5, 2), a: number()}


def rows(values, n=2):
    """The point twice, as arrays with the axes (pairs, data points, coordinates)."""
    out = {}
    for s, v in values.items():
        array = np.array(v, dtype=float)
        shape = array.shape if isinstance(s, Sample) else (1, array.size) if isinstance(s, Vector) else (array.size, 1)
        out[s] = np.stack([array.reshape(shape)] * n)
    return out


@pytest.mark.parametrize("name", ZOO)
@pytest.mark.parametrize(("dim", "points"), WIDTHS)
def test_the_batch_kernel_lies_in_the_ball_up_to_rounding(name, dim, points):
    values = point(dim, points)
    found = batch([ZOO[name]], SYMBOLS)(rows(values))[0]
    balls = np.array([float(z.mid()) for z in ball(ZOO[name], values)])
    for row in np.broadcast_to(found, (2, *found.shape[1:])):
        np.testing.assert_allclose(row.ravel(), balls, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("name", ["polynomial", "attack", "signs"])
@pytest.mark.parametrize(("dim", "points"), WIDTHS)
def test_a_ball_contains_the_exact_value(name, dim, points):
    values = point(dim, points)
    for fraction, z in zip(exact(ZOO[name], values), ball(ZOO[name], values), strict=True):
        with ctx.workprec(200):
            ends = z.lower().man_exp(), z.upper().man_exp()
        low, high = (Fraction(int(m)) * Fraction(2) ** int(e) for m, e in ends)
        assert low <= fraction <= high
        assert high - low < Fraction(1, 10**30) * max(1, abs(fraction))


@pytest.mark.parametrize("name", [n for n in ZOO if n not in ("signs", "unindexed")])
def test_a_ball_agrees_with_sympy_in_coordinates(name):
    values = point(2, 2)
    written = at(ZOO[name], 2, points=2)
    names = {f"{s.name}_{i + 1}": x for s, v in values.items() if type(s) is Vector for i, x in enumerate(v)}
    names |= {f"x_n_{n + 1}_{i + 1}": x for n, row in enumerate(values[x_n]) for i, x in enumerate(row)}
    names |= {f"{s.name}_{n + 1}": x for s in (y_n, t_n) for n, x in enumerate(values[s])}
    names |= {s.name: values[s] for s in (y, eps, m, q, a)}
    for e, z in zip(written if isinstance(written, tuple) else (written,), ball(ZOO[name], values), strict=False):
        number = to_sympy(e.xreplace({s: Rational(names[s.name]) for s in e.free_symbols}))
        number = number.replace(bridge.sigmoid, lambda z: 1 / (1 + sp.exp(-z)))
        number = number.replace(bridge.softplus, lambda z: sp.log(1 + sp.exp(z)))
        assert z.overlaps(arb(str(number.evalf(40)), 1e-30))


def test_an_indexed_expression_gives_its_values_in_row_major_order():
    values = {x_n: ((1, 2), (3, 4)), theta_1: (5, 7)}
    assert exact(x_n * theta_1, values) == [5, 14, 15, 28]
    assert exact(dot(x_n, theta_1), values) == [19, 43]
    assert exact(theta_1, values) == [5, 7]
    assert exact(norm(theta_1 - theta_1), values) == [0]


def test_square_roots_of_perfect_squares_are_exact():
    assert exact(unit(theta_1), {theta_1: (3, 4)}) == [Fraction(3, 5), Fraction(4, 5)]
    assert exact(norm(theta_1, 3), {theta_1: (Fraction(1, 2), 0)}) == [Fraction(1, 2)]
    assert exact(sigmoid(a) + exp(a) + log(a + 1), {a: 0}) == [Fraction(3, 2)]


@pytest.mark.parametrize("e", [norm(theta_1), sigmoid(m), pi * m, sqrt(m), 2 ** sqrt(m), log(m)])
def test_an_irrational_value_is_refused_by_exact_arithmetic(e):
    with pytest.raises(NotRational):
        exact(e, {theta_1: (1, 1), m: 2})


@pytest.mark.parametrize("e", [1 / a, log(a), sqrt(a - 1), Slope(a), unit(theta_1), a**-q])
def test_a_value_that_does_not_exist_is_undefined_and_its_ball_is_nan(e):
    nowhere = {a: 0, theta_1: (0, 0), q: 2}
    with pytest.raises(Undefined):
        exact(e, nowhere)
    assert all(z.is_nan() for z in ball(e, nowhere))
    assert not np.isfinite(batch([e], [a, theta_1, q])(rows(nowhere))[0]).any()


def test_in_dimension_zero_sums_and_norms_are_zero_and_a_maximum_is_undefined():
    rest = {theta_1: (), a: 3}
    e = Total(theta_1**2) + norm(theta_1) + d + a
    assert exact(e, rest) == [3]
    assert ball(e, rest)[0] == 3
    assert batch([e], [theta_1, a])({theta_1: np.zeros((2, 1, 0)), a: np.full((2, 1, 1), 3.0)})[0].tolist() == [
        [[3.0]],
        [[3.0]],
    ]
    assert exact(theta_1, rest) == []
    with pytest.raises(Undefined):
        exact(Peak(theta_1), rest)


@pytest.mark.parametrize("margin", [-(10**4), 10**4])
def test_loss_and_gradient_are_finite_at_extreme_margins(margin):
    e = [softplus(a), sigmoid(a), sigmoid(a) * (1 - sigmoid(a))]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = [float(v[0, 0, 0]) for v in batch(e, [a])({a: np.full((1, 1, 1), float(margin))})]
    assert found == [max(margin, 0), float(margin > 0), 0]
    balls = [ball(f, {a: margin})[0] for f in e[:2]]
    assert [float(z.mid()) for z in balls] == [max(margin, 0), float(margin > 0)]
    assert all(z > 0 and z.rel_accuracy_bits() > 100 for z in balls)


def test_balls_of_wide_arguments_stay_finite():
    from verify.language.arithmetic import BALL

    wide = arb(0, 5)
    for f in (sigmoid, softplus, exp, tanh):
        z = BALL.functions[f](wide)
        assert z.contains(BALL.functions[f](arb(4))) and z.contains(BALL.functions[f](arb(-4))) and z.is_finite()
    assert BALL.power(wide, Fraction(2)).contains(25) and BALL.power(wide, Fraction(3)).contains(-125)
    assert BALL.power(arb(0, 1e-20), Fraction(1, 2)).contains(arb(1e-11))


def test_the_sign_of_a_ball_around_zero_is_undecided():
    z = ball(sign(sqrt(m) ** 2 - m + norm(theta_1) - sqrt(2)), {m: 3, theta_1: (1, 1)})[0]
    assert z.contains(-1) and z.contains(1)


def test_one_kernel_serves_every_dimension_and_data_set():
    kernel = batch([LOSS, norm(theta_1)], SYMBOLS)
    for dim, points in WIDTHS:
        loss, length = kernel(rows(point(dim, points), 5))
        assert loss.shape == length.shape == (5, 1, 1)


def test_what_has_no_value_has_no_kernel():
    with pytest.raises(ValueError, match="m: no value is given"):
        batch([a + m], [a])
    with pytest.raises(TypeError, match="g is unknown"):
        batch([norm(Field("g", theta_1))], [theta_1])


def test_numbers_too_large_for_floats_are_infinite():
    assert [
        v.item() for v in batch([Integer(10) ** 5 * 10**400, Integer(-(10**400)), Rational(1, 10**400)], [])({})
    ] == [
        np.inf,
        -np.inf,
        0,
    ]


def test_a_dimension_without_a_vector_is_given_by_name():
    assert exact(sqrt(d) * m, {d: 9, m: 2}) == [6]
    assert exact(Total(m), {d: 9, m: 2}) == [18]
    assert batch([Total(m)], [m])({d: 9, m: np.full((1, 1, 1), 2.0)})[0].item() == 18
    with pytest.raises(ValueError, match="d: no value is given"):
        exact(Total(m), {m: 2})


def test_a_floating_point_number_in_a_formula_is_refused():
    with pytest.raises(TypeError, match=r"0.1 is not exact: write Rational"):
        ball(a * 0.1, {a: 1})


@pytest.mark.parametrize(
    "e", [sign(1 / a), Slope(log(a)), 2 + sign(sqrt(a - 1)), Max(1, sign(log(a))), sign(unit(theta_1))]
)
def test_the_sign_of_what_has_no_value_has_none(e):
    point = {a: 0} if a in e.free_symbols else {theta_1: (0, 0)}
    assert all(x.is_nan() for x in ball(e, point))
