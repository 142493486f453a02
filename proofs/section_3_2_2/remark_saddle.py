"""Section 3.2.2: "x̃* = [α*, x'*] is the local maximum point" of the Lagrange function (38).

A local maximum x'* of the loss on the sphere is a stationary point of (38), and always a saddle of it: the second derivative has
the block [[0, -1], [-1, nᵀMn]] on the multiplier and the normal, whose determinant is -1. What is a local maximum is x'*, of the
loss, under the constraint.
"""

from proofs.section_3_2_2.bordered_hessian import (
    a,
    alpha,
    away,
    axis,
    curved,
    flat,
    k,
    l2_size,
    r,
    second,
    x_prime,
)
from proofs.setting import ell, ell_x, eps, theta, x
from verify import (
    Claim,
    Instance,
    Lemma,
    Removal,
    Schema,
    Statement,
    Symbol,
    Vector,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    unit,
)

n = unit(r)
h, u, v = map(Vector, ("h", "u", "v"))
K, t = Symbol("K", positive=True), Symbol("t", positive=True)
twice = second(norm(r), a, a)


def bent(a_value, direction):
    """The second derivative of (38), twice in one direction."""
    return twice.xreplace({h: direction, k: direction, a: a_value})


printed = Claim(
    name="maximum-printed",
    says=(
        "The pair $(α, x')$ is a local maximum of (38): its second derivative is at most 0 in every direction $(a, k)$. Here $d ≥ 2$, "
        "and in $d = 2$ the determinant is positive."
    ),
    equations=(38,),
    assuming=(away, le(2, d)),
    conclusion=le(bent(a, k), 0),
    expected="REFUTED",
    severity="wording",
    against=Instance(
        flat,
        point=lambda dim: {
            x_prime: axis(dim, 1),
            x: axis(dim),
            theta: axis(dim, 1),
            k: axis(dim, 1),
            a: -1,
            alpha: 1,
        },
    ),
)
curvature = dot(n, curved(n))
saddle = Claim(
    name="saddle",
    says=(
        "For every loss and at every $x' ≠ x$ it is a saddle: the second derivative is 1 in the direction $(a, n)$, "
        "$n = (x'-x)/‖x'-x‖$, $a = (nᵀ∇²ℓn - 1)/2$."
    ),
    source="repair",
    repairs="maximum-printed",
    added="a saddle in place of a maximum",
    assuming=(away,),
    exists=(a,),
    witness={a: (curvature - 1) / 2},
    conclusion=eq(bent(a, n), 1),
    instance=l2_size,
    needs=(Removal(away, instance=l2_size, point={"x": (1,), "x'": (1,), "theta": (1,), "alpha": 0, "a": 0}),),
)

# A point of the sphere is x + εv, ‖v‖ = 1. A loss whose gradient in x is K-Lipschitz lies above a parabola there.
edge = x + eps * v
ABOVE = Schema(
    "$ℓ$ is $K$-smooth in $x$",
    (h,),
    le(ell(edge, theta) + dot(ell_x(edge, theta), h) - K / 2 * norm(h) ** 2, ell(edge + h, theta)),
)
BALANCED = Schema("(38) is stationary in $x'$", (h,), eq(dot(ell_x(edge, theta), h), alpha * dot(v, h)))


def at_distance(radius, multiplier):
    """(38) at x + radius v."""
    return ell(edge + (radius - eps) * v, theta) - multiplier * (norm(radius * v) - eps)


start, end = at_distance(eps, alpha), at_distance(eps + t, alpha - K * t)


def outwards():
    """J changes by ℓ(x'+tv) - ℓ(x') - αt + Kt² >= Kt²/2, as ‖x'+tv-x‖ = ε + t."""
    longer = (Lemma(eq(norm(s * v), s), (line("=", s**2),), squared=True) for s in (eps, eps + t))
    return chain(
        line("<", start + K * t**2 / 2, K * t**2 / 2),
        line("<=", end, ABOVE(t * v).slack, by=(ABOVE(t * v), BALANCED(t * v))),
        lemmas=(*longer,),
    )


# A peak at x', sharper than K.
sharp = Instance(
    {"ell": ((u, theta), -2 * K * norm(u - edge) ** 2), "ell_1": ((u, theta), -4 * K * (u - edge))}, {alpha: 0}
)

nearby = Claim(
    name="not-a-local-maximum",
    says=(
        "Exactly: at a stationary point $x' = x + εv$ of (38), $‖v‖ = 1$, for every loss whose gradient in $x$ is "
        "$K$-Lipschitz, $J$ is larger at $(α - Kt, x' + tv)$ for every $t > 0$, however small."
    ),
    source="own",
    assuming=(ABOVE, BALANCED, eq(dot(v, v), 1)),
    conclusion=lt(start, end),
    derive=outwards,
    instance=Instance(
        functions={"ell": ((u, theta), 0 * norm(theta)), "ell_1": ((u, theta), 0 * theta)}, constants={alpha: 0}
    ),
    example=lambda dim: {v: axis(dim, 1), x: axis(dim), theta: axis(dim), eps: 1, alpha: 0, K: 1, t: 1},
    needs=(
        Removal(
            ABOVE,
            instance=sharp,
            point={"v": (1,), "x": (0,), "theta": (0,), "varepsilon": 1, "K": 1, "t": 1},
        ),
    ),
)

STATEMENT = Statement(
    name="remark-saddle",
    title="The Lagrange function has a saddle at every maximum",
    section="3.2.2",
    uses=("bordered-hessian",),
)
