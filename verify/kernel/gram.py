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

An equation that holds of every coordinate, as u = v or grad f(z) = 0, gives for the one vector in it that stands alone the others:

    a_i = b_i for every coordinate and data point          t[b] = 0
    ----------------------------------------------------------------      a a named vector or an unknown field that b has not,
                               t[a] = 0                                    b with no index that a has not

Equal atoms have one name: equal terms, or functions of arguments whose difference is zero by this same test. A name has the
sign of its atom, and no more. Roots are those of numbers >= 0; the derivative of |x| is sign x where it has a value. Both are
conditions of the expression, and the caller owes them (`verify.kernel.appeals.require_values`).

Not checked here: the canonical form (`verify.language.expansion`) and the quotients (`verify.kernel.quotient`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from verify.kernel.quotient import Quotients, are_dependent
from verify.language.expansion import expand, expansion
from verify.language.functions import Abs, Function, exp, sign
from verify.language.normal import normal
from verify.language.operators import Field, Inert, Jacobian, Mean, Norm, Peak, Slope, Total, indexed, sampled
from verify.language.possible import NOT_NEGATIVE, is_integer, is_nonnegative, is_nonzero, possible
from verify.language.remembered import remembered
from verify.language.symbols import Sample, Vector
from verify.language.term import NOUGHT, Constant, Dummy, Mul, Number, Pow, rebuilt

EXCHANGED = (Vector, Sample, Field, Jacobian)


@remembered
def without_slopes(e: Any) -> Any:
    """The derivative of the absolute value as a sign: equal wherever it has a value."""
    return rebuilt(e, lambda x: sign(x.args[0]) if isinstance(x, Slope) else x) if e.has(Slope) else e


class Gram:
    """Names for the norms, inner products, averages and unknown functions of a family of terms.

    `relations` are polynomials that vanish: the square of a composite norm against the inner products, roots against their base.
    """

    def __init__(self, equalities: Sequence[Any] = ()) -> None:
        self.names: dict[Any, Any] = {}
        self._squares: dict[Any, Any] = {}
        self._rooted: dict[Any, Any] = {}
        self.equalities = [self(e) for e in equalities]

    def __call__(self, e: Any) -> Any:
        """The term as a rational function of the names."""
        return self._walk(normal(without_slopes(e)))

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
        if isinstance(e, Total) and (root := _square_root(e.args[0])) is not None:
            return self._length(Norm(root)) ** 2
        if isinstance(e, exp):
            return self._exponential(e)
        if isinstance(e, Abs):
            return self._absolute(e)
        if isinstance(e, Vector | Function | Inert | Constant):
            return self._name(e, e)
        if isinstance(e, Pow) and not e.exp.is_Integer:
            return self._root(e.base, e.exp) if isinstance(e.exp, Number) else self._symbolic(e)
        return e.func(*map(self._walk, e.args)) if e.args else e

    def _length(self, e: Any) -> Any:
        """‖v‖, with ‖v‖^2 = <v, v> where v is no single name."""
        known = e in self.names
        symbol = self._name(e, e, NOT_NEGATIVE)
        if not known and not isinstance(e.args[0], Vector | Field | Jacobian):
            self._squares[symbol] = symbol**2 - self._walk(expand(Total(e.args[0] ** 2)))
        return symbol

    def _absolute(self, e: Any) -> Any:
        """|x|, with |x|^2 = x^2."""
        known = e in self.names
        symbol = self._name(e, e)
        if not known and symbol not in self._rooted:
            self._rooted[symbol] = symbol**2 - self._walk(e.args[0]) ** 2
        return symbol

    def _root(self, base: Any, exponent: Number) -> Any:
        """x^(p/q) is the p-th power of the root, whose q-th power is x."""
        root = Pow(base, Number(1) / exponent.q)
        known = root in self.names
        symbol = self._name(root, root, NOT_NEGATIVE)
        if not known:
            self._rooted[symbol] = symbol**exponent.q - self._walk(base)
        return symbol**exponent.p

    def _exponential(self, e: Any) -> Any:
        """exp(c a) is the c-th power of exp(a)."""
        c, rest = _with_number(e.args[0])
        if c == 1:
            return self._name(e, e)
        return self._name(exp(rest), exp(rest)) ** c if c.is_Integer else self._root(exp(rest), c)

    def _symbolic(self, e: Any) -> Any:
        """x^(c a) is the c-th power of x^a, and for c < 0, where x may be 0 and x^a without a value, of x^(-a).

        Where x may be negative, which it may be where the exponent is whole, x^(c a) has a name of its own.
        """
        if not is_nonnegative(e.base) and not is_integer(e.exp):
            return self._name(e, e)
        c, rest = _with_number(e.exp)
        opposite = expand(-rest)
        if c < 0 and not is_nonzero(e.base):
            c, rest, opposite = -c, opposite, rest
        whole, inverse = Pow(e.base, rest), Pow(e.base, opposite)
        if c != 1:
            return self._walk(whole) ** c if c.is_Integer else self._root(whole, c)
        known = whole in self.names
        symbol = self._name(whole, whole)
        if not known and inverse in self.names:
            self._rooted[symbol] = symbol * self.names[inverse] - 1
        return symbol

    def _name(self, key: Any, e: Any, signs: int = 0) -> Any:
        """One name for equal atoms: the same term, or functions of arguments that are equal as rational functions."""
        if key in self.names:
            return self.names[key]
        if isinstance(e, Function | Inert) and not isinstance(e, Total | Mean | Norm | Peak):
            for other, name in list(self.names.items()):
                if type(other) is type(e) and len(other.args) == len(e.args) and _same(other, e):
                    self.names[key] = name
                    return name
        self.names[key] = _symbol(len(self.names), possible(e) & (signs or possible(e)))
        return self.names[key]


@remembered
def _symbol(number: int, signs: int) -> Any:
    """The same symbol for the same place and sign in every family."""
    return Dummy.of(f"g{number}", signs)


def _with_number(e: Any) -> tuple[Any, Any]:
    """The number in front of a product, and the rest."""
    if isinstance(e, Mul) and isinstance(e.args[0], Number):
        rest = e.args[1:]
        return e.args[0], rest[0] if len(rest) == 1 else Mul(*rest)
    return (e, Number(1)) if isinstance(e, Number) else (Number(1), e)


def _square_root(f: Any) -> Any:
    """v, where the summand is v**2 for a named vector or an unknown field."""
    return f.base if f.is_Pow and f.exp == 2 and isinstance(f.base, Vector | Field | Jacobian) else None


def _same(a: Any, b: Any) -> bool:
    return all(
        x is y or (not (x.is_Symbol and y.is_Symbol) and is_zero(x - y)) for x, y in zip(a.args, b.args, strict=True)
    )


def is_zero(e: Any, equalities: Sequence[Any] = ()) -> bool:
    """Is the term identically zero, given terms that are zero? Exact, and the same for every dimension."""
    return _is_zero(e, tuple(equalities))


@remembered
def exchanged(equalities: tuple[Any, ...]) -> Mapping[Any, Any]:
    """What may be put for named vectors and unknown fields, by those of the terms that are 0 in every coordinate."""
    rule: dict[Any, Any] = {}
    for e in equalities:
        left = expand(e.xreplace(rule)) if indexed(e) else NOUGHT
        alone = [(a, c) for m, c in expansion(left).items() if len(m) == 1 for a, n in m if n == 1]
        for a, c in sorted(alone, key=lambda x: (isinstance(x[0], Vector), x[0].key)):
            value = expand(a - left / Number(c))
            if type(a) in EXCHANGED and not value.has(a) and sampled(value) <= sampled(a):
                rule = {**{k: expand(v.xreplace({a: value})) for k, v in rule.items()}, a: value}
                break
    return rule


@remembered
def _is_zero(e: Any, equalities: tuple[Any, ...]) -> bool:
    if _is_combination(e, equalities):
        return True
    rule = exchanged(equalities)
    moved = normal(e).xreplace(rule)
    rest = (x.xreplace(rule) for x in equalities)
    return moved != normal(e) and _is_combination(moved, tuple(x for x in rest if normal(x) != 0))


def _is_combination(e: Any, equalities: tuple[Any, ...]) -> bool:
    e = normal(e)
    if e == 0:
        return True
    gram = Gram(equalities)
    named = gram(e)
    quotients = Quotients([named, *gram.relations], [*reversed(gram.eliminated)])
    try:
        numerator = quotients.numerator(named)
        relations = [r for r in map(quotients.numerator, gram.relations) if r != 0]
        if numerator == 0 or (len(gram.equalities) > 1 and are_dependent(named, gram.equalities)):
            return True
    except ZeroDivisionError:
        return False
    return bool(relations) and quotients.vanishes(
        numerator, relations, own_names=len(relations) == len(gram.eliminated)
    )
