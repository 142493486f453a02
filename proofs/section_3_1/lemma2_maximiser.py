"""The proof of Lemma 2 (Section 3.1) after delta = -k theta: what grows with k, its value, the maximiser."""

from fractions import Fraction

from proofs.section_3_1.lemma2_proof import exponent, k, mu
from proofs.setting import attack_l2, delta, eps, loss, margin, theta, x, y, z
from verify import Claim, Statement, chain, dot, eq, le, line, lt, norm, sigmoid, softplus, symbols
from verify.facts import cauchy_schwarz, tangent

k_1, k_2 = symbols("k_1 k_2", positive=True)

k_printed = Claim(
    name="k-printed",
    says="For $δ = -kθ$ on the sphere $‖δ‖ = ε$ the factor is $k = ε$.",
    assuming=(lt(0, norm(theta)), eq(norm(-k * theta), eps)),
    conclusion=eq(k, eps),
    expected="REFUTED",
    severity="misprint",
    counterexample=lambda: {theta: (2,), k: Fraction(1, 2), eps: 1},
)

k_repaired = Claim(
    name="k-repaired",
    says="For $δ = -kθ$ on the sphere $‖δ‖ = ε$ the factor is $k = ε/‖θ‖$.",
    assuming=(lt(0, norm(theta)), eq(norm(-k * theta), eps)),
    conclusion=eq(k, eps / norm(theta)),
    source="repair",
    added="$ε/‖θ‖$ in place of $ε$",
    repairs="k-printed",
    example=lambda dim: {theta: (2, *[0] * (dim - 1)), k: Fraction(1, 2), eps: 1},
)


def ray(k):
    """J at delta = -k theta."""
    return softplus(exponent(-k * theta)) + -mu * (k * norm(theta) - eps)


monotone_printed = Claim(
    name="monotone-printed",
    says="$J(-kθ)$ is increasing in $k$, for $λ ≤ 0$.",
    assuming=(lt(k_1, k_2), le(k_2 * norm(theta), eps)),
    conclusion=le(ray(k_1), ray(k_2)),
    expected="REFUTED",
    counterexample=lambda: {theta: (1,), x: (0,), k_1: Fraction(1, 2), k_2: 1, eps: 1, mu: 1},
)


def tangent_of_the_loss():
    low, high = exponent(-k_1 * theta), exponent(-k_2 * theta)
    rise = tangent(softplus(z), z, low, high)
    return chain(line("<=", softplus(high), rise.slack, sigmoid(low) * (k_2 - k_1) * norm(theta) ** 2, by=rise))


monotone = Claim(
    name="monotone",
    says="The loss itself is increasing in $k$: at $δ = -k₁θ$ it is at most that at $δ = -k₂θ$, for $k₁ < k₂$.",
    assuming=(lt(k_1, k_2),),
    conclusion=le(softplus(exponent(-k_1 * theta)), softplus(exponent(-k_2 * theta))),
    derive=tangent_of_the_loss,
    source="repair",
    added="the loss in place of $J$",
    repairs="monotone-printed",
)


def tangent_at_the_solution():
    best = exponent(-k * theta)
    return chain(
        line(
            "<=",
            ray(k_1).xreplace({mu: sigmoid(best) * norm(theta)}),
            by=tangent(softplus(z), z, best, exponent(-k_1 * theta)),
        )
    )


lowest = Claim(
    name="lowest-on-the-ray",
    says=(
        "With the multiplier of the solution $δ = -kθ$, $J$ takes its smallest value on the ray there: $J$ falls in $k$ before it."
    ),
    conclusion=le(
        ray(k).xreplace({mu: sigmoid(exponent(-k * theta)) * norm(theta)}),
        ray(k_1).xreplace({mu: sigmoid(exponent(-k * theta)) * norm(theta)}),
    ),
    derive=tangent_at_the_solution,
    source="own",
)


def equality_case():
    """‖delta - delta*‖^2 = ‖delta‖^2 + eps^2 + 2 eps y <u, delta>, and the margin makes -y <u, delta> at least eps."""
    reached = -y * dot(theta, x + delta) - margin(theta, x, y)
    return chain(
        line("<=", 0, (eps - norm(delta)) * (eps + norm(delta)), 2 * eps / norm(theta) * reached), squared=True
    )


unique = Claim(
    name="unique",
    says="For $θ ≠ 0$ the maximiser is unique: a feasible $δ$ whose margin $-yθᵀ(x+δ)$ reaches the largest one is $-yεθ/‖θ‖$.",
    equations=(20,),
    assuming=(lt(0, norm(theta)), le(norm(delta), eps), le(margin(theta, x, y), -y * dot(theta, x + delta))),
    conclusion=le(norm(delta - attack_l2(theta, y)), 0),
    derive=equality_case,
    example=lambda dim: {theta: (1, *[0] * (dim - 1)), x: (0,) * dim, delta: (-1, *[0] * (dim - 1)), y: 1, eps: 1},
    source="own",
)


def best_response():
    low, high = -y * dot(theta, x + delta), -y * dot(theta, x + attack_l2(theta, y))
    rise, angle = tangent(softplus(z), z, low, high), cauchy_schwarz(-y * theta, delta)
    room = sigmoid(low) * angle.slack, sigmoid(low) * norm(theta) * (eps - norm(delta))
    return chain(line("<=", softplus(high), rise.slack, *room, by=(rise, angle)))


either_label = Claim(
    name="either-label",
    says="$δ = -yεθ/‖θ‖$ is a maximiser, for $y = 1$ as printed and for $y = -1$: no feasible $δ$ has a larger loss.",
    equations=(20,),
    assuming=(lt(0, norm(theta)), le(norm(delta), eps)),
    conclusion=le(loss(theta, x + delta, y), loss(theta, x + attack_l2(theta, y), y)),
    derive=best_response,
)

STATEMENT = Statement(
    name="lemma-2-maximiser",
    title="The printed proof of Lemma 2: the maximiser",
    section="3.1",
    where="$μ = -λ$, which is at least 0 as (24) says.",
    uses=("lemma-2", "lemma-2-proof"),
)
