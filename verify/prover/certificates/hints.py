"""Hints for a re-check: which rule shows the signs of a term, as the kernel's signs have found it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from verify.kernel.coordinate import shifts
from verify.kernel.gram import exchanged
from verify.kernel.signs import BELOW_ONE, Shown, Why, factored
from verify.language.expansion import expand, expansion
from verify.language.expansion.roots import square_root_of
from verify.language.functions import Abs, sigmoid
from verify.language.normal import normal
from verify.language.operators import Norm, Peak, Total
from verify.language.possible import is_constant, is_nonnegative, possible
from verify.language.relation import Relation
from verify.language.term import Dummy, Mul, Number, Pow
from verify.prover.certificates.cofactors import cofactors
from verify.prover.certificates.recorder import NotWritten, Recorder
from verify.recheck import SIGNS
from verify.recheck import Relation as Fact

Hint = list[Any]
NEGATIVE, ZERO, POSITIVE, ANY = 1, 2, 4, 7
NOT_ZERO, NOT_NEGATIVE = NEGATIVE | POSITIVE, ZERO | POSITIVE
SYMMETRY = "the second derivative is symmetric"


def hint(to: Recorder, r: Fact) -> Hint:
    """Why the relation holds. Raises NotWritten where no rule of the re-check shows it."""
    left, op, right = r
    return ["zero", equal(to, left, right)] if op == "=" else sign(to, to.gap(r), SIGNS[op])


# ---- equal terms


def equal(to: Recorder, a: int, b: int) -> list[Any]:
    """The multiples of known equations that make a - b zero. Raises NotWritten where none are found."""
    found = cofactors(to, a, b)
    for law in (turned_blocks, known_signs, roots_of_squares, powers_of_one, equal_vectors):
        if found is None and law(to, a, b):
            found = cofactors(to, a, b)
    if found is None:
        raise NotWritten(f"no identity: {to.show(a)[:100]} = {to.show(b)[:100]}")
    return found


def _new_atoms(to: Recorder, a: int, b: int, *heads: str) -> list[int]:
    atoms = {x for t in (a, b) for m in to.value(t) for x, _ in m if to.atoms[x].head in heads}
    return sorted(atoms - to.looked_at)


def turned_blocks(to: Recorder, a: int, b: int) -> bool:
    """Blocks of second derivatives in the two terms are known to be symmetric from here on."""
    cited = len(to.facts)
    for x in _new_atoms(to, a, b, "total"):
        blocks = [y for y, n in to.atoms[x].data if to.atoms[y].head == "jacobian" and n == 1]
        if len(blocks) == 1 and to.atoms[blocks[0]].data[0][0].rpartition("_")[2].isdecimal():
            t = to.term_of_atom(x)
            if to.entries[to.entries[t][1]][0] == "*":
                to.looked_at.add(x)
                to.appeal(SYMMETRY, [t], [])
    return len(to.facts) > cited


def known_signs(to: Recorder, a: int, b: int) -> bool:
    """The signs and absolute values in the two terms are known from here on, where the sign of the number is shown."""
    cited = len(to.facts)
    for x in _new_atoms(to, a, b, "sign", "abs"):
        t = to.term_of_atom(x)
        inner, zero, op = to.entries[t][1], to.number(0), "<" if to.entries[t][0] == "sign" else "<="
        names = ("positive", "negative")
        for name, other, premise in zip(names, names[::-1], ((zero, op, inner), (inner, op, zero)), strict=True):
            title = f"the sign of a {name} number" if op == "<" else f"the size of a number that is not {other}"
            if (why := _try(to, premise)) is not None:
                to.looked_at.add(x)
                to.appeal(title, [inner], [why])
                break
    return len(to.facts) > cited


def roots_of_squares(to: Recorder, a: int, b: int) -> bool:
    """The root of a square in the two terms is known from here on."""
    cited = len(to.facts)
    for x in _new_atoms(to, a, b, "sum"):
        side = square_root_of(to.back(to.term_of_atom(x)))
        if side is not None:
            to.looked_at.add(x)
            to.appeal("the root of a square", [to.place(side)], [])
    return len(to.facts) > cited


def powers_of_one(to: Recorder, a: int, b: int) -> bool:
    """A power of what is 1 is 1 from here on."""
    cited, one = len(to.facts), to.number(1)
    for x in _new_atoms(to, a, b, "power"):
        base, exponent = to.inner(to.term_of_atom(x))
        if (found := cofactors(to, base, one)) is not None:
            to.looked_at.add(x)
            to.appeal("a power of one", [base, exponent], [["zero", found]])
    return len(to.facts) > cited


def equal_vectors(to: Recorder, a: int, b: int) -> bool:
    """The two terms are known, from here on, to be what they are with equal vectors in the place of each other."""
    cited, rule = len(to.facts), exchanged(tuple(to.kernel.zero))
    for t in (a, b) if rule else ():
        for old, new in rule.items():
            moved = to.back(t).xreplace({old: new})
            if moved != to.back(t) and (t, "=", to.place(moved)) not in to.facts:
                parts = to.place(old), to.place(new)
                to.appeal("equal terms may stand for each other", [*parts, t], [["zero", equal(to, *parts)]])
            t = to.place(moved)
    return len(to.facts) > cited


def _try(to: Recorder, r: Fact) -> Hint | None:
    try:
        return hint(to, r)
    except NotWritten:
        return None


# ---- signs


def sign(to: Recorder, t: int, allowed: int) -> Hint:
    """Why the signs of the term are among these. Raises NotWritten where that is not seen."""
    found, why = best(to, t)
    if not found & ~allowed:
        return why
    e = to.seen(to.back(t))
    if is_constant(e) and to.are(t, allowed, ["interval"]):
        return ["interval"]
    if allowed == NOT_ZERO:
        return nonzero(to, t, e)
    if not allowed & POSITIVE:
        minus = to.mul(to.number(-1), t)
        turned = sum(b for a, b in ((NEGATIVE, POSITIVE), (ZERO, ZERO)) if allowed & a)
        return equal_to(to, t, to.mul(to.number(-1), minus), ["of", ["w"], sign(to, minus, turned)])
    for form in (e, normal(e), factored(e)):
        shown = to.kernel.positive(form) if allowed == POSITIVE else to.kernel.nonnegative(form)
        if shown:
            return equal_to(to, t, to.place(form), by(to, form, shown, allowed))
    try:
        return by_slacks(to, t, e, allowed)
    except NotWritten:
        if not allowed & ZERO or not to.kernel.zero:
            raise
        return equal_to(to, t, to.number(0), ["w"])


def by_slacks(to: Recorder, t: int, e: Any, allowed: int) -> Hint:
    """An assumption p >= m is used up by writing p = m + (p - m): then all terms are products of what is not negative."""
    whole = {x: Dummy.of(f"whole_{k}", possible(x)) for k, x in enumerate(_whole(to, e))}
    e = e.xreplace(whole)
    known = (to.relation_back(r).map(to.seen).map(lambda side: side.xreplace(whole)) for r in to.facts)
    given = [r.map(expand) for r in known if r.op in ("<=", "<")]
    shift: dict[Any, Any] = {}
    slacks: dict[Any, Any] = {}
    for _ in given:
        moved_so_far = [Relation(expand(r.lhs.xreplace(shift)), r.op, expand(r.rhs.xreplace(shift))) for r in given]
        new = next(shifts(moved_so_far), None)
        if new is None:
            break
        ((p, moved),) = new.items()
        (slack,) = (
            moved.free_symbols
            - e.free_symbols
            - {*shift}
            - {*slacks, *(s for r in given for s in r.slack.free_symbols)}
        )
        slacks[slack] = p - moved.xreplace({slack: Number(0)})
        shift = {**{k: v.xreplace(new) for k, v in shift.items()}, **new}
    moved = expand(e.xreplace(shift))
    if not slacks or not is_nonnegative(moved):
        raise NotWritten(f"no sign: {str(e)[:200]}")
    for slack, value in reversed(slacks.items()):
        moved = moved.xreplace({slack: value})
    back = {name: x for x, name in whole.items()}
    other = to.place(moved.xreplace(back))
    why = part_by_part(to, other, {to.place(value.xreplace(back)) for value in slacks.values()})
    if not to.are(other, allowed, why):
        raise NotWritten(f"no sign by slacks: {str(e)[:200]}")
    return equal_to(to, t, other, why)


def _whole(to: Recorder, e: Any) -> list[Any]:
    """What depends on whole vectors stands as one number for each."""
    sides = [e, *(to.seen(to.relation_back(r).slack) for r in to.facts)]
    found = {x for side in sides for x in side.atoms(Norm, Total, Peak)}
    return sorted((x for x in found if not any(x is not y and x in y.atoms(type(x)) for y in found)), key=str)


def part_by_part(to: Recorder, t: int, known_parts: set[int]) -> Hint:
    """The hint for a term in parts that are known not to be negative."""
    if t in known_parts:
        return sign(to, t, NOT_NEGATIVE)
    if not to.signs_of(to.value(t)) & NEGATIVE or to.entries[t][0] not in ("+", "*", "^"):
        return ["w"]
    inner = to.inner(t)[:1] if to.entries[t][0] == "^" else to.inner(t)
    return ["of", *(part_by_part(to, p, known_parts) for p in inner)]


def equal_to(to: Recorder, t: int, other: int, why: Hint) -> Hint:
    """The hint for a term that is equal to another one."""
    return why if t == other else ["=", other, why, equal(to, t, other)]


def best(to: Recorder, t: int) -> tuple[int, Hint]:
    """The signs that are seen without a search, and why."""
    if (t, len(to.facts)) not in to.best:
        to.best[t, len(to.facts)] = _best(to, t)
    return to.best[t, len(to.facts)]


def _best(to: Recorder, t: int) -> tuple[int, Hint]:
    reasons: list[Hint] = [["w"]]
    if to.signs_of(to.value(t)) in (NEGATIVE, ZERO, POSITIVE):
        return to.signs(t, ["w"]), ["w"]
    reasons += [["k", k] for k, r in enumerate(to.facts) if to.gap(r) == t]
    inner = to.inner(t)
    if inner and to.entries[t][0] in ("+", "*", "^", "total", "mean", "peak", "product", "abs"):
        reasons.append(["of", *(best(to, p)[1] for p in (inner[:1] if to.entries[t][0] == "^" else inner))])
    found = ANY
    kept: list[Hint] = []
    for why in reasons:
        if (narrower := found & to.signs(t, why)) != found:
            found, kept = narrower, [*kept, why]
    kept = next(([why] for why in kept if to.signs(t, why) == found), kept)
    return (found, ["w"] if not kept else kept[0] if len(kept) == 1 else ["and", *kept])


def by(to: Recorder, e: Any, shown: Shown, allowed: int) -> Hint:
    """The hint for what the kernel has shown of the sign of e."""
    t = to.place(e)
    found, why = best(to, t)
    if not found & ~allowed:
        return why
    if shown.term is not e:
        return equal_to(to, t, to.place(shown.term), by(to, shown.term, shown, allowed))
    if is_constant(e) and to.are(t, allowed, ["interval"]):
        return ["interval"]
    if shown.why is Why.WRITTEN:
        other = to.place(expand(e))
        if best(to, other)[0] & ~allowed:
            raise NotWritten(f"not written: {str(e)[:200]}")
        return equal_to(to, t, other, best(to, other)[1])
    if shown.why is Why.SUM:
        one = shown.parts[-1] if len(shown.parts) > len(e.args) else None
        parts = zip(e.args, shown.parts, strict=False)
        return [
            "of",
            *(by(to, a, one, POSITIVE) if one and one.term is a else by(to, a, p, NOT_NEGATIVE) for a, p in parts),
        ]
    if shown.why is Why.PRODUCT:
        return product(to, e, shown, allowed)
    if shown.why is Why.POWER:
        strict = (
            allowed
            if to.kernel.positive(e.base) and to.signs_of(to.value(to.place(e.exp))) == POSITIVE
            else NOT_NEGATIVE
        )
        return ["of", by(to, e.base, shown.parts[0], strict)]
    if shown.why is Why.EVEN_POWER:
        return ["of", sign(to, to.place(e.base), NOT_ZERO)]
    if shown.why is Why.EACH:
        return ["of", by(to, e.args[0], shown.parts[0], allowed)]
    if shown.why is Why.SIZE:
        return ["of", sign(to, to.place(e.args[0]), NOT_ZERO)] if shown.parts else ["and", ["w"], nonzero(to, t, e)]
    if shown.why is Why.BELOW_ONE:
        return below_one(to, e)
    assert shown.known is not None
    return known(to, e, to.number_of(shown.known))


def product(to: Recorder, e: Any, shown: Shown, allowed: int) -> Hint:
    """Factor by factor; an even number of them is turned."""
    flat = [*_flat(e)]
    hints: list[Hint] = []
    for factor, part in zip(flat, shown.parts, strict=True):
        if part.term is factor or to.kernel.nonnegative(factor):
            hints.append(by(to, factor, part, allowed))
        else:
            opposite = expand(-factor)
            minus = to.mul(to.number(-1), to.place(opposite))
            hints.append(equal_to(to, to.place(factor), minus, ["of", ["w"], by(to, opposite, part, allowed)]))
    return equal_to(to, to.place(e), to.mul(*map(to.place, flat)), ["of", *hints])


def _flat(e: Any) -> Iterator[Any]:
    for a in e.args:
        yield from _flat(a) if isinstance(a, Mul) else (a,)


def known(to: Recorder, e: Any, k: int) -> Hint:
    """e is a multiple of a known difference, or one and something that is not negative; the opposite of an equation's is known too."""
    t, slack = to.place(e), to.gap(to.facts[k])
    if t == slack:
        return ["k", k]
    difference = to.back(slack)
    is_equation = to.facts[k][1] == "="
    if (c := ratio(e, difference)) is not None and (c > 0 or is_equation):
        return equal_to(to, t, to.mul(to.number(c), slack), ["of", ["w"], ["k", k]])
    rest = to.place(expand(e - difference))
    found, why = best(to, rest)
    if found & NEGATIVE and is_equation:
        slack, turned = to.mul(to.number(-1), slack), to.place(expand(e + difference))
        found, why = best(to, turned)
        return equal_to(to, t, to.add(slack, turned), ["of", ["of", ["w"], ["k", k]], why])
    if found & NEGATIVE:
        rest, why = to.number(0), ["w"]
    return equal_to(to, t, to.add(slack, rest), ["of", ["k", k], why])


def ratio(e: Any, other: Any) -> Fraction | None:
    """c where e = c times the other, as the canonical forms show it."""
    left, right = expansion(e), expansion(other)
    ratios = {left[m] / right[m] for m in right} if right and left.keys() == right.keys() else set()
    return ratios.pop() if len(ratios) == 1 else None


def below_one(to: Recorder, e: Any) -> Hint:
    z = next(s.args[0] for s in sorted(e.atoms(sigmoid), key=lambda x: x.key) if (ratio(e, 1 - s) or 0) > 0)
    to.appeal(BELOW_ONE, [to.place(z)], [])
    return known(to, e, len(to.facts) - 1)


def nonzero(to: Recorder, t: int, e: Any) -> Hint:
    """Why e != 0. Raises NotWritten where that is not seen."""
    found, why = best(to, t)
    if not found & ZERO:
        return why
    if isinstance(e, Mul) and all(to.kernel.is_nonzero(a) for a in e.args):
        return ["of", *(nonzero(to, to.place(a), a) for a in e.args)]
    if isinstance(e, Pow) and to.kernel.is_nonzero(e.base):
        return ["of", nonzero(to, to.place(e.base), e.base)]
    for k, r in enumerate(to.facts):
        for c in (1, -1) if r[1] == "!=" else ():
            gap = to.mul(to.number(c), to.gap(r))
            if (found_by := cofactors(to, t, gap)) is not None:
                return ["=", gap, ["of", ["w"], ["k", k]], found_by]
    if to.kernel.positive(e):
        return sign(to, t, POSITIVE)
    minus = to.mul(to.number(-1), t)
    if to.kernel.positive(-e) or to.kernel.positive(to.back(minus)):
        return equal_to(to, t, to.mul(to.number(-1), minus), ["of", ["w"], sign(to, minus, POSITIVE)])
    if to.kernel.positive(Abs(e)):
        return ["size", sign(to, to.place(Abs(e)), POSITIVE)]
    for other in (normal(e), factored(e)):
        if other is not e and to.kernel.is_nonzero(other):
            return equal_to(to, t, to.place(other), nonzero(to, to.place(other), other))
    raise NotWritten(f"not seen to differ from 0: {str(e)[:200]}")
