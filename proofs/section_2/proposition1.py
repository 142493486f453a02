"""Proposition 1, Eqs. (14) and (15) (Section 2.1, proof in Section 3), for a loss known only by Assumption 1.

It is a result of Liu et al., as the paper cites it. (14) holds. (15) holds for p <= 2 and fails for p > 2, where the L2
diameter of the L_p ball is 2 eps d^(1/2 - 1/p): see remark-diameter.
"""

from proofs._choices import bilinear, pair, short, shorter, sums
from proofs.section_2.assumption1 import size_of_the_inner_product
from proofs.section_2.pgd import clip
from proofs.setting import (
    EQ_11_N,
    EQ_12_N,
    EQ_13_N,
    FEASIBLE_N,
    MAXIMISER_N,
    C_theta,
    C_theta_theta,
    C_theta_x,
    R,
    attack_linf,
    ell_n,
    ell_theta_n,
    eps,
    p,
    theta,
    theta_1,
    theta_2,
    u_n,
    x,
    x_1,
    x_2,
    x_adv_n,
    x_n,
    y,
    y_n,
)
from verify import (
    Abs,
    Claim,
    Instance,
    Lemma,
    Mean,
    Rational,
    Removal,
    Sample,
    Schema,
    Statement,
    Total,
    Vector,
    chain,
    d,
    dot,
    le,
    line,
    norm,
    sqrt,
)
from verify.facts import below_abs, coordinate_size, mean_norm, minkowski, norms_decrease, triangle

apart = norm(theta_1 - theta_2)
x_adv_1, x_adv_2 = x_adv_n(theta_1), x_adv_n(theta_2)
a, b = ell_n(x_adv_1, theta_1), ell_n(x_adv_2, theta_2)
FEASIBLE_LP = Schema("every $x'$ is feasible", (theta,), le(norm(x_adv_n(theta) - x_n, p), eps))
MAXIMISER_LP = Schema(
    "every $x'$ is a maximiser", MAXIMISER_N.variables, MAXIMISER_N.relation, (le(norm(u_n - x_n, p), eps),)
)

FEASIBLE_LINF = Schema("every $x'$ is feasible", (theta,), le(Abs(x_adv_n(theta) - x_n), eps))
WORST_LINF = Schema(
    "every $x'$ is a maximiser", MAXIMISER_N.variables, MAXIMISER_N.relation, (le(Abs(u_n - x_n), eps),)
)


def at_the_other_example(here, there, maximiser):
    """ell_eps(here) - ell_eps(there) <= ell(x', here) - ell(x', there) with x' = x'(here), which is feasible."""
    one, other = ell_n(x_adv_n(here), here), ell_n(x_adv_n(there), there)
    at_there = ell_n(x_adv_n(here), there)
    steps = below_abs(one - at_there), EQ_11_N(x_adv_n(here), here, there), maximiser(x_adv_n(here), there)
    return Lemma(le(one - other, C_theta * apart), (line("<=", C_theta * apart, *(s.slack for s in steps), by=steps),))


def both_ways(feasible, maximiser):
    inside = [Lemma(feasible(t).relation, (line("<=", eps, by=feasible(t)),)) for t in (theta_1, theta_2)]
    one, other = at_the_other_example(theta_1, theta_2, maximiser), at_the_other_example(theta_2, theta_1, maximiser)
    whole = [
        Lemma(le(s * (Mean(a) - Mean(b)), C_theta * apart), (line("<=", C_theta * apart, Mean(f.slack)),))
        for s, f in ((1, one), (-1, other))
    ]
    return chain(
        line(
            "<=", (C_theta * apart) ** 2, whole[0].slack * whole[1].slack, why="between $-C_θ‖θ₁-θ₂‖$ and $C_θ‖θ₁-θ₂‖$"
        ),
        lemmas=(*inside, one, other, *whole),
        squared=True,
    )


def size_of_the_parameter():
    """| ‖theta_1‖ - ‖theta_2‖ | <= ‖theta_1 - theta_2‖."""
    one, other = minkowski(theta_1 - theta_2, theta_2), minkowski(theta_2 - theta_1, theta_1)
    return chain(
        line("<=", (C_theta * apart) ** 2, C_theta**2 * one.slack * other.slack, by=(one, other)), squared=True
    )


bump = Instance(
    functions={"ell": ((x, theta, y), C_theta * norm(theta)), "x'": ((x, theta, y), x)},
    derive={"(11)": size_of_the_parameter},
)

far = eps / d + theta**2


def the_highest():
    """Σ (u_n - x_n)_i <= ‖u_n - x_n‖_1 <= ε."""
    size, room = below_abs(u_n - x_n), eps - norm(u_n - x_n, 1)
    return chain(line("<=", Total(x_n + far), Total(size.slack), room, Total(theta**2), by=size))


def the_highest_in_the_box():
    """Σ (u_n - x_n)_i <= Σ |u_n - x_n|_i <= Σ ε."""
    size, room = below_abs(u_n - x_n), Total(eps - Abs(u_n - x_n))
    return chain(line("<=", Total(x_n + eps + theta**2), Total(size.slack), room, Total(theta**2), by=size))


def shorter_in_every_coordinate():
    """|εθ_i/(1 + ‖θ‖)| <= ε‖θ‖/(1 + ‖θ‖)."""
    size = coordinate_size(theta)
    return chain(line("<=", eps, eps / (1 + norm(theta)), eps * size.slack / (1 + norm(theta)), by=size))


eq_14 = Claim(
    name="lipschitz",
    says=(
        "For every finite $p > 0$ the adversarial loss $L_ε$ is $C_θ$-Lipschitz: a maximum of $C_θ$-Lipschitz functions is one."
    ),
    equations=(14,),
    assuming=(EQ_11_N, FEASIBLE_LP, MAXIMISER_LP),
    conclusion=le(Abs(Mean(a) - Mean(b)), C_theta * apart),
    derive=lambda: both_ways(FEASIBLE_LP, MAXIMISER_LP),
    instance=bump,
    needs=(
        Removal(
            EQ_11_N,
            instance=Instance({"ell": ((x, theta, y), norm(theta) ** 2), "x'": ((x, theta, y), x)}, {C_theta: 0}),
            point={**pair, "theta_2": (0,)},
        ),
        Removal(
            FEASIBLE_LP,
            instance=Instance(sums(x + far), {C_theta: 0, p: 1}, {MAXIMISER_LP.name: the_highest}),
            point={**pair, "theta_2": (0,)},
        ),
        Removal(
            MAXIMISER_LP,
            instance=Instance(sums(x + eps * short), {C_theta: 0, p: 2}, {FEASIBLE_LP.name: shorter}),
            point=pair,
        ),
    ),
)

eq_14_linf = Claim(
    name="lipschitz-linf",
    says="Under the $L∞$ constraint, too, the adversarial loss $L_ε$ is $C_θ$-Lipschitz.",
    equations=(14,),
    assuming=(EQ_11_N, FEASIBLE_LINF, WORST_LINF),
    conclusion=eq_14.conclusion,
    derive=lambda: both_ways(FEASIBLE_LINF, WORST_LINF),
    instance=bump,
    needs=(
        Removal(
            EQ_11_N,
            instance=Instance({"ell": ((x, theta, y), norm(theta) ** 2), "x'": ((x, theta, y), x)}, {C_theta: 0}),
            point={**pair, "theta_2": (0,)},
        ),
        Removal(
            FEASIBLE_LINF,
            instance=Instance(sums(x + eps + theta**2), {C_theta: 0}, {WORST_LINF.name: the_highest_in_the_box}),
            point={**pair, "theta_2": (0,)},
        ),
        Removal(
            WORST_LINF,
            instance=Instance(sums(x + eps * short), {C_theta: 0}, {FEASIBLE_LINF.name: shorter_in_every_coordinate}),
            point=pair,
        ),
    ),
)

# The two gradients of L_eps are averages of the loss gradient at the adversarial examples (remark-envelope).
gradients = Mean(ell_theta_n(x_adv_1, theta_1)) - Mean(ell_theta_n(x_adv_2, theta_2))


def eq_15(factor):
    """(15) with a factor at its constant term; the printed one is 1."""
    return le(norm(gradients), C_theta_theta * apart + 2 * eps * factor * C_theta_x)


def apart_in_the_ball(factor, inside):
    """(16) averaged; `inside` shows ‖x' - x_n‖ <= rho = eps * factor, so two examples are at most 2 rho apart."""
    first = ell_theta_n(x_adv_1, theta_1) - ell_theta_n(x_adv_1, theta_2)
    second = ell_theta_n(x_adv_1, theta_2) - ell_theta_n(x_adv_2, theta_2)
    near = [inside(t, eps * factor) for t in (theta_1, theta_2)]
    by = minkowski(first, second), EQ_12_N(x_adv_1, theta_1, theta_2), EQ_13_N(x_adv_1, x_adv_2, theta_2)
    across = minkowski(x_adv_1 - x_n, x_n - x_adv_2)
    slacks = *(f.slack for f in by), *(C_theta_x * f.slack for f in (across, *near))
    return chain(
        line("<=", Mean(norm(first + second)), by=mean_norm(first + second), why="the norm of an average"),
        line("<=", eq_15(factor).rhs, *map(Mean, slacks), by=(*by, across), why="(16), then through $x_n$"),
        lemmas=tuple(near),
    )


def in_the_box(theta, rho):
    out = x_adv_n(theta) - x_n
    room = Total(FEASIBLE_LINF(theta).slack * (eps + Abs(out)))
    return Lemma(
        le(norm(out), rho), (line("<=", rho**2, room, by=FEASIBLE_LINF(theta), why="$d$ coordinates"),), squared=True
    )


def in_the_l2_ball(theta, rho):
    return Lemma(le(norm(x_adv_n(theta) - x_n), rho), (line("<=", rho, by=FEASIBLE_N(theta)),))


def in_a_small_ball(theta, rho):
    inner = norms_decrease(x_adv_n(theta) - x_n, p, 2)
    return Lemma(le(norm(x_adv_n(theta) - x_n), rho), (line("<=", rho, by=(inner, FEASIBLE_LP(theta))),))


delta_n = Sample("delta_n")
# (11) with one C_θ for every x excludes the loss -θᵀx; on a ball that holds every attacked input it does not.
in_reach = le(norm(x_n) + eps * sqrt(d), R)
EQ_11_R = Schema("(11) on $‖x‖ ≤ R$", EQ_11_N.variables, EQ_11_N.relation, (le(norm(u_n), R),))
MAXIMISER_LINF = Schema(
    "every $x'$ is a maximiser",
    (delta_n, theta),
    le(ell_n(x_n + delta_n, theta), ell_n(x_adv_n(theta), theta)),
    (le(Abs(delta_n), eps),),
)


def linear_on_a_ball():
    inner = size_of_the_inner_product(theta_1 - theta_2, u_n)
    return chain(line("<=", R * apart, inner.slack, apart * (R - norm(u_n))), lemmas=(inner,))


linear = Instance(
    functions={
        "ell": ((x, theta, y), -dot(theta, x)),
        "ell_2": ((x, theta, y), -x),
        "x'": ((x, theta, y), attack_linf(theta, 1) + x),
    },
    constants={C_theta: R, C_theta_theta: 0, C_theta_x: 1},
    derive={EQ_11_R.name: linear_on_a_ball},
    point=lambda dim: {x_n: ((0, 0),), y_n: (1,), theta_1: (1, 1), theta_2: (-1, -1), eps: 1, R: 2},
)
still = Instance(
    functions={
        "ell": ((x, theta, y), norm(theta) ** 2 / 2 - dot(theta, x)),
        "ell_2": ((x, theta, y), theta - x),
        "x'": ((x, theta, y), x),
    },
    constants={C_theta_theta: 1, C_theta_x: 1},
)
smooth = EQ_12_N, EQ_13_N

eq_15_printed = Claim(
    name="eq15-printed",
    says=(
        "As cited from Liu et al., under the $L∞$ constraint the gradients differ by at most $C_θθ‖θ₁-θ₂‖ + 2εC_θx$, for a loss with "
        "(11) on a ball that holds every attacked input and (12) and (13) for all inputs."
    ),
    equations=(15,),
    assuming=(in_reach, EQ_11_R, *smooth, FEASIBLE_LINF, MAXIMISER_LINF),
    conclusion=eq_15(1),
    expected="REFUTED",
    against=linear,
)
eq_15_linf = Claim(
    name="eq15-linf",
    says="Under the $L∞$ constraint the gradients differ by at most $C_θθ‖θ₁-θ₂‖ + 2ε√d·C_θx$.",
    equations=(15,),
    source="repair",
    repairs="eq15-printed",
    added="the factor $√d$ at the constant term: the $L2$ diameter of the $L∞$ ball is $2ε√d$",
    assuming=(*smooth, FEASIBLE_LINF),
    conclusion=eq_15(sqrt(d)),
    derive=lambda: apart_in_the_ball(sqrt(d), in_the_box),
    instance=linear,
)
flat, bent = {C_theta_theta: 0, C_theta_x: 0}, {C_theta_theta: 0, C_theta_x: 1}

level = Total(theta) / (1 + Abs(Total(theta)))  # between -1 and 1


def as_long_as_level():
    """The vector with ε·level/d^(1/4) in every coordinate has the L_4 norm ε|level|."""
    return chain(line("=", eps * Abs(level)), line("<=", eps, eps / (1 + Abs(Total(theta)))))


eq_15_small_p = Claim(
    name="eq15-p-at-most-2",
    says="For $p ≤ 2$ the gradients differ by at most $C_θθ‖θ₁-θ₂‖ + 2εC_θx$, as printed; $p < 1$, no norm, is no exception.",
    equations=(15,),
    assuming=(*smooth, FEASIBLE_LP, le(p, 2)),
    conclusion=eq_15(1),
    derive=lambda: apart_in_the_ball(1, in_a_small_ball),
    instance=still,
    needs=(
        Removal(
            EQ_13_N,
            instance=Instance(bilinear(x + eps * short), {**flat, p: 2}, {FEASIBLE_LP.name: shorter}),
            point=pair,
        ),
        Removal(FEASIBLE_LP, instance=Instance(bilinear(x + theta), {**bent, p: 1}), point={**pair, "varepsilon": 0}),
        Removal(
            le(p, 2),
            instance=Instance(
                bilinear(x + eps * level * d ** Rational(-1, 4)), {**bent, p: 4}, {FEASIBLE_LP.name: as_long_as_level}
            ),
            point={**pair, "theta_1": (100, 100), "theta_2": (-100, -100), "x_n": ((0, 0),)},
        ),
    ),
)


def no_further_apart():
    """|clip(a) - clip(b)| <= |a - b| for the coordinates: each of its two absolute values moves by at most |a - b|."""
    a, b = x_1, x_2
    sides = [(triangle(v - w, w + eps), triangle(w - v, v - eps)) for v, w in ((a, b), (b, a))]
    products = [Total(one.slack * other.slack) / 4 for one in sides[0] for other in sides[1]]
    return chain(line("<=", norm(a - b) ** 2, *products, by=(*sides[0], *sides[1])), squared=True)


clipped = Claim(
    name="clipped",
    says=(
        "With $x$ clipped to a cube that holds every attacked input the loss $-θᵀx$ satisfies (11) and (13) for every $x$, and (15) "
        "fails of it as well: $-clip(x)$, its gradient in $θ$, stays in the cube (pgd/inside) and is 1-Lipschitz."
    ),
    source="own",
    conclusion=le(norm(clip(x_1) - clip(x_2)), norm(x_1 - x_2)),
    derive=no_further_apart,
)

# A sentence of the sketch of the proof (Section 3).
g = Vector("g")


def linear_in_the_parameter():
    inner = size_of_the_inner_product(g, theta_1 - theta_2)
    return chain(line("<=", norm(g) * apart, inner.slack), lemmas=(inner,))


gradient_printed = Claim(
    name="gradient-printed",
    equations=(15,),
    says="The gradient itself is bounded: $‖∇L_ε(θ₁)‖ ≤ C_θθ‖θ₁-θ₂‖ + 2εC_θx$. A difference of gradients is meant.",
    assuming=(EQ_11_N, *smooth, FEASIBLE_N, MAXIMISER_N),
    conclusion=le(norm(Mean(ell_theta_n(x_adv_1, theta_1))), eq_15(1).rhs),
    expected="REFUTED",
    severity="misprint",
    against=Instance(
        functions={
            "ell": ((x, theta, y), dot(g, theta)),
            "ell_2": ((x, theta, y), g),
            "x'": ((x, theta, y), x),
        },
        constants={C_theta: norm(g), C_theta_theta: 0, C_theta_x: 0},
        derive={EQ_11_N.name: linear_in_the_parameter},
        point=lambda dim: {g: (1,), x_n: ((0,),), y_n: (1,), theta_1: (1,), theta_2: (1,), eps: 1},
    ),
)
gradient_l2 = Claim(
    name="eq15-l2",
    says="Under the $L2$ constraint the gradients of $L_ε$ at $θ₁$ and $θ₂$ differ by at most $C_θθ‖θ₁-θ₂‖ + 2εC_θx$.",
    equations=(15,),
    source="repair",
    repairs="gradient-printed",
    added="the difference of the gradients in place of the gradient",
    assuming=(*smooth, FEASIBLE_N),
    conclusion=eq_15(1),
    derive=lambda: apart_in_the_ball(1, in_the_l2_ball),
    instance=still,
    needs=(
        Removal(EQ_13_N, instance=Instance(bilinear(x + eps * short), flat, {FEASIBLE_N.name: shorter}), point=pair),
        Removal(FEASIBLE_N, instance=Instance(bilinear(x + theta), bent), point={**pair, "varepsilon": 0}),
    ),
)

STATEMENT = Statement(
    name="proposition-1",
    title="The adversarial loss under Assumption 1, by Liu et al.",
    section="2.1",
    uses=("assumption-1", "lemma-1", "pgd"),
)
