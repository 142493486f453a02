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
    Lemma,
    Removal,
    Schema,
    Statement,
    Symbol,
    Value,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    sigmoid,
    symbols,
    unit,
)
from verify.facts import descent, descent_below, minkowski, scaled

a, h = Vector("a"), Vector("h")
t, K = symbols("t K", positive=True)
more = Symbol("eta", nonnegative=True)
apart = norm(theta_1 - theta_2)
f, s = symbols("f s")
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
    says="The gradient of $f(θ) = (aᵀθ)²/2$ is $g = (aᵀθ)a$: $f(θ+h)$ exceeds $f(θ) + gᵀh$ by exactly $(aᵀh)²/2$.",
    source="own",
    conclusion=eq(dot(a, theta + h) ** 2 / 2 - dot(a, theta) ** 2 / 2 - dot(rank_one(theta), h), dot(a, h) ** 2 / 2),
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
    says=(
        "(6) for a function or map $f$ known only by its name: where it holds for $C$ it holds for $C + η$, "
        "$η ≥ 0$. So $C_l$ is any constant that serves, not one number."
    ),
    equations=(6,),
    assuming=(LIPSCHITZ,),
    conclusion=le(norm(Field(f, theta_1) - Field(f, theta_2)), (C + more) * apart),
    derive=lambda: chain(
        line("<=", (C + more) * apart, LIPSCHITZ(theta_1, theta_2).slack, more * apart, by=LIPSCHITZ(theta_1, theta_2))
    ),
    instance=Instance(functions={"f": ((theta,), C * theta)}),
)


def f_value(theta):
    """A real function known only by its name."""
    return Value(f, theta)


def slope(theta):
    """Its gradient."""
    return Field(Symbol("f_1"), theta)


SMOOTH = Schema("(7)", (theta_1, theta_2), le(norm(slope(theta_1) - slope(theta_2)), C * apart))


def from_the_gradient():
    """The descent lemma from above and from below."""
    step = theta_2 - theta
    between, far, bound = sigmoid(s), theta + sigmoid(s) * step, C / 2 * norm(step) ** 2
    above, below = (law(f_value(theta), s, theta, theta_2, C) for law in (descent, descent_below))
    near = line("<=", C * between * norm(step), by=SMOOTH(far, theta))
    return chain(
        line("<=", bound**2, above.slack * below.slack, by=(above, below)),
        lemmas=(Lemma(above.premises[0], (near,)),),
        squared=True,
    )


remainder = Claim(
    name="smooth",
    says=(
        "(7) for a real function $f$ known only by its name, with the bars of a norm on both sides: then "
        "$|f(θ₂) - f(θ) - ∇f(θ)ᵀ(θ₂-θ)| ≤ C/2·‖θ₂-θ‖²$, the property that gradient methods use."
    ),
    equations=(7,),
    assuming=(SMOOTH,),
    conclusion=le(
        Abs(f_value(theta_2) - f_value(theta) - dot(slope(theta), theta_2 - theta)),
        C / 2 * norm(theta_2 - theta) ** 2,
    ),
    derive=from_the_gradient,
    instance=Instance(functions={"f": ((theta,), C / 2 * norm(theta) ** 2), "f_1": ((theta,), C * theta)}),
    needs=(
        Removal(
            SMOOTH,
            instance=Instance({"f": ((theta,), norm(theta) ** 2), "f_1": ((theta,), 2 * theta)}),
            point={"theta": (0,), "theta_2": (1,), "C": 0},
        ),
    ),
)

STATEMENT = Statement(
    name="definition-1",
    title="Lipschitz and smooth functions",
    section="2.1",
    uses=("assumption-1",),
)
