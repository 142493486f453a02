"""What the engine's methods do, in words: a reader of the report must be able to redo them."""

from __future__ import annotations

from verify.language.verdict import Verdict

RULES = {
    "gram": "Norms, inner products and averages are named by real numbers, with the polynomial relations between them. In these, the "
    "difference of the two sides (or of their squares) is a sum of products of factors that are visibly not negative. Nothing refers "
    "to the number of coordinates, so this holds in every dimension.",
    "identity": "Both sides have one normal form: written in norms, inner products and averages, their difference is zero as a "
    "polynomial, modulo the relations between these. This holds in every dimension.",
    "coordinate": "The difference of the two sides (or of their squares) is a sum over the coordinates. Its summand is shown to have "
    "the right sign for one coordinate, in every pattern of signs (negative, zero, positive) of the vectors there that the "
    "assumptions leave possible. This holds in every dimension.",
    "line": "In one dimension every vector is a number: the claim is shown for each pattern of signs of these numbers.",
    "contradiction": "One of the assumptions cannot hold: the others and the signs of the symbols make it false.",
    "exact point": "At a point with exact rational coordinates every assumption surely holds and the conclusion surely fails; decided by "
    "rational arithmetic or by balls that exclude zero, never in floating point.",
    "instance": "For functions chosen here, which satisfy every assumption on them, the conclusion surely fails at a point with exact "
    "rational coordinates.",
    "negation": "The claim says that something exists whatever the constant is. For the constant named here the opposite is proved.",
    "witness": "What is said to exist is written down as an expression in the given quantities; the conclusion and the assumptions on "
    "it are then proved after substitution.",
    "derivation": "A derivation was given and the checker did not accept it, for the reason stated: it counts for nothing.",
    "krawczyk": "For all parameters of the box at once, in balls: Krawczyk's operator shows that the equations of a maximiser have one "
    "root in an enclosure, and a subdivision of the ball shows that no maximiser lies elsewhere: the loss is smaller than at a known "
    "point, or the gradient is neither zero nor along the outward radius. The Jacobian of the maximiser is bounded over the box.",
    "cover": "The box is cut up until balls show the sign of the difference on every part.",
    "probe": "Random and targeted admissible inputs, in exact arithmetic where it decides. It can refute; it cannot prove.",
}
MARKS = {
    Verdict.PROVED: ("✓", "for the claim's whole range, by rules that are listed with each claim"),
    Verdict.SUPPORTED: ("~", "sampled, and nothing broke it; no proof is given, for the reason stated"),
    Verdict.UNDECIDED: ("?", "no method settled it; the reason is stated"),
    Verdict.VACUOUS: ("0", "proved that nothing satisfies the assumptions"),
    Verdict.UNDEFINED: ("!", "a part of the formula has no value at an exact admissible point"),
    Verdict.REFUTED: ("✗", "an exact counterexample is certified, or the negation is proved"),
}
