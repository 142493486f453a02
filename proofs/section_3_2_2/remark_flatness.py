"""Section 3.2.2: does a loss that is flatter in x have a larger constant?

Flattening can mean many things. Scaling the loss, ℓ -> tℓ, flattens it and leaves x' as it is, and the gradient's constant
falls with t. With the mixed block fixed the bound C_theta_x/c grows, and so does the constant inside the ball. On the
sphere flattening can lower it.
"""

from fractions import Fraction

from proofs.setting import C_theta_x, theta, theta_1, theta_2
from verify import Claim, Integer, Removal, Statement, Vector, along, chain, dot, eq, le, line, lt, norm, symbols

u, h, w = map(Vector, ("u", "h", "w"))
t, c_1, c_2, flat = symbols("t c_1 c_2 tau", positive=True)
apart = norm(theta_1 - theta_2)


def quadratic(x, theta, t):
    """θᵀx - t‖x‖²/2, with the Hessian -tI: its maximiser is θ/t."""
    return dot(theta, x) - t * dot(x, x) / 2


def scaled_gradient(theta):
    """The gradient in θ of τ(θᵀx - ‖x‖²/2) at its maximiser x' = θ."""
    return flat * theta


scaled = Claim(
    name="scaling",
    says="Scaling by $τ > 0$ flattens the loss and keeps its maximiser: $τ(θᵀu - ‖u‖²/2)$ is largest at $u = θ$ for every $τ$.",
    source="own",
    conclusion=le(flat * quadratic(u, theta, 1), flat * quadratic(theta, theta, 1)),
    derive=lambda: chain(line("<=", flat * quadratic(theta, theta, 1), flat / 2 * dot(u - theta, u - theta))),
)
printed = Claim(
    name="flattening-printed",
    says="Flattening raises the constant of the gradient: on $τ(θᵀx - ‖x‖²/2)$ the gradients lie further apart for $τ < 1$ than for 1.",
    assuming=(lt(flat, 1),),
    conclusion=le(norm(theta_1 - theta_2), norm(scaled_gradient(theta_1) - scaled_gradient(theta_2))),
    expected="REFUTED",
    severity="changes a result",
    counterexample=lambda: {theta_1: (1,), theta_2: (0,), flat: Fraction(1, 2)},
)
repaired = Claim(
    name="flattening-with-a-fixed-mixed-block",
    says="With the mixed block fixed it does, inside the ball: on $θᵀx - τ‖x‖²/2$ the gradients $x' = θ/τ$ lie further apart.",
    source="repair",
    repairs="flattening-printed",
    added="a mixed block $∇_θ∇_xℓ$ that does not change with $τ$",
    assuming=(lt(flat, 1),),
    conclusion=le(norm(theta_1 - theta_2), norm(theta_1 / flat - theta_2 / flat)),
    derive=lambda: chain(line("<=", apart / flat, apart * (1 - flat) / flat)),
)
maximiser = Claim(
    name="fixed-mixed-block-maximiser",
    says="There $x' = θ/t$ is the maximiser.",
    source="own",
    conclusion=le(quadratic(u, theta, t), quadratic(theta / t, theta, t)),
    derive=lambda: chain(line("<=", quadratic(theta / t, theta, t), t / 2 * dot(u - theta / t, u - theta / t))),
)
bound = Claim(
    name="bound",
    says="With $C_θx$ fixed the bound $C_θx/c$ of Lemmas 4 and 5 grows as $c$ falls.",
    assuming=(le(c_2, c_1),),
    conclusion=le(C_theta_x / c_1, C_theta_x / c_2),
    derive=lambda: chain(line("<=", C_theta_x / c_2, C_theta_x * (c_1 - c_2) / (c_1 * c_2))),
)

# On the sphere: θᵀz + τz₂²/2 on the unit disc, at z = θ = (1, 0) with α = 1, where M_T = τ - 1.
z_1, z_2, v_1, v_2, h_1, h_2, p_1, p_2, alpha, a = symbols("z_1 z_2 v_1 v_2 h_1 h_2 theta_1 theta_2 alpha a", real=True)
tau, tau_1, tau_2 = symbols("tau tau_1 tau_2", nonnegative=True)


def moves(condition):
    """The derivative of one of the conditions on (z, θ, α) at that point."""
    moving = along(condition, (z_1, v_1), (z_2, v_2), (p_1, h_1), (p_2, h_2), (alpha, a))
    one, zero = Integer(1), Integer(0)
    return eq(moving.xreplace({z_1: one, z_2: zero, p_1: one, p_2: zero, alpha: one}), 0)


multiplier_moves = moves(p_1 - alpha * z_1)

sphere = Claim(
    name="on-the-sphere",
    says="For $θᵀz + τz₂²/2$ on the unit disc the conditions $θ + τz₂e₂ = αz$, $‖z‖ = 1$ move $x'$ at $θ = (1, 0)$ by $(0, h₂/(1-τ))$.",
    source="own",
    assuming=(multiplier_moves, moves(p_2 + tau * z_2 - alpha * z_2), moves(z_1**2 + z_2**2), lt(tau, 1)),
    conclusion=eq(v_1**2 + v_2**2, (h_2 / (1 - tau)) ** 2),
    example=lambda dim: {tau: 0, v_1: 0, v_2: 1, h_1: 1, h_2: 1, a: 1},
    needs=(
        Removal(multiplier_moves, why="one of the conditions that move: it says how the multiplier does"),
        Removal(lt(tau, 1), point={"tau": 1, "v_1": 0, "v_2": 1, "h_1": 0, "h_2": 0, "a": 0}),
    ),
)
sphere_printed = Claim(
    name="on-the-sphere-printed",
    says="Flattening raises the constant on the sphere: there from $1/(1-τ₁)$ to $1/(1-τ₂)$ as the second derivative falls, $τ₂ < τ₁$.",
    assuming=(lt(tau_2, tau_1), lt(tau_1, 1), lt(tau_2, 1)),
    conclusion=le(1 / (1 - tau_1), 1 / (1 - tau_2)),
    expected="REFUTED",
    severity="changes a result",
    counterexample=lambda: {tau_1: Fraction(1, 2), tau_2: 0},
)
sphere_repaired = Claim(
    name="on-the-sphere-concave",
    says="It raises it for a loss that is concave along the sphere, $θᵀz - τz₂²/2$, whose constant is $1/(1 + τ)$.",
    source="repair",
    repairs="on-the-sphere-printed",
    added="a concave second derivative $-τ$ in place of $τ$",
    assuming=(lt(tau_2, tau_1),),
    conclusion=le(1 / (1 + tau_1), 1 / (1 + tau_2)),
    derive=lambda: chain(line("<=", 1 / (1 + tau_2), (tau_1 - tau_2) / ((1 + tau_1) * (1 + tau_2)))),
)

STATEMENT = Statement(
    name="remark-flatness",
    title="Flat losses and the Lipschitz constant",
    section="3.2.2",
    uses=("lemma-4", "lemma-5"),
)
