"""The shapes of assumptions that tell how to place a symbol: bounds on norms, sizes, signs and inner products."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

from verify.language.expansion import expand, expansion, monomial, written
from verify.language.functions import Abs, sign
from verify.language.operators import Norm, Peak, Total, indexed, sampled
from verify.language.possible import is_negative, is_nonnegative, is_nonzero, is_positive
from verify.language.relation import Relation
from verify.language.symbols import Datum, Label, Sample, Vector, d
from verify.language.term import HALF, NOUGHT, ONE, Number, base_and_exponent, product, total

LOWER, UPPER, EQUAL, UNEQUAL = "lower", "upper", "equal", "unequal"
ON_TOP = ("sign", "inner", "nonzero")


@dataclass(frozen=True)
class Rule:
    """`measure` of scale*target + shift is on this side of the bound.

    Measures: value (each coordinate), size (absolute value of each coordinate), norm, one (sum of sizes), power
    (another L_p norm), peak (largest size). On top of one of them: nonzero (each coordinate), inner (inner product
    with `weight`), sign (as `weight` for lower and equal, opposite for upper).
    """

    target: Any
    measure: str
    side: str
    bound: Any
    strict: bool
    scale: Any = ONE
    shift: Any = NOUGHT
    weight: Any = None


def rank(s: Any) -> tuple[int, str]:
    """Numbers before labels, vectors, samples and data; then by name."""
    kinds = (Datum, Sample, Vector, Label)
    return next((len(kinds) - i for i, kind in enumerate(kinds) if isinstance(s, kind)), 0), str(s)


def _of_any_sign(s: Any) -> bool:
    return not (is_nonnegative(s) or is_negative(s))


def readings(r: Relation) -> Iterator[Rule]:
    """Every way to read the assumption: vectors before numbers, those of any sign first, later names first."""
    found = (r.lhs.free_symbols | r.rhs.free_symbols) - {d}
    for s in sorted(found, key=lambda s: (isinstance(s, Vector), _of_any_sign(s), rank(s)), reverse=True):
        rules = _vector_rules(r, s) if isinstance(s, Vector) else _number_rules(r, s)
        yield from (rule for rule in rules if _fits_target(rule))


def _fits_target(rule: Rule) -> bool:
    """No index in the construction that the target does not have; a bound on a number may have one."""
    parts = [rule.scale, rule.shift, NOUGHT if rule.weight is None else rule.weight]
    parts += [rule.bound] if rule.side == EQUAL or rule.measure == "inner" else []
    data, vector = isinstance(rule.target, Sample | Datum), isinstance(rule.target, Vector)
    return (data or not any(map(sampled, parts))) and (vector or not any(map(indexed, parts)))


def _sides(r: Relation) -> Iterator[tuple[Any, Any, str, bool]]:
    """(measured side, bound, side, strict) both ways round."""
    if r.op in ("=", "!="):
        side = EQUAL if r.op == "=" else UNEQUAL
        yield r.lhs, r.rhs, side, False
        yield r.rhs, r.lhs, side, False
    else:
        yield r.rhs, r.lhs, LOWER, r.op == "<"
        yield r.lhs, r.rhs, UPPER, r.op == "<"


def _vector_rules(r: Relation, s: Any) -> Iterator[Rule]:
    for e, other, side, strict in _sides(r):
        if s in other.free_symbols:
            continue
        constant, factor, core = _apart(e, s)
        bound = other - constant
        if (inner := _inner(factor * core, s)) is not None:
            weight, shift = inner
            yield Rule(s, "inner", side, bound - shift, strict, weight=weight)
        elif core is s and bound == 0 and side in (LOWER, UPPER):
            yield Rule(s, "sign", side, bound, strict, weight=factor)
        elif core is sign(s) and side == EQUAL and isinstance(expand(factor * bound), sign) and factor in (-1, 1):
            yield Rule(s, "sign", side, NOUGHT, False, weight=expand(factor * bound))
        elif core is sign(s) and side == EQUAL and isinstance(factor, sign) and bound in (-1, 1):
            yield Rule(s, "sign", LOWER if bound == 1 else UPPER, NOUGHT, True, weight=factor)
        elif is_positive(factor) and (indexed(core) or not indexed(factor * bound)):
            yield from _measured(s, core, side, bound / factor, strict)
    if r.op == "=" and (whole := _affine(r.slack, s)) is not None:
        yield Rule(s, "value", EQUAL, NOUGHT, False, *whole)


def _measured(s: Any, core: Any, side: str, bound: Any, strict: bool) -> Iterator[Rule]:
    """core is one of the measures of an affine function of s."""
    for measure, inner, value in _measures(core, bound):
        if (form := _affine(inner, s)) is not None:
            nonzero = value == 0 and (side == UNEQUAL or (side == LOWER and strict))
            if nonzero and measure in ("value", "size") and form == (1, 0):
                yield Rule(s, "nonzero", LOWER, value, True)
            elif nonzero:
                yield Rule(s, "size" if measure == "value" else measure, LOWER, value, True, *form)
            elif side != UNEQUAL:
                yield Rule(s, "size" if measure == "peak" and side == UPPER else measure, side, value, strict, *form)


def _measures(core: Any, bound: Any) -> Iterator[tuple[str, Any, Any]]:
    base, exponent = base_and_exponent(core)
    if isinstance(base, Norm) and is_positive(exponent):
        yield "norm", base.args[0], _power(bound, 1 / exponent)
    elif isinstance(base, Total) and is_positive(exponent):
        inner, power = _size_power(base.args[0])
        if power == 2 and exponent in (1, HALF):
            yield "norm", inner, _power(bound, 1 / (2 * exponent))
        elif power is not None and expand(power * exponent) == 1:
            yield "one" if power == 1 else "power", inner, bound
    elif isinstance(core, Peak) and isinstance(core.args[0], Abs):
        yield "peak", core.args[0].args[0], bound
    elif isinstance(base, Abs) and is_positive(exponent):
        yield "size", base.args[0], _power(bound, 1 / exponent)
    elif exponent == 2 and indexed(base):
        yield "size", base, _power(bound, HALF)
    elif exponent == 1 and indexed(core):
        yield "value", core, bound


def _power(bound: Any, exponent: Any) -> Any:
    """The power of a number that is not negative."""
    return bound if bound == 0 else bound**exponent


def _size_power(f: Any) -> tuple[Any, Any]:
    """(v, p) for the summand |v|^p, also as v^2 |v| for p = 3; p is None for any other summand."""
    powers = [base_and_exponent(a) for a in _factors(f)]
    inner = {b.args[0] if isinstance(b, Abs) else b for b, _ in powers}
    plain = expand(total(p for b, p in powers if not isinstance(b, Abs)))
    if len(inner) != 1 or not (isinstance(plain, Number) and plain.value % 2 == 0):
        return None, None
    return inner.pop(), expand(total(p for _, p in powers))


def _apart(e: Any, s: Any) -> tuple[Any, Any, Any]:
    """(constant, factor, core) with e = constant + factor*core as it is written, s in the core alone; a sum has the factor 1."""
    parts = [*_summands(e)]
    constant, moving = (total(p for p in parts if (s in p.free_symbols) is there) for there in (False, True))
    if moving.is_Add:
        return constant, ONE, moving
    number, factors = _number(moving)
    factor, core = (product(a for a in factors if (s in a.free_symbols) is there) for there in (False, True))
    return constant, number * factor, core


def _summands(e: Any) -> Iterator[Any]:
    """The parts of a sum, without brackets around sums in it and behind numbers."""
    if e.is_Add:
        for a in e.args:
            yield from _summands(a)
        return
    number, others = _number(e)
    if len(others) == 1 and others[0].is_Add:
        yield from (number * a for a in _summands(others[0]))
    else:
        yield e


def _number(e: Any) -> tuple[Number, list[Any]]:
    """(number, other factors) of a product."""
    factors = [*_factors(e)]
    return Number(prod(a.value for a in factors if a.is_Number)), [a for a in factors if not a.is_Number]


def _factors(e: Any) -> Iterator[Any]:
    """The parts of a product, without brackets around products in it, and around those with a whole power."""
    if e.is_Mul:
        for a in e.args:
            yield from _factors(a)
    elif e.is_Pow and e.base.is_Mul and e.exp.is_Integer:
        yield from (a**e.exp for a in _factors(e.base))
    else:
        yield e


def _linear(e: Any, s: Any) -> tuple[Any, Any] | None:
    """(scale, rest) with e = scale*s + rest and s in neither."""
    scale: dict[Any, Fraction] = {}
    rest: dict[Any, Fraction] = {}
    for m, c in expansion(e).items():
        others = tuple((a, n) for a, n in m if a is not s)
        if any(s in a.free_symbols for a, _ in others) or dict(m).get(s, 1) != 1:
            return None
        (scale if len(others) < len(m) else rest)[others] = c
    return written(scale), written(rest)


def _affine(e: Any, s: Any) -> tuple[Any, Any] | None:
    """(scale, shift) with e = scale*s + shift, the scale visibly not zero."""
    found = _linear(e, s)
    return found if found is not None and is_nonzero(found[0]) else None


def _inner(e: Any, s: Any) -> tuple[Any, Any] | None:
    """(weight, rest) with e = <weight, s> + rest."""
    weight, rest = NOUGHT, dict(expansion(e))
    for m in [m for m in rest if any(s in a.free_symbols for a, _ in m)]:
        totals = [a for a, n in m if isinstance(a, Total) and n == 1 and s in a.free_symbols]
        factor = monomial(rest.pop(m), tuple((a, n) for a, n in m if a not in totals))
        form = _linear(totals[0].args[0], s) if len(totals) == 1 else None
        if form is None or form[0] == 0 or form[1] != 0 or s in factor.free_symbols or indexed(factor):
            return None
        weight += factor * form[0]
    return (weight, written(rest)) if weight != 0 else None


def _number_rules(r: Relation, s: Any) -> Iterator[Rule]:
    """The assumption solved for a number: linear, a power of a nonnegative number, or an equation that is linear without its
    denominators."""
    form = _linear(r.slack, s)
    if form is None or form[0] == 0:
        yield from _solved(r, s)
        return
    scale, rest = form
    bound = _quotient(-rest, scale)
    if r.op == "=":
        yield Rule(s, "value", EQUAL, bound, False)
    elif r.op != "!=" and (is_positive(scale) or is_negative(scale)):
        yield Rule(s, "value", LOWER if is_positive(scale) else UPPER, bound, r.op == "<")


def _quotient(above: Any, below: Any) -> Any:
    return expand(above) / below if below.is_Add else expand(above / below)


def _solved(r: Relation, s: Any) -> Iterator[Rule]:
    for e, other, side, strict in _sides(r):
        constant, factor, core = _apart(e, s)
        base, exponent = base_and_exponent(core)
        if base is s and is_nonnegative(s) and s not in other.free_symbols and is_positive(factor):
            bound = ((other - constant) / factor) ** (1 / exponent)
            flipped = {LOWER: UPPER, UPPER: LOWER}.get(side, side) if is_negative(exponent) else side
            if side != UNEQUAL and isinstance(exponent, Number) and exponent != 0:
                yield Rule(s, "value", flipped, bound, strict)
    if r.op == "=" and (form := _linear(_numerator(r.slack), s)) is not None and form[0] != 0:
        yield Rule(s, "value", EQUAL, _quotient(-form[1], form[0]), False)


def _numerator(e: Any, rounds: int = 3) -> Any:
    """The sum times its denominators, and those that they have."""
    found = expansion(e)
    below: dict[Any, Any] = {}  # every denominator with its largest exponent
    for a, n in (power for m in found for power in m if power[1] < 0):
        below[a] = max(below.get(a, -n), -n)
    if not (below and rounds):
        return e
    cleared = []
    for m, c in found.items():
        powers = {**below, **{a: below.get(a, Fraction()) + n for a, n in m}}
        cleared.append(monomial(c, tuple((a, n) for a, n in powers.items() if n)))
    return _numerator(total(cleared), rounds - 1)
