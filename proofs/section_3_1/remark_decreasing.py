"""Section 3.1, the proof of Lemma 3: the loss decreases in <theta, delta>, so the attack minimises it. For y = 1."""

from proofs.setting import attack_linf, delta, eps, loss, theta, x, y, z
from verify import Abs, Claim, Statement, Total, Vector, chain, dot, le, line, lt, sigmoid, softplus
from verify.facts import below_abs, tangent

delta_1, delta_2 = Vector("delta_1"), Vector("delta_2")


def tangent_at_the_lower_loss():
    low, high = -y * dot(theta, x + delta_1), -y * dot(theta, x + delta_2)
    rise = tangent(softplus(z), z, low, high)
    gain = sigmoid(low) * (y * dot(theta, delta_1) - y * dot(theta, delta_2))
    return chain(line("<", softplus(high), rise.slack, gain, by=rise))


decreasing = Claim(
    name="decreasing",
    says=(
        "For $y = 1$ the loss decreases strictly in $θᵀδ$, for either label in $yθᵀδ$: of two perturbations the "
        "one with the smaller product has the larger loss."
    ),
    assuming=(lt(y * dot(theta, delta_2), y * dot(theta, delta_1)),),
    conclusion=lt(loss(theta, x + delta_1, y), loss(theta, x + delta_2, y)),
    derive=tangent_at_the_lower_loss,
)

minimises = Claim(
    name="minimises",
    says="$δ = -yε sign(θ)$ minimises $yθᵀδ$ over the box.",
    assuming=(le(Abs(delta), eps),),
    conclusion=le(y * dot(theta, attack_linf(theta, y)), y * dot(theta, delta)),
    derive=lambda: chain(
        line(
            "<=",
            y * dot(theta, delta),
            Total(below_abs(-y * theta * delta).slack),
            Total(Abs(theta) * (eps - Abs(delta))),
            by=below_abs(-y * theta * delta),
            why="$-yθ_iδ_i ≤ |θ_i||δ_i| ≤ ε|θ_i|$",
        )
    ),
)

STATEMENT = Statement(
    name="remark-decreasing",
    title="The loss decreases in the inner product",
    section="3.1",
    uses=("lemma-3-attack",),
)
