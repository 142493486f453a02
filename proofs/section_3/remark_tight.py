"""Section 3, after Lemma 1: "the upper bound in Proposition 1 is not tight enough".

For C_theta_theta = 0 it is attained. Lemma 1 is the better bound for near pairs, the worse one for distant pairs.
"""

from proofs.setting import C, C_theta_theta, C_theta_x, attack_l2, eps, theta, theta_1, theta_2, x, y
from verify import Claim, Statement, chain, eq, le, line, lt, norm

apart = norm(theta_1 - theta_2)
nonzero = (lt(0, norm(theta_1)), lt(0, norm(theta_2)))


def gradient(theta):
    """Gradient of the loss -y <theta, x> at the adversarial example: its C_theta_theta is 0 and its C_theta_x is 1."""
    return -y * (x + attack_l2(theta, y))


not_tight_printed = Claim(
    name="not-tight-printed",
    equations=(15,),
    says="(15) is not tight: for the loss $-yθᵀx$, $C_θθ = 0$, $C_θx = 1$, under $L2$ the gap is below $2ε$ for all $θ₁, θ₂ ≠ 0$.",
    assuming=(*nonzero, lt(0, eps)),
    conclusion=lt(norm(gradient(theta_1) - gradient(theta_2)), 2 * eps),
    expected="REFUTED",
    counterexample=lambda: {theta_1: (1,), theta_2: (-1,), x: (0,), y: 1, eps: 1},
)

attained = Claim(
    name="attained",
    says="Under $L2$ this loss attains it at every pair $θ$, $-θ$.",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(norm(gradient(theta) - gradient(-theta)), 2 * eps),
    source="repair",
    repairs="not-tight-printed",
    added="$=$ in place of $<$, at opposite parameters",
    restates=(lt(0, norm(theta)),),
)

lemma_1 = (C_theta_theta + C * C_theta_x) * apart
proposition_1 = C_theta_theta * apart + 2 * eps * C_theta_x

better_printed = Claim(
    name="better-printed",
    says="The bound of Lemma 1 is at most that of Proposition 1.",
    conclusion=le(lemma_1, proposition_1),
    expected="REFUTED",
    counterexample=lambda: {theta_1: (3,), theta_2: (0,), C: 1, C_theta_theta: 0, C_theta_x: 1, eps: 1},
)

better = Claim(
    name="better",
    says="The bound of Lemma 1 is at most that of Proposition 1 for near pairs: $C‖θ₁-θ₂‖ ≤ 2ε$.",
    assuming=(le(C * apart, 2 * eps),),
    conclusion=le(lemma_1, proposition_1),
    derive=lambda: chain(line("<=", proposition_1, C_theta_x * (2 * eps - C * apart))),
    source="repair",
    repairs="better-printed",
    added="$C‖θ₁-θ₂‖ ≤ 2ε$",
    adds=(le(C * apart, 2 * eps),),
)

STATEMENT = Statement(
    name="remark-tight",
    title="How tight the bound of Proposition 1 is",
    section="3",
    uses=("proposition-1", "lemma-1"),
)
