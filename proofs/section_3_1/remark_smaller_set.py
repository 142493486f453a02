"""Remark after Lemma 3 (Section 3.1): the set where x' is Lipschitz is smaller under L-infinity than under L2.

True of points: x' is Lipschitz near theta under L2 unless theta = 0, under L-infinity unless some theta_i = 0. Not
true of sets.
"""

from proofs.setting import C, attack_l2, attack_linf, eps, theta, theta_1, theta_2, y
from verify import (
    Abs,
    Claim,
    Integer,
    Lemma,
    Rational,
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
    sign,
    sqrt,
    symbols,
)
from verify.facts import cauchy_schwarz, minkowski

h, v, w = map(Vector, ("h", "v", "w"))
t, rho = symbols("t rho", positive=True)
apart = norm(theta_1 - theta_2)
half = norm(theta) / 2


def length(*first, rest):
    """Norm of a vector with its first coordinates written out."""
    return sqrt(sum(a**2 for a in first) + Total(rest**2))


def faster_than_every_constant(far, moved, **claim):
    """For all C, rho there is t < rho with C ‖theta_1 - theta_2‖ < ‖x'(theta_1) - x'(theta_2)‖: far is the one distance,
    moved the other.
    """
    return Claim(source="own", exists=(t,), conclusion=lt(C * far, moved), **claim)


# Of (t, w) and (-t, w) only the first coordinates differ, and under L-infinity, or at w = 0, only those of the attacks.
on_the_axis = y * eps * t / Abs(t)
across_0 = Abs(-on_the_axis - on_the_axis)
across_a_hyperplane = Abs(attack_linf(t, y) - attack_linf(-t, y))


# Points. Under L2 every point but 0 is good.
def lemma_2_with_half_the_norm():
    """The ball stays in ‖theta‖ >= m for m = ‖theta‖/2, where the gap of the squares is that of Lemma 2."""
    a, b, k = norm(theta_1), norm(theta_2), eps**2 / half**2
    angle = (a * b - dot(theta_1, theta_2)) / (a * b)
    terms = k * (a - b) ** 2, 2 * k * angle * (a - half) * b, 2 * k * angle * half * (b - half)
    why = "$ab - m² = (a - m)b + m(b - m)$ with $m = ‖θ‖/2$"
    last = line("<=", (eps / half * apart) ** 2, *terms, by=cauchy_schwarz(theta_1, theta_2), why=why)
    return chain(last, lemmas=(far_from_0(theta_1), far_from_0(theta_2)), squared=True)


def far_from_0(point):
    triangle = minkowski(theta - point, point)
    return Lemma(
        le(half, norm(point)), (line("<=", norm(point), triangle.slack, half - norm(point - theta), by=triangle),)
    )


def near_theta(point):
    """A point within half of ‖θ‖ of θ is not 0."""
    triangle = minkowski(theta - point, point)
    return chain(line("<", norm(point), triangle.slack, half - norm(point - theta), half, by=triangle))


def around_a_point():
    """‖θ₁‖ <= ‖θ₁ - θ‖ + ‖θ‖ <= 3/2‖θ‖."""
    triangle, part = minkowski(theta_1 - theta, theta), Rational(2, 3)
    room = part * norm(theta_1), part * triangle.slack, part * (half - norm(theta_1 - theta))
    return chain(line("<", norm(theta), *room, by=triangle))


tenth = Rational(1, 10)
far_apart = {"theta": (2,), "varepsilon": 1, "y": 1}

l2_points = Claim(
    name="l2-points",
    says="Under $L2$, $x'$ is $(2ε/‖θ‖)$-Lipschitz on the ball of radius $‖θ‖/2$ about any $θ ≠ 0$ (so $θ₁, θ₂ ≠ 0$).",
    source="own",
    assuming=(
        lt(0, norm(theta)),
        lt(0, norm(theta_1)),
        lt(0, norm(theta_2)),
        le(norm(theta_1 - theta), half),
        le(norm(theta_2 - theta), half),
    ),
    conclusion=le(norm(attack_l2(theta_1, y) - attack_l2(theta_2, y)), 2 * eps / norm(theta) * apart),
    derive=lemma_2_with_half_the_norm,
    example=lambda dim: {theta: (1,) * dim, theta_1: (1,) * dim, theta_2: (1,) * dim, eps: 1, y: 1},
    needs=(
        Removal(lt(0, norm(theta)), follows=around_a_point, why="the formula has $1/‖θ‖$"),
        Removal(lt(0, norm(theta_1)), follows=lambda: near_theta(theta_1), why="the formula has $θ₁/‖θ₁‖$"),
        Removal(lt(0, norm(theta_2)), follows=lambda: near_theta(theta_2), why="the formula has $θ₂/‖θ₂‖$"),
        Removal(le(norm(theta_1 - theta), half), point={**far_apart, "theta_1": (-tenth,), "theta_2": (1,)}),
        Removal(le(norm(theta_2 - theta), half), point={**far_apart, "theta_1": (1,), "theta_2": (-tenth,)}),
    ),
)

l2_origin = faster_than_every_constant(
    2 * t,
    across_0,
    name="l2-origin",
    says=(
        "At 0 it is not: for all $C$, $ρ$ a pair $±(t, 0, …, 0)$, $t < ρ$, moves the $L2$ attack by more than $C$ times its distance."
    ),
    assuming=(lt(0, eps), lt(t, rho)),
    witness={t: eps * rho / (eps + (C + 1) * rho)},
    beside=1,
)

# Under L-infinity every point off the hyperplanes is good, and no other.
linf_points = Claim(
    name="linf-points",
    says=(
        "Under $L∞$, $x'$ is constant near every $θ$ with no $θ_i = 0$: it is the same at $θ + h$ while $|h_i| < |θ_i|$ for every $i$."
    ),
    source="own",
    assuming=(lt(Abs(h), Abs(theta)),),
    conclusion=eq(attack_linf(theta + h, y), attack_linf(theta, y)),
)

linf_hyperplanes = faster_than_every_constant(
    2 * t,
    across_a_hyperplane,
    name="linf-hyperplanes",
    says=(
        "At a $θ = (0, w)$ with $θ_i = 0$ it is not: for all $C$, $ρ$ a pair $(±t, w)$, $t < ρ$, moves the "
        "$L∞$ attack by more than $C$ times its distance."
    ),
    assuming=(lt(0, eps), lt(t, rho)),
    witness={t: eps * rho / (eps + (C + 1) * rho)},
    beside=1,
)

l2_beside = y * eps * t / length(t, rest=w)

strict = Claim(
    name="strict",
    says=(
        "So the points are nested, strictly for $d ≥ 2$: at $(0, w)$, $w ≠ 0$, as $(0, 1)$, these pairs move "
        "the $L2$ attack by at most $ε/‖w‖$ times their distance."
    ),
    source="repair",
    repairs="sets-printed",
    added="'the set' is read as the points near which $x'$ is Lipschitz, not as any set of parameters",
    adds=(lt(0, norm(w)), le(1, d)),
    assuming=(lt(0, norm(w)), le(1, d)),
    beside=1,
    conclusion=le(Abs(-l2_beside - l2_beside), eps / norm(w) * (2 * t)),
)

# Sets. On an open orthant the L-infinity attack stands still, the L2 attack turns as fast as one likes near 0.
step = -y * eps * t / length(t, 2 * t, rest=t * v)

orthant = faster_than_every_constant(
    sqrt(2) * t,
    sqrt((step - 2 * step) ** 2 + (2 * step - step) ** 2),
    name="orthant",
    says=(
        "On the open positive orthant, $d ≥ 2$, the $L2$ attack is not Lipschitz: $(t, 2t, tv)$ and $(2t, "
        "t, tv)$ exceed every $C$ as $t → 0$, for any $v$, so for $v > 0$."
    ),
    assuming=(lt(0, eps),),
    witness={t: eps / ((C + 1) * length(1, 2, rest=v))},
    beside=2,
)

sets_printed = Claim(
    name="sets-printed",
    says="Read of sets: where the $L2$ attack is not Lipschitz, as on an open orthant, the $L∞$ attack is not either.",
    assuming=(ne(theta_1, 0), ne(theta_2, 0), eq(norm(sign(theta_1) - sign(theta_2)), 0)),
    exists=(theta_1, theta_2),
    conclusion=lt(C * apart, norm(attack_linf(theta_1, y) - attack_linf(theta_2, y))),
    expected="REFUTED",
    severity="wording",
    counter={C: Integer(0)},
    disprove=lambda: chain(line("=", 0, why="no sign differs")),
)

STATEMENT = Statement(
    name="remark-smaller-set",
    title="Where adversarial examples are Lipschitz: fewer points under $L∞$, but not fewer sets",
    section="3.1",
    uses=("lemma-2", "lemma-3"),
)
