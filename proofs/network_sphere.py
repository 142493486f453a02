"""Lemma 5 on a network (Section 3.2.2): the maximiser over the L2 ball lies on its sphere, for a whole box of weights.

c is a bound of the singular values of the bordered Hessian (41), repaired, over the box; C as in Assumption 1 on the ball.
The second-order condition alpha > 0 and the negative definite tangent block are shown with it; here d = 2, so det > 0 too.
"""

from proofs._network import branch, claims
from verify.core import Statement
from verify.core.branch import SphereBranch

SPHERE = branch(SphereBranch, ("-1/2", "-3/2"), "1/2")

STATEMENT = Statement(
    name="network-sphere",
    title="Lemma 5 on a two-layer swish network, for a whole box of weights",
    section="3.2.2",
    claims=claims(SPHERE, "on its sphere", "3/5", "9/5", "3"),
)
