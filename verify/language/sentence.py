"""Sentences in words: a formula in one stands between dollar signs, "the factor is $k = ε/‖θ‖$".

Nothing else in a sentence is ever read as a formula. `verify.report.formulas.read_sentence` has the grammar of what stands there.
"""

from __future__ import annotations

import re

MARK = "$"
SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
# Controls, marks that turn the direction of what follows, halves of a pair: shown as they are they would move or hide other text.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")


def unmarked(sentence: str) -> str:
    """The sentence as plain text."""
    return sentence.replace(MARK, "")


def visible(text: str) -> str:
    """The text on one line, with the number of every character that would not be seen in the place of it."""
    return UNSEEN.sub(lambda found: numbered(found[0]), SPACES.sub(" ", text))


def numbered(c: str) -> str:
    """What stands for a character that cannot be shown."""
    return f"[U+{ord(c):04X}]"
