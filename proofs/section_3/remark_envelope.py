"""The envelope theorem behind Eq. (16) (Section 3): the gradient of ell_eps is that of ell at a fixed x'(theta).

With a derivative of x' it is the product rule, for a maximiser inside the ball and for one on the sphere. Without one
(Danskin) it is a sandwich between two differences of the loss, and a continuous x' is enough.
"""

from proofs._choices import axis, highest, short, shorter
from proofs.setting import (
    EQ_13,
    FEASIBLE,
    MAXIMISER,
    C_theta_theta,
    C_theta_x,
    ell,
    ell_theta,
    ell_x,
    eps,
    theta,
    theta_1,
    theta_2,
    u,
    x,
    x_adv,
)
from verify import (
    Abs,
    Claim,
    Instance,
    Integer,
    Lemma,
    Removal,
    Schema,
    Statement,
    Symbol,
    Total,
    Vector,
    along,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    unit,
)
from verify.facts import below_abs, cauchy_schwarz

h, v, w = map(Vector, ("h", "v", "w"))
alpha = Symbol("alpha")
apart = norm(theta_1 - theta_2)

# x' moves with the velocity v while theta moves with h, so D x'(theta) h = v.
x_prime = Vector("x'")
moving = along(ell(x_prime, theta), (x_prime, v), (theta, h))
INTERIOR = Schema("the gradient in $x$ vanishes at $x'$", (w,), eq(dot(ell_x(x_prime, theta), w), 0))
SPHERE = Schema(
    "the gradient in $x$ is normal to the sphere at $x'$",
    (w,),
    eq(dot(ell_x(x_prime, theta), w), alpha * dot(x_prime - x, w)),
)
on_the_sphere = along(norm(x_prime - x) ** 2, (x_prime, v))


def around(centre, factor):
    """A loss that grows like factor/2 times the squared distance from the centre."""
    return Instance(
        functions={
            "ell": ((u, theta), factor * norm(u - centre) ** 2 / 2 + norm(theta) ** 2 / 2),
            "ell_1": ((u, theta), factor * (u - centre)),
            "ell_2": ((u, theta), theta),
        }
    )


def on_the_axes(dim):
    """x' - x on the first axis, its velocity on the last (at rest in d = 1)."""
    zero = (0,) * dim
    return {x: zero, x_prime: (1, *zero[1:]), v: (*zero[1:], 1 if dim > 1 else 0), theta: zero, h: (1,) * dim}


interior = Claim(
    name="interior",
    says="For a maximiser inside the ball $∇_x ℓ = 0$, so $∇ℓ_ε(θ) = ∇_θ ℓ(x'(θ), θ)$, whatever the derivative of $x'$.",
    assuming=(INTERIOR,),
    conclusion=eq(moving, dot(ell_theta(x_prime, theta), h)),
    derive=lambda: chain(line("=", dot(ell_theta(x_prime, theta), h), by=INTERIOR(v), why="$∇_x ℓ = 0$")),
    instance=around(x_prime, -1),
)

velocity = Claim(
    name="velocity",
    says=(
        "The distance of $x'$ from $x$ changes at the rate $nᵀDx'(θ)h$, $n = (x'-x)/‖x'-x‖$: on the sphere $‖x'-x‖ = ε$ the rate is 0."
    ),
    assuming=(lt(0, norm(x_prime - x)),),
    conclusion=eq(along(norm(x_prime - x), (x_prime, v)), dot(unit(x_prime - x), v)),
)

sphere = Claim(
    name="sphere",
    says=(
        "For a maximiser on the sphere $∇_x ℓ = α(x'-x)$ and $x'$ moves along the sphere, so again $∇ℓ_ε(θ) = ∇_θ ℓ(x'(θ), θ)$."
    ),
    assuming=(SPHERE, eq(on_the_sphere, 0)),
    conclusion=eq(moving, dot(ell_theta(x_prime, theta), h)),
    derive=lambda: chain(line("=", dot(ell_theta(x_prime, theta), h), by=SPHERE(v), why="$αnᵀv = 0$")),
    instance=around(x, alpha),
    example=lambda dim: {**on_the_axes(dim), alpha: 1},
)


# Danskin: no derivative of x' at all. (12) leaves a quadratic remainder of the loss in theta.
REMAINDER = Schema(
    "the quadratic remainder that (12) leaves",
    (u, theta_1, theta_2),
    le(
        Abs(ell(u, theta_2) - ell(u, theta_1) - dot(ell_theta(u, theta_1), theta_2 - theta_1)),
        C_theta_theta / 2 * apart**2,
    ),
)


def between_two_differences():
    """The loss at x'(theta_1) is at most the adversarial loss at theta_2, and the other way round."""
    a, b, step = x_adv(theta_1), x_adv(theta_2), theta_2 - theta_1
    inside = [Lemma(le(norm(x_adv(t) - x), eps), (line("<=", eps, by=FEASIBLE(t)),)) for t in (theta_1, theta_2)]
    from_a = ell(a, theta_2) - ell(a, theta_1) - dot(ell_theta(a, theta_1), step)
    from_b = ell(b, theta_2) - ell(b, theta_1) - dot(ell_theta(b, theta_1), step)
    turned = ell_theta(b, theta_1) - ell_theta(a, theta_1)
    above = (MAXIMISER(b, theta_1), below_abs(from_b), REMAINDER(b, theta_1, theta_2), cauchy_schwarz(turned, step))
    bent = EQ_13(b, a, theta_1)
    below = (MAXIMISER(a, theta_2), below_abs(-from_a), REMAINDER(a, theta_1, theta_2))
    gap = danskin_gap()
    slack = [
        Lemma(
            le(gap, remainder),
            (line("<=", remainder, *(f.slack for f in above), apart * bent.slack, by=(*above, bent)),),
        ),
        Lemma(
            le(-gap, remainder),
            (line("<=", remainder, *(f.slack for f in below), C_theta_x * norm(a - b) * apart, by=below),),
        ),
    ]
    return chain(
        line("<=", remainder**2, slack[0].slack * slack[1].slack, why="between $-K$ and $K$"),
        lemmas=(*inside, *slack),
        squared=True,
    )


def danskin_gap():
    """What the linear part leaves of the change of the adversarial loss."""
    a, b = x_adv(theta_1), x_adv(theta_2)
    return ell(b, theta_2) - ell(a, theta_1) - dot(ell_theta(a, theta_1), theta_2 - theta_1)


remainder = C_theta_theta / 2 * apart**2 + C_theta_x * norm(x_adv(theta_1) - x_adv(theta_2)) * apart

total = {"ell": ((u, theta), Total(u)), "ell_1": ((u, theta), Integer(1)), "ell_2": ((u, theta), Integer(0))}
no_constants = {C_theta_theta: 0, C_theta_x: 0}
far = eps * axis + theta**2
apart_by_one = {"x": (0,), "theta_1": (1,), "theta_2": (0,), "varepsilon": 1}

danskin = Claim(
    name="danskin",
    says=(
        "$|ℓ_ε(θ₂) - ℓ_ε(θ₁) - ∇_θ ℓ(x'(θ₁),θ₁)ᵀ(θ₂-θ₁)| ≤ (C_θθ/2·‖θ₁-θ₂‖ + C_θx‖x'(θ₁)-x'(θ₂)‖)·‖θ₁-θ₂‖$: a continuous $x'$ is enough."
    ),
    source="own",
    assuming=(FEASIBLE, MAXIMISER, REMAINDER, EQ_13),
    conclusion=le(Abs(danskin_gap()), remainder),
    derive=between_two_differences,
    instance=Instance(
        functions={
            "ell": ((u, theta), dot(theta, theta) / 2 - norm(u - x) ** 2),
            "ell_1": ((u, theta), -2 * (u - x)),
            "ell_2": ((u, theta), theta),
            "x'": ((theta,), x),
        },
        constants={C_theta_theta: 1, C_theta_x: 0},
        derive={REMAINDER.name: lambda: chain(line("=", (apart**2 / 2) ** 2, why="$½‖θ₁-θ₂‖²$ is left"), squared=True)},
    ),
    needs=(
        Removal(
            FEASIBLE,
            instance=Instance(
                {**total, "x'": ((theta,), x + far)},
                no_constants,
                {MAXIMISER.name: highest(Total(x + far), u - x, eps, Total(theta**2))},
            ),
            point=apart_by_one,
        ),
        Removal(
            MAXIMISER,
            instance=Instance({**total, "x'": ((theta,), x + eps * short)}, no_constants, {FEASIBLE.name: shorter}),
            point=apart_by_one,
        ),
        Removal(EQ_13, why="a loss that is linear in $θ$ has no maximiser with a formula at $θ = 0$"),
    ),
)

STATEMENT = Statement(
    name="remark-envelope",
    title="The gradient of the adversarial loss is that of the loss at the adversarial example",
    section="3",
)
