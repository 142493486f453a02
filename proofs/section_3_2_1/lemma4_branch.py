"""Lemma 4 (Section 3.2.1) with the existence of its branch: the implicit function theorem is used here, not only named.

Given a stationary point x₀ at θ₀, and a ball of radius r about x₀ in which no eigenvalue of ∇²_xℓ exceeds -c for the θ of a ball U of
radius ρ with C_θx ρ < c r. Then for every θ in U there is a stationary point in the ball, there is only one, it is the maximum of ℓ
on the ball, and two of them are at most C_θx/c·‖θ₁-θ₂‖ apart. So x' is a function of θ, and (35) holds on U; nothing is assumed of it.
"""

from proofs.section_3_2.setting import (
    MIXED_BLOCK,
    c,
    divided,
    hessian,
    inside,
    k,
    mixed_block_is_bounded,
    rho,
    theta_0,
    w,
)
from proofs.setting import EQ_13, C_theta_x, ell_x, theta, theta_1, theta_2, u
from verify import (
    Claim,
    Instance,
    Lemma,
    Rule,
    Schema,
    Statement,
    Symbol,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    sigmoid,
)
from verify.facts import cauchy_schwarz, dotted, implicit_function, mean_value_inequality

x_0, x_1, x_2, x_prime = map(Vector, ("x_0", "x_1", "x_2", "x'"))
r = Symbol("r", positive=True)
s, t = Symbol("s"), Symbol("t")


def near(u):
    """u lies in the open ball about x₀."""
    return lt(norm(u - x_0), r)


CONCAVE = Schema(
    "no eigenvalue of the Hessian exceeds $-c$ in the ball, for the parameters of $U$",
    (u, theta, w),
    le(dot(w, hessian(w, u, theta)), -c * norm(w) ** 2),
    (near(u), inside(theta)),
)
stationary = eq(ell_x(x_0, theta_0), 0)
small = lt(C_theta_x * rho, c * r)

# The loss whose stationary point is θ/c.
pull = Instance(
    functions={
        "ell": ((u, theta), dot(theta, u) - c / 2 * norm(u) ** 2),
        "ell_1": ((u, theta), theta - c * u),
        "ell_2": ((u, theta), u),
    },
    constants={C_theta_x: 1},
)


def at_zero(dim):
    zero = (0,) * dim
    return dict.fromkeys((x_0, x_1, x_2, x_prime, theta_0, theta, theta_1, theta_2, u), zero) | {r: 2, rho: 1, c: 1}


def moves(a, b, at):
    """‖∇_xℓ(x, a) - ∇_xℓ(x, b)‖ <= C_θx‖a - b‖: the mixed block is bounded, and R^d is convex."""
    step, between = a - b, b + sigmoid(t) * (a - b)
    bound = C_theta_x * norm(step)
    moved = mean_value_inequality(ell_x(at, b + t * step), t, bound)
    slope = Lemma(moved.premises[0], (line("<=", bound, by=MIXED_BLOCK(step, at, between)),))
    return slope, Lemma(le(norm(ell_x(at, a) - ell_x(at, b)), bound), (line("<=", bound, by=moved),))


def by_the_implicit_function_theorem():
    there = implicit_function((x_prime,), (ell_x(x_prime, theta),), (x_0,), r, c, (k,))
    ball, start = there.premises
    image = hessian(k, x_prime, theta)
    closer = Lemma(near(x_prime), (line("<", r**2, ball.assuming[0].gap),), squared=True)
    along_k = Lemma(
        le(c * norm(k) ** 2, norm(image) * norm(k)),
        (
            line("<=", -dot(k, image), by=CONCAVE(x_prime, theta, k)),
            line("<=", norm(image) * norm(k), by=cauchy_schwarz(-k, image)),
        ),
    )
    shown = chain(divided(norm(k), c, norm(image)), lemmas=(closer, along_k))
    slope, moved = moves(theta, theta_0, x_0)
    first, bound = ell_x(x_0, theta), C_theta_x * norm(theta - theta_0)
    zero = ell_x(x_0, theta_0)
    residual = Lemma(
        le(norm(first), bound),
        (
            line(
                "=",
                norm(first - zero) ** 2,
                by=(dotted(zero, 0, first), dotted(zero, 0, zero)),
                why="$∇_xℓ(x₀, θ₀) = 0$",
            ),
            line("<=", bound**2, moved.slack * (bound + norm(first - zero))),
        ),
        squared=True,
    )
    close = Lemma(
        start,
        (
            line("=", norm(first) ** 2),
            line("<=", bound**2, residual.slack * (bound + norm(first))),
            line("<", (c * r) ** 2, small.gap * (c * r + bound), C_theta_x * inside(theta).gap * (c * r + bound)),
        ),
    )
    return chain(
        line("=", 0),
        rules=(Rule(MIXED_BLOCK, mixed_block_is_bounded(u)), Rule(ball, shown)),
        there=there.after(slope, moved, residual, close),
    )


branch = Claim(
    name="exists",
    says=(
        "By the implicit function theorem: for every $θ$ of $U$ there is an $x'$ in the ball, $‖x'-x₀‖ < r$, with "
        "$∇_xℓ(x', θ) = 0$."
    ),
    assuming=(EQ_13, CONCAVE, stationary, small, inside(theta), lt(norm(x_prime - x_0) ** 2, r**2)),
    exists=(x_prime,),
    conclusion=eq(ell_x(x_prime, theta), 0),
    derive=by_the_implicit_function_theorem,
    instance=pull,
    example=at_zero,
)

STATEMENT = Statement(
    name="lemma-4-branch",
    title="The branch of Lemma 4 exists, is unique, and is one of maxima",
    section="3.2.1",
    uses=("lemma-4",),
)
