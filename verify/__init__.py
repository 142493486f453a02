"""Checks the statements of mathematics papers by machine. The public names are loaded when they are first used.

a statement     Claim Statement le lt ge gt eq ne; Schema and Instance for functions known by name (Value, Field, Jacobian)
its symbols     Vector Symbol symbols Label Sample Datum; d is the dimension
its formula     norm dot unit Norm Total Mean Peak Product Abs sign relu clip exp log sigmoid softplus sqrt Rational, along for derivatives
a derivation    chain line Lemma Rule, with the theorems of `verify.facts`
a verdict       prove (a text or a claim), judge (a claim of a statement)

`help(verify.Claim)` and the like say more; `verify --help` lists the commands, `verify new lemma` writes a first claim.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what a type checker and an editor see; a test compares it with what is loaded
    from verify.judging.ask import prove as prove
    from verify.judging.judge import judge as judge
    from verify.judging.sentences import excused as excused
    from verify.judging.sentences import sentence as sentence
    from verify.kernel.appeals import moving as moving
    from verify.kernel.evidence import Evidence as Evidence
    from verify.kernel.judgement import Judgement as Judgement
    from verify.language.branch import EveryPoint as EveryPoint
    from verify.language.branch import InsideBranch as InsideBranch
    from verify.language.branch import Located as Located
    from verify.language.branch import Moves as Moves
    from verify.language.branch import OneRoot as OneRoot
    from verify.language.branch import SphereBranch as SphereBranch
    from verify.language.branch import Unique as Unique
    from verify.language.claim import Claim as Claim
    from verify.language.claim import Instance as Instance
    from verify.language.claim import Removal as Removal
    from verify.language.claim import Statement as Statement
    from verify.language.coordinates import at as at
    from verify.language.coordinates import det as det
    from verify.language.derivative import diff as diff
    from verify.language.expansion import expand as expand
    from verify.language.forms import along as along
    from verify.language.forms import clip as clip
    from verify.language.forms import dot as dot
    from verify.language.forms import norm as norm
    from verify.language.forms import relu as relu
    from verify.language.forms import unit as unit
    from verify.language.functions import Abs as Abs
    from verify.language.functions import LambertW as LambertW
    from verify.language.functions import Max as Max
    from verify.language.functions import Min as Min
    from verify.language.functions import atan as atan
    from verify.language.functions import cos as cos
    from verify.language.functions import cosh as cosh
    from verify.language.functions import erf as erf
    from verify.language.functions import exp as exp
    from verify.language.functions import log as log
    from verify.language.functions import sigmoid as sigmoid
    from verify.language.functions import sign as sign
    from verify.language.functions import sin as sin
    from verify.language.functions import sinh as sinh
    from verify.language.functions import softplus as softplus
    from verify.language.functions import tanh as tanh
    from verify.language.operators import Determinant as Determinant
    from verify.language.operators import Field as Field
    from verify.language.operators import Jacobian as Jacobian
    from verify.language.operators import Mean as Mean
    from verify.language.operators import Norm as Norm
    from verify.language.operators import Peak as Peak
    from verify.language.operators import Product as Product
    from verify.language.operators import Slope as Slope
    from verify.language.operators import Total as Total
    from verify.language.operators import Value as Value
    from verify.language.proof import Derivation as Derivation
    from verify.language.proof import Lemma as Lemma
    from verify.language.proof import Rule as Rule
    from verify.language.proof import Schema as Schema
    from verify.language.proof import chain as chain
    from verify.language.proof import line as line
    from verify.language.relation import Relation as Relation
    from verify.language.relation import eq as eq
    from verify.language.relation import ge as ge
    from verify.language.relation import gt as gt
    from verify.language.relation import le as le
    from verify.language.relation import lt as lt
    from verify.language.relation import ne as ne
    from verify.language.symbols import Coordinate as Coordinate
    from verify.language.symbols import Datum as Datum
    from verify.language.symbols import Direction as Direction
    from verify.language.symbols import Label as Label
    from verify.language.symbols import Sample as Sample
    from verify.language.symbols import SampleLabel as SampleLabel
    from verify.language.symbols import Vector as Vector
    from verify.language.symbols import d as d
    from verify.language.term import Add as Add
    from verify.language.term import E as E
    from verify.language.term import Integer as Integer
    from verify.language.term import Mul as Mul
    from verify.language.term import Number as Number
    from verify.language.term import Pow as Pow
    from verify.language.term import Rational as Rational
    from verify.language.term import Symbol as Symbol
    from verify.language.term import Term as Term
    from verify.language.term import oo as oo
    from verify.language.term import pi as pi
    from verify.language.term import root as root
    from verify.language.term import sqrt as sqrt
    from verify.language.term import symbols as symbols
    from verify.language.verdict import Counterexample as Counterexample
    from verify.language.verdict import Outcome as Outcome
    from verify.language.verdict import Verdict as Verdict
    from verify.prover.batch import batch as batch
    from verify.prover.bordered import smallest_singular_value as smallest_singular_value
    from verify.report.moving import Moving as Moving
    from verify.report.moving import Position as Position
    from verify.report.moving import Shown as Shown
    from verify.report.moving import Slider as Slider
    from verify.report.sections.figures import INK as INK
    from verify.report.sections.figures import Figure as Figure

__version__ = "0.1.0"

_NAMES = {
    "language.symbols": "Coordinate Datum Direction Label Sample SampleLabel Vector d",
    "language.term": "Add E Integer Mul Number Pow Rational Symbol Term oo pi root sqrt symbols",
    "language.functions": "Abs LambertW Max Min atan cos cosh erf exp log sigmoid sign sin sinh softplus tanh",
    "language.derivative": "diff",
    "language.expansion": "expand",
    "language.operators": "Determinant Field Jacobian Mean Norm Peak Product Slope Total Value",
    "language.forms": "along clip dot norm relu unit",
    "language.coordinates": "at det",
    "language.relation": "Relation eq ge gt le lt ne",
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
    "report.moving": "Moving Position Shown Slider",
    "report.sections.figures": "INK Figure",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'verify' has no attribute {name!r}")
    found = getattr(import_module(f"verify.{_HOME[name]}"), name)
    if (presented := sys.modules.get("verify.language.presented")) is not None:
        presented.written_by(_in_a_notebook)
    return found


def _in_a_notebook(form: str, shown: Any) -> Any:
    return import_module("verify.report.notebook").written(form, shown)


def __dir__() -> list[str]:
    """Every public name, for completion. `help`, which asks by `inspect`, would print the whole of each: it gets this page."""
    asked_by = sys._getframe(1).f_globals.get("__name__")
    return sorted(set(globals()) - set(_HOME) if asked_by == "inspect" else {*globals(), *_HOME})
