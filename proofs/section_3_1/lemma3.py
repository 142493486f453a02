"""Lemma 3 (Section 3.1): under L-infinity x' is constant where no sign changes, and jumps across theta_i = 0.

What makes it jump is a hyperplane theta_i = 0 itself, not the change of a sign: on the set of all theta that keep the
distance m from every hyperplane, with any signs, x' is (eps/m)-Lipschitz.
"""

from proofs.section_3_1.lemma3_attack import near_the_closed_form, optimal
from proofs.section_3_1.remark_separated_set import (
    apart,
    as_in_lemma_2,
    m,
    moved,
    separated_set,
    sign_1,
    sign_2,
    signs_agree,
)
from proofs.setting import C, attack_linf, eps, theta_1, theta_2, x, y
from verify import (
    Abs,
    Claim,
    Lemma,
    Removal,
    Statement,
    Total,
    Vector,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    lt,
    ne,
    norm,
    sqrt,
    symbols,
)
from verify.facts import zero_square

delta_1, delta_2 = Vector("delta_1"), Vector("delta_2")
t, rho = symbols("t rho", positive=True)
same_signs = eq(sign_1, sign_2)
off_the_hyperplanes = (lt(0, Abs(theta_1)), lt(0, Abs(theta_2)))


# Eqs. (30) and (32): the same signs.
def one_maximiser():
    """Both maximisers are the closed form, which the signs determine; ‖a + b + c‖^2 <= 3 (‖a‖^2 + ‖b‖^2 + ‖c‖^2)
    joins the three gaps.
    """
    best_1, best_2 = attack_linf(theta_1, y), attack_linf(theta_2, y)
    a, b, c = delta_1 - best_1, best_1 - best_2, best_2 - delta_2
    first = Lemma(le(Total(a**2), 0), (line("<=", 0, *near_the_closed_form(delta_1, theta_1)),))
    second = Lemma(le(Total(c**2), 0), (line("<=", 0, *near_the_closed_form(delta_2, theta_2)),))
    terms = Total((a - b) ** 2), Total((b - c) ** 2), Total((a - c) ** 2), 3 * first.slack, 3 * second.slack
    close = Lemma(
        le(norm(delta_1 - delta_2) ** 2, 0), (line("<=", 0, *terms, why="and $‖b‖ = ε‖sign(θ₁)-sign(θ₂)‖ = 0$"),)
    )
    return chain(line("=", 0, by=zero_square(norm(delta_1 - delta_2))), lemmas=(signs_agree(), first, second, close))


same_signs_printed = Claim(
    name="same-signs-printed",
    equations=(30,),
    says="Equal signs: any two adversarial examples $x'(θ₁)$, $x'(θ₂)$ are equal; signs may be 0.",
    assuming=(same_signs, *optimal(delta_1, theta_1), *optimal(delta_2, theta_2)),
    conclusion=eq(norm((x + delta_1) - (x + delta_2)), 0),
    expected="REFUTED",
    severity="wording",
    counterexample=lambda: {
        theta_1: (1, 0),
        theta_2: (2, 0),
        delta_1: (-1, 1),
        delta_2: (-1, -1),
        x: (0, 0),
        y: 1,
        eps: 1,
    },
)

EITHER = "with equal signs the other one alone says that no coordinate of either is 0; the derivation takes one $m$ below both"
same_signs_nonzero = Claim(
    name="same-signs-nonzero",
    says="Equal signs and no $θ_i = 0$: the maximisers are unique and equal.",
    source="repair",
    repairs="same-signs-printed",
    added="$|θ_i| ≥ m > 0$ for every coordinate of $θ₁$ and $θ₂$",
    adds=separated_set,
    assuming=(same_signs, *separated_set, *optimal(delta_1, theta_1), *optimal(delta_2, theta_2)),
    conclusion=eq(norm((x + delta_1) - (x + delta_2)), 0),
    derive=one_maximiser,
    needs=tuple(Removal(a, why=EITHER) for a in separated_set),
)

same_signs_selected = Claim(
    name="same-signs-selected",
    says="For the paper's own $δ = -yε sign(θ)$, which takes $δ_i = 0$ where $θ_i = 0$, equal signs give equal adversarial examples.",
    equations=(30, 32),
    assuming=(same_signs,),
    conclusion=eq(moved, 0),
)

# The size of the jump.
opposite = Total((sign_1 * sign_2 * (sign_1 - sign_2)) ** 2) / 4
one_zero = Total((sign_1**2 - sign_2**2) ** 2)

gap = Claim(
    name="gap",
    says="$‖x'(θ₁)-x'(θ₂)‖ = ε√(4k + k₁)$: $k$ coordinates have opposite signs, in $k₁$ exactly one of the two is 0.",
    source="own",
    conclusion=eq(moved, eps * sqrt(4 * opposite + one_zero)),
)

gap_nonzero = Claim(
    name="gap-nonzero",
    says="Where no $θ_i$ is 0: $‖x'(θ₁)-x'(θ₂)‖² = 4ε²k$ with $k = (d - Σ_i sign(θ_{1,i}) sign(θ_{2,i}))/2$ opposite signs.",
    source="own",
    assuming=off_the_hyperplanes,
    conclusion=eq(moved**2, 2 * eps**2 * (d - dot(sign_1, sign_2))),
)

# Different signs.
across = Claim(
    name="across-a-hyperplane",
    says=(
        "Across $θ_i = 0$ the adversarial examples are not Lipschitz: for every $C$ and $ρ$, $θ± = (±t, "
        "w)$ with $t < ρ$ move $x'$ by more than $C‖θ₊-θ₋‖$."
    ),
    source="repair",
    repairs="different-signs-printed",
    added="the pair lies across a hyperplane $θ_i = 0$, arbitrarily near to it, and $ε > 0$",
    adds=(lt(0, eps), lt(t, rho)),
    assuming=(lt(0, eps), lt(t, rho)),
    exists=(t,),
    witness={t: eps * rho / (eps + (C + 1) * rho)},
    beside=1,
    conclusion=lt(C * 2 * t, Abs(attack_linf(t, y) - attack_linf(-t, y))),
)


different_signs = Claim(
    name="different-signs-printed",
    says=(
        "If signs differ, $x'$ is not Lipschitz: on the set $|θ_i| ≥ θ_min$, which the repair of equal signs needs, too, pairs with "
        "different signs exceed every $C$."
    ),
    assuming=(*separated_set, ne(norm(sign_1 - sign_2), 0)),
    exists=(theta_1, theta_2),
    conclusion=lt(C * apart, moved),
    expected="REFUTED",
    counter={C: eps / m},
    disprove=as_in_lemma_2,
)

STATEMENT = Statement(
    name="lemma-3",
    title="Adversarial examples under the $L∞$ constraint jump across $θ_i = 0$ and stand still between",
    section="3.1",
    uses=("lemma-2", "lemma-3-attack", "remark-separated-set"),
    also={
        "eq-30": ("same-signs-printed", "same-signs-nonzero", "same-signs-selected"),
        "eq-32": ("same-signs-selected",),
    },
)
