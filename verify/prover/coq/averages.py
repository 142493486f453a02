"""Averages over the data set in a Coq proof: they are linear, and those of products of one form have names."""

from __future__ import annotations

from typing import Any

from verify.language.operators import Mean, indexed, sampled
from verify.language.term import Mul, factors, product, summands, total
from verify.prover.coq import texts
from verify.prover.coq.products import Products
from verify.prover.coq.script import Fact, at_point
from verify.prover.coq.texts import Unwritten


class Averages(Products):
    """Averages over the data set, which are linear."""

    def _average(self, e: Any, canonical: Any, value: Any) -> Fact:
        """An average is linear."""
        write = texts.vector if indexed(e) else texts.text
        parts = [self._average_of(t) for t in summands(canonical)]
        inside = self(e.args[0])
        written = _written_out([(c, m) for c, m, _ in parts], write)
        spread = self._spread(inside, parts, write)
        rewrite, uses = self.rewriting(e.args[0])
        kind = "Mean" if indexed(e) else "mean"
        facts = list(dict.fromkeys(f for _, _, fs in parts for f in fs))
        first = f"apply {kind}_equal; {at_point([*uses, spread])}; {rewrite}; exact {spread.name}"
        names = "".join(f"rewrite ?{f.name}; " for f in facts)
        for m, f in {m: fs[0] for _, m, fs in parts if m is not None and m.is_Symbol and sampled(m)}.items():
            family = texts.symbol_name(m)  # which may come without its variable
            average = "Mean" if indexed(m) else "mean"
            short = f"assert (E__{family} : {average} N {family} = {f.says.split(' = ')[-1]}) by exact {f.name}"
            names = f"{short}; {names}rewrite ?E__{family}; "
        close = "apply same_vector; expand_products; unfold Rdiv; ring" if indexed(e) else "field; nonzero"
        second = f"repeat first [rewrite {kind}_add | rewrite {kind}_scale | rewrite {kind}_constant]; {names}{close}"
        if indexed(e):
            second = second.replace("rewrite Mean_constant", "rewrite Mean_scaled | rewrite Mean_constant")
        says = f"{write(e)} = {write(value)}"
        proof = f"transitivity ({kind} N (fun n => {written})); [{first} | {second}]"
        return self.script.prove(says, proof, whole=[*uses, spread, *facts, *self.nonzero_plain()])

    def _average_of(self, t: Any) -> tuple[Any, Any, list[Fact]]:
        """(c, m, facts) for a product c * Mean(m): the facts give the average of m its name."""
        means = [a for a in factors(t) if isinstance(a, Mean)]
        rest = [a for a in factors(t) if not isinstance(a, Mean)]
        if len(means) > 1:
            raise Unwritten(f"the product {t} of averages")
        outside = self(product(rest))
        if not means:
            return outside, None, []
        symbol = self(means[0])
        if not symbol.is_Symbol:
            raise Unwritten(f"the average {means[0]}")
        return outside, self.averages[symbol], [self.definitions[symbol]]

    def _spread(self, inside: Any, parts: list[Any], write: Any) -> Fact:
        """For each data point the sum that is averaged term by term."""
        whole = total(c if m is None else Mul(c, m) for c, m, _ in parts)
        equal = self.equal_vectors(inside, whole) if indexed(inside) else self.identity(inside, whole)
        says = f"{write(inside)} = {_written_out([(c, m) for c, m, _ in parts], write)}"
        close = "apply same_vector; expand_products; unfold Rdiv; ring" if indexed(inside) else "unfold Rdiv; ring"
        proof = f"transitivity {write(whole)}; [exact {equal.name} | {close}]"
        return self.script.prove(says, proof, [equal], sampled=True)


def _written_out(parts: list[tuple[Any, Any]], write: Any) -> str:
    """c_1 m_1 + ... + c_k m_k, with brackets that show the c_i."""
    vectorial = write is texts.vector

    def one(c: Any, m: Any) -> str:
        if m is None:
            return str(write(c))
        if not vectorial:
            return f"({texts.text(c)} * {texts.text(m)})"
        if not indexed(m):
            numbers = product(a for a in factors(c) if not indexed(a))
            (v,) = (a for a in factors(c) if indexed(a))
            return f"(scale {texts.text(numbers)} (scale {texts.text(m)} {texts.vector(v)}))"
        return f"(scale {texts.text(c)} {texts.vector(m)})"

    text = one(*parts[0])
    for part in parts[1:]:
        text = f"(add {text} {one(*part)})" if vectorial else f"({text} + {one(*part)})"
    return text
