"""Does one statement follow from another at once? Said of their trees alone."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

from bench.tamper.statement import Stated, Tree, symbols_in


def is_weaker(after: Stated, before: Stated) -> bool:
    """Does it follow at once: more is assumed, of the same conclusion, and of symbols that stand for fewer numbers?

    What is assumed of a symbol that there is, is owed: of that less may be said.
    """
    if after.verdict != before.verdict or after.verdict == "REFUTED" or after.no_vectors > before.no_vectors:
        return False
    read, rule = widened(after, before)
    same = after.exists == before.exists and frozenset(put(tuple(after.uniform), rule)) <= before.uniform
    owed = [{a for a in assume if after.exists & set(symbols_in(a))} for assume in (before.assume, read[0])]
    free = [{*before.assume} - owed[0], {*read[0]} - owed[1]]
    follows = all(any(implies(b, a) for b in free[1]) for a in free[0])
    less = all(any(implies(b, a) for b in owed[0]) for a in owed[1])
    return same and read[1] == before.conclude and follows and less


def is_stronger_and_false(after: Stated, before: Stated) -> bool:
    """Would the other, which is refuted, follow from it at once?"""
    refuted = after.verdict == before.verdict == "REFUTED"
    return refuted and is_weaker(before._replace(verdict="PROVED"), after._replace(verdict="PROVED"))


def is_narrower(after: Stated, before: Stated) -> bool:
    """Is it refuted by what refutes the other, at a point where all holds that is assumed? More is assumed, or of fewer numbers."""
    read, _ = widened(after, before)
    same = (after.verdict, after.exists, after.uniform) == ("REFUTED", before.exists, before.uniform)
    more = all(any(implies(b, a) for b in read[0]) for a in before.assume)
    there = after.no_vectors == before.no_vectors and before.verdict == "REFUTED"
    return there and same and more and read[1] == before.conclude


def widened(after: Stated, before: Stated) -> tuple[tuple[Any, Any], dict[Tree, Tree]]:
    """What is assumed and concluded, with free symbols that stand for fewer numbers read as those of before; and which they are."""
    wide = {s[1]: s for s in symbols_in((before.assume, before.conclude))}
    bound = set(after.exists).union(*(a[1] for a in after.assume if a[0] == "for all"))
    rule = {s: wide[s[1]] for s in symbols_in((after.assume, after.conclude)) if s not in bound and _narrower(s, wide)}
    return put((after.assume, after.conclude), rule), rule


def implies(a: Tree, b: Tree) -> bool:
    """Does b follow? From a = b and a < b a <= b, from a < b a != b; also between further numbers, and under fewer premises."""
    if a[0] == b[0] == "for all":
        return a[1] == b[1] and set(a[2]) <= set(b[2]) and implies(a[3], b[3])
    if a[0] == b[0] in ("<=", "<"):
        return _at_most(b[1], a[1]) and _at_most(a[2], b[2])
    return a == b or (a[1:] == b[1:] and (a[0], b[0]) in (("=", "<="), ("<", "<="), ("<", "!=")))


def fails_in_numbers(r: Tree) -> bool:
    """Is it a relation between numbers, in sums and products, that does not hold?"""
    if r[0] == "for all" or any(_number(side) is None for side in r[1:]):
        return False
    a, b = (_number(side) or Fraction(0) for side in r[1:])
    return not {"=": a == b, "<=": a <= b, "<": a < b, "!=": a != b}[r[0]]


def _number(t: Tree) -> Fraction | None:
    if t[0] == "n":
        return Fraction(t[1])
    if t[0] not in ("+", "*"):
        return None
    parts = [p for p in map(_number, t[1:]) if p is not None]
    return Fraction(sum(parts) if t[0] == "+" else prod(parts)) if len(parts) == len(t) - 1 else None


def _at_most(a: Tree, b: Tree) -> bool:
    """The same term, or numbers in this order."""
    return a == b or (a[0] == b[0] == "n" and Fraction(a[1]) <= Fraction(b[1]))


def _narrower(s: Tree, wide: dict[str, Tree]) -> bool:
    other = wide.get(s[1])
    return other is not None and s[2] == other[2] and not s[3] & ~other[3] and s[4] >= other[4]


def put(t: Any, rule: dict[Tree, Tree]) -> Any:
    """The tree with others in the place of some."""
    return rule[t] if t in rule else tuple(put(p, rule) if isinstance(p, tuple) else p for p in t)
