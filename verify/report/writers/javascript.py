"""Terms as functions in JavaScript, for what a reader moves on a page: the same trees that the claims are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from verify.language.coordinates import at
from verify.language.functions import Max, Min, exp, log, sigmoid, sign, softplus
from verify.language.relation import Relation
from verify.language.term import HALF, Abs, Add, Constant, E, Mul, Number, Pow, Symbol
from verify.report.moving import Moving, Position
from verify.report.writers.html import in_script

# `softplus` and `sigmoid` are written out in move.js: the first without overflow.
FUNCTIONS = {
    Abs: "Math.abs", Max: "Math.max", Min: "Math.min", exp: "Math.exp", log: "Math.log", sign: "Math.sign",
    sigmoid: "sigmoid", softplus: "softplus",
}  # fmt: skip


def program(moving: Moving) -> str:
    """A script that tells move.js what can be moved on a page: sliders, and functions of them for each position of the switch."""
    sliders = [[s.name, s.called, s.low, s.high, s.step, s.start] for s in moving.sliders]
    positions = ",\n".join(_position(p, moving.dimensions) for p in moving.positions)
    told = f'place: "moving:{moving.statement}", fixed: {in_script(moving.fixed)}, sliders: {in_script(sliders)}'
    return f"moving.push({{ {told}, positions: [\n{positions}\n] }});\n"


def _position(p: Position, dim: int) -> str:
    shown = ", ".join(
        f"{{ says: {in_script(s.says)}, claim: {in_script(s.claim)}, {_sides(s.relation, dim)} }}" for s in p.shown
    )
    arrows = ", ".join(f"[{in_script(called)}, {function(e, dim)}]" for called, e in p.arrows)
    curve = "null" if p.curve is None else function(p.curve, dim)
    return f"{{ name: {in_script(p.name)}, shown: [{shown}], arrows: [{arrows}], along: {in_script(p.along)}, curve: {curve} }}"


def _sides(r: Relation, dim: int) -> str:
    return f"left: {function(r.lhs, dim)}, op: {in_script(r.op)}, right: {function(r.rhs, dim)}"


def function(e: Any, dim: int) -> str:
    """The expression in `dim` coordinates and one data point, from an object with its symbols by name; a list for a vector.

    Raises TypeError for what has no values.
    """
    written = at(e, dim)
    body = f"[{_listed(written)}]" if isinstance(written, tuple) else _written(written)
    return f"(v) => {body}"


def _written(e: Any) -> str:
    """The term; every sum, product and power stands in brackets."""
    if isinstance(e, Number):
        above, below = e.value.numerator, e.value.denominator
        return f"({above})" if below == 1 else f"({above} / {below})"
    if isinstance(e, Symbol):
        return f"v[{in_script(e.name)}]"
    if isinstance(e, Constant):
        return "Math.E" if e is E else "Math.PI"
    if isinstance(e, Add):
        return f"({' + '.join(map(_written, e.args))})"
    if isinstance(e, Mul):
        return f"({' * '.join(map(_written, e.args))})"
    if isinstance(e, Pow):
        return f"Math.sqrt({_written(e.base)})" if e.exp == HALF else f"({_written(e.base)} ** {_written(e.exp)})"
    if type(e) in FUNCTIONS:
        return f"{FUNCTIONS[type(e)]}({_listed(e.args)})"
    raise TypeError(f"{e} has no values in JavaScript")


def _listed(parts: Iterable[Any]) -> str:
    return ", ".join(map(_written, parts))
