"""The descent lemma, a gradient step and half of co-coercivity, for a function known by name; their false variants are not proved."""

from dataclasses import replace

import pytest

from verify import (
    Claim,
    Field,
    Instance,
    Lemma,
    Schema,
    Symbol,
    Value,
    Vector,
    chain,
    dot,
    le,
    line,
    lt,
    norm,
    sigmoid,
    symbols,
)
from verify.facts import descent, descent_below, geometric
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.language.verdict import Verdict

x, y, z = map(Vector, "xyz")
L, t = Symbol("L", positive=True), Symbol("t")


def f(p):
    return Value("f", p)


def slope(p):
    return Field("f_1", p)


SMOOTH = Schema("the gradient of f is L-Lipschitz", (x, y), le(norm(slope(x) - slope(y)), L * norm(x - y)))
CONVEX = Schema("f is convex", (x, y), le(f(x) + dot(slope(x), y - x), f(y)))
BOWL = Instance({"f": ((x,), L / 2 * norm(x) ** 2), "f_1": ((x,), L * x)})
ROOM = L / 2 * norm(y - x) ** 2
TANGENT = f(x) + dot(slope(x), y - x)


def along(start, end):
    """Between two points the gradient changes by at most L times the distance."""
    s, h = sigmoid(t), end - start
    goal = le(norm(slope(start + s * h) - slope(start)), L * s * norm(h))
    return Lemma(goal, (line("<=", goal.rhs, by=SMOOTH(start + s * h, start)),))


def by(theorem, start, end, *more):
    def derive():
        appeal = theorem(f(start), t, start, end, L)
        return lambda goal: chain(line(goal.op, goal.rhs, by=(appeal, *more)), lemmas=(along(start, end),))

    return derive


def claim(goal, derive, *assuming):
    return Claim(name="a", says="?", conclusion=goal, assuming=assuming, instance=BOWL, derive=lambda: derive()(goal))


STEP, LAST = x - slope(x) / L, y + (slope(x) - slope(y)) / L
TRUE = {
    "above": claim(le(f(y), TANGENT + ROOM), by(descent, x, y), SMOOTH),
    "below": claim(le(TANGENT - ROOM, f(y)), by(descent_below, x, y), SMOOTH),
    "a step": claim(le(f(STEP), f(x) - norm(slope(x)) ** 2 / (2 * L)), by(descent, x, STEP), SMOOTH),
    "half of co-coercivity": claim(
        le(norm(slope(x) - slope(y)) ** 2 / (2 * L), f(y) - TANGENT),
        by(descent, y, LAST, CONVEX(x, LAST)),
        SMOOTH,
        CONVEX,
    ),
}
CHANGES = {
    "half the room": lambda r: le(r.lhs + L / 4 * norm(y - x) ** 2, r.rhs),
    "strict": lambda r: lt(r.lhs, r.rhs),
    "turned": lambda r: le(r.rhs, r.lhs),
    "more": lambda r: le(r.lhs + L / 9, r.rhs),
}


@pytest.mark.parametrize("name", TRUE)
def test_it_is_proved_in_every_dimension_with_a_certificate(name):
    found = judge("s", TRUE[name])
    assert (found.verdict, found.scope, "the chain rule" in found.facts) == (Verdict.PROVED, "every dimension", True)
    assert rechecked(found, 30).rechecked


@pytest.mark.parametrize("name", ["above", "below", "a step"])
def test_the_descent_lemma_is_found_where_the_gradient_is_assumed_to_be_lipschitz(name):
    plain = replace(TRUE[name], derive=None)
    found = judge("s", plain)
    assert (found.verdict, found.scope, rechecked(found, 30).rechecked) == (Verdict.PROVED, "every dimension", True)
    for change in CHANGES.values():
        assert judge("s", replace(plain, conclusion=change(plain.conclusion))).verdict is not Verdict.PROVED
    assert judge("s", replace(plain, assuming=())).verdict is not Verdict.PROVED


J, K, N = symbols("J K N", integer=True, nonnegative=True)
q = Symbol("q", positive=True)


def a(k):
    return Value("a", k)


FALLS = Schema("a falls", (J,), le(a(J + 1), q * a(J)))
POWERS = Instance({"a": ((K,), q**K)})


def counted(goal, *assuming):
    shown = Lemma(le(a(K + 1), q * a(K)), (line("<=", q * a(K), by=FALLS(K)),))
    return Claim(
        name="a",
        says="?",
        conclusion=goal,
        assuming=(FALLS, *assuming),
        instance=POWERS,
        derive=lambda: chain(line("<=", goal.rhs, by=geometric(a(K), K, N, q)), lemmas=(shown,)),
    )


def test_induction_gives_a_rate_for_every_number_of_steps():
    found = judge("s", counted(le(a(N), q**N * a(0))))
    assert (found.verdict, rechecked(found, 30).rechecked) == (Verdict.PROVED, True)


@pytest.mark.parametrize(
    "spoilt",
    [
        counted(le(a(N), q ** (N + 1) * a(0))),
        counted(lt(a(N), q**N * a(0))),
        counted(le(q**N * a(0), a(N))),
        counted(le(a(N), q**N * a(0)), le(K, 1)),
        replace(counted(le(a(N), q**N * a(0))), assuming=()),
        replace(counted(le(a(N), q**N * a(0))), assuming=(Schema("at 0", (), le(a(1), q * a(0))),)),
    ],
    ids=["one step more", "strictly", "turned", "for few steps", "no step", "one step alone"],
)
def test_a_false_induction_is_not_proved(spoilt):
    assert judge("s", spoilt).verdict is not Verdict.PROVED


mu = Symbol("mu", positive=True)
STRONG = Schema("f is mu-strongly convex", (x, y), le(f(x) + dot(slope(x), y - x) + mu / 2 * norm(y - x) ** 2, f(y)))
FLATTER = Instance({"f": ((x,), mu / 2 * norm(x) ** 2), "f_1": ((x,), mu * x)})
PUSH = dot(slope(x) - slope(y), x - y)
MONOTONE = {
    "monotone": ((le(0, PUSH), CONVEX, BOWL), le(L * norm(x - y) ** 2, PUSH)),
    "strongly": ((le(mu * norm(x - y) ** 2, PUSH), STRONG, FLATTER), le(2 * mu * norm(x - y) ** 2, PUSH)),
    "at most": ((le(PUSH, L * norm(x - y) ** 2), SMOOTH, BOWL), le(PUSH, L / 2 * norm(x - y) ** 2)),
    "a gap": ((le(f(x) - f(y), norm(slope(x)) * norm(x - y)), CONVEX, BOWL), le(f(x) - f(y), norm(slope(x)))),
}


@pytest.mark.parametrize("name", MONOTONE)
def test_a_gradient_is_monotone_as_two_assumptions_show_and_no_more_so(name):
    (goal, assumed, instance), false = MONOTONE[name]
    plain = Claim(name="a", says="?", conclusion=goal, assuming=(assumed,), instance=instance)
    found = judge("s", plain)
    assert (found.verdict, found.scope, rechecked(found, 30).rechecked) == (Verdict.PROVED, "every dimension", True)
    assert judge("s", replace(plain, conclusion=false)).verdict is not Verdict.PROVED


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", TRUE)
def test_a_false_variant_is_not_proved(name, change):
    goal = CHANGES[change](TRUE[name].conclusion)
    assert judge("s", replace(TRUE[name], conclusion=goal)).verdict is not Verdict.PROVED


@pytest.mark.parametrize("name", TRUE)
def test_without_the_lipschitz_gradient_it_is_not_proved(name):
    kept = tuple(a for a in TRUE[name].assuming if a is not SMOOTH)
    assert judge("s", replace(TRUE[name], assuming=kept)).verdict is not Verdict.PROVED


def ell(p, q):
    return Value("ell", p, q)


def test_of_two_arguments_the_one_that_moves_has_the_gradient():
    smooth = Schema("(7)", (x, z, y), le(norm(Field("ell_2", z, x) - Field("ell_2", z, y)), L * norm(x - y)))
    appeal = descent(ell(z, x), t, x, y, L)
    near = Lemma(appeal.premises[0], (line("<=", appeal.premises[0].rhs, by=smooth(x + sigmoid(t) * (y - x), z, x)),))

    def claimed(slot):
        return Claim(
            name="a",
            says="?",
            conclusion=le(ell(z, y), ell(z, x) + dot(Field(f"ell_{slot}", z, x), y - x) + ROOM),
            assuming=(smooth,),
            instance=Instance(
                {"ell": ((z, x), L / 2 * norm(x) ** 2), "ell_1": ((z, x), 0 * x), "ell_2": ((z, x), L * x)}
            ),
            derive=lambda: chain(line("<=", claimed(slot).conclusion.rhs, by=appeal), lemmas=(near,)),
        )

    found = judge("s", claimed(2))
    assert found.verdict is Verdict.PROVED and rechecked(found, 30).rechecked
    assert judge("s", claimed(1)).verdict is not Verdict.PROVED
