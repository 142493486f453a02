"""What the report prints of a term is read again, by a reader of its own, and has the value of the term: also after a substitution.

A substitution leaves products of numbers, ones and zeros that no author writes.
"""

import re
from fractions import Fraction

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from tests.reading_back import Tokens
from verify import Integer, Rational, symbols
from verify.judging import plain
from verify.kernel.evaluate import exact
from verify.language.arithmetic import NotRational, Undefined
from verify.report.formulas.relations import expression

NAMES = "abz"
LETTERS = symbols("a b z")
TOKEN = re.compile(r"\\frac|\\cdot|\d+|[a-z]|\*\*|[-+*/^(){}]")


class Reader(Tokens):
    """A reader of sums, products with or without a sign between, quotients, and whole powers."""

    token = TOKEN

    def sum(self):
        value = self.product()
        while self.at("+", "-"):
            sign = -1 if self.tokens.pop(0) == "-" else 1
            value += sign * self.product()
        return value

    def product(self):
        if self.at("-"):
            self.take("-")
            return -self.product()
        value = self.power()
        while self.tokens and not self.at("+", "-", ")", "}"):
            if self.at("/"):
                self.take("/")
                value /= self.power()
                continue
            if self.at("*", r"\cdot"):
                self.tokens.pop(0)
            value *= self.power()
        return value

    def power(self):
        base = self.atom()
        if not self.at("^", "**"):
            return base
        raised = self.tokens.pop(0)
        inner = self.group("{}") if raised == "^" and self.at("{") else self.signed()
        return base**inner

    def signed(self):
        if self.at("-"):
            self.take("-")
            return -self.signed()
        return self.atom()

    def group(self, marks):
        self.take(marks[0])
        value = self.sum()
        self.take(marks[1])
        return value

    def atom(self):
        if self.at("("):
            return self.group("()")
        if self.at("-"):  # as in 1 - -1
            return self.signed()
        token = self.tokens.pop(0)
        if token == r"\frac":
            above = self.group("{}")
            return above / self.group("{}")
        return self.values[token] if token in self.values else Fraction(token)


numbers = st.sampled_from(
    [Integer(n) for n in (-3, -2, -1, 0, 1, 1, 2, 5)] + [Rational(1, 2), Rational(-1, 2), Rational(2, 3)]
)
letters = st.sampled_from(LETTERS)


def larger(parts):
    pairs = st.tuples(parts, parts)
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] - p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        pairs.map(lambda p: -p[0] * p[1]),
        st.tuples(parts, letters).map(lambda p: p[0] / p[1]),
        st.tuples(parts, letters).map(lambda p: p[0] / (1 + p[1])),
        st.tuples(parts, st.integers(-2, 3)).map(lambda p: p[0] ** p[1] if p[1] > 0 else p[0] * LETTERS[0] ** p[1]),
    )


terms = st.recursive(st.one_of(letters, numbers), larger, max_leaves=9)
values = st.tuples(*[st.fractions(-3, 3, max_denominator=3)] * len(NAMES))


put_in = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(LETTERS, st.one_of(st.sampled_from([Integer(1), Integer(-1)]), numbers))
)


@settings(max_examples=1000, deadline=None)
@given(terms, put_in, values)
def test_a_term_reads_back_as_it_is_meant(term, put, point):
    e = term.xreplace(put)
    free = {s: v for s, v in zip(LETTERS, point, strict=True) if s in e.free_symbols}
    try:
        (value,) = exact(e, free)
    except (NotRational, Undefined):
        return
    known = {s.name: v for s, v in free.items()}
    for printed in (expression(e, {}), plain.formula(e)):
        assert Reader(printed, known).whole() == value, printed


@pytest.mark.parametrize(
    ("e", "latex"),
    [
        (1 - LETTERS[0], "1 - 1"),
        (-LETTERS[0], "-1"),
        (LETTERS[1] ** (-LETTERS[0]), "b^{-1}"),
        (-LETTERS[0] * LETTERS[0], "-1"),
        ((1 - LETTERS[0]) ** 2, "(1 - 1)^{2}"),
        (LETTERS[0] * LETTERS[0], "1"),
    ],
)
def test_a_product_of_ones_is_a_one(e, latex):
    assert expression(e.xreplace({LETTERS[0]: Integer(1)}), {}) == latex
