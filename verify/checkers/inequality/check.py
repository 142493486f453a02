"""Check a proof: a tree of uses of rules, each of which checks its own premises. Nothing is searched for.

Why it is sound. A goal says: at every point where all of its expressions have a value and its facts hold, what is wanted holds.

  rule(goal, parameters) = (g_1, ..., g_n)     each g_k is proved by the k-th part
  ---------------------------------------------------------------------------------
                              the goal is proved

A rule is a function that returns goals from which its goal follows, or refuses. It owes just this: whatever the parameters
are, if all that it returns is true, so is the goal. Parameters come from a stored proof and are not believed.

  * It may drop facts, and it may add those that hold, and have values, at every point that the goal speaks of.
  * What it wants instead must have a value at each such point, else the new goal does not speak of that point. Fewer points
    at which an expression has no value are no harm: the new goal is then harder.
  * A substitution has to reach every point of the goal.

The number of parts must be the number of goals; a tree that is malformed proves nothing. By induction on the tree each
proved goal is true. Which rule applies where is said in the files of `rules`; z3 is asked again, not believed from a file.
That the goals say what the claim says is owed by `goal` and `from_claim`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from verify.checkers.inequality import smt
from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.rules import (
    balls,
    bernstein,
    calculus,
    convex,
    equations,
    exponential,
    fewer,
    means,
    polynomial,
    products,
    separate,
    shape,
    tails,
    whole,
)

Rule = Callable[[Goal, Any], tuple[Goal, ...]]
RULES: Mapping[str, Rule] = {
    "at once": shape.at_once,
    "declare": shape.declare,
    "both": equations.both,
    "unequal": equations.unequal,
    "split": shape.split,
    "cut": shape.cut,
    "halves": shape.halves,
    "order": shape.order,
    "factor": shape.factor,
    "nonzero": equations.nonzero,
    "weakly": equations.weakly,
    "otherwise": equations.otherwise,
    "solve": equations.solve,
    "contrapose": equations.contrapose,
    "expand": equations.expand,
    "absurd": equations.absurd,
    "monotone": calculus.monotone,
    "limit": calculus.toward_limit,
    "univariate": polynomial.univariate,
    "logarithm": exponential.logarithm,
    "exponentiate": exponential.exponentiate,
    "facts": exponential.facts,
    "logs": exponential.logs,
    "compare": exponential.compare,
    "divide": exponential.divide,
    "shift": fewer.shift,
    "scale": fewer.scale,
    "centre": fewer.centre,
    "stretch": fewer.stretch,
    "mirror": fewer.mirror,
    "free": fewer.free,
    "ranges": fewer.ranges,
    "whole": whole.whole,
    "step": whole.step,
    "sharper": whole.sharper,
    "indivisible": whole.indivisible,
    "induction": whole.induction,
    "tail": tails.tail,
    "decay": tails.decay,
    "means": means.means,
    "jensen": convex.jensen,
    "tangents": convex.tangents,
    "descending": convex.descending,
    "separate": separate.separate,
    "products": products.products,
    "squared": shape.squared,
    "multiply": products.multiply,
    "balls": balls.cover,
    "bernstein": bernstein.cover,
    "smt": smt.smt,
    "functions": smt.functions,
}


def proves(goal: Goal, proof: Any) -> bool:
    """Does the tree {rule, with, parts} prove the goal? Never raises for a bad tree."""
    try:
        return _proves(goal, proof)
    except (Refused, KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError, RecursionError):
        return False


def _proves(goal: Goal, proof: Any) -> bool:
    left = RULES[proof["rule"]](goal, proof.get("with"))
    parts = proof.get("parts", [])
    return len(left) == len(parts) and all(_proves(g, p) for g, p in zip(left, parts, strict=True))


def leaf(rule: str, parameters: Any = None) -> dict[str, Any]:
    """A use of a rule that leaves nothing to show."""
    return {"rule": rule} if parameters is None else {"rule": rule, "with": parameters}


WAYS = {
    "indivisible": "divisibility",
    "at once": "signs",
    "expand": "normal form",
    "univariate": "roots of polynomials",
    "means": "weighted means",
    "descending": "order of exponentials",
    "products": "sum of products",
    "balls": "ball cover",
    "bernstein": "Bernstein coefficients",
    "smt": "z3",
    "functions": "z3 on functions",
}


TRUSTING = {"smt": smt.NAME, "functions": f"{smt.NAME} on functions"}  # the rules that take another program's word


def ways(proofs: Sequence[Any]) -> tuple[str, ...]:
    """What ends the branches of the proofs; signs only where there is nothing else."""
    used = dict.fromkeys(rule for p in proofs for rule in _rules(p))
    ends = dict.fromkeys(WAYS[r] for r in used if r in WAYS)
    return tuple(e for e in ends if e != "signs" or len(ends) == 1) or (WAYS["at once"],)


def _rules(proof: Any) -> Iterator[str]:
    yield proof["rule"]
    for p in proof.get("parts", []):
        yield from _rules(p)
