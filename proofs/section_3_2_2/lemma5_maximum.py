"""Lemma 5 (Section 3.2.2) with "maximum": a positive multiplier and a negative tangent block make a strict local maximum.

Under L2, at x' = x + εn with ∇_xℓ = αn, the loss falls inwards at the rate α, and a feasible step h has ‖h‖² <= -2ε nᵀh: that pays
for the curvature of the sphere. What is left is the tangent block, and a small multiple of the step inwards. Along the branch the
multiplier is (C_θx/c)-Lipschitz, so it stays positive near a parameter where it is.
"""

from proofs.section_3_2.setting import apart, c, h, hessian, k
from proofs.section_3_2_2 import lemma5
from proofs.section_3_2_2.bordered_hessian import alpha
from proofs.section_3_2_2.setting import b, beside_p, flat, multiplier, p, turns
from proofs.setting import EQ_13, C_theta_x, ell, ell_x, eps, theta, theta_1, theta_2, u, x
from verify import (
    Abs,
    Claim,
    Instance,
    Integer,
    Lemma,
    Rational,
    Removal,
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
from verify.facts import cauchy_schwarz, dotted, inner_size, taylor_along

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
        positive.slack / 2 * deep.slack,
        mu * eps / 4 * deep.slack,
        mu / 4 * norm(rest) ** 2,
        positive.slack / (4 * eps) * dot(n, h) ** 2,
        deep.slack * short.slack / 4,
        norm(h) ** 2 * short.slack / (8 * eps),
    )
    return chain(
        line("<=", strict.conclusion.rhs, *terms, by=(law, dotted(ell_x(edge, theta), alpha * n, h))),
        lemmas=(deep, size, close, bent),
    )


def falling(dim):
    zero = (0,) * dim
    return {n: (1, *zero[1:]), x: zero, theta: (1, *zero[1:]), h: zero, alpha: 1, eps: 1, mu: 1, B: 1, r: 1, u: zero}


# What shows that the last assumptions are needed: with n = p = (1, ..., 1)/√d the loss rises far enough inwards, or at once.
depth, part = dot(p, u - x) - 1, dot(p, k)
half, narrow = Rational(1, 2), Rational(1, 48)
origin = {"x": (0,), "theta": (0,)}


def rising(loss, in_x, constants, curvature):
    """The loss of u alone with its gradient, x' = x + p, and what shows how it is curved there."""
    functions = {"ell": ((u, theta), loss), "ell_1": ((u, theta), in_x), "ell_2": ((u, theta), 0 * theta)}
    return Instance(functions, {n: p, eps: 1, **constants}, {CURVED.name: curvature})


def as_curved_as_allowed():
    """(pᵀk)² <= ‖k‖|pᵀk|."""
    size = inner_size(p, k)
    bound = norm(k - part * p) ** 2 / 2 + 2 * B * norm(k) * Abs(part)
    return chain(line("<=", bound, norm(k - part * p) ** 2 / 2, 2 * B * Abs(part) * size.slack, by=size))


def hardly_curved():
    """The second derivative is -6(pᵀ(u - x) - 1)(pᵀk)², and 1 - pᵀ(u - x) <= r = 1/48."""
    size, angle = inner_size(p, k), cauchy_schwarz(p, x + p - u)
    close = Lemma(le(-narrow, depth), (line("<=", depth, angle.slack, narrow - norm(u - x - p), by=angle),))
    rest = norm(k - part * p) ** 2 / 2
    terms = rest, 6 * close.slack * part**2, 6 * narrow * Abs(part) * size.slack
    return chain(line("<=", rest + 6 * narrow * norm(k) * Abs(part), *terms, by=size), lemmas=(close,))


def falling_outwards():
    """-2‖k‖² <= -2‖k - (pᵀk)p‖²."""
    beside = norm(k - part * p) ** 2
    return chain(
        line("<=", -2 * beside + 2 * B * norm(k) * Abs(part), 2 * part**2, 2 * B * norm(k) * Abs(part)),
    )


needed = (
    Removal(
        positive,
        instance=rising(-depth - norm(u - x - p) ** 2, -p - 2 * (u - x - p), {alpha: -1, mu: 1}, falling_outwards),
        point=origin | {"h": ("-1/4",), "r": 1, "B": 1},
    ),
    Removal(
        near,
        instance=rising(
            depth - depth**3, p - 3 * depth**2 * p, {alpha: 1, mu: half, r: narrow, B: 3 * narrow}, hardly_curved
        ),
        point=origin | {"h": (-2,)},
    ),
    Removal(
        short,
        instance=rising(depth + B * depth**2, p + 2 * B * depth * p, {alpha: 1, mu: half}, as_curved_as_allowed),
        point=origin | {"h": (-2,), "r": 2, "B": 1},
    ),
)

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
    needs=needed,
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


# What shows that each assumption is needed: a multiplier that moves though C_θx = 0.
aside = dot(p, theta)
grows = 1 + aside**2


def with_multiplier(alpha, alpha_moves, loss, in_x, in_theta, outwards, constants, curvature=None):
    """A loss of u with its gradients and the branch x' = x + outwards with the multiplier alpha; eps = 1."""
    return Instance(
        functions={
            "ell": ((u, theta), loss),
            "ell_1": ((u, theta), in_x),
            "ell_2": ((u, theta), in_theta),
            "x'": ((theta,), x + outwards),
            "alpha": ((theta,), alpha),
            "alpha_1": ((theta,), alpha_moves),
        },
        constants={eps: 1, C_theta_x: 0, **constants},
        derive={lemma5.SINGULAR.name: curvature} if curvature else {},
    )


def longer_beside_p():
    """With M = -α(I - ppᵀ), α >= 1, no pair becomes shorter."""
    others = -grows * beside_p(k) - b * p
    return chain(
        line("<=", dot(p, k) ** 2 + dot(others, others), aside**2 * (2 + aside**2) * norm(beside_p(k)) ** 2),
    )


def half_as_long():
    """At x' = x + tp, t >= 1, the pair (b, k), q = pᵀk, has the image -tq, t((1 - 1/t²)q - b)p - (1 + 1/t)(k - qp)."""
    q, rest, t = dot(p, k), norm(beside_p(k)) ** 2, grows
    r, longer = 1 - 1 / t**2, aside**2 * (2 + aside**2)
    terms = (
        longer * ((r * q - b) ** 2 + q**2),
        3 * (b - 4 * r * q / 3) ** 2 / 4,
        5 * q**2 / 12,
        (1 + longer / t**2) / t**2 * q**2 / 3,
        (Rational(3, 4) + 2 / t + 1 / t**2) * rest,
    )
    image = t**2 * q**2 + t**2 * (r * q - b) ** 2 + (1 + 1 / t) ** 2 * rest
    return chain(line("<=", image, *terms))


apart_by_one = {"theta_1": (1,), "theta_2": (0,), "theta_0": (0,), "x": (0,), "rho": 4}
still, height = 0 * theta, dot(p, u - x)
moved_by = 2 * aside * p
moving_multiplier = (
    Removal(
        EQ_13,
        instance=with_multiplier(
            grows, moved_by, grows * dot(p, u), grows * p, moved_by * dot(p, u), p, {c: 1}, longer_beside_p
        ),
        point=apart_by_one,
    ),
    Removal(
        lemma5.BALANCE,
        instance=with_multiplier(grows, moved_by, Integer(0), still, still, p, {c: 1}, longer_beside_p),
        point=apart_by_one,
    ),
    Removal(
        lemma5.ON_SPHERE,
        instance=with_multiplier(
            1 / grows,
            -moved_by / grows**2,
            height - norm(beside_p(u - x)) ** 2 / 2,
            p - beside_p(u - x),
            still,
            grows * p,
            {c: half},
            half_as_long,
        ),
        point=apart_by_one,
    ),
    Removal(
        lemma5.SINGULAR,
        instance=with_multiplier(
            dot(p, turns),
            4 * flat / (norm(flat) ** 2 + 1) ** 2,
            (norm(u - x) ** 2 - 1) * height / 2,
            height * (u - x) + (norm(u - x) ** 2 - 1) / 2 * p,
            still,
            turns,
            {},
        ),
        point=apart_by_one | {"theta_1": (1, -1), "theta_2": (0, 0), "theta_0": (0, 0), "x": (0, 0), "c": 1},
    ),
)

stays = Claim(
    name="multiplier-stays",
    says="Along the branch of Lemma 5 the multiplier is $(C_θx/c)$-Lipschitz, so it stays positive within $α(θ₁)c/C_θx$ of $θ₁$.",
    source="own",
    assuming=lemma5.pair.assuming,
    conclusion=le(c**2 * (multiplier(theta_1) - multiplier(theta_2)) ** 2, (C_theta_x * apart) ** 2),
    derive=the_multiplier_alone,
    instance=lemma5.one,
    needs=(*moving_multiplier, *(r for r in lemma5.pair.needs if r.why)),
)

STATEMENT = Statement(
    name="lemma-5-maximum",
    title="Where the multiplier is positive and the tangent block negative, Lemma 5 speaks of strict local maxima",
    section="3.2.2",
    uses=("lemma-5", "lemma-5-branch", "lemma-5-multiplier"),
)
