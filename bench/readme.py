"""The worked-out parts of the README: the errata, the count of verdicts and certificates, the lines a sceptic has to read, the mutants,
and how often the lemmas' assumptions hold in practice.

`python -m bench.readme` puts them between the marks `<!-- NAME: begin -->` and `<!-- NAME: end -->`, from
reports/verdicts.json, reports/trust.json, reports/coq.json and reports/practice.json.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.closure import CHECKERS, ROOT, TRUSTED, lines, lines_for, lines_of
from bench.trust.tally import markdown
from verify.judging import plain
from verify.judging.marks import MARKS, OF_SEVERITY, SOURCES
from verify.judging.results import RECHECKED
from verify.language.severity import Severity
from verify.report.sections.measured import each, of_all, of_ball

CERTIFIED = ("PROVED", "VACUOUS", "REFUTED")
WRONG = {"REFUTED": "false", "UNDEFINED": "no value", "VACUOUS": "empty"}


def parts(
    document: Mapping[str, Any], mutants: Mapping[str, Any], in_coq: Mapping[str, Any], measured: Mapping[str, Any]
) -> dict[str, str]:
    """The text of every part, by its name, from what `verify report`, `make trust`, `make coq` and `make data` write."""
    results = document["results"]
    sizes = ", ".join(f"{round(lines_for(module), -2):,} for {what}" for what, module in CHECKERS.items())
    theorems, folders = round(lines_of("kernel/facts"), -2), sum(map(lines_of, TRUSTED))
    words = dict.fromkeys(r["verdict"] for r in results)
    every = {"": results} | {f" {shown}": [r for r in results if r["source"] == s] for s, shown in SOURCES.items()}
    lines_of_counts = [
        f"{len(mine)} claims{whose}: "
        + ", ".join(f"{n} {word}" for word in sorted(words) if (n := sum(r["verdict"] == word for r in mine)))
        for whose, mine in every.items()
    ]
    counts = "\n".join(lines_of_counts)
    rechecked = sum(r["certificate"] == RECHECKED for r in results)
    return {
        "errata": f"\n{errata(document)}\n",
        "marks": f"\n{_marks()}\n",
        "counts": f"\n```\n{counts}\n{rechecked} of these verdicts re-checked by verify/recheck.py, "
        f"{len(in_coq['lemmas'])} proved in Coq too\n```\n",
        "coq": f"{len(in_coq['lemmas'])} claims",
        "recheck": f"{sum(map(lines, (ROOT / 'verify').glob('recheck*.py'))):,} lines of code",
        "rechecked": f"{rechecked} of {sum(r['verdict'] in CERTIFIED for r in results)}",
        "lines": f"about {sizes}; the theorems are {theorems:,} more, the three folders {round(folders, -2):,} in all",
        "trust": f"\n{markdown(mutants)}\n",
        "practice": f"\n{_practice(measured)}\n",
    }


def _practice(measured: Mapping[str, Any]) -> str:
    """How often what Lemma 5 needs holds at a trained network, and what Theorem 2 needs along a linear model's path."""
    attacks, runs = (
        of_ball(found, ball) for found, ball in ((measured["network"]["attacks"], "L2"), (measured["runs"], "Linf"))
    )
    held = of_all([a["kinds"].get("s", 0) for a in attacks], len(attacks[0]["each"]))
    survived = of_all([r["steps"] - r["signs"]["steps"] for r in runs], runs[0]["steps"])
    radii, others = (each(f["epsilon"] for f in found) for found in (attacks, runs))
    return (
        f"[In practice](reports/pages/practice.html): at a trained network what Lemma 5 needs, as repaired, holds at {held} images for "
        f"ε = {radii} under L2, and what\nLemma 4 needs at none; the condition of Theorem 2 survives {survived} steps of training a linear "
        f"model for ε = {others} under L∞."
    )


def _marks() -> str:
    """The verdicts with their signs and meanings."""
    rows = [f"| {shown.sign} {verdict.value} | {shown.meaning} |" for verdict, shown in MARKS.items()]
    return "\n".join(["| verdict | meaning |", "| --- | --- |", *rows])


def errata(document: Mapping[str, Any]) -> str:
    """A Markdown table of what changes a result, a row for each finding: the witness and the proved repair; and what else there is."""
    results = {f"{r['id']}/{r['claim']}": r for r in document["results"]}
    mended = {f"{r['id']}/{r['repairs']}": r for r in results.values() if r["repairs"] and r["verdict"] == "PROVED"}
    rows = ["| claim | as printed | found | proved instead |", "| --- | --- | --- | --- |"]
    for name in (found[0] for found in document["findings"]):
        r, instead = results[name], mended[name]["says"] if name in mended else ""
        rows.append(f"| `{name}` | {_cell(r['says'])} | {WRONG[r['verdict']]}: {_witness(r)} | {_cell(instead)} |")
    count = Counter(results[name]["severity"] for name in document["errata"])
    others = ", ".join(f"{count[s]} {OF_SEVERITY[s][count[s] != 1]}" for s in Severity if s is not Severity.RESULT)
    return "\n".join(
        [
            *rows,
            "",
            f"These {len(document['findings'])} findings hold the {count[Severity.RESULT]} errata that change a result. The other "
            f"{len(document['errata']) - count[Severity.RESULT]} ({others}) stand in [`reports/report.pdf`](reports/report.pdf), the "
            "gravest first, in the paper's order.",
        ]
    )


def _witness(result: Mapping[str, Any]) -> str:
    """The functions that were chosen, the exact point, and both sides there."""
    found, shown = result["counterexample"], result["exhibit"]
    if result["verdict"] == "VACUOUS":
        return f"nothing satisfies its assumptions, {result['scope']}"
    if found is None:
        chosen = f" for `{', '.join(result['refuted_by'])}`" if result["refuted_by"] else ""
        return f"its negation is proved{chosen}, {result['scope']}"
    values = [
        *shown["functions"],
        *(f"{plain.name(name)} = {_number(value)}" for name, value in found["point"].items()),
    ]
    at = f"at `{_code(', '.join(values))}`" if values else "at every point"
    sides = f", left `{_code(shown['left'])}`, right `{_code(shown['right'])}`" if shown["left"] else ""
    return at + sides


def _code(text: str) -> str:
    return text.replace("|", "\\|")


def _number(value: Any) -> str:
    return f"({', '.join(map(_number, value))})" if isinstance(value, list) else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("_", "\\_").replace("<", "&lt;")


def updated(readme: str, found: Mapping[str, str]) -> str:
    """The README with its worked-out parts replaced. Raises ValueError where a mark is missing."""
    for name, text in found.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        if not 0 <= readme.find(begin) < readme.find(end):
            raise ValueError(f"the README has no part between {begin} and {end}")
        before, _, rest = readme.partition(begin)
        readme = f"{before}{begin}{text}{end}{rest.partition(end)[2]}"
    return readme


if __name__ == "__main__":
    page = Path("README.md")
    stored = [
        json.loads(Path(f"reports/{name}.json").read_text(encoding="utf-8"))
        for name in ("verdicts", "trust", "coq", "practice")
    ]
    page.write_text(updated(page.read_text(encoding="utf-8"), parts(*stored)), encoding="utf-8")
