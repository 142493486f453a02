"""What comes back from the solver. Nothing heavy is imported here: the process that waits for an answer starts at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Unreadable(ValueError):
    """Text that is no relation between formulas; the message is one line that points at the column."""


@dataclass(frozen=True)
class Answer:
    """The verdict, the method that found it, its certificate, the exact point that shows it, and why."""

    verdict: str
    method: str = ""
    certificate: Mapping[str, Any] | None = None
    counterexample: Mapping[str, Any] | None = None
    reason: str = ""
    notes: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Plain data; exact numbers are strings."""
        return {
            "verdict": self.verdict,
            "method": self.method,
            "certificate": self.certificate,
            "counterexample": self.counterexample,
            "reason": self.reason,
        }


class Refused(Exception):
    """The rule does not apply to this goal with these parameters."""
