"""`make bench-prove`: the published sample beside z3 alone and cvc5 alone, and the generated families.

Answers and methods go to a table that is the same on every machine that is fast enough; seconds go to the terminal.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.alone import answers
from bench.families import FAMILIES, Case, cases
from verify.solve.ask import prove
from verify.solve.problem import Answer, read

SAMPLE = Path(__file__).parent.parent / "tests" / "data" / "inequalities.json"
RIGHT = {True: "PROVED", False: "REFUTED"}


@dataclass(frozen=True)
class Result:
    """One case, the answer, and how long it took."""

    case: Case
    answer: Answer
    seconds: float

    @property
    def wrong(self) -> bool:
        """Is the verdict a false one?"""
        return self.answer.verdict not in ("UNDECIDED", RIGHT[self.case.true])

    @property
    def right(self) -> bool:
        """Is it the true one?"""
        return self.answer.verdict == RIGHT[self.case.true]


def published() -> list[Case]:
    """The inequalities that other provers publish."""
    rows = json.loads(SAMPLE.read_text(encoding="utf-8"))
    relation = "{lhs} {rel} {rhs}"
    return [Case(r["name"], relation.format(**r), tuple(r["where"]), r["truth"] == "true") for r in rows]


def run(chosen: Iterable[Case], timeout: float) -> Iterator[Result]:
    """Every case in turn, told on the terminal."""
    for case in chosen:
        began = time.monotonic()
        answer = prove(case.claim, case.where, timeout=timeout)
        found = Result(case, answer, time.monotonic() - began)
        mark = "WRONG" if found.wrong else "ok" if found.right else "open"
        print(
            f"{mark:6}{found.seconds:6.1f} s  {case.name}: {answer.verdict} {answer.method or answer.reason}",
            flush=True,
        )
        yield found


def sample_table(results: Sequence[Result], timeout: float) -> list[str]:
    """One row for each published inequality, with what the others say."""
    lines = ["| inequality | true | answer | method | z3 alone | cvc5 alone |", "|---|---|---|---|---|---|"]
    for r in results:
        z3, cvc5 = answers(read(r.case.claim, r.case.where), timeout)
        print(f"       {r.case.name}: z3 {z3}, cvc5 {cvc5}", flush=True)
        true = "yes" if r.case.true else "no"
        lines.append(f"| {r.case.name} | {true} | {r.answer.verdict} | {r.answer.method} | {z3} | {cvc5} |")
    return lines


def family_table(results: Sequence[Result]) -> list[str]:
    """Decided of all, true ones and twins, for every family."""
    total, right = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
    for r in results:
        key = (r.case.name.split("-")[0], r.case.true)
        total[key] += 1
        right[key] += r.right
    lines = ["| family | true ones proved | twins refuted |", "|---|---|---|"]
    for name in FAMILIES:
        cells = [f"{right[name, true]} of {total[name, true]}" for true in (True, False)]
        lines.append(f"| {name.replace('_', ' ')} | {cells[0]} | {cells[1]} |")
    return lines


def undecided(results: Sequence[Result]) -> list[str]:
    """The inequalities without an answer, and why."""
    return [f"* {r.case.name}: `{r.case.claim}`: {r.answer.reason}" for r in results if not r.right]


def main() -> int:
    """1 when an answer is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--each", type=int, default=25, help="of every family")
    parser.add_argument("--timeout", type=float, default=20.0)
    parser.add_argument("--out", type=Path, default=Path("reports/prove.md"))
    options = parser.parse_args()
    known = list(run(published(), options.timeout))
    made = list(run(cases(options.seed, each=options.each), options.timeout))
    lines = ["# What `verify prove` decides", "", f"{options.timeout:g} s for each, one core.", ""]
    lines += ["## Published inequalities", "", *sample_table(known, options.timeout), ""]
    lines += [f"## Generated inequalities, seed {options.seed}", "", *family_table(made), ""]
    lines += ["## Not decided", "", *(undecided([*known, *made]) or ["None."]), ""]
    options.out.write_text("\n".join(lines), encoding="utf-8")
    wrong = [r.case.name for r in (*known, *made) if r.wrong]
    print(f"{len(wrong)} wrong; table in {options.out}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
