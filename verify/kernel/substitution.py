"""Expressions put in the place of functions that are known only by name, and of their derivatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import sympy as sp

from verify.kernel.reasons import NotShown, Reason
from verify.language.forms import along
from verify.language.operators import Field, Jacobian, Norm, Total, Value, indexed
from verify.language.symbols import Vector

Functions = Mapping[str, tuple[tuple[Any, ...], Any]]


def substituted(e: Any, functions: Functions) -> Any:
    """The expression with unknown functions replaced by their chosen expressions, innermost first.

    Raises NotShown where a choice does not fit the places of the function.
    """
    if not e.args:
        return e
    args = [substituted(a, functions) for a in e.args]
    if isinstance(e, Field | Value) and str(args[0]) in functions:
        expression = sp.sympify(functions[str(args[0])][1])
        return expression.xreplace(_places(e, args[1:], functions, expression))
    if isinstance(e, Jacobian) and str(args[0]) in functions:
        return _derivative(e, args, functions)
    return e.func(*args)


def unused(expressions: Sequence[Any]) -> Vector:
    """A vector whose name occurs nowhere in the expressions."""
    taken = {s.name for e in expressions for s in sp.sympify(e).free_symbols}
    return Vector(next(name for n in count() if (name := f"h{n}") not in taken))


def _derivative(e: Jacobian, args: list[Any], functions: Functions) -> Any:
    """The derivative of the chosen expression in the slot, at the arguments, in the direction."""
    name, slot, direction, *at = args
    slots, expression = functions[str(name)]
    expression, moved = sp.sympify(expression), slots[int(slot) - 1]
    if rough := next((p for p in sp.preorder_traversal(expression) if p.has(moved) and not _smooth(p)), None):
        raise NotShown(Reason.NOT_SMOOTH, term=rough)
    h = unused([expression, *slots])
    if not isinstance(moved, Vector):
        raise NotShown(Reason.NO_VECTOR_SLOT, slot=moved, name=name)
    slope = along(expression, (moved, h))
    return slope.xreplace({**_places(e, at, functions, slope), h: direction})


def _places(e: Any, at: Sequence[Any], functions: Functions, expression: Any) -> dict[Any, Any]:
    slots = functions[str(e.args[0])][0]
    if len(slots) != len(at):
        raise NotShown(Reason.OTHER_ARGUMENTS, name=e.args[0], count=len(at), slots=len(slots))
    if isinstance(e, Value) and indexed(expression):
        raise NotShown(Reason.VECTOR_FOR_NUMBER, name=e.args[0], expression=expression)
    if not all(indexed(a) <= isinstance(s, Vector) for a, s in zip(at, slots, strict=True)):
        raise NotShown(Reason.VECTOR_IN_SLOT, name=e.args[0])
    return dict(zip(slots, at, strict=True))


def _smooth(e: Any) -> bool:
    """Arbitrarily often differentiable wherever it and its formal derivatives have a value."""
    functions = Norm | Total | sp.Add | sp.Mul | sp.exp | sp.sin | sp.cos | sp.tanh | sp.atan
    whole = e.is_Pow and (e.exp.is_Integer or e.exp == sp.S.Half)
    return bool(whole or not e.args or isinstance(e, functions) or e.func.__name__ in ("sigmoid", "softplus"))
