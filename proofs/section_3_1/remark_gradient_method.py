"""Section 3.1, after Theorem 1: "if L_eps(theta^0) < L_eps(0), a gradient method is effective", under L2.

With K >= (R + eps)^2/4 + eps/theta_min one step of size $1/K$ lowers the loss by ‖gradient‖^2/(2K), whatever lies between
the two points. The loss stays below L_eps(0), so the next point is as far from the origin. Nothing is assumed of the
level set.
"""

from fractions import Fraction

from proofs.setting import R, adversarial_loss, average, eps, gradient_l2, margin, theta, theta_min, x, x_n, y, y_n, z
from verify import (
    Claim,
    Lemma,
    Mean,
    Rational,
    Removal,
    Statement,
    Symbol,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    log,
    lt,
    norm,
    sigmoid,
    softplus,
)
from verify.facts import (
    below_abs,
    cauchy_schwarz,
    logistic_loss,
    logistic_symmetry,
    mean_value,
    minkowski,
    tangent,
    taylor,
)

w = Vector("w")
K = Symbol("K", positive=True)
large_enough = le((R + eps) ** 2 / 4 + eps / theta_min, K)


def average_loss(theta):
    return average(adversarial_loss(theta, x, y))


def average_gradient(theta):
    return average(gradient_l2(theta, x, y))


def model(theta, h):
    """The quadratic upper model of the loss at theta."""
    return average_loss(theta) + dot(average_gradient(theta), h) + K / 2 * norm(h) ** 2


def margin_steps(h):
    """|m(theta + h) - m(theta)| <= (R + eps)‖h‖ for every data point, squared."""
    gap, reach = margin(theta + h, x_n, y_n) - margin(theta, x_n, y_n), (R + eps) * norm(h)
    up, down = cauchy_schwarz(-y_n * h, x_n), cauchy_schwarz(y_n * h, x_n)
    longer, shorter = minkowski(theta, h), minkowski(theta + h, -h)
    below = (R - norm(x_n)) * norm(h), up.slack, eps * longer.slack
    above = (R - norm(x_n)) * norm(h), down.slack, eps * shorter.slack
    room = [b * a for b in below for a in above]
    return Lemma(le(gap**2, reach**2), (line("<=", reach**2, *room, by=(up, down, longer, shorter)),))


def without_a_segment(h):
    """softplus has curvature at most 1/4, and ‖theta + h‖ <= (‖theta‖^2 + ‖theta + h‖^2)/(2‖theta‖)."""
    here, there, a = margin(theta, x_n, y_n), margin(theta + h, x_n, y_n), norm(theta)
    s, law, steps = sigmoid(here), taylor(softplus(z), z, here, there, Rational(1, 4)), margin_steps(h)
    bend = eps * norm(h) ** 2 / 2
    terms = (
        Mean(law.slack),
        Mean(steps.slack) / 8,
        eps / (2 * a) * (norm(theta + h) - a) ** 2 * Mean(s),
        bend * (a - theta_min) / (a * theta_min) * Mean(s),
        bend / theta_min * Mean(1 - s),
        large_enough.slack / 2 * norm(h) ** 2,
    )
    return chain(line("<=", model(theta, h), *terms, by=law), lemmas=(steps,))


away = (le(theta_min, norm(theta)), le(norm(x_n), R), large_enough)
h, g = Vector("h"), Vector("g")

upper_model = Claim(
    name="upper-model",
    says=(
        "From any $θ$ with $‖θ‖ ≥ θ_min$ the loss lies below its quadratic model with $K ≥ (R + ε)²/4 + "
        "ε/θ_min$ at every $θ + h$, the origin included."
    ),
    assuming=away,
    conclusion=le(average_loss(theta + h), model(theta, h)),
    derive=lambda: without_a_segment(h),
    source="own",
)


def one_step():
    """The quadratic model at h = -g/K is L - <gradient, g>/K + ‖g‖^2/(2K)."""
    step = -g / K
    start = without_a_segment(step)
    return chain(*start.lines, line("=", average_loss(theta) - norm(g) ** 2 / (2 * K)), lemmas=start.lemmas)


across = {
    "theta_min": 1,
    "varepsilon": 0,
    "y_n": (1,),
    "x_n": ((0, 1),),
    "theta": (1, 0),
    "g": (0, -Fraction(1, 2)),
    "R": 1,
    "K": Fraction(1, 100),
}

descent = Claim(
    name="descent",
    says=(
        "One step of size $1/K$ along $g = ∇L_ε(θ)$, or any $g$ with $gᵀ∇L_ε(θ) = ‖g‖²$, lowers the loss by at least $‖g‖²/(2K)$."
    ),
    assuming=(*away, eq(dot(average_gradient(theta), g), dot(g, g))),
    conclusion=le(average_loss(theta - g / K), average_loss(theta) - norm(g) ** 2 / (2 * K)),
    derive=one_step,
    example=lambda dim: {
        theta: (1, *[0] * (dim - 1)),
        theta_min: 1,
        R: 3 * dim,
        K: 9 * dim**2,
        eps: 1,
        y_n: (1,),
        x_n: ((1, *[3] * (dim - 1)),),
        g: (0, *[Fraction(-3, 2)] * (dim - 1)),
    },
    needs=(
        Removal(
            away[0],
            point={
                **across,
                "x_n": ((1, Fraction(1, 2)),),
                "varepsilon": 1,
                "theta": (Fraction(1, 100), 0),
                "g": (0, -Fraction(1, 4)),
                "R": Fraction(3, 2),
                "theta_min": 100,
                "K": 2,
            },
        ),
        Removal(away[1], point={**across, "R": 0}),
        Removal(away[2], point=across),
    ),
)


def far_from_the_origin():
    """softplus lies above its tangent at 0: log 2 - R‖theta‖/2 <= L_eps(theta)."""
    rise, angle = tangent(softplus(z), z, 0, margin(theta, x_n, y_n)), cauchy_schwarz(y_n * theta, x_n)
    parts = log(2) - R * theta_min / 2 - average_loss(theta), Mean(rise.slack), Mean(angle.slack) / 2
    data = norm(theta) * Mean(R - norm(x_n)) / 2, eps * norm(theta) / 2
    by = rise, angle, logistic_symmetry(0), logistic_loss(0)
    return chain(line("<=", norm(theta), *(2 / R * part for part in (*parts, *data)), by=by))


some_room = lt(0, R)

stays_away = Claim(
    name="stays-away",
    says=(
        "Where the loss is at most $L_ε(0) - Rθ_min/2$, as after every step from such a $θ$, the parameter satisfies $‖θ‖ ≥ θ_min$."
    ),
    assuming=(some_room, le(norm(x_n), R), le(average_loss(theta), log(2) - R * theta_min / 2)),
    conclusion=le(theta_min, norm(theta)),
    derive=far_from_the_origin,
    example=lambda dim: {
        theta: (4, *[0] * (dim - 1)),
        theta_min: Fraction(1, 8),
        R: 1,
        eps: 0,
        y_n: (1,),
        x_n: ((1, *[0] * (dim - 1)),),
    },
    needs=(
        Removal(
            some_room,
            why="at $R = 0$ it fails where $ε‖θ‖ = 0 < θ_min$: there $log 2$ is compared with itself, which balls do not decide",
        ),
    ),
)


# A run for d = x = y = 1, eps = 1/2: the loss at a > 0 is softplus(-a/2), and a step of size 16 goes to a + 8 s.
a = Symbol("a", positive=True)
s = sigmoid(-a / 2)


def first_steps():
    law = taylor(softplus(-z / 2), z, a, a + 8 * s, Rational(1, 16))
    slope, size = mean_value(sigmoid(z), z, -a / 2, 0, Rational(1, 4)), below_abs(sigmoid(0) - s)
    factor = 2 * (s + Rational(1, 4))
    return chain(
        line("<=", softplus(-a / 2) - 2 * s**2, by=law),
        line(
            "<=",
            softplus(-a / 2) - Rational(1, 8),
            *(factor * r for r in (slope.slack, size.slack, (2 - a) / 8)),
            by=(slope, size, logistic_symmetry(0)),
        ),
    )


run = Claim(
    name="run",
    says="For $d = x = y = 1$, $ε = 1/2$ a step of size 16 from any $θ$ with $0 < θ ≤ 2$ lowers the loss by at least 1/8.",
    assuming=(le(a, 2),),
    conclusion=le(softplus(-(a + 8 * s) / 2), softplus(-a / 2) - Rational(1, 8)),
    derive=first_steps,
    source="own",
)

STATEMENT = Statement(
    name="remark-gradient-method",
    title="Gradient descent below $L_ε(0)$",
    section="3.1",
    uses=("theorem-1",),
)
