"""What is refused where an author writes it, in one line: the value, what was expected, and what to write instead."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import is_dataclass
from fractions import Fraction
from numbers import Rational
from types import FunctionType
from typing import Any

from verify.language.remembered import remembered
from verify.language.symbols import Vector, d
from verify.language.term import Name, Number, Symbol, Term, subterms, term

LONGEST = 100
DIGITS, BITS = 4000, 13_287  # 10^4000 has one bit more
OURS = {"=": "eq", "<=": "le", "<": "lt", "!=": "ne"}
SYMPYS = {"Equality": "eq", "Unequality": "ne", "LessThan": "le", "StrictLessThan": "lt"}
_WORDS = "alpha beta gamma delta epsilon epsilon zeta eta theta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi phi chi psi"
_WORDS += " omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell"
GREEK = dict(zip("αβγδεϵζηθϑικλμνξπρστυφϕχψωΓΔΘΛΞΠΣΥΦΨΩℓ", _WORDS.split(), strict=True))
DIGITS_BELOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
SPELLED_OUT = re.compile(f"[{''.join(GREEK)}]|[₀-₉]+")
TURNED = {"GreaterThan": "le", "StrictGreaterThan": "lt"}
ANY_RELATION = "eq(lhs, rhs), le(lhs, rhs), lt(lhs, rhs) or ne(lhs, rhs)"


def shown(value: Any) -> str:
    """The value in one short line, as it is written."""
    line = " ".join(_written(value).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_written, value))}{',' * (len(value) == 1)})"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if is_dataclass(value) and not isinstance(value, type):
        if hasattr(value, "op") and hasattr(value, "lhs") and hasattr(value, "rhs"):
            return f"{OURS[value.op]}({_written(value.lhs)}, {_written(value.rhs)})"
        kind = type(value).__name__
        return f"{'an' if kind[0] in 'AEIOU' else 'a'} {kind} {getattr(value, 'name', '')}".strip()
    if isinstance(value, type | FunctionType):
        return value.__name__
    return re.sub(r"\bNorm\(", "norm(", repr(value) if isinstance(value, str) else str(value))


def expression(value: Any, place: str) -> Any:
    """The value as a term. Raises TypeError or ValueError where it is none."""
    if isinstance(value, float):
        raise ValueError(f"{place} is {value}, where {value} is not exact: write {_exact(Fraction(str(value)))}")
    try:
        found = term(value)
    except TypeError:
        raise TypeError(f"{place} is {shown(value)}, expected an expression{_in_place_of(value)}") from None
    if _looks_like_d(found):
        raise ValueError(
            f"{place} is {shown(value)}, whose symbol d is not the dimension: write `from verify import d`"
        )
    return found


def unwritable(e: Term, place: str) -> None:
    """Raise ValueError where a number in the term has more digits than Python writes without being asked."""
    for n in e.atoms(Number):
        if not is_writable(n.value):
            raise ValueError(
                f"{place} has a number of more than {DIGITS:,} digits: write it as a power of a term, as Integer(10)**5000"
            )


def names(e: Term, place: str) -> None:
    """Raise ValueError where a name in the term has a Greek letter or a small digit, for which a Latin word is written."""
    if (name := _in_other_letters(e)) is not None:
        greek = ", which is printed as the Greek letter" if set(name) & {*GREEK} else ""
        instead = "another name, or the number: from verify import pi" if name == "π" else f"{spelled(name)!r}{greek}"
        raise ValueError(f"{place} has the name {name!r}: write {instead}")


@remembered
def _in_other_letters(e: Term) -> str | None:
    """The first name that is to be spelled in Latin letters."""
    return next((name for name in sorted(x.name for x in e.atoms(Symbol, Name)) if SPELLED_OUT.search(name)), None)


def spelled(name: str) -> str:
    """A name in Latin letters: `lambda_1` for λ₁, `Delta_x` for Δx, and itself where it has no letter to be spelled out."""
    return re.sub(
        r"__+", "_", SPELLED_OUT.sub(lambda c: f"_{GREEK.get(c[0]) or c[0].translate(DIGITS_BELOW)}_", name)
    ).strip("_")


def is_writable(x: Fraction) -> bool:
    """Has neither the numerator nor the denominator more digits than are written?"""
    return max(abs(x.numerator), x.denominator).bit_length() < BITS


def vector(value: Any, place: str) -> Any:
    """The value as the generic coordinate of a vector. Raises TypeError for a number, or its symbol alone: a scalar may be meant.

    Any other expression without the index is the vector whose coordinates are all that number.
    """
    if isinstance(value, Rational) and not isinstance(value, bool):
        every = _exact(Fraction(value))
        raise TypeError(
            f"{place} is the number {value}, expected a vector: write {every} where every coordinate is meant"
        )
    found = expression(value, place)
    if isinstance(found, Symbol) and not isinstance(found, Vector):
        raise TypeError(
            f"{place} is the number {found}, expected a vector: take it out, and write Integer(1) where every coordinate is meant"
        )
    return found


def relation(value: Any, place: str, kinds: Any, wanted: str = "a relation") -> None:
    """Raises TypeError where it is none of these kinds of relation."""
    if not is_ours(value, kinds):
        kind = "the SymPy relation " if _of_sympy(value) and type(value).__name__ in SYMPYS | TURNED else ""
        raise TypeError(f"{place} is {kind}{shown(value)}, expected {wanted}: {_as_a_relation(value)}")


def several(value: Any, place: str, kinds: Any, wanted: str) -> None:
    """Raises TypeError where it is not a tuple of these kinds; `wanted` says what each of them is."""
    if type(value) is not tuple:
        instead = shown(tuple(value) if isinstance(value, list) else (value,))
        raise TypeError(f"{place} is {shown(value)}, expected a tuple: write {instead}")
    for part in value:
        if not is_ours(part, kinds) or (kinds is int and isinstance(part, bool)):
            raise TypeError(f"{shown(part)} stands in {place}, expected {wanted}")


def text(value: Any, place: str) -> None:
    """Raises TypeError where it is no string."""
    if type(value) is not str:
        raise TypeError(f"{place} is {shown(value)}, expected a string: write {str(value)!r}")


def one_of(value: Any, place: str, known: Any) -> None:
    """Raises ValueError where it is none of the known ones."""
    if type(value) is not str or value not in list(known):
        raise ValueError(f"{place} is {shown(value)}, expected one of {', '.join(map(str, known))}")


def is_ours(value: Any, kinds: Any) -> bool:
    """Is it of these kinds, and of no class of the author's own, which may say one thing and be another?"""
    return kinds is object or (isinstance(value, kinds) and _is_plain(type(value)))


def _is_plain(kind: Any) -> bool:
    """Is the class one of Python's or of the engine's, where it says that it is?"""
    home = sys.modules.get(kind.__module__)
    trusted = kind.__module__ == "builtins" or kind.__module__.startswith("verify.")
    return type(kind) is type and trusted and getattr(home, kind.__qualname__, None) is kind


def function(value: Any, place: str) -> None:
    """Raises TypeError where it is neither None nor a function: what it returns is made when it is asked for."""
    if value is not None and not callable(value):
        raise TypeError(f"{place} is {shown(value)}, expected a function: write lambda: in front of it")


def mapping(value: Any, place: str) -> None:
    """Raises TypeError where it is no mapping."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{place} is {shown(value)}, expected a mapping: write {{key: value}}")


@remembered
def _looks_like_d(e: Term) -> bool:
    return any(type(s) is Symbol and s.name == d.name and s is not d for s in subterms(e))


def _of_sympy(value: Any) -> bool:
    return type(value).__module__.partition(".")[0] == "sympy"


def _exact(number: Fraction) -> str:
    if number.denominator == 1:
        return f"Integer({number.numerator})"
    return f"Rational({number.numerator}, {number.denominator})"


def _as_a_relation(value: Any) -> str:
    """What to write in place of a relation that is none of ours."""
    kind = type(value).__name__
    if _of_sympy(value) and (ours := SYMPYS.get(kind) or TURNED.get(kind)):
        sides = (value.rhs, value.lhs) if kind in TURNED else (value.lhs, value.rhs)
        return f"write {ours}({shown(sides[0])}, {shown(sides[1])})"
    if isinstance(value, bool) or kind in ("BooleanTrue", "BooleanFalse"):
        return f"Python or SymPy has decided a comparison at once; write {ANY_RELATION}"
    if isinstance(value, tuple) and len(value) == 1:
        return f"write {shown(value[0])}, without the comma"
    if hasattr(value, "slack"):
        return "write the relation, or the Schema without arguments"
    return f"write {ANY_RELATION}"


def _in_place_of(value: Any) -> str:
    """What to write for a value that is no expression, where that is known."""
    if isinstance(value, str):
        return f': write Vector("{value}") or Symbol("{value}")'
    if hasattr(value, "slack") and not hasattr(value, "op"):
        return ": write its slack"
    if not _of_sympy(value):
        return ""
    if type(value).__name__ in SYMPYS | TURNED:
        return f": {_as_a_relation(value)} in place of the whole"
    return (
        ": SymPy rewrites what it is given; write it with the names of `verify`, as in `from verify import Symbol, exp`"
    )
