"""Look for a violation of a claim: float batches accuse, exact certification convicts, then the witness is simplified.

A search that finds nothing proves nothing: its scope is the number of admissible inputs that were tried. Everything is
a function of the seed; nothing depends on the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy as sp

from verify.certify import certify, pointless, shown_point
from verify.core import Claim, Evidence, Outcome
from verify.geometry import Slope, Vector
from verify.kernels import NotRational
from verify.probe.draw import Source, exact_row, mutated_rows, random_rows
from verify.probe.examples import example
from verify.probe.families import FAMILIES
from verify.probe.inputs import Inputs
from verify.probe.shrink import simplified
from verify.probe.target import targeted

DIMENSIONS = (1, 2, 3, 8, 128)
WIDE = 32
ROUNDS = 6  # of mutation of the most critical rows
FEW_ROUNDS = 2  # in a small search
MOST_CERTIFIED = 24
FULL = 10_000  # from here on every family in every dimension; below, a third of them in each, all of them in three
THINNED = 3
SMALL = 1_000
FEW = (1, 2, 3, 128)


@dataclass
class Search:
    """What has been tried so far, and what has been certified."""

    inputs: Inputs
    statement: str
    found_by: str
    tried: dict[int, int] = field(default_factory=dict)
    certified: int = 0
    undecided: int = 0
    fails: dict[Any, Any] | None = None
    undefined: dict[Any, Any] | None = None

    def try_point(self, point: dict[Any, Any]) -> Outcome:
        """Certify one exact point and remember a violation."""
        claim = self.inputs.claim
        try:
            shown = shown_point(claim, point)
            outcome = certify(claim, shown).outcome
        except ValueError:
            return Outcome.UNKNOWN
        self.certified += 1
        if outcome is Outcome.FAILS:
            self.fails = shown
        if outcome is Outcome.UNDEFINED and self.undefined is None:
            self.undefined = shown
        self.undecided += outcome is Outcome.UNKNOWN
        return outcome

    def evidence(self, point: dict[Any, Any], outcome: Outcome) -> Evidence:
        """The violation at its simplest."""
        claim = self.inputs.claim

        def still(candidate: dict[Any, Any]) -> bool:
            try:
                return certify(claim, candidate).outcome is outcome
            except ValueError:
                return False

        found = certify(claim, simplified(point, still), statement=self.statement, found_by=self.found_by)
        return Evidence("probe", outcome, found.scope, found.detail, counterexample=found.counterexample)


def probe(
    claim: Claim, *, statement: str = "", seed: int = 0, examples: int = 20000, dimensions: Sequence[int] | None = None
) -> Evidence:
    """Search built inputs for a certified violation of the claim, in paper dimensions.

    FAILS or UNDEFINED come with a certified counterexample; HOLDS means that none was found, and its scope counts the
    admissible inputs; UNKNOWN that the claim cannot be probed or that no admissible input was built.
    """
    if why := pointless(claim):
        return Evidence("probe", Outcome.UNKNOWN, "", why)
    inputs = Inputs(claim)
    name = f"{statement}/{claim.name}" if statement else claim.name
    command = f"verify check {name} --seed {seed} --examples {examples}"
    search = Search(inputs, statement, command)
    dims = _dimensions(inputs, dimensions, FEW if examples < SMALL else DIMENSIONS)
    stride = 1 if examples >= FULL or len(dims) < THINNED else THINNED
    rounds = FEW_ROUNDS if examples < SMALL else ROUNDS
    for index, dim in enumerate(dims):
        families = [*FAMILIES][index % stride :: stride]
        rows = max(4, examples // (len(dims) * (len(families) + rounds)))
        _batches(search, families, rounds, dim, rows if dim < WIDE else max(4, rows // 8), seed)
        if search.fails is not None:
            return search.evidence(search.fails, Outcome.FAILS)
    low = [dim for dim in dims if dim <= 3] or list(dims[:1])
    targeted(inputs, search, low, seed, min(150, max(3, examples // 200)))
    if search.fails is not None:
        return search.evidence(search.fails, Outcome.FAILS)
    if search.undefined is not None:
        return search.evidence(search.undefined, Outcome.UNDEFINED)
    return _nothing_found(search)


def _dimensions(inputs: Inputs, asked: Sequence[int] | None, usual: Sequence[int]) -> tuple[int, ...]:
    """The dimensions asked for, or the usual ones, as far as the claim speaks of them; for signs never only d <= 2."""
    low, high = inputs.claim.dimensions
    if not inputs.has_vectors:
        return (low,)
    ends = {low, low + 1} if high is None else {low, low + 1, min(high, DIMENSIONS[-1])}
    wanted = ends | set(usual) if asked is None else set(asked)
    within = {dim for dim in wanted if dim >= low and (high is None or dim <= high)}
    if within and max(within) <= 2 and any(e.has(sp.sign, sp.Abs, Slope) for e in inputs.claim.expressions):
        within |= {dim for dim in (3, 8) if high is None or dim <= high}
    return tuple(sorted(within))


@dataclass
class Batch:
    """A batch that was evaluated: what it was drawn from, its most critical rows and their largest violation."""

    family: str
    dim: int
    points: int
    source: Source
    rows: Any = ()
    violation: float = -np.inf


def _batches(search: Search, families: list[str], rounds: int, dim: int, rows: int, seed: int) -> None:
    """One batch of each family, then batches that vary the most critical rows; stops at a certified violation."""
    done: list[Batch] = []
    for index in range(len(families) + rounds):
        rng = np.random.Generator(np.random.SFC64([seed, dim, index]))
        if index < len(families):
            points = 1 + index % 3 if search.inputs.has_data else 1
            batch = Batch(families[index], dim, points, Source(random_rows(rng, rows), exact=False))
        else:
            best = max(done, key=lambda b: b.violation)
            if not len(best.rows):
                return
            parents = [a[np.resize(best.rows, rows)] for a in best.source.record]
            draw = mutated_rows(rng, parents, max(0.1, 0.5 ** (index - len(families))))
            batch = Batch(best.family, dim, best.points, Source(draw, exact=False))
        _evaluate(search, batch)
        done.append(batch)
        if search.fails is not None:
            return


def _evaluate(search: Search, batch: Batch) -> None:
    """Score one batch and certify its worst rows."""
    inputs = search.inputs
    scores = inputs.scores(inputs.make(batch.source, batch.family, batch.dim, batch.points), batch.dim)
    rows = np.flatnonzero(scores.admissible)
    search.tried[batch.dim] = search.tried.get(batch.dim, 0) + len(rows)
    if not len(rows):
        return
    violation = scores.violation[rows]
    order = rows[np.argsort(-np.nan_to_num(violation, nan=-np.inf), kind="stable")]
    batch.rows, batch.violation = order[:16], float(scores.violation[order[0]])
    accused = [n for n in order[:3] if inputs.accused(scores.violation[n])]
    nowhere = rows[np.isnan(violation)][:2] if search.undefined is None else []
    for n in [*nowhere, *accused]:
        if search.certified < MOST_CERTIFIED and _convict(search, batch, n) is Outcome.FAILS:
            return


def _convict(search: Search, batch: Batch, row: int) -> Outcome:
    """Rebuild one row in fractions and certify it."""
    again = Source(exact_row(batch.source.record, row), exact=True)
    try:
        return search.try_point(search.inputs.point(again, batch.family, batch.dim, batch.points))
    except NotRational:
        return Outcome.UNKNOWN


def _nothing_found(search: Search) -> Evidence:
    inputs, tried = search.inputs, {dim: n for dim, n in search.tried.items() if n}
    unread = "; ".join(f"not built in: {r}" for r in inputs.plan.unread) if inputs.claim.sample is None else ""
    if not tried:
        reason = "no admissible input was built"
        return Evidence("probe", Outcome.UNKNOWN, "", f"{reason} ({unread})" if unread else reason)
    what = "pairs" if sum(isinstance(s, Vector) for s in inputs.symbols) > 1 else "inputs"
    where = f" in d = {', '.join(map(str, sorted(tried)))}" if inputs.has_vectors else ""
    return Evidence("probe", Outcome.HOLDS, f"{sum(tried.values())} {what}{where}", unread)


__all__ = ["example", "probe"]
