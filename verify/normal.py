"""The normal form of an expression in vectors of unknown dimension, and the zero test built on it.

`normal` moves scalars out of Total, Norm and Mean; `gram` then names every norm, inner product, average and unknown function by one
real symbol, with the polynomial relations between them; `is_zero` asks whether the numerator lies in the ideal of those relations.
A True is a proof for every dimension and every data set. A False proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import sympy as sp

from verify.geometry import (
    Field,
    Image,
    Inert,
    Mean,
    Norm,
    Peak,
    Slope,
    Total,
    Value,
    Vector,
    d,
    indexed,
    sampled,
)

OPAQUE = (sp.Function, Inert)


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
    if isinstance(e, Image):
        return sp.Add(*(c * Image(args[0], v) for c, v in _terms(args[1], indexed)))
    if isinstance(e, Field | Value):
        return e.func(args[0], *(sp.expand(a) for a in args[1:]))
    if isinstance(e, sp.sign | sp.Abs):
        return e.func(sp.expand(args[0]))
    return e.func(*args)


def _terms(f: Any, bound: Any) -> Iterator[tuple[Any, Any]]:
    """Every term of the expanded summand as (part without the bound index, part with it)."""
    for term in sp.Add.make_args(sp.expand(f)):
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
    """<u, M v> = <M u, v>: the two vectors in a fixed order."""
    images = [x for x in sp.Mul.make_args(f) if isinstance(x, Image)]
    if len(images) != 1:
        return f
    m, v = images[0].args
    u, v = sorted((v, f / images[0]), key=sp.default_sort_key)
    return u * Image(m, v)


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
        if size == 0:
            f = rest * sp.sign(v) ** (2 - b % 2)
        else:
            f = rest * (v**size if size % 2 == odd else v ** (size - 1) * sp.Abs(v))
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


def without_slopes(e: Any) -> Any:
    """The derivative of the absolute value as a sign: equal wherever it has a value."""
    return e.xreplace({s: sp.sign(s.args[0]) for s in e.atoms(Slope)})


class Gram:
    """Names for the norms, inner products, averages and unknown functions of a family of expressions.

    `relations` are polynomials that vanish: the square of a composite norm against the inner products, roots against their base.
    """

    def __init__(self, equalities: Sequence[Any] = ()) -> None:
        self.names: dict[Any, Any] = {}
        self._squares: dict[Any, Any] = {}
        self._rooted: dict[Any, Any] = {}
        self._equalities = [self(e) for e in equalities]

    def __call__(self, e: Any) -> Any:
        """The expression as a rational function of the names."""
        return self._walk(normal(e))

    @property
    def relations(self) -> list[Any]:
        return [*self._squares.values(), *self._rooted.values(), *self._equalities]

    @property
    def eliminated(self) -> list[Any]:
        """The names to be eliminated first, with their squares known."""
        return [*self._squares, *self._rooted]

    def _walk(self, e: Any) -> Any:
        if isinstance(e, Norm):
            return self._length(e)
        if e.has(Slope):
            return self(without_slopes(e))
        if isinstance(e, Total) and (root := _square_root(e.args[0])) is not None:
            return self._length(Norm(root)) ** 2
        if isinstance(e, Vector) or isinstance(e, OPAQUE):
            return self._name(e, e)
        if e.is_Pow and not e.exp.is_Integer:
            return self._root(e)
        return e.func(*map(self._walk, e.args)) if e.args else e

    def _length(self, e: Any) -> Any:
        known = e in self.names
        symbol = self._name(e, e, nonnegative=True)
        if not known and not isinstance(e.args[0], Vector | Field):
            self._squares[symbol] = symbol**2 - self._walk(normal(Total(sp.expand(e.args[0] ** 2))))
        return symbol

    def _root(self, e: Any) -> Any:
        base, exponent = e.as_base_exp()
        if not exponent.is_Rational:
            return self._name(e, e)
        root = sp.Pow(base, sp.Rational(1, exponent.q), evaluate=False)
        known = root in self.names
        symbol = self._name(root, root, nonnegative=True)
        if not known:
            self._rooted[symbol] = symbol**exponent.q - self._walk(base)
        return symbol**exponent.p

    def _name(self, key: Any, e: Any, **sign: bool) -> Any:
        """One name for equal atoms: the same text, or functions of arguments that are equal as rational functions."""
        if key in self.names:
            return self.names[key]
        if isinstance(e, OPAQUE) and not isinstance(e, Total | Mean | Norm | Image | Peak):
            for other, name in list(self.names.items()):
                if type(other) is type(e) and len(other.args) == len(e.args) and _same(other, e):
                    self.names[key] = name
                    return name
        if e.is_positive:
            sign = {"positive": True}
        elif e.is_nonnegative:
            sign = {"nonnegative": True}
        self.names[key] = sp.Dummy(f"g{len(self.names)}", **(sign or {"real": True}))
        return self.names[key]


def _square_root(f: Any) -> Any:
    """v, where the summand is v**2 for a named vector or an unknown field."""
    return f.base if f.is_Pow and f.exp == 2 and isinstance(f.base, Vector | Field) else None


def _same(a: Any, b: Any) -> bool:
    return all(x == y or (x.args != () and y.args != () and is_zero(x - y)) for x, y in zip(a.args, b.args, strict=True))


def is_zero(e: Any, equalities: Sequence[Any] = ()) -> bool:
    """Is the expression identically zero, given expressions that are zero? Exact, and the same for every dimension."""
    e = normal(e)
    if e == 0:
        return True
    gram = Gram(equalities)
    numerator = sp.expand(sp.fraction(sp.together(gram(e)))[0])
    if numerator == 0:
        return True
    relations = [r for r in (sp.expand(sp.fraction(sp.together(r))[0]) for r in gram.relations) if r != 0]
    return bool(relations) and _in_ideal(numerator, relations, gram.eliminated)


def _in_ideal(numerator: Any, relations: list[Any], first: list[Any]) -> bool:
    """Division by the relations leaves no remainder (then the numerator is in their ideal, whatever the order)."""
    symbols = sorted(numerator.free_symbols.union(*(r.free_symbols for r in relations)), key=str)
    order = [s for s in reversed(first) if s in symbols] + [s for s in symbols if s not in first]
    if sp.reduced(numerator, relations, *order, order="lex", polys=False)[1] == 0:
        return True
    if len(relations) == len(first):
        return False
    basis = sp.groebner(relations, *order, order="grevlex")
    return bool(basis.reduce(numerator)[1] == 0)

