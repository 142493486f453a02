"""What the assumptions of a claim say about each symbol, read by pattern, so that inputs can be built to meet them.

A rule tells how to place one symbol when the symbols in its bound have values. An assumption that gives no rule is
kept as unread: built inputs are then tested against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from verify.language.expansion import expand
from verify.language.operators import Norm
from verify.language.possible import is_nonnegative
from verify.language.relation import Relation
from verify.language.symbols import Vector, d
from verify.language.term import Integer, term
from verify.search.inputs.readings import EQUAL, LOWER, ON_TOP, UPPER, Rule, rank, readings


@dataclass(frozen=True)
class Plan:
    """Symbols in the order in which they get values, the rules of each, the assumption of each rule, and those that gave none."""

    order: tuple[Any, ...]
    rules: dict[Any, list[Rule]]
    unread: tuple[Relation, ...]
    read: tuple[tuple[Relation, Rule], ...]


def plan(relations: Sequence[Relation], symbols: Sequence[Any]) -> Plan:
    """Read the assumptions; a rule is taken when its bound needs no symbol that needs its target."""
    rules: dict[Any, list[Rule]] = {s: [] for s in symbols}
    needs: dict[Any, set[Any]] = {s: set() for s in symbols}
    read, unread, todo = [], [], [r for r in relations if r.lhs.free_symbols | r.rhs.free_symbols != {d}]
    for r in todo:
        for rule in readings(_plain(r)):
            others = symbols_of(rule) & set(symbols)
            if not any(_reaches(needs, o, rule.target) for o in others) and _fits(rule, rules[rule.target]):
                rules[rule.target].append(rule)
                read.append((r, rule))
                needs[rule.target] |= others
                for w in rule.weight.atoms(Vector) if rule.measure == "sign" and rule.strict else ():
                    rules[w].append(Rule(w, "nonzero", LOWER, Integer(0), True))
                todo.extend(_implied(rule, rules[rule.target]))
                break
        else:
            unread.append(r)
    return Plan(tuple(_sorted(needs)), rules, tuple(unread), tuple(read))


def _plain(r: Relation) -> Relation:
    """A norm that is 0 says that every coordinate is 0."""
    return Relation(r.lhs.args[0], "=", r.rhs) if r.op == "=" and isinstance(r.lhs, Norm) and r.rhs == 0 else r


def _implied(rule: Rule, others: list[Rule]) -> Iterator[Relation]:
    """The lower bound of a measure is at most its upper bound: a rule for the symbols of the bounds."""
    for other in others:
        if other.measure == rule.measure and {rule.side, other.side} == {LOWER, UPPER}:
            low, high = (rule, other) if rule.side == LOWER else (other, rule)
            if not is_nonnegative(expand(high.bound - low.bound)):
                yield Relation(low.bound, "<" if low.strict or high.strict else "<=", high.bound)


def symbols_of(rule: Rule) -> set[Any]:
    """What has to have a value before the target can be placed."""
    parts = (rule.bound, rule.scale, rule.shift, *([] if rule.weight is None else [rule.weight]))
    return set().union(*(term(e).free_symbols for e in parts))


def _reaches(needs: dict[Any, set[Any]], start: Any, goal: Any) -> bool:
    return start == goal or any(_reaches(needs, s, goal) for s in needs[start])


def _sorted(needs: dict[Any, set[Any]]) -> Iterator[Any]:
    done: set[Any] = set()
    while len(done) < len(needs):
        ready = next(s for s in sorted(needs, key=rank) if s not in done and needs[s] <= done)
        done.add(ready)
        yield ready


def _fits(rule: Rule, others: list[Rule]) -> bool:
    """One target gets one kind of construction; signs and inner products come on top of it."""
    base = [r for r in others if r.measure not in ON_TOP]
    if rule.measure in ON_TOP:
        return not any(r.side == EQUAL and r.measure == "value" for r in base)
    if not base:
        return rule.measure != "value" or rule.side != EQUAL or not others
    same = (rule.scale, rule.shift) == (base[0].scale, base[0].shift)
    kinds = {r.measure for r in (*base, rule)}
    return same and len(kinds) == 1 and EQUAL not in (rule.side, *(r.side for r in base if r.measure == "value"))
