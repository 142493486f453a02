"""The report as a tree, from judgements and statements: what was checked and found first, then every statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from verify.cited import REFERENCES
from verify.core import Judgement, Statement, Verdict
from verify.report.claim import Context, claim_section
from verify.report.nodes import Block, Document, Items, Link, Mark, Paragraph, Section, Table, Text
from verify.report.preface import LIMITS, WHAT
from verify.report.rules import MARKS, RULES
from verify.report.text import inline, verbatim
from verify.report.witness import chosen, point

WRONG = (Verdict.REFUTED, Verdict.UNDEFINED, Verdict.VACUOUS)


class Unprintable(RuntimeError):
    """A claim holds something that the report has no rule for; the message names both."""


def build(
    judgements: Sequence[Judgement], statements: Sequence[Statement], paper: Mapping[str, Any] | None = None
) -> Document:
    """The whole report. Raises ValueError for a judgement on a claim of no statement."""
    known = {f"{s.name}/{c.name}" for s in statements for c in s.claims}
    strangers = [j.id for j in judgements if j.id not in known]
    if strangers:
        raise ValueError(f"{strangers[0]} is judged, but none of the statements has this claim")
    paper = paper or {}
    context = Context({j.id: j for j in judgements}, dict(paper.get("notation", {})))
    judged = [s for s in statements if any(j.statement == s.name for j in judgements)]
    parts = tuple(_part(name, inside, context) for name, inside in _grouped(judged).items())
    name = f"Machine-checked: {paper['title']}" if "title" in paper else "A machine-checked report"
    source = _source(paper)
    return Document(
        title=inline(name),
        name=name,
        subtitle=inline(source),
        source=source,
        front=tuple(_front(judgements, judged, context)),
        sections=(_overview(judgements), _rules(), *parts, *_theorems(judgements)),
    )


def _source(paper: Mapping[str, Any]) -> str:
    authors = ", ".join(paper.get("authors", ()))
    place = f"arXiv:{paper['arxiv']}" if "arxiv" in paper else ""
    whole = "; ".join(filter(None, (authors, place)))
    return f"On the paper by {whole}" if whole else ""


def _front(judgements: Sequence[Judgement], judged: Sequence[Statement], context: Context) -> list[Block]:
    count = {v: sum(j.verdict is v for j in judgements) for v in Verdict}
    counts = tuple(((Mark(v),), (str(count[v]),), inline(MARKS[v][1])) for v in Verdict if count[v])
    unexpected = [j for j in judgements if not j.as_expected]
    expected = "Every verdict is the one that was recorded." if not unexpected else ""
    what = f"{_many(len(judged), 'statement')} of the paper, written as {_many(len(judgements), 'claim')}. {WHAT} "
    blocks: list[Block] = [Paragraph(inline(what + expected), "What was checked.")]
    blocks.append(Table(("Verdict", "Claims", "Meaning"), (0.18, 0.1, 0.72), counts))
    if unexpected:
        links = [
            x
            for j in unexpected
            for x in (", ", Link(j.id, j.id), " (", Mark(j.verdict), f", recorded {j.claim.expected})")
        ]
        blocks.append(Paragraph((*links[1:], "."), "Not as recorded."))
    errata = tuple(_erratum(j, context) for j in judgements if j.verdict in WRONG and j.claim.source == "paper")
    if errata:
        blocks.append(Paragraph((), "What is wrong as printed."))
        blocks.append(Table(("As printed", "Where", "Exact witness", "Proved instead"), (0.3, 0.14, 0.26, 0.3), errata))
    blocks.append(Paragraph((), "What PROVED means, and what it does not."))
    blocks.append(Items(tuple(map(inline, LIMITS))))
    return blocks


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _erratum(j: Judgement, context: Context) -> tuple[Text, Text, Text, Text]:
    where = ", ".join(f"({n})" for n in j.claim.equations)
    place: Text = (f"{title_of(j.statement)}{', Eq. ' + where if where else ''}: ", Link(j.claim.name, j.id))
    if j.counterexample is not None:
        functions: Text = ("with the functions of its section, ",) if j.claim.against is not None else ()
        exact: Text = (*functions, *point(j.counterexample, j.claim, context.notation))
    elif j.claim.counter:
        exact = ("the opposite is proved for ", *chosen(j.claim.counter, context.notation))
    else:
        exact = ("the opposite is proved",) if j.verdict is Verdict.REFUTED else verbatim(j.reason)
    proved = [r for r in context.repairs(j) if r.verdict is Verdict.PROVED]
    mended: Text = tuple(x for r in proved for x in (*inline(r.claim.says), " ", Link(r.claim.name, r.id), " "))
    return inline(j.claim.says), place, exact, mended or ("no repair is given",)


def title_of(name: str) -> str:
    """`lemma-2` in words."""
    kind, _, number = name.partition("-")
    if kind == "eq" and number.isdigit():
        return f"Equation ({number})"
    if not re.match(r"\d", number):
        first = kind.capitalize() if set("aeiouy") & set(kind) else kind.upper()
        return f"{first}{':' if kind == 'remark' else ''} {number.replace('-', ' ')}".strip()
    number, _, rest = number.partition("-")
    return f"{kind.capitalize()} {number}" + (f", {rest.replace('-', ' ')}" if rest else "")


def _grouped(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    """Statements by the section of the paper, in its order; what has no number comes last."""
    groups: dict[str, list[Statement]] = {}
    for s in sorted(statements, key=lambda s: _number(s.section)):
        groups.setdefault(s.section, []).append(s)
    return groups


def _number(section: str) -> tuple[bool, list[int], str]:
    digits = [int(n) for n in re.findall(r"\d+", section)]
    return not digits, digits, section


def _part(section: str, statements: Sequence[Statement], context: Context) -> Section:
    name = f"Section {section} of the paper" if section[:1].isdigit() else section
    return Section(inline(name), name, f"section:{section}", (), tuple(_statement(s, context) for s in statements))


def _statement(s: Statement, context: Context) -> Section:
    here = [context.judgements[f"{s.name}/{c.name}"] for c in s.claims if f"{s.name}/{c.name}" in context.judgements]
    blocks: list[Block] = []
    if s.uses:
        blocks.append(Paragraph((", ".join(map(title_of, s.uses)),), "Uses."))
    for name, claims in s.also.items():
        links = [x for c in claims for x in (", ", Link(c, f"{s.name}/{c}"))]
        known = all(f"{s.name}/{c}" in context.judgements for c in claims)
        blocks.append(Paragraph(tuple(links[1:]) if known else (", ".join(claims),), f"{title_of(name)}."))
    title = f"{title_of(s.name)}. {s.title}"
    return Section(inline(title), title, s.name, tuple(blocks), tuple(_claim(j, context) for j in here))


def _claim(j: Judgement, context: Context) -> Section:
    try:
        return claim_section(j, context)
    except ValueError as error:
        raise Unprintable(f"{j.id} cannot be printed: {error}") from error


def _overview(judgements: Sequence[Judgement]) -> Section:
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


def _rules() -> Section:
    rows = tuple(((name,), inline(meaning)) for name, meaning in RULES.items())
    return Section(("The rules",), "The rules", "rules", (Table(("Rule", "Meaning"), (0.15, 0.85), rows),))


def _theorems(judgements: Sequence[Judgement]) -> tuple[Section, ...]:
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
