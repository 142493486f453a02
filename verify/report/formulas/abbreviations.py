"""Names for long expressions that stand several times in a derivation, so that its lines stay readable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from verify.language.operators import Field, Jacobian, Value, indexed, sampled
from verify.language.possible import is_nonnegative, is_positive
from verify.language.symbols import Datum, Sample, Vector
from verify.language.term import Symbol, term
from verify.report.formulas.breaking import PAGE
from verify.report.formulas.measure import width
from verify.report.formulas.read_latex import parse
from verify.report.formulas.relations import expression

LETTERS = "ABCDEFGHIJKLM"
LIMIT = 2 * PAGE
SMALLEST = 7


@dataclass(frozen=True)
class Abbreviations:
    """Expression -> symbol, in the order in which they are put in; how the symbols are written; what they stand for."""

    rules: tuple[tuple[Any, Any], ...] = ()
    notation: Mapping[str, str] = field(default_factory=dict)
    meanings: tuple[tuple[Any, Any], ...] = ()

    def __call__(self, e: Any) -> Any:
        """The expression with the names put in."""
        for long, short in self.rules:
            e = e.xreplace({long: short})
        return e


def abbreviate(expressions: Sequence[Any], notation: Mapping[str, str], chosen: Mapping[Any, Any]) -> Abbreviations:
    """Names for what is repeated in expressions that would fill more than two lines, after those already `chosen`."""
    given = [(term(e), s) for s, e in chosen.items() if _size(term(e)) >= SMALLEST]
    wide = list(dict.fromkeys(Abbreviations(tuple(given))(e) for e in expressions))
    rules: list[tuple[Any, Any]] = []
    written: dict[str, str] = {}
    for letter in LETTERS:
        wide = [e for e in wide if _is_wide(expression(e, {**notation, **written}))]
        found = _most_repeated(wide)
        if found is None:
            break
        short, latex = _named(found, letter)
        rules.append((found, short))
        written[short.name] = latex
        wide = [e.xreplace({found: short}) for e in wide]
    return Abbreviations((*given, *rules), written, _meanings(rules))


def _is_wide(written: str) -> bool:
    return len(written) > 5 * LIMIT and width(parse(written)) > LIMIT


def _most_repeated(expressions: Sequence[Any]) -> Any | None:
    count: Counter[Any] = Counter()
    for e in expressions:
        count.update(x for x in _occurrences(e) if x not in expressions)
    gain = {x: (n - 1) * (_size(x) - 1) for x, n in count.items() if n > 1 and _size(x) >= SMALLEST}
    return max(gain, key=lambda x: (gain[x], x.key)) if gain else None


def _occurrences(e: Any) -> Iterator[Any]:
    """Its parts that have parts, each as often as it stands there."""
    if e.args:
        yield e
    for a in e.args:
        yield from _occurrences(a)


def _size(e: Any) -> int:
    """Number of signs, about: a norm of a named vector counts as one."""
    if isinstance(e, Field | Value | Jacobian):
        return 2 + sum(map(_size, e.args[1:]))
    return 1 + sum(map(_size, e.args))


def _named(e: Any, letter: str) -> tuple[Any, str]:
    """A symbol of the same kind and sign as the expression."""
    name, latex = f"abbreviation{letter}", rf"\mathcal{{{letter}}}"
    if indexed(e):
        latex = rf"\boldsymbol{{{latex}}}"
        return (Sample(name), f"{latex}_{{n}}") if sampled(e) else (Vector(name), latex)
    if sampled(e):
        return Datum(name), f"{latex}_{{n}}"
    sign = {"positive": True} if is_positive(e) else {"nonnegative": True} if is_nonnegative(e) else {}
    return Symbol(name, **sign), latex


def _meanings(rules: Sequence[tuple[Any, Any]]) -> tuple[tuple[Any, Any], ...]:
    """What each name stands for, written with the names that were found after it, those first."""
    known: list[tuple[Any, Any]] = []
    for k, (long, short) in enumerate(rules):
        for later, name in rules[k + 1 :]:
            long = long.xreplace({later: name})
        known.append((short, long))
    ordered: list[tuple[Any, Any]] = []
    while known:
        names = {short for short, _ in known}
        ready = next(pair for pair in known if not pair[1].free_symbols & names)
        ordered.append(ready)
        known.remove(ready)
    return tuple(ordered)
