"""Formulas as plain text: ‖v‖ for a norm, Σ(...) for a sum over the coordinates, Greek letters for their names."""

from __future__ import annotations

from typing import Any

from sympy.printing.pretty.pretty_symbology import greek_unicode
from sympy.printing.str import StrPrinter

from verify.language.proof import Appeal, Schema
from verify.language.relation import Relation

GREEK = {**greek_unicode, "varepsilon": "ε"}


def formula(e: Any) -> str:
    """An expression in one line."""
    return str(_Printer().doprint(e))


def relation(r: Relation | Schema) -> str:
    """A relation in one line; an assumption about a function says for which values it holds."""
    if isinstance(r, Relation):
        return f"{formula(r.lhs)} {r.op} {formula(r.rhs)}"
    given = "".join(f", {relation(a)}" for a in r.assuming)
    return f"{r.name}: {relation(r.relation)}, for every {', '.join(map(formula, r.variables))}{given}"


def appeal(a: Appeal) -> str:
    """A use of a theorem or of an assumption, with its arguments."""
    schema = isinstance(a.args[0], Schema)
    return f"{a.name} at {', '.join(formula(x) for x in a.args[schema:])}"


def name(symbol: str) -> str:
    """The name of a symbol, Greek where it is: `theta_1` is θ_1."""
    return "_".join(GREEK.get(part, part) for part in symbol.split("_"))


class _Printer(StrPrinter):
    def _print_Symbol(self, e: Any) -> str:
        return name(e.name)

    def _print_Norm(self, e: Any) -> str:
        return f"‖{self._print(e.args[0])}‖"

    def _print_Total(self, e: Any) -> str:
        return f"Σ({self._print(e.args[0])})"

    def _print_Peak(self, e: Any) -> str:
        return f"max({self._print(e.args[0])})"

    def _print_Mean(self, e: Any) -> str:
        return f"mean({self._print(e.args[0])})"

    def _print_Product(self, e: Any) -> str:
        return f"Π({self._print(e.args[0])})"

    def _print_Jacobian(self, e: Any) -> str:
        name, slot, direction, *at = map(self._print, e.args)
        return f"D{slot if len(at) > 1 else ''} {name}({', '.join(at)})[{direction}]"

    def _print_Field(self, e: Any) -> str:
        return f"{self._print(e.args[0])}({', '.join(map(self._print, e.args[1:]))})"

    _print_Value = _print_Field

    def _print_Slope(self, e: Any) -> str:
        return f"sign({self._print(e.args[0])})"

    def _print_Abs(self, e: Any) -> str:
        return f"|{self._print(e.args[0])}|"
