"""The cited theorems on real functions known by name and their gradients; `verify.facts` offers them beside the others.

Such a function f is taken to be differentiable in each argument that is a vector, with the gradient f_k in the k-th. It is given by
its value at x; x is one of its arguments, and moves to y while the others stay. What is assumed between x and y is a premise at
sigmoid(t), t a number that the claim does not mention.
"""

from __future__ import annotations

from typing import Any

from verify.kernel.facts.register import FREE, Says, cited
from verify.language.forms import inner as dot
from verify.language.forms import size as norm
from verify.language.functions import sigmoid
from verify.language.operators import Jacobian, Value, gradient, indexed
from verify.language.relation import Relation, le
from verify.language.term import ANY_SIGN, Symbol


@cited("the descent lemma", "Nesterov, Introductory Lectures on Convex Optimization, 1.2.3")
def descent(f: Any, t: Any, x: Any, y: Any, bound: Any) -> Says:
    """f(y) <= f(x) + <∇f(x), h> + bound/2 ‖h‖², h = y - x, where ‖∇f(x + s h) - ∇f(x)‖ <= bound s ‖h‖ for 0 < s < 1: s = sigmoid(t)."""
    slot, premise = _smooth(f, t, x, y, bound)
    return le(_at(f, slot, y), f + dot(gradient(f, slot), y - x) + bound / 2 * norm(y - x) ** 2), (premise,)


@cited("the descent lemma, from below", "Nesterov, Introductory Lectures on Convex Optimization, 1.2.3")
def descent_below(f: Any, t: Any, x: Any, y: Any, bound: Any) -> Says:
    """f(x) + <∇f(x), h> - bound/2 ‖h‖² <= f(y) for h = y - x, under the premise of the descent lemma."""
    slot, premise = _smooth(f, t, x, y, bound)
    return le(f + dot(gradient(f, slot), y - x) - bound / 2 * norm(y - x) ** 2, _at(f, slot, y)), (premise,)


@cited(
    "Taylor's theorem in several variables", "Rudin, Principles of Mathematical Analysis, 5.15, on the segment; 9.15"
)
def taylor_along(f: Any, t: Any, x: Any, y: Any, bound: Any) -> Says:
    """f(y) <= f(x) + <∇f(x), h> + bound/2 for h = y - x, where <h, ∇²f(x + s h) h> <= bound for 0 < s < 1: at s = sigmoid(t)."""
    slot, h = _place(f, t, x, y), y - x
    slope = gradient(_at(f, slot, x + sigmoid(t) * h), slot)
    premise = le(dot(h, Jacobian(slope.args[0], slot, h, *slope.args[1:])), bound)
    return le(_at(f, slot, y), f + dot(gradient(f, slot), h) + bound / 2), (premise,)


@cited("the first-order inequality of convexity", "Nesterov, Introductory Lectures on Convex Optimization, 2.1.1")
def first_order(f: Any, t: Any, x: Any, y: Any) -> Says:
    """f(x) + <∇f(x), y - x> <= f(y), where f(x + s (y - x)) <= (1 - s) f(x) + s f(y) for 0 < s < 1: at s = sigmoid(t)."""
    slot, s = _place(f, t, x, y), sigmoid(t)
    premise = le(_at(f, slot, x + s * (y - x)), (1 - s) * f + s * _at(f, slot, y))
    return le(f + dot(gradient(f, slot), y - x), _at(f, slot, y)), (premise,)


@cited(
    "the first-order inequality of strong convexity", "Nesterov, Introductory Lectures on Convex Optimization, 2.1.3"
)
def strongly_first_order(f: Any, t: Any, x: Any, y: Any, mu: Any) -> Says:
    """f(x) + <∇f(x), h> + mu/2 ‖h‖² <= f(y) for h = y - x.

    Premise: f(x + s h) <= (1 - s) f(x) + s f(y) - mu/2 s (1 - s) ‖h‖² for 0 < s < 1, at s = sigmoid(t) for every real t.
    """
    slot, s, room = _place(f, t, x, y), sigmoid(t), mu / 2 * norm(y - x) ** 2
    premise = le(_at(f, slot, x + s * (y - x)), (1 - s) * f + s * _at(f, slot, y) - s * (1 - s) * room)
    return le(f + dot(gradient(f, slot), y - x) + room, _at(f, slot, y)), (premise,)


def _smooth(f: Any, t: Any, x: Any, y: Any, bound: Any) -> tuple[int, Relation]:
    """Between x and y the gradient is at most bound times the distance away from that at x."""
    slot, s = _place(f, t, x, y), sigmoid(t)
    far = gradient(_at(f, slot, x + s * (y - x)), slot)
    return slot, le(norm(far - gradient(f, slot)), bound * s * norm(y - x))


def _place(f: Any, t: Any, x: Any, y: Any) -> int:
    """The number of the argument that moves."""
    if type(t) is not Symbol or t.signs != ANY_SIGN or t.integer:
        raise ValueError(f"the variable {t} must be a real symbol of unknown sign{FREE}")
    if not isinstance(f, Value) or f.args[1:].count(x) != 1:
        raise ValueError(f"{f} is no value at {x} of a function known by name")
    if not indexed(y - x):
        raise ValueError(f"{x} and {y} are numbers: a function of a vector is meant")
    if f.has(t):
        raise ValueError(f"the variable {t} must not occur in {f}")
    return f.args.index(x)


def _at(f: Any, slot: int, x: Any) -> Any:
    return Value(*f.args[:slot], x, *f.args[slot + 1 :])
