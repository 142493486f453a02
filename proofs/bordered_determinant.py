"""The determinant and the singular values of the bordered Hessian (Section 3.2.2), with the border -n, n = r/‖r‖.

Split an input direction into zn + w with w orthogonal to n. The change a -> a + z(nᵀMn + κ)/2 + nᵀMw is unitriangular in
(a, z, w), and it leaves the form -2az + wᵀMw: this is shown for every d. That then the determinant is that of
[[0, -1], [-1, 0]] times that of the tangent block M_T, so -det(M_T), is Horn and Johnson, Matrix Analysis, 0.8.5 and
0.8.3, which the claim language has no word for; for d = 2, 3 and 4 the determinants themselves are compared. The
coefficient of nnᵀ drops out; the singular values see it.
"""

from fractions import Fraction

import sympy as sp

from proofs.bordered_hessian import a, alpha, axis, b, curved, k, x_prime
from proofs.setting import theta
from verify.core import Claim, Instance, Statement, chain, eq, le, line, lt
from verify.facts import cauchy_schwarz
from verify.geometry import Vector, d, dot, norm, unit

n, r, w = map(Vector, ("n", "r", "w"))
z, kappa = sp.symbols("z kappa", real=True)
c = sp.Symbol("c", nonnegative=True)


def form(a, h):
    """A bordered Hessian on (a, h) twice: any block M in x, here ∇²ℓ, and κnnᵀ beside it."""
    return -2 * a * dot(n, h) + dot(h, curved(h)) + kappa * dot(n, h) ** 2


split = Claim(
    name="split",
    says=(
        "A unitriangular change of a, which keeps the determinant, splits the bordered form into -2az, with the determinant "
        "-1, and the tangent block M_T, whatever the coefficient κ of nnᵀ."
    ),
    source="own",
    assuming=(eq(dot(n, n), 1), eq(dot(n, w), 0)),
    conclusion=eq(
        form(a + z * (dot(n, curved(n)) + kappa) / 2 + dot(n, curved(w)), z * n + w), -2 * a * z + dot(w, curved(w))
    ),
    instance=Instance(
        functions={
            "ell": ((x_prime, theta), norm(x_prime) ** 2 / 2 + dot(theta, x_prime)),
            "ell_1": ((x_prime, theta), x_prime + theta),
        }
    ),
    example=lambda dim: {n: axis(dim, 1), w: (0, *[1] * (dim - 1)), a: 1, z: 1, kappa: 1},
)


def bordered(dim):
    """The bordered Hessian and its tangent block in R^dim with n the first axis, for any symmetric M."""
    M = sp.Matrix(dim, dim, lambda i, j: sp.Symbol(f"M_{min(i, j) + 1}_{max(i, j) + 1}", real=True))
    n = sp.Matrix([int(i == 0) for i in range(dim)])
    return sp.Matrix([[sp.zeros(1), -n.T], [-n, M + kappa * n * n.T]]), M[1:, 1:]


def expanded(dim):
    whole, tangent = bordered(dim)
    return Claim(
        name=f"determinant-{dim}",
        says=f"For d = {dim} and n the first axis det = -det(M_T), for every symmetric M and every κ: both determinants expanded.",
        source="own",
        assuming=(eq(d, dim),),
        conclusion=eq(whole.det(method="berkowitz"), -tangent.det(method="berkowitz")),
    )


def image(power):
    """(41) for a loss with ∇²ℓ = 0, applied to (b, k): its first entry and the vector below it; αrrᵀ/‖r‖ to this power."""
    return -dot(unit(r), k), -b * unit(r) - alpha * k / norm(r) + alpha * r * dot(r, k) / norm(r) ** power


def at_least(power):
    first, rest = image(power)
    return le(c**2 * (b**2 + norm(k) ** 2), first**2 + dot(rest, rest))


def orthogonal_parts():
    """‖B(b, k)‖² = b² + (nᵀk)² + (α/‖r‖)²(‖k‖² - (nᵀk)²)."""
    first, rest = image(3)
    size = norm(r)
    part, both = dot(r, k) / size, (cauchy_schwarz(r, k), cauchy_schwarz(-r, k))
    tangent = both[0].slack * both[1].slack / size**2
    return chain(
        line("=", c**2 * (b**2 + part**2) + c**2 * (norm(k) ** 2 - part**2)),
        line(
            "<=",
            first**2 + dot(rest, rest),
            (1 - c) * (1 + c) * (b**2 + part**2),
            (alpha / size - c) * (alpha / size + c) * tangent,
            by=both,
        ),
    )


assumed = (lt(0, norm(r)), le(c, 1), le(c, alpha / norm(r)))
singular_printed = Claim(
    name="singular-values-printed",
    says="With (41) as printed, ∇²ℓ = 0 no singular value is below the smaller of 1 and α/‖r‖.",
    assuming=assumed,
    conclusion=at_least(1),
    expected="REFUTED",
    counterexample=lambda: {r: (2,), alpha: Fraction(16, 9), c: Fraction(8, 9), b: 3, k: (1,)},
)
singular_repaired = Claim(
    name="singular-values",
    says="With αrrᵀ/‖r‖³ no singular value is below the smaller of 1 and α/‖r‖; they are 1 twice and α/‖r‖ d-1 times.",
    source="repair",
    repairs="singular-values-printed",
    added="‖r‖³ in place of ‖r‖",
    assuming=assumed,
    conclusion=at_least(3),
    derive=orthogonal_parts,
    example=lambda dim: {
        r: axis(dim, 2),
        alpha: 1,
        c: Fraction(1, 2),
        b: 1,
        k: (1,) * dim,
    },
)

STATEMENT = Statement(
    name="bordered-determinant",
    title="The determinant and the singular values of the bordered Hessian",
    section="3.2.2",
    claims=(split, *map(expanded, (2, 3, 4)), singular_printed, singular_repaired),
    uses=("bordered-hessian",),
)
