"""The verdicts as one JSON document: what was found, without clocks, versions or the machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from verify.judging.results import SCHEMA, result, summary
from verify.kernel.evidence import Judgement


def verdicts(judgements: Sequence[Judgement], paper: Mapping[str, Any] | None = None) -> str:
    """The document of `verify check --json` without what depends on the run, as text that ends in a line feed."""
    told = {k: v for k, v in (paper or {}).items() if k != "notation"}
    found = {
        "schema": SCHEMA,
        "paper": told,
        "results": [result(j) for j in judgements],
        "summary": summary(judgements),
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"
