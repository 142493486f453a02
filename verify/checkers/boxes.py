"""Boxes with rational sides, the balls that contain them, and how a claim about a box follows from claims about its pieces.

Why it is sound.

  test(B) => P at every point of B     word cuts the root into B_1, ..., B_n     test(B_k) for every k
  -----------------------------------------------------------------------------------------------------
                              P at every point of the root

Boxes are closed and their ends are exact rational numbers. A cut in the middle of a side is exact, so the two halves have
the whole for their union. By induction the pieces at the ends of a tree of cuts cover the root, and it does not matter in
which order, or where, they are cut. A tree is a word in Polish notation: a digit cuts that side, any other letter ends a
piece. A word that ends early leaves a piece without a letter; one that goes on has letters for no piece: both cover nothing.

A ball is rounded outward: it contains the exact value. A comparison of balls is true only where it is true of all numbers
in them, so that nan, which contains everything, compares false. An infinite ball with an exact infinite end can compare
true: where a value has to exist, `is_finite` is asked for too.

A symmetric matrix is positive definite if and only if every pivot of the elimination is positive (Horn, Johnson, Matrix
Analysis, 7.2). Done in balls, the elimination encloses that of each symmetric matrix with entries in the balls.

What is not checked here: that the test shows anything. That each letter's rule applies is owed by `settles` and `test`.
See Moore, Kearfott, Cloud, Introduction to Interval Analysis, 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flint import arb, fmpq

Bounds = tuple[fmpq, fmpq]
Box = tuple[Bounds, ...]
MOST_PARTS = 1024


def rational(x: Any) -> fmpq:
    """An exact rational number: a numeral, one of Python or of python-flint."""
    return x if isinstance(x, fmpq) else fmpq(x.numerator, x.denominator)


def point(x: Any) -> arb:
    """A ball about a rational number, as narrow as the precision allows."""
    return arb(rational(x))


def ball(side: Bounds) -> arb:
    """A ball that contains the closed interval."""
    return arb(side[0]).union(arb(side[1]))


def contains(side: Bounds, z: arb) -> bool:
    """Does the ball surely lie in the closed interval?"""
    return bool(z >= arb(side[0]) and z <= arb(side[1]))


def halves(box: Box, axis: int) -> tuple[Box, Box]:
    """The box cut in the middle of one side; the two parts cover it."""
    low, high = box[axis]
    cut = (low + high) / 2
    return (*box[:axis], (low, cut), *box[axis + 1 :]), (*box[:axis], (cut, high), *box[axis + 1 :])


def widest(box: Box) -> int:
    """The longest side."""
    return max(range(len(box)), key=lambda k: box[k][1] - box[k][0])


def covers(
    root: Any,
    word: Iterable[str],
    settles: Callable[[Any, str], bool],
    *,
    sides: int | None = None,
    cut: Callable[[Any, int], tuple[Any, Any]] = halves,
) -> bool:
    """Does the word cut the root into pieces each of which its letter settles? Pieces come in the order of the word.

    Boxes may stand as anything that `cut` makes of the root, which then has to say how many sides it has.
    """
    names = {str(k): k for k in range(len(root) if sides is None else sides)}
    waiting = [root]
    for mark in word:
        if not waiting:
            return False
        piece = waiting.pop()
        if mark in names:
            waiting += reversed(cut(piece, names[mark]))
        elif not settles(piece, mark):
            return False
    return not waiting


def everywhere(test: Callable[[list[arb]], bool], box: Box) -> bool:
    """Does the test pass on every part of the box, which is cut up where it does not?

    False is no refutation: it says that MOST_PARTS parts were not enough.
    """
    waiting, parts = [box], 1
    while waiting:
        here = waiting.pop()
        if test(list(map(ball, here))):
            continue
        parts += 1
        if parts > MOST_PARTS or not here:
            return False
        waiting += halves(here, widest(here))
    return True


def positive_definite(rows: Sequence[Sequence[arb]]) -> bool:
    """Is every symmetric matrix with entries in these balls positive definite? Only the upper triangle is read."""
    left = [list(row) for row in rows]
    for k, row in enumerate(left):
        if not (row[k].is_finite() and row[k] > 0):
            return False
        for i in range(k + 1, len(left)):
            ratio = row[i] / row[k]
            for j in range(i, len(left)):
                left[i][j] -= ratio * row[j]
    return True
