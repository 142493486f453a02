"""The referee's letter, two pages: what was checked, what becomes of the paper's results, what changes one, what PROVED means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from verify.checkers.inequality.on_claim import BY_Z3
from verify.judging.errata import Fate, Outcome, errata, findings, results_of
from verify.judging.marks import MARKS, OF_SEVERITY
from verify.judging.results import by_source, faulty, severity
from verify.kernel.judgement import Judgement
from verify.language.claim import Statement
from verify.language.severity import Severity
from verify.language.verdict import Verdict
from verify.report.formulas.wording import inline
from verify.report.nodes import Block, Items, Paragraph, Table
from verify.report.parts import Link, Mark, Part, Strong, Text, links, listed
from verify.report.sections import quantifiers
from verify.report.sections.context import Context, mark, title_of
from verify.report.sections.erratum import mended, told, where, witness
from verify.report.sections.practice import in_brief
from verify.report.sections.prose import DERIVED, LIMITS, RESULTS, TRUSTED, WHAT, WHOLE

PLURAL = {"stands": "stand", "is": "are", "does": "do"}


def letter(judgements: Sequence[Judgement], judged: Sequence[Statement], context: Context) -> tuple[Block, ...]:
    """The blocks of the first two pages; what there is nothing to say of is left out."""
    wrong = errata(judgements, judged, context.found.sentences)
    blocks: list[Block] = [Paragraph(_checked(judgements, context), "What was checked.")]
    if unexpected := [j for j in judgements if not j.as_expected]:
        links = listed(
            (Link(j.id, j.id), " (", mark(j, context.found), f", recorded {j.claim.expected})") for j in unexpected
        )
        blocks.append(Paragraph((*links, "."), "Not as recorded."))
    outcomes = results_of(judgements, judged, context.found.sentences)
    if outcomes:
        rows = tuple(_outcome(o, context) for o in outcomes)
        blocks.append(Paragraph((*_summed(outcomes), *inline(RESULTS)), "What becomes of the paper’s results."))
        blocks.append(Table(("Result", "As printed", "What is proved"), (0.27, 0.2, 0.53), rows))
    if found := findings(wrong, context.found.sentences):
        titles = {s.name: s for s in judged}
        blocks.append(Paragraph(_counted(wrong, len(found)), "What changes a result."))
        results = {o.statement.name for o in outcomes}
        blocks.append(Items(tuple(_finding(f, titles, results, context) for f in found)))
    blocks += in_brief(context.found.practice, judgements)
    blocks.append(Paragraph(_meanings(judgements), "What a verdict means."))
    blocks.append(Paragraph((), "What PROVED rests on, and what it does not say."))
    more = {DERIVED: _not_accepted(judgements), TRUSTED: _by_z3(judgements)}
    blocks.append(Items(tuple((*inline(x), *more.get(x, ())) for x in LIMITS)))
    return tuple(blocks)


def _checked(judgements: Sequence[Judgement], context: Context) -> Text:
    """How much of the paper was read as claims, and how many have which verdict, by whose they are."""
    sentences, sources = context.found.sentences, by_source(judgements)
    read = sum(not s.excused for s, _ in sentences)
    whole = WHOLE.format(all=len(sentences), read=read, claims=len(sources.get("paper", ()))) if sentences else ""
    parts: list[Part] = [*inline(whole), *inline(f"{WHAT} ")]
    names = {"paper": "Of what the paper says", "repair": "of the repairs", "own": "of claims of our own beside it"}
    for k, (source, mine) in enumerate(sources.items()):
        parts += ["; " if k else "", f"{names[source]} {_listed(Counter(j.verdict for j in mine))}"]
    parts += [". "]
    if any(j.recheck for j in judgements):
        parts.append(
            f"{sum(j.rechecked for j in judgements)} of the {len(judgements)} verdicts were re-checked independently (°"
        )
        coq = len(context.found.coq & {j.id for j in judgements})
        parts.append(f"), {coq} are proved in Coq too (†). " if coq else "). ")
    parts += [
        "" if [j for j in judgements if not j.as_expected] else "Every verdict is the one that its author states."
    ]
    return tuple(parts)


def _meanings(judgements: Sequence[Judgement]) -> Text:
    """Each verdict that occurs here, in words."""
    parts: list[Part] = []
    for v in (v for v in Verdict if any(j.verdict is v for j in judgements)):
        parts += ["; " if parts else "", Mark(v), ": ", *inline(MARKS[v].meaning)]
    return (*parts, ".")


def _not_accepted(judgements: Sequence[Judgement]) -> Text:
    """The claims that have a derivation which counts for nothing."""
    links = listed([(Link(j.id, j.id), " (", Mark(j.verdict), ")") for j in judgements if faulty(j)])
    return (" Not accepted is that of ", *links, ".") if links else ()


def _by_z3(judgements: Sequence[Judgement]) -> Text:
    """How many claims are settled by the answer of a solver that is believed, and which."""
    links = listed([(Link(j.id, j.id),) for j in judgements if j.by is not None and BY_Z3 in j.by.facts])
    count = sum(isinstance(x, Link) for x in links)
    told = (
        f" {count} {'verdict rests' if count == 1 else 'verdicts rest'} on the word of z3, which is trusted there too: "
    )
    return (told, *links, ".") if links else ()


def _listed(counts: Mapping[Verdict, int]) -> str:
    return ", ".join(f"{counts[v]} {v}" for v in Verdict if counts[v])


def _outcome(o: Outcome, context: Context) -> tuple[Text, Text, Text]:
    """One row: the result by its title, what becomes of it, and what is proved in its place."""
    slips = ", ".join(f"{o.slips[s]} {OF_SEVERITY[s][o.slips[s] != 1]}" for s in Severity if o.slips.get(s))
    where = f", {o.where}" if o.where else ""
    if o.fate is Fate.EMPTY and any(j.verdict is not Verdict.VACUOUS for j in o.broken):
        where += f"; elsewhere it {Fate.REPAIRED}"
    fate: Text = (Strong(o.fate.value), where, f"; besides {slips}" if slips else "")
    shown = (*((o.leading,) if o.leading else ()), *o.repairs)
    if o.fate is Fate.STANDS and o.leading:
        shown = (*shown, *context.repairs(o.leading))
    proved = told(shown, context)
    return (Link(title_of(o.statement.name), o.statement.name), ". ", *inline(o.statement.title)), fate, proved


def _summed(outcomes: Sequence[Outcome]) -> Text:
    """How many results have which fate, by name."""
    parts: list[Part] = []
    for fate in Fate:
        if mine := [title_of(o.statement.name) for o in outcomes if o.fate is fate]:
            verb, _, rest = fate.value.partition(" ")
            said = fate.value if len(mine) == 1 else f"{PLURAL[verb]} {rest}"
            parts += ["; " if parts else "", ", ".join(mine), " ", Strong(said)]
    return (*parts, ". ")


def _counted(wrong: Sequence[Judgement], number: int) -> Text:
    """How many errata of each severity there are, and where they stand."""
    counts = Counter(grave for j in wrong if (grave := severity(j)))
    further = ", ".join(f"{counts[s]} {OF_SEVERITY[s][counts[s] != 1]}" for s in list(Severity)[1:] if counts[s])
    change = "1 changes a result, one finding" if counts[Severity.RESULT] == 1 else ""
    change = change or f"{counts[Severity.RESULT]} change a result; they are {number} finding{'s' * (number != 1)}"
    noun = "erratum" if len(wrong) == 1 else "errata"
    return (f"Of {len(wrong)} ", Link(noun, "errata"), f" {change}. The others: {further or 'none'}.")


def _finding(
    found: Sequence[Judgement], statements: Mapping[str, Statement], results: Collection[str], context: Context
) -> Text:
    """What is printed and why it is not true, then what is proved instead: of a result the rest of that is told above."""
    first = found[0]
    s = statements[first.statement]
    told_of = (
        found if first.verdict is Verdict.VACUOUS else found[:1]
    )  # what speaks of nothing does not say what is false beside it
    said = [
        (" ", *quantifiers.says(j.claim), " ", mark(j, context.found), ": ", *witness(j, context), ".") for j in told_of
    ]
    return (
        *where(first, s),
        *(x for text in said for x in text),
        " ",
        Strong("Proved:"),
        " ",
        *mended(found[:1] if first.statement in results else found, context),
        " (",
        *listed((x,) for x in links([j.id for j in found])),
        ")",
    )
