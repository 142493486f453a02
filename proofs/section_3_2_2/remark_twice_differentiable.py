"""Section 3.2.2: "in the case of p = 2 the Lagrange function is twice differentiable if the loss is". Not at x' = x.

For p = ∞ it is not differentiable once where two coordinates are the largest, as at every corner.
"""

from proofs.setting import x
from verify import Abs, Claim, Integer, Statement, Vector, along, dot, eq, lt, ne, norm, sign, symbols

h, k = Vector("h"), Vector("k")
x_prime = Vector("x'")
r = x_prime - x
twice = along(along(norm(r), (x_prime, h)), (x_prime, k))
formula = (dot(h, k) - dot(r, h) * dot(r, k) / norm(r) ** 2) / norm(r)

everywhere_printed = Claim(
    name="everywhere-printed",
    says="$‖x'-x‖$ has the second derivative $hᵀ(I - rrᵀ/‖r‖²)k/‖r‖$, $r = x'-x$, everywhere.",
    conclusion=eq(twice, formula),
    expected="UNDEFINED",
    severity="wording",
    counterexample=lambda: {x: (0,), x_prime: (0,), h: (1,), k: (1,)},
)

away = Claim(
    name="away",
    says="It has this second derivative at every $x' ≠ x$, so on the sphere $‖x'-x‖ = ε > 0$.",
    assuming=(lt(0, norm(r)),),
    conclusion=eq(twice, formula),
    source="repair",
    repairs="everywhere-printed",
    added="$x' ≠ x$",
    adds=(lt(0, norm(r)),),
)

z_1, z_2 = symbols("z_1 z_2")
largest = (Abs(z_1 + z_2) + Abs(z_1 - z_2)) / 2  # the L-infinity norm of (z_1, z_2)
slope = (sign(z_1 + z_2) + sign(z_1 - z_2)) / 2

corner_printed = Claim(
    name="corner-printed",
    says="(38) has a gradient for every $p$: for $p = ∞$, in the plane, $(|z₁+z₂| + |z₁-z₂|)/2$ has one everywhere, here in $z₁$.",
    equations=(38,),
    conclusion=eq(along(largest, (z_1, Integer(1))), slope),
    expected="UNDEFINED",
    severity="wording",
    counterexample=lambda: {z_1: 1, z_2: 1},
)

off_the_diagonals = Claim(
    name="off-the-diagonals",
    says="It has one where $|z₁| ≠ |z₂|$: 1, -1 or 0 in $z₁$. No corner is such a point.",
    assuming=(ne(z_1 + z_2, 0), ne(z_1 - z_2, 0)),
    conclusion=eq(along(largest, (z_1, Integer(1))), slope),
    source="repair",
    repairs="corner-printed",
    added="$|z₁| ≠ |z₂|$",
    adds=(ne(z_1 + z_2, 0), ne(z_1 - z_2, 0)),
)

STATEMENT = Statement(
    name="remark-twice-differentiable",
    title="Where the norm is twice differentiable",
    section="3.2.2",
)
