"""Terms, relations and claims as Coq texts: the statement is the claim as it is written, divisions included.

A vector is an element of an inner product space V, a total of products of two vectors their inner product, and an unknown
function a variable. What belongs to a data point is a function of its number n, and a relation that speaks of n holds for all
n <= N. In Coq 1/0 is a number of its own: a claim's sides have a value wherever its assumptions hold, so that nothing is
said of it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from verify.language.functions import Abs, exp, log, sigmoid, softplus
from verify.language.operators import Field, Jacobian, Mean, Norm, Total, Value, indexed, sampled
from verify.language.symbols import Vector, d
from verify.language.term import HALF, E, Mul, Name, Pow, factors, pi

FUNCTIONS = {Abs: "Rabs", exp: "exp", log: "ln", sigmoid: "sigmoid", softplus: "softplus"}
TAKEN = """
    R V S N n O I E Set Prop Type SProp forall exists exists2 fun fix cofix let in if then else match with end as return where at
    using for IF by of norm ip add scale zero opposite exp ln sqrt sigmoid softplus mean Mean sum Sum Rabs PI nat INR IZR
"""


class Unwritten(Exception):
    """What has no place in the abstract space, or no proof of this kind."""


def identifier(name: str) -> str:
    """The name in Coq. Raises Unwritten for one that cannot be a name there."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_']*", name) or "__" in name or name.endswith("_"):
        raise Unwritten(f"the name {name}")
    return f"{name}_" if name in TAKEN.split() else name


def text(e: Any) -> str:
    """The term as a real number."""
    if indexed(e):
        raise Unwritten(f"{e} is a vector, or holds for each coordinate")
    if e.is_Number:
        return _number(e)
    if e.is_Symbol:
        return _symbol(e)
    if e is pi or e is E:
        return "PI" if e is pi else "(exp 1)"
    if e.is_Add:
        return f"({' + '.join(map(text, e.args))})"
    if e.is_Mul:
        return f"({_product(map(_factor, e.args))})"
    if e.is_Pow:
        return _power(e)
    if isinstance(e, Norm):
        return f"(norm {vector(e.args[0])})"
    if isinstance(e, Total):
        return f"(ip {' '.join(map(vector, pair(e.args[0])))})"
    if isinstance(e, Mean):
        return f"(mean N (fun n => {text(e.args[0])}))"
    if isinstance(e, Value):
        return _applied(e)
    if type(e) in FUNCTIONS:
        return f"({FUNCTIONS[type(e)]} {text(e.args[0])})"
    raise Unwritten(type(e).__name__)


def _number(e: Any) -> str:
    top = str(e.p) if e.p >= 0 else f"({e.p})"
    return top if e.q == 1 else f"({top} / {e.q})"


def _symbol(e: Any) -> str:
    if e is d or e.integer:
        raise Unwritten(f"{e}, a whole number")
    name = e.name if e.name.endswith("__") else identifier(e.name)
    name = name.rstrip("_") if name.endswith("__") else name
    return f"({name} n)" if sampled(e) else name


def is_whole(e: Any) -> bool:
    """Is the exponent a whole number?"""
    return bool(e.is_Number and e.is_Integer)


def _factor(e: Any) -> tuple[str, bool]:
    """A factor, and whether it stands below the line."""
    below = e.is_Pow and e.exp.is_Integer and e.exp < 0
    return (text(Pow(e.base, -e.exp) if e.exp != -1 else e.base), True) if below else (text(e), False)


def _product(parts: Iterable[tuple[str, bool]]) -> str:
    (first, below), *rest = parts
    return ("/ " if below else "") + first + "".join(f" {'/' if under else '*'} {part}" for part, under in rest)


def _power(e: Any) -> str:
    if e.exp == HALF:
        return f"(sqrt {text(e.base)})"
    if not e.exp.is_Number or not e.exp.is_Integer:
        raise Unwritten("a power that is not whole")
    return f"({_product([_factor(e)])})" if e.exp < 0 else f"({text(e.base)} ^ {e.exp})"


def _applied(e: Any) -> str:
    """The value of an unknown function."""
    name, *arguments = e.args
    if isinstance(e, Jacobian):
        slot, *arguments = arguments
        return f"({derivative(name, slot)} {' '.join(map(_argument, arguments))})"
    return f"({identifier(name.name)} {' '.join(map(_argument, arguments))})"


def derivative(name: Name, slot: Any) -> str:
    """The name of the derivative of an unknown map in a slot."""
    return f"D{slot}_{identifier(name.name)}"


def _argument(e: Any) -> str:
    return vector(e) if indexed(e) else text(e)


def vector(e: Any) -> str:
    """The term as a vector; the number 0 is one."""
    if e == 0:
        return "zero"
    if isinstance(e, Vector):
        return _symbol(e)
    if e.is_Add:
        first, *rest = map(vector, e.args)
        for part in rest:
            first = f"(add {first} {part})"
        return first
    if isinstance(e, Field | Jacobian):
        return _applied(e)
    if isinstance(e, Mean):
        return f"(Mean N (fun n => {vector(e.args[0])}))"
    if e.is_Mul:
        numbers, inner = [a for a in e.args if not indexed(a)], [a for a in e.args if indexed(a)]
        if len(inner) == 1 and numbers:
            return f"(scale {text(numbers[0] if len(numbers) == 1 else Mul(*numbers))} {vector(inner[0])})"
    raise Unwritten(f"{e} is no linear combination of vectors")


def pair(f: Any) -> tuple[Any, Any]:
    """The two vectors whose coordinates are multiplied in a summand, each with the numbers before it."""
    found: list[list[Any]] = [[]]
    count = 0
    for a in factors(f):
        twice = a.is_Pow and a.exp == 2 and indexed(a.base)
        for part in (a.base, a.base) if twice else (a,):
            if indexed(part):
                count += 1
                if count == 2:
                    found.append([])
            found[-1].append(part)
    if count != 2:
        raise Unwritten(f"the sum over the coordinates of {f}")
    first, second = (parts[0] if len(parts) == 1 else Mul(*parts) for parts in found)
    return first, second


def symbol_name(s: Any) -> str:
    """The name of a symbol, of what belongs to a data point too."""
    return _symbol(s).strip("()").split()[0]
