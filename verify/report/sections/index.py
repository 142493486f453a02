"""What one looks things up in: every claim, every equation, what rests on what, the rules, the cited theorems."""

from __future__ import annotations

from collections.abc import Sequence

from verify.judging.catalogue import rank
from verify.kernel.facts.register import REFERENCES
from verify.kernel.judgement import Judgement
from verify.language.claim import Statement
from verify.report.formulas.wording import inline
from verify.report.nodes import Drawing, Section, Table
from verify.report.parts import Link, Page, Text, links, listed
from verify.report.sections.context import mark, title_of
from verify.report.sections.findings import Findings
from verify.report.sections.graph import graph
from verify.report.sections.prose import GRAPH, RULES


def overview(judgements: Sequence[Judgement], found: Findings) -> Section:
    """The claims of every statement with their verdicts."""
    inside: dict[str, list[Judgement]] = {}
    for j in judgements:
        inside.setdefault(j.statement, []).append(j)
    rows = tuple(
        ((Link(title_of(s), s),), listed((Link(j.claim.name, j.id), "\u00a0", mark(j, found)) for j in here))
        for s, here in inside.items()
    )
    return Section(("Every claim",), "Every claim", "overview", (Table(("Statement", "Claims"), (0.27, 0.73), rows),))


def rules() -> Section:
    rows = tuple(((name,), inline(meaning)) for name, meaning in RULES.items())
    return Section(("The rules",), "The rules", "rules", (Table(("Rule", "Meaning"), (0.15, 0.85), rows),))


def theorems(judgements: Sequence[Judgement]) -> tuple[Section, ...]:
    """The cited theorems with their references and the statements that rest on them."""
    users: dict[str, dict[str, None]] = {}
    for j in judgements:
        for f in j.facts:
            users.setdefault(f, {})[j.statement] = None
    if not users:
        return ()
    rows = tuple(
        (inline(f), inline(REFERENCES.get(f, "")), listed((Link(title_of(s), s),) for s in users[f]))
        for f in sorted(users)
    )
    table = Table(("Theorem", "Reference", "Used in"), (0.22, 0.24, 0.54), rows)
    return (Section(("Cited theorems",), "Cited theorems", "theorems", (table,)),)


def equations(judgements: Sequence[Judgement], statements: Sequence[Statement], found: Findings) -> tuple[Section, ...]:
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
    mended = {f"{j.statement}/{j.claim.repairs}" for j in judgements if j.claim.repairs}
    for here in about.values():
        here.sort(key=lambda j: rank(j.claim, mended=j.id in mended))
    rows = tuple(((f"({n})",), _places(about[n], found), (Page(about[n][0].id),)) for n in sorted(about))
    labels = tuple(f"eq-{n}" for n in sorted(about))
    table = Table(("Equation", "Claims", "Page"), (0.12, 0.78, 0.1), rows, labels)
    return (Section(("Equations",), "Equations", "equations", (table,)),)


def _is_equation(row: str) -> bool:
    return row.startswith("eq-") and row[3:].isdigit()


def _places(here: Sequence[Judgement], found: Findings) -> Text:
    named = links([j.id for j in here])
    return listed((link, "\u00a0", mark(j, found)) for link, j in zip(named, here, strict=True))


def dependencies(judgements: Sequence[Judgement], statements: Sequence[Statement]) -> tuple[Section, ...]:
    """The graph of the statements."""
    picture = graph(statements, judgements)
    if picture is None:
        return ()
    name = "What rests on what"
    return (Section((name,), name, "dependencies", (Drawing(picture, inline(GRAPH)),)),)
