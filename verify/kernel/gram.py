"""Names for norms, inner products, averages and unknown functions, and the zero test built on them.

Why it is sound. Every part of an expression that is no sum, product or whole power gets a name, a real symbol; an expression
is then a rational function p/q of names, and between the names polynomials r_k vanish: the square of a norm is the inner
product of its vector with itself, the k-th power of a root is what is rooted, and the given equations hold. Then

    p = c_1 r_1 + ... + c_m r_m for some polynomials c_k          q != 0, for the expression has a value
    -----------------------------------------------------------------------------------------------------
                                              p/q = 0

Ideal membership is decided by division: where the remainder is 0 the quotients c_k are the proof, whatever the order of the
terms and whether or not the r_k are a Gröbner basis; a basis of the ideal only finds more (Cox, Little, O'Shea, Ideals,
Varieties, and Algorithms, 2.3 and 2.6). A True is a proof for every dimension and every data set, for nothing is said of d or
N. A False proves nothing: relations that the names satisfy may be missing.

Equal atoms have one name: equal texts, or functions of arguments whose difference is zero by this same test. A name has the
sign of its atom, and no more. Roots are those of numbers >= 0; the derivative of |x| is sign x where it has a value. Both are
conditions of the expression, and the caller owes them (`verify.kernel.appeals.require_values`).

Not checked here: the normal form (`verify.language.normal`) and the quotients (`verify.kernel.quotient`). Of SymPy it relies
on `reduced` and `groebner`, which compute exactly over the rational numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import sympy as sp

from verify.kernel.quotient import Quotients, are_dependent
from verify.language.normal import normal
from verify.language.operators import Field, Inert, Jacobian, Mean, Norm, Peak, Slope, Total
from verify.language.symbols import Vector


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
        self.equalities = [self(e) for e in equalities]

    def __call__(self, e: Any) -> Any:
        """The expression as a rational function of the names."""
        return self._walk(normal(e))

    @property
    def relations(self) -> list[Any]:
        return [*self._squares.values(), *self._rooted.values(), *self.equalities]

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
        if isinstance(e, sp.exp) and e.args[0].could_extract_minus_sign():
            return 1 / self._walk(sp.exp(-e.args[0]))
        if isinstance(e, Vector | sp.Function | Inert):
            return self._name(e, e)
        if e.is_Pow and not e.exp.is_Integer:
            return self._root(e)
        return e.func(*map(self._walk, e.args)) if e.args else e

    def _length(self, e: Any) -> Any:
        """‖v‖, with ‖v‖^2 = <v, v> where v is no single name."""
        known = e in self.names
        symbol = self._name(e, e, nonnegative=True)
        if not known and not isinstance(e.args[0], Vector | Field | Jacobian):
            self._squares[symbol] = symbol**2 - self._walk(normal(Total(sp.expand(e.args[0] ** 2))))
        return symbol

    def _root(self, e: Any) -> Any:
        """x^(p/q) is the p-th power of the root, whose q-th power is x; x^(c a) is the c-th power of x^a for a whole c."""
        base, exponent = e.as_base_exp()
        if not exponent.is_Rational:
            c, rest = exponent.as_coeff_Mul()
            if c.is_Integer and c < 0 and exponent.is_nonnegative:
                c, rest = -c, -rest
            return self._name(base**rest, base**rest) ** c if c.is_Integer else self._name(e, e)
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
        if isinstance(e, sp.Function | Inert) and not isinstance(e, Total | Mean | Norm | Peak):
            for other, name in list(self.names.items()):
                if type(other) is type(e) and len(other.args) == len(e.args) and _same(other, e):
                    self.names[key] = name
                    return name
        if e.is_positive:
            sign = {"positive": True}
        elif e.is_nonnegative:
            sign = {"nonnegative": True}
        self.names[key] = _symbol(len(self.names), *(sign or ["real"]))
        return self.names[key]


@cache
def _symbol(number: int, sign: str) -> Any:
    """The same symbol for the same place and sign in every family: SymPy then remembers what it worked out about it."""
    return sp.Dummy(f"g{number}", **{sign: True})


def _square_root(f: Any) -> Any:
    """v, where the summand is v**2 for a named vector or an unknown field."""
    return f.base if f.is_Pow and f.exp == 2 and isinstance(f.base, Vector | Field | Jacobian) else None


def _same(a: Any, b: Any) -> bool:
    return all(
        x == y or (not (x.is_Symbol and y.is_Symbol) and is_zero(x - y)) for x, y in zip(a.args, b.args, strict=True)
    )


def is_zero(e: Any, equalities: Sequence[Any] = ()) -> bool:
    """Is the expression identically zero, given expressions that are zero? Exact, and the same for every dimension."""
    return _is_zero(sp.sympify(e), tuple(equalities))


@lru_cache(maxsize=50_000)
def _is_zero(e: Any, equalities: tuple[Any, ...]) -> bool:
    e = normal(e)
    if e == 0:
        return True
    gram = Gram(equalities)
    named = gram(e)
    quotients = Quotients([named, *gram.relations])
    try:
        numerator = quotients.numerator(named)
        relations = [r for r in map(quotients.numerator, gram.relations) if r != 0]
        if numerator == 0 or (len(gram.equalities) > 1 and are_dependent(named, gram.equalities)):
            return True
    except ZeroDivisionError:
        return False
    as_sums = [quotients.expression(r) for r in relations]
    return bool(relations) and _in_ideal(quotients.expression(numerator), as_sums, gram.eliminated)


def _in_ideal(numerator: Any, relations: list[Any], first: list[Any]) -> bool:
    """Division by the relations leaves no remainder (then the numerator is in their ideal, whatever the order)."""
    symbols = sorted(numerator.free_symbols.union(*(r.free_symbols for r in relations)), key=str)
    order = [s for s in reversed(first) if s in symbols] + [s for s in symbols if s not in first]
    if sp.reduced(numerator, relations, *order, order="lex", polys=False)[1] == 0:
        return True
    if len(relations) == len(first):
        return False  # no equation was assumed: each relation begins with a name of its own, and a basis finds no more
    basis = sp.groebner(relations, *order, order="grevlex")
    return bool(basis.reduce(numerator)[1] == 0)
