"""The certificate of a claim: the derivation walked once more, each step with the hints that show it."""

from __future__ import annotations

import sys
from functools import partial
from itertools import product as every
from typing import Any

from verify import recheck
from verify.kernel.appeals import moving
from verify.kernel.chain import same
from verify.kernel.coordinate import summand
from verify.kernel.evidence import Evidence, Method
from verify.kernel.signs import Signs
from verify.language.claim import Claim, afresh
from verify.language.operators import Norm, Peak, Total, indexed
from verify.language.possible import is_nonnegative
from verify.language.proof import Derivation, Line, Moving, Rule, Schema, There
from verify.language.relation import Relation
from verify.language.symbols import Vector
from verify.language.term import Dummy
from verify.language.verdict import Outcome
from verify.prover.certificates.hints import NOT_NEGATIVE, POSITIVE, equal, equal_to, hint, sign
from verify.prover.certificates.points import require_one_kind_of_argument
from verify.prover.certificates.recorder import NotWritten, Recorder


def certificate(claim: Claim, evidence: Evidence, name: str) -> dict[str, Any]:
    """The certificate. Raises NotWritten, with the reason, where the re-check has no rule for what the kernel did."""
    require_one_kind_of_argument(claim)
    return Writer(claim, evidence, name).written()


ONE_TERM = "a term of a sum of nonnegative numbers"


class Writer:
    """A certificate in the making, from the first term of the claim to the last step."""

    def __init__(self, claim: Claim, evidence: Evidence, name: str) -> None:
        recheck.load_companions()
        self.claim, self.evidence = afresh(claim), evidence
        self.to = Recorder()
        self.to.appeal = lambda name, args, hints: self._step("cite", name, args, hints)
        self.to.why = lambda t, allowed: sign(self.to, t, allowed)
        self.steps: list[Any] = []
        claim = self.claim
        self.schemas: list[Schema] = list(claim.schemas)
        assume = [self._schema(a) if isinstance(a, Schema) else list(self.to.put_relation(a)) for a in claim.assuming]
        verdict = {Outcome.VACUOUS: "VACUOUS", Outcome.FAILS: "REFUTED"}.get(evidence.outcome, "PROVED")
        self.proof: dict[str, Any] = {"steps": self.steps}
        self.made: dict[str, Any] = {
            "claim": name,
            "verdict": verdict,
            "assume": assume,
            "conclude": list(self.to.put_relation(claim.conclusion)),
            "exists": [self.to.symbol(s) for s in claim.exists],
            "uniform": [self.to.symbol(s) for s in claim.uniform],
            "least": 0 if claim.allows_no_vectors else 1,
            "proof": self.proof,
        }

    def _schema(self, a: Schema) -> dict[str, Any]:
        return {
            "schema": a.name,
            "variables": [self.to.symbol(v) for v in a.variables],
            "assume": [list(self.to.put_relation(r)) for r in a.assuming],
            "conclude": list(self.to.put_relation(a.relation)),
        }

    def written(self) -> dict[str, Any]:
        claim, to = self.claim, self.to
        if self.evidence.method is Method.LINE:
            self.proof["line"] = to.line = True
        if claim.witness:
            self.proof["witness"] = [[to.symbol(s), to.place(v)] for s, v in claim.witness.items()]
        contradiction = self.evidence.method is Method.CONTRADICTION
        if contradiction:
            self.proof["excluded"] = self._excluded()
        to.certificate = {**to.certificate, **self.made}
        goals = to.goals()
        to.facts, given = [], to.facts
        for r in given:
            to.facts.append(r)
            to.knows(r)
        to.no_coordinate = claim.allows_no_vectors
        to.kernel._empty_total = bool(claim.beside)
        for r in given:
            to.admit(r[0], r[2])
        if self.steps:
            raise NotWritten("that an assumption has a value rests on a theorem")
        for r in goals:
            to.admit(r[0], r[2])
        if claim.witness:
            declared = []
            for s, t in to.witness.items():
                declared.append(self._declared(t, s))
            self.proof["declared"] = declared
        for r in goals[:-1] if claim.witness else ():
            self._show(r, self._short(r))
        derive = claim.absurd if contradiction else claim.derive
        derivation = derive() if derive else None
        if derivation is None:
            self._show(goals[-1], self._short(goals[-1]))
        else:
            self._derive(derivation, goals[-1])
        for r in () if claim.witness else goals[:-1]:
            self._show(r, self._short(r))
        return self._finished()

    def _excluded(self) -> int:
        """The number of the assumption that the others exclude."""
        stated = self.evidence.said.parts["relation"] if self.evidence.said else None
        return self.claim.relations.index(stated)

    def _finished(self) -> dict[str, Any]:
        to = self.to
        owed = [[t, why] for t, reasons in to.owed.items() for why in reasons]
        return {
            **self.made,
            "symbols": [list(s) for s in to.symbols],
            "terms": [list(e) for e in to.entries],
            "owed": owed,
        }

    # ---- steps

    def _step(self, *said: Any) -> None:
        try:
            self.to.step(*said)
        except recheck.Bad as why:
            raise NotWritten(f"{said[0]}: {why}") from None
        self.steps.append(list(said))
        if said[0] in ("show", "cite", "use", "cases"):
            self.to.knows(self.to.facts[-1])

    def _show(self, r: Any, why: list[Any]) -> int:
        self._step("show", list(r), why)
        return len(self.to.facts) - 1

    def _short(self, r: tuple[int, str, int]) -> list[Any]:
        """By one of the short rules: the relation itself, or between squares."""
        to = self.to
        squares = (to.power(r[0], 2), r[1], to.power(r[2], 2))
        tries = [lambda: hint(to, r)]
        if r[1] in ("<=", "<"):
            tries.append(lambda: self._squares(r, hint(to, squares)))
        tries.append(lambda: self._by_coordinate(r))
        if r[1] != "!=":
            tries.append(lambda: self._squares(r, self._by_coordinate(squares)))
        return first(tries)

    def _by_coordinate(self, r: tuple[int, str, int]) -> list[Any]:
        """For one coordinate, in every case of signs; the largest by each; a size by both its signs."""
        to = self.to
        self._cite_sizes(r)
        if to.entries[r[0]][0] == "peak" and r[1] == "<=" and not to.carries(r[2])[0]:
            (f,) = to.inner(r[0])
            each = self._show((f, "<=", r[2]), self._of_one_coordinate((f, "<=", r[2])))
            self._step("cite", "a bound of every coordinate", [f, r[2]], [["k", each]])
            return ["k", len(to.facts) - 1]
        return self._of_one_coordinate(r)

    def _of_one_coordinate(self, r: tuple[int, str, int]) -> list[Any]:
        tries = [lambda: self._by_cases(r)]
        if self.to.entries[r[0]][0] == "abs" and r[1] in ("<=", "<"):
            tries.append(lambda: self._both_signs(r))
        return first(tries)

    def _by_cases(self, r: tuple[int, str, int]) -> list[Any]:
        """For one coordinate, in every case of signs; a sum over the coordinates by its summand."""
        to = self.to
        if to.line or indexed(to.back(to.gap(r))):
            self._cases(r)
            return ["k", len(to.facts) - 1] if r[1] != "=" else ["zero", [[to.number(1), len(to.facts) - 1]]]
        g = summand(to.back(to.gap(r)))
        if g is None or r[1] == "!=":
            raise NotWritten("the gap is no sum over the coordinates")
        t, zero = to.place(g), to.number(0)
        self._cases((zero, r[1], t))
        if r[1] == "=":  # a sum of zeros
            vectors = [t, zero, to.number(1)]
            self._step("cite", "equal vectors have equal inner products", vectors, [["zero", equal(to, t, zero)]])
            return ["zero", equal(to, r[0], r[2])]
        k = len(to.facts) - 1
        each = equal_to(to, t, to.gap(to.facts[k]), ["k", k])
        return equal_to(to, to.gap(r), to.term("total", t), ["of", each])

    def _both_signs(self, r: tuple[int, str, int]) -> list[Any]:
        """|x| <= b: its square, by (b - x)(b + x)."""
        to = self.to
        (inner,), (size, op, bound) = to.inner(r[0]), r
        shown = [(side, op, bound) for side in (inner, to.mul(to.number(-1), inner))]
        each = [self._show(q, self._by_cases(q)) for q in shown]
        squares = (to.power(size, 2), op, to.power(bound, 2))
        both = to.mul(*map(to.gap, shown))
        why = equal_to(to, to.gap(squares), both, ["of", *(["k", k] for k in each)])
        mean = to.mul(to.number("1/2"), to.add(*map(to.gap, shown)))
        not_negative = equal_to(to, bound, mean, ["of", ["w"], ["of", *(["k", k] for k in each)]])
        return ["squares", why, not_negative, *([sign(to, size, NOT_NEGATIVE)] if op == "<" else [])]

    def _cite_sizes(self, r: tuple[int, str, int]) -> None:
        """A coordinate is at most the largest one; where that is the goal, also at most a norm, and a sum of what is not negative."""
        to = self.to
        spoken = [to.relation_back(q).slack for q in (r, *to.facts)]
        peaks = {p for e in spoken for p in e.atoms(Peak)}
        sizes = spoken[0].atoms(Norm, Total) if to.entries[r[0]][0] == "peak" else set()
        for x in sorted(peaks | sizes, key=str):
            t = to.place(x)
            if to.line or t in to.looked_at or not (isinstance(x, Peak | Norm) or is_nonnegative(x.args[0])):
                continue
            to.looked_at.add(t)
            title = {Peak: "the largest coordinate", Norm: "a coordinate and the norm"}.get(type(x), ONE_TERM)
            f = to.place(x.args[0])
            self._step("cite", title, [f], [sign(to, f, NOT_NEGATIVE)] if title == ONE_TERM else [])

    def _cases(self, r: tuple[int, str, int]) -> None:
        to = self.to
        more = sys.modules["recheck_cases"]
        sides = [side for q in (r, *to.facts) for side in (q[0], q[2])]
        found = sorted({v for t in sides for v in self._local_vectors(t)})
        if len(found) > 4:
            raise NotWritten("too many vectors for a table of signs")
        names = [[v, to.symbol(Dummy.of(f"size_{to.symbols[v][0]}", 4))] for v in found]
        patterns = []
        for signs in every((-1, 0, 1), repeat=len(names)):
            rule = {
                v: to.mul(to.number(-1), to.term("s", x)) if k < 0 else to.term("s", x) if k else to.number(0)
                for (v, x), k in zip(names, signs, strict=True)
            }

            def here(q: Any, rule: Any = rule) -> Any:
                return more.local(to, q[0], rule), q[1], more.local(to, q[2], rule)

            patterns.append(self._pattern(here(r), [here(q) for q in to.facts], more))
        self._step("cases", list(r), names, patterns)

    def _show_by_hint(self, r: Any) -> int:
        return self._show(r, hint(self.to, r))

    def _local_vectors(self, t: int) -> set[int]:
        to = self.to
        head, *parts = to.entries[t]
        if head == "s":
            return {parts[0]} if to.symbols[parts[0]][1] in ("vector", "sample") else set()
        if not to.line and head in ("total", "norm", "peak", "product", "mean", "field", "value", "jacobian"):
            return set()
        return {v for p in to.inner(t) for v in self._local_vectors(p)}

    def _pattern(self, goal: Any, known: list[Any], more: Any) -> list[Any]:
        to = self.to
        kept, signs, numbers, values, steps = to.facts, to.kernel, to.numbers_of, to.has_value, self.steps
        looked_at, to.looked_at = to.looked_at, set()
        to.facts, to.kernel, to.numbers_of, to.has_value, self.steps = [], Signs(), {}, {}, []
        try:
            for q in known:
                to.facts.append(q)
                to.knows(q)
            first([partial(self._show_by_hint, q) for q in (goal, *map(more.negation, known))])
            return self.steps
        finally:
            to.looked_at, to.best = looked_at, {}
            to.facts, to.kernel, to.numbers_of, to.has_value, self.steps = kept, signs, numbers, values, steps

    def _squares(self, r: tuple[int, str, int], why: list[Any]) -> list[Any]:
        to = self.to
        found = ["squares", why, sign(to, r[2], NOT_NEGATIVE)]
        return found if r[1] == "<=" else [*found, sign(to, r[0], NOT_NEGATIVE)]

    def _declared(self, t: int, s: int) -> list[Any]:
        to = self.to
        _, sort, signs, _ = to.symbols[s]
        return [] if "label" in sort or signs == recheck.ANY else sign(to, t, signs)

    def _derive(self, derivation: Derivation, goal: tuple[int, str, int]) -> None:
        for rule in derivation.rules:
            self._rule(rule)
        if derivation.there is not None:
            self._there(derivation.there)
        for lemma in derivation.lemmas:
            self._chain(self.to.put_relation(lemma.relation), lemma.lines, lemma.squared)
        self._chain(goal, derivation.lines, derivation.squared)

    def _chain(self, goal: tuple[int, str, int], lines: tuple[Line, ...], squared: bool) -> None:
        to = self.to
        start, end = (to.power(goal[0], 2), to.power(goal[2], 2)) if squared else (goal[0], goal[2])
        links, current = [], start
        for one in lines:
            for appeal in one.by:
                self._appeal(appeal)
            after = to.place(one.expr)
            links.append(self._line(one, current, after))
            current = after
        shown = (goal[0], "<" if goal[1] == "!=" else goal[1], goal[2])
        gap = to.gap((start, shown[1], end))
        why: list[Any] = ["zero", [[to.number(1), k] for k in links]]
        if goal[1] != "=":
            total = to.add(*(to.gap(to.facts[k]) for k in links))
            why = equal_to(to, gap, total, ["of", *(["k", k] for k in links)])
        elif equal_by(to, start, end, links) is not None:
            why = ["zero", equal_by(to, start, end, links)]
        k = self._show(shown, self._squares(shown, why) if squared else why)
        if shown != goal:
            self._show(goal, ["k", k])

    def _line(self, one: Line, before: int, after: int) -> int:
        to = self.to
        r = (before, one.op, after)
        if one.op == "=":
            return self._show(r, hint(to, r))
        terms = [to.place(e) for e in one.terms or tuple(a.slack for a in one.by)]
        hints = [sign(to, t, NOT_NEGATIVE) for t in terms]
        if one.op == "<":
            k, why = next((k, why) for k, t in enumerate(terms) if (why := tried(to, t, POSITIVE)) is not None)
            hints[k] = why
        t = terms[0] if len(terms) == 1 else to.add(*terms)
        to.admit(t)
        return self._show(r, equal_to(to, to.gap(r), t, hints[0] if len(terms) == 1 else ["of", *hints]))

    def _appeal(self, appeal: Any) -> None:
        to = self.to
        schema = appeal.args[0]
        if isinstance(schema, Moving) and schema not in self.schemas:
            self._differentiate(schema)
        if isinstance(schema, Schema):
            place = self.schemas.index(schema)
            values = [to.place(v) for v in appeal.args[1:]]
            variables, premises, _ = to.schemas[place]
            declared = [self._declared(t, s) for t, s in zip(values, variables, strict=True)]
            rule = dict(zip(variables, values, strict=True))
            hints = [hint(to, to.put_all(p, rule)) for p in premises]
            self._step("use", place, values, declared, hints)
            return
        args = [to.place(a) for a in appeal.args]
        try:
            _, premises = recheck.THEOREMS[appeal.name][1](to, *args)
        except KeyError:
            raise NotWritten(f"no theorem is called {appeal.name!r}") from None
        except recheck.Bad as why:
            raise NotWritten(str(why)) from None
        self._step("cite", appeal.name, args, [hint(to, p) for p in premises])

    def _there(self, there: There) -> None:
        """What a theorem says to exist, after the side results that show its premises."""
        to = self.to
        for lemma in there.lemmas:
            self._chain(to.put_relation(lemma.relation), lemma.lines, lemma.squared)
        unknowns = [to.symbol(u) for u in there.unknowns]
        said: list[Any] = []
        for a in there.args:
            several = isinstance(a, tuple)
            parts = [
                list(to.put_relation(p)) if isinstance(p, Relation) else to.place(p) for p in (a if several else (a,))
            ]
            said.append(parts if several else parts[0])
        before, known = len(to.facts), len(to.schemas)
        relations = [to.put_relation(p) for p in there.premises if isinstance(p, Relation)]
        hints = [hint(to, p) for p in relations]
        asked = [p for p in there.premises if isinstance(p, Schema)]
        if asked:  # the directions are the variables of what is shown of the ball
            said[-1] = next(k for k, s in enumerate(self.schemas) if same(s, asked[0]))
        else:
            said[-1] = to.symbol(there.args[-1])
        try:
            recheck.OUTSIDE["there is"](to, there.name, unknowns, said, hints)
        except recheck.Bad as why:
            raise NotWritten(f"there is: {why}") from None
        self.steps.append(["there is", there.name, unknowns, said, hints])
        found, to.facts[before:] = to.facts[before:], []
        for r in found:
            to.facts.append(r)
            to.knows(r)
        self.schemas += [p for p in there.says if isinstance(p, Schema)][: len(to.schemas) - known]

    def _rule(self, rule: Rule) -> None:
        """The steps of the rule are recorded in a context of their own, and checked again as one step."""
        to, schema = self.to, self._schema(rule.schema)
        variables = set(schema["variables"])
        nothing = (to.number(0), "=", to.number(0))
        kept, signs, numbers, values, steps, schemas = (
            to.facts,
            to.kernel,
            to.numbers_of,
            to.has_value,
            self.steps,
            to.schemas,
        )
        read, own = to.schema(schema), [*self.schemas]
        to.facts, to.kernel, to.numbers_of, to.has_value, self.steps = [], Signs(), {}, {}, []
        to.schemas = [((), [], nothing) if to.hides(s, variables) else s for s in schemas]
        for r in kept:
            to.facts.append(nothing if to.mentions(r, variables) else r)
            to.knows(to.facts[-1])
        given, to.given = to.given, to.given + read[1]
        for premise in read[1]:
            to.facts.append(premise)
            to.knows(premise)
            to.admit(premise[0])
            to.admit(premise[2])
        looked_at, to.looked_at, to.best = to.looked_at, set(), {}
        self._derive(rule.shown, read[2])
        inner, to.looked_at, to.best = self.steps, looked_at, {}
        to.facts, to.kernel, to.numbers_of, to.has_value, self.steps, to.schemas = (
            kept,
            signs,
            numbers,
            values,
            steps,
            schemas,
        )
        to.given, self.schemas = given, own
        self._step("rule", schema, inner)
        self.schemas.append(rule.schema)

    def _differentiate(self, schema: Moving) -> None:
        """The identity and the vector that moves: the one whose derivative is the schema."""
        origin, direction = schema.origin, schema.variables[-1]
        if origin is None:
            raise NotWritten(f"{schema.name} is the derivative of nothing")
        place = self.schemas.index(origin)
        for v in origin.variables:
            if type(v) is Vector and moved(origin, v, direction) == schema:
                self._step("differentiate", place, self.to.symbol(v), self.to.symbol(direction))
                self.schemas.append(schema)
                return
        raise NotWritten(f"{schema.name} is not seen to be a derivative")


def moved(origin: Any, v: Any, direction: Any) -> Any:
    try:
        return moving(origin, v, direction)
    except (TypeError, ValueError):
        return None


def any_value(symbol: Any, d: int, n: int) -> Any:
    """A value of what is not assumed to be anything but what it is declared to be."""
    _, sort, signs, _ = symbol
    one = "1" if signs & POSITIVE else "-1"
    vector = [one] * d
    return {"vector": vector, "sample": [vector] * n, "datum": [one] * n, "samplelabel": [one] * n}.get(sort, one)


def tried(to: Recorder, t: int, allowed: int) -> list[Any] | None:
    try:
        return sign(to, t, allowed)
    except NotWritten:
        return None


def equal_by(to: Recorder, start: int, end: int, links: list[int]) -> list[Any] | None:
    """[] where the ends are equal as they are."""
    try:
        to.equal(start, end)
    except recheck.Bad:
        return None
    return []


def first(tries: list[Any]) -> Any:
    """What the first of the tries gives. Raises NotWritten, with the first reason, where none gives anything."""
    reasons = []
    for one in tries:
        try:
            return one()
        except (NotWritten, recheck.Bad) as why:
            reasons.append(str(why))
    raise NotWritten("; ".join(reasons))
