"""Section 3.2.2: what it decides that the L-infinity norm is not twice differentiable.

Where one coordinate is the largest in size the norm is that coordinate, so it is linear near the point; only ties are
kinks. And the criterion decides nothing: on a face of the box all of Lemma 4 holds (linf-face), and the fourth
power of the L4 norm is a polynomial while the L4 attack of the linear model is not Lipschitz. (For 1 < p < 2 the norm is
not twice differentiable, and the attack is Lipschitz away from 0: see the L_p border.)
"""

from dataclasses import replace

from proofs.section_3_2_2 import linf_face
from proofs.setting import C, eps
from verify import Abs, Claim, Removal, Statement, Symbol, Vector, chain, eq, le, line, lt, sqrt, symbols
from verify.facts import triangle

a, b, t = symbols("a b t")
rho = Symbol("rho", positive=True)
w, k = map(Vector, ("w", "k"))
z_1, z_2, theta, theta_1, theta_2 = symbols("z_1 z_2 theta theta_1 theta_2")


def larger(t):
    """max(1 + t, 1): the L-infinity norm of (1 + t, 1) for t >= -1."""
    return (2 + t + Abs(t)) / 2


def within_rho():
    """|w + k| <= |w| + |k| <= a - 2ρ + ρ <= a + b."""
    terms = (a - Abs(w) - 2 * rho, rho - Abs(k), rho + b)
    return chain(line("<=", Abs(w) + Abs(k), by=triangle(w, k)), line("<=", a + b, *terms))


largest = Claim(
    name="unique-largest",
    says="Where $|w_i| ≤ a - 2ρ$ for all others, every point within $ρ$ of $(a, w)$ in each coordinate has the $L∞$ norm $a + b$: linear.",
    source="own",
    assuming=(le(Abs(w) + 2 * rho, a), le(Abs(k), rho), le(-rho, b)),
    conclusion=le(Abs(w + k), a + b),
    derive=within_rho,
    beside=1,
)
tie = Claim(
    name="tie",
    says="At the tie $(1, 1)$ it has a kink: the second difference of $max(1 + t, 1)$ at $t = 0$ is $|t|$, not of the order of $t²$.",
    source="own",
    conclusion=eq(larger(t) + larger(-t) - 2, Abs(t)),
)


def loss(z_1, z_2, theta):
    """A loss in the plane whose maximiser over the box lies on its right face."""
    return z_1 + theta * z_2 - z_2**2 / 2


face = Claim(
    name="face-maximiser",
    says="On the box $|z_i| ≤ ε$ the maximiser of $z₁ + θz₂ - z₂²/2$ is $(ε, θ)$ for $|θ| ≤ ε$: the $L∞$ constraint is active.",
    source="own",
    assuming=(le(Abs(theta), eps), le(z_1, eps)),
    conclusion=le(loss(z_1, z_2, theta), loss(eps, theta, theta)),
    derive=lambda: chain(line("<=", loss(eps, theta, theta), eps - z_1, (z_2 - theta) ** 2 / 2)),
    needs=(
        Removal(le(Abs(theta), eps), why="it puts the maximiser into the box"),
        Removal(le(z_1, eps), point={"z_1": 2, "z_2": 0, "theta": 0, "varepsilon": 1}),
    ),
)
moved = sqrt((theta_1 - theta_2) ** 2)  # only the second coordinate of (ε, θ) does
printed = Claim(
    name="not-shown-printed",
    says=(
        "That nothing can be shown, read as: with an active $L∞$ constraint Lipschitz continuity cannot be had, so that of "
        "$z₁ + θz₂ - z₂²/2$ on the box $|z_i| ≤ ε$ every $C$ is exceeded by some pair."
    ),
    conclusion=lt(C * Abs(theta_1 - theta_2), moved),
    exists=(theta_1, theta_2),
    expected="REFUTED",
    severity="wording",
    counter={C: 1},
    disprove=lambda: chain(line("=", Abs(theta_1 - theta_2))),
)
shown = replace(
    linf_face.unique,
    name="shown-on-a-face",
    says=(
        "For every loss: on each face of the box, in a ball where the Hessian is at most $-c$ on free vectors, stationary points "
        "have $‖x₁'-x₂'‖ ≤ C_θx/c·‖θ₁-θ₂‖$ (they exist, and strict multipliers make them strict local maxima: linf-face)."
    ),
    source="repair",
    repairs="not-shown-printed",
    added="the opposite: a face of the box, with the assumptions of Lemma 4 on its free coordinates",
    adds=linf_face.unique.assuming,
)

# The L4 attack of the linear model in the plane at θ = (1, t³): -(1, t) ε/(1 + t⁴)^(1/4), and -(1, 0) ε at t = 0.
s = Symbol("s", positive=True)
smooth_but_not = Claim(
    name="twice-differentiable",
    says="$p = 4$: the attack moves its second coordinate by more than $C|θ₁ - θ₂|$ between $(1, t³)$ and $(1, 0)$, once $2C⁴t⁸ < ε⁴$.",
    source="own",
    assuming=(lt(s, 1), lt(2 * C**4 * s**8, eps**4)),
    conclusion=lt((C * s**3) ** 4, (eps * s) ** 4 / (1 + s**4)),
    derive=lambda: chain(
        line(
            "<",
            (eps * s) ** 4 / (1 + s**4),
            s**4 * (eps**4 - 2 * C**4 * s**8) / (1 + s**4),
            C**4 * s**12 * (1 - s) * (1 + s) * (1 + s**2) / (1 + s**4),
        )
    ),
)

STATEMENT = Statement(
    name="remark-linf-not-shown",
    title="The $L∞$ norm, its kinks, and what they decide",
    section="3.2.2",
    where=(
        "In face-maximiser and not-shown-printed the loss is $z₁ + θz₂ - z₂²/2$ on the box $|z_i| ≤ ε$; in shown-on-a-face $U$ is "
        "the ball about $θ₀$ of radius $ρ$, and $s$ gives the face as in linf-face."
    ),
    uses=("lemma-5", "linear-loss", "linf-face"),
)
