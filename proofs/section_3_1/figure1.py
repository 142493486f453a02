"""Figure 1 (Section 3.1) and the text on it: where the adversarial examples sit on the ball, and how far they move.

Under L-infinity they sit in corners; two corners lie 2 eps √k apart, k the number of opposite signs: 2 eps only for
neighbours.
"""

from proofs.section_3_1.remark_smaller_set import across_0, across_a_hyperplane, faster_than_every_constant, length
from proofs.setting import C, attack_l2, attack_linf, eps, theta, theta_1, theta_2, theta_min, y
from verify import Abs, Claim, Statement, Vector, chain, d, dot, eq, le, line, lt, norm, sign, sqrt, symbols
from verify.facts import cauchy_schwarz

v, w = Vector("v"), Vector("w")
a, b, rho, t = symbols("a b rho t", positive=True)
apart = norm(theta_1 - theta_2)
moved_l2 = norm(attack_l2(theta_1, y) - attack_l2(theta_2, y))
moved_linf = norm(attack_linf(theta_1, y) - attack_linf(theta_2, y))

edge = Claim(
    name="edge-l2",
    says="Under $L2$ the adversarial example lies on the sphere $‖x'-x‖ = ε$, for every $θ ≠ 0$.",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(norm(attack_l2(theta, y)), eps),
)

corner = Claim(
    name="corner-linf",
    says="Under $L∞$ it lies in a corner of the box, $|x'_i-x_i| = ε$ for every $i$, when no $θ_i = 0$.",
    assuming=(lt(0, Abs(theta)),),
    conclusion=eq(Abs(attack_linf(theta, y)), eps),
)

adjacent = Claim(
    name="adjacent-corners",
    says=(
        "Under $L∞$ the examples are $2ε$ apart wherever one coordinate has opposite signs and all others agree in sign, as of "
        "$θ₁ = (a, v)$ and $θ₂ = (-b, w)$, $a, b > 0$: neighbouring corners where no $θ_i = 0$, whatever the distance of $θ₁$ and $θ₂$."
    ),
    assuming=(eq(norm(sign(v) - sign(w)), 0),),
    beside=1,
    conclusion=eq(length(attack_linf(a, y) - attack_linf(-b, y), rest=attack_linf(v, y) - attack_linf(w, y)), 2 * eps),
    derive=lambda: chain(line("=", (2 * eps) ** 2, why="only the first coordinate moves, by $2ε$"), squared=True),
)

arbitrarily_near = Claim(
    name="arbitrarily-near",
    says="For every $ρ$ there are $θ₁$, $θ₂$ at a distance below $ρ$ whose adversarial examples lie $2ε$ apart.",
    assuming=(lt(2 * t, rho),),
    exists=(t,),
    witness={t: rho / 4},
    beside=1,
    conclusion=eq(across_a_hyperplane, 2 * eps),
)

opposite = Claim(
    name="opposite-corners",
    says="Opposite corners, all signs different, lie $2ε√d$ apart; in the square $2√2ε$.",
    source="own",
    assuming=(lt(theta_1 * theta_2, 0),),
    conclusion=eq(moved_linf, 2 * eps * sqrt(d)),
)


def as_in_lemma_2():
    n_1, n_2, k = norm(theta_1), norm(theta_2), eps**2 / theta_min**2
    angle = (n_1 * n_2 - dot(theta_1, theta_2)) / (n_1 * n_2)
    terms = (n_1 - n_2) ** 2, 2 * angle * (n_1 - theta_min) * n_2, 2 * angle * theta_min * (n_2 - theta_min)
    by = cauchy_schwarz(theta_1, theta_2)
    return chain(
        line("<=", (eps / theta_min * apart) ** 2, *(k * term for term in terms), by=by, why="Lemma 2"), squared=True
    )


l2_bounded = Claim(
    name="l2-bounded",
    says="Under $L2$ the move $‖x¹'-x²'‖$ can be bounded by $‖θ₁-θ₂‖$: on $‖θ‖ ≥ θ_min$ with the factor $ε/θ_min$ of Lemma 2.",
    assuming=(le(theta_min, norm(theta_1)), le(theta_min, norm(theta_2))),
    conclusion=le(moved_l2, eps / theta_min * apart),
    derive=as_in_lemma_2,
)

l2_everywhere = faster_than_every_constant(
    2 * t,
    across_0,
    name="l2-off-the-origin",
    says="One constant for all $θ ≠ 0$, as the text has it, does not exist: the pairs $±(t, 0, …, 0)$ exceed every $C$.",
    assuming=(lt(0, eps),),
    witness={t: eps / (C + 1)},
    beside=1,
)

STATEMENT = Statement(
    name="figure-1",
    title="Adversarial examples on the circle and in the corners of the square",
    section="3.1",
    uses=("lemma-2", "lemma-3", "remark-smaller-set"),
)
