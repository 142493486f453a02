"""The setting of Section 3.2.2: adversarial examples on the sphere ‖x' - x‖ = eps, with their multiplier alpha(theta).

The bordered Hessian (41), with the sign of its border and the power of ‖x' - x‖ mended (bordered-hessian), is

    B = [[0, -nᵀ], [-n, M]],   n = (x' - x)/eps,   M = ∇²_x ℓ - alpha/eps (I - nnᵀ).

It takes a pair (b, k) of a number and a vector to the pair (-nᵀk, Mk - b n): `first_entry` and `other_entries`.
"""

from proofs.section_3_2.setting import hessian
from proofs.setting import C_theta_x, eps, theta, x, x_adv
from verify import Field, Instance, Integer, Symbol, Value, Vector, d, dot, norm, sqrt

b = Symbol("b")
u = Vector("u")


def multiplier(theta):
    """alpha(θ)."""
    return Value(Symbol("alpha"), theta)


def multiplier_moves(h, theta):
    """Dalpha(θ) h."""
    return dot(Field(Symbol("alpha_1"), theta), h)


def outward(theta):
    """The normal n = (x' - x)/eps."""
    return (x_adv(theta) - x) / eps


def block(k, theta):
    """M k = ∇²_x ℓ k - alpha/eps (k - n nᵀk)."""
    n = outward(theta)
    return hessian(k, x_adv(theta), theta) - multiplier(theta) / eps * (k - n * dot(n, k))


def first_entry(k, theta):
    """The number -nᵀk in B(b, k)."""
    return -dot(outward(theta), k)


def other_entries(b, k, theta):
    """The vector Mk - b n in B(b, k)."""
    return block(k, theta) - b * outward(theta)


# Branches that show what is needed. With the direction p = (1, ..., 1)/√d and v_p = v - p pᵀv the inverse stereographic projection
#
#     n = (2 θ_p + (‖θ_p‖² - 1) p)/(‖θ_p‖² + 1)
#
# turns on the unit sphere where d > 1; eps = 1 and x' = x + n.
p = 1 / sqrt(d)


def beside_p(v):
    """v_p, the part of v that is orthogonal to p."""
    return v - dot(v, p) * p


flat = beside_p(theta)
turns = (2 * flat + (norm(flat) ** 2 - 1) * p) / (norm(flat) ** 2 + 1)


def chosen(loss, in_x, in_theta, outwards, alpha):
    """A loss of u with its gradients, the branch x' = x + outwards and a multiplier that is one number."""
    return Instance(
        functions={
            "ell": ((u, theta), loss),
            "ell_1": ((u, theta), in_x),
            "ell_2": ((u, theta), in_theta),
            "x'": ((theta,), x + outwards),
            "alpha": ((theta,), Integer(alpha)),
            "alpha_1": ((theta,), Integer(0)),
        },
        constants={eps: 1},
    )


def over_the_sphere():
    """The loss nᵀu, whose maximum over the sphere is at x' = x + n."""
    size = norm(flat) ** 2 + 1
    top = 2 * dot(flat, u) + (size - 2) * dot(p, u)
    return chosen(
        dot(turns, u), turns, (2 * beside_p(u) + 2 * dot(u, p) * flat) / size - 2 * top * flat / size**2, turns, 1
    )


still = 0 * theta
every_point_is_stationary = chosen(norm(u - x) ** 2 / 2, u - x, still, turns, 1)
no_multiplier = chosen(Integer(0), still, still, turns, 1)
straight_without_multiplier = chosen(dot(theta, u), theta, u, turns, 1)
further = 1 + dot(theta, theta)
leaves_the_sphere = chosen(-(norm(beside_p(u - x)) ** 2) / 2, -beside_p(u - x), still, further * p, 0)

# A branch that is one: x' = x + p with one direction p = (1, ..., 1)/√d for every parameter, eps = 1 and the multiplier 1.
steady = Instance(
    functions={
        "ell": ((u, theta), dot(1 / sqrt(d), u) + dot(theta, theta) / 2),
        "ell_1": ((u, theta), 1 / sqrt(d)),
        "ell_2": ((u, theta), theta),
        "x'": ((theta,), x + 1 / sqrt(d)),
        "alpha": ((theta,), Integer(1)),
        "alpha_1": ((theta,), Integer(0)),
    },
    constants={eps: 1, C_theta_x: 1},
)
