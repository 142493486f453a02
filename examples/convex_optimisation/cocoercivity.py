"""Co-coercivity: for convex f with an L-Lipschitz gradient <∇f(x) - ∇f(y), x - y> >= ‖∇f(x) - ∇f(y)‖²/L (Baillon and Haddad)."""

from examples.convex_optimisation.setting import (
    BOWL,
    CONVEX,
    SMOOTH,
    STRONG,
    L,
    bowl,
    f,
    follows,
    mu,
    slope,
    t,
    tangent,
    x,
    y,
)
from verify import Claim, Instance, Integer, Lemma, Statement, chain, dot, le, line, lt, norm
from verify.facts import descent

change = slope(x) - slope(y)


def half(start, end, m, convex):
    """‖w‖²/(2(L - m)) <= f(end) - f(start) - <∇f(start), h> - m/2 ‖h‖², w = ∇f(end) - ∇f(start) - m h, h = end - start.

    The function f - m/2 ‖.‖² lies above its tangent at start, and one step away from end it is lower by that much.
    """
    h = end - start
    w = slope(end) - slope(start) - m * h
    there = end - w / (L - m)
    goal = le(norm(w) ** 2 / (2 * (L - m)), f(end) - tangent(start, end) - m / 2 * norm(h) ** 2)
    by = (descent(f(end), t, end, there, L), convex(start, there))
    return follows(end, there), Lemma(goal, (line("<=", goal.rhs, by=by),))


def both_halves(goal, m, convex, factor):
    """The gaps at x and at y add up, times a factor, to that of the goal."""
    lemmas = (*half(x, y, m, convex), *half(y, x, m, convex))
    return chain(line("<=", goal.rhs, *(factor * lemma.slack for lemma in lemmas[1::2])), lemmas=lemmas)


above_the_tangent = Claim(
    name="above-the-tangent",
    says="For convex $f$ with $L$-Lipschitz $∇f$ the gap $f(y) - f(x) - ∇f(x)ᵀ(y - x)$ is at least $‖∇f(x) - ∇f(y)‖²/(2L)$.",
    assuming=(SMOOTH, CONVEX),
    conclusion=le(norm(change) ** 2 / (2 * L), f(y) - tangent(x, y)),
    derive=lambda: chain(*half(x, y, Integer(0), CONVEX)[1].lines, lemmas=half(x, y, Integer(0), CONVEX)[:1]),
    instance=BOWL,
)
cocoercive = Claim(
    name="co-coercive",
    says="For convex $f$ with $L$-Lipschitz $∇f$: $(∇f(x) - ∇f(y))ᵀ(x - y) ≥ ‖∇f(x) - ∇f(y)‖²/L$.",
    assuming=(SMOOTH, CONVEX),
    conclusion=le(norm(change) ** 2 / L, dot(change, x - y)),
    derive=lambda: both_halves(cocoercive.conclusion, Integer(0), CONVEX, Integer(1)),
    instance=BOWL,
)

smooth_and_strong = (SMOOTH, STRONG, lt(mu, L))
strongly_printed = Claim(
    name="strongly-printed",
    says="If $f$ is $μ$-strongly convex too, $(∇f(x) - ∇f(y))ᵀ(x - y) ≥ μ‖x - y‖² + ‖∇f(x) - ∇f(y)‖²/L$.",
    assuming=smooth_and_strong,
    conclusion=le(mu * norm(x - y) ** 2 + norm(change) ** 2 / L, dot(change, x - y)),
    expected="REFUTED",
    instance=BOWL,
    against=Instance(bowl(L), point=lambda dim: {x: (1,) + (0,) * (dim - 1), y: (0,) * dim, L: 2, mu: 1}),
)
strongly_repaired = Claim(
    name="strongly-repaired",
    says="If $f$ is $μ$-strongly convex too, $(∇f(x) - ∇f(y))ᵀ(x - y) ≥ μL/(μ + L)·‖x - y‖² + ‖∇f(x) - ∇f(y)‖²/(μ + L)$.",
    assuming=smooth_and_strong,
    conclusion=le(mu * L / (mu + L) * norm(x - y) ** 2 + norm(change) ** 2 / (mu + L), dot(change, x - y)),
    derive=lambda: both_halves(strongly_repaired.conclusion, mu, STRONG, (L - mu) / (L + mu)),
    source="repair",
    repairs="strongly-printed",
    added="$μL/(μ + L)$ and $1/(μ + L)$ in place of $μ$ and $1/L$",
    instance=BOWL,
)

STATEMENT = Statement(name="co-coercivity", title="Co-coercivity of a gradient", section="1", uses=("descent-lemma",))
