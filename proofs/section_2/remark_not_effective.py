"""Sections 1 and 2.1: a gradient that is not Lipschitz everywhere, "and the gradient method is not effective".

The gradient of ‖theta‖^4/4 has no Lipschitz constant on the whole space, and from a ball, where it has one, the method works: the
exception that the paper makes at once. The gradient of ‖theta‖ has none around 0, and a fixed step need not get nearer.
"""

from proofs._reasons import VISIBLE
from proofs.setting import C, theta
from verify import (
    Claim,
    Lemma,
    Rational,
    Removal,
    Statement,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    symbols,
    unit,
)

h = Vector("h")
t, step = symbols("t eta", positive=True)


def quartic_gradient(theta):
    """Gradient of ‖theta‖^4/4."""
    return norm(theta) ** 2 * theta


moved = theta - step * quartic_gradient(theta)
in_unit_ball = (lt(0, norm(theta)), le(norm(theta), 1))

gradient = Claim(
    name="quartic-gradient",
    says=(
        "The gradient of $f(θ) = ‖θ‖⁴/4$ is $g = ‖θ‖²θ$: $f(θ+h)$ exceeds $f(θ) + gᵀh$ by exactly "
        "$(θᵀh + ‖h‖²/2)² + ‖θ‖²‖h‖²/2$."
    ),
    conclusion=eq(
        norm(theta + h) ** 4 / 4 - norm(theta) ** 4 / 4 - dot(quartic_gradient(theta), h),
        (dot(theta, h) + norm(h) ** 2 / 2) ** 2 + norm(theta) ** 2 * norm(h) ** 2 / 2,
    ),
    source="own",
)


def far_enough():
    """θ is not 0, as C < t²‖θ‖²."""
    size = norm(theta)
    nonzero = Lemma(lt(0, size), (line("<", size**2, (t**2 * size**2 - C) / t**2, C / t**2),), squared=True)
    return chain(line("<", (t * size) ** 3, t * size * (t**2 * size**2 - C)), lemmas=(nonzero,))


not_smooth = Claim(
    name="quartic-not-smooth",
    says="It is not Lipschitz: for every $C$ it differs by more than $C$ times the distance between $tθ$ and 0, $t$ large.",
    assuming=(lt(C, t**2 * norm(theta) ** 2),),
    conclusion=lt(C * norm(t * theta), norm(quartic_gradient(t * theta))),
    derive=far_enough,
    source="own",
)

no_step = Claim(
    name="no-step",
    says="Does no step $η$ serve then: does it from some $θ ≠ 0$ in the unit ball get no nearer to the minimiser 0?",
    source="own",
    assuming=in_unit_ball,
    exists=(theta,),
    conclusion=le(norm(theta), norm(moved)),
    expected="REFUTED",
    counter={step: Rational(1, 2)},
    disprove=lambda: chain(
        line(
            "<",
            norm(theta) ** 2,
            norm(theta) ** 4 * 3 / 4,
            norm(theta) ** 4 * (1 - norm(theta)) * (1 + norm(theta)) / 4,
            why="$‖θ‖² - ‖θ - ‖θ‖²θ/2‖² = ‖θ‖⁴(1 - ‖θ‖²/4)$ and $‖θ‖ ≤ 1$",
        ),
        squared=True,
    ),
)

effective = Claim(
    name="steps-converge",
    says="Every step $η ≤ 1$ from the unit ball adds at least $2η$ to $1/‖θ‖²$: after $k$ steps $‖θ‖² ≤ 1/(1 + 2ηk)$.",
    assuming=(le(norm(theta), 1), le(step, 1)),
    conclusion=le((1 + 2 * step * norm(theta) ** 2) * norm(moved) ** 2, norm(theta) ** 2),
    derive=lambda: chain(
        line(
            "<=",
            norm(theta) ** 2,
            2 * step**2 * norm(theta) ** 6 * (1 - step),
            2 * step**3 * norm(theta) ** 6 * (1 - norm(theta)) * (1 + norm(theta)),
            step**2 * norm(theta) ** 6,
            why="$(1 + 2s)(1 - s)² = 1 - 3s² + 2s³$ with $s = η‖θ‖² ≤ 1$",
        )
    ),
    source="own",
)

alternates = Claim(
    name="norm-alternates",
    says="For $‖θ‖$, with a kink at its minimiser, a fixed step $η$ can alternate for ever: from $‖θ‖ = η/2$ it leads to $-θ$.",
    assuming=(lt(0, norm(theta)), eq(norm(theta), step / 2)),
    conclusion=eq(norm(theta - step * unit(theta) - (-theta)), 0),
    derive=lambda: chain(line("=", 0, why="$(2‖θ‖ - η)² = 0$"), squared=True),
    example=lambda dim: {theta: (1, *[0] * (dim - 1)), step: 2},
    needs=(Removal(lt(0, norm(theta)), why=VISIBLE),),
)

STATEMENT = Statement(
    name="remark-not-effective",
    title="A gradient without a Lipschitz constant, and the gradient method",
    section="2.1",
    uses=("definition-1",),
)
