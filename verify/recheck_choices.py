"""Claims about functions known by name, refuted by a choice of them and a point. Python's standard library only.

A claim says of all functions with the assumed properties: A => R. It is false if for some expressions in their places the
properties are proved, for all values of their variables, and at some point A holds and R does not. What a choice owes:

    values        an expression has one for all arguments, as a function has; it does not depend on the point of the data
    places        what stands for a vector, a number or a label is one
    no capture    no free symbol of an expression is a variable of a property
    gradients     f_k is the gradient of f in its k-th argument: D f(v) h = <f_k(v), h> for all v and h
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from recheck import Checker, Relation
from recheck_calculus import SMOOTH, derivative, smooth
from recheck_numbers import check as check_point
from recheck_polynomials import ANY, NEGATIVE, POSITIVE, ZERO, Bad, require
from recheck_terms import gradient

DECLARED = {ZERO | POSITIVE: ("<=", 1), POSITIVE: ("<", 1), NEGATIVE | ZERO: ("<=", -1), NEGATIVE: ("<", -1)}
PLACES = {("vector", ANY, False), ("number", ANY, False), ("label", NEGATIVE | POSITIVE, False)}


def check(certificate: Mapping[str, Any], proof: Mapping[str, Any]) -> None:
    """Raise Bad unless the choice has the assumed properties and the claim fails for it at the point."""
    try:
        _Choice(certificate, proof).check()
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Bad(f"the proof cannot be read: {error!r:.200}") from error


class _Choice:
    def __init__(self, certificate: Mapping[str, Any], proof: Mapping[str, Any]) -> None:
        self.certificate, self.proof = certificate, proof
        self.s = Checker({"least": 1, "owed": [], **certificate})
        self.functions = {name: (tuple(slots), self.s.at(e)) for name, (slots, e) in proof["functions"].items()}
        self.constants = {symbol: self.s.at(e) for symbol, e in proof["constants"]}
        self.known: dict[int, int] = {}
        stated = certificate["assume"]
        self.plain = [self.s.relation(r) for r in stated if isinstance(r, list)]
        self.schemas = [self.s.schema(r) for r in stated if isinstance(r, dict)]

    def check(self) -> None:
        require(
            self.certificate["verdict"] == "REFUTED" and not self.certificate["exists"],
            "a point refutes claims for all",
        )
        require(not self.functions or self.proof["dimension"], "in R^0 a vector that is chosen as a number says more")
        self._require_expressions()
        for name, slot in self._names():
            base, k = gradient(name)
            if k:
                self._require_gradient(base, k, name)
            if slot:
                self._moved(name, slot)
        plain = [self._unfolded(r) for r in self.plain]
        require(len(self.proof["shown"]) == len(self.schemas), "each property is proved")
        for schema, shown in zip(self.schemas, self.proof["shown"], strict=True):
            self._require_property(schema, plain, shown)
        self._require_refuted(
            [*plain, *self._constants_are_as_declared()], self._unfolded(self.s.relation(self.certificate["conclude"]))
        )

    # ---------------------------------------------------------------------------------------------------------- expressions

    def _require_expressions(self) -> None:
        s = self.s
        variables = {v for variables, _, _ in self.schemas for v in variables}
        for slots, e in self.functions.values():
            require(len(set(slots)) == len(slots), "two places have one symbol")
            require(
                all(type(v) is int and v >= 0 and s.symbols[v][1:] in PLACES for v in slots),
                "a place is for any vector, number or label",
            )
            self._require_plain(e, variables - set(slots))
            s.admit(e)
        for symbol, e in self.constants.items():
            require(s.symbols[symbol][1::2] in (("number", False), ("number", s.is_whole(e))), "a constant is a number")
            require(not any(s.carries(e)) and symbol not in variables, "a constant is one number")
            require(not s.symbols_in(e) & {*self.constants}, "a constant is made of no other")
            self._require_plain(e, variables)

    def _require_plain(self, e: int, captured: set[int]) -> None:
        """No unknown function, no data, nothing that a property would capture."""
        heads = {self.s.entries[p][0] for p in self._parts(e)}
        require(
            not heads & {"field", "value", "jacobian", "mean"} and not self.s.carries(e)[1],
            "an expression is worked out by itself",
        )
        require(not self.s.symbols_in(e) & captured, "a symbol is captured")

    def _parts(self, *terms: int) -> set[int]:
        found: set[int] = set()
        waiting = list(terms)
        while waiting:
            t = waiting.pop()
            if t not in found:
                found.add(t)
                waiting += self.s.inner(t)
        return found

    def _names(self) -> set[tuple[str, int]]:
        """Of the functions that the claim speaks of, each with the argument that a derivative is taken in, or 0."""
        also = [self.s.relation(r) for r in self.certificate.get("also", ())]
        relations = [*self.plain, *also, self.s.relation(self.certificate["conclude"])]
        relations += [r for _, premises, conclusion in self.schemas for r in (*premises, conclusion)]
        entries = [self.s.entries[t] for t in self._parts(*(side for r in relations for side in (r[0], r[2])))]
        return {(e[1], e[2] if e[0] == "jacobian" else 0) for e in entries if e[0] in ("field", "value", "jacobian")}

    def _unfolded(self, r: Relation) -> Relation:
        return self._put(r[0]), r[1], self._put(r[2])

    def _put(self, t: int) -> int:
        return self.s.put(self._chosen(t), self.constants)

    def _chosen(self, t: int) -> int:
        """The term with the expressions in the place of the functions, innermost first."""
        if t not in self.known:
            head, *parts = self.s.entries[t]
            require(head != "det", "nothing is put into a determinant")
            unknown = head in ("field", "value", "jacobian")
            self.known[t] = self._unknown(t, head, *parts) if unknown else self.s.rebuilt(t, self._chosen)
        return self.known[t]

    def _unknown(self, t: int, head: str, *parts: Any) -> int:
        slots, e = self.functions[parts[0]]
        arguments = [self._chosen(p) for p in self.s.inner(t)]
        if head == "jacobian":
            direction, *arguments = arguments
        require(len(slots) == len(arguments), "a function has so many places")
        rule = dict(zip(slots, arguments, strict=True))
        for v, a in rule.items():
            self._require_fits(v, a)
        require(head != "value" or not self.s.carries(e)[0], "a number is no vector")
        if head == "jacobian":
            moved = slots[parts[1] - 1]
            self._require_fits(moved, direction)
            return self._derivative(e, rule, moved, direction)
        return self.s.put(e, rule)

    def _require_fits(self, slot: int, argument: int) -> None:
        head, *parts = self.s.entries[argument]
        sort = self.s.symbols[slot][1]
        require(sort == "vector" or not self.s.carries(argument)[0], "a vector stands for a number")
        label = head == "s" and "label" in self.s.symbols[parts[0]][1]
        require(sort != "label" or label, "a label stands for a label")

    def _derivative(self, e: int, at: dict[int, int], moved: int, direction: int) -> int:
        """Of the expression where one place moves: d/dt at t = 0, for an expression that is smooth on the whole line."""
        s = self.s
        require(s.symbols[moved][1] == "vector", "only vectors move")
        t = self._symbol("number")
        line = s.put(e, {**at, moved: s.add(at[moved], s.mul(s.term("s", t), direction))})
        smooth(s, line, t, (*SMOOTH, "total"))
        return s.put(derivative(s, line, t), {t: s.number(0)})

    def _symbol(self, sort: str) -> int:
        """A symbol that is new."""
        self.s.symbols.append((f"new {len(self.s.symbols)}", sort, ANY, False))
        return len(self.s.symbols) - 1

    def _require_gradient(self, base: str, k: int, name: str) -> None:
        s = self.s
        (slots, e), (others, chosen) = self.functions[base], self.functions[name]
        require(slots == others and not s.carries(e)[0], "a gradient is that of a number in a place")
        along, h = self._moved(base, k)
        s.equal(along, s.dot(chosen, h))

    def _moved(self, name: str, k: int) -> tuple[int, int]:
        """The derivative in the k-th argument, and its direction h: any vector."""
        slots, e = self.functions[name]
        require(1 <= k <= len(slots), "there is no such argument")
        h = self.s.term("s", self._symbol("vector"))
        return self._derivative(e, {v: self.s.term("s", v) for v in slots}, slots[k - 1], h), h

    # ----------------------------------------------------------------------------------------------------------- properties

    def _require_property(self, schema: Any, plain: list[Relation], shown: Any) -> None:
        """A certificate of its own proves the property, from what it assumes and what is assumed of other symbols."""
        variables, premises, conclusion = schema
        apart = [
            r
            for stated, r in zip(self.plain, plain, strict=True)
            if not self.s.mentions(r, {*variables}) and not self.s.mentions(stated, {*variables})
        ]
        given = [self._unfolded(r) for r in premises] + apart
        require(
            shown["verdict"] == "PROVED" and not shown["exists"] and not shown["uniform"],
            "a property is proved for all values",
        )
        require(shown["least"] <= min(1, self.proof["dimension"]), "a property is proved in this dimension")
        own = sys.modules["recheck"].check(shown)
        names: dict[Any, int] = {}
        known = {self._spelled(self.s, r, names) for r in given}
        require(
            all(isinstance(r, list) and self._spelled(own, own.relation(r), names) in known for r in shown["assume"]),
            "a property has other premises",
        )
        stated = self._spelled(own, own.relation(shown["conclude"]), names)
        require(stated == self._spelled(self.s, self._unfolded(conclusion), names), "another property is proved")

    def _spelled(self, s: Checker, r: Relation, names: dict[Any, int]) -> tuple[int, str, int]:
        """Equal for equal relations of two certificates: symbols count by what is declared of them."""
        known: dict[int, int] = {}

        def number(t: int) -> int:
            if t not in known:
                head, *parts = s.entries[t]
                inner = s.inner(t)
                named = s.symbols[parts[0]] if head == "s" else tuple(parts[: len(parts) - len(inner)])
                known[t] = names.setdefault((head, tuple(named), *map(number, inner)), len(names))
            return known[t]

        return number(r[0]), r[1], number(r[2])

    # --------------------------------------------------------------------------------------------------------------- the point

    def _constants_are_as_declared(self) -> list[Relation]:
        found: list[Relation] = []
        for symbol, e in self.constants.items():
            signs, zero = self.s.symbols[symbol][2], self.s.number(0)
            require(signs == ANY or signs in DECLARED, "a constant has a sign or none")
            if signs != ANY:
                op, way = DECLARED[signs]
                found.append((zero, op, e) if way > 0 else (e, op, zero))
        return found

    def _require_refuted(self, plain: list[Relation], conclusion: Relation) -> None:
        s = self.s
        values = [*self.proof["values"], *[None] * (len(s.symbols) - len(self.proof["values"]))]
        made = {
            **self.certificate,
            "symbols": [list(x) for x in s.symbols],
            "terms": [list(e) for e in s.entries],
            "assume": [list(r) for r in plain],
            "conclude": list(conclusion),
        }
        check_point(made, {"dimension": self.proof["dimension"], "sample": self.proof["sample"], "values": values})
