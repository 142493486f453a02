"""Checks the statements of mathematics papers by machine. The public names are loaded when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_NAMES = {
    "language.symbols": "Coordinate Datum Direction Label Sample SampleLabel Vector d",
    "language.term": "Add E Integer Mul Number Pow Rational Symbol Term oo pi root sqrt symbols",
    "language.functions": "Abs LambertW Max Min atan cos cosh erf exp log sigmoid sign sin sinh softplus tanh",
    "language.derivative": "diff",
    "language.expansion": "expand",
    "language.operators": "Determinant Field Jacobian Mean Norm Peak Product Slope Total Value",
    "language.forms": "along dot norm unit",
    "language.coordinates": "at det",
    "language.relation": "Relation eq le lt ne",
    "language.proof": "Derivation Lemma Rule Schema chain line",
    "language.branch": "EveryPoint InsideBranch Located Moves OneRoot SphereBranch Unique",
    "language.claim": "Claim Instance Removal Statement",
    "language.verdict": "Counterexample Outcome Verdict",
    "kernel.evidence": "Evidence",
    "kernel.judgement": "Judgement",
    "kernel.appeals": "moving",
    "prover.batch": "batch",
    "prover.bordered": "smallest_singular_value",
    "judging.judge": "judge",
    "judging.ask": "prove",
    "judging.sentences": "excused sentence",
    "report.sections.figures": "INK Figure",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'verify' has no attribute {name!r}")
    return getattr(import_module(f"verify.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
