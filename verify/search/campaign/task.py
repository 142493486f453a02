"""What every chunk of a campaign works on, as plain data that travels to other processes and machines."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any

from verify.checkers.stored.pointwise import MOST_CHOICES, has_plain_claims, plain_claims
from verify.checkers.stored.unbounded import question
from verify.kernel.certify import pointless
from verify.kernel.reasons import NotShown
from verify.language.claim import Claim
from verify.language.module import statement_of
from verify.search.inputs.inputs import Inputs
from verify.search.inputs.scores import relative_excess, relative_ratio
from verify.search.probe import dimensions_tried

Document = dict[str, Any]
Variant = tuple[dict[str, str], Inputs]
UNCHOSEN = "no simple choice of its unknown functions is seen to fit, and it brings no instance"
VIOLATION, RATIO, CONSTANT = "violation", "ratio", "constant"


@dataclass(frozen=True)
class Task:
    """One claim of a module, the seed, the dimension (None: those usual for the claim), and the goal.

    The goal is a violation, the largest ratio of the sides, or that with a constant factor of the right side put to 1.
    """

    module: str
    statement: str
    claim: str
    seed: int = 0
    dim: int | None = None
    goal: str = VIOLATION

    @property
    def id(self) -> str:
        """`statement/claim`."""
        return f"{self.statement}/{self.claim}"

    @property
    def key(self) -> str:
        """A short name of exactly this task."""
        return sha256(repr(sorted(asdict(self).items())).encode()).hexdigest()[:12]

    def command(self, chunks: int) -> str:
        """The line that does the first chunks again."""
        package = proof_package(self.module)
        parts = ["verify search", self.id]
        parts += [f"--package {package}"] if package != "proofs" else []
        parts += [f"--dim {self.dim}"] if self.dim is not None else []
        parts += {RATIO: ["--maximise"], CONSTANT: ["--family"]}.get(self.goal, [])
        return " ".join([*parts, f"--seed {self.seed}", f"--chunks {chunks}"])


def proof_package(module: str) -> str:
    """The proof package of a module that stands in it or in one of its sections: it, and no section, says what the PAPER is."""
    parts = module.split(".")[:-1]
    around = [".".join(parts[:k]) for k in range(1, len(parts) + 1)]
    return next((p for p in around if hasattr(sys.modules.get(p), "PAPER")), ".".join(parts))


def claim_of(task: Task) -> Claim:
    """The claim, read from its module where the task has come to."""
    return next(c for c in statement_of(task.module).claims if c.name == task.claim)


@lru_cache(maxsize=8)
def variants_of(task: Task) -> tuple[Variant, ...]:
    """The compiled inputs of the claim, or of the first few choices for its unknown functions, with their texts.

    A process keeps those of its last few tasks.
    """
    claim = question(claim_of(task)) if task.goal == CONSTANT else claim_of(task)
    measure = relative_excess if task.goal == VIOLATION else relative_ratio
    return tuple((texts, Inputs(plain, measure=measure)) for texts, plain in islice(plain_claims(claim), MOST_CHOICES))


def dimensions_of(inputs: Inputs, dim: int | None) -> tuple[int, ...]:
    """The dimensions that the chunks take in turn, as far as the claim speaks of them."""
    if dim is not None and inputs.has_vectors:
        return (dim,)
    return inputs.claim.dimensions[:1] if inputs.claim.exists else dimensions_tried(inputs, None)


def why_not(claim: Claim, goal: str, dim: int | None) -> str:
    """Why there is nothing to search; empty where there is."""
    if goal == CONSTANT:
        try:
            claim = question(claim)
        except NotShown as why:
            return str(why)
    if goal == RATIO and claim.exists:
        return f"{pointless(claim)}; try --family"
    if (goal == CONSTANT or not (claim.abstract or claim.exists)) and (reason := pointless(claim)):
        return str(reason)
    if claim.abstract and not has_plain_claims(claim):
        return _unchosen(claim)
    if goal == RATIO and claim.conclusion.op not in ("<=", "<"):
        return f"its conclusion is no bound: expected <= or <, got {claim.conclusion.op}"
    low, high = claim.dimensions
    if dim is None or (low <= dim and (high is None or dim <= high)):
        return ""
    return (
        f"it speaks of d = {low}{'' if high == low else ' and more' if high is None else f' to {high}'}, not of {dim}"
    )


def _unchosen(claim: Claim) -> str:
    if claim.certificate is not None:
        return "it speaks of maximisers over a ball: one point decides nothing"
    return "it says that something exists for unknown functions" if claim.witness else UNCHOSEN
