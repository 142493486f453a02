"""What is shown on a box, written for the program that re-checks it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from verify.checkers.box.system import Maximiser
from verify.checkers.boxes import point, rational
from verify.language.branch import Branch, EveryPoint, InsideBranch, Located, Moves, OneRoot
from verify.language.claim import Claim
from verify.language.term import term
from verify.language.verdict import Verdict
from verify.prover.box.certificates import find
from verify.prover.certificates.points import statement
from verify.prover.certificates.terms import Table

FINEST = 32  # parts of the radius that the pieces are as long as where a maximiser is not excluded


def on_box(name: str, claim: Claim) -> dict[str, Any]:
    """The certificate of a claim about a box. Raises ValueError for another claim."""
    table = Table()
    stated = statement(name, claim, Verdict.PROVED, table)
    return {**stated, "symbols": table.symbols, "terms": table.entries, "proof": _proof(claim)}


def _proof(claim: Claim) -> dict[str, Any]:
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
    return {
        "rule": "branch",
        "best": [f"{x.p}/{x.q}" for x in best],
        "finest": str(term(branch.radius).value / FINEST),
        "curvature": str(Fraction((least * most) ** 0.5).limit_denominator(64)),
    }


def _derivatives(branch: Branch, best: Any) -> tuple[float, float]:
    """Near the best point: the least eigenvalue of mu - H, and the size of the mixed block; floats, which are only a guess."""
    system, at = Maximiser(branch), list(map(point, best))
    loss = system.loss(at, [point((rational(low) + rational(high)) / 2) for _, low, high in branch.box])
    offset = np.array([float(x) for x in system.offset(at)])
    gradient, hessian, mixed = (np.array(a, dtype=float) for a in (loss.g, loss.h, loss.m))
    mu = 0.0 if isinstance(branch, InsideBranch) else gradient @ offset / (offset @ offset)
    return float(np.linalg.eigvalsh(mu * np.eye(len(at)) - hessian)[0]), float(np.linalg.norm(mixed))
