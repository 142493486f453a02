"""Terms as sums of products of atoms: one canonical form, by exact rational arithmetic.

Why it is sound. A term becomes c_1 m_1 + ... + c_n m_n with rational numbers c and products m of powers of atoms. Each rule is an
identity of real numbers wherever both of its sides have a value:

    x (y + z) = xy + xz        x^a x^b = x^(a + b)        (x^a)^n = x^(an)        1/(xy) = 1/x 1/y        n whole
    (x y)^a = x^a y^a          where x > 0, or where x >= 0 and y >= 0        (x^k)^a = |x|^(ka) for even k
    (x^a)^b = x^(ab)           where x >= 0                                    x^(a + b) = x^a x^b, x > 0, a and b with symbols
    exp(x + y) = exp x exp y          exp(c log x) = x^c         log(x^a y) = a log x + log y        where x, y > 0
    (q^2)^a = |q|^(2a)       |xy| = |x||y|        |x|^2 = x^2        sign(xy) = sign x sign y        sign(x)^3 = sign x
    y^2 = 1 for a label y
    x sign x = |x|       |x| sign x = x      x sign(x)^2 = x          f(-x) = -f(x) for odd f, f(x) for even f, at 0 their values
    Total, Mean, Jacobian, D f are linear      Norm(c v) = |c| Norm v       Product(f g) = Product f Product g      Product c = c^d

A root is split only where all of it that leaves the root is positive, or where nothing in it can be negative: sqrt(u^2 y), which is
0 where u = 0 and y < 0, stays as it is. So a root that the form has is one of a number that is not negative wherever the term has a
value. The other parts may have a value where the term has none (x/x is 1), and 1/x times x is 1: the conditions are read off the
term as it is written (`verify.kernel.domain`), never off its form.

Where x may be negative, x^a has a value for every whole a. So a power with symbols in the exponent is split, and (x^a)^n one power,
only where x is not negative, or where the parts of the exponent, and n, are whole. The parts may have no value at x = 0: who uses the
form owes the conditions of `spread_powers`. A power by a number is split only where all parts have values wherever it has one.

The symmetry of the second derivative (Rudin, Principles of Mathematical Analysis, 9.41) asks for functions that are twice continuously
differentiable: it is cited by `verify.kernel.prove`, and a map called f_k is by that name the gradient of f in slot k.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache, reduce
from math import gcd, lcm
from typing import Any

from flint import fmpq, fmpq_mpoly_ctx, fmpq_poly
from flint.utils.flint_exceptions import DomainError

from verify.language import possible as signs
from verify.language.functions import Abs, Max, Min, atan, cos, cosh, erf, exp, log, sign, sin, sinh, tan, tanh
from verify.language.operators import (
    Jacobian,
    Mean,
    Norm,
    Product,
    Total,
    gradient_slot,
    indexed,
    sampled,
)
from verify.language.symbols import Label, d
from verify.language.term import (
    NEGATIVE,
    NOUGHT,
    ONE,
    POSITIVE,
    ZERO,
    Add,
    E,
    Mul,
    Name,
    Number,
    Pow,
    product,
    subterms,
    term,
    total,
)

Exponent = int | Fraction
Monomial = tuple[tuple[Any, Exponent], ...]
Expansion = Mapping[Monomial, Fraction]
UNIT: Monomial = ()
MOST_TERMS = 20_000  # of a power that is written out, or of a product: beyond it stays an atom
LARGEST_PRIME = 1_000
LONGEST = 4096  # bits of a number whose powers are worked out


def expand(e: Any) -> Any:
    """The canonical form as a term: equal forms are one object."""
    return _expand(term(e))


@cache
def _expand(e: Any) -> Any:
    return written(expansion(e))


@cache
def expansion(e: Any) -> Expansion:
    """The canonical form as a mapping from products of powers of atoms to their coefficients."""
    if isinstance(e, Number):
        return {UNIT: e.value} if e.value else {}
    if not e.args:
        return expansion(exp(ONE)) if e is E else {((e, 1),): Fraction(1)}
    if isinstance(e, Add):
        return _sum(map(expansion, e.args))
    if isinstance(e, Mul):
        found = expansion(e.args[0])
        for a in e.args[1:]:
            found = _times(found, expansion(a))
        return found
    if isinstance(e, Pow):
        return _power(e)
    return _FORMS.get(type(e), _function)(e)


def written(found: Expansion) -> Any:
    """The term of an expansion, in canonical order."""
    ordered = sorted(found.items(), key=lambda item: _order(item[0]))
    return total(monomial(c, m) for m, c in ordered)


def monomial(c: Fraction, m: Monomial) -> Any:
    """The term c m, without a 1."""
    parts = [_powered(a, n) for a, n in m]
    return product(parts if c == 1 and parts else [Number(c), *parts])


def _order(m: Monomial) -> tuple[Any, ...]:
    return tuple((a.key, n) for a, n in m)


def _powered(a: Any, n: Exponent) -> Any:
    if isinstance(a, exp):
        return exp(a.args[0] if n == 1 else _scaled(a.args[0], n))
    if n == 1:
        return a
    if isinstance(a, Pow) and not isinstance(a.exp, Number) and _scalable(a, n):
        return Pow(a.base, _scaled(a.exp, n))
    return Pow(a, Number(n))


def _scalable(a: Any, n: Exponent) -> bool:
    """Is (x^a)^n = x^(an)? Not where x may be negative, which it may be where a is whole, unless a and n are."""
    return signs.is_nonnegative(a.base) or (n.denominator == 1 and signs.is_integer(a.exp))


def _scaled(e: Any, n: Exponent) -> Any:
    return written(_multiple(expansion(e), n))


def atom(a: Any, n: Any = 1) -> Expansion:
    """The power of one atom, with what is known of its powers."""
    return _combined([(a, Fraction(n))])


def _sum(parts: Iterable[Expansion]) -> Expansion:
    found: dict[Monomial, Fraction] = {}
    for part in parts:
        for m, c in part.items():
            new = found.get(m, 0) + c
            if new:
                found[m] = new
            else:
                del found[m]
    return found


def _multiple(e: Expansion, c: Exponent) -> Expansion:
    return {m: k * c for m, k in e.items()} if c else {}


def _times(a: Expansion, b: Expansion) -> Expansion:
    if len(a) * len(b) > MOST_TERMS:
        return {((Mul(written(a), written(b)), 1),): Fraction(1)}
    found: dict[Monomial, Fraction] = {}
    for m, c in a.items():
        for n, k in b.items():
            for mn, factor in _joined(m, n).items():
                new = found.get(mn, 0) + c * k * factor
                if new:
                    found[mn] = new
                else:
                    found.pop(mn, None)
    return found


@cache
def _joined(m: Monomial, n: Monomial) -> Expansion:
    if not m:
        return {n: Fraction(1)}
    if not n:
        return {m: Fraction(1)}
    return _combined([*m, *n])


def _combined(powers: Iterable[tuple[Any, Exponent]]) -> Expansion:
    """A product of powers of atoms; a sum or a product that came out of a root or an absolute value is written out."""
    m, factor = _reduced(powers)
    compound = [(a, n) for a, n in m if _is_written_out(a, n)]
    found: Expansion = {tuple(x for x in m if x not in compound): factor}
    for a, n in compound:
        whole = int(n)
        found = _times(found, expansion(Pow(a, whole)))
        found = found if n == whole else _times(found, {((a, n - whole),): Fraction(1)})
    return found


def _is_written_out(a: Any, n: Exponent) -> bool:
    """Is it a sum or a product, which is no atom by itself but under a root?"""
    if isinstance(a, Mul):
        return not -1 < n < 1 and not any(isinstance(f, Add) for f in a.args)
    return isinstance(a, Add) and n >= 1


def _merged(powers: Iterable[tuple[Any, Exponent]]) -> Monomial:
    found: dict[Any, Exponent] = {}
    for a, n in powers:
        found[a] = found.get(a, 0) + n
    return _ordered(found)


def _ordered(powers: Mapping[Any, Exponent]) -> Monomial:
    """Whole exponents as int: their hashes are quick."""
    kept = [(a, n.numerator if n.denominator == 1 else n) for a, n in powers.items() if n]
    return tuple(sorted(kept, key=lambda x: x[0].key)) if len(kept) > 1 else tuple(kept)


def _reduced(powers: Iterable[tuple[Any, Exponent]]) -> tuple[Monomial, Fraction]:
    """A product of powers of atoms in the form of the rules on numbers, labels, absolute values and signs."""
    found = dict(_merged(powers))
    factor = Fraction(1)
    for a, n in list(found.items()):
        if isinstance(a, Number):
            whole = n.numerator // n.denominator
            ((m, c),) = _numeral(a.value, whole).items()
            factor *= c
            found |= {a: n - whole, **dict(m)}
        elif n.denominator == 1 and (isinstance(a, Label) or _is_alternating(a)):
            found[a] = Fraction(n.numerator % 2)
    for v in {a.args[0] for a in found if isinstance(a, Abs | sign)}:
        factor *= _signs(v, found)
    return _ordered(found), factor


def _is_alternating(a: Any) -> bool:
    """Is it (-1)^n for a whole n?"""
    return isinstance(a, Pow) and a.base == -1 and signs.is_integer(a.exp)


def _signs(v: Any, found: dict[Any, Exponent]) -> int:
    """v, |v| and sign(v) in one form: |v| at most once, a sign only where there is no positive power beside it.

    The factor that remains is -1 where |v| is -v.
    """
    size, direction = Abs(v), sign(v)
    n, b, c = (found.get(a, Fraction(0)) for a in (v, direction, size))
    if c.denominator == 1 and not -1 < c < 2:
        even = c - c.numerator % 2
        n, c = n + even, c - even
    if b:
        b = Fraction(2 - b.numerator % 2)
        if b == 2 and signs.is_nonzero(v):
            b = Fraction(0)
    whole = n.denominator == 1 and n >= 0 and c.denominator == 1
    if whole and b and n + c > 0:
        power, odd = n + c, (n + b) % 2
        n, c, b = (power, Fraction(0), Fraction(0)) if power % 2 == odd else (power - 1, Fraction(1), Fraction(0))
    known = c == 1 and (signs.is_nonnegative(v) or signs.is_nonpositive(v))
    if known:
        n, c = n + 1, Fraction(0)
    for a, k in ((v, n), (direction, b), (size, c)):
        found[a] = k
    return -1 if known and not signs.is_nonnegative(v) else 1


def _power(e: Pow) -> Expansion:
    base, exponent = e.args
    if not isinstance(exponent, Number):
        exponent = expand(exponent)
    if not isinstance(exponent, Number):
        return _symbolic(base, exponent)
    n = exponent.value
    inner = expansion(base)
    if n.denominator == 1 and n >= 0:
        return _whole(inner, int(n), base)
    if not inner:
        return {} if n > 0 else {((Pow(NOUGHT, Number(n)), 1),): Fraction(1)}  # or without a value
    if len(inner) == 1:
        ((m, c),) = inner.items()
        return _inverse(c, m, n) if n.denominator == 1 else _root(c, m, n)
    if n.denominator == 1:
        content, rest = _content(inner)
        return _times(_numeral(content, int(n)), _atom_of(rest, n))
    return _root_of_sum(inner, n)


def _root_of_sum(inner: Expansion, n: Exponent) -> Expansion:
    """The power n, not whole, of a sum: its number leaves the root, and what all its terms have, if it is positive."""
    if n.denominator % 2 == 0 and (side := _square_root_of(written(inner))) is not None:
        return _power(Pow(written(absolute(side)), Number(2 * n)))
    content, common, rest = _common(inner)
    known = content > 0 and signs.is_nonnegative(written(rest)) and all(_not_negative(a, k) for a, k in common)
    outside = [(a, k) for a, k in common if known or signs.is_positive(a)]
    inside = tuple((a, k) for a, k in common if (a, k) not in outside)
    rest = _multiple(_times({inside: Fraction(1)}, rest), Fraction(1 if content > 0 else -1))
    found = _times(_number_power(abs(content), n), _atom_of(rest, n))
    for a, k in outside:
        found = _times(found, _root_of(a, k, n))
    return found


@cache
def _square_root_of(e: Any) -> Any:
    """A term whose square is the polynomial; None where there is none, or it is no polynomial in its atoms."""
    inner = expansion(e)
    found = sorted({a for m in inner for a, _ in m}, key=lambda a: a.key)
    if not all(n.denominator == 1 and n > 0 for m in inner for _, n in m):
        return None
    ring = fmpq_mpoly_ctx.get(("x", len(found)), "lex")
    place = {a: k for k, a in enumerate(found)}

    def exponents(m: Monomial) -> tuple[int, ...]:
        powers = [0] * len(found)
        for a, n in m:
            powers[place[a]] = int(n)
        return tuple(powers)

    try:
        side = ring.from_dict({exponents(m): fmpq(c.numerator, c.denominator) for m, c in inner.items()}).sqrt()
    except (ValueError, DomainError):
        return None
    return total(
        monomial(Fraction(int(c.p), int(c.q)), tuple((a, int(n)) for a, n in zip(found, m, strict=True) if n))
        for m, c in side.to_dict().items()
    )


def _whole(inner: Expansion, n: int, base: Any) -> Expansion:
    if n == 0:
        return {UNIT: Fraction(1)}
    if len(inner) == 1:
        ((m, c),) = inner.items()
        if max(c.numerator.bit_length(), c.denominator.bit_length()) * n > LONGEST * 16:
            return {((Pow(base, Number(n)), 1),): Fraction(1)}
        return _multiple(_combined((a, k * n) for a, k in m), c**n)
    if not inner:
        return {}
    if n > 200 or _count(len(inner), n) > MOST_TERMS:
        return {((Pow(written(inner), Number(n)), 1),): Fraction(1)}
    found: Expansion = {UNIT: Fraction(1)}
    square = inner
    while n:
        if n & 1:
            found = _times(found, square)
        n >>= 1
        if n:
            square = _times(square, square)
    return found


def _count(terms: int, n: int) -> int:
    """The number of products of n of the terms."""
    count = 1
    for k in range(1, terms):
        count = count * (n + k) // k
    return count


def _atom_of(inner: Expansion, n: Exponent) -> Expansion:
    return _combined([(written(inner), n)])


def _inverse(c: Fraction, m: Monomial, n: Exponent) -> Expansion:
    return _times(_numeral(c, int(n)), _combined((a, k * n) for a, k in m))


def _numeral(c: Fraction, n: int) -> Expansion:
    """c^n as a number, and as an atom where it is too long."""
    if c not in (1, -1) and max(c.numerator.bit_length(), c.denominator.bit_length()) * abs(n) > LONGEST * 16:
        return {((Pow(Number(c), Number(n)), 1),): Fraction(1)}
    return {UNIT: c**n}


def _root(c: Fraction, m: Monomial, n: Exponent) -> Expansion:
    """(c m)^n for n that is not whole: what is positive leaves the root, all of it where nothing can be negative."""
    if c > 0 and all(_not_negative(a, k) for a, k in m):
        outer, inner = list(m), UNIT
    else:
        outer = [(a, k) for a, k in m if signs.is_positive(a)]
        inner = tuple((a, k) for a, k in m if not signs.is_positive(a))
    found = _number_power(abs(c), n)
    for a, k in outer:
        found = _times(found, _root_of(a, k, n))
    if not inner:
        return found if c > 0 else {((Pow(Number(c), Number(n)), 1),): Fraction(1)}
    sized = Fraction(1) if c > 0 else Fraction(-1)
    if len(inner) == 1 and sized > 0:
        ((a, k),) = inner
        return _times(found, _root_of(a, k, n))  # x^k is not negative where the root has a value
    return _times(found, _combined([(written({inner: sized}), n)]))


def _not_negative(a: Any, k: Exponent) -> bool:
    return (k.denominator == 1 and k % 2 == 0) or k.denominator != 1 or signs.is_nonnegative(a)


def _root_of(a: Any, k: Exponent, n: Exponent) -> Expansion:
    """(a^k)^n where a^k is not negative."""
    if isinstance(a, sign) and k.denominator == 1 and k % 2 == 0:
        return atom(a, 2)  # 0 or 1
    if k.denominator == 1 and k % 2 == 0 and not signs.is_nonnegative(a):
        if (k * n).denominator == 1 and (k * n) % 2 == 0:
            return atom(a, k * n)
        return _power(Pow(written(absolute(a)), Number(k * n)))
    if k.denominator == 1 and k % 2 and k != 1 and not signs.is_nonnegative(a):
        return {((Pow(_powered(a, k), Number(n)), 1),): Fraction(1)} if (k * n).denominator == 1 else atom(a, k * n)
    return atom(a, k * n)


@cache
def _number_power(c: Fraction, n: Exponent) -> Expansion:
    """c^n of a positive number, with its primes as atoms."""
    if c <= 0:
        raise ValueError(f"{c} is no positive number")
    if n.denominator == 1:
        return _numeral(c, int(n))
    powers: dict[Any, Exponent] = {}
    for part, way in ((c.numerator, 1), (c.denominator, -1)):
        for prime, k in _primes(part):
            powers[Number(prime)] = powers.get(Number(prime), Fraction(0)) + way * k * n
    return _combined(powers.items())


def _primes(n: int) -> Iterator[tuple[int, int]]:
    """Powers whose product is n: small primes, and what is left of it, not divided further."""
    for p in range(2, LARGEST_PRIME):
        if p * p > n:
            break
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        if k:
            yield p, k
    if n > 1:
        yield n, 1


def _symbolic(base: Any, exponent: Any) -> Expansion:
    """base^exponent for an exponent with symbols: one factor for each of its terms, in partial fractions."""
    if base is E:
        return expansion(exp(exponent))
    spread = _partial_fractions(exponent)
    inner = expansion(base)
    if not inner:
        return {((Pow(NOUGHT, exponent), 1),): Fraction(1)}  # 1 where the exponent is 0
    if len(inner) == 1:
        ((m, c),) = inner.items()
        if m == UNIT and (c > 0 or signs.is_integer(exponent)):
            primes = [*_primes(abs(c.numerator)), *((p, -k) for p, k in _primes(c.denominator)), *[(-1, 1)] * (c < 0)]
            return _combined(part for p, k in primes for part in _spread(Number(p), _multiple(spread, Fraction(k))))
        if c == 1 and len(m) == 1 and isinstance(m[0][0], sign) and m[0][1] == 2 and signs.is_positive(exponent):
            return inner  # 0 or 1
        whole = signs.is_integer(exponent)
        if len(m) + (c != 1) > 1 and (whole or (c > 0 and all(_not_negative(a, k) for a, k in m))):
            parts = [_symbolic_power(a, k, exponent) for a, k in m]
            return reduce(_times, parts, _symbolic(Number(c), exponent))
        if len(m) == 1 and c == 1 and m[0][1] != 1 and _alone(*m[0], exponent):
            return _symbolic_power(*m[0], exponent)
    at = written(inner)
    for power in (base, at):
        if isinstance(power, Pow) and len(inner) == 1 and signs.is_nonnegative(power.base):
            return _symbolic(power.base, expand(Mul(power.exp, exponent)))
    if isinstance(at, exp):
        return expansion(exp(expand(Mul(at.args[0], exponent))))
    if _loses_zero(at, spread):
        content = abs(_content(spread)[0]) if signs.is_nonnegative(at) else Fraction(1)
        return _combined([(Pow(at, written(_multiple(spread, 1 / content))), content)])
    if signs.is_nonnegative(at) or signs.is_integer(exponent):
        constant = expansion(Pow(at, Number(spread.get(UNIT, 0))))
        return _times(constant, _combined(_spread(at, {m: c for m, c in spread.items() if m})))
    split = _whole_terms(spread)
    rest = Pow(at, written(_sum((spread, _multiple(split, Fraction(-1))))))
    last: Expansion = expansion(rest) if isinstance(rest.exp, Number) else {((rest, 1),): Fraction(1)}
    return _times(expansion(Pow(at, written(split))), last)


def _alone(a: Any, k: Exponent, exponent: Any) -> bool:
    """Is (a^k)^e = a^(ke)?"""
    return signs.is_positive(a) or (k.denominator == 1 and signs.is_integer(exponent))


def _symbolic_power(a: Any, k: Exponent, exponent: Any) -> Expansion:
    if k == 1 or _alone(a, k, exponent):
        return _symbolic(a, _scaled(exponent, k))
    return _symbolic(_powered(a, k), exponent)


def _spread(base: Any, exponent: Expansion) -> Iterator[tuple[Any, Exponent]]:
    """One power for each term of the exponent: x^(2a + 1) is (x^a)^2 x^1."""
    for m, c in exponent.items():
        yield (base, c) if m == UNIT else (Pow(base, monomial(Fraction(1), m)), c)


def _whole_terms(exponent: Expansion) -> Expansion:
    """The terms of an exponent that are whole, and the whole part of its number."""
    found = {m: c for m, c in exponent.items() if c.denominator == 1 and signs.is_integer(monomial(c, m))}
    constant = exponent.get(UNIT, Fraction(0))
    return found | ({UNIT: Fraction(below)} if (below := constant.numerator // constant.denominator) else {})


def _loses_zero(base: Any, exponent: Expansion) -> bool:
    """Has 0**exponent a value for this number, where a part that it is split into has none? 0**(sqrt(2) - 1) is 0."""
    terms = [(c, monomial(Fraction(1), m)) for m, c in exponent.items()]
    if signs.is_positive(base) or any(t.free_symbols for _, t in terms):
        return False
    positive = all(c > 0 and signs.is_positive(t) for c, t in terms)
    return not positive and not all(signs.is_negative(Mul(Number(c), t)) for c, t in terms)


def _partial_fractions(exponent: Any) -> Expansion:
    """An exponent in one symbol as a polynomial and partial fractions: r/(1 + r) becomes 1 - 1/(1 + r)."""
    found = expansion(exponent)
    if len(exponent.free_symbols) != 1:
        return found
    (x,) = exponent.free_symbols
    quotient = _quotient(exponent, x)
    if quotient is None:
        return found
    top, bottom = quotient
    whole, rest = divmod(top, bottom)
    parts = [_polynomial(whole, x)]
    _, primes = bottom.factor()
    for prime, k in primes:
        others = bottom / prime**k
        _, _, inverse = (prime**k).xgcd(others)
        digits = rest * inverse % prime**k
        for power in range(k, 0, -1):
            digits, digit = divmod(digits, prime)
            parts.append(_times(_polynomial(digit, x), _power(Pow(written(_polynomial(prime, x)), Number(-power)))))
    return _sum(parts)


def _quotient(e: Any, x: Any) -> tuple[Any, Any] | None:
    """A rational function of x with rational numbers as two polynomials; None for any other term."""
    if isinstance(e, Number):
        return fmpq_poly([fmpq(e.p, e.q)]), fmpq_poly([1])
    if e is x:
        return fmpq_poly([0, 1]), fmpq_poly([1])
    if isinstance(e, Pow) and e.exp.is_Integer and abs(e.exp.value) <= 20 and (inner := _quotient(e.base, x)):
        top, bottom = inner if e.exp > 0 else inner[::-1]
        n = abs(int(e.exp))
        return None if bottom == 0 else (top**n, bottom**n)
    parts = [_quotient(a, x) for a in e.args] if isinstance(e, Add | Mul) else [None]
    if None in parts:
        return None
    top, bottom = fmpq_poly([int(isinstance(e, Mul))]), fmpq_poly([1])
    for over, under in parts:  # type: ignore[misc]  # none is None
        top, bottom = (top * over if isinstance(e, Mul) else top * under + over * bottom), bottom * under
    shared = top.gcd(bottom)
    return top / shared, bottom / shared


def _polynomial(p: Any, x: Any) -> Expansion:
    return {((x, Fraction(k)),) if k else UNIT: Fraction(int(c.p), int(c.q)) for k, c in enumerate(p.coeffs()) if c}


def _function(e: Any) -> Expansion:
    """Any other head: its parts in canonical form."""
    return {((e.func(*map(expand, e.args)), 1),): Fraction(1)}


def absolute(e: Any) -> Expansion:
    """|e| for a term in canonical form: factor by factor, and of a sum without its common factors."""
    return _sized(expansion(e), lambda a, n: _absolute_power(a, n), abs, Abs)


def _absolute_power(a: Any, n: Exponent) -> Expansion:
    if isinstance(a, Label):
        return {UNIT: Fraction(1)}
    if isinstance(a, sign):
        return atom(a, 2)
    if signs.is_nonnegative(a) or n.denominator != 1 or n % 2 == 0 or isinstance(a, Abs):
        return atom(a, n)
    if signs.is_nonpositive(a):
        return _multiple(atom(a, n), Fraction(-1))
    return _combined([(Abs(a), n)])


def _sign_power(a: Any, n: Exponent) -> Expansion:
    if isinstance(a, Label | sign):
        return atom(a, n)
    known = signs.possible(a)
    if known == POSITIVE:
        return {UNIT: Fraction(1)}
    if known == NEGATIVE:
        return {UNIT: Fraction((-1) ** (n.numerator % 2))}
    if isinstance(a, Abs):
        return atom(sign(a.args[0]), 2)
    if n.denominator != 1:
        return expansion(sign(a))
    return _combined([(sign(a), Fraction(2 - n.numerator % 2))])


def _sized(
    inner: Expansion, power: Callable[[Any, Exponent], Expansion], number: Callable[[Any], Any], head: Any
) -> Expansion:
    if not inner:
        return {}
    if len(inner) > 1:
        content, common, rest = _common(inner)
        rest_term = written(rest)
        known = signs.possible(rest_term)
        if known in (POSITIVE, ZERO | POSITIVE) and (head is Abs or known == POSITIVE):
            last = rest if head is Abs else {UNIT: Fraction(1)}
        elif head is Abs and known in (NEGATIVE, ZERO | NEGATIVE):
            last = _multiple(rest, Fraction(-1))
        elif known == NEGATIVE:
            last = {UNIT: Fraction(-1)}
        else:
            last = {((head(rest_term), 1),): Fraction(1)}
    else:
        ((common, content),) = inner.items()
        last = {UNIT: Fraction(1)}
    found = _multiple(last, Fraction(number(content)))
    for a, n in common:
        found = _times(found, power(a, n))
    return found


def _abs(e: Any) -> Expansion:
    return absolute(e.args[0])


def _sign(e: Any) -> Expansion:
    return _sized(expansion(e.args[0]), _sign_power, lambda c: (c > 0) - (c < 0), sign)


def _content(inner: Expansion) -> tuple[Fraction, Expansion]:
    """(c, f) with the expansion c f, the coefficients of f whole, without a common factor, that of its first product positive."""
    top = gcd(*(c.numerator for c in inner.values()))
    content = Fraction(top, lcm(*(c.denominator for c in inner.values())))
    if inner[min(inner, key=_order)] < 0:
        content = -content
    return content, _multiple(inner, 1 / content)


def _common(inner: Expansion) -> tuple[Fraction, Monomial, Expansion]:
    """(c, m, f) with the expansion c m f: the common number and the common powers of atoms taken out."""
    content, rest = _content(inner)
    powers = [dict(m) for m in rest]
    common = []
    for a in powers[0]:
        found = [p.get(a, Fraction(0)) for p in powers]
        if all(n.denominator == 1 for n in found):
            n = min(found) if min(found) > 0 else max(found) if max(found) < 0 else Fraction(0)
        else:
            n = found[0] if len(set(found)) == 1 else Fraction(0)
        if n:
            common.append((a, n))
    if not common:
        return content, UNIT, rest
    taken = {_merged([*m, *((a, -n) for a, n in common)]): c for m, c in rest.items()}
    further, rest = _content(taken)
    return content * further, tuple(common), rest


def _exp(e: Any) -> Expansion:
    """One factor for each term of the exponent; exp(c log x) is x^c."""
    found: Expansion = {UNIT: Fraction(1)}
    for m, c in expansion(e.args[0]).items():
        if len(m) == 1 and m[0][1] == 1 and isinstance(m[0][0], log):
            found = _times(found, _pow_term(m[0][0].args[0], c))
        else:
            found = _times(found, {((exp(monomial(Fraction(1), m)), c),): Fraction(1)})
    return found


def _pow_term(e: Any, c: Fraction) -> Expansion:
    return expansion(Pow(e, Number(c)))


def _log(e: Any) -> Expansion:
    inner = expansion(e.args[0])
    if len(inner) != 1:
        if not inner:
            return _function(e)
        content, rest = _content(inner)
        return _sum([_log_number(abs(content)), _log_of(_multiple(rest, Fraction(1 if content > 0 else -1)))])
    ((m, c),) = inner.items()
    outer = [(a, n) for a, n in m if signs.is_positive(a)]
    inside = {tuple((a, n) for a, n in m if not signs.is_positive(a)): Fraction(1 if c > 0 else -1)}
    parts = [_log_number(abs(c)), *(_multiple(_log_atom(a), n) for a, n in outer)]
    return _sum([*parts, {} if inside == {UNIT: Fraction(1)} else _log_of(inside)])


def _log_of(inner: Expansion) -> Expansion:
    return {((log(written(inner)), 1),): Fraction(1)}


def _log_atom(a: Any) -> Expansion:
    if isinstance(a, exp):
        return expansion(a.args[0])
    if isinstance(a, Number):
        return _log_number(a.value)
    if isinstance(a, Pow) and signs.is_positive(a.base):
        return expansion(Mul(a.exp, log(a.base)))
    return {((log(a), 1),): Fraction(1)}


def _log_number(c: Fraction) -> Expansion:
    parts = [(p, k) for p, k in _primes(c.numerator)] + [(p, -k) for p, k in _primes(c.denominator)]
    return _sum([{((log(Number(p)), 1),): Fraction(k)} for p, k in parts])


_AT_ZERO = {cos: 1, cosh: 1}


def _odd(e: Any) -> Expansion:
    """f(-x) = -f(x) and f(0) = 0, or f(-x) = f(x) and f(0) = 1."""
    inner = expansion(e.args[0])
    if not inner:
        return {UNIT: Fraction(1)} if type(e) in _AT_ZERO else {}
    minus = inner[min(inner, key=_order)] < 0
    if minus:
        inner = _multiple(inner, Fraction(-1))
    factor = Fraction(-1) if minus and type(e) not in _AT_ZERO else Fraction(1)
    return {((e.func(written(inner)), 1),): factor}


def _extreme(e: Any) -> Expansion:
    """The largest or smallest of different numbers, without those that another one is visibly beyond."""
    parts: list[Any] = []
    for a in map(expand, e.args):
        parts += [p for p in (a.args if type(a) is type(e) else (a,)) if p not in parts]
    beyond = signs.is_nonnegative if isinstance(e, Max) else signs.is_nonpositive
    kept = [
        a for a in parts if not any(a is not b and beyond(expand(b - a)) and not _later(a, b, beyond) for b in parts)
    ]
    if len(kept) == 1:
        return expansion(kept[0])
    return {((e.func(*sorted(kept, key=lambda a: a.key)), 1),): Fraction(1)}


def _later(a: Any, b: Any, beyond: Callable[[Any], bool]) -> bool:
    """Are both beyond each other, and b the one that is left out?"""
    return beyond(expand(a - b)) and a.key < b.key


def _linear(found: Expansion, bound: Callable[[Any], bool]) -> Iterator[tuple[Expansion, Monomial]]:
    """Every product as (part without the bound index, part with it)."""
    for m, c in found.items():
        outside = tuple((a, n) for a, n in m if not bound(a))
        yield {outside: c}, tuple((a, n) for a, n in m if bound(a))


def _total(e: Any) -> Expansion:
    return _sum(_times(c, _summed(m)) for c, m in _linear(expansion(e.args[0]), indexed))


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
    return {((Total(monomial(Fraction(1), m)), 1),): Fraction(1)}


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
    return _merged([*rest, (Jacobian(name, slot, v, *at), Fraction(1))])


def _mean(e: Any) -> Expansion:
    return _sum(
        _times(c, {((Mean(monomial(Fraction(1), m)), 1),): Fraction(1)} if m else {UNIT: Fraction(1)})
        for c, m in _linear(expansion(e.args[0]), sampled)
    )


def _norm(e: Any) -> Expansion:
    """Common scalar factors come out of a norm as absolute values, and v and -v have the same norm."""
    inner = expansion(e.args[0])
    if not inner:
        return {}
    if len(inner) > 1:
        content, common, rest = _common(inner)
    else:
        ((common, content),) = inner.items()
        rest = {UNIT: Fraction(1)}
    outside = tuple((a, n) for a, n in common if not indexed(a))
    kept = {tuple((a, n) for a, n in common if indexed(a)): Fraction(1)}
    inside = _times(kept, rest)
    if inside[min(inside, key=_order)] < 0:
        inside = _multiple(inside, Fraction(-1))
    size = _multiple(absolute(monomial(Fraction(1), outside)), abs(content))
    return _times(size, {((Norm(written(inside)), 1),): Fraction(1)})


def _product(e: Any) -> Expansion:
    """Factor by factor; a number c gives c**d. Zero stays inside: its product over no coordinates is 1."""
    inner = expansion(e.args[0])
    if len(inner) != 1:
        return {((Product(written(inner)), 1),): Fraction(1)}
    ((m, c),) = inner.items()
    found: Expansion = {UNIT: Fraction(1)} if c == 1 else _symbolic(Number(c), d)
    for a, n in m:
        if not indexed(a):
            found = _times(found, _symbolic(_powered(a, n), d))
        elif n.denominator == 1:
            found = _times(found, {((Product(a), n),): Fraction(1)})
        else:
            found = _times(found, _function(Product(_powered(a, n))))
    return found


def _jacobian(e: Any) -> Expansion:
    name, slot, direction, *rest = e.args
    at = [expand(a) for a in rest]
    return _sum(
        _times(c, {((Jacobian(name, slot, monomial(Fraction(1), m), *at), 1),): Fraction(1)})
        for c, m in _linear(expansion(direction), indexed)
    )


_FORMS: Mapping[type, Callable[[Any], Expansion]] = {
    Total: _total,
    Mean: _mean,
    Norm: _norm,
    Product: _product,
    Jacobian: _jacobian,
    Abs: _abs,
    sign: _sign,
    exp: _exp,
    log: _log,
    Max: _extreme,
    Min: _extreme,
    **dict.fromkeys((sin, cos, tan, sinh, cosh, tanh, atan, erf), _odd),
}


def spread_powers(e: Any) -> list[Any]:
    """The powers whose exponent is no number as the form splits them; where these have no value it may not be used."""
    powers = [t for t in subterms(e) if isinstance(t, Pow) and not isinstance(t.exp, Number)]
    return [part for t in powers for part in (expand(t), *(a for m in expansion(t) for a, _ in m))]
