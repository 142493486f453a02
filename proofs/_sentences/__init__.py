"""The checkable sentences of the paper, in other words and in its order, each with the claims that check it."""

from proofs._sentences import general, introduction, lemmas, linear, linear_linf, preliminaries

PARTS = (introduction, preliminaries, linear, linear_linf, general, lemmas)
SENTENCES = tuple(s for part in PARTS for s in part.SENTENCES)
