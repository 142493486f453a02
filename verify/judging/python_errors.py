"""An error that Python raises in an author's module, in one line, with what to write instead where that is known."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from verify.language.functions import __all__ as functions
from verify.language.term import Term

OPERATORS = {
    "^": "a power is written **",
    "** or pow()": "the exponent is a number or a term",
    "@": "an inner product is written dot(u, v)",
    "|": "an absolute value is written Abs(s)",
    "&": "several assumptions are a tuple",
}
OF_NUMPY = {
    "absolute": "Abs",
    "fabs": "Abs",
    "maximum": "Max",
    "minimum": "Min",
    "arctan": "atan",
    "conjugate": "",
    "rint": "",
    **{name: name for name in ("sqrt", *functions)},
}
NO_INDEX = "a Vector stands for each of its coordinates and has no index: write Symbols for coordinates, with beside= in the claim"
UNKNOWN = 'a function that is known by name is written Value("f", x) or Field("F", x)'


def in_one_line(error: BaseException) -> str:
    """The kind and the message, and what to write instead."""
    told = " ".join(f"{type(error).__name__}: {error}".split())
    hints = (hint(found) for pattern, hint in HINTS.items() if (found := re.search(pattern, str(error))))
    return "; ".join(filter(None, [told, next(hints, "")]))


def _imported(name: str) -> str:
    return f"write `from verify import {name}`" if name in sys.modules["verify"].__all__ else ""


def _ours(kind: str) -> bool:
    """Is it the name of a class of terms?"""
    waiting: list[type] = [Term]
    while waiting:
        one = waiting.pop()
        if one.__name__ == kind:
            return True
        waiting += one.__subclasses__()
    return False


def _of_numpy(found: re.Match[str]) -> str:
    ours = OF_NUMPY.get(found["name"], "")
    return f"NumPy works on numbers: {_imported(ours)}" if ours else "NumPy works on numbers, not on terms"


HINTS: dict[str, Callable[[re.Match[str]], str]] = {
    r"'(?P<kind>\w+)' object is not (?:subscriptable|iterable)": lambda f: NO_INDEX if _ours(f["kind"]) else "",
    r"'(?P<kind>\w+)' object is not callable": lambda f: UNKNOWN if _ours(f["kind"]) else "",
    r"ufunc does not support argument \d+ of type (?P<kind>\w+) which has no callable (?P<name>\w+) method": _of_numpy,
    r"must be real number, not (?P<kind>\w+)": lambda f: (
        "the functions of `math` work on numbers: write those of `verify`, as in `from verify import exp`"
        if _ours(f["kind"])
        else ""
    ),
    r"unsupported operand type\(s\) for (?P<sign>[^:]+): '(?P<one>\w+)' and '(?P<two>\w+)'": lambda f: (
        OPERATORS.get(f["sign"], "") if _ours(f["one"]) or _ours(f["two"]) else ""
    ),
    r"name '(?P<name>\w+)' is not defined": lambda f: _imported(f["name"]),
}
