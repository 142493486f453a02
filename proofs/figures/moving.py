"""What can be moved on the pages of Lemmas 2 and 3, of (15) and of Figure 2: under both constraints, with both sides as numbers."""

from proofs.section_2.proposition1 import eq_15
from proofs.section_3_1 import figure2, lemma2, lemma3, remark_separated_set
from proofs.setting import C_theta_theta, C_theta_x, adversarial_loss, attack_l2, attack_linf, theta_1, theta_2
from verify import Abs, Min, Moving, Position, Shown, Slider, Symbol, d, le, norm, softplus, sqrt

BALL = Slider("varepsilon", "ε", 0, 2, 0.05, 0.6)
PAIR = (
    Slider("theta_1_1", "θ₁, first coordinate", -2, 2, 0.05, 1),
    Slider("theta_1_2", "θ₁, second coordinate", -2, 2, 0.05, 1.2),
    Slider("theta_2_1", "θ₂, first coordinate", -2, 2, 0.05, -0.4),
    Slider("theta_2_2", "θ₂, second coordinate", -2, 2, 0.05, -0.8),
    BALL,
)
SAMPLE = {"x_1": 0, "x_2": 0, "y": 1}
SHORTER = Min(norm(theta_1), norm(theta_2))
NEAREST = Min(*(Abs(Symbol(f"theta_{n}_{i}")) for n in (1, 2) for i in (1, 2)))
l2, linf = lemma2.lipschitz.conclusion, remark_separated_set.separated.conclusion


def with_margin(relation, margin):
    """The relation with the largest θ_min that the two parameters allow."""
    return relation.xreplace({lemma2.theta_min: margin})


def drawn(attack):
    return (("θ₁", theta_1), ("θ₂", theta_2), ("x′(θ₁)", attack(theta_1, 1)), ("x′(θ₂)", attack(theta_2, 1)))


LEMMA_2 = Shown("Lemma 2, θ_min the smaller norm", "lemma-2/lipschitz", with_margin(l2, SHORTER))
ACROSS = Shown(
    "The bound of Lemma 2, which does not hold here", "lemma-3/gap", with_margin(le(linf.lhs, l2.rhs), SHORTER)
)
GAP = Shown("Lemma 3, the size of the jump", "lemma-3/gap", lemma3.gap.conclusion)
SEPARATED = Shown(
    "Away from the axes, m the smallest |θ_i|", "remark-separated-set/separated", with_margin(linf, NEAREST)
)


def at_most(sides, factor):
    """(15) for the loss -θᵀx, whose gradients differ as the examples do: C_θθ = 0 and C_θx = 1."""
    return le(sides.lhs, eq_15(factor).rhs.xreplace({C_theta_theta: 0, C_theta_x: 1}))


# In Figure 2 a parameter has the coordinates h_1 and h_2: under L2 it is t*h at t = 1; under L-infinity it is (a, w), beside a = 0.
ALONG = (Slider("h_1", "θ₁", -2, 2, 0.05, 1), Slider("h_2", "θ₂", -2, 2, 0.05, 1), BALL)
POINT = {"x_1": -1, "x_2": 1, "y": 1, "b": -1, "c_1": 1, "c_2": 0, "w_1": "h_2", "w_2": 0}
a = Symbol("a")
at_the_origin = figure2.l2_kink.conclusion.xreplace({figure2.t: 1})
on_the_axis = figure2.linf_kink.conclusion.xreplace({figure2.t: Abs(Symbol("h_1"))})

MOVING = (
    Moving(
        "lemma-2",
        "Two parameters and their adversarial examples around $x = 0$, for $y = 1$.",
        PAIR,
        (Position("L2", (LEMMA_2,), drawn(attack_l2)), Position("L∞", (ACROSS, GAP), drawn(attack_linf))),
        SAMPLE,
    ),
    Moving(
        "lemma-3",
        (
            "Two parameters and their adversarial examples around $x = 0$, for $y = 1$. Under $L∞$ they stand still until one of the "
            "parameters crosses an axis."
        ),
        PAIR,
        (Position("L∞", (GAP, SEPARATED), drawn(attack_linf)), Position("L2", (LEMMA_2,), drawn(attack_l2))),
        SAMPLE,
    ),
    Moving(
        "proposition-1",
        (
            "(15) for the loss $-θᵀx$ at $x = 0$: its gradients differ as the adversarial examples do, $C_θθ = 0$ and $C_θx = 1$. "
            "Under $L∞$ the printed bound fails where both signs differ."
        ),
        PAIR,
        (
            Position(
                "L∞",
                (
                    Shown("(15) as printed", "proposition-1/eq15-printed", at_most(linf, 1)),
                    Shown("(15) with the factor √d", "proposition-1/eq15-linf", at_most(linf, sqrt(d))),
                ),
                drawn(attack_linf),
            ),
            Position("L2", (Shown("(15), as printed", "proposition-1/eq15-l2", at_most(l2, 1)),), drawn(attack_l2)),
        ),
        SAMPLE,
    ),
    Moving(
        "figure-2",
        (
            "The loss of the data point of the figure on a line: through 0 and $θ$ under $L2$, with $θ₂$ kept under $L∞$. The right "
            "side is what the loss rises on both sides of the kink together, the left side what it rises at least."
        ),
        ALONG,
        (
            Position(
                "L2",
                (Shown("The kink at 0", "figure-2/l2-kink", at_the_origin),),
                curve=adversarial_loss(a * figure2.h, figure2.x, figure2.y),
                along="a",
            ),
            Position(
                "L∞",
                (Shown("The kink at θ₁ = 0", "figure-2/linf-kink", on_the_axis),),
                curve=softplus(figure2.margin_at(a)),
                along="a",
            ),
        ),
        POINT,
    ),
)
