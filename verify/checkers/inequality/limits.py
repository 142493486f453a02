"""Limits at infinity by structure: where nothing is of an undetermined form.

Why it is sound. For the quotient of two polynomials with leading coefficients a and b, both shown to be different from 0:

  deg p < deg q       deg p = deg q       deg p > deg q
  -------------       --------------      ------------------------------
  p/q -> 0            p/q -> a/b          p/q -> sign(a/b) at^(deg p - deg q)

A coefficient may be 0 without being seen to be: where its sign is undecided there is no limit.

Sums, products, powers and continuous functions take the limits of their parts (Rudin, Principles of Mathematical Analysis,
4.4 and 4.34), but for oo - oo, 0 * oo and what has no limit, such as sin at infinity. A root needs a limit of its base that is
positive, or 0 with a positive exponent; log a positive one. exp, log, atan and erf have their limits at infinity.

None says that nothing is told. That the term has values near infinity is owed by who asks (`rules.calculus`).
"""

from __future__ import annotations

from typing import Any

from verify.checkers.inequality.atoms import coefficients, fraction
from verify.checkers.inequality.constant import sign
from verify.language.expansion import expand
from verify.language.functions import atan, cos, erf, exp, log, sin
from verify.language.term import MINUS_ONE, NOUGHT, ONE, Add, Mul, Number, Pow, oo, pi, product, total

BELOW = -oo


def limit(e: Any, s: Any, at: Any) -> Any:
    """A number, oo or -oo; None where the structure does not tell."""
    if s not in e.free_symbols:
        return e if not e.free_symbols and sign(e) is not None else None
    if e is s:
        return at
    top, bottom = (coefficients(p, s) for p in fraction(e))
    if top is not None and bottom is not None:
        return _rational(top, bottom, at)
    parts = [limit(a, s, at) for a in e.args]
    if any(p is None for p in parts):
        return None
    if isinstance(e, Add):
        return _sum(parts)
    if isinstance(e, Mul):
        return _product(parts)
    if isinstance(e, Pow):
        return _power(parts[0], e.exp) if isinstance(e.exp, Number) else None
    return _function(type(e), parts[0])


def _rational(top: list[Any], bottom: list[Any], at: Any) -> Any:
    if top == [NOUGHT]:
        return NOUGHT
    signs = [sign(p[-1]) for p in (top, bottom)]  # a coefficient may be 0 without being seen to be
    if any(x in (0, None) for x in signs):
        return None
    degree = len(top) - len(bottom)
    if degree > 0:
        return _infinite(signs[0] == signs[1] if at is oo or degree % 2 == 0 else signs[0] != signs[1])
    return expand(top[-1] / bottom[-1]) if degree == 0 else NOUGHT


def _infinite(positive: bool) -> Any:
    return oo if positive else BELOW


def _sum(parts: list[Any]) -> Any:
    infinite = {p for p in parts if p in (oo, BELOW)}
    if len(infinite) == 2:
        return None
    return infinite.pop() if infinite else expand(total(parts))


def _product(parts: list[Any]) -> Any:
    if not any(p in (oo, BELOW) for p in parts):
        return expand(product(parts))
    signs = [1 if p is oo else -1 if p is BELOW else sign(p) for p in parts]
    return None if any(x in (0, None) for x in signs) else _infinite(signs.count(-1) % 2 == 0)


def _power(base: Any, exponent: Any) -> Any:
    if base is oo:
        return oo if exponent > 0 else NOUGHT if exponent < 0 else None
    if base is BELOW:
        return NOUGHT if exponent < 0 and exponent.is_Integer else None
    known = sign(base)
    fits = known == 1 or (known == 0 and exponent > 0) or (known == -1 and exponent.is_Integer)
    return expand(Pow(base, exponent)) if fits else None


def _function(kind: Any, inner: Any) -> Any:
    infinite = {(exp, oo): oo, (exp, BELOW): NOUGHT, (log, oo): oo, (atan, oo): pi / 2, (atan, BELOW): -pi / 2}
    infinite |= {(erf, oo): ONE, (erf, BELOW): MINUS_ONE}
    if inner in (oo, BELOW):
        return infinite.get((kind, inner))
    if kind in (exp, atan, sin, cos, erf) or (kind is log and sign(inner) == 1):
        return expand(kind(inner))
    return None
