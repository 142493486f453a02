"""Why a claim is shown or is not: each reason has one sentence, and what the sentence speaks of stays a value beside it.

Why it is sound. No rule reads a reason, so none can rest on one: a rule returns evidence or raises `NotShown`, and whoever
catches it has shown nothing. What a rule cannot show it may be wrong about in words only.

Nothing reads a sentence back: who wants to know why asks for the reason, and prints its parts, which may be formulas, as it likes.
A sentence is put together where someone reads it, for printing a formula takes longer than trying a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Reason(Enum):
    """The sentences of the kernel; what stands in braces is filled in."""

    # The claim language
    TWO_SYMBOLS = "two different symbols are called {name}"
    NUMBER_AND_VECTOR = "the values of {name} are numbers here and vectors there: two functions need two names"
    GRADIENT_OF_MAP = "{name} is by its name the gradient of {base}, which is no function with numbers for values"
    ODD_LETTERS = "the name {name} is not made of Latin letters, digits, _ and ', or is that of a number"
    CALLED_LIKE_AN_INDEX = "the symbol {name} is called like the index of the coordinates or of the data"
    NOT_EXACT = "{term} is not an exact real number"
    UNKNOWN_OPERATOR = "{operator} is not part of the claim language"
    NESTED_DETERMINANT = "{term} has a determinant within a determinant"
    SAME_COORDINATES = "{term} needs different coordinates"
    ODD_COORDINATES = "the coordinates of {term} are not all a Coordinate or a Direction with a plain name"
    FORM_IS_NO_NUMBER = "{form} is no number: it has a value for every coordinate or data point"
    LOOSE_COORDINATES = "{term} depends on {symbols}, which it does not bind"
    NO_QUADRATIC_FORM = "{form} is no quadratic form in {symbols}"
    ODD_NAME = "the function name {name} is not a name of Latin letters, digits, _ and '"
    NO_SLOT = "{name} has no slot {slot} in {term}"
    NOT_FREE = "{symbol} is no symbol that may be bound or given a value"
    ODD_SYMBOL = "{kind} {symbol} is no kind of symbol of the claim language"
    DECLARED_TOO_MUCH = "the symbol {symbol} is declared to be more than real, integer or of a sign"
    # Rules that show a claim
    DERIVATION = "derivation of {count} lines"
    ONE_NORMAL_FORM = "the two sides have one normal form"
    VISIBLE_SIGN = "the difference is visibly of this sign"
    VISIBLE_SIGN_OF_SQUARES = "the difference of the squares is visibly of this sign"
    EVERY_PATTERN = "shown for one coordinate in every sign pattern"
    CONTRADICTS_ITSELF = "nothing satisfies {relation}"
    CITED = "by {theorems}: found, no derivation is written"
    WITHOUT_DERIVATION = "{shown}; its derivation is faulty, and not needed: {fault}"
    EXCLUDED = "the other assumptions exclude {relation}"
    EXCLUDED_BY = "the other assumptions exclude {relation}, by a derivation that was found"
    NO_SUCH_PAIR = "with {chosen} no such pair exists: {method}"
    # Derivations
    NO_VALUE = "{where} may have no value: {condition} is not shown"
    COORDINATE_IN_R0 = "{where} speaks of a coordinate, and there may be none here: assume 1 <= d"
    DIMENSION_IN_R0 = "{where} uses d, which may be 0 here: assume 1 <= d"
    NOT_ASSUMED = "{name} is not an assumption of this claim"
    NOT_ABOUT = "{name} is not about {values}"
    NOT_CITED = "{name} is not among the cited facts"
    VARIABLE_NOT_FREE = (
        "{name}: the variable {variable} must not occur in the claim or in the other arguments: take another Symbol"
    )
    PREMISE_NOT_SHOWN = "{name}: the premise {premise} is not shown"
    SIDE_RESULT = "the side result {relation}: {why}"
    RULE_SHOWN = "the rule {name}: {why}"
    IDLE_LEMMA = "nothing rests on the side result {relation}"
    RULE_IN_R0 = "a rule may not be shown where the vectors may be those of R^0"
    OTHER_UNKNOWNS = (
        "{name}: its unknowns are to be exactly the symbols that the claim binds by 'there is', and no rule may use it"
    )
    KNOWN_ALREADY = "{name}: something is assumed of its unknowns"
    IDLE_RULE = "nothing rests on the rule {name}"
    SQUARES_OF_UNKNOWN_SIGN = (
        "squares may be compared only where the right side is visibly nonnegative (for = and < both sides)"
    )
    NO_CHAIN = "a derivation has at least one line"
    OTHER_END = "the chain ends in {end}, the claim in {wanted}"
    NOT_THIS_RELATION = "the chain does not show {op}"
    TERMS_OF_EQUALITY = "line {line} is an equality: it takes no certificate"
    NO_IDENTITY = "line {line}: {left} = {right} is not seen to be an identity: right - left is {rest}"
    NO_TERMS = "line {line}: an inequality needs terms or theorems that add up to its difference"
    OTHER_SUM = "line {line}: the terms do not add up to the difference: they lack {rest}"
    SIGN_NOT_VISIBLE = "line {line}: not visibly nonnegative: {term}"
    NO_POSITIVE_TERM = "line {line}: no term is visibly positive"
    IDLE_THEOREM = "line {line} cites {name} and does not use it"
    STRANGERS = "{where} brings in {symbols}, which the claim does not mention"
    SIGNED_STRANGERS = (
        "{where} brings in {symbols}, which the claim does not mention: declare nothing of a Symbol for every number"
    )
    DERIVATION_RAISED = "the derivation raised {kind}: {error}"
    # One coordinate
    DETERMINANT_IS_NO_SUM = "a determinant is no sum over the coordinates"
    LAST_IS_NO_INEQUALITY = "the last assumption is no inequality"
    NO_SUM = "the difference is not a sum over the coordinates"
    TOO_MANY_PATTERNS = "{count} vectors have too many sign patterns"
    OPEN_PATTERNS = "open sign patterns of {names}: {patterns}"
    # What exists, and what does not
    OTHER_WITNESS = "the witness does not name exactly the symbols bound by 'there is'"
    CIRCULAR_WITNESS = "the witness depends on what it is a witness for"
    WITNESS_NOT_AS_DECLARED = "the witness {symbol} = {value} need not be what {symbol} is declared to be"
    WITNESS_NOT_SHOWN = "the witness need not satisfy {relation}: {why}"
    VALUE_USES_D = "the value {value} uses d, which may be 0 here: assume 1 <= d"
    NO_DERIVATION_OF_NEGATION = "no derivation of the negation is given"
    VALUE_OF_BOUND_SYMBOL = "a value is given for a symbol bound by 'there is'"
    CONSTANT_DEPENDS = "the constant depends on what is bound by 'there is'"
    CONSTANT_NOT_SHOWN = "the constant need not satisfy {relation}"
    NEED_NOT_BE_AS_DECLARED = "{symbol} = {value} need not be what {symbol} is declared to be"
    HIDDEN_IN_SCHEMA = "{name} speaks of a symbol that is given a value"
    # Choices of the unknown functions
    NOT_AS_DECLARED = "{symbol} = {value} is not what {symbol} is declared to be"
    UNKNOWN_LEFT = "a function of the claim is left unknown"
    CHOICE_USES_D = "the choice uses d, which may be 0 here"
    CHOICE_CAPTURED = "the choice speaks of {symbols}, which the claim binds"
    SCHEMA_NOT_SHOWN = "{name} is not shown for the chosen functions: {why}"
    SAME_SLOTS = "the slots of {name} must be different symbols"
    CHOICE_OF_DATA = "the choice of {name} speaks of the data set: it may not"
    CHOOSE_BOTH = "{name} is the gradient of {base}: choose both"
    OTHER_SLOTS = "{name} and {base} must have the same slots"
    NO_SUCH_SLOT = "{base} has {count} slots: {name} is the gradient in none of them"
    NO_GRADIENT = "{name} is not the gradient of {base} in {slot}"
    NOT_SMOOTH = "{term} need not be smooth: its derivative is not taken"
    NO_VECTOR_SLOT = "the slot {slot} of {name} is no vector"
    OTHER_ARGUMENTS = "{name} has {count} arguments, the choice has {slots}"
    VECTOR_FOR_NUMBER = "{name} is real-valued: {expression} is a vector"
    VECTOR_IN_SLOT = "a slot of {name} is a number, and a vector stands there"
    # Exact points
    FAILS_BY = "fails by {excess}"
    CONCLUSION_HAS_NO_VALUE = "{conclusion} has no value"
    VALUE_UNDECIDED_AT_POINT = "it is undecided whether the conclusion has a value there"
    UNDECIDED_AT_POINT = "undecided at {bits} bits: {conclusion}"
    OTHER_DIMENSION = "the claim does not speak of d = {dim}"
    ASSUMPTION_FAILS = "the assumption {relation} does not hold"
    ASSUMPTION_HAS_NO_VALUE = "the assumption {relation} has no value"
    ASSUMPTION_UNDECIDED = "the assumption {relation} is undecided"
    ABSTRACT = "it speaks of functions known only by name: one point decides nothing"
    SAYS_THERE_IS = "it says that something exists: one point decides nothing"
    # Verdicts
    NOTHING_SETTLED = "no method settled it"
    NO_INSTANCE = "give an instance: nothing shows that the assumptions on the unknown functions can hold"
    EMPTY_RANGE = "the range of dimensions is empty: {low} to {high}"
    EXAMPLE_RAISED = "the example in d = {dim} raised {kind}: {error}"
    NO_POINT = "no exact point that satisfies the assumptions is known{where}: they may be contradictory"
    RAISED = "raised {kind}: {error}"
    AUTHOR = "{text}"
    TIME_IS_UP = "the time is up after {seconds} seconds; give more with --timeout"


@dataclass(frozen=True)
class Said:
    """A reason, of this or of another enumeration, with what its sentence speaks of by name; several sayings are a tuple."""

    reason: Enum
    parts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        parts = {name: "; ".join(map(str, p)) if isinstance(p, tuple) else p for name, p in self.parts.items()}
        return str(self.reason.value).format(**parts)


class NotShown(Exception):
    """What was to be shown is not; `said` tells why. The sentence is put together only where someone reads it."""

    def __init__(self, reason: Enum | Said, **parts: Any) -> None:
        super().__init__(reason, parts)
        self.said = reason if isinstance(reason, Said) else Said(reason, parts)

    def __str__(self) -> str:
        return str(self.said)
