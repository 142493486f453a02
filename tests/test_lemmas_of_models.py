"""Lemmas on models, steps and probabilities from their plain statement, each with a certificate; false twins are not proved."""

import pytest

from verify import (
    Abs,
    Claim,
    Field,
    Instance,
    Label,
    Max,
    Peak,
    Rational,
    Schema,
    Symbol,
    Total,
    Value,
    Vector,
    d,
    dot,
    eq,
    exp,
    le,
    log,
    lt,
    norm,
    oo,
    sqrt,
)
from verify.checkers.inequality.smt import Solver
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.kernel.evidence import Method
from verify.language.verdict import Verdict
from verify.prover.inequality.claims import Sparing

w, x, delta, u, v = map(Vector, ("w", "x", "delta", "u", "v"))
z, p, q, g, s = map(Vector, "zpqgs")
eps, eta, L, mu, r = (Symbol(name, positive=True) for name in ("eps", "eta", "L", "mu", "r"))
n, k = Symbol("n", integer=True, positive=True), Symbol("k", integer=True)
m, c = Symbol("m", integer=True), Symbol("c")
y = Label("y")
near, firm = le(norm(delta), eps), le(norm(p - q) ** 2, dot(p - q, u - v))
simplex = (le(0, p), eq(Total(p), 1))
positive = (lt(0, p), eq(Total(p), 1))
inside = (*positive, lt(0, q), eq(Total(q), 1))
both = (*simplex, le(0, q), eq(Total(q), 1))


def F(a):
    return Field("F", a)


def f(a):
    return Value("f", a)


def df(a):
    return Field("f_1", a)


def half(a):
    """The average of the map and the identity."""
    return (a + F(a)) / 2


firmly = Schema("$F$ is firmly nonexpansive", (u, v), le(norm(F(u) - F(v)) ** 2, dot(F(u) - F(v), u - v)))
monotone = Schema("$F$ is monotone", (u, v), le(0, dot(F(u) - F(v), u - v)))
strongly = Schema("$F$ is strongly monotone", (u, v), le(mu * norm(u - v) ** 2, dot(F(u) - F(v), u - v)))
cocoercive = Schema("$F$ is co-coercive", (u, v), le(norm(F(u) - F(v)) ** 2, L * dot(F(u) - F(v), u - v)))
lipschitz = Schema("$F$ is $L$-Lipschitz", (u, v), le(norm(F(u) - F(v)), L * norm(u - v)))
nonexpansive = Schema("$F$ is nonexpansive", (u, v), le(norm(F(u) - F(v)), norm(u - v)))
convex = Schema("$f$ is strongly convex", (u, v), le(f(u) + dot(df(u), v - u) + mu / 2 * norm(v - u) ** 2, f(v)))
inexact = le(norm(p - q) ** 2, dot(p - q, u - v) + eps / 2)
projected = le(dot(x - eta * g - z, s - z), 0)


def lse(a):
    return log(Total(exp(a)))


def hinge(a):
    return Max(0, 1 - a)


def apart(e):
    """How far a step takes two points apart."""
    return norm((x - e * F(x)) - (z - e * F(z)))


SCORE, MOVED = y * dot(w, x), y * dot(w, x + delta)
PROVED = {
    "a certified radius": (lt(0, MOVED), (near, lt(eps * norm(w), SCORE))),
    "at the edge": (le(0, MOVED), (near, le(eps * norm(w), SCORE))),
    "for the size of the vector": (lt(0, MOVED), (lt(norm(delta) * norm(w), SCORE),)),
    "the margin from below": (le(SCORE - eps * norm(w), MOVED), (near,)),
    "from above": (le(MOVED, SCORE + eps * norm(w)), (near,)),
    "firm is nonexpansive": (le(norm(p - q), norm(u - v)), (firm,)),
    "in squares": (le(norm(p - q) ** 2, norm(u - v) ** 2), (firm,)),
    "of a map": (le(norm(F(x) - F(z)), norm(x - z)), (firmly,)),
    "the resolvent": (le(norm(x - z), norm((x + F(x)) - (z + F(z)))), (monotone,)),
    "a strong resolvent": (le((1 + mu) * norm(x - z) ** 2, dot((x + F(x)) - (z + F(z)), x - z)), (strongly,)),
    "a step": (le(apart(eta), norm(x - z)), (cocoercive, le(eta, 2 / L))),
    "a shorter step": (le(apart(1 / L), norm(x - z)), (cocoercive,)),
    "a projected step": (
        le(2 * eta * dot(g, x - s), norm(x - s) ** 2 - norm(z - s) ** 2 + eta**2 * norm(g) ** 2),
        (projected,),
    ),
    "with a bound of the gradient": (
        le(2 * eta * dot(g, x - s), norm(x - s) ** 2 - norm(z - s) ** 2 + eta**2 * r**2),
        (projected, le(norm(g), r)),
    ),
    "firm up to an error": (le(norm(p - q) ** 2, norm(u - v) ** 2 + eps), (inexact,)),
    "an averaged map": (le(norm(half(x) - half(z)) ** 2, dot(half(x) - half(z), x - z)), (nonexpansive,)),
    "a reflected map": (le(norm((2 * F(x) - x) - (2 * F(z) - z)), norm(x - z)), (firmly,)),
    "a forward step": (
        le(apart(eta) ** 2, (1 - 2 * eta * mu + eta**2 * L**2) * norm(x - z) ** 2),
        (strongly, lipschitz, le(mu, L)),
    ),
    "the gradient is large": (le(2 * mu * (f(x) - f(s)), norm(df(x)) ** 2), (convex,)),
    "the distance after a step": (
        le(
            norm(x - eta * df(x) - s) ** 2,
            (1 - eta * mu) * norm(x - s) ** 2 - 2 * eta * (f(x) - f(s)) + eta**2 * norm(df(x)) ** 2,
        ),
        (convex,),
    ),
    "sums of bounded vectors": (le(norm(p + q) ** 2, 4 * r**2), (le(norm(p), r), le(norm(q), r))),
    "a coordinate below log-sum-exp": (le(z, lse(z)), ()),
    "log-sum-exp from above": (le(lse(z), Peak(z) + log(d)), ()),
    "a rate": (le((1 - mu / L) ** n, exp(-n * mu / L)), (lt(mu, L),)),
    "at the edge, too": (le((1 - mu / L) ** n, exp(-n * mu / L)), (le(mu, L),)),
    "the probability of a collision": (le(Total(p**2), 1), simplex),
    "the diameter": (le(norm(p - q, 1), 2), both),
    "the square of an average": (le(dot(p, v) ** 2, Total(p * v**2)), simplex),
    "the Euclidean diameter": (le(norm(p - q), sqrt(2)), both),
    "its square": (le(norm(p - q) ** 2, 2), both),
    "Gibbs": (le(0, Total(p * log(p / q))), inside),
    "the entropy": (le(-Total(p * log(p)), log(d)), positive),
    "the variational formula": (le(dot(p, g) - Total(p * log(p)), lse(g)), positive),
    "divergences": (le(Total(p * log(p / q)), Total((p - q) ** 2 / q)), inside),
    "two expectations": (le(dot(p, g) - dot(q, g), norm(p - q, 1) * norm(g, oo)), ()),
}
NOT_PROVED = {
    "a radius at the edge": (lt(0, MOVED), (near, le(eps * norm(w), SCORE))),
    "a larger radius": (lt(0, MOVED), (near, lt(eps * norm(w) * Rational(99, 100), SCORE))),
    "another norm": (lt(0, MOVED), (le(norm(delta, oo), eps), lt(eps * norm(w), SCORE))),
    "the other label": (lt(0, -MOVED), (near, lt(eps * norm(w), SCORE))),
    "a smaller margin": (le(SCORE - eps * norm(w) / 2, MOVED), (near,)),
    "firm strictly": (lt(norm(p - q), norm(u - v)), (firm,)),
    "a contraction": (le(norm(p - q), norm(u - v) * Rational(99, 100)), (firm,)),
    "not firm enough": (
        le(norm(p - q), norm(u - v)),
        (le(norm(p - q) ** 2 * Rational(99, 100), dot(p - q, u - v)),),
    ),
    "firm up to a larger error": (le(norm(p - q) ** 2, norm(u - v) ** 2 + eps / 2), (inexact,)),
    "sums of vectors": (le(norm(p + q) ** 2, 3 * r**2), (le(norm(p), r), le(norm(q), r))),
    "no assumption": (le(norm(p - q), norm(u - v)), ()),
    "a step projected with 1/2": (
        le(3 * eta * dot(g, x - s), norm(x - s) ** 2 - norm(z - s) ** 2 + eta**2 * norm(g) ** 2),
        (projected,),
    ),
    "not projected": (le(2 * eta * dot(g, x - s), norm(x - s) ** 2 - norm(z - s) ** 2 + eta**2 * norm(g) ** 2), ()),
    "a coordinate strictly": (lt(z, lse(z)), ()),
    "log-sum-exp too low": (le(lse(z), Peak(z) + log(d) / 2), ()),
    "log-sum-exp strictly": (lt(lse(z), Peak(z) + log(d)), ()),
    "a rate beyond": (le((1 - 2 * mu / L) ** n, exp(-2 * n * mu / L)), (lt(mu, L),)),
    "a better rate": (le((1 - mu / L) ** n, exp(-2 * n * mu / L)), (lt(mu, L),)),
    "a negative exponent": (le((1 - mu / L) ** k, exp(-k * mu / L)), (lt(mu, L),)),
    "a collision strictly": (lt(Total(p**2), 1), simplex),
    "a collision of both signs": (le(Total(p**2), 1), (eq(Total(p), 1),)),
    "a smaller diameter": (le(norm(p - q, 1), 1), both),
    "another sum": (le(norm(p - q, 1), 2), (le(0, p), eq(Total(p), 2), le(0, q), eq(Total(q), 1))),
    "an average of both signs": (le(dot(p, v) ** 2, Total(p * v**2)), (eq(Total(p), 1),)),
    "an average of more": (le(dot(p, v) ** 2, Total(p * v**2)), (le(0, p), eq(Total(p), 2))),
    "a shorter Euclidean diameter": (le(norm(p - q), sqrt(2) * Rational(9, 10)), both),
    "the Euclidean diameter strictly": (lt(norm(p - q), sqrt(2)), both),
    "Gibbs strictly": (lt(0, Total(p * log(p / q))), inside),
    "Gibbs of any weights": (le(0, Total(p * log(p / q))), (lt(0, p), lt(0, q), eq(Total(p), 1))),
    "Gibbs of a larger sum": (le(0, Total(p * log(p / q))), (lt(0, p), lt(0, q), eq(Total(p), 1), eq(Total(q), 2))),
    "a smaller entropy": (le(-Total(p * log(p)), log(d) / 2), positive),
    "the entropy strictly": (lt(-Total(p * log(p)), log(d)), positive),
    "half the divergence": (le(Total(p * log(p / q)), Total((p - q) ** 2 / q) / 2), inside),
    "twice the entropy": (le(dot(p, g) - 2 * Total(p * log(p)), lse(g)), positive),
    "expectations of less": (le(dot(p, g) - dot(q, g), norm(p - q, 1) * norm(g, oo) / 2), ()),
    "expectations in the Euclidean norm": (le(dot(p, g) - dot(q, g), norm(p - q) * norm(g, oo)), ()),
}
OPEN = {
    "a forward step without a bound": (
        le(apart(eta) ** 2, (1 - 2 * eta * mu) * norm(x - z) ** 2),
        (strongly, lipschitz, le(mu, L)),
    ),
    "nonexpansive is not firm": (le(norm(F(x) - F(z)) ** 2, dot(F(x) - F(z), x - z)), (nonexpansive,)),
    "a larger gradient": (le(4 * mu * (f(x) - f(s)), norm(df(x)) ** 2), (convex,)),
    "a shorter distance": (
        le(
            norm(x - eta * df(x) - s) ** 2,
            (1 - 2 * eta * mu) * norm(x - s) ** 2 - 2 * eta * (f(x) - f(s)) + eta**2 * norm(df(x)) ** 2,
        ),
        (convex,),
    ),
    "a diameter of both signs": (le(norm(p - q, 1), 2), (eq(Total(p), 1), eq(Total(q), 1))),
    "a step too long": (le(apart(eta), norm(x - z)), (cocoercive, le(eta, 3 / L))),
    "a map, strictly": (lt(norm(F(x) - F(z)), norm(x - z)), (firmly,)),
    "a contracting map": (le(norm(F(x) - F(z)), norm(x - z) / 2), (firmly,)),
    "a monotone map": (le(norm(F(x) - F(z)), norm(x - z)), (monotone,)),
    "other points": (le(norm(F(x) - F(z)), norm(x - s)), (firmly,)),
}
BY_THE_SOLVER = {
    "the smallest": (le(1, n), ()),
    "between whole numbers": (le(3 * n - 2, n**2), ()),
    "of both signs": (le(m, m**2), ()),
    "away from a half": (le(Rational(1, 4), (m - Rational(1, 2)) ** 2), ()),
    "a rate from 1 on": (le((1 - mu / L) ** k, exp(-k * mu / L)), (lt(mu, L), le(1, k))),
    "the hinge loss": (le(hinge(MOVED), hinge(SCORE) + eps * norm(w)), (near,)),
    "a name that is a number": (le(1, Symbol("tau", integer=True, positive=True)), ()),
}
FAILS = {
    "not the second": (lt(1, n), ()),
    "one more": (le(3 * n - 1, n**2), ()),
    "strictly": (lt(m, m**2), ()),
    "of real numbers": (le(c, c**2), ()),
    "more than a quarter": (lt(Rational(1, 4), (m - Rational(1, 2)) ** 2), ()),
    "the hinge loss strictly": (lt(hinge(MOVED), hinge(SCORE) + eps * norm(w)), (near, lt(0, norm(w)))),
    "a smaller move": (le(hinge(MOVED), hinge(SCORE) + eps * norm(w) / 2), (near,)),
    "of a number that is no label": (le(hinge(c * dot(w, x + delta)), hinge(c * dot(w, x)) + eps * norm(w)), (near,)),
    "a label of one sign": (le(0, y * Abs(c)), ()),
}


BOWL = {"f": ((u,), mu / 2 * norm(u) ** 2), "f_1": ((u,), mu * u)}


def claim(conclusion, assuming):
    at = None
    if convex in assuming:
        at = Instance(BOWL)
    elif any(isinstance(a, Schema) for a in assuming):
        at = Instance({"F": ((u,), mu * u if strongly in assuming else u * 0)})
    return Claim(name="a", says="A.", conclusion=conclusion, assuming=assuming, **({"instance": at} if at else {}))


@pytest.mark.parametrize("name", PROVED)
def test_it_is_proved_with_a_certificate(name):
    found = rechecked(judge("s", claim(*PROVED[name]), timeout=20), 60)
    assert (found.verdict, found.scope) == (Verdict.PROVED, "every dimension")
    assert found.rechecked, found.recheck.reason


@pytest.mark.parametrize("name", NOT_PROVED)
def test_its_twin_is_refuted(name):
    assert judge("s", claim(*NOT_PROVED[name])).verdict is Verdict.REFUTED


@pytest.mark.parametrize("name", OPEN)
def test_a_twin_whose_point_is_not_found_is_not_proved(name):
    assert judge("s", claim(*OPEN[name])).verdict is not Verdict.PROVED


@pytest.mark.parametrize("name", BY_THE_SOLVER)
def test_whole_numbers_and_labels_are_those_of_the_solver(name):
    found = judge("s", claim(*BY_THE_SOLVER[name]))
    assert (found.verdict, found.scope) == (Verdict.PROVED, "every dimension")
    assert found.by.method is Method.SOLVER


@pytest.mark.parametrize("name", FAILS)
def test_a_twin_about_numbers_is_refuted(name):
    assert judge("s", claim(*FAILS[name])).verdict is Verdict.REFUTED


def test_no_whole_number_lies_between_two_neighbours():
    assert judge("s", claim(le(0, 1), (lt(0, m), lt(m, 1)))).verdict is Verdict.VACUOUS
    assert judge("s", claim(le(0, c), (lt(0, m), lt(m, 2)))).verdict is Verdict.REFUTED


def test_a_solver_that_did_not_answer_twice_has_fewer_steps(monkeypatch):
    asked = []

    def told(self, text, *, seconds):
        asked.append(":rlimit 4000)" in text)
        return "unknown"

    monkeypatch.setattr(Solver, "told", told)
    sparing = Sparing(("none",))
    for k in range(4):
        assert sparing.ask(f"(assert {k})", seconds=1.0, rlimit=4000) == "unknown"
    assert asked == [True, True, False, False]
