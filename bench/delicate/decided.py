"""What the kernel and the solver decide at exact points, beside what the oracle knows there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from bench.delicate.draw import Case
from bench.delicate.kernel import claim_of
from bench.delicate.oracle import GRID, is_declared
from bench.delicate.value import NoValue, Unclear, formula, holds
from verify.checkers.inequality import evaluate, reader
from verify.kernel import decide
from verify.language.relation import Relation
from verify.language.term import Symbol

POINTS = 6
ALLOWED = {
    "holds": ((True, True), (True, None), (None, None)),
    "fails": ((True, False), (True, None), (None, None)),
    "has no value": ((False, None), (None, None)),
}  # (has it a value, does it hold) as it may be answered


def different(case: Case) -> Iterator[str]:
    """Every answer that is wrong at one of a few points, in words."""
    claim, random = claim_of(case), Random(str(case))
    relations = dict(zip((case.claim, *case.where), (claim.conclusion, *claim.relations), strict=True))
    for _ in range(POINTS):
        texts = {n: random.choice(GRID) for n in ("x", "y", "z")}
        point = {n: formula(t)({}) for n, t in texts.items()}
        if not is_declared(case, point):
            continue
        for text, relation in relations.items():
            known = _known(text, point)
            for by, answer in _answers(relation, texts):
                if known and answer not in ALLOWED[known]:
                    yield f"{by} at {texts}: {text} {known}, and has a value: {answer[0]}, holds: {answer[1]}"


def _known(text: str, point: dict[str, object]) -> str:
    try:
        return "holds" if holds(text, point) else "fails"
    except NoValue:
        return "has no value"
    except Unclear:
        return ""


def _answers(r: Relation, texts: dict[str, str]) -> Iterator[tuple[str, tuple[bool | None, bool | None]]]:
    at = {s: _fraction(texts[s.name]) for s in r.lhs.free_symbols | r.rhs.free_symbols}
    if None not in at.values():
        valued = decide.defined(r, at)
        yield "kernel", (valued, decide.decide(r, at) if valued else None)
    plain, here = r.xreplace({s: Symbol(s.name) for s in at}), {s.name: reader.formula(texts[s.name]) for s in at}
    sides = [evaluate.defined(side, here) for side in (plain.lhs, plain.rhs)]
    valued = False if False in sides else None if None in sides else True
    yield "solver", (valued, evaluate.holds(plain, here) if valued else None)


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except ValueError:
        return None
