"""LaTeX of the expressions of `verify.language`: vectors in bold, norms and inner products as such, coordinates with an index.

An expression that carries the hidden coordinate index prints in one of two ways: as a vector (inside norms, images and unknown
functions, and in an equation between vectors), or as its coordinate with a written index (inside sums and maxima, and in a relation
that speaks of every coordinate).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import sympy as sp
from sympy.printing.latex import LatexPrinter

from verify.language.logistic import sigmoid
from verify.language.operators import Field, Norm, Peak, Total, Value, indexed
from verify.report.formulas import names
from verify.report.formulas.kinds import (
    SHORT,
    fenced,
    inner_pair,
    is_inner,
    is_negative,
    is_nothing,
    is_sum,
    is_tall,
    is_wide,
    norm_of,
    ordered,
    rank_of,
    runs_on,
)

INDICES = ("i", "j", "k", "l", "m")
VECTOR = ""
NAMES = {"log": r"\log", "sign": r"\operatorname{sign}", "Slope": r"\lvert\cdot\rvert'", "sigmoid": r"\sigma"}


class Unprintable(ValueError):
    """An expression holds something that the printer has no rule for."""


class Printer(LatexPrinter):
    """Expressions to LaTeX, each part once. `place` is the index of coordinates, empty where vectors are written in bold."""

    def __init__(self, notation: Mapping[str, str] | None = None, place: str = VECTOR) -> None:
        super().__init__()
        self._notation = dict(notation or {})
        self._place = place
        self._point, self._averaging = "n", 0
        self._layout = Layout(self)
        self._remembered = cache(self._printed)

    def latex(self, e: Any, place: str | None = None) -> str:
        """The expression, printed at another place than the current one if `place` is given."""
        here = self._place if place is None else place
        return self._remembered(sp.sympify(e), here, self._point, self._averaging)

    def _printed(self, e: Any, place: str, point: str, averages: int) -> str:
        """All that an expression's LaTeX depends on is among the arguments; point and averages are the printer's own."""
        before, self._place = self._place, place
        try:
            return str(self._print(e))
        finally:
            self._place = before

    @property
    def in_vectors(self) -> bool:
        """Are vectors written in bold here?"""
        return self._place == VECTOR

    def emptyPrinter(self, expr: Any) -> str:
        """Nothing is printed that this class has no rule for."""
        raise Unprintable(f"the report has no LaTeX for {type(expr).__name__}: {expr}")

    _print_Function = emptyPrinter

    def _print_Symbol(self, e: Any, style: str = "plain") -> str:
        return self._notation.get(e.name) or names.scalar(e.name)

    _print_Dummy = _print_Label = _print_Symbol

    def _print_Datum(self, e: Any) -> str:
        base, subscripts, primes = names.split(e.name)
        own = [names.word(s) for s in subscripts]
        written = names.scripted(names.word(base), own if "n" in own else [*own, "n"], primes)
        return self._at_point(self._notation.get(e.name) or written)

    def _at_point(self, written: str) -> str:
        """In an average within an average the inner index has another name."""
        return written if self._point == "n" else re.sub(r"(?<=[{,])n(?=[,}])", self._point, written)

    _print_SampleLabel = _print_Datum

    def _print_Sample(self, e: Any) -> str:
        return self._at_point(self._print_Vector(e, "n"))

    def _print_Vector(self, e: Any, *further: str) -> str:
        own = self._notation.get(e.name)
        if self.in_vectors:
            return own or names.vector(e.name, *further)
        return self._coordinate_of(own) if own else names.coordinate(e.name, self._place, *further)

    def _coordinate_of(self, vector: str) -> str:
        return vector if self.in_vectors else f"[{vector}]_{{{self._place}}}"

    def _print_Norm(self, e: Any) -> str:
        return fenced(self.vector(e.args[0]), r"\lVert", r"\rVert")

    def vector(self, v: Any) -> str:
        """A vector in bold; a number stands for the vector that has it in every coordinate."""
        return self.latex(v, VECTOR) if indexed(v) else self._layout.ones(v)

    def _print_Total(self, e: Any) -> str:
        return self._layout.total(e)

    def _print_Peak(self, e: Any) -> str:
        f = e.args[0]
        if isinstance(f, sp.Abs):
            return fenced(self.vector(f.args[0]), r"\lVert", r"\rVert") + r"_{\infty}"
        index = self.free_index
        return rf"\max_{{{index}}} {self._layout.factor(f, index)}"

    def _print_Mean(self, e: Any) -> str:
        outer, self._point = self._point, "n'" if self._averaging else "n"
        self._averaging += 1
        written = rf"\frac{{1}}{{N}}\sum_{{{self._point}}} {self._layout.factor(e.args[0])}"
        self._averaging -= 1
        self._point = outer
        return written

    @property
    def free_index(self) -> str:
        """An index for a sum that is not the one of the place."""
        return INDICES[0] if self.in_vectors else INDICES[INDICES.index(self._place) + 1]

    def _print_Product(self, e: Any) -> str:
        index = self.free_index
        return rf"\prod_{{{index}}} {self._layout.factor(e.args[0], index)}"

    def _print_Jacobian(self, e: Any) -> str:
        """A block of the second derivative as nabla nabla, any other derivative as D, each before its direction."""
        name, slot, direction, *at = e.args
        of, mark = names.gradient(name.name), "D" if len(at) == 1 else rf"D_{{{slot}}}"
        if of is not None:
            mark = self._field_name(f"{of[0]}_{slot}").removesuffix(self._notation.get(of[0]) or names.scalar(of[0]))
        written = mark + self._field_name(name.name) + fenced(", ".join(self.latex(a, VECTOR) for a in at))
        return self._coordinate_of(rf"{written}\, {self._layout.factor(direction, VECTOR)}")

    def _print_Field(self, e: Any) -> str:
        return self._coordinate_of(self._unknown(e, self._field_name(e.args[0].name)))

    def _field_name(self, name: str) -> str:
        if name in self._notation:
            return self._notation[name]
        of = names.gradient(name)
        if of is None:
            return names.vector(name)
        return rf"\nabla_{{{of[1]}}}{self._notation.get(of[0]) or names.scalar(of[0])}"

    def _print_Value(self, e: Any) -> str:
        return self._unknown(e, self._print_Symbol(e.args[0]))

    def _unknown(self, e: Any, name: str) -> str:
        slots = ", ".join(self.latex(a, VECTOR) for a in e.args[1:])
        return name + (fenced(slots) if slots else "")

    def _print_log(self, e: Any) -> str:
        return NAMES[type(e).__name__] + fenced(self.latex(e.args[0]))

    _print_sign = _print_Slope = _print_sigmoid = _print_log

    def _print_Determinant(self, e: Any) -> str:
        bound = ", ".join(self.latex(c, VECTOR) for c in e.coordinates)
        return rf"\det_{{{bound}}} " + fenced(self.latex(e.form, VECTOR))

    def _print_Abs(self, e: Any) -> str:
        return fenced(self.latex(e.args[0]), r"\lvert", r"\rvert")

    def _print_softplus(self, e: Any) -> str:
        return r"\log" + fenced("1 + " + self._power_of_e(e.args[0]))

    def _print_exp(self, e: Any) -> str:
        return self._power_of_e(e.args[0])

    def _power_of_e(self, exponent: Any) -> str:
        written = self.latex(exponent)
        return r"\exp" + fenced(written) if is_tall(written) or is_wide(written, 14) else f"e^{{{written}}}"

    def _print_Max(self, e: Any) -> str:
        name = r"\max" if isinstance(e, sp.Max) else r"\min"
        return name + fenced(", ".join(self.latex(a) for a in sorted(e.args, key=sp.default_sort_key)))

    _print_Min = _print_Max

    def _print_Integer(self, e: Any) -> str:
        return str(e.p)

    def _print_Rational(self, e: Any) -> str:
        return ("-" if e.p < 0 else "") + rf"\frac{{{abs(e.p)}}}{{{e.q}}}"

    def _print_Add(self, e: Any, order: Any = None) -> str:
        return self._layout.sum(e)

    def _print_Mul(self, e: Any) -> str:
        return self._layout.product(e)

    def _print_Pow(self, e: Any) -> str:
        return self._layout.power(e)


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
