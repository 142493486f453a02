"""Unknown maps and their derivatives, products over the coordinates, curves, and assumptions that contradict each other."""

from fractions import Fraction
from math import prod

import pytest
from flint import arb, fmpq

from verify import Abs, Integer, Rational, Symbol, exp, expand, sign, symbols
from verify.facts import derivative_bound, mean_value_inequality
from verify.kernel.appeals import moving
from verify.kernel.evaluate import ball, exact
from verify.kernel.gram import is_zero
from verify.kernel.instances import concrete
from verify.kernel.prove import prove
from verify.kernel.reasons import NotShown
from verify.language.claim import Claim, Instance
from verify.language.coordinates import at
from verify.language.forms import along, dot, norm
from verify.language.normal import normal
from verify.language.operators import Field, Jacobian, Product, Total, Value
from verify.language.proof import Lemma, Moving, Rule, Schema, chain, line
from verify.language.relation import eq, le, lt
from verify.language.symbols import Vector, d
from verify.language.verdict import Outcome
from verify.prover.batch import batch

h, k, u, v, w, x, theta = map(Vector, ("h", "k", "u", "v", "w", "x", "theta"))
lam = Vector("lambda")
t, a = symbols("t a")
C, rho = symbols("C rho", positive=True)
ell = Value(Symbol("ell"), x, theta)


def f(v):
    return Field(Symbol("f"), v)


def block(j, k, direction):
    return Jacobian(Symbol(f"ell_{j}"), k, direction, x, theta)


def claim(conclusion, *assuming, **fields):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming, **fields)


def same_up_to(part):
    """That two functions have one gradient, from: they are equal, with a part that cancels and may have no value."""
    g, g_1 = (lambda v: Value(Symbol("g"), v)), (lambda v: Field(Symbol("g_1"), v))
    m, m_1 = (lambda v: Value(Symbol("m"), v)), (lambda v: Field(Symbol("m_1"), v))
    equal = Schema("they are equal", (theta,), eq(g(theta) + part, m(theta) + part))
    derive = lambda: chain(line("=", dot(m_1(x), w), by=moving(equal, theta, h)(x, w)))  # noqa: E731
    return claim(eq(dot(g_1(x), w), dot(m_1(x), w)), equal, derive=derive)


def test_an_identity_that_may_have_no_value_is_not_differentiated():
    assert prove(same_up_to(C / C)).outcome is Outcome.HOLDS
    assert prove(same_up_to(exp(dot(theta, theta)))).outcome is Outcome.HOLDS
    for part in (t / t, dot(theta, x) / dot(theta, x), 0 * t**-1):
        assert "may have no value" in str(prove(same_up_to(part)).said)
    for edge in (0 * dot(theta, x) ** Rational(1, 2), 0 * (-(dot(theta, x) ** 2)) ** Rational(3, 2)):
        assert "around every point" in str(prove(same_up_to(edge)).said)


def test_the_second_derivative_of_an_unknown_function_is_a_symmetric_form():
    second = along(along(ell, (x, h), (theta, k)), (x, u), (theta, v))
    other = along(along(ell, (x, u), (theta, v)), (x, h), (theta, k))
    assert is_zero(second - other)
    assert is_zero(second - dot(h, block(1, 1, u) + block(1, 2, v)) - dot(k, block(2, 1, u) + block(2, 2, v)))
    assert not is_zero(second - dot(h, block(1, 1, u)) - dot(k, block(2, 2, v)))


def test_a_mixed_block_moves_across_an_inner_product_as_its_transpose():
    assert is_zero(dot(h, block(2, 1, k)) - dot(k, block(1, 2, h)))
    assert is_zero(dot(h, block(2, 1, block(1, 2, h))) - norm(block(1, 2, h)) ** 2)
    assert not is_zero(dot(h, block(1, 2, k)) - dot(k, block(1, 2, h)))


def test_the_derivative_of_a_map_that_is_no_gradient_is_not_symmetric():
    jacobian = along(f(theta), (theta, h))
    assert is_zero(jacobian - Jacobian(Symbol("f"), 1, h, theta))
    assert not is_zero(dot(k, jacobian) - dot(h, along(f(theta), (theta, k))))
    two = Field(Symbol("f_2"), theta)  # one slot only: no gradient in a second one
    assert not is_zero(dot(k, along(two, (theta, h))) - dot(h, along(two, (theta, k))))


def test_the_chain_rule_runs_through_a_map_within_a_gradient():
    moved = along(Field(Symbol("ell_1"), f(theta), theta), (theta, h))
    outer, inner = Symbol("ell_1"), along(f(theta), (theta, h))
    assert is_zero(moved - Jacobian(outer, 1, inner, f(theta), theta) - Jacobian(outer, 2, h, f(theta), theta))


STILL = Schema("f vanishes", (theta,), eq(f(theta), 0), (lt(norm(theta - u), rho),))


def test_an_identity_on_an_open_ball_may_be_differentiated_in_it():
    inside = lt(norm(v - u), rho)
    goal = eq(Jacobian(Symbol("f"), 1, h, v), 0)
    derive = lambda: chain(line("=", 0, by=moving(STILL, theta, k)(v, h)))  # noqa: E731
    found = prove(claim(goal, STILL, inside, derive=derive))
    assert (found.outcome, found.facts) == (Outcome.HOLDS, ("the chain rule",))
    assert "premise" in prove(claim(goal, STILL, derive=derive)).detail


@pytest.mark.parametrize(
    "schema",
    [
        Schema("an inequality", (theta,), le(norm(f(theta)), 0)),
        Schema("a closed set", (theta,), eq(f(theta), 0), (le(norm(theta), rho),)),
        Schema("a sphere", (theta,), eq(f(theta), 0), (eq(norm(theta), rho),)),
        Schema("a set that a sign bounds", (theta,), eq(f(theta), 0), (lt(0, dot(sign(theta), u)),)),
        Schema("a set that an unknown map bounds", (theta,), eq(f(theta), 0), (lt(0, norm(f(theta))),)),
        Schema("one value", (w,), eq(f(theta), 0)),
    ],
    ids=lambda s: s.name,
)
def test_nothing_else_may_be_differentiated(schema):
    with pytest.raises(ValueError, match=r"identity on an open set|not assumed for every"):
        moving(schema, theta, h)


def test_a_direction_must_be_free():
    for taken in (u, theta, rho):
        with pytest.raises(ValueError, match="leaves free"):
            moving(STILL, theta, taken)


def test_a_forged_derivative_is_rejected():
    goal = eq(norm(v), 0)
    forged = Moving("f vanishes, differentiated", (theta, h), eq(h, 0), (), STILL)
    derive = lambda: chain(line("=", 0, by=forged(theta, v)))  # noqa: E731
    assert "not an assumption" in prove(claim(goal, STILL, derive=derive)).detail
    stranger = moving(Schema("another", (theta,), eq(f(theta), 0)), theta, h)
    other = eq(Jacobian(Symbol("f"), 1, v, u), 0)
    taken = lambda: chain(line("=", 0, by=stranger(u, v)))  # noqa: E731
    assert "not an assumption" in prove(claim(other, STILL, derive=taken)).detail


LIPSCHITZ = Schema("f is C-Lipschitz", (u, v), le(norm(f(u) - f(v)), C * norm(u - v)))
BOUNDED = Schema("the derivative of f is bounded", (u, h), le(norm(Jacobian(Symbol("f"), 1, h, u)), C * norm(h)))


def slope_of_a_lipschitz_map(bound):
    curve = f(theta + t * h)
    step = line("<=", C * Abs(t) * norm(h), by=LIPSCHITZ(theta + t * h, theta))
    lemma = Lemma(le(norm(curve - f(theta)), C * norm(h) * Abs(t)), (step,))
    goal = le(norm(Jacobian(Symbol("f"), 1, h, theta)), bound)
    shown = derivative_bound(curve, t, bound)
    return claim(goal, LIPSCHITZ, derive=lambda: chain(line("<=", bound, by=shown), lemmas=(lemma,)))


def test_a_lipschitz_constant_bounds_the_derivative_and_no_smaller_number_does():
    assert prove(slope_of_a_lipschitz_map(C * norm(h))).outcome is Outcome.HOLDS
    assert "premise" in prove(slope_of_a_lipschitz_map(C * norm(h) / 2)).detail
    assert "must not occur" in prove(slope_of_a_lipschitz_map(C * norm(h) * (1 + t**2))).detail


def along_the_segment(bound, curve):
    shown = mean_value_inequality(curve, t, bound)
    lemma = Lemma(shown.premises[0], (line("<=", C * norm(v - u), by=BOUNDED(segment(shown), v - u)),))
    return claim(
        le(norm(f(v) - f(u)), bound), BOUNDED, derive=lambda: chain(line("<=", bound, by=shown), lemmas=(lemma,))
    )


def segment(shown):
    return next(iter(shown.premises[0].lhs.atoms(Jacobian))).args[3]


def test_a_bound_of_the_derivative_on_a_segment_is_a_lipschitz_constant():
    curve = f(u + t * (v - u))
    assert prove(along_the_segment(C * norm(v - u), curve)).outcome is Outcome.HOLDS
    assert prove(along_the_segment(C * norm(v - u) / 2, curve)).outcome is not Outcome.HOLDS
    assert prove(along_the_segment(C * norm(v - u), f(u + 2 * t * (v - u)))).outcome is not Outcome.HOLDS


@pytest.mark.parametrize("curve", [sign(u + t * v), Abs(u + t * v), u / t, dot(u, v) * t])
def test_a_curve_must_be_a_smooth_vector(curve):
    with pytest.raises(ValueError, match=r"smooth|no curve"):
        mean_value_inequality(curve, t, C).relation  # noqa: B018


def test_an_instance_differentiates_what_it_puts_in():
    goal = le(norm(Jacobian(Symbol("f"), 1, h, theta)), C * norm(h))
    plain = concrete(claim(goal), Instance({"f": ((v,), v * dot(v, w))}))
    assert is_zero(plain.conclusion.lhs - norm(h * dot(theta, w) + theta * dot(h, w)))
    clash = concrete(
        claim(goal.xreplace({theta: Vector("h0"), h: Vector("h1")})), Instance({"f": ((v,), v * dot(v, v))})
    )
    h0, h1 = Vector("h0"), Vector("h1")
    assert is_zero(clash.conclusion.lhs - norm(h1 * dot(h0, h0) + 2 * h0 * dot(h0, h1)))
    with pytest.raises(NotShown, match="not be smooth"):
        concrete(claim(goal), Instance({"f": ((v,), Abs(v))}))


def test_a_second_derivative_needs_a_gradient_in_the_instance():
    goal = claim(eq(dot(h, block(1, 1, k)), dot(k, block(1, 1, h))))
    wrong = {"ell": ((x, theta), dot(x, theta)), "ell_1": ((x, theta), x)}
    with pytest.raises(NotShown, match="not the gradient"):
        concrete(goal, Instance(wrong))
    with pytest.raises(NotShown, match="choose both"):
        concrete(goal, Instance({"ell_1": wrong["ell_1"]}))


def test_a_product_over_the_coordinates_has_one_normal_form():
    assert is_zero(Product(-2 * lam) - (-1) ** d * 2**d * Product(lam))
    assert is_zero(Product(lam**2 * u) - Product(lam) ** 2 * Product(u))
    assert normal(Product(lam - lam)) == Product(Integer(0))  # 1 where there is no coordinate
    assert not is_zero(Product(lam + u) - Product(lam) - Product(u))


@pytest.mark.parametrize("numbers", [(), (3,), (-2, 5), (Fraction(1, 2), -3, 4)])
def test_the_evaluators_agree_on_a_product(numbers):
    value = prod((-Fraction(n) for n in numbers), start=Fraction(1))
    e, point = Product(-lam), {lam: numbers}
    assert exact(e, point) == [value]
    assert exact(Product(2 * lam / u), {lam: numbers, u: numbers}) == [2 ** len(numbers)]
    assert [z.str() for z in ball(e, point)] == [arb(fmpq(value.numerator, value.denominator)).str()]
    names = {Symbol(f"lambda_{i}"): Rational(n) for i, n in enumerate(numbers, 1)}
    assert expand(at(e, len(numbers)).xreplace(names)) == value
    if numbers:
        assert batch([e], [lam])({lam: [[list(map(float, numbers))]]})[0][0, 0, 0] == float(value)


def test_the_sign_of_a_product_needs_the_sign_of_every_coordinate():
    assert prove(claim(lt(0, Product(lam)), lt(0, lam))).outcome is Outcome.HOLDS
    assert prove(claim(lt(0, Product(lam)), lt(0, lam), beside=1)).outcome is Outcome.HOLDS
    assert prove(claim(lt(0, Product(lam)), le(0, lam))).outcome is not Outcome.HOLDS
    assert prove(claim(lt(0, Product(lam)), lt(0, Total(lam)))).outcome is not Outcome.HOLDS
    assert prove(claim(lt(0, Product(lam)), lt(lam, 0))).outcome is not Outcome.HOLDS
    assert prove(claim(le(0, Product(lam) * lam), lt(lam, 0))).outcome is not Outcome.HOLDS


def test_assumptions_that_contradict_each_other_are_vacuous_by_a_derivation():
    square = lambda: chain(line("<=", 0, a**2))  # noqa: E731
    found = prove(claim(lt(0, a), eq(t, -(a**2)), lt(0, t), absurd=lambda: chain(line("<=", 0, a**2))))
    assert (found.outcome, found.scope) == (Outcome.VACUOUS, "every dimension")
    assert prove(claim(lt(0, a), lt(0, t), absurd=square)).outcome is not Outcome.VACUOUS
    assert prove(claim(lt(0, a), eq(t, -(a**2)), le(0, t), absurd=square)).outcome is not Outcome.VACUOUS
    assert prove(claim(lt(0, a), eq(t, 1), absurd=square)).outcome is not Outcome.VACUOUS


def test_an_exponential_of_the_negative_is_the_reciprocal():
    assert is_zero(exp(-norm(u)) * (exp(norm(u)) + a) - 1 - a * exp(-norm(u)))
    assert not is_zero(exp(-norm(u)) - exp(norm(u)))
    assert not is_zero(exp(norm(u) - norm(v)) * exp(norm(u) - norm(v)) - 1)


SHORT = Schema("f is C-bounded", (v,), le(norm(f(v)), C))
SQUARE = Schema("the square of f is bounded", (v,), le(norm(f(v)) ** 2, C**2))


def with_rule(schema, shown, goal=None, *assuming, **fields):
    used = line("<=", C**2, by=schema(theta + h))
    goal = goal or le(norm(f(theta + h)) ** 2, C**2)
    return claim(goal, SHORT, *assuming, derive=lambda: chain(used, rules=(Rule(schema, shown),)), **fields)


def test_a_rule_is_shown_for_every_value_and_then_used_at_one():
    step = line("<=", C**2, (C - norm(f(v))) * (C + norm(f(v))), by=SHORT(v))
    assert prove(with_rule(SQUARE, chain(step))).outcome is Outcome.HOLDS
    assert prove(with_rule(SQUARE, chain(line("<=", C**2, C**2)))).outcome is not Outcome.HOLDS
    assert "may not be shown" in prove(with_rule(SQUARE, chain(step), beside=1)).detail
    idle = lambda: chain(line("=", C**2), rules=(Rule(SQUARE, chain(step)),))  # noqa: E731
    assert "nothing rests on the rule" in prove(claim(eq(C * C, C**2), SHORT, derive=idle)).detail


def test_a_rule_does_not_see_what_the_claim_assumes_of_its_variables():
    size = le(norm(f(v)), C)
    everywhere = Schema("f is bounded everywhere", (v,), size)
    own = chain(line("<=", C, C - norm(f(v))))
    goal = le(norm(f(theta)), C)
    derive = lambda: chain(line("<=", C, by=everywhere(theta)), rules=(Rule(everywhere, own),))  # noqa: E731
    assert prove(claim(goal, size, derive=derive)).outcome is not Outcome.HOLDS
    guarded = Schema("f is bounded where it is assumed", (v,), size, (size,))
    taken = lambda: chain(line("<=", C, by=guarded(theta)), rules=(Rule(guarded, own),))  # noqa: E731
    assert "premise" in prove(claim(goal, size, derive=taken)).detail


def test_a_rule_does_not_see_an_assumption_in_which_its_variable_is_free():
    here = Schema("f is orthogonal to every w at v", (w,), eq(dot(f(v), w), 0))
    everywhere = Schema("f is orthogonal to u everywhere", (v,), eq(dot(f(v), u), 0))
    own = chain(line("=", 0, by=here(u)))
    derive = lambda: chain(line("=", 0, by=everywhere(theta)), rules=(Rule(everywhere, own),))  # noqa: E731
    assert "not an assumption" in prove(claim(eq(dot(f(theta), u), 0), here, derive=derive)).detail


def test_a_combination_of_equalities_is_found():
    given = [Total(u * v) - a, Total(v * w) - t, Total(u * w) - a * t]
    assert is_zero(2 * dot(u, v) - 3 * dot(v, w) - 2 * a + 3 * t, given)
    assert not is_zero(2 * dot(u, v) - 3 * dot(v, w) - 2 * a + 2 * t, given)
    assert not is_zero(dot(u, u) - a, given)
