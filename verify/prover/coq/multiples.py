"""A rational function that vanishes, as a sum of multiples of what is known to vanish.

Squares s^2 = a of names s are taken out first: with a = p/q the term is multiplied by q as often as needed. The rest is divided
by the numerators of the equations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verify.kernel.quotient import Quotients
from verify.language.term import NOUGHT, Mul, Number, Pow, product
from verify.prover.coq.texts import Unwritten

MOST_ROUNDS = 200


class Division:
    """top/bottom = (sum of found[k] relation[k]) + rest, times a number of the denominators."""

    def __init__(self, e: Any, squares: Sequence[tuple[Any, Any]], equations: Sequence[Any]) -> None:
        relations = [*(Pow(s, 2) - a for s, a in squares), *equations]
        self.quotients = Quotients([e, *relations], [s for s, _ in squares])
        try:
            self.top, self.bottom = self.quotients(e)
            self.parts = [self.quotients(r) for r in relations]
        except ZeroDivisionError as error:
            raise Unwritten("an equation without a value") from error
        self.found = [self.top * 0 for _ in relations]
        self.places = [self._place(s) for s, _ in squares]

    def _place(self, s: Any) -> int | None:
        return self.quotients.variables.index(s) if s in self.quotients.variables else None

    def multiples(self) -> list[Any]:
        """Terms c with e = c_1 r_1 + ... + c_n r_n. Raises Unwritten where division leaves a remainder."""
        for _ in range(MOST_ROUNDS):
            if self.top == 0 or not (self._squares() or self._equations()):
                break
        if self.top != 0:
            raise Unwritten("an identity that division does not show")
        constant, found = self.bottom.factor()
        number = Number(int(constant.p)) / int(constant.q)
        bottom = product([number, *(Pow(self.quotients.term(f), int(n)) for f, n in found)])
        return [
            NOUGHT if c == 0 else Mul(self.quotients.term(c), self.quotients.term(under), Pow(bottom, -1))
            for c, (_, under) in zip(self.found, self.parts, strict=True)
        ]

    def _squares(self) -> bool:
        """Take one square out where a name has one; was there any?"""
        for k, place in enumerate(self.places):
            if place is None:
                continue
            powers = {m: c for m, c in self.top.to_dict().items() if m[place] >= 2}
            if not powers:
                continue
            most = max(m[place] for m in powers)
            leading = {_less(m, place): c for m, c in powers.items() if m[place] == most}
            ring = self.top.context()
            step = ring.from_dict(leading)
            over, under = self.parts[k]
            self.top = self.top * under - step * over
            self.bottom *= under
            self.found = [c * under for c in self.found]
            self.found[k] += step
            return True
        return False

    def _equations(self) -> bool:
        """Divide by each equation; did one of them divide?"""
        before = self.top
        for k in range(len(self.places), len(self.parts)):
            if (over := self.parts[k][0]) != 0:
                more, self.top = divmod(self.top, over)
                self.found[k] += more
        return bool(self.top != before)


def _less(m: tuple[int, ...], place: int) -> tuple[int, ...]:
    return (*m[:place], m[place] - 2, *m[place + 1 :])
