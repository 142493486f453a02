"""Branches without one of the assumptions of Lemma 4, for which its bound fails."""

from proofs.section_3_2.setting import c, rho, theta_0, w
from proofs.setting import C_theta_theta, C_theta_x, theta, u
from verify import Abs, Instance, Integer, Lemma, chain, dot, eq, line, norm

pair = {"theta_1": (1,), "theta_2": (0,), "theta_0": (0,), "rho": 2, "c": 1}
still = {"theta": (0,), "theta_0": (0,), "rho": 2, "c": 1, "h": (1,)}

# The loss θᵀu - k‖u‖²/2 has the stationary point θ/k: with k = c/2 it moves twice as fast as the bound.
fast = Instance(
    functions={
        "ell": ((u, theta), dot(theta, u) - c / 4 * norm(u) ** 2),
        "ell_1": ((u, theta), theta - c / 2 * u),
        "ell_2": ((u, theta), u),
        "x'": ((theta,), 2 * theta / c),
    },
    constants={C_theta_x: 1},
)


# Its Hessian -c(2ρ² - ‖θ - θ₀‖²)/ρ² is at most -c inside U and vanishes further out.
def concave_inside():
    far = norm(theta - theta_0)
    return chain(line("<=", -c * norm(w) ** 2, c / rho**2 * norm(w) ** 2 * (rho - far) * (rho + far)))


bend = c * (2 * rho**2 - norm(theta - theta_0) ** 2) / rho**2


def weak(concave):
    """For the assumption that no eigenvalue exceeds -c."""
    return Instance(
        functions={
            "ell": ((u, theta), -bend / 2 * norm(u) ** 2),
            "ell_1": ((u, theta), -bend * u),
            "x'": ((theta,), Integer(0)),
        },
        derive={concave.name: concave_inside},
    )


# Stationary inside U, where s = ‖θ - θ₀‖ - ρ < 0 makes (|s| + s)² = 0, and far away outside.
s = norm(theta - theta_0) - rho


def stationary_inside():
    return chain(line("=", 0, why="$|s| = -s$"), lemmas=(Lemma(eq(Abs(s), -s), (line("=", s**2),), squared=True),))


def leaving(stationary):
    """For the assumption that the gradient vanishes along the branch."""
    return Instance(
        functions={
            "ell": ((u, theta), dot(theta, u) - c / 2 * norm(u) ** 2),
            "ell_1": ((u, theta), theta - c * u),
            "ell_2": ((u, theta), u),
            "x'": ((theta,), theta / c + (Abs(s) + s) ** 2),
        },
        constants={C_theta_theta: 0, C_theta_x: 1},
        derive={stationary.name: stationary_inside},
    )


outside = {"theta_0": (0,), "rho": 1, "c": 1}
