"""The words of a verdict, and the point that refutes a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from verify.language.presented import Presented


class Outcome(StrEnum):
    """What one method found."""

    HOLDS = "holds"
    FAILS = "fails"
    VACUOUS = "vacuous"
    UNDEFINED = "undefined"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What all the evidence amounts to; computed by `verify.judge`, never typed in."""

    PROVED = "PROVED"
    SUPPORTED = "SUPPORTED"
    UNDECIDED = "UNDECIDED"
    VACUOUS = "VACUOUS"
    UNDEFINED = "UNDEFINED"
    REFUTED = "REFUTED"


# The verdicts on a sentence that is not true as it is printed.
WRONG = (Verdict.REFUTED, Verdict.UNDEFINED, Verdict.VACUOUS)


@dataclass(frozen=True)
class Counterexample(Presented):
    """An exact point at which the assumptions surely hold and the conclusion surely fails; numbers are strings like "3/1024".

    `excess` encloses how far it fails: lhs - rhs for an inequality, the distance of the sides for an equality.
    `functions` are the texts of a choice for the functions that the claim knows only by name
    (`verify.checkers.stored.simple_functions`); none where its author's serve.
    """

    claim: str
    dimension: int
    point: Mapping[str, Any]
    excess: tuple[str, str]
    found_by: str
    functions: Mapping[str, str] = field(default_factory=dict)
