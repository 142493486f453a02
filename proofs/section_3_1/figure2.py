"""Figure 2 (Section 3.1): the loss surface of one data point, in the figure x = (-1, 1), y = 1, eps = 3/5.

The claims hold for every data point: the clean loss is smooth, under L2 there is a kink at 0 and no other, under
L-infinity there is one at every theta_i = 0 and no other. A kink is seen from both sides: l(h) + l(-h) - 2 l(0) grows
like ‖h‖, for a differentiable l it cannot.
"""

from proofs.setting import (
    adversarial_loss,
    eps,
    gradient_l2,
    gradient_linf,
    loss_gradient,
    margin,
    theta,
    theta_1,
    theta_2,
    x,
    y,
    z,
)
from verify import (
    Abs,
    Claim,
    Integer,
    Lemma,
    Rational,
    Statement,
    Symbol,
    Vector,
    along,
    chain,
    dot,
    eq,
    le,
    line,
    log,
    lt,
    ne,
    norm,
    sigmoid,
    softplus,
)
from verify.facts import cauchy_schwarz, logistic, logistic_loss, mean_value, scaled, tangent

h, c, w = map(Vector, ("h", "c", "w"))
b = Symbol("b")
t = Symbol("t", positive=True)
zero = Integer(0)
apart = norm(theta_1 - theta_2)


# The clean loss, whose gradient is that of assumption-1/gradient.
def quarter_slope():
    """|σ(m_1) - σ(m_2)| ‖x‖ <= |m_1 - m_2| ‖x‖/4 and |m_1 - m_2| <= ‖x‖ ‖theta_1 - theta_2‖."""
    m_1, m_2 = -y * dot(theta_1, x), -y * dot(theta_2, x)
    up, down = cauchy_schwarz(y * x, theta_1 - theta_2), cauchy_schwarz(y * x, theta_2 - theta_1)
    between = line("<=", (norm(x) * apart) ** 2, up.slack * down.slack, by=(up, down), why="between $-K$ and $K$")
    margins = Lemma(le(Abs(m_1 - m_2), norm(x) * apart), (between,), squared=True)
    slope = mean_value(sigmoid(z), z, m_2, m_1, Rational(1, 4))
    change = sigmoid(m_1) - sigmoid(m_2)
    return chain(
        line("=", Abs(change) * norm(x), by=scaled(change, -y * x)),
        line("<=", norm(x) ** 2 / 4 * apart, norm(x) * slope.slack, norm(x) / 4 * margins.slack, by=slope),
        lemmas=(margins,),
    )


clean = Claim(
    name="clean-smooth",
    says="(a) The gradient of the clean loss is $‖x‖²/4$-Lipschitz everywhere; in the figure $‖x‖²/4 = 1/2$.",
    conclusion=le(norm(loss_gradient(theta_1, x, y) - loss_gradient(theta_2, x, y)), norm(x) ** 2 / 4 * apart),
    derive=quarter_slope,
)


# Under L2.
both_ways = adversarial_loss(t * h, x, y) + adversarial_loss(-t * h, x, y)


def half_at_0():
    """Both tangents at 0 have the slope σ(0) = 1/2."""
    by = [tangent(softplus(z), z, zero, margin(s * t * h, x, y)) for s in (1, -1)]
    lower = 2 * sigmoid(zero) * eps * t * norm(h)
    return chain(
        line("=", lower, by=logistic(zero), why="$σ(0) = 1/2$"),
        line("<=", both_ways - 2 * softplus(zero), by=by, why="tangents at 0"),
        line("=", both_ways - 2 * log(2), by=logistic_loss(zero)),
    )


l2_kink = Claim(
    name="l2-kink",
    says="(b) Under $L2$ the loss has a kink at 0 in every direction $h$: $ℓ(th) + ℓ(-th) - 2ℓ(0) ≥ εt‖h‖$ for every $t > 0$.",
    conclusion=le(eps * t * norm(h), both_ways - 2 * log(2)),
    derive=half_at_0,
)

l2_gradient = Claim(
    name="l2-gradient",
    says="At every other $θ$ it is differentiable, on the axes as well; its gradient is $σ(m)(-yx + εθ/‖θ‖)$.",
    source="own",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(along(adversarial_loss(theta, x, y), (theta, h)), dot(gradient_l2(theta, x, y), h)),
)


# Under L-infinity, theta = (a, w) and x = (b, c).
def margin_at(a):
    return -y * (a * b + dot(w, c)) + eps * (Abs(a) + norm(w, 1))


margin_on = -y * dot(w, c) + eps * norm(w, 1)  # at (0, w)


def tangents_at_the_hyperplane():
    by = [tangent(softplus(z), z, margin_on, margin_at(s * t)) for s in (1, -1)]
    return chain(line("<=", linf_kink.conclusion.rhs, by=by, why="tangents at $θ = (0, w)$"))


linf_kink = Claim(
    name="linf-kink",
    says=(
        "(c) Under $L∞$ it has a kink all along $θ_i = 0$: at $θ = (0, w)$, $ℓ(t,w) + ℓ(-t,w) - 2ℓ(0,w) "
        "≥ 2εσ(m(0,w))t$ for every $t > 0$ and $w$."
    ),
    beside=1,
    conclusion=le(
        2 * eps * sigmoid(margin_on) * t,
        softplus(margin_at(t)) + softplus(margin_at(-t)) - 2 * softplus(margin_on),
    ),
    derive=tangents_at_the_hyperplane,
)

linf_gradient = Claim(
    name="linf-gradient",
    says="Where no $θ_i = 0$ it is differentiable, with the gradient $σ(m)(-yx + ε sign θ)$.",
    source="own",
    assuming=(ne(theta, 0),),
    conclusion=eq(along(adversarial_loss(theta, x, y, 1), (theta, h)), dot(gradient_linf(theta, x, y), h)),
)

STATEMENT = Statement(
    name="figure-2",
    title="The loss surface of one data point: one kink at 0 under $L2$, kinks along the axes under $L∞$",
    section="3.1",
    uses=("linear-loss",),
)
