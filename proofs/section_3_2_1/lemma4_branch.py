"""Lemma 4 (Section 3.2.1) with the existence of its branch: the implicit function theorem is used here, not only named.

Given a stationary point x₀ at θ₀, and a ball of radius r about x₀ in which no eigenvalue of ∇²_xℓ exceeds -c for the θ of a ball U of
radius ρ with C_θx ρ < c r. Then for every θ in U there is a stationary point in the ball, there is only one, it is the maximum of ℓ
on the ball, and two of them are at most C_θx/c·‖θ₁-θ₂‖ apart. So x' is a function of θ, and (35) holds on U; nothing is assumed of it.
"""

from dataclasses import replace

from proofs._choices import axis
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
from proofs.section_3_2_1._branches import weak
from proofs.section_3_2_1.lemma4 import over_c
from proofs.setting import EQ_13, C_theta_x, ell, ell_x, theta, theta_1, theta_2, u
from verify import (
    Claim,
    Instance,
    Lemma,
    Removal,
    Rule,
    Schema,
    Statement,
    Symbol,
    Total,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    sigmoid,
    sqrt,
)
from verify.facts import (
    below_abs,
    cauchy_schwarz,
    coordinate_size,
    dotted,
    implicit_function,
    mean_value_inequality,
    taylor_along,
)

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


unit_sizes = {"c": 1, "r": 1, "rho": 1}
apart = {**unit_sizes, "r": 2, "rho": 2, "theta_0": (0,), "theta_1": (1,), "theta_2": (0,)}
apart |= {"x_0": (0,), "x_1": (1,), "x_2": (0,)}
zero, lowest = (0, 0, 0), (1, 1, 2)
far_away = {**unit_sizes, "theta_0": zero, "x_0": zero}

# Losses for which a conclusion fails outside the ball, or outside U.
v = u - x_0


def concave_near():
    """With v = u - x₀ the Hessian of c‖v‖⁴/(12r²) - c‖v‖² is at most c‖v‖²/r² - 2c."""
    up, down = cauchy_schwarz(v, w), cauchy_schwarz(-v, w)
    flatter = c / r**2 * norm(w) ** 2 * (r - norm(v)) * (r + norm(v))
    both = 2 * c / (3 * r**2) * up.slack * down.slack
    return chain(line("<=", -c * norm(w) ** 2, flatter, both, by=(up, down)))


rises_far_away = Instance(
    {
        "ell": ((u, theta), c / (12 * r**2) * norm(v) ** 4 - c * norm(v) ** 2),
        "ell_1": ((u, theta), (c / (3 * r**2) * norm(v) ** 2 - 2 * c) * v),
        "ell_2": ((u, theta), 0 * theta),
    },
    {C_theta_x: 0},
    {CONCAVE.name: concave_near},
)

# At θ of U the factor is at least 1, and it vanishes at one point further out. The gradient of H = √(1 + ‖v‖²) is shorter than 1.
factor, H = 1 + rho + dot(axis, theta - theta_0), sqrt(1 + norm(v) ** 2)
scale = c * (1 + r**2) ** 2


def concave_inside():
    """The Hessian of H is at least 1/H³, and H³ <= H⁴ <= (1 + r²)² in the ball."""
    up, down, angle = cauchy_schwarz(v, w), cauchy_schwarz(-v, w), cauchy_schwarz(-axis, theta - theta_0)
    size = norm(v)
    across, bent = up.slack * down.slack, (norm(w) ** 2, up.slack * down.slack)
    smaller = (r - size) * (r + size) * (1 + r**2 + H**2) + H**3 * size**2 / (H + 1)
    more = (scale * gap * size for gap in (angle.slack, inside(theta).slack) for size in bent)
    terms = *more, scale * across, c * norm(w) ** 2 * smaller
    return chain(line("<=", -c * norm(w) ** 2, *(t / H**3 for t in terms), by=(up, down, angle)))


def no_faster_than_the_input():
    """H₁H₂ >= 1 + ‖v₁‖‖v₂‖ >= 1 + <v₁, v₂>, so (H₁ - H₂)² <= ‖v₁ - v₂‖²."""
    v_1, v_2 = x_1 - x_0, x_2 - x_0
    both, sizes = sqrt(1 + norm(v_1) ** 2) * sqrt(1 + norm(v_2) ** 2), norm(v_1) * norm(v_2)
    angle = cauchy_schwarz(v_1, v_2)
    wider = Lemma(le(1 + sizes, both), (line("<=", both**2, (norm(v_1) - norm(v_2)) ** 2),), squared=True)
    terms = (2 * scale**2 * f.slack for f in (wider, angle))
    return chain(line("<=", (scale * norm(x_1 - x_2)) ** 2, *terms, by=angle), lemmas=(wider,), squared=True)


flat_outside = Instance(
    {
        "ell": ((u, theta), -scale * factor * H),
        "ell_1": ((u, theta), -scale * factor / H * v),
        "ell_2": ((u, theta), -scale * H * axis),
    },
    {C_theta_x: scale},
    {CONCAVE.name: concave_inside, EQ_13.name: no_faster_than_the_input},
)


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
    closer = Lemma(near(x_prime), (line("<", r**2, ball.assuming[0].slack),), squared=True)
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
            line("<", (c * r) ** 2, small.slack * (c * r + bound), C_theta_x * inside(theta).slack * (c * r + bound)),
        ),
    )
    return chain(
        line("=", 0),
        rules=(Rule(MIXED_BLOCK, mixed_block_is_bounded(u)), Rule(ball, shown)),
        there=there.after(slope, moved, residual, close),
    )


# The gradients vanish at (x₀, θ₀), but that of `never_stationary`, and nowhere in the ball for some θ. The second is the first
# for θ = θ₀ - cr(1, …, 1).
drifts = Instance(
    {
        "ell": ((u, theta), dot(theta - theta_0, u) - c / 2 * norm(v) ** 2),
        "ell_1": ((u, theta), theta - theta_0 - c * v),
        "ell_2": ((u, theta), u),
    },
    {C_theta_x: 1},
)
never_stationary = Instance(
    {
        "ell": ((u, theta), -c / 2 * norm(v) ** 2 - c * r * Total(u)),
        "ell_1": ((u, theta), -c * (v + r)),
        "ell_2": ((u, theta), 0 * theta),
    },
    {C_theta_x: 0},
)
straight = Instance(
    {
        "ell": ((u, theta), dot(theta - theta_0, u)),
        "ell_1": ((u, theta), theta - theta_0),
        "ell_2": ((u, theta), u),
    },
    {C_theta_x: 1},
)


def downhill_in_every_coordinate():
    """-r - v_i <= ‖v‖ - r < 0, v = x' - x₀."""
    step = x_prime - x_0
    by, size = (coordinate_size(step), below_abs(-step)), norm(step)
    room = c * (r**2 - size**2) / (r + size)
    return chain(line("<", 0, room, *(c * f.slack for f in by), by=by))


def drifting(assumption, chosen):
    """The assumption left out where the stationary point has left the ball."""
    return Removal(assumption, instance=chosen, put={theta: theta_0 - c * r}, disprove=downhill_in_every_coordinate)


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
    needs=(
        drifting(EQ_13, replace(drifts, constants={C_theta_x: 0})),
        Removal(
            CONCAVE,
            instance=straight,
            put={theta: theta_0 - rho / 2 * axis},
            disprove=lambda: chain(line("<", 0, rho / 2 * axis)),
        ),
        Removal(stationary, instance=never_stationary, put={theta: theta_0}, disprove=downhill_in_every_coordinate),
        drifting(small, drifts),
        drifting(inside(theta), drifts),
    ),
)


def between(a, b):
    """A point strictly between two points of the ball, and that it lies in the ball."""
    part, point = sigmoid(s), a + sigmoid(s) * (b - a)
    ends = [f * (r - norm(v - x_0)) * (r + norm(v - x_0)) for f, v in ((1 - part, a), (part, b))]
    convex = line("<", r**2, *ends, part * (1 - part) * norm(a - b) ** 2, why="a ball is convex")
    return point, Lemma(near(point), (convex,), squared=True)


def below_the_parabola(a, b, at):
    """ℓ(b) <= ℓ(a) + <∇_xℓ(a), b - a> - c/2 ‖a - b‖², by the Hessian between them."""
    point, close = between(a, b)
    law = taylor_along(ell(a, at), s, a, b, -c * norm(b - a) ** 2)
    return law, close, Lemma(law.premises[0], (line("<=", law.premises[0].rhs, by=CONCAVE(point, at, b - a)),))


def largest_in_the_ball():
    law, *lemmas = below_the_parabola(x_prime, u, theta)
    flat = dotted(ell_x(x_prime, theta), 0, u - x_prime)
    return chain(line("<=", maximum.conclusion.rhs, law.slack, by=(law, flat)), lemmas=(*lemmas,))


maximum = Claim(
    name="maximum",
    says="Such a stationary point is the strict maximum of $ℓ$ on the ball: $ℓ(u, θ) ≤ ℓ(x', θ) - c/2·‖u-x'‖²$.",
    assuming=(CONCAVE, inside(theta), near(u), near(x_prime), eq(ell_x(x_prime, theta), 0)),
    conclusion=le(ell(u, theta), ell(x_prime, theta) - c / 2 * norm(u - x_prime) ** 2),
    derive=largest_in_the_ball,
    instance=pull,
    example=at_zero,
    needs=(
        Removal(
            inside(theta),
            instance=weak(CONCAVE),
            point={**unit_sizes, "r": 2, "theta": (2,), "theta_0": (0,), "x_0": (0,), "x'": (0,), "u": (1,)},
        ),
        Removal(
            near(u),
            instance=rises_far_away,
            point={**unit_sizes, "theta": (0,), "theta_0": (0,), "x_0": (0,), "x'": (0,), "u": (3,)},
        ),
        Removal(near(x_prime), instance=rises_far_away, point={**far_away, "theta": zero, "u": zero, "x'": lowest}),
    ),
)


def both_parabolas():
    """c‖x₁ - x₂‖² <= <∇_xℓ(x₂, θ₁), x₁ - x₂> = <∇_xℓ(x₂, θ₁) - ∇_xℓ(x₂, θ₂), x₁ - x₂> <= C_θx‖θ₁ - θ₂‖‖x₁ - x₂‖."""
    step, size, bound = x_1 - x_2, norm(x_1 - x_2), C_theta_x * norm(theta_1 - theta_2)
    zero_1, zero_2, other = ell_x(x_1, theta_1), ell_x(x_2, theta_2), ell_x(x_2, theta_1)
    there, inside_there, bent_there = below_the_parabola(x_1, x_2, theta_1)
    back, inside_back, bent_back = below_the_parabola(x_2, x_1, theta_1)
    slope, moved = moves(theta_1, theta_2, x_2)
    angle = cauchy_schwarz(other - zero_2, step)
    product = (
        line("<=", dot(other - zero_1, step), there.slack, back.slack, by=(there, back)),
        line("=", dot(other - zero_2, step), by=(dotted(zero_1, 0, step), dotted(zero_2, 0, step)), why="both vanish"),
        line("<=", bound * size, angle.slack, size * moved.slack, by=angle),
    )
    lemmas = inside_there, bent_there, inside_back, bent_back, slope, moved
    shown = Lemma(le(c * size**2, bound * size), product)
    return over_c(
        chain(
            divided(size, c, bound),
            lemmas=(*lemmas, shown),
            rules=(Rule(MIXED_BLOCK, mixed_block_is_bounded(u)),),
            squared=True,
        ),
        size,
        bound,
    )


unique = Claim(
    name="unique-and-lipschitz",
    says=(
        "Of two stationary points in the ball, at $θ₁$ and $θ₂$ of $U$, $‖x₁-x₂‖ ≤ C_θx/c·‖θ₁-θ₂‖$: for $θ₁ = θ₂$ they are "
        "one, so $x'$ is a function of $θ$, and (35) holds."
    ),
    equations=(35,),
    assuming=(
        EQ_13,
        CONCAVE,
        inside(theta_1),
        near(x_1),
        near(x_2),
        eq(ell_x(x_1, theta_1), 0),
        eq(ell_x(x_2, theta_2), 0),
    ),
    conclusion=le(norm(x_1 - x_2), C_theta_x / c * norm(theta_1 - theta_2)),
    derive=both_parabolas,
    instance=pull,
    example=at_zero,
    needs=(
        Removal(EQ_13, instance=replace(pull, constants={}), point={**apart, "C_theta_x": 0}),
        Removal(
            inside(theta_1),
            instance=flat_outside,
            point={**apart, "rho": 1, "theta_1": (-2,), "theta_2": (-2,), "x_1": ("3/4",)},
        ),
        *(
            Removal(near(end), instance=rises_far_away, point={**far_away, "theta_1": zero, "theta_2": zero, **ends})
            for end, ends in ((x_1, {"x_1": lowest, "x_2": zero}), (x_2, {"x_1": zero, "x_2": lowest}))
        ),
        Removal(eq(ell_x(x_2, theta_2), 0), instance=pull, point={**apart, "theta_1": (0,), "x_1": (0,), "x_2": (1,)}),
    ),
)

STATEMENT = Statement(
    name="lemma-4-branch",
    title="The branch of Lemma 4 exists, is unique, and is one of maxima",
    section="3.2.1",
    uses=("lemma-4",),
)
