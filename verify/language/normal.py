"""The normal form of a term: scalars outside Total, Norm and Mean, brackets as they are written.

Why it is sound. Sums, products and whole powers keep their shape, and what stands in them is in the canonical form of
`verify.language.expansion`, by whose rules it is equal to what was written, wherever both have a value. Without brackets the
canonical form is taken of the whole.
"""

from __future__ import annotations

from typing import Any

from verify.language.expansion import expand
from verify.language.operators import Peak
from verify.language.remembered import remembered
from verify.language.symbols import d
from verify.language.term import NOUGHT, ONE, Add, Mul, Number, Pow, product, subterms, summands, total


@remembered
def normal(e: Any) -> Any:
    """Scalars outside, sums split, images self-adjoint: Total(2*eps*u*v) becomes 2*eps*Total(u*v), Total(1) becomes d."""
    if not _has_brackets(e):
        return expand(e)
    if isinstance(e, Pow):
        return Pow(normal(e.base), e.exp)
    parts = [normal(a) for a in e.args]
    if isinstance(e, Mul):
        if any(p == 0 for p in parts):
            return NOUGHT
        kept = [p for p in parts if _is_bracketed(p)]
        alone = expand(product(p for p in parts if not _is_bracketed(p)))
        return product([*([] if alone is ONE and kept else [alone]), *kept])
    terms = [t for p in parts for t in summands(p)]
    kept = [t for t in terms if _has_brackets(t)]
    alone = expand(total(t for t in terms if not _has_brackets(t)))
    return total([*([] if alone == 0 and kept else [alone]), *kept])


@remembered
def speaks_of_dimension(e: Any) -> bool:
    """Has a part of it d or a largest coordinate, as it is written or in normal form? In R^0 a maximum and 1/d have no value."""
    return e.has(d, Peak) or any(normal(t).has(d) for t in subterms(e))


def _is_bracketed(e: Any) -> bool:
    """Is it a sum, or a whole power of one, or has it such a factor?"""
    return isinstance(e, Add) or _has_brackets(e)


def _has_brackets(e: Any) -> bool:
    """Does it have a product of a sum, or a power of one, that the canonical form would write out?"""
    if isinstance(e, Add):
        return any(map(_has_brackets, e.args))
    if isinstance(e, Mul):
        return any(map(_is_bracketed, e.args))
    whole = isinstance(e, Pow) and isinstance(e.exp, Number) and e.exp.is_Integer and e.exp > 0
    return whole and _is_bracketed(e.base)
