"""What `make data` does: the linear model on two digits, in both balls, three radii each; and a network on four digits, attacked
by the same at the end of its training, and followed over a few steps of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

from practice import model as models
from practice import training
from practice.attacked import attacked, correct
from practice.data import DataSet, to_json
from practice.iterate import UNIT, Training
from practice.model import Model
from practice.moved import moved
from practice.record import record

SCHEMA, KIND = 2, "practice"
STORED = Path("reports/practice.json")
CLASSES = (3, 8)
FOUR = ((3, 5), (8, 9))
STEPS = 200
RADII = {
    "L2": (Fraction(1, 4), Fraction(1, 2), Fraction(1)),
    "Linf": (Fraction(1, 50), Fraction(1, 10), Fraction(3, 10)),
}  # the last of each is above the threshold ε*
ATTACKS = {
    "L2": (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2)),
    "Linf": (Fraction(1, 100), Fraction(3, 100), Fraction(1, 10)),
}
FOLLOWED = (0, 600, 1000, 1499)  # steps of the network's training
FOLLOWED_AT = {"L2": Fraction(1, 4), "Linf": Fraction(3, 100)}
Found = dict[str, Any]
Path_ = Mapping[int, Model]


class Job(Protocol):
    """A part of the work that is kept by itself."""

    def work(self) -> Found:
        """Raises Broken, Undecided."""

    def says(self, found: Found) -> str:
        """What was found, in one line."""


@dataclass(frozen=True)
class Trained:
    """The linear model's path."""

    training: Training
    steps: int

    def work(self) -> Found:
        return record(self.training, self.steps)

    def says(self, found: Found) -> str:
        signs = found["signs"]
        return f"{found['ball']}, ε = {found['epsilon']}: {found['steps']} steps, {signs['changes']} changes of a sign"


@dataclass(frozen=True)
class Attacked:
    """The network at the end of its training."""

    model: Model
    data: DataSet
    ball: str
    eps: Fraction

    def work(self) -> Found:
        return attacked(self.model, self.data, self.ball, self.eps)

    def says(self, found: Found) -> str:
        kinds = ", ".join(f"{count} {letter}" for letter, count in found["kinds"].items())
        return f"network, {found['ball']}, ε = {found['epsilon']}: {kinds}"


@dataclass(frozen=True)
class Moved:
    """One step of the network's training."""

    step: int
    before: Model
    after: Model
    data: DataSet
    ball: str
    eps: Fraction

    def work(self) -> Found:
        return {"after": self.step, **moved(self.before, self.after, self.data, self.ball, self.eps)}

    def says(self, found: Found) -> str:
        return f"network, {found['ball']}, the step after {self.step}: {found['points']} points"


def jobs(data: DataSet, four: DataSet, path: Path_) -> list[Job]:
    """All of the work; `path` are those models that are looked at, by the number of steps before them."""
    linear = [Trained(Training(data, ball, eps), STEPS) for ball, radii in RADII.items() for eps in radii]
    last = path[max(path)]
    network = [Attacked(last, four, ball, eps) for ball, radii in ATTACKS.items() for eps in radii]
    steps = [k for k in path if k + 1 in path]
    followed = [Moved(k, path[k], path[k + 1], four, ball, eps) for k in steps for ball, eps in FOLLOWED_AT.items()]
    return [*linear, *network, *followed]


def looked_at(four: DataSet) -> dict[int, Model]:
    """Those models of the training that are looked at: before and after each step that is followed, and the last."""
    wanted = {k + i for k in FOLLOWED for i in (0, 1)} | {training.STEPS}
    return {k: model for k, model in enumerate(training.trained(four)) if k in wanted}


def done(chosen: Sequence[Job], workers: int) -> Iterator[Found]:
    """What each finds, in their order; one worker is this process. Raises Broken, Undecided."""
    if workers == 1:
        yield from map(_work, chosen)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_work, chosen)


def _work(job: Job) -> Found:
    return job.work()


def key(job: Job) -> str:
    """Tells jobs of other settings, or on other data, apart."""
    return sha256(repr(job).encode()).hexdigest()


def document(data: DataSet, four: DataSet, path: Path_, chosen: Sequence[Job], found: Sequence[Found]) -> Found:
    """Everything that is stored. Raises Undecided."""

    def of(kind: type) -> list[Found]:
        return [f for job, f in zip(chosen, found, strict=True) if isinstance(job, kind)]

    return {
        "schema": SCHEMA,
        "kind": KIND,
        "unit": f"1/{UNIT}",
        "R": str(data.radius),
        "runs": of(Trained),
        "network": {
            "attacks": of(Attacked),
            "steps": of(Moved),
            "training": training.settings() | {"right": correct(path[max(path)], four)},
            "models": {str(k): models.to_json(m) for k, m in path.items()},
            "data": to_json(four),
        },
        "data": to_json(data),
    }
