"""Operators over the coordinates and the data: what carries no index that they bind comes out of them.

Why it is sound: Total, Mean and a Jacobian in its direction are linear, Norm(c v) = |c| Norm v, Product(f g) = Product f Product g,
Product c = c^d. The symmetry of the second derivative is cited by `verify.kernel.prove`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from verify.language.expansion.absolute_values import absolute
from verify.language.expansion.common_factors import factored
from verify.language.expansion.form import (
    UNIT,
    Expansion,
    Monomial,
    by_parts,
    expand,
    expands,
    expansion,
    monomial,
    multiple,
    opaque,
    order,
    powered,
    sum_of,
    written,
)
from verify.language.expansion.products import atom, merged, times
from verify.language.expansion.symbolic_powers import symbolic_power
from verify.language.operators import Jacobian, Mean, Norm, Product, Total, gradient_slot, indexed, sampled
from verify.language.symbols import d
from verify.language.term import Name, Number, product


def _linear(found: Expansion, bound: Callable[[Any], bool]) -> Iterator[tuple[Expansion, Monomial]]:
    """Every product as (part without the bound index, part with it)."""
    for m, c in found.items():
        outside = tuple((a, n) for a, n in m if not bound(a))
        yield {outside: c}, tuple((a, n) for a, n in m if bound(a))


@expands(Total)
def _total(e: Any) -> Expansion:
    return sum_of(times(c, _summed(m)) for c, m in _linear(expansion(e.args[0]), indexed))


@cache
def _summed(m: Monomial) -> Expansion:
    if m == UNIT:
        return atom(d)
    m = _adjoint(m)
    means = [a for a, n in m if isinstance(a, Mean) and n == 1]
    if len(means) == 1:
        rest = tuple((a, n) for a, n in m if a is not means[0])
        inside = monomial(Fraction(1), rest)
        if not sampled(inside):
            return expansion(Mean(Total(product([means[0].args[0], inside]))))
    return opaque(Total(monomial(Fraction(1), m)))


def _adjoint(m: Monomial) -> Monomial:
    """The second derivative is symmetric: <u, D_k grad_j f v> = <v, D_j grad_k f u>, written with j <= k."""
    blocks = [(a, of) for a, n in m if isinstance(a, Jacobian) and n == 1 and (of := gradient_slot(a))]
    if len(blocks) != 1:
        return m
    block, (base, j) = blocks[0]
    name, slot, v, *at = block.args
    u, k = monomial(Fraction(1), tuple((a, n) for a, n in m if a is not block)), slot.p
    if j == k:
        u, v = sorted((u, v), key=lambda x: x.key)
    if j > k:
        u, v, name, slot = v, u, Name(f"{base}_{k}"), Number(j)
    rest = next(iter(expansion(u)))  # a product of atoms, without a number
    return merged([*rest, (Jacobian(name, slot, v, *at), Fraction(1))])


@expands(Mean)
def _mean(e: Any) -> Expansion:
    return sum_of(
        times(c, opaque(Mean(monomial(Fraction(1), m))) if m else {UNIT: Fraction(1)})
        for c, m in _linear(expansion(e.args[0]), sampled)
    )


@expands(Norm)
def _norm(e: Any) -> Expansion:
    """Common scalar factors come out of a norm as absolute values, and v and -v have the same norm."""
    inner = expansion(e.args[0])
    if not inner:
        return {}
    if len(inner) > 1:
        content, common, rest = factored(inner)
    else:
        ((common, content),) = inner.items()
        rest = {UNIT: Fraction(1)}
    outside = tuple((a, n) for a, n in common if not indexed(a))
    kept = {tuple((a, n) for a, n in common if indexed(a)): Fraction(1)}
    inside = times(kept, rest)
    if inside[min(inside, key=order)] < 0:
        inside = multiple(inside, Fraction(-1))
    size = multiple(absolute(monomial(Fraction(1), outside)), abs(content))
    return times(size, opaque(Norm(written(inside))))


@expands(Product)
def _product(e: Any) -> Expansion:
    """Factor by factor; a number c gives c**d. Zero stays inside: its product over no coordinates is 1."""
    inner = expansion(e.args[0])
    if len(inner) != 1:
        return opaque(Product(written(inner)))
    ((m, c),) = inner.items()
    found: Expansion = {UNIT: Fraction(1)} if c == 1 else symbolic_power(Number(c), d)
    for a, n in m:
        if not indexed(a):
            found = times(found, symbolic_power(powered(a, n), d))
        elif n.denominator == 1:
            found = times(found, {((Product(a), n),): Fraction(1)})
        else:
            found = times(found, by_parts(Product(powered(a, n))))
    return found


@expands(Jacobian)
def _jacobian(e: Any) -> Expansion:
    name, slot, direction, *rest = e.args
    at = [expand(a) for a in rest]
    return sum_of(
        times(c, opaque(Jacobian(name, slot, monomial(Fraction(1), m), *at)))
        for c, m in _linear(expansion(direction), indexed)
    )
