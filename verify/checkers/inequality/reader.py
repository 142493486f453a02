"""Read relations from text. A whitelist on Python's syntax tree: no text is evaluated by Python.

What is owed. Each text has one reading, the usual one, or none:

  * Numbers are decimal and exact; names are variables, but for pi, which is π, and the functions. What reads like another number,
    as E, e, tau or I, or like a function without its argument, is refused: e is written exp(1), and a variable gets another name.
  * + - * / ** and signs bind as in Python: -x**2 is -(x**2), a**b**c is a**(b**c). Products need their *.
  * |x - y| is abs(x - y). Since products need their *, a bar after a number, a name or what is closed closes, any other opens; one that
    closes nothing, or a bracket that closes across a bar, is an error.
  * a <= b < c is the two relations a <= b and b < c; > and >= are turned round. A relation inside brackets is refused. `and`, and a
    comma outside of brackets, join relations that all hold, `a, b > 0` says the same of both; `0 < x, y < 1`, which has two readings,
    is refused. `x in [a, b)` is a <= x < b, with names before `in` alone. `n integer`, `n in Z` is 0 = sin(pi*n).
  * `or` joins cases, each of relations joined by `and`: one holds in which all do. For slacks g, positive where a relation with < holds,
    that is max(min(g, ...), ...) > 0; of relations of several kinds, of numbers that are at least 1 where they hold. It has a
    value where all the slacks have one.
  * Nothing is left out: a comment, a keyword, an attribute, a comparison within a side is an error at its column.

Length, depth and powers are limited, so that a short text cannot ask for a number that does not fit in memory.
What is read is a term as written (`verify.language.term`): no step of reading simplifies, and a denominator stays. The text of a
term that was read is read back to the very same term.
"""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from verify.checkers.inequality.answer import Unreadable
from verify.checkers.inequality.evaluate import conditions, small
from verify.checkers.inequality.formula import ARGUMENTS, FUNCTIONS
from verify.checkers.inequality.formula import SPELLED as ALIASES
from verify.language import functions
from verify.language.functions import Abs, Max, Min, sign, sin
from verify.language.possible import is_negative
from verify.language.relation import Relation
from verify.language.term import NOUGHT, ONE, Number, Pow, Symbol, pi

BARS = "these bars do not stand around a formula: an absolute value is written |x - y| or abs(x - y)"
LONGEST = 4000
DEEPEST = 60
LARGEST_POWER = 1000
NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
RELATION = re.compile(r"<=|>=|!=|==|<|>|=|≤|≥|≠")
# "0 < x, y < 1": two relations, or both names between 0 and 1?
ENDS, BEGINS = re.compile(r"[<>=≤≥≠]\s*[^\W\d]\w*\s*$"), re.compile(r"\s*[^\W\d]\w*\s*[<>=!≤≥≠]")
TWO_READINGS = "may bound two names at once: write `and`, or each with all its bounds"
RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]")
NAME = re.compile(r"\s*[^\W\d]\w*\s*")
WITHIN = re.compile(
    r"\s*(?P<names>\w+(\s*,\s*\w+)*)\s*(\bin\b|∈)\s*(?P<left>[\[(])(?P<low>[^,\[\]]*),(?P<high>[^,\[\]]*)(?P<right>[\])])\s*"
)
WHOLE = re.compile(r"\s*(?P<names>\w+(\s*,\s*\w+)*)\s+((is\s+|are\s+)?(an\s+)?integers?|(in|∈)\s+(Z|ℤ))\s*")
OR, AND = re.compile(r"\bor\b|∨"), re.compile(r"\band\b|∧")
SPELLED = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!="}
NAMES = {**ALIASES, **{name.capitalize(): name for name in FUNCTIONS}}
KNOWN = {*FUNCTIONS, *NAMES, *functions.__all__}
NUMBERS = {
    **dict.fromkeys(("E", "e"), "the number is exp(1)"),
    **dict.fromkeys(("Pi", "PI"), "the number is pi"),
    **dict.fromkeys(("tau", "Tau", "TAU", "τ"), "the number is 2*pi"),
    **dict.fromkeys(
        ("I", "oo", "zoo", "nan", "NaN", "inf", "Inf", "INF", "infty", "infinity", "Infinity"), "call it otherwise"
    ),
}
BINARY: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: lambda a, b: a**b if _short(a, b) else Pow(a, b),
}


def relations(text: str) -> tuple[Relation, ...]:
    """What the text says, all of it: chains such as `-1 <= c <= 1`, each link as one relation, joined by `and` or commas.

    > and >= are turned round; `x, y in [0, 1)` says 0 <= x < 1 and the same of y. Raises Unreadable.
    """
    if len(text) > LONGEST:
        raise Unreadable(f"the text has {len(text)} characters: at most {LONGEST} are read")
    return (_either(text),) if OR.search(text) else tuple(_all(text))


def _all(text: str) -> Iterator[Relation]:
    """What `and` joins: intervals, whole numbers, and what commas join."""
    for part in AND.split(text):
        if whole := WHOLE.fullmatch(part):
            yield from (Relation(NOUGHT, "=", sin(pi * _variable(n))) for n in whole["names"].split(","))
        elif within := WITHIN.fullmatch(part):
            bounds = [r for name in within["names"].split(",") for r in _within(name.strip(), within)]
            if not bounds:
                raise Unreadable(f"{_quoted(part)} says nothing: every number lies there")
            yield from bounds
        else:
            yield from (r for piece in _shared(_pieces(part)) for r in _chain(piece))


def _shared(pieces: Iterable[str]) -> Iterator[str]:
    """`a, b, c > 0` says of each name what it says of the last."""
    names: list[str] = []
    before = ""
    for piece in pieces:
        if NAME.fullmatch(piece):
            if ENDS.search(before):
                raise Unreadable(f"{_quoted(f'{before},{piece}')} {TWO_READINGS}")
            names.append(piece)
            continue
        if found := BEGINS.match(piece):
            yield from (name + piece[found.end() - 1 :] for name in names)
        else:
            yield from names  # nothing is said of them, which is refused
        yield piece
        names, before = [], piece
    yield from names


def _variable(name: str) -> Any:
    found = formula(name)
    if not found.is_Symbol:
        raise Unreadable(f"{_quoted(name)} is no variable")
    return found


def _either(text: str) -> Relation:
    """One relation that holds where one of the cases does."""
    cases = [list(_all(part)) for part in OR.split(text)]
    if any(
        len(list(_pieces(part))) > 1
        for case in OR.split(text)
        for part in AND.split(case)
        if not WITHIN.fullmatch(part)
    ):
        raise Unreadable(f"{_quoted(text)}: a comma beside `or` has two readings, write `and`")
    ops = {r.op for case in cases for r in case}
    if ops in ({"<="}, {"<"}):
        return Relation(NOUGHT, ops.pop(), _most([_least([r.slack for r in case]) for case in cases]))
    return Relation(ONE, "<=", _most([_least([_truth(r) for r in case]) for case in cases]))


def _truth(r: Relation) -> Any:
    """A number that is at least 1 where the relation holds, and at most 0 where it fails."""
    if r.op in ("<", "<="):
        return sign(r.slack) + (1 if r.op == "<=" else 0)
    return 1 - sign(Abs(r.slack)) if r.op == "=" else sign(Abs(r.slack))


def _most(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else Max(*parts)


def _least(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else Min(*parts)


def _within(name: str, found: re.Match[str]) -> Iterator[Relation]:
    """Bounds by an interval; an end that is infinite is none."""
    ends = [
        (found["low"], "<=" if found["left"] == "[" else "<", 1),
        (found["high"], "<=" if found["right"] == "]" else "<", -1),
    ]
    for end, op, way in ends:
        if end.strip() not in (("-inf", "-oo", "-∞") if way > 0 else ("inf", "oo", "∞", "+inf", "+oo")):
            yield from _chain(f"{end} {op} {name}" if way > 0 else f"{name} {op} {end}")


def _pieces(part: str) -> Iterator[str]:
    """What commas outside of brackets join."""
    depth, start = 0, 0
    for k, c in enumerate(part):
        depth += {"(": 1, ")": -1}.get(c, 0)
        if c == "," and depth == 0:
            if ENDS.search(part[start:k]) and BEGINS.match(part[k + 1 :]):
                raise Unreadable(f"{_quoted(part)} {TWO_READINGS}")
            yield part[start:k]
            start = k + 1
    yield part[start:]


def _chain(text: str) -> tuple[Relation, ...]:
    cuts = list(_cuts(text))
    if not cuts:
        raise Unreadable(f"{_quoted(text)}: no relation found, expected one of <= < >= > = !=")
    starts, ends = [0, *(end for _, _, end in cuts)], [*(start for start, _, _ in cuts), len(text)]
    sides = [_Reader(text, start, end).read() for start, end in zip(starts, ends, strict=True)]
    return tuple(_link(left, op, right) for left, (_, op, _), right in zip(sides, cuts, sides[1:], strict=False))


def formula(text: str) -> Any:
    """One formula without a relation. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(f"the text has {len(text)} characters: at most {LONGEST} are read")
    if cuts := list(_cuts(text)):
        raise Unreadable(f"{_quoted(text)}, column {cuts[0][0] + 1}: {cuts[0][1]} has no place in a formula")
    return _Reader(text, 0, len(text)).read()


def _link(left: Any, op: str, right: Any) -> Relation:
    return Relation(right, op.replace(">", "<"), left) if ">" in op else Relation(left, op, right)


def _cuts(text: str) -> Iterator[tuple[int, str, int]]:
    """(start, relation, end) of every relation sign; raises for one inside brackets and for brackets too deep."""
    depth = 0
    for found in re.finditer(rf"{RELATION.pattern}|[()]", text):
        sign = found.group()
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth > DEEPEST:
            raise Unreadable(f"column {found.start() + 1}: brackets are nested more than {DEEPEST} deep")
        if depth < 0:
            raise Unreadable(f"{_quoted(text)}, column {found.start() + 1}: this bracket closes nothing")
        if sign not in "()":
            if depth:
                raise Unreadable(f"{_quoted(text)}, column {found.start() + 1}: {sign} stands inside brackets")
            yield found.start(), SPELLED.get(sign, sign), found.end()


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _short(base: Any, exponent: Any) -> bool:
    """Is the power no numeral, or one that is written out?"""
    if not (isinstance(base, Number) and isinstance(exponent, Number)) or abs(exponent.value) == 1:
        return True
    return max(base.p.bit_length(), base.q.bit_length()) * abs(exponent.value) <= LONGEST


class _Reader:
    """One side of a relation: the characters from start to end of the whole text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.side = text, start, text[start:end]

    def read(self) -> Any:
        if not self.side.strip():
            raise Unreadable(f"{_quoted(self.text)}, column {self.start + 1}: a formula is missing here")
        self.skipped = len(self.side) - len(self.side.lstrip())
        self.side = self._without_bars(self.side.strip())
        if "#" in self.side:  # Python would leave out what follows it
            raise self._error(self.side.index("#"), "# has no place in a formula")
        if raised := RAISED.search(self.side):
            raise self._error(raised.start(), "a power is written **")
        try:
            with warnings.catch_warnings(action="ignore"):  # of what may be a mistake in a program
                tree = ast.parse(self.side, mode="eval").body
        except SyntaxError as error:
            raise self._error((error.offset or 1) - 1, "this is not a formula") from None
        except (ValueError, RecursionError, MemoryError):
            raise self._error(0, "this is not a formula, or is nested too deeply") from None
        found = self._term(tree, 0)
        self._degree(found)
        return found

    def _without_bars(self, side: str) -> str:
        """With abs(...) in the place of |...|, and `places`, where each character stood."""
        self.places, written, ended = [*range(len(side))], list[tuple[str, int]](), False
        nested: list[str] = []
        if "|" not in side:
            return side
        for k, c in enumerate(side):
            here = c if c != "|" else ")" if ended else "abs("
            if c in "()|":
                opens = here.endswith("(")
                if not opens and (nested[-1:] == ["|"]) is not (c == "|"):
                    raise self._error(k, BARS)
                nested = [*nested, c] if opens else nested[:-1]
            ended = ended if c.isspace() else here == ")" or c.isalnum() or c in "_."
            written += [(x, k) for x in here]
        if "|" in nested:
            raise self._error(side.index("|"), BARS)
        self.places = [k for _, k in written]
        return "".join(x for x, _ in written)

    def _error(self, offset: int, what: str) -> Unreadable:
        place = self.places[offset] if offset < len(self.places) else offset
        return Unreadable(f"{_quoted(self.text)}, column {self.start + self.skipped + place + 1}: {what}")

    def _refuse(self, node: ast.AST, what: str) -> Unreadable:
        line = self.side.encode()[: getattr(node, "col_offset", 0)]
        return self._error(len(line.decode(errors="ignore")), what)

    def _term(self, node: ast.expr, depth: int) -> Any:
        if depth > DEEPEST:
            raise self._refuse(node, f"the formula is nested more than {DEEPEST} deep")
        if isinstance(node, ast.Constant):
            return self._number(node)
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            inner = self._term(node.operand, depth + 1)
            return -inner if isinstance(node.op, ast.USub) else inner
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            raise self._refuse(node, "a power is written **")
        if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
            return self._operation(node, depth)
        if isinstance(node, ast.Call):
            return self._call(node, depth)
        raise self._refuse(node, "expected numbers, names, + - * / **, brackets or a function")

    def _number(self, node: ast.Constant) -> Any:
        written = ast.get_source_segment(self.side, node) or ""
        if not NUMBER.fullmatch(written):
            raise self._refuse(node, f"{_quoted(written)} is not a decimal number")
        return Number(Fraction(written))

    def _name(self, node: ast.Name) -> Any:
        if node.id in ("pi", "π"):
            return pi
        if node.id in KNOWN:
            raise self._refuse(node, f"{node.id} is a function: its argument is missing")
        if node.id in NUMBERS:
            raise self._refuse(node, f"{node.id} is no variable: {NUMBERS[node.id]}")
        return Symbol(node.id)

    def _operation(self, node: ast.BinOp, depth: int) -> Any:
        """Long sums and products are one node: brackets count as depth, the number of summands does not."""
        chain, left = [node], node.left
        while isinstance(left, ast.BinOp) and _level(left) == _level(node) is not None:
            chain.append(left)
            left = left.left
        found = self._term(left, depth + 1)
        for step in reversed(chain):
            other = self._term(step.right, depth + 1)
            if isinstance(step.op, ast.Pow):
                self._exponent(step.right, other)
            found = BINARY[type(step.op)](found, other)
        return found

    def _call(self, node: ast.Call, depth: int) -> Any:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self._refuse(node, "a product needs *, a function is called as in exp(x)")
        name = NAMES.get(node.func.id, node.func.id)
        if name not in FUNCTIONS:
            raise self._refuse(node, f"{node.func.id} is unknown, expected one of {', '.join(FUNCTIONS)}")
        most = ARGUMENTS.get(name, 1)
        if (len(node.args) != most and name not in ("min", "max")) or not node.args:
            takes = "one argument" if most == 1 else f"{most} arguments"
            raise self._refuse(node, f"{name} takes {takes}, {len(node.args)} were given")
        found = [self._term(a, depth + 1) for a in node.args]
        if name == "clip" and is_negative(found[2] - found[1]):
            raise self._refuse(node, "clip has the lower end above the upper one")
        if name in ("floor", "ceil") and any(True for _ in conditions(found[0])):
            raise self._refuse(node, f"{name} of what may have no value is not read")
        return FUNCTIONS[name](*found)

    def _exponent(self, node: ast.expr, exponent: Any) -> None:
        if not exponent.free_symbols and not small(exponent, LARGEST_POWER):
            raise self._refuse(node, f"the exponent has no value, or one larger than {LARGEST_POWER}")

    def _degree(self, t: Any) -> Any:
        """The degree, bounded so that powers of powers cannot be written out without end."""
        inner = [self._degree(a) for a in t.args]
        if t.is_Pow:
            inner = [inner[0] * abs(int(t.exp)) if isinstance(t.exp, Number) and t.exp else inner[0]]
        found = max(sum(inner) if t.is_Mul else max(inner, default=1), 1)
        if found > LARGEST_POWER:
            raise self._error(0, f"the powers multiply to a degree above {LARGEST_POWER}")
        return found


def _level(node: ast.BinOp) -> int | None:
    """Which operations are read as one chain: sums, and products."""
    if isinstance(node.op, ast.Add | ast.Sub):
        return 0
    return 1 if isinstance(node.op, ast.Mult | ast.Div) else None


__all__ = ["Unreadable", "formula", "relations"]
