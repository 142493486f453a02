"""What is missing where a claim is undecided, and what to try: in the author's own symbols, with lines to paste."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from verify.checkers.inequality import reasons as solver
from verify.judging import plain
from verify.judging.exhibit import exhibit
from verify.kernel.certify import shown_point
from verify.kernel.facts.register import fact
from verify.kernel.for_all import signs_of
from verify.kernel.judgement import Judgement
from verify.kernel.judgement import missing_point as no_point
from verify.kernel.reasons import Reason, Said
from verify.kernel.record import point_to_json
from verify.kernel.signs import left_over
from verify.language.claim import Claim, Instance
from verify.language.functions import Abs
from verify.language.operators import Field, Norm, Total, Unknown, Value, indexed
from verify.language.proof import Appeal, Schema
from verify.language.symbols import Vector
from verify.language.term import ANY_SIGN, Integer, Name, Number, Symbol, Term, factors, rebuilt, written
from verify.language.verdict import Counterexample, Verdict
from verify.prover.citations import MOST_CANDIDATES, candidates, hidden
from verify.search.inputs.batches import Batch, batches
from verify.search.inputs.examples import example
from verify.search.inputs.families import FAMILIES
from verify.search.inputs.inputs import Inputs

OF_A_RULE = (
    Reason.NO_SUM,
    Reason.OPEN_PATTERNS,
    Reason.TOO_MANY_PATTERNS,
    solver.Reason.OPEN,
    solver.Reason.NOT_NUMBERS,
)
FEW, MANY = 2, 12  # theorems that are named
LINE = "from verify import chain, line"
ROWS, ROUNDS = 64, 3
ROUNDING = 1e-6  # more than that a float does not lose at such points


def concerns(said: Said | None) -> bool:
    """Does the reason speak of the claim, and not of a rule that does not fit it?"""
    return said is not None and said.reason not in OF_A_RULE


def advice(j: Judgement, again: str = "", *, full: bool = False) -> list[str]:
    """Lines of text: what is missing, and what to try; what a faulty derivation lacks. Nothing for what is settled.

    `again` is the line that judges the claim once more.
    """
    if j.verdict is not Verdict.UNDECIDED:
        said = j.by.said if j.by else None
        faulty = said is not None and said.reason is Reason.WITHOUT_DERIVATION
        return [f"its derivation is faulty, and not needed: {said.parts['fault']}"] if said and faulty else []
    try:
        return [*_instance(j)] or [*_missing(j.claim, _own_names(j.claim), full), *_more(again, full)]
    except Exception as error:  # advice may fail in any way, and is no verdict
        return [f"no advice: {type(error).__name__}: {error}"] if full else []


def _more(again: str, full: bool) -> list[str]:
    return [f"more     {again.replace('verify check', 'verify show', 1)} --why"] if again and not full else []


def _missing(claim: Claim, names: Mapping[Any, str], full: bool) -> Iterator[str]:
    goal, signs = claim.conclusion, signs_of(claim)
    gap = left_over(goal.slack)
    wanted = {"<=": "is not seen to be >= 0", "<": "is not seen to be > 0", "=": "is not seen to be 0"}
    yield f"missing  right - left = {plain.formula(gap)} {wanted.get(goal.op, 'is not seen to differ from 0')}"
    if goal.op not in ("<=", "<") or claim.exists:
        return
    if parts := [*hidden(goal.slack, signs)]:
        yield f"         no sign is visible of {', '.join(map(plain.formula, parts[:MANY]))}"
    yield from _nearest(claim)
    for s in _undeclared(parts):
        yield f'try      if {plain.formula(s)} is positive, declare it: {names.get(s, s.name)} = Symbol("{s.name}", positive=True)'
    shape = [*islice(_of_its_shape(claim, parts), MANY if full else FEW)]
    for a in shape:
        yield f"try      by={cited(a, names)}    which says {plain.relation(a.relation)}"
    yield "try      a derivation, which may have more lines: derive=steps in the claim, with"
    by = f", by=({cited(shape[0], names)},)" if shape else ""
    yield from (f"           {x}" for x in (LINE, *_imports(shape[:1]), "def steps():"))
    yield f'               return chain(line("{goal.op}", {source(goal.rhs, names)}{by}))'


def _imports(appeals: list[Appeal]) -> list[str]:
    return [f"from verify.facts import {_function(a)}" for a in appeals if not isinstance(a.args[0], Schema)]


def _instance(j: Judgement) -> Iterator[str]:
    """Where nothing shows that the assumptions on unknown functions can hold: a choice, if the simplest one serves."""
    if j.said is None or j.said.reason is not Reason.NO_INSTANCE:
        return
    found = {f for e in j.claim.spoken for f in e.atoms(Unknown)}
    slots = {f.args[0].name: tuple(_slot(k, x) for k, x in enumerate(f.args[1:], 1)) for f in sorted(found, key=str)}
    zero = Instance({name: (own, Integer(0)) for name, own in slots.items()})
    if all(isinstance(f, Field | Value) for f in found) and no_point(_with(j.claim, zero), example) is None:
        text = ", ".join(f'"{n}": (({_made(own)},), Integer(0))' for n, own in slots.items())
        yield f"try      instance=Instance({{{text}}}) in the claim: functions for which the assumptions hold"


def _with(claim: Claim, instance: Instance) -> Claim:
    return replace(claim, instance=instance)


def _slot(k: int, x: Any) -> Any:
    return Vector(f"slot{k}") if indexed(x) else Symbol(f"slot{k}")


def _made(slots: tuple[Any, ...]) -> str:
    return ", ".join(_constructor(s) for s in slots)


def _undeclared(parts: list[Any]) -> list[Any]:
    """Numbers of no declared sign that stand as factors in what has no visible sign."""
    found = dict.fromkeys(f for p in parts for f in factors(p) if type(f) is Symbol and f.signs == ANY_SIGN)
    return sorted(found, key=lambda s: s.key)


def _of_its_shape(claim: Claim, parts: list[Any]) -> Iterator[Appeal]:
    """Assumptions and cited theorems that speak of a term whose sign is not visible."""
    atoms = {x for p in parts for x in p.atoms(Norm, Total, Abs, Unknown)}
    for a in islice(candidates(claim), MOST_CANDIDATES):
        if atoms & {x for side in (a.relation.lhs, a.relation.rhs) for x in side.atoms(Norm, Total, Abs, Unknown)}:
            yield a


def _nearest(claim: Claim) -> Iterator[str]:
    """The admissible point that was found nearest to a violation."""
    if claim.abstract:
        return
    inputs = Inputs(claim)
    low, high = claim.dimensions
    best: Batch | None = None
    for dim in (low, low + 1) if high is None and inputs.has_vectors else (low,):
        for found in batches(inputs, [*FAMILIES], ROUNDS, dim, ROWS, [0]):
            best = found if best is None or found.violation > best.violation else best
    if best is None or not len(best.rows):
        return
    point = shown_point(claim, best.point(inputs, best.rows[0]))
    shown = Counterexample("", best.dim, point_to_json(point), ("undefined", "undefined"), "")
    at = [x for x in exhibit(claim, shown) if not x.startswith("claimed")]
    yield f"         {'by rounded numbers it fails' if best.violation > ROUNDING else 'nearest to equality'} at {'; '.join(at)}"


def cited(a: Appeal, names: Mapping[Any, str]) -> str:
    """The appeal as Python writes it."""
    values = ", ".join(source(x, names) for x in a.args if isinstance(x, Term))
    return f"{names.get(a.args[0], 'SCHEMA') if isinstance(a.args[0], Schema) else _function(a)}({values})"


def _function(a: Appeal) -> str:
    found = fact(a.name)
    return found.__name__ if found else a.name


def source(e: Any, names: Mapping[Any, str]) -> str:
    """A term as Python writes it, in the names that an author has given to the symbols."""

    def change(part: Any) -> Any:
        if isinstance(part, Symbol):
            return Name(names.get(part) or _constructor(part))
        if isinstance(part, Number) and not part.is_Integer:
            return Name(f"Rational({part.p}, {part.q})")
        if isinstance(part, Norm):
            return Name(f"norm({written(part.args[0])})")
        if isinstance(part, Unknown):
            inner = ", ".join(map(written, part.args[1:]))
            return Name(f'{type(part).__name__}("{part.args[0].name}", {inner})')
        return part

    return written(rebuilt(e, change))


def _constructor(s: Any) -> str:
    return f'{type(s).__name__}("{s.name}")'


def _own_names(claim: Claim) -> dict[Any, str]:
    """What the module that makes the claim calls its symbols and its assumptions."""
    modules = [vars(m) for m in [*sys.modules.values()] if hasattr(m, "STATEMENT")]
    home = next((space for space in modules if any(v is claim for v in space.values())), {})
    return {v: name for name, v in home.items() if isinstance(v, Symbol | Schema)}
