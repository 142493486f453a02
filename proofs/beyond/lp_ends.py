"""The ends of the L_p border (beyond the paper), d >= 2: for p = 1 the adversarial example jumps where the largest |theta_i| tie.

theta = (a, c, w), the first two coordinates written out. With |a| the largest, the worst perturbation puts all of eps on the
first coordinate. For p = infinity it jumps where a theta_i is 0 (lemma-3).
"""

from proofs.setting import C, eps, y
from verify import Abs, Claim, Statement, Symbol, Total, Vector, chain, dot, le, line, lt, sqrt, symbols
from verify.facts import below_abs

a, c, alpha = symbols("a c alpha")
t, rho = symbols("t rho", positive=True)
w, beta = Vector("w"), Vector("beta")
m = Symbol("m", nonnegative=True)


def second_largest_gets_nothing():
    """eps|a| <= |a||alpha| + sum |w_i||beta_i| <= eps|a| - (|a| - m) sum |beta_i|."""
    first, rest = below_abs(-y * a * alpha), below_abs(-y * w * beta)
    size = Abs(a)
    return chain(
        line(
            "<=",
            0,
            first.slack,
            Total(rest.slack),
            Total((m - Abs(w)) * Abs(beta)),
            size * (eps - Abs(alpha) - Total(Abs(beta))),
            -y * (a * alpha + dot(w, beta)) - eps * size,
            by=(first, rest),
        )
    )


only_the_largest = Claim(
    name="only-the-largest",
    says="For $p = 1$ and $|w_i| ≤ m < |a|$ a worst perturbation $(α, β)$ at $(a, w)$ has $(|a| - m)Σ|β_i| ≤ 0$, so $β = 0$.",
    assuming=(
        le(Abs(w), m),
        le(Abs(alpha) + Total(Abs(beta)), eps),
        le(eps * Abs(a), -y * (a * alpha + dot(w, beta))),
    ),
    beside=1,
    conclusion=le((Abs(a) - m) * Total(Abs(beta)), 0),
    derive=second_largest_gets_nothing,
    example=lambda dim: {
        a: 1,
        alpha: -1,
        eps: 1,
        y: 1,
        m: 0,
        w: (0,) * (dim - 1),
        beta: (0,) * (dim - 1),
    },
    source="own",
)

jump = Claim(
    name="jump",
    says=(
        "So $(1+t, 1, w)$ and $(1, 1+t, w)$, $|w_i| ≤ 1$, have examples $ε√2$ apart at the distance $t√2$: for "
        "every $C$, $ρ$ some $t < ρ$."
    ),
    assuming=(lt(0, eps), lt(t, rho)),
    exists=(t,),
    witness={t: eps * rho / (eps + (C + 1) * rho)},
    beside=2,
    conclusion=lt(C * sqrt(2) * t, sqrt((y * eps) ** 2 + (y * eps) ** 2)),
    derive=lambda: chain(line("<", sqrt(2) * eps, sqrt(2) * (eps + rho) * eps / (eps + (C + 1) * rho))),
    source="own",
)

STATEMENT = Statement(
    name="lp-ends",
    title="The ends of the border of $L_p$: for $p = 1$ and $p = ∞$ the adversarial example jumps",
    section="beyond the paper",
    uses=("linear-loss", "lemma-3"),
)
