"""Terms of a certificate and the polynomials that they are equal to: what `recheck.py` reads. Standard library only.

A table of terms, where an entry refers to earlier ones; equal terms are one entry, known by its number. The value of a term is a
polynomial that it is equal to wherever it has a value; that it has one is asked in `recheck.py`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any, TextIO, TypeVar

from recheck_polynomials import (
    ANY,
    NEGATIVE,
    POSITIVE,
    POWERS,
    ZERO,
    Bad,
    Monomial,
    Poly,
    Ring,
    constant,
    plain,
    plus,
    require,
    single,
)

Relation = tuple[int, str, int]

SORTS = {  # which index a symbol carries: that of the coordinates, that of the data
    "number": (False, False),
    "vector": (True, False),
    "label": (False, False),
    "sample": (True, True),
    "datum": (False, True),
    "samplelabel": (False, True),
}
FREE = (("number", ANY, False), ("vector", ANY, False))
LEAVES = {"n": 1, "s": 1, "c": 1, "d": 0}  # how many parts an entry has, none of them a term
NAMED = {"field": 1, "value": 1, "jacobian": 2}  # how many of its parts come before the terms
HEADS = {"^": 2, "total": 1, "norm": 1, "mean": 1}  # how many terms it takes; any number for those not here
HEADS |= dict.fromkeys(["peak", "product", "abs", "sign", "slope", "exp", "log", "sigmoid", "softplus", "lambertw"], 1)
HEADS |= dict.fromkeys(["tanh", "sinh", "cosh", "sin", "cos", "atan", "erf"], 1)
BINDS_COORDINATES = ("total", "norm", "peak", "product", "value", "det")
T = TypeVar("T")
VALUES: dict[str, Callable[..., Poly]] = {}  # head: the value of a term, from its parts
FORMS = {"+": "({})", "*": "{}", "norm": "‖{}‖", "abs": "|{}|"}  # how a term is written
FORMS |= {"total": "Σᵢ[{}]", "peak": "maxᵢ[{}]", "mean": "avgₙ[{}]"}
BETWEEN = {"+": " + ", "*": "·", "^": ")^("}
CALLED = {"field": "{}", "value": "{}", "jacobian": "D{1} {0}", "^": ""}
NAME = re.compile("[A-Za-z][\\w']*", re.ASCII)
NUMBER = re.compile("-?[0-9]{1,400}(/[0-9]{1,400})?", re.ASCII)
WORDS = ("max", "min", "det", "d", "pi", "i")  # what a name may not be
ENTRIES, DEPTH, LENGTH = 20_000, 150, 2_000_000  # the most that is read, or worked out
FILE = 100 * LENGTH


def named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, where a name that stands twice is an error."""
    require(len({name for name, _ in pairs}) == len(pairs), "a name stands twice")
    return dict(pairs)


def lines(file: TextIO) -> Iterator[str]:
    """Each line of the file; of one that is too long, its beginning. Raises Bad for a file that is cut off, no text, or endless."""
    read = 0

    def some() -> str:
        nonlocal read
        try:
            text = file.readline(LENGTH + 1)
        except (OSError, EOFError, UnicodeError, zlib.error) as why:
            raise Bad(f"the file cannot be read further: {why}") from None
        read += len(text)
        require(read <= FILE, "the file is too long")
        return text

    while text := some():
        yield text
        while len(text) > LENGTH and text[-1] != "\n":
            text = some()


def once(f: Callable[[Any, int], T]) -> Callable[[Any, int], T]:
    """What is worked out of a term is so once, since terms share their parts."""
    name = f.__name__

    def known(self: Any, t: int) -> T:
        if (name, t) not in self.once:
            self.once[name, t] = f(self, t)
        found: T = self.once[name, t]
        return found

    return known


def gradient(name: str) -> tuple[str, int]:
    """The f and the k of f_k, the gradient of f in its k-th argument; k is 0 for another name."""
    base, _, k = name.rpartition("_")
    return (base, int(k)) if base and re.fullmatch("[1-9][0-9]{0,5}", k, re.ASCII) else (name, 0)


@lru_cache(maxsize=1024)
def rational(text: str) -> Fraction | int:
    """The number that a text in lowest terms spells. Raises Bad."""
    require(NUMBER.fullmatch(text) is not None and str(Fraction(text)) == text, "a number")
    return plain(text)


class Terms(Ring):
    """The symbols and terms of one certificate."""

    line = False  # is d = 1, and every vector a number?

    def __init__(self, symbols: Any, table: Any, least: Any) -> None:
        super().__init__()
        self.entries: list[tuple[Any, ...]] = []
        self.inside: list[tuple[int, ...]] = []  # the terms of an entry
        self.numbers: dict[tuple[Any, ...], int] = {}
        self.values: dict[int, Poly] = {}
        self.once: dict[tuple[str, int], Any] = {}
        require(type(least) is int and least in (0, 1), "the least dimension is 0 or 1")
        self.no_coordinate = least == 0  # may the vectors be those of R^0?
        self.symbols = [tuple(s) for s in symbols]
        for name, sort, signs, integer in self.symbols:
            require(
                isinstance(name, str) and NAME.fullmatch(name) and sort in SORTS, f"a symbol {name!r} of sort {sort!r}"
            )
            require(
                type(signs) is int and signs in (1, 3, 4, 5, 6, 7) and type(integer) is bool,
                f"what is declared of {name}",
            )
            fixed = NEGATIVE | POSITIVE if "label" in sort else ANY
            require(sort == "number" or (signs == fixed and not integer), f"only of numbers a sign is declared: {name}")
        require(len({s[0] for s in self.symbols}) == len(self.symbols), "two symbols have one name")
        self.places: list[int] = []
        self.read(table)

    def read(self, table: list[Any]) -> None:
        require(len(table) <= ENTRIES, "too many terms")
        depths: list[int] = []
        for head, *parts in table:
            named = len(parts) if head in LEAVES else NAMED.get(head, 0)
            require(all(type(p) in (int, str) for p in parts[:named]), "a part is a number or a text")
            depth = 0
            for p in parts[named:]:
                if type(p) is not int or not 0 <= p < len(depths):
                    raise Bad(f"{head} of later terms")
                depth = max(depth, depths[p])
            require(depth < DEPTH, "terms are nested too deep")
            depths.append(depth + 1)
            self.places.append(self.term(head, *parts[:named], *[self.places[p] for p in parts[named:]]))

    def term(self, head: str, *parts: Any) -> int:
        """The number of the entry, made if it is new."""
        self.spend(1)
        entry = (head, *parts)
        if entry in self.numbers:
            return self.numbers[entry]
        named = len(parts) if head in LEAVES else NAMED.get(head, 0)
        terms = len(parts) - named
        if head in LEAVES:
            if len(parts) != LEAVES[head]:
                raise Bad(f"{head} of {len(parts)} parts")
            if head == "n":
                rational(parts[0])
            elif head == "s":
                require(type(parts[0]) is int and 0 <= parts[0] < len(self.symbols), "there is no such symbol")
            elif head == "c":
                require(parts[0] in ("e", "pi"), "there is no such constant")
        else:
            if head not in HEADS and head not in NAMED and head not in ("+", "*", "max", "min", "det"):
                raise Bad(f"unknown head {head!r}")
            if not 0 < terms == HEADS.get(head, terms):
                raise Bad(f"{head} of {terms} terms")
            if head in NAMED:
                require(type(parts[0]) is str, "the name of a function")
            if head == "jacobian":
                require(type(parts[1]) is int and 1 <= parts[1] < terms, "there is no such argument")
            if head == "det":
                require(self.is_form(*parts), "a number, and the different coordinates that it depends on")
        require(len(self.entries) < 2 * ENTRIES, "too many terms")
        self.numbers[entry] = len(self.entries)
        self.entries.append(entry)
        self.inside.append(entry[1 + named :])
        return self.numbers[entry]

    def is_form(self, form: int, *coordinates: int) -> bool:
        """May a determinant bind these, of which nothing is declared?"""
        found = [self.entries[c] for c in coordinates]
        free = all(head == "s" and self.symbols[s][1:] in FREE for head, s in found)
        return bool(found) and free and len({*found}) == len(found) and self.carries(form) == (False, False)

    def at(self, place: Any) -> int:
        """The term at a place of the certificate's table."""
        if type(place) is not int or not 0 <= place < len(self.places):
            raise Bad(f"there is no term {place}")
        return self.places[place]

    def inner(self, t: int) -> tuple[int, ...]:
        """The terms that it is made of."""
        return self.inside[t]

    def rebuilt(self, t: int, change: Callable[[int], int]) -> int:
        head, *parts = self.entries[t]
        inner = self.inside[t]
        return self.term(head, *parts[: len(parts) - len(inner)], *map(change, inner)) if inner else t

    def put(self, t: int, rule: dict[int, int], known: dict[int, int] | None = None) -> int:
        """The term with other terms in the place of symbols, all at once."""
        done = {} if known is None else known
        if t not in done:
            head, *parts = self.entries[t]
            require(head != "det" or not rule.keys() & self.symbols_in(*parts), "nothing is put into a determinant")
            done[t] = rule.get(parts[0], t) if head == "s" else self.rebuilt(t, lambda p: self.put(p, rule, done))
        return done[t]

    @once
    def carries(self, t: int) -> tuple[bool, bool]:
        """Does the term carry the index of the coordinates, that of the data?"""
        head, *parts = self.entries[t]
        if head == "s":
            return SORTS[self.symbols[parts[0]][1]]
        inner = [self.carries(p) for p in self.inside[t]]
        i, n = any(i for i, _ in inner), any(n for _, n in inner)
        return (head in ("field", "jacobian") or (i and head not in BINDS_COORDINATES)), n and head != "mean"

    def symbols_in(self, *terms: int) -> frozenset[int]:
        return frozenset().union(*map(self.spoken, terms))

    @once
    def spoken(self, t: int) -> frozenset[int]:
        """The symbols that a term depends on."""
        head, *parts = self.entries[t]
        inside = self.symbols_in(*self.inside[t][: 1 if head == "det" else None])
        return (
            frozenset([parts[0]]) if head == "s" else inside - self.symbols_in(*parts[1:]) if head == "det" else inside
        )

    @once
    def bound_in(self, t: int) -> frozenset[int]:
        """The coordinates of the determinants in a term."""
        own = self.symbols_in(*self.inside[t][1:]) if self.entries[t][0] == "det" else frozenset()
        return own.union(*map(self.bound_in, self.inside[t]))

    @once
    def functions_in(self, t: int) -> frozenset[tuple[str, str, tuple[bool, ...]]]:
        """The unknown functions in a term, with what they are, and which of their arguments are vectors."""
        inner = frozenset().union(*map(self.functions_in, self.inside[t]))
        head, *parts = self.entries[t]
        if head not in NAMED:
            return inner
        base, k = gradient(parts[0])
        kind = "number" if head == "value" else f"gradient of {base} in argument {k}" if k else "vector"
        places = self.inside[t][1 if head == "jacobian" else 0 :]
        require(head != "jacobian" or self.carries(places[parts[1] - 1])[0], "a derivative in a place for numbers")
        return inner | {(parts[0], kind, tuple(self.carries(p)[0] for p in places))}

    def another(self, name: str, sort: str) -> int:
        """The symbol of that name, of which nothing is declared; made if there is none."""
        found = next((k for k, s in enumerate(self.symbols) if s[0] == name), len(self.symbols))
        self.symbols += [(name, sort, ANY, False)][: found == len(self.symbols)]
        require(self.symbols[found][1:] == (sort, ANY, False), f"{name} is something else")
        return found

    def number(self, c: Any) -> int:
        return self.term("n", str(c if type(c) is int else Fraction(c)))

    def add(self, *parts: int) -> int:
        return self.term("+", *parts)

    def mul(self, *parts: int) -> int:
        return self.term("*", *parts)

    def minus(self, a: int, b: int) -> int:
        return self.add(a, self.mul(self.number(-1), b))

    def power(self, a: int, n: object) -> int:
        return self.term("^", a, self.number(n))

    def dot(self, u: int, v: int) -> int:
        return self.term("total", self.mul(u, v))

    def gap(self, r: Relation) -> int:
        return self.minus(r[2], r[0])

    # -------------------------------------------------------------------------------------------------- values of terms

    def value(self, t: int) -> Poly:
        """The polynomial that the term is equal to wherever it has a value."""
        if t not in self.values:
            head, *parts = self.entries[t]
            inner = [*map(self.value, self.inside[t])]
            if head not in VALUES:
                raise Bad(f"no rule for {head}: is a companion file missing?")
            self.spend(1 + len(inner) * sum(map(len, inner)))
            self.values[t] = VALUES[head](self, *parts[: len(parts) - len(inner)], *inner)
        return self.values[t]

    def split(self, p: Poly, which: int) -> Iterator[tuple[Poly, Monomial]]:
        """Each term as a factor without the index, and the product of the atoms with it."""
        for m, c in p.items():
            yield (
                {tuple(x for x in m if not self.atoms[x[0]][2 + which]): c},
                tuple(x for x in m if self.atoms[x[0]][2 + which]),
            )

    def symbol(self, s: int) -> Poly:
        return single(self.atom("s", s, *SORTS[self.symbols[s][1]], self.symbols[s][2]))

    def dimension(self) -> Poly:
        require(not self.no_coordinate, "nothing that speaks of d is said of R^0")
        return constant(1) if self.line else single(self.atom("d", (), False, False, POSITIVE))

    def total(self, p: Poly) -> Poly:
        """The sum over the coordinates: linear, the sum of 1 is d, and it may be exchanged with the average."""
        if self.line:
            return p
        found: Poly = {}
        for outside, m in self.split(p, 0):
            means = [a for a, n in m if self.atoms[a].head == "mean" and n == 1]
            rest = {tuple(x for x in m if x[0] not in means): 1}
            if not m:
                one = self.dimension()
            elif len(means) == 1 and not self.bound(1, rest):
                one = self.mean(self.total(self.times({self.atoms[means[0]].data: 1}, rest)))
            else:
                one = single(self.atom("total", m, False, self.bound(1, {m: 1}), self.signs_of({m: 1}) | ZERO))
            found = plus(found, self.times(outside, one))
        return found

    def mean(self, p: Poly) -> Poly:
        """The average over the data, of which there are some: linear, that of 1 is 1.

        What does not depend on the data comes out of a sum under the average, where it has an average in it.
        """
        found: Poly = {}
        for outside, m in self.split(p, 1):
            if len(m) == 1 and m[0][1] == 1 and self.atoms[m[0][0]].head == "total":
                inner = self.atoms[m[0][0]].data
                fixed = tuple(x for x in inner if not self.atoms[x[0]].samples)
                kept = any(self.atoms[a].head == "mean" for a, _ in fixed)
                moved = (
                    self.times(self.mean({tuple(x for x in inner if x not in fixed): 1}), {fixed: 1}) if kept else {}
                )
                alone = [[a for a, n in q if n == 1 and self.atoms[a].head == "mean"] for q in moved]
                if moved and all(len(found) != 1 for found in alone):  # one would go back under the average
                    found = plus(found, self.times(outside, self.total(moved)))
                    continue
            signs = self.signs_of({m: 1})
            signs = ANY if signs & NEGATIVE else signs
            one = single(self.atom("mean", m, self.bound(0, {m: 1}), False, signs)) if m else constant(1)
            found = plus(found, self.times(outside, one))
        return found

    def norm(self, p: Poly) -> Poly:
        """||c v|| = |c| ||v|| and ||c 1|| = |c| sqrt d for what has no index; || |x| v || = ||x v||, and a sign counts as 0 or 1."""
        if self.line or not p:
            return VALUES["abs"](self, p)
        if not self.bound(0, p):
            return self.times(VALUES["abs"](self, p), self.raised(self.dimension(), Fraction(1, 2)))
        content, common, inside = self.parted(p)
        outside: Poly = {tuple(x for x in common if not self.atoms[x[0]].coordinates): abs(content)}
        again = False
        for a, n in common:
            head, data, coordinates, _, signs = self.atoms[a]
            factor = {((a, n),): 1}
            if coordinates and head == "abs" and n.denominator == 1:
                factor = self.raised(dict(data[1][0]), n)
            elif coordinates and head == "sign":
                factor = single(a) if signs & ZERO else constant(1)
            again = again or factor != {((a, n),): 1}
            inside = self.times(inside, factor) if coordinates else inside
        size = (
            outside
            if all(not self.atoms[a].signs & NEGATIVE for m in outside for a, _ in m)
            else VALUES["abs"](self, outside)
        )
        vector = (
            self.norm(inside) if again else single(self.of("norm", [inside], False, self.bound(1, p), ZERO | POSITIVE))
        )
        return self.times(size, vector)

    # the statement, to be read

    def show(self, t: int) -> str:
        """The term in mathematical notation."""
        self.spend(1)
        head, *parts = self.entries[t]
        inner = [*map(self.show, self.inside[t])]
        if head == "det":
            return f"det({inner[0]}; {', '.join(self.declared(self.entries[c][1]) for c in parts[1:])})"
        if head in LEAVES:
            said = str(self.symbols[parts[0]][0] if head == "s" else (*parts, "d")[0])
            number = said if said.isdecimal() else f"({said})"
            return {"n": number, "c": "exp(1)" if said == "e" else said}.get(head, said)
        between = BETWEEN.get(head, ", ").join(inner)
        if head == "norm" and not self.carries(parts[0])[0]:
            between += "·(1, …, 1)"  # of the vector whose coordinates are all that number
        if head in FORMS:
            return FORMS[head].format(between)
        return CALLED.get(head, head).format(*parts) + f"({between})"

    def show_relation(self, r: Relation) -> str:
        i, n = map(any, zip(self.carries(r[0]), self.carries(r[2]), strict=True))
        each = ["", " for each n", " for each i", " for each i and n"][2 * i + n]
        return f"{self.show(r[0])} { {'=': '=', '<=': '≤', '<': '<', '!=': '≠'}[r[1]] } {self.show(r[2])}{each}"

    def readable(self, symbols: set[int], functions: list[tuple[str, str, tuple[bool, ...]]]) -> None:
        """No name of these can be read as something else, and no two things have one. Raises Bad."""
        called = [*(self.symbols[k][0] for k in symbols), *(name for name, _, _ in functions)]
        require(all(map(NAME.fullmatch, called)), "a name that can be read as something else")
        data = any(SORTS[self.symbols[k][1]][1] for k in symbols)  # of which there are n
        taken = [*HEADS, *NAMED, *WORDS, *(["n"] if data else []), *called]
        require(len({*taken}) == len(taken), "two things have one name")
        for name, _, places in functions:
            base, k = gradient(name)
            require(not k or (k <= len(places) and places[k - 1]), "there is no such argument, or it is a number")
            of = [(known, where) for called, known, where in functions if called == base]
            require(
                not k or (not gradient(base)[1] and of in ([], [("number", places)])), "a gradient is that of a number"
            )

    def declared(self, k: int) -> str:
        name, sort, signs, integer = self.symbols[k]
        sign = {1: "< 0", 2: "= 0", 3: "≤ 0", 4: "> 0", 5: "≠ 0", 6: "≥ 0", 7: ""}[signs] if sort == "number" else ""
        return f"{name}{' ' + sign if sign else ''} ({'whole ' if integer else ''}{sort})"


def power_of_label(s: Terms, a: int, rest: dict[int, Fraction | int]) -> list[Poly]:
    """y^2 = 1 for a label y."""
    if "label" in s.symbols[s.atoms[a].data][1] and rest[a].denominator == 1:
        rest[a] %= 2
    return []


def power_of_norm(s: Terms, a: int, rest: dict[int, Fraction | int]) -> list[Poly]:
    """||v||^2 = <v, v>; and <v, v>/||v|| = ||v|| where v is one vector."""
    if 0 <= rest[a] < 2:
        return []
    inner = dict(s.atoms[a].data[1][0])
    square = s.total(s.times(inner, inner))
    if rest[a] >= 2:
        half = rest[a] // 2
        rest[a] -= 2 * half
        return [s.raised(square, half)]
    ((m, c), *more) = square.items()
    if rest[a] < 0 and not more and c == 1 and len(m) == 1 and m[0][1] == 1 and rest.get(m[0][0], 0) >= 1:
        taken = min(rest[m[0][0]] // 1, (1 - rest[a]) // 2)
        rest[m[0][0]], rest[a] = rest[m[0][0]] - taken, rest[a] + 2 * taken
    return []


def power_of(s: Terms, base: Poly, exponent: Poly) -> Poly:
    if set(exponent) <= {()}:
        return s.raised(base, exponent.get((), 0))
    return VALUES["to the"](s, base, exponent)


VALUES |= {
    "n": lambda s, text: constant(rational(text)),
    "s": Terms.symbol,
    "d": Terms.dimension,
    "+": lambda s, *parts: reduce(plus, parts),
    "*": lambda s, *parts: reduce(s.times, parts),
    "^": power_of,
    "total": Terms.total,
    "mean": Terms.mean,
    "norm": Terms.norm,
}
POWERS |= {"s": power_of_label, "norm": power_of_norm}
