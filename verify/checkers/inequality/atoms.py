"""Expressions as rational functions: every transcendental part or root becomes a symbol, powers of exp share one.

Why it is sound. e is the expression, r the rational function with symbols for its parts.

  r(s_1, ..., s_k) has a property for all real s_1, ..., s_k of the declared signs
  --------------------------------------------------------------------------------
  e has it wherever it has a value

For the values of the parts are such numbers. The converse fails: the parts depend on each other.

  * One symbol stands for one part, and one part has one symbol: parts that print alike (a variable may be called E), or like
    a symbol that is there already, get names of their own.
  * A symbol is positive for exp, not negative for a power, else what SymPy tells of the part. A power with a fractional
    exponent has a value only for a base that is not negative, and is then the power of one root.
  * exp(u) is split by the summands of u: exp(c v) = exp(v/n)^(c n), with n the common denominator of all such c.
  * Only parts with variables are replaced: numbers such as sqrt(2) stay, and SymPy's polynomials treat them as further symbols,
    so that what is an identity there holds, and a number may be 0 without being seen to be.

That e has values, and its parts with it, is not checked here: the goals on the domain say so (`goal`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from math import lcm
from typing import Any

import sympy as sp

PERIODIC = (sp.sin, sp.cos)
OPAQUE = (sp.log, sp.atan, sp.tan, sp.Abs, sp.Max, sp.Min, sp.sign)


@dataclass(frozen=True)
class Atoms:
    """`rule` replaces parts by polynomials in symbols, `meaning` says what each symbol stands for."""

    rule: Mapping[Any, Any]
    meaning: Mapping[Any, Any]

    def __call__(self, e: Any) -> Any:
        return _replace(e, self.rule)

    def back(self, e: Any) -> Any:
        """The expression with the symbols spelled out."""
        return e.subs(dict(self.meaning), simultaneous=True) if e.free_symbols & set(self.meaning) else e


def _replace(e: Any, rule: Mapping[Any, Any]) -> Any:
    if e in rule:
        return rule[e]
    return e.func(*(_replace(a, rule) for a in e.args)) if e.args else e


def atoms(expressions: Iterable[Any]) -> Atoms:
    """Symbols for the outermost transcendental parts and roots of all the expressions together."""
    parts, taken = dict[Any, None](), set[str]()
    for e in map(sp.sympify, expressions):
        _collect(e, parts)
        taken |= {s.name for s in e.free_symbols}
    units = _units([p.args[0] for p in parts if isinstance(p, sp.exp)])
    named = _Names(taken)
    rule = {p: _polynomial(p, units, named) for p in parts}
    return Atoms(rule, {s: part for part, s in named.symbols.items()})


def fresh(name: str, taken: Container[str]) -> str:
    """The name, with primes where it is taken: one symbol never stands for two things, though they print alike."""
    return name if name not in taken else fresh(f"{name}'", taken)


class _Names:
    """One symbol for each part, called by its text."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.symbols: dict[Any, Any] = {}
        self._taken = set(taken)

    def __call__(self, part: Any) -> Any:
        if not (part.is_Pow or isinstance(part, (sp.exp, *OPAQUE, *PERIODIC))):
            return part
        if part not in self.symbols:
            self.symbols[part] = self._symbol(part)
        return self.symbols[part]

    def _symbol(self, part: Any) -> Any:
        name = fresh(str(part), self._taken)
        self._taken.add(name)
        positive = isinstance(part, sp.exp) or part.is_positive or None  # of a real number, where it has a value
        nonnegative = part.is_Pow or part.is_nonnegative or None
        return sp.Symbol(name, real=True, positive=positive, nonnegative=nonnegative)


def _collect(e: Any, parts: dict[Any, None]) -> None:
    if not e.free_symbols:
        return
    root = e.is_Pow and not e.exp.is_Integer
    if root or isinstance(e, (sp.exp, *OPAQUE, *PERIODIC)):
        parts[e] = None
        return
    for a in e.args:
        _collect(a, parts)


def summands(exponent: Any) -> list[tuple[Any, Any]]:
    """(rational coefficient, the rest) of every summand of an exponent."""
    return [t.as_coeff_Mul(rational=True) for t in sp.Add.make_args(sp.expand(exponent))]


def _units(exponents: list[Any]) -> dict[Any, int]:
    """For every exponent that is no number, the common denominator of its coefficients."""
    found: dict[Any, int] = {}
    for e in exponents:
        for coefficient, rest in summands(e):
            if rest.free_symbols:
                found[rest] = lcm(found.get(rest, 1), int(coefficient.q))
    return found


def _polynomial(part: Any, units: Mapping[Any, int], named: _Names) -> Any:
    if isinstance(part, sp.exp):
        product = sp.Integer(1)
        for coefficient, rest in summands(part.args[0]):
            if not rest.free_symbols:
                product *= sp.exp(coefficient * rest)
            else:
                unit = sp.exp(rest / units[rest])
                product *= named(unit) ** (coefficient * units[rest])
        return product
    if part.is_Pow:
        if not part.exp.is_Rational:
            return named(part)
        return named(part.base ** sp.Rational(1, part.exp.q)) ** part.exp.p
    return named(part)


def spread_angles(e: Any) -> Any:
    """Sines and cosines of sums spelled out; a tangent stays, it has values where those of the summands have none."""
    return e.replace(lambda x: isinstance(x, PERIODIC), lambda x: sp.expand_trig(x, deep=False))


def visible(e: Any) -> Any:
    """The expression with symbols for parts whose sign SymPy does not see, such as exp(r*log(x))."""
    return atoms([e])(e) if e.has(sp.exp, sp.Pow) and e.free_symbols else e


def factors(e: Any) -> list[tuple[Any, int]]:
    """(base, whole exponent) of the factors of an expression over the rationals, the constant first, sorted by text."""
    shape = atoms([e])
    constant, parts = _factor(shape(e))
    spelled = [(shape.back(base), int(power)) for base, power in parts]
    return [(constant, 1), *sorted(spelled, key=lambda f: (str(f[0]), f[1]))]


def _factor(e: Any) -> tuple[Any, list[tuple[Any, int]]]:
    numerator, denominator = sp.fraction(sp.cancel(sp.together(e)))
    top, above = sp.factor_list(numerator)
    bottom, below = sp.factor_list(denominator)
    return top / bottom, [*above, *((base, -power) for base, power in below)]
