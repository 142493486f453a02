"""Formulas as they are written: a tree that nothing simplifies, so that `x/x` keeps its denominator.

What the rules get is an expression of SymPy, which cancels and orders on its own. That is sound in one direction only:

  the formula has a value at the point
  ------------------------------------------
  the expression has a value there, and it is the same

The other direction fails for x/x at 0. So the conditions for a value are read off the formula (`evaluate.conditions`) and
shown, or assumed, apart. Between real numbers each function here means what SymPy means by it, where the conditions hold:
roots of negative numbers, which SymPy makes complex, are excluded by them.

`term` goes back from an expression to a formula of the same value; a function that the reader does not know raises TypeError.
`in_exponentials` uses identities that hold for all real arguments, and a^b = exp(b log a), which needs a > 0: that
condition is asked for whenever b has variables. Names are texts: two variables with one name are one variable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from verify.language.logistic import sigmoid, softplus

FUNCTIONS: Mapping[str, Any] = {
    "sqrt": sp.sqrt,
    "exp": sp.exp,
    "log": sp.log,
    "abs": sp.Abs,
    "min": sp.Min,
    "max": sp.Max,
    "sign": sp.sign,
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "atan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "sigmoid": sigmoid,
    "softplus": softplus,
    "swish": lambda t: t * sigmoid(t),
}


@dataclass(frozen=True)
class Term:
    """`op` is "number", "symbol", "pi", "+", "*", "-" (of one), "/", "**" or the name of a function."""

    op: str
    args: tuple[Term, ...] = ()
    value: Any = None

    def __str__(self) -> str:
        if self.op in ("number", "symbol", "pi"):
            return "pi" if self.op == "pi" else str(self.value)
        parts = [_bracketed(a) for a in self.args]
        if self.op == "+":
            return "+".join(parts).replace("+-", "-")
        if self.op == "-":
            return f"-{parts[0]}"
        if self.op in ("*", "/", "**"):
            return self.op.join(parts)
        return f"{self.op}({', '.join(map(str, self.args))})"


@dataclass(frozen=True)
class Compared:
    """`lhs op rhs` with op one of <= < = !=."""

    lhs: Term
    op: str
    rhs: Term

    def __str__(self) -> str:
        return f"{self.lhs} {self.op} {self.rhs}"

    @property
    def gap(self) -> Term:
        """rhs - lhs."""
        return plus(self.rhs, Term("-", (self.lhs,)))


def number(x: Any) -> Term:
    """A rational number."""
    return Term("number", value=Fraction(x))


def symbol(name: str) -> Term:
    """A variable."""
    return Term("symbol", value=name)


def plus(*parts: Term) -> Term:
    """A sum."""
    return Term("+", parts)


ZERO = number(0)


def _bracketed(t: Term) -> str:
    plain = t.op in ("symbol", "pi") or t.op in FUNCTIONS
    whole = t.op == "number" and t.value >= 0 and t.value.denominator == 1
    return str(t) if plain or whole else f"({t})"


def names(t: Term) -> frozenset[str]:
    """The variables that occur."""
    if t.op == "symbol":
        return frozenset([t.value])
    return frozenset().union(*(names(a) for a in t.args))


def subterms(t: Term) -> list[Term]:
    """Every part of it, inner ones first."""
    return [part for a in t.args for part in subterms(a)] + [t]


def replaced(t: Term, values: Mapping[str, Term]) -> Term:
    """Variables replaced, all at once."""
    if t.op == "symbol":
        return values.get(t.value, t)
    return Term(t.op, tuple(replaced(a, values) for a in t.args), t.value) if t.args else t


def expression(t: Term, symbols: Mapping[str, Any]) -> Any:
    """The SymPy expression of the same value wherever the formula is defined; SymPy simplifies it."""
    if t.op == "number":
        return sp.Rational(t.value.numerator, t.value.denominator)
    if t.op == "symbol":
        return symbols[t.value]
    if t.op == "pi":
        return sp.pi
    args = [expression(a, symbols) for a in t.args]
    return {**FUNCTIONS, **_OPERATORS}[t.op](*args)


_OPERATORS: Mapping[str, Callable[..., Any]] = {
    "+": sp.Add,
    "*": sp.Mul,
    "-": lambda a: -a,
    "/": lambda a, b: a / b,
    "**": sp.Pow,
}


def term(expr: Any) -> Term:
    """The formula of a SymPy expression in real symbols; raises TypeError for what the reader does not know."""
    e: Any = sp.sympify(expr)
    if e.is_Rational:
        return number(Fraction(int(e.p), int(e.q)))
    if e is sp.pi:
        return Term("pi")
    if e is sp.E:
        return Term("exp", (number(1),))
    if e.is_Symbol:
        return symbol(e.name)
    for name, kind in FUNCTIONS.items():
        if e.func is kind:
            return Term(name, tuple(term(a) for a in e.args))
    for op, is_kind in (("+", e.is_Add), ("*", e.is_Mul), ("**", e.is_Pow)):
        if is_kind:
            return Term(op, tuple(term(a) for a in e.args))
    raise TypeError(f"{e.func} is not part of the formulas that can be solved")


def in_exponentials(e: Any) -> Any:
    """Hyperbolic functions and those of the logistic loss by exp, powers with variables in the exponent too."""
    rewritten: dict[Any, Callable[[Any], Any]] = {
        sigmoid: lambda t: 1 / (1 + sp.exp(-t)),
        softplus: lambda t: sp.log(1 + sp.exp(t)),
        sp.tanh: lambda t: 1 - 2 / (sp.exp(2 * t) + 1),
        sp.sinh: lambda t: (sp.exp(t) - sp.exp(-t)) / 2,
        sp.cosh: lambda t: (sp.exp(t) + sp.exp(-t)) / 2,
    }

    def change(x: Any) -> Any:
        if type(x) in rewritten:
            return rewritten[type(x)](*x.args)
        if x.is_Pow and x.exp.free_symbols:
            return sp.exp(x.exp * sp.log(x.base))
        return x

    return sp.bottom_up(e, change)
