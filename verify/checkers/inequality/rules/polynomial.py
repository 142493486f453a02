"""Polynomials in one symbol, decided exactly: between the roots of all of them signs are constant.

Why it is sound. q_1, ..., q_k are all irreducible factors of what is wanted and of the facts that are used.

  in every cell, a root or a gap between roots, in which the facts hold, what is wanted holds
  --------------------------------------------------------------------------------------------
                                   F => e op 0

On a cell no factor changes its sign, by the intermediate value theorem, so signs at one sample are those of the cell. Different
irreducible factors have no common root, so at a root of one the others have the sign that they have just beside it.
The roots are isolated by Sturm's theorem (Basu, Pollack, Roy, Algorithms in Real Algebraic Geometry, 2.50), the intervals halved
until they do not touch; samples lie strictly between them.

  * Coefficients are rational, no degree is above HIGHEST. Another fact is left out, another goal is refused.
  * A fact holds, for this purpose, at a pole of its own: that keeps the cell, which is the harder case.
  * A pole of what is wanted is no point of the goal. Common factors are cancelled before: then more is shown.
  * A declared sign of the symbol is one more fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from flint import fmpq, fmpq_poly

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.atoms import coefficients, fraction
from verify.checkers.inequality.goal import Fact, Goal, declared
from verify.language.term import Number

HIGHEST = 40


def univariate(goal: Goal, _: Any) -> tuple[Goal, ...]:
    """What is wanted holds in every cell, root or gap between roots, in which the facts hold."""
    symbols = goal.wanted_symbols or goal.symbols
    if len(symbols) != 1:
        raise Refused
    (s,) = symbols
    facts = [*(f for f in goal.facts if f.expr.free_symbols == {s}), *declared([s])]
    wanted = _signed(goal.wanted, s)
    known = [p for f in facts if (p := _signed(f, s)) is not None]
    if wanted is None:
        raise Refused
    irreducible = sorted({q for part in (wanted, *known) for q, _ in part.powers}, key=lambda q: q.coefficients)
    for signs in _cells(irreducible):
        if all(f.holds(signs) for f in known) and not wanted.holds(signs):
            raise Refused
    return ()


@dataclass(frozen=True)
class _Factor:
    """An irreducible polynomial with leading coefficient 1, known by its coefficients."""

    coefficients: tuple[tuple[int, int], ...]

    @cached_property
    def polynomial(self) -> Any:
        return fmpq_poly([fmpq(p, q) for p, q in self.coefficients])

    def sign(self, x: Any) -> int:
        return _sign(self.polynomial(x))

    @cached_property
    def chain(self) -> list[Any]:
        """Sturm's sequence."""
        found = [self.polynomial, self.polynomial.derivative()]
        while found[-1].degree() > 0:
            found.append(-(found[-2] % found[-1]))
        return found

    def changes(self, x: Any) -> int:
        """The changes of sign of Sturm's sequence."""
        signs = [s for p in self.chain if (s := _sign(p(x)))]
        return sum(a != b for a, b in pairwise(signs))

    def roots(self) -> Iterator[tuple[Any, Any]]:
        """Intervals with one root each; of degree 1 the root itself, of a higher one no end is a root."""
        if len(self.coefficients) == 2:
            root = -self.polynomial[0]
            yield root, root
            return
        bound = 1 + max(abs(self.polynomial[k]) for k in range(len(self.coefficients) - 1))
        waiting = [(-bound, bound, self.changes(-bound), self.changes(bound))]
        while waiting:
            low, high, left, right = waiting.pop()
            if left - right == 1:
                yield low, high
            elif left != right:
                middle = (low + high) / 2
                between = self.changes(middle)
                waiting += [(low, middle, left, between), (middle, high, between, right)]

    def halved(self, low: Any, high: Any) -> tuple[Any, Any]:
        """The half in which the root is."""
        middle = (low + high) / 2
        return (low, middle) if self.sign(low) != self.sign(middle) else (middle, high)


def _sign(x: Any) -> int:
    return (x > 0) - (x < 0)


@dataclass(frozen=True)
class _Signed:
    """constant * product of powers, and the wanted relation to 0."""

    constant: int
    powers: tuple[tuple[_Factor, int], ...]
    op: str

    def holds(self, signs: dict[_Factor, int]) -> bool:
        """A pole has no value: nothing is claimed there."""
        if any(signs[q] == 0 and k < 0 for q, k in self.powers):
            return True
        total = self.constant
        for q, k in self.powers:
            total *= signs[q] ** abs(k)
        return bool({">=": total >= 0, ">": total > 0, "=": total == 0, "!=": total != 0}[self.op])


def _signed(f: Fact, s: Any) -> _Signed | None:
    """None for what is no rational function of s with rational coefficients. Refused where a degree is too high."""
    parts = [coefficients(p, s) for p in fraction(f.expr)]
    if not all(p is not None and all(isinstance(c, Number) for c in p) for p in parts):
        return None
    if max(map(len, parts)) > HIGHEST + 1:  # type: ignore[arg-type]
        raise Refused
    constant, powers = 1, list[tuple[_Factor, int]]()
    for found, way in zip(parts, (1, -1), strict=True):
        lead, factors = fmpq_poly([fmpq(c.p, c.q) for c in found or ()]).factor()
        constant *= _sign(lead)
        for q, k in factors:
            constant *= _sign(q[q.degree()]) ** int(k)
            powers.append(
                (_Factor(tuple((int(c.p), int(c.q)) for c in map(fmpq, (q / q[q.degree()]).coeffs()))), way * int(k))
            )
    return _Signed(constant, tuple(powers), f.op)


def _cells(irreducible: list[_Factor]) -> Iterator[dict[_Factor, int]]:
    """The sign of every factor in every cell, from left to right."""
    roots = _separated([(low, high, q) for q in irreducible for low, high in q.roots()])
    for k, x in enumerate(_between(roots)):
        here = {q: q.sign(x) for q in irreducible}
        yield here
        if k < len(roots):  # no other factor has a root between this sample and the root
            yield here | {roots[k][2]: 0}


def _separated(roots: list[Any]) -> list[Any]:
    """Intervals of irreducible factors that do not touch, sorted; different ones have no common root."""
    while True:
        roots.sort(key=lambda r: (r[0], r[1]))
        clash = [k for k in range(len(roots) - 1) if roots[k][1] >= roots[k + 1][0]]
        if not clash:
            return roots
        for k in {*clash, *(k + 1 for k in clash)}:
            low, high, q = roots[k]
            if low != high:
                low, high = q.halved(low, high)
            roots[k] = (low, high, q)


def _between(roots: list[Any]) -> list[Any]:
    if not roots:
        return [fmpq(0)]
    middle = [(a[1] + b[0]) / 2 for a, b in pairwise(roots)]
    return [roots[0][0] - 1, *middle, roots[-1][1] + 1]
