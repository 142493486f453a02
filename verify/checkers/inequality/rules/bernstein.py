"""A polynomial on a box that is cut into pieces, by its Bernstein coefficients on each of them, in whole numbers.

Why it is sound. B_i(u) = C(n, i) u^i (1 - u)^(n - i) for i = 0, ..., n are not negative for 0 <= u <= 1, and their sum is 1. With
x = low + (high - low) u a polynomial of degree n in x is c_0 B_0(u) + ... + c_n B_n(u); of several variables, it is such a sum
in each of them.

  c_i >= 0 for all i                  c_i > 0 for all i
  ------------------                  -----------------
  p >= 0 on the piece                 p > 0 on the piece

  x^m has c_i = (sum_j C(i, j) C(n - i, m - j) high^j low^(m - j))/C(n, m)
  on the half below the middle c'_k = (sum_i C(k, i) c_i)/2^k, on the other half c''_(n - k) = (sum_i C(k, i) c_(n - i))/2^k

(Farouki, The Bernstein polynomial basis: a centennial retrospective, 2012, 3 and 5.) All is linear in the polynomial, so that one
symbol is taken after the other, and coefficients may be multiplied by one positive number that makes them whole.

The canonical form of a term has its value wherever the term has one, and the goal speaks of no other points. That the pieces
cover the box is `boxes.covers`, that the box holds all points of the goal is `goal_on_box`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, lcm, prod
from typing import Any

import numpy as np

from verify.checkers.boxes import Bounds, Box, covers
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.goal_on_box import ground
from verify.language.expansion import expansion

MOST, LONGEST = 1_000, 20_000  # coefficients, and marks of a word: with every cut the numbers grow


def cover(goal: Goal, cuts: Any) -> tuple[Goal, ...]:
    """Check a stored cover: a word in which "n" ends each piece."""
    if len(cuts) > LONGEST:
        raise Refused
    g, box = ground(goal)
    whole = coefficients(g.expr, g.symbols, box)
    if not covers(whole, cuts, lambda c, mark: mark == "n" and have_sign(c, g.op), sides=whole.ndim, cut=halves):
        raise Refused
    return ()


def have_sign(c: Any, op: str) -> bool:
    """Are all coefficients as the relation to 0 says?"""
    return bool((c >= 0 if op == ">=" else c > 0).all())


def coefficients(e: Any, symbols: Sequence[Any], box: Box) -> Any:
    """Whole numbers, an axis for each symbol. Refused for a term that is no polynomial, or has too many of them."""
    known = expansion(e)
    if any(s not in symbols or n != int(n) or n < 0 for m in known for s, n in m):
        raise Refused
    terms = {tuple(int(dict(m).get(s, 0)) for s in symbols): c for m, c in known.items()}
    if not terms:
        raise Refused
    degrees = [max(powers) for powers in zip(*terms, strict=True)]
    if prod(n + 1 for n in degrees) > MOST:
        raise Refused
    scale = lcm(*(c.denominator for c in terms.values()))
    found = np.zeros([n + 1 for n in degrees], dtype=object)
    for powers, c in terms.items():
        found[powers] = int(scale * c)
    for axis, (n, side) in enumerate(zip(degrees, box, strict=True)):
        found = np.moveaxis(np.tensordot(_polar(n, side), found, axes=(1, axis)), 0, axis)
    return found


def _polar(n: int, side: Bounds) -> Any:
    """Row i has the coefficients c_i of 1, x, ..., x^n, all times lcm_m C(n, m) q^n, for ends with the denominator q."""
    low, high = side
    q, scale = lcm(int(low.q), int(high.q)), lcm(*(comb(n, m) for m in range(n + 1)))
    a, b = int((low * q).p), int((high * q).p)

    def entry(i: int, m: int) -> int:
        mixed = sum(comb(i, j) * comb(n - i, m - j) * b**j * a ** (m - j) for j in range(m + 1))
        return scale // comb(n, m) * q ** (n - m) * mixed

    return np.array([[entry(i, m) for m in range(n + 1)] for i in range(n + 1)], dtype=object)


def halves(c: Any, axis: int) -> tuple[Any, Any]:
    """The coefficients on both halves of a piece, 2^n times as large (de Casteljau)."""
    row = np.moveaxis(c, axis, 0)
    n = len(row) - 1
    below, above = np.empty_like(row), np.empty_like(row)
    for k in range(n + 1):
        below[k], above[n - k] = row[0] << n - k, row[-1] << n - k
        row = row[1:] + row[:-1]
    return np.moveaxis(below, 0, axis), np.moveaxis(above, 0, axis)
