"""Sections 3.2.1 and 3.2.2: when the maximiser leaves the inside of the ball, on the loss -‖x' - theta‖^2/2.

Written from x: a = theta - x, v = u - x. The maximiser is a where ‖a‖ < eps, and the nearest point of the ball elsewhere.
The condition of Lemma 4 breaks there, and the maximiser stays 1-Lipschitz. On the edge itself the gradient in x can be 0
with the constraint active.
"""

from proofs.setting import eps
from verify import Claim, Statement, Symbol, Vector, chain, eq, le, line, lt, norm, unit
from verify.facts import cauchy_schwarz, minkowski

a, b, v, w = map(Vector, ("a", "b", "v", "w"))
t = Symbol("t", positive=True)
outside = (lt(eps, norm(a)),)
nearest = eps * unit(a)

broken = Claim(
    name="broken",
    says="From every $θ$ with an interior maximiser, $‖θ-x‖ < ε$, in every direction $w ≠ 0$ a long enough step leaves the inside.",
    assuming=(lt(norm(a), eps), lt(2 * eps, t * norm(w))),
    conclusion=lt(eps, norm(a + t * w)),
    derive=lambda: chain(
        line("<", t * norm(w) - norm(a), t * norm(w) - 2 * eps, eps - norm(a)),
        line("<=", norm(a + t * w), by=minkowski(a + t * w, -a), why="the triangle inequality"),
    ),
)


maximiser = Claim(
    name="maximiser",
    says="No point of the ball is nearer to $θ$ than $‖θ-x‖ - ε$, the distance of $x + ε(θ-x)/‖θ-x‖$ for $‖θ-x‖ > ε$.",
    assuming=(le(norm(v), eps),),
    conclusion=le(norm(a) - eps, norm(v - a)),
    derive=lambda: chain(
        line("<=", norm(v - a), minkowski(a - v, v).slack, eps - norm(v), by=minkowski(a - v, v)),
    ),
)


def one_inside():
    """‖a - b‖^2 - ‖eps a/‖a‖ - b‖^2 = (‖a‖ - eps)(‖a‖ + eps - 2<a, b>/‖a‖)."""
    size, angle = norm(a), cauchy_schwarz(a, b)
    room = (size - eps) ** 2, 2 * (size - eps) * (eps - norm(b)), 2 * (size - eps) / size * angle.slack
    return chain(line("<=", norm(a - b) ** 2, *room, by=angle), squared=True)


across = Claim(
    name="across",
    says="Across the change, from $‖θ₁-x‖ > ε$ to $‖θ₂-x‖ ≤ ε$, the maximiser moves by at most $‖θ₁-θ₂‖$: it stays Lipschitz.",
    assuming=(*outside, le(norm(b), eps)),
    conclusion=le(norm(nearest - b), norm(a - b)),
    derive=one_inside,
    source="own",
)

active_printed = Claim(
    name="active-gradient-printed",
    says="With the maximiser on the edge the gradient in $x$, here $θ - x'$, is not 0.",
    assuming=(eq(norm(a), eps), lt(0, norm(a))),
    conclusion=lt(0, norm(a - nearest)),
    expected="REFUTED",
    severity="wording",
    counterexample=lambda: {a: (1,), eps: 1},
)

active = Claim(
    name="active-gradient",
    says="Where the maximiser without the constraint lies outside, $‖θ-x‖ > ε$, it is not 0: its norm is $‖θ-x‖ - ε$.",
    assuming=outside,
    conclusion=eq(norm(a - nearest), norm(a) - eps),
    derive=lambda: chain(line("=", (norm(a) - eps) ** 2), squared=True),
    source="repair",
    repairs="active-gradient-printed",
    added="$‖θ-x‖ > ε$ in place of $‖θ-x‖ = ε$",
    adds=outside,
)

STATEMENT = Statement(
    name="remark-condition-broken",
    title="Where the maximiser leaves the inside of the ball",
    section="3.2.1",
)
