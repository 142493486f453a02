"""What has to be computed of the inputs of a claim, where the builder has met everything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verify.language.normal import normal
from verify.language.possible import is_nonnegative, is_nonpositive, is_positive
from verify.language.relation import Relation
from verify.language.symbols import d
from verify.language.term import term
from verify.prover.batch import batch
from verify.search.inputs.plan import Plan, symbols_of
from verify.search.inputs.readings import LOWER, Rule


class Needed:
    """`tested` assumptions, symbols of which the `signs` are open, `idle` symbols, and the kernel of the others.

    Idle are those that drop out: nothing that is computed depends on them.
    """

    def __init__(
        self, symbols: Sequence[Any], assuming: Sequence[Relation], concluding: Sequence[Relation], plan: Plan
    ) -> None:
        sure = [r for r, rule in plan.read if _met_by_construction(rule, plan)]
        self.tested = [r for r in assuming if r not in sure and r.lhs.free_symbols | r.rhs.free_symbols != {d}]
        self.signs = [s for s in symbols if _sign_is_open(s, plan)]
        written = [e for r in (*self.tested, *concluding) for e in (r.lhs, r.rhs)]
        plain = [_with_fewest_symbols(e) for e in written]
        sides = plain if any(e.free_symbols - {d} for e in plain) else written  # else nothing would be left to search
        used = set(self.signs).union(*(e.free_symbols for e in sides))
        for s in reversed(plan.order):  # a symbol stands behind those that it needs
            if s in used:
                used |= set().union(*(symbols_of(rule) for rule in plan.rules[s]))
        self.idle = frozenset(symbols) - used
        self.kernel = batch(sides, [s for s in symbols if s in used])


def _with_fewest_symbols(e: Any) -> Any:
    """The term, or its normal form where a symbol drops out of it."""
    plain = normal(term(e))
    return plain if len(plain.free_symbols) < len(e.free_symbols) else e


def _met_by_construction(rule: Rule, plan: Plan) -> bool:
    """Nothing is put on top of the one kind of bound, which is on one side, and an upper one leaves room."""
    others = plan.rules[rule.target]
    alone = {r.measure for r in others} == {rule.measure} and {r.side for r in others} == {rule.side}
    placed = rule.measure in ("norm", "size", "one", "peak", "value")
    if rule.measure == "value" and (rule.side != LOWER or is_nonpositive(rule.target)):
        return False
    room = is_positive if rule.strict else is_nonnegative
    return alone and placed and rule.shift == 0 and (rule.side == LOWER or room(rule.bound))


def _sign_is_open(s: Any, plan: Plan) -> bool:
    """May what the rules ask for have another sign than the symbol is declared to have?"""
    return any(r.measure == "value" and (r.side != LOWER or is_nonpositive(s)) for r in plan.rules.get(s, ()))
