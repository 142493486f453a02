"""The text of a term, as Python would write it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

_SUM, _PRODUCT, _POWER, _ALONE = range(4)  # how tightly the parts of a text hold together
HALF = Fraction(1, 2)


def written(e: Any) -> str:
    """The text of a term, as Python would write it; brackets only where they are needed."""
    return _text(e)[0]


def _text(e: Any) -> tuple[str, int]:
    """The text, and how tightly its parts hold together."""
    if e.is_Number:
        return str(e.value), _SUM if e.value < 0 else _ALONE if e.value.denominator == 1 else _PRODUCT
    if not e.args and hasattr(e, "name"):
        return e.name, _ALONE
    if e.is_Add:
        return _sum(e), _SUM
    if e.is_Mul:
        return _product(e)
    if e.is_Pow:
        if e.exp == -1:
            return f"1/{_held(e.base, _POWER)}", _PRODUCT
        if e.exp == HALF:
            return f"sqrt({written(e.base)})", _ALONE
        return f"{_held(e.base, _ALONE)}**{_held(e.exp, _ALONE)}", _POWER
    return f"{type(e).__name__}({', '.join(map(written, e.args))})", _ALONE


def _held(e: Any, tightness: int) -> str:
    text, own = _text(e)
    return text if own >= tightness else f"({text})"


def _sum(e: Any) -> str:
    parts = [_text(a) for a in e.args]
    text = parts[0][0] if not e.args[0].is_Add else f"({parts[0][0]})"
    for a, (part, _) in zip(e.args[1:], parts[1:], strict=True):
        if a.is_Add:
            text += f" + ({part})"
        else:
            text += f" - {part[1:]}" if part.startswith("-") else f" + {part}"
    return text


def _product(e: Any) -> tuple[str, int]:
    first, *rest = e.args
    if first == -1:
        return f"-{_factors(rest)}", _SUM
    minus = first.is_Number and first.value < 0
    return _factors(e.args), _SUM if minus else _PRODUCT


def _factors(parts: Any) -> str:
    text = ""
    for a in parts:
        if a.is_Pow and a.exp == -1 and text:
            text += f"/{_held(a.base, _POWER)}"
        else:
            part = (
                str(a.value) if a.is_Number and not text else _held(a, _POWER if a.is_Mul or a.is_Number else _PRODUCT)
            )
            text += f"*{part}" if text else part
    return text
