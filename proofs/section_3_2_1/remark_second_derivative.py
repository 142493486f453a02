"""Sections 3.2.1 and 3.2.3: a negative definite Hessian as "a sufficient condition for the local maximum".

It is one at a stationary point. Elsewhere it is not, and a strict maximum need not have it: then it has no constant c.
"""

from verify import Claim, Integer, Peak, Statement, Symbol, Total, Vector, along, chain, dot, eq, le, line, lt, norm
from verify.facts import cauchy_schwarz, largest

x, h, g, a, lam = map(Vector, ("x", "h", "g", "a", "lambda"))
c = Symbol("c", positive=True)

# a = Mh: a quadratic loss changes by <g, h> + <h, Mh>/2 from x to x + h.
change = dot(g, h) + dot(h, a) / 2
curved = le(dot(h, a), -c * norm(h) ** 2)

elsewhere = Claim(
    name="elsewhere",
    says="Does $M ≺ 0$ suffice at a point that is not stationary: is the change $gᵀh + hᵀMh/2$ not positive?",
    source="own",
    assuming=(curved,),
    conclusion=le(change, 0),
    expected="REFUTED",
    counterexample=lambda: {g: (1,), h: (1,), a: (-1,), c: 1},
)

sufficient = Claim(
    name="sufficient",
    says="At a stationary point, $g = 0$, a Hessian $M ≺ 0$ suffices: a quadratic loss falls by at least $c/2·‖h‖²$.",
    assuming=(curved, eq(norm(g), 0)),
    conclusion=le(change, -c / 2 * norm(h) ** 2),
    derive=lambda: chain(
        line(
            "<=",
            -c / 2 * norm(h) ** 2,
            (-c * norm(h) ** 2 - dot(h, a)) / 2,
            cauchy_schwarz(g, h).slack,
            by=cauchy_schwarz(g, h),
            why="$‖g‖ = 0$",
        )
    ),
    example=lambda dim: {g: (0,) * dim, h: (1,) * dim, a: (-1,) * dim, c: 1},
)

definite = Claim(
    name="definite",
    says="Eigenvalues of at most $-c$ make $M$ negative definite: $hᵀMh ≤ -c‖h‖²$ with $c > 0$ gives $hᵀMh < 0$ for $h ≠ 0$.",
    assuming=(curved, lt(0, norm(h))),
    conclusion=lt(dot(h, a), 0),
    derive=lambda: chain(line("<", 0, curved.slack, c * norm(h) ** 2)),
    example=lambda dim: {h: (1,) * dim, a: (-1,) * dim, c: 1},
)


def flat_top(x):
    """-‖x‖^4, with its only maximum at 0."""
    return -(dot(x, x) ** 2)


# In coordinates in which M is diagonal.
has_a_constant = Claim(
    name="has-a-constant",
    says="A symmetric $M$ with the eigenvalues $λ_i$ has $hᵀMh ≤ max λ_i·‖h‖²$: if $M$ is negative definite, $c = -max λ_i > 0$ serves.",
    conclusion=le(Total(lam * h**2), Peak(lam) * norm(h) ** 2),
    derive=lambda: chain(line("<=", Peak(lam) * norm(h) ** 2, Total(largest(lam).slack * h**2), by=largest(lam))),
)

every_strict_maximum = Claim(
    name="every-strict-maximum",
    says="Has every strict maximum a constant $c$: is at the maximum 0 of $-‖x‖⁴$ the second derivative at most $-c‖h‖²$?",
    source="own",
    assuming=(lt(0, norm(h)),),
    conclusion=le(along(along(flat_top(x), (x, h)), (x, h)).xreplace({x: Integer(0)}), -c * norm(h) ** 2),
    expected="REFUTED",
    counterexample=lambda: {h: (1,), c: 1},
)

no_constant = Claim(
    name="no-constant",
    says="There it is 0 in every direction, so no $c > 0$ exists.",
    conclusion=eq(along(along(flat_top(x), (x, h)), (x, h)).xreplace({x: Integer(0)}), 0),
    source="own",
)

strict = Claim(
    name="strict",
    says="And 0 is the strict maximum of $-‖x‖⁴$.",
    assuming=(lt(0, norm(x)),),
    conclusion=lt(flat_top(x), 0),
    source="own",
)

STATEMENT = Statement(
    name="remark-second-derivative",
    title="What a negative definite Hessian says of a maximum",
    section="3.2.1",
)
