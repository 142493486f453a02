"""Section 2."""

from proofs._sentences.introduction import OTHERS, SURVEY
from verify import excused, sentence

SENTENCES = (
    sentence(
        "audit-the-adversarial-example",
        "2.1, Eqs. (1) and (2)",
        "The adversarial example is $x' = x + δ$ for a $δ$ in the ball that maximises the loss: of any loss for finite $p$.",
        "general-attack/example",
        "adversarial-example/maximiser-l2",
        "linear-loss/at-the-origin",
        "adversarial-example/maximiser-linf",
        "lemma-2-maximiser/unique",
        "lemma-3-attack/free-at-zero",
    ),
    sentence(
        "audit-magnitude",
        "2.1",
        "$ε$ is the magnitude of the perturbation: in the linear model the worst one has it, for $θ ≠ 0$, here under $L2$; "
        "in general no larger one.",
        "adversarial-example/feasible-l2",
        "linear-loss-lp/feasible",
        "remark-on-the-edge/linf",
        "remark-diameter/distance-printed",
        "remark-diameter/distance-linf",
    ),
    sentence(
        "audit-min-max-problem",
        "1; 2.1, Eq. (3)",
        "Adversarial training attempts to solve the problem min max (3): here one consequence of being a solution, for finite $p$.",
        "general-attack/minimax",
        "remark-bounded-level-set/minimiser-exists",
        "remark-below-threshold/no-minimiser",
    ),
    sentence(
        "audit-maximum-of-the-loss",
        "2.1, Eq. (4)",
        "The adversarial loss is the maximum of the loss over the ball.",
        "general-attack/maximum",
        "general-attack/maximum-linf",
        "adversarial-example/above-the-loss",
        "adversarial-example/monotone",
        "adversarial-example/attained",
    ),
    excused(
        "audit-bars-of-the-norm", "2.1, footnote 1", "Bars without an index stand for the $L2$ norm.", "a notation"
    ),
    sentence(
        "audit-spaces-of-input-and-parameter",
        "2.1, Proposition 1; 3, Lemma 1; 3.2.1, Lemma 4; 3.2.2, Lemma 5",
        "The input is a vector of $ℝ^d$ and the parameter one of $ℝ^m$, in Section 3.1 of $ℝ^d$: the claims here have $m = d$. "
        "Lemma 1 with $m ≠ d$ is the case in which the shorter vectors are filled up with zeros; so are Lemmas 4 and 5, where the loss "
        "falls by a large enough multiple of $‖·‖²$ in the inputs that are added, and Proposition 1 for $p ≤ 2$; under $L∞$ the distance "
        "in "
        "the inputs alone gives $√d$.",
        "lemma-1/smooth",
        "lemma-1/chain",
        "remark-diameter/distance-linf",
        "lemma-4/lipschitz",
        "lemma-5/lipschitz",
    ),
    excused("audit-generally-pgd", "2.1", "Adversarial examples are generally obtained by PGD.", "a custom"),
    sentence(
        "audit-iterative-update",
        "2.1, Eq. (5)",
        "PGD updates the perturbation by projected steps along the sign of the gradient: each ends in the ball.",
        "pgd/inside",
        "pgd/gradient",
        "pgd/raises-the-loss",
    ),
    sentence(
        "audit-feasible-set",
        "2.1, after Eq. (5)",
        "The projection is to the set ${θ : ‖δ‖∞ ≤ ε}$.",
        "pgd/printed-set",
        "pgd/projection",
    ),
    sentence(
        "audit-element-wise-clipping",
        "2.1, after Eq. (5)",
        "The projection clips every coordinate to $[-ε, ε]$.",
        "pgd/projection",
        "pgd/clip-inside",
        "pgd/clip-above",
        "pgd/clip-below",
    ),
    sentence(
        "audit-some-constant",
        "2.1, Definition 1",
        "$f$ is $C_l$-Lipschitz, and $C_s$-smooth, if there is a constant with (6), with (7): it is bound and named at once.",
        "definition-1/larger-constant",
        slip="wording",
    ),
    sentence(
        "audit-bars-of-a-vector",
        "2.1, Eq. (7)",
        "(7) bounds the norm of $∇f(θ₁) - ∇f(θ₂)$: where its first bar is a single one in the text that is read here, as before $∇$ in "
        "(39), that may come from the transcription.",
        "definition-1/smooth",
    ),
    sentence(
        "audit-f-in-the-place-of-the-loss",
        "2.1, in Eq. (10)",
        "(10) is printed with $∇f$ where $∇L$ is meant, as its parameters are those of a level set of $L$: the claim assumes it of $∇L$, "
        "and shows the step that it is there for.",
        "descent-condition/step",
        "level-set/gradient",
        "remark-theta2-sample/condition-10",
        slip="misprint",
    ),
    sentence(
        "audit-important-property",
        "2.1",
        "Smoothness of the objective is important for gradient-based optimisation: with (10) each step lowers it.",
        "descent-condition/step",
        "remark-convergence-rate/guarantee",
        "remark-gradient-method/descent",
    ),
    sentence(
        "audit-differentiable-so-bounded",
        "2.1, before Eq. (8)",
        "If $f$ is everywhere differentiable, its gradient is bounded by the constant $C_l$: on all of $Θ$ where $Θ$ is open, which is "
        "not said.",
        "derivative-bounds/bound",
        "derivative-bounds/bound-of-a-map",
        "derivative-bounds/thin-set-printed",
        "definition-1/smooth-not-lipschitz",
        slip="wording",
    ),
    sentence(
        "audit-hessian-bounded",
        "2.1, Eq. (9)",
        "If $∇f$ is everywhere differentiable, the operator norm of its derivative is bounded by $C_s$: where $Θ$ is open, which is not "
        "said.",
        "derivative-bounds/bound-of-a-map",
        "derivative-bounds/thin-set-hessian-printed",
        "derivative-bounds/logistic-hessian",
        slip="wording",
    ),
    sentence(
        "audit-adversarial-loss-is-lipschitz",
        "2.1, Eq. (14)",
        "By Proposition 1, of Liu et al., the adversarial loss is $C_θ$-Lipschitz under Assumption 1.",
        "proposition-1/lipschitz",
        "proposition-1/lipschitz-linf",
    ),
    sentence(
        "audit-gap-of-the-gradients",
        "2.1, Eq. (15)",
        "And its gradients differ by at most $C_θθ‖θ₁-θ₂‖ + 2εC_θx$, for every $p$: for "
        "$p ≤ 2$ they do, for $p > 2$ and $d ≥ 2$ not, here at $p = ∞$.",
        "proposition-1/eq15-printed",
        "proposition-1/clipped",
        "remark-diameter/printed-lp",
        "remark-diameter/attained-lp",
        "proposition-1/eq15-linf",
        "proposition-1/eq15-p-at-most-2",
        "remark-diameter/repaired-lp",
    ),
    sentence(
        "audit-spectral-norm",
        "2.1, after Eq. (9)",
        "The operator norm of the Hessian for the $L2$ norm is its spectral norm: as it is symmetric, what bounds $|vᵀMv|$ bounds it. "
        "The other way it is the Cauchy-Schwarz inequality.",
        "remark-norms-of-maps/spectral",
        "derivative-bounds/logistic-hessian",
    ),
    sentence(
        "audit-converges-to-a-stationary-point",
        "2.1, Eq. (10)",
        "With a suitable step a gradient method converges to a stationary point on a bounded level set with (10). What is shown of it: "
        "a step of size $1/K$ that stays in the level set on its way, as it does by continuity, lowers $L$ by $‖∇L‖²/(2K)$. Added up in "
        "words, the squares "
        "have a finite sum, so $∇L → 0$, and limit points are stationary where the set is bounded; that there is one limit is not shown.",
        "descent-condition/step",
        "remark-gradient-method/descent",
        "remark-stationary-point/unbounded",
        "remark-stationary-point/no-stationary-point",
        slip="wording",
    ),
    sentence(
        "audit-bounded-level-set",
        "2.1, after Eq. (10)",
        "The level set of the start is assumed to be bounded; so it is for the linear loss under $L2$ where $ε$ is large, though (10) "
        "then fails in it, at 0, for a start $θ⁰ ≠ 0$; of data that are robustly separable no level set is.",
        "remark-large-epsilon/bounded-level-set",
        "remark-large-epsilon/only-zero",
        "remark-origin/no-constant",
        "remark-bounded-level-set/unbounded",
        "level-set/convex-level-set",
    ),
    excused(
        "audit-analysis-by-others",
        "2.1; 3",
        "Liu et al. analyse the smoothness of the adversarial loss under Assumption 1.",
        OTHERS,
    ),
    sentence(
        "audit-states-lipschitz",
        "2.1, after Assumption 1",
        "Assumption 1 states that $ℓ(x, θ)$ is $C_θ$-Lipschitz, in $θ$; the logistic loss is for $‖x‖ ≤ R$, with $C_θ = R$.",
        "assumption-1/lipschitz",
        "remark-assumption-wording/jointly-lipschitz",
        "remark-assumption-wording/lipschitz",
    ),
    sentence(
        "audit-states-smooth-for-the-parameter",
        "2.1, after Assumption 1",
        "In addition $ℓ$ is $C_θθ$-smooth for $θ$; the logistic loss is for $‖x‖ ≤ R$, with $C_θθ = R²/4$.",
        "assumption-1/smooth",
        "assumption-1/gradient",
    ),
    sentence(
        "audit-states-smooth-for-the-input",
        "2.1, after Assumption 1",
        "And $ℓ$ is $C_θx$-smooth for $x$.",
        "remark-assumption-wording/smooth-for-x-printed",
        "remark-assumption-wording/smooth-for-x",
        "remark-assumption-wording/smooth-for-x-logistic",
    ),
    sentence(
        "audit-finite-constants",
        "2.1, Assumption 1",
        "The constants of Assumption 1 are finite, as is assumed: so are those of the logistic loss on bounded sets.",
        "assumption-1/mixed",
        "assumption-1/lipschitz",
        "assumption-1/smooth",
        "assumption-1/no-common-constant",
        "assumption-1-line/finite",
    ),
    sentence(
        "audit-because-of-a-constant-term",
        "2.1, after Proposition 1; 3",
        "Liu et al. conclude that the adversarial loss is not smooth because (15) has a constant term, which is $2εC_θx$: "
        "that does not follow.",
        "remark-constant-term/with-constant-term",
        "theorem-1/smooth",
        "remark-origin/no-constant",
        "remark-constant-term",
    ),
    sentence(
        "audit-not-lipschitz-everywhere",
        "2.1",
        "If the gradient is not Lipschitz continuous everywhere, the gradient method is not effective: it need not be, as a fixed step "
        "at a kink shows. Read alone that is false: the gradient of $‖θ‖⁴/4$ is not, and every step $η ≤ 1$ from the unit ball, where it "
        "is, converges, as the next sentence has it.",
        "remark-not-effective/no-step",
        "remark-not-effective/norm-alternates",
        "remark-not-effective/quartic-gradient",
        "remark-not-effective/quartic-not-smooth",
        "remark-not-effective/steps-converge",
        slip="wording",
    ),
    sentence(
        "audit-effective-on-a-set",
        "2.1",
        "If there is a set where it is Lipschitz continuous, the method can be effective under (10): a step then lowers $L$, and the "
        "linear loss under $L2$ has (10) on its level sets below $log 2$.",
        "descent-condition/step",
        "level-set/gradient",
        "remark-gradient-method/stays-away",
        "remark-gradient-method/run",
    ),
    excused(
        "audit-flatness-for-robustness",
        "2.2.1",
        "To improve the robustness several studies look at flat or smooth losses in the input space, where the perturbations are.",
        SURVEY,
    ),
    excused("audit-pgd-on-flat-losses", "2.2.1", "PGD is effective on losses flat in the input.", OTHERS),
    sentence(
        "audit-lipschitz-constraints-flatten",
        "2.2.1",
        "Lipschitz constraints of the loss in the input flatten it in the data space: read of its rise within the ball, here under $L2$, "
        "which is at most $Kε$; its curvature they do not bound.",
        "remark-lipschitz-in-x/gap",
        "remark-lipschitz-in-x/slope",
        "remark-lipschitz-in-x/curvature-printed",
        "remark-lipschitz-in-x/curvature",
    ),
    excused(
        "audit-regularisations",
        "2.2.1",
        "A regularisation flattens the loss in the input, and adversarial weight perturbation flattens it in the parameter.",
        OTHERS,
    ),
    excused(
        "audit-few-studies",
        "2.2.1",
        "Few studies had looked at the parameter space, one of them for logistic regression.",
        SURVEY,
    ),
    excused(
        "audit-relation-not-known",
        "2.2.1; 2.2.2",
        "For the relation of the landscape to robustness had not been known; one study looks at its relation to generalisation, and "
        "injects noise into the weights.",
        SURVEY,
    ),
    excused(
        "audit-our-study",
        "Abstract; 1; 2.1; 2.2.1; 3; 3.1; 3.2; 3.2.1, end; 3.2.2; 3.2.4; 4",
        "What the paper does, and does next: it looks at the smoothness, which those studies do not; of the linear model first, under "
        "$L2$, then under $L∞$, for $y = 1$, then of general models with optimal examples, inside, then where the constraint is active; "
        "a loss surface is drawn of a simple network.",
        "an intention",
    ),
    excused(
        "audit-sharpens", "2.2.1", "Adversarial training can sharpen the landscape, which hurts generalisation.", OTHERS
    ),
    sentence(
        "audit-flatness-by-eigenvalues",
        "2.2.1",
        "Flatness by eigenvalues of the Hessian is related to smoothness by (9).",
        "derivative-bounds/bound-of-a-map",
        "remark-norms-of-maps/spectral",
        "remark-converse/converse-without-convexity",
    ),
    excused("audit-large-batches", "2.2.2", "Large batches lead to sharp minima and poor generalisation.", OTHERS),
    sentence(
        "audit-change-of-variables",
        "2.2.2",
        "Sharpness can be changed by a change of variables.",
        "remark-change-of-variables/scaled",
        "remark-change-of-variables",
    ),
    excused("audit-other-definitions", "2.2.2", "Another definition of flatness is related to generalisation.", OTHERS),
    excused("audit-method-for-clean-data", "2.2.2", "A similar method exists for clean data.", OTHERS),
    excused("audit-survey-of-flattening", "2.2.2", "Many studies investigate how to flatten the landscape.", SURVEY),
)
