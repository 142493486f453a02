"""Section 3.2.4: Eq. (44) prints the maximum over the open ball ‖delta‖ < eps. For the linear model there is none."""

from dataclasses import replace

from proofs.section_3_1 import lemma2_maximiser
from proofs.setting import attack_l2, delta, eps, loss, theta, x, y, z
from verify import Claim, Statement, Vector, chain, dot, le, line, lt, norm, sigmoid, softplus
from verify.facts import cauchy_schwarz, minkowski, tangent

w = Vector("w")
halfway = (delta + attack_l2(theta, y)) / 2
inside = (lt(norm(delta), eps), lt(0, norm(theta)))


def halfway_to_the_sphere():
    low, high = -y * dot(theta, x + delta), -y * dot(theta, x + halfway)
    rise, angle, s = tangent(softplus(z), z, low, high), cauchy_schwarz(-y * theta, delta), sigmoid(low)
    room = s / 2 * angle.slack, s / 2 * norm(theta) * (eps - norm(delta))
    return chain(line("<", softplus(high), rise.slack, *room, by=(rise, angle)))


worse = Claim(
    name="worse",
    says="Inside the open ball, $θ ≠ 0$, the perturbation halfway to the worst one of the closed ball has a larger loss.",
    assuming=inside,
    conclusion=lt(loss(theta, x + delta, y), loss(theta, x + halfway, y)),
    derive=halfway_to_the_sphere,
)

still_inside = Claim(
    name="still-inside",
    says="And it lies inside: so no perturbation of the open ball is worst, the maximum needs $‖δ‖ ≤ ε$.",
    assuming=inside,
    conclusion=lt(norm(halfway), eps),
    derive=lambda: chain(
        line(
            "<",
            eps,
            minkowski(delta / 2, attack_l2(theta, y) / 2).slack,
            (eps - norm(delta)) / 2,
            by=minkowski(delta / 2, attack_l2(theta, y) / 2),
        )
    ),
)

maximum_printed = Claim(
    name="maximum-printed",
    says="Over the open ball there is a maximum: some $δ$ inside it at which no other inside has a larger loss.",
    assuming=(lt(norm(delta), eps), lt(0, norm(theta))),
    exists=(delta,),
    conclusion=le(loss(theta, x + halfway, y), loss(theta, x + delta, y)),
    expected="REFUTED",
    severity="misprint",
    disprove=halfway_to_the_sphere,
)

closed = replace(
    lemma2_maximiser.either_label,
    name="closed",
    says="Over the closed ball there is one: $δ = -yεθ/‖θ‖$.",
    equations=(),
    source="repair",
    repairs="maximum-printed",
    added="$‖δ‖ ≤ ε$ in place of $‖δ‖ < ε$",
    adds=(le(norm(delta), eps),),
)

STATEMENT = Statement(
    name="remark-open-ball",
    title="A maximum needs the closed ball",
    section="3.2.4",
    uses=("lemma-2-maximiser",),
)
