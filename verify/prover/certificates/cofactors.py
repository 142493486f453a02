"""Multiples of known equations that make a difference zero: found by dividing polynomials, written as terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil
from typing import Any

import flint

from verify.prover.certificates.recorder import Recorder
from verify.recheck import Bad, plus

MOST_ROUNDS, MOST_BASIS, MOST_TERMS = 60, 40, 400


def cofactors(to: Recorder, a: int, b: int) -> list[Any] | None:
    """[] where a = b as it is; pairs (term, fact) otherwise, or None where none are found."""
    try:
        if to.zero(difference := plus(to.value(a), to.value(b), Fraction(-1))):
            return []
        equations = [
            (k, gap) for k, (left, op, right) in enumerate(to.facts) if op == "=" and (gap := _gap(to, left, right))
        ]
        return _found(to, difference, equations) if equations else None
    except Bad:
        return None


def _gap(to: Recorder, left: int, right: int) -> dict[Any, Any]:
    return plus(to.value(left), to.value(right), Fraction(-1))


def _found(to: Recorder, difference: dict[Any, Any], equations: list[tuple[int, Any]]) -> list[Any] | None:
    top, divided = _cleared(to, difference)
    cleared = [(k, *_cleared(to, gap)) for k, gap in equations]
    relations = _relations(to, [top, *(p for _, p, _ in cleared)])
    for order in ("lex", "degrevlex", "deglex"):
        for turn in (False, True):
            found = _Ring(to, [top, *(p for _, p, _ in cleared), *relations], order, turn)
            quotients = found.lift(top, [p for _, p, _ in cleared], relations)
            if quotients is None:
                continue
            made = []
            for (k, _, by), q in zip(cleared, quotients, strict=True):
                if q:
                    factor = {tuple(sorted(_merged(m, by, divided).items())): c for m, c in q.items()}
                    made.append([to.term_of(factor), k])
            return made
    return None


def _merged(m: Any, by: dict[int, Any], divided: dict[int, Any]) -> dict[int, Any]:
    found = dict(m)
    for a, n in by.items():
        found[a] = found.get(a, 0) + n
    for a, n in divided.items():
        found[a] = found.get(a, 0) - n
    return {a: n for a, n in found.items() if n}


def _cleared(to: Recorder, p: dict[Any, Any]) -> tuple[dict[Any, Any], dict[int, Any]]:
    """The polynomial without negative exponents, and the product of powers that it was multiplied by."""
    by: dict[int, Any] = {}
    for _ in range(MOST_ROUNDS):
        low: dict[int, Any] = {}
        for m in p:
            for a, n in m:
                low[a] = min(low.get(a, 0), n)
        negative = {a: -n for a, n in low.items() if n < 0}
        if not negative:
            break
        p = to.times(p, {tuple(sorted(negative.items())): Fraction(1)})
        for a, n in negative.items():
            by[a] = by.get(a, 0) + n
    return p, by


def _relations(to: Recorder, polynomials: list[Any]) -> list[Any]:
    """What is true of the atoms by themselves: ‖v‖² = <v, v> and the like, as far as they occur."""
    seen: set[int] = set()
    found = []
    queue = [a for p in polynomials for m in p for a, _ in m]
    while queue:
        a = queue.pop()
        if a in seen:
            continue
        seen.add(a)
        if to.atoms[a].head in ("norm", "abs"):
            square, by = _cleared(to, to.reduced(((a, Fraction(2)),)))
            own = plus({tuple(sorted(_merged(((a, Fraction(2)),), by, {}).items())): Fraction(1)}, square, Fraction(-1))
            found.append(own)
            queue += [x for m in own for x, _ in m]
    return found


class _Ring:
    """Polynomials in the atoms of a family, with fractional exponents made whole."""

    def __init__(self, to: Recorder, family: Iterable[Any], order: str, turn: bool) -> None:
        family = [*family]
        atoms = {a for p in family for m in p for a, _ in m}
        self.scale = dict.fromkeys(atoms, 1)
        for p in family:
            for m in p:
                for a, n in m:
                    self.scale[a] = max(self.scale[a], n.denominator)
        self.atoms = sorted(atoms, key=lambda a: -a if turn else a)
        self.ring = flint.fmpq_mpoly_ctx.get(("x", len(self.atoms)), order)

    def read(self, p: Any) -> Any:
        found = {}
        for m, c in p.items():
            powers = dict(m)
            key = tuple(ceil(powers.get(a, 0) * self.scale[a]) for a in self.atoms)
            found[key] = flint.fmpq(c.numerator, c.denominator)
        return self.ring.from_dict(found)

    def write(self, p: Any) -> dict[Any, Any]:
        found = {}
        for m, c in p.to_dict().items():
            key = tuple(sorted((a, Fraction(int(n), self.scale[a])) for a, n in zip(self.atoms, m, strict=True) if n))
            found[key] = Fraction(int(c.p), int(c.q))
        return found

    def lift(self, top: Any, gaps: Sequence[Any], relations: Sequence[Any]) -> list[Any] | None:
        """Polynomials q with top = sum of q_k gap_k and multiples of the relations; None where none are found."""
        zero = self.ring.constant(0)
        basis = [
            (self.read(g), [self.ring.constant(int(j == k)) for j in range(len(gaps))]) for k, g in enumerate(gaps)
        ] + [(self.read(r), [zero] * len(gaps)) for r in relations]
        basis = [(p, q) for p, q in basis if p != 0]
        rest, quotients = self._divide(self.read(top), [zero] * len(gaps), basis, -1)
        if rest == 0:
            return [self.write(q) for q in quotients]
        pairs = [*combinations(range(len(basis)), 2)]
        for i, j in pairs:
            if len(basis) > MOST_BASIS:
                return None
            (p, u), (q, v) = basis[i], basis[j]
            left, right = self._leading(p), self._leading(q)
            shared = left[0].gcd(right[0])
            if shared == 1:
                continue
            x, y = right[0] / shared / left[1], left[0] / shared / right[1]
            new, cofactor = self._divide(x * p - y * q, [x * a - y * b for a, b in zip(u, v, strict=True)], basis, 1)
            if new == 0 or len(new) > MOST_TERMS:
                continue
            pairs += [(k, len(basis)) for k in range(len(basis))]
            basis.append((new, cofactor))
            rest, quotients = self._divide(self.read(top), [zero] * len(gaps), basis, -1)
            if rest == 0:
                return [self.write(q) for q in quotients]
        return None

    def _leading(self, p: Any) -> tuple[Any, Any]:
        return self.ring.term(exp_vec=p.monomial(0)), p.coefficient(0)

    def _divide(self, top: Any, cofactor: list[Any], basis: list[Any], way: int) -> tuple[Any, list[Any]]:
        """What is left, and the cofactor with what was taken: subtracted for an S-polynomial, added up for a quotient."""
        for _ in range(MOST_ROUNDS):
            before = top
            for p, u in basis:
                q, top = divmod(top, p)
                if q != 0:
                    cofactor = [c - way * q * a for c, a in zip(cofactor, u, strict=True)]
            if top == before:
                break
        return top, cofactor
