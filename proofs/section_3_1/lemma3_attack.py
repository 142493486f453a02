"""Eq. (31) (Section 3.1, proof of Lemma 3): under L-infinity the worst perturbation is delta = -y eps sign(theta).

It attains the maximum, for either label, and where theta_i = 0 so does any other delta_i in [-eps, eps].
"""

from proofs.setting import attack_linf, delta, eps, loss, margin, theta, theta_min, x, y, z
from verify import Abs, Claim, Statement, Total, Vector, chain, dot, eq, le, line, norm, sigmoid, sign, softplus
from verify.facts import tangent

v = Vector("v")
m = theta_min


def coordinate_by_coordinate():
    """y <theta, delta> + eps ‖theta‖_1 is a sum over the coordinates of terms that are not negative, and the loss
    falls with it.
    """
    low, high = -y * dot(theta, x + delta), margin(theta, x, y, dual=1)
    rise = tangent(softplus(z), z, low, high)
    agree = (sign(delta) + y * sign(theta)) ** 2 / 2
    room = Total(Abs(theta) * (eps - Abs(delta))), Total(Abs(theta) * Abs(delta) * agree)
    why = "the loss falls with $yθᵀδ$, and $yθᵀδ$ is not below $-ε‖θ‖₁$"
    return chain(line("<=", softplus(high), rise.slack, *(sigmoid(low) * r for r in room), by=rise, why=why))


closed_form = Claim(
    name="closed-form",
    says="No $δ$ in the box has a larger loss than $δ = -yε sign(θ)$, for either label.",
    equations=(31,),
    assuming=(le(Abs(delta), eps),),
    conclusion=le(loss(theta, x + delta, y), loss(theta, x + attack_linf(theta, y), y)),
    derive=coordinate_by_coordinate,
)

feasible = Claim(
    name="feasible",
    says="The closed form lies in the box $|δ_i| ≤ ε$.",
    equations=(31,),
    conclusion=le(Abs(attack_linf(theta, y)), eps),
)

free = attack_linf(theta, y) + (1 - sign(theta) ** 2) * v
free_at_zero = Claim(
    name="free-at-zero",
    says=(
        "Where $θ_i = 0$ the perturbation $δ_i$ may be any number $v_i$: the loss is that of the closed "
        "form, so there is no one maximiser."
    ),
    source="own",
    conclusion=eq(loss(theta, x + free, y), loss(theta, x + attack_linf(theta, y), y)),
)

free_feasible = Claim(
    name="free-feasible",
    says="With $|v_i| ≤ ε$ such a perturbation lies in the box.",
    source="own",
    assuming=(le(Abs(v), eps),),
    conclusion=le(Abs(free), eps),
)


def optimal(delta, theta):
    """delta is a maximiser: in the box, and <theta, delta> is the least possible."""
    return le(Abs(delta), eps), eq(y * dot(theta, delta), -eps * norm(theta, 1))


def near_the_closed_form(delta, theta):
    """m‖delta + y eps sign(theta)‖^2 <= 2 eps (y <theta, delta> + eps ‖theta‖_1), the terms of the difference."""
    size = Abs(theta)
    return (
        Total((size - m) * (delta - attack_linf(theta, y)) ** 2) / m,
        Total((eps - Abs(delta)) * (eps + Abs(delta)) * size) / m,
    )


near_optimal = Claim(
    name="near-optimal",
    says="On $|θ_i| ≥ m$ a $δ$ whose margin lacks $g$ to the best lies within $√(2εg/m)$ of the closed form, for either label.",
    source="own",
    assuming=(le(m, Abs(theta)), le(Abs(delta), eps)),
    conclusion=le(
        norm(delta - attack_linf(theta, y)) ** 2, 2 * eps / m * (y * dot(theta, delta) + eps * norm(theta, 1))
    ),
    derive=lambda: chain(
        line(
            "<=",
            2 * eps / m * (y * dot(theta, delta) + eps * norm(theta, 1)),
            *near_the_closed_form(delta, theta),
            why="$m ≤ |θ_i|$ and $δ_i² ≤ ε²$",
        )
    ),
)

STATEMENT = Statement(
    name="lemma-3-attack",
    title="The worst perturbation under the $L∞$ constraint",
    section="3.1",
    also={"eq-31": ("closed-form", "feasible", "free-at-zero")},
)
