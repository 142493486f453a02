"""What the first page of the report says in words: what was checked, and what PROVED rests on."""

WHAT = (
    "Each claim is a formula with its assumptions, for every dimension at once; its print, its tests and its verdict are computed "
    "from that one formula."
)

LIMITS = (
    "A claim is PROVED when a rule of the engine shows it for its whole range of dimensions, symbols and data sets, and an exact "
    "point that satisfies its assumptions is known in its smallest dimension and the next: nothing is proved of an empty set.",
    "Every line of a derivation below was accepted by the checker: an equation because both sides have one normal form, an "
    "inequality because the difference is a sum of terms, each a product of factors that are visibly not negative. Cited theorems "
    "enter only through a register; each use states its premises, and these are shown.",
    "The proof is of the formula that is printed here, under the assumptions and signs that are printed here. Whether that formula "
    "is what the paper means is for the reader to judge.",
    "The checker, SymPy's polynomial arithmetic, the ball arithmetic of FLINT and the cited theorems themselves are trusted. No proof "
    "was checked by a proof assistant. Sampling proves nothing: what was only sampled is never called proved.",
    "Vectors are in bold; in a formula with bold vectors, products, powers, signs and absolute values of vectors are meant coordinate "
    "by coordinate. ‖·‖ is the L2 norm. Averages over n are over a data set of any size N ≥ 1.",
)

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
