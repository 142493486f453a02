"""Lemma 5 (Section 3.2.2) with the existence of its branch, by the implicit function theorem.

Given a stationary point (α₀, x₀) of (38) at θ₀, and a ball of radius r about it in which no singular value of (39) is
below c for the θ of a ball U of radius ρ with C_θx ρ < c r. Then the implicit function theorem gives for every θ in U a stationary
point in the ball. The constraint function N is known only by its name: ‖u-x‖_p wherever that is smooth.
"""

from dataclasses import replace

from proofs._choices import axis as diagonal
from proofs.section_3_2.setting import MIXED_BLOCK, c, inside, k, mixed_block_is_bounded, rho, theta_0
from proofs.section_3_2_1.lemma4_branch import moves
from proofs.section_3_2_2.bordered_hessian import alpha, size, size_slope
from proofs.setting import EQ_13, C_theta_x, ell_x, eps, theta, u
from verify import (
    Abs,
    Claim,
    Instance,
    Integer,
    Lemma,
    Rational,
    Removal,
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
    symbols,
)
from verify.facts import below_abs, cauchy_schwarz, coordinate_size, dotted, implicit_function

x_0, x_prime = map(Vector, ("x_0", "x'"))
alpha_0, b = symbols("alpha_0 b")
r = Symbol("r", positive=True)


def first_order(alpha, u, theta):
    """The derivative of (38): in the multiplier, and in the input."""
    return -(size(u) - eps), ell_x(u, theta) - alpha * size_slope(u)


there = implicit_function((alpha, x_prime), first_order(alpha, x_prime, theta), (alpha_0, x_0), r, c, (b, k))
BALL, close_at_start = there.premises
SINGULAR = Schema(
    "no singular value of (39) is below $c$ in the ball, for the parameters of $U$",
    (alpha, x_prime, theta, b, k),
    BALL.relation,
    (*BALL.assuming, inside(theta)),
)
stationary = eq(size(x_0), eps), eq(ell_x(x_0, theta_0), alpha_0 * size_slope(x_0))
small = lt(C_theta_x * rho, c * r)


def by_the_implicit_function_theorem():
    first, pull, bound = ell_x(x_0, theta), alpha_0 * size_slope(x_0), C_theta_x * norm(theta - theta_0)
    zero = ell_x(x_0, theta_0)
    slope, moved = moves(theta, theta_0, x_0)
    balanced = tuple(dotted(zero, pull, v) for v in (first, zero, pull))
    residual = Lemma(
        le(norm(first - pull), bound),
        (
            line("=", norm(first - zero) ** 2, by=balanced, why="(38) is stationary at $θ₀$"),
            line("<=", bound**2, moved.slack * (bound + norm(first - zero))),
        ),
        squared=True,
    )
    close = Lemma(
        close_at_start,
        (
            line("=", norm(first - pull) ** 2),
            line("<=", bound**2, residual.slack * (bound + norm(first - pull))),
            line("<", (c * r) ** 2, small.slack * (c * r + bound), C_theta_x * inside(theta).slack * (c * r + bound)),
        ),
    )
    return chain(
        line("=", alpha * size_slope(x_prime)),
        rules=(
            Rule(MIXED_BLOCK, mixed_block_is_bounded(u)),
            Rule(BALL, chain(line("<=", BALL.relation.rhs, by=SINGULAR(alpha, x_prime, theta, b, k)))),
        ),
        there=there.after(slope, moved, residual, close),
    )


def plane_constraint():
    """A flat constraint pᵀu = 0 and the loss θᵀu - ‖u‖²/2: on (b, nᵀk) the block [[0, -1], [-1, -1]], on the rest -1."""
    z = dot(diagonal, k)
    one, other = cauchy_schwarz(diagonal, k), cauchy_schwarz(-diagonal, k)
    return chain(
        line(
            "<=",
            z**2 + norm(k + b * diagonal) ** 2,
            Rational(3, 4) * one.slack * other.slack,
            Rational(3, 4) * (b + Rational(4, 3) * z) ** 2,
            Rational(5, 12) * z**2,
            by=(one, other),
        )
    )


def in_a_plane(slope, *, level=0, mixed=1):
    """The loss slopeᵀu - ‖u - x₀‖²/2 + α₀pᵀu under the constraint pᵀ(u - x₀) + level = 0, p = (1, …, 1)/√d."""
    step = u - x_0
    return Instance(
        functions={
            "ell": ((u, theta), dot(slope + alpha_0 * diagonal, u) - norm(step) ** 2 / 2),
            "ell_1": ((u, theta), slope - step + alpha_0 * diagonal),
            "ell_2": ((u, theta), mixed * u),
            "N": ((u,), dot(diagonal, step) + eps + level),
            "N_1": ((u,), diagonal),
        },
        constants={C_theta_x: mixed, c: Rational(1, 2)},
        derive={SINGULAR.name: plane_constraint},
    )


# With this slope no point of the ball is stationary; without a constraint none is where θ ≠ θ₀.
steep = -r * (1 + diagonal)
drifts = in_a_plane(theta - theta_0)
without_constraint = Instance(
    functions={
        "ell": ((u, theta), dot(theta - theta_0, u)),
        "ell_1": ((u, theta), theta - theta_0),
        "ell_2": ((u, theta), u),
        "N": ((u,), eps),
        "N_1": ((u,), Integer(0)),
    },
    constants={C_theta_x: 1, alpha_0: 0},
)
in_the_ball = lt((alpha - alpha_0) ** 2 + norm(x_prime - x_0) ** 2, r**2)
beta, v = alpha - alpha_0, x_prime - x_0
short = tuple(
    Lemma(lt(size, r), (line("<", r**2, in_the_ball.slack, other**2),), squared=True)
    for size, other in ((norm(v), beta), (Abs(beta), norm(v)))
)


def downhill_in_every_coordinate():
    """-r(1 + p_i) - v_i - βp_i < 0, as |v_i| <= ‖v‖ < r and |β| < r."""
    by = coordinate_size(v), below_abs(-v), below_abs(-beta)
    slacks = by[0].slack, by[1].slack, diagonal * by[2].slack, short[0].slack, diagonal * short[1].slack
    return chain(line("<", alpha * diagonal, *slacks, by=by), lemmas=short)


def too_far_for_the_ball():
    """pᵀv = -2r and ‖v‖ < r exclude each other: -r >= 0 makes each g = 1 + g²/4 - (2 - g)²/4 positive."""
    angle = cauchy_schwarz(-diagonal, v)
    gap = v + beta * diagonal
    terms = 1, gap**2 / 4, *((2 - gap) ** 2 / (4 * r) * left for left in (angle.slack, short[0].slack))
    return chain(line("<", alpha * diagonal, *terms, by=angle), lemmas=(short[0],))


branch = Claim(
    name="exists",
    says=(
        "By the implicit function theorem: for every $θ$ of $U$ there is a stationary point $(α, x')$ of (38) in the ball, with "
        "$N(x') = ε$; here $∇_xℓ(x', θ) = α∇N(x')$."
    ),
    assuming=(
        EQ_13,
        SINGULAR,
        *stationary,
        small,
        inside(theta),
        in_the_ball,
        eq(size(x_prime), eps),
    ),
    exists=(alpha, x_prime),
    conclusion=eq(ell_x(x_prime, theta), alpha * size_slope(x_prime)),
    derive=by_the_implicit_function_theorem,
    instance=Instance(
        functions={
            "ell": ((u, theta), dot(theta, u) - norm(u) ** 2 / 2),
            "ell_1": ((u, theta), theta - u),
            "ell_2": ((u, theta), u),
            "N": ((u,), dot(diagonal, u)),
            "N_1": ((u,), diagonal),
        },
        constants={C_theta_x: 1, c: Rational(1, 2)},
        derive={SINGULAR.name: plane_constraint},
    ),
    example=lambda dim: (
        dict.fromkeys((x_0, x_prime, theta_0, theta, u), (0,) * dim) | {alpha: 0, alpha_0: 0, eps: 0, r: 4, rho: 1}
    ),
    needs=(
        *(
            Removal(a, instance=chosen, put={theta: theta_0 + steep}, disprove=downhill_in_every_coordinate)
            for a, chosen in (
                (EQ_13, replace(drifts, constants={C_theta_x: 0, c: Rational(1, 2)})),
                (small, drifts),
                (inside(theta), drifts),
            )
        ),
        Removal(
            SINGULAR,
            instance=without_constraint,
            put={theta: theta_0 - rho / 2 * diagonal},
            disprove=lambda: chain(line("<", 0, rho / 2 * diagonal)),
        ),
        Removal(
            stationary[0],
            instance=in_a_plane(0 * theta, level=2 * r, mixed=0),
            put={theta: theta_0},
            disprove=too_far_for_the_ball,
        ),
        Removal(
            stationary[1],
            instance=in_a_plane(steep, mixed=0),
            put={theta: theta_0},
            disprove=downhill_in_every_coordinate,
        ),
    ),
)

STATEMENT = Statement(
    name="lemma-5-branch",
    title="The branch of Lemma 5 exists",
    section="3.2.2",
    uses=("lemma-5", "lemma-4-branch"),
)
