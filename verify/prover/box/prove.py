"""Prove a claim by its certificate: find what the checker asks for, have it checked, and keep it for a later check."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from flint import ctx

from verify.checkers.box.boxes import PRECISION, point
from verify.checkers.box.check import Found, bits, check
from verify.checkers.box.conditions import is_inside, parameters
from verify.checkers.box.cover import Region, find_cover
from verify.checkers.box.krawczyk import has_one_root
from verify.checkers.box.statement import Misstated, sides
from verify.checkers.box.system import Equations, Maximiser
from verify.checkers.stored.box import to_record
from verify.language.branch import Branch, EveryPoint, InsideBranch, Located, OneRoot
from verify.language.claim import Claim
from verify.language.verdict import Evidence, Outcome
from verify.prover.box.search import best_point, enclosure, start


def prove(claim: Claim, statement: str = "") -> Evidence:
    """Evidence HOLDS with the certificate that was found and checked, or UNKNOWN with the reason."""
    try:
        found = find(claim)
    except (Misstated, TypeError, ValueError) as why:
        return Evidence("krawczyk", Outcome.UNKNOWN, "", str(why))
    evidence = check(claim, found)
    if evidence.outcome is not Outcome.HOLDS:
        return evidence
    name = f"{statement}/{claim.name}" if statement else claim.name
    return replace(evidence, certificate=to_record(name, found))


def find(claim: Claim) -> Found:
    """An enclosure and a cover for the claim; empty where the search ends without one."""
    if isinstance(claim.certificate, EveryPoint):
        return Found(())
    if isinstance(claim.certificate, OneRoot):
        return _root(claim)
    if isinstance(claim.certificate, Located):
        return _maximiser(claim.certificate.branch)
    raise Misstated(f"{claim.name} has no certificate")


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


def _root(claim: Claim) -> Found:
    """All that lies between the bounds, or else near their middle as much as Krawczyk's operator allows."""
    symbols, box = sides(claim)
    system = Equations([claim.conclusion.gap], symbols)
    with ctx.workprec(bits(box)):
        if has_one_root(system, box, []):
            return Found(box)
        found = enclosure(system, [point((low + high) / 2) for low, high in box], [])
    return Found(tuple((max(a, low), min(b, high)) for (a, b), (low, high) in zip(found, box, strict=False)))
