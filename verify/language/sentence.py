"""Sentences in words: a formula in one stands between dollar signs, "the factor is $k = ε/‖θ‖$".

Nothing else in a sentence is ever read as a formula. `verify.report.formulas.read_sentence` has the grammar of what stands there.
"""

from __future__ import annotations

MARK = "$"


def unmarked(sentence: str) -> str:
    """The sentence as plain text."""
    return sentence.replace(MARK, "")
