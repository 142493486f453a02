"""How a verdict is shown, wherever it is shown: its sign, its tone and its meaning in words."""

from __future__ import annotations

from typing import NamedTuple

from verify.language.severity import Severity
from verify.language.verdict import Verdict

# Whose claims they are, in a count.
SOURCES = {"paper": "of the paper", "repair": "of its repairs", "own": "of our own"}

# Severities in a count, of one and of several.
OF_SEVERITY = {
    Severity.RESULT: ("change of a result", "changes of a result"),
    Severity.GAP: ("gap in a proof", "gaps in proofs"),
    Severity.WORDING: ("matter of wording", "matters of wording"),
    Severity.MISPRINT: ("misprint", "misprints"),
}


class Shown(NamedTuple):
    """The tone is `good`, `bad` or `open`: a writer has a colour for each."""

    sign: str
    tone: str
    meaning: str


MARKS = {
    Verdict.PROVED: Shown("✓", "good", "for the claim's whole range, by rules that are listed with each claim"),
    Verdict.SUPPORTED: Shown("~", "good", "sampled, and nothing broke it; no proof is given, for the reason stated"),
    Verdict.UNDECIDED: Shown("?", "open", "no method settled it; the reason is stated"),
    Verdict.VACUOUS: Shown("∅", "open", "proved that nothing satisfies the assumptions"),
    Verdict.UNDEFINED: Shown("!", "bad", "a part of the formula has no value at an exact admissible point"),
    Verdict.REFUTED: Shown("✗", "bad", "an exact counterexample is certified, or the negation is proved"),
}
# Nothing was found, which is no verdict.
NOTHING = "–"
TONES = {"good": MARKS[Verdict.PROVED].sign, "open": MARKS[Verdict.UNDECIDED].sign, "bad": MARKS[Verdict.REFUTED].sign}
