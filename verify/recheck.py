"""Re-check proofs with nothing but the standard library:  python recheck.py CERTIFICATES

One certificate a line. It holds a statement, "for all symbols of these sorts: assumptions => conclusion", and steps, each a relation
with a hint why it holds. Nothing is searched for: a hint names a rule, and the rule is applied here. Read it in this order:

    terms        (`recheck_terms.py`) and the polynomials (`recheck_polynomials.py`) that they are equal to
    signs        the signs that a term may have, as a hint shows
    conditions   where a term has a value: shown for every term that enters a proof
    steps        from facts to facts; a statement is proved when its goals are among them

A symbol is a real number, or coordinate i of a vector of R^d (d >= 1), or belongs to data point n. `total` and `norm` bind i, `mean`
binds n; a relation that still carries an index is meant for each. Powers, functions (|x|, sign, exp, log, unknown ones), derivatives,
cases of one coordinate, determinants, points, choices, boxes and networks have files of their own, without which they are refused.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any


def beside(name: str) -> bool:
    """Load the file of that name beside this one, if it is there."""
    if name in sys.modules:
        return True
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path) if path.exists() else None
    if spec and spec.loader:
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return name in sys.modules


beside("recheck_polynomials")
beside("recheck_terms")
from recheck_polynomials import ANY, NEGATIVE, POSITIVE, ZERO, Bad, plus, power_signs, product_signs, require, sum_signs
from recheck_terms import BINDS_COORDINATES, ENTRIES, LENGTH, SORTS, VALUES, Relation, Terms, lines, named_once, once

__all__ = ["ANY", "FORMS", "OUTSIDE", "SIGNS", "SORTS", "STEPS", "THEOREMS", "VALUES", "Bad", "Checker", "Relation"]
__all__ += ["check", "load_companions", "main", "plus"]

Schema = tuple[tuple[int, ...], list[Relation], Relation]  # for all variables: premises => relation

THEOREMS: dict[str, tuple[int, Callable[..., tuple[Relation, list[Relation]]]]] = {}
STEPS: dict[str, Callable[..., None]] = {}
OUTSIDE: dict[str, Callable[..., None]] = {}  # steps that no rule and no case has
INTERVALS: dict[str, Callable[..., int]] = {}  # the sign of a number by an interval around it
PROOFS: dict[str, Callable[..., None]] = {}  # kinds of proofs that are no steps alone
FORMS: dict[str, Callable[..., None]] = {}  # what is asked of a determinant
ELSEWHERE = {"point": "numbers", "box": "boxes", "choice": "choices", "branch": "branches"}  # which file shows what
COMPANIONS = ("powers", "functions", "intervals", "calculus", "cases", "determinants", "existence", "numbers", "jets")
SIGN_OF_PART = ("total", "product", "mean", "peak", "abs", "norm")
SIGNS = {"=": ZERO, "<=": ZERO | POSITIVE, "<": POSITIVE, "!=": NEGATIVE | POSITIVE}  # of b - a, where a op b


class Checker(Terms):
    """One certificate."""

    def __init__(self, certificate: dict[str, Any]) -> None:
        super().__init__(certificate["symbols"], certificate["terms"], certificate["least"])
        self.certificate = certificate
        self.facts: list[Relation] = []
        self.given: list[Relation] = []  # those facts that were assumed
        self.schemas: list[Schema] = []
        self.has_value: dict[int, bool] = {}
        self.witness: dict[int, int] = {}
        self.cited: set[str] = set()
        self.said: list[str] = []  # the statement, once it is shown

    # --------------------------------------------------------------------------------------------------------------- signs

    def equal(self, a: int, b: int, multiples: Any = ()) -> None:
        """a = b: the difference is 0, or a sum of multiples of what is known to be 0. Raises Bad."""
        difference = plus(self.value(a), self.value(b), -1)
        for factor, k in multiples:
            left, op, right = self.fact(k)
            require(op == "=", f"fact {k} is no equation")
            self.admit(left, right)
            self.require_index(self.minus(left, right), self.minus(a, b))
            known = plus(self.value(left), self.value(right), -1)
            difference = plus(difference, self.times(self.value(self.entered(factor)), known), -1)
        require(self.zero(difference), lambda: f"not equal: {self.show(a)} and {self.show(b)}")

    def fact(self, k: Any) -> Relation:
        require(type(k) is int and 0 <= k < len(self.facts), f"there is no fact {k}")
        return self.facts[k]

    def entered(self, place: Any) -> int:
        """The term at that place, once it is shown to have a value."""
        self.admit(self.at(place))
        return self.at(place)

    def require_index(self, known: int, t: int) -> None:
        """In R^0 what is known of each coordinate says nothing of a number."""
        says = not self.no_coordinate or not self.carries(known)[0] or self.carries(t)[0]
        require(says, "of no coordinate nothing is known")

    def signs(self, t: int, hint: Any) -> int:
        """The signs that the term may have where it has a value, by the rule that the hint names."""
        rule, *said = hint
        if rule == "w":  # read off its polynomial
            self.spend(len(self.value(t)))
            return self.signs_of(self.value(t))
        if rule == "k":  # the difference of a known relation
            require(t == self.gap(self.fact(*said)), f"fact {said} is about another term")
            return SIGNS[self.fact(*said)[1]]
        if rule == "=":  # equal to another term
            other, why, multiples = said
            self.require_index(self.entered(other), t)
            self.equal(t, self.at(other), multiples)
            return self.signs(self.at(other), why)
        if rule == "and":  # x >= 0, x != 0 => x > 0
            return reduce(int.__and__, (self.signs(t, why) for why in said))
        if rule == "size":  # |x| > 0 => x != 0
            require(not self.signs(self.term("abs", t), *said) & ~POSITIVE, "not visibly of positive size")
            return NEGATIVE | POSITIVE
        if rule == "interval":  # of a number
            return self.interval(t)
        require(rule == "of", f"unknown rule {rule!r} for a sign")
        head, *parts = self.entries[t]
        if head == "^":  # from that of the base
            base, n = self.signs(parts[0], *said), self.constant_of(parts[1])
            return power_signs(base, n) if n is not None else ANY if base & NEGATIVE else base | POSITIVE
        each = {p: self.signs(p, why) for p, why in zip(self.inside[t], said, strict=True)}
        if head == "+":
            return reduce(sum_signs, (each[p] for p in parts))
        if head == "*":
            return reduce(product_signs, (power_signs(each[p], parts.count(p)) for p in each))
        require(len(each) == 1 and head in SIGN_OF_PART, f"the signs of {head} are not told by those of its parts")
        (one,) = each.values()
        if head == "total":  # of one coordinate at least, but in R^0
            return one if one in (NEGATIVE, POSITIVE) and not self.no_coordinate else sum_signs(one, one) | ZERO
        if head == "norm":  # as a sum of squares
            return POSITIVE if self.carries(parts[0])[0] and not (one & ZERO or self.no_coordinate) else ZERO | POSITIVE
        if head == "product":  # of none it is 1
            return ANY if one & NEGATIVE else one | POSITIVE
        return power_signs(one, 2) if head == "abs" else sum_signs(one, one)

    def interval(self, t: int) -> int:
        require("interval" in INTERVALS, "no intervals: is a companion file missing?")
        return INTERVALS["interval"](self, t)

    def constant_of(self, t: int) -> Fraction | None:
        value = self.value(t)
        return value.get((), Fraction(0)) if set(value) <= {()} else None

    def holds(self, r: Relation, hint: Any) -> None:
        """The relation is shown by the hint. Raises Bad."""
        left, op, right = r
        self.admit(left, right)
        if hint[0] == "squares":  # a^2 <= b^2, 0 <= b => a <= b; for < and = also 0 <= a
            require(op != "!=" and not self.signs(right, hint[2]) & NEGATIVE, "not visibly >= 0")
            require(op == "<=" or not self.signs(left, hint[3]) & NEGATIVE, "not visibly >= 0")
            self.holds((self.power(left, 2), op, self.power(right, 2)), hint[1])
        elif hint[0] == "zero":
            require(op == "=", "an identity shows an equation")
            self.equal(left, right, hint[1])
        else:
            require(not self.signs(self.gap(r), hint) & ~SIGNS[op], lambda: f"not shown: {self.show_relation(r)}")

    # ---------------------------------------------------------------------------------------------------------- conditions

    def admit(self, *terms: int) -> None:
        """Every part of the terms has a value. Raises Bad where that is not shown, or rests on itself."""
        for t in terms:
            if t in self.has_value:
                if not self.has_value[t]:
                    raise Bad(f"that {self.show(t)} has a value rests on itself")
                continue
            self.has_value[t] = False
            self.admit(*self.inside[t])
            for x, allowed in self.conditions(t):
                why: Iterator[Any] = iter((["w"], *self.reasons(x, allowed)))
                if not any(self.are(x, allowed, hint) for hint in why):
                    raise Bad(f"{self.show(t)} may have no value")
            self.has_value[t] = True

    def conditions(self, t: int) -> Iterator[tuple[int, int]]:
        """1/x: x != 0. A root: x >= 0. log x: x > 0. Lambert's W(x): x >= 0. The slope of |x|: x != 0. A maximum: of something."""
        head, *parts = self.entries[t]
        require(head != "peak" or not self.no_coordinate, "in R^0 there is no largest coordinate")
        if head == "det":
            FORMS["det"](self, t)
        if head == "slope" or (head == "^" and self.signs_of(self.value(parts[1])) & NEGATIVE):
            yield parts[0], NEGATIVE | POSITIVE
        if head == "lambertw" or (head == "^" and not self.is_whole(parts[1])):
            yield parts[0], ZERO | POSITIVE
        if head == "log":
            yield parts[0], POSITIVE

    def free(self, *symbols: int) -> None:
        """Nothing is assumed of the symbols. Raises Bad."""
        assumed = any(self.mentions(r, {*symbols}) for r in self.given)
        require(not assumed and not any(self.hides(s, {*symbols}) for s in self.schemas), "something is assumed of it")

    @once
    def is_whole(self, t: int) -> bool:
        head, *parts = self.entries[t]
        number = head == "n" and Fraction(parts[0]).denominator == 1
        inner = head in ("+", "*") and all(map(self.is_whole, parts))
        return number or inner or head == "d" or (head == "s" and self.symbols[parts[0]][3])

    def are(self, t: int, allowed: int, hint: Any) -> bool:
        try:
            return not self.signs(t, hint) & ~allowed
        except Bad:
            return False

    def reasons(self, t: int, allowed: int) -> Iterator[Any]:
        self.spend(len(self.certificate["owed"]))
        return (hint for place, hint in self.certificate["owed"] if self.at(place) == t)

    # --------------------------------------------------------------------------------------------------------------- steps

    def step(self, kind: str, *said: Any) -> None:
        require(kind in STEPS, f"unknown step {kind!r}")
        self.spend(1 + len(self.facts) + len(self.schemas))
        STEPS[kind](self, *said)

    def show_it(self, relation: Any, hint: Any) -> None:
        """A relation, by a hint."""
        r = self.relation(relation)
        self.holds(r, hint)
        self.facts.append(r)

    def cite(self, name: str, args: list[Any], hints: list[Any]) -> None:
        """What a theorem of the books says of these terms."""
        require(name in THEOREMS and len(args) == THEOREMS[name][0], f"no theorem {name!r} speaks of {len(args)} terms")
        r, premises = THEOREMS[name][1](self, *map(self.entered, args))
        for p in premises:
            self.require_index(self.gap(p), self.gap(r))
        self.conclude(r, premises, hints)
        self.cited.add(name)

    def use(self, place: Any, args: list[Any], declared: list[Any], hints: list[Any]) -> None:
        """An assumption for all values of its variables, at these values."""
        require(type(place) is int and 0 <= place < len(self.schemas), "no such assumption")
        variables, premises, r = self.schemas[place]
        rule = dict(zip(variables, map(self.at, args), strict=True))
        for (s, t), hint in zip(rule.items(), declared, strict=True):
            self.may_stand_for(t, s, hint)
        if self.no_coordinate:
            self.require_index(self.gap(r), self.gap(self.put_all(r, rule)))
        self.conclude(self.put_all(r, rule), [self.put_all(p, rule) for p in premises], hints)

    def conclude(self, r: Relation, premises: list[Relation], hints: list[Any]) -> None:
        self.admit(r[0], r[2])
        for premise, hint in zip(premises, hints, strict=True):
            self.holds(premise, hint)
        self.facts.append(r)

    def rule(self, said: Any, steps: list[Any]) -> None:
        """What is shown of variables of which nothing is known holds for all their values."""
        variables, premises, r = schema = self.schema(said)
        require(not self.no_coordinate, "a rule about R^0")
        nothing = (self.number(0), "=", self.number(0))  # in the place of what speaks of the variables
        facts = [nothing if self.mentions(f, set(variables)) else f for f in self.facts]
        schemas = [((), [], nothing) if self.hides(s, set(variables)) else s for s in self.schemas]
        with_these = Context(self, facts + premises, self.given + premises, schemas)
        self.admit(*(side for p in premises for side in (p[0], p[2])))
        for step in steps:
            self.step(*step)
        require(r in self.facts, "the rule is not shown")
        with_these.leave()
        self.schemas = [*self.schemas, schema]

    def may_stand_for(self, t: int, symbol: int, hint: Any) -> None:
        """The value is of the kind of the symbol, and has the sign that it is declared to have. Raises Bad."""
        _, sort, signs, integer = self.symbols[symbol]
        (i, n), (has_i, has_n) = self.carries(t), SORTS[sort]
        require(i <= has_i and n <= has_n, "the value carries an index that its symbol has not")
        require(not integer or self.is_whole(t), "the value need not be whole")
        self.admit(t)
        head, part = (*self.entries[t], None)[:2]
        label = head == "s" and "label" in self.symbols[part][1]
        require("label" not in sort or label or (head == "n" and part in ("1", "-1")), "a label stands for a label")
        signed = "label" in sort or signs == ANY or self.are(t, signs, hint)
        require(signed, "the value need not have the sign that is declared")

    # ------------------------------------------------------------------------------------------------------ the statement

    def relation(self, r: Any) -> Relation:
        require(len(r) == 3 and r[1] in ("=", "<=", "<", "!="), f"{r} is no relation")
        return self.at(r[0]), r[1], self.at(r[2])

    def schema(self, said: Any) -> Schema:
        variables = tuple(said["variables"])
        require(all(type(v) is int and 0 <= v < len(self.symbols) for v in variables), "variables are symbols")
        require(len(set(variables)) == len(variables), "a variable twice")
        return variables, [self.relation(r) for r in said["assume"]], self.relation(said["conclude"])

    def put_all(self, r: Relation, rule: dict[int, int]) -> Relation:
        return self.put(r[0], rule), r[1], self.put(r[2], rule)

    def mentions(self, r: Relation, symbols: set[int]) -> bool:
        return bool(self.symbols_in(r[0], r[2]) & symbols)

    def hides(self, schema: Schema, symbols: set[int]) -> bool:
        """Does the schema speak of one of the symbols, not as of its variable?"""
        return any(self.mentions(r, symbols - set(schema[0])) for r in (*schema[1], schema[2]))

    def goals(self) -> list[Relation]:
        """What is to be shown; what may be taken for granted becomes the first facts."""
        c, proof = self.certificate, self.certificate["proof"]
        require(all(isinstance(a, list | dict) for a in (c["assume"], *c["assume"], c["owed"])), "assumed, or owed")
        plain = [self.relation(r) for r in c["assume"] if isinstance(r, list)]
        self.schemas = [self.schema(r) for r in c["assume"] if isinstance(r, dict)]
        conclusion, bound, verdict = self.relation(c["conclude"]), set(c["exists"]), c["verdict"]
        require(not any(self.hides(s, bound) for s in self.schemas), "an assumption hides what there is")
        goals = [conclusion]
        if verdict == "VACUOUS":  # the assumption with this number is excluded by the others
            k = proof["excluded"]
            known = type(k) is int and 0 <= k < len(plain) and not bound
            require(known and plain[k][1] in ("<=", "<"), "no such assumption")
            self.require_index(self.gap(plain[k]), self.number(0))
            left, op, right = plain.pop(k)
            goals = [(right, "<" if op == "<=" else "<=", left)]
        elif bound:  # for all ... there are ...: what is assumed of them is to be shown as well
            of_bound = [r for r in plain if self.mentions(r, bound)]
            plain, goals = [r for r in plain if r not in of_bound], [*of_bound, conclusion]
            chosen = "witness" in proof  # by terms, else by a theorem
            require(not c["uniform"] or (chosen and not of_bound), "what is the same for all is chosen before they are")
            if chosen:
                self.witness = {s: self.at(t) for s, t in proof["witness"]}
                require(set(self.witness) == bound, "a witness for each symbol that there is")
                for t in self.witness.values():
                    require(not self.symbols_in(t) & {*bound, *c["uniform"]}, "a witness depends on what it may not")
                    require(not c["uniform"] or not self.speaks_of_d(t), "a witness depends on d")
                goals = [self.put_all(r, self.witness) for r in goals]
        require(verdict in ("PROVED", "VACUOUS"), f"verdict {verdict!r}")
        self.facts, self.given = [*plain], [*plain]
        return goals

    @once
    def speaks_of_d(self, t: int) -> bool:
        head = self.entries[t][0]
        itself = head in ("d", "field", *BINDS_COORDINATES) or self.carries(t)[0]
        return itself or any(map(self.speaks_of_d, self.inside[t]))

    def check(self) -> None:
        """Raise Bad unless the steps show the goals, or a point or a cover decides the statement."""
        c, rule = self.certificate, self.certificate["proof"].get("rule")
        bound = [*c["exists"], *c["uniform"]]
        require(all(type(s) is int and 0 <= s < len(self.symbols) for s in bound), "bound symbols")
        require(len({*bound}) == len(bound), "a symbol is bound twice")
        if rule is not None:
            require(rule in PROOFS, f"unknown kind of proof {rule!r}, or a companion file is missing")
            PROOFS[rule](self)
            return
        goals, proof = self.goals(), self.certificate["proof"]
        if proof.get("line"):
            d, one, two = self.term("d"), self.number(1), self.number(2)  # d is whole
            said = {(d, "=", one), (one, "=", d), (d, "<=", one), (d, "<", two)} & {*self.facts}
            require(said and not self.no_coordinate, "nothing says that d is 1")
            self.line = True
        self.admit(*(side for r in self.facts for side in (r[0], r[2])))
        for (symbol, t), hint in zip(self.witness.items(), proof["declared"] if self.witness else [], strict=True):
            self.may_stand_for(t, symbol, hint)
        require(len(proof["steps"]) <= ENTRIES, "too many steps")
        for step in proof["steps"]:
            OUTSIDE[step[0]](self, *step[1:]) if step[0] in OUTSIDE else self.step(*step)
        self.admit(*(side for r in goals for side in (r[0], r[2])))
        for r in goals:
            require(r in self.facts, lambda r=r: f"not shown: {self.show_relation(r)}")

    # --------------------------------------------------------------------------------- the statement, as it is read here

    def statement(self) -> Iterator[str]:
        """The statement, a line for each part."""
        c = self.certificate
        plain = [self.relation(r) for r in (*(a for a in c["assume"] if isinstance(a, list)), c["conclude"])]
        schemas = [self.schema(a) for a in c["assume"] if isinstance(a, dict)]
        sides = [side for r in (*plain, *(q for s in schemas for q in (*s[1], s[2]))) for side in (r[0], r[2])]
        spoken = self.symbols_in(*sides)
        heard = sorted(frozenset().union(*map(self.functions_in, sides)))
        inside = frozenset().union(*map(self.bound_in, sides))
        require(not inside & spoken, "a symbol is bound, and free")
        self.readable(inside | spoken | {*c["exists"], *c["uniform"]}, heard)
        yield f"for every dimension d >= {c['least']} and all " + ", ".join(
            self.declared(k) for k in sorted(spoken - set(c["exists"]))
        )
        if heard:
            smooth = "" if c["verdict"] == "REFUTED" else "smooth "
            yield f"  and all {smooth}functions " + ", ".join(f"{name} ({kind})" for name, kind, _ in heard)
        for variables, premises, r in schemas:
            given = " and ".join(map(self.show_relation, premises))
            names = ", ".join(self.symbols[v][0] for v in variables)
            yield f"  with, for all {names}{' with ' + given if given else ''}: {self.show_relation(r)}"
        for r in plain[:-1]:
            yield "  with " + self.show_relation(r)
        if c["exists"]:
            first = f", the same for all {', '.join(self.symbols[k][0] for k in c['uniform'])}" if c["uniform"] else ""
            yield "there are " + ", ".join(map(self.declared, sorted(c["exists"]))) + first
        yield "  " + ("a contradiction" if c["verdict"] == "VACUOUS" else self.show_relation(plain[-1]))


class Context:
    """Other facts for a while; what a term owes is shown anew."""

    def __init__(self, of: Checker, facts: list[Relation], given: list[Relation], schemas: list[Schema]) -> None:
        self.of, self.kept = of, (of.facts, of.given, of.schemas, of.has_value)
        of.facts, of.given, of.schemas, of.has_value = facts, given, schemas, {}

    def leave(self) -> None:
        self.of.facts, self.of.given, self.of.schemas, self.of.has_value = self.kept


# ----------------------------------------------------------------------------------------------------- the rules of this file


def scaled_norm(s: Checker, c: int, v: int) -> tuple[Relation, list[Relation]]:
    require(not s.carries(c)[0], "a number is no vector")
    return (s.term("norm", s.mul(c, v)), "=", s.mul(s.term("abs", c), s.term("norm", v))), []


def term_of_sum(s: Checker, f: int) -> tuple[Relation, list[Relation]]:
    require(s.carries(f)[0] or not s.no_coordinate, "in R^0 the sum of a number is 0")
    return (f, "<=", s.term("total", f)), [(s.number(0), "<=", f)]


STEPS |= {"show": Checker.show_it, "cite": Checker.cite, "use": Checker.use, "rule": Checker.rule}
THEOREMS |= {  # Hardy, Littlewood, Polya, Inequalities, 2.4, 2.11; the others by definition
    "the Cauchy-Schwarz inequality": (
        2,
        lambda s, u, v: ((s.dot(u, v), "<=", s.mul(s.term("norm", u), s.term("norm", v))), []),
    ),
    "Minkowski's inequality": (
        2,
        lambda s, u, v: ((s.term("norm", s.add(u, v)), "<=", s.add(s.term("norm", u), s.term("norm", v))), []),
    ),
    "Minkowski's inequality for an average": (
        1,
        lambda s, v: ((s.term("norm", s.term("mean", v)), "<=", s.term("mean", s.term("norm", v))), []),
    ),
    "the norm is homogeneous": (2, scaled_norm),
    "equal vectors have equal inner products": (3, lambda s, u, v, w: ((s.dot(u, w), "=", s.dot(v, w)), [(u, "=", v)])),
    "a product is zero only with one of its factors": (
        2,
        lambda s, a, b: ((b, "=", s.number(0)), [(s.mul(a, b), "=", s.number(0)), (a, "!=", s.number(0))]),
    ),
    "a square is not negative": (1, lambda s, a: ((a, "=", s.number(0)), [(s.power(a, 2), "<=", s.number(0))])),
    "a term of a sum of nonnegative numbers": (1, term_of_sum),
}


def load_companions() -> None:
    """What stands beside this file enters its rules."""
    sys.modules.setdefault("recheck", sys.modules[__name__])
    for name in (*COMPANIONS, *ELSEWHERE.values()):
        beside(f"recheck_{name}")
    for rule, name in ELSEWHERE.items():
        if module := sys.modules.get(f"recheck_{name}"):
            PROOFS[rule] = lambda s, module=module: module.check(s.certificate, s.certificate["proof"])


def check(certificate: Any) -> Checker:
    """The checker, once the certificate is shown to hold. Raises Bad for any other."""
    load_companions()
    try:
        checker = Checker(certificate)
        checker.check()
        checker.said = [*checker.statement()]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError, RuntimeError) as error:
        raise Bad(f"not readable: {type(error).__name__}: {error}") from None
    return checker


def main(path: str) -> int:
    refused, shown = 0, 0
    cited: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as file:
        for number, text in enumerate(lines(file), 1):
            try:
                require(len(text) <= LENGTH, "the certificate is too long")
                certificate = json.loads(text, object_pairs_hook=named_once)
                checker = check(certificate)
                require(re.fullmatch(r"[\w/-]+", certificate["claim"]), "the name of the claim")
            except (Bad, ValueError, LookupError, TypeError, RecursionError) as why:
                refused += 1
                print(f"line {number}: REFUSED: {str(why)[:200]}")
                continue
            shown, cited = shown + 1, cited | checker.cited
            print(f"{certificate['claim']}: {certificate['verdict']}", *checker.said, sep="\n    ")
    print(f"{shown} shown, {refused} refused" + ("; taken from books: " + "; ".join(sorted(cited)) if cited else ""))
    return 1 if refused or not shown else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else f"usage: {sys.argv[0]} CERTIFICATES")
    except (Bad, FileNotFoundError, IsADirectoryError, PermissionError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
