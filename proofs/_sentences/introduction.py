"""Abstract, Section 1 and Section 4."""

from verify import excused, sentence

EXPERIMENTS = "a statement about experiments with deep networks"
OTHERS = "what other papers conclude is theirs to show"
SURVEY = "a survey of the literature"
OPINION = "a judgement of importance or difficulty, not a statement of mathematics"

SENTENCES = (
    excused(
        "audit-vulnerable", "Abstract; 1", "Deep neural networks are vulnerable to adversarial attacks.", EXPERIMENTS
    ),
    excused("audit-landscape", "Abstract", "The loss landscape is related to optimisation performance.", EXPERIMENTS),
    sentence(
        "audit-hard-because-not-smooth",
        "Abstract",
        "Others conclude that it is hard to minimise the adversarial loss because its gradient is not Lipschitz continuous: so it is "
        "for the linear model under $L2$ and strong attacks, $ε > R ≥ ‖x_n‖$, where a step of fixed size from near 0 ends further from 0; "
        "by the letter the reason does not hold, as $‖θ‖⁴/4$ shows.",
        "remark-not-effective/no-step",
        "remark-origin-matters/overshoot",
        "remark-not-effective",
        "remark-origin-matters",
        "remark-origin/no-constant",
        slip="wording",
    ),
    sentence(
        "audit-ignored-dependence",
        "Abstract; 3",
        "That analysis ignores that the attacks depend on the parameter: for $p ≤ 2$ (15) holds of any points of the ball in their place.",
        "proposition-1/eq15-p-at-most-2",
        "proposition-1/eq15-linf",
        "lemma-1/smooth",
        "remark-dependence/previous-attack",
    ),
    sentence(
        "audit-worst-noise-depends",
        "Abstract",
        "As the worst noise the attacks should depend on the parameter: so they do in the linear model under $L2$.",
        "remark-dependence/depends",
    ),
    sentence(
        "audit-types-of-constraints",
        "Abstract",
        "Whether the gradient of $L_ε$ is Lipschitz depends on the type of the constraint in binary linear classification, for $d ≥ 2$: "
        "near $(0, w)$, no $w_i = 0$, it is not under $L∞$ and is under $L2$.",
        "theorem-2-jump/not-smooth",
        "theorem-1/smooth",
        "remark-smaller-set/strict",
        "remark-one-dimension",
    ),
    sentence(
        "audit-depends-on-the-constraints",
        "4",
        "It is proved that the smoothness of the adversarial loss depends on the constraint, for optimal attacks: of the linear loss, for "
        "$d ≥ 2$, which is the instance that the paper has. Not of every loss: two constraints can leave it one and the same.",
        "theorem-2-jump/not-smooth",
        "theorem-1/smooth",
        "remark-constraint-cause/either-constraint",
    ),
    sentence(
        "audit-smooth-except-at-zero",
        "Abstract",
        "Under $L2$ the adversarial loss is smooth except at 0: with one constant, as Definition 1 asks.",
        "remark-origin/smooth-printed",
        "remark-origin/smooth-repaired",
        "remark-origin/no-constant",
    ),
    sentence(
        "audit-models-can-be-robust",
        "1",
        "Training on adversarial examples can make the model robust against them: here a point whose adversarial loss is below $log 2$ is "
        "safe, in the linear model under $L2$. An average below $log 2$ is not enough.",
        "remark-robust-model/robust",
        "remark-robust-model",
    ),
    excused(
        "audit-definition-of-adversarial-examples",
        "1",
        "Adversarial examples are data perturbed so that models misclassify them.",
        "a definition",
    ),
    excused(
        "audit-many-defences",
        "Abstract; 1",
        "Many defences have been presented, of which adversarial training attracts the most attention, and several studies look at its "
        "loss in the parameter space.",
        SURVEY,
    ),
    excused("audit-robust-accuracy", "1", "Good robust accuracy is harder to reach than clean accuracy.", EXPERIMENTS),
    excused("audit-crucial", "1", "Deep learning plays a crucial role in data analysis.", OPINION),
    excused("audit-insights", "1", "The analysis of loss landscapes gives insights about the performance.", OPINION),
    excused("audit-early-stages", "1", "The analysis is in its early stages and needs more studies.", OPINION),
    excused("audit-overfitting", "1", "Landscapes of adversarial training tend to overfit more.", OTHERS),
    sentence(
        "audit-not-a-smooth-function",
        "1",
        "Liu et al. have shown that the loss of adversarial training is not Lipschitz-smooth: so it is for the linear model under $L∞$ "
        "across $θ_i = 0$, here for $d ≥ 2$, and in $d = 1$ at 0; (15), from which they conclude it, does not show it.",
        "remark-otherwise/not-smooth",
        "remark-origin/no-constant",
        "remark-constant-term",
        slip="wording",
    ),
    sentence(
        "audit-not-very-effective",
        "1",
        "Gradient-based optimisation is not very effective for non-smooth objectives: at a kink a fixed step need not converge; "
        "by the letter it is false, as of $‖θ‖⁴/4$.",
        "remark-not-effective/no-step",
        "remark-not-effective/norm-alternates",
        "remark-not-effective/quartic-gradient",
        "remark-not-effective/quartic-not-smooth",
        "remark-not-effective/steps-converge",
        slip="wording",
    ),
    excused(
        "audit-more-difficult-to-minimise",
        "1",
        "That indicates that minimising is more difficult in adversarial training than in standard training.",
        OPINION,
    ),
    sentence(
        "audit-solved-in-closed-form",
        "1; 3.1",
        "In binary linear classification the optimal adversarial examples have a closed form: here under $L2$, for $θ ≠ 0$.",
        "adversarial-example/maximiser-l2",
        "adversarial-example/maximiser-linf",
        "linear-loss-lp/attained",
        "linear-loss-lp/feasible",
        "linear-loss/bound-lp",
        "linear-loss/bound-l1",
        "linear-loss/attained-l1",
    ),
    sentence(
        "audit-locally-smooth",
        "1",
        "Under $L2$ the loss can be locally smooth: the gradients are Lipschitz continuous off the origin, on each $‖θ‖ ≥ θ_min$, which "
        'is what "locally" needs; with one constant, as Definition 1 asks, they are not.',
        "theorem-1/smooth",
        "remark-origin/smooth-printed",
        "remark-origin/kink",
        "remark-smaller-set/l2-points",
        slip="wording",
    ),
    sentence(
        "audit-as-far-as-signs-do-not-change",
        "1",
        'Under $L∞$ they are as far as the signs of the parameters do not change, where none of them is 0, which is what "locally" '
        "needs; with a $θ_i = 0$ of both it has no value.",
        "theorem-2/same-signs",
        "theorem-2/same-signs-printed",
        "theorem-2/separated",
        slip="wording",
    ),
    sentence(
        "audit-constants-determine-the-rate",
        "1",
        "Lipschitz constants of the gradient determine the convergence rate: that which is guaranteed, here the best decrease of a step "
        "$1/K$, $K$ the constant; not the rate itself, as is said.",
        "remark-convergence-rate/guarantee-attained",
        "remark-convergence-rate/guarantee",
        "remark-convergence-rate/on-each",
        slip="wording",
    ),
    excused(
        "audit-explains-difficulty",
        "1; 3.2.2",
        "This might explain why adversarial training is more difficult than standard training even if the adversarial loss is smooth.",
        OPINION,
    ),
    sentence(
        "audit-non-lipschitz-for-some-points",
        "4",
        "The gradient of the adversarial loss can be non-Lipschitz at some points: in the linear model under $L∞$ at $θ_i = 0$, $d ≥ 2$, "
        "in every $d$ at 0.",
        "remark-otherwise/not-smooth",
        "remark-origin/no-constant",
        "theorem-2-jump/not-smooth-coordinate",
    ),
    excused("audit-future-work", "4", "Smoothing methods will be explored.", "an intention"),
)
