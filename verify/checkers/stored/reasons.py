"""Why a stored record does not show what it says.

Why it is sound. As in `verify.kernel.reasons`: a reason is raised with `NotShown`, and shows nothing. No check reads one.
"""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """The sentences of these checkers; what stands in braces is filled in."""

    UNREADABLE = "{why}"
    NO_DISTANCE = "expected a bound by the distance of two vectors, as ‖f(θ₁)-f(θ₂)‖ <= C ‖θ₁-θ₂‖"
    NOTHING_EXISTS = "it does not say that something exists"
    NOT_ADMISSIBLE = "the assumptions are not seen to hold at the point in d = {dim}"
    TOO_FEW_PROOFS = "{count} proofs by arithmetic alone are needed"
    SEVERAL_CONCLUSIONS = "its conclusion is about several coordinates or data points"
    TOO_MANY_UNKNOWNS = "it has {count} unknown numbers, more than {most}"
    NO_REAL_NUMBER = "what exists is a label or a whole number"
    WRITTEN_ALIKE = "two symbols are written as {name}"
    PROOF_FAILS = "the proof does not show {wanted}"
    NO_LEADING_POWER = "{term} has no leading power"
    ODD_LEADING_POWER = "the leading power {power} is not a fraction"
    NO_VALUE_FOR_CHOICE = "{conclusion} has no value for these functions"
    NAMES_NOTHING = "the record names neither what the witness has to satisfy nor the instance of the claim"
    NO_FUNCTIONS = "the functions are expected as an object from names to expressions"
    NOT_SIMPLE = "{name}: got {text!r:.60}, which is none of the simple choices"
    NOT_ENCLOSED = "what is left of the ratio is not enclosed, or an assumption need not hold, near t = 0"
    NO_RATIO = "expected a bound, as ‖f(θ₁)-f(θ₂)‖ <= C ‖θ₁-θ₂‖"
    NOT_ONE_NUMBER = "expected one number on either side, not one for every coordinate or data point"
    NO_FREE_CONSTANT = "no constant factor is free in it"
    NO_GROWTH = "the exponent {exponent} is not negative"
    OTHER_GROWTH = "the ratio grows as t^{found}, not as t^{exponent}"
    NOT_SEEN_TO_HOLD = "an assumption is not seen to hold at t = {t}"
    OTHER_RATIO = "at t = {t} the ratio is not what it should be"
