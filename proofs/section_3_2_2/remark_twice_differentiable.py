"""Section 3.2.2: "in the case of p = 2 the Lagrange function is twice differentiable if the loss is". Not at x' = x."""

from proofs.setting import x
from verify import Claim, Statement, Vector, along, dot, eq, lt, norm

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

STATEMENT = Statement(
    name="remark-twice-differentiable",
    title="Where the norm is twice differentiable",
    section="3.2.2",
)
