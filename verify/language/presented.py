"""What shows itself in a notebook: as a formula where the report, a floor above, has said how it is written; else as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Written = Callable[[str, Any], str]
_writers: list[Written] = []


def written_by(writer: Written) -> None:
    """From here on this writes the objects, as "latex" or "html"."""
    _writers[:] = [writer]


class Presented:
    """An object of the claim language with the methods that notebooks ask for."""

    __slots__ = ()

    def _repr_latex_(self) -> str | None:
        return _written("latex", self)

    def _repr_html_(self) -> str | None:
        return _written("html", self)


def _written(form: str, shown: Any) -> str | None:
    return next((writer(form, shown) for writer in _writers), None)
