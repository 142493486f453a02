"""Section 3, Eq. (16) and Lemma 1: where the adversarial loss has a gradient.

(16) takes the gradient of the loss at the adversarial example for that of the adversarial loss. The adversarial loss need not
have one: not at θ = 0 for the linear model under L2, nor where a coordinate of θ is 0 under L-infinity. It has one where x' is
Lipschitz around θ; on a set that is not open, as Definition 1 allows it, x' may be Lipschitz and the gradient exist nowhere.
"""

from proofs._choices import axis, highest
from proofs.section_3.lemma1 import apart
from proofs.section_3.remark_envelope import (
    REMAINDER,
    apart_by_one,
    between_two_differences,
    danskin,
    danskin_gap,
    no_constants,
    remainder,
    total,
)
from proofs.section_3_1.theorem2 import data, off_the_hyperplanes, slope_gradient
from proofs.section_3_1.theorem2_every_pair import EVERY_PAIR, mean_and_difference_apart, radius, turned
from proofs.setting import (
    EQ_13,
    FEASIBLE,
    LIPSCHITZ_EXAMPLE,
    MAXIMISER,
    C,
    C_theta_theta,
    C_theta_x,
    R,
    adversarial_loss,
    attack_l2,
    attack_linf,
    delta,
    eps,
    loss_gradient,
    margin,
    theta,
    theta_1,
    theta_2,
    u,
    x,
    x_n,
    y,
    y_n,
    z,
)
from verify import (
    Abs,
    Claim,
    Instance,
    Lemma,
    Rational,
    Removal,
    Rule,
    Statement,
    Symbol,
    Total,
    Vector,
    along,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    sigmoid,
    sign,
)
from verify.facts import cauchy_schwarz, inner_size, mean_value, zero_square

h = Vector("h")
r = Symbol("r", nonnegative=True)

# (16) for the linear model under L2, with δ any solution of (2).
reached = -y * dot(theta, x + delta)
worst = (le(norm(delta), eps), le(margin(theta, x, y), reached))
nonzero = lt(0, norm(theta))

at_the_example_printed = Claim(
    name="at-the-example-printed",
    equations=(16,),
    says="At every $θ$ the gradient of the adversarial loss is that of the loss at an adversarial example, here of the linear model.",
    assuming=worst,
    conclusion=eq(along(adversarial_loss(theta, x, y), (theta, h)), dot(loss_gradient(theta, x + delta, y), h)),
    expected="UNDEFINED",
    severity="gap in a proof",
    counterexample=lambda: {theta: (0, 0), delta: (1, 0), x: (1, 2), h: (1, 0), eps: 1, y: 1},
)


def the_example_is_unique():
    """‖δ - δ*‖ = 0, so δ and δ* have one inner product with h, and the two margins one logistic function."""
    apart = delta - attack_l2(theta, y)
    equal = Lemma(
        le(norm(apart) ** 2, 0),
        (
            line(
                "<=",
                0,
                (eps - norm(delta)) * (eps + norm(delta)),
                2 * eps / norm(theta) * (reached - margin(theta, x, y)),
            ),
        ),
    )
    found = [equal, Lemma(eq(norm(apart), 0), (line("=", 0, by=zero_square(norm(apart))),))]
    both = cauchy_schwarz(apart, y * h), cauchy_schwarz(-apart, y * h)
    found.append(Lemma(le(dot(apart, y * h) ** 2, 0), (line("<=", 0, both[0].slack * both[1].slack, by=both),)))
    found.append(Lemma(eq(dot(apart, y * h), 0), (line("=", 0, by=zero_square(dot(apart, y * h))),)))
    turn = sigmoid(margin(theta, x, y)) - sigmoid(reached)
    moved = mean_value(sigmoid(z), z, reached, margin(theta, x, y), Rational(1, 4))
    inner = inner_size(apart, y * theta)
    terms = moved.slack * Abs(turn), inner.slack * Abs(turn) / 4
    found.append(Lemma(le(turn**2, 0), (line("<=", 0, *terms, by=(moved, inner)),)))
    return *found, Lemma(eq(turn, 0), (line("=", 0, by=zero_square(turn)),))


def at_the_one_example():
    return chain(line("=", dot(loss_gradient(theta, x + delta, y), h)), lemmas=the_example_is_unique())


at_the_example = Claim(
    name="at-the-example",
    says="So it is for $θ ≠ 0$.",
    source="repair",
    repairs="at-the-example-printed",
    added="$θ ≠ 0$",
    adds=(nonzero,),
    assuming=(*worst, nonzero),
    conclusion=at_the_example_printed.conclusion,
    derive=at_the_one_example,
    example=lambda dim: {
        theta: (1, *[0] * (dim - 1)),
        delta: (-1, *[0] * (dim - 1)),
        **dict.fromkeys((x, h), (1,) * dim),
        y: 1,
        eps: 1,
    },
)

AS_BEFORE = "what it is for is shown for any continuous $x'$, at remark-envelope/danskin"
further, turned_by = eps * axis + Abs(theta), sigmoid(dot(axis, theta))


def sizes_are_lipschitz():
    """‖|θ_1| - |θ_2|‖ <= ‖θ_1 - θ_2‖."""
    opposite = (sign(theta_1) - sign(theta_2)) ** 2
    return chain(line("<=", apart**2, Total(Abs(theta_1) * Abs(theta_2) * opposite)), squared=True)


def no_further_than_the_radius():
    return chain(line("<=", eps**2, eps**2 * (1 - turned_by) * (1 + turned_by)), squared=True)


def turns_slowly():
    """ε|σ(pᵀθ_1) - σ(pᵀθ_2)| <= ε/4·‖θ_1 - θ_2‖, p the unit vector along (1, ..., 1)."""
    ends = [dot(axis, v) for v in (theta_2, theta_1)]
    moved, angle = mean_value(sigmoid(z), z, *ends, Rational(1, 4)), inner_size(axis, theta_1 - theta_2)
    gap = Abs(sigmoid(ends[1]) - sigmoid(ends[0]))
    slow = Lemma(le(gap, apart / 4), (line("<=", apart / 4, moved.slack, angle.slack / 4, by=(moved, angle)),))
    terms = eps**2 * slow.slack * (apart / 4 + gap)
    return chain(line("<=", (eps / 4 * apart) ** 2, terms), lemmas=(slow,), squared=True)


second_order = (C_theta_theta / 2 + C * C_theta_x) * apart**2


def quadratic_remainder():
    """Danskin's remainder, with ‖x'(θ_1) - x'(θ_2)‖ <= C‖θ_1 - θ_2‖."""
    start, moved = between_two_differences(), LIPSCHITZ_EXAMPLE(theta_1, theta_2)
    rest = C_theta_x * apart * moved.slack * (second_order + remainder)
    return chain(*start.lines, line("<=", second_order**2, rest, by=moved), lemmas=start.lemmas, squared=True)


around_a_point = Claim(
    name="around-a-point",
    says=(
        "Where $x'$ is $C$-Lipschitz $ℓ_ε(θ₂)$ differs from $ℓ_ε(θ₁) + ∇_θ ℓ(x'(θ₁),θ₁)ᵀ(θ₂-θ₁)$ by at most "
        "$(C_θθ/2 + C·C_θx)‖θ₁-θ₂‖²$: around $θ₁$ this makes (16) right."
    ),
    source="own",
    assuming=(FEASIBLE, MAXIMISER, REMAINDER, EQ_13, LIPSCHITZ_EXAMPLE),
    conclusion=le(Abs(danskin_gap()), second_order),
    derive=quadratic_remainder,
    instance=Instance(danskin.instance.functions, {**danskin.instance.constants, C: 1}, danskin.instance.derive),
    needs=(
        Removal(
            FEASIBLE,
            instance=Instance(
                {**total, "x'": ((theta,), x + further)},
                {**no_constants, C: 1},
                {
                    MAXIMISER.name: highest(Total(x + further), u - x, eps, Total(Abs(theta))),
                    LIPSCHITZ_EXAMPLE.name: sizes_are_lipschitz,
                },
            ),
            point=apart_by_one,
        ),
        Removal(
            MAXIMISER,
            instance=Instance(
                {**total, "x'": ((theta,), x + eps * axis * turned_by)},
                {**no_constants, C: eps / 4},
                {FEASIBLE.name: no_further_than_the_radius, LIPSCHITZ_EXAMPLE.name: turns_slowly},
            ),
            point=apart_by_one,
        ),
        *(Removal(a, why=AS_BEFORE) for a in (EQ_13, LIPSCHITZ_EXAMPLE)),
    ),
)

# Lemma 1 for the linear model under L-infinity, at two parameters of a set with ‖θ‖ <= r on which x' is C-Lipschitz.
moves = le(norm(attack_linf(theta_1, y) - attack_linf(theta_2, y)), C * apart)
bounded = (le(norm(theta_1), r), le(norm(theta_2), r))
straight, bent = radius**2 / 4, 1 + r * radius / 4

on_a_set_printed = Claim(
    name="on-a-set-printed",
    says=(
        "Lemma 1 on any set, as on one on which signs, 0 among them, agree: where $x'$ is $C$-Lipschitz the gradients differ by at "
        "most $(C_θθ + C·C_θx)‖θ₁-θ₂‖$, with $C_θθ = (R+ε√d)²/4$ and $C_θx = 1 + r(R+ε√d)/4$ of the linear model under $L∞$."
    ),
    assuming=(data, moves, *bounded),
    conclusion=le(norm(slope_gradient(theta_1) - slope_gradient(theta_2)), (straight + C * bent) * apart),
    expected="UNDEFINED",
    severity="wording",
    counterexample=lambda: {
        theta_1: (1, 0),
        theta_2: (2, 0),
        x_n: ((1, 0),),
        y_n: (1,),
        y: 1,
        eps: 1,
        R: 1,
        r: 2,
        C: 0,
    },
)


def the_attack_moves():
    last = (straight + C * bent) * apart
    room = C * apart - norm(attack_linf(theta_1, y) - attack_linf(theta_2, y))
    return chain(
        line("<=", straight * apart + eps * turned, by=EVERY_PAIR(theta_1, theta_2)),
        line("<=", last, room, C * r * radius / 4 * apart, why="$C_θx ≥ 1$"),
        rules=(Rule(EVERY_PAIR, mean_and_difference_apart()),),
    )


on_a_set = Claim(
    name="on-a-set",
    says="So they do where no $θ_i$ is 0: there the gradients exist.",
    source="repair",
    repairs="on-a-set-printed",
    added="no coordinate of $θ₁$ or $θ₂$ is 0",
    adds=off_the_hyperplanes,
    assuming=(*on_a_set_printed.assuming, *off_the_hyperplanes),
    conclusion=on_a_set_printed.conclusion,
    derive=the_attack_moves,
)

STATEMENT = Statement(
    name="remark-gradient-exists",
    title="Where the adversarial loss has a gradient",
    section="3",
    uses=("remark-envelope", "lemma-1", "linear-loss", "theorem-2-every-pair"),
)
