"""What a campaign found: for people, as one JSON document, as a line of progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from verify.checkers.stored.pointwise import INSTANCE, OWN, plain_claim
from verify.cli.pasted import Author
from verify.judging import plain
from verify.judging.codes import option
from verify.judging.exhibit import exhibit, has_coordinates
from verify.judging.marks import MARKS, NOTHING
from verify.judging.results import SCHEMA
from verify.kernel.record import Kind, point_from_json
from verify.language.claim import Claim
from verify.language.sentence import unmarked
from verify.language.verdict import Counterexample, Verdict
from verify.search.campaign.journal import Journal
from verify.search.campaign.run import Campaign
from verify.search.campaign.task import RATIO, proof_package

WIDE = 12


def verdict(campaign: Campaign) -> Verdict | None:
    """What the finds show of the claim; None where they show nothing."""
    best = campaign.best
    fails = not all(map(_undefined, campaign.finds))
    if fails or (best is not None and Fraction(best["ratio"][0]) > 1):
        return Verdict.REFUTED
    return Verdict.UNDEFINED if campaign.finds else None


def _undefined(record: Mapping[str, Any]) -> bool:
    return "excess" in record and record["excess"][0] == "undefined"


def document(campaigns: Sequence[Campaign], *, one: bool, left_out: Mapping[str, str]) -> dict[str, Any]:
    """The answer of `verify search --json`: one campaign, or a list of them where several claims were meant."""
    interrupted = any(c.interrupted for c in campaigns)
    every = [_plain(c) for c in campaigns]
    inner = every[0] if one and every else {"campaigns": every, "left_out": dict(left_out)}
    return {"schema": SCHEMA, **inner, "interrupted": interrupted}


def _plain(c: Campaign) -> dict[str, Any]:
    return {
        "claim": c.task.id,
        "seed": c.task.seed,
        "chunks": len(c.done),
        "pairs": c.pairs,
        "dimensions": c.dimensions,
        "finds": [dict(r) for r in c.finds],
        "best_ratio": None if c.best is None else dict(c.best),
        "family": None,
        "failed": [{"chunk": index, "reason": reason} for index, reason in sorted(c.failed.items())],
        "lost_workers": c.lost,
    }


def page(claim: Claim, campaign: Campaign, journal: Journal) -> list[str]:
    """Lines of text: what was found, at which point, how much was tried, and where it is kept."""
    found = verdict(campaign)
    mark = MARKS[found].sign if found in (Verdict.REFUTED, Verdict.UNDEFINED) else NOTHING
    lines = [f"{mark} {campaign.task.id}: {unmarked(claim.says)}"]
    if campaign.task.goal == RATIO:
        lines += ratio(campaign.best)
    elif campaign.finds:
        simplest = min(campaign.finds, key=lambda r: (_undefined(r), len(str(r["point"]))))
        lines += [f"  {line}" for line in _exhibited(claim, simplest)]
        lines += [f"  again: verify replay {simplest['id'][:19]}{option(proof_package(campaign.task.module))}"]
        lines += _to_be_kept(claim, simplest)
        others = len(campaign.finds) - 1
        lines += [
            f"  kept with {others} other{'s' * (others != 1)} in {journal.finds}"
            if others
            else f"  kept in {journal.finds}"
        ]
    else:
        lines.append("  nothing found, which proves nothing")
    return [*lines, f"  {_effort(campaign)}"]


def summary(campaigns: Sequence[Campaign], wanted: int, left_out: Mapping[str, str]) -> list[str]:
    """Lines of text on several claims: how many were searched, where something was found, and why others were not."""
    found = [c.task.id for c in campaigns if verdict(c) is not None]
    pairs = sum(c.pairs for c in campaigns)
    lines = [f"{len(campaigns)} of {wanted} claims searched, {pairs:,} pairs; something found for {len(found)}"]
    lines += [f"  {name}" for name in found]
    for why, names in Counter(left_out.values()).most_common():
        lines.append(f"{names} claim{'s' * (names != 1)} left out: {why}")
    return lines


def progress(campaign: Campaign, chunks: int | None) -> str:
    """One line: chunks, pairs, finds, the best ratio, lost workers."""
    done = f"{len(campaign.done)}/{chunks} chunks" if chunks else f"{len(campaign.done)} chunks"
    parts = [campaign.task.id, done, f"{campaign.pairs:,} pairs"]
    if campaign.task.goal == RATIO:
        parts.append(f"best ratio {campaign.best['ratio'][0] if campaign.best else NOTHING}")
    else:
        parts.append(f"{len(campaign.finds)} found")
    return "  ".join([*parts, *([f"{campaign.lost} workers lost"] if campaign.lost else [])])


def _effort(c: Campaign) -> str:
    parts = [f"{len(c.done)} chunk{'s' * (len(c.done) != 1)}, {c.pairs:,} pairs"]
    if c.dimensions:
        parts[0] += f" in d = {', '.join(map(str, c.dimensions))}"
    parts += [f"{c.lost} worker{'s' * (c.lost != 1)} lost and replaced"] if c.lost else []
    parts += [f"chunk {index} failed: {reason}" for index, reason in sorted(c.failed.items())[:3]]
    parts += ["interrupted: go on with --resume"] if c.interrupted else []
    return f"{'; '.join(parts)} (seed {c.task.seed})"


def ratio(best: Mapping[str, Any] | None) -> list[str]:
    """Lines of text on the largest ratio, its point and the functions chosen for it."""
    if best is None:
        return ["  no pair has a positive right side"]
    low, high = best["ratio"]
    square = f", its square is {best['square']}" if best.get("square") else ""
    value = f"= {low}" if low == high else f"in [{low}, {high}]{square},"
    return [f"  left/right {value} at", *(f"    {line}" for line in (*_chosen(best), *_point(best)))]


def _to_be_kept(claim: Claim, record: Mapping[str, Any]) -> list[str]:
    """The line with which the claim has its point: `check` draws fewer, and then need not find it."""
    if (
        record["kind"] != Kind.COUNTEREXAMPLE
        or "functions" in record
        or claim.counterexample is not None
        or record["d"] > WIDE
    ):
        return []
    point = point_from_json(claim, record["point"])
    return [f"  try: counterexample=lambda: {Author(claim).point(point)} in the claim: check decides it there"]


def _exhibited(claim: Claim, record: Mapping[str, Any]) -> list[str]:
    if "functions" in record:
        rest = {k: v for k, v in record.items() if k != "functions"}
        return [*_chosen(record), *_exhibited(plain_claim(claim, record["functions"]), rest)]
    if record["kind"] == Kind.ABSENCE:
        return [*_point(record), f"no {', '.join(map(plain.name, record['absent']))} serves there"]
    if record["d"] > WIDE:
        return [*_point(record), f"fails by {record['excess'][0]}"]
    found = Counterexample(record["claim"], record["d"], record["point"], tuple(record["excess"]), "")
    return exhibit(claim, found)


def _chosen(record: Mapping[str, Any]) -> list[str]:
    if record.get("functions") == {INSTANCE: OWN}:
        return ["with the functions of the claim's own instance"]
    return [f"with {plain.name(name)} = {text}" for name, text in sorted(record.get("functions", {}).items())]


def _point(record: Mapping[str, Any]) -> list[str]:
    lines = [f"{plain.name(name)} = {value(v)}" for name, v in sorted(record["point"].items())]
    return [*lines, f"d = {record['d']}"] if has_coordinates(record["point"]) else lines


def value(v: Any) -> str:
    """A number, or a list of them; a wide one by its runs of equal numbers."""
    if not isinstance(v, list):
        return str(v)
    if len(v) <= WIDE:
        return f"({', '.join(map(value, v))})"
    runs = [(x, len([*same])) for x, same in groupby(map(value, v))]
    shown = [f"{x} ×{n}" if n > 1 else x for x, n in runs[:WIDE]]
    return f"({', '.join(shown)}{', …' if len(runs) > WIDE else ''})"
