"""Text on Figure 3 (Section 3.1): with y_n = sign(x_{n,1}) the optimal theta_2 is 0.

True of the population, where the second feature is symmetric and tells nothing about the label. Not true of every
sample (see remark-theta2-sample for those of which it is).
"""

from dataclasses import replace
from fractions import Fraction

from proofs.section_3_1.remark_theta2_sample import l2_margin_on, l2_size
from proofs.section_3_1.theorem2_jump import b_n as second
from proofs.section_3_1.theorem2_jump import c_n as rest
from proofs.section_3_1.theorem2_jump import loss_on, w
from proofs.setting import eps, y_n, z
from verify import (
    Abs,
    Claim,
    Integer,
    Lemma,
    Mean,
    Statement,
    chain,
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
from verify.facts import below_abs, tangent

a, b, p, q = symbols("a b p q")
zero = Integer(0)


# The population: theta = (b, w), x_n = (second, rest), and for every point its mirror image, the second feature
# reversed.
def mirrored(b, size):
    """L_eps at (b, w) for data together with their mirror images; size is the dual norm of (b, w)."""
    sides = [softplus(-y_n * (s * b * second + dot(w, rest)) + eps * size) for s in (1, -1)]
    return Mean(sides[0] + sides[1]) / 2


def linf_size(b):
    return Abs(b) + norm(w, 1)


def both_tangents(size, at_0, room, *lemmas):
    """The margins of a point and its mirror image have their average at b = 0, up to eps (size(b) - size(0)) >= 0."""
    middle = -y_n * dot(w, rest) + eps * at_0
    by = [tangent(softplus(z), z, middle, -y_n * (s * b * second + dot(w, rest)) + eps * size(b)) for s in (1, -1)]
    slacks = [Mean(f.slack) / 2 for f in by]
    last = line(
        "<=", mirrored(b, size(b)), *slacks, eps * Mean(sigmoid(middle)) * room, by=by, why="tangents at $b = 0$"
    )
    return chain(last, lemmas=lemmas)


def longer():
    more = Lemma(le(norm(w), l2_size(b)), (line("<=", l2_size(b) ** 2, b**2),), squared=True)
    return both_tangents(l2_size, norm(w), more.slack, more)


population_linf = Claim(
    name="population-linf",
    says=(
        "For data whose second feature is symmetric given the rest and the label, $θ₂ = 0$ is optimal "
        "under $L∞$ for every choice of the others."
    ),
    source="repair",
    repairs="optimal-zero-linf-printed",
    added="the population, or any average over data with their mirror images in $x₂$, in place of the sample",
    beside=1,
    conclusion=le(loss_on, mirrored(b, linf_size(b))),
    derive=lambda: both_tangents(linf_size, norm(w, 1), Abs(b)),
)

population_l2 = Claim(
    name="population-l2",
    says="Under $L2$ likewise.",
    source="repair",
    repairs="optimal-zero-l2-printed",
    added="the population, or any average over data with their mirror images in $x₂$, in place of the sample",
    beside=1,
    conclusion=le(Mean(softplus(l2_margin_on)), mirrored(b, l2_size(b))),
    derive=longer,
)


# A sample of one point, x = (p, q) with y = sign(p) = 1; theta = (u, v).
u, v = symbols("u v")
strong_second = (lt(0, p), lt(p, eps), lt(eps, q))


def one_margin(u, v, dual):
    size = Abs(u) + Abs(v) if dual == 1 else sqrt(u**2 + v**2)
    return -(u * p + v * q) + eps * size


on_the_axis = -a * p + eps * Abs(a)  # the margin at (a, 0), under either constraint


def on_the_axis_at_least_log_2():
    """At (0, 1) the margin is eps - q < 0; at (a, 0) it is p (|a| - a) + (eps - p)|a| >= 0."""
    low, high = eps - q, on_the_axis
    rise, up, size = tangent(softplus(z), z, low, zero), tangent(softplus(z), z, zero, high), below_abs(a)
    step = sigmoid(zero) * p * size.slack, sigmoid(zero) * (eps - p) * Abs(a)
    return chain(
        line("<", softplus(zero), rise.slack, (q - eps) * sigmoid(low), by=rise, why="$ε < q$"),
        line("<=", softplus(high), up.slack, *step, by=(up, size), why="$p < ε$"),
    )


def optimal_zero(dual, norm, shown):
    """For every theta = (u, v) there is an (a, 0) that is at least as good."""
    return Claim(
        name=f"optimal-zero-{norm}-printed",
        says=(
            f"$θ₂* = 0$ under ${shown}$: some $(a, 0)$ is as good as any $θ$. Here $N = 1$, $x = (p, q)$, $y = "
            f"sign(p)$, $0 < p < ε < q$, as $x = (1/2, 1)$, $ε = 3/5$."
        ),
        assuming=strong_second,
        exists=(a,),
        beside=2,
        conclusion=le(softplus(on_the_axis), softplus(one_margin(u, v, dual))),
        expected="REFUTED",
        severity="gap in a proof",
        counter={u: zero, v: Integer(1)},
        disprove=on_the_axis_at_least_log_2,
        example=lambda dim: {p: Fraction(1, 2), q: 1, eps: Fraction(3, 5), u: 0, v: 1, a: 0},
    )


optimal_zero_l2, optimal_zero_linf = optimal_zero(2, "l2", "L2"), optimal_zero(1, "linf", "L∞")

degrades = Claim(
    name="degrades-printed",
    says=(
        "The second feature only degrades the classification: of the one data point $x = (p, q)$, $y = 1$, $0 < p < ε < q$, under $L∞$ no "
        "$θ = (u, v)$ has a smaller worst-case $-yθᵀx'$ than the best $(a, 0)$."
    ),
    assuming=strong_second,
    exists=(a,),
    beside=2,
    conclusion=le(on_the_axis, one_margin(u, v, 1)),
    expected="REFUTED",
    severity="gap in a proof",
    counter={u: zero, v: Integer(1)},
    disprove=lambda: chain(
        line("<", zero, q - eps, why="$(0, 1)$ classifies every adversarial example correctly"),
        line(
            "<=",
            on_the_axis,
            p * below_abs(a).slack,
            (eps - p) * Abs(a),
            by=below_abs(a),
            why="$(a, 0)$ none",
        ),
    ),
    example=lambda dim: {p: Fraction(1, 2), q: 1, eps: Fraction(3, 5), u: 0, v: 1, a: 0},
)

degrades_on_average = replace(
    population_l2,
    name="degrades",
    says="On data that are symmetric in the second feature it only degrades: no $θ$ has a smaller loss than its $(θ₁, 0)$.",
    repairs="degrades-printed",
    added="data symmetric in the second feature, as the population is",
)

STATEMENT = Statement(
    name="remark-theta2-zero",
    title="Is the optimal $θ₂$ equal to 0?",
    section="3.1",
    where=(
        "The linear model, $θ = (b, w)$ and $x_n = (b_n, c_n)$ with the second feature first; of one data point, $θ = (u, v)$ "
        "and $x = (p, q)$."
    ),
    uses=("figure-3", "remark-theta2-sample"),
)
