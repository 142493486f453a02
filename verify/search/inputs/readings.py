"""The shapes of assumptions that tell how to place a symbol: bounds on norms, sizes, signs and inner products."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from verify.language.normal import normal
from verify.language.operators import Norm, Peak, Total, indexed, sampled
from verify.language.relation import Relation
from verify.language.symbols import Datum, Label, Sample, Vector, d

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
    scale: Any = sp.S.One
    shift: Any = sp.S.Zero
    weight: Any = None


def rank(s: Any) -> tuple[int, str]:
    """Numbers before labels, vectors, samples and data; then by name."""
    kinds = (Datum, Sample, Vector, Label)
    return next((len(kinds) - i for i, kind in enumerate(kinds) if isinstance(s, kind)), 0), str(s)


def readings(r: Relation) -> Iterator[Rule]:
    """Every way to read the assumption: vectors before numbers, those of any sign first, later names first."""
    found = (r.lhs.free_symbols | r.rhs.free_symbols) - {d}
    for s in sorted(found, key=lambda s: (isinstance(s, Vector), s.is_nonnegative is None, rank(s)), reverse=True):
        rules = _vector_rules(r, s) if isinstance(s, Vector) else _number_rules(r, s)
        yield from (rule for rule in rules if _fits_target(rule))


def _fits_target(rule: Rule) -> bool:
    """No index in the construction that the target does not have; a bound on a number may have one."""
    parts = [rule.scale, rule.shift, sp.S.Zero if rule.weight is None else rule.weight]
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
        if other.has(s):
            continue
        constant, rest = e.as_independent(s, as_Add=True)
        bound = other - constant
        if (inner := _inner(rest, s)) is not None:
            weight, shift = inner
            yield Rule(s, "inner", side, bound - shift, strict, weight=weight)
            continue
        factor, core = rest.as_independent(s, as_Add=False)
        if core == s and bound == 0 and side in (LOWER, UPPER):
            yield Rule(s, "sign", side, bound, strict, weight=factor)
        elif core == sp.sign(s) and side == EQUAL and isinstance(factor * bound, sp.sign) and factor**2 == 1:
            yield Rule(s, "sign", side, sp.S.Zero, False, weight=factor * bound)
        elif core == sp.sign(s) and side == EQUAL and isinstance(factor, sp.sign) and bound in (-1, 1):
            yield Rule(s, "sign", LOWER if bound == 1 else UPPER, sp.S.Zero, True, weight=factor)
        elif factor.is_positive and not (indexed(factor) and not indexed(core)):
            yield from _measured(s, core, side, bound / factor, strict)
    if (whole := _affine(r.gap, s)) is not None and r.op == "=":
        yield Rule(s, "value", EQUAL, sp.S.Zero, False, *whole)


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
    base, exponent = core.as_base_exp()
    if isinstance(base, Norm) and exponent.is_positive:
        yield "norm", base.args[0], bound ** (1 / exponent)
    elif isinstance(base, Total) and exponent.is_positive:
        inner, power = _size_power(base.args[0])
        if power == 2 and exponent in (1, sp.Rational(1, 2)):
            yield "norm", inner, bound ** (1 / (2 * exponent))
        elif power is not None and power * exponent == 1:
            yield "one" if power == 1 else "power", inner, bound
    elif isinstance(core, Peak) and isinstance(core.args[0], sp.Abs):
        yield "peak", core.args[0].args[0], bound
    elif isinstance(base, sp.Abs) and exponent.is_positive:
        yield "size", base.args[0], bound ** (1 / exponent)
    elif exponent == 2 and indexed(base):
        yield "size", base, sp.sqrt(bound)
    elif exponent == 1 and indexed(core):
        yield "value", core, bound


def _size_power(f: Any) -> tuple[Any, Any]:
    """(v, p) for the summand |v|^p, which SymPy writes v^2 |v| for p = 3; p is None for any other summand."""
    powers = f.as_powers_dict()
    inner = {b.args[0] if isinstance(b, sp.Abs) else b for b in powers}
    plain = sum(p for b, p in powers.items() if not isinstance(b, sp.Abs))
    if len(inner) != 1 or not (plain == 0 or sp.sympify(plain).is_even):
        return None, None
    return inner.pop(), sum(powers.values())


def _affine(e: Any, s: Any) -> tuple[Any, Any] | None:
    """(scale, shift) with e = scale*s + shift, the scale visibly not zero."""
    e = sp.expand(e)
    scale = e.coeff(s, 1)
    shift = e - scale * s
    if scale == 0 or sp.sympify(scale).is_nonzero is not True or scale.has(s) or sp.expand(shift).has(s):
        return None
    return scale, sp.expand(shift)


def _inner(e: Any, s: Any) -> tuple[Any, Any] | None:
    """(weight, rest) with e = <weight, s> + rest."""
    weight = shift = sp.S.Zero
    for term in sp.Add.make_args(e):
        factor, core = term.as_independent(s, as_Add=False)
        if not isinstance(core, Total) or indexed(factor):
            return None
        f = sp.expand(core.args[0])
        part = f.coeff(s, 1)
        rest = sp.expand(f - part * s)
        if part == 0 or part.has(s) or rest.has(s):
            return None
        weight, shift = weight + factor * part, shift + factor * Total(rest) if rest != 0 else shift
    return (weight, shift) if weight != 0 else None


def _number_rules(r: Relation, s: Any) -> Iterator[Rule]:
    """The assumption solved for a number: linear, a power of a nonnegative number, or an equation that SymPy solves."""
    gap = sp.expand(normal(r.gap))
    scale = gap.coeff(s, 1)
    rest = sp.expand(gap - scale * s)
    if scale != 0 and not scale.has(s) and not rest.has(s):
        bound = -rest / scale
        if r.op == "=":
            yield Rule(s, "value", EQUAL, bound, False)
        elif r.op != "!=" and (scale.is_positive or scale.is_negative):
            yield Rule(s, "value", LOWER if scale.is_positive else UPPER, bound, r.op == "<")
        return
    yield from _solved(r, s)


def _solved(r: Relation, s: Any) -> Iterator[Rule]:
    for e, other, side, strict in _sides(r):
        constant, rest = e.as_independent(s, as_Add=True)
        factor, core = rest.as_independent(s, as_Add=False)
        base, exponent = core.as_base_exp()
        if base == s and s.is_nonnegative and exponent.is_nonzero and not other.has(s) and factor.is_positive:
            bound = ((other - constant) / factor) ** (1 / exponent)
            flipped = {LOWER: UPPER, UPPER: LOWER}.get(side, side) if exponent.is_negative else side
            if side != UNEQUAL and exponent.is_Rational:
                yield Rule(s, "value", flipped, bound, strict)
    if r.op == "=":
        numerator = sp.expand(sp.fraction(sp.together(r.gap))[0])
        scale = numerator.coeff(s, 1)
        rest = sp.expand(numerator - scale * s)
        if scale != 0 and not scale.has(s) and not rest.has(s):
            yield Rule(s, "value", EQUAL, sp.cancel(-rest / scale), False)
