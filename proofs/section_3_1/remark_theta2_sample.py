"""When theta_2 = 0 is optimal for a sample (Section 3.1, for the text on Figure 3), and what condition (10) then meets.

theta = (b, w) and x_n = (x_{n,2}, rest): b = theta_2 is written first. Under L-infinity b = 0 is optimal, given w,
if and only if |mean σ_n y_n x_{n,2}| <= eps·mean σ_n. Under L2 there is no kink to hold it: only if that mean is 0.
"""

from dataclasses import replace
from fractions import Fraction

from proofs.section_3_1 import theorem2_jump
from proofs.section_3_1.theorem2_jump import b_n as second
from proofs.section_3_1.theorem2_jump import c_n as rest
from proofs.section_3_1.theorem2_jump import first_partial, loss_at, loss_on, margin_at, margin_on, rho, slope_on, t, w
from proofs.setting import C, eps, y_n, z
from verify import (
    Abs,
    Claim,
    Label,
    Lemma,
    Mean,
    Rational,
    Removal,
    Statement,
    Symbol,
    chain,
    d,
    dot,
    le,
    line,
    lt,
    norm,
    sigmoid,
    softplus,
    sqrt,
    symbols,
)
from verify.facts import below_abs, tangent, taylor

b, level = symbols("b level")

# Under L-infinity: the slope of L_eps at b = 0 is -pull, up to the kink hold·|b|.
pull = Mean(sigmoid(margin_on) * y_n * second)
hold = eps * slope_on


def tangents_and_the_kink():
    rise, up, down = tangent(softplus(z), z, margin_on, margin_at(b, w)), below_abs(pull), below_abs(-pull)
    plus, minus = below_abs(b), below_abs(-b)
    room = hold - Abs(pull)
    terms = room * Abs(b), plus.slack * down.slack / 2, minus.slack * up.slack / 2
    return chain(
        line("<=", loss_at(b, w), Mean(rise.slack), *terms, by=(rise, up, down, plus, minus), why="tangents at $b = 0$")
    )


linf_if = Claim(
    name="linf-if",
    says=(
        "For every sample: if $|mean(σ_n y_n x_{n,2})| ≤ ε·mean σ_n$ (margins at $θ₂ = 0$), then "
        "$θ₂ = 0$ is optimal under $L∞$, given the rest."
    ),
    source="own",
    assuming=(le(Abs(pull), hold),),
    beside=1,
    conclusion=le(loss_on, loss_at(b, w)),
    derive=tangents_and_the_kink,
    example=lambda dim: strong_point(dim) | {second: (0,), b: 1},
)

side = Label("s")
spread = Mean((eps - side * y_n * second) ** 2)


def below_the_parabola():
    parabola = taylor(softplus(z), z, margin_on, margin_at(side * t, w), Rational(1, 4))
    gain = t * (side * pull - hold - t * spread / 8)
    return chain(line("<", loss_on, gain, Mean(parabola.slack), by=parabola, why="$σ' ≤ 1/4$"))


linf_only_if = Claim(
    name="linf-only-if",
    says=(
        "And only then: if that mean exceeds $ε·mean σ_n$ on one side $s = ±1$, every short step to that "
        "side, from $(0, w)$ to $(st, w)$, lowers $L_ε$."
    ),
    source="own",
    assuming=(lt(t * spread / 8, side * pull - hold),),
    beside=1,
    conclusion=lt(loss_at(side * t, w), loss_on),
    derive=below_the_parabola,
    example=lambda dim: strong_point(dim) | {t: Fraction(1, 8)},
)


def strong_point(dim):
    """One data point whose second feature is strong."""
    return {second: (2,), rest: ((1,) * (dim - 1),), w: (1,) * (dim - 1), y_n: (1,), eps: Fraction(1, 4), side: 1}


# Under L2, w != 0: there is no kink at b = 0.
def l2_size(b):
    return sqrt(b**2 + norm(w) ** 2)


def l2_margin(b):
    return -y_n * (b * second + dot(w, rest)) + eps * l2_size(b)


l2_margin_on = -y_n * dot(w, rest) + eps * norm(w)
l2_slope = sigmoid(l2_margin_on)
l2_pull = Mean(l2_slope * y_n * second)
bend = eps * Mean(l2_slope) / norm(w) / 2 + Mean(second**2) / 4 + eps**2 / 4


def no_kink():
    """The norm grows by r, 0 <= r <= t and r <= t^2/(2‖w‖); a margin changes by at most 2 (t x_2)^2 + 2 (eps r)^2,
    squared.
    """
    short, long = norm(w), l2_size(side * t)
    flat = Lemma(
        le(long, short + t**2 / short / 2),
        (line("<=", (short + t**2 / short / 2) ** 2, t**4 / short**2 / 4),),
        squared=True,
    )
    near = Lemma(le(long, short + t), (line("<=", (short + t) ** 2, 2 * t * short),), squared=True)
    longer = Lemma(le(short, long), (line("<=", long**2, t**2),), squared=True)
    parabola = taylor(softplus(z), z, l2_margin_on, l2_margin(side * t), Rational(1, 4))
    terms = (
        t * (side * l2_pull - t * bend),
        Mean(parabola.slack),
        eps * Mean(l2_slope) * flat.slack,
        eps**2 / 4 * near.slack * (t + longer.slack),
        Mean((side * y_n * t * second + eps * (long - short)) ** 2) / 8,
    )
    return chain(line("<", Mean(softplus(l2_margin_on)), *terms, by=parabola), lemmas=(flat, near, longer))


l2_only_if = Claim(
    name="l2-only-if",
    says=(
        "Under $L2$ the value $θ₂ = 0$ is optimal, given the rest $w ≠ 0$, only if the mean is 0: else every short "
        "step to its side $s = ±1$ lowers $L_ε$."
    ),
    source="own",
    assuming=(le(1, d), lt(0, norm(w)), lt(t * bend, side * l2_pull)),
    beside=1,
    conclusion=lt(Mean(softplus(l2_margin(side * t))), Mean(softplus(l2_margin_on))),
    derive=no_kink,
    example=lambda dim: strong_point(dim) | {t: Fraction(1, 8)},
)


# Condition (10): the level set meets the hyperplane.
reach = Mean(Abs(second)) + eps


def slope_at_most_1():
    """L_eps rises from b = 0 by at most |b|(mean |x_{n,2}| + eps)."""
    here, size, far = margin_at(b, w), Abs(b), Abs(second)
    rise, sigma = tangent(softplus(z), z, here, margin_on), sigmoid(margin_at(b, w))
    plus, minus, up, down = below_abs(-b), below_abs(b), below_abs(-y_n * second), below_abs(y_n * second)
    each = (
        rise.slack,
        (1 - sigma) * size * (far + eps),
        sigma * plus.slack * up.slack / 2,
        sigma * minus.slack * down.slack / 2,
    )
    room = (rho - size) * reach, level - loss_on - rho * reach
    return chain(
        line("<=", level, *map(Mean, each), *room, by=(rise, plus, minus, up, down), why="the slope is at most 1")
    )


def room_enough(dim):
    return strong_point(dim) | {b: 1, rho: 1, level: 100, t: Fraction(1, 2), C: 1}


enough = le(rho * reach, level - loss_on)
level_set = Claim(
    name="level-set",
    says=(
        "The level set of $L_ε$ that has $(0, w)$ inside contains $(b, w)$ for all $|b| ≤ ρ$, "
        "$ρ·(mean|x_{n,2}| + ε)$ the room left by $L_ε(0, w)$."
    ),
    source="own",
    assuming=(le(Abs(b), rho), enough),
    beside=1,
    conclusion=le(loss_at(b, w), level),
    derive=slope_at_most_1,
    example=room_enough,
)

condition_10 = replace(
    theorem2_jump.not_smooth,
    name="condition-10",
    says=(
        "So no $C$ satisfies (10) under $L∞$ if the level set has a $(0, w)$ inside: pairs $(±t, w)$ of it "
        "exceed every $C$, for every sample."
    ),
    source="paper",
    assuming=(*theorem2_jump.not_smooth.assuming, enough),
    example=room_enough,
    needs=(
        *theorem2_jump.not_smooth.needs,
        Removal(enough, why="it puts the pairs into the level set (remark-theta2-sample/level-set)"),
    ),
)

# A gradient step in θ₂ = st, t > 0, with a fixed size.
eta = Symbol("eta", positive=True)
m_t = margin_at(side * t, w)
pull_t, hold_t = Mean(sigmoid(m_t) * y_n * second), eps * Mean(sigmoid(m_t))


def held_from_both_sides():
    """With g the partial derivative ηsg - 2t is the room η(hold - |pull|) - 2t and η(|pull| - s·pull); (st - ηg)² = (t - ηsg)²."""
    size, room = below_abs(side * pull_t), eta * (hold_t - Abs(pull_t)) - 2 * t
    more = room + eta * size.slack
    end = (side * t - eta * first_partial(side * t, w)) ** 2
    return chain(line("<", end, more**2, 2 * t * room, 2 * t * eta * size.slack, by=size), squared=True)


overshoot = Claim(
    name="overshoot",
    says=(
        "So a gradient step of fixed size $η$ in $θ₂$ from $θ₂ = st$, $s = ±1$, ends further from 0: where the kink holds there, "
        "$ε·mean σ_n > |mean(σ_n y_n x_{n,2})|$, and $t$ is small."
    ),
    assuming=(lt(2 * t, eta * (hold_t - Abs(pull_t))),),
    beside=1,
    conclusion=lt(t, Abs(side * t - eta * first_partial(side * t, w))),
    derive=held_from_both_sides,
    example=lambda dim: strong_point(dim) | {eps: 4, t: Fraction(1, 64), eta: 1},
)

STATEMENT = Statement(
    name="remark-theta2-sample",
    title="When $θ₂ = 0$ is optimal for a sample",
    section="3.1",
    where="The linear model, $θ = (b, w)$ and $x_n = (b_n, c_n)$ with the second feature first: $b = θ₂$, $b_n = x_{n,2}$.",
    uses=("theorem-2-jump",),
)
