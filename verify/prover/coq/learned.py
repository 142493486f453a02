"""What a name in a Coq proof stands for gives it a sign and a square."""

from __future__ import annotations

from typing import Any

from verify.language.functions import Abs, exp, sigmoid, softplus
from verify.language.operators import Mean, Norm, indexed, sampled
from verify.language.possible import is_nonnegative, is_positive
from verify.language.symbols import Vector
from verify.language.term import Pow
from verify.prover.coq import texts
from verify.prover.coq.averages import Averages
from verify.prover.coq.script import Fact, at_point

POSITIVE = (exp, sigmoid, softplus)


class Learned(Averages):
    """The facts that come with a new name."""

    def _learn(self, e: Any, inside: Any, symbol: Any, defined: Fact) -> None:
        """The sign and the square of what has got a name."""
        name, prove, speaks = texts.text(symbol) if not indexed(symbol) else "", self.script.prove, sampled(e)
        back = f"rewrite <- {defined.name}"

        def learn(says: str, proof: str) -> None:
            fact = prove(says.format(name), f"{back}; {proof}", [defined], sampled=speaks)
            self.signs.setdefault(symbol, []).append(fact)

        if isinstance(e, Norm):
            learn("0 <= {}", "apply norm_nonnegative")
            self._square_of_norm(e, inside, symbol, defined)
        elif isinstance(e, Abs):
            learn("0 <= {}", "apply Rabs_pos")
            self.squared[symbol] = inside.args[0] ** 2
            says = f"{name} ^ 2 = {texts.text(inside.args[0])} ^ 2"
            self.squares[symbol] = prove(says, f"{back}; apply pow2_abs", [defined], sampled=speaks)
        elif isinstance(e, POSITIVE):
            learn("0 < {}", f"apply {texts.FUNCTIONS[type(e)]}_positive")
            if isinstance(e, sigmoid):
                learn("{} < 1", "apply sigmoid_below_one")
        elif isinstance(e, Pow):
            learn("0 <= {}", "apply sqrt_pos")
            self._square_of_root(e, inside, symbol, defined)
        elif isinstance(e, Mean) and not indexed(e) and is_nonnegative(e.args[0]):
            self._sign_of_average(e, inside, symbol, defined)

    def _square_of_root(self, e: Any, inside: Any, symbol: Any, defined: Fact) -> None:
        """sqrt(x)^2 = x, where x >= 0 is visible; sqrt(x) > 0 where x > 0 is."""
        if not is_nonnegative(e.base):
            return
        name, uses = texts.text(symbol), [defined, *self.sign_facts([inside.base])]
        self.squared[symbol] = inside.base
        says = f"{name} ^ 2 = {texts.text(inside.base)}"
        proof = f"rewrite <- {defined.name}; apply pow2_sqrt; visible"
        self.squares[symbol] = self.script.prove(says, proof, uses, sampled=sampled(e))
        if is_positive(e.base):
            proof = f"rewrite <- {defined.name}; apply sqrt_lt_R0; visible"
            self.signs[symbol].append(self.script.prove(f"0 < {name}", proof, uses, sampled=sampled(e)))

    def _sign_of_average(self, e: Any, inside: Any, symbol: Any, defined: Fact) -> None:
        """An average of numbers whose sign is visible has it."""
        kind, lemma = ("<", "mean_positive") if is_positive(e.args[0]) else ("<=", "mean_nonnegative")
        uses = self.sign_facts([inside.args[0]])
        proof = f"rewrite <- {defined.name}; apply {lemma}; {at_point(uses)}; visible"
        fact = self.script.prove(f"0 {kind} {texts.text(symbol)}", proof, whole=[defined, *uses])
        self.signs.setdefault(symbol, []).append(fact)

    def _square_of_norm(self, e: Any, inside: Any, symbol: Any, defined: Fact) -> None:
        name, v = texts.text(symbol), inside.args[0]
        if isinstance(v, Vector):
            says = f"ip {texts.vector(v)} {texts.vector(v)} = {name} ^ 2"
            proof = f"rewrite <- {defined.name}; symmetry; apply norm_square"
            fact = self.script.prove(says, proof, [defined], sampled=sampled(e))
            self._inner[texts.vector(v), texts.vector(v)] = Pow(symbol, 2), fact
            return
        square, fact = self.inner(v, v)
        proof = f"rewrite <- {defined.name}, norm_square; exact {fact.name}"
        says = f"{name} ^ 2 = {texts.text(square)}"
        self.squared[symbol] = square
        self.squares[symbol] = self.script.prove(says, proof, [defined, fact], sampled=sampled(e))
