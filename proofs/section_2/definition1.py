"""Definition 1, Eqs. (6) and (7) (Section 2.1): Lipschitz and smooth functions, on functions whose constants are known.

The definition binds C_l by "there is" and also names the property by it. What is meant: f is C-Lipschitz when C
itself serves. Then a larger C serves too, and the smallest is the Lipschitz constant.
"""

from proofs.section_2.assumption1 import size_of_the_inner_product
from proofs.setting import C, theta, theta_1, theta_2
from verify import (
    Abs,
    Claim,
    Field,
    Instance,
    Schema,
    Statement,
    Symbol,
    Total,
    Vector,
    along,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    sqrt,
    symbols,
    unit,
)
from verify.facts import minkowski, scaled

a, h = Vector("a"), Vector("h")
t, K = symbols("t K", positive=True)
more = Symbol("eta", nonnegative=True)
apart = norm(theta_1 - theta_2)
f = Symbol("f")
LIPSCHITZ = Schema("(6)", (theta_1, theta_2), le(norm(Field(f, theta_1) - Field(f, theta_2)), C * apart))


def rank_one(theta):
    """Gradient of <a, theta>^2/2."""
    return dot(a, theta) * a


def one_inner_product():
    inner = size_of_the_inner_product(a, theta_1 - theta_2)
    return chain(line("<=", norm(a) * apart, inner.slack), lemmas=(inner,))


def one_inner_product_along_a():
    inner = size_of_the_inner_product(a, theta_1 - theta_2)
    return chain(
        line("=", Abs(dot(a, theta_1 - theta_2)) * norm(a), by=scaled(dot(a, theta_1 - theta_2), a)),
        line("<=", norm(a) ** 2 * apart, norm(a) * inner.slack),
        lemmas=(inner,),
    )


def both_triangles():
    one, other = minkowski(theta_1 - theta_2, theta_2), minkowski(theta_2 - theta_1, theta_1)
    return chain(line("<=", apart**2, one.slack * other.slack, by=(one, other)), squared=True)


linear = Claim(
    name="linear",
    says="$θ ↦ aᵀθ$ is $‖a‖$-Lipschitz.",
    equations=(6,),
    conclusion=le(Abs(dot(a, theta_1) - dot(a, theta_2)), norm(a) * apart),
    derive=one_inner_product,
)
linear_attained = Claim(
    name="linear-attained",
    says="$‖a‖$ is attained by $θ ↦ aᵀθ$ between $θ$ and $θ + ta$: no smaller constant serves.",
    source="own",
    conclusion=eq(Abs(dot(a, theta + t * a) - dot(a, theta)), norm(a) * norm(t * a)),
)
length = Claim(
    name="norm",
    says="$θ ↦ ‖θ‖$ is 1-Lipschitz.",
    equations=(6,),
    conclusion=le(Abs(norm(theta_1) - norm(theta_2)), apart),
    derive=both_triangles,
)
smooth = Claim(
    name="rank-one",
    says="$θ ↦ (aᵀθ)²/2$ has the gradient $(aᵀθ)a$ and is $‖a‖²$-smooth.",
    equations=(7,),
    conclusion=le(norm(rank_one(theta_1) - rank_one(theta_2)), norm(a) ** 2 * apart),
    derive=one_inner_product_along_a,
)
smooth_gradient = Claim(
    name="rank-one-gradient",
    says="The gradient of $(aᵀθ)²/2$ is $(aᵀθ)a$.",
    source="own",
    conclusion=eq(along(dot(a, theta) ** 2 / 2, (theta, h)), dot(rank_one(theta), h)),
)
smooth_attained = Claim(
    name="rank-one-attained",
    says="$‖a‖²$ is attained by its gradient between $θ$ and $θ + ta$.",
    source="own",
    conclusion=eq(norm(rank_one(theta + t * a) - rank_one(theta)), norm(a) ** 2 * norm(t * a)),
)
not_smooth = Claim(
    name="lipschitz-not-smooth",
    says=(
        "Lipschitz functions need not be smooth: for each $K > 0$ the gradient $θ/‖θ‖$ of $‖θ‖$ breaks (7) "
        "between $ta$ and $-ta$ if $Kt‖a‖ < 1$."
    ),
    source="own",
    assuming=(lt(0, norm(t * a)), lt(K * t * norm(a), 1)),
    conclusion=lt(K * norm(2 * t * a), norm(2 * unit(t * a))),
)
not_lipschitz = Claim(
    name="smooth-not-lipschitz",
    says=(
        "Smooth functions need not be Lipschitz: for each $K > 0$ the 1-smooth $‖θ‖²/2$ breaks (6) between $ta$ and 0, $t$ large."
    ),
    source="own",
    assuming=(lt(0, norm(a)),),
    conclusion=lt(K * norm(t * a), norm(t * a) ** 2 / 2),
    exists=(t,),
    witness={t: 3 * K / norm(a)},
)
larger = Claim(
    name="larger-constant",
    says="A $C$-Lipschitz function is $(C + η)$-Lipschitz for every $η ≥ 0$: $C_l$ is not one number.",
    equations=(6,),
    source="repair",
    repairs="bound-constant-printed",
    added="the larger constant $C + η$ follows from $C$, in place of $C$ from $C + η$",
    restates=(LIPSCHITZ,),
    assuming=(LIPSCHITZ,),
    conclusion=le(norm(Field(f, theta_1) - Field(f, theta_2)), (C + more) * apart),
    derive=lambda: chain(
        line("<=", (C + more) * apart, LIPSCHITZ(theta_1, theta_2).slack, more * apart, by=LIPSCHITZ(theta_1, theta_2))
    ),
    instance=Instance(functions={"f": ((theta,), C * theta)}),
)
printed_constant = Claim(
    name="bound-constant-printed",
    equations=(6,),
    says=(
        "Read by the letter, $f$ is $C_l$-Lipschitz as soon as some constant serves: a function with a constant $C + η$ is $C$-Lipschitz."
    ),
    assuming=(Schema("(6) for $C + η$", (theta_1, theta_2), le(LIPSCHITZ.relation.lhs, (C + more) * apart)),),
    conclusion=LIPSCHITZ.relation,
    expected="REFUTED",
    against=Instance(
        functions={"f": ((theta,), (C + more) * theta)}, point=lambda dim: {theta_1: (1,), theta_2: (0,), C: 0, more: 1}
    ),
)

bars_printed = Claim(
    name="bars-printed",
    equations=(7,),
    says="(7) with its single bars, read as $|w_i| ≤ C‖h‖$ for every coordinate of the change $w$ of the gradient, says $‖w‖ ≤ C‖h‖$.",
    assuming=(le(Abs(a), C * norm(h)),),
    conclusion=le(norm(a), C * norm(h)),
    expected="REFUTED",
    severity="misprint",
    counterexample=lambda: {a: (1, 1), h: (1, 0), C: 1},
)
bars = Claim(
    name="bars",
    says="So read it says $‖w‖ ≤ C√d‖h‖$: the bars of a norm are meant.",
    source="repair",
    repairs="bars-printed",
    added="the factor $√d$",
    assuming=bars_printed.assuming,
    conclusion=le(norm(a), C * sqrt(d) * norm(h)),
    derive=lambda: chain(
        line("<=", d * (C * norm(h)) ** 2, Total((C * norm(h) - Abs(a)) * (C * norm(h) + Abs(a)))), squared=True
    ),
)

STATEMENT = Statement(
    name="definition-1",
    title="Lipschitz and smooth functions",
    section="2.1",
    uses=("assumption-1",),
)
