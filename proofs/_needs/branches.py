"""Branches of Lemmas 4 and 5 without one of the assumptions, and points at which the bound fails for them."""

import sympy as sp

from proofs.section_3_2.setting import CONCAVE, c, rho, theta_0
from proofs.section_3_2_2 import lemma5_tangent
from proofs.setting import C_theta_theta, C_theta_x, eps, theta, u, x
from verify import Instance, Lemma, Removal, Vector, chain, dot, eq, line, norm

w, v = Vector("w"), Vector("v")
one, zero = sp.S.One, sp.S.Zero
pair = {"theta_1": (1,), "theta_2": (0,), "theta_0": (0,), "rho": 2, "c": 1}
still = {"theta": (0,), "theta_0": (0,), "rho": 2, "c": 1, "h": (1,)}

# Lemma 4. The loss θᵀu - k‖u‖²/2 has the stationary point θ/k: with k = c/2 it moves twice as fast as the bound.
fast = {
    "ell": ((u, theta), dot(theta, u) - c / 4 * norm(u) ** 2),
    "ell_1": ((u, theta), theta - c / 2 * u),
    "ell_2": ((u, theta), u),
    "x'": ((theta,), 2 * theta / c),
}
pulled = {C_theta_theta: 0, C_theta_x: 1}

# Its Hessian -c(2ρ² - ‖θ - θ₀‖²)/ρ² is at most -c inside U and vanishes further out.
room = (2 * rho**2 - norm(theta - theta_0) ** 2) / rho**2
weak = {
    "ell": ((u, theta), -c / 2 * room * norm(u) ** 2),
    "ell_1": ((u, theta), -c * room * u),
    "x'": ((theta,), zero),
}


def concave_inside():
    far = norm(theta - theta_0)
    return chain(line("<=", -c * norm(w) ** 2, c / rho**2 * norm(w) ** 2 * (rho - far) * (rho + far)))


# Stationary inside U, where s = ‖θ - θ₀‖ - ρ < 0 makes (|s| + s)² = 0, and far away outside.
s = norm(theta - theta_0) - rho
leaving = {
    "ell": ((u, theta), dot(theta, u) - c / 2 * norm(u) ** 2),
    "ell_1": ((u, theta), theta - c * u),
    "ell_2": ((u, theta), u),
    "x'": ((theta,), theta / c + (sp.Abs(s) + s) ** 2),
}


def stationary_inside():
    return chain(line("=", 0, why="|s| = -s"), lemmas=(Lemma(eq(sp.Abs(s), -s), (line("=", s**2),), squared=True),))


def outside(claim, number, name, place):
    """θ₁ or θ₂ lies outside U, at ‖θ‖ = 2ρ."""
    return Removal(
        claim,
        number,
        instance=Instance(leaving, pulled, {"the gradient in x vanishes along the branch": stationary_inside}),
        point={**pair, "rho": 1, place: (2,), name: (0,)},
    )


LEMMA_4 = (
    Removal(
        "lemma-4/invertible",
        1,
        instance=Instance(weak, {}, {CONCAVE.name: concave_inside}),
        point={"theta": (sp.Rational(7, 5), sp.Rational(1, 5)), "theta_0": (0, 0), "rho": 1, "c": 1, "k": (1, 0)},
    ),
    Removal("lemma-4/velocity", 2, instance=Instance(fast, {C_theta_x: 1}), point=still),
    Removal("lemma-4/lipschitz", 2, instance=Instance(fast, {C_theta_x: 1}), point=pair),
    Removal("lemma-4/smooth", 3, instance=Instance(fast, pulled), point=pair),
    Removal("lemma-4/strongly-concave", 0, instance=Instance(fast, {C_theta_x: 1}), point=pair),
    outside("lemma-4/lipschitz", 3, "theta_2", "theta_1"),
    outside("lemma-4/lipschitz", 4, "theta_1", "theta_2"),
    outside("lemma-4/smooth", 4, "theta_2", "theta_1"),
    outside("lemma-4/smooth", 5, "theta_1", "theta_2"),
)

# Lemma 5 with ε = 1. Of the loss θᵀu the point x + θ is no branch on the sphere, with the multiplier 1.
straight = {
    "ell": ((u, theta), dot(theta, u)),
    "ell_1": ((u, theta), theta),
    "x'": ((theta,), x + theta),
    "alpha": ((theta,), one),
    "alpha_1": ((theta,), zero),
}
LEMMA_5 = (
    Removal(
        "lemma-5/jacobian",
        1,
        instance=Instance(straight, {eps: 1}),
        point={"theta": (1,), "theta_0": (0,), "x": (0,), "h": (1,), "rho": 2, "b": 1, "k": (0,)},
    ),
)

# The loss ‖u‖²/2 with κ = -1: no singular value is below c = 1. Along n, or at w = 0, λ = 0 fits.
identity = lemma5_tangent.survives.instance
regular = Instance(identity.functions, {c: 1, lemma5_tangent.kappa: -1}, identity.derive)
axes = {"n": (1, 0), "lambda": 0, **dict.fromkeys(("x'", "theta"), (0, 0))}
TANGENT = (
    Removal("lemma-5-tangent/smallest-singular-value", 3, instance=regular, point={**axes, "w": (1, 0)}),
    Removal("lemma-5-tangent/smallest-singular-value", 4, instance=regular, point={**axes, "w": (0, 0)}),
)

REMOVALS = (*LEMMA_4, *LEMMA_5, *TANGENT)
