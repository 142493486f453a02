"""What a reader can move on the page of a statement: sliders, a switch, and the two sides of proved relations as numbers.

A proof package declares it as `MOVING` in its module or subpackage `figures`, beside the figures. Nothing is typed in twice: the
page computes with the claims' own expressions, written out in coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from verify.language.relation import Relation


@dataclass(frozen=True)
class Slider:
    """What a reader can move: the name of a symbol in coordinates, what it is called, its range, its step and where it begins."""

    name: str
    called: str
    low: float
    high: float
    step: float
    start: float


@dataclass(frozen=True)
class Shown:
    """A relation whose two sides are shown as numbers, and the claim that it belongs to."""

    says: str
    claim: str
    relation: Relation


@dataclass(frozen=True)
class Position:
    """One position of the switch: the relations, and what is drawn.

    `arrows` are vectors by what they are called; `curve` is a function of the symbol `along`, drawn over the same range as the sliders.
    """

    name: str
    shown: tuple[Shown, ...]
    arrows: tuple[tuple[str, Any], ...] = ()
    curve: Any = None
    along: str = ""


@dataclass(frozen=True)
class Moving:
    """What can be moved on the page of a statement: on paper it is left out.

    `dimensions` is the number of coordinates; `fixed` has the values of symbols without a slider, or the name whose value they have.
    """

    statement: str
    says: str
    sliders: tuple[Slider, ...]
    positions: tuple[Position, ...]
    fixed: Mapping[str, float | str] = field(default_factory=dict)
    dimensions: int = 2


def declared(package: str) -> tuple[Moving, ...]:
    """What the package declares, nothing where its figures cannot be imported: they say so themselves."""
    home = f"{package}.figures"
    try:
        return tuple(getattr(import_module(home), "MOVING", ())) if find_spec(home) is not None else ()
    except ImportError:
        return ()
