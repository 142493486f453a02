"""Lemma 4 on losses whose maximiser is known: a concave quadratic and a Gaussian bump.

Every assumption of the lemma is shown for them: (13), the Hessian, the stationary branch; and so is its bound.
"""

from proofs.section_3_2.setting import s
from proofs.setting import theta, theta_1, theta_2, x
from verify import Claim, Lemma, Statement, Symbol, Vector, along, chain, dot, eq, exp, le, line, norm, sigmoid, symbols
from verify.facts import below_exponential, cauchy_schwarz, mean_value_inequality

a, b, h, start, u, w = map(Vector, ("a", "b", "h", "r", "u", "w"))
c, scale = symbols("c kappa", positive=True)
bend = Symbol("beta", nonnegative=True)
apart = norm(theta_1 - theta_2)


def quadratic(x, theta):
    """A concave quadratic whose Hessian -cI - βaaᵀ is not a multiple of the identity."""
    return dot(theta, x) - c / 2 * norm(x) ** 2 - bend / 2 * dot(a, x) ** 2


def peak(theta):
    """Its maximiser."""
    return (theta - bend * dot(a, theta) / (c + bend * norm(a) ** 2) * a) / c


def complete_the_square():
    """The gap is half the Hessian's form at u - x'."""
    apart = u - peak(theta)
    return chain(line("<=", quadratic(peak(theta), theta), c / 2 * dot(apart, apart), bend / 2 * dot(a, apart) ** 2))


def shorter_across_a():
    """c²‖x'₁ - x'₂‖² = ‖v‖² - β(2c + β‖a‖²)(aᵀv)²/(c + β‖a‖²)² for v = θ₁ - θ₂."""
    v, moved, size = theta_1 - theta_2, peak(theta_1) - peak(theta_2), c + bend * norm(a) ** 2
    rest = bend * (2 * c + bend * norm(a) ** 2) * dot(a, v) ** 2 / (size * c) ** 2
    return chain(
        line("=", dot(moved, moved)), line("<=", dot(v, v) / c**2, rest), line("=", (apart / c) ** 2), squared=True
    )


quadratic_maximiser = Claim(
    name="quadratic-maximiser",
    says="No $u$ has a larger loss $θᵀu - c‖u‖²/2 - β(aᵀu)²/2$ than $x' = (θ - βaᵀθ/(c + β‖a‖²)·a)/c$.",
    source="own",
    conclusion=le(quadratic(u, theta), quadratic(peak(theta), theta)),
    derive=complete_the_square,
)
quadratic_hessian = Claim(
    name="quadratic-hessian",
    says="Its Hessian in $x$ has no eigenvalue above $-c$.",
    source="own",
    conclusion=le(along(along(quadratic(x, theta), (x, w)), (x, w)), -c * norm(w) ** 2),
    derive=lambda: chain(line("<=", -c * norm(w) ** 2, bend * dot(a, w) ** 2)),
)
quadratic_lipschitz = Claim(
    name="quadratic-lipschitz",
    says="Its $C_θx$ is 1, and $x'$ is $(1/c)$-Lipschitz on the whole parameter space, as Lemma 4 has it.",
    source="own",
    conclusion=le(norm(peak(theta_1) - peak(theta_2)), apart / c),
    derive=shorter_across_a,
)
quadratic_jacobian = Claim(
    name="quadratic-jacobian",
    says="Along its branch (36) holds: the Hessian, applied to $Dx'(θ)h$ and $w$, gives $-wᵀh$.",
    source="own",
    conclusion=eq(
        along(along(quadratic(x, theta), (x, w)), (x, along(peak(theta), (theta, h)))),
        -along(along(quadratic(x, theta), (x, w)), (theta, h)),
    ),
)


def bump_around(r):
    """A Gaussian bump, r away from its centre."""
    return exp(-scale / 2 * dot(r, r))


def bump(x, theta):
    """One that moves with the parameter: exp(-κ‖x - cθ - b‖²/2), with the centre cθ + b."""
    return bump_around(x - c * theta - b)


def bump_slope(r):
    """Its gradient in theta, at x = cθ + b + r."""
    return scale * c * r * bump_around(r)


def raised():
    """1 + z <= exp(z) at z = κ‖u - cθ - b‖²/2."""
    z = scale / 2 * dot(u - c * theta - b, u - c * theta - b)
    above = below_exponential(z, 1)
    return chain(line("<=", 1, bump(u, theta) * above.slack, bump(u, theta) * z, by=above))


bump_maximiser = Claim(
    name="bump-maximiser",
    says="No $u$ has a larger loss $exp(-κ‖u - cθ - b‖²/2)$ than $x' = cθ + b$, where it is 1.",
    source="own",
    conclusion=le(bump(u, theta), 1),
    derive=raised,
)
bump_gradient = Claim(
    name="bump-gradient",
    says="Its gradient in $θ$ is $κcr exp(-κ‖r‖²/2)$ with $r = x - cθ - b$.",
    source="own",
    conclusion=eq(along(bump(x, theta), (theta, h)), dot(bump_slope(x - c * theta - b), h)),
)


def steepest_at_the_centre():
    """The derivative of the gradient is κc e^(-σ/2)(h - κ rrᵀh), σ = κ‖r‖², and its square at most (κc‖h‖)²:

    e^σ >= (1 + σ/3)³, which exceeds 1 by σ p and (1 - σ)² by σ q with polynomials p, q >= 0.
    """
    r = start + sigmoid(s) * h
    part, sigma = dot(r, h), scale * dot(r, r)
    p, q = 1 + sigma / 3 + sigma**2 / 27, (sigma - 9) ** 2 / 27
    far, near, back = below_exponential(sigma, 3), cauchy_schwarz(r, h), cauchy_schwarz(-r, h)
    moved = mean_value_inequality(bump_slope(start + s * h), s, scale * c * norm(h))
    weight = scale**2 * c**2 * exp(-sigma)
    tilted = (weight * scale * p * near.slack * back.slack, weight * scale * q * part**2)
    steep = line(
        "<=",
        (scale * c * norm(h)) ** 2,
        weight * dot(h, h) * far.slack,
        *tilted,
        by=(far, near, back),
        why="$(1 + σ/3)³ ≤ e^σ$",
    )
    return chain(line("<=", scale * c * norm(h), by=moved), lemmas=(Lemma(moved.premises[0], (steep,), squared=True),))


bump_mixed = Claim(
    name="bump-mixed",
    says="(13) holds for it with $C_θx = κc$, everywhere: its inputs are $cθ + b + r$ and $cθ + b + r + h$.",
    source="own",
    conclusion=le(norm(bump_slope(start + h) - bump_slope(start)), scale * c * norm(h)),
    derive=steepest_at_the_centre,
)
bump_hessian = Claim(
    name="bump-hessian",
    says="At $x'$ its Hessian is $-κI$: the bound of Lemma 4 is $κc/κ = c$.",
    source="own",
    conclusion=eq(along(along(bump_around(u), (u, w)), (u, w)).xreplace({u: 0}), -scale * norm(w) ** 2),
)
bump_lipschitz = Claim(
    name="bump-lipschitz",
    says="That bound is attained by every pair of parameters: $‖x'(θ₁) - x'(θ₂)‖ = c‖θ₁ - θ₂‖$.",
    source="own",
    conclusion=eq(norm((c * theta_1 + b) - (c * theta_2 + b)), c * apart),
)

STATEMENT = Statement(
    name="lemma-4-families",
    title="Lemma 4 on a concave quadratic and on a Gaussian bump",
    section="3.2.1",
    uses=("lemma-4",),
)
