"""The cited theorems on real functions known by name and their gradients; `verify.facts` offers them beside the others.

Such a function f has one argument, a vector, and is taken to be differentiable on all of R^d, with the gradient f_1; it is given
by its value at x. What is assumed on a whole line is a premise at a number t that the claim does not mention.
"""

from __future__ import annotations

from typing import Any

from verify.kernel.facts.register import Says, cited
from verify.language.forms import dot, norm
from verify.language.functions import Abs, sigmoid
from verify.language.operators import Value, gradient, indexed
from verify.language.relation import Relation, le
from verify.language.term import ANY_SIGN, Symbol


@cited("the descent lemma", "Nesterov, Introductory Lectures on Convex Optimization, 1.2.3")
def descent(f: Any, t: Any, x: Any, y: Any, bound: Any) -> Says:
    """f(y) <= f(x) + <∇f(x), h> + bound/2 ‖h‖² for h = y - x, where ‖∇f(x + t h) - ∇f(x)‖ <= bound |t| ‖h‖ for every real t."""
    premise = _smooth(f, t, x, y, bound)
    return le(_at(f, y), f + dot(gradient(f, 1), y - x) + bound / 2 * norm(y - x) ** 2), (premise,)


@cited("the descent lemma, from below", "Nesterov, Introductory Lectures on Convex Optimization, 1.2.3")
def descent_below(f: Any, t: Any, x: Any, y: Any, bound: Any) -> Says:
    """f(x) + <∇f(x), h> - bound/2 ‖h‖² <= f(y) for h = y - x, under the premise of the descent lemma."""
    premise = _smooth(f, t, x, y, bound)
    return le(f + dot(gradient(f, 1), y - x) - bound / 2 * norm(y - x) ** 2, _at(f, y)), (premise,)


@cited("the first-order inequality of convexity", "Nesterov, Introductory Lectures on Convex Optimization, 2.1.1")
def first_order(f: Any, t: Any, x: Any, y: Any) -> Says:
    """f(x) + <∇f(x), y - x> <= f(y), where f(x + s (y - x)) <= (1 - s) f(x) + s f(y) for 0 < s < 1: at s = sigmoid(t)."""
    _require_on_the_line(f, t, x, y)
    s = sigmoid(t)
    premise = le(_at(f, x + s * (y - x)), (1 - s) * f + s * _at(f, y))
    return le(f + dot(gradient(f, 1), y - x), _at(f, y)), (premise,)


@cited(
    "the first-order inequality of strong convexity", "Nesterov, Introductory Lectures on Convex Optimization, 2.1.3"
)
def strongly_first_order(f: Any, t: Any, x: Any, y: Any, mu: Any) -> Says:
    """f(x) + <∇f(x), h> + mu/2 ‖h‖² <= f(y) for h = y - x.

    Premise: f(x + s h) <= (1 - s) f(x) + s f(y) - mu/2 s (1 - s) ‖h‖² for 0 < s < 1, at s = sigmoid(t) for every real t.
    """
    _require_on_the_line(f, t, x, y)
    s, room = sigmoid(t), mu / 2 * norm(y - x) ** 2
    premise = le(_at(f, x + s * (y - x)), (1 - s) * f + s * _at(f, y) - s * (1 - s) * room)
    return le(f + dot(gradient(f, 1), y - x) + room, _at(f, y)), (premise,)


def _smooth(f: Any, t: Any, x: Any, y: Any, bound: Any) -> Relation:
    """On the line through x and y the gradient is at most bound times the distance away from that at x."""
    _require_on_the_line(f, t, x, y)
    far = gradient(_at(f, x + t * (y - x)), 1)
    return le(norm(far - gradient(f, 1)), bound * Abs(t) * norm(y - x))


def _require_on_the_line(f: Any, t: Any, x: Any, y: Any) -> None:
    if type(t) is not Symbol or t.signs != ANY_SIGN or t.integer:
        raise ValueError(f"the variable {t} must be a real symbol of unknown sign")
    if not isinstance(f, Value) or f.args[1:] != (x,):
        raise ValueError(f"{f} is no value at {x} of a function known by name")
    if not indexed(y - x):
        raise ValueError(f"{x} and {y} are numbers: a function of a vector is meant")


def _at(f: Any, x: Any) -> Any:
    return Value(f.args[0], x)
