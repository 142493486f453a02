"""Polynomials in atoms, and the signs that a number may have: the arithmetic of `recheck.py`. Standard library only.

An atom is what is no sum, product or power of others: a symbol, ||v||, exp(x). A polynomial is {monomial: coefficient}, a monomial a
tuple of (atom, exponent), sorted; exponents are rational and may be negative. A sum by which something is divided is an atom too.
What is said here is true wherever all parts of a term have a value: x/x is 1, and who uses it shows that x is not 0.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any, NamedTuple

Monomial = tuple[tuple[int, Fraction | int], ...]
Poly = dict[Monomial, Fraction | int]

NEGATIVE, ZERO, POSITIVE, ANY = 1, 2, 4, 7  # sets of signs are sums of these
TERMS, EXPONENT, BITS, WORK = 4_000, 64, 2_048, 100_000  # the most that is worked out
LONG = 1 << BITS
POWERS: dict[str, Callable[..., list[Poly]]] = {}  # head of an atom: what is known of its powers
ROOTS: list[Callable[..., Poly]] = []  # the rule for powers that are not whole, if there is one


class Bad(Exception):
    """The certificate does not show what it says."""


def require(so: object, why: Any) -> None:
    """Raise Bad with the reason, a text or what makes one, unless it is so."""
    if not so:
        raise Bad(why if isinstance(why, str) else why())


class Atom(NamedTuple):
    head: str
    data: Any
    coordinates: bool  # does it carry the index i?
    samples: bool  # does it carry the index n?
    signs: int  # that it may have


def plain(c: Any) -> Fraction | int:
    """The number; as an int where it is whole, for those are quick. Only fractions are divided."""
    if type(c) is int:
        return c
    c = Fraction(c)
    return c.numerator if c.denominator == 1 else c


def plus(a: Poly, b: Poly, times: Fraction | int = 1) -> Poly:
    found = dict(a)
    for m, c in b.items():
        add_term(found, m, c if times == 1 else c * times)
    return found


def add_term(p: Poly, m: Monomial, c: Fraction | int) -> None:
    """Change p to p + c m. Fractions are slow, and nothing is added to 0."""
    if m in p:
        c = p[m] + c
    if c:
        p[m] = c
    else:
        p.pop(m, None)


def constant(c: object) -> Poly:
    return {(): plain(c)} if c else {}


def single(a: int, n: object = 1) -> Poly:
    return {((a, plain(n)),): 1}


def key(p: Poly) -> tuple[Any, ...]:
    return tuple(sorted(p.items()))


def monomial(*factors: Any) -> Monomial:
    """The product of powers (atom, exponent)."""
    found: dict[int, Fraction | int] = {}
    for a, n in factors:
        found[a] = found.get(a, 0) + n
    return tuple(sorted([(a, n if type(n) is int else plain(n)) for a, n in found.items() if n]))


def opposite(a: int) -> int:
    return (a & ZERO) | (POSITIVE if a & NEGATIVE else 0) | (NEGATIVE if a & POSITIVE else 0)


def sum_signs(a: int, b: int) -> int:
    """The signs that x + y may have, from those of x and y."""
    if ZERO in (a, b):
        return b if a == ZERO else a
    found = (a | b) & ~ZERO
    return found | (ZERO if a & b & ZERO or found == NEGATIVE | POSITIVE else 0)


def product_signs(a: int, b: int) -> int:
    return ((a | b) & ZERO) | (b & ~ZERO if a & POSITIVE else 0) | (opposite(b) & ~ZERO if a & NEGATIVE else 0)


def power_signs(a: int, n: Fraction | int) -> int:
    """Of x^n where it has a value: a root is not negative, nor is an even power, and 1/x is not 0."""
    if n == 0:
        return POSITIVE
    if n.denominator > 1:
        a &= ~NEGATIVE
    elif n % 2 == 0:
        a = (a & ZERO) | (POSITIVE if a & ~ZERO else 0)
    return a if n > 0 else a & ~ZERO


class Ring:
    """The atoms that occur, and the polynomials in them."""

    def __init__(self) -> None:
        self.atoms: list[Atom] = []
        self.atom_numbers: dict[tuple[str, Any], int] = {}
        self.work = WORK
        self.zeros: dict[tuple[Any, ...], bool] = {}
        self.reduces: dict[Monomial, Poly] = {}

    def spend(self, work: int) -> None:
        self.work -= work
        require(self.work >= 0, "too much to work out")

    def atom(self, head: str, data: Any, i: bool, n: bool, signs: int = ANY) -> int:
        if (head, data) not in self.atom_numbers:
            self.atom_numbers[head, data] = len(self.atoms)
            self.atoms.append(Atom(head, data, i, n, signs))
        return self.atom_numbers[head, data]

    def of(self, head: str, inner: list[Poly], i: bool, n: bool, signs: int = ANY, name: Any = ()) -> int:
        """A function of polynomials: one atom where the arguments are equal, though written in two ways."""
        keys = tuple(map(key, inner))
        if (head, (name, keys)) in self.atom_numbers:
            return self.atom_numbers[head, (name, keys)]
        self.spend(len(self.atoms))
        for a, (other, data, *_) in enumerate(self.atoms):
            same = other == head and data[0] == name and len(data[1]) == len(inner)
            if same and all(self.zero(plus(dict(x), y, -1)) for x, y in zip(data[1], inner, strict=True)):
                return a
        return self.atom(head, (name, keys), i, n, signs)

    def bound(self, which: int, *polynomials: Poly) -> bool:
        """Does an atom in them carry the index of the coordinates (0), or that of the data (1)?"""
        return any(self.atoms[a][2 + which] for p in polynomials for m in p for a, _ in m)

    def signs_of(self, p: Poly) -> int:
        """The signs that a polynomial may have, read off its terms."""
        found = ZERO
        for m, c in p.items():
            signs = reduce(product_signs, (power_signs(self.atoms[a].signs, n) for a, n in m), POSITIVE)
            found = sum_signs(found, signs if c > 0 else opposite(signs))
        return found

    def times(self, a: Poly, b: Poly) -> Poly:
        self.spend(1 + len(a) * len(b))
        found: Poly = {}
        for m, c in a.items():
            for n, k in b.items():
                parts, both = self.reduced(monomial(*m, *n) if m and n else m or n), c if k == 1 else c * k
                if len(parts) > 8:
                    self.spend(len(parts) // 8)
                for product, number in parts.items():
                    add_term(found, product, both if number == 1 else both * number)
        require(len(found) <= TERMS, "a polynomial is too long")
        require(
            all(-LONG < c.numerator < LONG and c.denominator < LONG for c in found.values()), "a number is too long"
        )
        return found

    def reduced(self, m: Monomial) -> Poly:
        """A product of powers of atoms, with what is known of the powers of each."""
        if m not in self.reduces:
            rest, factors = dict(m), []
            for a, _ in m:
                if rule := POWERS.get(self.atoms[a].head):
                    factors += rule(self, a, rest)
            self.reduces[m] = reduce(self.times, factors, {monomial(*rest.items()): 1})
        return self.reduces[m]

    def raised(self, p: Poly, n: Fraction | int) -> Poly:
        """p^n wherever it has a value. A sum is an atom where it is divided by; roots are in another file."""
        require(-EXPONENT <= n <= EXPONENT and n.denominator <= EXPONENT, "an exponent is too large")
        whole = plain(n)
        if isinstance(whole, int) and whole >= 0:
            return reduce(self.times, [p] * whole, constant(1))
        require(p, "a negative power or a root of 0")
        if n.denominator > 1:
            require(ROOTS, "no rule for roots: is a companion file missing?")
            return ROOTS[0](self, p, n)
        content, common, rest = self.parted(p)
        found = self.times(constant(content**n), self.reduced(monomial(*((a, k * n) for a, k in common))))
        return found if rest == constant(1) else self.times(found, self.reduced(((self.sum_atom(rest), n),)))

    def sum_atom(self, p: Poly) -> int:
        return self.atom("sum", key(p), self.bound(0, p), self.bound(1, p), self.signs_of(p))

    def parted(self, p: Poly) -> tuple[Fraction, Monomial, Poly]:
        """p = c m q: the number and the powers of atoms that all its terms have, and a rest with a positive first term."""
        content = Fraction(gcd(*(c.numerator for c in p.values())), lcm(*(c.denominator for c in p.values())))
        powers = [dict(m) for m in p]
        common = {a: min(q.get(a, 0) for q in powers) for a in powers[0]}
        common |= {a: max(q.get(a, 0) for q in powers) for a, n in common.items() if n < 0}
        out = tuple((a, n) for a, n in common.items() if n and all(n * q.get(a, 0) > 0 for q in powers))
        rest = {monomial(*m, *((a, -n) for a, n in out)) if out else m: c for m, c in p.items()}
        if content != 1:
            rest = {m: plain(c / content) for m, c in rest.items()}
        if rest[min(rest)] < 0:
            content, rest = -content, plus({}, rest, -1)
        return content, out, rest

    def zero(self, p: Poly) -> bool:
        """Is the polynomial 0 wherever it has a value? It is multiplied by all that it is divided by."""
        known = key(p)
        for _ in range(EXPONENT):
            if known in self.zeros or not p:
                break
            lowest: dict[int, Fraction | int] = {}
            for m in p:
                lowest |= {a: n for a, n in m if n < lowest.get(a, 0)}
            if not lowest:
                break
            p = self.times(p, {monomial(*((a, -n) for a, n in lowest.items())): 1})
        else:
            raise Bad("too many denominators")
        return self.zeros.setdefault(known, not p)


def power_of_sum(s: Ring, a: int, rest: dict[int, Fraction | int]) -> list[Poly]:
    """A sum that stands above the line is multiplied out."""
    above = int(max(rest[a], 0))
    rest[a] -= above
    return [s.raised(dict(s.atoms[a].data), above)] if above else []


POWERS["sum"] = power_of_sum
