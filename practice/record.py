"""What is found along one path, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from flint import arb

from practice.balls import Enclosure, at_most, enclosed, exact, precisely, shown
from practice.bounds import (
    BOUNDS,
    THETA_MIN,
    Bound,
    beyond,
    data_constant,
    printed,
    require,
    standard,
    theorem_1,
)
from practice.data import root_above
from practice.engine import confirmed
from practice.iterate import Iterate, Step, Training
from practice.jumps import JUMP, LIMIT, crossings
from practice.path import path, start

EVERY = 20  # every so many parameters the weights are kept
ENGINE = 100  # every so many steps the engine is asked too
THRESHOLD = {"L2": "remark-large-epsilon/optimal-l2", "Linf": "remark-large-epsilon/optimal-linf"}


def record(training: Training, count: int) -> dict[str, Any]:
    """The path of so many steps, and everything that is measured on it. Raises Broken, Undecided."""
    with precisely():
        iterates = list(path(start(training), count))
        steps = [Step(*pair) for pair in pairwise(iterates)]
        return {
            "ball": training.ball,
            "epsilon": str(training.eps),
            "rate": str(training.rate),
            "steps": count,
            "threshold": threshold(training, iterates),
            "size": size(iterates),
            "loss": loss(iterates),
            "signs": {"steps": sum(bool(s.turned) for s in steps), "changes": sum(len(s.turned) for s in steps)},
            "constants": constants(training, steps),
            "bounds": [bound(b, steps) for b in BOUNDS[training.ball]],
            "jumps": jumps(steps) if training.ball == "Linf" else None,
            "along": along(steps),
            "engine": dict(Counter(claim for s in steps[::ENGINE] for claim in confirmed(s))),
            "weights": {str(k): " ".join(map(str, i.weights)) for k, i in enumerate(iterates) if k % EVERY == 0},
        }


def threshold(training: Training, iterates: Sequence[Iterate]) -> dict[str, Any]:
    """ε* = ‖μ‖ in the norm of the ball; from it on no parameter has a loss below log 2, and none here has. Raises Broken."""
    mean = training.data.mean
    square = sum(m * m for m in mean) if training.ball == "L2" else max(map(abs, mean)) ** 2
    reached = square <= training.eps**2
    for i in iterates if reached else ():
        require(THRESHOLD[training.ball], arb(2).log(), i.loss, i.weights)
    return {"claim": THRESHOLD[training.ball], "value": shown(enclosed(exact(square).sqrt())), "reached": reached}


def size(iterates: Sequence[Iterate]) -> dict[str, Any]:
    """‖θ‖ beside θ_min."""
    squares = [i.square for i in iterates]
    return {
        "theta_min": str(THETA_MIN),
        "smallest": shown(enclosed(exact(min(squares)).sqrt())),
        "last": shown(enclosed(exact(squares[-1]).sqrt())),
        "below": sum(s < THETA_MIN**2 for s in squares),
    }


def loss(iterates: Sequence[Iterate]) -> dict[str, Any]:
    """The first and the last loss, and how many steps raise it. Raises Undecided."""
    moves = [(a, b) for a, b in pairwise(iterates) if a.weights != b.weights]
    rises = sum(not at_most(b.loss, a.loss) for a, b in moves)
    return {"first": shown(enclosed(iterates[0].loss)), "last": shown(enclosed(iterates[-1].loss)), "rises": rises}


def constants(training: Training, steps: Sequence[Step]) -> dict[str, Any]:
    """What would have to stand before ‖θ₁ - θ₂‖, and at how many steps a constant is too small for that. Raises Undecided."""
    moves = [s for s in steps if s.before.weights != s.after.weights]
    largest = root_above(max(i.square for s in steps for i in (s.before, s.after)))
    named = {"standard": standard(training), "data": data_constant(training)}
    if training.ball == "L2":
        named |= {"repaired": theorem_1(training), "printed": printed(training, largest)}
    return {
        "measured": highest(enclosed(s.change / s.moved) for s in moves),
        "known": {name: {"value": str(c), "exceeded": sum(beyond(s, c) for s in moves)} for name, c in named.items()},
    }


def along(steps: Sequence[Step]) -> dict[str, str]:
    """For each step the change of the gradient over its length, to four digits, rounded up, and how many signs change. Raises Undecided."""
    ratios = [enclosed(s.change / s.moved)[1] if s.before.weights != s.after.weights else 0 for s in steps]
    return {
        "change over step": " ".join(f"{-(-(10**4) * r // 1) / 10**4:.4f}" for r in ratios),
        "signs": " ".join(str(len(s.turned)) for s in steps),
    }


def bound(b: Bound, steps: Sequence[Step]) -> dict[str, Any]:
    """Where the claim applies, which assumptions fail elsewhere, and how much of the bound is used. Raises Broken, Undecided."""
    failing = [b.fails(s) for s in steps]
    used = [b.keep(s) for s, fails in zip(steps, failing, strict=True) if not fails]
    return {
        "claim": b.claim,
        "applied": len(used),
        "failing": dict(Counter(name for fails in failing for name in fails)),
        "used": highest(enclosed(u) for u in used if u is not None),
    }


def jumps(steps: Sequence[Step]) -> dict[str, Any]:
    """The jumps of all weights that change their sign. Raises Broken, Undecided."""
    found = [enclosed(c.keep()) for s in steps for c in crossings(s)]
    at_0 = sum(not (s.before.weights[i] and s.after.weights[i]) for s in steps for i in s.turned)
    return {"claims": [JUMP, LIMIT], "kept": len(found), "from or to 0": at_0, "over predicted": highest(found)}


def highest(enclosures: Iterable[Enclosure]) -> list[str] | None:
    """The largest of the numbers that are known so; None of none."""
    pairs = list(enclosures)
    return shown((max(low for low, _ in pairs), max(high for _, high in pairs))) if pairs else None
