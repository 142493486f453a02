"""Expressions put in the place of functions that are known only by name, and of their derivatives.

Why it is sound. A choice f(s_1, ..., s_k) := e is a definition, and a definition may be unfolded:

    f(a_1, ..., a_k)  becomes  e[s_1 := a_1, ..., s_k := a_k]              D_j f(a_1, ..., a_k) h  becomes  (de/ds_j h)[s := a]

Arguments are unfolded first, and all slots are replaced at once, so that no argument is put into another. The direction is a
vector whose name is new until the derivative is taken. Sorts are kept: a number stands for a number, a real-valued function has
no index, and as many arguments as slots.

The formal derivative is the derivative where both have a value, for compositions of functions that are smooth there: sums,
products, whole powers, square roots, norms, exp and its like (Rudin, Principles of Mathematical Analysis, 9.15). At 0 a norm and
a square root have no derivative, and its formula has no value. Whatever else depends on the slot is refused: |x|, max, sign and
other powers have formulas with a value where they have no derivative.

Not checked here: that a free symbol of a choice is not bound by a schema, that what stands in a slot has its sign, and that a
gradient is one (`verify.kernel.instances`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from verify.kernel.reasons import NotShown, Reason
from verify.language.forms import along
from verify.language.functions import atan, cos, exp, sin, tanh
from verify.language.operators import Field, Jacobian, Norm, Total, Value, indexed
from verify.language.symbols import Vector
from verify.language.term import Add, Mul, Rational, subterms, term

Functions = Mapping[str, tuple[tuple[Any, ...], Any]]


def substituted(e: Any, functions: Functions) -> Any:
    """The expression with unknown functions replaced by their chosen expressions, innermost first.

    Raises NotShown where a choice does not fit the places of the function.
    """
    if not e.args:
        return e
    args = [substituted(a, functions) for a in e.args]
    if isinstance(e, Field | Value) and str(args[0]) in functions:
        expression = term(functions[str(args[0])][1])
        return expression.xreplace(_places(e, args[1:], functions, expression))
    if isinstance(e, Jacobian) and str(args[0]) in functions:
        return _derivative(e, args, functions)
    return e.func(*args)


def unused(expressions: Sequence[Any]) -> Vector:
    """A vector whose name occurs nowhere in the expressions."""
    taken = {s.name for e in expressions for s in e.free_symbols}
    return Vector(next(name for n in count() if (name := f"h{n}") not in taken))


def _derivative(e: Jacobian, args: list[Any], functions: Functions) -> Any:
    """The derivative of the chosen expression in the slot, at the arguments, in the direction."""
    name, slot, direction, *at = args
    slots, expression = functions[str(name)]
    moved = slots[int(slot) - 1]
    rough = next((p for p in subterms(expression) if p.has(moved) and not _smooth(p)), None)
    if rough is not None:
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
    functions = Norm | Total | Add | Mul | exp | sin | cos | tanh | atan
    whole = e.is_Pow and (e.exp.is_Integer or e.exp == Rational(1, 2))
    return bool(whole or not e.args or isinstance(e, functions) or e.func.__name__ in ("sigmoid", "softplus"))
