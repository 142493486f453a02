"""Abstract and Section 3: an attack depends on the parameter, and what is lost when it is held fixed.

A perturbation that is worst at theta is not worst at -theta. Held fixed it falls short by a quadratic term only, so a
nearly current attack is a nearly worst one.
"""

from proofs.setting import adversarial_loss, attack_l2, delta, eps, loss, margin, theta, theta_1, theta_2, x, y, z
from verify import Claim, Removal, Statement, chain, dot, le, line, lt, norm, sigmoid, softplus
from verify.facts import cauchy_schwarz, logistic_symmetry, tangent


def shortfall_at_both_ends():
    """s g + (1-s) g' = s(1-s)(g + g') + s^2 g + (1-s)^2 g', where the gaps g, g' of the margins add up to 2 eps ‖theta‖."""
    low = -y * dot(theta, x + delta)
    s, a = sigmoid(low), norm(theta)
    here, there = cauchy_schwarz(-y * theta, delta), cauchy_schwarz(y * theta, delta)
    room = (eps - norm(delta)) * a
    rises = tangent(softplus(z), z, low, margin(theta, x, y)), tangent(softplus(z), z, -low, margin(-theta, x, y))
    return chain(
        line(
            "<",
            adversarial_loss(theta, x, y) + adversarial_loss(-theta, x, y),
            *(f.slack for f in rises),
            2 * s * (1 - s) * eps * a,
            s**2 * room,
            s**2 * here.slack,
            (1 - s) ** 2 * room,
            (1 - s) ** 2 * there.slack,
            by=(*rises, here, there, logistic_symmetry(low)),
        )
    )


depends = Claim(
    name="depends",
    says="No feasible $δ$ is worst for $θ$ and for $-θ$: the two losses at $δ$ add up to less than the two worst ones.",
    assuming=(lt(0, norm(theta)), lt(0, eps), le(norm(delta), eps)),
    conclusion=lt(
        loss(theta, x + delta, y) + loss(-theta, x + delta, y),
        adversarial_loss(theta, x, y) + adversarial_loss(-theta, x, y),
    ),
    derive=shortfall_at_both_ends,
    needs=(Removal(lt(0, eps), put={eps: 0, delta: 0}),),
)


def second_order():
    """‖b‖ - <a, b>/‖a‖ = (‖a - b‖^2 - (‖a‖ - ‖b‖)^2)/(2‖a‖), and the slope of the loss is below 1."""
    a, b = norm(theta_1), norm(theta_2)
    top, low = margin(theta_2, x, y), -y * dot(theta_2, x + attack_l2(theta_1, y))
    angle, rise = cauchy_schwarz(theta_1, theta_2), tangent(softplus(z), z, top, low)
    last = loss(theta_2, x + attack_l2(theta_1, y), y) + eps * norm(theta_1 - theta_2) ** 2 / (2 * a)
    terms = rise.slack, (1 - sigmoid(top)) * eps / a * angle.slack, eps / (2 * a) * (a - b) ** 2
    return chain(line("<=", last, *terms, by=(rise, angle)))


previous = Claim(
    name="previous-attack",
    says="At $θ₂$ the attack of $θ₁ ≠ 0$ misses the worst loss by at most $ε‖θ₁-θ₂‖²/(2‖θ₁‖)$: a nearly current attack is good.",
    assuming=(lt(0, norm(theta_1)),),
    conclusion=le(
        adversarial_loss(theta_2, x, y),
        loss(theta_2, x + attack_l2(theta_1, y), y) + eps * norm(theta_1 - theta_2) ** 2 / (2 * norm(theta_1)),
    ),
    derive=second_order,
    source="own",
)

STATEMENT = Statement(
    name="remark-dependence",
    title="The worst perturbation depends on the parameter",
    section="3",
    uses=("linear-loss",),
)
