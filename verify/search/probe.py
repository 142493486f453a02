"""Look for a violation of a claim: float batches accuse, exact certification convicts, then the witness is simplified.

A search that finds nothing proves nothing: its scope is the number of admissible inputs that were tried. Everything is
a function of the seed; nothing depends on the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from verify.kernel.certify import admissible, certify, pointless, shown_point
from verify.kernel.evidence import Evidence, Method
from verify.kernel.reasons import Said
from verify.language.arithmetic import NotRational
from verify.language.claim import Claim
from verify.language.functions import Abs, sign
from verify.language.operators import Determinant, Slope
from verify.language.symbols import Vector
from verify.language.verdict import Outcome
from verify.search.inputs.batches import ROUNDS, Batch, batches
from verify.search.inputs.examples import example
from verify.search.inputs.families import FAMILIES
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.shrink import simplified
from verify.search.inputs.targeted import targeted
from verify.search.reasons import Reason

DIMENSIONS = (1, 2, 3, 8, 128)
WIDE, LOW = 32, 3
LOOKED_AT = 4  # rows of a batch, for one that is admissible exactly
FEW_ROUNDS = 1  # in a small search, which tries each family in one dimension
MOST_CERTIFIED = 24
FEW_CERTIFIED = 8
FULL = 10_000  # from here on every family in every dimension; below, a third of them in each, all of them in three
THINNED = 3
SMALL = 1_000
FEW = (1, 2, 3, 128)


@dataclass
class Search:
    """What has been tried so far, and what has been certified, at most `most` points."""

    inputs: Inputs
    statement: str
    found_by: str
    most: int = MOST_CERTIFIED
    tried: dict[int, int] = field(default_factory=dict)
    certified: int = 0
    undecided: int = 0
    fails: dict[Any, Any] | None = None
    undefined: dict[Any, Any] | None = None
    exact: bool = False  # is a point known that surely is admissible?

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
        self.exact = self.exact or outcome is not Outcome.UNKNOWN
        return outcome

    def look_for_an_exact_point(self, batch: Batch) -> None:
        """Note whether one of the first rows is admissible in exact arithmetic too."""
        for n in batch.rows[:LOOKED_AT] if not self.exact else ():
            with suppress(NotRational, ValueError):
                self.exact = self.exact or admissible(self.inputs.claim, batch.point(self.inputs, n)) is True

    def evidence(self, point: dict[Any, Any], outcome: Outcome) -> Evidence:
        """The violation at its simplest."""
        claim = self.inputs.claim

        def still(candidate: dict[Any, Any]) -> bool:
            try:
                return certify(claim, candidate).outcome is outcome
            except ValueError:
                return False

        simple = simplified(point, still, follow=self.inputs.follow)
        return certify(claim, simple, statement=self.statement, found_by=self.found_by, method=Method.PROBE)


def probe(
    claim: Claim,
    *,
    statement: str = "",
    seed: int = 0,
    examples: int = 20000,
    dimensions: Sequence[int] | None = None,
    where: str = "",
) -> Evidence:
    """Search built inputs for a certified violation of the claim, in paper dimensions.

    FAILS or UNDEFINED come with a certified counterexample; HOLDS means that none was found, and its scope counts the
    admissible inputs; UNKNOWN that the claim cannot be probed or that no admissible input was built. A claim without symbols has
    one point, the empty one, which is certified at once: no float tells the sides of a near tie apart. `where` is what the command
    that finds a point again says of the claim's package.
    """
    if why := pointless(claim):
        return Evidence(Method.PROBE, Outcome.UNKNOWN, said=why)
    inputs = Inputs(claim)
    name = f"{statement}/{claim.name}" if statement else claim.name
    command = f"verify check {name}{where} --seed {seed} --examples {examples}"
    if not inputs.symbols:
        return certify(claim, {}, statement=statement, found_by=command, method=Method.PROBE)
    small = examples < SMALL
    search = Search(inputs, statement, command, most=FEW_CERTIFIED if small else MOST_CERTIFIED)
    dims = dimensions_tried(inputs, dimensions, FEW if small else DIMENSIONS)
    if not dims:
        return _nothing_found(search)
    stride = 1 if examples >= FULL or len(dims) < THINNED else len(dims) if small else THINNED
    rounds = FEW_ROUNDS if small else ROUNDS
    for index, dim in enumerate(dims):
        families = [*FAMILIES][index % stride :: stride]
        rows = max(4, examples // (len(dims) * (len(families) + rounds)))
        _batches(search, families, rounds, dim, rows if dim < WIDE else max(4, rows // 8), seed)
        if search.fails is not None:
            return search.evidence(search.fails, Outcome.FAILS)
    low = [dim for dim in dims if dim <= LOW] or list(dims[:1])
    targeted(inputs, search, low, seed, min(150, max(3, examples // 200)))
    if search.fails is not None:
        return search.evidence(search.fails, Outcome.FAILS)
    if search.undefined is not None:
        return search.evidence(search.undefined, Outcome.UNDEFINED)
    return _nothing_found(search)


def dimensions_tried(inputs: Inputs, asked: Sequence[int] | None, usual: Sequence[int] = DIMENSIONS) -> tuple[int, ...]:
    """The dimensions asked for, or the usual ones, as far as the claim speaks of them; for signs never only d <= 2."""
    low, high = inputs.claim.dimensions
    if not inputs.has_vectors:
        return (low,)
    ends = {low, low + 1} if high is None else {low, low + 1, min(high, DIMENSIONS[-1])}
    wanted = ends | set(usual) if asked is None else set(asked)
    within = {dim for dim in wanted if dim >= low and (high is None or dim <= high)}
    if asked is None and any(e.has(Determinant) for e in inputs.claim.expressions):
        within = {dim for dim in within if dim < WIDE or dim <= low + 1}  # exactly it takes the fourth power of d
    if within and max(within) <= 2 and any(e.has(sign, Abs, Slope) for e in inputs.claim.expressions):
        within |= {dim for dim in (3, 8) if high is None or dim <= high}
    return tuple(sorted(within))


def _batches(search: Search, families: list[str], rounds: int, dim: int, rows: int, seed: int) -> None:
    """Certify the worst rows of batch after batch; stops at a certified violation."""
    for batch in batches(search.inputs, families, rounds, dim, rows, [seed]):
        search.tried[dim] = search.tried.get(dim, 0) + batch.admissible
        search.look_for_an_exact_point(batch)
        nowhere = batch.nowhere[:2] if search.undefined is None else []
        for n in [*nowhere, *batch.accused(search.inputs)]:
            if search.certified < search.most and _convict(search, batch, n) is Outcome.FAILS:
                return


def _convict(search: Search, batch: Batch, row: int) -> Outcome:
    """Rebuild one row in fractions and certify it."""
    try:
        return search.try_point(batch.point(search.inputs, row))
    except NotRational:
        return Outcome.UNKNOWN


def _nothing_found(search: Search) -> Evidence:
    inputs, tried = search.inputs, {dim: n for dim, n in search.tried.items() if n}
    open_ends = inputs.plan.unread if inputs.claim.sample is None else ()
    places = tuple(Said(Reason.NOT_BUILT, {"relation": r}) for r in open_ends)
    unread = Said(Reason.UNREAD, {"places": places}) if places else None
    if not tried:
        said = Said(Reason.NONE_BUILT_UNREAD, unread.parts) if unread else Said(Reason.NONE_BUILT)
        return Evidence(Method.PROBE, Outcome.UNKNOWN, said=said)
    low = [dim for dim in tried if dim <= LOW] or [min(tried)]
    what = "pairs" if sum(isinstance(s, Vector) for s in inputs.symbols) > 1 else "inputs"
    where = f" in d = {', '.join(map(str, sorted(tried)))}" if inputs.has_vectors else ""
    if not search.exact and all(example(inputs.claim, dim) is None for dim in low):
        said = Said(Reason.NONE_EXACT, {"count": sum(tried.values()), "what": what})
        return Evidence(Method.PROBE, Outcome.UNKNOWN, said=said)
    return Evidence(Method.PROBE, Outcome.HOLDS, f"{sum(tried.values())} {what}{where}", unread)


__all__ = ["example", "probe"]
