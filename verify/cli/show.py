"""`verify show`: one statement in full: what each claim says, assumes and concludes, its derivation line by line, its evidence."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from typing import Any

from verify.cli import judging, terminal
from verify.cli.pasted import more
from verify.cli.proof_lines import as_text, proof_lines
from verify.cli.verdicts import findings, marked, print_failed
from verify.cli.why import advice, concerns
from verify.judging import plain, results
from verify.judging.results import result
from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason
from verify.language.claim import Claim, Statement
from verify.language.proof import Derivation, Lemma, Line, Schema
from verify.language.relation import Relation
from verify.language.sentence import unmarked
from verify.language.symbols import d
from verify.language.verdict import Verdict
from verify.prover.citations import derivation as cited
from verify.prover.inequality.claims import proof

OWNERS = {"paper": "the paper's", "repair": "the repair's", "own": "this suite's own"}


def show(options: Namespace) -> int:
    """Everything about one statement, claim or equation."""
    catalogue, chosen, run = judging.alone(options, [options.id])
    document, table = [], {row["id"]: row for row in catalogue.table.rows}
    statements = {s.name: s for s in catalogue.statements}
    for statement in map(statements.__getitem__, dict.fromkeys(j.statement for j in run.judgements)):
        judgements = [j for j in run.judgements if j.statement == statement.name]
        if options.json and judgements:
            with redirect_stdout(sys.stderr):
                document.append({**table[statement.name], "claims": as_data(judgements)})
        elif judgements:
            terminal.paint(heading(statement), "bold")
            for j in judgements:
                terminal.paint(["", *page(j, judging.again(options, j), why=options.why)])
    if options.json:
        terminal.print_json({"schema": results.SCHEMA, "statements": document, "interrupted": run.interrupted})
    print_failed(chosen.broken, as_json=options.json)
    return results.exit_code(run.judgements, chosen.broken, interrupted=run.interrupted)


def heading(statement: Statement) -> list[str]:
    """Name, place, title of a statement, what its letters stand for, and what it uses."""
    uses = [f"uses {', '.join(statement.uses)}"] if statement.uses else []
    where = [f"where {unmarked(statement.where)}"] if statement.where else []
    return [f"{statement.name} (section {statement.section}): {unmarked(statement.title)}", *where, *uses]


def page(j: Judgement, again: str, *, why: bool = False) -> list[str]:
    """Everything about one claim; `again` is the line that judges it once more, `why` asks for all advice on what is undecided."""
    claim = j.claim
    cited = "".join(f" ({n})" for n in claim.equations)
    scope = f", {plain.scope(j.scope, claim)}" if j.scope else ""
    lines = [f"{j.id}{cited}  {marked(j.verdict, claim.expected)}{scope}", f"  {unmarked(claim.says)}"]
    lines += [f"  repairs {claim.repairs}"] if claim.repairs else []
    lines += [f"  severity: {grave}"] if (grave := results.severity(j)) else []
    lines += [f"  for {', '.join(declared(claim))}"] if declared(claim) else []
    lines += ["  assuming"] if claim.assuming else []
    lines += [f"    {plain.relation(a)}    ({owner(claim, a)})" for a in claim.assuming]
    lines += [f"  added: {unmarked(claim.added)}"] if claim.added else []
    for_all = f", the same for all {', '.join(map(str, claim.uniform))}," if claim.uniform else ""
    lines += _choice(f"for these there are{for_all}", claim.witness)
    lines += (
        [f"  for these there are{for_all} {', '.join(map(plain.formula, claim.exists))}"]
        if claim.exists and not claim.witness
        else []
    )
    lines += ["  then", f"    {plain.relation(claim.conclusion)}"]
    lines += derivation(claim)
    lines += _choice("refuted by", claim.counter)
    lines += ["  evidence", *(f"    {line}" for line in findings(j))] if j.evidence else []
    lines += [f"  rests on {fact}" for fact in j.facts]
    lines += (
        [f"  reason: {plain.said(j.said)}"]
        if j.said and (concerns(j.said) or j.verdict is not Verdict.UNDECIDED)
        else []
    )
    if j.counterexample is not None:
        from verify.judging.exhibit import exhibit

        lines += ["  counterexample", *(f"    {line}" for line in exhibit(claim, j.counterexample))]
    told = [*advice(j, again, full=why), *(found(j) if why else ())]
    if not why and _is_found(j):
        told.append(more(again))
    return [*lines, *(f"  {line}" for line in told), f"  again: {again}"]


def _is_found(j: Judgement) -> bool:
    """Is it proved by what the engine has found, and no author has written?"""
    return j.verdict is Verdict.PROVED and j.by is not None and (j.by.method is Method.SOLVER or _by_theorems(j.by))


def _by_theorems(by: Evidence) -> bool:
    said = by.said.parts["shown"] if by.said and by.said.reason is Reason.WITHOUT_DERIVATION else by.said
    return said is not None and said.reason is Reason.CITED


def found(j: Judgement) -> list[str]:
    """The proof line by line where the engine has found it: a derivation, or the steps of the solver."""
    if not _is_found(j):
        return []
    if j.by is not None and _by_theorems(j.by):
        chain = cited(j.claim)
        return ["found", *(line.removeprefix("  ") for line in _derivation(chain, j.claim.conclusion))] if chain else []
    if (shown := proof(j.claim)) is None:
        return []
    problem, proofs = shown
    lines = proof_lines(problem, {"verdict": "PROVED", "proofs": proofs})
    return ["found", *(f"  {line}" for line in as_text(problem, lines))]


def declared(claim: Claim) -> list[str]:
    """What the symbols are declared to be that no assumption on a function binds."""
    schemas = [({*s.variables}, r) for s in claim.schemas for r in (s.relation, *s.assuming)]
    found = {s for e in claim.expressions for s in e.free_symbols} | {*claim.exists}
    found |= {s for bound, r in schemas for s in (r.lhs.free_symbols | r.rhs.free_symbols) - bound}
    return [text for s in sorted(found - {d}, key=lambda s: s.key) for text in plain.declared(s)]


def owner(claim: Claim, assumption: Relation | Schema) -> str:
    """Whose assumption it is: what a repair does not add is the paper's."""
    source = "paper" if claim.source == "repair" and assumption not in claim.adds else claim.source
    return OWNERS.get(source, source)


def derivation(claim: Claim) -> list[str]:
    """The derivation line by line, each with its reason; an author's code may raise, and says so here."""
    lines: list[str] = []
    for title, build in (("derivation", claim.derive), ("derivation of the contrary", claim.disprove)):
        if build is None:
            continue
        try:
            start = claim.conclusion if build is claim.derive else claim.conclusion.negation
            lines += [f"  {title}", *_derivation(build(), start)]
        except Exception as error:
            lines += [f"  {title}: raised {type(error).__name__}: {error}"]
    return lines


def as_data(judgements: Sequence[Judgement]) -> list[dict[str, Any]]:
    """The claims of a statement as plain data: the judgement, and what is printed about the claim."""
    return [
        result(j)
        | {
            "formula": plain.relation(j.claim.conclusion),
            "declared": declared(j.claim),
            "assuming": [{"formula": plain.relation(a), "whose": owner(j.claim, a)} for a in j.claim.assuming],
            "added": unmarked(j.claim.added),
            "derivation": [line.strip() for line in derivation(j.claim)],
        }
        for j in judgements
    ]


def _derivation(d: Derivation, goal: Relation) -> list[str]:
    lines: list[str] = []
    for rule in d.rules:
        inner = _derivation(rule.shown, rule.schema.relation)
        lines += [f"    rule {plain.relation(rule.schema)}", *(f"  {x}" for x in inner)]
    if d.there:
        premises = "; ".join(map(plain.relation, d.there.premises))
        lines += [
            f"    there is, by {d.there.name}: {'; '.join(map(plain.relation, d.there.says))}",
            f"      where {premises}",
        ]
    for lemma in (*(d.there.lemmas if d.there else ()), *d.lemmas):
        lines += [f"    side result: {plain.relation(lemma.relation)}", *_chain(lemma, lemma.relation, "      ")]
    return lines + _chain(d, goal, "    ")


def _chain(d: Derivation | Lemma, goal: Relation, indent: str) -> list[str]:
    start = goal.lhs**2 if d.squared else goal.lhs
    return [f"{indent}{plain.formula(start)}", *(text for line in d.lines for text in _line(line, indent))]


def _line(line: Line, indent: str) -> list[str]:
    reasons = ([unmarked(line.why)] if line.why else []) + [plain.appeal(a) for a in line.by]
    terms = [f"{indent}     + {plain.formula(t)} >= 0" for t in line.terms]
    why = [f"{indent}     by {'; '.join(reasons)}"] if reasons else []
    return [f"{indent}{line.op:>2} {plain.formula(line.expr)}", *terms, *why]


def _choice(title: str, values: Mapping[Any, Any]) -> list[str]:
    return [f"  {title} {plain.formula(s)} = {plain.formula(v)}" for s, v in values.items()]
