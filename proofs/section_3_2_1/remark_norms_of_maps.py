"""Sections 2.1, 3.2.1 and 3.2.2, proofs of Lemmas 4 and 5: six facts on spectral norms, for matrices of any size.

A matrix is an unknown linear map, or its values a = Mh, b = Mk at two vectors.
"""

from proofs.setting import C
from verify import (
    Abs,
    Claim,
    Field,
    Instance,
    Schema,
    Statement,
    Symbol,
    Total,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    norm,
    symbols,
)
from verify.facts import cauchy_schwarz

h, k, v = map(Vector, ("h", "k", "v"))
a, b, lam = map(Vector, ("a", "b", "lambda"))
c = Symbol("c", positive=True)
A_size, B_size = symbols("A B", nonnegative=True)
first, second = (
    (lambda name: lambda v: Field(Symbol(name), v))("f"),
    (lambda name: lambda v: Field(Symbol(name), v))("g"),
)
BOUND_A = Schema("the norm of the first map", (v,), le(norm(first(v)), A_size * norm(v)))
BOUND_B = Schema("the norm of the second map", (v,), le(norm(second(v)), B_size * norm(v)))

submultiplicative = Claim(
    name="submultiplicative",
    says="The spectral norm of a product is at most the product of the norms.",
    assuming=(BOUND_A, BOUND_B),
    conclusion=le(norm(first(second(h))), A_size * B_size * norm(h)),
    derive=lambda: chain(
        line(
            "<=",
            A_size * B_size * norm(h),
            BOUND_A(second(h)).slack,
            A_size * BOUND_B(h).slack,
            by=(BOUND_A(second(h)), BOUND_B(h)),
        )
    ),
    instance=Instance(functions={"f": ((v,), A_size * v), "g": ((v,), B_size * v)}),
)

inverse = Claim(
    name="inverse",
    says="If $hᵀMh ≤ -c‖h‖²$ then $‖h‖ ≤ ‖Mh‖/c$, so the norm of $M⁻¹$ is at most $1/c$; that $M$ is normal is not used.",
    assuming=(le(dot(h, a), -c * norm(h) ** 2),),
    conclusion=le(norm(h), norm(a) / c),
    derive=lambda: chain(
        line(
            "<=",
            (norm(a) / c) ** 2,
            (norm(a) / c - norm(h)) ** 2,
            2 / c * (-c * norm(h) ** 2 - dot(h, a)),
            2 / c * cauchy_schwarz(-h, a).slack,
            by=cauchy_schwarz(-h, a),
        ),
        squared=True,
    ),
    example=lambda dim: {h: (1,) * dim, a: (-1,) * dim, c: 1},
)

# In coordinates in which M is diagonal, with the eigenvalues λ_i.
least = Claim(
    name="least-eigenvalue",
    says="A symmetric $M$ with $|λ_i| ≥ c$ has no singular value below $c$: $‖Mh‖ ≥ c‖h‖$, and $‖Mh‖ = |λ_i|‖h‖$ along an axis.",
    assuming=(le(c, Abs(lam)),),
    conclusion=le(c * norm(h), norm(lam * h)),
    derive=lambda: chain(line("<=", norm(lam * h) ** 2, Total((Abs(lam) - c) * (Abs(lam) + c) * h**2)), squared=True),
)
attained = Claim(
    name="inverse-attained",
    says="Where the least singular value $c$ is attained, $‖Mh‖ = c‖h‖$, the inverse takes $Mh$ to $1/c$ times its length.",
    assuming=(eq(norm(a), c * norm(h)),),
    conclusion=eq(norm(h), norm(a) / c),
    derive=lambda: chain(line("=", (norm(a) / c) ** 2), squared=True),
    example=lambda dim: {h: (1,) * dim, a: (1,) * dim, c: 1},
)

# b = Mh, a = M transposed k: <k, M v> = <M* k, v> at v = a.
transposed = Claim(
    name="transposed",
    says="A matrix and its transpose have one norm: $‖Mv‖ ≤ C‖v‖$ at $v = Mᵀk$ gives $‖Mᵀk‖ ≤ C‖k‖$.",
    assuming=(eq(dot(k, b), dot(a, a)), le(norm(b), C * norm(a))),
    conclusion=le(norm(a), C * norm(k)),
    derive=lambda: chain(
        line(
            "<=",
            (C * norm(k)) ** 2,
            (C * norm(k) - norm(a)) ** 2,
            2 * cauchy_schwarz(k, b).slack,
            2 * norm(k) * (C * norm(a) - norm(b)),
            by=cauchy_schwarz(k, b),
            why="$‖Mᵀk‖² = kᵀMMᵀk$",
        ),
        squared=True,
    ),
    example=lambda dim: {k: (1,) * dim, b: (1,) * dim, a: (1,) * dim, C: 1},
)

# a = Mh, b = Mk for a symmetric M.
spectral = Claim(
    name="spectral",
    says="For a symmetric $M$, $|vᵀMv| ≤ C‖v‖²$ at $v = h ± k$, $‖h‖ = ‖k‖$ gives $kᵀMh ≤ C‖h‖²$; with $k$ along $Mh$: $‖Mh‖ ≤ C‖h‖$.",
    assuming=(
        eq(dot(h, b), dot(a, k)),
        eq(norm(h), norm(k)),
        le(dot(h + k, a + b), C * norm(h + k) ** 2),
        le(-dot(h - k, a - b), C * norm(h - k) ** 2),
    ),
    conclusion=le(dot(k, a), C * norm(h) ** 2),
    derive=lambda: chain(
        line(
            "<=",
            C * norm(h) ** 2,
            (C * norm(h + k) ** 2 - dot(h + k, a + b)) / 4,
            (C * norm(h - k) ** 2 + dot(h - k, a - b)) / 4,
            why="$4kᵀMh$ is the difference of the forms at $h + k$ and $h - k$",
        )
    ),
    example=lambda dim: {h: (1,) * dim, k: (1,) * dim, a: (1,) * dim, b: (1,) * dim, C: 1},
)

STATEMENT = Statement(
    name="remark-norms-of-maps",
    title="Spectral norms of products, inverses and transposes",
    section="3.2.1",
)
