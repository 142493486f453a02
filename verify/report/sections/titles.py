"""Ids in words."""

from __future__ import annotations

import re


def title_of(name: str) -> str:
    """`lemma-2` in words."""
    kind, _, number = name.partition("-")
    if kind == "eq" and number.isdigit():
        return f"Equation ({number})"
    if not re.match(r"\d", number):
        first = kind.capitalize() if set("aeiouy") & set(kind) else kind.upper()
        return f"{first}{':' if kind == 'remark' else ''} {number.replace('-', ' ')}".strip()
    number, _, rest = number.partition("-")
    return f"{kind.capitalize()} {number}" + (f", {rest.replace('-', ' ')}" if rest else "")
