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

    v_i != 0 for every coordinate i      d >= 1
    ------------------------------------------
                    ‖v‖ > 0

Nothing else. A sum over the coordinates is empty in R^0; a data set has a point. What is known are the claim's assumptions,
what was shown before, and in one line of a chain what its theorems say; of a = b both a <= b and b <= a are. A relation for every
coordinate is known of each, so it may stand under a sum; where there may be none it says nothing of what has no coordinates.

That x has a value is owed by the caller (`verify.kernel.appeals.require_values`). What is zero is asked of
`verify.kernel.gram`; the signs that a term has as it is written, of `verify.language.possible`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from verify.kernel.gram import Gram, is_zero
from verify.kernel.quotient import Quotients
from verify.language.expansion import expand, expansion, written
from verify.language.expansion.form import multiple, sum_of
from verify.language.functions import Abs, sigmoid
from verify.language.normal import normal
from verify.language.operators import Mean, Norm, Product, Total, indexed
from verify.language.possible import is_nonnegative, is_nonzero, is_positive
from verify.language.relation import Relation
from verify.language.remembered import remembered
from verify.language.term import Add, Mul, Number, Pow, product, rebuilt

MOST_TERMS = 4  # of a difference whose sign is read off its terms: few are shown by that
BELOW_ONE = "the logistic function lies below 1"  # as it is cited


class Why(Enum):
    """The rule that shows a sign."""

    WRITTEN = "the sign that it has as it is written"
    SUM = "a sum of such terms"
    PRODUCT = "a product of such factors, or of an even number of opposite ones"
    POWER = "a power of such a base"
    EVEN_POWER = "an even power of what is not 0"
    EACH = "a sum, an average or a product of such terms"
    KNOWN = "what is known"
    IDENTITY = "an identity"
    SIZE = "the size of what is not 0"
    BELOW_ONE = "the logistic function lies below 1"


class Shown(NamedTuple):
    """A sign that is shown: by which rule, of which term, from which others, and by which relation that was known."""

    why: Why
    term: Any
    parts: tuple[Shown, ...] = ()
    known: Relation | None = None


Test = Callable[[Any], "Shown | None"]


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

    def only(self, wanted: Callable[[Any], bool]) -> Signs:
        """What is known of the terms that are wanted; the record of what was used is shared."""
        new = self.copy()
        new.known = [k for k in new.known if wanted(k.slack)]
        new.zero, new.nonzero = [*filter(wanted, new.zero)], [*filter(wanted, new.nonzero)]
        return new

    def assume(self, r: Relation) -> None:
        """Take a relation as given."""
        if r.op == "=":
            self.zero.append(r.slack)
            self.known += (Known(r.slack, False, r), Known(-r.slack, False, r))
        elif r.op == "!=":
            self.nonzero.append(r.slack)
        else:
            self.known.append(Known(r.slack, r.op == "<", r))

    def holds(self, r: Relation) -> Shown | None:
        """What shows that the relation is visibly true, or None."""
        if r.op == "=":
            return Shown(Why.IDENTITY, r.slack) if is_zero(r.slack, self.zero) else None
        if r.op == "!=":
            return self.is_nonzero(r.slack) or self.is_nonzero(normal(r.slack))
        test = self.positive if r.op == "<" else self.nonnegative
        shown = test(r.slack) or test(normal(r.slack)) or test(factored(r.slack))
        if not shown and r.op == "<=" and self.zero and is_zero(r.slack, self.zero):
            return Shown(Why.IDENTITY, r.slack)
        return shown

    def nonnegative(self, e: Any) -> Shown | None:
        """What shows that it is nonnegative wherever it has a value, or None."""
        if is_nonnegative(e):
            return Shown(Why.WRITTEN, e)
        if isinstance(e, Add) and (parts := _all(self.nonnegative, e.args)):
            return Shown(Why.SUM, e, parts)
        if isinstance(e, Mul) and (parts := _even(e.args, self.nonnegative)):
            return Shown(Why.PRODUCT, e, parts)
        if isinstance(e, Pow) and (base := self.nonnegative(e.base)):
            return Shown(Why.POWER, e, (base,))
        if isinstance(e, Total | Mean | Product) and (each := self.nonnegative(e.args[0])):
            return Shown(Why.EACH, e, (each,))
        return self._known(e, strict=False) or self.positive_logistic(e)

    def positive(self, e: Any) -> Shown | None:
        """What shows that it is positive wherever it has a value, or None."""
        if is_positive(e):
            return Shown(Why.WRITTEN, e)
        if isinstance(e, Pow) and (base := self.positive(e.base)):
            return Shown(Why.POWER, e, (base,))
        if isinstance(e, Pow) and _is_even(e.exp) and (base := self.is_nonzero(e.base)):
            return Shown(Why.EVEN_POWER, e, (base,))
        if isinstance(e, Mul) and (parts := _even(e.args, self.positive)):
            return Shown(Why.PRODUCT, e, parts)
        if isinstance(e, Add) and (parts := _all(self.nonnegative, e.args)) and (one := _any(self.positive, e.args)):
            return Shown(Why.SUM, e, (*parts, one))
        bound = isinstance(e, Mean | Product) or (isinstance(e, Total) and not self._empty_total)
        if bound and (each := self.positive(e.args[0])):
            return Shown(Why.EACH, e, (each,))
        return self._known(e, strict=True) or self.positive_logistic(e) or self._positive_size(e)

    def is_nonzero(self, e: Any) -> Shown | None:
        """What shows that it is different from zero, or None."""
        if is_nonzero(e):
            return Shown(Why.WRITTEN, e)
        if isinstance(e, Mul) and (parts := _all(self.is_nonzero, e.args)):
            return Shown(Why.PRODUCT, e, parts)
        if isinstance(e, Pow) and (base := self.is_nonzero(e.base)):
            return Shown(Why.POWER, e, (base,))
        if any(_same(e, x) or _same(e, -x) for x in self.nonzero):
            return Shown(Why.KNOWN, e)
        sign = self.positive(e) or self.positive(-e)
        return sign or (None if is_nonnegative(e) else self._known(Abs(e), strict=True))

    def positive_logistic(self, e: Any) -> Shown | None:
        """Is it 1 - sigmoid(z), or a positive multiple of it?"""
        if not (isinstance(e, Add) and len(e.args) == 2 and any(_is_multiple(e, 1 - s) for s in e.atoms(sigmoid))):
            return None
        self.facts[BELOW_ONE] = None
        return Shown(Why.BELOW_ONE, e)

    def _known(self, e: Any, *, strict: bool) -> Shown | None:
        found = next(self._below(e, strict=strict), None)
        if found is None:
            return None
        self.used.add(found.origin)
        return Shown(Why.KNOWN, e, known=found.origin)

    def _below(self, e: Any, *, strict: bool) -> Iterator[Known]:
        """What is known and shows the sign of e: by their terms first, then by the relations between norms and products."""
        mine = e.free_symbols
        near = [k for k in self.known if mine & k.slack.free_symbols or not (mine or k.slack.free_symbols)]
        if self._empty_total and not indexed(e):  # of no coordinate nothing is known
            near = [k for k in near if not indexed(k.slack)]
        yield from (k for k in near if _visibly_at_least(e, k, strict=strict))
        if isinstance(e, Add):
            same = (k for k in near if (k.strict or not strict) and e.free_symbols == k.slack.free_symbols)
            yield from (k for k in same if is_zero(e - k.slack, self.zero))

    def _positive_size(self, e: Any) -> Shown | None:
        """The absolute value of something nonzero, or the norm of a vector that is not 0, or has no coordinate that is."""
        if isinstance(e, Abs) and (inner := self.is_nonzero(e.args[0])):
            return Shown(Why.SIZE, e, (inner,))
        if isinstance(e, Norm) and any(_same(e, x) or _same(e, -x) for x in self.nonzero):
            return Shown(Why.SIZE, e)
        if (
            isinstance(e, Norm)
            and indexed(e.args[0])
            and not self._empty_total
            and (inner := self.is_nonzero(e.args[0]))
        ):
            return Shown(Why.SIZE, e, (inner,))
        return None


def _all(test: Test, parts: tuple[Any, ...]) -> tuple[Shown, ...]:
    """What shows it of every part; nothing where it is not shown of one."""
    found: list[Shown] = []
    for part in parts:
        if not (shown := test(part)):
            return ()
        found.append(shown)
    return tuple(found)


def _any(test: Test, parts: tuple[Any, ...]) -> Shown | None:
    return next(filter(None, map(test, parts)), None)


def _is_even(n: Any) -> bool:
    return isinstance(n, Number) and n.is_Integer and n.p % 2 == 0


def _even(parts: tuple[Any, ...], test: Test) -> tuple[Shown, ...]:
    """What shows it of every factor, or of an even number of them with the other sign; nothing where it is not shown."""
    found: list[Shown] = []
    turned = 0
    for part in _flat_factors(parts):
        shown = test(part)
        if not shown:
            turned += 1
            opposite = expand(-part)
            shown = test(opposite) if isinstance(opposite, Number | Add) else None
        if not shown:
            return ()
        found.append(shown)
    return tuple(found) if turned % 2 == 0 else ()


def _flat_factors(parts: tuple[Any, ...]) -> Iterator[Any]:
    for part in parts:
        yield from _flat_factors(part.args) if isinstance(part, Mul) else (part,)


def _visibly_at_least(e: Any, k: Known, *, strict: bool) -> bool:
    """e is a known slack times a positive number, or a known slack plus something that is nonnegative as it is written."""
    excess = _sign_of_difference(e, k.slack)
    return excess > 0 or (excess == 0 and (k.strict or not strict))


@remembered
def _sign_of_difference(e: Any, slack: Any) -> int:
    """1 where e > slack is seen, 0 where e >= slack or e is a positive multiple of it, -1 where neither."""
    found = sum_of((expansion(e), multiple(expansion(slack), -1)))
    if len(found) <= MOST_TERMS:
        rest = written(found)
        if is_positive(rest):
            return 1
        if is_nonnegative(rest):
            return 0
    return 0 if _is_multiple(e, slack) else -1


def _is_multiple(a: Any, b: Any) -> bool:
    """Is a = c * b for a positive number c, as the canonical forms show it?"""
    left, right = expansion(a), expansion(b)
    if not right or left.keys() != right.keys():
        return False
    ratios = {left[m] / right[m] for m in right}
    return len(ratios) == 1 and ratios.pop() > 0


def _same(a: Any, b: Any) -> bool:
    return a is b or (a.free_symbols == b.free_symbols and is_zero(a - b))


@remembered
def factored(e: Any) -> Any:
    """The term over one denominator and in factors, in its own norms and inner products; as it is where it has no value."""
    gram = Gram()
    flat = gram(e)
    try:
        product = Quotients([flat]).factored(flat)
    except ZeroDivisionError:
        return e
    return product.xreplace({name: atom for atom, name in reversed(gram.names.items())})


def opened(e: Any) -> Any:
    """Expanded, with the squares of norms of sums written out in inner products."""
    squares = {
        x: Total(x.base.args[0] ** 2)
        for x in e.atoms(Pow)
        if isinstance(x.base, Norm) and x.exp == 2 and isinstance(x.base.args[0], Add)
    }
    return expand(e.xreplace(squares))


def left_over(e: Any) -> Any:
    """The term for a reader: opened, over one denominator, in factors without those that are 1."""

    def plain(part: Any) -> Any:
        return product(a for a in part.args if a != 1) if part.is_Mul else part

    return rebuilt(factored(opened(e)), plain)
