"""Section 3, after Lemma 1: "the upper bound in Proposition 1 is not tight enough".

For C_theta_theta = 0 it is attained. Lemma 1 is the better bound for near pairs, the worse one for distant pairs.
"""

from proofs.setting import C, C_theta_theta, C_theta_x, attack_l2, eps, theta, theta_1, theta_2, x, y
from verify import Claim, Statement, chain, eq, line, lt, norm

apart = norm(theta_1 - theta_2)
nonzero = (lt(0, norm(theta_1)), lt(0, norm(theta_2)))


def gradient(theta):
    """Gradient of the loss -y <theta, x> at the adversarial example: its C_theta_theta is 0 and its C_theta_x is 1."""
    return -y * (x + attack_l2(theta, y))


attained = Claim(
    name="attained",
    says=(
        "Among all pairs no smaller constant term serves (15) under $L2$: the loss $-yθᵀx$, whose $C_θθ$ is 0 and "
        "$C_θx$ is 1, attains it at every pair $θ$, $-θ$."
    ),
    equations=(15,),
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(norm(gradient(theta) - gradient(-theta)), 2 * eps),
    source="own",
)

lemma_1 = (C_theta_theta + C * C_theta_x) * apart
proposition_1 = C_theta_theta * apart + 2 * eps * C_theta_x

better = Claim(
    name="better",
    says=(
        "Where $x'$ is $C$-Lipschitz the bound of Proposition 1 is not tight for near pairs, $C‖θ₁-θ₂‖ < 2ε$, "
        "and $C_θx > 0$: that of Lemma 1 is smaller."
    ),
    assuming=(lt(C * apart, 2 * eps), lt(0, C_theta_x)),
    conclusion=lt(lemma_1, proposition_1),
    derive=lambda: chain(line("<", proposition_1, C_theta_x * (2 * eps - C * apart))),
)

STATEMENT = Statement(
    name="remark-tight",
    title="How tight the bound of Proposition 1 is",
    section="3",
    uses=("proposition-1", "lemma-1"),
)
