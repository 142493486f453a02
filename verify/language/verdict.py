"""What was found out about a claim, and the verdict it amounts to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from verify.language.claim import Claim


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


@dataclass(frozen=True)
class Counterexample:
    """An exact point at which the assumptions surely hold and the conclusion surely fails; numbers are strings like "3/1024".

    `excess` encloses how far it fails: lhs - rhs for an inequality, the distance of the sides for an equality.
    """

    claim: str
    dimension: int
    point: Mapping[str, Any]
    excess: tuple[str, str]
    found_by: str


@dataclass(frozen=True)
class Evidence:
    """What one method found, for which scope. The scope is the return value of the rule that fired; no author writes one."""

    method: str
    outcome: Outcome
    scope: str
    detail: str = ""
    facts: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    certificate: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Judgement:
    """The verdict on one claim, with everything it rests on."""

    statement: str
    claim: Claim
    verdict: Verdict
    scope: str
    evidence: tuple[Evidence, ...]
    counterexample: Counterexample | None = None
    reason: str = ""

    @property
    def id(self) -> str:
        """`statement/claim`."""
        return f"{self.statement}/{self.claim.name}"

    @property
    def as_expected(self) -> bool:
        """Is the verdict the one the author recorded?"""
        return self.verdict.value == self.claim.expected

    @property
    def facts(self) -> tuple[str, ...]:
        """The cited theorems it rests on."""
        return tuple(dict.fromkeys(f for e in self.evidence for f in e.facts))
