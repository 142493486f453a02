"""What the report prints of norms, inner products, sums and vectors is read again, by a reader of its own, at a point in the plane.

A reader that knows what is a vector and what is a number: two vectors side by side, or a vector where a number is due, are no formula.
"""

import math
import re

import hypothesis.strategies as st
from hypothesis import given, settings

from tests.reading_back import Tokens
from verify import Abs, Integer, Rational, Total, Vector, dot, norm, oo, sign, symbols
from verify.kernel.evaluate import ball
from verify.language.arithmetic import Undefined
from verify.report.formulas.relations import expression

VECTORS = [Vector(x) for x in "abc"]
NUMBERS = symbols("s t")
TOKEN = re.compile(
    r"\\boldsymbol\{\w\}|\\operatorname\{sign\}|\\sum_\{i\}|\^\{\\top\}|[a-z]_\{i\}|\\[A-Za-z]+|\d+|[a-z]|[-+^_(){}]"
)
PLANE = 2


def each(f, *parts):
    """f of numbers, and in each coordinate where one is a vector."""
    if not any(isinstance(p, tuple) for p in parts):
        return f(*parts)
    rows = [p if isinstance(p, tuple) else (p,) * PLANE for p in parts]
    return tuple(f(*x) for x in zip(*rows, strict=True))


class Reader(Tokens):
    """Sums of products; `coordinate` is the one that a sum over i is at, None outside."""

    token, coordinate = TOKEN, None

    def between(self, first, last):
        self.take(first)
        value = self.sum()
        self.take(last)
        self.bare = False
        return value

    def sum(self):
        value = self.product()
        while self.at("+", "-"):
            negative, more = self.tokens.pop(0) == "-", self.product()
            assert isinstance(value, tuple) == isinstance(more, tuple), "a number added to a vector"
            value = each(lambda x, y, s=-1 if negative else 1: x + s * y, value, more)
        return value

    def product(self):
        if self.at("-"):
            self.take("-")
            return each(lambda x: -x, self.product())
        self.bare = False  # was the last factor an inner product without brackets?
        value = self.factor()
        while self.tokens and not self.at("+", "-", ")", "}", r"\rVert", r"\rvert"):
            entrywise = self.at(r"\odot")
            if self.at(r"\odot", r"\cdot"):
                self.tokens.pop(0)
            bare, self.bare = self.bare, False
            more = self.factor()
            assert not bare or not (isinstance(more, tuple) or self.bare), (
                "an inner product beside a vector, without brackets"
            )
            assert entrywise == (isinstance(value, tuple) and isinstance(more, tuple)), "two vectors side by side"
            value = each(lambda x, y: x * y, value, more)
        return value

    def factor(self):
        if self.at(r"\sum_{i}"):
            return self.over_the_coordinates()
        value = self.power()
        if not self.at("^{\\top}"):
            return value
        self.take("^{\\top}")
        other = self.power()
        assert isinstance(value, tuple), "the transpose of a number"
        assert isinstance(other, tuple), "an inner product with a number"
        assert not self.at(r"\odot", "^{\\top}"), "an inner product of what?"
        self.bare = True
        return sum(x * y for x, y in zip(value, other, strict=True))

    def over_the_coordinates(self):
        self.take(r"\sum_{i}")
        assert self.coordinate is None, "a sum in a sum"
        rest, total = self.tokens, 0.0
        for self.coordinate in range(PLANE):
            self.tokens = list(rest)
            term = self.product()
            assert not isinstance(term, tuple), "a vector in a sum over its coordinates"
            total += term
        self.coordinate = None
        return total

    def power(self):
        base = self.atom()
        if not self.at("^"):
            return base
        self.take("^")
        self.take("{")
        entrywise = self.at(r"\odot")
        if entrywise:
            self.take(r"\odot")
        exponent = self.sum()
        self.take("}")
        assert entrywise == isinstance(base, tuple), "the power of a vector"
        return each(lambda x: x**exponent, base)

    def atom(self):
        if self.at("("):
            return self.between("(", ")")
        if self.at(r"\lvert"):
            return each(abs, self.between(r"\lvert", r"\rvert"))
        if self.at(r"\lVert"):
            return self.norm()
        token = self.tokens.pop(0)
        if token == r"\frac":
            above, below = self.between("{", "}"), self.between("{", "}")
            assert not isinstance(below, tuple), "divided by a vector"
            return each(lambda x: x / below, above)
        if token == r"\operatorname{sign}":
            return each(lambda x: (x > 0) - (x < 0), self.between("(", ")"))
        if token == r"\boldsymbol{1}":
            return (1.0,) * PLANE
        if token.endswith("_{i}"):
            assert self.coordinate is not None, "a coordinate outside of a sum"
            return self.values[token[0]][self.coordinate]
        if token.startswith(r"\boldsymbol"):
            assert self.coordinate is None or self.inside, "a whole vector in a sum over coordinates"
            return self.values[token[-2]]
        return self.values[token] if token in self.values else float(token)

    inside, bare = False, False

    def norm(self):
        before, self.inside = self.inside, True
        value = self.between(r"\lVert", r"\rVert")
        self.inside = before
        assert isinstance(value, tuple), "the norm of a number"
        if not self.at("_"):
            return math.hypot(*value)
        self.take("_")
        self.take("{")
        order = self.tokens.pop(0)
        self.take("}")
        return sum(map(abs, value)) if order == "1" else max(map(abs, value))


constants = st.sampled_from([Integer(n) for n in (-2, -1, 1, 2)] + [Rational(1, 2), Rational(-3, 2)])
plain_numbers = st.one_of(st.sampled_from(NUMBERS), constants)


def vectors(depth):
    """Vector-valued terms."""
    if not depth:
        return st.sampled_from(VECTORS)
    v, s = vectors(depth - 1), numbers(depth - 1)
    return st.one_of(
        v,
        st.tuples(v, v).map(lambda p: p[0] + p[1]),
        st.tuples(v, v).map(lambda p: p[0] - p[1]),
        st.tuples(v, v).map(lambda p: p[0] * p[1]),
        st.tuples(s, v).map(lambda p: p[0] * p[1]),
        st.tuples(v, s).map(lambda p: p[0] * p[1]),
        st.tuples(v, v).map(lambda p: p[0] / norm(p[1])),
        v.map(lambda x: -x),
        v.map(Abs),
        v.map(sign),
    )


def numbers(depth):
    """Terms whose value is a number."""
    if not depth:
        return plain_numbers
    v, s = vectors(depth - 1), numbers(depth - 1)
    return st.one_of(
        s,
        st.tuples(v, v).map(lambda p: dot(*p)),
        st.tuples(v, v, s).map(lambda p: p[2] * dot(p[0], p[1])),
        st.tuples(v, st.sampled_from([1, 2, oo])).map(lambda p: norm(*p)),
        v.map(norm).map(lambda x: x**2),
        v.map(Total),
        st.tuples(s, s).map(lambda p: p[0] - p[1]),
        st.tuples(s, s).map(lambda p: p[0] * p[1]),
        st.tuples(s, v).map(lambda p: p[0] / norm(p[1])),
    )


POINT = {**dict(zip(VECTORS, ((2, -3), (5, 7), (-1, 4)), strict=True)), **dict(zip(NUMBERS, (3, 11), strict=True))}
VALUES = {str(s.name): tuple(map(float, v)) if isinstance(v, tuple) else float(v) for s, v in POINT.items()}


@settings(max_examples=600, deadline=None)
@given(st.one_of(vectors(3), numbers(3)), st.fixed_dictionaries({}, optional=dict.fromkeys(NUMBERS, constants)))
def test_what_is_printed_has_the_value_that_is_meant(term, put):
    e = term.xreplace(put)
    try:
        meant = ball(e, {s: v for s, v in POINT.items() if s in e.free_symbols})
    except Undefined:
        return
    if not all(x.is_finite() for x in meant):
        return
    latex = expression(e, {})
    found = Reader(latex, VALUES).whole()
    shown = found if isinstance(found, tuple) else (found,)
    assert len(shown) == len(meant), latex
    for x, y in zip(shown, meant, strict=True):
        assert abs(x - float(y)) <= 1e-9 * (1 + abs(x)), latex
