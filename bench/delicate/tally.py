"""Which answers are wrong, and the table of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath

from bench.delicate.draw import FAMILIES, Case
from bench.delicate.oracle import Judged, admits, outcome
from bench.delicate.value import DIGITS, NoValue, Point, Unclear, formula

SCHEMA = 1
TRUTHS = ("false", "not refuted", "no point")
SETTLED = {"PROVED": "holds", "VACUOUS": "", "REFUTED": "fails", "UNDEFINED": "has no value"}
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """One case: what the oracle knows, wrong forms of its terms, the answers, and those given under other hashes."""

    case: Case
    judged: Judged
    forms: tuple[str, ...]
    answers: Answers
    again: tuple[Answers, ...] = ()

    @property
    def alarms(self) -> Iterator[str]:
        """Everything that is wrong, with the point that shows it, and that an answer depends on the hashes."""
        yield from self.wrong
        if self.changes:
            yield f"{self.case}: {self.answers}, and under other hashes {', '.join(map(str, self.again))}"

    @property
    def wrong(self) -> Iterator[str]:
        """The answers, and forms of terms, that the oracle knows to be wrong, with the point that shows it."""
        for answers in dict.fromkeys(map(_fixed, (self.answers, *self.again))):
            for way, said in answers:
                if why := self._wrong(said, dict(dict(answers).get("point", ()))):
                    yield f"{self.case}: {said} ({way}), and {why}"
        for form in self.forms:
            yield f"{self.case}: {form}"

    @property
    def changes(self) -> bool:
        """Does an answer depend on the hashes? Where it is a matter of time, only if two of them exclude each other."""
        told = {
            way: {a.get(way) for a in (self.answers, *self.again)} - {None} for way in self.answers if way != "point"
        }
        late = {"UNDECIDED"} if "solver" in self.answers else set[Any]()
        return any(len(words - late) > 1 for words in told.values())

    @property
    def may_be_late(self) -> bool:
        """May the answers differ for want of time? A point that breaks a claim and one without a value do not exclude each other."""
        told = {a.get("solver", "UNDECIDED") for a in (self.answers, *self.again)}
        return self.changes and not any(self.wrong) and told <= {"REFUTED", "UNDEFINED", "UNDECIDED"}

    def _wrong(self, said: Any, texts: Mapping[str, str]) -> str:
        if said == "PROVED" and self.judged.failing is not None:
            return f"it {self.judged.why} at {shown(self.judged.failing)}"
        if said == "VACUOUS" and self.judged.admissible is not None:
            return f"the conditions hold at {shown(self.judged.admissible)}"
        return _wrong_at(self.case, SETTLED[said], texts) if said in ("REFUTED", "UNDEFINED") else ""


def _fixed(answers: Answers) -> tuple[tuple[str, Any], ...]:
    """As something that can be compared."""
    return tuple((way, tuple(said.items()) if isinstance(said, Mapping) else said) for way, said in answers.items())


def _wrong_at(case: Case, expected: str, texts: Mapping[str, str]) -> str:
    """What the oracle has against an answer that rests on this point."""
    with mpmath.workdps(DIGITS):
        try:
            point = {name: formula(text)({}) for name, text in texts.items()}
            if not admits(case, point):
                return f"the conditions fail at {shown(point)}"
        except NoValue:
            return f"a condition has no value at {texts}"
        except Unclear:
            return ""
        found = outcome(case, point)
    return "" if found in (expected, "is not clear") else f"it {found} at {shown(point)}"


def shown(point: Point) -> str:
    """The point in a few digits."""
    return ", ".join(f"{name} = {mpmath.nstr(x, 12)}" for name, x in point.items()) or "every point"


def document(found: Sequence[Found], *, seed: int, by: str, hashes: Sequence[int]) -> dict[str, Any]:
    """Everything as plain data, the same for the same seed."""
    return {
        "schema": SCHEMA,
        "seed": seed,
        "by": by,
        "hashes": list(hashes),
        "cases": len(found),
        "families": {name: _row([f for f in found if f.case.name.startswith(f"{name}-")]) for name in FAMILIES},
        "unreadable": sum("unreadable" in f.answers for f in found),
        "late": sum("late" in a for f in found for a in (f.answers, *f.again)),
        "alarms": [alarm for f in found for alarm in f.alarms],
    }


def _row(found: Sequence[Found]) -> dict[str, int]:
    settled = [next(filter(SETTLED.__contains__, map(str, f.answers.values())), "UNDECIDED") for f in found]
    return {
        "cases": len(found),
        **{truth: sum(f.judged.truth == truth for f in found) for truth in TRUTHS},
        **{word: settled.count(word) for word in (*SETTLED, "UNDECIDED")},
        "wrong": sum(any(f.alarms) for f in found),
    }


def markdown(stored: Mapping[str, Any]) -> str:
    """The table: by family, what the oracle knows and what was said, whichever way of asking settled the case first."""
    rows = stored["families"]
    total = {name: sum(row[name] for row in rows.values()) for name in next(iter(rows.values()))}
    columns = [c for c in total if total[c] or c == "wrong"]
    lines = [f"| {' | '.join(['family', *columns])} |", f"| --- |{' ---: |' * len(columns)}"]
    for name, row in (*rows.items(), ("all", total)):
        lines.append(f"| {' | '.join([name, *(f'{row[c]:,}' for c in columns)])} |")
    return "\n".join(lines)
