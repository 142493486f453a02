"""Verdicts for people: the table, the block on one claim, the closing line."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from verify.cli.terminal import paint, print_table
from verify.cli.why import advice, concerns
from verify.judging import plain
from verify.judging.codes import option
from verify.judging.marks import MARKS, SOURCES, TONES
from verify.judging.results import method
from verify.judging.table import Broken
from verify.judging.workers import Budget
from verify.kernel.judgement import Judgement
from verify.language.sentence import unmarked
from verify.language.verdict import Outcome, Verdict

COLOURS = {"good": "green", "open": "yellow", "bad": "red"}
HEADERS = ("claim", "eq.", "verdict", "scope", "how")


def marked(verdict: Verdict, expected: str) -> str:
    """The verdict with its mark, and the expected one where it is another."""
    text = f"{MARKS[verdict].sign} {verdict.value}"
    return text if verdict.value == expected else f"{text}, expected {expected}"


def print_verdicts(judgements: Sequence[Judgement]) -> None:
    """The table of verdicts: one row for each claim."""
    table = [
        (
            j.id,
            ", ".join(map(str, j.claim.equations)),
            marked(j.verdict, j.claim.expected),
            plain.scope(j.scope, j.claim),
            method(j),
        )
        for j in judgements
    ]
    tones = ["bad" if j.refused else MARKS[j.verdict].tone for j in judgements]
    styles = [(2, COLOURS[t] + ("" if j.as_expected else " bold")) for t, j in zip(tones, judgements, strict=True)]
    print_table(HEADERS, table, styles)


def block(j: Judgement, again: str) -> list[str]:
    """One verdict with all it rests on, the counterexample in exact numbers, and the line that repeats it."""
    lines = [f"{j.id}: {unmarked(j.claim.says)}", f"  verdict   {j.verdict.value}", f"  expected  {j.claim.expected}"]
    open_claim = j.verdict is Verdict.UNDECIDED
    lines += [f"  reason    {plain.said(j.said)}"] if j.said and (concerns(j.said) or not open_claim) else []
    lines += ["  evidence", *(f"    {line}" for line in findings(j))] if j.evidence else []
    if j.counterexample is not None:
        from verify.judging.exhibit import exhibit

        lines += ["  counterexample", *(f"    {line}" for line in exhibit(j.claim, j.counterexample))]
    return [*lines, *(f"  {line}" for line in advice(j, again)), f"  again     {again}"]


def findings(j: Judgement) -> list[str]:
    """What each method found, for which scope, and how."""
    lines: list[str] = []
    for e in j.evidence:
        if e.outcome is Outcome.UNKNOWN and not concerns(e.said):
            continue
        scope = f" ({plain.scope(e.scope, j.claim)})" if e.scope else ""
        lines.append(f"{e.how}: {e.outcome.value}{scope}")
        chosen = ", ".join(f"{plain.formula(s)} = {plain.formula(v)}" for s, v in e.witness)
        detail = ". ".join(filter(None, (chosen, plain.said(e.said))))
        lines += [f"  {detail}"] if detail else []
    return lines


def repeat(j: Judgement, budget: Budget, package: str) -> str:
    """The line to paste that judges the claim again in the same way."""
    usual = asdict(Budget())
    chosen = (f" --{k} {v}" for k, v in asdict(budget).items() if v != usual[k])
    return "".join([f"verify check {j.id}{option(package)}", *chosen])


def closing(summary: Mapping[str, Any], budget: Budget, *, total: int, interrupted: bool) -> str:
    """The line of counts."""
    finished = sum(summary["counts"].values())
    parts = [f"{finished} claim{'s' * (finished != 1)}: {_listed(summary['counts']) or 'none judged'}"]
    if sources := summary.get("sources"):
        shares = (f"{sum(n.values())} {SOURCES[whose]} ({_listed(n)})" for whose, n in sources.items())
        parts.append(", ".join(shares))
    if finished:
        parts.append(f"{len(summary['unexpected'])} not as expected" if summary["unexpected"] else "all as expected")
    for what in ("statement", "claim"):
        if count := sum(("/" in b["id"]) == (what == "claim") for b in summary["failed"]):
            parts.append(f"{count} {what}{'s' * (count != 1)} failed")
    if interrupted:
        parts.append(f"interrupted, {total - finished} not judged")
    return f"{'; '.join(parts)} (seed {budget.seed}, {budget.examples} examples a claim)"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {verdict}" for verdict, n in counts.items())


def certificates(counts: Mapping[str, int], interrupted: bool) -> str:
    """The line of what became of the certificates."""
    if interrupted:
        return "certificates: interrupted, no file is written"
    line = f"certificates: {counts['rechecked']} written and re-checked, {counts['not written']} not written"
    return f"{line}, {counts['refused']} refused by verify/recheck.py" if counts["refused"] else line


def print_failed(broken: Sequence[Broken], *, as_json: bool) -> None:
    """The statements that could not be judged, with the reason; on standard error beside a JSON document."""
    for b in broken:
        line = f"{TONES['bad']} {b.name} failed: {b.reason}"
        if as_json:
            print(line, file=sys.stderr)
        else:
            paint([line], "red")
