"""The proof of Lemma 5 (Section 3.2.2), between (42) and (43): the norms of the inverse and of the mixed block.

The inverse that the proof bounds is printed as that of ∇_x²J, the block of the bordered Hessian in x, once with and twice
without the tilde; that block need not have one. ∇_x̃ moves the multiplier, too, and the derivative of J in it, ε - ‖x'-x‖, does
not depend on θ.
"""

from proofs.section_3_2.setting import MIXED_BLOCK, c, mixed, mixed_block_is_bounded
from proofs.section_3_2_2.bordered_hessian import alpha, b, curved, h, k, lagrange, quadratic_size, size, x_prime
from proofs.setting import EQ_13, C_theta_x, theta, u
from verify import (
    Abs,
    Claim,
    Instance,
    Rule,
    Schema,
    Statement,
    Symbol,
    Vector,
    along,
    chain,
    dot,
    eq,
    le,
    line,
    norm,
    sqrt,
    symbols,
)
from verify.facts import cauchy_schwarz, dotted

n, v, g = map(Vector, ("n", "v", "g"))
a, g_0 = symbols("a g_0")
eps = Symbol("varepsilon", positive=True)
unit_normal = eq(dot(n, n), 1)


def block(k):
    """∇_x²J k, for ‖x' - x‖ = ε."""
    return curved(k) - alpha / eps * (k - n * dot(n, k))


def below(b, k):
    """What stands below -nᵀk in ∇²_x̃J (b, k)."""
    return block(k) - b * n


SINGULAR = Schema(
    "no singular value of the bordered Hessian is below $c$",
    (b, k),
    le(c**2 * (b**2 + norm(k) ** 2), dot(n, k) ** 2 + dot(below(b, k), below(b, k))),
)
flat = {"ell": ((x_prime, theta), dot(theta, x_prime)), "ell_1": ((x_prime, theta), theta)}
all_one = {c: 1, alpha: 1, eps: 1}
as_long = {SINGULAR.name: lambda: chain(line("=", b**2 + dot(k, k)))}


def first_axis(dim):
    axis, zero = (1, *[0] * (dim - 1)), (0,) * dim
    return {n: axis, v: axis, g: zero, x_prime: zero, theta: zero}


printed = Claim(
    name="inverse-printed",
    says=(
        "As no singular value of the bordered Hessian is below $c$, the inverse of its block $∇²_xJ$ has a norm of at most $1/c$: "
        "$v$, which goes to $g$, has $‖v‖ ≤ ‖g‖/c$."
    ),
    assuming=(unit_normal, SINGULAR, eq(block(v), g)),
    conclusion=le(norm(v), norm(g) / c),
    expected="REFUTED",
    severity="misprint",
    against=Instance(flat, all_one, as_long, point=first_axis),
)


def the_pair_is_bounded():
    found, bound = below(a, v), SINGULAR(a, v)
    return chain(
        line("<=", (g_0**2 + dot(found, found)) / c**2, bound.slack / c**2, by=bound),
        line("=", (g_0**2 + norm(g) ** 2) / c**2, by=(dotted(found, g, found), dotted(found, g, g))),
        squared=True,
    )


inverse = Claim(
    name="inverse",
    says="The inverse of the whole has: the pair $(a, v)$ that goes to $(g₀, g)$ has at most $1/c$ times its length.",
    source="repair",
    repairs="inverse-printed",
    added="the bordered Hessian in place of its block $∇²_xJ$",
    restates=(eq(-dot(n, v), g_0), eq(below(a, v), g)),
    assuming=(unit_normal, SINGULAR, eq(-dot(n, v), g_0), eq(below(a, v), g)),
    conclusion=le(sqrt(a**2 + norm(v) ** 2), sqrt(g_0**2 + norm(g) ** 2) / c),
    derive=the_pair_is_bounded,
    instance=Instance(flat, all_one, as_long),
    example=lambda dim: first_axis(dim) | {g_0: -1, a: 0},
)

moved = along(along(lagrange(size(x_prime)), (x_prime, k), (alpha, b)), (theta, h))
mixed_block = Claim(
    name="mixed-block",
    says="The mixed block of (38) has the parts 0 and $∇_θ∇_xℓ$: along $(b, k)$ and $h$ it is $kᵀ∇_θ∇_xℓ h$, whatever the constraint.",
    conclusion=eq(moved, dot(mixed(h, x_prime, theta), k)),
    instance=quadratic_size,
)


def by_its_second_part():
    part, slack = mixed(h, x_prime, theta), MIXED_BLOCK(h, x_prime, theta)
    bound, both = C_theta_x * norm(h), (cauchy_schwarz(part, k), cauchy_schwarz(-part, k))
    terms = (
        both[0].slack * both[1].slack,
        slack.slack * (bound + norm(part)) * norm(k) ** 2,
        bound**2 * b**2,
    )
    return chain(
        line("<=", bound**2 * (b**2 + norm(k) ** 2), *terms, by=(*both, slack)),
        rules=(Rule(MIXED_BLOCK, mixed_block_is_bounded(u)),),
        squared=True,
    )


mixed_bound = Claim(
    name="mixed-block-bound",
    says="By (13) its norm is at most $C_θx$: in these directions its size is at most $C_θx‖h‖$ times the length of $(b, k)$.",
    assuming=(EQ_13,),
    conclusion=le(Abs(moved), C_theta_x * norm(h) * sqrt(b**2 + norm(k) ** 2)),
    derive=by_its_second_part,
    instance=Instance(
        {**quadratic_size.functions, "ell_2": ((x_prime, theta), x_prime)},
        {C_theta_x: 1},
    ),
)

STATEMENT = Statement(
    name="lemma-5-norms",
    title="The printed proof of Lemma 5: the norms of the inverse and of the mixed block",
    section="3.2.2",
    uses=("lemma-5", "bordered-hessian"),
)
