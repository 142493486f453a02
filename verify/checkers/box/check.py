"""Check a certificate: what was found for a claim shows the claim, or why it does not. No search happens here."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import ctx

from verify.checkers.box.boxes import PRECISION, Box, everywhere
from verify.checkers.box.conditions import bounds_mixed, has_curvature, is_inside, is_strict, parameters
from verify.checkers.box.cover import Region, covers
from verify.checkers.box.jet import Jets
from verify.checkers.box.krawczyk import has_one_root, narrowed
from verify.checkers.box.statement import Misstated, require_form, sides
from verify.checkers.box.system import Equations, Maximiser
from verify.kernel.facts.register import REFERENCES
from verify.language import branch as nouns
from verify.language.claim import Claim
from verify.language.verdict import Evidence, Outcome

KRAWCZYK, IMPLICIT = "Krawczyk's operator", "the implicit function theorem, and the mean value inequality on a segment"
WEIERSTRASS, FERMAT = "a continuous function on a ball has a maximum", "the multiplier rule for one constraint"
REFERENCES.update(
    {
        KRAWCZYK: "Neumaier, Interval Methods for Systems of Equations, 5.1.8",
        IMPLICIT: "Rudin, Principles of Mathematical Analysis, 9.28 and 9.19",
        WEIERSTRASS: "Rudin, Principles of Mathematical Analysis, 4.16",
        FERMAT: "Nocedal, Wright, Numerical Optimization, 12.1",
    }
)


@dataclass(frozen=True)
class Found:
    """An enclosure of the root, a point with a large loss and a cover of the ball; the last two only for maximisers."""

    enclosure: Box
    best: tuple[Fraction, ...] = ()
    tree: str = ""


def bits(box: Box) -> int:
    """A precision that resolves the narrowest side well."""
    return PRECISION + 2 * max((math.ceil(1 / (high - low)).bit_length() for low, high in box if low < high), default=0)


class Undecided(Exception):
    """The certificate does not show the claim; the message says what is not shown."""


def check(claim: Claim, found: Found) -> Evidence:
    """Evidence HOLDS with the box as its scope, or UNKNOWN with the reason. Never HOLDS where a ball leaves it open."""
    try:
        with ctx.workprec(bits(found.enclosure)):
            return _shown(claim, found)
    except (Undecided, Misstated) as why:
        return Evidence("krawczyk", Outcome.UNKNOWN, "", str(why))
    except (TypeError, ValueError, ZeroDivisionError) as why:
        return Evidence("krawczyk", Outcome.UNKNOWN, "", f"the certificate cannot be used: {why}")


def _shown(claim: Claim, found: Found) -> Evidence:
    certificate = claim.certificate
    if isinstance(certificate, nouns.OneRoot):
        return _root(claim, found)
    if isinstance(certificate, nouns.EveryPoint):
        return _inequality(claim)
    if not isinstance(certificate, nouns.Located):
        raise Misstated(f"{claim.name} has no certificate")
    require_form(claim, certificate)
    branch = certificate.branch
    _maximiser(branch, found)
    detail = f"one root for all parameters by Krawczyk's operator; {len(found.tree)} boxes show that no maximiser is elsewhere"
    facts: tuple[str, ...] = (KRAWCZYK, WEIERSTRASS, FERMAT)
    if isinstance(certificate, nouns.Moves):
        _speed(certificate, found)
        detail += f"; the second-order condition holds, c >= {certificate.c} and C <= {certificate.C} over the box"
        facts = (*facts, IMPLICIT)
    count, d = len(branch.parameters), len(branch.unknowns)
    return Evidence("krawczyk", Outcome.HOLDS, f"d = {d}, all {count} parameters in the box", detail, facts)


def _maximiser(branch: nouns.Branch, found: Found) -> None:
    """Every maximiser is the one root in the enclosure, and lies where the branch says."""
    size = len(branch.unknowns) + isinstance(branch, nouns.SphereBranch)
    if not found.enclosure:
        raise Undecided("no root is enclosed for all parameters: the box may be too large")
    if len(found.enclosure) != size or any(low >= high for low, high in found.enclosure):
        raise Undecided(f"the enclosure has to be {size} intervals")
    if len(found.best) != len(branch.unknowns):
        raise Undecided("the point to compare with has another number of coordinates")
    system, fixed = Maximiser(branch), parameters(branch)
    if not has_one_root(system, found.enclosure, fixed):
        raise Undecided("Krawczyk's operator does not show one root for all parameters: the box may be too large")
    if isinstance(branch, nouns.InsideBranch) and not is_inside(branch, found.enclosure):
        raise Undecided("the enclosure is not shown to lie inside the ball")
    if not covers(Region(branch, found.enclosure, found.best), found.tree):
        raise Undecided("the tree does not show that every maximiser lies in the enclosure")


def _speed(shown: nouns.Moves, found: Found) -> None:
    """‖Dx'‖ <= C/c for every parameter of the box, which is convex."""
    box = narrowed(Maximiser(shown.branch), found.enclosure, parameters(shown.branch))
    if not is_strict(shown.branch, box):
        raise Undecided("the second-order condition is not shown over the box")
    if not has_curvature(shown.branch, box, shown.c):
        raise Undecided(f"c = {shown.c} is not shown to be a lower bound of the singular values over the box")
    if not bounds_mixed(shown.branch, shown.C):
        raise Undecided(
            f"C = {shown.C} is not shown to be an upper bound of the mixed derivative over the ball and the box"
        )


def _root(claim: Claim, found: Found) -> Evidence:
    """The equation has one solution in the enclosure, which lies between the bounds."""
    symbols, box = sides(claim)
    if claim.exists != symbols or len(symbols) != 1 or claim.conclusion.op != "=" or claim.witness:
        raise Misstated("a root is a claim that there is one symbol between two bounds with an equation")
    if len(found.enclosure) != 1 or not box[0][0] <= found.enclosure[0][0] < found.enclosure[0][1] <= box[0][1]:
        raise Undecided("the enclosure does not lie between the bounds")
    if not has_one_root(Equations([claim.conclusion.gap], symbols), found.enclosure, []):
        raise Undecided("Krawczyk's operator does not show a root between the bounds")
    if not everywhere(_both_sides(claim, symbols), found.enclosure):
        raise Undecided("the sides of the equation are not shown to have values in the enclosure")
    return Evidence("krawczyk", Outcome.HOLDS, "the interval", "one root between the bounds", (KRAWCZYK,))


def _inequality(claim: Claim) -> Evidence:
    symbols, box = sides(claim)
    if claim.conclusion.op not in ("<=", "<") or claim.exists:
        raise Misstated("a cover shows an inequality")
    jets, have_values = Jets(claim.conclusion.gap, symbols), _both_sides(claim, symbols)
    if not everywhere(lambda at: jets(at, active=0).value > 0 and have_values(at), box):
        raise Undecided("the inequality is not shown on every part of the box")
    return Evidence(
        "cover", Outcome.HOLDS, "every point of the box", "the difference is positive in balls on every part"
    )


def _both_sides(claim: Claim, symbols: tuple[Any, ...]) -> Callable[[list[Any]], bool]:
    """Have both sides values on a part of the box? Their difference may have lost a denominator."""
    both = [Jets(side, symbols) for side in (claim.conclusion.lhs, claim.conclusion.rhs)]
    return lambda at: all(jets(at, active=0).value.is_finite() for jets in both)
