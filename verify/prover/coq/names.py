"""Names in a Coq proof: their signs, their squares, and identities between rational functions of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from verify.language.operators import sampled
from verify.language.symbols import Label
from verify.language.term import ONE, Pow, subterms
from verify.prover.coq import texts
from verify.prover.coq.multiples import Division
from verify.prover.coq.script import Fact, Script


class Names:
    """What is known of the names in one proof: their signs, their squares, and the identities between them."""

    def __init__(self, script: Script, declared: dict[Any, Fact]) -> None:
        self.script = script
        self.declared = declared
        self.equal: dict[Any, tuple[Any, Fact]] = {}
        self.signs: dict[Any, list[Fact]] = {}
        self.squares: dict[Any, Fact] = {}
        self.squared: dict[Any, Any] = {}
        self.averages: dict[Any, Any] = {}
        self._named: dict[str, tuple[Any, Fact]] = {}
        self._identities: dict[str, Fact] = {}
        self._products: dict[tuple[str, str], tuple[Any, Fact]] = {}
        self.definitions: dict[Any, Fact] = {}
        self.nonzero: list[Fact] = []
        self._inner: dict[tuple[str, str], tuple[Any, Fact]] = {}

    def __call__(self, e: Any) -> Any:
        """The term in names."""
        raise NotImplementedError

    def known(self, e: Any) -> tuple[Any, Fact]:
        """An operator in names, and the fact that they are equal."""
        raise NotImplementedError

    def rewriting(self, *expressions: Any) -> tuple[str, list[Fact]]:
        """What turns terms as they are written into terms in names."""
        raise NotImplementedError

    def rules(self, terms: Iterable[Any]) -> list[Any]:
        """The names that occur, in them or in the squares of others, whose squares are known."""
        found: dict[Any, None] = {}
        waiting = sorted({s for t in terms for s in t.free_symbols}, key=lambda s: s.key)
        while waiting:
            s = waiting.pop()
            if isinstance(s, Label):
                self.label(s)
            if s in self.squares and s not in found:
                found[s] = None
                waiting += sorted(self.squared[s].free_symbols, key=lambda s: s.key)
        return [*found]

    def rules_of_labels(self, terms: Iterable[Any]) -> list[Fact]:
        """The squares of the labels that occur."""
        return [self.squares[s] for s in self.rules(terms) if isinstance(s, Label)]

    def label(self, y: Any) -> Fact:
        """The square of a label."""
        if y not in self.squares:
            name, known = texts.text(y), self.declared[y]
            says = f"{name} ^ 2 = 1"
            proof = f"destruct {known.name} as [L|L]; rewrite L; ring"
            self.squares[y] = self.script.prove(says, proof, [known], sampled=sampled(y))
            self.squared[y] = ONE
        return self.squares[y]

    def sign_facts(self, terms: Iterable[Any]) -> list[Fact]:
        """What is known of the signs of the symbols and names that occur."""
        found: list[Fact] = []
        for s in sorted({s for t in terms for s in t.free_symbols}, key=lambda s: s.key):
            found += self.signs.get(s, [])
            found += [self.declared[s]] if s in self.declared else []
        return found

    def nonzero_plain(self) -> list[Fact]:
        """What does not vanish, and is not of a data point."""
        return [f for f in self.nonzero if not f.sampled]

    def identity(self, left: Any, right: Any, equations: Iterable[tuple[Any, Any, Fact]] = ()) -> Fact:
        """An identity of rational functions of names, from the squares of names and from equations.

        Raises Unwritten where division does not show it.
        """
        says = f"{texts.text(left)} = {texts.text(right)}"
        speaks = sampled(left) or sampled(right)
        if left is right:
            return self.script.prove(says, "reflexivity", sampled=speaks)
        if not equations and says in self._identities:
            return self._identities[says]
        self._identities[says] = fact = self._identity(left, right, equations)
        return fact

    def _identity(self, left: Any, right: Any, equations: Iterable[tuple[Any, Any, Fact]]) -> Fact:
        says = f"{texts.text(left)} = {texts.text(right)}"
        speaks = sampled(left) or sampled(right)
        equations = [*equations]
        rules = self.rules([left, right, *(x for a, b, _ in equations for x in (a, b))])
        known = [*self.nonzero, *self.sign_facts([left, right])]
        plain = not equations and not any(map(_has_quotient, (self.squared[s] for s in rules)))
        relations = [*((Pow(s, 2), self.squared[s], self.squares[s]) for s in rules), *equations]
        division = Division(left - right, [(s, self.squared[s]) for s in rules], [a - b for a, b, _ in equations])
        multiples = division.multiples()
        if plain:
            squares = [self.squares[s] for s in rules]
            names = " ".join(f.name for f in squares)
            proof = f"field{f' [{names}]' if names else ''}; nonzero"
            return self.script.prove(says, proof, [*squares, *known], sampled=speaks)
        used = [(c, *r) for c, r in zip(multiples, relations, strict=True) if c != 0]
        return self._sum_of_multiples(left, right, used, known)

    def _sum_of_multiples(self, left: Any, right: Any, used: list[Any], known: list[Fact]) -> Fact:
        says = f"{texts.text(left)} = {texts.text(right)}"
        whole = " + ".join(f"{texts.text(c)} * ({texts.text(a)} - {texts.text(b)})" for c, a, b, _ in used) or "0"
        split = f"{texts.text(left)} - {texts.text(right)} = {whole}"
        zeros = "".join(f", (Rminus_diag_eq _ _ {f.name})" for *_, f in used)
        proof = f"apply Rminus_diag_uniq; assert (E : {split}) by (field; nonzero); rewrite E{zeros}; ring"
        uses = [*(f for *_, f in used), *known]
        speaks = any(map(sampled, (left, right, *(c for c, *_ in used))))
        return self.script.prove(says, proof, uses, sampled=speaks)


def _has_quotient(e: Any) -> bool:
    return any(t.is_Pow and t.exp.is_Number and t.exp < 0 for t in subterms(e))
