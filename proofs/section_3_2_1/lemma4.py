"""Lemma 4 (Section 3.2.1): an adversarial example inside the ball is (C_theta_x/c)-Lipschitz in the parameter.

Near a point where the Hessian in x is invertible the implicit function theorem (Rudin, Principles of Mathematical
Analysis, 9.28) gives the branch x'(theta) and its derivative. What the lemma says of the branch is shown here, for every
d: (36) is the derivative of ∇_x ℓ(x'(θ), θ) = 0, and the bound of the derivative holds along a segment.
"""

from proofs.section_3_2.setting import (
    CONCAVE,
    STATIONARY,
    STRAIGHT,
    along_the_segment,
    c,
    h,
    hessian,
    inside,
    k,
    mixed,
    mixed_is_bounded,
    shown,
    then_lemma_1,
    velocity,
)
from proofs.setting import EQ_13, C_theta_theta, C_theta_x, ell_theta, ell_x, theta, theta_1, theta_2, x, x_adv
from verify import Claim, Instance, Lemma, Schema, Statement, Vector, chain, dot, eq, le, line, moving, norm
from verify.facts import cauchy_schwarz, dotted

apart = norm(theta_1 - theta_2)
u, v = Vector("u"), Vector("v")


def balance(h, theta):
    """(36) as a side result: the two ways in which the gradient in x changes cancel each other."""
    moved, g = hessian(velocity(h, theta), x_adv(theta), theta), mixed(h, x_adv(theta), theta)
    return Lemma(eq(moved, -g), (line("=", -g, by=moving(STATIONARY, STATIONARY.variables[0], k)(theta, h)),))


def velocity_is_bounded(h, theta):
    """c‖v‖² <= -vᵀ∇²ℓ v = vᵀ∇_θ∇_x ℓ h <= ‖v‖ C_theta_x ‖h‖ for v = D x'(theta) h, as side results."""
    at, v = x_adv(theta), velocity(h, theta)
    g, bound, size = mixed(h, at, theta), C_theta_x * norm(h), norm(v)
    curved, angle = -dot(v, hessian(v, at, theta)), cauchy_schwarz(v, g)
    product = (
        line("<=", curved, by=CONCAVE(theta, v), why="no eigenvalue exceeds -c"),
        line("=", dot(v, g), by=dotted(hessian(v, at, theta), -g, v), why="(36)"),
        line("<=", bound * size, angle.slack, size * (bound - norm(g)), by=angle),
    )
    square = line("<=", (bound / c) ** 2, (bound / c - size) ** 2, 2 / c * (bound * size - c * size**2))
    return (
        balance(h, theta),
        *mixed_is_bounded(h, at, theta),
        Lemma(le(c * size**2, bound * size), product),
        Lemma(le(size, C_theta_x / c * norm(h)), (square,), squared=True),
    )


pull = Instance(
    functions={
        "ell": ((x, theta), dot(theta, x) - c / 2 * norm(x) ** 2),
        "ell_1": ((x, theta), theta - c * x),
        "ell_2": ((x, theta), x),
        "x'": ((theta,), theta / c),
    },
    constants={C_theta_theta: 0, C_theta_x: 1},
)

jacobian = Claim(
    name="jacobian",
    says="Along a branch of stationary points ∇²_xℓ(x',θ) Dx'(θ)h = -∇_θ∇_xℓ(x',θ)h for every direction h.",
    equations=(36,),
    assuming=(STATIONARY, inside(theta)),
    conclusion=eq(hessian(velocity(h, theta), x_adv(theta), theta), -mixed(h, x_adv(theta), theta)),
    derive=lambda: shown((balance(h, theta),)),
    instance=pull,
)
transposed = Claim(
    name="mixed-block",
    says="The derivative of ∇_xℓ in θ is transposed to that of ∇_θℓ in x, so (13) bounds both: ‖∇_θ∇_xℓ h‖ ≤ C_θx‖h‖.",
    assuming=(EQ_13,),
    conclusion=le(norm(mixed(h, x, theta)), C_theta_x * norm(h)),
    derive=lambda: shown(mixed_is_bounded(h, x, theta)),
    instance=pull,
)


def smallest_singular_value():
    image = hessian(k, x_adv(theta), theta)
    size, far, angle = norm(k), norm(image), cauchy_schwarz(-k, image)
    steep = CONCAVE(theta, k)
    product = Lemma(le(c * size**2, far * size), (line("<=", far * size, steep.slack, angle.slack, by=(steep, angle)),))
    square = line("<=", far**2, (far - c * size) ** 2, 2 * c * (far * size - c * size**2))
    return chain(square, lemmas=(product,), squared=True)


invertible = Claim(
    name="invertible",
    says="If no eigenvalue of ∇²_xℓ exceeds -c, then c‖k‖ ≤ ‖∇²_xℓ k‖: it is invertible and σ₁ of the inverse is at most 1/c.",
    assuming=(CONCAVE, inside(theta)),
    conclusion=le(c * norm(k), norm(hessian(k, x_adv(theta), theta))),
    derive=smallest_singular_value,
    instance=pull,
)
bounded = Claim(
    name="velocity",
    says="The derivative of the branch is bounded: ‖Dx'(θ)h‖ ≤ C_θx/c·‖h‖.",
    assuming=(EQ_13, STATIONARY, CONCAVE, inside(theta)),
    conclusion=le(norm(velocity(h, theta)), C_theta_x / c * norm(h)),
    derive=lambda: shown(velocity_is_bounded(h, theta)),
    instance=pull,
)
lipschitz = Claim(
    name="lipschitz",
    says=(
        "On a ball U in which x' is a branch of stationary points (by the implicit function theorem there is one) and no "
        "eigenvalue of ∇²_xℓ exceeds -c along it, x' is (C_θx/c)-Lipschitz."
    ),
    equations=(35, 37),
    assuming=(EQ_13, STATIONARY, CONCAVE, inside(theta_1), inside(theta_2)),
    conclusion=le(norm(x_adv(theta_1) - x_adv(theta_2)), C_theta_x / c * apart),
    derive=lambda: along_the_segment(theta_1, theta_2, shown(velocity_is_bounded(h, theta))),
    instance=pull,
)
smooth = Claim(
    name="smooth",
    says="With Lemma 1 the gradient of the adversarial loss is (C_θθ + C_θx²/c)-Lipschitz on U.",
    assuming=(STRAIGHT, EQ_13, STATIONARY, CONCAVE, inside(theta_1), inside(theta_2)),
    conclusion=le(
        norm(ell_theta(x_adv(theta_1), theta_1) - ell_theta(x_adv(theta_2), theta_2)),
        (C_theta_theta + C_theta_x**2 / c) * apart,
    ),
    derive=lambda: then_lemma_1(theta_1, theta_2, shown(velocity_is_bounded(h, theta))),
    instance=pull,
)

# Without a derivative of x': a loss that is strongly concave in x.
MONOTONE = Schema(
    "-ℓ is c-strongly convex in x",
    (u, v, theta),
    le(dot(ell_x(u, theta) - ell_x(v, theta), u - v), -c * norm(u - v) ** 2),
)
STATIONARY_ANYWHERE = Schema("the gradient in x vanishes at x'", (theta,), eq(ell_x(x_adv(theta), theta), 0))
MIXED = Schema(
    "∇_xℓ is C_θx-Lipschitz in θ",
    (x, theta_1, theta_2),
    le(norm(ell_x(x, theta_1) - ell_x(x, theta_2)), C_theta_x * norm(theta_1 - theta_2)),
)


def two_gradients():
    a, b = x_adv(theta_1), x_adv(theta_2)
    turned = ell_x(b, theta_1) - ell_x(b, theta_2)
    size, bound = norm(a - b), C_theta_x * apart
    steep, angle, bent = MONOTONE(a, b, theta_1), cauchy_schwarz(turned, a - b), MIXED(b, theta_1, theta_2)
    rest = [
        Lemma(eq(dot(ell_x(e, th), a - b), 0), (line("=", 0, by=dotted(ell_x(e, th), 0, a - b)),))
        for e, th in ((a, theta_1), (b, theta_2))
    ]
    vanish = [
        Lemma(eq(ell_x(e, th), 0), (line("=", 0, by=STATIONARY_ANYWHERE(th)),))
        for e, th in ((a, theta_1), (b, theta_2))
    ]
    product = line("<=", bound * size, steep.slack, angle.slack, size * bent.slack, by=(steep, angle, bent))
    square = line("<=", (bound / c) ** 2, (bound / c - size) ** 2, 2 / c * (bound * size - c * size**2))
    return chain(square, lemmas=(*vanish, *rest, Lemma(le(c * size**2, bound * size), (product,))), squared=True)


monotone = Claim(
    name="strongly-concave",
    says="If -ℓ is c-strongly convex in x, stationary points x' are (C_θx/c)-Lipschitz on every set of parameters: no derivative of x'.",
    source="own",
    assuming=(MONOTONE, STATIONARY_ANYWHERE, MIXED),
    conclusion=lipschitz.conclusion,
    derive=two_gradients,
    instance=pull,
)

STATEMENT = Statement(
    name="lemma-4",
    title="An adversarial example inside the ball is Lipschitz where the loss is strongly concave",
    section="3.2.1",
    claims=(jacobian, transposed, invertible, bounded, lipschitz, smooth, monotone),
    uses=("assumption-1", "lemma-1", "derivative-bounds"),
)
