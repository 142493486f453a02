"""Claims that are false at one point, or have no value there, and looked proved by the form that their terms take."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from verify import (
    Abs,
    Claim,
    Datum,
    Field,
    Instance,
    Integer,
    Jacobian,
    Lemma,
    Mean,
    Norm,
    Number,
    Peak,
    Rational,
    Relation,
    Schema,
    Symbol,
    Total,
    Value,
    Vector,
    chain,
    d,
    eq,
    exp,
    expand,
    le,
    line,
    log,
    lt,
    ne,
    pi,
    sign,
    sqrt,
)
from verify.facts import coordinate_size, derivative_bound, dotted, minkowski, one_term
from verify.kernel.appeals import moving
from verify.kernel.certify import certify
from verify.kernel.facts.register import CHAIN_RULE, SYMMETRY
from verify.kernel.instances import concrete, counterexample
from verify.kernel.judgement import judgement, negation
from verify.kernel.prove import disprove, prove
from verify.kernel.reasons import NotShown
from verify.language.proof import Line
from verify.language.verdict import Outcome, Verdict

a, b = (Symbol(name, positive=True) for name in "ab")
x, z, w = (Symbol(name, nonnegative=True) for name in "xzw")
u, v, h, q, r = map(Vector, "uvhqr")
s, t, y = map(Symbol, "sty")
C = Symbol("C", nonnegative=True)


def claim(conclusion, *assuming, **more):
    return Claim(name="c", says="c", conclusion=conclusion, assuming=assuming, **more)


def test_a_constant_exponent_that_is_a_sum_owes_what_its_parts_owe():
    assert prove(claim(eq(x ** (4 - pi), 1), eq(x**pi, 0))).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("value", [0, 1])
def test_what_a_split_power_owes_is_not_shown_by_split_powers(value):
    s = z + w
    given = eq(s ** (a**2), 0), eq(s ** ((a - b) ** 2), value), lt(0, 1 + s)
    assert prove(claim(eq(s**a, 7), *given)).outcome is Outcome.UNKNOWN


def test_a_power_with_an_undecided_exponent_is_not_without_a_value():
    nothing = log(6) - log(2) - log(3)
    assert certify(claim(eq(x**nothing, 1)), {x: 0}).outcome is Outcome.UNKNOWN
    assert certify(claim(eq(y ** (1 + nothing), y)), {y: -1}).outcome is Outcome.UNKNOWN
    assert certify(claim(eq(x**-pi, 1)), {x: 0}).outcome is Outcome.UNDEFINED
    assert certify(claim(eq(y**pi, 1)), {y: -1}).outcome is Outcome.UNDEFINED


def test_a_power_of_vectors_has_its_value_coordinate_by_coordinate():
    c = claim(le(0, u**v), le(0, u), lt(0, u + v))
    assert certify(c, {u: (0, 2), v: (1, -1)}).outcome is Outcome.HOLDS
    assert certify(claim(le(0, u**v)), {u: (0, 2), v: (-1, 1)}).outcome is Outcome.UNDEFINED


@pytest.mark.parametrize("relation", [eq(x * d / d, x), eq(Peak(u) - Peak(u), 0)], ids=str)
def test_what_is_written_with_d_or_a_largest_coordinate_is_not_about_no_coordinates(relation):
    assert claim(relation, beside=1).dimensions[0] == 2


def test_a_witness_for_every_d_is_no_sum_over_the_coordinates():
    c = Symbol("c")
    for value in (Total(Integer(1)), Norm(Integer(1)), Total(u)):
        with pytest.raises(ValueError, match="depends on d"):
            claim(eq(c, d), exists=(c,), uniform=(d,), witness={c: value})


def test_what_there_is_says_nothing_of_a_choice():
    f = Value("f", v)
    schemas = Schema("small", (v,), le(f, -1)), Schema("large", (v,), le(1, f))
    nothing = le(t**2 + y**2 + 1, 2 * t * y)

    def by_nothing(end):
        return lambda: chain(line("<=", Integer(end), 2 * t * y - (t**2 + y**2 + 1), (t - y) ** 2))

    c = claim(
        le(1, 0 * y),
        nothing,
        *schemas,
        exists=(t,),
        disprove=lambda: chain(line("<", Integer(1), Integer(1))),
        instance=Instance({"f": ((v,), Integer(0))}, derive={"small": by_nothing(-1), "large": by_nothing(0)}),
    )
    assert negation(c, lambda _, dim: {y: 0, d: dim}).outcome is Outcome.UNKNOWN


def test_a_choice_has_values_and_derivatives_everywhere():
    slope = Schema("slope", (v, h), le(Norm(Jacobian("f", 1, h, v)), C * Norm(h)), (lt(0, Norm(v)),))
    goal = le(Norm(Field("f", u) - Field("f", h)), C * Norm(u - h))
    sign = Instance({"f": ((v,), v / Norm(v))}, point=lambda _: {u: (1,), h: (-1,), C: 0})
    with pytest.raises(NotShown, match="may have no value"):
        counterexample(claim(goal, eq(d, 1), slope, against=sign), statement="s", found_by="")
    kink = Instance({"f": ((v,), v * Norm(v))}, point=lambda _: {u: (1,), h: (1,), C: 1})
    with pytest.raises(NotShown, match="the derivative of f may have no value"):
        counterexample(claim(le(Norm(Jacobian("f", 1, h, u)), C * Norm(h)), against=kink), statement="s", found_by="")


def test_an_opposite_to_a_power_keeps_its_number():
    for base in (-(a**2), -(1 / a), -4 * a**-3):
        assert expand(base**x) is not expand((a**2) ** x)
        c = claim(eq(0, y), lt(base**x, 0))
        assert certify(c, {a: 1, x: 1, y: 1}).outcome is Outcome.FAILS
        assert prove(c).outcome is Outcome.UNKNOWN


class Silent(Relation):
    """A relation that is printed as one thing and read as another."""

    @property
    def gap(self):
        return Integer(0)


class Anything(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True


class Twin(Symbol):
    """Equal to every term that it is compared with."""

    def __new__(cls, like):
        made = object.__new__(cls)
        for name, value in {"_hash": hash(like), "name": like.name, "args": ()}.items():
            object.__setattr__(made, name, value)
        return made

    __hash__ = Symbol.__hash__

    def __eq__(self, other):
        return True


@pytest.mark.parametrize(
    "make",
    [
        lambda: claim(Silent(x, "=", z)),
        lambda: claim(eq(x, x), Silent(x, "=", z)),
        lambda: Relation(x, Anything("<"), x),
        lambda: Line(Anything("<"), x),
        lambda: Symbol(Anything("x")),
        lambda: Vector(Anything("x")),
        lambda: expand(Twin(x)),
        lambda: x + Twin(x),
        lambda: eq(Twin(x), x),
    ],
    ids=range(9),
)
def test_an_object_that_is_not_what_it_says_is_refused(make):
    with pytest.raises((TypeError, ValueError)):
        make()


def test_a_claim_is_what_is_written():
    class Quiet(Claim):
        relations = (lt(x, x),)

    assert prove(Quiet(name="c", says="c", conclusion=lt(x, x))).outcome is Outcome.UNKNOWN
    changed = claim(lt(x, x))
    changed.__dict__["relations"] = (lt(x, x),)
    assert prove(changed).outcome is Outcome.UNKNOWN


def test_terms_are_not_changed():
    for change in (lambda: setattr(x, "signs", 4), lambda: delattr(x, "name"), lambda: setattr(x + 1, "args", (z, w))):
        with pytest.raises(AttributeError):
            change()
    for e in (x, u, Number(2), pi):
        assert not {"signs", "integer", "name", "value"} & {*getattr(e, "__dict__", ())}


def test_whole_numbers_of_numpy_do_not_overflow():
    most = np.int64(2**62)
    for number in (Number(most), Integer(most), Rational(most), Rational(most, np.int64(1))):
        assert number * 4 == 2**64


def test_a_relation_for_every_coordinate_says_nothing_where_there_is_none():
    one = (1 + u**2) / (1 + u**2)
    c = claim(
        le(1, Total(one)),
        beside=1,
        derive=lambda: chain(line("<=", Total(one), Total(one) - 1, by=one_term(one))),
    )
    assert certify(c, {u: ()}).outcome is Outcome.FAILS
    assert prove(c).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("number", [Number(1), x, 2 * x])
def test_a_number_is_no_coordinate_where_there_is_none(number):
    c = claim(le(Abs(number), Norm(number)), beside=1)
    assert not c.allows_no_vectors
    with pytest.raises(ValueError, match="in R\\^0 its norm is 0"):
        _ = coordinate_size(number).slack


def test_a_choice_does_not_depend_on_what_there_is():
    large = Schema("large", (v,), le(1, Value("f", v)))
    chosen = 1 + t**2 - 2 * t * y + y**2
    c = claim(
        lt(y, y),
        large,
        le(Value("f", u), -1),
        exists=(t,),
        disprove=lambda: chain(line("=", y)),
        instance=Instance({"f": ((v,), chosen)}, derive={"large": lambda: chain(line("<=", chosen, (t - y) ** 2))}),
    )
    assert disprove(c).outcome is Outcome.FAILS
    assert negation(c, lambda _, dim: {y: 0, u: (0,) * dim}).outcome is Outcome.UNKNOWN


def test_a_choice_does_not_bring_in_a_space_without_coordinates():
    s = Symbol("s")
    size = Schema("size", (s,), le(0, Value("f", s)))
    nothing = Instance({"f": ((s,), Integer(0))}, point=lambda _: {u: ()})
    c = claim(lt(0, Total(exp(u)) + Value("f", Peak(u))), size, beside=1, against=nothing)
    assert c.dimensions[0] == 2
    assert counterexample(c, statement="s", found_by="").outcome is Outcome.UNKNOWN


def F(e):
    return Field("F", e)


HOMOGENEOUS = Schema("homogeneous", (s, v), le(Norm(F(s * v) - s * F(v)), 0))


def additive():
    """F(v) = DF(0) v for a homogeneous F with a derivative at 0."""

    def rest(e):
        return Jacobian("F", 1, e, 0 * u) - F(e)

    def vanishes(e):
        moved = derivative_bound(F(t * e) - t * F(e), t, Integer(0))
        ends = line("<=", Norm(F(t * e) - t * F(e)) + Norm(F(0 * e)), by=minkowski(F(t * e) - t * F(e), -F(0 * e)))
        nothing = line("<=", 0 * Abs(t), by=(HOMOGENEOUS(t, e), HOMOGENEOUS(Integer(0), e)))
        return Lemma(moved.premises[0], (ends, nothing)), moved

    lemmas, moved = zip(*map(vanishes, (u, v, u + v)), strict=True)
    two, last = rest(u) + rest(v), -rest(u + v)
    return chain(
        line("<=", Norm(two) + Norm(last), by=minkowski(two, last)),
        line("<=", Norm(rest(u)) + Norm(rest(v)) + Norm(last), by=minkowski(rest(u), rest(v))),
        line("<=", Integer(0), by=moved),
        lemmas=lemmas,
    )


def turned(size):
    """A function of q that is homogeneous and has no derivative at 0."""
    return sign(Total(h * q)) * size * h


KINKED = [
    turned(Norm(q)),
    turned(Abs(Total(u * q))),
    turned(sqrt(Abs(Total(h * q) * Total(u * q)))),
    turned((Total(h * q) ** 2 * Abs(Total(u * q))) ** Rational(1, 3)),
]


@pytest.mark.parametrize("chosen", KINKED, ids=str)
def test_a_proof_by_derivatives_is_about_functions_that_have_them(chosen):
    """The choice is homogeneous and not additive: with a derivative it would be both."""
    goal = le(Norm(F(u + v) - F(u) - F(v)), 0)
    zeros = dict.fromkeys((u, v, h), (0,))

    def judged(expression):
        c = claim(goal, HOMOGENEOUS, derive=additive, instance=Instance({"F": ((q,), expression)}))
        found = prove(c)
        assert found.outcome is Outcome.HOLDS and CHAIN_RULE in found.facts
        return judgement("s", c, [found], lambda plain, dim: {w: x * dim for w, x in zeros.items()})

    assert judged(q).verdict is Verdict.PROVED
    assert "need not be smooth" in judged(chosen).reason
    point = {u: (1, 0), v: (-1, 1), h: (1, 2)}
    refuted = claim(goal, HOMOGENEOUS, against=Instance({"F": ((q,), chosen)}, point=lambda _: point))
    assert counterexample(refuted, statement="s", found_by="").outcome is Outcome.FAILS
    with pytest.raises(NotShown, match="need not be smooth"):
        counterexample(replace(refuted, derive=additive), statement="s", found_by="")


def test_a_symmetric_second_derivative_is_cited_where_a_line_brings_it_in():
    """f_1(u, v) = A(v) and f_2(u, v) = u leave DA the identity, for an f that is twice continuously differentiable."""
    one = Schema("one", (u, v), eq(Field("f_1", u, v), Field("A", v)))
    two = Schema("two", (u, v), eq(Field("f_2", u, v), u))
    first, second = moving(one, v, h), moving(two, u, q)
    slope, mixed, back = Jacobian("A", 1, h, v), Jacobian("f_1", 2, h, u, v), Jacobian("f_2", 1, q, u, v)

    def derive():
        return chain(
            line("=", Total(q * mixed), by=dotted(slope, mixed, q)),
            line("=", Total(q * h), by=dotted(back, q, h)),
            lemmas=(
                Lemma(eq(slope, mixed), (line("=", mixed, by=first(u, v, h)),)),
                Lemma(eq(back, q), (line("=", q, by=second(u, v, q)),)),
            ),
        )

    found = prove(claim(eq(Total(slope * q), Total(h * q)), one, two, derive=derive))
    assert found.outcome is Outcome.HOLDS and {CHAIN_RULE, SYMMETRY} <= {*found.facts}


SLOTS = [
    (Field("F", u), {"F": ((q,), q / Norm(q))}, Norm(r), {r: q}),
    (Field("F", u), {"F": ((q,), q / Norm(q)), "G": ((v,), q)}, Norm(Field("G", h)), {}),
    (Value("f", y), {"f": ((s,), 1 / s)}, t, {t: s}),
    (Value("f", y), {"f": ((s,), log(s))}, t, {t: s}),
    (Value("f", y), {"f": ((s,), s ** Rational(1, 2))}, t, {t: s**3}),
    (Value("f", y), {"f": ((s,), 1 / s), "g": ((t,), s)}, Value("g", y), {}),
]


@pytest.mark.parametrize(("of", "functions", "positive", "constants"), SLOTS, ids=str)
def test_what_a_choice_puts_in_says_nothing_of_a_slot(of, functions, positive, constants):
    """The slot stands for every number or vector, also where its symbol stands in a constant or in another choice."""
    c = claim(le(0, Norm(of)), lt(0, positive))
    with pytest.raises(NotShown, match="may have no value"):
        concrete(c, Instance(functions, constants))


def test_a_slot_is_no_constant_of_the_claim():
    slope = Schema("slope", (v, h), le(Norm(Jacobian("F", 1, h, v)), C * Norm(h)), (lt(0, Norm(v)),))
    jump = Instance({"F": ((q,), q / Norm(q))}, {r: q}, point=lambda _: {u: (1,), h: (-1,), C: 0, q: (1,)})
    c = claim(le(Norm(F(u) - F(h)), C * Norm(u - h)), eq(d, 1), lt(0, Norm(r)), slope, against=jump)
    with pytest.raises(NotShown, match="may have no value"):
        counterexample(c, statement="s", found_by="")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("relations", ()),
        ("dimensions", (1, None)),
        ("abstract", False),
        ("expressions", (x, z)),
        ("spoken", (x, z)),
        ("schemas", ()),
    ],
)
def test_nothing_that_is_put_into_a_claim_is_read(name, value):
    small = Schema("small", (v,), le(Value("f", v), x))
    for c in (claim(le(z, x), le(1, x), le(x, 0)), claim(lt(0, x), le(2, d), le(d, 1), small)):
        changed = replace(c)
        changed.__dict__[name] = value
        assert getattr(changed, name) == getattr(c, name)
        assert certify(changed, {x: 0, z: 1, d: 1}).outcome is Outcome.UNKNOWN
        assert (
            judgement("s", changed, [prove(changed)], lambda _, dim: {x: 0, z: 0, d: dim}).verdict is not Verdict.PROVED
        )


ALIKE = [
    ("x1", "x_1"),
    ("x_1'", "x'_1"),
    ("eps", "varepsilon"),
    ("epsilon", "varepsilon"),
    ("phi", "varphi"),
    ("lam_2", "lambda2"),
    ("x", "x_"),
    ("x", "\N{CYRILLIC SMALL LETTER HA}"),
    ("O", "\N{GREEK CAPITAL LETTER OMICRON}"),
    ("x", "x\N{ZERO WIDTH SPACE}"),
    ("x", "x "),
    ("x", "\N{MATHEMATICAL ITALIC SMALL X}"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_different_symbols_look_different(one, other):
    """They are printed alike: x < x."""
    kinds = (Symbol(one, positive=True), Symbol(other, negative=True)), (Symbol(one), Vector(other))
    c = claim(lt(kinds[0][1], kinds[0][0]))
    assert prove(c).outcome is Outcome.UNKNOWN
    assert certify(c, {kinds[0][0]: 1, kinds[0][1]: -1}).outcome is Outcome.UNKNOWN
    assert prove(claim(eq(kinds[1][0] - kinds[1][0] + 0 * kinds[1][1], 0))).outcome is Outcome.UNKNOWN
    assert prove(claim(eq(Norm(Field(one, u)) + 0 * Value(other, u), Norm(Field(one, u))))).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "name",
    [
        "pi",
        "E",
        "oo",
        "1",
        "-1",
        "a + b",
        "|x|",
        "norm(x)",
        "sqrt(2)",
        "x**2",
        "1/x",
        "minus",
        "plus",
        "inf",
        "star_1",
        "max1",
    ],
)
def test_a_symbol_is_not_called_like_a_number_or_a_formula(name):
    assert prove(claim(lt(Symbol(name, negative=True), 0))).outcome is Outcome.UNKNOWN
    assert prove(claim(lt(0, Symbol(name, positive=True) + Norm(Field("f", u))))).outcome is Outcome.UNKNOWN
    assert prove(claim(le(0, Norm(Field(name + "(", u))))).outcome is Outcome.UNKNOWN


class Like(Symbol):
    """Equal to one symbol, and not declared as that is."""

    def __new__(cls, like):
        made = object.__new__(cls)
        own = {"name": like.name, "args": (), "signs": 7, "integer": False, "_hash": hash(like), "like": like}
        for name, value in own.items():
            object.__setattr__(made, name, value)
        return made

    __hash__ = Symbol.__hash__

    def __eq__(self, other):
        return other is self.like


@pytest.mark.parametrize("symbol", [a, Symbol("k", integer=True), Vector("x"), Symbol("m", negative=True)], ids=str)
def test_a_point_gives_values_to_the_symbols_of_the_claim(symbol):
    wrong = {"a": -1, "k": Rational(1, 2), "x": 1, "m": 1}[symbol.name]
    c = claim(eq(0 * symbol, 1))
    with pytest.raises(ValueError, match="is no symbol"):
        certify(c, {Like(symbol): wrong, d: 1})


@pytest.mark.parametrize(
    "more", [{"witness": {t: 1 / s}}, {"uniform": (y,)}, {"witness": {t: 1 / s}, "uniform": (y,)}], ids=str
)
def test_a_negation_is_shown_without_the_witness_and_for_all_that_it_was_to_serve(more):
    refuted = {"counter": {s: 0}, "disprove": lambda: chain(line("<", Integer(1), Integer(1)))}
    c = claim(le(1, t * s + 0 * y), exists=(t,), **refuted, **more)
    assert disprove(c).outcome is Outcome.FAILS
    assert prove(c).outcome is Outcome.UNKNOWN
    assert disprove(replace(c, counter={s: y})).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "value", [np.int64(2**62), Fraction(np.int64(2**62)), Fraction(np.int64(2**62), np.int64(3))], ids=repr
)
def test_whole_numbers_of_numpy_in_a_point_do_not_overflow(value):
    assert certify(claim(lt(0, 4 * a)), {a: value}).outcome is Outcome.HOLDS
    assert certify(claim(ne(4 * y, 0)), {y: value}).outcome is Outcome.HOLDS
    assert certify(claim(lt(0, Total(u**2))), {u: (value, value)}).outcome is Outcome.HOLDS


@pytest.mark.parametrize(
    ("name", "sides"),
    [
        ("i", lambda s: (Total(s * exp(u)), s * Total(exp(u)))),
        ("j", lambda s: (Peak(s * u), Peak(u * s))),
        ("n", lambda s: (Mean(s * Datum("D")), s * Mean(Datum("D")))),
        ("N", lambda s: (Mean(s * Datum("D")), s * Mean(Datum("D")))),
    ],
    ids="ijnN",
)
def test_a_symbol_is_not_called_like_the_index_of_a_sum(name, sides):
    """Printed, the number would be the index: the average of n D_n is not n times that of D_n."""
    assert prove(claim(eq(*sides(Symbol(name))))).outcome is Outcome.UNKNOWN
    assert prove(claim(eq(*sides(Symbol("c"))))).outcome is Outcome.HOLDS
