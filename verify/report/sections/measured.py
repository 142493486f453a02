"""How what was measured is written: attacks by norm and radius, and decimals rounded to the safe side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

from verify.report.parts import Math, Part, Text, listed
from verify.report.sections.witness import number

Found = Mapping[str, Any]
LINF = Math(r"L_{\infty}")
COUNTING, MOST = 3, 6  # digits of a number below 1 that count, and digits after the point of what is stored


def norm(ball: str) -> Part:
    return "L2" if ball == "L2" else LINF


def of_ball(found: Iterable[Found], ball: str) -> list[Found]:
    return [f for f in found if f["ball"] == ball]


def attack(found: Found) -> Text:
    """ "L2, ε = 1/4"."""
    return norm(found["ball"]), ", ", Math(rf"\varepsilon = {number(found['epsilon'])}")


def radii(found: Sequence[Found]) -> Text:
    """ "ε = 1/4, 1/2"."""
    first, *others = (number(f["epsilon"]) for f in found)
    return listed(((Math(rf"\varepsilon = {first}"),), *((Math(x),) for x in others)))


def each(values: Iterable[Any]) -> str:
    return ", ".join(map(str, values))


def of_all(counts: Sequence[int], whole: int) -> str:
    """ "2, 0, 0 of 200", or "all 200"."""
    return f"all {whole:,}" if set(counts) == {whole} else f"{each(counts)} of {whole:,}"


def digits(name: str) -> str:
    """ "the digits {3, 5} against {8, 9}", of "digits 3, 5 and 8, 9"."""
    sides = name.removeprefix("digits ").split(" and ")
    return f"the digits {' against '.join(f'{{{s}}}' if ',' in s else s for s in sides)}"


def inputs(data: Found) -> int:
    """The dimension: a character for each pixel."""
    return len(data["images"][0].split()[1])


def above(value: Any) -> str:
    """A measurement, rounded up: two digits after the point, and below 1 three that count."""
    return _decimal(Fraction(value), ceil)


def below(value: Any) -> str:
    """A constant, or what is at least reached, rounded down."""
    return _decimal(Fraction(value), floor)


def percent(value: Any) -> str:
    """A part of the whole, rounded up."""
    hundredths = ceil(Fraction(value) * 10**4)
    return "< 0.01 %" if 0 < Fraction(value) * 10**4 < 1 else f"{hundredths // 100}.{hundredths % 100:02d} %"


def _decimal(x: Fraction, whole: Callable[[Fraction], int]) -> str:
    places = next((p for p in range(2, MOST) if x * 10**p >= 10 ** (COUNTING - 1) or not x), MOST)
    units = whole(x * 10**places)
    return f"{units // 10**places}.{units % 10**places:0{places}d}"
