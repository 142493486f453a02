"""The section of one claim: what it says, its verdict, why, and how to see it again."""

from __future__ import annotations

import json
from dataclasses import replace

from verify.checkers.stored.pointwise import against
from verify.judging import plain
from verify.judging.results import severity
from verify.kernel.evidence import Evidence, Method
from verify.kernel.facts.register import REFERENCES
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason, Said
from verify.kernel.record import record
from verify.language.claim import Claim
from verify.language.term import term
from verify.language.verdict import Outcome, Verdict
from verify.report.formulas.wording import inline, verbatim
from verify.report.nodes import Block, Drawing, Fold, Paragraph, Section
from verify.report.parts import Code, Copy, Link, Part, Strong, Text
from verify.report.sections import quantifiers
from verify.report.sections.context import Context, mark
from verify.report.sections.derivation import derivation
from verify.report.sections.necessity import necessity
from verify.report.sections.plane import plane
from verify.report.sections.prose import PLAINLY, RULES
from verify.report.sections.sharpness import sharpness
from verify.report.sections.stating import engine_said, statement
from verify.report.sections.witness import both, excess, instance, point, values


def claim_section(j: Judgement, context: Context) -> Section:
    """One claim in full."""
    head = (Paragraph((*quantifiers.says(j.claim), *equations(j.claim))), *statement(j.claim, context.notation))
    verdict, repair, refutation = _verdict(j, context), _repair(j, context), _refutation(j, context)
    blocks = (*head, verdict, *repair, *_proof(j, context), *refutation, *_around(j, context), _evidence(j, context))
    said = () if j.verdict is Verdict.PROVED and j.as_expected else (verdict,)
    brief = (*head, *said, *repair, *(b for b in refutation if not isinstance(b, Fold)))
    return Section(
        (Code(j.id),),
        j.id,
        j.id,
        blocks,
        mark=mark(j, context.found),
        equations=j.claim.equations,
        source=j.claim.source,
        brief=brief,
    )


def equations(claim: Claim) -> Text:
    """The numbers of the paper's equations whose formula this is."""
    if not claim.equations:
        return ()
    noun = "Equation" if len(claim.equations) == 1 else "Equations"
    return (f" ({noun} {', '.join(f'({n})' for n in claim.equations)})",)


def _verdict(j: Judgement, context: Context) -> Paragraph:
    parts: list[Part] = [mark(j, context.found)]
    parts += [", ", *verbatim(plain.scope(j.scope, j.claim))] if j.scope else []
    if j.said and j.verdict not in (Verdict.PROVED, Verdict.REFUTED):
        parts += [": ", *engine_said(j.said, j.claim, context)]
    parts.append(".")
    if grave := severity(j):
        parts += [" Severity: ", Strong(grave.value), "."]
    if not j.as_expected:
        parts += [" ", Strong(f"The recorded verdict is {j.claim.expected}.")]
    return Paragraph(tuple(parts), "Verdict.")


def _repair(j: Judgement, context: Context) -> list[Block]:
    """What the claim mends, or what mends it."""
    blocks: list[Block] = []
    printed, repairs = context.printed(j), context.repairs(j)
    if printed is not None:
        added = (
            (" What is changed: ", *inline(j.claim.added, quantifiers.vectors(j.claim)), ".") if j.claim.added else ()
        )
        blocks.append(Paragraph(("This mends ", Link(printed.id, printed.id), ".", *_one_stop(added)), "Repair."))
    if repairs:
        links = [x for r in repairs for x in (", ", Link(r.id, r.id), " (", mark(r, context.found), ")")]
        blocks.append(Paragraph(("It is mended by ", *links[1:], "."), "Repair."))
    return blocks


def _one_stop(text: Text) -> Text:
    last = text[-2] if len(text) > 1 else ""
    return text[:-1] if isinstance(last, str) and last.endswith((".", "?")) else text


def _proof(j: Judgement, context: Context) -> list[Block]:
    """How it was proved: the derivation that the checker accepted, or the rule of the engine."""
    if j.verdict is not Verdict.PROVED:
        return []
    claim, blocks = j.claim, list[Block]()
    if claim.witness:
        blocks += [Paragraph(("What is said to exist is",), "Witness."), values(claim.witness, context.notation)]
    proof = j.by
    if proof is None:
        return blocks
    if claim.derive is not None and proof.said and proof.said.reason is Reason.DERIVATION:
        goal = claim.conclusion.xreplace(dict(claim.witness)) if claim.witness else claim.conclusion
        lines = derivation(goal, claim.derive(), context.notation, claim.witness)
        return [*blocks, Fold("Derivation.", (*lines, *_rests_on(proof)))]
    rule: Part = Link(proof.method, "rules") if proof.method in RULES else proof.how
    plainly = PLAINLY.get(proof.method)
    how: Text = (plainly, " (", rule, ")") if plainly else ("By the rule ", rule)
    if proof.said and not plainly:
        how = (*how, ": ", *engine_said(proof.said, claim, context))
    if proof.rules:
        how = (*how, "; its branches end by ", ", ".join(proof.rules))
    return [*blocks, Paragraph((*how, "."), "Proof."), *_rests_on(proof)]


def _rests_on(e: Evidence) -> list[Block]:
    """The cited theorems, with their references."""
    if not e.facts:
        return []
    items = [x for f in e.facts for x in ("; ", *inline(f), " (", *inline(REFERENCES.get(f, "no reference")), ")")]
    return [Paragraph((*items[1:], "."), "Cited.")]


def _refutation(j: Judgement, context: Context) -> list[Block]:
    """The exact point, the functions that were chosen, or the derivation of the negation."""
    claim, blocks = j.claim, list[Block]()
    if j.verdict not in (Verdict.REFUTED, Verdict.UNDEFINED):
        return []
    negation = next((e for e in j.evidence if e.method is Method.NEGATION and e.outcome is Outcome.FAILS), None)
    if j.counterexample is not None:
        if (choice := against(claim, j.counterexample)) is not None:
            blocks += [Paragraph(("For the functions",), "Counterexample."), instance(choice, claim, context.notation)]
        found = point(j.counterexample.point, claim, context.notation)
        numbers, failed = both(j.counterexample, claim, context.notation), j.verdict is Verdict.REFUTED
        how = excess(j.counterexample, claim) if failed else ("the formula has no value",)
        how = (*how, ": ", *numbers) if numbers else how
        title = "Counterexample." if choice is None else ""
        dimension = f"in dimension {j.counterexample.dimension} " if claim.speaks_of_vectors else ""
        start = f"{dimension}at "
        here: Text = (start if blocks else start[0].upper() + start[1:], *found, ": ")
        copied = Copy("the counterexample", json.dumps(record(j.counterexample, j.claim), ensure_ascii=False))
        blocks.append(Paragraph((*here, "every assumption holds and ", *how, ".", copied), title))
        drawn = plane(j.counterexample, claim, context.notation)
        blocks += [Drawing(drawn)] if drawn else []
    elif negation is not None and claim.disprove is not None:
        opening = ("The opposite is proved",) if not claim.counter else ("The opposite is proved for",)
        blocks.append(Paragraph(opening))
        blocks += [values(claim.counter, context.notation)] if claim.counter else []
        rule = {s: term(v) for s, v in claim.counter.items()}
        opposite = replace(claim, exists=(), conclusion=claim.conclusion.negation.xreplace(rule))
        shown = replace(opposite, assuming=tuple(a.xreplace(rule) for a in claim.relations))
        blocks += statement(shown, context.notation)
        blocks += derivation(opposite.conclusion, claim.disprove(), context.notation, claim.counter)
        return [Fold("Refutation.", (*blocks, *_rests_on(negation)))]
    return blocks


def _around(j: Judgement, context: Context) -> list[Block]:
    """What is known of a proved claim without its assumptions, and how sharp it is."""
    if j.verdict is not Verdict.PROVED:
        return []
    known, notation = context.found, context.notation
    return [
        *necessity(known.needs.get(j.id, ()), j.claim, notation),
        *sharpness(known.ratios.get(j.id, ()), j.claim, notation),
    ]


def _evidence(j: Judgement, context: Context) -> Block:
    """What each method found; a screen shows how to see it again."""
    parts: list[Part] = []
    for e in j.evidence:
        scope = (", ", *verbatim(plain.scope(e.scope, j.claim))) if e.scope else ()
        detail = (" (", *_detail(e.said, j.claim, context), ")") if e.said and e.said != j.said else ()
        parts += [f"{e.how}: {e.outcome.value}", *scope, *detail, ". "]
    return Fold(
        "What the engine found.",
        (Paragraph((*parts, Copy("the command", f"verify check {j.id}{context.found.where}"))),),
    )


def _detail(said: Said, claim: Claim, context: Context) -> Text:
    if said.reason is Reason.DERIVATION:
        count = said.parts["count"]
        return (f"a derivation of {count} {'line' if count == 1 else 'lines'}",)
    return engine_said(said, claim, context)
