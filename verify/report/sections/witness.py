"""Exact points, chosen functions and chosen values in print: numbers stay fractions, vectors are tuples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from verify.checkers.stored.pointwise import against
from verify.judging import exhibit
from verify.language.claim import Claim, Instance
from verify.language.operators import Field, Value, indexed
from verify.language.term import Symbol, term
from verify.language.verdict import Counterexample
from verify.report.formulas import names
from verify.report.formulas.breaking import PAGE, Row, rows, stacked
from verify.report.formulas.measure import width
from verify.report.formulas.read_latex import parse
from verify.report.formulas.relations import SIGNS, Sides, expression
from verify.report.nodes import Formula
from verify.report.parts import Math, Part, Text
from verify.report.sections import quantifiers

# In em: a point's value no wider than this stays on one line.
TOGETHER = 12.0


def point(found: Mapping[str, Any], claim: Claim, notation: Mapping[str, str]) -> Text:
    """ "θ_1 = (1, 1), ε = 1", in the order of the names."""
    symbols = {s.name: s for s in quantifiers.symbols(claim) | set(claim.exists)}
    parts: list[Part] = []
    for name in sorted(found, key=lambda n: (isinstance(found[n], str), n)):
        value = found[name]
        symbol = symbols.get(name)
        written = expression(symbol, notation) if symbol is not None else _unknown(name, value)
        short = Math(f"{written} = {_tuple(value)}")
        fits = isinstance(value, str) or width(parse(short.latex)) < TOGETHER
        parts += [", ", *((short,) if fits else (Math(f"{written} ="), " ", *_value(value)))]
    return tuple(parts[1:])


def _unknown(name: str, value: Any) -> str:
    return names.scalar(name) if isinstance(value, str) else names.vector(name)


def _tuple(value: Any) -> str:
    """A number, or a tuple on one line."""
    return number(value) if isinstance(value, str) else f"({', '.join(map(_tuple, value))})"


def _value(value: Any) -> Iterator[Part]:
    """A number, or a tuple whose entries may stand on different lines."""
    if isinstance(value, str):
        yield Math(number(value))
        return
    yield "("
    for k, entry in enumerate(value):
        if k:
            yield ", "
        yield from _value(entry)
    yield ")"


def number(text: str) -> str:
    """A fraction or a decimal in LaTeX."""
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    above, bar, below = text.partition("/")
    if bar:
        return rf"{sign}\frac{{{above}}}{{{below}}}" if len(text) < 12 else f"{sign}{above} / {below}"
    mantissa, mark, exponent = text.replace("E", "e").partition("e")
    return f"{sign}{mantissa}" + (rf"\cdot 10^{{{int(exponent)}}}" if mark else "")


def excess(found: Counterexample, claim: Claim) -> Text:
    """How far the conclusion fails."""
    low, high = found.excess
    if claim.conclusion.op == "!=":
        return ("the two sides are equal",)
    how = "the two sides differ by " if claim.conclusion.op == "=" else "the left side exceeds the right side by "
    if claim.conclusion.op == "<" and low == high == "0":
        return ("the two sides are equal",)
    if low == high:
        return (how, Math(number(low)))
    return (how, "a number between ", Math(number(low)), " and ", Math(number(high)))


# What holds instead, where a relation fails.
FAILED = {"<=": ">", "<": r"\ge", "=": r"\ne", "!=": "="}


def both(found: Counterexample, claim: Claim, notation: Mapping[str, str]) -> Text:
    """Both sides as numbers, with the sign that holds between them; nothing where they cannot be written out."""
    try:
        left, right = exhibit.sides(claim, found)
    except Exception:  # the exact point stands
        return ()
    if left == right == exhibit.Side():
        return ("neither side has a value",)
    if exhibit.Side() in (left, right):
        return ("the left side has ", *_side(left, notation), ", the right side ", *_side(right, notation))
    return (*_side(left, notation), " ", *_fails(claim.conclusion.op, left, right), " ", *_side(right, notation))


def _fails(op: str, left: exhibit.Side, right: exhibit.Side) -> Text:
    """What stands between the two sides: a sign, and between vectors that the claimed one does not hold."""
    if op == "<" and left == right:
        return (Math("="),)
    several = max(len(s.exact or s.decimals) for s in (left, right)) > 1
    return ("is not ", Math(SIGNS[op])) if several and op in ("<=", "<") else (Math(FAILED[op]),)


def _side(side: exhibit.Side, notation: Mapping[str, str]) -> Text:
    exact, decimals = [expression(v, notation) for v in side.exact], [number(t) for t in side.decimals]
    if not exact and not decimals:
        return ("no value",)
    written = r" \approx ".join(f"({', '.join(some)})" if some[1:] else some[0] for some in (exact, decimals) if some)
    return (Math(written),) if exact else ("about ", Math(written))


def functions(found: Counterexample, claim: Claim, notation: Mapping[str, str]) -> Text:
    """The functions and constants of a counterexample within a sentence, without the gradients, which follow."""
    if (choice := against(claim, found)) is None:
        return ()
    own = choice.functions
    free = {name: one for name, one in own.items() if name.rpartition("_")[0] not in own}
    heads = {
        _head(name, slots, e, claim, notation): _right(name, e, claim, notation) for name, (slots, e) in free.items()
    }
    heads |= {expression(s, notation): expression(term(e), notation) for s, e in choice.constants.items()}
    return tuple(x for head, right in heads.items() for x in (", ", Math(f"{head} = {right}")))[1:]


def chosen(found: Mapping[Any, Any], notation: Mapping[str, str]) -> Text:
    """Symbols with the expressions that are chosen for them, within a sentence."""
    parts: list[Part] = []
    for s, e in found.items():
        parts += [", ", Math(f"{expression(s, notation)} = {expression(term(e), notation)}")]
    return tuple(parts[1:])


def values(found: Mapping[Any, Any], notation: Mapping[str, str]) -> Formula:
    """Symbols with the expressions that are chosen for them."""
    lines = [
        rows(Sides(expression(s, notation), SIGNS["="], expression(term(e), notation)), PAGE) for s, e in found.items()
    ]
    return Formula(stacked(lines))


def instance(chosen: Instance, claim: Claim, notation: Mapping[str, str]) -> Formula:
    """The functions and constants of an instance."""
    lines: list[tuple[Row, ...]] = []
    for name, (slots, e) in chosen.functions.items():
        head, right = _head(name, slots, e, claim, notation), _right(name, e, claim, notation)
        lines.append(rows(Sides(head, "=", right), PAGE))
    for s, e in chosen.constants.items():
        lines.append(rows(Sides(expression(s, notation), "=", expression(term(e), notation)), PAGE))
    return Formula(stacked(lines))


def _head(name: str, slots: tuple[Any, ...], e: Any, claim: Claim, notation: Mapping[str, str]) -> str:
    kind = Field if _vectorial(name, e, claim) else Value
    return expression(kind(Symbol(name), *slots), notation)


def _right(name: str, e: Any, claim: Claim, notation: Mapping[str, str]) -> str:
    return r"\boldsymbol{0}" if e == 0 and _vectorial(name, e, claim) else expression(term(e), notation)


def _vectorial(name: str, e: Any, claim: Claim) -> bool:
    """Is it a function with vectors for values?"""
    return indexed(term(e)) or any(
        f.args[0].name == name for x in quantifiers.expressions(claim) for f in x.atoms(Field)
    )
