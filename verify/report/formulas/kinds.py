"""What the parts of a formula are to a reader: norms, inner products, vectors, numbers, sums that run on; and their order."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from verify.language.operators import Field, Jacobian, Mean, Peak, Product, Slope, Total, indexed, sampled
from verify.language.symbols import Label, Vector
from verify.report.formulas.measure import width
from verify.report.formulas.names import GREEK
from verify.report.formulas.read_latex import parse

# The sum over coordinates that are all 0, as where a vector is written (a, 0).
NOTHING = Total(sp.S.Zero)
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


@cache
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
    small = summand.is_Pow and summand.exp.is_Number and summand.exp < 1
    if summand.is_Pow and isinstance(summand.base, sp.Abs) and indexed(summand.base) and not small:
        return summand.base.args[0], summand.exp
    if isinstance(summand, sp.Abs) and indexed(summand):
        return summand.args[0], sp.S.One
    if summand.is_Pow and summand.exp == 2 and is_vector(summand.base):
        return summand.base, sp.Integer(2)
    return None


def is_linear(e: Any) -> bool:
    """Is it a combination of vectors with numbers: nothing that is meant coordinate by coordinate except a sign?"""
    if e.is_Add:
        return all(indexed(a) and is_linear(a) for a in e.args)
    if e.is_Mul:
        parts = [a for a in e.args if indexed(a)]
        return len(parts) == 1 and is_linear(parts[0])
    if isinstance(e, sp.sign | Slope):
        return is_linear(e.args[0])
    return isinstance(e, Vector | Jacobian | Field) or (isinstance(e, Mean) and is_linear(e.args[0]))


def is_vector(e: Any) -> bool:
    """Does one read it as a vector at once: a name, an image, a sign, or a combination of such with numbers?"""
    if isinstance(e, sp.sign | Slope):
        return is_vector(e.args[0])
    if isinstance(e, Mean):
        return is_vector(e.args[0])
    if e.is_Add:
        return all(map(is_vector, e.args))
    if e.is_Mul:
        return [is_vector(a) for a in e.args if indexed(a)] == [True]
    return isinstance(e, Vector | Jacobian | Field)


# Factors of at most this rank are short: they go above the bar of a fraction.
SHORT = 2


def is_nothing(e: Any) -> bool:
    """Is it 0 by the sum over coordinates that are all 0, however SymPy keeps it?"""
    return e == NOTHING or (e.is_Mul and NOTHING in e.args)


def is_sum(e: Any) -> bool:
    """Does it print as a sum of more than one term?"""
    return bool(e.is_Add) and len([t for t in e.args if not is_nothing(t)]) > 1


@cache
def ordered(e: Any) -> tuple[Any, ...]:
    """Terms in SymPy's order; short before long where they have no symbol in common, x before delta."""
    terms = [t for t in e.as_ordered_terms() if not is_nothing(t)] or [NOTHING]
    if indexed(e):
        return tuple(
            sorted(terms, key=lambda t: any(v.name.split("_")[0] in GREEK for v in t.atoms(Vector) if indexed(t)))
        )
    names = [t.free_symbols for t in terms]
    apart = sum(map(len, names)) == len(set().union(*names))
    return tuple(sorted(terms, key=lambda t: (t.could_extract_minus_sign(), _length(t))) if apart else terms)


def _length(term: Any) -> int:
    return 0 if term.is_Number else len(sp.Mul.make_args(term))


@cache
def rank_of(f: Any) -> tuple[int, Any]:
    """Where a factor stands in a product: numbers, labels, names, sums of names, norms, other sums, what runs on, vectors."""
    base = f.as_base_exp()[0] if not isinstance(f, sp.exp) else f
    if indexed(f):
        rank = 7
    elif runs_on(f):
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


def runs_on(f: Any) -> bool:
    """Does it print as a sum or a maximum over an index, whose scope ends with the product?"""
    if isinstance(f, Total):
        return f.args[0] != 0 and norm_of(f.args[0]) is None and inner_pair(f.args[0]) is None
    return isinstance(f, Mean | Product) or (isinstance(f, Peak) and not isinstance(f.args[0], sp.Abs))


def inner_pair(f: Any) -> tuple[Any, Any] | None:
    """The two vectors whose inner product the sum over the coordinates is."""
    parts = [x for a in sp.Mul.make_args(f) for x in ([a.base] * 2 if a.is_Pow and a.exp == 2 else [a])]
    if len(parts) != 2 or not all(map(is_vector, parts)):
        return None
    u, v = sorted(parts, key=lambda x: (isinstance(x, Jacobian), sampled(x), sp.default_sort_key(x)))
    return u, v


def is_inner(f: Any) -> bool:
    """Does it print as u^T v, which a vector beside it would make unclear?"""
    return isinstance(f, Total) and norm_of(f.args[0]) is None and inner_pair(f.args[0]) is not None


def is_negative(exponent: Any) -> bool:
    """Is it an exponent of something to divide by?"""
    return bool(exponent.is_negative or (not exponent.is_Number and exponent.could_extract_minus_sign()))
