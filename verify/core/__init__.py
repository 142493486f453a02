"""The nouns of the engine: what a paper states, what was found out about it, and the verdict.

A claim is `assumptions => lhs op rhs`, written once in SymPy for every dimension at once (see `verify.geometry`).
"""

from verify.core.claim import Claim, Instance, Point, Statement
from verify.core.derivation import Appeal, Derivation, Lemma, Line, Moving, Rule, Schema, chain, instance, line
from verify.core.relation import Relation, eq, le, lt, ne
from verify.core.verdict import Counterexample, Evidence, Judgement, Outcome, Verdict

__all__ = [
    "Appeal",
    "Claim",
    "Counterexample",
    "Derivation",
    "Evidence",
    "Instance",
    "Judgement",
    "Lemma",
    "Line",
    "Moving",
    "Outcome",
    "Point",
    "Relation",
    "Rule",
    "Schema",
    "Statement",
    "Verdict",
    "chain",
    "eq",
    "instance",
    "le",
    "line",
    "lt",
    "ne",
]
