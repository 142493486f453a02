"""Section 3.2.2: a positive determinant of the bordered Hessian does not make a local maximum.

In an orthonormal basis of tangent directions in which M_T is diagonal the determinant is -λ₁⋯λ_(d-1) (bordered-determinant,
with the theorems named there): here it stands for that product.
The vector λ of the eigenvalues lies in R^(d-1), so `d` in a formula here is the paper's d less one. At a local maximum on
the sphere λ <= 0, and λ < 0 is enough for a strict one.
"""

from verify import Claim, Product, Statement, Vector, chain, d, eq, le, line, lt, ne, symbols

lam, v = map(Vector, ("lambda", "v"))
alpha, normal_part = symbols("alpha v_n")
determinant = -Product(lam)

printed = Claim(
    name="positive-printed",
    says=(
        "Where the determinant is positive $x'$ is a local maximum: no eigenvalue $λ_i$ is positive of $M_T$, the block of the "
        "bordered Hessian on the directions along the sphere."
    ),
    assuming=(lt(0, determinant),),
    conclusion=le(lam, 0),
    beside=1,
    expected="REFUTED",
    severity="changes a result",
    counterexample=lambda: {lam: (1, -1)},
)
in_the_plane = Claim(
    name="positive-in-the-plane",
    says="In $d = 2$, where $M_T$ is one number, a positive determinant does mean that it is negative.",
    source="repair",
    repairs="positive-printed",
    added="$d = 2$",
    adds=(eq(d, 1),),
    assuming=(lt(0, determinant), eq(d, 1)),
    conclusion=printed.conclusion,
    beside=1,
)
sign_rule = Claim(
    name="sign-rule",
    says="Where all eigenvalues of $M_T$ are negative the determinant has the sign of $(-1)^d$: of the power $d + 1$ of -1 in $ℝ^(d+1)$.",
    source="own",
    assuming=(lt(lam, 0),),
    conclusion=lt(0, (-1) ** (d + 1) * determinant),
    derive=lambda: chain(line("=", 0), line("<", Product(-lam), Product(-lam))),
    beside=1,
)
vacuous = Claim(
    name="odd-dimension-printed",
    says=(
        "In odd $d$ ($M_T$ is of even size, which is $d$ in the formula) a local maximum on the sphere, $λ ≤ 0$, with positive "
        "determinant is a strict one, $λ < 0$."
    ),
    assuming=(le(lam, 0), eq((-1) ** d, 1), lt(0, determinant)),
    conclusion=lt(0, Product(-lam)),
    beside=1,
    expected="VACUOUS",
    severity="changes a result",
    absurd=lambda: chain(line("=", -Product(-lam)), line("<=", 0, Product(-lam))),
)
regular = Claim(
    name="regular",
    says="In every $d$ a local maximum on the sphere, $λ ≤ 0$, with a determinant that is not 0 is a strict one: $∏(-λ_i) > 0$.",
    source="repair",
    repairs="odd-dimension-printed",
    added="a determinant that is not 0 in place of a positive one",
    adds=(ne(determinant, 0),),
    assuming=(le(lam, 0), ne(determinant, 0)),
    conclusion=vacuous.conclusion,
    derive=lambda: chain(line("<", Product(-lam) ** 2, determinant**2), squared=True),
    beside=1,
)

STATEMENT = Statement(
    name="remark-second-order",
    title="A positive determinant of the bordered Hessian and local maxima",
    section="3.2.2",
    uses=("bordered-determinant",),
)
