"""The same claims asked of the engine itself: each is certified at a step, with the whole data set, as at any exact point."""

from __future__ import annotations

from typing import Any

from practice.bounds import BOUNDS, EVERY_PAIR, LEMMA_2, THEOREM_1, THEOREM_2, THETA_MIN, Bound, where
from practice.iterate import Step
from practice.jumps import JUMP, LIMIT, Crossing, crossings
from proofs.section_3_1 import lemma2, theorem1, theorem2, theorem2_every_pair, theorem2_jump
from proofs.setting import R, eps, theta_1, theta_2, theta_min, x, x_n, y, y_n
from verify.kernel.certify import certify
from verify.language.verdict import Outcome

CLAIMS = {
    LEMMA_2.claim: lemma2.lipschitz,
    THEOREM_1.claim: theorem1.smooth,
    THEOREM_2.claim: theorem2.same_signs_nonzero,
    EVERY_PAIR.claim: theorem2_every_pair.every_pair,
    JUMP: theorem2_jump.jump_claim,
    LIMIT: theorem2_jump.jump_limit,
}


def at_step(step: Step) -> dict[Any, Any]:
    """The point for the claims on two parameters."""
    data = step.training.data
    return {
        theta_1: step.before.theta,
        theta_2: step.after.theta,
        theta_min: THETA_MIN,
        eps: step.training.eps,
        R: data.radius,
        x: data.points[0],
        y: data.labels[0],
        x_n: data.points,
        y_n: data.labels,
    }


def at_crossing(crossing: Crossing) -> dict[Any, Any]:
    """The point for the claims on a jump: the coordinate that changes its sign stands apart from the others."""
    i, data = crossing.coordinate, crossing.training.data
    return {
        theorem2_jump.t: crossing.t,
        theorem2_jump.w: crossing.here.theta[:i] + crossing.here.theta[i + 1 :],
        theorem2_jump.b_n: tuple(p[i] for p in data.points),
        theorem2_jump.c_n: tuple(p[:i] + p[i + 1 :] for p in data.points),
        y_n: data.labels,
        eps: crossing.training.eps,
    }


def confirmed(step: Step) -> list[str]:
    """The claims that the engine certifies here: every bound whose assumptions hold, and those on the first jump.

    Raises ValueError where it says anything else than that the claim holds.
    """
    jumps = crossings(step)[:1] if step.training.ball == "Linf" else ()
    asked: list[tuple[str, dict[Any, Any]]] = [(b.claim, at_step(step)) for b in _applied(step)]
    asked += [(claim, at_crossing(c)) for c in jumps for claim in (JUMP, LIMIT)]
    for claim, point in asked:
        found = certify(CLAIMS[claim], point)
        if found.outcome is not Outcome.HOLDS:
            raise ValueError(f"{claim}: the engine says {found.outcome} ({found.said}) at {where(step)}")
    return [claim for claim, _ in asked]


def _applied(step: Step) -> list[Bound]:
    return [b for b in BOUNDS[step.training.ball] if not b.fails(step)]
