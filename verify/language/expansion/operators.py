"""Operators over the coordinates and the data: what carries no index that they bind comes out of them.

Why it is sound: Total, Mean and a Jacobian in its direction are linear, Product(f g) = Product f Product g, Product c = c^d, and

    Norm(c v) = |c| Norm v      Norm c = |c| sqrt d      Norm(|u| v) = Norm(u v)      Norm(sign(u)^2 v) = Norm(sign(u) v)
    Peak c = c                  Peak(f + c) = Peak f + c                              Peak(c f) = c Peak f for c >= 0
    Mean((Norm v)^2 f) = Mean(Total(v^2) f)                                           Mean(Total(f g)) = Total(Mean(f) g)

for a number c; the last where f is of the data, and g, which is not, has an average in it. The symmetry of the second derivative is
cited by `verify.kernel.prove`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from typing import Any

from verify.language.expansion.absolute_values import absolute
from verify.language.expansion.common_factors import factored
from verify.language.expansion.form import (
    UNIT,
    Expansion,
    Exponent,
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
from verify.language.expansion.roots import is_nonnegative_power
from verify.language.expansion.symbolic_powers import symbolic_power
from verify.language.functions import Abs, sign
from verify.language.operators import Jacobian, Mean, Norm, Peak, Product, Total, gradient_slot, indexed, sampled
from verify.language.possible import is_nonzero
from verify.language.remembered import remembered
from verify.language.symbols import d
from verify.language.term import Name, Number, Pow, product

HALF = Number(Fraction(1, 2))


def _linear(found: Expansion, bound: Callable[[Any], bool]) -> Iterator[tuple[Expansion, Monomial]]:
    """Every product as (part without the bound index, part with it)."""
    for m, c in found.items():
        outside = tuple((a, n) for a, n in m if not bound(a))
        yield {outside: c}, tuple((a, n) for a, n in m if bound(a))


@expands(Total)
def _total(e: Any) -> Expansion:
    return sum_of(times(c, _summed(m)) for c, m in _linear(expansion(e.args[0]), indexed))


@remembered
def _summed(m: Monomial) -> Expansion:
    if m == UNIT:
        return atom(d)
    m = _adjoint(m)
    means = _means(m)
    if len(means) == 1:
        rest = tuple((a, n) for a, n in m if a is not means[0])
        inside = monomial(Fraction(1), rest)
        if not sampled(inside):
            return expansion(Mean(Total(product([means[0].args[0], inside]))))
    return opaque(Total(monomial(Fraction(1), m)))


def _means(m: Monomial) -> list[Any]:
    return [a for a, n in m if isinstance(a, Mean) and n == 1]


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
    return sum_of(times(c, _averaged(m)) for c, m in _linear(_with_sums(expansion(e.args[0])), sampled))


@remembered
def _averaged(m: Monomial) -> Expansion:
    if m == UNIT:
        return {UNIT: Fraction(1)}
    if len(m) == 1 and isinstance(m[0][0], Total) and m[0][1] == 1:
        inner = next(iter(expansion(m[0][0].args[0])))  # one product, without a number
        data, rest = (tuple(x for x in inner if sampled(x[0]) is which) for which in (True, False))
        moved = merged([(Mean(monomial(Fraction(1), data)), 1), *rest])
        if any(isinstance(a, Mean) for a, _ in rest) and len(_means(moved)) != 1:  # which would go back
            return opaque(Total(monomial(Fraction(1), moved)))
    return opaque(Mean(monomial(Fraction(1), m)))


def _with_sums(found: Expansion) -> Expansion:
    """With the sum of squares in the place of the square of a norm of data, which an average would hide."""
    return sum_of(reduce(times, (_squared(a, n) for a, n in m), {UNIT: c}) for m, c in found.items())


def _squared(a: Any, n: Exponent) -> Expansion:
    if isinstance(a, Norm) and sampled(a) and n > 0 and n % 2 == 0:
        return _with_sums(expansion(Pow(Total(a.args[0] ** 2), Number(n // 2))))
    return {((a, n),): Fraction(1)}


@expands(Norm)
def _norm(e: Any) -> Expansion:
    """What has no index comes out of a norm as an absolute value, and the sign of a factor is not seen."""
    inner = expansion(e.args[0])
    if not any(indexed(a) for m in inner for a, _ in m):
        return times(absolute(written(inner)), expansion(Pow(d, HALF)))
    content, outside, common, rest = _parted(inner)
    bare = tuple(_without_sign(a, n) for a, n in common)
    vector = times({common: Fraction(1)}, rest)
    size = multiple(absolute(monomial(Fraction(1), outside)), abs(content))
    if bare != common:
        return times(size, _norm(Norm(product([written(rest), *(Pow(a, Number(n)) for a, n in bare)]))))
    if vector[min(vector, key=order)] < 0:
        vector = multiple(vector, Fraction(-1))
    return times(size, opaque(Norm(written(vector))))


def _without_sign(a: Any, n: Exponent) -> tuple[Any, Exponent]:
    """A power of the same size as a^n: of x for |x|, and of a sign the first, or none where it is not 0."""
    if isinstance(a, Abs) and n.denominator == 1:
        return a.args[0], n
    return (a, int(not is_nonzero(a))) if isinstance(a, sign) else (a, n)


def _parted(inner: Expansion) -> tuple[Fraction, Monomial, Monomial, Expansion]:
    """(c, k, m, f) with the expansion c k m f: the number and the common powers, those without the index and those with it."""
    content, common, rest = factored(inner)
    with_index = [indexed(a) for a, _ in common]
    outside, kept = (tuple(x for x, i in zip(common, with_index, strict=True) if i is which) for which in (False, True))
    return content, outside, kept, rest


@expands(Peak)
def _peak(e: Any) -> Expansion:
    """What has no index comes out of a maximum: a summand, and a factor that is not negative."""
    inner = expansion(e.args[0])
    alone = {m: c for m, c in inner.items() if not any(indexed(a) for a, _ in m)}
    moving = {m: c for m, c in inner.items() if m not in alone}
    if not moving:
        return inner
    content, outside, common, rest = _parted(moving)
    size = tuple((a, n) for a, n in outside if is_nonnegative_power(a, n))
    left = tuple(x for x in (*outside, *common) if x not in size)
    inside = times({merged(left): Fraction(1 if content > 0 else -1)}, rest)
    return sum_of((alone, times({size: abs(content)}, opaque(Peak(written(inside))))))


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
