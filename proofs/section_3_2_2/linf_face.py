"""Section 3.2.2, "if we use L∞ constraint ... we cannot show the same results": the active-set theorem for faces of the box.

A face is given by a vector s: coordinate i of x' is at x_i + ε or x_i - ε where s_i > 0 or s_i < 0, and free where s_i = 0. Given a point
of the face at θ₀ with free gradient 0, and a ball in which the Hessian is at most -c on free vectors, everything that Lemma 5 says
holds on the face: the branch exists, it is (C_θx/c)-Lipschitz, and where the multipliers s_i∇_iℓ are at least m > 0 on the active
coordinates, it is one of strict local maxima over the box. That the norm is not twice differentiable plays no part.
"""

from dataclasses import replace

from proofs._reasons import NOWHERE
from proofs.section_3_2.setting import (
    MIXED_BLOCK,
    c,
    divided,
    h,
    hessian,
    inside,
    k,
    mixed_block_is_bounded,
    rho,
    theta_0,
    w,
)
from proofs.section_3_2_1.lemma4 import over_c
from proofs.section_3_2_1.lemma4_branch import moves, r, small
from proofs.section_3_2_2.setting import p
from proofs.setting import EQ_13, C_theta_x, ell, ell_x, eps, theta, theta_1, theta_2, u, x
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
    sign,
    sqrt,
)
from verify.facts import cauchy_schwarz, dotted, implicit_function, norms_decrease, taylor_along

side = sign(Vector("s"))
active, free = side**2, 1 - side**2
x_0, x_1, x_2, x_prime = map(Vector, ("x_0", "x_1", "x_2", "x'"))
t = Symbol("t")


def on_face(u):
    """The point of the face with the free coordinates of u."""
    return free * u + active * x + eps * side


start = on_face(x_0)


def near(u):
    return lt(norm(u - start), r)


def pull(u, theta):
    """The free part of the gradient in x."""
    return free * ell_x(u, theta)


CONCAVE = Schema(
    "in the ball the Hessian is at most $-c$ on free vectors, for the parameters of $U$",
    (u, theta, w),
    le(dot(free * w, hessian(free * w, on_face(u), theta)), -c * norm(free * w) ** 2),
    (near(on_face(u)), inside(theta)),
)
stationary = eq(pull(start, theta_0), 0)
there = implicit_function(
    (x_prime,), (pull(on_face(x_prime), theta) - c * active * (x_prime - x - eps * side),), (start,), r, c, (k,)
)
BALL, close_at_start = there.premises


def on_free_and_active_vectors():
    """With f the free part of k and q the active one: c‖f‖ <= ‖(∇²_xℓ f)_free‖, and the active part of the image is -cq."""
    f, q = free * k, active * k
    image = free * hessian(f, on_face(x_prime), theta)
    gap = x_prime - start
    closer = Lemma(
        near(on_face(x_prime)),
        (line("<=", dot(gap, gap), norm(active * gap) ** 2), line("<", r**2, BALL.assuming[0].slack)),
        squared=True,
    )
    product = (
        line("<=", -dot(f, hessian(f, on_face(x_prime), theta)), by=CONCAVE(x_prime, theta, k)),
        line("=", -dot(f, image)),
        line("<=", norm(image) * norm(f), by=cauchy_schwarz(-f, image)),
    )
    along = Lemma(le(c * norm(f) ** 2, norm(image) * norm(f)), product)
    small_part = Lemma(le(c * norm(f), norm(image)), (divided(norm(f), c, norm(image)),), squared=True)
    return chain(
        line("=", c**2 * norm(f) ** 2 + c**2 * norm(q) ** 2),
        line("<=", norm(image) ** 2 + c**2 * norm(q) ** 2, small_part.slack * (norm(image) + c * norm(f))),
        line("=", BALL.relation.rhs),
        lemmas=(closer, along, small_part),
    )


def by_the_implicit_function_theorem():
    first, zero, bound = pull(start, theta), pull(start, theta_0), C_theta_x * norm(theta - theta_0)
    slope, moved = moves(theta, theta_0, start)
    change = ell_x(start, theta) - ell_x(start, theta_0)
    residual = Lemma(
        le(norm(first), bound),
        (
            line(
                "=",
                norm(first - zero) ** 2,
                by=(dotted(zero, 0, first), dotted(zero, 0, zero)),
                why="the free gradient is 0",
            ),
            line("<=", norm(change) ** 2, norm(active * change) ** 2),
            line("<=", bound**2, moved.slack * (bound + norm(change))),
        ),
        squared=True,
    )
    close = Lemma(
        close_at_start,
        (
            line("=", norm(first) ** 2),
            line("<=", bound**2, residual.slack * (bound + norm(first))),
            line("<", (c * r) ** 2, small.slack * (c * r + bound), C_theta_x * inside(theta).slack * (c * r + bound)),
        ),
    )
    whole = pull(on_face(x_prime), theta) - c * active * (x_prime - x - eps * side)
    return chain(
        line("=", 0, by=dotted(whole, 0, pull(on_face(x_prime), theta)), why="the free part of the equation"),
        squared=True,
        rules=(Rule(MIXED_BLOCK, mixed_block_is_bounded(u)), Rule(BALL, on_free_and_active_vectors())),
        there=there.after(slope, moved, residual, close),
    )


# What shows that each assumption is needed. On the face without active coordinates, s = 0, with the direction p = (1, ..., 1)/√d.
along_p, inner, half = dot(p, u), Vector("s"), Rational(1, 2)


def concave_near_p():
    """Within 1/2 of p is pᵀu >= 1/2."""
    angle = cauchy_schwarz(p, p - u)
    close = Lemma(le(half, along_p), (line("<=", along_p, angle.slack, half - norm(u - p), by=angle),))
    return chain(line("<=", -(norm(w) ** 2), 2 * close.slack * dot(p, w) ** 2), lemmas=(close,))


# Its stationary points are p, where it is concave, and -p.
two_stationary_points = Instance(
    functions={
        "ell": ((u, theta), along_p - along_p**3 / 3 - (norm(u) ** 2 - along_p**2) / 2),
        "ell_1": ((u, theta), p - along_p**2 * p - u + along_p * p),
        "ell_2": ((u, theta), 0 * theta),
    },
    constants={C_theta_x: 0, inner: 0, x_0: p, r: half, c: 1},
    derive={CONCAVE.name: concave_near_p},
)


def root(u):
    """√(1 + (pᵀu)²)."""
    return sqrt(1 + dot(p, u) ** 2)


def roots_move_less():
    """1 + ab <= √(1 + a²) √(1 + b²) for a = pᵀx₁, b = pᵀx₂, and pᵀ(x₁ - x₂) is no longer than x₁ - x₂."""
    first, last, gap = dot(p, x_1), dot(p, x_2), x_1 - x_2
    both = root(x_1) * root(x_2)
    larger = Lemma(le(1 + first * last, both), (line("<=", both**2, (first - last) ** 2),), squared=True)
    across = gap - dot(gap, p) * p
    return chain(line("<=", norm(gap) ** 2, norm(across) ** 2, 2 * larger.slack), lemmas=(larger,), squared=True)


def concave_for_short_parameters():
    """The second derivative pᵀθ (pᵀw)²/√(1 + (pᵀu)²)³ - 2‖w‖² is at most -‖w‖² where pᵀθ <= 1."""
    angle, size, part = cauchy_schwarz(p, theta), root(u), dot(p, w)
    long = Lemma(le(1, size), (line("<=", size**2, along_p**2),), squared=True)
    short = Lemma(le(dot(p, theta), 1), (line("<=", 1, angle.slack, 1 - norm(theta), by=angle),))
    terms = (
        norm(w - part * p) ** 2,
        short.slack * part**2 / size**3,
        long.slack * part**2 * (size**2 + size + 1) / size**3,
    )
    return chain(line("<=", -(norm(w) ** 2), *terms), lemmas=(long, short))


# Beyond U, where ‖θ‖ >= 1, it is convex at 0: at pᵀθ = 10/3 the points 0 and 4p/3 are stationary.
bending_beyond = Instance(
    functions={
        "ell": ((u, theta), dot(p, theta) * root(u) - norm(u) ** 2),
        "ell_1": ((u, theta), dot(p, theta) * along_p / root(u) * p - 2 * u),
        "ell_2": ((u, theta), root(u) * p),
    },
    constants={C_theta_x: 1, inner: 0, theta_0: 0, rho: 1, c: 1},
    derive={EQ_13.name: roots_move_less, CONCAVE.name: concave_for_short_parameters},
)


# With ρ/2 < ‖θ‖ the gradient θ/2 is not 0.
nowhere_stationary = Instance(
    functions={
        "ell": ((u, theta), dot(theta, u) / 2),
        "ell_1": ((u, theta), theta / 2),
        "ell_2": ((u, theta), u / 2),
    },
    constants={C_theta_x: half, inner: 0, theta_0: 0, r: 1},
)

branch = Claim(
    name="exists",
    says="By the implicit function theorem: for every $θ$ of $U$ the face has a point with free gradient 0 in the ball.",
    source="own",
    assuming=(
        EQ_13,
        CONCAVE,
        stationary,
        small,
        inside(theta),
        lt(norm(x_prime - start) ** 2, r**2),
    ),
    exists=(x_prime,),
    conclusion=eq(norm(pull(on_face(x_prime), theta)), 0),
    derive=by_the_implicit_function_theorem,
    needs=(
        Removal(CONCAVE, instance=nowhere_stationary, put={c: norm(theta)}),
        *(Removal(a, why=NOWHERE) for a in (EQ_13, stationary, small, inside(theta))),
    ),
    instance=Instance(
        functions={
            "ell": ((u, theta), dot(theta, u) - c / 2 * norm(u) ** 2),
            "ell_1": ((u, theta), theta - c * u),
            "ell_2": ((u, theta), u),
        },
        constants={C_theta_x: 1},
        derive={CONCAVE.name: lambda: chain(line("=", -c * norm(free * w) ** 2))},
    ),
    example=lambda dim: (
        dict.fromkeys((x_0, x_prime, x, theta_0, theta, u), (0,) * dim)
        | {Vector("s"): (1, *[0] * (dim - 1)), eps: 0, r: 2, rho: 1, c: 1}
    ),
)


def below_the_parabola(p, q, at):
    """ℓ(b) <= ℓ(a) + <∇_xℓ(a), b - a> - c/2 ‖a - b‖² for the points a, b of the face that p and q stand for."""
    a, b, part = on_face(p), on_face(q), sigmoid(t)
    law = taylor_along(ell(a, at), t, a, b, -c * norm(b - a) ** 2)
    middle = a + part * (b - a)
    ends = [f * (r - norm(v - start)) * (r + norm(v - start)) for f, v in ((1 - part, a), (part, b))]
    convex = line("<", r**2, *ends, part * (1 - part) * norm(a - b) ** 2, why="a ball is convex")
    close = Lemma(near(middle), (convex,), squared=True)
    bent = line("<=", law.premises[0].rhs, by=CONCAVE(p + part * (q - p), at, q - p))
    return law, close, Lemma(law.premises[0], (bent,))


def both_parabolas():
    """As for Lemma 4 (lemma-4-branch): the step is free, so only the free parts of the gradients count."""
    a, b = on_face(x_1), on_face(x_2)
    step, size, bound = a - b, norm(a - b), C_theta_x * norm(theta_1 - theta_2)
    first, last, other = ell_x(a, theta_1), ell_x(b, theta_2), ell_x(b, theta_1)
    ahead, inside_ahead, bent_ahead = below_the_parabola(x_1, x_2, theta_1)
    back, inside_back, bent_back = below_the_parabola(x_2, x_1, theta_1)
    slope, moved = moves(theta_1, theta_2, b)
    angle, gap = cauchy_schwarz(other - last, step), x_1 - x_2
    product = (
        line("<=", dot(other - first, step), ahead.slack, back.slack, by=(ahead, back)),
        line("=", dot(other - last, step), by=(dotted(free * first, 0, gap), dotted(free * last, 0, gap))),
        line("<=", bound * size, angle.slack, size * moved.slack, by=angle),
    )
    lemmas = inside_ahead, bent_ahead, inside_back, bent_back, slope, moved
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


origin = {"x": (0,), "theta_0": (0,), "theta_1": (0,), "theta_2": (0,), "x_2": (0,), "varepsilon": 0}
unique = Claim(
    name="unique-and-lipschitz",
    says=(
        "Of two such points, at $θ₁$ and $θ₂$ of $U$, $‖x₁'-x₂'‖ ≤ C_θx/c·‖θ₁-θ₂‖$: the constant of Lemmas 4 and 5, for every loss."
    ),
    source="own",
    assuming=(
        EQ_13,
        CONCAVE,
        inside(theta_1),
        near(on_face(x_1)),
        near(on_face(x_2)),
        eq(pull(on_face(x_1), theta_1), 0),
        eq(pull(on_face(x_2), theta_2), 0),
    ),
    conclusion=le(norm(on_face(x_1) - on_face(x_2)), C_theta_x / c * norm(theta_1 - theta_2)),
    derive=both_parabolas,
    instance=branch.instance,
    needs=(
        Removal(
            EQ_13,
            instance=replace(branch.instance, constants={C_theta_x: 0}),
            point=origin | {"theta_1": (1,), "x_1": (1,), "s": (0,), "x_0": (0,), "rho": 2, "r": 2, "c": 1},
        ),
        Removal(
            inside(theta_1),
            instance=bending_beyond,
            point=origin | {"theta_1": ("10/3",), "theta_2": ("10/3",), "x_0": (0,), "x_1": ("4/3",), "r": 2},
        ),
        Removal(
            near(on_face(x_1)), instance=two_stationary_points, point=origin | {"x_1": (-1,), "x_2": (1,), "rho": 1}
        ),
        Removal(
            near(on_face(x_2)), instance=two_stationary_points, point=origin | {"x_1": (1,), "x_2": (-1,), "rho": 1}
        ),
    ),
    example=lambda dim: (
        dict.fromkeys((x_0, x_1, x_2, x, theta_0, theta_1, theta_2, u), (0,) * dim)
        | {Vector("s"): (1, *[0] * (dim - 1)), eps: 0, r: 2, rho: 1, c: 1, C_theta_x: 1}
    ),
)

# Strict multipliers: at one parameter.
m, B = (Symbol(name, positive=True) for name in "mB")
edge = on_face(x_prime)
slope = ell_x(edge, theta)
CURVED = Schema(
    "near $x'$ the Hessian is at most $-c$ on free vectors, and otherwise bounded by $B$",
    (u, k),
    le(
        dot(k, hessian(k, u, theta)),
        -c * norm(free * k) ** 2 + 2 * B * norm(k) * norm(active * k),
    ),
    (le(norm(u - edge), r),),
)
multipliers = le(m * active, side * slope)
inwards, within, short = le(side * h, 0), le(norm(h), r), le(2 * B * norm(h), m)


def inwards_and_along_the_face():
    """∇_xℓᵀh = Σ s_i∇_iℓ s_ih_i <= -mΣ|h_i| over the active i, as s_ih_i <= 0; and Σ|h_i| >= ‖q‖, q the active part of h."""
    part, q, inward = sigmoid(t), active * h, -side * h
    law = taylor_along(ell(edge, theta), t, edge, edge + h, CURVED.relation.rhs.xreplace({k: h}))
    length = norms_decrease(q, 1, 2)
    size = Lemma(le(Abs(q), inward), (line("=", inward**2),), squared=True)
    close = Lemma(
        le(norm(edge + part * h - edge), r),
        (
            line("=", (part * norm(h)) ** 2),
            line("<=", norm(h) ** 2, (1 - part) * (1 + part) * norm(h) ** 2),
            line("<=", r**2, (r - norm(h)) * (r + norm(h))),
        ),
        squared=True,
    )
    bent = Lemma(law.premises[0], (line("<=", law.premises[0].rhs, by=CURVED(edge + part * h, h)),))
    rest = Lemma(
        eq(dot(slope, h), dot(active * slope, h)), (line("=", dot(active * slope, h), by=dotted(free * slope, 0, h)),)
    )
    terms = (
        law.slack,
        Total(multipliers.slack * size.slack),
        Total(multipliers.slack * Abs(q)),
        m * Total(size.slack),
        m * length.slack,
        short.slack * norm(q) / 2,
    )
    return chain(
        line("<=", strict.conclusion.rhs, *terms, by=(law, length)),
        lemmas=(size, close, bent, rest),
    )


# A corner of the box, s = (1, ..., 1) and x' = x: far enough inwards the loss is larger again.
corner = {Vector("s"): Integer(1), eps: 0}
depth, twelfth = dot(p, u - x), Rational(1, 12)
bent_upwards = Instance(
    functions={
        "ell": ((u, theta), dot(theta, u) + B * norm(u - x) ** 2),
        "ell_1": ((u, theta), theta + 2 * B * (u - x)),
        "ell_2": ((u, theta), u),
    },
    constants=corner,
)


def flat_nearby():
    """The second derivative is -6pᵀ(u - x)(pᵀk)², and -pᵀ(u - x) <= r = 1/12."""
    angle, part = cauchy_schwarz(p, x - u), dot(p, k)
    close = Lemma(le(-twelfth, depth), (line("<=", depth, angle.slack, twelfth - norm(u - x), by=angle),))
    rest = norm(k - part * p) ** 2 / 2
    return chain(line("<=", norm(k) ** 2 / 2, rest, 6 * close.slack * part**2), lemmas=(close,))


rising_far_away = Instance(
    functions={
        "ell": ((u, theta), dot(theta, u) - depth**3),
        "ell_1": ((u, theta), theta - 3 * depth**2 * p),
        "ell_2": ((u, theta), u),
    },
    constants={**corner, r: twelfth, B: 3 * twelfth},
    derive={CURVED.name: flat_nearby},
)
two_inwards = {"theta": (1,), "h": (-2,), "x": (0,), "x'": (0,), "m": 1, "c": 1}

strict = Claim(
    name="strict",
    says=(
        "Where the multipliers $s_i∇_iℓ$ are at least $m > 0$ on the active coordinates it is a strict local maximum over the "
        "box: $ℓ(x'+h, θ) ≤ ℓ(x', θ) - c/2·‖f‖² - m/2·‖q‖$ for every step $h = f + q$, free and active, that points into it "
        "($s_ih_i ≤ 0$), with $‖h‖ ≤ r$ and $2B‖h‖ ≤ m$."
    ),
    source="own",
    assuming=(CURVED, eq(pull(edge, theta), 0), multipliers, inwards, within, short),
    conclusion=le(ell(edge + h, theta), ell(edge, theta) - c / 2 * norm(free * h) ** 2 - m / 2 * norm(active * h)),
    derive=inwards_and_along_the_face,
    needs=(
        Removal(within, instance=rising_far_away, point=two_inwards),
        Removal(short, instance=bent_upwards, point=two_inwards | {"r": 2, "B": 1}),
    ),
    instance=Instance(
        functions={
            "ell": ((u, theta), dot(theta, u) - c / 2 * norm(u - x) ** 2),
            "ell_1": ((u, theta), theta - c * (u - x)),
            "ell_2": ((u, theta), u),
        },
        derive={
            CURVED.name: lambda: chain(
                line("<=", CURVED.relation.rhs, c * norm(active * k) ** 2, 2 * B * norm(k) * norm(active * k))
            )
        },
    ),
    example=lambda dim: (
        dict.fromkeys((x_prime, x, h, u), (0,) * dim)
        | {Vector("s"): (1, *[0] * (dim - 1)), theta: (2, *[0] * (dim - 1)), eps: 1, r: 1, c: 1, m: 1, B: 1}
    ),
)

STATEMENT = Statement(
    name="linf-face",
    title="On a face of the box an $L∞$ attack is as smooth as inside",
    section="3.2.2",
    where=(
        "$U$ is the ball about $θ₀$ of radius $ρ$; coordinate $i$ is at $x_i + ε$ or $x_i - ε$ where $s_i > 0$ or $s_i < 0$, "
        "and free where $s_i = 0$."
    ),
    uses=("lemma-4-branch",),
)
