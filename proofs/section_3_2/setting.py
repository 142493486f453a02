"""The setting of Section 3.2: a loss known only by its name, the blocks of its second derivative, and a branch x'(theta)."""

import sympy as sp

from proofs.setting import EQ_13, C_theta_theta, C_theta_x, ell_theta, ell_x, theta, theta_1, theta_2, u, x_adv
from verify import Jacobian, Lemma, Rule, Schema, Vector, chain, dot, eq, le, line, lt, norm, sigmoid
from verify.facts import cauchy_schwarz, derivative_bound, mean_value_inequality, minkowski

h, k, w, theta_0 = map(Vector, ("h", "k", "w", "theta_0"))
c, rho = sp.symbols("c rho", positive=True)
# Variables for the cited theorems on curves.
s, t = sp.symbols("s t", real=True)


def hessian(k, u, theta):
    """The second derivative of ell in x, applied to k."""
    return Jacobian(sp.Symbol("ell_1"), 1, k, u, theta)


def mixed(h, u, theta):
    """The derivative of the gradient in x while theta moves with h."""
    return Jacobian(sp.Symbol("ell_1"), 2, h, u, theta)


def velocity(h, theta):
    """D x'(theta) h."""
    return Jacobian(sp.Symbol("x'"), 1, h, theta)


def inside(theta):
    """theta lies in the neighbourhood U: an open ball, as every neighbourhood holds one."""
    return lt(norm(theta - theta_0), rho)


STATIONARY = Schema(
    "the gradient in x vanishes along the branch", (theta,), eq(ell_x(x_adv(theta), theta), 0), (inside(theta),)
)
CONCAVE = Schema(
    "no eigenvalue of the Hessian exceeds -c along the branch",
    (theta, w),
    le(dot(w, hessian(w, x_adv(theta), theta)), -c * norm(w) ** 2),
    (inside(theta),),
)


def on_segment(a, b):
    """A point strictly between a and b."""
    return a + sigmoid(s) * (b - a)


def segment_inside(a, b):
    """A ball is convex."""
    share, between = sigmoid(s), on_segment(a, b)
    slacks = [
        part * (rho - norm(end - theta_0)) * (rho + norm(end - theta_0)) for part, end in ((1 - share, a), (share, b))
    ]
    why = "a ball is convex"
    return Lemma(
        inside(between), (line("<", rho**2, *slacks, share * (1 - share) * norm(a - b) ** 2, why=why),), squared=True
    )


# (12) for every input u, where x is the data point.
STRAIGHT = Schema(
    "(12)",
    (u, theta_1, theta_2),
    le(norm(ell_theta(u, theta_1) - ell_theta(u, theta_2)), C_theta_theta * norm(theta_1 - theta_2)),
)
BOUNDED = Schema(
    "the derivative of the branch is bounded by C_θx/c",
    (theta, h),
    le(norm(velocity(h, theta)), C_theta_x / c * norm(h)),
    (inside(theta),),
)


def along_the_segment(a, b, velocity_is_bounded):
    """The Lipschitz bound of the branch between a and b, from the bound of its derivative everywhere in the ball."""
    step, between = b - a, on_segment(a, b)
    moved = mean_value_inequality(x_adv(a + s * step), s, C_theta_x / c * norm(step))
    slope = Lemma(moved.premises[0], (line("<=", C_theta_x / c * norm(step), by=BOUNDED(between, step)),))
    return chain(
        line("<=", C_theta_x / c * norm(step), by=moved, why="the derivative is bounded on the segment"),
        lemmas=(segment_inside(a, b), slope),
        rules=(Rule(BOUNDED, velocity_is_bounded),),
    )


def mixed_is_bounded(h, u, theta):
    """‖∇_θ∇_x ℓ h‖ <= C_theta_x ‖h‖ from (13): the two orders of differentiation are transposed to each other."""
    g = mixed(h, u, theta)
    back = Jacobian(sp.Symbol("ell_2"), 1, g, u, theta)
    curve = ell_theta(u + t * g, theta)
    assumed = EQ_13(u + t * g, u, theta)
    steep = derivative_bound(curve, t, C_theta_x * norm(g))
    turned = cauchy_schwarz(back, h)
    small, size = C_theta_x * norm(h), norm(g)
    return (
        Lemma(steep.premises[0], (line("<=", C_theta_x * norm(g) * sp.Abs(t), by=assumed, why="(13)"),)),
        Lemma(
            le(size**2, small * size),
            (line("<=", small * size, turned.slack, norm(h) * steep.slack, by=(turned, steep), why="(8)"),),
        ),
        Lemma(
            le(size, small),
            (line("<=", small**2, (small - size) ** 2, 2 * (small * size - size**2)),),
            squared=True,
        ),
    )


def shown(lemmas):
    """The last side result as the derivation."""
    *before, last = lemmas
    return chain(*last.lines, lemmas=tuple(before), squared=last.squared)


def then_lemma_1(a, b, velocity_is_bounded):
    """The chain (16), with the constant of x' between the parameters a and b."""
    one, other = x_adv(a), x_adv(b)
    first, second = ell_theta(one, a) - ell_theta(one, b), ell_theta(one, b) - ell_theta(other, b)
    found = along_the_segment(a, b, velocity_is_bounded)
    split, straight, bent = minkowski(first, second), STRAIGHT(one, a, b), EQ_13(one, other, b)
    moves = Lemma(le(norm(one - other), C_theta_x / c * norm(b - a)), found.lines)
    terms = (straight.slack, bent.slack, C_theta_x * moves.slack)
    return chain(
        line("<=", norm(first) + norm(second), by=split),
        line("<=", (C_theta_theta + C_theta_x**2 / c) * norm(b - a), *terms, by=(straight, bent), why="(12), (13)"),
        lemmas=(*found.lemmas, moves),
        rules=found.rules,
    )
