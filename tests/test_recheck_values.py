"""What the re-check takes a term for has its value at points; what it is made of has the indices and signs that it is said to have."""

import math
import random

import pytest

from verify import recheck

SYMBOLS = [
    ["p", "number", 4, False], ["q", "number", 6, False], ["x", "number", 7, False], ["k", "number", 7, True],
    ["y", "label", 5, False], ["u", "vector", 7, False], ["v", "vector", 7, False], ["a", "datum", 7, False],
]  # fmt: skip
VALUES = {4: (0.5, 1.0, 3.0), 6: (0.0, 0.5, 2.0), 7: (-2.0, -0.5, 0.0, 1.0, 3.0), 5: (-1.0, 1.0)}
WHOLE = (-2.0, 0.0, 1.0, 3.0)
NUMBERS, EXPONENTS = ("0", "1", "-1", "2", "1/2", "-3/4"), ("2", "-1", "1/2", "3", "-2", "2/3", "0")
FUNCTIONS = ("abs", "sign", "exp", "log", "total", "mean", "norm", "product", "peak", "max")
D, N = 2, 2  # coordinates, data points


class NoValue(Exception):
    pass


def random_term(s, chance, depth, symbols):
    def part():
        return random_term(s, chance, depth - 1, symbols)

    kind = chance.random() if depth else 0
    if kind < 0.15:
        return s.term("n", chance.choice(NUMBERS)) if chance.random() < 0.3 else s.term("s", chance.choice(symbols))
    if kind < 0.6:
        return s.term("+" if kind < 0.3 else "*", part(), part())
    if kind < 0.8:
        return s.term("^", part(), s.term("n", chance.choice(EXPONENTS)) if chance.random() < 0.5 else part())
    head = chance.choice(FUNCTIONS)
    return s.term(head, part(), part()) if head == "max" else s.term(head, part())


def power(base, exponent, whole):
    if (base < 0 and not whole) or (base == 0 and exponent < 0):
        raise NoValue
    return base ** (int(exponent) if whole else exponent)


def function(head, parts):
    if head == "log" and parts[0] <= 0:
        raise NoValue
    return {
        "abs": lambda: abs(parts[0]),
        "sign": lambda: float((parts[0] > 0) - (parts[0] < 0)),
        "exp": lambda: math.exp(parts[0]),
        "log": lambda: math.log(parts[0]),
        "total": lambda: math.fsum(parts),
        "mean": lambda: math.fsum(parts) / N,
        "norm": lambda: math.hypot(*parts),
        "product": lambda: math.prod(parts),
        "peak": lambda: max(parts),
        "max": lambda: max(parts),
    }[head]()


class Point:
    """Values of the symbols; of a term as it is written, and of the polynomial that stands for it."""

    def __init__(self, s, chance):
        self.s = s
        self.values = [
            [[chance.choice(WHOLE if whole else VALUES[signs]) for _ in range(D)] for _ in range(N)]
            for _, _, signs, whole in SYMBOLS
        ]

    def symbol(self, k, n, i):
        on_i, on_n = recheck.SORTS[SYMBOLS[k][1]]
        return self.values[k][n if on_n else 0][i if on_i else 0]

    def over(self, head, one, n, i):
        """A function of one part: over all coordinates, over all data, or here."""
        if head == "mean":
            return function(head, [one(m, i) for m in range(N)])
        if head in ("total", "norm", "product", "peak"):
            return function(head, [one(n, j) for j in range(D)])
        return function(head, [one(n, i)])

    def term(self, t, n, i):
        head, *parts = self.s.entries[t]
        if head in ("n", "s"):
            return self.symbol(parts[0], n, i) if head == "s" else float(recheck.Fraction(parts[0]))
        if head in ("+", "*", "max", "^"):
            inner = [self.term(p, n, i) for p in parts]
            if head == "^":
                return power(*inner, self.s.is_whole(parts[1]))
            return {"+": math.fsum, "*": math.prod, "max": max}[head](inner)
        return self.over(head, lambda m, j: self.term(parts[0], m, j), n, i)

    def polynomial(self, p, n, i):
        return math.fsum(self.monomial(m, n, i) * float(c) for m, c in p.items())

    def monomial(self, m, n, i):
        return math.prod(power(self.atom(a, n, i), float(k), k == int(k)) for a, k in m)

    def atom(self, a, n, i):
        head, data, *_ = self.s.atoms[a]
        if head in ("s", "prime", "d"):
            return {"s": lambda: self.symbol(data, n, i), "prime": lambda: float(data), "d": lambda: float(D)}[head]()
        if head in ("total", "mean"):
            return self.over(head, lambda m, j: self.monomial(data, m, j), n, i)
        if head == "sum":
            return self.polynomial(dict(data), n, i)
        inner = [dict(p) for p in data[1]]
        if head == "power":
            base, exponent = (self.polynomial(p, n, i) for p in inner)
            return power(base, exponent, exponent == int(exponent))
        if head == "max":
            return max(self.polynomial(p, n, i) for p in inner)
        return self.over(head, lambda m, j: self.polynomial(inner[0], m, j), n, i)


def close(a, b):
    return abs(a - b) <= 1e-7 * (1 + abs(a) + abs(b))


@pytest.mark.parametrize("seed", range(8))
def test_a_term_is_what_its_polynomial_is(seed):
    recheck.load_companions()
    chance, compared = random.Random(seed), 0
    for _ in range(500):
        s = recheck.Checker({"symbols": SYMBOLS, "terms": [], "least": 1, "owed": []})
        symbols = chance.sample(range(len(SYMBOLS)), 3)
        try:
            t = random_term(s, chance, 3, symbols)
            p = s.value(t)
        except recheck.Bad:
            continue
        for _ in range(4):
            at = Point(s, chance)
            n, i = chance.randrange(N), chance.randrange(D)
            try:
                value = at.term(t, n, i)
                atoms = {a: [[at.atom(a, m, j) for j in range(D)] for m in range(N)] for q in p for a, _ in q}
            except (NoValue, OverflowError):
                continue
            if not 1e-6 < abs(value) < 1e6:
                continue
            compared += 1
            assert close(at.polynomial(p, n, i), value), s.show(t)
            assert s.signs_of(p) & (recheck.POSITIVE if value > 0 else recheck.NEGATIVE), s.show(t)
            for a, here in atoms.items():
                assert s.atoms[a].coordinates or all(close(x, row[0]) for row in here for x in row), s.show(t)
                assert s.atoms[a].samples or all(close(x, y) for x, y in zip(*here, strict=True)), s.show(t)
    assert compared > 200
