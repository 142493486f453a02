"""What came out for each claim, and the tables of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.trust.derivations import KINDS as SPOILED
from bench.trust.engine import Answer
from bench.trust.twins import KINDS

SCHEMA = 1
SHOWN = (*(a.value for a in Answer),)


@dataclass(frozen=True)
class Found:
    """Of one claim: the twins that were made, the answers on the false ones, the derivations tried and accepted.

    `unknown` says why the oracle cannot be asked of some twins; an alarm is a text that shows everything about it.
    """

    claim: str
    made: Mapping[str, int]
    answers: tuple[tuple[str, Answer], ...]
    unknown: tuple[str, ...]
    spoiled: tuple[tuple[str, bool], ...]
    alarms: tuple[str, ...]


def document(found: Sequence[Found], *, seed: int, most: int, each: int) -> dict[str, Any]:
    """Everything as plain data, the same for the same seed."""
    answers = [a for f in found for a in f.answers]
    spoiled = [s for f in found for s in f.spoiled]
    reasons = [why for f in found for why in f.unknown]
    return {
        "schema": SCHEMA,
        "seed": seed,
        "twins_of_a_claim": most,
        "derivations_of_a_claim": each,
        "claims": len(found),
        "twins": {
            kind: {
                "made": sum(f.made.get(kind, 0) for f in found),
                "false": sum(k == kind for k, _ in answers),
                **{word: sum(k == kind and a.value == word for k, a in answers) for word in SHOWN},
            }
            for kind in KINDS
        },
        "derivations": {
            kind: {
                "tried": sum(k == kind for k, _ in spoiled),
                "rejected": sum(k == kind and not accepted for k, accepted in spoiled),
                "accepted": sum(k == kind and accepted for k, accepted in spoiled),
            }
            for kind in SPOILED
        },
        "oracle_not_asked": {why: reasons.count(why) for why in sorted(set(reasons))},
        "alarms": [a for f in found for a in f.alarms],
    }


def summed(rows: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The rows added up, column by column."""
    every = list(rows)
    return {name: sum(r[name] for r in every) for name in (every[0] if every else {})}


def markdown(stored: Mapping[str, Any]) -> str:
    """The two tables: false twins by the kind of change and the answer, spoiled derivations by the kind of change."""
    return "\n".join(
        (*_table("changed in a claim", stored["twins"]), "", *_table("changed in a derivation", stored["derivations"]))
    )


def _table(title: str, rows: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    total = summed(rows.values())
    columns = [c for c in total if total[c] or c in ("wrongly proved", "wrongly vacuous", "accepted")]
    yield f"| {' | '.join([title, *columns])} |"
    yield f"| --- |{' ---: |' * len(columns)}"
    for name, row in (*rows.items(), ("all", total)):
        yield f"| {' | '.join([name, *(f'{row[c]:,}' for c in columns)])} |"
