"""Derivations of a few lines for plain statements of one shape each: averages, probabilities, log-sum-exp, powers, two inner products.

Nothing here is believed: what is offered is a derivation like an author's, which the kernel checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import Any

from verify.kernel.facts.logistic import below_exponential, exp_grows, log_grows
from verify.kernel.facts.norms import cauchy_schwarz, largest
from verify.kernel.facts.powers import one_term, power_grows
from verify.language.claim import Claim
from verify.language.expansion import expand
from verify.language.forms import norm
from verify.language.functions import Abs, exp, log
from verify.language.operators import Mean, Norm, Peak, Total, indexed, sampled
from verify.language.proof import Derivation, Lemma, chain, line
from verify.language.relation import Relation, le
from verify.language.symbols import Vector, d
from verify.language.term import Number, Pow, factors, sqrt
from verify.language.term import product as product_of


def plain_lemmas(claim: Claim) -> Iterator[Derivation]:
    """What the shape of an inequality calls for; nothing for any other shape."""
    goal = claim.conclusion
    if goal.op in ("<=", "<"):
        yield from _averages(goal)
        yield from _logarithms(goal)
        yield from _rates(goal)
        yield from _probabilities(claim)


def _averages(goal: Relation) -> Iterator[Derivation]:
    """The mean of the squares is at least the square of the mean, by the variance."""
    means = goal.lhs.atoms(Mean) | goal.rhs.atoms(Mean) if goal.rhs.has(Mean) else set()
    inner = {x.args[0] for x in means} | {x.args[0] for y in means for x in y.atoms(Norm)}
    for v in sorted(inner, key=lambda e: e.key):
        apart = v - Mean(v)
        if sampled(v):
            yield chain(line(goal.op, goal.rhs, Mean(norm(apart) ** 2 if indexed(v) else apart**2)))


def _logarithms(goal: Relation) -> Iterator[Derivation]:
    """z_i <= log Σ exp(z) <= max z + log d."""
    whole = _exponents(goal.rhs)
    if whole is not None and indexed(goal.lhs) and expand(goal.lhs - whole) == 0:
        one = exp(whole)
        below = Lemma(le(one, Total(one)), (line("<=", Total(one), by=one_term(one)),))
        yield chain(line("=", log(one)), line("<=", goal.rhs, by=log_grows(one, Total(one))), lemmas=(below,))
    whole = _exponents(goal.lhs)
    if whole is not None and expand(goal.rhs - Peak(whole) - log(d)) == 0:
        top, each = Peak(whole), exp_grows(whole, Peak(whole))
        bound = d * exp(top)
        below = Lemma(le(whole, top), (line("<=", top, by=largest(whole)),))
        summed = Lemma(le(Total(exp(whole)), bound), (line("<=", bound, Total(each.slack), by=each),))
        grows = log_grows(Total(exp(whole)), bound)
        yield chain(line("<=", log(bound), by=grows), line("=", goal.rhs), lemmas=(below, summed))


def _exponents(e: Any) -> Any:
    """z, where the term is log Σ exp(z); else None."""
    inner = e.args[0] if isinstance(e, log) else None
    one = inner.args[0] if isinstance(inner, Total) else None
    return one.args[0] if isinstance(one, exp) and indexed(one) else None


def _rates(goal: Relation) -> Iterator[Derivation]:
    """(1 + z)^n <= exp(n z)."""
    if isinstance(goal.lhs, Pow) and isinstance(goal.rhs, exp) and goal.lhs.exp.free_symbols:
        base, n = goal.lhs.base, goal.lhs.exp
        once = exp(expand(base - 1))
        if expand(goal.rhs.args[0] - n * (base - 1)) == 0:
            below = Lemma(le(base, once), (line("<=", once, by=below_exponential(expand(base - 1), Number(1))),))
            yield chain(line("<=", once**n, by=power_grows(base, once, n)), line("=", goal.rhs), lemmas=(below,))


def _probabilities(claim: Claim) -> Iterator[Derivation]:
    """Of weights that are not negative and whose sum is assumed: how large their squares, averages and distances are.

    Σ p² <= (Σ p)²      (Σ p v)² <= Σ p v² Σ p      ‖p - q‖² <= (Σ p)² + (Σ q)²      ‖p - q‖_1 <= Σ p + Σ q
    """
    goal, weights = claim.conclusion, _weights(claim)
    inner = [x.args[0] for x in sorted(goal.lhs.atoms(Total), key=str)] if weights else []
    for p, f in product(weights, inner):
        if f == p**2:
            once = one_term(p)
            yield chain(line(goal.op, goal.rhs, Total(p * once.slack), by=once))
        elif p in [*factors(f)]:
            v = product_of(x for x in factors(f) if x != p)
            found = [cauchy_schwarz(s * sqrt(p) * v, sqrt(p)) for s in (1, -1)]
            yield chain(line(goal.op, goal.rhs, found[0].slack * found[1].slack, by=tuple(found)))
    for p, q in permutations(weights, 2):
        size = Abs(p - q)
        lengths = (norm(p - q), norm(p - q) ** 2)
        if expand(goal.lhs) in map(expand, lengths):
            both = (one_term(p), one_term(q))
            terms = (*(Total(w * a.slack) for w, a in zip((p, q), both, strict=True)), 2 * Total(p * q))
            root = isinstance(goal.lhs, Norm)
            yield chain(line(goal.op, goal.rhs**2 if root else goal.rhs, *terms, by=both), squared=root)
        if size in inner:
            below = Lemma(le(size, p + q), (line("<=", (p + q) ** 2, 4 * p * q),), squared=True)
            yield chain(line(goal.op, goal.rhs, Total(p + q - size)), lemmas=(below,))


def _weights(claim: Claim) -> list[Any]:
    """The vectors that are assumed not to be negative and whose sum is assumed."""
    summed = [side for r in claim.relations if r.op == "=" for side in (r.lhs, r.rhs) if isinstance(side, Total)]
    found = [r.rhs for r in claim.relations if r.op in ("<=", "<") and r.lhs == 0 and isinstance(r.rhs, Vector)]
    return [p for p in dict.fromkeys(found) if Total(p) in summed]
