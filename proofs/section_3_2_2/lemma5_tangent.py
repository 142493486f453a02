"""The sharper form of Lemma 5 (Section 3.2.2): only the tangent block counts.

Along the branch of Lemma 5 let n = (x' - x)/eps be the normal, M the block of (41) in x' and M_T its restriction to the tangent
vectors, nᵀw = 0. By (42) the derivative v of x' in the direction h is tangent, and Mv - a n = -∇_θ∇_x ℓ h with a that of alpha. If
no eigenvalue of M_T exceeds -μ,

    μ‖v‖² <= -vᵀM v = vᵀ∇_θ∇_x ℓ h = vᵀ(I - nnᵀ)∇_θ∇_x ℓ h <= ‖v‖‖(I - nnᵀ)∇_θ∇_x ℓ h‖.

So ‖v‖ is at most the tangent part of the mixed block over μ, and the smallest singular value of (41) never exceeds the
smallest eigenvalue of -M_T. For the linear model the tangent form is exact; the constant of the lemma is max(1, ε/‖θ‖) there.
"""

from dataclasses import replace

from proofs._reasons import KINK
from proofs.section_3_2.setting import c, divided, h, hessian, inside, k, mixed, velocity, w
from proofs.section_3_2_2.setting import (
    b,
    block,
    every_point_is_stationary,
    further,
    leaves_the_sphere,
    multiplier,
    multiplier_moves,
    no_multiplier,
    other_entries,
    outward,
    p,
    steady,
    turns,
)
from proofs.setting import attack_l2, ell_x, eps, loss, theta, x, x_adv, y
from verify import (
    Abs,
    Claim,
    Instance,
    Lemma,
    Removal,
    Schema,
    Statement,
    Symbol,
    Vector,
    along,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    lt,
    moving,
    norm,
    sigmoid,
    symbols,
    unit,
)
from verify.facts import cauchy_schwarz, dotted

n, x_prime = Vector("n"), Vector("x'")
mu = Symbol("mu", positive=True)
kappa, lam = symbols("kappa lambda")

# Assumed of the branch: what Lemma 5 assumes, but for the singular values, and a bound of M_T.
BALANCE = Schema(
    "the gradient in $x$ is $alpha$ times the normal along the branch",
    (theta,),
    eq(ell_x(x_adv(theta), theta), multiplier(theta) * outward(theta)),
    (inside(theta),),
)
ON_SPHERE = Schema(
    "the branch stays on the sphere", (theta,), eq(dot(x_adv(theta) - x, x_adv(theta) - x), eps**2), (inside(theta),)
)
TANGENT = Schema(
    "no eigenvalue of $M_T$ exceeds $-μ$ along the branch",
    (theta, w),
    le(mu * norm(w) ** 2, -dot(w, block(w, theta))),
    (inside(theta), eq(dot(outward(theta), w), 0)),
)

a, v = multiplier_moves(h, theta), velocity(h, theta)
normal, change = outward(theta), mixed(h, x_adv(theta), theta)
tangent_change = change - normal * dot(normal, change)


def along_the_sphere():
    """μ‖v‖² <= -vᵀM v = vᵀ∇_θ∇_x ℓ h = vᵀ(I - nnᵀ)∇_θ∇_x ℓ h <= ‖v‖‖(I - nnᵀ)∇_θ∇_x ℓ h‖."""
    others, size, bound = other_entries(a, v, theta), norm(v), norm(tangent_change)
    on_sphere = line("=", 0, by=moving(ON_SPHERE, theta, k)(theta, h), why="$‖x'-x‖ = ε$")
    balanced = line("=", -change, by=moving(BALANCE, theta, k)(theta, h), why="$∇_xℓ = αn$")
    product = (
        line("<=", -dot(v, block(v, theta)), by=TANGENT(theta, v)),
        line("=", dot(v, change) - a * dot(normal, v), by=dotted(others, -change, v), why="(42)"),
        line("=", dot(v, tangent_change), why="$nᵀv = 0$"),
        line("<=", bound * size, by=cauchy_schwarz(v, tangent_change)),
    )
    return chain(
        divided(size, mu, bound),
        lemmas=(
            Lemma(eq(dot(normal, v), 0), (on_sphere,)),
            Lemma(eq(others, -change), (balanced,)),
            Lemma(le(mu * size**2, bound * size), product),
        ),
        squared=True,
    )


def choice(chosen, rest):
    """The choice with μ = 1: -wᵀMw is ‖w‖² and a rest that is 0 for a tangent w."""
    derive = {TANGENT.name: lambda: chain(line("=", dot(w, w) + rest()))}
    return replace(chosen, constants={eps: 1, mu: 1}, derive=derive)


turning = {"theta": (1, -1), "theta_0": (0, 0), "x": (0, 0), "h": (1, -1), "rho": 4}

form = Claim(
    name="tangent-form",
    says="If no eigenvalue of $M_T$ exceeds $-μ$, then $μ‖Dx'(θ)h‖ ≤ ‖(I - nnᵀ)∇_θ∇_xℓ h‖$.",
    source="own",
    assuming=(BALANCE, ON_SPHERE, TANGENT, lt(0, eps), inside(theta)),
    conclusion=le(mu * norm(v), norm(tangent_change)),
    derive=along_the_sphere,
    instance=Instance(
        steady.functions, {**steady.constants, mu: 1}, derive={TANGENT.name: lambda: chain(line("=", dot(w, w)))}
    ),
    needs=(
        Removal(BALANCE, instance=choice(no_multiplier, lambda: -(dot(turns, w) ** 2)), point=turning),
        Removal(
            ON_SPHERE,
            instance=choice(leaves_the_sphere, lambda: -dot(further * p, w) * dot(p, w) / further),
            point=turning,
        ),
        Removal(TANGENT, instance=every_point_is_stationary, point={**turning, "mu": 1}),
        Removal(inside(theta), why=KINK),
    ),
)


# The smallest singular value, at one point x' with the normal n, for any coefficient κ of nnᵀ in the block.
def curved(k):
    """∇²_x ℓ k at x'."""
    return hessian(k, x_prime, theta)


def image(b, k):
    """The vector Mk - b n of a bordered Hessian with M = ∇²_x ℓ + κnnᵀ."""
    return curved(k) + kappa * n * dot(n, k) - b * n


SINGULAR = Schema(
    "no singular value of the bordered Hessian is below $c$",
    (b, k),
    le(c**2 * (b**2 + norm(k) ** 2), dot(n, k) ** 2 + dot(image(b, k), image(b, k))),
)


def tested_with_an_eigenvector():
    """For a tangent w with Mw = λw + (nᵀMw) n the pair (nᵀMw, w) goes to (0, λw), so c‖w‖ <= |λ|‖w‖."""
    lift = dot(n, curved(w))
    found = curved(w) - lift * n
    lines = (
        line("<=", c**2 * (lift**2 + norm(w) ** 2), c**2 * lift**2),
        line("<=", dot(found, found), by=SINGULAR(lift, w), why="$nᵀw = 0$"),
        line("=", lam**2 * norm(w) ** 2, by=(dotted(found, lam * w, found), dotted(found, lam * w, lam * w))),
    )
    small = Lemma(le(c**2 * norm(w) ** 2, lam**2 * norm(w) ** 2), lines)
    return chain(line("<=", lam**2, small.slack / norm(w) ** 2), lemmas=(small,), squared=True)


# The loss ‖u‖²/2 with κ = -1: no singular value is below c = 1. Along n, or at w = 0, λ = 0 fits.
half_square = Instance(
    functions={"ell": ((x_prime, theta), norm(x_prime) ** 2 / 2), "ell_1": ((x_prime, theta), x_prime)},
    constants={c: 1, kappa: -1},
    derive={SINGULAR.name: lambda: chain(line("=", b**2 + dot(k, k)))},
)
first_axis = {"n": (1, 0), "lambda": 0, "x'": (0, 0), "theta": (0, 0)}

survives = Claim(
    name="smallest-singular-value",
    says=(
        "The smallest singular value of a bordered Hessian never exceeds $|λ|$ for an eigenvalue $λ$ of "
        "$M_T$, whatever the coefficient $κ$ of $nnᵀ$: (40) survives the misprint of (41)."
    ),
    source="own",
    assuming=(
        le(2, d),
        SINGULAR,
        eq(dot(n, n), 1),
        eq(dot(n, w), 0),
        lt(0, norm(w)),
        eq(curved(w), lam * w + dot(n, curved(w)) * n),
    ),
    conclusion=le(c, Abs(lam)),
    derive=tested_with_an_eigenvector,
    instance=replace(half_square, constants={c: 1, lam: 1, kappa: -1}),
    example=lambda dim: {n: (1, *[0] * (dim - 1)), w: (0, *[1] * (dim - 1)), c: 1, lam: 1, kappa: -1},
    needs=(
        Removal(eq(dot(n, n), 1), why="$n$ is the unit normal, and $Mw = λw + (nᵀMw)n$ an eigenvector of $M_T$"),
        Removal(eq(dot(n, w), 0), instance=half_square, point={**first_axis, "w": (1, 0)}),
        Removal(lt(0, norm(w)), instance=half_square, point={**first_axis, "w": (0, 0)}),
    ),
)

# The linear model: its worst perturbation moves on the sphere as εθ/‖θ‖.
tangent_direction = h - unit(theta) * dot(unit(theta), h)
linear = Claim(
    name="linear-exact",
    says="For $ℓ = θᵀx'$, whose tangent block is $-‖θ‖/ε$, the tangent form is an equality: the constant is $ε/‖θ‖$ for $d ≥ 2$.",
    source="own",
    assuming=(lt(0, norm(theta)), lt(0, eps)),
    conclusion=eq(norm(theta) / eps * norm(along(eps * unit(theta), (theta, h))), norm(tangent_direction)),
)
never_smaller = Claim(
    name="printed-never-smaller",
    says="There the constant $1/c$ of the lemma, with $c$ at most $‖θ‖/ε$ (and at most 1), is never smaller than $ε/‖θ‖$.",
    source="own",
    assuming=(lt(0, norm(theta)), lt(0, eps), le(c, norm(theta) / eps)),
    conclusion=le(eps / norm(theta), 1 / c),
    derive=lambda: chain(line("<=", 1 / c, eps / (c * norm(theta)) * (norm(theta) / eps - c))),
    needs=(
        Removal(
            lt(0, norm(theta)),
            follows=lambda: chain(line("<", norm(theta), eps * (norm(theta) / eps - c), eps * c)),
            why="the formula has $1/‖θ‖$",
        ),
    ),
)
equal = Claim(
    name="printed-equal",
    says="For $‖θ‖ ≤ ε$, where $c = ‖θ‖/ε ≤ 1$, the two are equal.",
    source="own",
    assuming=(lt(0, norm(theta)), lt(0, eps), le(norm(theta), eps), eq(c, norm(theta) / eps)),
    conclusion=eq(1 / c, eps / norm(theta)),
    needs=(
        Removal(
            lt(0, norm(theta)),
            follows=lambda: chain(line("<", c * eps, c * eps), line("=", norm(theta))),
            why="the formula has $1/‖θ‖$",
        ),
        Removal(lt(0, eps), why="$0 < ‖θ‖ ≤ ε$ implies it, and $c = ‖θ‖/ε$ has no value without it"),
        Removal(le(norm(theta), eps), why="elsewhere the smallest singular value is 1, not this $c$"),
    ),
)
gain = Claim(
    name="printed-larger",
    says="For $‖θ‖ > ε$, where $c = 1$, the lemma's constant is 1, larger than $ε/‖θ‖$ by the factor $‖θ‖/ε$.",
    source="own",
    assuming=(lt(eps, norm(theta)), eq(c, 1)),
    conclusion=lt(eps / norm(theta), 1 / c),
    derive=lambda: chain(line("<", 1, (norm(theta) - eps) / norm(theta)), line("=", 1 / c)),
)

# The logistic loss at its own adversarial example: orthogonally to θ it is flat in x, and the mixed block is -yσ.
weight = sigmoid(-y * dot(theta, x_prime))
logistic = Claim(
    name="logistic",
    says="For the logistic loss and tangent $w$ ($wᵀθ = 0$) $∇²_xℓ w = 0$ and $wᵀ∇_θ∇_xℓ h = -yσ(m)wᵀh$.",
    source="own",
    assuming=(eq(dot(theta, w), 0),),
    conclusion=eq(
        along(along(loss(theta, x_prime, y), (x_prime, w)), (x_prime, k), (theta, h)), -y * weight * dot(w, h)
    ),
    example=lambda dim: {
        theta: (1, *[0] * (dim - 1)),
        w: (0, *[1] * (dim - 1)),
        **dict.fromkeys((x_prime, k, h), (1,) * dim),
        y: 1,
    },
)
logistic_exact = Claim(
    name="logistic-exact",
    says="With $α = σ‖θ‖$ the tangent form gives the Jacobian (26) exactly: $σ‖θ‖/ε·‖Dx'(θ)h‖ = ‖σ(I - uuᵀ)h‖$, $u = θ/‖θ‖$.",
    source="own",
    assuming=(lt(0, norm(theta)), lt(0, eps)),
    conclusion=eq(
        weight * norm(theta) / eps * norm(along(attack_l2(theta, y), (theta, h))),
        norm(weight * tangent_direction),
    ),
)

STATEMENT = Statement(
    name="lemma-5-tangent",
    title="Only the tangent block counts",
    section="3.2.2",
    uses=("lemma-5", "bordered-determinant", "lemma-2"),
)
