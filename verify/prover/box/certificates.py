"""Prove a claim by its certificate: find what the checker asks for, have it checked, and keep it for a later check."""

from __future__ import annotations

from functools import lru_cache

from flint import ctx

from verify.checkers.box.check import PRECISION, bits, check
from verify.checkers.box.conditions import is_inside, parameters
from verify.checkers.box.cover import Region
from verify.checkers.box.found import Found
from verify.checkers.box.krawczyk import has_one_root
from verify.checkers.box.reasons import Reason
from verify.checkers.box.statement import sides
from verify.checkers.box.system import Equations, Maximiser
from verify.checkers.boxes import Box, point, widest
from verify.kernel.evidence import Evidence, Method
from verify.kernel.reasons import NotShown, Said
from verify.language.branch import Branch, EveryPoint, InsideBranch, Located, OneRoot
from verify.language.claim import Claim
from verify.language.verdict import Outcome
from verify.prover.box.enclosures import best_point, enclosure, start
from verify.prover.cover import grow

MOST = 2000  # pieces and cuts of a cover


def prove_on_box(claim: Claim, statement: str = "") -> Evidence:
    """Evidence HOLDS with the certificate that was found and checked, or UNKNOWN with the reason."""
    try:
        found = find(claim)
    except NotShown as why:
        return Evidence(Method.KRAWCZYK, Outcome.UNKNOWN, said=why.said)
    except (TypeError, ValueError) as why:
        return Evidence(Method.KRAWCZYK, Outcome.UNKNOWN, said=Said(Reason.UNUSABLE_CLAIM, {"why": str(why)}))
    return check(claim, found, f"{statement}/{claim.name}" if statement else claim.name)


def find(claim: Claim) -> Found:
    """An enclosure and a cover for the claim; empty where the search ends without one."""
    if isinstance(claim.certificate, EveryPoint):
        return Found(())
    if isinstance(claim.certificate, OneRoot):
        return _root(claim)
    if isinstance(claim.certificate, Located):
        return _maximiser(claim.certificate.branch)
    raise NotShown(Reason.NO_CERTIFICATE, name=claim.name)


@lru_cache(maxsize=16)
def _maximiser(branch: Branch) -> Found:
    with ctx.workprec(PRECISION):
        best, fixed = best_point(branch), parameters(branch)
        inside = isinstance(branch, InsideBranch)
        box = enclosure(
            Maximiser(branch),
            start(branch, best, fixed),
            fixed,
            allowed=lambda box: not inside or is_inside(branch, box),
        )
        tree = find_cover(Region(branch, box, best)) if box else ""
    return Found(box, best, tree)


def find_cover(region: Region, *, most: int = MOST) -> str:
    """A word that covers the ball, each piece by the cheapest rule that applies; empty where `most` letters are too few."""

    def choose(box: Box) -> str:
        return next(region.reasons(box), str(widest(box)))

    return grow(region.root, choose, most=most)


def _root(claim: Claim) -> Found:
    """All that lies between the bounds, or else near their middle as much as Krawczyk's operator allows."""
    symbols, box = sides(claim)
    system = Equations([claim.conclusion.slack], symbols)
    with ctx.workprec(bits(box)):
        if has_one_root(system, box, []):
            return Found(box)
        found = enclosure(system, [point((low + high) / 2) for low, high in box], [])
    return Found(tuple((max(a, low), min(b, high)) for (a, b), (low, high) in zip(found, box, strict=False)))
