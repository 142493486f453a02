"""How sums, products and powers are set out: what stands above a bar, and where brackets are needed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Protocol

from verify.language.functions import Abs, sigmoid, sign
from verify.language.operators import Field, Jacobian, Norm, Peak, Value, indexed
from verify.language.term import HALF, Constant, Symbol
from verify.report.formulas.kinds import (
    divided,
    fenced,
    inner_pair,
    is_inner,
    is_short,
    is_wide,
    norm_of,
    power_of_norm,
    runs_on,
    terms,
)

VECTOR = ""  # the place where vectors are written in bold


class Prints(Protocol):
    """What prints the parts."""

    def latex(self, e: Any, place: str | None = None) -> str:
        """The term, printed at another place than the current one if `place` is given."""

    def vector(self, v: Any) -> str:
        """A vector in bold; a number stands for the vector that has it in every coordinate."""

    @property
    def in_vectors(self) -> bool:
        """Are vectors written in bold here?"""

    @property
    def free_index(self) -> str:
        """An index for a sum that is not the one of the place."""


# What takes an exponent without brackets.
_WHOLE = (Symbol, Constant, Abs, sign, Norm, Field, Value, sigmoid)


class Layout:
    """How sums, products and powers are set out, for one printer."""

    def __init__(self, printer: Prints) -> None:
        self._printer = printer

    def factor(self, e: Any, place: str | None = None) -> str:
        """The term, in brackets where a product would tear it apart."""
        written = self._printer.latex(e, place)
        return fenced(written) if e.is_Add or written.startswith("-") else written

    def over_index(self, operator: str, f: Any) -> str:
        """A sum, a product or a maximum over the coordinates, with a written index."""
        index = self._printer.free_index
        return rf"{operator}_{{{index}}} {self.factor(f, index)}"

    def sum(self, e: Any) -> str:
        """The terms in their order."""
        vectors = self._printer.in_vectors and indexed(e)
        return _joined([self.ones(t) if vectors and not indexed(t) else self._term(t) for t in terms(e)])

    def _term(self, t: Any) -> str:
        written = self._printer.latex(t)
        return fenced(written) if isinstance(t, Peak) and runs_on(t) else written

    def ones(self, number: Any) -> str:
        """The vector all of whose coordinates are this number."""
        if number == 0:
            return r"\boldsymbol{0}"
        if number in (1, -1):
            return ("-" if number == -1 else "") + r"\boldsymbol{1}"
        return self.factor(number) + r" \boldsymbol{1}"

    def total(self, e: Any) -> str:
        """A norm, an inner product, or a sum over a written index."""
        f = e.args[0]
        size = norm_of(f)
        if size is not None:
            return self._norm(*size, size[1])
        pair = inner_pair(f)
        if pair is not None:
            u, v = (self.factor(x, VECTOR) if indexed(x) else self.ones(x) for x in pair)
            open_ended = isinstance(pair[0], Jacobian) or runs_on(pair[0])
            return rf"{fenced(u) if open_ended else u}^{{\top}} {v}"
        return self.over_index(r"\sum", f)

    def _norm(self, v: Any, p: Any, power: Any) -> str:
        sub = "" if p == 2 else f"_{{{self.exponent(p)}}}"
        sup = "" if power == 1 else f"^{{{self.exponent(power)}}}"
        return fenced(self._printer.vector(v), r"\lVert", r"\rVert") + sub + sup

    def power(self, e: Any) -> str:
        """A root, a fraction, a power of a norm, or a power."""
        base, exponent = e.args
        number = exponent.value if exponent.is_Number else 0
        if number < 0:
            return self.product(e)
        size = power_of_norm(e)
        if size is not None:
            return self._norm(*size)
        if number and number.numerator == 1:
            inside = self._printer.latex(base)
            index = "" if exponent is HALF else f"[{number.denominator}]"
            return fenced(inside) + f"^{{1/{number.denominator}}}" if is_wide(inside) else rf"\sqrt{index}{{{inside}}}"
        pointwise = indexed(base) and self._printer.in_vectors and exponent.is_Integer
        above = rf"\odot {exponent}" if pointwise else self.exponent(exponent)
        return f"{self._base(base)}^{{{above}}}"

    def _base(self, base: Any) -> str:
        written = self._printer.latex(base)
        whole = (
            isinstance(base, _WHOLE) or base.is_Integer or (isinstance(base, Peak) and isinstance(base.args[0], Abs))
        )
        open_ended = written.startswith("-") or written.endswith("'") or (base.is_Symbol and "^" in written)
        return written if whole and not open_ended else fenced(written)

    def exponent(self, e: Any) -> str:
        """An exponent on one line: (q - 1)/q with a slash."""
        if e.is_Add:
            return _joined([self.exponent(t) for t in terms(e)])
        sign, above, below = divided(e)
        if not below:
            return self._printer.latex(e)
        return sign + "/".join(self._on_a_line(side) for side in (above, below))

    def _on_a_line(self, factors: list[Any]) -> str:
        written = self.row(factors) or "1"
        return f"({written})" if len(factors) > 1 or any(f.is_Add for f in factors) else written

    def product(self, e: Any) -> str:
        """A sign, a fraction of the numbers and short names over what is divided by, then the longer factors."""
        sign, above, below = divided(e)
        if not below:
            return sign + self.row(above, alone=not sign)
        short, long = [f for f in above if is_short(f)], [f for f in above if not is_short(f)]
        if not short:
            short, long = self._numerator(long, below)
        if is_wide(self.row(short)):
            short, long = [], above
        fraction = rf"\frac{{{self.row(short) or 1}}}{{{self.row(below)}}}"
        return sign + _side_by_side([fraction, *filter(None, [self.row(long, alone=False)])])

    def _numerator(self, factors: list[Any], below: list[Any]) -> tuple[list[Any], list[Any]]:
        """What goes above the bar and what stays beside it, where no number or name is to go above."""
        if len(factors) == 1 and not (indexed(factors[0]) and factors[0].is_Add) and not runs_on(factors[0]):
            return factors, []
        if all(f.is_Number for f in below):
            return [], factors
        above = [f for f in factors if not indexed(f) and not f.is_Add and not runs_on(f)]
        return above, [f for f in factors if f not in above]

    def row(self, factors: list[Any], *, alone: bool = True) -> str:
        """Factors side by side; a sum alone needs no brackets, one that runs on to the right stands last or in brackets."""
        if len(factors) == 1 and alone:
            return self._printer.latex(factors[0])
        written: list[str] = []
        many = self._printer.in_vectors and sum(map(indexed, factors)) > 1
        for k, f in enumerate(factors):
            w = self._printer.latex(f)
            torn = f.is_Add or w.startswith("-") or (runs_on(f) and k < len(factors) - 1)
            torn = torn or (is_inner(f) and any(indexed(g) or is_inner(g) for g in factors[k + 1 :]))
            w = fenced(w) if torn else w
            if many and indexed(f) and any(map(indexed, factors[:k])):
                w = rf"\odot {w}"
            written.append(w)
        return _side_by_side(written)


def _side_by_side(factors: list[str]) -> str:
    """With a dot before a number, and before a fraction beside another or beside a number; names of several letters stand apart."""
    written = factors[:1]
    for before, w in pairwise(factors):
        dot = w[0].isdigit() or (w.startswith(r"\frac") and (before.startswith(r"\frac") or before.isdigit()))
        apart = dot or not {before[:8], w[:8]}.isdisjoint([r"\mathit{"])
        written.append((r"\cdot " if dot else r"\, " if apart else "") + w)
    return " ".join(written)


def _joined(written: list[str]) -> str:
    """Terms side by side with their signs."""
    return written[0] + "".join(f" - {w[1:].lstrip()}" if w.startswith("-") else f" + {w}" for w in written[1:])
