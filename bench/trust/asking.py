"""Everything that is asked about one claim: which of its twins are false and what the engine says of those, and its derivation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from bench.trust.derivations import spoiled
from bench.trust.engine import Engine, accepts, answer
from bench.trust.oracle import Failure, Oracle
from bench.trust.question import NoOracle
from bench.trust.tally import Found
from bench.trust.twins import Twin, twins
from verify.language.claim import Claim


@dataclass(frozen=True)
class Options:
    """The seed, and how many twins and spoiled derivations at most are made of one claim."""

    seed: int = 0
    most: int = 11
    each: int = 6


def asked(statement: str, claim: Claim, options: Options, engine: Engine) -> Found:
    """What came out for one claim."""
    name = f"{statement}/{claim.name}"
    made = twins(claim, seed=options.seed, most=options.most)
    false, unknown = _false(made, options.seed)
    answers = [answer(statement, twin.claim, seed=options.seed, engine=engine) for twin, _ in false]
    tried, accepted = _derivations(name, claim, options, engine)
    return Found(
        claim=name,
        made=Counter(twin.kind for twin in made),
        answers=tuple((twin.kind, a) for (twin, _), a in zip(false, answers, strict=True)),
        unknown=unknown,
        spoiled=tried,
        alarms=(*(_told(name, a, *f) for f, a in zip(false, answers, strict=True) if a.alarming), *accepted),
    )


def _false(made: tuple[Twin, ...], seed: int) -> tuple[list[tuple[Twin, Failure]], tuple[str, ...]]:
    """The twins that are surely false, and why the oracle cannot be asked of others."""
    oracle = Oracle(seed)
    false, unknown = [], []
    for twin in made:
        try:
            found = oracle.failure(twin.claim)
        except NoOracle as why:
            unknown.append(str(why))
            continue
        if found is not None:
            false.append((twin, found))
    return false, tuple(unknown)


def _told(name: str, said: str, twin: Twin, failure: Failure) -> str:
    """Everything about an alarm."""
    assumed = "; ".join(str(getattr(a, "name", a)) for a in twin.claim.assuming)
    return f"{name}: {said}, {twin.kind}: {twin.claim.conclusion}, assuming {assumed or 'nothing'}: {failure}"


def _derivations(
    name: str, claim: Claim, options: Options, engine: Engine
) -> tuple[tuple[tuple[str, bool], ...], tuple[str, ...]]:
    """The kind of each spoiled derivation and whether it is accepted, and the accepted ones in words."""
    if claim.derive is None:
        return (), ()
    try:
        made = spoiled(claim, seed=options.seed, most=options.each)
    except NoOracle:
        return (), ()
    tried = [(s, accepts(replace(claim, derive=lambda s=s: s.derivation), engine)) for s in made]
    told = [f"{name}: accepted, {s.kind}: {s.derivation}" for s, accepted in tried if accepted]
    return tuple((s.kind, accepted) for s, accepted in tried), tuple(told)
