"""Section 3.2.2, after Lemma 5: "singular values of the Hessian become small: i.e., c becomes a small value".

True of the c of Lemma 4, which no singular value of ∇²_x ℓ is below. On the sphere c bounds the singular values of the bordered
Hessian, whose block in x is ∇²_x ℓ - α/ε (I - nnᵀ): with ∇²_x ℓ = 0, as for the linear loss, its singular values are 1 and α/ε
(bordered-determinant). So there c is at most ‖∇²_x ℓ‖ + |α|/ε, d >= 2, and min(1, α/ε) - ‖∇²_x ℓ‖ always serves.
"""

from proofs.section_3_2.setting import c
from proofs.section_3_2_2.bordered_hessian import alpha, b, curved, k, x_prime
from proofs.setting import theta
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
    Vector,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    norm,
    symbols,
)
from verify.facts import cauchy_schwarz, minkowski

n, w = Vector("n"), Vector("w")
eps, eta, m = symbols("varepsilon eta m", positive=True)
unit_normal, unit_tangent = eq(dot(n, n), 1), (eq(dot(n, w), 0), eq(norm(w), 1))


def bare(b, k):
    """The vector below -nᵀk in the bordered Hessian applied to (b, k), without the Hessian of the loss."""
    return -alpha / eps * (k - n * dot(n, k)) - b * n


def image(b, k):
    return curved(k) + bare(b, k)


BENT = Schema("no singular value of $∇²_xℓ$ exceeds $η$", (k,), le(norm(curved(k)), eta * norm(k)))
SINGULAR = Schema(
    "no singular value of the bordered Hessian is below $c$",
    (b, k),
    le(c**2 * (b**2 + norm(k) ** 2), dot(n, k) ** 2 + dot(image(b, k), image(b, k))),
)
CONCAVE = Schema("no eigenvalue of $∇²_xℓ$ exceeds $-c$", (k,), le(c * norm(k) ** 2, -dot(k, curved(k))))

flat = {"ell": ((x_prime, theta), dot(theta, x_prime)), "ell_1": ((x_prime, theta), theta)}
half_square = {"ell": ((x_prime, theta), -(norm(x_prime) ** 2) / 2), "ell_1": ((x_prime, theta), -x_prime)}
linear = Instance(flat, {c: 1, alpha: 1, eps: 1, eta: 1}, {SINGULAR.name: lambda: chain(line("=", b**2 + dot(k, k)))})


half = Rational(1, 2)
at_the_multiplier = {"n": (1,), "k": (0,), "b": 1, "x'": (0,), "theta": (0,)}


def axes(dim):
    return {n: (1, *[0] * (dim - 1)), w: (0, *[1] * (dim > 1), *[0] * (dim - 2))}


printed = Claim(
    name="small-printed",
    says="If no singular value of $∇²_xℓ$ exceeds $η$, then on the sphere, too, $c ≤ η$.",
    assuming=(le(2, d), unit_normal, BENT, SINGULAR),
    conclusion=le(c, eta),
    expected="REFUTED",
    severity="gap in a proof",
    against=Instance(
        flat,
        {c: 1, alpha: 1, eps: 1, eta: half},
        linear.derive,
        point=lambda dim: {n: axes(dim)[n], x_prime: (0,) * dim, theta: (0,) * dim},
    ),
)


def along_one_direction():
    bent, angle = BENT(n), cauchy_schwarz(-n, curved(n))
    one = Lemma(eq(norm(n), 1), (line("=", 1),), squared=True)
    terms = CONCAVE(n).slack, angle.slack, bent.slack
    return chain(line("<=", eta, *terms, by=(CONCAVE(n), bent, angle)), lemmas=(one,))


inside = Claim(
    name="small-inside",
    says="Inside the ball, with the $c$ of Lemma 4, it is.",
    source="repair",
    repairs="small-printed",
    added="the $c$ of Lemma 4 in place of that of Lemma 5",
    restates=(CONCAVE,),
    assuming=(unit_normal, BENT, CONCAVE),
    conclusion=printed.conclusion,
    derive=along_one_direction,
    instance=Instance(half_square, {c: 1, eta: 1}),
    example=lambda dim: {n: axes(dim)[n], x_prime: (0,) * dim, theta: (0,) * dim},
    needs=(Removal(unit_normal, why="any vector but 0 shows it, as $n$ does"),),
)


def half_is_a_bound():
    """The gap is 3/4(‖k‖² - p²) + 7/4(p + 4b/7)² + 5b²/28 with p = nᵀk."""
    part, both = dot(n, k), (cauchy_schwarz(n, k), cauchy_schwarz(-n, k))
    end = part**2 + dot(k + b * n, k + b * n)
    terms = both[0].slack * both[1].slack * 3 / 4, (part + b * 4 / 7) ** 2 * 7 / 4, b**2 * 5 / 28
    return chain(line("<=", end, *terms, by=both))


def along_a_tangent():
    """The pair (0, w) goes to ∇²ℓ w - α/ε w."""
    bent, total = BENT(w), eta + Abs(alpha) / eps
    split = minkowski(curved(w), bare(0, w))
    far = Lemma(eq(norm(bare(0, w)), Abs(alpha) / eps), (line("=", (alpha / eps) ** 2),), squared=True)
    steps = line("<=", norm(curved(w)) + norm(bare(0, w)), by=split), line("<=", total, bent.slack, by=bent)
    short = Lemma(le(norm(image(0, w)), total), steps)
    return chain(
        line("<=", dot(image(0, w), image(0, w)), by=SINGULAR(Integer(0), w)),
        line("<=", total**2, short.slack * (total + norm(image(0, w)))),
        lemmas=(far, short),
        squared=True,
    )


on_the_sphere = Claim(
    name="small-on-the-sphere",
    says="On the sphere $c ≤ η + |α|/ε$ for $d ≥ 2$, where there is a tangent $w$: it is small if the gradient, of size $|α|$, is as well.",
    source="repair",
    repairs="small-printed",
    added="$|α|/ε$, and a tangent direction",
    adds=unit_tangent,
    assuming=(le(2, d), unit_normal, BENT, SINGULAR, *unit_tangent),
    conclusion=le(c, eta + Abs(alpha) / eps),
    derive=along_a_tangent,
    instance=linear,
    needs=(
        Removal(
            BENT,
            instance=Instance(
                half_square, {c: half, alpha: 0, eps: 1, eta: half / 2}, {SINGULAR.name: half_is_a_bound}
            ),
            point={"n": (1, 0), "w": (0, 1), "x'": (0, 0), "theta": (0, 0)},
        ),
        *(Removal(a, why="for $d ≥ 2$ there is a unit tangent, whatever $w$ is") for a in unit_tangent),
    ),
)


def no_more_than_the_hessian():
    """‖r + g‖² >= (1 - t)‖r‖² - (1/t - 1)‖g‖² with t = η/m, r the bare image and g = ∇²ℓ k, ‖g‖ <= η‖k‖."""
    r, g, f, t, bent = bare(b, k), curved(k), dot(n, k), eta / m, BENT(k)
    both = cauchy_schwarz(n, k), cauchy_schwarz(-n, k)
    left, rest = (m - eta) / m, (m - eta) / eta
    terms = (
        t * norm(r + g / t) ** 2,
        t * f**2,
        left * (alpha / eps - m) * (alpha / eps + m) * both[0].slack * both[1].slack,
        left * (1 - m) * (1 + m) * (b**2 + f**2),
        rest * bent.slack * (eta * norm(k) + norm(g)),
        rest * eta**2 * b**2,
    )
    return chain(line("<=", f**2 + dot(image(b, k), image(b, k)), *terms, by=(*both, bent)))


stays = Claim(
    name="stays",
    says=(
        "For $m$ at most 1 and at most $α/ε$ no singular value of the bordered Hessian is below $m - η$, $η ≤ m$: a flatter loss "
        "with the same multiplier leaves a $c$ near $min(1, α/ε)$."
    ),
    source="own",
    assuming=(unit_normal, BENT, le(m, 1), le(m, alpha / eps), le(eta, m)),
    conclusion=le((m - eta) ** 2 * (b**2 + norm(k) ** 2), dot(n, k) ** 2 + dot(image(b, k), image(b, k))),
    derive=no_more_than_the_hessian,
    instance=Instance(flat, {alpha: 1, eps: 1, eta: half, m: 1}),
    needs=(
        Removal(le(m, 1), instance=Instance(flat, {alpha: 2, eps: 1, eta: half, m: 2}), point=at_the_multiplier),
        Removal(le(eta, m), instance=Instance(flat, {alpha: 1, eps: 1, eta: 3, m: 1}), point=at_the_multiplier),
    ),
)

STATEMENT = Statement(
    name="remark-small-hessian",
    title="Is $c$ small where the Hessian in $x$ is?",
    section="3.2.2",
    uses=("lemma-4", "lemma-5", "bordered-determinant"),
)
