"""What the first page of the report says in words: what was checked, and what PROVED rests on."""

from __future__ import annotations

from verify.language.severity import Severity

WHOLE = (
    "{all} sentences of the paper assert something that could be checked; {read} of them are read as {claims} claims, of the others "
    "it is said why no claim can check them. "
)

WHAT = (
    "Each claim is a formula with its assumptions, for every dimension at once; its print, its tests and its verdict are computed "
    "from that one formula."
)

RECHECKED = (
    "The certificates of {verdicts}, marked °, were re-checked for this report by verify/recheck.py and the files beside it: "
    "programs that share nothing with the engine and use nothing but the standard library of Python. Such a certificate holds the "
    "formula, the assumptions and every step; whoever doubts the engine runs that file on the certificates and reads no more."
)

IN_COQ = (
    "{claims}, marked †, are lemmas for the proof assistant Coq too, over any real inner product space, with their proofs: they are "
    "written by ",
    "verify export --coq",
    ", and reports/coq.json keeps the digest of every statement that Coq has accepted.",
)

DERIVED = (
    "Every line of a derivation that counts was accepted by the checker: an equation because both sides have one normal form, an "
    "inequality because the difference is a sum of terms, each a product of factors that are visibly not negative. A derivation that "
    "is not accepted counts for nothing. Cited theorems enter only through a register; each use states its premises, and these are shown."
)
TRUSTED = (
    "The checker, the exact numbers and the balls of FLINT, and the cited theorems themselves are trusted. "
    "Sampling proves nothing: what was only sampled is never called proved."
)
LIMITS = (
    "A claim is PROVED when a rule of the engine shows it for its whole range of dimensions, symbols and data sets, and an exact "
    "point that satisfies its assumptions is known in its smallest dimension and the next, so that it is not empty there.",
    DERIVED,
    "The proof is of the formula that is printed here, under the assumptions and signs that are printed here. Whether that formula "
    "is what the paper means is for the reader to judge.",
    TRUSTED,
    "Vectors are in bold; in a formula with bold vectors, products, powers, signs and absolute values of vectors are meant coordinate "
    "by coordinate. $‖·‖$ is the $L2$ norm. Averages over $n$ are over a data set of any size $N ≥ 1$. A function known "
    "by its name is taken to be twice continuously differentiable where a claim prints its derivative.",
)

RESULTS = (
    "A result stands as printed where nothing that it concludes is wrong; its proof may still have gaps, which are counted beside it. "
    "It is empty, which is not false, where nothing satisfies its assumptions, in part where that is so in some dimensions."
)

SEVERITIES = {
    Severity.RESULT: "What the paper concludes is false as it is printed, or is about nothing: it needs another assumption or another "
    "constant, or the opposite holds. What is false counts here unless its claim states less, or it is a step of a proof.",
    Severity.GAP: "The conclusion holds, or is mended elsewhere, but a step or a reason that is given for it does not hold.",
    Severity.WORDING: "Read by the letter the sentence says more than is true. The reading that is meant holds, and nothing rests on "
    "the rest.",
    Severity.MISPRINT: "A sign, an index or a letter stands for another one.",
}

# What each command shows of one row.
AGAIN = {
    "show": "prints the formula, the assumptions and whose they are, the derivation line by line, and the evidence;",
    "check": "works the verdict out again, from nothing but the formula, and compares it with the one recorded;",
    "replay": "checks the stored counterexample again, by the part of the engine that searches for nothing.",
}

GRAPH = (
    "An arrow leads from a statement to one that uses it; what follows from other arrows is left out. A tick: nothing is wrong as "
    "printed; a cross: something is; a question mark: something is not settled. A dashed frame and red arrows show what rests, "
    "directly or through others, on a statement in which something is wrong as printed. Its own claims are proved from the "
    "assumptions that are printed with them, not from the wrong sentence."
)

SHARPNESS = (
    "The two sides of a proved bound at an exact point: the best constant is at least this share of the one that is stated, and at "
    "most that one. Each ratio was worked out again for this report, in rational arithmetic or in balls."
)


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
    "solver": "The solver of verify prove found the steps, and a checker that searches for nothing has gone through each of them: "
    "normal forms, roots of polynomials, weighted means, sums of products, covers in balls. Where a branch ends by z3 the answer of "
    "that solver is believed, and it is cited.",
    "probe": "Random and targeted admissible inputs, in exact arithmetic where it decides. It can refute; it cannot prove.",
}

# Why a claim holds, in words that need no engine: the rule's name stands behind them.
PLAINLY = {
    "identity": "Multiplied out, both sides are the same expression",
    "gram": "The difference of the two sides, or of their squares, is a sum of terms that are not negative",
    "coordinate": "The difference is a sum over the coordinates, and every summand has the right sign, whatever the signs of its entries",
    "line": "In one dimension every vector is a number, and each pattern of signs is settled by itself",
    "cover": "The region is cut into parts, and on each the difference keeps its sign, in interval arithmetic",
}
