"""What other commands have found and stored: which assumptions are needed, how sharp bounds are, what the solver decides,
what is said of false claims, what Coq has accepted.

None of it is a verdict. What is not about the claims as they are now is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verify.checkers.stored.read import document, read_records
from verify.checkers.stored.replay import replay
from verify.judging.necessity.needs import STORED, Need
from verify.judging.necessity.needs import read as needs_of
from verify.judging.sentences import Sentence
from verify.language.claim import Claim, Statement
from verify.prover.coq.accepted import accepted
from verify.report.sections import practice, solver, speed, trust

NECESSITY, SHARPNESS, ANSWERS, MUTANTS = "necessity.json", "sharpness.jsonl", "prove.json", "trust.json"
COQ, PRACTICE, SPEED = "coq.json", "practice.json", "bench.json"
Ratio = Mapping[str, Any]


@dataclass(frozen=True)
class Findings:
    """By the id of a claim: what is known of each assumption, and the best ratios.

    `answers` is the bench of the solver, `mutants` that of false claims, `coq` the claims that are proved in Coq, `practice` what
    was measured while models were trained, `speed` the bench of speed; `sentences` are those of the paper, each with the ids of its claims;
    `where` is what a command says of the package.
    """

    needs: Mapping[str, tuple[Need, ...]] = field(default_factory=dict)
    ratios: Mapping[str, tuple[Ratio, ...]] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    mutants: Mapping[str, Any] = field(default_factory=dict)
    coq: frozenset[str] = frozenset()
    sentences: tuple[tuple[Sentence, tuple[str, ...]], ...] = ()
    practice: Mapping[str, Any] = field(default_factory=dict)
    speed: Mapping[str, Any] = field(default_factory=dict)
    where: str = ""

    def about(self, statement: str) -> Findings:
        """What there is on one statement."""

        def mine(found: Mapping[str, Any]) -> dict[str, Any]:
            return {i: x for i, x in found.items() if i.partition("/")[0] == statement}

        coq = frozenset(i for i in self.coq if i.partition("/")[0] == statement)
        return Findings(mine(self.needs), mine(self.ratios), coq=coq, where=self.where)


NOTHING = Findings()


def read(folder: Path, statements: Iterable[Statement]) -> Findings:
    """What is stored in the folder about the statements; a file that is not there says nothing.

    Every ratio is checked again at its exact point, and only those that are confirmed count. Raises Unfit, naming the
    file, for one that holds something else.
    """
    claims = {f"{s.name}/{c.name}": c for s in statements for c in s.claims}
    needs = [n for n in _needs(folder / NECESSITY) if _stands_there(n, claims.get(n.claim))]
    ratios = [
        r
        for r in _records(folder / SHARPNESS)
        if isinstance(r.get("claim"), str) and r["claim"] in claims and replay(r, r["claim"], claims[r["claim"]])[0]
    ]
    return Findings(
        {i: tuple(n for n in needs if n.claim == i) for i in dict.fromkeys(n.claim for n in needs)},
        {i: tuple(r for r in ratios if r["claim"] == i) for i in dict.fromkeys(r["claim"] for r in ratios)},
        _document(folder / ANSWERS, solver.STORED, "make bench-prove"),
        _document(folder / MUTANTS, trust.STORED, "make trust"),
        accepted(_document(folder / COQ, {...: object}, "make coq"), claims),
        practice=_document(folder / PRACTICE, practice.STORED, "make data"),
        speed=_document(folder / SPEED, speed.STORED, "make bench"),
    )


def _needs(path: Path) -> list[Need]:
    stored = _document(path, STORED, "verify necessity --json")
    return needs_of(stored) if stored else []


def _stands_there(need: Need, claim: Claim | None) -> bool:
    """Is the assumption still the one that was left out?"""
    here = claim.assuming[need.number : need.number + 1] if claim is not None else ()
    return [getattr(a, "name", None) or str(a) for a in here] == [need.assumption]


def _records(path: Path) -> list[Ratio]:
    return [r for _, r in read_records(path) if isinstance(r, Mapping)] if path.is_file() else []


def _document(path: Path, shape: Any, maker: str) -> Mapping[str, Any]:
    return document(path, shape, maker) if path.is_file() else {}
