"""Lemma 5 on a network (Section 3.2.2): the maximiser over the L2 ball lies on its sphere, for a whole box of weights.

Every weight moves by 1/50. c is a bound of the singular values of the bordered Hessian (41), repaired, over the box, C one
of the mixed derivative as in Assumption 1 on the ball. The second-order condition alpha > 0 and the negative definite
tangent block are shown with it; as d = 2 the determinant is positive, as the paper asks.
"""

from proofs.section_3_2._network import TWO_INPUTS
from verify import SphereBranch, Statement

SPHERE = TWO_INPUTS.branch(SphereBranch, ("-1/2", "-3/2"), "1/2", "1/100")
lemma_5 = TWO_INPUTS.claims(SPHERE, "on its sphere", "3/5", "9/5")

STATEMENT = Statement(
    name="network-sphere",
    title="Lemma 5 on a two-layer swish network, for a whole box of weights",
    section="3.2.2",
    uses=("lemma-5",),
    also={"lemma-5": ("place", "unique", "lipschitz")},
)
