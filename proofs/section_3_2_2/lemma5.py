"""Lemma 5 (Section 3.2.2): an adversarial example on the sphere is (C_θx/c)-Lipschitz in the parameter.

As with Lemma 4 the implicit function theorem gives the branch (alpha, x') near a point where the bordered Hessian B of (41) is
invertible, and what the lemma says of the branch is shown here, for every d. Along it ‖x' - x‖ = eps and, as (38) is stationary,
∇_x ℓ = alpha n with n = (x' - x)/eps. Differentiated in the direction h the two are (42): with a = Dalpha(θ) h, v = Dx'(θ) h

    nᵀv = 0,   Mv - a n = -∇_θ∇_x ℓ h,   that is   B(a, v) = (0, -∇_θ∇_x ℓ h).

No singular value of B is below c, so c²(a² + ‖v‖²) <= ‖B(a, v)‖² = ‖∇_θ∇_x ℓ h‖² <= (C_θx‖h‖)²: a bound of Dx' in a ball U,
which is a Lipschitz constant there, (43) and (40). The condition of the paper on the sign of det B excludes every strict maximum
in odd d (remark-second-order); that the branch is one of maxima over the ball needs M_T < 0 and alpha > 0 instead
(lemma-5-multiplier).
"""

from dataclasses import replace

from proofs._reasons import KINK, MOVES, STANDS
from proofs.section_3_2.setting import (
    MIXED_BLOCK,
    STRAIGHT,
    a_ball_is_convex,
    apart,
    c,
    gradients_apart,
    h,
    inside,
    k,
    mixed,
    mixed_block_is_bounded,
    on_the_segment,
    s,
    then_the_example_is_lipschitz,
    then_the_gradient_is_lipschitz,
    velocity,
)
from proofs.section_3_2_2.setting import (
    b,
    every_point_is_stationary,
    first_entry,
    leaves_the_sphere,
    multiplier,
    multiplier_moves,
    no_multiplier,
    other_entries,
    outward,
    over_the_sphere,
    steady,
    straight_without_multiplier,
    turns,
)
from proofs.setting import EQ_13, C_theta_theta, C_theta_x, ell_x, eps, theta, theta_1, theta_2, u, x, x_adv
from verify import (
    Abs,
    Claim,
    Instance,
    Integer,
    Lemma,
    Product,
    Removal,
    Rule,
    Schema,
    Statement,
    Symbol,
    Vector,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    lt,
    moving,
    norm,
)
from verify.facts import dotted, mean_value_inequality

# Assumed of the branch, beside (13): (38) is stationary, in x' and in alpha, and no singular value of (41) is below c.
BALANCE = Schema(
    "the gradient in $x$ is $alpha$ times the normal along the branch",
    (theta,),
    eq(ell_x(x_adv(theta), theta), multiplier(theta) * outward(theta)),
    (inside(theta),),
)
ON_SPHERE = Schema(
    "the branch stays on the sphere", (theta,), eq(dot(x_adv(theta) - x, x_adv(theta) - x), eps**2), (inside(theta),)
)
SINGULAR = Schema(
    "no singular value of (41) is below $c$ along the branch",
    (theta, b, k),
    le(
        c**2 * (b**2 + norm(k) ** 2),
        first_entry(k, theta) ** 2 + dot(other_entries(b, k, theta), other_entries(b, k, theta)),
    ),
    (inside(theta),),
)
branch = (BALANCE, ON_SPHERE, lt(0, eps))


def regular(choice, constants):
    """The choice with c = 1, where no singular value of (41) is below 1."""

    def image_of_the_pair():
        """With M = -(I - nnᵀ) the pair keeps its length."""
        others = -(k - turns * dot(turns, k)) - b * turns
        return chain(line("=", dot(turns, k) ** 2 + dot(others, others)))

    return replace(choice, constants={**constants, c: 1}, derive={SINGULAR.name: image_of_the_pair})


def turning(**at):
    """What shows that each assumption is needed: a branch that turns on the sphere, or leaves it, faster than is claimed."""
    at |= {"x": (0, 0), "theta_0": (0, 0), "rho": 4}
    unmoved = {eps: 1, C_theta_x: 0}
    leaves = replace(leaves_the_sphere, constants={**unmoved, c: 1})
    stationary = replace(every_point_is_stationary, constants=unmoved)
    return (
        Removal(EQ_13, instance=regular(over_the_sphere(), {eps: 1}), point={**at, "C_theta_x": 0}),
        Removal(BALANCE, instance=regular(no_multiplier, unmoved), point=at),
        Removal(ON_SPHERE, instance=leaves, point=at),
        Removal(SINGULAR, instance=stationary, point={**at, "c": 1}),
    )


one = Instance(steady.functions, {**steady.constants, c: 1, C_theta_theta: 1})

a, v = multiplier_moves(h, theta), velocity(h, theta)
change = mixed(h, x_adv(theta), theta)


def stationarity_differentiated():
    """(42) in two side results: v is tangent to the sphere, and the other entries of B(a, v) are -∇_θ∇_x ℓ h."""
    on_sphere = line("=", 0, by=moving(ON_SPHERE, theta, k)(theta, h), why="$‖x'-x‖ = ε$")
    balanced = line("=", -change, by=moving(BALANCE, theta, k)(theta, h), why="$∇_xℓ = αn$")
    return (
        Lemma(eq(dot(outward(theta), v), 0), (on_sphere,)),
        Lemma(eq(other_entries(a, v, theta), -change), (balanced,)),
    )


def tested_with_a_pair():
    others = other_entries(a, v, theta)
    return chain(line("=", -dot(change, k), by=dotted(others, -change, k)), lemmas=stationarity_differentiated())


# Of the loss θᵀu the point x + θ is no branch on the sphere, with the multiplier 1 and ε = 1.
straight = Instance(
    functions={
        "ell": ((x, theta), dot(theta, x)),
        "ell_1": ((x, theta), theta),
        "x'": ((theta,), x + theta),
        "alpha": ((theta,), Integer(1)),
        "alpha_1": ((theta,), Integer(0)),
    },
    constants={eps: 1},
)

jacobian = Claim(
    name="jacobian",
    says=(
        "Along a branch of stationary points of (38) the bordered Hessian, applied to the derivative of "
        "$(α, x')$ in the direction $h$ and to any $(b, k)$, gives $-kᵀ∇_θ∇_xℓ h$."
    ),
    equations=(42,),
    assuming=(*branch, inside(theta)),
    conclusion=eq(b * first_entry(v, theta) + dot(other_entries(a, v, theta), k), -dot(change, k)),
    derive=tested_with_a_pair,
    instance=one,
    needs=(
        Removal(
            ON_SPHERE,
            instance=straight,
            point={"theta": (1,), "theta_0": (0,), "x": (0,), "h": (1,), "rho": 2, "b": 1, "k": (0,)},
        ),
        Removal(inside(theta), why=KINK),
    ),
)


def pair_is_bounded():
    """c²(a² + ‖v‖²) <= ‖B(a, v)‖² = ‖∇_θ∇_x ℓ h‖² <= (C_θx‖h‖)²."""
    others, bound, size = other_entries(a, v, theta), C_theta_x * norm(h), norm(change)
    return chain(
        line("<=", dot(others, others), by=SINGULAR(theta, a, v), why="$nᵀv = 0$"),
        line("=", size**2, by=(dotted(others, -change, others), dotted(others, -change, change)), why="(42)"),
        line("<=", bound**2, (bound - size) * (bound + size), by=MIXED_BLOCK(h, x_adv(theta), theta), why="(13)"),
        lemmas=stationarity_differentiated(),
        rules=(Rule(MIXED_BLOCK, mixed_block_is_bounded(u)),),
    )


def by_the_smallest_singular_value():
    """c²‖v‖² <= c²(a² + ‖v‖²)."""
    both = pair_is_bounded()
    larger = line("<=", c**2 * (a**2 + norm(v) ** 2), c**2 * a**2)
    return chain(larger, *both.lines, lemmas=both.lemmas, rules=both.rules, squared=True)


# (43) goes through the pair x̃ = (α, x'), a point of R^(d+1).
PAIR = Schema(
    "the derivative of $(α, x')$ is bounded by $C_θx/c$",
    (theta, h),
    le(c**2 * (a**2 + norm(v) ** 2), (C_theta_x * norm(h)) ** 2),
    (inside(theta),),
)


def through_the_pair():
    """Along the segment the number pα + wᵀx', p and w the changes of α and x', changes by D = p² + ‖w‖², at a rate of at most
    (D + K²‖θ₁-θ₂‖²)/2, K = C_θx/c. As a curve of vectors it is multiplied by θ₁ - θ₂.
    """
    step, here = theta_2 - theta_1, on_the_segment()
    p, w = multiplier(theta_2) - multiplier(theta_1), x_adv(theta_2) - x_adv(theta_1)
    moving_at = theta_1 + s * step
    curve = (p * multiplier(moving_at) + dot(w, x_adv(moving_at))) * step
    change, reach = p**2 + norm(w) ** 2, (C_theta_x / c * apart) ** 2
    rate = (change + reach) / 2
    moved = mean_value_inequality(curve, s, rate * apart)
    a, v = multiplier_moves(step, here), velocity(step, here)
    fast = PAIR(here, step)
    low, high = (
        Lemma(
            le(sign * (p * a + dot(w, v)), rate),
            (
                line(
                    "<=",
                    rate,
                    (p - sign * a) ** 2 / 2,
                    norm(w - sign * v) ** 2 / 2,
                    fast.slack / (2 * c**2),
                    by=fast,
                ),
            ),
        )
        for sign in (1, -1)
    )
    slope = Lemma(
        moved.premises[0],
        (line("<=", (rate * apart) ** 2, low.slack * high.slack * apart**2, why="between $-K$ and $K$"),),
        squared=True,
    )
    ends = Lemma(le(change * apart, moved.relation.lhs), (line("=", moved.relation.lhs**2),), squared=True)
    return chain(
        line("<=", (C_theta_x * apart) ** 2, 2 * c**2 / apart * ends.slack, 2 * c**2 / apart * moved.slack, by=moved),
        lemmas=(a_ball_is_convex(), low, high, slope, ends),
        rules=(Rule(PAIR, pair_is_bounded()),),
    )


pair = Claim(
    name="pair",
    says=(
        "(43) with its middle: the pair $(α, x')$ moves by at most $C_θx/c·‖θ₁-θ₂‖$; the square of its distance is "
        "$(α(θ₁)-α(θ₂))² + ‖x'(θ₁)-x'(θ₂)‖²$."
    ),
    equations=(43,),
    assuming=(EQ_13, *branch, SINGULAR, inside(theta_1), inside(theta_2), lt(0, apart)),
    conclusion=le(
        c**2 * ((multiplier(theta_1) - multiplier(theta_2)) ** 2 + norm(x_adv(theta_1) - x_adv(theta_2)) ** 2),
        (C_theta_x * apart) ** 2,
    ),
    derive=through_the_pair,
    instance=one,
    needs=(
        *turning(theta_1=(1, -1), theta_2=(0, 0)),
        Removal(inside(theta_1), why=KINK),
        Removal(inside(theta_2), why=KINK),
        Removal(lt(0, apart), why=STANDS),
    ),
)
pair_velocity = Claim(
    name="pair-velocity",
    says="So the spectral norm of the Jacobian of $(α, x')$ is at most $C_θx/c$: with $a = Dα(θ)h$, $v = Dx'(θ)h$ here in the squares.",
    equations=(43,),
    assuming=(EQ_13, *branch, SINGULAR, inside(theta)),
    conclusion=PAIR.relation,
    derive=pair_is_bounded,
    instance=one,
    needs=(*turning(theta=(1, -1), h=(1, -1)), Removal(inside(theta), why=KINK)),
)
bounded = Claim(
    name="velocity",
    says="If no singular value of (41) is below $c$, then $c‖Dx'(θ)h‖ ≤ C_θx‖h‖$, whatever the sign of the determinant.",
    assuming=(EQ_13, *branch, SINGULAR, inside(theta)),
    conclusion=le(c * norm(v), C_theta_x * norm(h)),
    derive=by_the_smallest_singular_value,
    instance=one,
    needs=(*turning(theta=(1, -1), h=(1, -1)), Removal(inside(theta), why=KINK)),
)
lipschitz = Claim(
    name="lipschitz",
    says=(
        "On a ball $U$ in which $(α, x')$ is a branch of stationary points of (38) (by the implicit "
        "function theorem there is one) and no singular value of (41) is below $c$, $x'$ is "
        "$(C_θx/c)$-Lipschitz."
    ),
    equations=(40, 43),
    source="repair",
    repairs="lipschitz-printed",
    added="no condition on the sign of the determinant",
    restates=(EQ_13, *branch, SINGULAR, inside(theta_1), inside(theta_2)),
    assuming=(EQ_13, *branch, SINGULAR, inside(theta_1), inside(theta_2)),
    conclusion=le(norm(x_adv(theta_1) - x_adv(theta_2)), C_theta_x / c * apart),
    derive=lambda: then_the_example_is_lipschitz(by_the_smallest_singular_value()),
    instance=one,
    needs=(
        *turning(theta_1=(1, -1), theta_2=(0, 0)),
        Removal(inside(theta_1), why=KINK),
        Removal(inside(theta_2), why=KINK),
    ),
)
smooth = Claim(
    name="smooth",
    says="With Lemma 1 the gradient of the adversarial loss is $(C_θθ + C_θx²/c)$-Lipschitz on $U$.",
    assuming=(STRAIGHT, EQ_13, *branch, SINGULAR, inside(theta_1), inside(theta_2)),
    conclusion=le(gradients_apart, (C_theta_theta + C_theta_x**2 / c) * apart),
    derive=lambda: then_the_gradient_is_lipschitz(by_the_smallest_singular_value()),
    instance=one,
    needs=(
        Removal(
            BALANCE,
            instance=regular(straight_without_multiplier, {eps: 1, C_theta_x: 1, C_theta_theta: 0}),
            point={"theta_1": (1, -1), "theta_2": (0, 0), "theta_0": (0, 0), "x": (0, 0), "rho": 4},
        ),
        *(Removal(a, why=MOVES) for a in (EQ_13, ON_SPHERE, SINGULAR)),
        Removal(inside(theta_1), why=KINK),
        Removal(inside(theta_2), why=KINK),
    ),
)

# The lemma as printed, in coordinates that diagonalise the tangent block: eigenvalues λ, the derivative Dx'h and g = ∇_θ∇_xℓ h,
# of size at most C_θx‖h‖, with λ Dx'h = -g by (42).
lam, g, moves = map(Vector, ("lambda", "g", "v"))
size_of_h = Symbol("s", nonnegative=True)
printed = Claim(
    name="lipschitz-printed",
    equations=(40, 43),
    says=(
        "Lemma 5 with its own assumptions in odd $d$, from 3 on: at a local maximum on the sphere, where no eigenvalue $λ_i$ along "
        "it is positive (they are $d - 1$, a number that the formula calls $d$), with a positive determinant and $|λ_i| ≥ c$, the "
        "derivative of $x'$ has $‖Dx'h‖ ≤ C_θx/c·‖h‖$."
    ),
    assuming=(
        le(c, Abs(lam)),
        eq(lam * moves, -g),
        le(norm(g), C_theta_x * size_of_h),
        le(lam, 0),
        eq((-1) ** d, 1),
        lt(0, -Product(lam)),
    ),
    conclusion=le(norm(moves), C_theta_x / c * size_of_h),
    beside=1,
    expected="VACUOUS",
    absurd=lambda: chain(line("=", -Product(-lam)), line("<=", 0, Product(-lam))),
)

STATEMENT = Statement(
    name="lemma-5",
    title="An adversarial example on the sphere is Lipschitz where the bordered Hessian is regular",
    section="3.2.2",
    uses=("assumption-1", "lemma-1", "lemma-4", "bordered-hessian", "remark-second-order"),
)
