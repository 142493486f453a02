"""Lemma 4 (Section 3.2.1): an adversarial example inside the ball is (C_θx/c)-Lipschitz in the parameter.

Near a point where ∇²_x ℓ is invertible the implicit function theorem (Rudin, Principles of Mathematical Analysis, 9.28) gives
the branch x'(θ) and its derivative. What the lemma says of the branch is shown here, for every d. Along it ∇_x ℓ(x'(θ), θ) = 0;
differentiated in the direction h, with v = Dx'(θ) h, this is (36), and

    c‖v‖² <= -vᵀ∇²_x ℓ v = vᵀ∇_θ∇_x ℓ h <= ‖v‖ C_θx‖h‖.

So c‖Dx' h‖ <= C_θx‖h‖, and such a bound in a ball U is a Lipschitz constant there, (37) and (35).
"""

from dataclasses import replace
from fractions import Fraction

from proofs._reasons import KINK
from proofs.section_3_2.setting import (
    MIXED_BLOCK,
    STRAIGHT,
    a_ball_is_convex,
    apart,
    c,
    divided,
    gradients_apart,
    h,
    hessian,
    inside,
    k,
    mixed,
    mixed_block_is_bounded,
    on_the_segment,
    s,
    then_the_example_is_lipschitz,
    then_the_gradient_is_lipschitz,
    velocity,
    w,
)
from proofs.section_3_2_1._branches import fast, leaving, outside, pair, still, weak
from proofs.setting import EQ_13, C_theta_theta, C_theta_x, ell_x, theta, theta_1, theta_2, x, x_adv
from verify import (
    Claim,
    Instance,
    Lemma,
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
    moving,
    norm,
)
from verify.facts import cauchy_schwarz, dotted, mean_value_inequality

u, v = Vector("u"), Vector("v")
S = Symbol("S", nonnegative=True)

# Assumed of the branch, beside Assumption 1: x' is stationary, and no eigenvalue of the Hessian exceeds -c.
STATIONARY = Schema(
    "the gradient in $x$ vanishes along the branch", (theta,), eq(ell_x(x_adv(theta), theta), 0), (inside(theta),)
)
CONCAVE = Schema(
    "no eigenvalue of the Hessian exceeds $-c$ along the branch",
    (theta, w),
    le(dot(w, hessian(w, x_adv(theta), theta)), -c * norm(w) ** 2),
    (inside(theta),),
)

# A loss that has such a branch: its stationary point is θ/c.
pull = Instance(
    functions={
        "ell": ((x, theta), dot(theta, x) - c / 2 * norm(x) ** 2),
        "ell_1": ((x, theta), theta - c * x),
        "ell_2": ((x, theta), x),
        "x'": ((theta,), theta / c),
    },
    constants={C_theta_theta: 0, C_theta_x: 1},
)

curvature, change = hessian(velocity(h, theta), x_adv(theta), theta), mixed(h, x_adv(theta), theta)


def stationarity_differentiated():
    """The two ways in which the gradient in x moves along the branch cancel each other."""
    return line(
        "=", -change, by=moving(STATIONARY, theta, k)(theta, h), why="$∇_xℓ(x'(θ), θ) = 0$ for every $θ$ in $U$"
    )


jacobian = Claim(
    name="jacobian",
    says="Along a branch of stationary points $∇²_xℓ(x',θ) Dx'(θ)h = -∇_θ∇_xℓ(x',θ)h$ for every direction $h$.",
    equations=(36,),
    assuming=(STATIONARY, inside(theta)),
    conclusion=eq(curvature, -change),
    derive=lambda: chain(stationarity_differentiated()),
    instance=pull,
    needs=(Removal(inside(theta), why=KINK),),
)
transposed = Claim(
    name="mixed-block",
    says="The derivative of $∇_xℓ$ in $θ$ is transposed to that of $∇_θℓ$ in $x$, so (13) bounds both: $‖∇_θ∇_xℓ h‖ ≤ C_θx‖h‖$.",
    assuming=(EQ_13,),
    conclusion=le(norm(mixed(h, x, theta)), C_theta_x * norm(h)),
    derive=lambda: mixed_block_is_bounded(x),
    instance=pull,
)


def by_the_quadratic_form():
    """c‖k‖² <= -kᵀ∇²_x ℓ k <= ‖k‖‖∇²_x ℓ k‖."""
    image = hessian(k, x_adv(theta), theta)
    product = (
        line("<=", -dot(k, image), by=CONCAVE(theta, k)),
        line("<=", norm(image) * norm(k), by=cauchy_schwarz(-k, image)),
    )
    along_k = Lemma(le(c * norm(k) ** 2, norm(image) * norm(k)), product)
    return chain(divided(norm(k), c, norm(image)), lemmas=(along_k,), squared=True)


invertible = Claim(
    name="invertible",
    says="If no eigenvalue of $∇²_xℓ$ exceeds $-c$, then $c‖k‖ ≤ ‖∇²_xℓ k‖$: it is invertible and $σ₁$ of the inverse is at most $1/c$.",
    assuming=(CONCAVE, inside(theta)),
    conclusion=le(c * norm(k), norm(hessian(k, x_adv(theta), theta))),
    derive=by_the_quadratic_form,
    instance=pull,
    needs=(
        Removal(
            inside(theta),
            instance=weak(CONCAVE),
            point={**outside, "theta": (Fraction(7, 5), Fraction(1, 5)), "theta_0": (0, 0), "k": (1, 0)},
        ),
    ),
)


def derivative_is_bounded():
    """c‖v‖² <= -vᵀ∇²_x ℓ v = vᵀ∇_θ∇_x ℓ h <= ‖v‖ C_θx‖h‖ for v = Dx'(θ) h."""
    v, bound = velocity(h, theta), C_theta_x * norm(h)
    angle, block = cauchy_schwarz(v, change), MIXED_BLOCK(h, x_adv(theta), theta)
    product = (
        line("<=", -dot(v, curvature), by=CONCAVE(theta, v), why="no eigenvalue exceeds $-c$"),
        line("=", dot(v, change), by=dotted(curvature, -change, v), why="(36)"),
        line("<=", bound * norm(v), angle.slack, norm(v) * block.slack, by=(angle, block), why="(13)"),
    )
    return chain(
        divided(norm(v), c, bound),
        lemmas=(
            Lemma(eq(curvature, -change), (stationarity_differentiated(),)),
            Lemma(le(c * norm(v) ** 2, bound * norm(v)), product),
        ),
        rules=(Rule(MIXED_BLOCK, mixed_block_is_bounded(u)),),
        squared=True,
    )


def over_c(shown, size, bound):
    """size <= bound/c, the form of (35) and (37), where c · size <= bound is shown."""
    product = Lemma(le(c * size, bound), shown.lines, shown.squared)
    return chain(line("<=", bound / c, product.slack / c), lemmas=(*shown.lemmas, product), rules=shown.rules)


bounded = Claim(
    name="velocity",
    says="The derivative of the branch is bounded: $‖Dx'(θ)h‖ ≤ C_θx/c·‖h‖$.",
    assuming=(EQ_13, STATIONARY, CONCAVE, inside(theta)),
    conclusion=le(norm(velocity(h, theta)), C_theta_x / c * norm(h)),
    derive=lambda: over_c(derivative_is_bounded(), norm(velocity(h, theta)), C_theta_x * norm(h)),
    instance=pull,
    needs=(Removal(CONCAVE, instance=fast, point=still), Removal(inside(theta), why=KINK)),
)
lipschitz = Claim(
    name="lipschitz",
    says=(
        "On a ball $U$ in which $x'$ is a branch of stationary points (by the implicit function theorem "
        "there is one) and no eigenvalue of $∇²_xℓ$ exceeds $-c$ along it, $x'$ is $(C_θx/c)$-Lipschitz."
    ),
    equations=(35, 37),
    assuming=(EQ_13, STATIONARY, CONCAVE, inside(theta_1), inside(theta_2)),
    conclusion=le(norm(x_adv(theta_1) - x_adv(theta_2)), C_theta_x / c * apart),
    derive=lambda: then_the_example_is_lipschitz(derivative_is_bounded()),
    instance=pull,
    needs=(
        Removal(CONCAVE, instance=fast, point=pair),
        Removal(inside(theta_1), instance=leaving(STATIONARY), point={**outside, "theta_1": (2,), "theta_2": (0,)}),
        Removal(inside(theta_2), instance=leaving(STATIONARY), point={**outside, "theta_2": (2,), "theta_1": (0,)}),
    ),
)
BELOW_S = Schema(
    "no singular value of the Jacobian exceeds $S$ on $U$",
    (theta, h),
    le(norm(velocity(h, theta)), S * norm(h)),
    (inside(theta),),
)


def supremum_on_the_segment():
    step, between = theta_2 - theta_1, on_the_segment()
    moved = mean_value_inequality(x_adv(theta_1 + s * step), s, S * apart)
    slope = Lemma(moved.premises[0], (line("<=", S * apart, by=BELOW_S(between, step)),))
    return chain(line("<=", S * apart, by=moved), lemmas=(a_ball_is_convex(), slope))


supremum = Claim(
    name="supremum",
    says="(37), first step: on a ball $U$ every bound $S$ of $σ₁(Dx'(θ))$, as the supremum, has $‖x'(θ₁) - x'(θ₂)‖ ≤ S‖θ₁-θ₂‖$.",
    equations=(37,),
    assuming=(BELOW_S, inside(theta_1), inside(theta_2)),
    conclusion=le(norm(x_adv(theta_1) - x_adv(theta_2)), S * apart),
    derive=supremum_on_the_segment,
    instance=Instance(functions={"x'": ((theta,), S * theta)}),
    needs=(
        Removal(BELOW_S, instance=Instance({"x'": ((theta,), theta)}, {S: 0}), point=pair | {"S": 0}),
        Removal(inside(theta_1), why=KINK),
        Removal(inside(theta_2), why=KINK),
    ),
)
smooth = Claim(
    name="smooth",
    says="With Lemma 1 the gradient of the adversarial loss is $(C_θθ + C_θx²/c)$-Lipschitz on $U$.",
    assuming=(STRAIGHT, EQ_13, STATIONARY, CONCAVE, inside(theta_1), inside(theta_2)),
    conclusion=le(gradients_apart, (C_theta_theta + C_theta_x**2 / c) * apart),
    derive=lambda: then_the_gradient_is_lipschitz(derivative_is_bounded()),
    instance=pull,
    needs=(
        Removal(CONCAVE, instance=replace(fast, constants=pull.constants), point=pair),
        Removal(inside(theta_1), instance=leaving(STATIONARY), point={**outside, "theta_1": (2,), "theta_2": (0,)}),
        Removal(inside(theta_2), instance=leaving(STATIONARY), point={**outside, "theta_2": (2,), "theta_1": (0,)}),
    ),
)

# Without a derivative of x': a loss that is strongly concave in x.
MONOTONE = Schema(
    "$-ℓ$ is $c$-strongly convex in $x$",
    (u, v, theta),
    le(dot(ell_x(u, theta) - ell_x(v, theta), u - v), -c * norm(u - v) ** 2),
)
STATIONARY_ANYWHERE = Schema("the gradient in $x$ vanishes at $x'$", (theta,), eq(ell_x(x_adv(theta), theta), 0))
MIXED = Schema(
    "$∇_xℓ$ is $C_θx$-Lipschitz in $θ$",
    (x, theta_1, theta_2),
    le(norm(ell_x(x, theta_1) - ell_x(x, theta_2)), C_theta_x * norm(theta_1 - theta_2)),
)


def between_two_gradients():
    """With g_i(x) = ∇_x ℓ(x, θ_i), a = x'(θ_1), b = x'(θ_2) and g_1(a) = g_2(b) = 0

    c‖a - b‖² <= <g_1(b) - g_1(a), a - b> = <g_1(b) - g_2(b), a - b> <= C_θx‖θ_1 - θ_2‖‖a - b‖.
    """
    a, b = x_adv(theta_1), x_adv(theta_2)
    zero_1, zero_2, other = ell_x(a, theta_1), ell_x(b, theta_2), ell_x(b, theta_1)
    bound, size = C_theta_x * apart, norm(a - b)
    angle, bent = cauchy_schwarz(other - zero_2, a - b), MIXED(b, theta_1, theta_2)
    product = (
        line("<=", dot(other - zero_1, a - b), by=MONOTONE(a, b, theta_1)),
        line(
            "=", dot(other - zero_2, a - b), by=(dotted(zero_1, 0, a - b), dotted(zero_2, 0, a - b)), why="both vanish"
        ),
        line("<=", bound * size, angle.slack, size * bent.slack, by=(angle, bent)),
    )
    shown = chain(
        divided(size, c, bound),
        lemmas=(
            Lemma(eq(zero_1, 0), (line("=", 0, by=STATIONARY_ANYWHERE(theta_1)),)),
            Lemma(eq(zero_2, 0), (line("=", 0, by=STATIONARY_ANYWHERE(theta_2)),)),
            Lemma(le(c * size**2, bound * size), product),
        ),
        squared=True,
    )
    return over_c(shown, size, bound)


monotone = Claim(
    name="strongly-concave",
    says=(
        "If $-ℓ$ is $c$-strongly convex in $x$, stationary points $x'$ are $(C_θx/c)$-Lipschitz on every set "
        "of parameters: no derivative of $x'$."
    ),
    source="own",
    assuming=(MONOTONE, STATIONARY_ANYWHERE, MIXED),
    conclusion=lipschitz.conclusion,
    derive=between_two_gradients,
    instance=pull,
    needs=(Removal(MONOTONE, instance=fast, point=pair),),
)

STATEMENT = Statement(
    name="lemma-4",
    title="An adversarial example inside the ball is Lipschitz where the loss is strongly concave",
    section="3.2.1",
    uses=("assumption-1", "lemma-1", "derivative-bounds"),
)
