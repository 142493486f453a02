"""The sharper form of Lemma 5 (Section 3.2.2): only the tangent block counts.

The derivative v of x' is tangent to the sphere and -wᵀM_T v = wᵀ∇_θ∇_x ℓ h for tangent w. So ‖v‖ is at most the tangent
part of the mixed block over the smallest eigenvalue of -M_T, which is at least the smallest singular value of (41). For
the linear model it is exact; the constant of the lemma is max(1, ε/‖θ‖) there.
"""

import sympy as sp

from proofs.section_3_2.setting import c, h, inside, k, mixed, velocity, w
from proofs.section_3_2_2.bordered_hessian import curved, x_prime
from proofs.section_3_2_2.setting import (
    BALANCE,
    ON_SPHERE,
    b,
    balance,
    block,
    image,
    multiplier_moves,
    outward,
    steady,
    tangent,
)
from proofs.setting import attack_l2, eps, loss, theta, x_adv, y
from verify import (
    Claim,
    Instance,
    Lemma,
    Schema,
    Statement,
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
    sigmoid,
    unit,
)
from verify.facts import cauchy_schwarz, dotted

n = Vector("n")
mu = sp.Symbol("mu", positive=True)
kappa, lam = sp.symbols("kappa lambda", real=True)

TANGENT = Schema(
    "no eigenvalue of M_T exceeds -μ along the branch",
    (theta, w),
    le(mu * norm(w) ** 2, -dot(w, block(w, theta))),
    (inside(theta), eq(dot(outward(theta), w), 0)),
)


def tangent_part(g, theta):
    """g without its part along the normal."""
    return g - outward(theta) * dot(outward(theta), g)


def along_the_sphere():
    """μ‖v‖² <= -vᵀM_T v = vᵀP∇_θ∇_x ℓ h <= ‖v‖‖P∇_θ∇_x ℓ h‖."""
    v, g, a = velocity(h, theta), mixed(h, x_adv(theta), theta), multiplier_moves(h, theta)
    flat, below = tangent_part(g, theta), image(a, v, theta)[1]
    size, far, angle = norm(v), norm(flat), cauchy_schwarz(v, flat)
    product = (
        line("<=", -dot(v, block(v, theta)), by=TANGENT(theta, v)),
        line("=", dot(v, g) - a * dot(outward(theta), v), by=dotted(below, -g, v), why="(42)"),
        line("=", dot(v, flat), why="nᵀv = 0"),
        line("<=", size * far, by=angle),
    )
    square = line("<=", far**2, (far - mu * size) ** 2, 2 * mu * (size * far - mu * size**2))
    return chain(
        square,
        lemmas=(tangent(h, theta), balance(h, theta), Lemma(le(mu * size**2, size * far), product)),
        squared=True,
    )


form = Claim(
    name="tangent-form",
    says="If no eigenvalue of M_T exceeds -μ, then μ‖Dx'(θ)h‖ ≤ ‖(I - nnᵀ)∇_θ∇_xℓ h‖.",
    source="own",
    assuming=(BALANCE, ON_SPHERE, TANGENT, lt(0, eps), inside(theta)),
    conclusion=le(mu * norm(velocity(h, theta)), norm(tangent_part(mixed(h, x_adv(theta), theta), theta))),
    derive=along_the_sphere,
    instance=Instance(
        steady.functions, {**steady.constants, mu: 1}, derive={TANGENT.name: lambda: chain(line("=", dot(w, w)))}
    ),
)

SINGULAR = Schema(
    "no singular value of the bordered Hessian is below c",
    (b, k),
    le(
        c**2 * (b**2 + norm(k) ** 2),
        dot(n, k) ** 2 + dot(curved(k) + kappa * n * dot(n, k) - b * n, curved(k) + kappa * n * dot(n, k) - b * n),
    ),
)


def test_vector():
    """The pair (nᵀMw, w) goes to (0, λw)."""
    lift = dot(n, curved(w))
    found = curved(w) - lift * n
    lines = (
        line("<=", c**2 * (lift**2 + norm(w) ** 2), c**2 * lift**2),
        line("<=", dot(found, found), by=SINGULAR(lift, w), why="nᵀw = 0"),
        line("=", lam**2 * norm(w) ** 2, by=(dotted(found, lam * w, found), dotted(found, lam * w, lam * w))),
    )
    small = Lemma(le(c**2 * norm(w) ** 2, lam**2 * norm(w) ** 2), lines)
    return chain(line("<=", lam**2, small.slack / norm(w) ** 2), lemmas=(small,), squared=True)


survives = Claim(
    name="smallest-singular-value",
    says=(
        "The smallest singular value of a bordered Hessian never exceeds |λ| for an eigenvalue λ of M_T, whatever the "
        "coefficient κ of nnᵀ: (40) survives the misprint of (41)."
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
    conclusion=le(c, sp.Abs(lam)),
    derive=test_vector,
    instance=Instance(
        functions={
            "ell": ((x_prime, theta), norm(x_prime) ** 2 / 2),
            "ell_1": ((x_prime, theta), x_prime),
        },
        constants={c: 1, lam: 1, kappa: -1},
        derive={SINGULAR.name: lambda: chain(line("=", b**2 + dot(k, k)))},
    ),
    example=lambda dim: {n: (1, *[0] * (dim - 1)), w: (0, *[1] * (dim - 1)), c: 1, lam: 1, kappa: -1},
)

sphere_point = eps * unit(theta)
linear = Claim(
    name="linear-exact",
    says="For ℓ = θᵀx', whose tangent block is -‖θ‖/ε, the tangent form is an equality: the constant is ε/‖θ‖ for d ≥ 2.",
    source="own",
    assuming=(lt(0, norm(theta)), lt(0, eps)),
    conclusion=eq(
        norm(theta) / eps * norm(along(sphere_point, (theta, h))), norm(h - unit(theta) * dot(unit(theta), h))
    ),
)
never_smaller = Claim(
    name="printed-never-smaller",
    says="There the constant 1/c of the lemma, with c at most ‖θ‖/ε (and at most 1), is never smaller than ε/‖θ‖.",
    source="own",
    assuming=(lt(0, norm(theta)), lt(0, eps), le(c, norm(theta) / eps)),
    conclusion=le(eps / norm(theta), 1 / c),
    derive=lambda: chain(line("<=", 1 / c, eps / (c * norm(theta)) * (norm(theta) / eps - c))),
)
equal = Claim(
    name="printed-equal",
    says="For ‖θ‖ ≤ ε, where c = ‖θ‖/ε ≤ 1, the two are equal.",
    source="own",
    assuming=(lt(0, norm(theta)), lt(0, eps), le(norm(theta), eps), eq(c, norm(theta) / eps)),
    conclusion=eq(1 / c, eps / norm(theta)),
)
gain = Claim(
    name="printed-larger",
    says="For ‖θ‖ > ε, where c = 1, the lemma's constant is 1, larger than ε/‖θ‖ by the factor ‖θ‖/ε.",
    source="own",
    assuming=(lt(eps, norm(theta)), eq(c, 1)),
    conclusion=lt(eps / norm(theta), 1 / c),
    derive=lambda: chain(line("<", 1, (norm(theta) - eps) / norm(theta)), line("=", 1 / c)),
)

# The logistic loss at its own adversarial example: orthogonally to θ it is flat in x, and the mixed block is -yσ.
weight = sigmoid(-y * dot(theta, x_prime))
logistic = Claim(
    name="logistic",
    says="For the logistic loss and tangent w (wᵀθ = 0) ∇²_xℓ w = 0 and wᵀ∇_θ∇_xℓ h = -yσ(m)wᵀh.",
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
    says="With α = σ‖θ‖ the tangent form gives the Jacobian (26) exactly: σ‖θ‖/ε·‖Dx'(θ)h‖ = ‖σ(I - uuᵀ)h‖, u = θ/‖θ‖.",
    source="own",
    assuming=(lt(0, norm(theta)), lt(0, eps)),
    conclusion=eq(
        weight * norm(theta) / eps * norm(along(attack_l2(theta, y), (theta, h))),
        norm(weight * (h - unit(theta) * dot(unit(theta), h))),
    ),
)

STATEMENT = Statement(
    name="lemma-5-tangent",
    title="Only the tangent block counts",
    section="3.2.2",
    claims=(form, survives, linear, never_smaller, equal, gain, logistic, logistic_exact),
    uses=("lemma-5", "bordered-determinant", "lemma-2"),
)
