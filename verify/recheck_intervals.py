"""Intervals of rational numbers. Python's standard library only.

An interval contains the exact value, and one of no width is the exact value itself. Every operation says in one line why
what it returns contains its values. Numbers are rounded outward to so many bits, and work is bounded: Bad beyond it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any, NamedTuple

from recheck import INTERVALS, Checker
from recheck_polynomials import NEGATIVE, POSITIVE, Bad, require

MOST_WORK = 100_000  # words of 64 bits that may be computed
MOST_BITS = 1 << 15  # of a numerator or a denominator
MOST_EXACT = 1 << 12  # bits of a number that is not rounded
MOST_ROOT, MOST_EXPONENT = 64, 1 << 12


class Open(Bad):
    """Not decided with so many bits."""


class Interval(NamedTuple):
    """All numbers from low to high."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        return self.low == self.high


class Numbers:
    """Interval arithmetic rounded outward to so many bits. Each operation contains every value of the operation."""

    def __init__(self, bits: int, work: int = MOST_WORK) -> None:
        self.bits, self.work = bits, work

    def exactly(self, x: Fraction | int) -> Interval:
        return self.between(Fraction(x), Fraction(x))

    def between(self, low: Fraction, high: Fraction) -> Interval:
        """The interval, rounded outward where its ends are long, unless it is one number."""
        size = max(_size(low), _size(high))
        self.spend(size)
        if size <= self.bits or (low == high and size <= MOST_EXACT):
            return Interval(low, high)
        if size > 4 * MOST_BITS:
            raise Bad("a number is too long")
        low, high = _down(low, self.bits), -_down(-high, self.bits)
        if max(_size(low), _size(high)) > MOST_BITS:
            raise Bad("a number is too long")
        return Interval(low, high)

    def spend(self, bits: int) -> None:
        self.work -= 1 + bits // 64
        if self.work < 0:
            raise Bad("too much to compute")

    def add(self, a: Interval, b: Interval) -> Interval:
        return self.between(a.low + b.low, a.high + b.high)

    def times(self, a: Interval, b: Interval) -> Interval:
        """A product is largest and smallest at ends of its factors."""
        if a.low >= 0 <= b.low:
            return self.between(a.low * b.low, a.high * b.high)
        ends = [x * y for x in a for y in b]
        return self.between(min(ends), max(ends))

    def inverse(self, a: Interval) -> Interval:
        """1/x falls on each side of 0."""
        if a.low <= 0 <= a.high:
            raise Bad("0 is in a denominator") if a.exact else Open("0 may be in a denominator")
        return self.between(1 / a.high, 1 / a.low)

    def power(self, a: Interval, exponent: Interval) -> Interval:
        """x^(p/q) is (x^(1/q))^p; 0^0 is 1. An even power has its least value at 0 where that is inside."""
        if not exponent.exact:
            raise Bad("the exponent of a power is not rational")
        p, q = exponent.low.numerator, exponent.low.denominator
        a = self.root(a, q) if q > 1 else a
        a, p = (a, p) if p >= 0 else (self.inverse(a), -p)
        if p * max(map(_size, a)) > 2 * MOST_BITS:
            raise Bad("a power is too long")
        ends = a.low**p, a.high**p
        return self.between(Fraction(0) if p % 2 == 0 < p and a.low < 0 < a.high else min(ends), max(ends))

    def root(self, a: Interval, k: int) -> Interval:
        """Roots of numbers >= 0 grow."""
        if a.low < 0:
            raise Bad("a root of a negative number") if a.high < 0 else Open("a root of a number that may be negative")
        if k > MOST_ROOT:
            raise Bad("a root of too high a degree")
        return self.between(self._root(a.low, k).low, self._root(a.high, k).high)

    def _root(self, x: Fraction, k: int) -> Interval:
        """The exact root, or neighbours n/2^s <= root < (n + 1)/2^s for the whole root n of x 2^(k s)."""
        parts = [_whole_root(part, k) for part in (x.numerator, x.denominator)]
        if parts[0] ** k == x.numerator and parts[1] ** k == x.denominator:
            return self.exactly(Fraction(*parts))
        shift = self.bits + max(0, (x.denominator.bit_length() - x.numerator.bit_length()) // k + 1)
        self.spend(k * shift)
        n = _whole_root((x.numerator << k * shift) // x.denominator, k)
        return self.between(Fraction(n, 1 << shift), Fraction(n + 1, 1 << shift))

    def rising(self, f: Callable[[Fraction], Interval], a: Interval) -> Interval:
        """A function that grows takes its values between those at the ends."""
        return f(a.low) if a.exact else Interval(f(a.low).low, f(a.high).high)

    def exp(self, a: Interval) -> Interval:
        return self.rising(self._exp, a)

    def _exp(self, x: Fraction) -> Interval:
        """exp(x) = 1/exp(-x), and exp(x/2^k)^(2^k) from sum y^n/n! at y <= 1/2, where the terms left out add up to less than the last."""
        if x <= 0:
            return self.inverse(self._exp(-x)) if x else self.exactly(1)
        if x > MOST_EXPONENT:
            raise Bad("an exponent is too large")
        halvings = max(0, x.numerator.bit_length() - x.denominator.bit_length() + 2)
        scale = self.bits + halvings + 16
        y = (x.numerator << scale) // (x.denominator << halvings)  # y/2^scale <= x/2^halvings < (y + 1)/2^scale
        low = high = low_term = high_term = 1 << scale
        n = 0
        while high_term > 1:
            n += 1
            low_term = low_term * y // (n << scale)
            high_term = -(-high_term * (y + 1) // (n << scale))
            low, high = low + low_term, high + high_term
        self.spend(2 * n * scale)
        found = self.between(Fraction(low, 1 << scale), Fraction(high + 1, 1 << scale))
        return reduce(lambda z, _: self.times(z, z), range(halvings), found)

    def sigmoid(self, a: Interval) -> Interval:
        """1/(1 + exp(-x)), in which x stands once."""
        return self.inverse(self.add(self.exactly(1), self.exp(minus(a))))

    def softplus(self, a: Interval) -> Interval:
        """log(1 + exp(x)), in which x stands once."""
        return self.log(self.add(self.exactly(1), self.exp(a)))

    def tanh(self, a: Interval) -> Interval:
        """1 - 2/(exp(2 x) + 1), in which x stands once."""
        part = self.inverse(self.add(self.exp(self.add(a, a)), self.exactly(1)))
        return self.add(self.exactly(1), self.times(self.exactly(-2), part))

    def log(self, a: Interval) -> Interval:
        if a.low <= 0:
            raise Bad("log of a number <= 0") if a.high <= 0 else Open("log of a number that may be <= 0")
        return self.rising(self._log, a)

    def _log(self, x: Fraction) -> Interval:
        """log x = k log 2 + log y for y = x/2^k between 1/2 and 2, and log y = 2 artanh((y - 1)/(y + 1))."""
        k = x.numerator.bit_length() - x.denominator.bit_length()
        y = x / Fraction(2) ** k
        parts = self._odd_series((y - 1) / (y + 1), 1), self.times(self.exactly(k), self._odd_series(Fraction(1, 3), 1))
        return self.times(self.exactly(2), self.add(*parts))

    def _odd_series(self, x: Fraction, sign: int) -> Interval:
        """artanh x = x + x^3/3 + x^5/5 + ..., or atan x with changing signs, in units of 2^-scale, for |x| <= 1/2.

        A power is off by e < 3 units, since e' < e/4 + 2, and a term by less than 4; the rest is below twice the next power.
        """
        scale = self.bits + 16
        power = (x.numerator << scale) // x.denominator
        square, total, n = power * power >> scale, 0, 1
        while abs(power) > 1:
            total += power // n
            power, n = sign * (power * square >> scale), n + 2
        self.spend(n * scale)
        error = 2 * n + 10
        return (
            self.between(Fraction(total - error, 1 << scale), Fraction(total + error, 1 << scale))
            if x
            else self.exactly(0)
        )

    def lambertw(self, a: Interval) -> Interval:
        if a.low < 0:
            raise Bad("W of a negative number") if a.high < 0 else Open("W of a number that may be negative")
        return self.rising(self._lambertw, a)

    def _lambertw(self, x: Fraction) -> Interval:
        """w exp(w) = x: w <= x, and w <= log x where w >= 1. The half with the solution is taken, and m - (f(m) - x)/f'(w) of it.

        By the mean value theorem the solution is there: the slope f' = exp(w) + w exp(w) > 0 contains that between it and m.
        """
        low, high = Fraction(0), min(x, Fraction(max(1, x.numerator.bit_length() - x.denominator.bit_length() + 1)))
        while (high - low) * 2**self.bits > 1:
            middle = self.exactly((low + high) / 2)
            there = self.times(middle, self.exp(middle))
            if there.low <= x <= there.high:
                break
            low, high = (middle.low, high) if there.high <= x else (low, middle.high)
            w = Interval(low, high)
            slope = self.times(self.exp(w), self.add(w, self.exactly(1)))
            found = self.add(middle, minus(self.times(self.add(there, self.exactly(-x)), self.inverse(slope))))
            low, high = max(low, found.low), min(high, found.high)
        return self.between(low, high)

    def atan(self, a: Interval) -> Interval:
        return self.rising(self._atan, a)

    def _atan(self, x: Fraction) -> Interval:
        """atan x = 2 atan(x/(1 + sqrt(1 + x^2))), twice, after which |x| <= 1/2: the tangent of 1/4 of a right angle is less."""
        y, one = self.exactly(x), self.exactly(1)
        for _ in range(2):
            y = self.times(y, self.inverse(self.add(one, self.root(self.add(one, self.times(y, y)), 2))))
        return self.times(self.exactly(4), self.rising(lambda z: self._odd_series(z, -1), y))

    def sinh(self, a: Interval) -> Interval:
        return self.rising(lambda x: self._half(self.add(self._exp(x), minus(self._exp(-x)))), a)

    def cosh(self, a: Interval) -> Interval:
        return self._half(self.add(self.exp(a), self.exp(minus(a))))

    def _half(self, a: Interval) -> Interval:
        return self.times(self.exactly(Fraction(1, 2)), a)

    def constant(self, name: str) -> Interval:
        """e, and pi, four times the angle whose tangent is 1."""
        if name not in ("e", "pi"):
            raise Bad("no such constant")
        return self._exp(Fraction(1)) if name == "e" else self.times(self.exactly(4), self._atan(Fraction(1)))

    def erf(self, a: Interval) -> Interval:
        return self.rising(self._erf, a)

    def _erf(self, x: Fraction) -> Interval:
        """2/sqrt(pi) exp(-x^2) (x + 2 x^3/3 + 4 x^5/(3 5) + ...): once the terms halve, those left out add up to less than the last.

        It is odd, and 1 - erf x < exp(-x^2) for x > 0.
        """
        if x <= 0:
            return minus(self._erf(-x)) if x else self.exactly(0)
        if x * x >= self.bits:
            return Interval(1 - Fraction(1, 1 << self.bits), Fraction(1))
        scale = self.bits + 16 + max(0, x.denominator.bit_length() - x.numerator.bit_length())
        low = low_term = (x.numerator << scale) // x.denominator
        high = high_term = low + 1
        y, n = (2 * x.numerator**2 << scale) // x.denominator**2, 1  # y/2^scale <= 2 x^2 < (y + 1)/2^scale
        while high_term > 1 or 2 * (y + 1) > (n + 2) << scale:
            n += 2
            low_term = low_term * y // (n << scale)
            high_term = -(-high_term * (y + 1) // (n << scale))
            low, high = low + low_term, high + high_term
        self.spend(2 * n * scale)
        found = self.between(Fraction(low, 1 << scale), Fraction(high + high_term, 1 << scale))
        size = self.times(
            self.exactly(2), self.times(self._exp(-x * x), self.inverse(self.root(self.constant("pi"), 2)))
        )
        return self.times(size, found)


def _size(x: Fraction) -> int:
    return max(x.numerator.bit_length(), x.denominator.bit_length())


def _down(x: Fraction, bits: int) -> Fraction:
    """A number with so many bits that is at most x."""
    if _size(x) <= bits:
        return x
    shift = bits - x.numerator.bit_length() + x.denominator.bit_length()
    if shift >= 0:
        return Fraction((x.numerator << shift) // x.denominator, 1 << shift)
    return Fraction((x.numerator // (x.denominator << -shift)) << -shift)


def minus(a: Interval) -> Interval:
    """x falls as -x grows."""
    return Interval(-a.high, -a.low)


def _whole_root(n: int, k: int) -> int:
    """The largest r with r^k <= n, by Newton's method from above."""
    if n < 2 or k == 1:
        return n
    if k == 2:
        return math.isqrt(n)
    r = 1 << -(-n.bit_length() // k)
    while (smaller := ((k - 1) * r + n // r ** (k - 1)) // k) < r:
        r = smaller
    return r


def interval(s: Checker, t: int) -> int:
    """The sign of a number, by an interval around it that does not contain 0."""

    def around(t: int, numbers: Any) -> Any:
        head, *parts = s.entries[t]
        require(head not in ("s", "d"), "no number")
        if head == "n":
            return numbers.exactly(Fraction(parts[0]))
        if head == "c":
            return numbers.constant(parts[0])
        inner = [around(p, numbers) for p in s.inner(t)]
        rule = {"+": "add", "*": "times", "^": "power"}.get(head, head)
        require(
            rule in ("add", "times", "power", "exp", "log", "sigmoid", "softplus", "lambertw", "tanh"),
            f"no interval of {head}",
        )
        return reduce(getattr(numbers, rule), inner) if len(inner) > 1 else getattr(numbers, rule)(*inner)

    s.admit(t)
    for bits in (64, 256):
        numbers = Numbers(bits, 5 * s.work)
        found = around(t, numbers)
        s.work = numbers.work // 5
        if found.low > 0 or found.high < 0:
            return POSITIVE if found.low > 0 else NEGATIVE
    raise Bad("the sign of a number is not decided")


INTERVALS["interval"] = interval
