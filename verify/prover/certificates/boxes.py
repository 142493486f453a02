"""What is shown on a box, written for the program that re-checks it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from verify import recheck
from verify.checkers.box.system import Maximiser
from verify.checkers.boxes import point, rational
from verify.language.branch import Branch, EveryPoint, InsideBranch, Located, Moves, OneRoot
from verify.language.claim import Claim
from verify.language.term import term
from verify.language.verdict import Verdict
from verify.prover.box.certificates import find
from verify.prover.certificates.points import statement
from verify.prover.certificates.terms import Table
from verify.prover.cover import grow

REASONS, LEFT = "ovgit", "e"  # the letters of the re-check for a piece, cheapest first
MOST = 2_000  # letters of a word
FINEST = 30  # parts of the radius that the pieces are as long as where a maximiser is not excluded


def on_box(name: str, claim: Claim) -> dict[str, Any]:
    """The certificate of a claim about a box. Raises ValueError for another claim."""
    table = Table()
    stated = statement(name, claim, Verdict.PROVED, table)
    certificate = {**stated, "symbols": table.symbols, "terms": table.entries}
    return {**certificate, "proof": _proof(claim, certificate)}


def _proof(claim: Claim, certificate: dict[str, Any]) -> dict[str, Any]:
    shown = claim.certificate
    if isinstance(shown, EveryPoint):
        return {"rule": "box", "shows": "bound"}
    if isinstance(shown, OneRoot):
        return {"rule": "box", "shows": "root"}
    if not isinstance(shown, Located):
        raise ValueError(f"{claim.name} is not about a box")
    best, branch = find(claim).best, shown.branch
    most, mixed = _derivatives(branch, best)
    least = mixed * float(shown.c / shown.C) if isinstance(shown, Moves) else most / 16
    proof = {"rule": "branch", "best": [f"{x.p}/{x.q}" for x in best]}
    curvature = Fraction((least * most) ** 0.5).limit_denominator(64)
    return proof | _words(certificate, proof, curvature, float(term(branch.radius).value) / FINEST)


def _words(certificate: dict[str, Any], proof: dict[str, Any], c: Fraction, finest: float) -> dict[str, str]:
    """Words that cut the ball, and what is left of it, into pieces of which the re-check sees what it has to see.

    They are found by asking it: which reason excludes a piece, or does what is to be shown hold on all of it?
    """
    recheck.load_companions()
    branches = sys.modules["recheck_branches"]
    region, op, by, most = branches.stated(certificate, proof)
    cover = _cover(region, finest)
    if op is not None:
        return {"cover": cover}
    where = branches.located(region, cover)
    curved = _word(where.box, lambda box: LEFT * branches.curves(region, where, c, box))
    compared = {"cover": cover, "curvature": str(c), "curved": curved}
    if not by:
        return compared
    return {**compared, "turned": _word(where.box, lambda box: LEFT * branches.turns(region, by, c * most, box))}


@lru_cache(maxsize=16)
def _cover(region: Any, finest: float) -> str:
    """Of a ball; several claims may be about it."""
    least, one = region.least(), sys.modules["recheck_jets"].ONE

    def reason(box: Any) -> str:
        size = max(high - low for low, high in box)
        found = (letter for letter in REASONS if region.excludes(box, letter, least))
        return next(found, LEFT if size <= finest * one else "")

    return _word(region.root, reason)


def _word(root: Any, letter: Callable[[Any], str]) -> str:
    def mark(box: Any) -> str:
        return letter(box) or str(max(range(len(box)), key=lambda k: box[k][1] - box[k][0]))

    return grow(root, mark, most=MOST, cut=sys.modules["recheck_jets"].halves)


def _derivatives(branch: Branch, best: Any) -> tuple[float, float]:
    """Near the best point: the least eigenvalue of mu - H, and the size of the mixed block; floats, which are only a guess."""
    system, at = Maximiser(branch), list(map(point, best))
    loss = system.loss(at, [point((rational(low) + rational(high)) / 2) for _, low, high in branch.box])
    offset = np.array([float(x) for x in system.offset(at)])
    gradient, hessian, mixed = (np.array(a, dtype=float) for a in (loss.g, loss.h, loss.m))
    mu = 0.0 if isinstance(branch, InsideBranch) else gradient @ offset / (offset @ offset)
    return float(np.linalg.eigvalsh(mu * np.eye(len(at)) - hessian)[0]), float(np.linalg.norm(mixed))
