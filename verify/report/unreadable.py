"""The formulas of sentences that the report cannot read, all of them at once, before anything is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from verify.judging.sentences import Sentence
from verify.judging.time_limit import TimeIsUp, at_most
from verify.language.claim import Claim, Statement
from verify.language.proof import Derivation, Lemma
from verify.report.formulas.wording import faults


def unreadable(
    claims: Iterable[tuple[Statement, Claim]], table: Sequence[Sentence], paper: Mapping[str, Any], seconds: float
) -> list[str]:
    """A line for each: whose sentence it is, the formula, and what to write instead. A derivation has so many seconds to be built."""
    told = (f"{name}: {fault}" for name, says in _sentences(claims, table, paper, seconds) for fault in faults(says))
    return [*dict.fromkeys(told)]


def _sentences(
    claims: Iterable[tuple[Statement, Claim]], table: Sequence[Sentence], paper: Mapping[str, Any], seconds: float
) -> Iterator[tuple[str, str]]:
    yield "the title of the paper", str(paper.get("title", ""))
    for name, (means, place) in paper.get("symbols", {}).items():
        yield from ((f"the symbol {name}", x) for x in (means, place))
    for s, c in claims:
        yield s.name, s.title
        reasons = (r for build in (c.derive, c.absurd, c.disprove) if build for r in _reasons(build, seconds))
        said = (c.says, c.added, *(x.says for x in c.schemas), *(r.why for r in c.needs), *reasons)
        yield from ((f"{s.name}/{c.name}", x) for x in said)
    for row in table:
        yield from ((row.id, x) for x in (row.place, row.says, row.excused))


def _reasons(build: Callable[[], Derivation], seconds: float) -> list[str]:
    """The words beside the lines of a derivation; none where it cannot be built, which its verdict says."""
    with suppress(TimeIsUp, Exception), at_most(seconds):
        return [*_said(build())]
    return []


def _said(d: Derivation) -> Iterator[str]:
    chains: tuple[Derivation | Lemma, ...] = (d, *(d.there.lemmas if d.there else ()), *d.lemmas)
    yield from (line.why for one in chains for line in one.lines)
    for rule in d.rules:
        yield rule.schema.says
        yield from _said(rule.shown)
