"""Lemmas 2 and 3 in one dimension (Section 3.1): the L2 ball and the L-infinity ball are the same interval.

So both lemmas speak of one function, Lemma 2 calls it Lipschitz on |theta| >= theta_min, and Lemma 3 as printed
denies it.
"""

from proofs.section_3_1.remark_separated_set import m, separated
from proofs.setting import attack_l2, attack_linf, theta, theta_1, theta_2, y
from verify import Claim, Statement, d, eq, le, lt, norm

one_attack = Claim(
    name="one-dimension",
    says="In $d = 1$ the $L2$ and the $L∞$ attack are one function.",
    source="own",
    assuming=(eq(d, 1), lt(0, norm(theta))),
    conclusion=eq(attack_l2(theta, y), attack_linf(theta, y)),
)

contradiction = Claim(
    name="lemma-2-in-one-dimension",
    says=(
        "So Lemma 2 holds in $d = 1$ for the $L∞$ attack, signs free, and contradicts the second half of Lemma 3 as printed."
    ),
    source="own",
    assuming=(eq(d, 1), le(m, norm(theta_1)), le(m, norm(theta_2))),
    conclusion=separated.conclusion,
)

STATEMENT = Statement(
    name="remark-one-dimension",
    title="In one dimension Lemma 3 as printed contradicts Lemma 2",
    section="3.1",
    uses=("lemma-2", "lemma-3", "remark-separated-set"),
)
