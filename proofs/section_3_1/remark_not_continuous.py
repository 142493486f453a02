"""Text on Figures 2 and 3 (Section 3.1): under L2 the adversarial loss is not continuous at theta_i = 0.

Nothing is discontinuous there: the loss is (R + eps)-Lipschitz everywhere, its gradient Lipschitz on ‖theta‖ >=
theta_min, whatever the signs. Under L-infinity, which may be meant, the loss is continuous too; its gradient is not
(see theorem-2-jump).
"""

from dataclasses import replace

from proofs.section_3_1 import theorem1, theorem2_jump
from proofs.section_3_1.theorem2_every_pair import MARGINS, margin_is_lipschitz, margins_differ_by, radius
from proofs.setting import C, R, adversarial_loss, average, eps, margin, theta_1, theta_2, x, x_n, y, y_n, z
from verify import Abs, Claim, Lemma, Mean, Rule, Statement, chain, d, le, line, lt, ne, norm, sign, softplus, sqrt
from verify.facts import below_abs, mean_value

apart = norm(theta_1 - theta_2)
signs_differ = ne(norm(sign(theta_1) - sign(theta_2)), 0)
data = le(norm(x_n), R)


def change(dual):
    """By how much L_eps changes between the two parameters."""
    return average(adversarial_loss(theta_1, x, y, dual)) - average(adversarial_loss(theta_2, x, y, dual))


def slope_at_most_1(dual, reach, margins, *rules):
    """|m_1 - m_2| <= reach for every data point, and the slope of the loss in the margin is at most 1."""
    m_1, m_2 = (margin(point, x_n, y_n, dual) for point in (theta_1, theta_2))
    slope = mean_value(softplus(z), z, m_2, m_1, 1)
    gap = softplus(m_1) - softplus(m_2)
    sides = []
    for s in (1, -1):
        by = below_abs(s * gap), slope
        parts = *map(Mean, (by[0].slack, by[1].slack)), Mean(margins.slack)
        sides.append(
            Lemma(le(s * change(dual), reach), (line("<=", reach, *parts, by=by, why="the slope is at most 1"),))
        )
    last = line("<=", reach**2, sides[0].slack * sides[1].slack, why="between $-K$ and $K$")
    return chain(last, lemmas=(margins, *sides), rules=rules, squared=True)


def l2():
    return slope_at_most_1(2, (R + eps) * apart, theorem1.margins(x_n, y_n))


def linf():
    one_side = Rule(MARGINS, margin_is_lipschitz())
    return slope_at_most_1(1, radius * apart, margins_differ_by(), one_side)


loss_printed = Claim(
    name="l2-loss-printed",
    says=(
        "Under $L2$ the loss is not continuous where a sign changes: then pairs whose signs differ would exceed every $C$."
    ),
    assuming=(data, signs_differ),
    exists=(theta_1, theta_2),
    conclusion=lt(C * apart, Abs(change(2))),
    expected="REFUTED",
    severity="misprint",
    counter={C: R + eps},
    disprove=l2,
)

loss_continuous = Claim(
    name="l2-loss",
    says="Under $L2$ the loss $L_ε$ is $(R+ε)$-Lipschitz on all of the parameter space, for every data set in $‖x‖ ≤ R$.",
    source="repair",
    repairs="l2-loss-printed",
    added="Lipschitz, so continuous, in place of not continuous",
    assuming=(data,),
    conclusion=le(Abs(change(2)), (R + eps) * apart),
    derive=l2,
)

gradient_printed = Claim(
    name="l2-gradient-printed",
    says=(
        "Under $L2$ the gradient is not continuous where a sign changes: then pairs in $‖θ‖ ≥ θ_min$ whose "
        "signs differ would exceed every $C$."
    ),
    assuming=(*theorem1.smooth.assuming, signs_differ),
    exists=(theta_1, theta_2),
    conclusion=lt(C * apart, theorem1.smooth.conclusion.lhs),
    expected="REFUTED",
    severity="misprint",
    counter={C: theorem1.constant},
    disprove=theorem1.smooth.derive,
)

linf_printed = Claim(
    name="linf-loss-printed",
    says=(
        "If $L∞$ is meant: the loss is not continuous where a sign changes, so pairs whose signs differ would exceed every $C$."
    ),
    assuming=(data, signs_differ),
    exists=(theta_1, theta_2),
    conclusion=lt(C * apart, Abs(change(1))),
    expected="REFUTED",
    severity="wording",
    counter={C: radius},
    disprove=linf,
)

linf_continuous = Claim(
    name="linf-loss",
    says="Under $L∞$ the loss $L_ε$ is $(R+ε√d)$-Lipschitz on all of the parameter space: only its gradient is not continuous.",
    source="repair",
    repairs="linf-loss-printed",
    added="Lipschitz, so continuous, in place of not continuous",
    assuming=(data,),
    conclusion=le(Abs(change(1)), (R + eps * sqrt(d)) * apart),
    derive=linf,
)

linf_gradient = replace(
    theorem2_jump.jump_claim,
    name="linf-gradient",
    says=(
        "What is not continuous is the gradient under $L∞$: across $θ_i = 0$ its $i$-th coordinate jumps by "
        "at least $2ε·mean σ(m_n(0, w))$."
    ),
    source="repair",
    repairs="l2-gradient-printed",
    added="$L∞$ in place of $L2$",
)

STATEMENT = Statement(
    name="remark-not-continuous",
    title="What is continuous where a sign changes",
    section="3.1",
    where="The linear model; in linf-gradient the coordinate in question is written first: $θ = (a, w)$, $x_n = (b_n, c_n)$.",
    uses=("theorem-1", "theorem-2-every-pair", "theorem-2-jump"),
)
