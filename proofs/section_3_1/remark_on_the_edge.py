"""Sections 3.1 and 3.2.1: for the linear model the optimal adversarial examples are located on the edge of the constraint."""

from proofs.setting import adversarial_loss, delta, eps, loss, margin, theta, x, y, z
from verify import Abs, Claim, Lemma, Removal, Statement, Total, chain, dot, le, line, lt, norm, oo, sigmoid, softplus
from verify.facts import below_abs, cauchy_schwarz, largest, tangent

inside_l2 = lt(norm(delta), eps)
inside_linf = lt(norm(delta, oo), eps)


def room_to_the_sphere():
    low, top = -y * dot(theta, x + delta), margin(theta, x, y)
    rise, angle = tangent(softplus(z), z, low, top), cauchy_schwarz(-y * theta, delta)
    room = sigmoid(low) * angle.slack, sigmoid(low) * norm(theta) * (eps - norm(delta))
    return chain(line("<", softplus(top), rise.slack, *room, by=(rise, angle)))


l2 = Claim(
    name="l2",
    says="Under $L2$ and for $θ ≠ 0$ a perturbation inside the ball, $‖δ‖ < ε$, is never worst.",
    assuming=(inside_l2, lt(0, norm(theta))),
    conclusion=lt(loss(theta, x + delta, y), adversarial_loss(theta, x, y)),
    derive=room_to_the_sphere,
    source="repair",
    repairs="l2-printed",
    added="$θ ≠ 0$",
    adds=(lt(0, norm(theta)),),
)

l2_printed = Claim(
    name="l2-printed",
    says="For every $θ$: such a perturbation has a smaller margin $-yθᵀ(x+δ)$, so a smaller loss, than the worst one.",
    assuming=(inside_l2,),
    conclusion=lt(-y * dot(theta, x + delta), margin(theta, x, y)),
    expected="REFUTED",
    severity="wording",
    counterexample=lambda: {theta: (0,), delta: (0,), x: (0,), y: 1, eps: 1},
)


def room_to_the_box():
    """-y <theta, delta> <= sum |theta_i||delta_i| <= max|delta_i| sum |theta_i|."""
    low, top = -y * dot(theta, x + delta), margin(theta, x, y, dual=1)
    rise, peak = tangent(softplus(z), z, low, top), norm(delta, oo)
    sign = below_abs(-y * theta * delta)
    aligned = Lemma(
        le(-y * dot(theta, delta), peak * norm(theta, 1)),
        (
            line("<=", Total(Abs(theta) * Abs(delta)), Total(sign.slack), by=sign),
            line(
                "<=",
                peak * norm(theta, 1),
                Total(Abs(theta) * largest(Abs(delta)).slack),
                by=largest(Abs(delta)),
            ),
        ),
    )
    s = sigmoid(low)
    return chain(
        line("<", softplus(top), rise.slack, s * aligned.slack, s * norm(theta, 1) * (eps - peak), by=rise),
        lemmas=(aligned,),
    )


linf = Claim(
    name="linf",
    says="Under $L∞$ and for $θ ≠ 0$ neither is one inside the box, $max|δ_i| < ε$.",
    assuming=(inside_linf, lt(0, norm(theta, 1))),
    conclusion=lt(loss(theta, x + delta, y), adversarial_loss(theta, x, y, dual=1)),
    derive=room_to_the_box,
    needs=(Removal(lt(0, norm(theta, 1)), put={theta: 0}),),
)

STATEMENT = Statement(
    name="remark-on-the-edge",
    title="The worst perturbation of the linear model lies on the edge",
    section="3.1",
    uses=("linear-loss",),
)
