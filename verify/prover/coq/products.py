"""Inner products in a Coq proof: those of combinations of vectors, written out in names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from verify.language.expansion import expand
from verify.language.operators import Mean, Norm, Total, sampled
from verify.language.symbols import Vector
from verify.language.term import NOUGHT, Mul, subterms
from verify.prover.coq import texts
from verify.prover.coq.names import Names
from verify.prover.coq.script import Fact, at_point


class Products(Names):
    """Inner products of combinations of vectors, in names."""

    def inner(self, u: Any, v: Any) -> tuple[Any, Fact]:
        """The inner product of two combinations of vectors, in names, written out."""
        key = texts.vector(u), texts.vector(v)
        if key not in self._products:
            self._products[key] = self._product(u, v)
        return self._products[key]

    def _product(self, u: Any, v: Any) -> tuple[Any, Fact]:
        known = expand(Total(Mul(u, v)))
        known = known.xreplace({t: self._pair(t)[0] for t in known.atoms(Total)})
        expanded, uses = self.expanding([u, v])
        says = f"ip {texts.vector(u)} {texts.vector(v)} = {texts.text(known)}"
        labels = self.rules_of_labels([known, u, v])
        uses = [*uses, *labels, *self.nonzero, *self.sign_facts([u, v])]
        squares = f" [{' '.join(f.name for f in labels)}]" if labels else ""
        proof = f"{expanded}; field{squares}; nonzero"
        return known, self.script.prove(says, proof, uses, sampled=sampled(u) or sampled(v))

    def _pair(self, t: Any) -> tuple[Any, Fact]:
        """The inner product of two vectors, each with a name of its own or a symbol."""
        u, v = sorted(texts.pair(t.args[0]), key=texts.vector)
        a, b = texts.vector(u), texts.vector(v)
        if (a, b) not in self._inner:
            if (u in self.averages) != (v in self.averages):
                self._inner[a, b] = self._with_average(u, v)
            else:
                self.known(Norm(u) if u is v else Total(Mul(u, v)))
        return self._inner[a, b]

    def _with_average(self, u: Any, v: Any) -> tuple[Any, Fact]:
        """<average of w, v> is the average of <w, v>."""
        average, other = (u, v) if u in self.averages else (v, u)
        product, each = self.inner(self.averages[average], other)
        value, equal = self.known(Mean(product))
        turn = "" if average is u else f"rewrite (ip_symmetric {texts.vector(u)} {texts.vector(v)}); "
        defined = self.definitions[average]
        there = f"transitivity (mean N (fun n => {texts.text(product)}))"
        close = f"[apply mean_equal; {at_point([each])}; exact {each.name} | exact {equal.name}]"
        says = f"ip {texts.vector(u)} {texts.vector(v)} = {texts.text(value)}"
        proof = f"{turn}rewrite <- {defined.name}, ip_Mean; {there}; {close}"
        return value, self.script.prove(says, proof, whole=[defined, each, equal])

    def expanding(self, vectors: Iterable[Any]) -> tuple[str, list[Fact]]:
        """What expands inner products of combinations of vectors that are in names."""
        atoms = sorted({texts.vector(v) for e in vectors for v in subterms(e) if isinstance(v, Vector)})
        steps, uses = ["expand_products"], []
        for k, a in enumerate(atoms):
            for b in atoms[k:]:
                if a != b:
                    steps.append(f"rewrite ?(ip_symmetric {b} {a})")
                if (a, b) in self._inner:
                    uses.append(self._inner[a, b][1])
                    steps.append(f"rewrite ?{uses[-1].name}")
        return "; ".join(steps), uses

    def equal_vectors(self, u: Any, v: Any, equations: Iterable[tuple[Any, Any, Fact]] = ()) -> Fact:
        """Two combinations of vectors in names that are equal."""
        if u is v:
            says = f"{texts.vector(u)} = {texts.vector(v)}"
            return self.script.prove(says, "reflexivity", sampled=sampled(u))
        facts = [self.inner(a, b) for a, b in ((u, u), (u, v), (v, v))]
        (uu, f), (uv, g), (vv, h) = facts
        zero = self.identity(uu - 2 * uv + vv, NOUGHT, equations)
        proof = (
            f"apply same_vector; rewrite ?{f.name}, ?{g.name}, ?{h.name}; transitivity {texts.text(uu - 2 * uv + vv)}"
        )
        says = f"{texts.vector(u)} = {texts.vector(v)}"
        proof += f"; [ring | exact {zero.name}]"
        return self.script.prove(says, proof, [f, g, h, zero], sampled=sampled(u) or sampled(v))
