"""The checker: what it accepts, for which scope, and every way it refuses."""

from dataclasses import replace

import pytest

from verify import Abs, Integer, Rational, Symbol, recheck, sign, sqrt, symbols
from verify.facts import below_one, cauchy_schwarz, holder, mean_value, minkowski, tangent
from verify.kernel.prove import disprove, prove
from verify.language.claim import Claim
from verify.language.forms import along, dot, norm, unit
from verify.language.functions import sigmoid, softplus
from verify.language.operators import Field, Mean, Total
from verify.language.proof import Appeal, Lemma, Schema, chain, line
from verify.language.relation import eq, le, lt, ne
from verify.language.symbols import Label, Sample, Vector, d
from verify.language.verdict import Outcome
from verify.prover.certificates.write import certificate

theta, theta_1, theta_2, h, u, v, w = map(Vector, ("theta", "theta_1", "theta_2", "h", "u", "v", "w"))
eps, m, t = symbols("varepsilon theta_min t", positive=True)
C = Symbol("C", nonnegative=True)
a, b, z = symbols("a b z")
A, B, G = norm(theta_1), norm(theta_2), dot(theta_1, theta_2)


def l2(theta):
    return -eps * unit(theta)


def linf(theta):
    return -eps * sign(theta)


def claim(conclusion, *assuming, **fields):
    return Claim(name="c", says="", conclusion=conclusion, assuming=assuming, **fields)


def gram_identity():
    k = eps**2 / m**2
    angle = (A * B - G) / (A * B)
    terms = (k * (A - B) ** 2, 2 * k * angle * (A - m) * B, 2 * k * angle * m * (B - m))
    return chain(
        line("<=", (eps / m * norm(theta_1 - theta_2)) ** 2, *terms, by=cauchy_schwarz(theta_1, theta_2)), squared=True
    )


LEMMA_2 = claim(
    le(norm(l2(theta_1) - l2(theta_2)), eps / m * norm(theta_1 - theta_2)), le(m, A), le(m, B), derive=gram_identity
)
SEPARATED = claim(
    le(norm(linf(theta_1) - linf(theta_2)), eps / m * norm(theta_1 - theta_2)),
    le(m, Abs(theta_1)),
    le(m, Abs(theta_2)),
)
OFF_ZERO = (lt(0, Abs(theta_1)), lt(0, Abs(theta_2)))
FLIPPED = (d - dot(sign(theta_1), sign(theta_2))) / 2
COUNT = claim(eq(norm(linf(theta_1) - linf(theta_2)) ** 2, 4 * eps**2 * FLIPPED), *OFF_ZERO)
DIAMETER = claim(le(norm(linf(theta_1) - linf(theta_2)), 2 * eps * sqrt(d)))
JACOBIAN = claim(
    eq(along(l2(theta), (theta, h)), -eps / norm(theta) * (h - theta * dot(theta, h) / norm(theta) ** 2)),
    lt(0, norm(theta)),
)
QUARTER = claim(
    le(Abs(sigmoid(b) - sigmoid(a)), Abs(b - a) / 4),
    derive=lambda: chain(line("<=", Abs(b - a) / 4, by=mean_value(sigmoid(z), z, a, b, Rational(1, 4)))),
)
ABOVE_TANGENT = claim(
    le(softplus(a) + sigmoid(a) * (b - a), softplus(b)),
    derive=lambda: chain(line("<=", softplus(b), by=tangent(softplus(z), z, a, b))),
)
TRIANGLE = claim(
    le(norm(u - w), norm(u - v) + norm(v - w)),
    derive=lambda: chain(line("<=", norm(u - v) + norm(v - w), by=minkowski(u - v, v - w))),
)
LINE = claim(eq(theta / norm(theta), sign(theta)), eq(d, 1), ne(norm(theta), 0))
JUMP = claim(lt(2 * C * t, sqrt((2 * eps) ** 2 + Total(Integer(0)))), exists=(t,), witness={t: eps / (C + 1)}, beside=1)
TRUE = {
    "lemma-2": LEMMA_2,
    "separated": SEPARATED,
    "count": COUNT,
    "diameter": DIAMETER,
    "jacobian": JACOBIAN,
    "quarter": QUARTER,
    "tangent": ABOVE_TANGENT,
    "triangle": TRIANGLE,
    "line": LINE,
    "jump": JUMP,
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_claim_is_proved_with_the_scope_of_its_rule(name):
    evidence = prove(TRUE[name])
    assert evidence.outcome is Outcome.HOLDS, evidence.detail
    assert evidence.scope == ("d = 1" if name == "line" else "every dimension")


def spoiled():
    lhs, rhs = LEMMA_2.conclusion.lhs, LEMMA_2.conclusion.rhs
    yield "half the constant", replace(LEMMA_2, conclusion=le(lhs, rhs / 2))
    yield "exponent of theta_min", replace(LEMMA_2, conclusion=le(lhs, eps / m**2 * norm(theta_1 - theta_2)))
    yield "sign inside the norm", replace(LEMMA_2, conclusion=le(lhs, eps / m * norm(theta_1 + theta_2)))
    yield "the other norm on the left", replace(LEMMA_2, conclusion=le(norm(l2(theta_1) - l2(theta_2), 1), rhs))
    yield "the other norm on the right", replace(LEMMA_2, conclusion=le(lhs, eps / m * norm(theta_1 - theta_2, 1)))
    yield "first assumption dropped", replace(LEMMA_2, assuming=LEMMA_2.assuming[1:])
    yield "second assumption dropped", replace(LEMMA_2, assuming=LEMMA_2.assuming[:1])
    yield "strict where it is attained", replace(LEMMA_2, conclusion=lt(lhs, rhs))
    yield "equality for an inequality", replace(LEMMA_2, conclusion=eq(lhs, rhs))
    yield "sides exchanged", replace(LEMMA_2, conclusion=le(rhs, lhs))
    far, near = SEPARATED.conclusion.lhs, SEPARATED.conclusion.rhs
    yield "nine tenths of the constant", replace(SEPARATED, conclusion=le(far, Rational(9, 10) * near))
    yield "separation of one only", replace(SEPARATED, assuming=SEPARATED.assuming[:1])
    yield "separation in norm only", replace(SEPARATED, assuming=LEMMA_2.assuming)
    yield "zeros admitted in the count", replace(COUNT, assuming=())
    yield "half the count", replace(COUNT, conclusion=eq(COUNT.conclusion.lhs, 2 * eps**2 * FLIPPED))
    yield "two eps, as printed", claim(le(DIAMETER.conclusion.lhs, 2 * eps))
    yield "a root of d too few", claim(le(DIAMETER.conclusion.lhs, eps * sqrt(d)))
    yield "rank-one term dropped", replace(JACOBIAN, conclusion=eq(JACOBIAN.conclusion.lhs, -eps / norm(theta) * h))
    yield "origin admitted", replace(JACOBIAN, assuming=())
    yield "a fifth for a quarter", replace(QUARTER, conclusion=le(QUARTER.conclusion.lhs, Abs(b - a) / 5))
    yield "tangent from above", replace(ABOVE_TANGENT, conclusion=le(softplus(b), ABOVE_TANGENT.conclusion.lhs))
    yield "tangent of the wrong slope", replace(ABOVE_TANGENT, conclusion=le(softplus(a) + 2 * (b - a), softplus(b)))
    yield "one leg of the triangle", replace(TRIANGLE, conclusion=le(norm(u - w), norm(u - v)))
    yield "d = 2 admitted", replace(LINE, assuming=(le(d, 2), LINE.assuming[1]))
    yield "every d admitted", replace(LINE, assuming=LINE.assuming[1:])
    yield "a witness that is too large", replace(JUMP, witness={t: 2 * eps / (C + 1)})
    yield "a witness that is zero", replace(JUMP, witness={t: Integer(0)})


@pytest.mark.parametrize(("how", "spoilt"), list(spoiled()), ids=lambda x: x if isinstance(x, str) else "")
def test_a_spoilt_claim_is_not_proved(how, spoilt):
    assert prove(spoilt).outcome is not Outcome.HOLDS


def rejected(c):
    evidence = prove(c)
    assert evidence.outcome is Outcome.UNKNOWN
    return evidence.detail


def test_a_derivation_that_ends_elsewhere_than_its_claim_is_rejected():
    c = claim(
        le(norm(u + v), 3 * norm(u) + norm(v)), derive=lambda: chain(line("<=", norm(u) + norm(v), by=minkowski(u, v)))
    )
    assert "the chain ends in" in rejected(c)


def test_a_side_result_on_which_nothing_rests_is_rejected():
    trivial = Lemma(eq(1, 1), (line("=", Integer(1)),))
    c = replace(LEMMA_2, derive=lambda: replace(gram_identity(), lemmas=(trivial,)))
    assert "nothing rests on the side result 1 = 1" in rejected(c)
    idle = Lemma(le(0, norm(u)), (line("<=", norm(u), norm(u)),))
    about_u = replace(LEMMA_2, assuming=(*LEMMA_2.assuming, le(norm(u), 1)))
    assert "nothing rests" in rejected(replace(about_u, derive=lambda: replace(gram_identity(), lemmas=(idle,))))


def test_an_equality_with_a_certificate_is_rejected():
    c = claim(eq(norm(u), norm(u)), derive=lambda: chain(line("=", norm(u), norm(u))))
    assert "takes no certificate" in rejected(c)


def test_squares_are_not_compared_where_the_right_side_may_be_negative():
    c = claim(le(a, b), le(a**2, b**2), derive=lambda: chain(line("<=", b**2, b**2 - a**2), squared=True))
    assert "visibly nonnegative" in rejected(c)
    equal = claim(eq(a, norm(u)), eq(a**2, norm(u) ** 2), derive=lambda: chain(line("=", norm(u) ** 2), squared=True))
    assert "visibly nonnegative" in rejected(equal)


def test_division_by_a_norm_that_may_vanish_is_rejected():
    assert "may have no value" in rejected(claim(le(norm(unit(u)), 1)))
    in_a_line = lambda: chain(line("<=", norm(v) / norm(u), norm(v) / norm(u)), line("<=", norm(v) / norm(u)))  # noqa: E731
    assert "line 1 may have no value" in rejected(claim(le(0, norm(u)), le(norm(v), 1), derive=in_a_line))


def test_a_contradictory_claim_is_vacuous_not_proved():
    assert prove(claim(le(norm(u), -m), le(norm(u), -m))).outcome is Outcome.VACUOUS


def test_no_author_writes_a_scope():
    with pytest.raises(TypeError):
        Claim(name="c", says="", conclusion=le(0, 1), scope="every dimension")


def test_a_line_may_not_bring_in_strangers():
    s = Symbol("s", nonnegative=True)
    smuggled = claim(le(a, b), derive=lambda: chain(line("<=", b, s, b - a - s)))
    assert "does not mention" in rejected(smuggled)


def test_a_term_of_unknown_sign_is_rejected():
    assert "not visibly nonnegative" in rejected(claim(le(a, b), derive=lambda: chain(line("<=", b, b - a))))


def test_an_inequality_needs_a_certificate():
    assert "needs terms" in rejected(claim(le(norm(u), norm(u) + m), derive=lambda: chain(line("<=", norm(u) + m))))


def test_a_strict_claim_needs_a_positive_term():
    c = claim(
        lt(norm(u + v), norm(u) + norm(v)), derive=lambda: chain(line("<=", norm(u) + norm(v), by=minkowski(u, v)))
    )
    assert "does not show <" in rejected(c)
    c = replace(c, derive=lambda: chain(line("<", norm(u) + norm(v), by=minkowski(u, v))))
    assert "no term is visibly positive" in rejected(c)


def test_what_lies_strictly_below_is_different_and_nothing_else_shows_it():
    longer = norm(u) ** 2 + m
    plainly = claim(ne(-(a**2), m), derive=lambda: chain(line("<", m, a**2, m)))
    by_squares = claim(ne(norm(u), sqrt(longer)), derive=lambda: chain(line("<", longer, m), squared=True))
    in_each_coordinate = claim(ne(-(u**2), v**2 + m), derive=lambda: chain(line("<", v**2 + m, u**2, v**2, m)))
    for c in (plainly, by_squares, in_each_coordinate):
        assert prove(c).outcome is Outcome.HOLDS
        again = recheck.check(certificate(c, prove(c), "a/c"))
        assert again.said[-1].count("≠") == 1
    weak = claim(ne(-(a**2), b**2), derive=lambda: chain(line("<=", b**2, a**2, b**2)))
    assert "does not show !=" in rejected(weak)
    either_sign = claim(ne(a, sqrt(longer)), derive=lambda: chain(line("<", longer, longer - a**2), squared=True))
    assert rejected(either_sign)


def test_a_forged_theorem_is_rejected():
    forged = Appeal("a theorem of mine", (u, v), lambda u, v: (le(norm(u), norm(v)), ()))
    c = claim(le(norm(u), norm(v)), derive=lambda: chain(line("<=", norm(v), by=forged)))
    assert "not among the cited facts" in rejected(c)
    disguised = Appeal("Minkowski's inequality", (u, v), forged.state)
    c = claim(le(norm(u), norm(v)), derive=lambda: chain(line("<=", norm(v), norm(v) - norm(u), by=disguised)))
    assert prove(c).outcome is Outcome.UNKNOWN


def test_the_premises_of_a_theorem_must_be_shown():
    p, q = symbols("p q", positive=True)
    goal = le(dot(u, v), norm(u, p) * norm(v, q))
    with_holder = lambda: chain(line("<=", norm(u, p) * norm(v, q), by=holder(u, v, p, q)))  # noqa: E731
    assert "premise" in rejected(claim(goal, derive=with_holder))
    assert prove(claim(goal, eq(1 / p + 1 / q, 1), lt(1, p), derive=with_holder)).outcome is Outcome.HOLDS


def test_the_variable_of_a_theorem_is_fresh_and_of_unknown_sign():
    c = claim(
        le(Abs(sigmoid(b) - sigmoid(a)), Abs(b - a) / 4),
        le(z, 0),
        derive=lambda: chain(line("<=", Abs(b - a) / 4, by=mean_value(sigmoid(z), z, a, b, Rational(1, 4)))),
    )
    assert "must not occur in the claim" in rejected(c)
    positive = Symbol("z", positive=True)
    cubic = claim(
        le(a**3 + 3 * a**2 * (b - a), b**3),
        derive=lambda: chain(line("<=", b**3, by=tangent(positive**3, positive, a, b))),
    )
    assert "unknown sign" in rejected(cubic)


def test_a_kinked_function_has_no_mean_value():
    c = claim(
        le(Abs(sign(b) - sign(a)), 0),
        derive=lambda: chain(line("<=", Integer(0), by=mean_value(sign(z), z, a, b, 0))),
    )
    assert "need not be smooth" in rejected(c)


def test_a_theorem_that_is_cited_must_be_used():
    c = claim(le(norm(u), norm(u) + m), derive=lambda: chain(line("<=", norm(u) + m, m, by=minkowski(u, v))))
    assert "does not use it" in rejected(replace(c, assuming=(le(norm(v), 1),)))


def test_a_derivation_that_raises_is_this_claims_failure():
    assert "ZeroDivisionError" in rejected(claim(le(a, b), derive=lambda: 1 / 0))


def test_a_schema_is_used_only_where_the_claim_assumes_it():
    f = lambda v: Field(Symbol("f"), v)  # noqa: E731
    schema = Schema("f is C-Lipschitz", (u, v), le(norm(f(u) - f(v)), C * norm(u - v)))
    c = claim(
        le(norm(f(theta_1) - f(theta_2)), C * norm(theta_1 - theta_2)),
        schema,
        derive=lambda: chain(line("<=", C * norm(theta_1 - theta_2), by=schema(theta_1, theta_2))),
    )
    assert prove(c).outcome is Outcome.HOLDS
    assert "not an assumption" in rejected(replace(c, assuming=()))
    with pytest.raises(ValueError, match="takes 2 values"):
        schema(theta_1)


def test_an_unknown_vector_map_is_not_taken_coordinate_by_coordinate():
    f = lambda v: Field(Symbol("f"), v)  # noqa: E731
    assert prove(claim(eq(f(u), f(v)), eq(sign(u), sign(v)))).outcome is Outcome.UNKNOWN


def test_a_norm_is_not_taken_for_a_coordinate():
    assert prove(claim(le(norm(u), Abs(u)))).outcome is Outcome.UNKNOWN
    assert prove(claim(le(Abs(u), norm(u, 1)))).outcome is Outcome.UNKNOWN


def test_the_sign_of_a_label_is_not_known():
    y = Label()
    assert prove(claim(le(0, y))).outcome is Outcome.UNKNOWN
    assert prove(claim(eq(y**2, 1))).outcome is Outcome.HOLDS


def test_averages_are_monotone_and_generic_in_the_data_point():
    x_n = Sample("x_n")
    R = Symbol("R", nonnegative=True)
    c = claim(le(Mean(norm(x_n)), R), le(norm(x_n), R), derive=lambda: chain(line("<=", R, Mean(R - norm(x_n)))))
    assert prove(c).outcome is Outcome.HOLDS
    assert prove(replace(c, assuming=())).outcome is Outcome.UNKNOWN


def test_no_lipschitz_constant_is_refuted_by_a_constant_and_a_derivation():
    separated = replace(
        SEPARATED,
        conclusion=lt(C * norm(theta_1 - theta_2), norm(linf(theta_1) - linf(theta_2))),
        exists=(theta_1, theta_2),
        counter={C: eps / m},
        disprove=None,
    )
    assert disprove(separated).outcome is Outcome.UNKNOWN
    engine_rule = lambda: chain(  # noqa: E731
        line(
            "<=",
            eps / m * norm(theta_1 - theta_2),
            eps / m * norm(theta_1 - theta_2) - norm(linf(theta_1) - linf(theta_2)),
        )
    )
    assert disprove(replace(separated, disprove=engine_rule)).outcome is Outcome.UNKNOWN


def test_a_constant_that_depends_on_the_pair_refutes_nothing():
    c = claim(
        lt(C * norm(theta_1 - theta_2), norm(l2(theta_1) - l2(theta_2))),
        le(m, A),
        le(m, B),
        exists=(theta_1, theta_2),
        counter={C: eps / norm(theta_1)},
        disprove=gram_identity,
    )
    assert "bound by 'there is'" in disprove(c).detail
    assert disprove(replace(c, counter={C: eps / m})).outcome is Outcome.FAILS


def test_the_logistic_function_is_below_one_only_as_itself():
    c = claim(lt(sigmoid(a), 1), derive=lambda: chain(line("<", Integer(1), by=below_one(a))))
    assert prove(c).outcome is Outcome.HOLDS
    assert prove(claim(lt(2 * sigmoid(a), 1))).outcome is Outcome.UNKNOWN


def test_d_is_not_positive_where_the_vectors_may_be_those_of_dimension_zero():
    c = claim(lt(0, C + 1), beside=1)
    assert c.dimensions == (1, None)
    through_d = replace(c, derive=lambda: chain(line("<", d + C, d + C), line("=", d + C), line("<=", C + 1, 1 - d)))
    assert "may be 0 here" in rejected(through_d)
    assert claim(lt(0, Total(Integer(1))), beside=1).dimensions == (2, None)
    assert prove(claim(lt(0, Total(Integer(1))), beside=0)).outcome is Outcome.HOLDS
