"""Section 3.2.3: with several local maxima the loss can have a kink under L2 as well: the swish model with y = -1.

On theta = t (1, -1), x = (-1, 1), eps = 3/5 the ends of the values of u are lo = -(2 + r) t and hi = -(2 - r) t, with
r = 3 sqrt(2)/5 under L2 and 6/5 under L-infinity. Both ends are local maxima (`swish-loss`); the loss is that of the better
end, and where f(lo) = f(hi), away from theta = 0, the maximiser jumps by 2 eps.
"""

from proofs.section_3_2_4.swish import swish
from proofs.setting import eps, theta, x
from verify import Claim, EveryPoint, OneRoot, Rational, Statement, Symbol, diff, eq, le, lt, norm, softplus, sqrt, unit

t = Symbol("t")
RADII = {"l2": ("L2", 3 * sqrt(2) / 5, "0.6761", "0.6763"), "linf": ("L∞", Rational(6, 5), "0.7237", "0.7239")}


def ends(key):
    r = RADII[key][1]
    return -(2 + r) * t, -(2 - r) * t


def bounds(key):
    low, high = (Rational(v) for v in RADII[key][2:])
    return le(low, t), le(t, high)


def tie(key):
    ball, _, low, high = RADII[key]
    lo, hi = ends(key)
    return Claim(
        name=f"tie-{key}", says=(f"Of the swish model with $y = -1$, $x = (-1, 1)$, $ε = 3/5$, at $θ = t(1, -1)$ both ends of the "
        f"values of $u$ under ${ball}$ are equally good at some $t$ between {low} and {high}."), source="own",
        assuming=bounds(key), exists=(t,), conclusion=eq(swish(lo), swish(hi)), certificate=OneRoot(),
    )  # fmt: skip


def one_tie(key):
    ball, _, low, high = RADII[key]
    lo, hi = ends(key)
    return Claim(
        name=f"one-tie-{key}", says=(f"Under ${ball}$ at one $t$ only: between {low} and {high} the "
        f"difference $f(lo) - f(hi)$ increases."), source="own",
        assuming=bounds(key), conclusion=lt(diff(swish(hi), t), diff(swish(lo), t)), certificate=EveryPoint(),
        example=lambda dim: {t: Rational(low)},
    )  # fmt: skip


def kink(key):
    ball, _, low, high = RADII[key]
    lo, hi = ends(key)
    return Claim(
        name=f"kink-{key}",
        says=(f"Under ${ball}$ the slope jumps there: that of $ℓ$ at $lo$ exceeds that at $hi$ by "
        f"more than 1/10 for $t$ in $[{low}, {high}]$."),
        assuming=bounds(key), certificate=EveryPoint(), example=lambda dim: {t: Rational(low)},
        conclusion=lt(diff(softplus(swish(hi)), t) + Rational(1, 10), diff(softplus(swish(lo)), t)),
    )  # fmt: skip


two_maxima = tuple(make(key) for key in RADII for make in (tie, one_tie, kink))

jumps = Claim(
    name="jump",
    says="Under $L2$ the two ends are the perturbations $-εθ/‖θ‖$ and $εθ/‖θ‖$: the maximiser jumps by $2ε$.",
    source="own",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(norm((x + eps * unit(theta)) - (x - eps * unit(theta))), 2 * eps),
)

STATEMENT = Statement(
    name="remark-several-maxima",
    title="A kink under $L2$ where the maximiser jumps between two local maxima",
    section="3.2.3",
    where=(
        "But in jump it is the swish model with $y = -1$, $x = (-1, 1)$, $ε = 3/5$, $θ = t(1, -1)$: $lo$ and $hi$ are the ends of "
        "the values of $u$."
    ),
    uses=("swish", "swish-loss"),
)
