"""Limits at infinity by structure: where nothing is of an undetermined form.

Why it is sound. For the quotient of two polynomials with leading coefficients a and b, both shown to be different from 0:

  deg p < deg q       deg p = deg q       deg p > deg q
  -------------       --------------      ------------------------------
  p/q -> 0            p/q -> a/b          p/q -> sign(a/b) at^(deg p - deg q)

A coefficient such as log(6) - log(2) - log(3) is 0 without being seen to be: where its sign is undecided there is no limit.

Sums, products, powers and continuous functions take the limits of their parts (Rudin, Principles of Mathematical Analysis,
4.4 and 4.34), but for oo - oo, 0 * oo and what has no limit, such as sin at infinity. A root needs a limit of its base that is
positive, or 0 with a positive exponent; log a positive one. exp, log and atan have their limits at infinity.

None says that nothing is told. That the expression has values near infinity is owed by who asks (`rules.calculus`).
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from verify.checkers.inequality.constant import sign


def limit(e: Any, s: Any, at: Any) -> Any:
    """A number, oo or -oo; None where the structure does not tell."""
    e = sp.sympify(e)
    if s not in e.free_symbols:
        return e if not e.free_symbols and e.is_finite else None
    if e == s:
        return at
    if e.is_rational_function(s):
        return _rational(e, s, at)
    parts = [limit(a, s, at) for a in e.args]
    if any(p is None for p in parts):
        return None
    if e.is_Add:
        return _sum(parts)
    if e.is_Mul:
        return _product(parts)
    if e.is_Pow and e.exp.is_Rational:
        return _power(parts[0], e.exp)
    return _function(type(e), parts[0])


def _rational(e: Any, s: Any, at: Any) -> Any:
    top, bottom = (sp.Poly(p, s) for p in sp.fraction(sp.together(e)))
    if top.is_zero:
        return sp.Integer(0)
    signs = [sign(p.LC()) for p in (top, bottom)]  # a coefficient may be 0 without being seen to be
    if any(x in (0, None) for x in signs):
        return None
    degree = top.degree() - bottom.degree()
    if degree > 0:
        return sp.prod(signs) * at**degree
    return top.LC() / bottom.LC() if degree == 0 else sp.Integer(0)


def _sum(parts: list[Any]) -> Any:
    infinite = {p for p in parts if p in (sp.oo, -sp.oo)}
    if len(infinite) == 2:
        return None
    return infinite.pop() if infinite else sum(parts, sp.Integer(0))


def _product(parts: list[Any]) -> Any:
    if not any(p in (sp.oo, -sp.oo) for p in parts):
        return sp.prod(parts)
    signs = [1 if p == sp.oo else -1 if p == -sp.oo else sign(p) for p in parts]
    return None if any(x in (0, None) for x in signs) else sp.prod(signs) * sp.oo


def _power(base: Any, exponent: Any) -> Any:
    if base == sp.oo:
        return sp.oo if exponent > 0 else sp.Integer(0)
    if base == -sp.oo:
        return sp.Integer(0) if exponent < 0 and exponent.q == 1 else None
    known = sign(base)
    return base**exponent if known == 1 or (known == 0 and exponent > 0) or (known == -1 and exponent.q == 1) else None


def _function(kind: Any, inner: Any) -> Any:
    infinite = {
        (sp.exp, sp.oo): sp.oo,
        (sp.exp, -sp.oo): sp.Integer(0),
        (sp.log, sp.oo): sp.oo,
        (sp.atan, sp.oo): sp.pi / 2,
        (sp.atan, -sp.oo): -sp.pi / 2,
    }
    if inner in (sp.oo, -sp.oo):
        return infinite.get((kind, inner))
    if kind in (sp.exp, sp.atan, sp.sin, sp.cos) or (kind is sp.log and sign(inner) == 1):
        return kind(inner)
    return None
