"""Eqs. (1) to (4) and (17) as printed: any loss, and the ball of any finite p > 0, for p < 1 as well; (4) in the box, too.

The loss is known only by its name, and so is a delta or an x' that solves (2), where there is one.
"""

from proofs._choices import axis
from proofs.setting import (
    MAXIMISER_N,
    delta,
    ell,
    ell_n,
    eps,
    p,
    theta,
    theta_1,
    u,
    u_n,
    v_n,
    x,
    x_adv,
    x_adv_n,
    x_n,
    y,
)
from verify import (
    Abs,
    Claim,
    Instance,
    Integer,
    Lemma,
    Mean,
    Removal,
    Sample,
    Schema,
    Statement,
    Symbol,
    Total,
    chain,
    d,
    eq,
    le,
    line,
    norm,
)
from verify.facts import below_abs, zero_square

delta_n = Sample("delta_n")
m = Symbol("m")
top = ell(x_adv(theta), theta)
feasible = le(norm(x_adv(theta) - x, p), eps)
SOLVES_2 = Schema(
    "$δ = x' - x$ solves (2)", (delta,), le(ell(x + delta, theta), ell(x_adv(theta), theta)), (le(norm(delta, p), eps),)
)

# The loss ‖u - x‖_1 in the ball of L_1, for which ε bounds it there, and a point at which ε = 1.
AT_0 = {"x": (0,), "varepsilon": 1}


def farther(k, top=None):
    """An x' whose loss is kε, and what `m` is."""
    constants = {p: 1} if top is None else {p: 1, m: top * eps}
    return Instance({"ell": ((u, theta), norm(u - x, 1)), "x'": ((theta,), x + k * eps / d)}, constants)


example = Claim(
    name="example",
    says=(
        "(1) and (2) for any loss and any finite $p > 0$: if $δ$ solves (2), no $u$ with $‖u-x‖_p ≤ ε$ has a larger loss than "
        "$x' = x + δ$."
    ),
    equations=(1, 2),
    assuming=(SOLVES_2, le(norm(u - x, p), eps)),
    conclusion=le(ell(u, theta), top),
    derive=lambda: chain(line("<=", top, by=SOLVES_2(u - x))),
    instance=Instance({"ell": ((u, theta), -(norm(u - x) ** 2)), "x'": ((theta,), x)}),
    needs=(Removal(le(norm(u - x, p), eps), instance=farther(1), point={**AT_0, "u": (2,)}),),
)

BOUNDS = Schema("$m$ bounds the loss over the ball", (delta,), le(ell(x + delta, theta), m), SOLVES_2.assuming)


def bounded_and_attained(bounds, solves):
    """m = ell(x + delta) <= ell(x') <= m."""
    above, below = bounds(x_adv(theta) - x), solves(delta)
    apart = Lemma(le((m - top) ** 2, 0), (line("<=", 0, above.slack * below.slack, by=(above, below)),))
    return chain(line("=", top, by=zero_square(m - top)), lemmas=(apart,))


maximum = Claim(
    name="maximum",
    says=(
        "(4) for any loss and any finite $p > 0$: a number $m$ that bounds the loss over the ball, and is the loss at a "
        "feasible $δ$, is the loss at every feasible solution of (2)."
    ),
    equations=(4,),
    assuming=(SOLVES_2, feasible, BOUNDS, le(norm(delta, p), eps), eq(ell(x + delta, theta), m)),
    conclusion=eq(m, top),
    derive=lambda: bounded_and_attained(BOUNDS, SOLVES_2),
    instance=Instance({"ell": ((u, theta), norm(theta) ** 2), "x'": ((theta,), x)}, {m: norm(theta) ** 2}),
    needs=(
        Removal(SOLVES_2, instance=farther(0, top=1), point={**AT_0, "delta": (1,)}),
        Removal(feasible, instance=farther(2, top=1), point={**AT_0, "delta": (1,)}),
        Removal(BOUNDS, instance=farther(1), point={**AT_0, "delta": (0,), "m": 0}),
        Removal(le(norm(delta, p), eps), instance=farther(1, top=2), point={**AT_0, "delta": (2,)}),
        Removal(eq(ell(x + delta, theta), m), instance=farther(1, top=2), point={**AT_0, "delta": (0,)}),
    ),
)

# The same in the box.
in_the_box, near = le(Abs(delta), eps), le(Abs(x_adv(theta) - x), eps)
SOLVES_2_LINF = Schema("$δ = x' - x$ solves (2) under $L∞$", (delta,), SOLVES_2.relation, (in_the_box,))
BOUNDS_LINF = Schema("$m$ bounds the loss over the box", (delta,), BOUNDS.relation, (in_the_box,))


def sized(k, top):
    """An x' whose loss ‖u - x‖_1 is kεd, and what `m` is."""
    return Instance({"ell": ((u, theta), norm(u - x, 1)), "x'": ((theta,), x + k * eps)}, {m: top * eps * d})


maximum_linf = Claim(
    name="maximum-linf",
    says="The same under $L∞$: such a number $m$ of the box $|δ_i| ≤ ε$ is the loss at every feasible solution of (2).",
    equations=(4,),
    assuming=(SOLVES_2_LINF, near, BOUNDS_LINF, in_the_box, eq(ell(x + delta, theta), m)),
    conclusion=eq(m, top),
    derive=lambda: bounded_and_attained(BOUNDS_LINF, SOLVES_2_LINF),
    instance=Instance({"ell": ((u, theta), norm(theta) ** 2), "x'": ((theta,), x)}, {m: norm(theta) ** 2}),
    needs=(
        Removal(SOLVES_2_LINF, instance=sized(0, 1), point={**AT_0, "delta": (1,)}),
        Removal(near, instance=sized(2, 1), point={**AT_0, "delta": (1,)}),
        Removal(BOUNDS_LINF, instance=sized(1, 0), point={**AT_0, "delta": (0,)}),
        Removal(in_the_box, instance=sized(1, 2), point={**AT_0, "delta": (2,)}),
        Removal(eq(ell(x + delta, theta), m), instance=sized(1, 2), point={**AT_0, "delta": (0,)}),
    ),
)

# A data set: every data point has its own solution of (2).
attacked = le(norm(x_adv_n(theta) - x_n, p), eps)
SOLVES_2_N = Schema(
    "every $x'$ solves (2)", MAXIMISER_N.variables, MAXIMISER_N.relation, (le(norm(u_n - x_n, p), eps),)
)
SOLVES_3 = Schema(
    "$θ₁$ solves (3)",
    (theta,),
    le(Mean(ell_n(x_adv_n(theta_1), theta_1)), Mean(ell_n(x_adv_n(theta), theta))),
)


def against_its_own_attack():
    """No v_n does more at θ₁ than x'(θ₁), and that does no more than x'(θ) at θ."""
    worst, least = SOLVES_2_N(x_n + v_n, theta_1), SOLVES_3(theta)
    return chain(line("<=", Mean(ell_n(x_adv_n(theta), theta)), Mean(worst.slack), least.slack, by=(worst, least)))


# Losses Σu - g(θ) with an x' whose coordinates add up to those of x and ε + g(θ): all averages are equal, and none is exceeded.
def rising(g):
    return Instance(
        {"ell": ((u, theta, y), Total(u) - g), "x'": ((x, theta, y), x + (eps + g) / d)},
        {p: 1},
        {SOLVES_2_N.name: lambda: within(g)},
    )


def within(g):
    """Σ(u_n - x_n) <= ‖u_n - x_n‖_1 <= ε."""
    size = below_abs(u_n - x_n)
    return chain(line("<=", Total(x_n) + eps, Total(size.slack), eps - norm(u_n - x_n, 1), g, by=size))


def too_far_away(end, room):
    """No δ_n with ‖δ_n‖_1 <= 1 adds more than 1 to the sum of the coordinates."""
    size = below_abs(delta_n)
    return lambda: chain(line("<", end, room, Mean(1 - norm(delta_n, 1)), Mean(Total(size.slack)), by=size))


minimax = Claim(
    name="minimax",
    says=(
        "(3) and (17) for any loss and any finite $p > 0$: if $θ₁$ minimises $L_ε$, the average of $ℓ_ε$, then no feasible $v_n$ have a "
        "larger average loss at $θ₁$ than some feasible $δ_n$ have at $θ$, whatever $θ$ is."
    ),
    equations=(3, 17),
    assuming=(attacked, SOLVES_2_N, SOLVES_3, le(norm(v_n, p), eps), le(norm(delta_n, p), eps)),
    exists=(delta_n,),
    witness={delta_n: x_adv_n(theta) - x_n},
    conclusion=le(Mean(ell_n(x_n + v_n, theta_1)), Mean(ell_n(x_n + delta_n, theta))),
    derive=against_its_own_attack,
    instance=Instance({"ell": ((u, theta, y), y * 0 * norm(theta)), "x'": ((x, theta, y), x)}),
    needs=(
        Removal(
            attacked,
            instance=rising(norm(theta) ** 2),
            put={eps: 1, theta: 2 * axis, theta_1: 0, v_n: 0},
            disprove=too_far_away(Mean(Total(x_n)), Integer(3)),
        ),
        Removal(
            SOLVES_2_N,
            instance=Instance(
                {"ell": ((u, theta, y), norm(theta) ** 2 * Total(u)), "x'": ((x, theta, y), 0 * x)}, {p: 1}
            ),
            put={x_n: 0, theta_1: 1, theta: 0, v_n: 1 / d, eps: 1},
        ),
        Removal(
            SOLVES_3,
            instance=Instance({"ell": ((u, theta, y), Total(theta)), "x'": ((x, theta, y), x)}),
            put={theta_1: theta + 1},
        ),
        Removal(
            le(norm(v_n, p), eps),
            instance=rising(Integer(0)),
            put={eps: 1, v_n: 2 / d},
            disprove=too_far_away(Mean(Total(x_n)) + 2, Integer(1)),
        ),
    ),
)

STATEMENT = Statement(
    name="general-attack",
    title="Adversarial examples and the min-max problem for any loss",
    section="2.1",
)
