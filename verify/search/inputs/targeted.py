"""Hypothesis over the same builder: blocks of small integers, drawn towards a violation and shrunk by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir
from typing import Any, Protocol
from uuid import uuid4

from verify.language.arithmetic import NotRational
from verify.language.verdict import Outcome
from verify.search.inputs.draw import Shape, Source, from_block
from verify.search.inputs.families import FAMILIES
from verify.search.inputs.inputs import Inputs

BLOCK = 192  # bytes an example: to draw one block costs as much as to draw one number


class Jury(Protocol):
    """Certifies exact points and counts what was tried."""

    tried: dict[int, int]

    def try_point(self, point: dict[Any, Any]) -> Outcome:
        """Certify one exact point and remember a violation."""
        ...


class _Violated(Exception):
    """A certified violation: what Hypothesis is to shrink."""


@dataclass(frozen=True)
class _Hunt:
    inputs: Inputs
    jury: Jury
    dims: Sequence[int]

    def made(self, block: bytes) -> tuple[dict[Any, Any], int] | None:
        """The input that the block stands for, with its dimension; None where it is not rational."""
        numbers = from_block(block)
        dim, family = _one_of(self.dims, numbers), _one_of(list(FAMILIES), numbers)
        points = _one_of((1, 2), numbers) if self.inputs.has_data else 1
        try:
            return self.inputs.make(Source(numbers, exact=True), family, dim, points), dim
        except NotRational:
            return None

    def on(self, block: bytes) -> None:
        """Tell Hypothesis how far the input of this block violates the claim. Raises _Violated where that is certified."""
        import hypothesis

        made = self.made(block)
        violation = None if made is None else self.tried(*made)
        if violation is not None:
            hypothesis.target(max(-1e6, min(1e6, violation)))

    def tried(self, made: dict[Any, Any], dim: int) -> float | None:
        """How far the input violates the claim, None if it is not admissible. Raises _Violated if that is certified."""
        scores = self.inputs.scores(made, dim)
        if not scores.admissible[0]:
            return None
        self.jury.tried[dim] = self.jury.tried.get(dim, 0) + 1
        violation = float(scores.violation[0])
        if self.inputs.accused(violation) and self.jury.try_point(self.inputs.entries(made)) is Outcome.FAILS:
            raise _Violated
        return violation if violation == violation else None


_hunts: list[_Hunt] = []  # the last one is on


def targeted(inputs: Inputs, jury: Jury, dims: Sequence[int], seed: int, examples: int) -> None:
    """Try `examples` inputs, steered towards a violation; the jury keeps the last, simplest one that it certifies."""
    if examples < 1:
        return
    import hypothesis

    search = hypothesis.seed(seed)(_search(examples))
    _hunts.append(_Hunt(inputs, jury, dims))
    try:
        with _scratch(), suppress(_Violated):
            search()
    finally:
        _hunts.pop()


@cache
def _search(examples: int) -> Callable[[], None]:
    """The test of so many examples."""
    import hypothesis
    from hypothesis import strategies

    settings = hypothesis.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
        phases=(hypothesis.Phase.generate, hypothesis.Phase.target, hypothesis.Phase.shrink),
    )
    test: Callable[[], None] = settings(hypothesis.given(strategies.binary(min_size=BLOCK, max_size=BLOCK))(_test))
    return test


def _test(block: bytes) -> None:  # short, as Hypothesis reads the source of a test whenever it runs
    _hunts[-1].on(block)


def _one_of(options: Sequence[Any], numbers: Callable[[int, int, Shape], Any]) -> Any:
    return options[int(numbers(0, len(options) - 1, (1, 1))[0, 0, 0])]


@contextmanager
def _scratch() -> Iterator[None]:
    """Hypothesis may keep files even without a database: in a directory that it makes then, and that goes away."""
    from hypothesis.configuration import set_hypothesis_home_dir, storage_directory

    before = storage_directory().home_directory
    scratch = Path(gettempdir()) / f"hypothesis-{uuid4().hex}"
    set_hypothesis_home_dir(scratch)
    try:
        yield
    finally:
        set_hypothesis_home_dir(before)
        if scratch.exists():
            rmtree(scratch, ignore_errors=True)
