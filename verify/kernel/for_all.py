"""The rules that show a claim for all values of its symbols; each returns the scope that it proves.

Why it is sound. A claim says: for every d, every data set and all values of its symbols, A => R. With |- for "is visible"
(`verify.kernel.signs`) and under the premise that every side of A and R has a value where A holds,

    |- b - a = 0     A |- R      A |- a^2 <= b^2   A |- 0 <= b     a chain from a to b      R for one coordinate
    ------------     ------      -----------------------------     -------------------      --------------------
     A => a = b      A => R            A => a <= b                        A => R              A => R, R a sum

    f <= b for every coordinate, b a number        |v_i| <= ‖v‖        f_i <= Total f, f >= 0        x <= b      -x <= b
    ---------------------------------------        -----------        ----------------------        -------------------
                Peak f <= b                        of each coordinate that there is                      |x| <= b

In one dimension a sum is its summand and a norm an absolute value, so that a claim that assumes d = 1, and no other d, is one
about numbers. A contradiction makes a claim empty:

    |- not A_1, nothing assumed           A_1, ..., A_(n-1) |- not A_n
    ---------------------------          -----------------------------
       nothing satisfies A                     nothing satisfies A

The negation of a relation for every coordinate is shown in every coordinate, which is more than is owed where there is one;
where such a relation is assumed the claim is not about R^0 (`Claim.allows_no_vectors`). With coordinates written out beside
the vectors a sum of positive terms counts as nonnegative only.

The rules stand in the order of their cost. Which one is taken decides the scope that is reported, never whether it is right.
Not checked here: that the assumptions can hold (`verify.kernel.judgement`), what "there is" asks for (`verify.kernel.prove`),
the lines of a chain (`verify.kernel.chain`), a coordinate (`verify.kernel.coordinate`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from verify.kernel.appeals import require_values
from verify.kernel.chain import check
from verify.kernel.coordinate import holds_for_one_coordinate, summand
from verify.kernel.evidence import Evidence, Method
from verify.kernel.gram import is_zero
from verify.kernel.reasons import Reason, Said
from verify.kernel.signs import Signs
from verify.kernel.whitelist import require_language, require_symbols
from verify.language.claim import Claim
from verify.language.expansion import expand
from verify.language.functions import Abs
from verify.language.operators import Determinant, Mean, Norm, Peak, Product, Total, indexed
from verify.language.possible import is_nonnegative
from verify.language.proof import Derivation
from verify.language.relation import Relation, eq, le, lt
from verify.language.symbols import d
from verify.language.term import Integer
from verify.language.verdict import Outcome

EVERY = "every dimension"
ONE_DIMENSION = (eq(d, 1), eq(1, d), le(d, 1), lt(d, 2))  # d is whole


def for_all(claim: Claim) -> Evidence:
    """Evidence HOLDS with its scope, VACUOUS, or UNKNOWN with the reason; raises NotShown for a faulty derivation."""
    require_language(claim.spoken)
    require_symbols(v for s in claim.schemas for v in s.variables)
    signs = signs_of(claim)
    contradiction = next(
        (
            r
            for r in claim.relations
            if not indexed(r.slack) and _surely_false(r, signs_of(replace(claim, assuming=())))
        ),
        None,
    )
    if contradiction is not None:
        said = Said(Reason.CONTRADICTS_ITSELF, {"relation": contradiction})
        return Evidence(Method.CONTRADICTION, Outcome.VACUOUS, EVERY, said)
    if claim.absurd is not None:
        return _contradictory(claim, claim.absurd)
    require_values(claim.expressions, signs, "the claim")
    if claim.derive is not None:
        derivation = claim.derive()
        check(claim, derivation, signs)
        said = Said(Reason.DERIVATION, {"count": count_lines(derivation)})
        return Evidence(Method.GRAM, Outcome.HOLDS, EVERY, said, tuple(signs.facts))
    return _short(claim, signs)


def count_lines(derivation: Derivation) -> int:
    """The lines of a derivation, those of its side results and rules included."""
    inner = sum(len(x.lines) for x in derivation.lemmas) + sum(count_lines(r.shown) for r in derivation.rules)
    return len(derivation.lines) + inner


def _contradictory(claim: Claim, absurd: Callable[[], Derivation]) -> Evidence:
    """The other assumptions imply the negation of the last one."""
    *others, last = claim.assuming
    if not isinstance(last, Relation) or last.op not in ("<=", "<"):
        return Evidence(Method.CONTRADICTION, Outcome.UNKNOWN, said=Said(Reason.LAST_IS_NO_INEQUALITY))
    shown = for_all(replace(claim, assuming=tuple(others), conclusion=last.negation, derive=absurd, absurd=None))
    if shown.outcome is not Outcome.HOLDS:
        return shown
    said = Said(Reason.EXCLUDED, {"relation": last})
    return Evidence(Method.CONTRADICTION, Outcome.VACUOUS, shown.scope, said, shown.facts)


def _short(claim: Claim, signs: Signs) -> Evidence:
    """The engine's own rules, cheapest first: what they show is the same, and a table of sign patterns grows as 3^n."""
    goal = claim.conclusion
    if goal.op == "=" and is_zero(goal.slack, signs.zero):
        return Evidence(Method.IDENTITY, Outcome.HOLDS, EVERY, Said(Reason.ONE_NORMAL_FORM))
    if goal.op != "=" and signs.holds(goal):
        return Evidence(Method.GRAM, Outcome.HOLDS, EVERY, Said(Reason.VISIBLE_SIGN), tuple(signs.facts))
    if goal.op in ("<=", "<") and signs.nonnegative(goal.rhs) and signs.nonnegative(goal.lhs):
        squares = Relation(goal.lhs**2, goal.op, goal.rhs**2)
        if signs.holds(squares):
            return Evidence(Method.GRAM, Outcome.HOLDS, EVERY, Said(Reason.VISIBLE_SIGN_OF_SQUARES), tuple(signs.facts))
    if any(e.has(Determinant) for e in claim.expressions):
        return Evidence(Method.COORDINATE, Outcome.UNKNOWN, said=Said(Reason.DETERMINANT_IS_NO_SUM))
    low, high = claim.dimensions
    if low == high == 1 + claim.beside and any(r in ONE_DIMENSION for r in claim.relations):
        given = tuple(r.map(on_the_line) for r in claim.relations)
        return _coordinate_evidence(Method.LINE, f"d = {low}", holds_for_one_coordinate(goal.map(on_the_line), given))
    return _coordinate_evidence(Method.COORDINATE, EVERY, _by_coordinate(claim, signs))


def _forms(goal: Relation, signs: Signs) -> list[Relation]:
    """The goal, and one between squares from which it follows, where the signs of its sides are visible."""
    squared = signs.nonnegative(goal.rhs) and (goal.op == "<=" or signs.nonnegative(goal.lhs))
    return [goal, Relation(goal.lhs**2, goal.op, goal.rhs**2)] if squared else [goal]


def _coordinate_evidence(method: Method, scope: str, why: Said | None) -> Evidence:
    if why:
        return Evidence(method, Outcome.UNKNOWN, said=why)
    return Evidence(method, Outcome.HOLDS, scope, Said(Reason.EVERY_PATTERN))


def _by_coordinate(claim: Claim, signs: Signs) -> Said | None:
    """None, or why the claim is not shown by its coordinates: of assumptions on sums, norms and averages no use is made.

    The largest of them is at most b if each is, and |x| if x and -x are.
    """
    goal = claim.conclusion
    local = tuple(r for r in claim.relations if not r.slack.has(Total, Norm, Product, Mean, d))
    if isinstance(goal.lhs, Peak) and goal.op == "<=" and not indexed(goal.rhs):
        goal = Relation(goal.lhs.args[0], "<=", goal.rhs)
        local = (*local, *_each_below(goal))
    why = _of_one_coordinate(goal, local, claim, signs)
    if why and isinstance(goal.lhs, Abs) and goal.op in ("<=", "<"):
        sides = (Relation(side, goal.op, goal.rhs) for side in (goal.lhs.args[0], -goal.lhs.args[0]))
        return next(filter(None, (_of_one_coordinate(r, local, claim, signs) for r in sides)), None)
    return why


def _of_one_coordinate(goal: Relation, local: tuple[Relation, ...], claim: Claim, signs: Signs) -> Said | None:
    """None where it is shown for one coordinate, or for the summand of a sum. A strict sum owes a coordinate: there may be none."""
    if indexed(goal.slack):
        return holds_for_one_coordinate(goal, local)
    why: Said | None = Said(Reason.NO_SUM)
    for form in _forms(goal, signs):
        if form.op == "!=" or (form.op == "<" and claim.beside):
            continue
        g = summand(form.slack)
        if g is not None:
            why = holds_for_one_coordinate(Relation(Integer(0), form.op, g), local)
        if g is not None and not why:
            return None
    return why


def _each_below(goal: Relation) -> Iterator[Relation]:
    """Each coordinate is at most the norm, and each term of a sum at most the sum, where none is negative."""
    for x in sorted(goal.slack.atoms(Norm, Total), key=str):
        if isinstance(x, Norm):
            yield Relation(Abs(x.args[0]), "<=", x)
        elif is_nonnegative(x.args[0]):
            yield Relation(x.args[0], "<=", x)


def on_the_line(e: Any) -> Any:
    """In one dimension a total is its summand, a norm an absolute value."""
    if not e.args:
        return Integer(1) if e == d else e
    args = [on_the_line(a) for a in e.args]
    if isinstance(e, Total | Peak | Product):
        return args[0]
    return Abs(args[0]) if isinstance(e, Norm) else e.func(*args)


def signs_of(claim: Claim) -> Signs:
    """What the assumptions of the claim give."""
    return Signs(claim.relations, empty_total=bool(claim.beside))


def mentions(r: Relation, symbols: set[Any]) -> bool:
    """Does the relation speak of one of the symbols?"""
    return bool((r.lhs.free_symbols | r.rhs.free_symbols) & symbols)


def _surely_false(r: Relation, signs: Signs) -> bool:
    """Is its negation visible, nothing assumed?"""
    if r.op in ("<=", "<"):
        return bool(signs.holds(r.negation))
    return r.op == "=" and bool(signs.is_nonzero(expand(r.slack)))
