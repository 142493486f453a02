"""The search for counterexamples: inputs drawn and checked for each second, chunk by chunk, as a campaign does them.

One chunk in eight is careful; the rates are those of the whole, with the journal. A compiler would have to pay for its start: on the
kernel of Lemma 2 at d = 2, in blocks of 2^14 pairs and one thread, numexpr 2.14 takes 0.69 of the time of NumPy, and the kernel is
a third of a chunk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.speed.row import Row, seconds
from verify.judging.catalogue import discover
from verify.language.symbols import Datum, Sample, SampleLabel, Vector, d
from verify.prover.batch import batch
from verify.search.campaign.chunk import LAPS
from verify.search.campaign.journal import Journal
from verify.search.campaign.run import alone
from verify.search.campaign.task import VIOLATION, Task, dimensions_of, variants_of, why_not
from verify.search.inputs.swift import MOST_ROWS

LEMMA = ("proofs.section_3_1.lemma2", "lemma-2", "lipschitz")
VECTORS = (0, *range(1, 2 * LAPS - 1, 2))  # one careful chunk and LAPS - 1 of real vectors, as LAPS chunks have
FRAMES = (2, 4, 6)  # of norms and inner products
TARGETS = {2: 1.5, 16: 2.0, 128: 2.0}
HIGH = 3072
NUMBERS = 1 << 21  # of each vector of a peer: of the sizes tried the one at which it is fastest
EACH = 11  # one claim in so many
SLOW = (
    "in 24 of 422 claims (the median of all is 1.9) hardly any row is admissible, as assumptions are equations, or bounds that no rule "
    "builds in: a campaign varies those few rows and counts only admissible ones, 0.00002 to 0.2; the peer counts every row"
)


def rows() -> Iterator[Row]:
    """Lemma 2 in three dimensions, every eleventh claim that points decide, and Lemma 2 by norms and inner products."""
    for dim, least in TARGETS.items():
        yield Row(
            work=f"search lemma-2/lipschitz, d = {dim}",
            peer_is="twelve lines of NumPy",
            ours=lambda dim=dim: seconds_a_pair(Task(*LEMMA, dim=dim), VECTORS),
            peer=lambda dim=dim: seconds(lambda: largest_ratio(dim), NUMBERS // dim, at_least=0.5),
            least=least,
        )
    claims = Claims()
    about = {"claims": len(claims.tasks)}
    peer_is = "the formula on a batch of normals"
    yield Row("search: the median claim", peer_is, lambda: 1 / claims.median(), lambda: 1.0, least=0.7, about=about)
    yield Row(
        "search: the slowest claim",
        peer_is,
        lambda: 1 / claims.slowest(),
        lambda: 1.0,
        least=0.2,
        why=SLOW,
        about=about,
    )
    yield Row(
        work=f"search lemma-2/lipschitz, d = {HIGH}, by inner products",
        peer_is="drawing the three numbers of each pair",
        ours=lambda: seconds_a_pair(Task(*LEMMA, dim=HIGH), FRAMES),
        peer=lambda: seconds(lambda: three_numbers(HIGH), MOST_ROWS, at_least=0.5),
        least=0.4,
    )


def seconds_a_pair(task: Task, chunks: Sequence[int]) -> float:
    """CPU seconds of these chunks of a campaign, with its journal, by their pairs."""
    with TemporaryDirectory() as out:
        journal, began, pairs = Journal(Path(out), task), time.process_time(), 0
        for done in alone(task, iter(chunks)):
            journal.keep(done)
            pairs += done["pairs"]
        return (time.process_time() - began) / max(1, pairs)


def largest_ratio(dim: int, eps: float = 1.0, theta_min: float = 0.5) -> Any:
    """The peer: pairs of normal vectors outside the ball, and the largest ratio of the sides of Lemma 2."""
    rng = np.random.Generator(np.random.SFC64(dim))
    theta_1, theta_2 = (rng.standard_normal((NUMBERS // dim, dim)) for _ in range(2))
    norm_1, norm_2 = (np.linalg.norm(theta, axis=1, keepdims=True) for theta in (theta_1, theta_2))
    theta_1 *= np.maximum(1, theta_min / norm_1)
    theta_2 *= np.maximum(1, theta_min / norm_2)
    norm_1, norm_2 = np.maximum(norm_1, theta_min), np.maximum(norm_2, theta_min)
    left = np.linalg.norm(eps * theta_1 / norm_1 - eps * theta_2 / norm_2, axis=1)
    right = eps / theta_min * np.linalg.norm(theta_1 - theta_2, axis=1)
    return (left / right).max()


BUFFER = np.empty(MOST_ROWS)
RNG = np.random.Generator(np.random.SFC64(0))


def three_numbers(dim: int) -> None:
    """The bare generator: what says how two normal vectors lie to each other, in a buffer that stays."""
    RNG.standard_gamma(dim / 2, out=BUFFER)
    RNG.standard_normal(out=BUFFER)
    RNG.standard_gamma((dim - 1) / 2, out=BUFFER)


class Claims:
    """How many times faster than the peer each of some claims is searched; of each turn the median and the least is asked."""

    def __init__(self) -> None:
        catalogue = discover("proofs")
        every = [(s.name, c) for s in catalogue.statements for c in s.claims if not c.exists]
        tasks = (Task(catalogue.modules[s], s, c.name) for s, c in every if not why_not(c, VIOLATION, None))
        self.tasks = [_in_one_dimension(t) for t in tasks if variants_of(t) and variants_of(t)[0][1].symbols][::EACH]
        self.least: list[float] = []

    def median(self) -> float:
        """Of one turn."""
        ratios = [_ratio(task) for task in self.tasks]
        self.least.append(min(ratios))
        return median(ratios)

    def slowest(self) -> float:
        """Of a turn whose median was asked, else of a new one."""
        if not self.least:
            self.median()
        return self.least.pop(0)


def _in_one_dimension(task: Task) -> Task:
    inputs = variants_of(task)[0][1]
    dims = dimensions_of(inputs, None)
    return Task(
        task.module, task.statement, task.claim, dim=dims[min(3, len(dims) - 1)] if inputs.has_vectors else None
    )


def _ratio(task: Task) -> float:
    """The peer's seconds by ours: of one chunk of vectors and the share of a careful one that goes with it."""
    peer = seconds(*_formula(task))
    choices = len(variants_of(task))
    with TemporaryDirectory() as out:
        journal, costs = Journal(Path(out), task), []
        for index in (0, choices):  # the first lap, and the second, with the first choice of unknown functions
            began = time.process_time()
            (done,) = alone(task, iter([index]))
            journal.keep(done)
            costs.append((time.process_time() - began, done["pairs"]))
    spent, pairs = (costs[0][n] / (LAPS - 1) + costs[1][n] for n in (0, 1))
    return peer * pairs / spent


def _formula(task: Task) -> tuple[Callable[[], Any], int]:
    """One big batch of normals for each symbol, both sides of the conclusion, the largest gap; and how many rows it has."""
    inputs = variants_of(task)[0][1]
    width = (task.dim or inputs.claim.dimensions[0]) - inputs.claim.beside
    symbols = [s for s in inputs.symbols if s != d]
    sizes = {
        s: (2 if isinstance(s, Sample | Datum | SampleLabel) else 1, width if isinstance(s, Vector) else 1)
        for s in symbols
    }
    count = max(1, NUMBERS // 4 // max(1, *(n * m for n, m in sizes.values())))
    kernel = batch([inputs.claim.conclusion.lhs, inputs.claim.conclusion.rhs], symbols)
    rng = np.random.Generator(np.random.SFC64(1))

    def work() -> Any:
        left, right = kernel({**{s: rng.standard_normal((count, *size)) for s, size in sizes.items()}, d: width})
        with np.errstate(all="ignore"):
            return np.max(left - right)

    return work, count
