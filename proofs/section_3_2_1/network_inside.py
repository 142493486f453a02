"""Lemma 4 on a network (Section 3.2.1): the maximiser over the L2 ball lies inside it, for a whole box of weights.

Every weight moves by 1/50. c is a bound of the Hessian in x' over the box, C one of the mixed derivative over the whole
ball, as in Assumption 1.
"""

from proofs.section_3_2._network import TWO_INPUTS
from verify import InsideBranch, Statement

INSIDE = TWO_INPUTS.branch(InsideBranch, ("1/4", "-1/4"), "3/5", "1/100")
lemma_4 = TWO_INPUTS.claims(INSIDE, "inside it", "1", "2")

STATEMENT = Statement(
    name="network-inside",
    title="Lemma 4 on a two-layer swish network, for a whole box of weights",
    section="3.2.1",
    uses=("lemma-4",),
    also={"lemma-4": ("place", "unique", "lipschitz")},
)
