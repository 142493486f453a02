"""Judge a claim: gather the evidence, and ask the kernel what it amounts to (`verify.kernel.judgement`)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import islice

from verify.checkers.stored.pointwise import MOST_CHOICES, plain_claims, refutation
from verify.judging import plain
from verify.judging.codes import SECONDS_A_CLAIM, USUAL_PACKAGE, option
from verify.judging.time_limit import TimeIsUp, at_most, out_of_time
from verify.kernel.evidence import Evidence, Method, settles
from verify.kernel.instances import counterexample
from verify.kernel.judgement import EngineError, Judgement, judgement, negation
from verify.kernel.prove import at_witness, exclude, prove, prove_otherwise
from verify.kernel.reasons import NotShown, Reason, Said
from verify.kernel.record import claim_symbols
from verify.language.claim import Claim, Statement
from verify.language.proof import Derivation, Schema
from verify.language.verdict import Outcome, Verdict
from verify.prover.box.certificates import prove_on_box
from verify.prover.citations import derivation
from verify.prover.inequality.claims import emptied, solved
from verify.search.inputs.examples import example
from verify.search.probe import probe

Look = Callable[[], Evidence]


def judge(
    statement: str,
    claim: Claim,
    *,
    seed: int = 0,
    examples: int = 2000,
    timeout: float = SECONDS_A_CLAIM,
    package: str = USUAL_PACKAGE,
) -> Judgement:
    """The verdict on one claim. A faulty derivation or builder is this claim's failure and its reason; it does not raise.

    The package is named in the commands that find a counterexample again. UNDECIDED after `timeout` seconds. Raises EngineError when
    the claim is proved and refuted at once.
    """
    try:
        with at_most(timeout):
            return _judged(statement, claim, seed, examples, option(package))
    except TimeIsUp:
        return out_of_time(statement, claim, timeout)


def _judged(statement: str, claim: Claim, seed: int, examples: int, where: str) -> Judgement:
    evidence = [_guarded(method, look) for method, look in _shown(statement, claim, where)]
    fault = evidence[0].said if claim.derive is not None and evidence[0].outcome is Outcome.UNKNOWN else None
    if fault is not None:  # which keeps nobody from the engine's own rules
        own = _guarded(Method.DERIVATION, lambda: _without_derivation(claim, fault))
        evidence += [own] if own.outcome is Outcome.HOLDS else []
    if not any(e.outcome is Outcome.FAILS for e in evidence) and not claim.abstract and not claim.exists:
        proved = any(e.outcome is Outcome.HOLDS and settles(e, claim) for e in evidence)
        budget = examples // 4 if proved else examples  # after a proof the search only watches over the engine
        found = _guarded(
            Method.PROBE, lambda: probe(claim, statement=statement, seed=seed, examples=budget, where=where)
        )
        undecided = found.outcome is Outcome.UNKNOWN and not proved
        only = undecided and not claim_symbols(claim)  # at its one point: that is the reason
        evidence = [found, *evidence] if only else [*evidence, found]
    if any(e.outcome is Outcome.HOLDS and settles(e, claim) for e in evidence) and claim.witness and not claim.abstract:
        _watch_witness(statement, claim, seed, examples // 10)
    if not any(settles(e, claim) for e in evidence) and (cited := derivation(claim)) is not None:
        evidence.append(_guarded(Method.DERIVATION, lambda: _cited(claim, cited, fault)))
    if not any(settles(e, claim) for e in evidence):
        evidence.append(_guarded(Method.SOLVER, lambda: solved(claim)))
    if claim.abstract and not any(settles(e, claim) for e in evidence):
        evidence.append(
            _guarded(Method.INSTANCE, lambda: _for_some_functions(statement, claim, seed, examples // 4, where))
        )
    evidence = [e for e in evidence if e.outcome is not Outcome.UNKNOWN or e.said]
    judged = judgement(statement, claim, evidence, example)
    if judged.verdict not in (Verdict.UNDECIDED, Verdict.SUPPORTED) or claim.certificate is not None:
        return judged
    empty = _contradiction(claim)
    return judgement(statement, claim, [*evidence, empty], example) if settles(empty, claim) else judged


def _contradiction(claim: Claim) -> Evidence:
    """VACUOUS where the rules of the kernel, or else the solver, find that the assumptions contradict each other."""
    own = _guarded(Method.CONTRADICTION, lambda: exclude(claim, derivation))
    return own if settles(own, claim) else _guarded(Method.SOLVER, lambda: emptied(claim))


def _without_derivation(claim: Claim, fault: Said) -> Evidence:
    """What the engine's own rules show of a claim whose derivation is faulty."""
    return prove_otherwise(claim, None, lambda found: _beside(found.said, fault))


def _cited(claim: Claim, derivation: Derivation, fault: Said | None) -> Evidence:
    """What theorems and assumptions show that were found, in place of a derivation."""
    told = tuple(
        f"{a.name} ({', '.join(plain.formula(x) for x in a.args if not isinstance(x, Schema))})"
        for a in derivation.lines[0].by
    )
    said = Said(Reason.CITED, {"theorems": told or ("terms of visible sign",)})
    return prove_otherwise(claim, lambda: derivation, lambda _: _beside(said, fault) if fault else said)


def _for_some_functions(statement: str, claim: Claim, seed: int, examples: int, where: str) -> Evidence:
    """FAILS where the claim does at a point for functions that its assumptions allow, its author's or simple ones; or UNDEFINED."""
    nowhere = Evidence(Method.INSTANCE, Outcome.UNKNOWN)
    chosen = iter(()) if claim.exists or claim.certificate is not None else plain_claims(claim)
    for texts, concrete in islice(chosen, MOST_CHOICES):
        found = probe(concrete, statement=statement, seed=seed, examples=examples, where=where)
        if found.outcome in (Outcome.FAILS, Outcome.UNDEFINED) and found.counterexample is not None:
            with suppress(NotShown):
                shown = refutation(claim, texts, found.counterexample)
                if shown.outcome is Outcome.FAILS:
                    return shown
                nowhere = nowhere if nowhere.outcome is Outcome.UNDEFINED else shown
    return nowhere


def _beside(shown: Said | None, fault: Said) -> Said:
    return Said(Reason.WITHOUT_DERIVATION, {"shown": shown, "fault": fault})


def _watch_witness(statement: str, claim: Claim, seed: int, examples: int) -> None:
    """Raises EngineError where what the proved witness is to satisfy fails, or has no value, at an exact point."""
    for owed in at_witness(claim):
        found = probe(owed, statement=statement, seed=seed, examples=examples)
        if found.outcome in (Outcome.FAILS, Outcome.UNDEFINED):
            raise EngineError(
                f"{statement}/{claim.name} is proved by a witness for which {owed.conclusion} fails: {found.detail}"
            )


def _shown(statement: str, claim: Claim, where: str) -> list[tuple[Method, Look]]:
    """What an author has written down, or left to the rules."""
    if claim.certificate is not None:
        return [(Method.KRAWCZYK, lambda: prove_on_box(claim, statement))]
    again = f"verify check {statement}/{claim.name}{where}"
    looks: list[tuple[Method, Look]] = [(Method.DERIVATION, lambda: prove(claim))]
    looks.append((Method.EXACT_POINT, lambda: counterexample(claim, statement=statement, found_by=again)))
    return [*looks, (Method.NEGATION, lambda: negation(claim, example))] if claim.disprove is not None else looks


def judge_all(
    statement: Statement, *, seed: int = 0, examples: int = 2000, timeout: float = SECONDS_A_CLAIM
) -> list[Judgement]:
    """The verdicts on every claim of a statement, in order."""
    return [judge(statement.name, c, seed=seed, examples=examples, timeout=timeout) for c in statement.claims]


def _guarded(method: Method, look: Look) -> Evidence:
    try:
        return look()
    except NotShown as why:
        return Evidence(Method.INSTANCE, Outcome.UNKNOWN, said=why.said)
    except Exception as error:  # a claim's own code may raise anything: it is this claim's failure, with its reason
        said = Said(Reason.RAISED, {"kind": type(error).__name__, "error": str(error)})
        return Evidence(method, Outcome.UNKNOWN, said=said)


__all__ = ["EngineError", "judge", "judge_all"]
