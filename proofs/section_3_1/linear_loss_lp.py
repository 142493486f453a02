"""Eq. (18) for 1 < p < infinity: delta* = -y eps sign(theta)|theta|^(q-1)/‖theta‖_q^(q-1) is feasible and best.

The exponents are written by r = q - 1 > 0: q = 1 + r and p = (1 + r)/r, so 1/p + 1/q = 1.
"""

from fractions import Fraction

from proofs.section_3_1.linear_loss import attacked, log_loss
from proofs.setting import eps, margin, theta, x, y, z
from verify import Abs, Claim, Statement, Symbol, Total, chain, eq, le, line, lt, norm, sign, softplus
from verify.facts import logistic_loss, sign_size, sign_times, tangent

r = Symbol("r", positive=True)
q, p = 1 + r, (1 + r) / r
best = -y * eps * sign(theta) * Abs(theta) ** r / norm(theta, q) ** r
nonzero = lt(0, Total(Abs(theta) ** q))


def unit_example(dim):
    zero = (0,) * (dim - 1)
    return {theta: (1, *zero), x: (1, *zero), y: 1, eps: Fraction(1, 2), r: 1}


feasible = Claim(
    name="feasible",
    says="For $1 < p < ∞$ and $θ ≠ 0$ the perturbation $δ*$ has the $Lp$ norm $ε$.",
    assuming=(nonzero,),
    conclusion=eq(norm(best, p) ** p, eps**p),
    derive=lambda: chain(
        line("=", eps**p, by=sign_size(1, theta, p, q), why="$(q-1)p = q$, and $δ*$ vanishes where $θ$ does")
    ),
    example=unit_example,
    source="own",
)


def equality_in_hölder():
    """<theta, delta*> = -y eps ‖theta‖_q, so the two margins are equal."""
    low, high = attacked(best), margin(theta, x, y, q)
    rise, sizes = tangent(softplus(z), z, high, low), sign_times(Abs(theta) ** r, theta)
    return chain(
        line("=", softplus(high), by=logistic_loss(high)),
        line("<=", softplus(low), rise.slack, by=(rise, sizes)),
        line("=", log_loss(low), by=logistic_loss(low)),
    )


attained = Claim(
    name="attained",
    says=(
        "For $1 < p < ∞$ and $θ ≠ 0$ the loss at $δ*$ is at least $log(1 + exp(-y θᵀx + ε‖θ‖_q))$, the bound of linear-loss/bound-lp."
    ),
    equations=(18,),
    assuming=(nonzero,),
    conclusion=le(log_loss(margin(theta, x, y, q)), log_loss(attacked(best))),
    derive=equality_in_hölder,
    example=unit_example,
)

STATEMENT = Statement(
    name="linear-loss-lp",
    title="The worst perturbation of the linear model in a general $Lp$ ball",
    section="3.1",
    where="$q = 1 + r$, $p = (1 + r)/r$, so that $1/p + 1/q = 1$.",
    uses=("linear-loss",),
)
