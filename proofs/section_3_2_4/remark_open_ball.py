"""Section 3.2.4: Eq. (44) prints the maximum over the open ball ‖delta‖ < eps, over which there need not be one.

For y = 1 the loss of the swish model falls in u = <theta, x + delta> where u >= 0: if that is so in the whole ball, the loss is
largest on the sphere alone. Where u* is a value of u inside the ball the maximum exists (`swish-loss`).
"""

from dataclasses import replace

from proofs.section_3_2_4.swish import swish
from proofs.section_3_2_4.swish_loss import end_values
from proofs.setting import attack_l2, delta, eps, theta, x, z
from verify import Claim, Lemma, Statement, chain, dot, exp, le, line, lt, norm, sigmoid, softplus
from verify.facts import cauchy_schwarz, logistic, minkowski, tangent

halfway = (delta + attack_l2(theta, 1)) / 2
inside = (lt(norm(delta), eps), lt(0, norm(theta)), lt(0, eps))
at = {x: theta, eps: norm(theta)}  # <theta, x> = eps ‖theta‖: u >= 0 in the whole ball


def u(delta):
    return dot(theta, x + delta)


def loss(delta):
    """The loss of the swish model at the label 1."""
    return softplus(-swish(u(delta)))


def halfway_to_the_sphere():
    """Both u are positive, and u falls: f(b) - f(a) = σ(b)(b - a) + a(σ(b) - σ(a)) for 0 < a < b."""
    a, b = (u(end).xreplace(at) for end in (halfway, delta))
    angle, back = cauchy_schwarz(-theta, delta), tangent(exp(z), z, -b, -a)
    nearer = line("<", b, angle.slack / 2, norm(theta) * inside[0].slack.xreplace(at) / 2, by=angle)
    size = sigmoid(a) * sigmoid(b) * a
    terms = sigmoid(b) * (b - a), size * back.slack, size * exp(-b) * (b - a)
    falls = Lemma(lt(swish(a), swish(b)), (line("<", swish(b), *terms, by=(back, logistic(a), logistic(b))),))
    rise = tangent(softplus(z), z, -swish(b), -swish(a))
    last = line("<", softplus(-swish(a)), rise.slack, sigmoid(-swish(b)) * falls.slack, by=rise)
    return chain(last, lemmas=(Lemma(lt(a, b), (nearer,)), falls))


maximum_printed = Claim(
    name="maximum-printed",
    says=(
        "The swish loss, $y = 1$, has a maximum over the open ball, for every $x$, $ε > 0$ and $θ ≠ 0$: a $δ$ in it whose loss no other "
        "there exceeds, so not the one halfway to $-εθ/‖θ‖$."
    ),
    assuming=inside,
    exists=(delta,),
    conclusion=le(loss(halfway), loss(delta)),
    expected="REFUTED",
    severity="misprint",
    counter=at,
    disprove=halfway_to_the_sphere,
)

still_inside = Claim(
    name="still-inside",
    says="The one halfway lies inside the open ball, too.",
    source="own",
    assuming=inside[:2],
    conclusion=lt(norm(halfway), eps),
    derive=lambda: chain(
        line(
            "<",
            eps,
            minkowski(delta / 2, attack_l2(theta, 1) / 2).slack,
            (eps - norm(delta)) / 2,
            by=minkowski(delta / 2, attack_l2(theta, 1) / 2),
        )
    ),
)

low_end = next(c for c in end_values if c.name == "low-end-l2")
closed = replace(
    low_end,
    name="closed",
    says="Over the closed ball there is one: where $u* ≤ lo$ no $δ$ has a larger loss than $u = lo = θᵀx - ε‖θ‖$.",
    equations=(),
    source="repair",
    repairs="maximum-printed",
    added="$‖δ‖ ≤ ε$ in place of $‖δ‖ < ε$",
    adds=low_end.assuming,
)

STATEMENT = Statement(
    name="remark-open-ball",
    title="A maximum needs the closed ball",
    section="3.2.4",
    uses=("swish-loss",),
    also={"eq-44": ("maximum-printed", "closed")},
)
