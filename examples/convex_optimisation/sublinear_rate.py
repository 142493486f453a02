"""Gradient descent on a convex function: with steps of the size 1/L the gap after N steps is at most L/(2N) ‖x_0 - x*‖²."""

from examples.convex_optimisation.setting import (
    BOWL,
    CONVEX,
    DESCENT,
    SMOOTH,
    L,
    N,
    X,
    best,
    f,
    follows,
    inner_products,
    k,
    m,
    made,
    slope,
    step,
    t,
    x,
)
from verify import Claim, Instance, Integer, Lemma, Statement, chain, le, line, norm
from verify.facts import descent, geometric

resting = Instance({**BOWL.functions, "X": ((m,), 0 * best)}, point=None)


def far(point):
    return L / 2 * norm(point - best) ** 2


def energy(number):
    """What never rises: k times the gap after k steps, and how far the point is from the minimiser."""
    return number * (f(X(number)) - f(best)) + far(X(number))


one_step = Claim(
    name="one-step",
    says="For convex $f$ a step of the size $1/L$ brings the value within $L/2·(‖x - x*‖² - ‖x⁺ - x*‖²)$ of that at $x*$.",
    assuming=(SMOOTH, CONVEX),
    conclusion=le(f(step(x)) - f(best), far(x) - far(step(x))),
    derive=lambda: chain(
        line(
            "<=",
            far(x) - far(step(x)),
            by=(descent(f(x), t, x, step(x), L), CONVEX(x, best)),
            why="the bound from above at $x⁺$ and the tangent at $x$",
        ),
        lemmas=(follows(x, step(x)),),
    ),
    instance=BOWL,
)


def by_an_energy():
    """k + 1 times the gap after one more step: k times it by descent, once by convexity."""
    now, after = X(k), X(k + 1)
    bound, below = descent(f(now), t, now, after, L), CONVEX(now, best)
    same = inner_products(best)
    fall = norm(slope(now)) ** 2 / (2 * L)
    lower = Lemma(le(f(after), f(now) - fall), (line("<=", f(now) - fall, bound.slack, by=(bound, *same)),))
    falls = Lemma(
        le(energy(k + 1), energy(k)),
        (line("<=", energy(k), (k + 1) * lower.slack, below.slack, k * fall, by=(below, *same)),),
    )
    return chain(
        line("<=", energy(Integer(0)), by=geometric(energy(k), k, N, Integer(1))),
        line("=", rate.conclusion.rhs),
        lemmas=(made(), follows(now, after), lower, falls),
    )


rate = Claim(
    name="rate",
    says=(
        "After $N$ such steps $N(f(X(N)) - f(x*)) + L/2·‖X(N) - x*‖²$ is at most $L/2·‖X(0) - x*‖²$: "
        "the gap is at most $L/(2N)·‖X(0) - x*‖²$."
    ),
    assuming=(SMOOTH, CONVEX, DESCENT),
    conclusion=le(energy(N), far(X(Integer(0)))),
    derive=by_an_energy,
    instance=resting,
)

STATEMENT = Statement(
    name="sublinear-rate",
    title="The rate $1/N$ of gradient descent on convex functions",
    section="1",
    uses=("descent-lemma",),
)
