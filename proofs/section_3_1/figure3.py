"""Figure 3 (Section 3.1): the loss surface of a data set; in the figure N = 100, y_n = sign(x_{n,1}), eps = 3/5.

The claims hold for every data set, of any size and with any labels: averaging smooths no kink, because every data
point bends the loss upwards at the same place.
"""

from dataclasses import replace

from proofs.section_3_1.theorem2_jump import (
    b_n,
    loss_at,
    loss_on,
    margin_at,
    margin_on,
    not_smooth_coordinate,
    rho,
    slope_on,
    smooth_at_0,
    t,
    w,
    without_a_kink,
)
from proofs.setting import (
    C,
    R,
    adversarial_loss,
    average,
    eps,
    loss_gradient,
    margin,
    theta_1,
    theta_2,
    x,
    x_n,
    y,
    y_n,
    z,
)
from verify import (
    Abs,
    Claim,
    Integer,
    Lemma,
    Mean,
    Rational,
    Removal,
    Statement,
    Vector,
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
    sign,
    softplus,
)
from verify.facts import cauchy_schwarz, logistic, logistic_loss, mean_norm, mean_value, scaled, tangent

h = Vector("h")
zero = Integer(0)
apart = norm(theta_1 - theta_2)


def quarter_slope():
    """Each data point contributes |σ(m_1) - σ(m_2)| ‖x‖ <= R^2/4 ‖theta_1 - theta_2‖."""
    m_1, m_2 = -y_n * dot(theta_1, x_n), -y_n * dot(theta_2, x_n)
    up, down = cauchy_schwarz(y_n * x_n, theta_1 - theta_2), cauchy_schwarz(y_n * x_n, theta_2 - theta_1)
    between = line("<=", (norm(x_n) * apart) ** 2, up.slack * down.slack, by=(up, down), why="between $-K$ and $K$")
    margins = Lemma(le(Abs(m_1 - m_2), norm(x_n) * apart), (between,), squared=True)
    slope = mean_value(sigmoid(z), z, m_2, m_1, Rational(1, 4))
    change = sigmoid(m_1) - sigmoid(m_2)
    room = (R - norm(x_n)) * (R + norm(x_n)) / 4 * apart
    each = Lemma(
        le(norm(-change * y_n * x_n), R**2 / 4 * apart),
        (
            line("=", Abs(change) * norm(x_n), by=scaled(change, -y_n * x_n)),
            line("<=", R**2 / 4 * apart, norm(x_n) * slope.slack, norm(x_n) / 4 * margins.slack, room, by=slope),
        ),
    )
    whole = mean_norm(-change * y_n * x_n)
    return chain(
        line("<=", Mean(each.relation.lhs), by=whole, why="the norm of an average"),
        line("<=", R**2 / 4 * apart, Mean(each.slack), why="the bound for each data point"),
        lemmas=(margins, each),
    )


clean = Claim(
    name="clean-smooth",
    says="(a) For data in $‖x_n‖ ≤ R$ the gradient of the clean loss is $R²/4$-Lipschitz everywhere.",
    assuming=(le(norm(x_n), R),),
    conclusion=le(
        norm(average(loss_gradient(theta_1, x, y)) - average(loss_gradient(theta_2, x, y))), R**2 / 4 * apart
    ),
    derive=quarter_slope,
)


def average_loss(theta):
    return average(adversarial_loss(theta, x, y))


both_ways = average_loss(t * h) + average_loss(-t * h)


def tangents_at_0():
    """For each data point both tangents at 0 have the slope σ(0) = 1/2."""
    by = [tangent(softplus(z), z, zero, margin(s * t * h, x_n, y_n)) for s in (1, -1)]
    return chain(
        line("=", 2 * sigmoid(zero) * eps * t * norm(h), by=logistic(zero), why="$σ(0) = 1/2$"),
        line("<=", both_ways - 2 * softplus(zero), *(Mean(f.slack) for f in by), by=by, why="tangents at 0, averaged"),
        line("=", l2_kink.conclusion.rhs, by=logistic_loss(zero)),
    )


l2_kink = Claim(
    name="l2-kink",
    says=(
        "(b) Under $L2$ the loss $L_ε$ has a kink at 0 in every direction $h$: $L(th) + L(-th) - 2L(0) ≥ εt‖h‖$ for "
        "every $t > 0$, whatever the data."
    ),
    conclusion=le(eps * t * norm(h), both_ways - 2 * log(2)),
    derive=tangents_at_0,
)


# On a line through 0 the L2 loss is the L-infinity loss of one dimension.
def margin_on_the_axis(s, t):
    """The margin of the n-th data point at (s t, 0, …, 0), s = ±1."""
    return -s * y_n * t * b_n + eps * t


def partial_on_the_axis(s, t):
    """The derivative of L_eps in the first coordinate there."""
    return Mean(sigmoid(margin_on_the_axis(s, t)) * (-y_n * b_n + s * eps))


short = eps * rho / (eps + 2 * (C + 1) * rho)
across_0 = partial_on_the_axis(1, t) - partial_on_the_axis(-1, t)


def ends(t):
    """From the origin to either side and back."""
    return [pair for m in (margin_on_the_axis(s, t) for s in (1, -1)) for pair in ((zero, m), (m, zero))]


def past_every_constant():
    """2 C t < eps = 2 eps σ(0) <= the jump of the derivative."""
    by = [tangent(softplus(z), z, *pair) for pair in ends(short)]
    return chain(
        line("<", eps, eps * (eps + 2 * rho) / (eps + 2 * (C + 1) * rho), why="$Ct < ε/2$"),
        line("=", 2 * eps * sigmoid(zero), by=logistic(zero), why="$σ(0) = 1/2$"),
        line("<=", across_0.xreplace({t: short}), *(Mean(f.slack) / short for f in by), by=by),
    )


l2_not_smooth = replace(
    not_smooth_coordinate,
    name="l2-not-smooth",
    says=(
        "So its gradient is not Lipschitz near 0: for all $C$, $ρ$ it differs by more than $C·2t$ at $±(t, "
        "0, …, 0)$ for some $t < ρ$, whatever the data."
    ),
    source="paper",
    witness={t: short},
    conclusion=lt(C * 2 * t, across_0),
    derive=past_every_constant,
    needs=(Removal(lt(0, eps), put=smooth_at_0, disprove=lambda: without_a_kink(ends(t))),),
)


def tangents_at_the_hyperplane():
    by = [tangent(softplus(z), z, margin_on, margin_at(s * t, w)) for s in (1, -1)]
    return chain(
        line("<=", linf_kink.conclusion.rhs, *(Mean(f.slack) for f in by), by=by, why="tangents at $(0, w)$, averaged")
    )


linf_kink = Claim(
    name="linf-kink",
    says=(
        "(c) Under $L∞$ it has a kink all along $θ_i = 0$: $L(t,w) + L(-t,w) - 2L(0,w) ≥ 2εt·mean "
        "σ(m_n(0,w))$ for every $t > 0$, whatever the data."
    ),
    beside=1,
    conclusion=le(2 * eps * t * slope_on, loss_at(t, w) + loss_at(-t, w) - 2 * loss_on),
    derive=tangents_at_the_hyperplane,
)

labels = Claim(
    name="labels",
    says=(
        "The sign of a feature, as $y_n = sign(x_{n,1})$, is a label, -1 or 1, where the feature is not 0: "
        "for normal data with probability 1."
    ),
    assuming=(ne(x_n, 0),),
    conclusion=eq(sign(x_n) ** 2, 1),
)

STATEMENT = Statement(
    name="figure-3",
    title="The loss surface of a data set: averaging removes no kink",
    section="3.1",
    uses=("figure-2", "theorem-2-jump"),
)
