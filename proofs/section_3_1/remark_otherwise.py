"""The end of Theorem 2's proof (Section 3.1): otherwise x' moves by at most 2 eps, and so the loss is not smooth.

The bound is eps √d times 2, and an upper bound disproves nothing. The loss is not smooth across theta_i = 0 for
another reason: the $i$-th partial derivative jumps there by 2 eps times an average of slopes, all of them positive, so
no data set can cancel it.
"""

from dataclasses import replace

from proofs.section_3_1 import theorem2_jump
from proofs.section_3_1.remark_separated_set import separated_set
from proofs.section_3_1.theorem2 import few_signs_differ, separated_constant
from proofs.section_3_1.theorem2_every_pair import apart, change, data, turned
from proofs.setting import C, attack_l2, attack_linf, eps, theta, theta_1, theta_2, y
from verify import Abs, Claim, Statement, chain, d, eq, le, line, lt, ne, norm, sqrt
from verify.facts import minkowski

# The bound on the move of x'.
radius_printed = Claim(
    name="radius-printed",
    says="The reason given: $‖x'(θ)-x‖ ≤ ε$.",
    conclusion=le(norm(attack_linf(theta, y)), eps),
    expected="REFUTED",
    severity="gap in a proof",
    counterexample=lambda: {theta: (1, 1), eps: 1, y: 1},
)

radius = Claim(
    name="radius",
    says="$‖x'(θ)-x‖ ≤ ε√d$.",
    source="repair",
    repairs="radius-printed",
    added="the factor $√d$",
    conclusion=le(norm(attack_linf(theta, y)), eps * sqrt(d)),
)

moved = norm(attack_linf(theta_1, y) - attack_linf(theta_2, y))

two_eps_printed = Claim(
    name="two-eps-printed",
    says="Otherwise $‖x'(θ₁)-x'(θ₂)‖ ≤ 2ε$.",
    conclusion=le(moved, 2 * eps),
    expected="REFUTED",
    severity="gap in a proof",
    counterexample=lambda: {theta_1: (1, 1), theta_2: (-1, -1), eps: 1, y: 1},
)

two_eps = Claim(
    name="two-eps",
    says="$‖x'(θ₁)-x'(θ₂)‖ ≤ 2ε√d$ (exactly $2ε√k$ for $k$ opposite signs, see Lemma 3).",
    source="repair",
    repairs="two-eps-printed",
    added="the factor $√d$",
    conclusion=le(moved, 2 * eps * sqrt(d)),
)

attained = Claim(
    name="two-eps-attained",
    says="$2ε√d$ is attained at $θ$ and $-θ$ in every dimension, whenever no $θ_i = 0$.",
    source="own",
    assuming=(lt(0, Abs(theta)),),
    conclusion=eq(norm(attack_linf(theta, y) - attack_linf(-theta, y)), 2 * eps * sqrt(d)),
)

# "And thus".
under_l2 = Claim(
    name="and-thus",
    says=(
        "A bound $2ε$ disproves nothing: under $L2$ the printed bound holds for all $θ₁, θ₂ ≠ 0$, and Theorem 1 calls that loss smooth."
    ),
    source="own",
    assuming=(lt(0, norm(theta_1)), lt(0, norm(theta_2))),
    conclusion=le(norm(attack_l2(theta_1, y) - attack_l2(theta_2, y)), 2 * eps),
    derive=lambda: chain(
        line(
            "<=",
            2 * eps,
            by=minkowski(attack_l2(theta_1, y), -attack_l2(theta_2, y)),
            why="both vectors have the length $ε$",
        )
    ),
)

otherwise_printed = Claim(
    name="otherwise-printed",
    says=(
        "If a sign differs the gradient is not Lipschitz: on the set $|θ_i| ≥ θ_min$, which the repair of Lemma 3 needs, too, pairs with "
        "different signs exceed every $C$."
    ),
    assuming=(data, *separated_set, ne(turned, 0)),
    exists=(theta_1, theta_2),
    conclusion=lt(C * apart, change),
    expected="REFUTED",
    severity="gap in a proof",
    counter={C: separated_constant},
    disprove=few_signs_differ,
)

not_smooth = replace(
    theorem2_jump.not_smooth,
    source="repair",
    repairs="otherwise-printed",
    added="the pair is chosen across a hyperplane $θ_i = 0$, arbitrarily near to it (and $ε > 0$)",
    adds=theorem2_jump.not_smooth.assuming,
)

STATEMENT = Statement(
    name="remark-otherwise",
    title="Why the loss is not smooth across $θ_i = 0$: not because of a bound, but because a slope jumps",
    section="3.1",
    where="The linear model; in not-smooth the coordinate in question is written first: $θ = (±t, w)$, $x_n = (b_n, c_n)$.",
    uses=("theorem-1", "theorem-2", "theorem-2-jump"),
)
