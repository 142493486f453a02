"""What the claims on the paper say: facts, and no formulas that hold as they stand."""

import re

import pytest

from verify import Symbol, eq, symbols
from verify.judging.catalogue import discover
from verify.report.formulas.relations import sides


@pytest.fixture(scope="module")
def claims():
    return {f"{s.name}/{c.name}": c for s in discover("proofs").statements for c in s.claims}


def same_words(relation):
    """Are the two sides printed with the same signs, in whatever order?"""
    printed = sides(relation)
    left, right = (sorted(re.findall(r"\\?\w+|\S", side)) for side in (printed.left, printed.right))
    return left == right


def test_the_reader_sees_through_another_order():
    a, b = symbols("a b")
    assert same_words(eq(a * b, b * a)) and same_words(eq(a + 2 * b, 2 * b + a))
    assert not same_words(eq(a * b, a + b)) and not same_words(eq(Symbol("a") ** 2, a))


def test_no_claim_prints_the_same_on_both_sides(claims):
    assert not [name for name, claim in claims.items() if same_words(claim.conclusion)]
