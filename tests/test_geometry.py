"""Vectors of unknown dimension: what the normal form keeps, and what it must not believe."""

import pickle

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from verify import Abs, Add, Integer, Max, Mul, Rational, Symbol, diff, expand, sign, sqrt, symbols
from verify.kernel.gram import is_zero
from verify.language.coordinates import at
from verify.language.forms import along, dot, norm, unit
from verify.language.functions import sigmoid, softplus
from verify.language.normal import normal
from verify.language.operators import Field, Jacobian, Mean, Peak, Slope, Total, Value, indexed, sampled
from verify.language.symbols import Label, Sample, Vector, d
from verify.language.term import term
from verify.prover.bridge import to_sympy

theta, h, k, x, r = map(Vector, ("theta", "h", "k", "x", "r"))
eps, m = symbols("varepsilon theta_min", positive=True)
alpha, a, b = symbols("alpha a b")


def test_the_jacobian_of_the_normalised_vector_keeps_its_rank_one_term():
    jacobian = along(-eps * unit(theta), (theta, h))
    assert is_zero(jacobian + eps / norm(theta) * (h - unit(theta) * dot(unit(theta), h)))
    assert not is_zero(jacobian + eps / norm(theta) * h)


def test_the_jacobian_agrees_with_coordinates():
    jacobian = at(along(unit(theta), (theta, h)), 3)
    plain = at(unit(theta), 3)
    numbers = [Symbol(f"theta_{i}") for i in (1, 2, 3)]
    directions = [Symbol(f"h_{i}") for i in (1, 2, 3)]
    point = dict(zip([*numbers, *directions], (3, -4, 12, 1, 2, -5), strict=True))
    for row, entry in zip(jacobian, plain, strict=True):
        true = sum(to_sympy(entry).diff(to_sympy(s)) * to_sympy(t) for s, t in zip(numbers, directions, strict=True))
        assert value(row, point) == true.subs({to_sympy(s): v for s, v in point.items()})


def test_the_bordered_form_distinguishes_the_third_power_from_the_first():
    lagrangian = -alpha * (norm(r) - eps)
    n = unit(r)
    second = along(along(lagrangian, (r, h), (alpha, a)), (r, k), (alpha, b))
    form = -a * dot(n, k) - b * dot(n, h) - alpha * dot(h, k) / norm(r)
    assert is_zero(second - form - alpha * dot(r, h) * dot(r, k) / norm(r) ** 3)
    assert not is_zero(second - form - alpha * dot(r, h) * dot(r, k) / norm(r))


def test_terms_are_put_in_all_at_once():
    e = Total(theta**2) * eps + sqrt(Total(theta**2))
    assert e.xreplace({Total(theta**2): a}) == a * eps + sqrt(a)
    assert e.xreplace({Total(theta**2): a}).xreplace({a: Total(theta**2)}) == e
    assert Total(Symbol("x0") ** 2).args == (Symbol("x0") ** 2,)
    assert Total(theta - 2 * h).xreplace({theta: h, h: theta}) == Total(h - 2 * theta)


def test_differentiating_by_a_coordinate_is_refused():
    with pytest.raises(TypeError, match="along a vector"):
        diff(Total(theta**2), theta)


def test_the_sign_and_an_unknown_map_have_no_derivative():
    with pytest.raises(TypeError, match="sign"):
        along(sign(theta), (theta, h))
    with pytest.raises(TypeError, match="not given"):
        along(Field(Symbol("f"), alpha), (alpha, a))
    with pytest.raises(TypeError, match="second derivative"):
        along(Jacobian(Symbol("f"), 1, h, theta), (theta, k))


def test_the_derivative_of_an_absolute_value_remembers_that_it_has_none_at_zero():
    assert along(norm(theta, 1), (theta, h)) == Total(h * Slope(theta))


def test_the_chain_rule_of_an_unknown_function_runs_through_every_slot():
    ell = Value(Symbol("ell"), x, theta)
    form = along(ell, (x, k), (theta, h))
    assert is_zero(form - dot(Field(Symbol("ell_1"), x, theta), k) - dot(Field(Symbol("ell_2"), x, theta), h))


def test_the_index_is_bound_by_totals_norms_and_unknown_real_functions_only():
    assert indexed(theta * norm(theta))
    assert not indexed(dot(theta, x) + norm(theta) + Value(Symbol("ell"), theta))
    assert indexed(Field(Symbol("g"), theta))
    x_n = Sample("x_n")
    assert sampled(dot(x_n, theta)) and not sampled(Mean(dot(x_n, theta)))


def test_scalars_leave_totals_norms_and_averages():
    x_n = Sample("x_n")
    assert normal(Total(2 * eps * theta * x)) == 2 * eps * Total(theta * x)
    assert normal(Total(Integer(3))) == 3 * d
    assert normal(norm(-2 * eps * theta)) == 2 * eps * norm(theta)
    assert normal(norm(alpha * theta)) == Abs(alpha) * norm(theta)
    assert normal(norm(theta - x)) == normal(norm(x - theta))
    assert normal(dot(theta, Mean(eps * x_n))) == eps * Mean(Total(theta * x_n))


def test_an_average_is_not_moved_into_another():
    x_n = Sample("x_n")
    assert normal(Mean(dot(x_n, Mean(x_n)))) == Total(Mean(x_n) ** 2)
    assert not is_zero(Mean(dot(x_n, x_n)) - dot(Mean(x_n), Mean(x_n)))
    assert is_zero(dot(Mean(x_n), Mean(x_n)) - norm(Mean(x_n)) ** 2)


def test_powers_of_signs_are_kept_apart_from_one():
    assert is_zero(Total(sign(theta) * theta) - norm(theta, 1))
    assert is_zero(Total(sign(theta) ** 2 * theta) - Total(theta))
    assert not is_zero(Total(sign(theta) ** 2) - d)


def test_composite_norms_are_expanded_where_that_decides():
    assert is_zero(norm(theta - x) ** 2 - norm(theta) ** 2 - norm(x) ** 2 + 2 * dot(theta, x))
    assert not is_zero(norm(theta - x) ** 2 - norm(theta) ** 2 - norm(x) ** 2)


def test_an_equality_that_is_given_decides_and_no_other():
    assert is_zero(norm(theta) ** 2 - 1, [norm(theta) - 1])
    assert not is_zero(norm(theta) - 1, [norm(theta) ** 2 - 4])


def test_a_second_derivative_moves_across_an_inner_product():
    def big(v):
        return Jacobian(Symbol("f_1"), 1, v, x)

    assert is_zero(dot(h, big(k)) - dot(k, big(h)))
    assert is_zero(dot(h, big(2 * k + theta)) - 2 * dot(h, big(k)) - dot(h, big(theta)))
    assert not is_zero(dot(h, big(k)) - dot(h, k))


def test_a_label_squares_to_one():
    y = Label()
    assert tuple(map(expand, (y**2, 1 / y, Abs(y), y * y * y))) == (1, y, 1, y)
    assert normal(norm(-y * eps * theta)) == eps * norm(theta)


def test_unknown_functions_are_equal_where_their_arguments_are():
    assert is_zero(softplus(dot(theta, x + h)) - softplus(dot(x, theta) + dot(h, theta)))
    assert is_zero(sigmoid(norm(theta) ** 2 / norm(theta)) - sigmoid(norm(theta)))
    assert not is_zero(sigmoid(dot(theta, x)) - sigmoid(dot(theta, h)))


def test_coordinates_are_written_out_for_the_cross_checks():
    t1, t2 = symbols("theta_1 theta_2")
    assert at(dot(theta, theta), 2) == t1 * t1 + t2 * t2
    assert at(theta / Total(abs(theta)), 2) == (t1 / (abs(t1) + abs(t2)), t2 / (abs(t1) + abs(t2)))
    assert expand(at(theta / norm(theta, 1), 2)[0]) == expand(t1 / (abs(t1) + abs(t2)))
    assert at(Peak(Abs(theta)), 2) == Max(abs(t1), abs(t2))
    assert at(sqrt(d), 4) == sqrt(4) and expand(sqrt(4)) == 2


def value(e, point):
    """The value that SymPy computes of an expression without vectors."""
    return to_sympy(e).subs({to_sympy(s): to_sympy(term(v)) for s, v in point.items()})


def test_vectors_pickle():
    assert pickle.loads(pickle.dumps(norm(theta) * eps)) == norm(theta) * eps


VECTORS = (theta, h, x)
atoms = st.sampled_from([*VECTORS, sign(theta), Abs(h), theta * norm(x), h / (1 + norm(x)), eps * x])
scalars = st.builds(lambda u, v: dot(u, v), atoms, atoms) | st.builds(norm, atoms)
expressions = st.recursive(
    scalars,
    lambda s: st.builds(Add, s, s) | st.builds(Mul, s, s) | st.builds(lambda e: norm(theta * e - x), s),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(expressions, st.lists(st.integers(-3, 3), min_size=6, max_size=6))
def test_the_normal_form_has_the_same_value_in_coordinates(e, numbers):
    coordinates = [Symbol(f"{v.name}_{i}") for v in VECTORS for i in (1, 2)]
    point = dict(zip(coordinates, numbers, strict=True)) | {eps: Rational(1, 2)}
    before, after = (sp.N(value(at(f, 2), point), 30) for f in (e, normal(e)))
    assert abs(before - after) < sp.Float("1e-20") * (1 + abs(before))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(expressions, expressions)
def test_two_expressions_are_called_equal_only_when_their_values_are(e, f):
    if not is_zero(e - f):
        return
    coordinates = [Symbol(f"{v.name}_{i}") for v in VECTORS for i in (1, 2)]
    point = dict(zip(coordinates, (1, -2, 3, 5, -1, 4), strict=True)) | {eps: Rational(1, 3)}
    assert abs(sp.N(value(at(e - f, 2), point), 30)) < sp.Float("1e-20")
