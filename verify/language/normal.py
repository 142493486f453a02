"""The normal form of an expression in vectors of unknown dimension: scalars stand outside Total, Norm and Mean.

Why it is sound. Each rule is an identity of real numbers, for every d, N and all values at which both sides have one:

    Total(c f + g) = c Total(f) + Total(g)      Mean likewise      Total(1) = d      Mean(1) = 1
    Total(Mean(f) r) = Mean(Total(f r)), r the same for all data        Norm(c v) = |c| Norm(v)        Norm(-v) = Norm(v)
    Product(f g) = Product(f) Product(g)        Product(c^n) = c^(n d), c != 0        |a b| = |a| |b|        |a^n| = |a|^n
    v sign(v) = |v|        v sign(v)^2 = v        |v| sign(v) = v        sign(v)^3 = sign(v)
    D f(a) (c u + v) = c D f(a) u + D f(a) v        <u, D_k grad_j f v> = <v, D_j grad_k f u>
    x^(a + b) = x^a x^b, x > 0

c has no index that the operator binds: `indexed` and `sampled` tell. In R^0 a sum is 0 = c 0 and a product 1; Product(0), which
is 0 where there is a coordinate and 1 in R^0, stays as it is. sign(v)^2 alone is 0 or 1, and stays too.

Two rules owe more than an identity. Splitting a symbolic power asks for x > 0, or what `spread_powers` tells: who uses the form
owes the conditions of those (`verify.kernel.appeals.require_values`). The symmetry of the second derivative (Rudin, Principles
of Mathematical Analysis, 9.41) asks for functions that are twice continuously differentiable: it is cited by
`verify.kernel.prove`, and a map called f_k is by that name the gradient of f in slot k.

A common factor is taken out by dividing by it, so the form may have a value where the expression has none. The conditions are
read off the expression as it was (`verify.kernel.domain`), never off its normal form.
Of SymPy it relies on `expand`, `cancel`, `apart`, `as_powers_dict` and on what Mul and Pow do by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import sympy as sp

from verify.language.operators import (
    Field,
    Jacobian,
    Mean,
    Norm,
    Product,
    Total,
    Value,
    gradient_slot,
    indexed,
    sampled,
)
from verify.language.symbols import Vector, d


def normal(e: Any) -> Any:
    """Scalars outside, sums split, images self-adjoint: Total(2*eps*u*v) becomes 2*eps*Total(u*v), Total(1) becomes d."""
    return _normal(sp.sympify(e))


@lru_cache(maxsize=50_000)
def _normal(e: Any) -> Any:
    if not e.args:
        return e
    args = [normal(a) for a in e.args]
    if isinstance(e, Total):
        return sp.Add(*(c * _total(f) for c, f in _terms(args[0], indexed)))
    if isinstance(e, Mean):
        return sp.Add(*(c if f == 1 else c * Mean(f) for c, f in _terms(args[0], sampled)))
    if isinstance(e, Norm):
        return _norm(args[0])
    if isinstance(e, Product):
        return _product(args[0])
    if isinstance(e, Jacobian):
        name, slot, direction, *rest = args
        at = [sp.expand(a) for a in rest]
        return sp.Add(*(c * Jacobian(name, slot, v, *at) for c, v in _terms(direction, indexed)))
    if isinstance(e, Field | Value):
        return e.func(args[0], *(sp.expand(a) for a in args[1:]))
    if isinstance(e, sp.Abs):
        return _abs(args[0])
    if isinstance(e, sp.sign):
        return sp.sign(sp.expand(args[0]))
    if _symbolic_power(e):
        return spread(e.func(*args))
    return e.func(*args)


def spread(e: Any) -> Any:
    """Expanded, with symbolic exponents in partial fractions: x**(r/(1+r)) becomes x*x**(-1/(1+r)).

    For x > 0 only: what uses this form owes the conditions of `spread_powers`.
    """
    e = sp.expand(e)
    for _ in range(4):  # powers of powers, and no tower of them: what is left after four rounds stays as it is
        if not any(map(_symbolic_power, e.atoms(sp.Pow))):
            break
        new = sp.expand(e.replace(_symbolic_power, _partial_fractions))
        if new == e:
            break
        e = new
    return e


def spread_powers(e: Any) -> list[Any]:
    """The symbolic powers of an expression as `spread` writes them; where they have no value it may not be used."""
    return [spread(x) for x in e.atoms(sp.Pow) if _symbolic_power(x)]


def _symbolic_power(e: Any) -> bool:
    return bool(e.is_Pow and not e.exp.is_Rational and e.exp.is_rational_function() and e.exp.free_symbols)


def _partial_fractions(e: Any) -> Any:
    exponent = sp.cancel(e.exp)
    if len(exponent.free_symbols) == 1 and not exponent.is_polynomial():
        exponent = sp.apart(exponent)
    return sp.Mul(*(e.base**c for c in sp.Add.make_args(sp.expand(exponent))))


def _terms(f: Any, bound: Any) -> Iterator[tuple[Any, Any]]:
    """Every term of the expanded summand as (part without the bound index, part with it)."""
    for term in sp.Add.make_args(spread(f)):
        factors = sp.Mul.make_args(term)
        outside = sp.Mul(*(x for x in factors if not bound(x)))
        if outside != 0:
            yield outside, sp.Mul(*(x for x in factors if bound(x)))


def _total(f: Any) -> Any:
    if f == 1:
        return d
    factors = sp.Mul.make_args(_signs(_adjoint(f)))
    means = [x for x in factors if isinstance(x, Mean)]
    rest = sp.Mul(*(x for x in factors if not isinstance(x, Mean)))
    if len(means) == 1 and not sampled(rest):
        return normal(Mean(Total(means[0].args[0] * rest)))
    return Total(sp.Mul(*factors))


def _adjoint(f: Any) -> Any:
    """The second derivative is symmetric: <u, D_k grad_j f v> = <v, D_j grad_k f u>, written with j <= k."""
    blocks = [(x, of) for x in sp.Mul.make_args(f) if isinstance(x, Jacobian) and (of := gradient_slot(x))]
    if len(blocks) != 1:
        return f
    block, (base, j) = blocks[0]
    name, slot, v, *at = block.args
    u, k = f / block, int(slot)
    if j == k:
        u, v = sorted((u, v), key=sp.default_sort_key)
    if j <= k:
        return u * Jacobian(name, slot, v, *at)
    return v * Jacobian(sp.Symbol(f"{base}_{k}"), sp.Integer(j), u, *at)


def _product(f: Any) -> Any:
    """Factor by factor; a number c gives c**d. Zero stays inside: its product over no coordinates is 1."""
    if f == 0:
        return Product(f)
    parts = []
    for x in sp.Mul.make_args(f):
        base, n = x.as_base_exp() if x.is_Pow and x.exp.is_Integer else (x, sp.S.One)
        parts.append(Product(base) ** n if indexed(base) else base ** (n * d))
    return sp.Mul(*parts)


def _signs(f: Any) -> Any:
    """v, |v| and sign(v) of one coordinate in one form: sign(v)*v is |v|, and sign(v)^2 is 1 only beside a power of v."""
    for v in sorted(f.atoms(Vector), key=sp.default_sort_key):
        powers = f.as_powers_dict()
        a, b, c = powers.get(v, 0), powers.get(sp.sign(v), 0), powers.get(sp.Abs(v), 0)
        whole = all(sp.sympify(k).is_Integer and k >= 0 for k in (a, b, c))
        if not whole or not b + c:
            continue
        rest = f / (v**a * sp.sign(v) ** b * sp.Abs(v) ** c)
        size, odd = a + c, (a + b) % 2
        signs = sp.sign(v) ** (2 - b % 2)
        sized = v**size if size % 2 == odd else v ** (size - 1) * sp.Abs(v)
        f = rest * (sized if size else signs)
    return f


def _norm(v: Any) -> Any:
    """Common scalar factors come out of a norm as absolute values, and v and -v have the same norm."""
    terms = list(_terms(sp.expand(v), indexed))
    if not terms:
        return sp.S.Zero
    common = _common([c for c, _ in terms])
    inner = sp.expand(sp.Add(*(c / common * f for c, f in terms)))
    if inner.could_extract_minus_sign():
        inner = sp.expand(-inner)
    return sp.Abs(common) * Norm(inner)


def _abs(e: Any) -> Any:
    """The absolute value of a product factor by factor, and of a sum without its common factors."""
    e = sp.expand(e)
    if e == 0:
        return sp.S.Zero
    terms = sp.Add.make_args(e)
    common = _common(terms)
    rest = sp.expand(sp.Add(*(t / common for t in terms)))
    outside = (sp.Abs(b) ** k if k.is_Integer else sp.Abs(b**k) for b, k in common.as_powers_dict().items())
    return sp.Mul(*outside) * sp.Abs(rest)


def _common(coefficients: Sequence[Any]) -> Any:
    """The scalar factors that stand in every coefficient, with the smallest power and the greatest common rational."""
    split = [c.as_coeff_Mul() for c in coefficients]
    rational = sp.Integer(0)
    for number, _ in split:
        rational = sp.gcd(rational, number) if number.is_Rational else sp.S.One
    powers = [rest.as_powers_dict() for _, rest in split]
    out = rational if rational != 0 else sp.S.One
    for base in powers[0]:
        exponents = [p.get(base, sp.S.Zero) for p in powers]
        if all(x.is_Integer for x in exponents):
            out *= base ** (min(exponents) if min(exponents) > 0 else max(exponents) if max(exponents) < 0 else 0)
        elif len(set(exponents)) == 1:
            out *= base ** exponents[0]
    return out
