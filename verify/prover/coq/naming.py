"""Names for norms, inner products, functions and unknown functions in a Coq proof: beyond them it is about real numbers.

As in `verify.kernel.gram` every operator has a canonical form, and an operator that is in it a name. That the one which is
written equals the other, and what the squares of norms, roots and absolute values are, is shown in Coq by expanding inner
products."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from verify.kernel.gram import is_zero
from verify.language.expansion import expand
from verify.language.functions import Abs, Function, exp
from verify.language.operators import Field, Jacobian, Mean, Norm, Total, Unknown, indexed, sampled
from verify.language.symbols import Datum, Sample, Vector
from verify.language.term import HALF, NOUGHT, Mul, Pow, Symbol
from verify.prover.coq import texts
from verify.prover.coq.learned import Learned
from verify.prover.coq.script import Fact, at_point
from verify.prover.coq.texts import Unwritten


def is_operator(e: Any) -> bool:
    """Is it named, and no sum, product or whole power?"""
    return isinstance(e, Function | Unknown | Norm | Total | Mean) or (e.is_Pow and not texts.is_whole(e.exp))


def operators(e: Any) -> Iterator[Any]:
    """The outermost operators in it."""
    if is_operator(e):
        yield e
    else:
        for a in e.args:
            yield from operators(a)


class Naming(Learned):
    """The names of the operators in one proof, with the facts about them."""

    def __call__(self, e: Any) -> Any:
        """The term in names."""
        if is_operator(e):
            return self.known(e)[0]
        if not e.args:
            return e
        args = [self(a) for a in e.args] if not e.is_Pow else [self(e.base), e.exp]
        return e if all(a is b for a, b in zip(args, e.args, strict=True)) else e.func(*args)

    def text(self, e: Any) -> str:
        """The term in names, as a Coq text."""
        return (texts.vector if indexed(e) else texts.text)(self(e))

    def rewriting(self, *expressions: Any) -> tuple[str, list[Fact]]:
        """What turns terms as they are written into terms in names; the larger ones first."""
        found = {o: self.known(o)[1] for e in expressions for o in operators(e)}
        facts = [f for o, f in found.items() if f.says.split(" = ")[0] != f.says.split(" = ")[-1]]
        facts = sorted(dict.fromkeys(facts), key=lambda f: -len(f.says.split(" = ")[0]))
        return (f"rewrite {', '.join(f.name for f in facts)}" if facts else "idtac"), facts

    def known(self, e: Any) -> tuple[Any, Fact]:
        if e not in self.equal:
            self.equal[e] = self._find(e)
        return self.equal[e]

    def _find(self, e: Any) -> tuple[Any, Fact]:
        canonical = expand(e)
        if canonical is not e:
            return self._other(e, canonical)
        if isinstance(e, Function | Unknown) and (same := self._same_value(e)) is not None:
            return self._other(e, same)
        if isinstance(e, Total) and (v := _square(e)) is not None:
            return self._square_of(v)
        return self._atom(e)

    def _same_value(self, e: Any) -> Any:
        """An operator with a name whose arguments are equal."""
        for other in self.equal:
            like = type(other) is type(e) and len(other.args) == len(e.args) and expand(other) is other
            named = not isinstance(e, Unknown) or other.args[0] is e.args[0]
            if like and named and all(map(_are_equal, self._parts(other), self._parts(e))):
                return other
        return None

    def _inside(self, e: Any) -> Any:
        """The operator with its parts in names."""
        if isinstance(e, Unknown):
            plain = 2 if isinstance(e, Jacobian) else 1
            return e.func(*e.args[:plain], *map(self, e.args[plain:]))
        if isinstance(e, Pow):
            return Pow(self(e.base), e.exp)
        return e.func(*map(self, e.args))

    def _atom(self, e: Any) -> tuple[Any, Fact]:
        """A name for an operator in canonical form."""
        inside = self._inside(e)
        if isinstance(inside, Total):
            inside = Total(Mul(*sorted(texts.pair(inside.args[0]), key=texts.vector)))
        if isinstance(inside, Mean) and inside.args[0].is_Mul and not indexed(inside):
            inside = Mean(Mul(*sorted(inside.args[0].args, key=texts.text)))
        speaks, vectorial = sampled(e), indexed(e)
        write = texts.vector if vectorial else texts.text
        if write(inside) in self._named:
            self.equal[e] = self._named[write(inside)]
            return self.equal[e][0], self._written(e, inside, *self.equal[e])
        name, defined = self.script.define("v" if vectorial else "g", write(inside), sampled=speaks)
        name += "__"
        kind: Any = (Sample if vectorial else Datum) if speaks else (Vector if vectorial else Symbol)
        symbol = kind(name)
        self.equal[e] = self._named[write(inside)] = symbol, defined
        self.definitions[symbol] = defined
        if isinstance(e, Mean):
            self.averages[symbol] = inside.args[0]
        if isinstance(inside, Total):
            a, b = map(texts.vector, texts.pair(inside.args[0]))
            self._inner[a, b] = symbol, defined
        self._learn(e, inside, symbol, defined)
        return symbol, self._written(e, inside, symbol, defined)

    def _written(self, e: Any, inside: Any, symbol: Any, defined: Fact) -> Fact:
        """That the operator as it is written has this name."""
        write = texts.vector if indexed(e) else texts.text
        if write(e) == write(inside):
            return defined
        rewrite, uses = self.rewriting(*self._parts(e))
        says = f"{write(e)} = {write(symbol)}"
        if isinstance(e, Mean):
            equal = "Mean_equal" if indexed(e) else "mean_equal"
            close = f"[apply {equal}; {at_point(uses)}; {rewrite}; first [reflexivity | ring] | exact {defined.name}]"
            return self.script.prove(says, f"transitivity {write(inside)}; {close}", whole=[*uses, defined])
        proof = f"{rewrite}; first [exact {defined.name} | rewrite ip_symmetric; exact {defined.name}]"
        return self.script.prove(says, proof, [*uses, defined], sampled=sampled(e))

    def _parts(self, e: Any) -> tuple[Any, ...]:
        if isinstance(e, Unknown):
            return tuple(e.args[2 if isinstance(e, Jacobian) else 1 :])
        return (e.base,) if e.is_Pow else tuple(e.args)

    def _square_of(self, v: Any) -> tuple[Any, Fact]:
        """<v, v> for one vector."""
        self.known(Norm(v))
        inside = texts.vector(self(v))
        return self._inner[inside, inside]

    def _other(self, e: Any, canonical: Any) -> tuple[Any, Fact]:
        """An operator that is not in canonical form equals what is."""
        value = self(canonical)
        if isinstance(e, Mean):
            return value, self._average(e, canonical, value)
        rewrite, uses = self.rewriting(*self._parts(e))
        write = texts.vector if indexed(e) else texts.text
        proof, more = self._equality(e, self._inside(e), value, canonical)
        says = f"{write(e)} = {write(value)}"
        return value, self.script.prove(says, f"{rewrite}; {proof}", [*uses, *more], sampled=sampled(e))

    def _equality(self, e: Any, inside: Any, value: Any, canonical: Any) -> tuple[str, list[Fact]]:
        """The rest of the proof that an operator, its parts in names, has this value."""
        if isinstance(e, Total):
            product, fact = self.inner(*texts.pair(inside.args[0]))
            equal = self.identity(product, value)
            return f"transitivity {texts.text(product)}; [exact {fact.name} | exact {equal.name}]", [fact, equal]
        if isinstance(e, Norm):
            product, fact = self.inner(inside.args[0], inside.args[0])
            equal = self.identity(product, Pow(value, 2))
            close = f"transitivity {texts.text(product)}; [exact {fact.name} | exact {equal.name}]"
            return f"apply norm_is; [visible | {close}]", [fact, equal, *self.sign_facts([value])]
        if isinstance(e, Abs):
            equal = self.identity(Pow(inside.args[0], 2), Pow(value, 2))
            return f"apply abs_is; [visible | exact {equal.name}]", [equal, *self.sign_facts([value])]
        if isinstance(e, Pow) and e.exp == HALF:
            equal = self.identity(inside.base, Pow(value, 2))
            return f"apply sqrt_is; [visible | exact {equal.name}]", [equal, *self.sign_facts([value])]
        if isinstance(e, exp) and canonical == 1:
            equal = self.identity(inside.args[0], NOUGHT)
            return f"exact (eq_trans (f_equal exp {equal.name}) exp_0)", [equal]
        if type(canonical) is type(e):
            return self._same_function(inside, canonical)
        raise Unwritten(f"{e} as {canonical}")

    def _same_function(self, inside: Any, canonical: Any) -> tuple[str, list[Fact]]:
        """f(a) = f(b) for equal a and b."""
        defined = self.known(canonical)[1]
        other = self._inside(canonical)
        pairs = [(a, b) for a, b in zip(self._parts(inside), self._parts(other), strict=True) if a is not b]
        facts = [self.equal_vectors(a, b) if indexed(a) or indexed(b) else self.identity(a, b) for a, b in pairs]
        write = texts.vector if indexed(canonical) else texts.text
        rewrite = "".join(f"try rewrite {f.name}; " for f in facts)
        back = f"transitivity {write(canonical)}; [ | exact {defined.name}]; "
        there, uses = self.rewriting(*self._parts(canonical))
        return f"{rewrite}{back}{there}; reflexivity", [*facts, defined, *uses]


def _square(e: Total) -> Any:
    """v in the inner product <v, v> of one vector with itself."""
    f = e.args[0]
    return f.base if f.is_Pow and f.exp == 2 and isinstance(f.base, Vector | Field | Jacobian | Mean) else None


def _are_equal(a: Any, b: Any) -> bool:
    return a is b or (bool(a.args) and is_zero(a - b))
