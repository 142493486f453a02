"""Does a claim say what its certificate can show? Assumptions and conclusion are compared with those of the certificate.

Why it is sound. What `check` shows of a branch is a sentence that the certificate itself writes down: the assumptions on its
symbols and its conclusion (`verify.language.branch`). The claim has to be that sentence, equal part by part.

  claim.assuming = shown.assumptions     claim.conclusion = shown.conclusion     nothing exists, no derivation
  ----------------------------------------------------------------------------------------------------------
                                   the certificate is about this claim

  * The loss has no symbol besides unknowns and parameters, so that boxes for those are boxes for all.
  * Unknowns and parameters are plain real symbols with different names: a declared sign would be an assumption more.
  * Centre, radius and box are exact rationals, the radius positive, no side of the box empty.
  * A second branch is the first in other symbols, none of them used before; for `Unique` the parameters are the same.
  * c > 0 and C >= 0: C/c is a quotient of sizes.

For an inequality or an equation on a box: each symbol has exactly one rational bound low <= s and one s <= high, and nothing
else is assumed. Closed bounds only: a claim on an open box is refused, though it would follow.
That each expression is in the language is `verify.kernel.whitelist`.
"""

from __future__ import annotations

from typing import Any

from flint import fmpq

from verify.checkers.box.reasons import Reason
from verify.checkers.boxes import Bounds, rational
from verify.kernel.reasons import NotShown
from verify.kernel.whitelist import require_language
from verify.language.branch import Branch, InsideBranch, Located, Moves, SphereBranch, Unique
from verify.language.claim import Claim
from verify.language.possible import is_nonnegative, is_positive
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.term import ANY_SIGN, Number, Symbol, term


def require_form(claim: Claim, shown: Located) -> None:
    """Raise NotShown unless the claim about branches assumes and concludes exactly what its certificate shows."""
    if type(shown) not in (Located, Unique, Moves):
        raise NotShown(Reason.NOT_ABOUT_A_BRANCH, kind=type(shown).__name__)
    if isinstance(shown, Moves) and not (is_positive(term(shown.c)) and is_nonnegative(term(shown.C))):
        raise NotShown(Reason.SIGNS_OF_CONSTANTS, c=shown.c, C=shown.C)
    for branch in shown.copies:
        _require_branch(branch)
    _require_copies(shown)
    if claim.assuming != shown.assumptions or claim.exists or claim.derive is not None:
        raise NotShown(Reason.OTHER_ASSUMPTIONS)
    if claim.conclusion != shown.conclusion:
        raise NotShown(Reason.OTHER_CONCLUSION, conclusion=shown.conclusion)
    require_language(claim.expressions)


def _require_branch(branch: Branch) -> None:
    symbols = (*branch.unknowns, *branch.parameters)
    if type(branch) not in (InsideBranch, SphereBranch):
        raise NotShown(Reason.NO_BRANCH, kind=type(branch).__name__)
    _require_plain(symbols)
    if not branch.unknowns or not branch.parameters or len(branch.centre) != len(branch.unknowns):
        raise NotShown(Reason.INCOMPLETE_BRANCH)
    if not branch.loss.free_symbols <= set(symbols):
        raise NotShown(Reason.STRANGE_SYMBOL)
    if {v for a in branch.assumptions if isinstance(a, Schema) for v in a.variables} & set(symbols):
        raise NotShown(Reason.BOUND_NAME)
    numbers = (*branch.centre, branch.radius, *(x for _, low, high in branch.box for x in (low, high)))
    if not all(isinstance(term(x), Number) for x in numbers) or not is_positive(term(branch.radius)):
        raise NotShown(Reason.NOT_RATIONAL)
    if any(low > high for _, low, high in branch.box):
        raise NotShown(Reason.EMPTY_SIDE)


def _require_plain(symbols: tuple[Any, ...]) -> None:
    plain = all(type(s) is Symbol and s.signs == ANY_SIGN and not s.integer for s in symbols)
    if not plain or len({s.name for s in symbols}) < len(symbols):
        raise NotShown(Reason.SAME_SYMBOLS)


def _require_copies(shown: Located) -> None:
    """The second branch is the first one in other symbols; `Unique` keeps the parameters."""
    if len(shown.copies) == 1:
        return
    first, second = shown.copies
    fixed = first.parameters if isinstance(shown, Unique) else ()
    old, new = (*first.unknowns, *first.parameters), (*second.unknowns, *second.parameters)
    if len(old) != len(new):
        raise NotShown(Reason.OTHER_BRANCH)
    rule = dict(zip(old, new, strict=True))
    if any(rule[s] != s for s in fixed) or {a for a in old if a not in fixed} & set(new):
        raise NotShown(Reason.NO_SYMBOLS_OF_ITS_OWN)
    if second != first.replaced(rule):
        raise NotShown(Reason.OTHER_BRANCH)
    _require_plain(tuple(dict.fromkeys((*old, *new))))


def sides(claim: Claim) -> tuple[tuple[Any, ...], tuple[Bounds, ...]]:
    """The symbols of a claim that assumes two bounds for each, and nothing else, with the bounds. Raises Misstated."""
    lows: dict[Any, fmpq] = {}
    highs: dict[Any, fmpq] = {}
    for r in claim.assuming:
        if not isinstance(r, Relation) or r.op != "<=" or not (r.lhs.is_Number ^ r.rhs.is_Number):
            raise NotShown(Reason.NO_BOUND, relation=r)
        symbol, number, bounds = (r.rhs, r.lhs, lows) if r.lhs.is_Number else (r.lhs, r.rhs, highs)
        if symbol in bounds:
            raise NotShown(Reason.BOUNDED_TWICE, symbol=symbol)
        bounds[symbol] = rational(number)
    symbols = tuple(lows)
    _require_plain(symbols)
    if set(lows) != set(highs) or not claim.conclusion.slack.free_symbols <= set(lows):
        raise NotShown(Reason.UNBOUNDED_SYMBOL)
    if any(lows[s] > highs[s] for s in symbols):
        raise NotShown(Reason.EMPTY_SIDE)
    require_language(claim.expressions)
    return symbols, tuple((lows[s], highs[s]) for s in symbols)
