"""How sums, products, powers and sums over the coordinates are laid out: fractions first, positive terms first, vectors last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy as sp

from verify.geometry import Field, Image, Label, Mean, Norm, Peak, Slope, Total, Vector, indexed, sampled
from verify.report.formula import parse
from verify.report.measure import width
from verify.report.names import GREEK

if TYPE_CHECKING:
    from verify.report.printer import Printer

WIDEST = 32.0
_TALL = (r"\frac", r"\sum", r"\left", r"\sqrt", r"\max")


def is_tall(written: str) -> bool:
    """Is the formula higher than a line of text?"""
    return any(command in written for command in _TALL)


def is_wide(written: str, most: float = WIDEST) -> bool:
    """Is it too wide to stand where no line can break: above a bar, below a root, in an exponent?"""
    return len(written) > 5 * most and width(parse(written)) > most


def fenced(written: str, left: str = "(", right: str = ")") -> str:
    """The formula in brackets, which grow with it if it is tall."""
    if is_tall(written):
        return rf"\left{left} {written}\right{right}"
    return f"{left} {written}{right}" if left[0] == "\\" else f"{left}{written}{right}"


def tidy(e: Any) -> Any:
    """Numbers moved out of the sums over the coordinates: Total(2*u*v) becomes 2*Total(u*v)."""
    if not e.args:
        return e
    args = [tidy(a) for a in e.args]
    if isinstance(e, Total) and args[0] != 0:
        factors = sp.Mul.make_args(args[0])
        inside = sp.Mul(*(f for f in factors if indexed(f)))
        return sp.Mul(*(f for f in factors if not indexed(f))) * Total(inside)
    return e.func(*args) if tuple(args) != e.args else e


def norm_of(summand: Any) -> tuple[Any, Any] | None:
    """(v, p) where the sum over the coordinates is ‖v‖_p to the power p."""
    if summand.is_Pow and isinstance(summand.base, sp.Abs) and indexed(summand.base):
        return summand.base.args[0], summand.exp
    if isinstance(summand, sp.Abs) and indexed(summand):
        return summand.args[0], sp.S.One
    if summand.is_Pow and summand.exp == 2 and _is_vector(summand.base):
        return summand.base, sp.Integer(2)
    return None


def _is_vector(e: Any) -> bool:
    """Does one read it as a vector at once: a name, an image, a sign, or a combination of such with numbers?"""
    if isinstance(e, sp.sign | Slope):
        return _is_vector(e.args[0])
    if isinstance(e, Mean):
        return _is_vector(e.args[0])
    if e.is_Add:
        return all(map(_is_vector, e.args))
    if e.is_Mul:
        return [_is_vector(a) for a in e.args if indexed(a)] == [True]
    return isinstance(e, Vector | Image | Field)


class Layout:
    """The rules for one printer."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer

    def factor(self, e: Any, place: str | None = None) -> str:
        """The expression, in brackets where a product would tear it apart."""
        written = self._printer.latex(e, place)
        return fenced(written) if e.is_Add or written.startswith("-") else written

    def sum(self, e: Any) -> str:
        """Terms in order, one that is not negative in front if there is one; a common denominator below them all."""
        common, rest = e.primitive()
        if common.q != 1 and all(t.as_coeff_Mul()[0].q == common.q for t in e.args):
            return self.product(sp.Mul(common, rest, evaluate=False))
        vectors = self._printer.in_vectors and indexed(e)
        terms = _ordered(e)
        written = [self._ones(t) if vectors and not indexed(t) else self._printer.latex(t) for t in terms]
        first = next((k for k, w in enumerate(written) if not w.startswith("-")), 0)
        written.insert(0, written.pop(first))
        return written[0] + "".join(f" - {w[1:].lstrip()}" if w.startswith("-") else f" + {w}" for w in written[1:])

    def _ones(self, number: Any) -> str:
        sign = "-" if number == -1 else ""
        return sign + r"\boldsymbol{1}" if abs(number) == 1 else self._printer.latex(number) + r" \boldsymbol{1}"

    def total(self, e: Any) -> str:
        """A norm, an inner product, or a sum over a written index."""
        f = e.args[0]
        if f == 0:
            return "0"
        size = norm_of(f)
        if size is not None:
            return self._norm(*size, size[1])
        pair = _pair(f)
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
        if _is_negative(exponent):
            return self.product(e)
        size = norm_of(base.args[0]) if isinstance(base, Total) else None
        if size is not None and (size[1] != 2 or exponent.is_Integer):
            return self._norm(*size, sp.simplify(exponent * size[1]))
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
        whole = isinstance(base, sp.Symbol | sp.Abs | Norm | Peak | sp.Function | sp.Integer) and not isinstance(
            base, Total | Image | Mean | sp.exp
        )
        return written if whole and not written.startswith("-") and not written.endswith("'") else fenced(written)

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
        number, rest = e.as_coeff_Mul()
        if number.is_Rational and number < 0:
            return f"-{self.factor(-e)}"
        above, below = [], []
        for f in sp.Mul.make_args(rest):
            base, exponent = f.as_base_exp() if not isinstance(f, sp.exp) else (f, sp.S.One)
            (below.append(sp.Pow(base, -exponent)) if _is_negative(exponent) else above.append(f)) if f != 1 else None
        top = [sp.Integer(number.p)] if number.is_Rational and number.p != 1 else [] if number.is_Rational else [number]
        if number.is_Rational and number.q != 1:
            below.append(sp.Integer(number.q))
        below.sort(key=_rank)
        above.sort(key=_rank)
        short = [*top, *(f for f in above if _rank(f)[0] <= _SHORT)]
        long = [f for f in above if _rank(f)[0] > _SHORT]
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
        if len(factors) == 1 and not (indexed(factors[0]) and factors[0].is_Add) and not _runs_on(factors[0]):
            return factors, []
        if all(f.is_Number for f in below):
            return [], factors
        above = [f for f in factors if not indexed(f) and not f.is_Add and not _runs_on(f)]
        return above, [f for f in factors if f not in above]

    def row(self, factors: list[Any], *, alone: bool = True) -> str:
        """Factors side by side; a sum alone needs no brackets, one that runs on to the right stands last or in brackets."""
        if len(factors) == 1 and alone:
            return self._printer.latex(factors[0])
        written: list[str] = []
        many = self._printer.in_vectors and sum(map(indexed, factors)) > 1
        for k, f in enumerate(factors):
            w = self._printer.latex(f)
            torn = f.is_Add or w.startswith("-") or (_runs_on(f) and k < len(factors) - 1)
            torn = torn or (_is_inner(f) and any(indexed(g) or _is_inner(g) for g in factors[k + 1 :]))
            w = fenced(w) if torn else w
            if written and w[0].isdigit():
                w = rf"\cdot {w}"
            if many and indexed(f) and written and indexed(factors[k - 1]):
                w = rf"\odot {w}"
            written.append(w)
        return " ".join(written)


_SHORT = 2


def _ordered(e: Any) -> list[Any]:
    """Terms in SymPy's order; short before long where they have no symbol in common, x before delta."""
    terms = [t for t in e.as_ordered_terms() if t != Total(sp.S.Zero)]
    if indexed(e):
        return sorted(terms, key=lambda t: any(v.name.split("_")[0] in GREEK for v in t.atoms(Vector) if indexed(t)))
    names = [t.free_symbols for t in terms]
    apart = sum(map(len, names)) == len(set().union(*names))
    return sorted(terms, key=lambda t: (t.could_extract_minus_sign(), _length(t))) if apart else terms


def _length(term: Any) -> int:
    return 0 if term.is_Number else len(sp.Mul.make_args(term))


def _rank(f: Any) -> tuple[int, Any]:
    base = f.as_base_exp()[0] if not isinstance(f, sp.exp) else f
    if indexed(f):
        rank = 7
    elif _runs_on(f):
        rank = 6
    elif base.is_Number:
        rank = 0
    elif isinstance(base, Label):
        rank = 1
    elif isinstance(base, sp.Symbol):
        rank = 2
    else:
        rank = 5 if base.is_Add and base.atoms(sp.Function) else 3 if base.is_Add else 4
    return rank, sp.default_sort_key(f)


def _runs_on(f: Any) -> bool:
    """Does it print as a sum or a maximum over an index, whose scope ends with the product?"""
    if isinstance(f, Total):
        return f.args[0] != 0 and norm_of(f.args[0]) is None and _pair(f.args[0]) is None
    return isinstance(f, Mean) or (isinstance(f, Peak) and not isinstance(f.args[0], sp.Abs))


def _pair(f: Any) -> tuple[Any, Any] | None:
    """The two vectors whose inner product the sum over the coordinates is."""
    parts = [x for a in sp.Mul.make_args(f) for x in ([a.base] * 2 if a.is_Pow and a.exp == 2 else [a])]
    if len(parts) != 2 or not all(map(_is_vector, parts)):
        return None
    u, v = sorted(parts, key=lambda x: (isinstance(x, Image), sampled(x), sp.default_sort_key(x)))
    return u, v


def _is_inner(f: Any) -> bool:
    """Does it print as u^T v, which a vector beside it would make unclear?"""
    return isinstance(f, Total) and norm_of(f.args[0]) is None and _pair(f.args[0]) is not None


def _is_negative(exponent: Any) -> bool:
    return bool(exponent.is_negative or (not exponent.is_Number and exponent.could_extract_minus_sign()))
