"""What was found out about a claim, and who may say that it settles it.

Why it is sound. A verdict is made of evidence by one table (`verify.kernel.judgement`). That nothing was found, or that no
sample broke the claim, anybody may report, as an `Evidence`. What settles a claim is a `Proved`, and the table takes nothing
else for a proof, a refutation or a contradiction. A `Proved` names the claim that it settles; it comes from `proved`, which
only the rules of this package and of `verify.checkers` call (a test reads every import); it cannot be built, copied with
changes, altered or sent from another process and still pass `settles`, because its seal keeps what was shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from verify.kernel.reasons import Said
from verify.language.claim import Claim
from verify.language.verdict import Counterexample, Outcome


class Method(StrEnum):
    """How something was found out."""

    IDENTITY = "identity"
    GRAM = "gram"
    COORDINATE = "coordinate"
    LINE = "line"
    CONTRADICTION = "contradiction"
    DERIVATION = "derivation"
    NEGATION = "negation"
    POINT = "point"
    EXACT_POINT = "exact point"
    INSTANCE = "instance"
    PROBE = "probe"
    KRAWCZYK = "krawczyk"
    COVER = "cover"
    SOLVER = "solver"


@dataclass(frozen=True)
class Evidence:
    """What one method found, for which scope. The scope is the return value of the rule that fired; no author writes one.

    `witness` are the values of what is said to exist, `rules` the ways in which a solver ended the branches of its proof.
    """

    method: Method
    outcome: Outcome
    scope: str = ""
    said: Said | None = None
    facts: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    certificate: Mapping[str, Any] | None = None
    rules: tuple[str, ...] = ()
    witness: tuple[tuple[Any, Any], ...] = ()

    @property
    def how(self) -> str:
        """The method in words."""
        named = f"{self.method}: {', '.join(self.rules)}" if self.rules else self.method.value
        return f"witness, {named}" if self.witness else named

    @property
    def detail(self) -> str:
        """The reason as a sentence, after the values of what exists."""
        chosen = ", ".join(f"{s} = {v}" for s, v in self.witness)
        return ". ".join(filter(None, (chosen, str(self.said or ""))))


class _Seal:
    """What was shown, kept where nobody but `proved` puts it."""

    def __init__(self, shown: tuple[Any, ...]) -> None:
        self.shown = shown


class Proved(Evidence):
    """Evidence that settles the claim which it names: HOLDS, FAILS, VACUOUS or UNDEFINED."""

    claim: Claim
    _seal: _Seal

    def __init__(self, *_: Any, **__: Any) -> None:
        raise TypeError("what is proved comes from a rule of the kernel or of a checker, and is not made by hand")

    def __reduce__(self) -> tuple[Any, ...]:
        """What travels or is copied is a report."""
        return Evidence, _shown(self)


def proved(claim: Claim, found: Evidence) -> Proved:
    """The evidence as one that settles the claim. For rules of the kernel and of the checkers only."""
    made = object.__new__(Proved)
    for f in fields(Evidence):
        object.__setattr__(made, f.name, getattr(found, f.name))
    object.__setattr__(made, "claim", claim)
    object.__setattr__(made, "_seal", _Seal((claim, *_shown(found))))
    return made


def settles(found: Evidence, claim: Claim) -> bool:
    """Has a rule of the kernel or of a checker shown exactly this of exactly this claim?"""
    seal = getattr(found, "_seal", None)
    if type(found) is not Proved or type(seal) is not _Seal:
        return False
    return all(a is b for a, b in zip((claim, *_shown(found)), seal.shown, strict=True))


def _shown(found: Evidence) -> tuple[Any, ...]:
    return tuple(getattr(found, f.name) for f in fields(Evidence))
