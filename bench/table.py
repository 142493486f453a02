"""The measured answers as plain data and as tables."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.families import FAMILIES, Case
from bench.rows import OURS, PEERS, Row

RIGHT = {True: ("PROVED", "VACUOUS"), False: ("REFUTED",)}
SOLVERS = (OURS, *PEERS)


@dataclass(frozen=True)
class Measured:
    """One case with the row of each solver that was asked."""

    case: Case
    rows: Mapping[str, Row]

    def as_json(self) -> dict[str, Any]:
        """Plain data; a solver that was not asked, or cannot read the claim, has no entry."""
        case, told = self.case, {by: _told(self.rows[by]) for by in SOLVERS if by in self.rows}
        return {
            "name": case.name,
            "source": case.source,
            "claim": case.claim,
            "where": list(case.where),
            "truth": case.true,
            **{by: answer for by, answer in told.items() if (answer["answer"], answer["elapsed"]) != ("-", 0.0)},
        }


def _told(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {"answer": row.answer, "seconds": row.cpu, "elapsed": row.seconds}
    if row.by == OURS:
        found |= {"method": row.method} | ({"trusting": list(row.trusting)} if row.trusting else {})
        found |= {"reason": row.reason} if row.answer == "UNDECIDED" else {}
    return found


def right(m: Measured, by: str) -> bool:
    """Is the answer the true one?"""
    return by in m.rows and m.rows[by].answer in RIGHT[m.case.true]


def wrong(m: Measured, by: str) -> bool:
    """Is the answer a false one?"""
    return by in m.rows and m.rows[by].answer not in ("UNDECIDED", "-", *RIGHT[m.case.true])


def verdict_mark(case: Case, row: Row) -> str:
    """What the terminal says of an answer."""
    m = Measured(case, {row.by: row})
    return "ok" if right(m, row.by) else "WRONG" if wrong(m, row.by) else "open"


def markdown(parts: Mapping[str, Sequence[Measured]], options: Namespace) -> str:
    """The tables, and the open ones with their reasons."""
    limits = (
        f"{options.timeout:g} s for each answer, {options.alone:g} s for {', '.join(PEERS)} alone: of the processor. "
        "A peer's point counts where it breaks the claim exactly; QEPCAD gives none, its word counts."
    )
    open_ones = [m for part in parts.values() for m in part if OURS in m.rows and not right(m, OURS)]
    lines = ["# What `verify prove` decides", "", limits, ""]
    for name, title in (("named", "Named inequalities"), ("published", "Published inequalities")):
        lines += [f"## {title}", "", *_answers(parts[name]), ""]
    lines += [f"## Generated inequalities, seed {options.seed}", "", *_families(parts["generated"]), ""]
    reasons = [f"* {m.case.name}: `{m.case.claim}`: {m.rows[OURS].reason}" for m in open_ones]
    return "\n".join([*lines, "## Not decided", "", *(reasons or ["None."]), ""])


def _asked(measured: Sequence[Measured]) -> list[str]:
    """The solvers that were asked of some of them."""
    return [by for by in SOLVERS if any(by in m.rows for m in measured)]


def _answers(measured: Sequence[Measured]) -> list[str]:
    peers = [by for by in _asked(measured) if by != OURS]
    heads = ["inequality", "true", "answer", "method", "seconds", *(f"{by} alone" for by in peers)]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for m in measured:
        ours = m.rows.get(OURS)
        shown = (ours.answer, ours.method, f"{ours.cpu:.1f}") if ours else ("", "", "")
        others = [m.rows[by].answer.lower() if by in m.rows else "" for by in peers]
        lines.append(f"| {' | '.join([m.case.name, 'yes' if m.case.true else 'no', *shown, *others])} |")
    shares = [f"{by} {_share(measured, by)}" for by in _asked(measured)]
    return [*lines, "", f"Right: {', '.join(shares)}. An empty cell was not asked, or not for as long as it may take."]


def _families(measured: Sequence[Measured]) -> list[str]:
    """Right ones of all, for every family: true ones, and twins."""
    asked = _asked(measured)
    heads = [f"{kind}: {by}" for kind in ("true", "spoiled") for by in asked]
    lines = [f"| family | {' | '.join(heads)} |", "|---" * (1 + len(heads)) + "|"]
    for name in (*FAMILIES, "all"):
        of_it = [m for m in measured if name in ("all", m.case.source)]
        parts = [[m for m in of_it if m.case.true == true] for true in (True, False)]
        cells = [_share(part, by) for part in parts for by in asked]
        lines.append(f"| {' | '.join([name.replace('_', ' '), *cells])} |")
    return lines


def _share(measured: Iterable[Measured], by: str) -> str:
    asked = [m for m in measured if by in m.rows]
    false = sum(wrong(m, by) for m in asked)
    return (
        f"{sum(right(m, by) for m in asked)} of {len(asked)}{f', {false} wrong' if false else ''}"
        if asked
        else "not asked"
    )
