"""The determinant and the singular values of the bordered Hessian (Section 3.2.2), with the border -n, n = r/‖r‖.

Split an input direction h into zn + w, z = nᵀh, with w orthogonal to n. The tangent block M_T is the form wᵀMw on such w.
In an orthonormal basis that begins with n the form wᵀMw + z² has the blocks 1 and M_T, so its determinant is that of M_T:
this is how M_T is written here, in every dimension. With the border -γn three shears take the bordered form to
-γ²t² + wᵀMw + z². The coefficient of nnᵀ drops out; the singular values see it.
"""

from fractions import Fraction

from proofs.section_3_2_2.bordered_hessian import alpha, axis, b, curved, k, x_prime
from proofs.setting import theta
from verify import (
    Claim,
    Coordinate,
    Determinant,
    Direction,
    Instance,
    Integer,
    Removal,
    Statement,
    Symbol,
    Vector,
    chain,
    d,
    det,
    dot,
    eq,
    le,
    line,
    lt,
    ne,
    norm,
    unit,
)
from verify.facts import cauchy_schwarz, separate, sheared

n, r = map(Vector, ("n", "r"))
kappa = Symbol("kappa")
gamma, rho = Symbol("gamma"), Symbol("rho", positive=True)
c = Symbol("c", nonnegative=True)
t, h = Coordinate("t"), Direction("h")
z = dot(n, h)
w = h - z * n


def bordered_form(size, form):
    """The determinant of a form in the multiplier's direction t and the input's h, with the border -n times its size."""
    return Determinant(-2 * size * t * z + form, t, h)


def tangent_form(form):
    """The determinant of M_T, as that of wᵀMw + z²."""
    return Determinant(form + z**2, h)


def three_shears(size, block, kappa):
    """From the border -γn and the block M + κnnᵀ to -γ²t² + wᵀMw + z²."""
    form = dot(w, block(w))
    start, last = bordered_form(size, dot(h, block(h)) + kappa * z**2), tangent_form(form)
    hollow = bordered_form(size, form)
    squares = bordered_form(size, form - size**2 * t**2)
    split = Determinant(-(size**2) * t**2 + form + z**2, t, h)
    across = (dot(n, block(w)) + z * (dot(n, block(n)) + kappa) / 2) / size
    return chain(
        line("=", hollow, by=sheared(start, hollow, t, across), why="$t$ moves by $(nᵀMw + z(nᵀMn + κ)/2)/γ$"),
        line("=", squares, by=sheared(hollow, squares, h, size * t * n / 2), why="$h$ moves by $γtn/2$"),
        line("=", split, by=sheared(squares, split, t, -z / size), why="$t$ moves by $-z/γ$"),
        line("=", -(size**2) * last, by=separate(split, last, t, -(size**2)), why="$t$ stands alone"),
    )


def no_border():
    """With the border 0 the multiplier's direction t does not occur."""
    form = dot(h, curved(h)) + kappa * z**2
    whole = bordered_form(0, form)
    return chain(line("=", 0, by=separate(whole, Determinant(form, h), t, Integer(0)), why="$t$ does not occur"))


def blunted(k):
    """∇²ℓ - α/ρ, the block of (41) without its last term."""
    return curved(k) - alpha / rho * k


quadratic = Instance(
    functions={
        "ell": ((x_prime, theta), norm(x_prime) ** 2 / 2 + dot(theta, x_prime)),
        "ell_1": ((x_prime, theta), x_prime + theta),
    }
)
general = Claim(
    name="determinant",
    says=(
        "For every $d$, with the border $-γn$ and the block $M + κnnᵀ$ the determinant is $-γ² det(M_T)$, "
        "whatever $κ$. Here $det(M_T)$ is written as that of $wᵀMw + z²$, $z = nᵀh$, $w = h - zn$: in an "
        "orthonormal basis that begins with $n$ its blocks are 1 and $M_T$, and in $d = 1$, where $M_T$ is "
        "empty, it is 1. The sign of the border does not count. With $ℓ - αN$ in the place of "
        "$ℓ$, $γn = ∇N ≠ 0$ and $κ = 0$ this is about (39)."
    ),
    source="own",
    assuming=(eq(dot(n, n), 1), ne(gamma, 0)),
    conclusion=eq(
        bordered_form(gamma, dot(h, curved(h)) + kappa * z**2), -(gamma**2) * tangent_form(dot(w, curved(w)))
    ),
    derive=lambda: three_shears(gamma, curved, kappa),
    instance=quadratic,
    example=lambda dim: {n: axis(dim, 1), gamma: 1, kappa: 1},
    needs=(Removal(ne(gamma, 0), border=no_border, why="another proof, and $∇N ≠ 0$ is meant"),),
)
of_41 = Claim(
    name="determinant-eq41",
    says=(
        "For every $d$ the determinant of (41), where $r = ρn$ and so $αrrᵀ/‖r‖³ = (α/ρ)nnᵀ$, is "
        "$-det(M_T)$: $M_T$ is $∇²ℓ - α/ρ$ in tangent directions."
    ),
    source="own",
    assuming=(eq(dot(n, n), 1),),
    conclusion=eq(
        bordered_form(1, dot(h, blunted(h)) + alpha / rho * z**2),
        -tangent_form(dot(w, blunted(w))),
    ),
    derive=lambda: three_shears(Integer(1), blunted, alpha / rho),
    instance=quadratic,
    example=lambda dim: {n: axis(dim, 1), alpha: 1, rho: 1},
)


def bordered(dim):
    """The bordered Hessian and its tangent block in R^dim with n the first axis, for any symmetric M."""
    M = [[Symbol(f"M_{min(i, j) + 1}_{max(i, j) + 1}") for j in range(dim)] for i in range(dim)]
    n = [int(i == 0) for i in range(dim)]
    rows = [[-n[i], *(M[i][j] + kappa * n[i] * n[j] for j in range(dim))] for i in range(dim)]
    return [[0, *(-n_i for n_i in n)], *rows], [row[1:] for row in M[1:]]


def expanded(dim):
    whole, tangent = bordered(dim)
    return Claim(
        name=f"determinant-{dim}",
        says=(
            f"For $d = {dim}$ and $n$ the first axis the determinant is $-det(M_T)$, for every "
            f"symmetric $M$ and every $κ$: both are expanded."
        ),
        source="own",
        assuming=(eq(d, dim),),
        conclusion=eq(det(whole), -det(tangent)),
    )


expansions = tuple(map(expanded, (3, 4)))


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
    equations=(41,),
    says="With (41) as printed, $∇²ℓ = 0$ no singular value is below the smaller of 1 and $α/‖r‖$.",
    assuming=assumed,
    conclusion=at_least(1),
    expected="REFUTED",
    severity="misprint",
    counterexample=lambda: {r: (2,), alpha: Fraction(16, 9), c: Fraction(8, 9), b: 3, k: (1,)},
)
singular_repaired = Claim(
    name="singular-values",
    says=(
        "With $αrrᵀ/‖r‖³$, $∇²ℓ = 0$, no singular value is below the smaller of 1 and $α/‖r‖$; they are 1, twice, and $α/‖r‖$, in "
        "number $d - 1$."
    ),
    source="repair",
    repairs="singular-values-printed",
    added="$‖r‖³$ in place of $‖r‖$",
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
    uses=("bordered-hessian",),
)
