"""Judgements as plain data: what `--json` prints and JUnit carries; the counts, and the exit code."""

from __future__ import annotations

import gzip
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from verify import __version__
from verify.judging import codes, plain
from verify.judging.files import by_rows
from verify.judging.table import Broken, Died
from verify.judging.workers import Budget, Run
from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason
from verify.kernel.record import record
from verify.language.claim import SOURCES, Claim
from verify.language.sentence import unmarked
from verify.language.severity import Severity, graded
from verify.language.verdict import WRONG, Counterexample, Outcome, Verdict

SCHEMA = codes.SCHEMA
AS_EXPECTED, UNEXPECTED, UNSETTLED = codes.AS_EXPECTED, codes.UNEXPECTED, codes.UNSETTLED
USAGE, INTERRUPTED = codes.USAGE, codes.INTERRUPTED
RECHECKED = "rechecked"
ENGINES = ("sympy", "numpy", "scipy", "python-flint", "hypothesis", "z3-solver")


def result(j: Judgement) -> dict[str, Any]:
    """One judgement; exact numbers are strings."""
    return {
        "id": j.statement,
        "claim": j.claim.name,
        "says": unmarked(j.claim.says),
        "equations": list(j.claim.equations),
        "verdict": j.verdict.value,
        "expected": j.claim.expected,
        "scope": plain.scope(j.scope, j.claim),
        "formula": plain.relation(j.claim.conclusion),
        "assuming": [plain.relation(a) for a in j.claim.assuming],
        "reason": j.reason,
        "evidence": [_evidence(e, j.claim) for e in j.evidence],
        "counterexample": None if j.counterexample is None else record(j.counterexample, j.claim),
        "exhibit": None if j.counterexample is None else _exhibit(j.claim, j.counterexample),
        "refuted_by": [f"{plain.formula(s)} = {plain.formula(v)}" for s, v in j.claim.counter.items()],
        "source": j.claim.source,
        "severity": severity(j),
        "repairs": j.claim.repairs or None,
        "facts": list(j.facts),
        "certificate": certificate(j),
    }


def _exhibit(claim: Claim, found: Counterexample) -> dict[str, Any]:
    from verify.judging.exhibit import as_data  # arrays and balls: only where there are points

    return as_data(claim, found)


def severity(j: Judgement) -> Severity | None:
    """How grave it is; None for what is not wrong as printed."""
    if j.claim.source != "paper" or j.verdict not in WRONG:
        return None
    return graded(j.statement, j.claim.severity)


def certificate(j: Judgement) -> str | None:
    """What became of the certificate, in a word or with the reason; None where none was asked for, or the verdict has none."""
    if j.recheck is None:
        return None
    return RECHECKED if j.rechecked else j.recheck.reason


def head(paper: Mapping[str, Any], budget: Budget) -> dict[str, Any]:
    """How the answer of `verify check --json` begins; the results follow, then the `tail`."""
    return {"schema": SCHEMA, "paper": paper, "seed": budget.seed, "examples": budget.examples}


def tail(run: Run, broken: Sequence[Broken]) -> dict[str, Any]:
    """How it ends."""
    return {
        "summary": summary(run.judgements, broken),
        "environment": environment(),
        "interrupted": run.interrupted,
    }


def summary(judgements: Sequence[Judgement], broken: Sequence[Broken] = ()) -> dict[str, Any]:
    """How many claims have which verdict, by whose they are too, which are not as expected, and which statements failed."""
    found: dict[str, Any] = {
        "counts": counts(judgements),
        "unexpected": [j.id for j in judgements if not j.as_expected],
        "failed": [{"id": b.name, "module": b.module, "reason": b.reason} for b in broken],
    }
    if len(sources := by_source(judgements)) > 1:
        found["sources"] = {source: counts(mine) for source, mine in sources.items()}
    return found | {"certificates": of_certificates(judgements)} if any(j.recheck for j in judgements) else found


def counts(judgements: Sequence[Judgement]) -> dict[str, int]:
    """How many claims have which verdict."""
    found = Counter(j.verdict for j in judgements)
    return {v.value: found[v] for v in Verdict if found[v]}


def by_source(judgements: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    """The judgements on what the paper says, on what repairs it, and on claims of one's own: those that there are."""
    found = {source: [j for j in judgements if j.claim.source == source] for source in SOURCES}
    return {source: mine for source, mine in found.items() if mine}


def of_certificates(judgements: Sequence[Judgement]) -> dict[str, int]:
    """How many certificates are written and re-checked, how many are not written, and how many the re-check refuses."""
    asked = sum(j.recheck is not None for j in judgements)
    written, refused = sum(j.rechecked for j in judgements), sum(j.refused for j in judgements)
    return {"rechecked": written, "not written": asked - written - refused, "refused": refused}


def certificates(judgements: Sequence[Judgement], *, packed: bool = False) -> bytes:
    """What a file of certificates holds, in the order of the judgements; `packed` by gzip, without a date."""
    texts = (j.recheck.certificate for j in judgements if j.recheck and j.recheck.certificate)
    content = "".join(f"{text}\n" for text in texts).encode()
    return gzip.compress(content, mtime=0) if packed else content


def exit_code(judgements: Sequence[Judgement], broken: Sequence[Broken] = (), *, interrupted: bool = False) -> int:
    """1 when a statement failed, a verdict is not as expected or a certificate is refused; 3 when only undecided ones are not, or a
    claim has none because its process died.
    """
    unexpected = {j.verdict for j in judgements if not j.as_expected}
    if interrupted:
        return INTERRUPTED
    failed = [b for b in broken if not isinstance(b, Died)]
    if failed or unexpected - {Verdict.UNDECIDED} or any(j.refused for j in judgements):
        return UNEXPECTED
    return UNSETTLED if unexpected or broken else AS_EXPECTED


def method(j: Judgement) -> str:
    """What settled it; beside a derivation that is faulty, this too."""
    beside = j.by is not None and j.by.said is not None and j.by.said.reason is Reason.WITHOUT_DERIVATION
    return f"{j.by.how}, its derivation is faulty" if j.by and beside else j.by.how if j.by else ""


def faulty(j: Judgement) -> bool:
    """Is a derivation given, of the claim or of its negation, that was not accepted?"""
    given = {Method.DERIVATION: j.claim.derive, Method.NEGATION: j.claim.disprove}
    return any(e.outcome is Outcome.UNKNOWN and given.get(e.method) is not None for e in j.evidence)


def environment() -> dict[str, str]:
    """Versions of the interpreter, of this tool and of the engines it rests on, without importing them."""
    return {"python": platform.python_version(), "smoothness-verify": __version__} | {
        name: found for name in ENGINES if (found := installed(name))
    }


def installed(distribution: str) -> str:
    """The version of an installed distribution, empty when it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _evidence(e: Evidence, claim: Claim) -> dict[str, Any]:
    scope = plain.scope(e.scope, claim)
    found = {"method": e.how, "outcome": e.outcome.value, "scope": scope, "detail": e.detail}
    return found if e.certificate is None else found | {"certificate": dict(e.certificate)}


def verdicts(
    judgements: Sequence[Judgement], paper: Mapping[str, Any] | None = None, more: Mapping[str, Any] | None = None
) -> str:
    """The document of `verify check --json` without what depends on the run, and `more`, as text that ends in a line feed."""
    told = {k: v for k, v in (paper or {}).items() if k not in ("notation", "symbols")}
    found = {
        "schema": SCHEMA,
        "paper": told,
        "results": [result(j) for j in judgements],
        "summary": summary(judgements),
        **(more or {}),
    }
    return by_rows(found)
