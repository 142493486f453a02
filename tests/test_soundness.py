"""False claims that careless or hostile authors could write: each was once accepted by some checker, none may be by ours."""

from copy import copy

import pytest
import sympy as sp

from verify import Abs, Integer, Max, Rational, Symbol, exp, sign, sqrt, symbols
from verify.facts import derivative_bound, mean_value, mean_value_inequality, minkowski, tangent, zero_square
from verify.judging.judge import judge
from verify.kernel.evidence import Evidence, Method, proved
from verify.kernel.instances import concrete
from verify.kernel.judgement import EngineError, judgement
from verify.kernel.prove import disprove, prove
from verify.kernel.reasons import NotShown
from verify.language.branch import OneRoot
from verify.language.claim import Claim, Instance
from verify.language.forms import STEP, along, dot, norm
from verify.language.functions import Function, sigmoid, tan
from verify.language.operators import Field, Jacobian, Mean, Product, Total, Value
from verify.language.proof import Lemma, Rule, Schema, chain, line
from verify.language.relation import Relation, eq, le, lt, ne
from verify.language.symbols import Label, Sample, Vector, d
from verify.language.term import ANY_SIGN, POSITIVE, ZERO, term
from verify.language.verdict import Outcome, Verdict
from verify.search.inputs.examples import example

u, v, w, h, theta = map(Vector, ("u", "v", "w", "h", "theta"))
a, b, x, y, z = symbols("a b x y z")
t = Symbol("t", positive=True)
C = Symbol("C", nonnegative=True)


def claim(conclusion, *assuming, **fields):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming, **fields)


def unchecked(made, **fields):
    """A claim or a schema with values that it refuses itself: the kernel does not rely on that."""
    made = copy(made)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


def f(v):
    return Field(Symbol("f"), v)


def g(v):
    return Value(Symbol("g"), v)


def h2(v, s):
    return Value(Symbol("h"), v, term(s))


def not_proved():
    """Each is false, has no value somewhere, or has no meaning."""
    yield (
        "R^0: no rule of the engine either",
        claim(lt(0, Total(sign(u) ** 2)), ne(norm(u), 0), le(0, u), eq(d, 0), beside=1),
    )
    through = Schema("S", (w,), lt(0, Total(sign(w) ** 2)), (lt(0, d),))
    by_schema = lambda: chain(line("<", Total(sign(u) ** 2), by=through(u)))  # noqa: E731
    yield "R^0: d in the premise of a schema", claim(lt(0, norm(u)), through, beside=1, derive=by_schema)
    imaginary = sqrt(-1)
    squared = lambda: chain(line("=", 0, by=zero_square(imaginary * x)))  # noqa: E731
    yield "a square that is not real", claim(eq(x, 0), derive=squared)
    yield "a witness that is not real", claim(lt(a**2, 0), exists=(a,), witness={a: imaginary})
    summed = lambda: chain(line("<=", 0, Total(imaginary * u) ** 2))  # noqa: E731
    yield "a term that is not real", claim(le(Total(u) ** 2, 0), derive=summed)
    root = sqrt(-norm(u))
    yield "the root of a negative", claim(eq(Total(root * v), root * Total(v)))
    for function in (tan, type("acosh", (Function,), {}), type("log", (Function,), {})):
        e = function(a)
        yield f"{function} has no value everywhere", claim(eq(Total(e * u), e * Total(u)))
    yield "two symbols of one name", claim(le(dot(Vector("x"), Sample("x")), dot(Vector("x"), Vector("x"))))
    yield "the name of a size", claim(le(Abs(u), Symbol("|u|", positive=True)))
    label = Label("l")
    quartic, slope = (lambda q: -((q + 1) ** 4) / 12 + (q + 1) ** 3 / 3), (lambda q: -((q + 1) ** 3) / 3 + (q + 1) ** 2)
    bent = lambda: chain(line("<=", quartic(b), by=tangent(quartic(label), label, a, b)))  # noqa: E731
    yield "a label as a variable", claim(le(quartic(a) + slope(a) * (b - a), quartic(b)), derive=bent)
    pole = Lemma(le((x**2 + 3 * x + 2) / (x + 1), 0), (line("=", 0),))
    through_a_pole = lambda: chain(line("<=", norm(u), norm(u), -(x + 2)), lemmas=(pole,))  # noqa: E731
    yield "a side result without a value", claim(le(1, norm(u)), eq(x, -1), derive=through_a_pole)
    for declared, wrong in (
        ("negative", 1),
        ("nonpositive", 1),
        ("positive", -1),
        ("nonzero", 0),
        ("integer", Rational(1, 2)),
    ):
        n = Symbol("n", **{declared: True})
        yield f"a witness that is not {declared}", claim(ne(n, wrong - 1), exists=(n,), witness={n: wrong})
    q, r, p = Symbol("q", nonnegative=True), Symbol("r", nonnegative=True), Symbol("p", positive=True)
    yield "0**0", claim(eq(q ** (r / (1 + r)), 0), eq(q, 0))
    yield "0**0 of a norm", claim(eq(norm(u) ** (r / (1 + r)), 0), eq(norm(u), 0))
    yield "a split power of 0", claim(eq(q ** (p / (1 + p)), 1), eq(q, 0), eq(q ** (1 / (1 + p)), 0))
    yield "an exponent without a value", claim(eq((1 + q) ** ((x + x * y) / (1 + y)), (1 + q) ** x))
    yield "a power of 0 whose exponent is put together", claim(eq(q ** ((x + x * p) / (1 + p)), q**x))
    yield "0**0 of a split exponent", claim(eq(q ** ((r + r * p) / (1 + p)), 0), eq(q, 0))
    n = Symbol("n", negative=True)
    yield "a power of 0 as a factor", claim(eq(a, 0), eq(a * q ** (-n), 0))
    k = Symbol("k", integer=True)
    yield "an odd power of a negative", claim(eq(Abs(a**k * b + a**k * x), a**k * Abs(b + x)), ne(a, 0))
    for signs, bound in ((0, 1), (ZERO, 0), (ANY_SIGN + 1, 0)):
        odd = Symbol._named("o", signs, False)
        yield f"a number of the signs {signs}", claim(le(bound, odd**2 - odd))
        yield f"a witness of the signs {signs}", claim(lt(1, odd), exists=(odd,), witness={odd: 5})
    yield "a norm that is bound", unchecked(claim(lt(4, norm(u))), exists=(norm(u),), witness={norm(u): 5})
    product = unchecked(Schema("S", (u, v), le(dot(u, v), norm(u) * norm(v))), variables=(dot(u, v),))
    at_ten = lambda: chain(line("<=", norm(u) * norm(v), by=product(10)))  # noqa: E731
    yield "a product that is bound", claim(le(10, norm(u) * norm(v)), product, derive=at_ten)
    means = Schema("S", (d,), le(Total(Abs(u)) ** 2, d * Total(u**2)))
    at_one = lambda: chain(line("<=", Total(u**2), by=means(1)))  # noqa: E731
    yield "a dimension that is bound", claim(le(Total(Abs(u)) ** 2, Total(u**2)), means, derive=at_one)
    step = tangent(exp(x), x, 0, u)
    empty = lambda: chain(line("<", Total(exp(u)) + d**2, Total(step.slack), d, by=step))  # noqa: E731
    goal = lt(Total(u) + a**2, Total(exp(u)) + a**2)
    yield "R^0: d in a witness", claim(goal, exists=(a,), witness={a: d}, beside=1, derive=empty)

    yield "R^0: a sum of negative numbers", claim(lt(Total(-exp(u)), 0), beside=1)
    yield "a product of negative numbers", claim(lt(Product(n), 0))
    yield "a product of negative coordinates", claim(lt(Product(-exp(u)), 0))
    yield "a product that is not positive", claim(eq(Product(-exp(u)) + Abs(Product(-exp(u))), 0))

    class Doubtful(exp):
        pass

    yield "an operator of one's own", claim(lt(0, Doubtful(a)))
    yield "an operator of one's own over the coordinates", claim(lt(0, type("Total", (Total,), {})(exp(u))))
    yield "a vector of positive numbers", claim(lt(0, Vector._named("e", POSITIVE, False)))
    yield "a vector of whole numbers", claim(le(Abs(Vector._named("e", POSITIVE, True)), 1))
    every, other = Symbol("f"), Symbol("g")
    vanish = Schema("S", (every, v), eq(Field(every, v), 0))
    at_another = lambda: chain(line("=", 0, by=vanish(other, u)))  # noqa: E731
    yield "a function that is bound", claim(eq(Field(other, u), 0), vanish, derive=at_another)
    yield (
        "a function for a witness",
        claim(eq(Field(every, u), Field(other, u)), exists=(every,), witness={every: other}),
    )
    blocks = [Jacobian(Symbol("f_1"), s, h, u) for s in (0, Rational(3, 2), 2, a)]
    for block in blocks:
        yield f"the slot {block.args[1]} of one", claim(eq(block, block))
    by_c, any_c = Schema("S", (w,), le(norm(f(w)), C)), Schema("R", (C,), le(norm(f(u)), C))
    general = Rule(any_c, chain(line("<=", C, by=by_c(u))))
    at_zero = lambda: chain(line("<=", 0, by=any_c(0)), rules=(general,))  # noqa: E731
    yield "a rule for every constant, from an assumption on one", claim(le(norm(f(u)), 0), by_c, derive=at_zero)
    own = Schema("R", (a,), le(0, a))
    of_another = lambda: chain(line("<=", b, by=own(b)), rules=(Rule(own, chain(line("<=", a, a))),))  # noqa: E731
    yield "a rule for every number, from an assumption on one", claim(le(0, b), le(0, a), derive=of_another)
    bounded = Schema("bounded", (w,), le(norm(w), C))
    yield "a schema that knows the witness", claim(le(C, 0), bounded, exists=(C,), witness={C: 0})
    yield "the step of a derivative as a number", doubled()
    yield "a variable that an assumption knows", flat_inside()


OUTSIDE = {
    "an imaginary number": lambda: sp.I * x,
    "an imaginary witness": lambda: claim(lt(a**2, 0), exists=(a,), witness={a: sp.I}),
    "an imaginary vector": lambda: Total(sp.I * u),
    "the square of an imaginary number": lambda: zero_square(sp.I),
    "a float": lambda: b + 1e-17,
    "a float of SymPy": lambda: b * sp.Float("1e-17"),
    "a float in a relation": lambda: Relation(b, "=", sp.Float(1)),
    "a function of SymPy": lambda: sp.gamma(a),
    "cases of SymPy": lambda: Total(sp.Piecewise((sp.Symbol("a"), True)) * u),
    "an even number": lambda: Symbol("n", even=True),
    "an odd number": lambda: Symbol("n", odd=True),
    "a prime": lambda: Symbol("k", prime=True),
    "an irrational number": lambda: Symbol("s", irrational=True),
    "a number that is fixed": lambda: Symbol("o", nonnegative=True, nonpositive=True),
    "a number that is none": lambda: Symbol("o", positive=True, negative=True),
    "a number that is not real": lambda: Symbol("o", real=False),
    "a number that is not positive": lambda: Symbol("o", positive=False),
    "a vector of even numbers": lambda: Vector("e", even=True),
    "an even number by another class": lambda: Symbol.__new__(Vector, "e", even=True),
    "truth": lambda: b + True,
    "a text": lambda: b + "1",
}


@pytest.mark.parametrize("made", OUTSIDE)
def test_it_is_not_even_written(made):
    with pytest.raises((TypeError, ValueError, sp.SympifyError)):
        OUTSIDE[made]()


def doubled():
    """|c| ‖u‖ <= ‖u‖, for the symbol c by which the engine differentiates."""
    shown = mean_value_inequality(u * x * STEP, x, norm(u))
    lemma = Lemma(shown.premises[0], (line("<=", norm(u), (1 - sigmoid(x)) * norm(u)),))
    return claim(le(norm(STEP * u), norm(u)), derive=lambda: chain(line("<=", norm(u), by=shown), lemmas=(lemma,)))


def flat_inside():
    """f'(u) u = 0 where f(u) = 0 and f vanishes at b u for every b > x: false for x = 2."""
    far = Schema("f vanishes beyond x", (b,), eq(norm(f(b * u)), 0), (lt(x, b),))
    curve = f((x**2 + x + 1) * u)
    still = le(norm(curve - f(u)), 0)
    lines = line("<=", norm(curve) + norm(f(u)), by=minkowski(curve, -f(u))), line("=", 0, by=far(x**2 + x + 1))
    slope = derivative_bound(curve, x, Integer(0))
    return claim(
        le(norm(Jacobian(Symbol("f"), 1, u, u)), 0),
        eq(norm(f(u)), 0),
        far,
        derive=lambda: chain(line("<=", 0, by=slope), lemmas=(Lemma(still, lines),)),
    )


@pytest.mark.parametrize("case", list(not_proved()), ids=lambda c: c[0])
def test_it_is_not_proved(case):
    assert prove(case[1]).outcome is not Outcome.HOLDS


def not_refuted():
    nothing = lambda: chain(line("<=", 0, Integer(1)))  # noqa: E731
    bound = unchecked(claim(lt(0, a), exists=(a,), disprove=nothing), counter={a: -1})
    yield "a value for what is bound", bound
    at_least_one = Schema("C >= 1", (a,), le(1, C))
    yield (
        "a schema that knows the constant",
        claim(le(1, C), at_least_one, exists=(t,), counter={C: 0}, disprove=lambda: chain(line("<", 1, Integer(1)))),
    )
    yield "what no t satisfies", claim(lt(C, t), eq(t**2, -1), exists=(t,), counter={C: 0}, disprove=nothing)
    whole = Symbol("k", integer=True, positive=True)
    below = lambda: chain(line("<=", 1 + t, t))  # noqa: E731
    half = {whole: Rational(1, 2)}
    yield "a constant that is not whole", claim(lt(1 + t, whole), exists=(t,), counter=half, disprove=below)
    above = lambda: chain(line("<", 1, 1))  # noqa: E731
    yield (
        "a constant at which an assumption has no value",
        claim(le(1, a * C), le(0, C / C), exists=(a,), counter={C: 0}, disprove=above),
    )
    yield "a product as a constant", claim(lt(a * b, t), exists=(t,), counter={a * b: t}, disprove=nothing)
    yield (
        "a constant that is not admissible",
        claim(lt(C, t), lt(t, 1), le(2, C), exists=(t,), counter={C: 1}, disprove=nothing),
    )


@pytest.mark.parametrize("case", list(not_refuted()), ids=lambda c: c[0])
def test_it_is_not_refuted(case):
    assert disprove(case[1]).outcome is Outcome.UNKNOWN


def test_a_negation_under_contradictory_assumptions_refutes_nothing():
    from verify.judging.judge import judge

    q = Symbol("q")
    shown = lambda: chain(line("<=", a**2, a**2, -(q + b), b))  # noqa: E731
    c = claim(lt(a**2, q), le(q + b, 0), le(1, q), le(0, b), exists=(a,), disprove=shown)
    assert judge("s", c, examples=0).verdict == "UNDECIDED"


def test_an_exponent_is_one_number_for_all_coordinates():
    with pytest.raises(ValueError, match="carries the coordinate index"):
        norm(v, 1 + Abs(w))


def test_a_direction_has_no_index_that_its_variable_lacks():
    x_n = Sample("x_n")
    with pytest.raises(TypeError, match="no direction"):
        along(Mean(dot(theta, x_n)), (theta, x_n))
    with pytest.raises(TypeError, match="minimum"):
        along(Max(a, 0), (a, b))


def unsuitable():
    squared = Schema("g is a square", (u,), eq(g(h), dot(u, u)))
    yield "capture in a function", claim(le(1, g(h)), squared), Instance({"g": ((w,), dot(u, u))})
    bounded = claim(le(norm(f(v)), C), Schema("f is bounded", (u,), le(norm(f(u)), C)))
    yield "capture in a constant", bounded, Instance({"f": ((v,), v)}, constants={C: norm(u)})
    constant = claim(eq(f(h), f(theta)), Schema("f is constant", (u, v), eq(f(u), f(v))))
    yield "values for bound variables", constant, Instance({"f": ((w,), w)}, constants={u: 0, v: 0})
    yield "a vector for a number", claim(le(0, g(h))), Instance({"g": ((v,), v)})
    yield "a number's slot for a vector", claim(le(0, g(h))), Instance({"g": ((a,), a**2)})
    yield "one slot twice", claim(le(0, norm(f(h)))), Instance({"f": ((v, v), v)})
    x_n = Sample("x_n")
    yield "an average around a slot", claim(le(0, Mean(norm(f(x_n))))), Instance({"f": ((v,), Mean(v + x_n))})
    ell, grad = Value(Symbol("ell"), w), Field(Symbol("ell_1"), w)
    primed = Vector("h0")
    wrong = {"ell": ((w,), dot(w, primed) * dot(w, u)), "ell_1": ((w,), primed * dot(w, u))}
    yield "no gradient", claim(le(ell, norm(grad))), Instance(wrong)
    zero = {"g": ((w,), Integer(0))}
    yield "a value for d", claim(le(norm(v, 1), d * norm(v) + g(h) ** 2)), Instance(zero, constants={d: 1})
    yield "a value for a product", claim(le(a * b, a**2 + g(h) ** 2)), Instance(zero, constants={a * b: 5})
    kinked = {"ell": ((w,), Total(Abs(w))), "ell_1": ((w,), sign(w))}
    yield "a gradient at a kink", claim(le(ell, norm(grad))), Instance(kinked)
    yield "a gradient at a kink, assumed", claim(le(0, ell), le(norm(grad), 1)), Instance(kinked)
    yield "a constant of the wrong sign", bounded, Instance({"f": ((v,), v - v)}, constants={C: -1})
    sheared = {"g": ((u,), dot(u, u)), "g_1": ((u,), u)}
    premise = Schema("S", (u,), le(0, norm(u)), (le(norm(Field(Symbol("g_1"), u)), 1),))
    yield "no gradient in a premise", claim(le(0, norm(h)), premise), Instance(sheared)
    yield "no such gradient", claim(le(0, norm(Field(Symbol("g_2"), u)))), Instance({**sheared, "g_2": ((u,), u)})
    yield "an assumption that fails", bounded, Instance({"f": ((v,), v)}, constants={C: 1})


@pytest.mark.parametrize("case", list(unsuitable()), ids=lambda c: c[0])
def test_an_instance_is_unsuitable(case):
    with pytest.raises(NotShown):
        concrete(case[1], case[2])


def test_a_suitable_instance_is_taken():
    lipschitz = Schema("f is C-Lipschitz", (u, v), le(norm(f(u) - f(v)), C * norm(u - v)))
    plain = concrete(claim(le(norm(f(h)), C * norm(h)), lipschitz), Instance({"f": ((w,), 2 * w)}, constants={C: 2}))
    assert not plain.abstract and plain.conclusion == le(norm(2 * h), 2 * norm(h))


def test_a_claim_with_relations_for_every_coordinate_or_with_d_is_not_about_dimension_zero():
    assert claim(eq(a, b), eq(u, a), eq(u, b), beside=1).dimensions == (2, None)
    assert claim(le(Abs(y), Abs(y) * Total(Integer(1))), beside=1).dimensions == (2, None)
    assert claim(le(0, norm(u)), beside=1).dimensions == (1, None)


def test_a_bound_of_the_dimension_by_itself_bounds_nothing():
    assert claim(le(0, norm(u)), eq(d, d**2)).dimensions == (1, None)
    assert claim(le(0, norm(u)), le(2 * d, d)).dimensions == (1, None)
    assert claim(le(0, norm(u)), le(sqrt(2), d), le(d, 3)).dimensions == (2, 3)


def test_an_unknown_relation_is_refused():
    with pytest.raises(ValueError, match="expected =, <=, < or !="):
        Relation(Integer(0), ">=", norm(u))


def test_a_bound_that_mentions_its_variable_is_no_bound():
    sloped = mean_value(sigmoid(z), z, a, b, sigmoid(z) * (1 - sigmoid(z)))
    goal = le(Abs(sigmoid(b) - sigmoid(a)), Abs(b - a))
    c = claim(goal, derive=lambda: chain(line("<=", sigmoid(z) * (1 - sigmoid(z)) * Abs(b - a), by=sloped)))
    assert "must not occur" in prove(c).detail


def test_a_side_result_between_squares_needs_values_of_its_own_sides():
    root = Lemma(le(-sqrt(x), 0), (line("<=", 0, -x),), squared=True)
    c = claim(le(x, 0), lt(x, 0), derive=lambda: chain(line("<=", 0, -x), lemmas=(root,)))
    assert "0 <= x is not shown" in prove(c).detail


def test_a_certificate_that_was_not_used_does_not_show_that_the_assumptions_can_hold():
    c = claim(lt(z, y), lt(x, y), lt(y, x), exists=(z,), witness={z: x}, certificate=OneRoot())
    assert prove(c).outcome is Outcome.HOLDS
    assert judgement("s", c, [prove(c)], example).verdict is Verdict.UNDECIDED


def test_a_proof_beside_a_point_without_a_value_is_an_error_of_the_engine():
    c = claim(eq(norm(u), norm(u)))
    nowhere = proved(c, Evidence(Method.POINT, Outcome.UNDEFINED, "one point"))
    with pytest.raises(EngineError, match="is proved"):
        judgement("s", c, [prove(c), nowhere], example)


def unsuitable_counterexamples():
    """Each conclusion is true; the choice breaks what the claim is about."""
    size, scale = (
        Schema("g(v, -1) = |v|", (v,), eq(h2(v, -1), norm(v)), (lt(0, norm(v)),)),
        Symbol("s", positive=True),
    )
    slope = Field(Symbol("h_1"), u, Integer(-1))
    turned = {"h": ((w, scale), norm(scale * w)), "h_1": ((w, scale), scale * w / norm(w))}
    yield (
        "a gradient for positive numbers, at a negative one",
        claim(eq(dot(slope, u), norm(u)), size, lt(0, norm(u)),
              against=Instance(turned, point=lambda dim: {u: (1,) * dim})),
    )  # fmt: skip
    yield (
        "a function that has no value at the point",
        claim(le(0, g(u) ** 2), against=Instance({"g": ((w,), 1 / norm(w))}, point=lambda dim: {u: (0,) * dim})),
    )
    at_nothing = lambda dim: {u: ()}  # noqa: E731
    somewhere = Schema("0 <= g", (w,), le(0, g(w)))
    yield (
        "R^0: a positive number as a sum over no coordinates",
        claim(lt(0, t * (1 + g(v) ** 2)), somewhere, beside=1,
              against=Instance({"g": ((w,), Integer(0))}, constants={t: Total(exp(u))}, point=at_nothing)),
    )  # fmt: skip
    bounds = Schema("g <= a", (w,), le(g(w), a)), Schema("a <= b", (w,), le(a, b))
    yield (
        "R^0: d as a constant of an assumption",
        claim(le(g(u) + norm(u), b + norm(u)), *bounds, beside=1,
              against=Instance({"g": ((w,), Integer(1))}, constants={a: d, b: norm(Integer(1)) ** 2}, point=at_nothing)),
    )  # fmt: skip


@pytest.mark.parametrize("case", list(unsuitable_counterexamples()), ids=lambda c: c[0])
def test_an_unsuitable_choice_refutes_nothing(case):
    assert judge("s", case[1]).verdict is Verdict.UNDECIDED
