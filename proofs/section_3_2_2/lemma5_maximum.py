"""Lemma 5 (Section 3.2.2) with "maximum": a positive multiplier and a negative tangent block make a strict local maximum.

Under L2, at x' = x + εn with ∇_xℓ = αn, the loss falls inwards at the rate α, and a feasible step h has ‖h‖² <= -2ε nᵀh: that pays
for the curvature of the sphere. What is left is the tangent block, and a small multiple of the step inwards. Along the branch the
multiplier is (C_θx/c)-Lipschitz, so it stays positive near a parameter where it is.
"""

from proofs.section_3_2.setting import apart, c, h, hessian, k
from proofs.section_3_2_2 import lemma5
from proofs.section_3_2_2.bordered_hessian import alpha
from proofs.section_3_2_2.setting import multiplier
from proofs.setting import C_theta_x, ell, ell_x, eps, theta, theta_1, theta_2, u, x
from verify import (
    Abs,
    Claim,
    Instance,
    Lemma,
    Schema,
    Statement,
    Symbol,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    sigmoid,
)
from verify.facts import dotted, taylor_along

n = Vector("n")
r, mu, B = (Symbol(name, positive=True) for name in ("r", "mu", "B"))
s = Symbol("s")
edge = x + eps * n
CURVED = Schema(
    "near $x'$ the tangent block is at most $-μ$: $kᵀ∇²_xℓk ≤ (α/ε-μ)‖k - (nᵀk)n‖² + 2B‖k‖|nᵀk|$",
    (u, k),
    le(
        dot(k, hessian(k, u, theta)),
        (alpha / eps - mu) * norm(k - dot(n, k) * n) ** 2 + 2 * B * norm(k) * Abs(dot(n, k)),
    ),
    (le(norm(u - edge), r),),
)
balanced = eq(ell_x(edge, theta), alpha * n)
feasible, near = le(norm(eps * n + h), eps), le(norm(h), r)
short, positive = le(4 * B * norm(h), mu * eps), le(mu * eps, 2 * alpha)


def inwards_and_along():
    """With z = -nᵀh >= ‖h‖²/(2ε), T = ‖h - (nᵀh)n‖ and κ = εμ/2 <= α the gap is

    (α - κ + με/4)(z - ‖h‖²/(2ε)) + μT²/4 + (α - κ)z²/(2ε) + z(με/4 - B‖h‖).
    """
    z, rest = -dot(n, h), h - dot(n, h) * n
    point = edge + sigmoid(s) * h
    law = taylor_along(ell(edge, theta), s, edge, edge + h, CURVED.relation.rhs.xreplace({k: h}))
    reach = norm(eps * n + h)
    deep = Lemma(le(norm(h) ** 2 / (2 * eps), z), (line("<=", z, (eps - reach) * (eps + reach) / (2 * eps)),))
    size = Lemma(le(Abs(dot(n, h)), z), (line("=", z**2),), squared=True)
    close = Lemma(
        le(norm(point - edge), r),
        (
            line("=", (sigmoid(s) * norm(h)) ** 2),
            line("<=", norm(h) ** 2, (1 - sigmoid(s)) * (1 + sigmoid(s)) * norm(h) ** 2),
            line("<=", r**2, (r - norm(h)) * (r + norm(h))),
        ),
        squared=True,
    )
    bent = Lemma(law.premises[0], (line("<=", law.premises[0].rhs, by=CURVED(point, h)),))
    terms = (
        law.slack,
        B * norm(h) * size.slack,
        positive.gap / 2 * deep.slack,
        mu * eps / 4 * deep.slack,
        mu / 4 * norm(rest) ** 2,
        positive.gap / (4 * eps) * dot(n, h) ** 2,
        deep.slack * short.gap / 4,
        norm(h) ** 2 * short.gap / (8 * eps),
    )
    return chain(
        line("<=", strict.conclusion.rhs, *terms, by=(law, dotted(ell_x(edge, theta), alpha * n, h))),
        lemmas=(deep, size, close, bent),
    )


def falling(dim):
    zero = (0,) * dim
    return {n: (1, *zero[1:]), x: zero, theta: (1, *zero[1:]), h: zero, alpha: 1, eps: 1, mu: 1, B: 1, r: 1, u: zero}


strict = Claim(
    name="strict",
    says=(
        "With $0 < με ≤ 2α$ and a tangent block of at most $-μ$ near $x' = x + εn$ it is a strict local maximum over the ball: "
        "$ℓ(x'+h, θ) ≤ ℓ(x', θ) - μ/8·‖h‖²$ for every feasible $h$ with $‖h‖ ≤ r$ and $4B‖h‖ ≤ με$."
    ),
    source="own",
    assuming=(CURVED, balanced, eq(dot(n, n), 1), lt(0, eps), positive, feasible, near, short),
    conclusion=le(ell(edge + h, theta), ell(edge, theta) - mu / 8 * norm(h) ** 2),
    derive=inwards_and_along,
    instance=Instance(
        functions={"ell": ((u, theta), dot(theta, u)), "ell_1": ((u, theta), theta), "ell_2": ((u, theta), u)},
        constants={alpha: 1, eps: 1, mu: 1},
    ),
    example=falling,
)


def the_multiplier_alone():
    """c²(Δα)² <= c²((Δα)² + ‖Δx'‖²) <= (C_θx‖θ₁-θ₂‖)²."""
    shown = lemma5.through_the_pair()
    whole = lemma5.pair.conclusion
    first = line("<=", whole.lhs, c**2 * norm(lemma5.x_adv(theta_1) - lemma5.x_adv(theta_2)) ** 2)
    return chain(first, *shown.lines, lemmas=shown.lemmas, rules=shown.rules)


stays = Claim(
    name="multiplier-stays",
    says="Along the branch of Lemma 5 the multiplier is $(C_θx/c)$-Lipschitz, so it stays positive within $α(θ₁)c/C_θx$ of $θ₁$.",
    source="own",
    assuming=lemma5.pair.assuming,
    conclusion=le(c**2 * (multiplier(theta_1) - multiplier(theta_2)) ** 2, (C_theta_x * apart) ** 2),
    derive=the_multiplier_alone,
    instance=lemma5.one,
    needs=lemma5.pair.needs,
)

STATEMENT = Statement(
    name="lemma-5-maximum",
    title="Where the multiplier is positive and the tangent block negative, Lemma 5 speaks of strict local maxima",
    section="3.2.2",
    uses=("lemma-5", "lemma-5-branch", "lemma-5-multiplier"),
)
