"""The verdicts as one JSON document: what was found, without clocks, versions or the machine."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from verify.core import Evidence, Judgement
from verify.record import record

SCHEMA = 1
TOLD = ("title", "authors", "arxiv", "doi", "year")


def results(judgements: Sequence[Judgement], paper: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The document of `verify check --json`, without what depends on the run."""
    counts = Counter(j.verdict.value for j in judgements)
    return {
        "schema": SCHEMA,
        "paper": {k: v for k, v in (paper or {}).items() if k in TOLD},
        "results": [_result(j) for j in judgements],
        "summary": {
            "claims": len(judgements),
            "as_expected": sum(j.as_expected for j in judgements),
            "verdicts": {v: counts[v] for v in sorted(counts)},
        },
    }


def _result(j: Judgement) -> dict[str, Any]:
    return {
        "id": j.statement,
        "claim": j.claim.name,
        "says": j.claim.says,
        "equations": list(j.claim.equations),
        "verdict": j.verdict.value,
        "expected": j.claim.expected,
        "scope": j.scope,
        "reason": j.reason,
        "evidence": [_evidence(e) for e in j.evidence],
        "counterexample": record(j.counterexample) if j.counterexample else None,
        "source": j.claim.source,
        "repairs": j.claim.repairs or None,
        "facts": list(j.facts),
    }


def _evidence(e: Evidence) -> dict[str, str]:
    return {"method": e.method, "outcome": e.outcome.value, "scope": e.scope, "detail": e.detail}


def document(judgements: Sequence[Judgement], paper: Mapping[str, Any] | None = None) -> str:
    """The same as text, ending in a line feed."""
    return json.dumps(results(judgements, paper), indent=1, ensure_ascii=False) + "\n"
