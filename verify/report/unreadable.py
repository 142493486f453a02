"""The formulas of sentences that the report cannot read, all of them at once, before anything is judged.

No derivation is built here: it is an author's code, and runs where claims are judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from verify.judging.sentences import Sentence
from verify.language.claim import Claim, Statement
from verify.report.formulas.wording import faults


def unreadable(
    claims: Iterable[tuple[Statement, Claim]], table: Sequence[Sentence], paper: Mapping[str, Any]
) -> list[str]:
    """A line for each: whose sentence it is, the formula, and what to write instead."""
    told = (f"{name}: {fault}" for name, says in _sentences(claims, table, paper) for fault in faults(says))
    return [*dict.fromkeys(told)]


def _sentences(
    claims: Iterable[tuple[Statement, Claim]], table: Sequence[Sentence], paper: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    yield "the title of the paper", str(paper.get("title", ""))
    for name, (means, place) in paper.get("symbols", {}).items():
        yield from ((f"the symbol {name}", x) for x in (means, place))
    for s, c in claims:
        yield from ((s.name, x) for x in (s.title, s.where))
        said = (c.says, c.added, *(x.says for x in c.schemas), *(r.why for r in c.needs))
        yield from ((f"{s.name}/{c.name}", x) for x in said)
    for row in table:
        yield from ((row.id, x) for x in (row.place, row.says, row.excused))
