"""What is said beside a verdict: which reasons concern the claim, and what to try where it is open or its derivation is faulty."""

from __future__ import annotations

from verify.checkers.inequality import reasons as solver
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason, Said
from verify.language.verdict import Verdict

OF_A_RULE = (
    Reason.NO_SUM,
    Reason.OPEN_PATTERNS,
    Reason.TOO_MANY_PATTERNS,
    solver.Reason.OPEN,
    solver.Reason.NOT_NUMBERS,
)


def concerns(said: Said | None) -> bool:
    """Does the reason speak of the claim, and not of a rule that does not fit it?"""
    return said is not None and said.reason not in OF_A_RULE


def advice(j: Judgement, again: str = "", *, full: bool = False) -> list[str]:
    """Lines of text: what is missing, and what to try; what a faulty derivation lacks; what gives a value. Nothing for what is settled.

    `again` is the line that judges the claim once more.
    """
    if j.verdict is Verdict.UNDECIDED or (j.verdict is Verdict.UNDEFINED and not j.as_expected):
        from verify.cli.missing import missing  # arrays and balls: only where something is

        return missing(j, again, full=full)
    said = j.by.said if j.by and j.verdict is not Verdict.UNDEFINED else None
    faulty = said is not None and said.reason is Reason.WITHOUT_DERIVATION
    return [f"its derivation is faulty, and not needed: {said.parts['fault']}"] if said and faulty else []
