"""What is missing where a claim is undecided, and what to try: in the author's own symbols, with lines to paste."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count, islice
from typing import Any

from verify.cli import functions, larger, points
from verify.cli.pasted import Author, constructor, more, of_package
from verify.judging import plain
from verify.judging.exhibit import exhibit, is_near
from verify.kernel.appeals import require_values, stated
from verify.kernel.certify import certify, shown_point
from verify.kernel.for_all import signs_of
from verify.kernel.gram import is_zero
from verify.kernel.judgement import Judgement
from verify.kernel.reasons import NotShown
from verify.kernel.record import point_to_json
from verify.kernel.signs import left_over
from verify.language.arithmetic import NotRational
from verify.language.claim import Claim
from verify.language.forms import norm
from verify.language.operators import indexed
from verify.language.possible import is_nonnegative
from verify.language.proof import Appeal, Lemma, line
from verify.language.relation import Relation, eq, ne
from verify.language.term import ANY_SIGN, Pow, Symbol, factors
from verify.language.verdict import Counterexample, Outcome, Verdict
from verify.prover.citations import hidden, nearer
from verify.prover.literal import literal
from verify.prover.smoothness import premise
from verify.search.inputs.batches import LOOKED_AT, Batch, batches
from verify.search.inputs.families import FAMILIES
from verify.search.inputs.inputs import Inputs

FEW, MANY = 2, 12  # theorems that are named
ROWS, ROUNDS = 64, 3
NOT_THERE = {Outcome.FAILS: "it fails", Outcome.UNDEFINED: "a part of it has no value"}


def missing(j: Judgement, again: str = "", *, full: bool = False) -> list[str]:
    """Lines of text on a claim that is UNDECIDED, or UNDEFINED and not expected to be: all of them where they are asked for in full."""
    if j.verdict is Verdict.UNDEFINED:
        return [*_assumed(j.claim, Author(j.claim))]
    try:
        fails = [*functions.where_a_choice_fails(j)]
        given = [*functions.to_show_it_speaks_of_some(j)] or [*points.to_show_it_is_about_something(j, Author(j.claim))]
        if not given and functions.is_shown(j):
            told = f": {plain.said(j.said)}" if j.said else ""
            return [*fails, f"missing  it is shown, but not that it speaks of something{told}"]
        return [*fails, *(given or _missing(j, Author(j.claim), again, full))]
    except Exception as error:  # advice may fail in any way, and is no verdict
        return [f"no advice: {type(error).__name__}: {error}"] if full else []


def _missing(j: Judgement, author: Author, again: str, full: bool) -> Iterator[str]:
    claim, goal, signs = j.claim, j.claim.conclusion, signs_of(j.claim)
    if needed := [*_assumed(claim, author)]:
        yield from needed
        return
    wanted = {"<=": "is not seen to be >= 0", "<": "is not seen to be > 0", "=": "is not seen to be 0"}
    lacks = plain.formula(left_over(goal.slack))
    yield from points.that_refute_nothing(j)
    yield f"missing  right - left = {lacks} {wanted.get(goal.op, 'is not seen to differ from 0')}"
    if claim.exists:
        yield from points.to_refute_it(j, author)
        return
    yield from _of_every_coordinate(claim, author)
    bound = goal.op in ("<=", "<")
    if parts := [*hidden(goal.slack, signs)] if bound else []:
        yield f"         no sign is visible of {', '.join(map(plain.formula, parts[:MANY]))}"
    if not claim.abstract:
        yield from larger.not_in_space(j, again)
        far = [*larger.in_larger_dimensions(j, author, again)]
        yield from far
        if any("counterexample=" in x for x in far):
            return
        near = [*_nearest(claim, author)]
        yield from near
        yield from () if any("counterexample=" in x for x in near) else points.to_refute_it(j, author)
    for s in _undeclared(parts):
        positive = constructor(Symbol(s.name, positive=True))
        yield f"try      if {plain.formula(s)} is positive, declare it: {author.names.get(s, s.name)} = {positive}"
    shape = [*islice(_cited(claim), MANY)] if bound else []
    begun = [*_derivation(claim, author, shape if full else shape[:FEW])] if bound else []
    yield from begun
    if claim.abstract:
        yield from functions.to_be_tried(j, author, again)
    elif again and not begun:
        yield f"try      verify search {j.id}{of_package(again)}    looks longer for a point at which it fails"
    if again and not full and len(shape) > FEW:
        yield more(again)


def _assumed(claim: Claim, author: Author) -> Iterator[str]:
    """The first assumption that gives a part of the claim a value, where one is missing."""
    if (condition := _without_value(claim)) is not None:
        if (exponent := _unseen_exponent(claim, condition)) is not None:
            yield from _named(exponent, condition, claim, author)
            return
        yield f"missing  a part of it has no value unless {plain.relation(condition)}, which is not seen"
        yield f"try      assume it: {author.relation(condition)} among the assumptions of the claim"
        yield from (f"         with {x}" for x in author.imports(author.relation(condition), missing=True))


def _unseen_exponent(claim: Claim, condition: Relation) -> Any:
    """The exponent that is positive, though not as it is written, where the condition is that its base is not 0."""
    signs = signs_of(claim)
    powers = {x for e in claim.expressions for x in e.atoms(Pow)} if condition.op == "!=" else set()
    found = sorted({x.exp for x in powers if x.base == condition.lhs and not is_nonnegative(x.exp)}, key=str)
    return next((e for e in found if e.free_symbols and signs.positive(e)), None)


def _named(exponent: Any, condition: Relation, claim: Claim, author: Author) -> Iterator[str]:
    """A symbol for the exponent, whose sign is declared: that of the conjugate exponent where it is one."""
    taken = {s.name for e in claim.spoken for s in e.free_symbols} | {*author.home}
    names = (f"q_{k}" if k else "q" for k in count())
    q = Symbol(next(name for name in names if name not in taken), positive=True)
    conjugate = [eq(1 / p + 1 / q, 1) for p in sorted(exponent.free_symbols, key=str)]
    meant = (r for r in conjugate if is_zero(r.slack.xreplace({q: exponent})))
    author.call(q)
    what, relation = plain.formula(exponent), author.relation(next(meant, eq(q, exponent)))
    owed = plain.relation(condition)
    yield f"missing  the exponent {what} is not seen to be positive as it is written, and so it counts as one that needs {owed}"
    yield f"try      name it: {q.name} = {constructor(q)}; {q.name} in place of {what}, and {relation} among the assumptions of the claim"


def _without_value(claim: Claim) -> Relation | None:
    """What the claim needs to have a value, and is not seen."""
    try:
        require_values(claim.expressions, signs_of(claim), "the claim")
    except NotShown as why:
        return why.said.parts.get("condition")
    return None


def _derivation(claim: Claim, author: Author, shape: Sequence[tuple[Appeal, Any, Lemma | None]]) -> Iterator[str]:
    """What may be cited, and a derivation to begin with it. One line that is accepted would have been found by the judge."""
    goal = claim.conclusion
    literally = [*_literal(claim)]
    for a, lacks in literally:
        owed = ", ".join(map(author.relation, lacks))
        yield f"try      by={author.appeal(a)}    which says just this, once its premises are assumed or shown: {owed}"
    for a, times, lemma in shape:
        factor = "" if times == 1 else f", times {plain.formula(times)}"
        yield f"try      by={author.appeal(a)}    which says {plain.relation(a.relation)}{factor}"
        if lemma:
            yield f"         after lemmas=({author.lemma(lemma)},) in the chain, for its premise"
    if not shape and not literally:
        return
    yield "start    a derivation to go on from, which is not accepted as it stands: derive=steps in the claim, with"
    first, by = [lemma for *_, lemma in shape[:1] if lemma], tuple(a for a, *_ in (shape or literally)[:1])
    if not shape:  # its premises as lemmas, each with a line that is left open
        first = [Lemma(r, (line(r.op, r.rhs),)) for r in literally[0][1]]
    terms = author.terms(*shape[0][:2], goal.slack) if shape else ()
    steps = author.chain([line(goal.op, goal.rhs, *terms, by=by)], first)
    offered = [author.appeal(a) for a in (*(a for a, _ in literally), *(a for a, *_ in shape))] + [
        author.lemma(lemma) for *_, lemma in shape if lemma
    ]
    yield "           def steps():"
    yield from (f"               {x}" for x in author.imports(steps, *offered))
    yield f"               return {steps}"


def _of_every_coordinate(claim: Claim, author: Author) -> Iterator[str]:
    """Where no coordinate of a vector is assumed to be 0, and the claim speaks of its norm: what says that it is not the zero vector."""
    for r in claim.relations:
        v = r.lhs - r.rhs if r.rhs != 0 else r.lhs
        if r.op == "!=" and indexed(v) and any(e.has(norm(v)) for e in (claim.conclusion.lhs, claim.conclusion.rhs)):
            meant = f"that it is not the zero vector says {author.relation(ne(norm(v), 0))}"
            yield f"note     {author.relation(r)} says that no coordinate of {plain.formula(v)} is 0; {meant}"


def _undeclared(parts: list[Any]) -> list[Any]:
    """Numbers of no declared sign that stand as factors in what has no visible sign."""
    found = dict.fromkeys(f for p in parts for f in factors(p) if type(f) is Symbol and f.signs == ANY_SIGN)
    return sorted(found, key=lambda s: s.key)


def _cited(claim: Claim) -> Iterator[tuple[Appeal, Any, Lemma | None]]:
    """Assumptions and cited theorems that bring the claim nearer and may be cited, times what, and with what shows a premise."""
    for a, times in nearer(claim):
        lemma = premise(claim, a)
        given = replace(claim, assuming=(*claim.assuming, *([lemma.relation] if lemma else [])))
        with suppress(NotShown):
            stated(a, signs_of(given), claim)
            yield a, times, lemma


def _literal(claim: Claim) -> Iterator[tuple[Appeal, list[Relation]]]:
    """Cited theorems of which the claim is an instance, with the premises that are not seen."""
    signs = signs_of(claim)
    for a in literal(claim.conclusion):
        with suppress(NotShown, TypeError, ValueError, ZeroDivisionError):
            if is_zero(a.slack - claim.conclusion.slack) and (lacks := [p for p in a.premises if not signs.holds(p)]):
                yield a, lacks


def _nearest(claim: Claim, author: Author) -> Iterator[str]:
    """The admissible point that was found nearest to a violation, as exact numbers decide; where it fails, the line to paste."""
    inputs = Inputs(claim)
    low, high = claim.dimensions
    best: Batch | None = None
    for dim in (low, low + 1) if high is None and inputs.has_vectors else (low,):
        for found in batches(inputs, [*FAMILIES], ROUNDS, dim, ROWS, [0]):
            best = found if best is None or found.violation > best.violation else best
    if best is None:
        return
    for row in best.rows[:LOOKED_AT]:
        try:
            point = shown_point(claim, best.point(inputs, row))
        except NotRational:
            continue
        if (here := certify(claim, point)).outcome is Outcome.UNKNOWN:
            continue
        shown = Counterexample("", best.dim, point_to_json(point), ("undefined", "undefined"), "")
        at = "; ".join(x for x in exhibit(claim, shown) if not x.startswith("claimed"))
        holds = here.outcome is Outcome.HOLDS
        what = "nearest to equality" if is_near(claim, shown) else "smallest gap found"
        yield f"         {what if holds else NOT_THERE[here.outcome]} at {at}"
        if not holds:
            yield f"try      counterexample=lambda: {author.point(point)} in the claim, which refutes it"
        return
