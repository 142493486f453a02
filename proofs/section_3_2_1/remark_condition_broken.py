"""Sections 3.2.1 and 3.2.2: when the maximiser leaves the inside of the ball, on the loss -‖x' - theta‖^2/2.

Written from x: a = theta - x, v = u - x. The maximiser is a where ‖a‖ < eps, and the nearest point of the ball elsewhere.
The condition of Lemma 4 breaks there, and the maximiser stays 1-Lipschitz. On the edge itself the gradient in x can be 0
with the constraint active. In one and two dimensions a point stays stationary while its Hessian, or the determinant, changes sign.
"""

from proofs.setting import eps
from verify import Claim, Integer, Statement, Symbol, Vector, along, chain, eq, le, line, lt, norm, sqrt, symbols, unit
from verify.facts import cauchy_schwarz, minkowski

a, b, v, w = map(Vector, ("a", "b", "v", "w"))
t = Symbol("t", positive=True)
outside = (lt(eps, norm(a)),)
nearest = eps * unit(a)

broken = Claim(
    name="broken",
    says=(
        "The loss $-‖x'-θ‖²/2$ is largest at $x' = θ$, here $a = θ - x$: from every $θ$ where that is inside, $‖a‖ < ε$, in every "
        "direction $w ≠ 0$ a long enough step leaves the inside."
    ),
    assuming=(lt(norm(a), eps), lt(2 * eps, t * norm(w))),
    conclusion=lt(eps, norm(a + t * w)),
    derive=lambda: chain(
        line("<", t * norm(w) - norm(a), t * norm(w) - 2 * eps, eps - norm(a)),
        line("<=", norm(a + t * w), by=minkowski(a + t * w, -a), why="the triangle inequality"),
    ),
)


maximiser = Claim(
    name="maximiser",
    says="No point $x + v$ of the ball is nearer to $θ$ than $‖a‖ - ε$, the distance of $x + εa/‖a‖$ for $‖a‖ > ε$, where $a = θ - x$.",
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
    says="Across the change, from $a = θ₁ - x$, $‖a‖ > ε$, to $b = θ₂ - x$, $‖b‖ ≤ ε$, the maximiser moves by at most $‖a - b‖ = ‖θ₁-θ₂‖$.",
    assuming=(*outside, le(norm(b), eps)),
    conclusion=le(norm(nearest - b), norm(a - b)),
    derive=one_inside,
    source="own",
)

active_printed = Claim(
    name="active-gradient-printed",
    says="With the maximiser on the edge the gradient in $x$ is not 0: of $-‖x'-θ‖²/2$ it is $θ - x'$, here $a - εa/‖a‖$ with $a = θ - x$.",
    assuming=(eq(norm(a), eps), lt(0, norm(a))),
    conclusion=lt(0, norm(a - nearest)),
    expected="REFUTED",
    severity="wording",
    counterexample=lambda: {a: (1,), eps: 1},
)

active = Claim(
    name="active-gradient",
    says="Where the maximiser without the constraint lies outside, $‖a‖ > ε$, it is not 0: its norm is $‖a‖ - ε$.",
    assuming=outside,
    conclusion=eq(norm(a - nearest), norm(a) - eps),
    derive=lambda: chain(line("=", (norm(a) - eps) ** 2), squared=True),
    source="repair",
    repairs="active-gradient-printed",
    added="$‖a‖ > ε$ in place of $‖a‖ = ε$",
    adds=outside,
)

# Stationary points that stay where they are while what makes them maxima is lost.
alpha, tau, z_1, z_2 = symbols("alpha tau z_1 z_2")
b_1, b_2, k_1, k_2, l_1, l_2 = symbols("b_1 b_2 k_1 k_2 l_1 l_2")


def inside_loss(z):
    """Stationary at 0 for every τ."""
    return tau * z**2 / 2 - z**4 / 4


definiteness = Claim(
    name="definiteness",
    says="At $z = 0$, a stationary point of $τz²/2 - z⁴/4$ for every $τ$, the second derivative is $τ$: negative only as long as $τ < 0$.",
    conclusion=eq(along(along(inside_loss(z_1), (z_1, k_1)), (z_1, l_1)).xreplace({z_1: Integer(0)}), tau * k_1 * l_1),
)
no_maximum = Claim(
    name="no-maximum",
    says="From $τ > 0$ on $z = 0$ is no local maximum of $τz²/2 - z⁴/4$: for $z² < 2τ$, $z ≠ 0$, the loss at $z$ is larger than at 0.",
    source="own",
    assuming=(lt(0, z_1**2), lt(z_1**2, 2 * tau)),
    conclusion=lt(inside_loss(Integer(0)), inside_loss(z_1)),
    derive=lambda: chain(line("<", inside_loss(z_1), z_1**2 / 4 * (2 * tau - z_1**2))),
)
edge = {z_1: Integer(1), z_2: Integer(0), alpha: Integer(1)}
on_the_edge = z_1 + tau * z_2**2 / 2 - alpha * (sqrt(z_1**2 + z_2**2) - 1)
determinant = Claim(
    name="determinant",
    says=(
        "At $(1, 0)$, $α = 1$, a stationary point of (38) for $z₁ + τz₂²/2$ on the unit disc and every $τ$, the bordered Hessian is "
        "$-b₁l₁ - b₂k₁ + (τ-1)k₂l₂$ along $(b₁, k)$ and $(b₂, l)$: its determinant $1 - τ$ is positive only as long as $τ < 1$."
    ),
    conclusion=eq(
        along(along(on_the_edge, (alpha, b_1), (z_1, k_1), (z_2, k_2)), (alpha, b_2), (z_1, l_1), (z_2, l_2)).xreplace(
            edge
        ),
        -b_1 * l_1 - b_2 * k_1 + (tau - 1) * k_2 * l_2,
    ),
)

STATEMENT = Statement(
    name="remark-condition-broken",
    title="Where the maximiser leaves the inside of the ball",
    section="3.2.1",
    where="In the first five claims the loss is $-‖x'-θ‖²/2$; from $x$, $a = θ - x$ and $v = x' - x$.",
)
