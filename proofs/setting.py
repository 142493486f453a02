"""The setting of the paper: its symbols, its losses, and the closed-form attacks that the claims derive and use."""

from verify import (
    Abs,
    Field,
    Label,
    Mean,
    Sample,
    SampleLabel,
    Schema,
    Symbol,
    Value,
    Vector,
    dot,
    le,
    norm,
    sigmoid,
    sign,
    softplus,
    symbols,
    unit,
)

# Sizes. A symbol's sign is part of every claim it stands in: eps >= 0, theta_min > 0, R >= 0, C >= 0.
eps = Symbol("varepsilon", nonnegative=True)
theta_min = Symbol("theta_min", positive=True)
R = Symbol("R", nonnegative=True)
C = Symbol("C", nonnegative=True)
C_theta = Symbol("C_theta", nonnegative=True)
C_theta_theta = Symbol("C_theta_theta", nonnegative=True)
C_theta_x = Symbol("C_theta_x", nonnegative=True)
p, q = symbols("p q", positive=True)

# One data point (x, y) and a data set (x_n, y_n) of any size.
theta, theta_1, theta_2 = map(Vector, ("theta", "theta_1", "theta_2"))
x, x_1, x_2, delta = map(Vector, ("x", "x_1", "x_2", "delta"))
y = Label("y")
x_n = Sample("x_n")
y_n = SampleLabel("y_n")

# A variable for the cited theorems on functions of one real number.
z = Symbol("z")


def loss(theta, x, y):
    """Logistic loss of the linear model at an input, as in Eqs. (17) and (18)."""
    return softplus(-y * dot(theta, x))


def loss_gradient(theta, x, y):
    """Gradient of the logistic loss in theta."""
    return -sigmoid(-y * dot(theta, x)) * y * x


def margin(theta, x, y, dual=2):
    """m = -y <theta, x> + eps ‖theta‖_q: the adversarial loss is softplus(m)."""
    return -y * dot(theta, x) + eps * norm(theta, dual)


def attack_l2(theta, y):
    """The worst perturbation in the L2 ball, for theta != 0."""
    return -y * eps * unit(theta)


def attack_linf(theta, y):
    """A worst perturbation in the L-infinity ball; sign(0) = 0 is the selection at theta_i = 0."""
    return -y * eps * sign(theta)


def attack_lp(theta, y):
    """The worst perturbation in the L_p ball for 1 < p < infinity, 1/p + 1/q = 1, theta != 0."""
    return -y * eps * sign(theta) * Abs(theta) ** (q - 1) / norm(theta, q) ** (q - 1)


def adversarial_loss(theta, x, y, dual=2):
    """The closed form of Eq. (18)."""
    return softplus(margin(theta, x, y, dual))


def gradient_l2(theta, x, y):
    """Gradient of the closed form under L2, for theta != 0."""
    return sigmoid(margin(theta, x, y)) * (-y * x + eps * unit(theta))


def gradient_linf(theta, x, y):
    """Gradient of the closed form under L-infinity, where no coordinate of theta is 0."""
    return sigmoid(margin(theta, x, y, dual=1)) * (-y * x + eps * sign(theta))


def average(f):
    """Average over the data set: a formula in x, y becomes one in x_n, y_n."""
    return Mean(f.xreplace({x: x_n, y: y_n}))


# A loss known only by its name: ell(x, theta), its gradient in theta, and an adversarial example x'(theta).
def ell(x, theta):
    return Value(Symbol("ell"), x, theta)


def ell_theta(x, theta):
    """Gradient of ell in theta."""
    return Field(Symbol("ell_2"), x, theta)


def ell_x(x, theta):
    """Gradient of ell in x."""
    return Field(Symbol("ell_1"), x, theta)


def x_adv(theta):
    """The adversarial example as a function of the parameter."""
    return Field(Symbol("x'"), theta)


# Assumption 1, for every x (where a claim needs a smaller set it says so with a schema of its own).
EQ_11 = Schema(
    "(11)", (x, theta_1, theta_2), le(Abs(ell(x, theta_1) - ell(x, theta_2)), C_theta * norm(theta_1 - theta_2))
)
EQ_12 = Schema(
    "(12)",
    (x, theta_1, theta_2),
    le(norm(ell_theta(x, theta_1) - ell_theta(x, theta_2)), C_theta_theta * norm(theta_1 - theta_2)),
)
EQ_13 = Schema(
    "(13)", (x_1, x_2, theta), le(norm(ell_theta(x_1, theta) - ell_theta(x_2, theta)), C_theta_x * norm(x_1 - x_2))
)
LIPSCHITZ_EXAMPLE = Schema(
    "$x'$ is $C$-Lipschitz", (theta_1, theta_2), le(norm(x_adv(theta_1) - x_adv(theta_2)), C * norm(theta_1 - theta_2))
)


# The same for a data set: the loss knows the label, and every data point has its own adversarial example.
def ell_n(x, theta):
    """The loss of an input that carries the label of the n-th data point."""
    return Value(Symbol("ell"), x, theta, y_n)


def ell_theta_n(x, theta):
    """Gradient of `ell_n` in theta."""
    return Field(Symbol("ell_2"), x, theta, y_n)


def x_adv_n(theta):
    """The adversarial example of the n-th data point."""
    return Field(Symbol("x'"), x_n, theta, y_n)


u, u_n, v_n = Vector("u"), Sample("u_n"), Sample("v_n")
EQ_11_N = Schema(
    "(11)",
    (u_n, theta_1, theta_2),
    le(Abs(ell_n(u_n, theta_1) - ell_n(u_n, theta_2)), C_theta * norm(theta_1 - theta_2)),
)
EQ_12_N = Schema(
    "(12)",
    (u_n, theta_1, theta_2),
    le(norm(ell_theta_n(u_n, theta_1) - ell_theta_n(u_n, theta_2)), C_theta_theta * norm(theta_1 - theta_2)),
)
EQ_13_N = Schema(
    "(13)", (u_n, v_n, theta), le(norm(ell_theta_n(u_n, theta) - ell_theta_n(v_n, theta)), C_theta_x * norm(u_n - v_n))
)

# An adversarial example is a feasible point (under L2) whose loss no feasible point exceeds.
FEASIBLE = Schema("$x'$ is feasible", (theta,), le(norm(x_adv(theta) - x), eps))
MAXIMISER = Schema(
    "$x'$ is a maximiser", (u, theta), le(ell(u, theta), ell(x_adv(theta), theta)), (le(norm(u - x), eps),)
)
FEASIBLE_N = Schema("every $x'$ is feasible", (theta,), le(norm(x_adv_n(theta) - x_n), eps))
MAXIMISER_N = Schema(
    "every $x'$ is a maximiser",
    (u_n, theta),
    le(ell_n(u_n, theta), ell_n(x_adv_n(theta), theta)),
    (le(norm(u_n - x_n), eps),),
)
