"""Section 3.2.4, on Figure 6(c): the swish loss can be smooth where θ₁ > 1 and θ₂ < -1, "unlike the linear case (Fig. 2(c))".

In that region no sign changes, so the linear loss is smooth there, too (theorem-2).
"""

from dataclasses import replace

from proofs.section_3_1 import theorem2
from proofs.setting import C, theta_1, theta_2
from verify import Claim, Statement, lt

printed = Claim(
    name="unlike-printed",
    says=(
        "The linear loss under $L∞$ is not smooth where no sign changes, as in the quadrant of Figure 6(c): pairs with equal "
        "signs, none 0, exceed every $C$."
    ),
    assuming=(theorem2.data, theorem2.same_signs, *theorem2.off_the_hyperplanes),
    exists=(theta_1, theta_2),
    conclusion=lt(C * theorem2.apart, theorem2.same_signs_printed.conclusion.lhs),
    expected="REFUTED",
    severity="wording",
    counter={C: theorem2.same_signs_constant},
    disprove=theorem2.no_sign_differs,
)
alike = replace(
    theorem2.same_signs_nonzero,
    name="alike",
    says="As in the linear case: there its gradient is $(R+ε√d)²/4$-Lipschitz for every data set in $‖x‖ ≤ R$.",
    repairs="unlike-printed",
    added="like the linear case in place of unlike it",
    adds=(),
)

STATEMENT = Statement(
    name="remark-linear-corner",
    title="In the corner of Figure 6(c) the linear loss is smooth, too",
    section="3.2.4",
    uses=("theorem-2",),
)
