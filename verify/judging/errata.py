"""What is not true as printed: the gravest first and in the paper's order, and what it does to the paper's results."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from verify.judging.results import severity
from verify.judging.sentences import Sentence
from verify.kernel.judgement import Judgement
from verify.language.claim import Claim, Statement, range_of_dimensions
from verify.language.relation import eq
from verify.language.severity import RESULTS, Severity
from verify.language.symbols import d
from verify.language.verdict import Verdict

Checked = tuple[Sentence, tuple[str, ...]]
Place = tuple[tuple[int, ...], int, int, int]
LAST = 10**6  # after every number of an equation


class Fate(StrEnum):
    """What becomes of a proposition, lemma or theorem."""

    STANDS = "stands as printed"
    REPAIRED = "stands after a repair"
    EMPTY = "is empty in part as printed"
    LOST = "does not stand as printed"


@dataclass(frozen=True)
class Outcome:
    """One of the paper's results: what changes it, with the proved repairs, and how many slips of each other kind there are.

    `leading` is what stands as printed: of its proved claims the first of those that cite most equations, and where something is
    broken one about the same equations.
    `where` it is empty: the dimensions in which nothing satisfies its assumptions.
    """

    statement: Statement
    fate: Fate
    broken: tuple[Judgement, ...]
    repairs: tuple[Judgement, ...]
    slips: Mapping[Severity, int]
    leading: Judgement | None
    where: str = ""


def errata(
    judgements: Sequence[Judgement], statements: Sequence[Statement], sentences: Sequence[Checked] = ()
) -> tuple[Judgement, ...]:
    """What is not true as printed, by severity, then in the paper's order."""
    place = places(statements, sentences)
    wrong = [(grave, j) for j in judgements if (grave := severity(j))]
    ranks = list(Severity)
    return tuple(j for _, j in sorted(wrong, key=lambda found: (ranks.index(found[0]), place[found[1].id])))


def findings(wrong: Iterable[Judgement], sentences: Sequence[Checked] = ()) -> tuple[tuple[Judgement, ...], ...]:
    """What changes a result, together where it is about one result or one equation; what the result itself says leads."""
    found: list[list[Judgement]] = []
    of = _in_proofs(sentences)
    for j in wrong:
        if severity(j) is not Severity.RESULT:
            continue
        group = next((g for g in found if any(_belong(i, j, of) for i in g)), None)
        if group is None:
            found.append(group := [])
        group.append(j)
    return tuple(tuple(sorted(group, key=lambda j: j.statement != _result_of(j, of))) for group in found)


def _belong(a: Judgement, b: Judgement, of: Mapping[str, str]) -> bool:
    return _result_of(a, of) == _result_of(b, of) or bool({*a.claim.equations} & {*b.claim.equations})


def _result_of(j: Judgement, of: Mapping[str, str]) -> str:
    """`lemma-5` of `lemma-5-multiplier`, or the result in whose proof it is said; other statements stand for themselves."""
    found = re.match(rf"(?:{RESULTS})-\d+(?=-|$)", j.statement)
    return found[0] if found else of.get(j.id, j.statement)


def _in_proofs(sentences: Sequence[Checked]) -> dict[str, str]:
    """The result, as `theorem-2`, in whose proof the paper says what a claim is about."""
    found = ((re.search(rf"\bproof of ({RESULTS}) (\d+)", s.place, re.IGNORECASE), claims) for s, claims in sentences)
    return {claim: f"{place[1].lower()}-{place[2]}" for place, claims in found if place for claim in claims}


def results_of(
    judgements: Sequence[Judgement], statements: Sequence[Statement], sentences: Sequence[Checked] = ()
) -> tuple[Outcome, ...]:
    """What becomes of each proposition, lemma and theorem, in the paper's order."""
    place, of = places(statements), _in_proofs(sentences)
    own = [s for s in statements if re.fullmatch(rf"(?:{RESULTS})-\d+", s.name) and s.claims]
    own.sort(key=lambda s: min(place[f"{s.name}/{c.name}"] for c in s.claims))
    return tuple(_outcome(s, [j for j in judgements if _result_of(j, of) == s.name]) for s in own)


def _outcome(s: Statement, here: Sequence[Judgement]) -> Outcome:
    proved = [j for j in here if j.verdict is Verdict.PROVED]
    broken = tuple(j for j in here if severity(j) is Severity.RESULT)
    mended = {
        j.id: [r for r in proved if (r.statement, r.claim.repairs) == (j.statement, j.claim.name)] for j in broken
    }
    empty = [some_dimensions(j.claim) for j in broken if j.verdict is Verdict.VACUOUS]
    lost = "" in empty or not all(mended.values())
    about = {n for j in broken for n in j.claim.equations}
    printed = [j for j in proved if j.claim.source == "paper" and j.statement == s.name]
    printed = [j for j in printed if about & {*j.claim.equations}] or printed
    return Outcome(
        s,
        Fate.LOST if lost else Fate.EMPTY if empty else Fate.REPAIRED if broken else Fate.STANDS,
        broken,
        tuple(r for j in broken for r in mended[j.id]),
        Counter(grave for j in here if (grave := severity(j)) and grave is not Severity.RESULT),
        max(printed, key=lambda j: len(j.claim.equations), default=None),
        "" if lost else ", ".join(dict.fromkeys(empty)),
    )


def some_dimensions(c: Claim) -> str:
    """The dimensions that a claim singles out, `in odd d` or `for d ≥ 2`; empty where it speaks of every one.

    Coordinates written out beside the vectors count: (-1)^d = 1 of vectors in R^(d-1) says that d is odd.
    """
    for parity, even in ((eq((-1) ** d, 1), True), (eq((-1) ** d, -1), False)):
        if parity in c.relations:
            return f"in {'even' if even is (c.beside % 2 == 0) else 'odd'} d"
    if not any(range_of_dimensions(r) for r in c.relations):
        return ""
    low, high = c.dimensions
    return f"for d ≥ {low}" if high is None else f"for d = {low}" if high == low else f"for d = {low} to {high}"


def as_data(
    judgements: Sequence[Judgement], statements: Sequence[Statement], sentences: Sequence[Checked] = ()
) -> dict[str, Any]:
    """The same for a program: ids of claims."""
    wrong = errata(judgements, statements, sentences)
    return {
        "errata": [j.id for j in wrong],
        "findings": [[j.id for j in found] for found in findings(wrong, sentences)],
        "fates": {
            o.statement.name: {
                "fate": o.fate,
                "where": o.where,
                "changed_by": [j.id for j in o.broken],
                "repairs": [j.id for j in o.repairs],
                "slips": o.slips,
            }
            for o in results_of(judgements, statements, sentences)
        },
    }


def equations(s: Statement, c: Claim) -> set[int]:
    """The numbers of the equations that a claim cites, or that its statement says it is about."""
    rows = [row for row, claims in s.also.items() if c.name in claims and re.fullmatch(r"eq-\d+", row)]
    return {*c.equations, *(int(row[3:]) for row in rows)}


def places(statements: Sequence[Statement], sentences: Sequence[Checked] = ()) -> dict[str, Place]:
    """Where in the paper each claim belongs: the section, the last equation before it, its sentence, and its place among its claims.

    The equation is one that the claim is about, else the one of its sentence, or of the nearest sentence above that names one.
    """
    said: dict[str, tuple[int, int, int]] = {}
    equation = 0
    for number, (sentence, claims) in enumerate(sentences):
        found = re.search(r"\((\d+)\)", sentence.place)
        equation = int(found[1]) if found else equation
        for k, claim in enumerate(claims):
            said.setdefault(claim, (equation, number, k))
    found_places: dict[str, Place] = {}
    for s in statements:
        section = tuple(int(n) for n in re.findall(r"\d+", s.section)) or (LAST,)
        for c in s.claims:
            near, number, k = said.get(f"{s.name}/{c.name}", (LAST, LAST, LAST))
            found_places[f"{s.name}/{c.name}"] = (section, min(equations(s, c), default=near), number, k)
    return found_places
