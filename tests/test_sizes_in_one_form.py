"""Norms of absolute values and of constant vectors, largest coordinates of multiples: one form in the kernel and in the re-check."""

import random

import pytest

from verify import (
    Abs,
    Claim,
    Integer,
    Max,
    Norm,
    Peak,
    Rational,
    Symbol,
    Total,
    Vector,
    d,
    dot,
    eq,
    exp,
    expand,
    le,
    line,
    norm,
    oo,
    recheck,
    sign,
    sqrt,
)
from verify.facts import cauchy_schwarz, coordinate_size, minkowski, norms_decrease
from verify.kernel.certify import certify
from verify.kernel.prove import prove
from verify.language.forms import size
from verify.language.proof import chain
from verify.language.verdict import Outcome
from verify.prover.certificates.recorder import Recorder
from verify.prover.certificates.write import certificate

u, v, w = map(Vector, "uvw")
b, c = map(Symbol, "bc")
p, t = (Symbol(name, positive=True) for name in "pt")
one = Integer(1)

TRUE = [
    eq(norm(Abs(u)), norm(u)),
    eq(norm(c * Abs(u)), Abs(c) * norm(u)),
    eq(norm(Abs(u) * v), norm(u * v)),
    eq(norm(Abs(u) * Abs(v)), norm(-u * v)),
    eq(norm(u * Abs(u)), norm(u**2)),
    eq(norm(Abs(u + v)), norm(u + v)),
    eq(norm(w * Abs(u + 2 * v)), norm(u * w + 2 * v * w)),
    eq(norm(Abs(u) * v + Abs(u) * w), norm(u * v + u * w)),
    eq(norm(exp(u) * Abs(v)), norm(exp(u) * v)),
    eq(norm(Abs(Abs(u) - v)), norm(v - Abs(u))),
    eq(norm(sign(u) ** 2 * v), norm(sign(u) * v)),
    eq(norm(Abs(u), p), norm(u, p)),
    eq(norm(Abs(u), 3), norm(u, 3)),
    eq(norm(Abs(u), oo), norm(u, oo)),
    eq(dot(Abs(u), Abs(u)), norm(u) ** 2),
    eq(norm(one), sqrt(d)),
    eq(size(c), Abs(c) * sqrt(d)),
    eq(norm(b + c), Abs(b + c) * sqrt(d)),
    eq(norm(dot(u, v)), Abs(dot(u, v)) * sqrt(d)),
    eq(size(c, 1), Abs(c) * d),
    eq(size(c, 3), Abs(c) * d ** Rational(1, 3)),
    eq(size(c, p), Abs(c) * d ** (1 / p)),
    eq(size(c, oo), Abs(c)),
    eq(norm(b - c, oo), Abs(b - c)),
    eq(norm(c * u, oo), Abs(c) * norm(u, oo)),
    eq(norm(2 * u - 2 * v, oo), 2 * norm(u - v, oo)),
    eq(Peak(u + c), Peak(u) + c),
    eq(Peak(t * u - 3 * t * c), t * Peak(u) - 3 * t * c),
]
FALSE = [
    eq(norm(Abs(u) + Abs(v)), norm(u + v)),
    eq(norm(Abs(u) + v), norm(u + v)),
    eq(norm(Abs(u) - Abs(v)), norm(u - v)),
    eq(norm(sign(u) * v), norm(v)),
    eq(norm(sign(u)), sqrt(d)),
    eq(norm(one), d),
    eq(norm(one), one),
    eq(size(c), c * sqrt(d)),
    eq(norm(u + c), norm(u) + Abs(c) * sqrt(d)),
    eq(size(c, 1), Abs(c)),
    eq(size(c, oo), c),
    eq(size(c, oo), Abs(c) * sqrt(d)),
    eq(norm(c * u, oo), c * norm(u, oo)),
    eq(Peak(c * u), c * Peak(u)),
    eq(Peak(-u), -Peak(u)),
    eq(Peak(u + v), Peak(u) + Peak(v)),
    eq(Peak(u), norm(u, oo)),
    eq(norm(Abs(u) * v), norm(u) * norm(v)),
    eq(Abs(norm(u) - norm(v)), norm(Abs(u) - Abs(v))),
]


def claim(conclusion, *assuming, **more):
    return Claim(name="c", says="c", conclusion=conclusion, assuming=assuming, **more)


def points(seed):
    chance = random.Random(seed)
    for dim in (1, 2, 3, 2, 3):
        numbers = [Rational(chance.randrange(-6, 7), 2) for _ in range(3 * dim + 2)]
        vectors = dict(zip((u, v, w), zip(*[iter(numbers[: 3 * dim])] * dim, strict=True), strict=True))
        yield vectors | {b: numbers[-1], c: numbers[-2], p: Integer(3), t: Rational(3, 2)}


def at(relation, point):
    named = relation.lhs.free_symbols | relation.rhs.free_symbols
    dim = len(point[u])
    return certify(claim(relation), {s: x for s, x in point.items() if s in named} | {d: dim}).outcome


@pytest.mark.parametrize("relation", TRUE, ids=str)
def test_what_is_so_is_an_identity_and_has_a_certificate(relation):
    found = prove(claim(relation))
    assert found.outcome is Outcome.HOLDS
    assert recheck.check(certificate(claim(relation), found, "c"))
    assert all(at(relation, point) is not Outcome.FAILS for point in points(1))


@pytest.mark.parametrize("relation", FALSE, ids=str)
def test_what_is_not_so_is_proved_by_none(relation):
    assert Outcome.FAILS in [at(relation, point) for seed in range(5) for point in points(seed)]
    assert prove(claim(relation)).outcome is Outcome.UNKNOWN
    with pytest.raises(recheck.Bad, match="not equal"):
        recheck.check(by_identity(relation))


def by_identity(relation, least=1):
    """The certificate that says no more than that both sides have one form."""
    recheck.load_companions()
    to = Recorder()
    concluded = list(to.put_relation(relation))
    made = {"claim": "c", "verdict": "PROVED", "least": least, "dimensions": [least, None], "beside": 0}
    made |= {"assume": [], "exists": [], "uniform": [], "conclude": concluded}
    made |= {"symbols": [list(x) for x in to.symbols], "terms": [list(x) for x in to.entries], "owed": []}
    return {**made, "proof": {"steps": [["show", concluded, ["zero", []]]]}}


def test_the_certificate_of_one_form_is_taken_where_it_is_so():
    assert recheck.check(by_identity(TRUE[0]))


def test_a_norm_of_numbers_speaks_of_the_dimension():
    """In R^0 it is 0, so nothing is said there by whoever writes it."""
    assert claim(le(0, size(t)), beside=1).dimensions[0] == 2
    with pytest.raises(recheck.Bad, match=r"R\^0"):
        recheck.check(by_identity(eq(size(t), size(t)), least=0))


def derived(conclusion, *by):
    return claim(conclusion, derive=lambda: chain(line("<=", conclusion.rhs, by=by)))


@pytest.mark.parametrize(
    "c",
    [
        derived(le(dot(Abs(u), Abs(v)), norm(u) * norm(v)), cauchy_schwarz(Abs(u), Abs(v))),
        derived(le(norm(1 + u), sqrt(d) + norm(u)), minkowski(one, u)),
        derived(le(norm(b + c * Abs(u)), Abs(b) * sqrt(d) + Abs(c) * norm(u)), minkowski(b, c * Abs(u))),
        derived(le(Total(u), sqrt(d) * norm(u)), cauchy_schwarz(one, u)),
        derived(le(Total(Abs(u) * Abs(v)) / 2, norm(u) * norm(v) / 2), cauchy_schwarz(Abs(u) / 2, Abs(v))),
        derived(le(norm(Abs(u), 4), norm(u, 2)), norms_decrease(Abs(u), 2, 4)),
        derived(le(Abs(u), norm(u)), coordinate_size(Abs(u))),
    ],
    ids=lambda c: str(c.conclusion),
)
def test_a_theorem_on_sizes_says_what_is_said_of_the_vectors(c):
    found = prove(c)
    assert found.outcome is Outcome.HOLDS, found
    assert recheck.check(certificate(c, found, "c"))


def test_the_form_is_one_of_its_own():
    for e in (norm(Abs(u) * Abs(v) + Abs(u) * w), Peak(2 * t * u + c), norm(Max(u, v) * Abs(w)), norm(1 / Abs(u))):
        assert expand(expand(e)) is expand(e)
    assert expand(norm(Abs(u) / Abs(v))) is expand(Norm(u / v))
