"""Visibly nonnegative: the only sign rules that a proof may use.

Why it is sound. Each rule is a fact about real numbers; x >= 0 is short for "x >= 0 wherever x has a value".

    s declared >= 0      x real, n even      x >= 0       x, y >= 0         f >= 0 for every coordinate, data point
    ---------------      --------------      --------     -------------     ---------------------------------------
        s >= 0              x^n >= 0         x^a >= 0     x + y, xy >= 0        Total f, Mean f, Product f >= 0

    a <= b is known      e - (b - a) >= 0, or e = c (b - a) with c > 0         x != 0      v != 0      no premise
    ------------------------------------------------------------------        -------     -------     ------------------
                                e >= 0                                        |x| > 0     ‖v‖ > 0     1 - sigmoid(z) > 0

    x > 0      y >= 0      x, y > 0      f > 0      d >= 1      f > 0                      x, y != 0
    -----------------      --------      -----------------      ----------------------     ---------
        x + y > 0           xy > 0          Total f > 0         Mean f, Product f > 0       xy != 0

Nothing else. A sum over the coordinates is empty in R^0; a data set has a point. What is known are the claim's assumptions,
what was shown before, and in one line of a chain what its theorems say. A relation for every coordinate is known of each, so
it may stand under a sum.

That x has a value is owed by the caller (`verify.kernel.appeals.require_values`). What is zero is asked of
`verify.kernel.gram`. Of SymPy it relies on `is_nonnegative` and its like for declared symbols, and on `factor` and `expand`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy as sp

from verify.kernel.gram import Gram, is_zero
from verify.language.logistic import sigmoid
from verify.language.normal import normal
from verify.language.operators import Mean, Norm, Product, Total
from verify.language.relation import Relation

MOST_TERMS = 4  # of a difference whose sign SymPy is asked for: it tries every term, and few are shown by that
BELOW_ONE = "the logistic function lies below 1"


@dataclass(frozen=True)
class Known:
    """`slack` is nonnegative (positive when strict), because of `origin` (a Relation)."""

    slack: Any
    strict: bool
    origin: Relation


class Signs:
    """What is known to be nonnegative, nonzero or zero while one claim is being checked."""

    def __init__(self, relations: tuple[Relation, ...] = (), *, empty_total: bool = False) -> None:
        self.known: list[Known] = []
        self.zero: list[Any] = []
        self.nonzero: list[Any] = []
        self.facts: dict[str, None] = {}
        self.used: set[Relation] = set()
        self._empty_total = empty_total
        for r in relations:
            self.assume(r)

    def copy(self) -> Signs:
        """A copy that can learn more without changing this one; the record of what was used is shared."""
        new = Signs(empty_total=self._empty_total)
        new.known, new.zero, new.nonzero = [*self.known], [*self.zero], [*self.nonzero]
        new.facts, new.used = self.facts, self.used
        return new

    def assume(self, r: Relation) -> None:
        """Take a relation as given."""
        if r.op == "=":
            self.zero.append(r.gap)
        elif r.op == "!=":
            self.nonzero.append(r.gap)
        else:
            self.known.append(Known(r.gap, r.op == "<", r))

    def holds(self, r: Relation) -> bool:
        """Is the relation visibly true?"""
        if r.op == "=":
            return is_zero(r.gap, self.zero)
        if r.op == "!=":
            return self.is_nonzero(r.gap) or self.is_nonzero(normal(r.gap))
        test = self.positive if r.op == "<" else self.nonnegative
        return test(r.gap) or test(normal(r.gap)) or test(factored(r.gap))

    def nonnegative(self, e: Any) -> bool:
        """Visibly nonnegative wherever it has a value."""
        e = sp.sympify(e)
        if e.is_nonnegative or (e.is_Pow and e.exp.is_even and e.base.is_real):
            return True
        if (e.is_Add or e.is_Mul) and all(map(self.nonnegative, e.args)):
            return True
        if e.is_Pow and e.exp.is_real and self.nonnegative(e.base):
            return True
        if isinstance(e, Total | Mean | Product) and self.nonnegative(e.args[0]):
            return True
        return self._known(e, strict=False) or self.positive_logistic(e)

    def positive(self, e: Any) -> bool:
        """Visibly positive wherever it has a value."""
        e = sp.sympify(e)
        if e.is_positive or (e.is_Pow and e.exp.is_real and self.positive(e.base)):
            return True
        if e.is_Pow and e.exp.is_even and e.base.is_real and self.is_nonzero(e.base):
            return True
        if e.is_Mul and all(map(self.positive, e.args)):
            return True
        if e.is_Add and all(map(self.nonnegative, e.args)) and any(map(self.positive, e.args)):
            return True
        if (isinstance(e, Mean | Product) or (isinstance(e, Total) and not self._empty_total)) and self.positive(
            e.args[0]
        ):
            return True
        return self._known(e, strict=True) or self.positive_logistic(e) or self._positive_size(e)

    def is_nonzero(self, e: Any) -> bool:
        """Visibly different from zero."""
        e = sp.sympify(e)
        if e.is_nonzero or (e.is_Mul and all(map(self.is_nonzero, e.args))) or (e.is_Pow and self.is_nonzero(e.base)):
            return True
        if any(_same(e, x) or _same(e, -x) for x in self.nonzero):
            return True
        return self.positive(e) or self.positive(-e) or (not e.is_nonnegative and self._known(sp.Abs(e), strict=True))

    def positive_logistic(self, e: Any) -> bool:
        """Is it 1 - sigmoid(z), or a positive multiple of it?"""
        found = e.is_Add and len(e.args) == 2 and any(_is_multiple(e, 1 - s) for s in e.atoms(sigmoid))
        if found:
            self.facts[BELOW_ONE] = None
        return bool(found)

    def _known(self, e: Any, *, strict: bool) -> bool:
        found = next(self._below(e, strict=strict), None)
        if found is not None:
            self.used.add(found.origin)
        return found is not None

    def _below(self, e: Any, *, strict: bool) -> Iterator[Known]:
        """What is known and shows the sign of e: by their texts first, then by the relations between norms and products."""
        mine = e.free_symbols
        near = [k for k in self.known if mine & k.slack.free_symbols or not (mine or k.slack.free_symbols)]
        yield from (k for k in near if _visibly_at_least(e, k, strict=strict))
        if e.is_Add:
            same = (k for k in near if (k.strict or not strict) and e.free_symbols == k.slack.free_symbols)
            yield from (k for k in same if is_zero(e - k.slack, self.zero))

    def _positive_size(self, e: Any) -> bool:
        """The absolute value of something nonzero, or the norm of a vector that is assumed not to be 0."""
        if isinstance(e, sp.Abs):
            return self.is_nonzero(e.args[0])
        return isinstance(e, Norm) and any(_same(e, x) or _same(e, -x) for x in self.nonzero)


@lru_cache(maxsize=50_000)
def _flat(e: Any) -> Any:
    return sp.expand(normal(e))


def _visibly_at_least(e: Any, k: Known, *, strict: bool) -> bool:
    """e is a known slack times a positive number, or a known slack plus something that SymPy sees to be nonnegative."""
    excess = _sign_of_difference(e, k.slack)
    return excess > 0 or (excess == 0 and (k.strict or not strict))


@lru_cache(maxsize=50_000)
def _sign_of_difference(e: Any, slack: Any) -> int:
    """1 where SymPy sees e > slack, 0 where it sees e >= slack or e is a positive multiple of it, -1 where it sees neither."""
    rest = _flat(e) - _flat(slack)
    terms = sp.Add.make_args(rest)
    if len(terms) <= MOST_TERMS and (len(rest.free_symbols) == 1 or all(t.is_nonnegative for t in terms)):
        if rest.is_positive:
            return 1
        if rest.is_nonnegative:
            return 0
    return 0 if _is_multiple(_flat(e), _flat(slack)) else -1


def _is_multiple(a: Any, b: Any) -> bool:
    """Is a = c * b for a positive number c, as the expanded forms show it?"""
    ca, ra = a.primitive() if a.is_Add else a.as_coeff_Mul()
    cb, rb = b.primitive() if b.is_Add else b.as_coeff_Mul()
    return bool(ra == rb and cb != 0 and (ca / cb).is_positive)


def _same(a: Any, b: Any) -> bool:
    return bool(a == b) or (a.free_symbols == b.free_symbols and is_zero(a - b))


@lru_cache(maxsize=50_000)
def factored(e: Any) -> Any:
    """The expression over one denominator and in factors, in its own norms and inner products."""
    gram = Gram()
    flat = gram(e)
    return sp.factor(flat).xreplace({name: atom for atom, name in reversed(gram.names.items())})
