"""The text of the proof modules: what SymPy would cancel before the engine sees its domain is not written there."""

import ast
from pathlib import Path

import pytest

MODULES = sorted(Path(__file__).parent.parent.glob("proofs/**/*.py"))


def factors(node, sign=1):
    """The factors of a product or quotient as written, each with the side of the fraction on which it stands."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        right = -sign if isinstance(node.op, ast.Div) else sign
        yield from factors(node.left, sign)
        yield from factors(node.right, right)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield from factors(node.left, sign)
    elif not isinstance(node, ast.Constant):
        yield ast.unparse(node), sign


def cancelled(text):
    """What stands on both sides of a fraction."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            found = list(factors(node))
            above, below = ({f for f, s in found if s == side} for side in (1, -1))
            yield from above & below


def test_the_reader_finds_a_cancelled_factor():
    assert list(cancelled("x / x")) == ["x"]
    assert list(cancelled("2 * norm(u) * v / (k * norm(u) ** 2)")) == ["norm(u)"]
    assert not list(cancelled("norm(u) / norm(v) + 4 / 2 * u"))


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.stem)
def test_no_factor_is_written_above_and_below_a_fraction(module):
    assert not list(cancelled(module.read_text(encoding="utf-8")))
