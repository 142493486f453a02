"""What one looks things up in: every claim, every equation, what rests on what, the rules, the cited theorems."""

from __future__ import annotations

from collections.abc import Sequence

from verify.cited import REFERENCES
from verify.core import Judgement, Statement
from verify.report.graph import graph
from verify.report.nodes import Drawing, Section, Table
from verify.report.parts import Link, Mark, Page, Text
from verify.report.preface import GRAPH
from verify.report.rules import RULES
from verify.report.text import inline, verbatim


def overview(judgements: Sequence[Judgement]) -> Section:
    rows = tuple(
        ((Link(j.id, j.id),), (", ".join(f"({n})" for n in j.claim.equations),), (Mark(j.verdict),), verbatim(j.scope))
        for j in judgements
    )
    return Section(
        ("Every claim",),
        "Every claim",
        "overview",
        (Table(("Claim", "Equations", "Verdict", "Scope"), (0.42, 0.14, 0.18, 0.26), rows),),
    )


def rules() -> Section:
    rows = tuple(((name,), inline(meaning)) for name, meaning in RULES.items())
    return Section(("The rules",), "The rules", "rules", (Table(("Rule", "Meaning"), (0.15, 0.85), rows),))


def theorems(judgements: Sequence[Judgement]) -> tuple[Section, ...]:
    """The cited theorems with their references and the claims that rest on them."""
    users: dict[str, list[str]] = {}
    for j in judgements:
        for f in j.facts:
            users.setdefault(f, []).append(j.id)
    if not users:
        return ()
    rows = tuple(
        (inline(f), inline(REFERENCES.get(f, "")), tuple([x for i in users[f] for x in (", ", Link(i, i))][1:]))
        for f in sorted(users)
    )
    return (
        Section(
            ("Cited theorems",),
            "Cited theorems",
            "theorems",
            (Table(("Theorem", "Reference", "Used by"), (0.27, 0.27, 0.46), rows),),
        ),
    )


def equations(judgements: Sequence[Judgement], statements: Sequence[Statement]) -> tuple[Section, ...]:
    """The paper's equations by number, with the claims about each and the page of the first."""
    about: dict[int, list[Judgement]] = {}
    named = {
        (s.name, c, int(row[3:]))
        for s in statements
        for row, claims in s.also.items()
        if _is_equation(row)
        for c in claims
    }
    for j in judgements:
        further = {number for statement, claim, number in named if (statement, claim) == (j.statement, j.claim.name)}
        for number in {*j.claim.equations, *further}:
            about.setdefault(number, []).append(j)
    if not about:
        return ()
    rows = tuple(((f"({n})",), _places(about[n]), (Page(about[n][0].id),)) for n in sorted(about))
    table = Table(("Equation", "Claims", "Page"), (0.12, 0.78, 0.1), rows)
    return (Section(("Equations",), "Equations", "equations", (table,)),)


def _is_equation(row: str) -> bool:
    return row.startswith("eq-") and row[3:].isdigit()


def _places(found: Sequence[Judgement]) -> Text:
    return tuple(x for j in found for x in (", ", Link(j.id, j.id), " ", Mark(j.verdict)))[1:]


def dependencies(judgements: Sequence[Judgement], statements: Sequence[Statement]) -> tuple[Section, ...]:
    """The graph of the statements."""
    picture = graph(statements, judgements)
    if picture is None:
        return ()
    name = "What rests on what"
    return (Section((name,), name, "dependencies", (Drawing(picture, inline(GRAPH)),)),)
