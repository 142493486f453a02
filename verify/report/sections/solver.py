"""What `verify prove` decides, beside z3 and cvc5 alone: the stored table of the bench."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from verify.checkers.stored.read import Fields
from verify.report.nodes import Block, Paragraph, Section, Table
from verify.report.parts import Text, Wording

LABEL, TITLE = "solver", "The solver on published inequalities"
LONGEST = 240  # of a formula that a table shows
SOLVERS = ("ours", "z3", "cvc5")
RIGHT = {True: ("PROVED", "VACUOUS"), False: ("REFUTED",)}
Row = Mapping[str, Any]
ANSWER: Fields = {"answer": str, "method?": str, ...: object}
ROW: Fields = {"name": str, "source": str, "claim": str, "where": [str], "truth": bool, ...: object}
ROW |= {f"{by}?": ANSWER for by in SOLVERS}
STORED: Fields = {
    "timeout": float,
    "timeout_alone": float,
    "named": [ROW],
    "published": [ROW],
    "generated": [ROW],
    ...: object,
}


def solver(answers: Mapping[str, Any]) -> tuple[Section, ...]:
    """The inequalities by name with each answer, and the count for those that were generated.

    `answers` is what the bench writes, of the shape STORED.
    """
    if not answers:
        return ()
    named, generated = [*answers["named"], *answers["published"]], answers["generated"]
    blocks: list[Block] = [Paragraph(_opening(answers, [*named, *generated]))]
    rows = tuple(((_asked(r)), *((_answer(r, by),) for by in SOLVERS)) for r in named)
    blocks.append(Table(("Inequality", "verify prove", "z3 alone", "cvc5 alone"), (0.52, 0.22, 0.13, 0.13), rows))
    if generated:
        blocks.append(
            Paragraph(
                ("of each family, how many of the true ones are proved and of the false ones refuted:",), "Generated:"
            )
        )
        families = dict.fromkeys(r["source"] for r in generated)
        counts = [_counts(f, [r for r in generated if r["source"] == f]) for f in families]
        head = ("Family", "Truth", "Number", "verify prove", "z3 alone", "cvc5 alone")
        blocks.append(Table(head, (0.3, 0.1, 0.12, 0.16, 0.16, 0.16), tuple(x for rows in counts for x in rows)))
    return (Section((TITLE,), TITLE, LABEL, tuple(blocks)),)


def _opening(answers: Mapping[str, Any], rows: Sequence[Row]) -> Text:
    wrong = sum(1 for r in rows if (ours := r.get("ours")) and ours["answer"] not in ("UNDECIDED", *RIGHT[r["truth"]]))
    return (
        f"Of {len(rows)} inequalities, {len(answers['published'])} of them published by other provers, each given to ",
        f"verify prove for {answers['timeout']:g} seconds. z3 and cvc5 alone had {answers['timeout_alone']:g} for those ",
        "that the tables show as asked. ",
        f"Right answers of verify prove: {sum(_is_right(r, 'ours') for r in rows)}; false ones: {wrong}.",
    )


def _asked(row: Row) -> Text:
    where = f" where {', '.join(row['where'])}" if row["where"] else ""
    name = row["name"].replace("_", " ") + ("" if row["truth"] else " (false)")
    asked = row["claim"] + where
    return (f"{name}: ", Wording(asked)) if len(asked) <= LONGEST else (f"{name}, {len(asked)} characters long",)


def _answer(row: Row, by: str) -> str:
    found = row.get(by)
    if not found:
        return "not asked"
    if found["answer"] == "-":
        return "no answer"
    method = f", {found['method']}" if found.get("method") else ""
    return f"{found['answer'].lower()}{method}"


def _is_right(row: Row, by: str) -> bool:
    return (found := row.get(by)) is not None and found["answer"] in RIGHT[row["truth"]]


def _counts(family: str, rows: Sequence[Row]) -> Iterator[tuple[Text, ...]]:
    for truth in (True, False):
        asked = [r for r in rows if r["truth"] == truth]
        if asked:
            shares = ((_share(asked, by),) for by in SOLVERS)
            yield ((family.replace("_", " "),), ("true" if truth else "false",), (str(len(asked)),), *shares)


def _share(rows: Sequence[Row], by: str) -> str:
    """How many answers are right, of those that were asked for where not all were."""
    asked = [r for r in rows if by in r]
    right = str(sum(_is_right(r, by) for r in asked))
    return "not asked" if not asked else right if len(asked) == len(rows) else f"{right} of {len(asked)}"
