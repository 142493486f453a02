"""Gradient descent on a strongly convex function: with steps of the size 1/L the gap falls by the factor 1 - μ/L, so like (1 - μ/L)^N."""

from examples.convex_optimisation.setting import (
    DESCENT,
    SMOOTH,
    STRONG,
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
    mu,
    slope,
    step,
    t,
    u,
    x,
)
from verify import Claim, Instance, Integer, Lemma, Statement, chain, le, line, lt, norm
from verify.facts import descent, geometric

factor = 1 - mu / L


def gap(point):
    return f(point) - f(best)


def below_the_gradient(point):
    """2 mu (f(x) - f(x*)) <= ‖∇f(x)‖², the least value of the quadratic bound from below."""
    goal = le(2 * mu * gap(point), norm(slope(point)) ** 2)
    bound = STRONG(point, best)
    square = norm(slope(point) + mu * (best - point)) ** 2
    return Lemma(goal, (line("<=", goal.rhs, 2 * mu * bound.slack, square, by=bound),))


dominated = Claim(
    name="gradient-dominates",
    says="If $f$ is $μ$-strongly convex then $‖∇f(x)‖² ≥ 2μ(f(x) - f(x*))$ for every $x*$.",
    assuming=(STRONG,),
    conclusion=below_the_gradient(x).relation,
    derive=lambda: chain(*below_the_gradient(x).lines),
    instance=Instance({"f": ((u,), mu / 2 * norm(u) ** 2), "f_1": ((u,), mu * u)}),
)
resting = Instance(
    {"f": ((u,), L / 2 * norm(u) ** 2), "f_1": ((u,), L * u), "X": ((m,), 0 * best)},
)
one_step = Claim(
    name="one-step",
    says="A step of the size $1/L$ leaves at most $1 - μ/L$ of the gap to the value at $x*$.",
    assuming=(SMOOTH, STRONG, lt(mu, L)),
    conclusion=le(gap(step(x)), factor * gap(x)),
    derive=lambda: chain(
        line("<=", f(x) - norm(slope(x)) ** 2 / (2 * L) - f(best), by=descent(f(x), t, x, step(x), L)),
        line("<=", factor * gap(x), below_the_gradient(x).slack / (2 * L)),
        lemmas=(follows(x, step(x)), below_the_gradient(x)),
    ),
    instance=resting,
)


def by_induction():
    """The gap after k + 1 steps is at most the factor times that after k steps, for every k."""
    now, after = X(k), X(k + 1)
    bound, lower = descent(f(now), t, now, after, L), f(now) - norm(slope(now)) ** 2 / (2 * L)
    lower = Lemma(le(f(after), lower), (line("<=", lower, bound.slack, by=(bound, *inner_products())),))
    dominated = below_the_gradient(now)
    one = Lemma(
        le(gap(after), factor * gap(now)),
        (line("<=", factor * gap(now), lower.slack, dominated.slack / (2 * L)),),
    )
    return chain(
        line("<=", rate.conclusion.rhs, by=geometric(gap(now), k, N, factor)),
        lemmas=(made(), follows(now, after), lower, dominated, one),
    )


rate = Claim(
    name="rate",
    says="After $N$ such steps the gap is at most $(1 - μ/L)^N$ times the first one.",
    assuming=(SMOOTH, STRONG, lt(mu, L), DESCENT),
    conclusion=le(gap(X(N)), factor**N * gap(X(Integer(0)))),
    derive=by_induction,
    instance=resting,
)

STATEMENT = Statement(
    name="linear-rate",
    title="The linear rate of gradient descent on strongly convex functions",
    section="1",
    uses=("descent-lemma",),
)
