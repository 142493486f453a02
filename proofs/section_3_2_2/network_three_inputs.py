"""Lemma 5, repaired, on a network with three inputs (Section 3.2.2): there the paper's determinant is negative.

In odd dimensions every strict maximum on the sphere has a negative determinant, so Lemma 5 as printed says nothing about this
network; with the second-order condition in its place the bound holds. Every weight moves by 1/100.
"""

from proofs.section_3_2._network import THREE_INPUTS
from verify import SphereBranch, Statement

SPHERE = THREE_INPUTS.branch(SphereBranch, ("-1", "-1", "-1"), "1/4", "1/200")
lemma_5 = THREE_INPUTS.claims(SPHERE, "on its sphere", "2/5", "8/5")

STATEMENT = Statement(
    name="network-three-inputs",
    title="Lemma 5 with the second-order condition, on a network with three inputs",
    section="3.2.2",
    uses=("lemma-5",),
    also={"lemma-5": ("place", "unique", "lipschitz")},
)
