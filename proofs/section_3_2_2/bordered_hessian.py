"""Eqs. (38), (39) and (41) (Section 3.2.2): the Lagrange function and its second derivative, the bordered Hessian.

It is a bilinear form on pairs (a, h), (b, k): a and b move the multiplier, h and k the input. The printed border has the
wrong sign, which is harmless; the printed last term of (41) lacks a power of two in its denominator.
"""

from proofs._reasons import VISIBLE
from proofs.setting import ell, ell_x, eps, theta, x
from verify import (
    Claim,
    Field,
    Instance,
    Jacobian,
    Removal,
    Schema,
    Statement,
    Symbol,
    Value,
    Vector,
    along,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    symbols,
    unit,
)

h, k, x_prime = map(Vector, ("h", "k", "x'"))
a, b, alpha = symbols("a b alpha")
c = Symbol("c", nonnegative=True)
r = x_prime - x
away = lt(0, norm(r))


def size(x_prime):
    """A constraint function known only by its name: ‖x' - x‖_p where it is twice differentiable."""
    return Value(Symbol("N"), x_prime)


def size_slope(x_prime):
    """Its gradient."""
    return Field(Symbol("N_1"), x_prime)


def lagrange(size):
    """(38)."""
    return ell(x_prime, theta) - alpha * (size - eps)


def second(size, a=a, b=b):
    """The second derivative of (38), on the pairs (a, h) and (b, k)."""
    return along(along(lagrange(size), (x_prime, h), (alpha, a)), (x_prime, k), (alpha, b))


def curved(k):
    """∇²ℓ k at x'."""
    return Jacobian(Symbol("ell_1"), 1, k, x_prime, theta)


def general_form(border, a=a, b=b):
    """(39) with this sign of the border."""
    bent = Jacobian(Symbol("N_1"), 1, k, x_prime)
    edge = a * dot(size_slope(x_prime), k) + b * dot(size_slope(x_prime), h)
    return border * edge + dot(h, curved(k) - alpha * bent)


def l2_form(border, power):
    """(41) with this sign of the border and this power of ‖r‖ below rrᵀ."""
    edge = a * dot(unit(r), k) + b * dot(unit(r), h)
    return border * edge + dot(h, curved(k) - alpha * k / norm(r) + alpha * r * dot(r, k) / norm(r) ** power)


flat = {"ell": ((x_prime, theta), dot(theta, x_prime)), "ell_1": ((x_prime, theta), theta)}
quadratic_size = Instance(functions={**flat, "N": ((x_prime,), norm(x_prime) ** 2 / 2), "N_1": ((x_prime,), x_prime)})
l2_size = Instance(functions=flat)


def axis(dim, *numbers):
    return (*numbers, *[0] * (dim - len(numbers)))


def one_direction(dim):
    return {
        x_prime: axis(dim, 2),
        x: axis(dim),
        theta: axis(dim),
        h: axis(dim, 1),
        k: axis(dim, 1),
        a: 1,
        b: 0,
        alpha: 1,
    }


first_order = Claim(
    name="first-order",
    says=(
        "(38) moves by $(∇_xℓ - α∇N)ᵀh - a(N - ε)$ with $x'$ and $α$: it is stationary exactly where $∇_xℓ "
        "= α∇N$ and $N = ε$, for $N = ‖x'-x‖_p$."
    ),
    equations=(38,),
    conclusion=eq(
        along(lagrange(size(x_prime)), (x_prime, h), (alpha, a)),
        dot(ell_x(x_prime, theta) - alpha * size_slope(x_prime), h) - a * (size(x_prime) - eps),
    ),
    instance=quadratic_size,
)
printed_39 = Claim(
    name="eq39-printed",
    equations=(39,),
    says="The second derivative of (38) has the border $+∇N$.",
    conclusion=eq(second(size(x_prime)), general_form(1)),
    expected="REFUTED",
    severity="misprint",
    against=Instance(quadratic_size.functions, point=lambda dim: one_direction(dim) | {b: 1}),
)
repaired_39 = Claim(
    name="eq39",
    says="The second derivative of (38) has the border $-∇N$ and the block $∇²ℓ - α∇²N$, for every constraint function $N$.",
    equations=(39,),
    source="repair",
    repairs="eq39-printed",
    added="the sign of the border",
    conclusion=eq(second(size(x_prime)), general_form(-1)),
    instance=quadratic_size,
)
harmless = Claim(
    name="border-sign",
    says="With the printed border the form (39) at $(a, h)$, $(b, k)$ is the mended one at $(-a, h)$, $(-b, k)$: a reflection.",
    source="own",
    conclusion=eq(general_form(1), general_form(-1, -a, -b)),
    instance=quadratic_size,
)


def stretched(border):
    """c²(b² + ‖k‖²) <= ‖B(b, k)‖² for the border of this sign times ∇N, and any block: here that of ℓ."""
    rest = curved(k) + border * b * size_slope(x_prime)
    return le(c**2 * (b**2 + norm(k) ** 2), dot(size_slope(x_prime), k) ** 2 + dot(rest, rest))


SINGULAR = Schema("no singular value of the mended matrix is below $c$", (b, k), stretched(-1))
same_values = Claim(
    name="border-sign-singular-values",
    says=(
        "If no singular value of the matrix with the border $-∇N$ is below $c$, none of that with $+∇N$ is: "
        "the sign of the border does not matter to Lemma 5."
    ),
    source="own",
    assuming=(SINGULAR,),
    conclusion=stretched(1),
    derive=lambda: chain(line("<=", stretched(1).rhs, by=SINGULAR(-b, k))),
    instance=Instance(quadratic_size.functions, {c: 0}),
    needs=(Removal(SINGULAR, why="without it nothing is said of $c$"),),
)
printed_41 = Claim(
    name="eq41-printed",
    equations=(41,),
    says="For $p = 2$ the last term of the bordered Hessian is $αrrᵀ/‖r‖$ with $r = x'-x$, and its border is $+r/‖r‖$.",
    assuming=(away,),
    conclusion=eq(second(norm(r)), l2_form(1, 1)),
    expected="REFUTED",
    severity="misprint",
    against=Instance(flat, point=one_direction),
)
last_term = Claim(
    name="eq41-last-term-printed",
    equations=(41,),
    says=(
        "With the sign of the border mended the last term $αrrᵀ/‖r‖$, $r = x'-x$, is right: here the form at $(a, h)$ and $(b, k)$."
    ),
    assuming=(away,),
    conclusion=eq(second(norm(r)), l2_form(-1, 1)),
    expected="REFUTED",
    severity="misprint",
    against=Instance(flat, point=lambda dim: one_direction(dim) | {a: 0}),
)
repaired_41 = Claim(
    name="eq41",
    says="For $p = 2$ it is $αrrᵀ/‖r‖³$, and the border is $-r/‖r‖$.",
    equations=(41,),
    source="repair",
    repairs="eq41-last-term-printed",
    added="$‖r‖³$ in place of $‖r‖$ (and the sign of the border, as in (39))",
    assuming=(away,),
    conclusion=eq(second(norm(r)), l2_form(-1, 3)),
    instance=l2_size,
)
same_matrix = Claim(
    name="eq41-up-to-the-border",
    says="With $‖r‖³$ and the printed border it is the second derivative after the reflection $a → -a$, $b → -b$.",
    source="repair",
    repairs="eq41-printed",
    added="$‖r‖³$ in place of $‖r‖$",
    assuming=(away,),
    conclusion=eq(second(norm(r), -a, -b), l2_form(1, 3)),
    instance=l2_size,
)
unit_radius = Claim(
    name="unit-radius",
    says="The printed last term is right where $‖r‖ = 1$.",
    source="own",
    assuming=(eq(norm(r), 1), away),
    conclusion=eq(second(norm(r)), l2_form(-1, 1)),
    instance=l2_size,
    example=lambda dim: one_direction(dim) | {x_prime: axis(dim, 1)},
    needs=(Removal(away, why=VISIBLE),),
)

STATEMENT = Statement(
    name="bordered-hessian",
    title="The second derivative of the Lagrange function",
    section="3.2.2",
)
