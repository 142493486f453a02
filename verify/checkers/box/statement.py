"""Does a claim say what its certificate can show? Assumptions and conclusion are compared with those of the certificate."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from verify.checkers.box.boxes import Bounds, rational
from verify.kernel.whitelist import require_language
from verify.language.branch import Branch, InsideBranch, Located, Moves, SphereBranch, Unique
from verify.language.claim import Claim
from verify.language.proof import Schema
from verify.language.relation import Relation

PLAIN = sp.Symbol("t", real=True).assumptions0


class Misstated(ValueError):
    """The claim is not of the form that its certificate shows; the message says what differs."""


def require_form(claim: Claim, shown: Located) -> None:
    """Raise Misstated unless the claim about branches assumes and concludes exactly what its certificate shows."""
    if type(shown) not in (Located, Unique, Moves):
        raise Misstated(f"{type(shown).__name__} is no certificate about a branch")
    if isinstance(shown, Moves) and not (sp.sympify(shown.c).is_positive and sp.sympify(shown.C).is_nonnegative):
        raise Misstated(f"c = {shown.c} has to be positive and C = {shown.C} not negative")
    for branch in shown.copies:
        _require_branch(branch)
    _require_copies(shown)
    if claim.assuming != shown.assumptions or claim.exists or claim.derive is not None:
        raise Misstated("the claim has to assume exactly what its certificate is about")
    if claim.conclusion != shown.conclusion:
        raise Misstated(f"the certificate shows {shown.conclusion}")
    require_language(claim.expressions)


def _require_branch(branch: Branch) -> None:
    symbols = (*branch.unknowns, *branch.parameters)
    if type(branch) not in (InsideBranch, SphereBranch):
        raise Misstated(f"{type(branch).__name__} is no branch")
    _require_plain(symbols)
    if not branch.unknowns or not branch.parameters or len(branch.centre) != len(branch.unknowns):
        raise Misstated("a branch has unknowns, a centre with as many coordinates, and parameters")
    if not branch.loss.free_symbols <= set(symbols):
        raise Misstated("the loss holds a symbol that is neither an unknown nor a parameter")
    if {v for a in branch.assumptions if isinstance(a, Schema) for v in a.variables} & set(symbols):
        raise Misstated("a symbol of the branch has the name of a bound one")
    numbers = (*branch.centre, branch.radius, *(x for _, low, high in branch.box for x in (low, high)))
    if not all(sp.sympify(x).is_Rational for x in numbers) or not sp.sympify(branch.radius).is_positive:
        raise Misstated("the centre, the radius and the box are given by rational numbers, the radius is positive")
    if any(low > high for _, low, high in branch.box):
        raise Misstated("a side of the box is empty")


def _require_plain(symbols: tuple[Any, ...]) -> None:
    plain = all(type(s) is sp.Symbol and s.assumptions0 == PLAIN for s in symbols)
    if not plain or len({s.name for s in symbols}) < len(symbols):
        raise Misstated("unknowns and parameters are different plain real symbols")


def _require_copies(shown: Located) -> None:
    """The second branch is the first one in other symbols; `Unique` keeps the parameters."""
    if len(shown.copies) == 1:
        return
    first, second = shown.copies
    fixed = first.parameters if isinstance(shown, Unique) else ()
    old, new = (*first.unknowns, *first.parameters), (*second.unknowns, *second.parameters)
    if len(old) != len(new):
        raise Misstated("the second branch is not the first one in other symbols")
    rule = dict(zip(old, new, strict=True))
    if any(rule[s] != s for s in fixed) or {a for a in old if a not in fixed} & set(new):
        raise Misstated("the second branch has symbols of its own, `Unique` the same parameters")
    if second != first.replaced(rule):
        raise Misstated("the second branch is not the first one in other symbols")
    _require_plain(tuple(dict.fromkeys((*old, *new))))


def sides(claim: Claim) -> tuple[tuple[Any, ...], tuple[Bounds, ...]]:
    """The symbols of a claim that assumes two bounds for each, and nothing else, with the bounds. Raises Misstated."""
    lows: dict[Any, Fraction] = {}
    highs: dict[Any, Fraction] = {}
    for r in claim.assuming:
        if not isinstance(r, Relation) or r.op != "<=" or not ({r.lhs.is_Rational, r.rhs.is_Rational} == {True, False}):
            raise Misstated(f"{r} is no bound low <= symbol or symbol <= high by a rational number")
        symbol, number, bounds = (r.rhs, r.lhs, lows) if r.lhs.is_Rational else (r.lhs, r.rhs, highs)
        if symbol in bounds:
            raise Misstated(f"{symbol} is bounded twice on one side")
        bounds[symbol] = rational(number)
    symbols = tuple(lows)
    _require_plain(symbols)
    if set(lows) != set(highs) or not claim.conclusion.gap.free_symbols <= set(lows):
        raise Misstated("every symbol of the claim needs a lower and an upper bound, and no other symbol has any")
    require_language(claim.expressions)
    return symbols, tuple((lows[s], highs[s]) for s in symbols)
