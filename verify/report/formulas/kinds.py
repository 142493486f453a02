"""What the parts of a formula are to a reader: terms and factors, norms, inner products, vectors, sums that run on."""

from __future__ import annotations

from functools import cache
from typing import Any

from verify.language.functions import Abs, sign
from verify.language.operators import Field, Jacobian, Mean, Peak, Product, Slope, Total, indexed
from verify.language.symbols import Vector
from verify.language.term import ONE, Integer, Number, Pow, Symbol, factors, product, summands
from verify.report.formulas.measure import width
from verify.report.formulas.read_latex import parse

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


def terms(e: Any) -> list[Any]:
    """The terms of a sum in their order, those of a sum in it too."""
    return [t for a in summands(e) for t in (terms(a) if a.is_Add else [a])]


def parts(e: Any) -> list[Any]:
    """The factors of a product in their order, those of a product in it too; one with a minus in front stays together."""
    first, *rest = factors(e)
    inner = [x for f in rest for x in (parts(f) if f.is_Mul and not _is_minus(parts(f)[0]) else [f])]
    return [*(parts(first) if first.is_Mul else [first]), *inner]


def _is_minus(f: Any) -> bool:
    return isinstance(f, Number) and f.value < 0


def divided(e: Any) -> tuple[str, list[Any], list[Any]]:
    """Of a product its sign, its factors without a 1 unless that is all, and what it is divided by, numbers first."""
    found = parts(e)
    sign = "-" if _is_minus(found[0]) else ""
    if sign:
        found[0] = Number(-found[0].value)
    above: list[Any] = []
    below: list[Any] = []
    for f in found:
        if isinstance(f, Number):
            above += [Integer(f.p)] if f.p != 1 else []
            below += [Integer(f.q)] if f.q != 1 else []
        elif f.is_Pow and _is_minus(f.exp):
            below.append(f.base if f.exp == -1 else Pow(f.base, -f.exp.value))
        else:
            above.append(f)
    if not above and not below:
        above = [Integer(1)]
    return sign, above, sorted(below, key=lambda f: not f.is_Number)


@cache
def tidy(e: Any) -> Any:
    """Numbers moved out of the sums over the coordinates: Total(2*u*v) becomes 2*Total(u*v)."""
    if not e.args:
        return e
    args = [tidy(a) for a in e.args]
    if isinstance(e, Total):
        inside = [f for f in parts(args[0]) if indexed(f) or f == 0]
        outside = [f for f in parts(args[0]) if f not in inside]
        return product([*outside, Total(product(inside))]) if inside and outside else Total(args[0])
    return e.func(*args)


def norm_of(summand: Any) -> tuple[Any, Any] | None:
    """(v, p) where the sum over the coordinates is ‖v‖_p to the power p."""
    small = summand.is_Pow and summand.exp.is_Number and summand.exp < 1
    if summand.is_Pow and isinstance(summand.base, Abs) and _coordinate(summand.base.args[0]) and not small:
        return summand.base.args[0], summand.exp
    if isinstance(summand, Abs) and _coordinate(summand.args[0]):
        return summand.args[0], ONE
    if summand.is_Pow and summand.exp == 2 and is_vector(summand.base):
        return summand.base, Integer(2)
    return None


def _coordinate(e: Any) -> bool:
    return indexed(e) or e == 0


def is_linear(e: Any) -> bool:
    """Is it a combination of vectors with numbers: nothing that is meant coordinate by coordinate except a sign?"""
    if e.is_Add:
        return all(indexed(a) and is_linear(a) for a in e.args)
    if e.is_Mul:
        return [is_linear(a) for a in e.args if indexed(a)] == [True]
    if isinstance(e, sign | Slope):
        return is_linear(e.args[0])
    return isinstance(e, Vector | Jacobian | Field) or (isinstance(e, Mean) and is_linear(e.args[0]))


def is_vector(e: Any) -> bool:
    """Does one read it as a vector at once: a name, an image, a sign, 0, or a combination of such with numbers?"""
    if isinstance(e, sign | Slope):
        return is_vector(e.args[0])
    if isinstance(e, Mean):
        return is_vector(e.args[0])
    if e.is_Add:
        return all(map(is_vector, e.args))
    if e.is_Mul:
        return [is_vector(a) for a in e.args if indexed(a)] == [True]
    return isinstance(e, Vector | Jacobian | Field) or e == 0


def is_short(f: Any) -> bool:
    """Is it a number or a name, or a power of one: what goes above the bar of a fraction?"""
    base = f.base if f.is_Pow else f
    return isinstance(base, Number | Symbol) and not indexed(f)


def runs_on(f: Any) -> bool:
    """Does it print as a sum or a maximum over an index, whose scope ends with the product?"""
    if isinstance(f, Total):
        pair = inner_pair(f.args[0])
        return norm_of(f.args[0]) is None and (pair is None or runs_on(pair[1]))
    return isinstance(f, Mean | Product) or (isinstance(f, Peak) and not isinstance(f.args[0], Abs))


def inner_pair(f: Any) -> tuple[Any, Any] | None:
    """The two vectors whose inner product the sum over the coordinates is, in their order."""
    pair = [x for a in parts(f) for x in ([a.base] * 2 if a.is_Pow and a.exp == 2 else [a])]
    return (pair[0], pair[1]) if len(pair) == 2 and all(map(is_vector, pair)) else None


def is_inner(f: Any) -> bool:
    """Does it print as u^T v, which a vector beside it would make unclear?"""
    return isinstance(f, Total) and norm_of(f.args[0]) is None and inner_pair(f.args[0]) is not None


def power_of_norm(e: Any) -> tuple[Any, Any, Any] | None:
    """(v, p, r) where a power is ‖v‖_p to the power r."""
    size = norm_of(e.base.args[0]) if isinstance(e.base, Total) else None
    if size is not None:
        power = _times(size[1], e.exp)
        return None if power is None or (size[1] == 2 and not e.exp.is_Integer) else (*size, power)
    inner = power_of_norm(e.base) if e.base.is_Pow else None
    return (*inner[:2], e.exp) if inner is not None and inner[1] != 2 and inner[2] == 1 else None


def _times(p: Any, exponent: Any) -> Any:
    """The exponent p*exponent, where p cancels or both are numbers."""
    if p.is_Number and exponent.is_Number:
        return p * exponent
    found = parts(exponent)
    if Pow(p, -1) not in found:
        return p * exponent if exponent.is_Integer else None
    found.remove(Pow(p, -1))
    return product(found)
