"""Hypothesis over the same builder: blocks of small integers, drawn towards a violation and shrunk by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory
from typing import Any, Protocol

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


def targeted(inputs: Inputs, jury: Jury, dims: Sequence[int], seed: int, examples: int) -> None:
    """Try `examples` inputs, steered towards a violation; the jury keeps the last, simplest one that it certifies."""
    if examples < 1:
        return
    import hypothesis
    from hypothesis import strategies

    def built(block: bytes) -> tuple[dict[Any, Any], int] | None:
        numbers = from_block(block)
        dim, family = _one_of(dims, numbers), _one_of(list(FAMILIES), numbers)
        points = _one_of((1, 2), numbers) if inputs.has_data else 1
        try:
            return inputs.make(Source(numbers, exact=True), family, dim, points), dim
        except NotRational:
            return None

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
        phases=(hypothesis.Phase.generate, hypothesis.Phase.target, hypothesis.Phase.shrink),
    )
    @hypothesis.given(strategies.binary(min_size=BLOCK, max_size=BLOCK).map(built))
    def search(found: tuple[dict[Any, Any], int] | None) -> None:
        violation = None if found is None else _tried(inputs, jury, *found)
        if violation is not None:
            hypothesis.target(max(-1e6, min(1e6, violation)))

    with _scratch(), suppress(_Violated):
        search()


def _one_of(options: Sequence[Any], numbers: Callable[[int, int, Shape], Any]) -> Any:
    return options[int(numbers(0, len(options) - 1, (1, 1))[0, 0, 0])]


@contextmanager
def _scratch() -> Iterator[None]:
    """Hypothesis keeps files even without a database: in a directory that goes away."""
    from hypothesis.configuration import set_hypothesis_home_dir, storage_directory

    before = storage_directory().home_directory
    with TemporaryDirectory() as scratch:
        set_hypothesis_home_dir(scratch)
        try:
            yield
        finally:
            set_hypothesis_home_dir(before)


def _tried(inputs: Inputs, jury: Jury, made: dict[Any, Any], dim: int) -> float | None:
    """How far the input violates the claim, None if it is not admissible; raises _Violated if that is certified."""
    scores = inputs.scores(made, dim)
    if not scores.admissible[0]:
        return None
    jury.tried[dim] = jury.tried.get(dim, 0) + 1
    violation = float(scores.violation[0])
    if inputs.accused(violation) and jury.try_point(inputs.entries(made)) is Outcome.FAILS:
        raise _Violated
    return violation if violation == violation else None
