"""Lemmas 4 and 5 with their proofs, and the swish model (Sections 3.2.1, 3.2.2 and 3.2.4)."""

from verify.sentences import sentence

SENTENCES = (
    sentence(
        "audit-continuous-inside",
        "1; 3.2.1, Lemma 4",
        "The optimal adversarial example is a locally Lipschitz function of θ if it lies inside the feasible region.",
        "lemma-4/lipschitz",
        "lemma-4-families",
        "network-inside",
    ),
    sentence(
        "audit-constant-at-the-maximum",
        "3.2.1, Lemma 4",
        "The bound -c on the eigenvalues serves where it is assumed: at the maximum, or along the branch.",
        "lemma-4-constant",
    ),
    sentence(
        "audit-implicit-jacobian",
        "3.2.1, Eq. (36)",
        "The implicit function theorem gives the Jacobian -(∇²_x ℓ)⁻¹∇_θ∇_x ℓ.",
        "lemma-4/jacobian",
        "lemma-4/invertible",
        "lemma-4-families/quadratic-jacobian",
    ),
    sentence(
        "audit-block-below-the-constant",
        "3.2.1, before Eq. (37)",
        "The norm of the mixed block is at most C_θx by Assumption 1.",
        "lemma-4/mixed-block",
    ),
    sentence(
        "audit-locally-smooth-by-lemma-4",
        "3.2.1, after Lemma 4",
        "So the adversarial loss can be locally smooth where the maximum lies inside.",
        "lemma-4/smooth",
    ),
    sentence(
        "audit-positive-determinant",
        "3.2.2, after Eq. (39)",
        "If the determinant of the bordered Hessian is positive, the point is a local maximum.",
        "remark-second-order",
        "remark-second-order-examples",
    ),
    sentence(
        "audit-swish-has-no-closed-form",
        "3.2.4",
        "The optimal adversarial examples of the swish model have no closed form.",
        "swish-loss",
    ),
    sentence(
        "audit-optimal-input",
        "3.2.4",
        "The derivative of swish vanishes at a u* in [-2, -1].",
        "swish/stationary",
        "swish/unique",
        "swish/fifty-digits-below",
        "swish/fifty-digits-above",
    ),
)
