"""The parts of a term, and the same term of other parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


def summands(e: Any) -> tuple[Any, ...]:
    """The parts of a sum; anything else is its own only one."""
    return e.args if e.is_Add else (e,)


def factors(e: Any) -> tuple[Any, ...]:
    """The parts of a product; anything else is its own only one."""
    return e.args if e.is_Mul else (e,)


def subterms(e: Any) -> Iterator[Any]:
    """Every part of it once, itself first."""
    seen: set[int] = set()  # a term is one object
    waiting = [e]
    while waiting:
        t = waiting.pop()
        if id(t) not in seen:
            seen.add(id(t))
            yield t
            waiting.extend(reversed(t.args))


def rebuilt(e: Any, change: Callable[[Any], Any]) -> Any:
    """The term with every part changed, inner ones first."""
    if not e.args:
        return change(e)
    args = [rebuilt(a, change) for a in e.args]
    return change(e if all(map(_is, args, e.args)) else e.func(*args))


def replaced(e: Any, rule: Mapping[Any, Any], known: dict[Any, Any]) -> Any:
    if e in rule:
        return rule[e]
    if not e.args:
        return e
    if e not in known:
        args = [replaced(a, rule, known) for a in e.args]
        known[e] = e if all(map(_is, args, e.args)) else e.func(*args)
    return known[e]


def _is(a: Any, b: Any) -> bool:
    return a is b
