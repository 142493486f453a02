"""A zero test for numbers built from rationals by +, -, *, /, |.|, max and roots: a lower bound for what is not zero.

Why it is sound. Burnikel, Funke, Mehlhorn, Schirra, Schmitt, A Separation Bound for Real Algebraic Expressions (Algorithmica
2009), Theorem 1: an expression E has bounds u, l and a degree D, the product of the degrees of its different roots, with

    E = 0    or    |E| >= 1/(l u^(D-1))

    E               u                                   l
    p/q             |p|                                 q
    A + B, A - B    u_A l_B + l_A u_B                   l_A l_B
    A B             u_A u_B                             l_A l_B
    A / B           u_A l_B                             l_A u_B
    A^(1/k)         (u_A l_A^(k-1))^(1/k), l = l_A      where u_A >= l_A
                    u = u_A, (u_A^(k-1) l_A)^(1/k)      where u_A < l_A

What is kept are the logarithms to base 2, rounded up: larger bounds make 1/(l u^(D-1)) smaller, which is safe. |A| is A or -A,
which have the bounds of A. max(A, B) is one of the two, so the larger bounds serve; a sign is -1, 0 or 1. Roots of equal
rational numbers are one root; any other root counts as a new one, which makes D too large, never too small.

Two premises are not checked here: that E has a value (`verify.kernel.decide.defined_at`), and that the ball which is compared
with the bound contains E (`verify.language.arithmetic`). A number with exp, log or pi in it has no such bound: NotRational.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

from verify.language.arithmetic import RATIONAL, Arithmetic, NotRational, Undefined
from verify.language.functions import Abs, Max, Min, sign
from verify.language.operators import Slope

# How closely a number is looked at before its sign is left open: in balls of these precisions, and where the theorem says
# that it is 0 or at least 2**-bits, with so many bits at most.
PRECISIONS = (128, 512, 2048)  # bits: most signs show at the first, a near tie at the last
MOST_BITS = 1 << 12  # the finest separation bound that is tried: beyond it a ball costs seconds, and None is an answer
TRUTH = {"<=": (-1, 0), "<": (-1,), "=": (0,), "!=": (-1, 1)}  # the signs of lhs - rhs for which a relation holds


@dataclass(frozen=True)
class Algebraic:
    """log2 of the bounds u and l of one number, rounded up, and its roots as (degree, what is rooted)."""

    u: int
    l: int  # noqa: E741 - the name in the theorem
    roots: frozenset[tuple[int, Any]] = frozenset()

    @property
    def bits(self) -> int:
        """The number is 0 or at least 2**-bits in absolute value."""
        return self.l + (prod(degree for degree, _ in self.roots) - 1) * self.u

    def __add__(self, other: Any) -> Algebraic:
        b = algebraic(other)
        return Algebraic(max(self.u + b.l, self.l + b.u) + 1, self.l + b.l, self.roots | b.roots)

    def __mul__(self, other: Any) -> Algebraic:
        b = algebraic(other)
        return Algebraic(self.u + b.u, self.l + b.l, self.roots | b.roots)

    __radd__ = __add__
    __rmul__ = __mul__

    def __abs__(self) -> Algebraic:
        return self


def algebraic(x: Any) -> Algebraic:
    """The bounds of a fraction; those of an algebraic number are known."""
    if isinstance(x, Algebraic):
        return x
    return Algebraic(abs(x.numerator).bit_length(), x.denominator.bit_length())


def _power(base: Any, exponent: Any) -> Any:
    if not isinstance(exponent, Fraction):
        raise NotRational("a power with an irrational exponent")
    if isinstance(base, Fraction):
        with suppress(NotRational):
            return RATIONAL.power(base, exponent)
    rooted = _root(base, exponent.denominator)
    n = abs(exponent.numerator)
    u, l = (rooted.u, rooted.l) if exponent >= 0 else (rooted.l, rooted.u)  # noqa: E741
    return Algebraic(n * u, n * l, rooted.roots)


def _root(base: Any, k: int) -> Algebraic:
    """The theorem's rule for a k-th root: of u l^(k-1) over l, or u over the root of u^(k-1) l."""
    a = algebraic(base)
    if k == 1:
        return a
    roots = a.roots | {(k, base if isinstance(base, Fraction) else object())}
    if a.u >= a.l:
        return Algebraic(-(-(a.u + (k - 1) * a.l) // k), a.l, roots)
    return Algebraic(a.u, -(-((k - 1) * a.u + a.l) // k), roots)


def _sign(z: Any) -> Any:
    return RATIONAL.functions[sign](z) if isinstance(z, Fraction) else Algebraic(1, 1)


def _slope(z: Any) -> Any:
    if z == 0:
        raise Undefined("the absolute value has no derivative at 0")
    return _sign(z)


def _one_of(a: Any, b: Any) -> Any:
    """Whichever of the two it is: the bounds grow with u, l and the roots."""
    if a is b:
        return a
    a, b = algebraic(a), algebraic(b)
    return Algebraic(max(a.u, b.u), max(a.l, b.l), a.roots | b.roots)


def _only_rational(kind: Any) -> Any:
    def value(*z: Any) -> Any:
        if not all(isinstance(x, Fraction) for x in z):
            raise NotRational(f"{kind} of an irrational number")
        return RATIONAL.functions[kind](*z)

    return value


ALGEBRAIC = Arithmetic(
    number=lambda x: x,
    power=_power,
    functions={kind: _only_rational(kind) for kind in RATIONAL.functions}
    | {Abs: abs, sign: _sign, Slope: _slope, Max: _one_of, Min: _one_of},
)
