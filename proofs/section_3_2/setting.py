"""The setting of Section 3.2: a loss known only by its name, and a branch x'(theta) of adversarial examples in a ball U.

What Lemmas 4 and 5 share is shown here once: the bound of the mixed block, (8) with (13), and the way from a bound of Dx' on U
to a Lipschitz constant of x', (37) and (43), and with Lemma 1 to one of the gradient of the adversarial loss, (16).
"""

from proofs.setting import EQ_13, C_theta_theta, C_theta_x, ell_theta, theta, theta_1, theta_2, u, x_adv
from verify import (
    Abs,
    Derivation,
    Jacobian,
    Lemma,
    Rule,
    Schema,
    Symbol,
    Vector,
    chain,
    le,
    line,
    lt,
    norm,
    sigmoid,
    symbols,
)
from verify.facts import cauchy_schwarz, derivative_bound, mean_value_inequality, minkowski

h, k, w, theta_0 = map(Vector, ("h", "k", "w", "theta_0"))
c, rho = symbols("c rho", positive=True)
# Variables for the cited theorems on curves.
s, t = symbols("s t")

apart = norm(theta_1 - theta_2)
gradients_apart = norm(ell_theta(x_adv(theta_1), theta_1) - ell_theta(x_adv(theta_2), theta_2))


def hessian(k, u, theta):
    """∇²_x ℓ(u, θ) k."""
    return Jacobian(Symbol("ell_1"), 1, k, u, theta)


def mixed(h, u, theta):
    """∇_θ∇_x ℓ(u, θ) h: how the gradient in x moves while θ moves with h."""
    return Jacobian(Symbol("ell_1"), 2, h, u, theta)


def velocity(h, theta):
    """Dx'(θ) h."""
    return Jacobian(Symbol("x'"), 1, h, theta)


def inside(theta):
    """θ lies in the neighbourhood U: an open ball around θ_0, as every neighbourhood holds one."""
    return lt(norm(theta - theta_0), rho)


# (12) for every input u, where x is the data point.
STRAIGHT = Schema(
    "(12)",
    (u, theta_1, theta_2),
    le(norm(ell_theta(u, theta_1) - ell_theta(u, theta_2)), C_theta_theta * norm(theta_1 - theta_2)),
)

MIXED_BLOCK = Schema(
    "the mixed block is bounded by $C_θx$", (h, u, theta), le(norm(mixed(h, u, theta)), C_theta_x * norm(h))
)
DERIVATIVE = Schema(
    "the derivative of the branch is bounded by $C_θx/c$",
    (theta, h),
    le(c * norm(velocity(h, theta)), C_theta_x * norm(h)),
    (inside(theta),),
)


def divided(size, factor, bound):
    """The line that shows factor · size <= bound, by the squares, from factor · size² <= bound · size."""
    return line("<=", bound**2, (bound - factor * size) ** 2, 2 * factor * (bound * size - factor * size**2))


def mixed_block_is_bounded(u) -> Derivation:
    """(8) with (13): for g = ∇_θ∇_x ℓ h the transposed block has ‖g‖² = <∇_x∇_θ ℓ g, h> <= C_θx‖g‖‖h‖."""
    g, bound = mixed(h, u, theta), C_theta_x * norm(h)
    transposed = Jacobian(Symbol("ell_2"), 1, g, u, theta)
    angle = cauchy_schwarz(transposed, h)
    steep = derivative_bound(ell_theta(u + t * g, theta), t, C_theta_x * norm(g))
    moved = line("<=", C_theta_x * norm(g) * Abs(t), by=EQ_13(u + t * g, u, theta), why="(13)")
    product = line("<=", bound * norm(g), angle.slack, norm(h) * steep.slack, by=(angle, steep), why="(8)")
    return chain(
        divided(norm(g), 1, bound),
        lemmas=(Lemma(steep.premises[0], (moved,)), Lemma(le(norm(g) ** 2, bound * norm(g)), (product,))),
        squared=True,
    )


def on_the_segment():
    """A point strictly between the parameters."""
    return theta_1 + sigmoid(s) * (theta_2 - theta_1)


def a_ball_is_convex() -> Lemma:
    """For 0 < a < 1 and θ = (1 - a) θ_1 + a θ_2, in squares of the distances r, r_1, r_2 from the centre,

    ρ² - r² = (1 - a)(ρ² - r_1²) + a (ρ² - r_2²) + a (1 - a)‖θ_1 - θ_2‖².
    """
    a, r_1, r_2 = sigmoid(s), norm(theta_1 - theta_0), norm(theta_2 - theta_0)
    ends = (1 - a) * (rho - r_1) * (rho + r_1), a * (rho - r_2) * (rho + r_2)
    convex = line("<", rho**2, *ends, a * (1 - a) * apart**2, why="a ball is convex")
    return Lemma(inside(on_the_segment()), (convex,), squared=True)


def then_the_example_is_lipschitz(derivative_is_bounded: Derivation) -> Derivation:
    """‖x'(θ_1) - x'(θ_2)‖ <= C_θx/c ‖θ_1 - θ_2‖, as c‖Dx' h‖ <= C_θx‖h‖ on the whole segment: (37) and (43)."""
    bound, step, between = C_theta_x / c * apart, theta_2 - theta_1, on_the_segment()
    moved = mean_value_inequality(x_adv(theta_1 + s * step), s, bound)
    here = DERIVATIVE(between, step)
    slope = Lemma(moved.premises[0], (line("<=", bound, here.slack / c, by=here),))
    return chain(
        line("<=", bound, by=moved, why="the derivative is bounded on the segment"),
        lemmas=(a_ball_is_convex(), slope),
        rules=(Rule(DERIVATIVE, derivative_is_bounded),),
    )


def then_the_gradient_is_lipschitz(derivative_is_bounded: Derivation) -> Derivation:
    """The chain (16) of Lemma 1: θ moves at x'(θ_1), then x' moves at θ_2."""
    one, other = x_adv(theta_1), x_adv(theta_2)
    example = then_the_example_is_lipschitz(derivative_is_bounded)
    moves = Lemma(le(norm(one - other), C_theta_x / c * apart), example.lines)
    first, second = (
        ell_theta(one, theta_1) - ell_theta(one, theta_2),
        ell_theta(one, theta_2) - ell_theta(other, theta_2),
    )
    straight, bent = STRAIGHT(one, theta_1, theta_2), EQ_13(one, other, theta_2)
    bound = (C_theta_theta + C_theta_x**2 / c) * apart
    return chain(
        line("<=", norm(first) + norm(second), by=minkowski(first, second)),
        line("<=", bound, straight.slack, bent.slack, C_theta_x * moves.slack, by=(straight, bent), why="(12), (13)"),
        lemmas=(*example.lemmas, moves),
        rules=example.rules,
    )
