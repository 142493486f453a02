"""A value that cannot be meant is refused where it is made: one line with the value and what to write instead."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from verify import Integer, Rational, Symbol, sqrt, symbols
from verify.facts import cauchy_schwarz, minkowski
from verify.judging import plain
from verify.language.branch import EveryPoint
from verify.language.claim import Claim, Instance, Removal, Statement
from verify.language.forms import dot, norm, unit
from verify.language.operators import Norm, Value
from verify.language.proof import Lemma, Rule, Schema, chain, line
from verify.language.relation import Relation, eq, le, lt, ne
from verify.language.symbols import Label, Vector, d

u, v = Vector("u"), Vector("v")
s, t = symbols("s t")
RELATION = "write eq(lhs, rhs), le(lhs, rhs), lt(lhs, rhs) or ne(lhs, rhs)"
DECIDED = f"Python or SymPy has decided a comparison at once; {RELATION}"
OF_SYMPY = (
    "SymPy rewrites what it is given; write it with the names of `verify`, as in `from verify import Symbol, exp`"
)
bounded = Schema("f is bounded", (u,), le(Value(Symbol("f"), u), 1))


S, T = sp.symbols("s t", real=True)


def claim(**fields):
    return Claim(**{"name": "law", "says": "A law.", "conclusion": le(0, norm(u)), **fields})


def refused(kind, make, message):
    with pytest.raises(kind) as caught:
        make()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (S <= T, "the SymPy relation s <= t, expected a relation: write le(s, t)"),
        (S < T, "the SymPy relation s < t, expected a relation: write lt(s, t)"),
        (S >= T, "the SymPy relation s >= t, expected a relation: write le(t, s)"),
        (S > T, "the SymPy relation s > t, expected a relation: write lt(t, s)"),
        (sp.Eq(S, T), "the SymPy relation Eq(s, t), expected a relation: write eq(s, t)"),
        (sp.Ne(S, T), "the SymPy relation Ne(s, t), expected a relation: write ne(s, t)"),
        (S**2 >= 0, f"True, expected a relation: {DECIDED}"),
        (Integer(1) <= 2, f"True, expected a relation: {DECIDED}"),
        (norm(u) == norm(v), f"False, expected a relation: {DECIDED}"),
        ("u <= v", f"'u <= v', expected a relation: {RELATION}"),
        (norm(u), f"norm(u), expected a relation: {RELATION}"),
        ((le(0, u),), "(le(0, u),), expected a relation: write le(0, u), without the comma"),
        (bounded, f"a Schema f is bounded, expected a relation: {RELATION}"),
    ],
)
def test_a_conclusion_that_is_no_relation_is_refused(value, message):
    refused(TypeError, lambda: claim(conclusion=value), f"`conclusion` of the claim 'law' is {message}")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (le(0, norm(u)), "le(0, norm(u)), expected a tuple: write (le(0, norm(u)),)"),
        ([le(0, s), ne(s, 1)], "[le(0, s), ne(s, 1)], expected a tuple: write (le(0, s), ne(s, 1))"),
        ((S <= 1,), "the SymPy relation s <= 1, expected a relation or a Schema: write le(s, 1)"),
        ((True,), f"True, expected a relation or a Schema: {DECIDED}"),
        (("u is short",), f"'u is short', expected a relation or a Schema: {RELATION}"),
        (
            (bounded(v),),
            "an Appeal f is bounded, expected a relation or a Schema: write the relation, or the Schema without arguments",
        ),
    ],
)
def test_an_assumption_that_is_no_relation_and_no_schema_is_refused(value, message):
    refused(TypeError, lambda: claim(assuming=value), f"`assuming` of the claim 'law' is {message}")


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [
        ("u", TypeError, """'u', expected an expression: write Vector("u") or Symbol("u")"""),
        (True, TypeError, "True, expected an expression"),
        (None, TypeError, "None, expected an expression"),
        ((1, 2), TypeError, "(1, 2), expected an expression"),
        (np.array([1, 2]), TypeError, "[1 2], expected an expression"),
        (sp.Matrix([1]), TypeError, f"Matrix([[1]]), expected an expression: {OF_SYMPY}"),
        (norm, TypeError, "norm, expected an expression"),
        (le(0, s), TypeError, "le(0, s), expected an expression"),
        (S <= T, TypeError, "s <= t, expected an expression: write le(s, t) in place of the whole"),
        (0.5, ValueError, "0.5, where 0.5 is not exact: write Rational(1, 2)"),
        (2.0, ValueError, "2.0, where 2.0 is not exact: write Integer(2)"),
        (sp.sqrt(S**2), TypeError, f"Abs(s), expected an expression: {OF_SYMPY}"),
        (0.1 * S, TypeError, f"0.1*s, expected an expression: {OF_SYMPY}"),
        (sp.I, TypeError, f"I, expected an expression: {OF_SYMPY}"),
        (np.float64(0.25), ValueError, "0.25, where 0.25 is not exact: write Rational(1, 4)"),
        (
            Symbol("d") * s,
            ValueError,
            "d*s, whose symbol d is not the dimension: write `from verify import d`",
        ),
    ],
)
def test_a_side_that_is_no_exact_expression_is_refused(value, kind, message):
    for name, make in (("eq", eq), ("le", le), ("lt", lt), ("ne", ne)):
        refused(kind, lambda make=make: make(value, 1), f"the left side of {name} is {message}")
        refused(kind, lambda make=make: make(1, value), f"the right side of {name} is {message}")


@pytest.mark.parametrize(
    ("compare", "sides"),
    [
        (lambda: norm(u) <= norm(v), "Norm(u) is compared with Norm(v)"),
        (lambda: norm(u) < norm(v), "Norm(u) is compared with Norm(v)"),
        (lambda: norm(u) >= norm(v), "Norm(u) is compared with Norm(v)"),
        (lambda: norm(u) > 0, "Norm(u) is compared with 0"),
        (lambda: s <= 1, "s is compared with 1"),
        (lambda: s >= 1, "s is compared with 1"),
        (lambda: Integer(1) <= s, "1 is compared with s"),
        (lambda: s < Rational(1, 2), "s is compared with 1/2"),
        (lambda: u <= S, "u is compared with s"),
        (lambda: max(0, s), "s is compared with 0"),
        (lambda: min(s, t, 1), "t is compared with s"),
    ],
)
def test_a_comparison_by_python_is_refused(compare, sides):
    ours = "write le(a, b) for a <= b, lt(a, b) for a < b, eq(a, b) for a = b, Max(a, b) and Min(a, b) for max and min"
    refused(TypeError, compare, f"{sides} by Python: {ours}")


@pytest.mark.parametrize("decide", [lambda: bool(s), lambda: s and t, lambda: not norm(u), lambda: 0 < s < 1])
def test_a_term_is_neither_true_nor_false(decide):
    with pytest.raises(TypeError, match=r"neither true nor false|compared"):
        decide()


@pytest.mark.parametrize(
    "make", [lambda: 0.1 * norm(u), lambda: s + 0.5, lambda: s**0.5, lambda: 1 / 2 * s, lambda: s + S, lambda: S * u]
)
def test_what_is_no_exact_number_is_not_computed_with(make):
    with pytest.raises((TypeError, sp.SympifyError)):
        make()


def test_exact_numbers_of_python_are_sides():
    assert le(1, Fraction(1, 2)) == Relation(Integer(1), "<=", Rational(1, 2))
    assert le(np.int64(2), d) == Relation(Integer(2), "<=", d)


def test_a_relation_with_one_side_is_no_relation():
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'rhs'"):
        le(norm(u) - 1)


@pytest.mark.parametrize(
    ("number", "exact"), [(3, "Integer(3)"), (0, "Integer(0)"), (Fraction(1, 2), "Rational(1, 2)")]
)
def test_a_number_of_python_is_no_vector(number, exact):
    said = f"is the number {number}, expected a vector: write {exact} where every coordinate is meant"
    refused(TypeError, lambda: norm(number), f"the vector of norm {said}")
    refused(TypeError, lambda: dot(number, u), f"the first vector of dot {said}")
    refused(TypeError, lambda: dot(u, number), f"the second vector of dot {said}")


@pytest.mark.parametrize("number", [s, d, Symbol("t", positive=True), Label("y")], ids=str)
def test_a_number_with_a_name_is_no_vector(number):
    said = (
        f"is the number {number}, expected a vector: take it out, and write Integer(1) where every coordinate is meant"
    )
    refused(TypeError, lambda: norm(number), f"the vector of norm {said}")
    refused(TypeError, lambda: norm(number, 1), f"the vector of norm {said}")
    refused(TypeError, lambda: unit(number), f"the vector of norm {said}")
    refused(TypeError, lambda: dot(number, u), f"the first vector of dot {said}")
    refused(TypeError, lambda: dot(u, number), f"the second vector of dot {said}")


def test_the_vector_of_ones_and_its_multiples_are_vectors_and_printed_as_such():
    assert plain.formula(norm(Integer(1))) == "‖(1, …, 1)‖"
    assert plain.formula(norm(2 * s - 1)) == "‖(2*s - 1)*(1, …, 1)‖"
    assert plain.formula(norm(u + s)) == "‖u + s‖"
    assert plain.formula(minkowski(s, u).relation.rhs) == "‖s*(1, …, 1)‖ + ‖u‖"


def test_a_number_of_ours_is_the_vector_with_that_coordinate_everywhere():
    assert norm(Integer(3)) == Norm(Integer(3))
    assert norm(1 / sqrt(d)) == Norm(1 / sqrt(d))


def test_a_string_and_a_tuple_are_no_vectors():
    refused(
        TypeError,
        lambda: norm("u"),
        """the vector of norm is 'u', expected an expression: write Vector("u") or Symbol("u")""",
    )
    refused(TypeError, lambda: dot(u, (1, 2)), "the second vector of dot is (1, 2), expected an expression")


@pytest.mark.parametrize(
    ("p", "kind", "message"),
    [
        (0, ValueError, "0, expected a positive number, oo or a positive symbol"),
        (Fraction(-1, 2), ValueError, "-1/2, expected a positive number, oo or a positive symbol"),
        (1.5, ValueError, "1.5, where 1.5 is not exact: write Rational(3, 2)"),
        ("inf", TypeError, """'inf', expected an expression: write Vector("inf") or Symbol("inf")"""),
    ],
)
def test_an_exponent_that_makes_no_norm_is_refused(p, kind, message):
    refused(kind, lambda: norm(u, p), f"the exponent of norm is {message}")


@pytest.mark.parametrize(
    ("field", "value", "kind", "message"),
    [
        ("name", 3, TypeError, "`name` of the claim 3 is 3, expected a string: write '3'"),
        ("supported", True, TypeError, "`supported` of the claim 'law' is True, expected a string: write 'True'"),
        ("equations", 8, TypeError, "`equations` of the claim 'law' is 8, expected a tuple: write (8,)"),
        (
            "equations",
            ("8",),
            TypeError,
            "'8' stands in `equations` of the claim 'law', expected the number of an equation, a whole number",
        ),
        (
            "equations",
            (True,),
            TypeError,
            "True stands in `equations` of the claim 'law', expected the number of an equation, a whole number",
        ),
        (
            "expected",
            "PROOVED",
            ValueError,
            "`expected` of the claim 'law' is 'PROOVED', expected one of PROVED, SUPPORTED, UNDECIDED, VACUOUS, "
            "UNDEFINED, REFUTED",
        ),
        ("source", "mine", ValueError, "`source` of the claim 'law' is 'mine', expected one of paper, repair, own"),
        ("beside", -1, ValueError, "`beside` of the claim 'law' is -1, expected a whole number from 0"),
        ("exists", t, TypeError, "`exists` of the claim 'law' is t, expected a tuple: write (t,)"),
        (
            "witness",
            {t: 1},
            ValueError,
            "`witness` of the claim 'law' has a value for t, which is not among exists=()",
        ),
        (
            "counter",
            {t: 0.5},
            ValueError,
            "the value of t in `counter` of the claim 'law' is 0.5, where 0.5 is not exact: write Rational(1, 2)",
        ),
        (
            "witness",
            (t, 1),
            TypeError,
            "`witness` of the claim 'law' is (t, 1), expected a mapping: write {key: value}",
        ),
        (
            "derive",
            chain(line("=", 1)),
            TypeError,
            "`derive` of the claim 'law' is a Derivation, expected a function: write lambda: in front of it",
        ),
        (
            "counterexample",
            {u: (1,)},
            TypeError,
            "`counterexample` of the claim 'law' is {u: (1,)}, expected a function: write lambda: in front of it",
        ),
        ("instance", {"f": 1}, TypeError, "`instance` of the claim 'law' is {'f': 1}: write Instance(...)"),
        (
            "certificate",
            EveryPoint,
            TypeError,
            "`certificate` of the claim 'law' is EveryPoint: write EveryPoint(), OneRoot() or one of a branch",
        ),
        (
            "needs",
            Removal(le(0, s)),
            TypeError,
            "`needs` of the claim 'law' is a Removal, expected a tuple: write (a Removal,)",
        ),
    ],
)
def test_a_field_of_a_claim_that_cannot_be_meant_is_refused(field, value, kind, message):
    refused(kind, lambda: claim(**{field: value}), message)


def test_a_value_for_a_symbol_bound_by_there_is_refutes_nothing():
    message = "`counter` of the claim 'law' has a value for t, which is among exists=(t,)"
    refused(ValueError, lambda: claim(exists=(t,), counter={t: Integer(1)}), message)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: line(">=", s), "the relation of a line is '>=', expected one of =, <=, <"),
        (lambda: line("<=", "s"), """a line is 's', expected an expression: write Vector("s") or Symbol("s")"""),
        (lambda: line("<=", 0.5), "a line is 0.5, where 0.5 is not exact: write Rational(1, 2)"),
        (
            lambda: line("<=", s, cauchy_schwarz(u, v)),
            "a term of a line is an Appeal the Cauchy-Schwarz inequality, expected an expression: write its slack",
        ),
        (
            lambda: line("<=", s, by=cauchy_schwarz),
            "cauchy_schwarz stands in `by` of a line, expected a theorem or a Schema with its arguments",
        ),
        (
            lambda: line("<=", s, by=bounded),
            "a Schema f is bounded stands in `by` of a line, expected a theorem or a Schema with its arguments",
        ),
        (lambda: chain([line("=", s)]), "[a Line] stands in `lines` of a chain, expected a line(op, expression)"),
        (
            lambda: chain(line("=", s), lemmas=Lemma(le(0, s), (line("=", s),))),
            "`lemmas` of a chain is a Lemma, expected a tuple: write (a Lemma,)",
        ),
        (
            lambda: Lemma(le(0, s), line("=", s)),
            "`lines` of a Lemma is a Line, expected a tuple: write (a Line,)",
        ),
        (
            lambda: Lemma(S <= T, (line("=", s),)),
            "`relation` of a Lemma is the SymPy relation s <= t, expected a relation: write le(s, t)",
        ),
        (
            lambda: Rule(le(0, s), chain(line("=", s))),
            "Rule(le(0, s), a Derivation) is no Rule: write Rule(schema, chain(...))",
        ),
        (
            lambda: Schema("f", u, le(0, u)),
            "`variables` of the Schema 'f' is u, expected a tuple: write (u,)",
        ),
        (
            lambda: Schema("f", (u,), S <= 1),
            "`relation` of the Schema 'f' is the SymPy relation s <= 1, expected a relation: write le(s, 1)",
        ),
        (
            lambda: Removal(0),
            f"`assumption` of a Removal is 0, expected an assumption of the claim: {RELATION}",
        ),
        (lambda: Instance({"f": norm(u)}), "the choice of f is norm(u): write ((slot,), expression)"),
        (
            lambda: Instance({"f": (u, norm(u))}),
            "the tuple of slots of f is u, expected a tuple: write (u,)",
        ),
        (
            lambda: Instance({"f": ((u,), 0.5)}),
            "the expression chosen for f is 0.5, where 0.5 is not exact: write Rational(1, 2)",
        ),
        (
            lambda: Statement(name="s", title="S", section=3.1),
            "`section` of the statement 's' is 3.1, expected a string: write '3.1'",
        ),
        (
            lambda: Statement(name="s", title="S", section="1", uses="lemma-1"),
            "`uses` of the statement 's' is 'lemma-1', expected a tuple: write ('lemma-1',)",
        ),
        (
            lambda: Statement(name="s", title="S", section="1", claims=claim()),
            "`claims` of the statement 's' is a Claim law, expected a tuple: write (a Claim law,)",
        ),
    ],
)
def test_what_is_written_around_a_claim_is_refused_where_it_cannot_be_meant(make, message):
    refused((TypeError, ValueError), make, message)


def test_a_long_value_is_cut_so_that_the_message_stays_one_line():
    with pytest.raises(TypeError) as caught:
        claim(conclusion=sum(symbols(" ".join(f"a{k}" for k in range(60)))))
    assert "...," in str(caught.value)
    assert len(str(caught.value)) < 260
    assert "\n" not in str(caught.value)


def test_a_number_that_python_does_not_write_is_refused_and_its_power_is_none():
    message = "a formula of the claim 'law' has a number of more than 4,000 digits: write it as a power of a term, as Integer(10)**5000"
    refused(ValueError, lambda: claim(conclusion=le(s**1000, 10**5000)), message)
    refused(ValueError, lambda: claim(assuming=(le(s, Fraction(1, 10**4001)),)), message)
    assert str(claim(conclusion=le(s**1000, Integer(10) ** 5000)).conclusion) == "s**1000 <= 10**5000"


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("κ", "kappa"),
        ("θ₂", "theta_2"),
        ("Ωmin", "Omega_min"),
        ("y_ϕ", "y_phi"),
        ("δx", "delta_x"),
        ("ℓ_max", "ell_max"),
    ],
)
def test_a_greek_letter_in_a_name_is_to_be_spelled(name, latin):
    told = f"a formula of the claim 'law' has the name {name!r}: write {latin!r}, which is printed as the Greek letter"
    for e in (Symbol(name, positive=True), norm(Vector(name)), Value(name, u)):
        refused(ValueError, lambda e=e: claim(conclusion=le(0, e)), told)
    refused(ValueError, lambda: claim(assuming=(lt(0, Symbol(name)),)), told)
    refused(ValueError, lambda: claim(assuming=(Schema("it is bounded", (u,), le(Value(name, u), 1)),)), told)


def test_a_small_digit_and_the_letter_of_a_number_are_to_be_spelled():
    here = "a formula of the claim 'law' has the name"
    refused(ValueError, lambda: claim(conclusion=le(0, Symbol("x₁₂"))), f"{here} 'x₁₂': write 'x_12'")
    pi = "another name, or the number: from verify import pi"
    refused(ValueError, lambda: claim(conclusion=le(0, Symbol("π"))), f"{here} 'π': write {pi}")
