"""Check a certificate: what was found for a claim shows the claim, or why it does not. No search happens here.

Why it is sound. f is the loss over the closed ball of centre x and radius r, T the box of parameters, X the enclosure.

  for all t in T one root of the multiplier equations in X     the ball is covered so that maximisers lie in X only
  ------------------------------------------------------------------------------------------------------------------
                          for every t in T: f(., t) has exactly one maximiser, and it is that root

A maximiser exists, since f is continuous on the ball (the cover asks for finite balls on every piece but those where no
maximiser is sought, outside it). By the multiplier rule it is a root of the equations, and X holds one only.

  the above     the second-order condition on X     singular values of the (bordered) Hessian > c     ‖mixed block‖ < C
  -----------------------------------------------------------------------------------------------------------------------
                       ‖x'(s) - x'(t)‖ <= C/c ‖s - t‖ for s, t in T

By the implicit function theorem x' is differentiable with ‖Dx'‖ <= C/c; T is convex, so the mean value inequality holds.

  K(X) in the interior of X     X in [a, b]          rhs - lhs > 0, finite on every part of the box
  -----------------------------------------          ----------------------------------------------
     there is z in [a, b] with lhs = rhs                    lhs <= rhs, lhs < rhs on the box

The difference is a term in which both sides stand as they are written: where its ball is finite both have values.

What is not checked here: that the claim says just this, of a box that is not empty (`statement`), and the single steps
(`krawczyk`, `conditions`, `cover`).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from flint import ctx

from verify.checkers.box.conditions import bounds_mixed, has_curvature, is_inside, is_strict, parameters
from verify.checkers.box.cover import Region
from verify.checkers.box.found import Found, to_record
from verify.checkers.box.jet import Jets
from verify.checkers.box.krawczyk import has_one_root, narrowed
from verify.checkers.box.reasons import Reason
from verify.checkers.box.statement import require_form, sides
from verify.checkers.box.system import Equations, Maximiser
from verify.checkers.boxes import Box, covers, everywhere
from verify.kernel.evidence import Evidence, Method, proved
from verify.kernel.facts.register import REFERENCES
from verify.kernel.reasons import NotShown, Said
from verify.kernel.record import named
from verify.language import branch as nouns
from verify.language.claim import Claim
from verify.language.verdict import Outcome

PRECISION = 64
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


def bits(box: Box) -> int:
    """A precision that resolves the narrowest side well."""
    return PRECISION + 2 * max((math.ceil(1 / (high - low)).bit_length() for low, high in box if low < high), default=0)


def check(claim: Claim, found: Found, name: str = "") -> Evidence:
    """HOLDS with the box as its scope, which settles the claim, or UNKNOWN with the reason. Never HOLDS where a ball leaves it open.

    With the full `name` of the claim the certificate is kept as a record.
    """
    try:
        with ctx.workprec(bits(found.enclosure)):
            shown = _shown(claim, found)
        return proved(claim, replace(shown, certificate=to_record(named(name, claim), found)) if name else shown)
    except NotShown as why:
        return Evidence(Method.KRAWCZYK, Outcome.UNKNOWN, said=why.said)
    except (TypeError, ValueError, ZeroDivisionError) as why:
        return Evidence(Method.KRAWCZYK, Outcome.UNKNOWN, said=Said(Reason.UNUSABLE_CERTIFICATE, {"why": str(why)}))


def _shown(claim: Claim, found: Found) -> Evidence:
    certificate = claim.certificate
    if isinstance(certificate, nouns.OneRoot):
        return _root(claim, found)
    if isinstance(certificate, nouns.EveryPoint):
        return _inequality(claim)
    if not isinstance(certificate, nouns.Located):
        raise NotShown(Reason.NO_CERTIFICATE, name=claim.name)
    require_form(claim, certificate)
    branch = certificate.branch
    _maximiser(branch, found)
    said = Said(Reason.LOCATED, {"boxes": len(found.tree)})
    facts: tuple[str, ...] = (KRAWCZYK, WEIERSTRASS, FERMAT)
    if isinstance(certificate, nouns.Moves):
        _speed(certificate, found)
        said = Said(Reason.MOVES, {**said.parts, "c": certificate.c, "C": certificate.C})
        facts = (*facts, IMPLICIT)
    count, d = len(branch.parameters), len(branch.unknowns)
    return Evidence(Method.KRAWCZYK, Outcome.HOLDS, f"d = {d}, all {count} parameters in the box", said, facts)


def _maximiser(branch: nouns.Branch, found: Found) -> None:
    """Every maximiser is the one root in the enclosure, and lies where the branch says."""
    size = len(branch.unknowns) + isinstance(branch, nouns.SphereBranch)
    if not found.enclosure:
        raise NotShown(Reason.NO_ENCLOSURE)
    if len(found.enclosure) != size or any(low >= high for low, high in found.enclosure):
        raise NotShown(Reason.ENCLOSURE_SIZE, size=size)
    if len(found.best) != len(branch.unknowns):
        raise NotShown(Reason.POINT_SIZE)
    system, fixed = Maximiser(branch), parameters(branch)
    if not has_one_root(system, found.enclosure, fixed):
        raise NotShown(Reason.NO_ONE_ROOT)
    if isinstance(branch, nouns.InsideBranch) and not is_inside(branch, found.enclosure):
        raise NotShown(Reason.NOT_INSIDE)
    region = Region(branch, found.enclosure, found.best)
    if not covers(region.root, found.tree, region.settles):
        raise NotShown(Reason.NOT_COVERED)


def _speed(shown: nouns.Moves, found: Found) -> None:
    """‖Dx'‖ <= C/c for every parameter of the box, which is convex."""
    box = narrowed(Maximiser(shown.branch), found.enclosure, parameters(shown.branch))
    if not is_strict(shown.branch, box):
        raise NotShown(Reason.NOT_STRICT)
    if not has_curvature(shown.branch, box, shown.c):
        raise NotShown(Reason.NO_CURVATURE, c=shown.c)
    if not bounds_mixed(shown.branch, shown.C):
        raise NotShown(Reason.NO_MIXED_BOUND, C=shown.C)


def _root(claim: Claim, found: Found) -> Evidence:
    """The equation has one solution in the enclosure, which lies between the bounds."""
    symbols, box = sides(claim)
    if claim.exists != symbols or len(symbols) != 1 or claim.conclusion.op != "=" or claim.witness:
        raise NotShown(Reason.NO_ROOT_CLAIM)
    if len(found.enclosure) != 1 or not box[0][0] <= found.enclosure[0][0] < found.enclosure[0][1] <= box[0][1]:
        raise NotShown(Reason.NOT_BETWEEN)
    if not has_one_root(Equations([claim.conclusion.slack], symbols), found.enclosure, []):
        raise NotShown(Reason.NO_ROOT)
    return Evidence(Method.KRAWCZYK, Outcome.HOLDS, "the interval", Said(Reason.ONE_ROOT), (KRAWCZYK,))


def _inequality(claim: Claim) -> Evidence:
    symbols, box = sides(claim)
    if claim.conclusion.op not in ("<=", "<") or claim.exists:
        raise NotShown(Reason.NO_INEQUALITY)
    jets = Jets(claim.conclusion.slack, symbols)

    def holds(at: list[Any]) -> bool:
        gap = jets(at, active=0).value
        return bool(gap > 0) and gap.is_finite()

    if not everywhere(holds, box):
        raise NotShown(Reason.NOT_ON_EVERY_PART)
    return Evidence(Method.COVER, Outcome.HOLDS, "every point of the box", Said(Reason.ON_EVERY_PART))
