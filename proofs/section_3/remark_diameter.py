"""The constant term of Eq. (15) (Section 2.1) is C_theta_x times the L2 diameter of the ball that holds delta.

The sketch of the proof (Section 3) takes ‖x - x'‖ <= eps under every norm. For p > 2 the L2 radius of the L_p ball is
eps d^(1/2 - 1/p), eps sqrt(d) at p = infinity; both factors are attained.
"""

from fractions import Fraction

from proofs._choices import bilinear, pair, short, shorter
from proofs.section_2.proposition1 import FEASIBLE_LP, apart_in_the_ball, bent, eq_15, flat, smooth, still
from proofs.setting import (
    EQ_13_N,
    attack_linf,
    attack_lp,
    delta,
    eps,
    p,
    q,
    theta,
    theta_1,
    theta_2,
    x,
    x_adv_n,
    x_n,
    y,
)
from verify import (
    Abs,
    Claim,
    Instance,
    Integer,
    Lemma,
    Rational,
    Removal,
    Statement,
    Symbol,
    chain,
    d,
    eq,
    le,
    line,
    lt,
    norm,
    sqrt,
)
from verify.facts import norms_grow

t = Symbol("t", positive=True)
ones = Integer(1)
width = d ** (Rational(1, 2) - 1 / p)


def in_a_large_ball(theta, rho):
    outer, inside = norms_grow(x_adv_n(theta) - x_n, 2, p), FEASIBLE_LP(theta)
    step = line("<=", rho, outer.slack, width * inside.slack, by=(outer, inside))
    return Lemma(le(norm(x_adv_n(theta) - x_n), rho), (step,))


distance_printed = Claim(
    name="distance-printed",
    says="Under the $L∞$ constraint the $L2$ distance of an adversarial example from its data point is at most $ε$.",
    assuming=(le(Abs(delta), eps),),
    conclusion=le(norm(delta), eps),
    expected="REFUTED",
    severity="gap in a proof",
    counterexample=lambda: {delta: (1, 1), eps: 1},
)
distance = Claim(
    name="distance-linf",
    says="Under the $L∞$ constraint the $L2$ distance of an adversarial example from its data point is at most $ε√d$.",
    source="repair",
    repairs="distance-printed",
    added="the factor $√d$",
    assuming=(le(Abs(delta), eps),),
    conclusion=le(norm(delta), eps * sqrt(d)),
)
eq_15_lp_printed = Claim(
    name="printed-lp",
    says=(
        "For $2 < p < ∞$ and the loss $-yθᵀx$, with $C_θθ = 0$ and $C_θx = 1$, and with (11) on each ball $‖x‖ ≤ R$, the gradients differ "
        "by at most $2ε$."
    ),
    equations=(15,),
    assuming=(lt(2, p), eq(1 / p + 1 / q, 1), lt(0, norm(theta_1, q)), lt(0, norm(theta_2, q))),
    conclusion=le(norm(-y * (attack_lp(theta_1, y) - attack_lp(theta_2, y))), 2 * eps),
    expected="REFUTED",
    severity="changes a result",
    counterexample=lambda: {p: 4, q: Fraction(4, 3), theta_1: (1, 1), theta_2: (-1, -1), eps: 1, y: 1},
)
attained_linf = Claim(
    name="attained-linf",
    says="The loss $-yθᵀx$ at $θ₁ = t(1,…,1)$, $θ₂ = -θ₁$ attains the factor $√d$ under $L∞$: its $C_θθ$ is 0 and its $C_θx$ is 1.",
    source="own",
    conclusion=eq(norm(-y * (attack_linf(t * ones, y) - attack_linf(-t * ones, y))), 2 * eps * sqrt(d)),
)
attained_lp = Claim(
    name="attained-lp",
    says="The same loss at $±(1,…,1)$ attains the factor $d^(1/2-1/p) = d^(1/q-1/2)$ under $L_p$, $1/p + 1/q = 1$.",
    source="own",
    conclusion=eq(norm(-y * (attack_lp(ones, y) - attack_lp(-ones, y))), 2 * eps * d ** (1 / q - Rational(1, 2))),
)


def shorter_in_l1():
    """‖εθ/(1 + ‖θ‖_1)‖_1 = ε‖θ‖_1/(1 + ‖θ‖_1): along an axis it is as long in L2."""
    size = norm(theta, 1)
    return chain(line("=", eps * size / (1 + size)), line("<=", eps, eps / (1 + size)))


eq_15_large_p = Claim(
    name="repaired-lp",
    says="For $2 ≤ p < ∞$ the gradients differ by at most $C_θθ‖θ₁-θ₂‖ + 2ε·d^(1/2-1/p)·C_θx$.",
    equations=(15,),
    source="repair",
    repairs="printed-lp",
    added="the factor $d^(1/2-1/p)$ at the constant term: the $L2$ diameter of the $L_p$ ball is $2ε·d^(1/2-1/p)$",
    restates=(*smooth, FEASIBLE_LP, le(2, p)),
    assuming=(*smooth, FEASIBLE_LP, le(2, p)),
    conclusion=eq_15(width),
    derive=lambda: apart_in_the_ball(width, in_a_large_ball),
    instance=still,
    needs=(
        Removal(
            EQ_13_N,
            instance=Instance(bilinear(x + eps * short), {**flat, p: 2}, {FEASIBLE_LP.name: shorter}),
            point=pair,
        ),
        Removal(FEASIBLE_LP, instance=Instance(bilinear(x + theta), {**bent, p: 2}), point={**pair, "varepsilon": 0}),
        Removal(
            le(2, p),
            instance=Instance(
                bilinear(x + eps * theta / (1 + norm(theta, 1))), {**bent, p: 1}, {FEASIBLE_LP.name: shorter_in_l1}
            ),
            point={**pair, "theta_1": (100, 0), "theta_2": (-100, 0), "x_n": ((0, 0),)},
        ),
    ),
)

STATEMENT = Statement(
    name="remark-diameter",
    title="The $L2$ diameter of the ball of perturbations",
    section="3",
    uses=("proposition-1",),
    also={"eq-15": ("attained-linf", "attained-lp")},
)
