"""What an undecided claim is told: what is missing and what to try, in the author's own symbols; the lines can be pasted."""

import types

import pytest

from verify.cli.verdicts import block
from verify.cli.why import advice
from verify.judging.judge import judge
from verify.language.proof import Derivation
from verify.language.verdict import Verdict

ALL = """
from verify import *
u, v, w, first = Vector("u"), Vector("v"), Vector("w"), Vector("x_1")
c, L = Symbol("c"), Symbol("L", positive=True)
def f(p): return Value("f", p)
def F(p): return Field("F", p)
smooth = Schema("f is L-Lipschitz", (u, v), le(Abs(f(u) - f(v)), L * norm(u - v)))
"""


@pytest.fixture
def written(monkeypatch):
    """A module with these claims, as it would be imported; the claim `it` of it, judged, with the module."""

    def make(source):
        module = types.ModuleType("made_for_why")
        exec(ALL + source + "\nSTATEMENT = None", vars(module))
        monkeypatch.setitem(__import__("sys").modules, "made_for_why", module)
        return judge("s", module.it), module

    return make


UNDECIDED = {
    "largest": 'le(norm(first, oo) ** 2, norm(first) ** 2)',
    "dual": 'le(Abs(dot(u, v)), norm(u, 3) * norm(v, 1))',
    "a fraction": "le(norm(first, oo) * Rational(1, 3), norm(first) / 3)",
    "unknown": 'le(f(u), f(v) + norm(u - v))',
}  # fmt: skip


@pytest.mark.parametrize("conclusion", UNDECIDED.values(), ids=UNDECIDED)
def test_what_is_undecided_is_told_what_is_missing_and_a_derivation_that_runs(written, conclusion):
    found, module = written(f'it = Claim(name="it", says="?", conclusion={conclusion})')
    assert found.verdict is Verdict.UNDECIDED
    told = advice(found, "verify check s/it --package mypaper")
    assert told[0].startswith("missing  right - left = ")
    assert told[0].endswith(" is not seen to be >= 0")
    assert told[-1] == "more     verify show s/it --package mypaper --why"
    lines = [line.removeprefix(" " * 11) for line in told if line.startswith(" " * 11)]
    exec("\n".join(lines), vars(module))
    assert type(module.steps()) is Derivation
    text = "\n".join(block(found, "verify check s/it"))
    assert "gram" not in text
    assert "not a sum over the coordinates" not in text


def test_the_names_are_those_of_the_module(written):
    found, _ = written('it = Claim(name="it", says="?", conclusion=le(norm(first, oo) ** 2, norm(first) ** 2))')
    told = advice(found)
    assert told[0] == "missing  right - left = (‖x_1‖ - max(|x_1|))*(‖x_1‖ + max(|x_1|)) is not seen to be >= 0"
    assert told[1].strip() == "no sign is visible of -max(|x_1|)**2"
    assert told[2].strip().startswith("nearest to equality at x_1 = (")
    assert told[-1].strip() == 'return chain(line("<=", norm(first)**2))'


def test_an_instance_that_serves_is_a_line_to_paste(written):
    source = 'it = Claim(name="it", says="?", conclusion=le(f(u) - f(v), L * norm(u - v)), assuming=(smooth,){})'
    found, _ = written(source.format(""))
    (told,) = advice(found)
    line = told.removeprefix("try      ").partition(" in the claim")[0]
    assert line == 'instance=Instance({"f": ((Vector("slot1"),), Integer(0))})'
    again, _ = written(source.format(", " + line))
    assert (found.verdict, again.verdict) == (Verdict.UNDECIDED, Verdict.PROVED)


def test_an_instance_that_does_not_serve_is_not_offered(written):
    found, _ = written(
        'it = Claim(name="it", says="?", conclusion=le(f(u) - f(v), L * norm(u - v)), assuming=(smooth, lt(0, f(w))))'
    )
    assert found.verdict is Verdict.UNDECIDED
    assert not any("instance=" in line for line in advice(found))


def test_a_number_without_a_sign_is_to_be_declared_and_then_it_is_proved(written):
    source = (
        'it = Claim(name="it", says="?", conclusion=le(c * f(u), c * f(v) + c * L * norm(u - v)), assuming=(smooth,), '
    )
    source += 'instance=Instance({"f": ((u,), Integer(0))}))'
    found, _ = written(source)
    assert found.verdict is Verdict.UNDECIDED
    (line,) = [x.partition(": ")[2] for x in advice(found) if "declare it" in x]
    assert line == 'c = Symbol("c", positive=True)'
    again, _ = written(f"{line}\n{source}")
    assert again.verdict is Verdict.PROVED


def test_a_theorem_of_the_claims_shape_is_named_with_the_line_to_paste(written):
    found, module = written('it = Claim(name="it", says="?", conclusion=le(Abs(dot(u, v)), norm(u, 3) * norm(v, 1)))')
    lines = [x.removeprefix("try      by=").split("    ") for x in advice(found, full=True) if "try      by=" in x]
    assert ["cauchy_schwarz(u, v)", "which says Σ(u*v) <= ‖u‖*‖v‖"] in lines
    for line, _ in lines:
        exec("from verify.facts import *", vars(module))
        assert eval(line, vars(module)).relation.op == "<="


def test_a_faulty_derivation_that_is_not_needed_is_said_in_one_line(written):
    found, _ = written(
        'it = Claim(name="it", says="?", conclusion=le(2 * dot(u, v), norm(u) ** 2 + norm(v) ** 2),'
        ' derive=lambda: chain(line("<=", norm(u))))'
    )
    assert found.verdict is Verdict.PROVED
    assert advice(found) == [
        "its derivation is faulty, and not needed: line 1: an inequality needs terms or theorems that add up to its difference"
    ]


def test_what_is_settled_gets_no_advice(written):
    for conclusion in ("le(norm(u + v), norm(u) + norm(v))", "le(norm(u + v), norm(u))"):
        found, _ = written(f'it = Claim(name="it", says="?", conclusion={conclusion})')
        assert (found.verdict is not Verdict.UNDECIDED, advice(found)) == (True, [])


def test_check_and_show_print_it(verify, paper):
    paper.add(
        lemma1="""
from verify import chain, line, oo
late = Claim(name="late", says="?", conclusion=le(norm(u, oo) ** 2, norm(u) ** 2))
spoilt = Claim(name="spoilt", says="?", conclusion=le(dot(u, v), norm(u) * norm(v)), derive=lambda: chain(line("<=", norm(u))))
STATEMENT = Statement(name="lemma-1", title="T", section="1")
"""
    )
    code, out, _ = verify("check")
    assert code == 3
    assert f"  more     verify show lemma-1/late --package {paper.name} --why" in out.splitlines()
    assert any(
        line.startswith("lemma-1/spoilt: its derivation is faulty, and not needed: line 1") for line in out.splitlines()
    )
    code, out, _ = verify("show", "lemma-1/late", "--why")
    assert "  missing  right - left = (‖u‖ - max(|u|))*(‖u‖ + max(|u|)) is not seen to be >= 0" in out.splitlines()
