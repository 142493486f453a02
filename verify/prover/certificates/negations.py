"""The certificate of a claim "there are ..." that is false: for some of its symbols constants, and then a derivation for all others.

That the assumptions can be satisfied is shown by a point, for functions known by name by a choice of them and a point.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from verify.kernel.certify import shown_point
from verify.kernel.evidence import Evidence
from verify.kernel.instances import concrete
from verify.kernel.record import point_to_json
from verify.kernel.signs import Signs
from verify.language.claim import Claim
from verify.language.term import Number
from verify.prover.certificates.choices import choice
from verify.prover.certificates.points import points_of_data
from verify.prover.certificates.recorder import NotWritten
from verify.prover.certificates.write import Writer

Find = Callable[[Claim, int], Mapping[Any, Any] | None]


def refutation_for_all(claim: Claim, evidence: Evidence, name: str, find: Find) -> dict[str, Any]:
    """The certificate; `find` looks for a point that satisfies assumptions. Raises NotWritten, with the reason."""
    return _Negation(claim, evidence, name, find).written()


class _Negation(Writer):
    def __init__(self, claim: Claim, evidence: Evidence, name: str, find: Find) -> None:
        super().__init__(claim, evidence, name)
        self.find, self.name = find, name

    def written(self) -> dict[str, Any]:
        """What is owed of the constants, the derivation of the opposite, and a point that satisfies the rest."""
        claim, to = self.claim, self.to
        to.certificate = {**to.certificate, **self.made}
        rule = {to.symbol(s): to.place(v) for s, v in claim.counter.items()}
        bound, keys = {to.symbol(s) for s in claim.exists}, {*rule}
        to.schemas = [to.schema(a) for a in self.made["assume"] if isinstance(a, dict)]
        plain = [to.put_relation(r) for r in claim.relations]
        rest = [r for r in plain if not to.mentions(r, bound | keys)]
        self._take(rest)
        owed = [to.put_all(r, rule) for r in plain if to.mentions(r, keys) and not to.mentions(r, bound)]
        for r in owed:
            to.admit(r[0], r[2])
        declared = [self._declared(t, s) for s, t in rule.items()]
        for r in owed:
            self._show(r, self._short(r))
        first, self.steps = self.steps, []
        self._take([*rest, *(to.put_all(r, rule) for r in plain if to.mentions(r, bound))])
        goal = sys.modules["recheck_cases"].negation(to.put_all(to.put_relation(claim.conclusion), rule))
        to.admit(goal[0], goal[2])
        derive = claim.disprove
        assert derive is not None
        self._derive(derive(), goal)
        to.place(Number(0)), to.place(Number(1))
        self.proof |= {"rule": "constants", "counter": [*map(list, rule.items())], "declared": declared}
        self.proof |= {"first": first, "steps": self.steps, "point": self._point()}
        return self._finished()

    def _take(self, given: list[Any]) -> None:
        """These are the facts now, and nothing is shown of them yet."""
        to = self.to
        to.facts, to.given, to.has_value, to.numbers_of, to.best = [], [*given], {}, {}, {}
        to.kernel = Signs(empty_total=self.claim.allows_no_vectors)
        for r in given:
            to.facts.append(r)
            to.knows(r)
        for r in given:
            to.admit(r[0], r[2])

    def _point(self) -> dict[str, Any]:
        """In the lowest dimension."""
        claim, to = self.claim, self.to
        chosen = claim.instance if claim.abstract else None
        if claim.abstract and chosen is None:
            raise NotWritten("no functions that satisfy the assumptions")
        low, plain = claim.dimensions[0], concrete(claim, chosen) if chosen else claim
        found = self.find(plain, low)
        if found is None:
            raise NotWritten("no point that satisfies the assumptions")
        made = choice(self.name, claim, chosen, to.symbol, to.place) if chosen else {"rule": "point"}
        shown = point_to_json(shown_point(plain, found))
        values = [shown.get(symbol[0]) for symbol in to.symbols]
        return {
            **made,
            "dimension": low - claim.beside,
            "sample": points_of_data(to.symbols, shown),
            "values": values,
        }
