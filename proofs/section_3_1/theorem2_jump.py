"""The jump of the gradient across theta_i = 0 under the L-infinity constraint (Section 3.1, for Theorem 2).

The i-th partial derivative jumps by 2 eps times the average of the slopes σ(m_n), all of them positive: no data set
can cancel it.
"""

from proofs.setting import C, eps, y_n, z
from verify import (
    Abs,
    Claim,
    Datum,
    Integer,
    Lemma,
    Mean,
    Rational,
    Removal,
    Sample,
    Statement,
    Symbol,
    Total,
    Vector,
    along,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    ne,
    norm,
    sigmoid,
    sign,
    softplus,
    sqrt,
    symbols,
)
from verify.facts import mean_norm, mean_value, scaled, tangent, taylor

# Across a hyperplane: theta = (a, w) and x_n = (b_n, c_n), the first coordinate written out.
a = Symbol("a")
t, rho = symbols("t rho", positive=True)
h, w = Vector("h"), Vector("w")
b_n, c_n = Datum("b_n"), Sample("c_n")
zero = Integer(0)


def margin_at(a, w):
    """The adversarial margin of the n-th data point at (a, w)."""
    return -y_n * (a * b_n + dot(w, c_n)) + eps * (Abs(a) + norm(w, 1))


margin_on = -y_n * dot(w, c_n) + eps * norm(w, 1)  # at (0, w), on the hyperplane


def loss_at(a, w):
    """L_eps at (a, w)."""
    return Mean(softplus(margin_at(a, w)))


loss_on = Mean(softplus(margin_on))


def first_partial(a, w):
    """The derivative of L_eps in the first coordinate, for a != 0."""
    return Mean(sigmoid(margin_at(a, w)) * (-y_n * b_n + eps * sign(a)))


def other_partials(a, w):
    """The derivatives in the other coordinates, where no w_i = 0."""
    return Mean(sigmoid(margin_at(a, w)) * (-y_n * c_n + eps * sign(w)))


slope_on = Mean(sigmoid(margin_on))
jump = first_partial(t, w) - first_partial(-t, w)
others = other_partials(t, w) - other_partials(-t, w)
gradient_jump = sqrt(jump**2 + Total(others**2))

partials = Claim(
    name="partial-derivatives",
    says="Where no coordinate of $θ = (a, w)$ is 0 these are the partial derivatives of $L_ε$.",
    source="own",
    assuming=(ne(a, 0), ne(w, 0)),
    beside=1,
    conclusion=eq(along(loss_at(a, w), (a, Integer(1)), (w, h)), first_partial(a, w) + dot(other_partials(a, w), h)),
)


def ends():
    """From the hyperplane to either side and back."""
    sides = margin_on, margin_at(t, w), margin_on, margin_at(-t, w)
    return (sides[:2], sides[1::-1], sides[2:], sides[:1:-1])


def slopes_grow():
    """The loss of a data point is convex in its margin: (σ± - σ_0)(m± - m_0) >= 0 on either side."""
    by = [tangent(softplus(z), z, *pair) for pair in ends()]
    return chain(line("<=", jump, *(Mean(f.slack) / t for f in by), by=by, why="$(σ± - σ₀)(m± - m₀) ≥ 0$"))


def slopes_grow_slowly():
    """σ' <= 1/4: (σ± - σ_0)(m± - m_0) <= (m± - m_0)^2/4 on either side."""
    by = [taylor(softplus(z), z, *pair, Rational(1, 4)) for pair in ends()]
    last = 2 * eps * slope_on + t / 2 * (Mean(b_n**2) + eps**2)
    return chain(line("<=", last, *(Mean(f.slack) / t for f in by), by=by, why="$(σ± - σ₀)(m± - m₀) ≤ (m± - m₀)²/4$"))


jump_claim = Claim(
    name="jump",
    says=(
        "For every data set and every $w$ the partial derivative jumps across $θ_i = 0$ by at least $2ε·mean σ(m_n(0, w)) > 0$."
    ),
    source="own",
    beside=1,
    conclusion=le(2 * eps * slope_on, jump),
    derive=slopes_grow,
)

jump_limit = Claim(
    name="jump-limit",
    says=(
        "Between $(t, w)$ and $(-t, w)$ it changes by no more than that plus $t/2·mean(x_{n,i}² + ε²)$: "
        "the jump's limit is $2ε·mean σ(m_n(0, w))$."
    ),
    source="own",
    beside=1,
    conclusion=le(jump, 2 * eps * slope_on + t / 2 * (Mean(b_n**2) + eps**2)),
    derive=slopes_grow_slowly,
)

small = eps * slope_on * rho / (eps * slope_on + (C + 1) * rho)


def past_every_constant():
    """2 C t < 2 eps mean σ <= jump."""
    at, level = {t: small}, eps * slope_on
    room = 2 * level * (level + rho) / (level + (C + 1) * rho)
    by = [tangent(softplus(z), z, *(e.xreplace(at) for e in pair)) for pair in ends()]
    slacks = [Mean(f.slack) / small for f in by]
    return chain(line("<", jump.xreplace(at), room, *slacks, by=by, why="$Ct < ε·mean σ$"))


smooth_at_0 = {eps: zero, C: Mean(b_n**2) / 4}


def without_a_kink(pairs):
    """At ε = 0 the derivative changes by at most t/2·mean x_{n,i}², so that mean/4 is a constant."""
    by = [taylor(softplus(z), z, *(e.xreplace({eps: zero}) for e in pair), Rational(1, 4)) for pair in pairs]
    slacks = [Mean(f.slack) / t for f in by]
    return chain(line("<=", t / 2 * Mean(b_n**2), *slacks, by=by, why="$σ' ≤ 1/4$"))


not_smooth_coordinate = Claim(
    name="not-smooth-coordinate",
    says="So for every $C$ and $ρ$ the $i$-th partial derivatives at some pair $(±t, w)$, $t < ρ$, differ by more than $C·2t$.",
    source="own",
    assuming=(lt(0, eps), lt(t, rho)),
    exists=(t,),
    witness={t: small},
    beside=1,
    conclusion=lt(C * 2 * t, jump),
    derive=past_every_constant,
    needs=(Removal(lt(0, eps), put=smooth_at_0, disprove=lambda: without_a_kink(ends())),),
)


def without_kinks():
    """At ε = 0 no other partial derivative changes by more than t/2·mean |x_{n,i}|‖rest‖, either."""
    up, down = -y_n * (t * b_n + dot(w, c_n)), -y_n * (dot(w, c_n) - t * b_n)
    first, rest = (e.xreplace({eps: zero}) for e in (jump, others))
    moved, bounds = sigmoid(up) - sigmoid(down), (t / 2 * Mean(b_n**2), t / 2 * Mean(Abs(b_n) * norm(c_n)))
    grows = [tangent(softplus(z), z, *(e.xreplace({eps: zero}) for e in pair)) for pair in ends()]
    slope, apart = mean_value(sigmoid(z), z, down, up, Rational(1, 4)), scaled(moved, -y_n * c_n)
    each = Lemma(
        le(norm(moved * y_n * c_n), t / 2 * Abs(b_n) * norm(c_n)),
        (
            line("=", Abs(moved) * norm(c_n), by=apart),
            line("<=", t / 2 * Abs(b_n) * norm(c_n), norm(c_n) * slope.slack, by=slope, why="$σ' ≤ 1/4$"),
        ),
    )
    average = mean_norm(-moved * y_n * c_n)
    lemmas = (
        Lemma(le(0, first), (line("<=", first, *(Mean(f.slack) / t for f in grows), by=grows),)),
        Lemma(le(first, bounds[0]), without_a_kink(ends()).lines),
        each,
        Lemma(le(norm(rest), bounds[1]), (line("<=", bounds[1], average.slack, Mean(each.slack), by=average),)),
    )
    gaps = [(bound - size) * (bound + size) for bound, size in zip(bounds, (first, norm(rest)), strict=True)]
    return chain(
        line("<=", (bounds[0] + bounds[1]) ** 2, *gaps, 2 * bounds[0] * bounds[1]), lemmas=lemmas, squared=True
    )


def the_others_only_add():
    lines = past_every_constant().lines
    whole = gradient_jump.xreplace({t: small})
    longer = Lemma(
        le(lines[-1].expr, whole), (line("<=", whole**2, Total(others.xreplace({t: small}) ** 2)),), squared=True
    )
    return chain(*lines, line("<=", whole, longer.slack, why="the other coordinates only add"), lemmas=(longer,))


not_smooth = Claim(
    name="not-smooth",
    says=(
        "At parameters $(±t, w)$, no $w_i = 0$, the gradients exist and differ by more than $C$ times their distance $2t$: no data "
        "set helps."
    ),
    source="own",
    assuming=(lt(0, eps), ne(w, 0), lt(t, rho)),
    exists=(t,),
    witness={t: small},
    beside=1,
    conclusion=lt(C * 2 * t, gradient_jump),
    derive=the_others_only_add,
    needs=(
        Removal(
            lt(0, eps),
            put={eps: zero, C: (Mean(b_n**2) + Mean(Abs(b_n) * norm(c_n))) / 4},
            disprove=without_kinks,
        ),
        Removal(ne(w, 0), why="where some $w_i = 0$ the formula is no gradient: it makes the claim mean what it says"),
    ),
)

STATEMENT = Statement(
    name="theorem-2-jump",
    title="Across $θ_i = 0$ the gradient under the $L∞$ constraint jumps, whatever the data",
    section="3.1",
    where="The linear model; the coordinate in question is written first: $θ = (a, w)$, $x_n = (b_n, c_n)$.",
)
