"""Terms as rational functions of their parts: roots and exponentials as powers of common ones, fractions, factors, coefficients.

Why it is sound. e is the term, r the rational function of its transcendental parts and roots.

  r(s_1, ..., s_k) has a property for all real s_1, ..., s_k of the declared signs
  --------------------------------------------------------------------------------
  e has it wherever it has a value

For the values of the parts are such numbers. The converse fails: the parts depend on each other.

  * A part is known by the term that it is, never by its text. Where a symbol stands for one (`Atoms.symbols`), its name is taken by
    nothing else, and its signs are those that the part may have.
  * A power with a fractional exponent has a value only for a base that is not negative, and is then the power of one root;
    exp(u) is split by the summands of u: exp(c v) = exp(v/n)^(c n), with n the common denominator of all such c.
  * Numbers such as sqrt(2) are parts, too: what is an identity in them holds, and a number may be 0 without being seen to be.

The polynomials are exact, over the rational numbers (`verify.kernel.quotient`). That e has values, and its parts with it, is not
checked here: the goals on the domain say so (`goal`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from math import comb, lcm, prod
from typing import Any

from verify.kernel.quotient import Quotients
from verify.language.expansion import Expansion, Exponent, Monomial, expand, expansion, monomial
from verify.language.functions import cos, exp, sin, tan
from verify.language.possible import possible
from verify.language.term import Add, Mul, Number, Pow, Symbol, product, rebuilt, total
from verify.language.term import factors as as_product

PERIODIC = (sin, cos)


class Atoms:
    """The parts of several terms together."""

    def __init__(self, terms: Iterable[Any]) -> None:
        self.terms = tuple(terms)
        self._units: dict[Any, int] = {}
        for e in self.terms:
            self._collect(e)

    def __call__(self, e: Any) -> Any:
        """The term with whole powers of common roots and exponentials, its brackets as they were."""
        if isinstance(e, Add | Mul):
            return e.func(*map(self, e.args))
        if isinstance(e, Pow) and e.exp.is_Integer:
            return Pow(self(e.base), e.exp)
        if e.is_Symbol or isinstance(e, Number):
            return e
        return total(product([Number(c), *(self._power(a, n) for a, n in m)]) for m, c in expansion(e).items())

    @cached_property
    def parts(self) -> tuple[Any, ...]:
        """The parts with variables, in order."""
        found = {v for v in self.quotients.variables if not v.is_Symbol and v.free_symbols}
        return tuple(sorted(found, key=lambda v: v.key))

    @cached_property
    def numbers(self) -> tuple[Any, ...]:
        """The irrational numbers, in order."""
        return tuple(v for v in self.quotients.variables if not v.free_symbols)

    @cached_property
    def quotients(self) -> Quotients:
        """The terms as quotients of polynomials in the parts and the symbols."""
        return Quotients(map(self, self.terms))

    @cached_property
    def symbols(self) -> Mapping[Any, Any]:
        """For each part, and for each irrational number, a symbol of its own, that may have the signs that it may have."""
        taken = {s.name for e in self.terms for s in e.free_symbols}
        found: dict[Any, Any] = {}
        for part in (*self.parts, *self.numbers):
            name = fresh(str(part), taken)
            taken.add(name)
            found[part] = Symbol._named(name, possible(part), False)
        return found

    def freed(self, e: Any) -> Any:
        """The term with the symbols in the place of the parts."""
        return self(e).xreplace(self.symbols)

    def _collect(self, e: Any) -> None:
        if isinstance(e, Add | Mul):
            for a in e.args:
                self._collect(a)
        elif isinstance(e, Pow) and e.exp.is_Integer:
            self._collect(e.base)
        elif not e.is_Symbol and not isinstance(e, Number):
            for m in expansion(e):
                self._meet(m)

    def _meet(self, m: Monomial) -> None:
        for a, n in m:
            if isinstance(a, Add) and n.denominator == 1:
                self._collect(a)
            elif isinstance(a, exp) or n.denominator != 1:
                self._units[a] = lcm(self._units.get(a, 1), n.denominator)

    def _power(self, a: Any, n: Exponent) -> Any:
        if isinstance(a, exp) or n.denominator != 1:
            unit = lcm(self._units.get(a, 1), n.denominator)
            root = monomial(Fraction(1), ((a, Fraction(1, unit)),))
            return Pow(root, Number(n * unit))
        return Pow(self(a) if isinstance(a, Add) else a, Number(n))


def fresh(name: str, taken: Container[str]) -> str:
    """The name, with primes where it is taken: one symbol never stands for two things, though they print alike."""
    return name if name not in taken else fresh(f"{name}'", taken)


@dataclass(frozen=True)
class Factors:
    """constant * product of base**power, the bases irreducible and with symbols, in order; powers below a line are negative.

    The constant is a number, not always a rational one.
    """

    constant: Any
    powers: tuple[tuple[Any, int], ...]


@cache
def fraction(e: Any) -> tuple[Any, Any]:
    """(numerator, denominator) in canonical form, without a common factor. Raises ZeroDivisionError where one vanishes."""
    quotients, top, bottom = _lowest(e)
    lead = bottom.leading_coefficient()
    return tuple(expand(quotients.term(p / lead)) for p in (top, bottom))


@cache
def cancelled(e: Any) -> Any:
    """The term over one denominator, without a common factor. Raises ZeroDivisionError where a denominator vanishes."""
    top, bottom = fraction(e)
    if bottom == 1:
        return top
    below = factors(bottom)
    return multiplied(expand(top / below.constant), ((b, -n) for b, n in below.powers))


@cache
def factors(e: Any) -> Factors:
    """The factors of a term as a rational function. Raises ZeroDivisionError where a denominator vanishes."""
    quotients, top, bottom = _lowest(e)
    if top == 0:
        return Factors(Number(0), ())
    constant, powers = Fraction(1), dict[Any, int]()
    for p, sign in ((top, 1), (bottom, -1)):
        lead, parts = p.factor()
        constant *= _fraction(lead) ** sign
        for q, n in parts:
            scale, base = _whole(quotients.term(q))
            constant *= scale ** (sign * int(n))
            powers[base] = powers.get(base, 0) + sign * int(n)
    ordered = sorted(((b, n) for b, n in powers.items() if n), key=lambda x: (x[0].key, x[1]))
    irrational = [Pow(b, n) for b, n in ordered if not b.free_symbols]
    return Factors(expand(product([Number(constant), *irrational])), tuple(x for x in ordered if x[0].free_symbols))


def multiplied(constant: Any, parts: Iterable[tuple[Any, int]]) -> Any:
    """The constant times the product of base**n for each (base, n)."""
    powers = [base if n == 1 else Pow(base, n) for base, n in parts]
    return product(powers if constant == 1 else [*as_product(constant), *powers])


def factored(e: Any) -> Any:
    """The term as the product of its factors."""
    found = factors(e)
    return multiplied(found.constant, found.powers)


def _whole(e: Any) -> tuple[Fraction, Any]:
    """(c, f) with the term c f in canonical form, f with whole coefficients that have no common factor."""
    found = expansion(e)
    if not found:
        raise ZeroDivisionError("a factor vanishes")
    scale = lcm(*(c.denominator for c in found.values()))
    return Fraction(1, scale), expand(scale * e)


def _lowest(e: Any) -> tuple[Quotients, Any, Any]:
    shape = Atoms([e])
    top, bottom = shape.quotients(shape(e))
    common = top.gcd(bottom)
    return shape.quotients, top / common, bottom / common


def _fraction(x: Any) -> Fraction:
    return Fraction(int(x.p), int(x.q))


def coefficients(e: Any, s: Any) -> list[Any] | None:
    """Of a polynomial in the symbol the coefficients, that of 1 first; None where its canonical form is none."""
    found: dict[int, dict[Monomial, Fraction]] = {}
    for m, c in expansion(e).items():
        power: Exponent = 0
        for a, n in m:
            if a is s:
                power = n
            elif s in a.free_symbols:
                return None
        if power < 0 or power.denominator != 1:
            return None
        found.setdefault(int(power), {})[tuple((a, n) for a, n in m if a is not s)] = c
    return [_written(found.get(k, {})) for k in range(max(found, default=0) + 1)]


def _written(e: Expansion) -> Any:
    return expand(total(monomial(c, m) for m, c in e.items()))


def linear(e: Any, s: Any) -> tuple[Fraction, Any] | None:
    """(a, b) of a term a s + b with a rational number a that is not 0; None for any other."""
    found = coefficients(e, s)
    if found is None or len(found) != 2 or not isinstance(found[1], Number):
        return None
    return found[1].value, found[0]


def is_polynomial(e: Any, symbols: Iterable[Any]) -> bool:
    """Is its canonical form a polynomial in these symbols?"""
    among = set(symbols)
    return all(
        (n.denominator == 1 and n > 0) if a in among else not a.free_symbols & among for m in expansion(e) for a, n in m
    )


def is_rational(e: Any) -> bool:
    """Is it a rational function of its symbols, with rational coefficients?"""
    return all(v.is_Symbol for v in Atoms([e]).quotients.variables)


def spread_angles(e: Any) -> Any:
    """Tangents as sines over cosines, which have values at the same places; both of sums spelled out where that is short."""
    return rebuilt(e, lambda x: _spread(expand(x)) if isinstance(x, PERIODIC) else _over_cosine(x))


def _over_cosine(x: Any) -> Any:
    return _spread(expand(sin(x.args[0]))) / _spread(expand(cos(x.args[0]))) if isinstance(x, tan) else x


def _spread(x: Any) -> Any:
    if not isinstance(x, PERIODIC):  # a constant, or with its sign taken out
        return x.func(*map(_spread, x.args)) if x.args and isinstance(x, Add | Mul) else x
    angle = x.args[0]
    multiples = [*map(_multiple, angle.args if isinstance(angle, Add) else (angle,))]
    if prod(abs(n) + 1 for n, _ in multiples) > MOST_PRODUCTS:
        return x
    c, s = Number(1), Number(0)
    for n, a in multiples:
        cn, sn = _powers(n, a)
        c, s = expand(c * cn - s * sn), expand(s * cn + c * sn)
    return s if isinstance(x, sin) else c


MOST_ANGLES = 12
MOST_PRODUCTS = 512  # of sines and cosines in the sine and the cosine of one angle together


def _multiple(angle: Any) -> tuple[int, Any]:
    """(n, a) with the angle n a, n whole and as large as it is visible."""
    found = expansion(angle)
    if len(found) != 1:
        return 1, angle
    ((m, c),) = found.items()
    whole = m and c.denominator == 1 and abs(c) <= MOST_ANGLES
    return (int(c), expand(angle / int(c))) if whole else (1, angle)


def _powers(n: int, a: Any) -> tuple[Any, Any]:
    """Cosine and sine of n a: the parts of (cos a + i sin a)^n, that of a negative n with the sign of the sine turned."""
    c, s = expand(cos(a)), expand(sin(a))
    parts = [Number((-1) ** (k // 2) * comb(abs(n), k)) * c ** (abs(n) - k) * s**k for k in range(abs(n) + 1)]
    return total(parts[::2]), Number(1 if n > 0 else -1) * total(parts[1::2])


def reduced(e: Any) -> Any:
    """The numerator in normal form: 0 only where the term is 0 wherever it has a value."""
    spread = spread_angles(e)
    shape = Atoms([spread])
    quotients = shape.quotients
    top, _ = quotients(shape(spread))
    known = {v: quotients(v)[0] for v in quotients.variables}
    for v in known:
        if isinstance(v, sin) and cos(v.args[0]) in known:
            top %= known[v] ** 2 + known[cos(v.args[0])] ** 2 - 1
    return expand(quotients.term(top))
