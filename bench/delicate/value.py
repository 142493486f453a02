"""The value of a text at a point, in 60 digits: an evaluation of its own over Python's syntax tree, apart from the engine.

What is below 1e-45 after a cancellation is 0, what is then below 1e-30 is unclear, and so is everything built of it.
a**b has a value where a > 0, where a = 0 <= b, and where b is whole but for 0 to a negative one; no other root of a negative number
has one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import mpmath
from mpmath import mpf

DIGITS = 60
NOTHING, CLEAR = mpf(10) ** -45, mpf(10) ** -30
FAR = 60  # further out an exponential is so large or so small that sums with it lose their digits
Point = Mapping[str, Any]
Formula = Callable[[Point], Any]


class NoValue(Exception):
    """There is none at this point."""


class Unclear(Exception):
    """There may be one, but not all of its digits are known."""


def cleared(x: Any, size: Any) -> Any:
    """A number that came out of a cancellation of numbers of this size. Raises Unclear."""
    small = abs(x)
    if small >= CLEAR * size:
        return x
    if small <= NOTHING * size:
        return mpf(0)
    raise Unclear


def _sum(a: Any, b: Any) -> Any:
    return cleared(a + b, max(abs(a), abs(b)))


def _product(a: Any, b: Any) -> Any:
    found = a * b
    if found and not CLEAR < abs(found) < 1 / CLEAR:
        raise Unclear
    return found


def _inverse(a: Any) -> Any:
    if not a:
        raise NoValue
    return 1 / a


def power(a: Any, b: Any) -> Any:
    """a to the power of b. Raises NoValue."""
    near = mpmath.nint(b)
    if abs(b - near) <= NOTHING:
        return _whole_power(a, int(near))
    if a < 0 or (not a and b < 0):
        raise NoValue
    return _exp(b * mpmath.log(a)) if a else mpf(0)


def _whole_power(a: Any, n: int) -> Any:
    if not a and n < 0:
        raise NoValue
    if abs(n) > 200:
        raise Unclear
    found = a**n
    if found and not CLEAR < abs(found) < 1 / CLEAR:
        raise Unclear
    return found


def _sqrt(a: Any) -> Any:
    if a < 0:
        raise NoValue
    return mpmath.sqrt(a)


def _exp(a: Any) -> Any:
    if abs(a) > FAR:
        raise Unclear
    return mpmath.exp(a)


def _log(a: Any) -> Any:
    if a <= 0:
        raise NoValue
    return cleared(mpmath.log(a), 1)


def _near(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def near(a: Any) -> Any:
        if abs(a) > FAR:
            raise Unclear
        return cleared(f(a), 1)

    return near


def _tan(a: Any) -> Any:
    cosine = FUNCTIONS["cos"](a)
    return FUNCTIONS["sin"](a) * _inverse(cosine)


def _sign(a: Any) -> Any:
    return mpf((a > 0) - (a < 0))


def _softplus(a: Any) -> Any:
    return mpmath.log1p(_exp(a))


def _sigmoid(a: Any) -> Any:
    return 1 / (1 + _exp(-a))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sqrt": _sqrt,
    "exp": _exp,
    "log": _log,
    "abs": abs,
    "sign": _sign,
    "sin": _near(mpmath.sin),
    "cos": _near(mpmath.cos),
    "tan": _tan,
    "atan": _near(mpmath.atan),
    "sinh": _near(mpmath.sinh),
    "cosh": _near(mpmath.cosh),
    "tanh": _near(mpmath.tanh),
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "swish": lambda a: a * _sigmoid(a),
    "max": max,
    "min": min,
}
NUMBERS = {"pi": mpmath.pi, "E": mpmath.e}


@cache
def formula(text: str) -> Formula:
    """The text as a function of a point; calling it raises NoValue or Unclear. A root is known by its equation alone: Unclear."""
    if text.startswith("the root of "):
        raise Unclear
    return _compiled(ast.parse(text.strip(), mode="eval").body)


def _compiled(node: ast.expr) -> Formula:
    match node:
        case ast.Constant(value=int() | float() as number):
            exact = mpf(number) if isinstance(number, int) else mpf(repr(number))
            return lambda p: exact
        case ast.Name(id=name):
            return (lambda p: +NUMBERS[name]) if name in NUMBERS else (lambda p: p[name])
        case ast.UnaryOp(op=op, operand=inner):
            of = _compiled(inner)
            return of if isinstance(op, ast.UAdd) else lambda p: -of(p)
        case ast.BinOp(left=left, op=op, right=right):
            a, b, join = _compiled(left), _compiled(right), _BINARY[type(op)]
            return lambda p: join(a(p), b(p))
        case ast.Call(func=ast.Name(id=name), args=args):
            parts, f = [_compiled(a) for a in args], FUNCTIONS[name.lower()]
            return lambda p: f(*(part(p) for part in parts))
    raise ValueError(f"no formula: {ast.unparse(node)}")


_BINARY: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: _sum,
    ast.Sub: lambda a, b: _sum(a, -b),
    ast.Mult: _product,
    ast.Div: lambda a, b: _product(a, _inverse(b)),
    ast.Pow: power,
}


@cache
def border(text: str) -> tuple[str, ...]:
    """Parts that are delicate where they are 0: radicands, denominators, arguments of log, abs and sign, differences in max."""
    return tuple(dict.fromkeys(_border(ast.parse(text.strip(), mode="eval").body)))


def _border(node: ast.expr) -> Iterator[str]:
    for inner in ast.walk(node):
        match inner:
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                yield from map(ast.unparse, (left, right))
            case ast.BinOp(op=ast.Div(), right=right):
                yield ast.unparse(right)
            case ast.Call(func=ast.Name(id=name), args=args) if name.lower() in ("sqrt", "log", "abs", "sign"):
                yield ast.unparse(args[0])
            case ast.Call(func=ast.Name(id=name), args=args) if name.lower() in ("max", "min"):
                yield from (f"{ast.unparse(a)} - ({ast.unparse(b)})" for a, b in pairwise(args))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                yield from map(ast.unparse, (left, right))


def relation(text: str) -> tuple[str, str, str]:
    """The left side, one of <= < >= > = !=, and the right side."""
    for op in ("<=", ">=", "!=", "<", ">", "="):
        left, found, right = text.partition(op)
        if found:
            return left, op, right
    raise ValueError(f"no relation: {text}")


def holds(text: str, point: Point) -> bool:
    """Does the relation hold at the point? Raises NoValue or Unclear."""
    left, op, right = relation(text)
    values = [formula(side)(point) for side in (left, right)]
    gap = _sum(values[0], -values[1])
    return bool(HOLDS[op](gap))


HOLDS: Mapping[str, Callable[[Any], bool]] = {
    "<=": lambda g: g <= 0,
    "<": lambda g: g < 0,
    ">=": lambda g: g >= 0,
    ">": lambda g: g > 0,
    "=": lambda g: g == 0,
    "!=": lambda g: g != 0,
}
