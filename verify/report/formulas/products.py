"""How sums, products, powers and sums over the coordinates are laid out: fractions first, positive terms first, vectors last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy as sp

from verify.language.logistic import sigmoid
from verify.language.operators import Field, Norm, Peak, Total, Value, indexed
from verify.report.formulas.kinds import (
    SHORT,
    fenced,
    inner_pair,
    is_inner,
    is_negative,
    is_nothing,
    is_sum,
    is_wide,
    norm_of,
    ordered,
    rank_of,
    runs_on,
)

if TYPE_CHECKING:
    from verify.report.formulas.printer import Printer

# What takes an exponent without brackets.
_WHOLE = (sp.Symbol, sp.Abs, sp.Integer, sp.sign, Norm, Field, Value, sigmoid)


class Layout:
    """The rules for one printer."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer

    def factor(self, e: Any, place: str | None = None) -> str:
        """The expression, in brackets where a product would tear it apart."""
        written = self._printer.latex(e, place)
        return fenced(written) if is_sum(e) or written.startswith("-") else written

    def sum(self, e: Any) -> str:
        """Terms in order, one that is not negative in front if there is one; a common denominator below them all."""
        common, rest = e.primitive()
        if common.q != 1 and all(t.as_coeff_Mul()[0].q == common.q for t in e.args):
            return self.product(sp.Mul(common, rest, evaluate=False))
        vectors = self._printer.in_vectors and indexed(e)
        terms = ordered(e)
        written = [self.ones(t) if vectors and not indexed(t) else self._term(t) for t in terms]
        first = next((k for k, w in enumerate(written) if not w.startswith("-")), 0)
        written.insert(0, written.pop(first))
        return written[0] + "".join(f" - {w[1:].lstrip()}" if w.startswith("-") else f" + {w}" for w in written[1:])

    def _term(self, t: Any) -> str:
        written = self._printer.latex(t)
        return fenced(written) if isinstance(t, Peak) and runs_on(t) else written

    def ones(self, number: Any) -> str:
        """The vector all of whose coordinates are this number."""
        if number == 0:
            return r"\boldsymbol{0}"
        sign = "-" if number == -1 else ""
        return sign + r"\boldsymbol{1}" if abs(number) == 1 else self.factor(number) + r" \boldsymbol{1}"

    def total(self, e: Any) -> str:
        """A norm, an inner product, or a sum over a written index."""
        f = e.args[0]
        if f == 0:
            return "0"
        size = norm_of(f)
        if size is not None:
            return self._norm(*size, size[1])
        pair = inner_pair(f)
        if pair is not None:
            u, v = (self.factor(x, "") for x in pair)
            return rf"{u}^{{\top}} {v}"
        index = self._printer.free_index
        return rf"\sum_{{{index}}} {self.factor(f, index)}"

    def _norm(self, v: Any, p: Any, power: Any) -> str:
        sub = "" if p == 2 else f"_{{{self._printer.latex(p)}}}"
        sup = "" if power == 1 else f"^{{{self.exponent(power)}}}"
        return fenced(self._printer.latex(v, ""), r"\lVert", r"\rVert") + sub + sup

    def power(self, e: Any) -> str:
        """A root, a fraction, a power of a norm, or a power."""
        base, exponent = e.as_base_exp() if not isinstance(e, sp.exp) else e.args
        if is_negative(exponent):
            return self.product(e)
        size = norm_of(base.args[0]) if isinstance(base, Total) else None
        if size is not None and (size[1] != 2 or exponent.is_Integer):
            return self._norm(*size, sp.cancel(exponent * size[1]))
        if exponent.is_Rational and exponent.p == 1:
            inside = self._printer.latex(base)
            index = "" if exponent.q == 2 else f"[{exponent.q}]"
            return fenced(inside) + f"^{{1/{exponent.q}}}" if is_wide(inside) else rf"\sqrt{index}{{{inside}}}"
        above = (
            rf"\odot {exponent}"
            if indexed(base) and self._printer.in_vectors and exponent.is_Integer
            else self.exponent(exponent)
        )
        return f"{self._base(base)}^{{{above}}}"

    def _base(self, base: Any) -> str:
        written = self._printer.latex(base)
        whole = isinstance(base, _WHOLE) or (isinstance(base, Peak) and isinstance(base.args[0], sp.Abs))
        open_ended = written.startswith("-") or written.endswith("'") or (base.is_Symbol and "^" in written)
        return written if whole and not open_ended else fenced(written)

    def exponent(self, e: Any) -> str:
        """An exponent on one line: (q - 1)/q with a slash."""
        if e.is_Add:
            terms = [self.exponent(t) for t in e.as_ordered_terms()]
            terms.sort(key=lambda t: t.startswith("-"))
            return terms[0] + "".join(f" - {t[1:]}" if t.startswith("-") else f" + {t}" for t in terms[1:])
        above, below = e.as_numer_denom()
        if below == 1:
            return self._printer.latex(e)
        return "/".join(
            f"({self._printer.latex(x)})" if x.is_Add or x.is_Mul else self._printer.latex(x) for x in (above, below)
        )

    def product(self, e: Any) -> str:
        """A sign, a fraction of the numbers and short names over what is divided by, then the longer factors, vectors last."""
        if is_nothing(e):
            return "0"
        number, rest = e.as_coeff_Mul()
        if number.is_Rational and number < 0:
            return f"-{self.factor(-e)}"
        above, below = [], []
        for f in sp.Mul.make_args(rest):
            base, exponent = f.as_base_exp() if not isinstance(f, sp.exp) else (f, sp.S.One)
            (below.append(sp.Pow(base, -exponent)) if is_negative(exponent) else above.append(f)) if f != 1 else None
        top = [sp.Integer(number.p)] if number.is_Rational and number.p != 1 else [] if number.is_Rational else [number]
        if number.is_Rational and number.q != 1:
            below.append(sp.Integer(number.q))
        below.sort(key=rank_of)
        above.sort(key=rank_of)
        short = [*top, *(f for f in above if rank_of(f)[0] <= SHORT)]
        long = [f for f in above if rank_of(f)[0] > SHORT]
        if not below:
            return self.row([*short, *long])
        if not short:
            short, long = self._numerator(long, below)
        if is_wide(self.row(short)):
            short, long = [], [*short, *long]
        fraction = rf"\frac{{{self.row(short) or 1}}}{{{self.row(below)}}}"
        return " ".join(filter(None, (fraction, self.row(long, alone=False))))

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
            torn = is_sum(f) or w.startswith("-") or (runs_on(f) and k < len(factors) - 1)
            torn = torn or (is_inner(f) and any(indexed(g) or is_inner(g) for g in factors[k + 1 :]))
            w = fenced(w) if torn else w
            if written and w[0].isdigit():
                w = rf"\cdot {w}"
            if many and indexed(f) and written and indexed(factors[k - 1]):
                w = rf"\odot {w}"
            written.append(w)
        return " ".join(written)
