"""Abstract, Section 1 and Section 4."""

from verify import excused, sentence

EXPERIMENTS = "a statement about experiments with deep networks"
OTHERS = "what other papers conclude is theirs to show"
SURVEY = "a survey of the literature"
OPINION = "a judgement of importance or difficulty, not a statement of mathematics"

SENTENCES = (
    excused("audit-vulnerable", "Abstract", "Deep neural networks are vulnerable to adversarial attacks.", EXPERIMENTS),
    excused("audit-landscape", "Abstract", "The loss landscape is related to optimisation performance.", EXPERIMENTS),
    sentence(
        "audit-hard-because-not-smooth",
        "Abstract",
        "It is hard to minimise the adversarial loss because its gradient is not Lipschitz continuous.",
        "remark-origin-matters/overshoot",
        "remark-not-effective",
        "remark-origin-matters",
        "remark-origin/no-constant",
    ),
    sentence(
        "audit-ignored-dependence",
        "Abstract; 3",
        "That analysis ignores that the attacks depend on the parameter.",
        "lemma-1/smooth",
        "remark-dependence/previous-attack",
    ),
    sentence(
        "audit-worst-noise-depends",
        "Abstract",
        "As the worst noise the attacks should depend on the parameter.",
        "remark-dependence/depends",
    ),
    sentence(
        "audit-types-of-constraints",
        "Abstract; 4",
        "Whether the gradient of $L_ε$ is Lipschitz depends on the type of the constraint in binary linear classification, for $d ≥ 2$: "
        "near $(0, w)$, no $w_i = 0$, it is not under $L∞$ and is under $L2$.",
        "theorem-2-jump/not-smooth",
        "theorem-1/smooth",
        "remark-smaller-set/strict",
        "remark-one-dimension",
    ),
    sentence(
        "audit-smooth-except-at-zero",
        "Abstract",
        "Under $L2$ the adversarial loss is smooth except at 0.",
        "remark-origin/smooth-printed",
        "remark-origin/smooth-repaired",
        "remark-origin/no-constant",
    ),
    sentence(
        "audit-models-can-be-robust",
        "1",
        "Training on adversarial examples can make the model robust against them.",
        "remark-robust-model/robust",
        "remark-robust-model",
    ),
    excused(
        "audit-definition-of-adversarial-examples",
        "1",
        "Adversarial examples are data perturbed so that models misclassify them.",
        "a definition",
    ),
    excused("audit-robust-accuracy", "1", "Good robust accuracy is harder to reach than clean accuracy.", EXPERIMENTS),
    excused("audit-early-stages", "1", "The analysis is in its early stages and needs more studies.", OPINION),
    excused("audit-overfitting", "1", "Landscapes of adversarial training tend to overfit more.", OTHERS),
    sentence(
        "audit-not-a-smooth-function",
        "1",
        "Liu et al. have shown that the loss of adversarial training is not Lipschitz-smooth: so it is for the linear model under $L∞$, "
        "which (15) does not show.",
        "remark-otherwise/not-smooth",
        "remark-constant-term",
    ),
    sentence(
        "audit-not-very-effective",
        "1",
        "Gradient-based optimisation is not very effective for non-smooth objectives.",
        "remark-not-effective/norm-alternates",
        "remark-not-effective/no-step",
        "remark-not-effective/steps-converge",
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
        "In binary linear classification the optimal adversarial examples have a closed form.",
        "adversarial-example/maximiser-l2",
        "adversarial-example/maximiser-linf",
        "linear-loss-lp/attained",
        "linear-loss/attained-l1",
    ),
    sentence(
        "audit-locally-smooth",
        "1",
        "Under $L2$ the loss can be locally smooth: the gradients are Lipschitz continuous off the origin, on each $‖θ‖ ≥ θ_min$.",
        "theorem-1/smooth",
        "remark-origin/kink",
        "remark-smaller-set/l2-points",
        slip="wording",
    ),
    sentence(
        "audit-as-far-as-signs-do-not-change",
        "1",
        "Under $L∞$ they are as far as the signs of the parameters do not change, where none of them is 0.",
        "theorem-2/same-signs",
        "theorem-2/same-signs-printed",
        "theorem-2/separated",
        slip="wording",
    ),
    sentence(
        "audit-constants-determine-the-rate",
        "1",
        "Lipschitz constants of the gradient determine the convergence rate.",
        "remark-convergence-rate/guarantee-attained",
        "remark-convergence-rate/guarantee",
        "remark-convergence-rate/on-each",
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
        "The gradient of the adversarial loss can be non-Lipschitz at some points.",
        "remark-otherwise/not-smooth",
        "remark-origin/no-constant",
        "theorem-2-jump/not-smooth-coordinate",
    ),
    excused("audit-future-work", "4", "Smoothing methods will be explored.", "an intention"),
)
