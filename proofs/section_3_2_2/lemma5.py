"""Lemma 5 (Section 3.2.2): an adversarial example on the sphere is (C_theta_x/c)-Lipschitz in the parameter.

As with Lemma 4 the implicit function theorem gives the branch (alpha, x') near a point where the bordered Hessian (41) is
invertible, and what is shown here is what the lemma says of the branch, for every d: (42) is the derivative of the
stationarity of (38), and the bound follows from the smallest singular value alone. The condition of the paper on the
sign of the determinant excludes every strict maximum in odd d (remark-second-order); that the branch is one of maxima over
the ball needs M_T < 0 and alpha > 0 instead (lemma-5-multiplier).
"""

import sympy as sp

from proofs.section_3_2.setting import (
    STRAIGHT,
    along_the_segment,
    c,
    h,
    inside,
    k,
    mixed,
    mixed_is_bounded,
    shown,
    then_lemma_1,
    velocity,
)
from proofs.section_3_2_1.lemma4 import apart
from proofs.section_3_2_2.setting import BALANCE, ON_SPHERE, b, balance, image, multiplier_moves, steady, tangent
from proofs.setting import EQ_13, C_theta_theta, C_theta_x, ell_theta, eps, theta, theta_1, theta_2, x_adv
from verify import Claim, Instance, Lemma, Product, Schema, Statement, Vector, chain, d, dot, eq, le, line, lt, norm
from verify.facts import dotted

first, rest = image(b, k, theta)
SINGULAR = Schema(
    "no singular value of (41) is below c along the branch",
    (theta, b, k),
    le(c**2 * (b**2 + norm(k) ** 2), first**2 + dot(rest, rest)),
    (inside(theta),),
)


def velocity_is_bounded(h, theta):
    """c²(a² + ‖v‖²) <= ‖B(a, v)‖² = ‖∇_θ∇_x ℓ h‖² <= (C_theta_x ‖h‖)² for (a, v) the derivative of (alpha, x')."""
    a, v, g = multiplier_moves(h, theta), velocity(h, theta), mixed(h, x_adv(theta), theta)
    below = image(a, v, theta)[1]
    bound = C_theta_x * norm(h)
    lines = (
        line("<=", c**2 * (a**2 + norm(v) ** 2), c**2 * a**2),
        line("<=", dot(below, below), by=SINGULAR(theta, a, v), why="nᵀv = 0"),
        line("=", norm(g) ** 2, by=(dotted(below, -g, below), dotted(below, -g, g)), why="(42)"),
        line("<=", bound**2, (bound - norm(g)) * (bound + norm(g)), why="(13)"),
    )
    return (
        tangent(h, theta),
        balance(h, theta),
        *mixed_is_bounded(h, x_adv(theta), theta),
        Lemma(le(c * norm(v), bound), lines, squared=True),
    )


def divided():
    *before, last = velocity_is_bounded(h, theta)
    return chain(line("<=", C_theta_x / c * norm(h), last.slack / c), lemmas=(*before, last))


branch = (BALANCE, ON_SPHERE, lt(0, eps))
one = Instance(steady.functions, {**steady.constants, c: 1, C_theta_theta: 1})


def jacobian_derivation():
    v, g = velocity(h, theta), mixed(h, x_adv(theta), theta)
    below = image(multiplier_moves(h, theta), v, theta)[1]
    return chain(line("=", -dot(g, k), by=dotted(below, -g, k)), lemmas=(tangent(h, theta), balance(h, theta)))


first_moved, rest_moved = image(multiplier_moves(h, theta), velocity(h, theta), theta)
jacobian = Claim(
    name="jacobian",
    says=(
        "Along a branch of stationary points of (38) the bordered Hessian, applied to the derivative of (α, x') in the "
        "direction h and to any (b, k), gives -kᵀ∇_θ∇_xℓ h."
    ),
    equations=(42,),
    assuming=(*branch, inside(theta)),
    conclusion=eq(b * first_moved + dot(rest_moved, k), -dot(mixed(h, x_adv(theta), theta), k)),
    derive=jacobian_derivation,
    instance=one,
)


bounded = Claim(
    name="velocity",
    says="If no singular value of (41) is below c, then c‖Dx'(θ)h‖ ≤ C_θx‖h‖, whatever the sign of the determinant.",
    assuming=(EQ_13, *branch, SINGULAR, inside(theta)),
    conclusion=le(c * norm(velocity(h, theta)), C_theta_x * norm(h)),
    derive=lambda: shown(velocity_is_bounded(h, theta)),
    instance=one,
)

# In coordinates that diagonalise the tangent block: λ its eigenvalues, v = Dx'h and g = ∇_θ∇_xℓ h, and λv = -g by (42).
lam, g, v = map(Vector, ("lambda", "g", "v"))
size = sp.Symbol("s", nonnegative=True)
printed = Claim(
    name="lipschitz-printed",
    says=(
        "Lemma 5 with its own assumptions in odd d: at a local maximum on the sphere, λ ≤ 0, with a positive determinant "
        "and |λ_i| ≥ c, ‖Dx'h‖ ≤ C_θx/c·‖h‖."
    ),
    assuming=(
        le(c, sp.Abs(lam)),
        eq(lam * v, -g),
        le(norm(g), C_theta_x * size),
        le(lam, 0),
        eq((-1) ** d, 1),
        lt(0, -Product(lam)),
    ),
    conclusion=le(norm(v), C_theta_x / c * size),
    beside=1,
    expected="VACUOUS",
    absurd=lambda: chain(line("=", -Product(-lam)), line("<=", 0, Product(-lam))),
)
lipschitz = Claim(
    name="lipschitz",
    says=(
        "On a ball U in which (α, x') is a branch of stationary points of (38) (by the implicit function theorem there is "
        "one) and no singular value of (41) is below c, x' is (C_θx/c)-Lipschitz."
    ),
    equations=(40, 43),
    source="repair",
    repairs="lipschitz-printed",
    added="no condition on the sign of the determinant",
    assuming=(EQ_13, *branch, SINGULAR, inside(theta_1), inside(theta_2)),
    conclusion=le(norm(x_adv(theta_1) - x_adv(theta_2)), C_theta_x / c * apart),
    derive=lambda: along_the_segment(theta_1, theta_2, divided()),
    instance=one,
)
smooth = Claim(
    name="smooth",
    says="With Lemma 1 the gradient of the adversarial loss is (C_θθ + C_θx²/c)-Lipschitz on U.",
    assuming=(STRAIGHT, EQ_13, *branch, SINGULAR, inside(theta_1), inside(theta_2)),
    conclusion=le(
        norm(ell_theta(x_adv(theta_1), theta_1) - ell_theta(x_adv(theta_2), theta_2)),
        (C_theta_theta + C_theta_x**2 / c) * apart,
    ),
    derive=lambda: then_lemma_1(theta_1, theta_2, divided()),
    instance=one,
)

STATEMENT = Statement(
    name="lemma-5",
    title="An adversarial example on the sphere is Lipschitz where the bordered Hessian is regular",
    section="3.2.2",
    claims=(jacobian, bounded, printed, lipschitz, smooth),
    uses=("assumption-1", "lemma-1", "lemma-4", "bordered-hessian", "remark-second-order"),
)
