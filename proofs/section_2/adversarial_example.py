"""Eqs. (1) to (4) (Section 2.1): the adversarial example x' = x + delta, its loss ell_eps, the average L_eps.

For a loss known only by its name: ell_eps >= ell, it grows with eps, and L_eps is the largest average loss over a
feasible delta_n for every point. For the logistic loss of the linear model the maximiser is known, and the maximum is
attained.
"""

from proofs._choices import axis, highest, sums
from proofs.setting import (
    adversarial_loss,
    attack_l2,
    attack_linf,
    delta,
    ell,
    ell_n,
    eps,
    loss,
    margin,
    theta,
    x,
    x_n,
    y,
    y_n,
    z,
)
from verify import (
    Abs,
    Claim,
    Field,
    Instance,
    Lemma,
    Mean,
    Rational,
    Removal,
    Sample,
    Schema,
    Statement,
    Symbol,
    Total,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    sigmoid,
    softplus,
    sqrt,
    symbols,
)
from verify.facts import below_abs, cauchy_schwarz, tangent

delta_n = Sample("delta_n")
r, more = symbols("r eta", nonnegative=True)
nonzero = lt(0, norm(theta))


def best(radius):
    """An adversarial example of x in the ball of this radius."""
    return Field(Symbol("x'"), radius, theta)


def best_n():
    """The adversarial examples of the data set in the ball of radius eps."""
    return Field(Symbol("x'"), x_n, theta, y_n)


INSIDE = Schema("$x'$ is feasible", (r,), le(norm(best(r) - x), r))
LARGEST = Schema(
    "$x'$ is a maximiser", (r, delta), le(ell(x + delta, theta), ell(best(r), theta)), (le(norm(delta), r),)
)
LARGEST_N = Schema(
    "every $x'$ is a maximiser",
    (delta_n,),
    le(ell_n(x_n + delta_n, theta), ell_n(best_n(), theta)),
    (le(norm(delta_n), eps),),
)
bump = Instance(functions={"ell": ((delta, theta), -(norm(delta - x) ** 2)), "x'": ((r, theta), x)})
indifferent = Instance(functions={"ell": ((delta, theta, y), y * norm(theta) ** 2), "x'": ((x, theta, y), x)})


def inside_the_larger_ball():
    smaller = best(eps) - x
    inside = Lemma(le(norm(smaller), eps + more), (line("<=", eps + more, INSIDE(eps).slack, more, by=INSIDE(eps)),))
    return chain(line("<=", ell(best(eps + more), theta), by=LARGEST(eps + more, smaller)), lemmas=(inside,))


def rise(delta, attack, *room, by):
    """log(1 + exp) is increasing: its tangent at the margin of delta, times the room up to the margin of the attack."""
    low, high = (-y * dot(theta, x + step) for step in (delta, attack))
    above = tangent(softplus(z), z, low, high)
    return chain(line("<=", softplus(high), above.slack, *(sigmoid(low) * part for part in room), by=(above, *by)))


def strictly_above():
    low, high = -y * dot(theta, x), margin(theta, x, y)
    above = tangent(softplus(z), z, low, high)
    return chain(line("<", softplus(high), above.slack, sigmoid(low) * (eps * norm(theta)), by=above))


def opposite_to_theta():
    angle = cauchy_schwarz(-y * theta, delta)
    return rise(delta, attack_l2(theta, y), angle.slack, norm(theta) * (eps - norm(delta)), by=(angle,))


def opposite_in_every_coordinate():
    """|s| |t| + y s t, for the coordinates s of theta and t of delta, is half the sum of two products."""
    sides = below_abs(-theta), below_abs(y * delta), below_abs(theta), below_abs(-y * delta)
    up, right, down, left = (side.slack for side in sides)
    room = Total(up * left) / 2, Total(down * right) / 2, Total(Abs(theta) * (eps - Abs(delta)))
    return rise(delta, attack_linf(theta, y), *room, by=sides)


above_the_loss = Claim(
    name="above-the-loss",
    says="The adversarial loss is at least the loss: $ℓ_ε ≥ ℓ$, as $δ = 0$ is feasible.",
    assuming=(LARGEST,),
    conclusion=le(ell(x, theta), ell(best(eps), theta)),
    derive=lambda: chain(line("<=", ell(best(eps), theta), by=LARGEST(eps, 0))),
    instance=bump,
)
# r < ρ(r) and ρ(1/2) < ρ(0): x + ρ(r)p is not feasible, and the radius 1/2 has a smaller loss than 0.
beyond = r + 2 / (1 + r)

monotone = Claim(
    name="monotone",
    says="The adversarial loss grows with the radius: $ℓ_ε ≤ ℓ_{ε+η}$ for $η ≥ 0$.",
    assuming=(INSIDE, LARGEST),
    conclusion=le(ell(best(eps), theta), ell(best(eps + more), theta)),
    derive=inside_the_larger_ball,
    instance=bump,
    needs=(
        Removal(
            INSIDE,
            instance=Instance(
                {"ell": ((delta, theta), Total(delta)), "x'": ((r, theta), x + beyond * axis)},
                derive={LARGEST.name: highest(Total(x) + beyond * sqrt(d), delta, r, sqrt(d) * (beyond - r))},
            ),
            point={"d": 1, "x": (0,), "theta": (0,), "varepsilon": 0, "eta": Rational(1, 2)},
        ),
        Removal(
            LARGEST,
            instance=Instance({"ell": ((delta, theta), -(norm(delta - x) ** 2)), "x'": ((r, theta), x + r * axis)}),
            point={"x": (0,), "theta": (0,), "varepsilon": 0, "eta": 1},
        ),
    ),
)
average_above = Claim(
    name="average-above",
    says="$L_ε$ is at least the average loss at any feasible perturbations, one for each data point; so $L_ε ≥ L$.",
    equations=(3,),
    assuming=(LARGEST_N, le(norm(delta_n), eps)),
    conclusion=le(Mean(ell_n(x_n + delta_n, theta)), Mean(ell_n(best_n(), theta))),
    derive=lambda: chain(
        line("<=", Mean(ell_n(best_n(), theta)), Mean(LARGEST_N(delta_n).slack), by=LARGEST_N(delta_n))
    ),
    instance=indifferent,
    needs=(
        Removal(
            LARGEST_N,
            instance=Instance({"ell": ((delta, theta, y), norm(delta) ** 2), "x'": ((x, theta, y), x)}),
            point={"x_n": ((0,),), "y_n": (1,), "theta": (0,), "delta_n": ((1,),), "varepsilon": 1},
        ),
        Removal(
            le(norm(delta_n), eps),
            instance=Instance(
                sums(x + eps * axis), derive={LARGEST_N.name: highest(Total(x_n) + eps * sqrt(d), delta_n, eps)}
            ),
            point={"x_n": ((0,),), "y_n": (1,), "theta": (0,), "delta_n": ((2,),), "varepsilon": 1},
        ),
    ),
)
feasible_l2 = Claim(
    name="feasible-l2",
    says="For the linear model $δ = -yεθ/‖θ‖$ satisfies the constraint of (2) under $L2$, with equality.",
    assuming=(nonzero,),
    conclusion=eq(norm(attack_l2(theta, y)), eps),
)
maximiser_l2 = Claim(
    name="maximiser-l2",
    says="Under $L2$ no feasible perturbation has a larger loss than $x' = x - yεθ/‖θ‖$: this $x'$ solves (2).",
    equations=(1, 2),
    assuming=(nonzero, le(norm(delta), eps)),
    conclusion=le(loss(theta, x + delta, y), loss(theta, x + attack_l2(theta, y), y)),
    derive=opposite_to_theta,
)
feasible_linf = Claim(
    name="feasible-linf",
    says="For the linear model $δ = -yε sign(θ)$ satisfies the constraint of (2) under $L∞$.",
    conclusion=le(Abs(attack_linf(theta, y)), eps),
)
maximiser_linf = Claim(
    name="maximiser-linf",
    says="Under $L∞$ no feasible perturbation has a larger loss than $x' = x - yε sign(θ)$: this $x'$ solves (2).",
    equations=(1, 2),
    assuming=(le(Abs(delta), eps),),
    conclusion=le(loss(theta, x + delta, y), loss(theta, x + attack_linf(theta, y), y)),
    derive=opposite_in_every_coordinate,
)
attained = Claim(
    name="attained",
    says="Under $L2$ the maximum (4) of the linear model is $log(1 + exp(-yθᵀx + ε‖θ‖))$: the loss at $x' = x - yεθ/‖θ‖$.",
    equations=(4,),
    assuming=(nonzero,),
    conclusion=eq(loss(theta, x + attack_l2(theta, y), y), adversarial_loss(theta, x, y)),
)
above_linear = Claim(
    name="above-the-linear-loss",
    says="For the linear model under $L2$ the closed form of $ℓ_ε$ is at least $ℓ$, and equal to it only where $ε‖θ‖ = 0$.",
    assuming=(lt(0, eps), nonzero),
    conclusion=lt(loss(theta, x, y), adversarial_loss(theta, x, y)),
    derive=strictly_above,
)

STATEMENT = Statement(
    name="adversarial-example",
    title="Adversarial examples and the adversarial loss",
    section="2.1",
)
