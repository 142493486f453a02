"""Section 3.2.3: several local maxima "due to the non-convexity" of the loss in x. What matters is strong concavity.

A convex loss can have several maximisers over the ball; a strongly concave one has only one.
"""

from proofs._choices import axis
from proofs.setting import ell, eps, theta, u, x
from verify import (
    Claim,
    Field,
    Instance,
    Integer,
    Lemma,
    Removal,
    Schema,
    Statement,
    Symbol,
    Vector,
    chain,
    eq,
    le,
    line,
    norm,
)
from verify.facts import cauchy_schwarz, minkowski, zero_square

v, w = Vector("v"), Vector("w")
c = Symbol("c", positive=True)
on_the_sphere = (eq(norm(u), eps), eq(norm(v), eps))

convex_printed = Claim(
    name="convex-printed",
    says="For a convex loss, here $‖x'‖²$, two maximisers over the ball $‖x'‖ ≤ ε$, points of its sphere, are equal.",
    assuming=on_the_sphere,
    conclusion=eq(norm(u - v), 0),
    expected="REFUTED",
    severity="wording",
    counterexample=lambda: {u: (1,), v: (-1,), eps: 1},
)

# Two choices of a maximiser.
first, second = (Field(Symbol(name), theta) for name in ("x'", "x''"))
FEASIBLE = tuple(
    Schema(f"${point.args[0]}$ is feasible", (theta,), le(norm(point - x), eps)) for point in (first, second)
)
BEST = tuple(
    Schema(
        f"${point.args[0]}$ is a maximiser", (w, theta), le(ell(w, theta), ell(point, theta)), (le(norm(w - x), eps),)
    )
    for point in (first, second)
)
CONCAVE = Schema(
    "$ℓ$ is strongly concave in $x$",
    (u, v, theta),
    le((ell(u, theta) + ell(v, theta)) / 2 + c / 8 * norm(u - v) ** 2, ell((u + v) / 2, theta)),
)


def the_middle_is_no_better():
    middle, halves = (first + second) / 2, minkowski((first - x) / 2, (second - x) / 2)
    feasible = [s(theta) for s in FEASIBLE]
    room = halves.slack, *(f.slack / 2 for f in feasible)
    inside = Lemma(le(norm(middle - x), eps), (line("<=", eps, *room, by=(halves, *feasible)),))
    by = *(s(middle, theta) for s in BEST), CONCAVE(first, second, theta)
    terms = *(4 / c * f.slack for f in by[:2]), 8 / c * by[2].slack
    close = Lemma(le(norm(first - second) ** 2, 0), (line("<=", 0, *terms, by=by),))
    return chain(line("=", 0, by=zero_square(norm(first - second))), lemmas=(inside, close))


# The bowl has its maximum at x, the hill at the point outer, beyond the edge of the ball.
edge, outer = x + eps * axis, x + (eps + 1) * axis
bowl, hill = (-c / 2 * norm(w - top) ** 2 for top in (x, outer))


def beyond_the_ball():
    """‖w - x - (ε+1)p‖² - 1 = (‖w-x‖ - ε)² + 2(ε - ‖w-x‖) + 2(ε+1)(‖w-x‖ - pᵀ(w-x)) for the unit vector p."""
    out = w - x
    angle, room = cauchy_schwarz(axis, out), eps - norm(out)
    terms = c / 2 * room**2, c * room, c * (eps + 1) * angle.slack
    return chain(line("<=", -c / 2 * norm(edge - outer) ** 2, *terms, by=angle))


def two_maximisers(assumption, loss, one, other, **more):
    """Without the assumption this loss has these two."""
    functions = {"ell": ((w, theta), loss), "x'": ((theta,), one), "x''": ((theta,), other)}
    return Removal(
        assumption, instance=Instance(functions, **more), point={"x": (0,), "theta": (0,), "varepsilon": 1, "c": 1}
    )


concave = Claim(
    name="concave",
    says="For a strongly concave loss two maximisers over the ball are equal.",
    assuming=(*FEASIBLE, *BEST, CONCAVE),
    conclusion=eq(norm(first - second), 0),
    derive=the_middle_is_no_better,
    instance=Instance(
        functions={"ell": ((w, theta), -c / 2 * norm(w - x) ** 2), "x'": ((theta,), x), "x''": ((theta,), x)}
    ),
    source="repair",
    repairs="convex-printed",
    added="strongly concave in place of convex",
    adds=(CONCAVE,),
    restates=(*FEASIBLE, *BEST),
    needs=(
        two_maximisers(FEASIBLE[0], hill, outer, edge, derive={BEST[1].name: beyond_the_ball}),
        two_maximisers(FEASIBLE[1], hill, edge, outer, derive={BEST[0].name: beyond_the_ball}),
        two_maximisers(BEST[0], bowl, edge, x),
        two_maximisers(BEST[1], bowl, x, edge),
        two_maximisers(CONCAVE, Integer(1), edge, x),
    ),
)

STATEMENT = Statement(
    name="remark-non-convexity",
    title="Convexity of the loss does not make the attack unique, strong concavity does",
    section="3.2.3",
)
