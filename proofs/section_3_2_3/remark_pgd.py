"""Section 3.2.3: PGD under L-infinity, its discontinuity, and what it misses on the swish model (step 0.01 in the paper).

Whatever PGD returns lies in the ball (`pgd/inside`), so its loss never exceeds the closed form of `swish-loss`. For y = 1 it
comes near it, for y = -1 it can stay at the worse end.
"""

from proofs._reasons import STANDS
from proofs.section_2.pgd import beyond, clip, eta, obtuse
from proofs.section_3_2_4.swish import INVERSE, swish, u_star
from proofs.setting import C, delta, eps, theta, x, y, z
from verify import (
    Abs,
    Claim,
    EveryPoint,
    Integer,
    Lemma,
    Rational,
    Removal,
    Statement,
    Total,
    Vector,
    along,
    chain,
    diff,
    dot,
    eq,
    exp,
    expand,
    le,
    line,
    lt,
    norm,
    sigmoid,
    sign,
    softplus,
    symbols,
)
from verify.facts import logistic, tangent, taylor, triangle

v, w = symbols("v w")
b, u, t_ = symbols("b u t_0")
r, t = symbols("r t", positive=True)
h, c, m = map(Vector, ("h", "c", "w"))


def steady():
    """|v + eps| - |w + eps| <= |v - w| and |w - eps| - |v - eps| <= |v - w|."""
    up, down = triangle(v - w, w + eps), triangle(w - v, v - eps)
    return chain(line("<=", Abs(v - w), up.slack / 2, down.slack / 2, by=(up, down)))


continuous_printed = Claim(
    name="projection-printed",
    says="The projection in PGD is not continuous: for every $C$ some $v$ and $w$ have $Π(v) - Π(w) > C|v - w|$.",
    assuming=(le(1, C),),
    exists=(v, w),
    conclusion=lt(C * Abs(v - w), clip(v) - clip(w)),
    counter={C: Integer(1)},
    disprove=steady,
    expected="REFUTED",
    severity="wording",
)
continuous_repaired = Claim(
    name="sign-repaired",
    says="The sign in PGD is not: for every $C$ some $v$ and $w$ have $sign(v) - sign(w) > C|v - w|$.",
    source="repair",
    repairs="projection-printed",
    added="the sign in place of the projection, which is 1-Lipschitz",
    exists=(v, w),
    witness={v: 1 / (1 + C), w: -1 / (1 + C)},
    conclusion=lt(C * Abs(v - w), sign(v) - sign(w)),
)


def margin_at(a):
    """The margin of the linear model at PGD's first perturbation -y r sign(theta), theta = (a, w) and x = (b, c)."""
    return -y * (a * b + dot(m, c)) + r * (Abs(a) + norm(m, 1))


margin_on = -y * dot(m, c) + r * norm(m, 1)  # at (0, w)


def tangents_at_the_hyperplane():
    by = [tangent(softplus(z), z, margin_on, margin_at(side * t)) for side in (1, -1)]
    return chain(line("<=", kink.conclusion.rhs, by=by, why="tangents at $θ = (0, w)$"))


kink = Claim(
    name="kink",
    says=(
        "From $δ = 0$ a sign step of length $r ≤ ε$ gives $-yr sign(θ)$; the loss of the linear model "
        "there has a kink across $θ_i = 0$, so its gradient is not Lipschitz on any set around it."
    ),
    beside=1,
    conclusion=le(
        2 * r * sigmoid(margin_on) * t,
        softplus(margin_at(t)) + softplus(margin_at(-t)) - 2 * softplus(margin_on),
    ),
    derive=tangents_at_the_hyperplane,
)

gradient = Claim(
    name="gradient",
    says="For $y = -1$ the gradient in $δ$ is $σ(f)f'(u)θ$: where $f'(u) < 0$ the sign step is $-η sign(θ)$.",
    conclusion=eq(
        along(softplus(swish(dot(theta, x + delta))), (delta, h)),
        sigmoid(swish(u)).xreplace({u: dot(theta, x + delta)})
        * diff(swish(u), u).xreplace({u: dot(theta, x + delta)})
        * dot(theta, h),
    ),
    source="own",
)


def never_upwards():
    """Clipping turns back, never beyond the start: theta_i (P - delta_i) <= 0 for the step -eta sign(theta_i)."""
    step = delta - eta * sign(theta)
    change, angle = clip(step) - delta, expand((step - clip(step)) * (delta - clip(step)))
    back = Lemma(le(angle, 0), (line("<=", 0, *(part / (2 * eps) for part in obtuse(step, delta)), by=beyond(step)),))
    room = Total(Abs(theta) * back.slack) / eta, Total(Abs(theta) * change**2) / eta
    return chain(line("<=", dot(theta, x + delta), *room), lemmas=(back,))


sticks = Claim(
    name="sticks",
    says="For $y = -1$ and $f'(u) < 0$ a projected sign step never raises $u$: from $u ≤ u*$ PGD never reaches the end $hi$.",
    source="own",
    assuming=(le(-eps, delta), le(delta, eps), lt(0, eps), lt(0, eta)),
    conclusion=le(dot(theta, x + clip(delta - eta * sign(theta))), dot(theta, x + delta)),
    derive=never_upwards,
    needs=(Removal(lt(0, eps), why=STANDS), Removal(lt(0, eta), why=STANDS)),
)

started = Claim(
    name="start",
    says="At $θ = (2, 7/10)$, $x = (-1, 1)$ PGD starts at $u = -13/10 < u*$, so $f'(u) < 0$ there.",
    source="own",
    conclusion=lt(-Rational(13, 10), u_star),
)
missed = Claim(
    name="missed",
    says="The better end $hi = 8/25$ has a loss larger by more than 0.1689 than the end $lo = -73/25$, where PGD ends.",
    source="own",
    conclusion=lt(softplus(swish(Rational(-73, 25))) + Rational(1689, 10000), softplus(swish(Rational(8, 25)))),
    certificate=EveryPoint(),
)


def at_most_a_half():
    """f'' <= 1/2: 1/2 - f''(z) = 2 (σ - 1/2)^2 + σ^2 (1 - σ) z (1 - exp(-z))."""
    s = sigmoid(z)
    below, above = tangent(exp(t_), t_, 0, -z), tangent(exp(t_), t_, -z, 0)
    size = s**2 * (1 - s)
    terms = 2 * (s - Rational(1, 2)) ** 2, size * below.slack, size * above.slack
    return Lemma(
        le(diff(swish(z), z, 2), Rational(1, 2)),
        (line("<=", Rational(1, 2), *terms, by=(below, above, logistic(z))),),
    )


def flat_near_u_star():
    """The slope of log(1 + exp) at -f(u*) times f(u) - f(u*) <= (u - u*)^2/4, as f'(u*) = 0."""
    here, low = softplus(-swish(u)), -swish(u_star)
    rise, room = tangent(softplus(z), z, low, -swish(u)), taylor(swish(z), z, u_star, u, Rational(1, 2))
    return chain(
        line("<=", here + sigmoid(low) * (swish(u) - swish(u_star)), rise.slack, by=rise),
        line("<=", near.conclusion.rhs, sigmoid(low) * room.slack, by=(room, logistic(u_star), INVERSE)),
        lemmas=(at_most_a_half(),),
    )


near = Claim(
    name="near",
    says=(
        "For $y = 1$ the loss at $u$ falls short of that at $u*$ by at most $σ(W)(u - u*)²/4$: by less than "
        "0.00023 within a step $0.01‖θ‖₁ ≤ 0.04$ of the figure."
    ),
    source="own",
    conclusion=le(softplus(-swish(u_star)), softplus(-swish(u)) + sigmoid(-swish(u_star)) * (u - u_star) ** 2 / 4),
    derive=flat_near_u_star,
)

STATEMENT = Statement(
    name="remark-pgd",
    title="PGD under $L∞$: what is not continuous in it, and what it misses",
    section="3.2.3",
    uses=("pgd", "swish-loss"),
)
