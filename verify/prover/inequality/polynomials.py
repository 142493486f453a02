"""Polynomials over the rational numbers in the symbols of a goal, for those who look for sums of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from verify.language.expansion import expansion


def ring_of(symbols: Sequence[Any]) -> Any:
    """The ring with one variable for each symbol, leading ones first."""
    return fmpq_mpoly_ctx.get(("x", len(symbols)), Ordering.lex)


def polynomial(e: Any, symbols: Sequence[Any]) -> Any | None:
    """The term in the ring of the symbols; None where it is no polynomial in them with rational coefficients."""
    among, terms = set(symbols), {}
    for m, c in expansion(e).items():
        powers = dict(m)
        if not among >= set(powers) or any(n.denominator != 1 or n < 0 for n in powers.values()):
            return None
        terms[tuple(int(powers.get(s, 0)) for s in symbols)] = fmpq(c.numerator, c.denominator)
    return ring_of(symbols).from_dict(terms)


def one(ring: Any) -> Any:
    """The number 1 in the ring."""
    return ring.from_dict({(0,) * ring.nvars(): 1})
