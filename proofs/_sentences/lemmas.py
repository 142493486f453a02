"""Lemmas 4 and 5 with their proofs, and the swish model (Sections 3.2.1, 3.2.2 and 3.2.4)."""

from verify import excused, sentence

SENTENCES = (
    sentence(
        "audit-continuous-inside",
        "3.2.1, Lemma 4; 3.2.2",
        "Lemma 4: a local maximum inside the feasible region is a $(C_θx/c)$-Lipschitz function of $θ$ in a neighbourhood.",
        "lemma-4-branch/unique-and-lipschitz",
        "lemma-4/lipschitz",
        "lemma-4-families",
        "network-inside",
        "lemma-4-branch",
    ),
    sentence(
        "audit-constant-at-the-maximum",
        "3.2.1, Lemma 4",
        "The constant $-c$ bounds the eigenvalues of the Hessian from above: an assumption, along the branch, for it is not said where; "
        "with it the derivative of the branch is at most $C_θx/c$.",
        "lemma-4/velocity",
        "lemma-4-constant",
        slip="wording",
    ),
    sentence(
        "audit-implicit-jacobian",
        "3.2.1, Eq. (36)",
        "The implicit function theorem gives the Jacobian $-(∇²_x ℓ)⁻¹∇_θ∇_x ℓ$.",
        "lemma-4/jacobian",
        "lemma-4/invertible",
        "lemma-4-families/quadratic-jacobian",
    ),
    sentence(
        "audit-norm-along-the-branch",
        "3.2.1, before and in Eq. (37)",
        "Therefore the spectral norm of the Jacobian is at most $C_θx/c$, and so is the Lipschitz constant: along the branch.",
        "lemma-4/velocity",
        "lemma-4/lipschitz",
        "lemma-4/supremum",
    ),
    sentence(
        "audit-branch-exists",
        "3.2.1 and 3.2.2, proofs of Lemmas 4 and 5",
        "By the implicit function theorem the stationary point is a unique continuously differentiable function of $θ$ near $θ$. "
        "As claims: it exists, and is unique and Lipschitz in Lemma 4; in Lemma 5 it exists. That it is $C¹$ is the cited theorem's.",
        "lemma-4-branch/unique-and-lipschitz",
        "lemma-4-branch/exists",
        "lemma-4/invertible",
        "bordered-determinant/singular-values",
        "network-inside",
        "network-sphere",
        "network-three-inputs",
        "lemma-5-branch/exists",
        "linf-face/exists",
    ),
    sentence(
        "audit-locally-smooth-by-lemma-4",
        "3.2.1, after Lemma 4",
        "So the adversarial loss, that of the local maximum, can be locally smooth where it lies inside.",
        "lemma-4/smooth",
        "lemma-4-branch/maximum",
    ),
    sentence(
        "audit-positive-determinant",
        "3.2.2, after Eq. (39); 3.2.3",
        "If the determinant of the bordered Hessian is positive, the point is a local maximum: not in $d = 3$; in $d = 2$ it is one on the "
        "sphere, and in $d = 1$ the determinant is -1. There are $d - 1$ eigenvalues $λ_i$, a number that some of the formulas beside it "
        "call $d$.",
        "remark-second-order/positive-printed",
        "bordered-determinant/determinant-eq41",
        "bordered-determinant/determinant",
        "remark-second-order",
        "remark-second-order-examples",
    ),
    sentence(
        "audit-swish-has-no-closed-form",
        "3.2.4",
        "The optimal adversarial examples of the swish model, which are said to have no closed form, have one up to Lambert's function. "
        "With "
        "$[lo, hi]$ the values of $u$ in the ball, $u$ is the point of it nearest to $u* = -1 - W(1/e)$ for $y = 1$, and the better "
        "end for $y = -1$.",
        "swish-loss/plateau",
        "swish-loss",
        slip="wording",
    ),
    sentence(
        "audit-derivative-of-swish",
        "3.2.4, on Figure 6",
        "The derivative of swish is $σ(u) + uσ(u)(1 - σ(u))$: of its slopes, as it is differentiable, only this one has the bound from "
        "above "
        "for steps of either sign.",
        "swish/derivative",
    ),
    sentence(
        "audit-chain-rule",
        "3.2.4, on Figure 6",
        "By the chain rule the gradient in $x$ is 0 where that of swish is.",
        "remark-figure-6-interior/chain-rule",
        "remark-figure-6-interior/stationary-input",
    ),
    sentence(
        "audit-optimal-input",
        "3.2.4",
        "The derivative of swish vanishes at a $u*$ in $[-2, -1]$.",
        "swish/stationary",
        "remark-figure-6-interior/u-star",
        "swish/unique",
        "swish/fifty-digits-below",
        "swish/fifty-digits-above",
    ),
    sentence(
        "audit-local-smoothness-in-general",
        "Abstract",
        "In the general case the adversarial loss is locally smooth: that of a local maximum which lies inside with a negative definite "
        "Hessian, and under $L2$ of one on the sphere where its multiplier is positive and (41) is regular. The abstract page says "
        '"in several cases".',
        "lemma-4/smooth",
        "lemma-5/smooth",
        "lemma-5-maximum/strict",
        "lemma-5-maximum/multiplier-stays",
        "remark-tie-inside/optimal-printed",
        "remark-tie-on-the-edge/optimal-printed",
        slip="wording",
    ),
    sentence(
        "audit-continuous-on-the-edge",
        "3.2.2, Lemma 5",
        "Lemma 5 in odd $d$, from 3 on (in $d = 1$ the determinant is -1): under $L2$ it is a locally Lipschitz function on the edge of "
        "the feasible region, too. There it speaks of nothing, as no local maximum on the sphere has a positive determinant; without that "
        "condition the branch of stationary points of (38) is $(C_θx/c)$-Lipschitz, in every $d$.",
        "lemma-5/lipschitz-printed",
        "bordered-determinant/determinant-eq41",
        "lemma-5/lipschitz",
        "network-three-inputs",
        "lemma-5-branch/exists",
        "lemma-5-maximum",
    ),
    sentence(
        "audit-continuous-on-the-edge-in-even-dimension",
        "3.2.2, Lemma 5",
        "Lemma 5 in even $d$, here $d = 2$, where maxima on the sphere with a negative definite tangent block have a positive "
        "determinant: (40) holds along the branch of stationary points of (38). A local maximum over the ball is this branch, and so "
        "continuously differentiable, where the multiplier is positive; where it is 0 the maximum may leave the sphere, faster than any "
        "$c$ allows, so that (40) fails.",
        "lemma-5-multiplier/lemma-5-printed",
        "lemma-5-multiplier/moves-inwards",
        "lemma-5-multiplier/moves-inwards-hessian",
        "lemma-5-multiplier/no-constant",
        "lemma-5-multiplier/not-differentiable",
        "lemma-5-multiplier/lemma-5",
        "lemma-5/lipschitz",
        "network-sphere",
        "remark-second-order/sign-rule",
        "lemma-5-maximum",
    ),
    sentence(
        "audit-optimal-example-on-the-edge",
        "1",
        "Under $L2$ the optimal adversarial example is a locally continuous function of $θ$ on the edge of the feasible region, too: a "
        "local maximum is, where its multiplier is positive and (41) is regular; the optimal one can change from one to another.",
        "remark-tie-on-the-edge/optimal-printed",
        "remark-tie-on-the-edge/regular",
        "remark-tie-on-the-edge/one-side",
        "lemma-5/lipschitz",
        "lemma-5-maximum",
    ),
    sentence(
        "audit-lagrange-function",
        "3.2.2, Eq. (38) and proof of Lemma 5",
        "A local maximum on the edge is a stationary point of the Lagrange function: here under $L2$, of a loss that is $K$-smooth near "
        "it. (38) has any $p$; where the norm has no gradient, as $L∞$ at a corner, nor has the Lagrange function for $α ≠ 0$. The "
        "proof leaves out the star at the pair.",
        "remark-edge-stationary/stationary",
        "remark-twice-differentiable/corner-printed",
        "remark-twice-differentiable/off-the-diagonals",
        "bordered-hessian/first-order",
        "remark-edge-stationary",
        "lemma-5-multiplier/stationary",
        slip="wording",
    ),
    sentence(
        "audit-bordered-hessian",
        "3.2.2, Eqs. (39) and (41)",
        "The second derivative of the Lagrange function is the bordered Hessian with the border $+∇‖x'-x‖$.",
        "bordered-hessian/eq39-printed",
        "bordered-hessian/eq39",
        "bordered-hessian/border-sign",
    ),
    sentence(
        "audit-last-term",
        "3.2.2, Eq. (41)",
        "For $p = 2$ its last term is $αrrᵀ/‖r‖$, in the text that is read here.",
        "bordered-hessian/eq41-last-term-printed",
        "bordered-hessian/eq41-printed",
        "bordered-hessian/eq41",
        "bordered-hessian/unit-radius",
        "bordered-determinant/singular-values-printed",
        "bordered-determinant/singular-values",
    ),
    sentence(
        "audit-multiplier-of-any-sign",
        "3.2.2, after Eq. (38)",
        "The multiplier $α$ is any real number: at a maximum over the ball, also a local one, it is at least 0, which is not said; where "
        "it is 0 the maximum can leave the sphere, here of $-‖x' - θ‖²/2$.",
        "remark-edge-stationary/multiplier-sign",
        "lemma-5-multiplier/stays-on-the-sphere-printed",
        "lemma-5-multiplier/stays-on-the-sphere",
        "lemma-5-multiplier/leaves-the-sphere",
        slip="wording",
    ),
    sentence(
        "audit-jacobian-of-the-pair",
        "3.2.2, Eq. (42)",
        "The implicit function theorem gives the Jacobian of the pair of multiplier and example.",
        "lemma-5/jacobian",
        "lemma-5/velocity",
    ),
    sentence(
        "audit-norm-of-the-jacobian-of-the-pair",
        "3.2.2, proof of Lemma 5, before Eq. (43)",
        "Therefore the spectral norm of the Jacobian of the pair is at most $C_θx/c$: along the branch.",
        "lemma-5/pair-velocity",
        "lemma-5/velocity",
    ),
    sentence(
        "audit-locally-smooth-by-lemma-5",
        "3.2.2, after Lemma 5",
        "So the adversarial loss can be locally smooth although the constraint is active: here along a given branch, with (41) mended; "
        "where the multiplier is positive the branch stays one of local maxima.",
        "lemma-5/smooth",
        "lemma-5-maximum",
    ),
    sentence(
        "audit-cannot-show-the-same",
        "3.2.2, after Lemma 5",
        "Under $L∞$ the same cannot be shown, or only with difficulty, because the constraint is not twice differentiable.",
        "remark-linf-not-shown/not-shown-printed",
        "remark-linf-not-shown",
        "linf-face",
    ),
    sentence(
        "audit-not-twice-differentiable",
        "3.2.2, after Lemma 5",
        "Under $L∞$ the constraint is not twice differentiable: at ties, as in the corners; where one coordinate is the largest in size it "
        "is linear.",
        "remark-linf-not-shown/tie",
        "remark-linf-not-shown/unique-largest",
        "remark-twice-differentiable/corner-printed",
        "remark-twice-differentiable/off-the-diagonals",
        slip="wording",
    ),
    sentence(
        "audit-caused-by-the-constraint",
        "3.2.1; 3.2.2",
        "The non-smoothness of the adversarial loss is caused by the constraint, so that without an active one it is smooth: 3.2.2 says "
        "the "
        "first half only, 3.2.1 the second with the hedge that it tends to be, under Assumption 1.",
        "remark-constraint-cause/inactive-printed",
        "remark-constraint-cause/no-constant",
        "remark-constraint-cause",
    ),
    sentence(
        "audit-a-cause",
        "Abstract page",
        "The constraint is a cause of the non-smoothness: so it is in the linear model, whose clean loss is smooth and whose adversarial "
        "loss is not: under $L∞$ across $θ_i = 0$ for $d ≥ 2$, and at 0 for every $d$; near other $θ$ with a $θ_i = 0$ the $L2$ ball "
        "leaves it smooth.",
        "remark-otherwise/not-smooth",
        "figure-3/clean-smooth",
        "theorem-1/smooth",
        "remark-origin/no-constant",
    ),
    sentence(
        "audit-flattening-raises-the-constant",
        "1; 3.2.2, after Lemma 5",
        "If the loss is flattened in the input, the Lipschitz constant of $x'$ and of the gradient increases.",
        "remark-flatness/flattening-printed",
        "remark-flatness",
    ),
    excused(
        "audit-flattening-tends",
        "Abstract",
        "The smoothness of the adversarial loss tends to decrease where the loss is flattened in the input.",
        "a tendency; Sections 1 and 3.2.2 say it without the hedge, and there it is read",
    ),
    sentence(
        "audit-different-maximum",
        "3.2.3",
        "The loss might be non-smooth under $L2$, too, where it changes from one local maximum to another, as it can between two "
        "parameters: here of the swish model with $y = -1$.",
        "remark-several-maxima/kink-l2",
        "remark-several-maxima/tie-l2",
        "remark-several-maxima",
    ),
    sentence(
        "audit-projection-and-sign",
        "3.2.3",
        "It can be conjectured that PGD under $L∞$ gives no globally Lipschitz gradient, because the projection and the sign are not "
        "continuous: the sign is not, the projection is. The conjecture is not refuted; one sign step in the linear model bears it out.",
        "remark-pgd/projection-printed",
        "remark-pgd/sign-repaired",
        "remark-pgd/kink",
    ),
    sentence(
        "audit-attacks-by-pgd",
        "3.2.3; 3.2.4; Figure 6, caption",
        "PGD attacks stand for the optimal ones in Figure 6: for $y = 1$ a $u$ within one step of $u*$ loses less than 0.00023; that PGD "
        "ends "
        "there is not shown, and for $y = -1$ it can miss.",
        "remark-pgd/near",
        "remark-pgd/missed",
        "remark-pgd/sticks",
    ),
    sentence(
        "audit-smoother-under-l2",
        "3.2.4, on Figure 6",
        "The loss under $L2$ is smoother than under $L∞$: its only kink is at 0, and under $L∞$ there are kinks along the axes, off the "
        "plateau. Where the plateau ends the gradient does not jump. Definition 1 knows no degrees: by it neither is smooth near 0.",
        "figure-6/linf-low-kink",
        "figure-6/linf-high-kink",
        "figure-6/l2-kink",
        "figure-6/no-step",
        "figure-6/l2-low",
        "figure-6/l2-high",
        "figure-6/other-half-axes",
        slip="wording",
    ),
    sentence(
        "audit-interval-of-the-optimal-input",
        "3.2.4",
        "As $u*$ lies in $[-2, -1]$, for all $θ₁$ from 1 to 2 and $θ₂$ from -2 to -1 some $x'$ with $‖x - x'‖∞ ≤ 0.6$, printed with its "
        "border, has the optimal $u$: only for $5|u*|/8 < θ₁ - θ₂ < 5|u*|/2$ does it lie inside, as Lemma 4 asks, and beyond there is "
        "none.",
        "remark-figure-6-interior/inside-printed",
        "remark-figure-6-interior/inside-repaired",
        "remark-figure-6-interior/none-beyond",
        "remark-figure-6-interior/u-star",
    ),
    sentence(
        "audit-constant-for-constraint",
        "3.2.4, on Figure 6",
        'The adversarial loss "with $L∞$ constant": with the constraint.',
        "figure-6/linf-low-kink",
        slip="misprint",
    ),
    sentence(
        "audit-smooth-in-the-corner",
        "3.2.4, on Figure 6",
        "Under $L∞$ it can be smooth where $θ₁ > 1$ and $θ₂ < -1$: there, while $θ₁ - θ₂ < 5|u*|/2$, an attack inside reaches $u*$, "
        "and with it one value of the loss for all these $θ$. Beyond, too, it is smooth, and the gradient does "
        "not jump there.",
        "remark-figure-6-interior/inside-repaired",
        "figure-6/plateau",
        "figure-6/no-step",
        "swish-loss/plateau",
        "figure-6/corner-before",
        "figure-6/corner-after",
        "figure-6/corner-low",
        "figure-6/corner-high",
    ),
    sentence(
        "audit-because-inside",
        "3.2.4, on Figure 6",
        "This is because the optimal attacks lie inside the feasible region there.",
        "remark-figure-6-interior/inside-printed",
        "remark-figure-6-interior/inside-repaired",
        "remark-figure-6-interior/none-beyond",
    ),
    sentence(
        "audit-satisfies-lemma-4",
        "3.2.4, on Figure 6",
        "And satisfy Lemma 4.",
        "remark-figure-6-interior/lemma-4-printed",
        "remark-figure-6-interior/rank-one",
        "remark-figure-6-interior/lemma-4-repaired",
    ),
)
