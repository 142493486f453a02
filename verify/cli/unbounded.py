"""`verify search --family`: a family along which no constant serves, or the best ratio and the bound that is proved."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from verify.cli import finds, terminal
from verify.judging import plain, results
from verify.judging.codes import option
from verify.judging.errors import BadInput
from verify.judging.marks import MARKS, NOTHING
from verify.kernel.evidence import Evidence
from verify.kernel.prove import disprove, prove
from verify.kernel.reasons import NotShown
from verify.language.claim import Claim
from verify.language.sentence import unmarked
from verify.language.verdict import Outcome, Verdict
from verify.search.campaign.family import unbounded_family
from verify.search.campaign.journal import Journal
from verify.search.campaign.run import Campaign, Engine, alone
from verify.search.campaign.task import Task

Run = Callable[[Namespace, Claim, Task, Journal, Engine, float | None], Campaign]
Share = Callable[[int], float | None]
CHUNKS = 8


def search(options: Namespace, works: Sequence[tuple[Claim, Task, Journal]], run: Run, share: Share) -> int:
    """A family for every claim that is a bound by a distance; where there is none, how large the ratio is.

    `share` tells from the number of claims that are still to come for how many seconds the ratio may be searched.
    """
    answers: list[dict[str, Any]] = []
    codes: list[int] = []
    for number, (claim, task, journal) in enumerate(works):
        try:
            family = _family(options, claim, task)
        except NotShown as why:
            if len(works) == 1:
                raise BadInput(f"{task.id} cannot be searched for a family: {why}") from None
            print(f"{task.id} is left out: {why}", file=sys.stderr)
            continue
        if family is not None:
            journal.keep_family(family)
        seconds = share(len(works) - number)
        bounded = None if family is not None else _bounded(options, claim, task, journal, run, seconds)
        answers.append({"claim": task.id, "family": family, **(bounded or {})})
        codes.append(_code(claim, family))
        if not options.json:
            terminal.paint(_page(claim, answers[-1], journal, options.package))
    if not answers:
        raise BadInput("none of these claims is a bound by the distance of two vectors")
    if options.json:
        inner = answers[0] if len(answers) == 1 else {"campaigns": answers}
        terminal.print_json({"schema": results.SCHEMA, **inner, "interrupted": False})
    return results.UNEXPECTED if results.UNEXPECTED in codes else max(codes)


def _family(options: Namespace, claim: Claim, task: Task) -> dict[str, Any] | None:
    parts = [f"verify search {task.id} --family{option(options.package)}"]
    parts += [f"--dim {options.dim}"] if options.dim is not None else []
    return unbounded_family(claim, task.id, " ".join(parts), dim=options.dim)


def _bounded(
    options: Namespace, claim: Claim, task: Task, journal: Journal, run: Run, seconds: float | None
) -> dict[str, Any]:
    """The best ratio that a short campaign finds, and the proof of a bound, if the claim has one."""
    if options.chunks is None and seconds is None:
        options = Namespace(**{**vars(options), "chunks": CHUNKS})
    campaign = run(options, claim, task, journal, alone, seconds)
    best = None if campaign.best is None else dict(campaign.best)
    return {"best_ratio": best, "pairs": campaign.pairs, "bound": _bound(claim)}


def _bound(claim: Claim) -> str | None:
    """The bound that is proved, in one line; None where none is."""
    shown: Evidence = disprove(claim) if claim.exists else prove(claim)
    scope = plain.scope(shown.scope, claim)
    if claim.exists and shown.outcome is Outcome.FAILS:
        constants = ", ".join(f"{plain.formula(k)} = {plain.formula(v)}" for k, v in claim.counter.items())
        return f"{plain.relation(claim.conclusion.negation)} with {constants} ({scope})"
    if not claim.exists and shown.outcome is Outcome.HOLDS:
        return f"{plain.relation(claim.conclusion)} ({scope})"
    return None


def _code(claim: Claim, family: Mapping[str, Any] | None) -> int:
    """A family is what "there is" asks for, and refutes a bound."""
    if family is None:
        return results.UNSETTLED if claim.exists and claim.expected == Verdict.PROVED else results.AS_EXPECTED
    right = claim.expected == (Verdict.PROVED if claim.exists else Verdict.REFUTED)
    return results.AS_EXPECTED if right else results.UNEXPECTED


def _page(claim: Claim, answer: Mapping[str, Any], journal: Journal, package: str) -> list[str]:
    family = answer["family"]
    if family is None:
        best = answer["best_ratio"]
        lines = [f"{NOTHING} {answer['claim']}: bounded, as far as was searched ({answer['pairs']:,} pairs)"]
        lines += finds.ratio(best)
        return [*lines, f"  proved: {answer['bound'] or 'no bound'}"]
    lines = [
        f"{MARKS[Verdict.REFUTED].sign} {answer['claim']}: no constant serves"
        if not claim.exists
        else f"{MARKS[Verdict.PROVED].sign} {answer['claim']}: {unmarked(claim.says)}"
    ]
    lines += [f"  {plain.name(name)} = {finds.value(v)}" for name, v in sorted(family["family"].items())]
    lines += [
        f"  left/right >= {family['least']}*t^({family['exponent']}) for every t in (0, {family['upto']}], d = {family['d']}",
        f"  again: verify replay {family['id'][:19]}{option(package)}",
        f"  kept in {journal.finds}",
    ]
    return lines
